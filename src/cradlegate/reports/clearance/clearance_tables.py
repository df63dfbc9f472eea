"""Clearances and their clocks as tables, and what was assumed of the offices."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from cradlegate.border.clearance.events import Event, EventKind
from cradlegate.border.clocks.clearances import Start, State
from cradlegate.border.clocks.clocks import Measure, TimedClearance
from cradlegate.border.clocks.overview import Overview
from cradlegate.border.clocks.routes import STANDARD_DAYS
from cradlegate.core.calendar import WorkCalendar
from cradlegate.core.cause import Cause
from cradlegate.core.outcome import Outcome
from cradlegate.reports.clearance.cells import STARTS, show_count, show_hours
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    UNKNOWN,
    Cell,
    Column,
    More,
    Part,
    Status,
    Table,
    Text,
)

CLEARANCES = "clearances"
MORE = "with --full, and in every file that is written"
MOST_LISTED, MOST_TIMED = 10, 3
"""Clearances that are listed shortly, and those whose clocks are."""

_FIRST = (State.OPEN, State.RELEASED, State.CANCELLED)


def order_clearances(overview: Overview) -> list[TimedClearance]:
    """Order clearances as they are listed: the open ones first, then the newest."""
    ordered = sorted(overview.timed, key=lambda each: each.clearance.events[-1].at, reverse=True)
    return sorted(ordered, key=lambda each: _FIRST.index(each.clearance.state))


def tabulate_clearances(overview: Overview, *, is_full: bool) -> Table:
    """Tabulate clearances: how far each is, and what all readings of the twelve hours agree on."""
    listed = order_clearances(overview)[: None if is_full else MOST_LISTED]
    left = len(overview.timed) - len(listed)
    return Table(
        "clearances",
        "Clearances",
        (
            Column("clearance", "consignment"),
            Column("route", "route"),
            Column("channel", "channel"),
            Column("state", "state"),
            Column("since", "last event"),
            Column("within_12h", "12 h, every reading"),
            Column("before_arrival", "submitted before arrival"),
            Column("voided_by", "benefit voided by"),
            Column("tested", "tested"),
        ),
        tuple(_show_clearance(each, overview) for each in listed),
        more=More(left, MORE) if left else None,
        part=CLEARANCES,
        note="A test that is not recorded is unknown, not left out by customs.",
    )


def tabulate_clocks(overview: Overview, *, is_full: bool) -> Table:
    """Tabulate every clock of clearances, all starts side by side."""
    listed = order_clearances(overview)[: None if is_full else MOST_TIMED]
    rows = [_show_clock(each, start) for each in listed for start in Start]
    left = len(Start) * (len(overview.timed) - len(listed))
    return Table(
        "clocks",
        "Clocks",
        (
            Column("clock", "consignment and start"),
            Column("began", "began"),
            Column("elapsed", "elapsed", is_numeric=True),
            Column("office", "office", is_numeric=True),
            Column("asked", "in queries", is_numeric=True),
            Column("elapsed_less", "less queries", is_numeric=True),
            Column("office_less", "office less queries", is_numeric=True),
            Column("workdays", "business days", is_numeric=True),
            Column("within_12h", "12 h"),
            Column("within_12_office_h", "12 office h"),
            Column("window", "standard channel by"),
        ),
        tuple(rows),
        more=More(left, MORE) if left else None,
        part=CLEARANCES,
        note="Business days after the day of the start. Standard channel: the reported 3-5 "
        "business days after it, by the calendar of the country of destination.",
    )


def tabulate_offices(overview: Overview) -> Table:
    """Tabulate which office hours and holidays were counted with."""
    rows = tuple(
        (
            Text(office.country),
            Text(office.zone),
            Text(str(office.hours)),
            Text(office.hours.source),
            Text(until.isoformat()),
        )
        for office, until in overview.list_offices()
    )
    columns = (
        Column("country", "country"),
        Column("zone", "zone"),
        Column("hours", "office hours"),
        Column("source", "source"),
        Column("known_until", "holidays known until"),
    )
    return Table("offices", "Offices", columns, rows, part=Part.HOW_SURE)


def _show_clearance(timed: TimedClearance, overview: Overview) -> tuple[Cell, ...]:
    clearance = timed.clearance
    last = clearance.events[-1]
    voided = clearance.voided
    tested = clearance.find(EventKind.TESTED)
    return (
        Text(clearance.name),
        Text(overview.journey_of(timed).name),
        Text(clearance.channel),
        Text(clearance.state),
        Text(f"{last.kind} {_write(last.at)}"),
        _show_status(timed.judge()),
        Status(*_judge_submission(timed)),
        _name_event(voided) if voided else NOT_APPLICABLE,
        _name_event(tested) if tested else UNKNOWN,
    )


def _show_clock(timed: TimedClearance, start: Start) -> tuple[Cell, ...]:
    clock = timed.clocks[start]
    head = Text(f"{timed.clearance.name}, from {STARTS[start]}")
    if clock.began is None:
        status = Status(Outcome.UNDETERMINED, Cause.FACT)
        return (head, *(UNKNOWN,) * 7, status, status, UNKNOWN)
    began = Text(_write(clock.began))
    statuses = (
        _show_status(timed.judge_clock(start, measure))
        for measure in (Measure.ELAPSED, Measure.OFFICE)
    )
    return (head, began, *_show_spans(timed, start), *statuses, _show_window(timed, clock.began))


def _show_spans(timed: TimedClearance, start: Start) -> Iterator[Cell]:
    clock = timed.clocks[start]
    taken, asked = clock.taken, clock.asked
    if taken is None or asked is None:
        yield from (NOT_APPLICABLE,) * 6
        return
    rest = taken.without(asked)
    lengths = (taken.elapsed, taken.office, asked.elapsed, rest.elapsed, rest.office)
    yield from map(show_hours, lengths)
    yield UNKNOWN if taken.workdays is None else show_count(taken.workdays)


def _show_window(timed: TimedClearance, began: datetime) -> Cell:
    """Show the days on which the standard channel is reported to have released the goods."""
    if timed.office is None:
        return UNKNOWN
    day = began.astimezone(ZoneInfo(timed.office.zone)).date()
    calendar = WorkCalendar(timed.office.country)
    first, last = (calendar.add_workdays(day, number) for number in STANDARD_DAYS)
    return Text(f"{first}/{last}")


def _judge_submission(timed: TimedClearance) -> tuple[Outcome, Cause | None]:
    """Tell whether the footprint was submitted before the goods arrived."""
    submitted, arrived = (timed.clocks[each].began for each in (Start.SUBMITTED, Start.ARRIVED))
    if submitted is None or arrived is None:
        return Outcome.UNDETERMINED, Cause.FACT
    return (Outcome.MET if submitted < arrived else Outcome.NOT_MET), None


def _show_status(judged: tuple[Outcome, Cause | None]) -> Status:
    return Status(*judged)


def _name_event(event: Event) -> Text:
    return Text(f"{event.id}, {_write(event.at)}")


def _write(moment: datetime) -> str:
    """Write a moment as its place has it, to the minute where it has no seconds."""
    seconds = "seconds" if moment.second else "minutes"
    return moment.isoformat(" ", timespec=seconds)
