"""Dates as intervals: `2026` is a whole year, and comparing may give no answer."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from cradlegate.core.errors import CradlegateError
from cradlegate.core.kleene import Truth

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


class PeriodError(CradlegateError):
    """A text that names no date."""

    code = "CG-002"


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A span of days, both ends included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PeriodError(f"{self.first} … {self.last} ends before it begins")

    @staticmethod
    def parse(text: str) -> "Interval":
        """Read `2026`, `2026-05`, `2026-05-14`, or two of them joined by `/` (ISO 8601).

        Raises:
            PeriodError: another form, or a day that does not exist.
        """
        start, slash, end = text.strip().partition("/")
        first, last = _parse_one(start), _parse_one(end) if slash else None
        return Interval(first.first, (last or first).last)

    def is_before(self, other: "Interval") -> Truth:
        """Tell whether every day here lies before every day there."""
        if self.last < other.first:
            return Truth.TRUE
        return Truth.FALSE if self.first >= other.last else Truth.UNKNOWN

    def contains(self, other: "Interval") -> Truth:
        """Tell whether the other interval's true day lies in this one."""
        if self.first <= other.first and other.last <= self.last:
            return Truth.TRUE
        return Truth.FALSE if other.last < self.first or self.last < other.first else Truth.UNKNOWN

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1

    def __str__(self) -> str:
        """The shortest ISO 8601 form that reads back to the same days."""
        if self.first == self.last:
            return self.first.isoformat()
        for digits in (4, 7):
            text = self.first.isoformat()[:digits]
            if _parse_one(text) == self:
                return text
        return f"{self.first}/{self.last}"


def _parse_one(text: str) -> Interval:
    match = _FORM.match(text)
    if not match:
        raise PeriodError(f"{text!r} is not a date such as 2026, 2026-05 or 2026-05-14")
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        last_month = int(month or 12)
        last_day = int(day or calendar.monthrange(first.year, last_month)[1])
        return Interval(first, date(first.year, last_month, last_day))
    except ValueError as error:
        raise PeriodError(f"{text!r} is no day of the calendar: {error}") from None
