"""Working days of a country: its weekend, holidays, make-up workdays and half days.

What a country announces year by year is known only as far as it has been announced.  Later dates
are computed from the law alone, and whoever prints one says so; see `known_until`.

Source: the library `holidays`; which of its half days count is decided here.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from cradlegate.core.errors import CradlegateError

_ANNOUNCED_UNTIL = 2026
"""Last year whose holidays and make-up workdays stand in the library as they were announced."""

_FIXED_BY_LAW = frozenset(
    {"AT", "BE", "CA", "CH", "CZ", "DE", "DK", "ES", "FI", "FR", "GB"}
    | {"IE", "IT", "LU", "NL", "NO", "PL", "PT", "SE", "SI", "SK", "US"}
)
"""Countries whose law names the days once for every year."""

_HALF_FOR_SOME = frozenset({"CN"})
"""Countries whose half days are for women, youths, children or soldiers, and close no office."""

_WHOLE, _HALF, _NONE = Fraction(1), Fraction(1, 2), Fraction(0)
_DAY = timedelta(days=1)


class CalendarError(CradlegateError):
    """A country or day without a calendar."""

    code = "CG-005"


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of a country, those of its offices that serve the whole country.

    Args:
        country: ISO 3166-1 alpha-2.

    Raises:
        CalendarError: a country whose holidays are not known here.
    """

    country: str

    def __post_init__(self) -> None:
        known = list_countries()
        if self.country not in known:
            names = ", ".join(known)
            raise CalendarError(f"no working days of {self.country!r}; they are known of {names}")

    @property
    def known_until(self) -> date:
        """The last day for which holidays are announced, or follow from a law without a year."""
        last = _last_year(self.country)
        return date(last if self.country in _FIXED_BY_LAW else min(_ANNOUNCED_UNTIL, last), 12, 31)

    def workday_share(self, day: date) -> Fraction:
        """Tell which part of a day is worked: 0, a half, or 1.

        Raises:
            CalendarError: a year beyond the calendar.
        """
        return _share_year(self.country, day.year)[day.timetuple().tm_yday - 1]

    def is_workday(self, day: date) -> bool:
        """Tell whether at least a half of the day is worked."""
        return self.workday_share(day) > 0

    def count_workdays(self, first: date, last: date) -> Fraction:
        """Add up the shares of all days from the first to the last, both included."""
        days = range((last - first).days + 1)
        return sum((self.workday_share(first + each * _DAY) for each in days), _NONE)

    def add_workdays(self, day: date, number: int) -> date:
        """Give the last of a number of working days that follow a day; for 0 the day itself.

        Raises:
            CalendarError: a year beyond the calendar.
            ValueError: a negative number.
        """
        return self._walk(day, number, _DAY)

    def subtract_workdays(self, day: date, number: int) -> date:
        """Give the first of a number of working days that come before a day; for 0 the day itself.

        Raises:
            CalendarError: a year beyond the calendar.
            ValueError: a negative number.
        """
        return self._walk(day, number, -_DAY)

    def _walk(self, day: date, number: int, step: timedelta) -> date:
        if number < 0:
            raise ValueError(f"{number} working days")
        passed = _NONE
        while passed < number:
            day += step
            passed += self.workday_share(day)
        return day


@lru_cache(maxsize=1)
def list_countries() -> tuple[str, ...]:
    """List the countries that have a calendar, by ISO 3166-1 alpha-2."""
    import holidays

    return tuple(sorted(holidays.list_supported_countries(include_aliases=False)))


@lru_cache(maxsize=256)
def _last_year(country: str) -> int:
    import holidays

    return holidays.country_holidays(country).end_year


@lru_cache(maxsize=1024)
def _share_year(country: str, year: int) -> tuple[Fraction, ...]:
    """Give the share of every day of a year, in order."""
    import holidays

    # A day off in January may be worked for in December, so the years around are read too.
    public = holidays.country_holidays(country, years=range(year - 1, year + 2))
    if not public.start_year <= year <= public.end_year:
        raise CalendarError(f"the holidays of {country} in {year} are not known")
    halves = set()
    if holidays.HALF_DAY in public.supported_categories and country not in _HALF_FOR_SOME:
        halves = set(holidays.country_holidays(country, years=year, categories=holidays.HALF_DAY))
    first = date(year, 1, 1)
    days = (first + each * _DAY for each in range((date(year + 1, 1, 1) - first).days))
    return tuple(
        (_HALF if day in halves else _WHOLE) if public.is_working_day(day) else _NONE
        for day in days
    )
