"""The plan of all sailings: when to begin each step, what is late, and the chance to miss one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from math import floor

import numpy as np

from cradlegate.border.obligations.readiness import Readiness
from cradlegate.border.planning import faults as kinds
from cradlegate.border.planning.assemble import build_network, find_same_hands
from cradlegate.border.planning.conditions import Condition
from cradlegate.border.planning.needs import State
from cradlegate.border.planning.network import Goal, Network, Sailing, Step
from cradlegate.border.planning.pert import Floats
from cradlegate.border.planning.productions import Basis
from cradlegate.border.planning.simulate import Critical, Latest, Runs, run_plan
from cradlegate.core.fault import Fault
from cradlegate.core.outcome import Outcome

CHANCES = (0.95, 0.8, 0.5)
"""Chances for which latest starts are given."""
USUAL = 0.8
"""The chance that decides what is late."""
_SMALL = 1e-9
_MORE_LIKELY_THAN_NOT = 0.5


Begin = Mapping[float, date]
"""Latest start by chance of being in time; empty where it is not known."""


class Lane(StrEnum):
    """Why a step is in the plan."""

    BINDING = "binding"
    OPEN = "open"
    """Only on a condition that the law or a fact leaves open."""
    ADVISED = "advised"


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A step with its days.

    Args:
        begin: for all that surely binds; of an open step, for all that may bind.
        done_by: last day for what comes after it, at the middle chance.
        ready: day on which it can begin, in half of the runs.
        spare_days: from then to its latest start at the middle chance; negative where it is late.
        critical: share of runs in which it holds up the sailing that it holds up most.
        sailings: that hang on it.
        conditions: of an open step.
        calendar_ends: last day for which the calendar is known that a day of the step lies
            beyond; None where all its days lie within.
    """

    step: Step
    lane: Lane
    begin: Begin
    done_by: date | None
    ready: date | None
    spare_days: int | None
    critical: float
    sailings: tuple[str, ...]
    conditions: tuple[Condition, ...]
    calendar_ends: date | None

    @property
    def late_days(self) -> int:
        """Days by which its latest start has passed before it can begin."""
        return max(0, -self.spare_days) if self.spare_days is not None else 0


