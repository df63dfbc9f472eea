"""Moments on the days of a country, for many runs of a plan at once.

A moment is a number of days since the morning of the day on which the plan is made; 1.5 is the
noon of the day after.  A step of working days runs through the worked part of each day, one of
calendar days through every day.  Both begin on a working day, and what takes calendar days is
handed over on one.  What is unknown is not a number, and stays so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cradlegate.border.planning.lead_times import Unit
from cradlegate.border.planning.pert import Floats
from cradlegate.core.calendar import WorkCalendar

_SMALL = 1e-9
"""A part of a day by which a sum of parts of days may be off."""


@dataclass(frozen=True)
class WorkLine:
    """The working days of a country around the day on which a plan is made.

    Args:
        today: moment 0 is its morning.
        first, last: the days that the line reaches, as moments of their mornings.

    Raises:
        CalendarError: a year without a calendar, when the line is first used.
    """

    calendar: WorkCalendar
    today: date
    first: int
    last: int

    def find_finish(self, ready: Floats, days: Floats, unit: Unit) -> Floats:
        """Find when a step is done that begins on the first working day after it can.

        Args:
            ready: shape (runs,), moments at which it can begin.
            days: shape (runs,), how long it takes, in `unit`.
        """
        return self._for_known(
            ready, days, self._finish_worked if unit is Unit.WORKING_DAYS else self._finish_counted
        )

    def find_latest_start(self, finish: Floats, days: Floats, unit: Unit) -> Floats:
        """Find the moment after which a step cannot begin and be done in time.

        Args:
            finish: shape (runs,), moments at which it must be done.
            days: shape (runs,), how long it takes, in `unit`.
        """
        return self._for_known(
            finish, days, self._start_worked if unit is Unit.WORKING_DAYS else self._start_counted
        )

    def name_workday(self, moment: float) -> date:
        """Name the working day at whose morning the moment has not passed."""
        at = self._last_workday[int(np.floor(moment + _SMALL)) - self.first]
        return self.today + timedelta(days=int(at) + self.first)

    def _for_known(
        self, moments: Floats, days: Floats, find: Callable[[Floats, Floats], Floats]
    ) -> Floats:
        known = np.isfinite(moments + days)
        found = np.full(moments.shape, np.nan)
        found[known] = find(moments[known] - self.first, days[known]) + self.first
        return found

    def _finish_worked(self, at: Floats, days: Floats) -> Floats:
        goal = np.interp(at, self._mornings, self._worked) + days
        day = np.searchsorted(self._worked, goal - _SMALL) - 1
        return np.maximum(at, day + (goal - self._worked[day]) / self._shares[day])

    def _finish_counted(self, at: Floats, days: Floats) -> Floats:
        start = self._wait(at)
        done = start + days
        day = np.floor(done).astype(np.int64)
        is_evening = (done == day) & (self._shares[day - 1] > 0)
        return np.where(is_evening, done, self._wait(done))

    def _start_worked(self, at: Floats, days: Floats) -> Floats:
        goal = np.interp(at, self._mornings, self._worked) - days
        day = np.searchsorted(self._worked, goal + _SMALL, side="right") - 1
        return np.minimum(at, day + (goal - self._worked[day]) / self._shares[day])

    def _start_counted(self, at: Floats, days: Floats) -> Floats:
        return self._hurry(self._hurry(at) - days)

    def _wait(self, at: Floats) -> Floats:
        """Give the moment itself on a working day, else the next morning of one."""
        day = np.floor(at).astype(np.int64)
        return np.where(self._shares[day] > 0, at, self._next_workday[day])

    def _hurry(self, at: Floats) -> Floats:
        """Give the moment itself on a working day, else the last evening of one."""
        day = np.floor(at).astype(np.int64)
        return np.where(self._shares[day] > 0, at, self._last_workday[day] + 1.0)

    @cached_property
    def _shares(self) -> Floats:
        """The worked share of each day of the line."""
        days = (self.today + timedelta(days=each) for each in range(self.first, self.last + 1))
        return np.array([float(self.calendar.workday_share(each)) for each in days])

    @cached_property
    def _mornings(self) -> Floats:
        return np.arange(len(self._shares) + 1.0)

    @cached_property
    def _worked(self) -> Floats:
        """Working days before each morning of the line; one more than there are days."""
        return np.concatenate([[0.0], np.cumsum(self._shares)])

    @cached_property
    def _next_workday(self) -> NDArray[np.int64]:
        """The working day on or after each day, by its place on the line."""
        days = np.where(self._shares > 0, np.arange(len(self._shares)), len(self._shares) - 1)
        return np.minimum.accumulate(days[::-1])[::-1]

    @cached_property
    def _last_workday(self) -> NDArray[np.int64]:
        """The working day on or before each day, by its place on the line."""
        days = np.where(self._shares > 0, np.arange(len(self._shares)), 0)
        return np.maximum.accumulate(days)
