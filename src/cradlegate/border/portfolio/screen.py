"""Many lines judged under many regimes, piece by piece."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

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
        number: of the piece, from 0.
        lines: their typed rows.
    """

    number: int
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


def cut(portfolio: Portfolio, lines_at_once: int = LINES_AT_ONCE) -> Iterator[Piece]:
    """Cut a portfolio into pieces, each line with the documents that go with it.

    Raises:
        FaultsError: documents that may each cover too many lines.
    """
    pairs = _pair(portfolio)
    height = portfolio.lines.height
    # Pieces of one size, so that those who work on them are done at the same time.
    size = ceil(height / ceil(height / lines_at_once)) if height else lines_at_once
    for number, first in enumerate(range(0, height, size)):
        lines = portfolio.lines.slice(first, size)
        at = pl.col(LINE).cast(pl.Int64) - first
        near = None if pairs is None else pairs.filter(at.is_between(0, lines.height - 1))
        own = None if near is None else near.with_columns(at.cast(pl.UInt32))
        yield Piece(number, lines, _supply(portfolio, lines, own))


def judge(piece: Piece, packs: Sequence[Pack], law_as_of: date | None) -> Batch:
    """Judge the lines of a piece under every pack.

    Args:
        law_as_of: the day whose law is read; None for that of each event.
    """
    judged = {pack.id: judge_columns(pack, piece.frames, law_as_of=law_as_of) for pack in packs}
    return Batch(piece.lines, judged)


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
