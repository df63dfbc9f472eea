"""Many lines judged under many regimes, batch by batch."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from cradlegate.border.portfolio.documents import add_documents
from cradlegate.border.portfolio.lines import supply_lines
from cradlegate.border.portfolio.papers import LINE, judge_routes, pair_documents
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.regimes.columns.frames import Frames
from cradlegate.regimes.columns.judge import judge_columns
from cradlegate.regimes.columns.judged import JudgedColumns
from cradlegate.regimes.pack.pack import Pack
from cradlegate.verification.registers.register import RegisterSnapshot

LINES_AT_ONCE = 250_000
"""Lines that are judged and written together; no answer hangs on it."""


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

    Raises:
        FaultsError: documents that may each cover too many lines.
        TooManyReadingsError: a pack with too many combinations of answers.
    """
    pairs = _pair(portfolio)
    for first in range(0, portfolio.lines.height, lines_at_once):
        lines = portfolio.lines.slice(first, lines_at_once)
        number = pl.col(LINE).cast(pl.Int64) - first
        near = pairs.filter(number.is_between(0, lines.height - 1)) if pairs is not None else None
        own = None if near is None else near.with_columns(number.cast(pl.UInt32))
        frames = _supply(portfolio, lines, own)
        judged = {pack.id: judge_columns(pack, frames, law_as_of=law_as_of) for pack in packs}
        yield Batch(lines, judged)


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
