"""What was found of every line: a row for each requirement, and a row for each line."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from cradlegate.border.portfolio.screen import Batch
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.columns.judged import (
    APPLIES,
    BECAUSE,
    BENEFIT,
    CAUSES,
    OPEN,
    OUTCOMES,
    QUESTIONS,
    STATUS,
    VERDICT,
    WORD,
    JudgedColumns,
    list_words,
)
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.pack.provision import Modality, Provision

STATUSES = pl.Enum([str(each) for each in OUTCOMES])
HOUSE_RULE = "house rule"
MODALITIES = pl.Enum([str(each) for each in Modality])
_NOT_APPLICABLE = OUTCOMES.index(Outcome.NOT_APPLICABLE)
_NOT_MET = OUTCOMES.index(Outcome.NOT_MET)
WHOLE = {APPLIES: "applies", VERDICT: "verdict", BENEFIT: "benefit"}
"""What is judged of a regime as a whole, and what it is called."""
_COUNTED = {
    **dict.fromkeys(("regime", "judged", "status"), pl.String()),
    "lines": pl.UInt32(),
}


def list_findings(batch: Batch, packs: Sequence[Pack]) -> pl.DataFrame:
    """List every requirement that may bind a line, with its status and why.

    Returns:
        `line`, `regime`, `requirement`, `modality`, `status`, `because`, `open` (what somebody must
        send), `law` (questions that decide), `source`; regime after regime.
    """
    ids = batch.lines["id"].cast(pl.String).alias("line")
    return pl.concat([_list_of(pack, batch.judged[pack.id], ids) for pack in packs])


def list_lines(batch: Batch) -> pl.DataFrame:
    """List the lines with whether each regime applies, and what everything that binds gives.

    Returns:
        `line`, `consignment`, and for every regime `<regime>:applies`, `<regime>:verdict` and,
        where it has one, `<regime>:benefit`.
    """
    return batch.lines.select(
        pl.col("id").cast(pl.String).alias("line"),
        pl.col("consignment_id").cast(pl.String).alias("consignment"),
    ).with_columns(
        _name_status(each.list_statuses(output)).alias(f"{regime}:{what}")
        for regime, each in batch.judged.items()
        for output, what in WHOLE.items()
        if output in each.legend.outputs
    )


def count_statuses(batch: Batch) -> pl.DataFrame:
    """Count lines by regime, what was judged of it, and status.

    Returns:
        `regime`, `judged` (`applies`, `verdict`, `benefit`), `status`, `lines`.
    """
    return pl.DataFrame(list(_count(batch)), schema=_COUNTED, orient="row")


def join_counts(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Join the counts of several batches."""
    keys = ["regime", "judged", "status"]
    return pl.concat(parts).group_by(keys).agg(pl.col("lines").sum()).sort(keys)


def _count(batch: Batch) -> Iterator[tuple[str, str, str, int]]:
    for regime, each in batch.judged.items():
        for output, what in WHOLE.items():
            if output in each.legend.outputs:
                codes = each.answers[f"{output}{STATUS}"]
                counted = np.bincount(codes.to_numpy(), each.lines.to_numpy())
                for code in counted.nonzero()[0].tolist():
                    yield regime, what, str(OUTCOMES[code]), int(counted[code])


def _list_of(pack: Pack, judged: JudgedColumns, ids: pl.Series) -> pl.DataFrame:
    """List the requirements of one regime; what is said of lines alike is written once."""
    named = [each for each in judged.legend.outputs if each in pack.provision_by_id]
    own = [_find_bound(judged, name)[judged.kinds].nonzero()[0] for name in named]
    told = [judged.kinds[each] + at * judged.answers.height for at, each in enumerate(own)]
    said = _say(pack, judged, named)[np.concatenate(told)]
    return said.insert_column(0, ids.gather(judged.rows).gather(np.concatenate(own)))


def _find_bound(judged: JudgedColumns, name: str) -> npt.NDArray[np.bool_]:
    """Find the answers that may bind a line to one requirement."""
    applies, status = (judged.answers[f"{each}{STATUS}"].to_numpy() for each in (APPLIES, name))
    bound: npt.NDArray[np.bool_] = (applies != _NOT_MET) & (status != _NOT_APPLICABLE)
    return bound


def _say(pack: Pack, judged: JudgedColumns, named: Sequence[str]) -> pl.DataFrame:
    """Say what every answer means for each requirement, one requirement after another."""
    legend, height = judged.legend, judged.answers.height
    listed = [pack.provision_by_id[name] for name in named]
    words = {OPEN: [each.name for each in legend.points], QUESTIONS: legend.questions}
    masks = (word for mask, bits in words.items() for word in list_words(mask, len(bits)))
    each = pl.DataFrame(
        {
            part: np.concatenate([judged.answers[f"{name}{part}"].to_numpy() for name in named])
            for part in (STATUS, BECAUSE, *masks)
        }
    )
    at = pl.Series(np.repeat(np.arange(len(named), dtype=np.uint32), height))
    return pl.DataFrame(
        [
            _tell(at, [pack.id for _ in listed]).alias("regime"),
            _tell(at, named).alias("requirement"),
            pl.Series("modality", [str(one.modality) for one in listed], MODALITIES).gather(at),
            _name_status(each[STATUS]).alias("status"),
            each[BECAUSE].cat.to(BECAUSES).alias("because"),
            _name_bits(each, OPEN, words[OPEN]).alias("open"),
            _name_bits(each, QUESTIONS, words[QUESTIONS]).alias("law"),
            _tell(at, [_cite(one) for one in listed]).alias("source"),
        ]
    )


def _cite(provision: Provision) -> str:
    cite = provision.cite
    return f"{cite.source} para {cite.para}, {provision.voice}" if cite else HOUSE_RULE


def _tell(codes: pl.Series, texts: Sequence[str]) -> pl.Series:
    """Put a text in the place of each code."""
    return pl.Series(texts, dtype=pl.Categorical).gather(codes)


def _name_status(codes: pl.Series) -> pl.Series:
    return codes.cat.to(STATUSES)


def _name_bits(frame: pl.DataFrame, mask: str, names: Sequence[str]) -> pl.Series:
    """Name the bits that are set, one after another; each mask that differs is read once."""
    words = frame.select(list(list_words(mask, len(names))))
    numbers = _number(words.get_columns())
    firsts = numbers.arg_unique()
    in_order = words[firsts.gather(numbers.gather(firsts).arg_sort())]
    return _tell(numbers, [_spell(row, names) for row in in_order.iter_rows()])


def _number(words: Sequence[pl.Series]) -> pl.Series:
    """Number rows from 0, the same where all words are."""
    numbers = _rank(words[0])
    for word in words[1:]:
        others = _rank(word).cast(pl.UInt64)
        numbers = _rank(others * pl.Series([words[0].len()], dtype=pl.UInt64) + numbers)
    return numbers


def _rank(values: pl.Series) -> pl.Series:
    """Number values by size; a search is faster than a join where few of them differ."""
    return values.unique().sort().search_sorted(values)


def _spell(words: Sequence[int], names: Sequence[str]) -> str:
    mask = sum(word << WORD * at for at, word in enumerate(words))
    return ", ".join(dict.fromkeys(name for at, name in enumerate(names) if mask >> at & 1))


BECAUSES = pl.Enum(
    [_spell([mask], [str(each) for each in CAUSES]) for mask in range(1 << len(CAUSES))]
)
"""Every join of causes, in the order of their masks."""
