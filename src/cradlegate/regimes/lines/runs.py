"""Lines in runs that are judged together: equally many documents, and not too many at once."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from cradlegate.regimes.facts import Standing
from cradlegate.regimes.lines.frames import (
    DOCUMENT,
    LAST,
    LINE,
    LISTED,
    NONE,
    STANDING,
    TYPE,
    Frames,
)
from cradlegate.regimes.lines.terms import name_column
from cradlegate.regimes.planes.bits import Plane, unpack_bits

Rows: TypeAlias = npt.NDArray[np.int64]
"""Numbers of lines, rising."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some lines.

    Args:
        slots: how many documents each has.
        frame: their facts; those of documents in columns with `@` and the number of the slot.
    """

    rows: Rows
    slots: int
    frame: pl.DataFrame

    def cut(self, most: int) -> "Iterator[Run]":
        """Cut it into smaller ones."""
        for first in range(0, len(self.rows), most):
            rows = self.rows[first : first + most]
            yield Run(rows, self.slots, self.frame.slice(first, most))

    def pick(self, plane: Plane) -> Rows:
        """Give the lines of a plane without readings."""
        return self.rows[unpack_bits(plane, len(self.rows))]


@dataclass(frozen=True)
class Portfolio:
    """Lines and what a pack looks at of them.

    Args:
        facts: that are looked at.
        types: of the documents that are looked at.
    """

    frames: Frames
    facts: Collection[str]
    types: Collection[str]

    def cut_lines(self, most: int) -> Iterator[Run]:
        """Cut all lines into runs, without their documents."""
        for first in range(0, self.frames.lines.height, most):
            rows = np.arange(first, min(first + most, self.frames.lines.height))
            yield Run(rows, 0, _take(self._lines, rows))

    def cut_runs(self, rows: Rows, most: int) -> Iterator[Run]:
        """Cut some lines into runs, with their documents."""
        counts = self._counts[rows]
        for slots in np.unique(counts).tolist():
            alike = rows[counts == slots]
            for first in range(0, len(alike), most):
                some = alike[first : first + most]
                parts = [_take(self._lines, some), *(self._slot(some, at) for at in range(slots))]
                yield Run(some, slots, pl.concat(parts, how="horizontal"))

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(
            name for fact in self.facts for name in (fact, f"{fact}{NONE}", f"{fact}{LAST}")
        )

    @cached_property
    def _lines(self) -> pl.DataFrame:
        return _pick(self.frames.lines, self._names | {LISTED})

    @cached_property
    def _documents(self) -> pl.DataFrame:
        documents = self.frames.documents
        return _pick(
            pl.DataFrame() if documents is None else documents, self._names | {TYPE, STANDING}
        )

    @cached_property
    def _pairs(self) -> pl.DataFrame:
        """The pairs of line and document that matter, in the order of the lines."""
        if self.frames.pairs is None:
            return pl.DataFrame(schema={LINE: pl.UInt32, DOCUMENT: pl.UInt32})
        pairs = _pick(self.frames.pairs, self._names | {LINE, DOCUMENT})
        shown = pl.col(STANDING).is_in([str(Standing.IN_HAND), str(Standing.COMING)])
        matters = self._documents.select(pl.col(TYPE).is_in(list(self.types)) & shown).to_series()
        kept = pairs.filter(matters.gather(pairs[DOCUMENT]))
        return kept if kept[LINE].is_sorted() else kept.sort(LINE, maintain_order=True)

    @cached_property
    def _counts(self) -> Rows:
        """How many documents each line has."""
        return np.bincount(self._pairs[LINE].to_numpy(), minlength=self.frames.lines.height)

    @cached_property
    def _firsts(self) -> Rows:
        """The row of the first pair of each line."""
        return np.cumsum(self._counts) - self._counts

    def _slot(self, rows: Rows, slot: int) -> pl.DataFrame:
        """Give one document of some lines."""
        pairs = self._pairs[self._firsts[rows] + slot]
        facts = self._documents[pairs[DOCUMENT].to_numpy()]
        both = pl.concat([facts, pairs.drop(LINE, DOCUMENT)], how="horizontal")
        return both.rename(lambda name: name_column(name, slot))


def _pick(frame: pl.DataFrame, names: Collection[str]) -> pl.DataFrame:
    return frame.select([name for name in frame.columns if name in names])


def _take(frame: pl.DataFrame, rows: Rows) -> pl.DataFrame:
    """Take some rows; where they follow each other, without copying."""
    if rows[-1] - rows[0] == len(rows) - 1:
        return frame.slice(int(rows[0]), len(rows))
    return frame[rows]
