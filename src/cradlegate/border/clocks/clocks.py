"""How long a clearance took, by every start that the twelve hours may have."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from cradlegate.border.clearance.events import EventKind
from cradlegate.border.clocks.clearances import Channel, Clearance, Start, State
from cradlegate.border.clocks.office_hours import Office, OfficeHours, find_office
from cradlegate.border.clocks.working_time import WorkingTime, tabulate_for, to_seconds
from cradlegate.core.cause import Cause
from cradlegate.core.outcome import Outcome

HOUR = 3600
PROMISED_HOURS = 12
"""The hours within which the RCEP green customs channel is reported to clear."""

PROMISE_STARTS = tuple(each for each in Start if each is not Start.LODGED)
"""The readings of where the twelve hours begin; which, and of which hours, no text says."""

_BY_CUSTOMS = frozenset(EventKind) - {EventKind.CF_SUBMITTED, EventKind.QUERY_ANSWERED}
"""What happens where the goods are; the rest may be written down elsewhere."""

Moments: TypeAlias = tuple[datetime, datetime]


class Measure(StrEnum):
    """What a length of time is counted in."""

    ELAPSED = "elapsed"
    OFFICE = "office"
    WORKDAYS = "workdays"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, three times measured.

    Args:
        elapsed: seconds by the clock on the wall.
        office: seconds in which the office was open; None where its place is not known.
        workdays: working days after the first day, up to the last one.
    """

    elapsed: int
    office: int | None = None
    workdays: int | None = None

    def without(self, part: "Span") -> "Span":
        """Take a part of it away; the working days of a rest are nothing that anybody counts."""
        elapsed = self.elapsed - part.elapsed
        if self.office is None or part.office is None:
            return Span(elapsed)
        return Span(elapsed, self.office - part.office)

    def read(self, measure: Measure) -> int | None:
        """Give its length in seconds, or in working days."""
        return {
            Measure.ELAPSED: self.elapsed,
            Measure.OFFICE: self.office,
            Measure.WORKDAYS: self.workdays,
        }[measure]


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of a clearance.

    Args:
        began: None where that is not recorded.
        taken: up to the release, the cancellation, or so far; None where it is not known, or
            where the clearance had ended before the clock began.
        asked: the part of it in which a query was open.
        age: up to the moment that is asked about, whenever it ended.
    """

    start: Start
    began: datetime | None
    taken: Span | None
    asked: Span | None
    age: Span | None


@dataclass(frozen=True, slots=True)
class TimedClearance:
    """A clearance with its clocks."""

    clearance: Clearance
    office: Office | None
    clocks: Mapping[Start, Clock]

    def judge_clock(self, start: Start, measure: Measure) -> tuple[Outcome, Cause | None]:
        """Tell whether the goods were released within twelve hours of a start, in a measure."""
        clock, state = self.clocks[start], self.clearance.state
        if clock.began is None:
            return Outcome.UNDETERMINED, Cause.FACT
        if clock.taken is None or state is State.CANCELLED:
            return Outcome.NOT_APPLICABLE, None
        taken = clock.taken.read(measure)
        if taken is None:
            return Outcome.UNDETERMINED, Cause.FACT
        if taken > PROMISED_HOURS * HOUR:
            return Outcome.NOT_MET, None
        return (Outcome.MET if state is State.RELEASED else Outcome.WAITING), None

    def judge(self) -> tuple[Outcome, Cause | None]:
        """Tell what all readings agree on: wherever the hours begin, of whatever kind they are.

        To the standard channel nobody promises twelve hours.
        """
        if self.clearance.channel is Channel.STANDARD:
            return Outcome.NOT_APPLICABLE, None
        judged = {
            self.judge_clock(start, measure)
            for start in PROMISE_STARTS
            for measure in (Measure.ELAPSED, Measure.OFFICE)
        }
        judged.discard((Outcome.NOT_APPLICABLE, None))
        known = judged - {(Outcome.UNDETERMINED, Cause.FACT)}
        if len(known) > 1:
            return Outcome.UNDETERMINED, Cause.LAW
        if known != judged:
            return Outcome.UNDETERMINED, Cause.FACT
        return known.pop() if known else (Outcome.NOT_APPLICABLE, None)


def measure_clearances(
    clearances: Sequence[Clearance],
    countries: Mapping[str, str],
    hours: OfficeHours,
    as_of: datetime,
) -> tuple[TimedClearance, ...]:
    """Measure every clock of clearances.

    Args:
        countries: of destination, by consignment; one that is missing is told by the zones.
        as_of: how far open ones have come.

    Raises:
        CalendarError: a year without a calendar.
    """
    by_office: dict[Office | None, list[Clearance]] = {}
    for each in clearances:
        zones = [event.zone for event in each.events if event.kind in _BY_CUSTOMS]
        office = find_office(countries.get(each.consignment, ""), zones, hours)
        by_office.setdefault(office, []).append(each)
    timed = {
        one.clearance.key: one
        for office, group in by_office.items()
        for one in _measure_group(group, office, as_of)
    }
    return tuple(timed[each.key] for each in clearances)


def _measure_group(
    clearances: Sequence[Clearance], office: Office | None, as_of: datetime
) -> Iterator[TimedClearance]:
    """Measure clearances of one office, all of their clocks together."""
    runs = [
        _Run(each, start, began, each.end.at if each.end else as_of)
        for each in clearances
        for start in Start
        if (began := each.began(start))
    ]
    moments = to_seconds([as_of, *(each.began for each in runs)])
    table = tabulate_for(office, moments) if office else None
    taken = _measure([(each.began, max(each.began, each.end)) for each in runs], table)
    ages = _measure([(each.began, as_of) for each in runs], table)
    asked = _measure_queries(runs, as_of, table)
    clocks = {
        (run.clearance.key, run.start): run.make_clock(spent, queried, age)
        for run, spent, queried, age in zip(runs, taken, asked, ages, strict=True)
    }
    for each in clearances:
        own = {
            start: clocks.get((each.key, start)) or Clock(start, None, None, None, None)
            for start in Start
        }
        yield TimedClearance(each, office, own)


@dataclass(frozen=True, slots=True)
class _Run:
    """One clock that has begun, and where it stops."""

    clearance: Clearance
    start: Start
    began: datetime
    end: datetime

    def make_clock(self, taken: Span, asked: Span, age: Span) -> Clock:
        """Make the clock; one that began after the clearance had ended never ran."""
        if self.end < self.began:
            return Clock(self.start, self.began, None, None, age)
        return Clock(self.start, self.began, taken, asked, age)

    def list_queries(self, as_of: datetime) -> Iterator[Moments]:
        """List the times of open queries that lie inside."""
        for since, until in self.clearance.list_queries():
            first, last = max(since, self.began), min(until or as_of, self.end)
            if first < last:
                yield first, last


def _measure_queries(
    runs: Sequence[_Run], as_of: datetime, table: WorkingTime | None
) -> list[Span]:
    """Add up the time in queries of every clock."""
    listed = [(number, pair) for number, run in enumerate(runs) for pair in run.list_queries(as_of)]
    spans = _measure([pair for _, pair in listed], table)
    sums = [Span(0, None if table is None else 0) for _ in runs]
    for (number, _), span in zip(listed, spans, strict=True):
        office = None if span.office is None else span.office + (sums[number].office or 0)
        sums[number] = Span(sums[number].elapsed + span.elapsed, office)
    return sums


def _measure(pairs: Sequence[Moments], table: WorkingTime | None) -> list[Span]:
    starts = to_seconds([start for start, _ in pairs])
    ends = to_seconds([end for _, end in pairs])
    elapsed = (ends - starts).tolist()
    if table is None:
        return [Span(each) for each in elapsed]
    office = table.count_office_seconds(starts, ends).tolist()
    workdays = table.count_workdays(starts, ends).tolist()
    return [Span(*each) for each in zip(elapsed, office, workdays, strict=True)]
