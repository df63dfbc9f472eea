"""Values that stand on every line: constants, and facts in columns."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import polars as pl

from cradlegate.core.period import Interval
from cradlegate.regimes.expression.syntax import Expression, Literal
from cradlegate.regimes.lines.frames import NUMBER, check_digits
from cradlegate.regimes.values import Span, Value, ValueKind, shift

_FARTHEST_MONTHS, _FARTHEST_DAYS = 120_000, 4_000_000
"""Farther than the calendar is long."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that is the same on every line."""

    value: Value


@dataclass(frozen=True, slots=True)
class Column:
    """A fact, moved by spans of the calendar.

    Args:
        slot: which of the documents of a line it is of; None for a fact of the line itself.
        moves: each with whether it goes back.
    """

    fact: str
    kind: ValueKind
    slot: int | None = None
    moves: tuple[tuple[Span, bool], ...] = ()

    def name(self, suffix: str = "") -> str:
        """Name the column of a run."""
        return name_column(f"{self.fact}{suffix}", self.slot)


Term: TypeAlias = Constant | Column
Ends: TypeAlias = tuple[pl.Expr, pl.Expr]
"""The first and the last of what a date or a number may be."""


def name_column(name: str, slot: int | None) -> str:
    """Name a column of a run: those of documents carry the number of their slot."""
    return name if slot is None else f"{name}@{slot}"


def move_term(term: Term, by: Expression, *, is_back: bool) -> Term:
    """Move a date by a span of the calendar, which stands in the pack as it is."""
    match term, by:
        case Column(), Literal(value=Span() as span):
            return replace(term, moves=(*term.moves, (span, is_back)))
        case Constant(value=Interval() as day), Literal(value=Span() as span):
            return Constant(shift(day, span, is_back=is_back))
    raise TypeError(f"{term} is not moved by {by}")


def give_constant_ends(value: Value) -> Ends:
    """Give both ends of a number or a date that is written in the pack.

    Raises:
        ValueError: a number with more digits than columns hold.
    """
    if isinstance(value, Interval):
        return pl.lit(value.first), pl.lit(value.last)
    if isinstance(value, Decimal):
        number = pl.lit(check_digits(value, "a number of the pack"), dtype=NUMBER)
        return number, number
    raise TypeError(f"{value!r} has no order")


def give_column_ends(column: Column, first: pl.Expr, last: pl.Expr) -> Ends:
    """Give both ends of a number or a date that stands in a column."""
    if column.kind is ValueKind.NUMBER:
        return first.cast(NUMBER), last.cast(NUMBER)
    for span, is_back in column.moves:
        first, last = _move(first, span, is_back=is_back), _move(last, span, is_back=is_back)
    return first, last


def _move(day: pl.Expr, span: Span, *, is_back: bool) -> pl.Expr:
    """Move days as `values.shift` does; what would leave the calendar stays at its end."""
    sign = -1 if is_back else 1
    for count, farthest, unit in (
        (span.months, _FARTHEST_MONTHS, "mo"),
        (span.days, _FARTHEST_DAYS, "d"),
    ):
        by = sign * min(count, farthest)
        day = day.dt.offset_by(f"{by}{unit}").clip(date.min, date.max) if count else day
    return day
