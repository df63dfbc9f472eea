"""What was found of every line: a row for each requirement, and a row for each line."""

from collections.abc import Iterator, Sequence

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
    JudgedColumns,
    list_words,
)
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.pack.provision import Provision

STATUSES = pl.Enum([str(each) for each in OUTCOMES])
HOUSE_RULE = "house rule"
_NOT_APPLICABLE = OUTCOMES.index(Outcome.NOT_APPLICABLE)
_NOT_MET = OUTCOMES.index(Outcome.NOT_MET)
_SHOWN = (APPLIES, VERDICT, BENEFIT)


def list_findings(batch: Batch, packs: Sequence[Pack]) -> pl.DataFrame:
    """List every requirement that may bind a line, with its status and why.

    Returns:
        `line`, `consignment`, `regime`, `requirement`, `modality`, `status`, `because`, `open`
        (what somebody must send), `law` (questions that decide), `source`; regime after regime.
    """
    parts = [part for pack in packs for part in _list_of(pack, batch)]
    return pl.concat(parts) if parts else pl.DataFrame()


def list_lines(batch: Batch) -> pl.DataFrame:
    """List the lines with whether each regime applies, and what everything that binds gives.

    Returns:
        `line`, `consignment`, and for every regime `<regime>:applies`, `<regime>:verdict` and,
        where it has one, `<regime>:benefit`.
    """
    told = [
        _name_status(each.frame[f"{output}{STATUS}"]).alias(f"{regime}:{output.split(':')[1]}")
        for regime, each in batch.judged.items()
        for output in _SHOWN
        if f"{output}{STATUS}" in each.frame.columns
    ]
    return batch.lines.select(_identify()).with_columns(told)


def _identify() -> tuple[pl.Expr, ...]:
    return (
        pl.col("id").cast(pl.String).alias("line"),
        pl.col("consignment_id").cast(pl.String).alias("consignment"),
    )


def _list_of(pack: Pack, batch: Batch) -> Iterator[pl.DataFrame]:
    judged = batch.judged[pack.id]
    lines = batch.lines.select(_identify())
    may_apply = judged.frame[f"{APPLIES}{STATUS}"] != _NOT_MET
    if not may_apply.any():
        return
    bound, own = judged.frame.filter(may_apply), lines.filter(may_apply)
    for name in judged.legend.outputs:
        provision = pack.provision_by_id.get(name)
        if provision:
            binds = bound[f"{name}{STATUS}"] != _NOT_APPLICABLE
            yield _list_one(provision, pack, judged, bound.filter(binds), own.filter(binds))


def _list_one(
    provision: Provision,
    pack: Pack,
    judged: JudgedColumns,
    bound: pl.DataFrame,
    lines: pl.DataFrame,
) -> pl.DataFrame:
    name, legend = provision.id, judged.legend
    points = [each.name for each in legend.points]
    return lines.with_columns(
        _repeat("regime", pack.id),
        _repeat("requirement", name),
        _repeat("modality", str(provision.modality)),
        _name_status(bound[f"{name}{STATUS}"]).alias("status"),
        _name_bits(bound, f"{name}{BECAUSE}", [str(each) for each in CAUSES]).alias("because"),
        _name_bits(bound, f"{name}{OPEN}", points).alias("open"),
        _name_bits(bound, f"{name}{QUESTIONS}", legend.questions).alias("law"),
        _repeat("source", _cite(provision)),
    )


def _cite(provision: Provision) -> str:
    cite = provision.cite
    return f"{cite.source} para {cite.para}, {provision.voice}" if cite else HOUSE_RULE


def _repeat(name: str, text: str) -> pl.Expr:
    return pl.lit(text, pl.Categorical).alias(name)


def _name_status(codes: pl.Series) -> pl.Series:
    return codes.cat.to(STATUSES)


def _name_bits(frame: pl.DataFrame, mask: str, names: Sequence[str]) -> pl.Series:
    """Name the bits that are set, one after another; each mask that differs is read once."""
    words = [name for name in list_words(mask, len(names)) if name in frame.columns]
    if not words:
        return pl.Series(mask, [""], pl.Categorical).new_from_index(0, frame.height)
    masks = frame.select(words)
    different = masks.unique(maintain_order=True)
    texts = [_spell(row, names) for row in different.iter_rows()]
    said = different.with_columns(pl.Series("said", texts, pl.Categorical))
    return masks.join(said, on=words, maintain_order="left")["said"]


def _spell(words: Sequence[int], names: Sequence[str]) -> str:
    mask = sum(word << 64 * at for at, word in enumerate(words))
    return ", ".join(dict.fromkeys(name for at, name in enumerate(names) if mask >> at & 1))
