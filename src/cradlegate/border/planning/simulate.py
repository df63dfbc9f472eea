"""A plan run many times: when each step can begin, must begin, and what holds up a sailing.

Forwards every step begins as soon as all before it are done; backwards it begins as late as its
goals let it, with the same drawn times.  Draws hang on the seed, the name of the step's luck and
the number of the run alone, so that nothing else changes them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from graphlib import TopologicalSorter

import numpy as np
from numpy.typing import NDArray

from cradlegate.border.planning import faults as kinds
from cradlegate.border.planning.lead_times import Unit
from cradlegate.border.planning.network import Goal, Network, Step
from cradlegate.border.planning.pert import Floats, draw_times
from cradlegate.border.planning.workline import WorkLine
from cradlegate.core.calendar import CalendarError, WorkCalendar
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.lca.philox import draw_uniforms

Critical = Mapping[str, NDArray[np.bool_]]
"""By step, shape (runs,): whether it holds up some goals."""

_MARGIN = 60
"""Days that a line of working days reaches beyond all that is asked of it."""
_CALENDAR_PER_WORKING_DAY = 7 / 5


@dataclass(frozen=True, slots=True)
class Latest:
    """When steps must begin and be done for some goals.

    Args:
        start, finish: by step, shape (runs,), moments; not a number where no day or no time is
            known.
    """

    start: Mapping[str, Floats]
    finish: Mapping[str, Floats]


@dataclass(frozen=True)
class Runs:
    """Every step in every run, as moments on the days since the plan was made.

    Args:
        today: moment 0 is its morning; no step begins before it.
        days: by step, shape (runs,): how long it takes, in its own unit; not a number where
            nobody knows.
        lines: working days by country.
    """

    network: Network
    today: date
    count: int
    days: Mapping[str, Floats]
    lines: Mapping[str, WorkLine]

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The steps, each after those that come before it."""
        return _put_in_order(self.network)

    @property
    def ready(self) -> Mapping[str, Floats]:
        """When each step can begin, everything before it being done, by step, shape (runs,)."""
        return self._forward[0]

    @property
    def finish(self) -> Mapping[str, Floats]:
        """When each step is done, by step, shape (runs,)."""
        return self._forward[1]

    @cached_property
    def _forward(self) -> tuple[Mapping[str, Floats], Mapping[str, Floats]]:
        ready: dict[str, Floats] = {}
        finish: dict[str, Floats] = {}
        for name in self.order:
            step = self.network.steps[name]
            release = (step.release - self.today).days if step.release else 0
            start = np.full(self.count, max(float(release), 0.0))
            ready[name] = np.max([start, *(finish[each] for each in step.after)], axis=0)
            line = self.lines[step.owner.country]
            finish[name] = line.find_finish(ready[name], self.days[name], _unit_of(step))
        return ready, finish

    def find_latest(self, goals: Iterable[Goal]) -> Latest:
        """Find when each step must begin and be done, so that every one of some goals is met."""
        finish: dict[str, Floats] = {}
        for goal in goals:
            by = float((goal.day - self.today).days) if goal.day else np.nan
            known = finish.get(goal.step, np.full(self.count, np.nan))
            finish[goal.step] = np.fmin(known, by)
        start: dict[str, Floats] = {}
        for name in reversed(self.order):
            if name in finish:
                step = self.network.steps[name]
                line = self.lines[step.owner.country]
                start[name] = line.find_latest_start(finish[name], self.days[name], _unit_of(step))
                for each in step.after:
                    finish[each] = np.fmin(finish.get(each, start[name]), start[name])
        return Latest(start, finish)

    def find_critical(self, goals: Iterable[Goal]) -> Critical:
        """Tell in which runs each step is on the longest way to the last of some goals."""
        ends = {each.step for each in goals}
        last = np.max([self.finish[each] for each in ends], axis=0) if ends else None
        critical: dict[str, NDArray[np.bool_]] = {each: self.finish[each] == last for each in ends}
        for name in reversed(self.order):
            for each in self.network.steps[name].after if name in critical else ():
                reached = critical[name] & (self.finish[each] == self.ready[name])
                critical[each] = critical.get(each, np.False_) | reached
        return critical

    def count_saved(self, step: str, critical: NDArray[np.bool_]) -> float:
        """Count the calendar days that are won on average if a step takes its shortest time."""
        time = self.network.steps[step].time
        if time is None:
            return 0.0
        saved = float(np.mean(critical * (self.days[step] - time.days.shortest)))
        return saved if time.unit is Unit.CALENDAR_DAYS else saved * _CALENDAR_PER_WORKING_DAY


def run_plan(network: Network, today: date, seed: int, count: int) -> Runs:
    """Run a plan.

    Args:
        today: the first day on which a step can begin.
        count: how many times.

    Raises:
        FaultsError: days beyond the calendars.
    """
    days = {name: _draw(step, seed, count) for name, step in network.steps.items()}
    lines = _draw_lines(network, today)
    try:
        for line in lines.values():
            line.name_workday(0.0)
    except (CalendarError, OverflowError) as error:
        raise FaultsError([Fault(kinds.BEYOND_CALENDAR, str(error))]) from None
    return Runs(network, today, count, days, lines)


def _unit_of(step: Step) -> Unit:
    return step.time.unit if step.time else Unit.WORKING_DAYS


def _put_in_order(network: Network) -> tuple[str, ...]:
    before = {name: each.after for name, each in network.steps.items()}
    return tuple(TopologicalSorter(before).static_order())


def _draw(step: Step, seed: int, count: int) -> Floats:
    if step.time is None:
        return np.full(count, np.nan)
    return draw_times(step.time.days, draw_uniforms(step.luck, seed, count))


def _draw_lines(network: Network, today: date) -> dict[str, WorkLine]:
    """Give the working days of every country, as far as anything can reach."""
    widest = _MARGIN + _sum_widest(network)
    ends = [0]
    ends += [
        (goal.day - today).days for each in network.sailings for goal in each.goals if goal.day
    ]
    ends += [(each.release - today).days for each in network.steps.values() if each.release]
    reach = min(ends) - widest, max(ends) + widest
    countries = dict.fromkeys(each.owner.country for each in network.steps.values())
    return {each: WorkLine(WorkCalendar(each), today, *reach) for each in countries}


def _sum_widest(network: Network) -> int:
    """Give more days than the longest way through the steps can take."""
    longest: dict[str, float] = {}
    for name in _put_in_order(network):
        step = network.steps[name]
        before = max((longest[each] for each in step.after), default=0.0)
        longest[name] = before + (step.time.widest_days if step.time else 0.0)
    return int(max(longest.values(), default=0.0)) + 1
