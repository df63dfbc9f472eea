"""Whom to ask for what, over all lines: one row for each party and thing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np
import polars as pl

from cradlegate.border.portfolio.screen import Batch
from cradlegate.border.shipments.roles import PARTY_COLUMNS
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.columns.judged import (
    APPLIES,
    OPEN,
    OUTCOMES,
    STATUS,
    WORD,
    JudgedColumns,
    list_words,
)
from cradlegate.regimes.evaluate.interpret import OpenKind
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.vocabulary import Asked, Vocabulary

_NOT_MET = OUTCOMES.index(Outcome.NOT_MET)
_KEYS = ("role", "party", "what", "requirement")
_SAMPLE = 3
"""Lines that are named for each row."""


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something to ask for.

    Args:
        requirement: that is not met; empty for a fact.
        needing: by regime, the lines that need it.
    """

    role: Asked
    what: str
    requirement: str
    needing: Mapping[str, pl.Series]


def list_chase(batch: Batch, packs: Sequence[Pack], vocabulary: Vocabulary) -> pl.DataFrame:
    """List what is to be asked of each party for the lines of a batch.

    What binds alone is asked for: facts that can still change an outcome, and remedies of what is
    not met.

    Returns:
        `role`, `party` (empty where nobody is named), `what`, `requirement` (empty for a fact),
        `regimes` as a list, `lines`, `first_entry`, `sample` of line ids.
    """
    things = [*_list_facts(batch, packs, vocabulary), *_list_remedies(batch, packs)]
    return pl.concat(
        [pl.DataFrame(schema=_SCHEMA), *(_group(each, batch.lines) for each in things)]
    )


def join_chase(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Join lists of several batches; most lines first.

    Returns:
        the same, with `regimes` as one text.
    """
    joined = (
        pl.concat(parts)
        .group_by(_KEYS)
        .agg(
            pl.col("regimes").explode().unique().sort(),
            pl.col("lines").sum(),
            pl.col("first_entry").min(),
            pl.col("sample").explode().head(_SAMPLE),
        )
    )
    named = joined.with_columns(pl.col("regimes").list.join(", "))
    return named.sort(["lines", *_KEYS], descending=[True, *(False for _ in _KEYS)])


def _list_facts(batch: Batch, packs: Sequence[Pack], vocabulary: Vocabulary) -> Iterator[_Thing]:
    """List open facts, each once for all regimes that need it."""
    needed: dict[str, dict[str, pl.Series]] = {}
    for pack in packs:
        for name, lines in _find_open(pack, batch.judged[pack.id], vocabulary):
            needed.setdefault(name, {})[pack.id] = lines
    for name, needing in needed.items():
        spec = vocabulary.facts[name]
        yield _Thing(spec.asked, str(spec.ask), "", needing)


def _find_open(
    pack: Pack, judged: JudgedColumns, vocabulary: Vocabulary
) -> Iterator[tuple[str, pl.Series]]:
    """Find the facts that can still change something that binds, each with its lines."""
    binding = [APPLIES, *(each.id for each in pack.provisions if each.modality.binds)]
    outputs = [each for each in binding if each in judged.legend.outputs]
    points = judged.legend.points
    for at, word in enumerate(list_words(OPEN, len(points))):
        named = [f"{output}{word}" for output in outputs]
        mask = judged.answers.select(reduce(or_, map(pl.col, named))).to_series().alias(word)
        found = int(np.bitwise_or.reduce(mask.to_numpy()))
        for bit, point in enumerate(points[at * WORD : (at + 1) * WORD]):
            is_fact = point.kind is OpenKind.FACT and point.name in vocabulary.facts
            if is_fact and found >> bit & 1:
                yield point.name, judged.mark(mask & pl.Series([1 << bit], dtype=mask.dtype) != 0)


def _list_remedies(batch: Batch, packs: Sequence[Pack]) -> Iterator[_Thing]:
    for pack in packs:
        judged = batch.judged[pack.id]
        for each in pack.provisions:
            if each.remedy and each.modality.binds and each.id in judged.legend.outputs:
                lines = judged.mark(judged.answers[f"{each.id}{STATUS}"] == _NOT_MET)
                if lines.any():
                    yield _Thing(each.asked, str(each.remedy), each.id, {pack.id: lines})


def _group(thing: _Thing, lines: pl.DataFrame) -> pl.DataFrame:
    """Count the lines of each party that has to do with a thing."""
    column = PARTY_COLUMNS.get(thing.role)
    party = pl.col(column) if column else pl.lit("")
    needing = [each.alias(regime) for regime, each in thing.needing.items()]
    told = lines.select("id", "entry_date.first", party.alias("party"), *needing)
    grouped = (
        told.filter(reduce(or_, needing))
        .group_by("party", maintain_order=True)
        .agg(
            pl.len().cast(pl.UInt32).alias("lines"),
            pl.col("entry_date.first").min().alias("first_entry"),
            pl.col("id").head(_SAMPLE).cast(pl.String).alias("sample"),
            *(pl.col(each.name).any() for each in needing),
        )
    )
    regimes = [pl.when(each.name).then(pl.lit(each.name)) for each in needing]
    return grouped.select(
        pl.lit(str(thing.role)).alias("role"),
        pl.col("party").cast(pl.String).fill_null(""),
        pl.lit(thing.what).alias("what"),
        pl.lit(thing.requirement).alias("requirement"),
        pl.concat_list(regimes).list.drop_nulls().alias("regimes"),
        "lines",
        "first_entry",
        "sample",
    )


_SCHEMA = {
    **dict.fromkeys(_KEYS, pl.String()),
    "regimes": pl.List(pl.String),
    "lines": pl.UInt32(),
    "first_entry": pl.Date(),
    "sample": pl.List(pl.String),
}
