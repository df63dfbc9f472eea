"""Values that stand on every line: constants, and facts in columns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from cradlegate.core.period import Interval
from cradlegate.regimes.expression.syntax import Expression, Literal
from cradlegate.regimes.lines.frames import NUMBER, check_digits
from cradlegate.regimes.values import Span, Value, ValueKind, shift

_FARTHEST_MONTHS, _FARTHEST_DAYS = 120_000, 4_000_000
"""Farther than the calendar is long."""


Move: TypeAlias = tuple[Span, bool]
"""A span of the calendar, and whether it goes back."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that is the same on every line."""

    value: Value


@dataclass(frozen=True, slots=True)
class Column:
    """A fact, moved by spans of the calendar.

    Args:
        slot: which of the documents of a line it is of; None for a fact of the line itself.
    """

    fact: str
    kind: ValueKind
    slot: int | None = None
    moves: tuple[Move, ...] = ()

    def name(self, suffix: str = "") -> str:
        """Name the column of a run."""
        return name_column(f"{self.fact}{suffix}", self.slot)


Term: TypeAlias = Constant | Column
Days: TypeAlias = npt.NDArray[np.int32]
"""Days since 1 January 1970, one for each line or one for all."""
End: TypeAlias = Any
"""An end of what a value may be: of a number an expression, of a date days; both compare alike."""
Ends: TypeAlias = tuple[End, End]
"""The first end and the last."""
_EPOCH = date(1970, 1, 1)


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
        return _count_days(value.first), _count_days(value.last)
    if isinstance(value, Decimal):
        number = pl.lit(check_digits(value, "a number of the pack"), dtype=NUMBER)
        return number, number
    raise TypeError(f"{value!r} has no order")


def _count_days(day: date) -> Days:
    return np.array((day - _EPOCH).days, np.int32)


def move_days(days: Days, moves: Sequence[Move]) -> Days:
    """Move days by spans of the calendar, as `values.shift` moves them.

    What would leave the calendar stays at its end.
    """
    # Lines are many and days are few: each is moved once.
    earliest, latest = int(days.min()), int(days.max())
    moved = pl.int_range(earliest, latest + 1, dtype=pl.Int32, eager=True).cast(pl.Date)
    for span, is_back in moves:
        moved = _move(moved, span, is_back=is_back)
    return moved.to_physical().to_numpy()[days - earliest]


def _move(days: pl.Series, span: Span, *, is_back: bool) -> pl.Series:
    sign = -1 if is_back else 1
    for count, farthest, unit in (
        (span.months, _FARTHEST_MONTHS, "mo"),
        (span.days, _FARTHEST_DAYS, "d"),
    ):
        by = sign * min(count, farthest)
        days = days.dt.offset_by(f"{by}{unit}").clip(date.min, date.max) if count else days
    return days
