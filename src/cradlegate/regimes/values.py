"""The values that facts have, and how they compare when they are known in part only."""

import calendar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from cradlegate.core.kleene import Truth
from cradlegate.core.period import Interval


@dataclass(frozen=True, slots=True)
class Extent:
    """A number known to lie between two ends, both included."""

    first: Decimal
    last: Decimal

    def __str__(self) -> str:
        """One number, or both ends."""
        return f"{self.first:f}" if self.first == self.last else f"{self.first:f}–{self.last:f}"


@dataclass(frozen=True, slots=True)
class Span:
    """A span of the calendar; years and months keep the day of the month where it exists."""

    months: int = 0
    days: int = 0

    def __str__(self) -> str:
        """In words."""
        years, months = divmod(self.months, 12)
        parts = ((years, "year"), (months, "month"), (self.days, "day"))
        said = [f"{count} {unit}{'s' if count != 1 else ''}" for count, unit in parts if count]
        return " ".join(said) or "0 days"


Value: TypeAlias = bool | str | Decimal | Extent | Interval | Span | tuple[str, ...]


class ValueKind(StrEnum):
    """What kind of value stands somewhere."""

    YES_NO = "yes_no"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    LIST = "list"
    SPAN = "span"


def write_value(value: Value) -> str:
    """Write a value for readers."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


def are_equal(left: Value, right: Value) -> Truth:
    """Tell whether two values are the same; one that is known in part may be either.

    Texts are compared as they stand: names that differ in spelling are made equal, or left
    unknown, by whoever supplies the fact.
    """
    if isinstance(left, bool | str):
        return Truth.of(left == right)
    mine, other = _ends(left), _ends(right)
    if mine[0] == mine[1] == other[0] == other[1]:
        return Truth.TRUE
    is_apart = mine[1] < other[0] or other[1] < mine[0]
    return Truth.FALSE if is_apart else Truth.UNKNOWN


def is_less(left: Value, right: Value) -> Truth:
    """Tell whether every number or day on the left lies before every one on the right."""
    mine, other = _ends(left), _ends(right)
    if mine[1] < other[0]:
        return Truth.TRUE
    return Truth.FALSE if mine[0] >= other[1] else Truth.UNKNOWN


def is_at_most(left: Value, right: Value) -> Truth:
    """Tell whether no number or day on the left lies after one on the right."""
    return ~is_less(right, left)


def is_member(item: Value, items: tuple[str, ...]) -> Truth:
    """Tell whether a text is one of a list."""
    return Truth.of(item in items)


def shift(day: Interval, span: Span, *, is_back: bool) -> Interval:
    """Move both ends of a date by a span of the calendar.

    A month without the day gives its last day: a year after 29 February 2024 is 28 February 2025.
    What would leave the calendar stays at its end.
    """
    sign = -1 if is_back else 1
    return Interval(_move(day.first, span, sign), _move(day.last, span, sign))


def _move(day: date, span: Span, sign: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + sign * span.months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if sign > 0 else date.min
    last = calendar.monthrange(year, month + 1)[1]
    ordinal = date(year, month + 1, min(day.day, last)).toordinal() + sign * span.days
    return date.fromordinal(max(date.min.toordinal(), min(ordinal, date.max.toordinal())))


def _ends(value: Value) -> tuple[Any, Any]:
    """Give both ends: two numbers, or two days."""
    if isinstance(value, Decimal):
        return value, value
    if isinstance(value, Extent | Interval):
        return value.first, value.last
    raise TypeError(f"{value!r} has no order")