@dataclass(frozen=True, slots=True)
class SailingPlan:
    """A departure with the chance to miss it.

    Args:
        begin: by step that holds it up in some run, the latest start for this departure alone.
        outcome: met where it is more likely met than missed, and nothing is open.
        missed: share of the runs in which something that surely binds is not there; None where
            that cannot be counted.
        missed_if: the same, with everything that binds on an open condition.
        late_for_entry: share of the runs in which something is not there at the entry either.
        hold_up: step that wins most days if it takes its shortest time; empty for none.
        saved_days: what it wins on average, calendar days.
        before_order_days: days by which its first step must begin before the order; 0 for none.
    """

    sailing: Sailing
    begin: Mapping[str, Begin]
    outcome: Outcome
    missed: float | None
    missed_if: float | None
    late_for_entry: float | None
    hold_up: str
    saved_days: float
    before_order_days: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All sailings of some consignments, planned together.

    Args:
        steps: by lane, what must begin first on top.
        runs: of the plan, each with its own draws.
    """

    readinesses: tuple[Readiness, ...]
    network: Network
    steps: tuple[StepPlan, ...]
    sailings: tuple[SailingPlan, ...]
    basis: Basis
    seed: int
    runs: int
    faults: tuple[Fault, ...]


def make_plan(readinesses: Sequence[Readiness], basis: Basis, *, seed: int, runs: int) -> Plan:
    """Plan the sailings of consignments that were judged.

    Args:
        seed: of all draws.
        runs: how many times the plan is run.

    Raises:
        FaultsError: days beyond the calendars.
    """
    network = build_network(readinesses, basis)
    planner = _Planner(network, run_plan(network, basis.day, seed, runs))
    sailings = tuple(map(planner.plan_sailing, network.sailings))
    steps = planner.plan_steps()
    faults = [
        Fault(kinds.NO_SAILING_DAY, f"{each.consignment} has neither ship_date nor entry_date")
        for each in network.sailings
        if each.goals and not all(goal.day for goal in each.goals)
    ]
    return Plan(
        tuple(readinesses),
        network,
        tuple(sorted(steps, key=_rank)),
        sailings,
        basis,
        seed,
        runs,
        (*faults, *find_same_hands(network)),
    )


def _rank(each: StepPlan) -> tuple[int, date, date, str]:
    day = each.begin.get(USUAL) or each.done_by or date.max
    return list(Lane).index(each.lane), day, each.done_by or date.max, each.step.id


@dataclass(frozen=True)
class _Planner:
    """Reads days and chances out of the runs of a plan."""

    network: Network
    run: Runs

    def plan_steps(self) -> list[StepPlan]:
        """Give every step with its days."""
        goals = [goal for each in self.network.sailings for goal in each.goals]
        binding = [each for each in goals if each.is_binding]
        latest = {
            Lane.BINDING: self.run.find_latest(each for each in binding if not each.conditions),
            Lane.OPEN: self.run.find_latest(binding),
            Lane.ADVISED: self.run.find_latest(goals),
        }
        return [self._plan_step(each, latest) for each in self.network.steps.values()]

    @cached_property
    def _critical(self) -> Mapping[str, Critical]:
        """What holds up each departure, by consignment."""
        return {
            each.consignment: self.run.find_critical(_list_binding(each))
            for each in self.network.sailings
        }

    @cached_property
    def _goals(self) -> Mapping[str, list[tuple[str, Goal]]]:
        """The goals that hang on each step, with their consignments."""
        found: dict[str, list[tuple[str, Goal]]] = {name: [] for name in self.network.steps}
        for sailing in self.network.sailings:
            for goal in sailing.goals:
                for name in self.network.list_before((goal,)):
                    found[name].append((sailing.consignment, goal))
        return found

    def _plan_step(self, step: Step, latest: Mapping[Lane, Latest]) -> StepPlan:
        goals = self._goals[step.id]
        lane, conditions = _choose_lane([goal for _, goal in goals])
        begin = self._read_begin(step, latest[lane])
        done_by = self._find_day(latest[lane].finish[step.id], 1 - USUAL)
        ready = self._find_day(self.run.ready[step.id], 0.5)
        last = self._find_day(self.run.finish[step.id], max(CHANCES))
        until = self.run.lines[step.owner.country].calendar.known_until
        shares = (each[step.id] for each in self._critical.values() if step.id in each)
        return StepPlan(
            step,
            lane,
            begin,
            done_by,
            ready,
            (begin[USUAL] - ready).days if begin and ready else None,
            max((float(np.mean(each)) for each in shares), default=0.0),
            tuple(dict.fromkeys(name for name, _ in goals)),
            conditions,
            until if any(day and day > until for day in (*begin.values(), done_by, last)) else None,
        )

    def plan_sailing(self, sailing: Sailing) -> SailingPlan:
        """Give a departure with the chance to miss it."""
        binding = _list_binding(sailing)
        sure = [each for each in binding if not each.conditions]
        critical = self._critical[sailing.consignment]
        latest = self.run.find_latest(binding)
        begin = {name: self._read_begin(self.network.steps[name], latest) for name in latest.start}
        saved = {name: self.run.count_saved(name, each) for name, each in critical.items()}
        hold_up = max(saved, key=lambda name: saved[name], default="")
        first = min((each[max(CHANCES)] for each in begin.values() if each), default=None)
        early = (sailing.ordered - first).days if sailing.ordered and first else 0
        missed, missed_if = self._count_missed(sure), self._count_missed(binding)
        return SailingPlan(
            sailing,
            begin,
            _judge(sailing, self.network, missed, missed_if),
            missed,
            missed_if,
            self._count_missed([replace(each, day=sailing.entry) for each in binding]),
            hold_up if saved.get(hold_up) else "",
            saved.get(hold_up, 0.0),
            max(early, 0),
        )

    def _read_begin(self, step: Step, latest: Latest) -> Begin:
        line, moments = self.run.lines[step.owner.country], latest.start[step.id]
        if not np.isfinite(moments).all():
            return {}
        return {each: line.name_workday(_find_moment(moments, 1 - each)) for each in CHANCES}

    def _count_missed(self, goals: Sequence[Goal]) -> float | None:
        """Count the share of runs in which a goal is not met; None where one cannot be told."""
        is_missed = np.zeros(self.run.count, dtype=bool)
        for each in goals:
            finish = self.run.finish[each.step]
            if each.day is None or not np.isfinite(finish).all():
                return None
            is_missed |= finish > (each.day - self.run.today).days + _SMALL
        return float(np.mean(is_missed))

    def _find_day(self, moments: Floats, share: float) -> date | None:
        if not np.isfinite(moments).all():
            return None
        return self.run.today + timedelta(days=floor(_find_moment(moments, share) + _SMALL))


def _list_binding(sailing: Sailing) -> list[Goal]:
    return [each for each in sailing.goals if each.is_binding]


def _find_moment(moments: Floats, share: float) -> float:
    """Give the moment that at most a share of the runs comes before."""
    return float(np.quantile(moments, share, method="inverted_cdf"))


def _choose_lane(goals: Sequence[Goal]) -> tuple[Lane, tuple[Condition, ...]]:
    binding = [each for each in goals if each.is_binding]
    if not binding:
        return Lane.ADVISED, ()
    if not all(each.conditions for each in binding):
        return Lane.BINDING, ()
    return Lane.OPEN, tuple(sorted({one for each in binding for one in each.conditions}))


def _judge(
    sailing: Sailing, network: Network, missed: float | None, missed_if: float | None
) -> Outcome:
    sure = tuple(each for each in sailing.goals if each.is_binding and not each.conditions)
    is_refused = any(
        network.steps[name].state is State.REFUSED for name in network.list_before(sure)
    )
    if is_refused or (missed is not None and missed >= _MORE_LIKELY_THAN_NOT):
        return Outcome.NOT_MET
    if missed_if is None or missed_if >= _MORE_LIKELY_THAN_NOT or sailing.conditions:
        return Outcome.UNDETERMINED
    return Outcome.MET
