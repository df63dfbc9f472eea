"""Many lines judged under many regimes, piece by piece."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import polars as pl

from cradlegate.border.lines.documents import add_documents
from cradlegate.border.lines.papers import LINE, judge_routes, pair_documents
from cradlegate.border.lines.supply import supply_lines
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.regimes.columns.judge import LINES_AT_ONCE, judge_columns
from cradlegate.regimes.columns.judged import JudgedColumns
from cradlegate.regimes.lines.frames import Frames
from cradlegate.regimes.pack.pack import Pack
from cradlegate.verification.registers.register import RegisterSnapshot

Mapper: TypeAlias = Callable[
    [Callable[[Pack], JudgedColumns], Sequence[Pack]], Iterable[JudgedColumns]
]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Many consignments of one machine row each.

    Args:
        lines: typed rows of the table `shipments`.
        documents: typed rows of the table `documents`; None where nobody has said which there are.
        evidence: typed rows of the table `oem_evidence`.
        registers: snapshots of accredited bodies.
    """

    lines: pl.DataFrame
    documents: pl.DataFrame | None
    evidence: pl.DataFrame
    registers: Sequence[RegisterSnapshot]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines that follow each other, with everything that is known of them.

    Args:
        lines: their typed rows.
    """

    lines: pl.DataFrame
    frames: Frames


@dataclass(frozen=True, slots=True)
class Batch:
    """Some lines judged.

    Args:
        lines: their typed rows.
        judged: by id of the pack.
    """

    lines: pl.DataFrame
    judged: Mapping[str, JudgedColumns]

    def cut(self, most: int) -> "Iterator[Batch]":
        """Cut it into smaller ones."""
        for first in range(0, self.lines.height, most):
            some = {name: each.slice(first, most) for name, each in self.judged.items()}
            yield Batch(self.lines.slice(first, most), some)


def screen(
    portfolio: Portfolio,
    packs: Sequence[Pack],
    *,
    law_as_of: date | None,
    lines_at_once: int = LINES_AT_ONCE,
) -> Iterator[Batch]:
    """Judge every line under every pack.

    Args:
        law_as_of: the day whose law is read; None for that of each event.
        lines_at_once: how many lines are judged together; no answer hangs on it.

    Raises:
        FaultsError: documents that may each cover too many lines.
    """
    for piece in cut(portfolio, lines_at_once):
        yield judge(piece, packs, law_as_of)


def cut(portfolio: Portfolio, most: int) -> Iterator[Piece]:
    """Cut a portfolio into pieces, each line with the documents that go with it.

    Args:
        most: lines of a piece.

    Raises:
        FaultsError: documents that may each cover too many lines.
    """
    pairs = _pair(portfolio)
    for first in range(0, portfolio.lines.height, most):
        lines = portfolio.lines.slice(first, most)
        at = pl.col(LINE).cast(pl.Int64) - first
        near = None if pairs is None else pairs.filter(at.is_between(0, lines.height - 1))
        own = None if near is None else near.with_columns(at.cast(pl.UInt32))
        yield Piece(lines, _supply(portfolio, lines, own))


def judge(
    piece: Piece, packs: Sequence[Pack], law_as_of: date | None, side_by_side: Mapper = map
) -> Batch:
    """Judge the lines of a piece under every pack.

    Args:
        law_as_of: the day whose law is read; None for that of each event.
        side_by_side: does something for every pack, as `map` does.
    """
    height = max(piece.lines.height, 1)

    def judge_under(pack: Pack) -> JudgedColumns:
        return judge_columns(pack, piece.frames, law_as_of=law_as_of, lines_at_once=height)

    judged = side_by_side(judge_under, packs)
    return Batch(piece.lines, dict(zip((pack.id for pack in packs), judged, strict=True)))


def _pair(portfolio: Portfolio) -> pl.DataFrame | None:
    if portfolio.documents is None:
        return None
    pairs = pair_documents(portfolio.lines, portfolio.documents)
    return judge_routes(pairs, portfolio.lines, portfolio.documents)


def _supply(portfolio: Portfolio, lines: pl.DataFrame, pairs: pl.DataFrame | None) -> Frames:
    spec = shipment_tables()["shipments"]
    facts = supply_lines(lines, spec, is_listed=pairs is not None)
    if pairs is None or portfolio.documents is None:
        return Frames(facts)
    return add_documents(facts, pairs, portfolio.documents, portfolio.evidence, portfolio.registers)
