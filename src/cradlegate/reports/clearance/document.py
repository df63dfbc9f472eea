"""What recorded events say of clearances: how long, by which clock, and how sure that is."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from cradlegate.border.clearance.events import EventKind
from cradlegate.border.clocks.clearances import Channel, State
from cradlegate.border.clocks.clocks import PROMISE_STARTS, TimedClearance
from cradlegate.border.clocks.office_hours import shipped_office_hours
from cradlegate.border.clocks.overview import Overview
from cradlegate.border.clocks.routes import Journey
from cradlegate.core.cause import Cause
from cradlegate.core.grade import LawGrade
from cradlegate.core.moment import write_utc
from cradlegate.core.outcome import Outcome
from cradlegate.reports.clearance.cells import STARTS
from cradlegate.reports.clearance.clearance_tables import (
    CLEARANCES,
    order_clearances,
    tabulate_clearances,
    tabulate_clocks,
    tabulate_offices,
)
from cradlegate.reports.clearance.route_tables import (
    CURVE,
    ROUTES,
    draw_curve,
    tabulate_curve,
    tabulate_routes,
    tabulate_savings,
    tabulate_targets,
)
from cradlegate.reports.report import (
    Answer,
    Grade,
    Note,
    Part,
    Report,
    Section,
    Step,
)

DISCLAIMER = (
    "These are times that were recorded by whoever keeps the log, and house rules for counting "
    "them. It is not legal advice, and it is no statement of customs."
)
MOST_STEPS = 6

_COUNTED = {
    (Outcome.MET, None): "in time by every reading",
    (Outcome.NOT_MET, None): "late by every reading",
    (Outcome.WAITING, None): "still within 12 hours by every reading",
    (Outcome.UNDETERMINED, Cause.LAW): "depending on the reading",
    (Outcome.UNDETERMINED, Cause.FACT): "lacking an event",
    (Outcome.NOT_APPLICABLE, None): "not promised them or cancelled",
}


def report_overview(overview: Overview, *, is_full: bool = True) -> Report:
    """Draw up what a log says.

    Args:
        is_full: whether every clearance is listed, and the curve of all.
    """
    tables = (
        tabulate_routes(overview),
        tabulate_targets(overview),
        tabulate_savings(overview),
        *((tabulate_curve(overview),) if is_full else ()),
        tabulate_clearances(overview, is_full=is_full),
        tabulate_clocks(overview, is_full=is_full),
        tabulate_offices(overview),
    )
    filled = tuple(each for each in tables if each.rows)
    charts = tuple(draw_curve() for each in filled if each.id == CURVE)
    return Report(
        title="Clearance times",
        kind="clearance",
        answer=Answer(_summarise(overview)),
        next_steps=tuple(_list_steps(overview)),
        tables=filled,
        charts=charts,
        notes=tuple(_list_notes(overview)),
        provenance=tuple(_list_provenance(overview)),
        disclaimer=DISCLAIMER,
        sections=(
            Section(ROUTES, "How long it takes"),
            Section(CLEARANCES, "Clearance by clearance"),
            Section(Part.HOW_SURE, "How sure"),
        ),
    )


def _summarise(overview: Overview) -> str:
    if not overview.timed:
        return f"no event is recorded by {write_utc(overview.asked.known_as_of)}"
    states = Counter(each.clearance.state for each in overview.timed)
    counted = [f"{states[each]} {each}" for each in State if states[each]]
    judged = Counter(each.judge() for each in overview.timed)
    told = [f"{judged[each]} {words}" for each, words in _COUNTED.items() if judged[each]]
    number = len(overview.timed)
    head = f"{number} clearance{'' if number == 1 else 's'}: {', '.join(counted)}"
    return f"{head}; of the 12 hours, {', '.join(told)}" if told else head


def _list_steps(overview: Overview) -> Iterator[Step]:
    """List what to do for what is open, and what to record, the most pressing first."""
    listed = [step for each in order_clearances(overview) for step in _ask(each)]
    if any(each.clearance.channel is Channel.UNKNOWN for each in overview.timed):
        what = "record channel_assigned with the channel as its reason, such as `standard`"
        listed.append(Step("you", what, because="without it nothing can be compared"))
    if any(overview.journey_of(each) == Journey() for each in overview.timed):
        what = "name the shipments with --shipments"
        listed.append(Step("you", what, because="routes and countries of destination stand there"))
    yield from listed[:MOST_STEPS]
    if len(listed) > MOST_STEPS:
        yield Step("you", f"see {len(listed) - MOST_STEPS} more under Clearances")


def _ask(timed: TimedClearance) -> Iterator[Step]:
    clearance = timed.clearance
    if clearance.state is not State.OPEN:
        return
    queries = clearance.list_queries()
    if queries and queries[-1][1] is None:
        what = f"answer the query on {clearance.name} of {write_utc(queries[-1][0])}"
        yield Step("broker", what, because="the goods wait for it")
    elif timed.judge()[0] is Outcome.NOT_MET:
        what = f"ask customs what holds {clearance.name}, and record the answer"
        yield Step("broker", what, because="12 hours have passed by every reading")
    missing = [STARTS[each] for each in PROMISE_STARTS if not timed.clocks[each].began]
    if missing and clearance.channel is not Channel.STANDARD:
        what = f"record for {clearance.name}: {', '.join(missing)}"
        yield Step("broker", what, because="a clock without its start says nothing")
    if clearance.voided:
        what = f"find out with `cradlegate match` what differs in {clearance.name}"
        yield Step("broker", what, because=clearance.voided.reason)


def _list_notes(overview: Overview) -> Iterator[Note]:
    yield Note(
        "The RCEP green customs channel, its 12 hours and the 3-5 business days of the standard "
        "channel are reported by trade press, not confirmed in an official text.",
        Grade(LawGrade.REPORTED),
        is_warning=True,
    )
    yield Note(
        "Where the 12 hours begin, and whether they are hours by the wall or office hours, is an "
        "open question: every reading is shown, and a status is what all of them agree on. "
        "Exactly 12 hours is within them."
    )
    yield Note(
        "RCEP article 4.11 aims at release within 48 hours of arrival and lodgement of all "
        "information, so far as possible; its clock is `arrived and lodged`.",
        Grade(LawGrade.OFFICIAL_TEXT),
    )
    if overview.hours == shipped_office_hours():
        text = "Office hours are assumed, not read in a text; replace them with --office-hours."
        yield Note(text, Grade(LawGrade.HOUSE_RULE))
    yield from _warn_of_calendars(overview)
    if any(each.office is None for each in overview.timed):
        text = "Where the country or the zone of the office is not known, office hours are unknown."
        yield Note(text, is_warning=True)
    voided = sum(each.clearance.channel is Channel.VOIDED for each in overview.timed)
    if voided:
        yield Note(f"Clearances whose benefit was voided form a group of their own: {voided}.")


def _warn_of_calendars(overview: Overview) -> Iterator[Note]:
    """Warn of clocks that ran beyond the day until which holidays are known."""
    for office, until in overview.list_offices():
        last = _find_last_day(overview, office.zone)
        if last > until:
            text = f"{office.country}: holidays after {until} are computed, not announced"
            yield Note(f"{text}; a clock ran until {last}.", is_warning=True)


def _find_last_day(overview: Overview, zone: str) -> date:
    """Find the last local day of a clock of that zone; an open clock runs until now."""
    ends = (
        each.clearance.end.at if each.clearance.end else overview.asked.known_as_of
        for each in overview.timed
        if each.office and each.office.zone == zone
    )
    return max(ends).astimezone(ZoneInfo(zone)).date()


def _list_provenance(overview: Overview) -> Iterator[tuple[str, str]]:
    asked = overview.asked
    yield "known as of", write_utc(asked.known_as_of)
    if asked.route:
        yield "route", asked.route
    if asked.channel:
        yield "channel", asked.channel
    yield "events recorded by then", str(overview.recorded)
    yield "events that count", str(overview.counted)
    voids = sum(bool(each.clearance.find(EventKind.BENEFIT_VOIDED)) for each in overview.timed)
    yield "benefits voided", str(voids)
    yield "log", overview.head or "empty"
    yield "office hours", str(overview.hours)
