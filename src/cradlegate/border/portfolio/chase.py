"""Whom to ask for what, over all lines: one row for each party and thing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from cradlegate.border.portfolio.screen import Batch
from cradlegate.border.shipments.roles import PARTY_COLUMNS
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.columns.judged import APPLIES, OUTCOMES, STATUS, JudgedColumns
from cradlegate.regimes.evaluate.interpret import OpenKind, OpenPoint
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.vocabulary import Asked, Vocabulary

_NOT_MET = OUTCOMES.index(Outcome.NOT_MET)
_KEYS = ("role", "party", "what", "regimes", "requirement")
_SAMPLE = 3
"""Lines that are named for each row."""


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something to ask for, and the lines that need it."""

    role: Asked
    what: str
    regimes: str
    requirement: str
    lines: pl.Series


def list_chase(batch: Batch, packs: Sequence[Pack], vocabulary: Vocabulary) -> pl.DataFrame:
    """List what is to be asked of each party for the lines of a batch.

    What binds alone is asked for: facts that can still change an outcome, and remedies of what is
    not met.

    Returns:
        `role`, `party` (empty where nobody is named), `what`, `regimes`, `requirement` (empty for
        a fact), `lines`, `first_entry`, `sample` of line ids.
    """
    things = [*_list_facts(batch, packs, vocabulary), *_list_remedies(batch, packs)]
    return join_chase([_group(each, batch.lines) for each in things])


def join_chase(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Join lists of several batches; most lines first."""
    whole = pl.concat([pl.DataFrame(schema=_SCHEMA), *parts])
    joined = whole.group_by(_KEYS, maintain_order=True).agg(
        pl.col("lines").sum(),
        pl.col("first_entry").min(),
        pl.col("sample").explode().head(_SAMPLE),
    )
    return joined.sort(["lines", *_KEYS], descending=[True, *(False for _ in _KEYS)])


def _list_facts(batch: Batch, packs: Sequence[Pack], vocabulary: Vocabulary) -> Iterator[_Thing]:
    """List open facts, each once for all regimes that need it."""
    needed: dict[str, tuple[pl.Series, list[str]]] = {}
    for pack in packs:
        for name, lines in _find_open(pack, batch.judged[pack.id], vocabulary):
            before, regimes = needed.get(name, (lines, []))
            needed[name] = before | lines, [*regimes, pack.id]
    for name, (lines, regimes) in needed.items():
        spec = vocabulary.facts[name]
        named = ", ".join(dict.fromkeys(regimes))
        yield _Thing(spec.asked, str(spec.ask), named, "", lines)


def _find_open(
    pack: Pack, judged: JudgedColumns, vocabulary: Vocabulary
) -> Iterator[tuple[str, pl.Series]]:
    binding = [APPLIES, *(each.id for each in pack.provisions if each.modality.binds)]
    outputs = [each for each in binding if each in judged.legend.outputs]
    for point in judged.legend.points:
        if point.kind is OpenKind.FACT and point.name in vocabulary.facts:
            lines = judged.frame.select(_is_open(judged, outputs, point)).to_series()
            if lines.any():
                yield point.name, lines


def _is_open(judged: JudgedColumns, outputs: Sequence[str], point: OpenPoint) -> pl.Expr:
    return pl.any_horizontal(judged.legend.is_open(each, point) for each in outputs)


def _list_remedies(batch: Batch, packs: Sequence[Pack]) -> Iterator[_Thing]:
    for pack in packs:
        judged = batch.judged[pack.id]
        for each in pack.provisions:
            if each.remedy and each.modality.binds and each.id in judged.legend.outputs:
                lines = judged.frame[f"{each.id}{STATUS}"] == _NOT_MET
                if lines.any():
                    yield _Thing(each.asked, str(each.remedy), pack.id, each.id, lines)


def _group(thing: _Thing, lines: pl.DataFrame) -> pl.DataFrame:
    column = PARTY_COLUMNS.get(thing.role)
    party = pl.col(column).cast(pl.String).fill_null("") if column else pl.lit("")
    needing = lines.lazy().select(
        party.alias("party"), pl.col("id").cast(pl.String), pl.col("entry_date.first")
    )
    grouped = (
        needing.filter(thing.lines)
        .group_by("party")
        .agg(
            pl.len().cast(pl.UInt32).alias("lines"),
            pl.col("entry_date.first").min().alias("first_entry"),
            pl.col("id").head(_SAMPLE).alias("sample"),
        )
    )
    named = grouped.with_columns(
        pl.lit(str(thing.role)).alias("role"),
        pl.lit(thing.what).alias("what"),
        pl.lit(thing.regimes).alias("regimes"),
        pl.lit(thing.requirement).alias("requirement"),
    )
    return named.select(list(_SCHEMA)).collect()


_SCHEMA = {
    **dict.fromkeys(_KEYS, pl.String()),
    "lines": pl.UInt32(),
    "first_entry": pl.Date(),
    "sample": pl.List(pl.String),
}
