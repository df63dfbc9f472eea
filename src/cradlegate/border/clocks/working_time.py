"""Office hours and working days between moments, for millions of them at once.

A table holds every span in which an office is open, as instants, with the office time before it.
The office time between two moments is then the difference of two readings of the table, whatever
zone, summer time, midnight or holiday lies between.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from cradlegate.border.clocks.office_hours import Office
from cradlegate.core.calendar import WorkCalendar

Seconds: TypeAlias = NDArray[np.int64]
"""Instants as seconds after 1970-01-01T00:00Z, or spans in seconds."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, eq=False)
class WorkingTime:
    """The office time of an office, cumulative.

    Args:
        opens, closes: shape (spans,); instants, in order.
        before: shape (spans,); office seconds before each span.
        midnights: shape (days,); the instant at which each local day begins.
        workdays: shape (days,); working days up to each day, it included.
    """

    opens: Seconds
    closes: Seconds
    before: Seconds
    midnights: Seconds
    workdays: Seconds

    def count_office_seconds(self, starts: Seconds, ends: Seconds) -> Seconds:
        """Count the office seconds between starts and ends, shape (clocks,) each."""
        return self._office_time(ends) - self._office_time(starts)

    def count_workdays(self, starts: Seconds, ends: Seconds) -> Seconds:
        """Count the working days after the day of each start, up to that of its end."""
        return self._workdays_up_to(ends) - self._workdays_up_to(starts)

    def _office_time(self, moments: Seconds) -> Seconds:
        # A span of no length stands first, so that every moment lies after some opening.
        at = np.searchsorted(self.opens, moments, side="right") - 1
        passed: Seconds = np.minimum(moments, self.closes[at]) - self.opens[at]
        return self.before[at] + passed

    def _workdays_up_to(self, moments: Seconds) -> Seconds:
        return self.workdays[np.searchsorted(self.midnights, moments, side="right") - 1]


def tabulate_working_time(office: Office, first: date, last: date) -> WorkingTime:
    """Tabulate the office time of all local days from the first to the last.

    Moments that are looked up lie on these days.  A day that is worked in part is worked from its
    opening on.

    Raises:
        CalendarError: a country or year without a calendar.
    """
    calendar, zone = WorkCalendar(office.country), ZoneInfo(office.zone)
    days = [first + number * _DAY for number in range((last - first).days + 1)]
    shares = [calendar.workday_share(day) for day in days]
    midnights = [_at(day, 0, zone) for day in days]
    spans = [(midnights[0], midnights[0])]
    for day, share in zip(days, shares, strict=True):
        for opens, closes in office.hours.part(int(share * office.hours.minutes)):
            spans.append((_at(day, opens, zone), _at(day, closes, zone)))
    opens_at, closes_at = (np.array(ends, np.int64) for ends in zip(*spans, strict=True))
    lengths = closes_at - opens_at
    worked = np.array([share > 0 for share in shares], np.int64)
    return WorkingTime(
        opens_at,
        closes_at,
        np.cumsum(lengths) - lengths,
        np.array(midnights, np.int64),
        np.cumsum(worked),
    )


def to_seconds(moments: Sequence[datetime]) -> Seconds:
    """Give moments as seconds after 1970."""
    return np.array([int(each.timestamp()) for each in moments], np.int64)


def tabulate_for(office: Office, moments: Seconds) -> WorkingTime:
    """Tabulate the office time that moments need; there is at least one."""
    zone = ZoneInfo(office.zone)
    first, last = (
        datetime.fromtimestamp(int(end), UTC).astimezone(zone).date()
        for end in (moments.min(), moments.max())
    )
    return tabulate_working_time(office, first, last)


def _at(day: date, minutes: int, zone: ZoneInfo) -> int:
    """Give the instant of a local time; 24:00 is the midnight after."""
    days, rest = divmod(minutes, 24 * 60)
    local = datetime.combine(day + days * _DAY, time(rest // 60, rest % 60), zone)
    return int(local.timestamp())
