"""Latest starts and due days of a plan as a calendar file that other programs subscribe to.

Source: RFC 5545 (iCalendar).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from cradlegate.border.planning.plan import CHANCES, USUAL, Plan, SailingPlan, StepPlan
from cradlegate.reports.planning.document import DISCLAIMER
from cradlegate.reports.planning.words import name_owner, name_step, say_lane, say_late

_NAMES = UUID("5d0f0f6e-8f0a-5a3c-9a55-6b7f3c2f1d10")
"""Space of our event names, so that the same step keeps its event in every plan."""
_LONGEST_LINE = 75


def write_calendar(plan: Plan) -> bytes:
    """Write the days of a plan; the same plan gives the same bytes."""
    stamp = plan.readinesses[0].decision.known_as_of.astimezone(UTC)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Cradlegate//Plan//EN",
        *(line for each in plan.steps for line in _write_step(each, stamp)),
        *(line for each in plan.sailings for line in _write_sailing(each, stamp)),
        "END:VCALENDAR",
    ]
    return b"".join(_fold(line) for line in lines)


def _write_step(each: StepPlan, stamp: datetime) -> Iterator[str]:
    name, owner = name_step(each.step), name_owner(each.step.owner)
    if each.begin and each.step.kind != "await":
        marks = ", ".join(f"{chance:.0%} {each.begin[chance]}" for chance in CHANCES)
        said = [f"{owner}. Latest start: {marks}.", _describe(each)]
        summary = f"Begin: {name}"
        yield from _write_event(f"begin/{each.step.id}", each.begin[USUAL], summary, said, stamp)
    if each.done_by:
        said = [f"{owner}.", _describe(each)]
        yield from _write_event(
            f"done/{each.step.id}", each.done_by, f"Done by: {name}", said, stamp
        )


def _describe(each: StepPlan) -> str:
    return f"For {', '.join(each.sailings)}; {say_lane(each)}; {say_late(each)}. {DISCLAIMER}"


def _write_sailing(each: SailingPlan, stamp: datetime) -> Iterator[str]:
    sailing = each.sailing
    if sailing.day:
        missed = "not known" if each.missed_if is None else f"{each.missed_if:.0%}"
        said = [f"Chance to miss it: {missed}. {DISCLAIMER}"]
        summary = f"Leaves: {sailing.consignment} {sailing.route}".rstrip()
        name = f"leaves/{sailing.consignment}"
        yield from _write_event(name, sailing.day, summary, said, stamp)


def _write_event(
    name: str, day: date, summary: str, said: list[str], stamp: datetime
) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(_NAMES, name)}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"SUMMARY:{_escape(summary)}"
    yield f"DESCRIPTION:{_escape(' '.join(said))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escape(text: str) -> str:
    """Write a text value (RFC 5545, 3.3.11), without signs that steer."""
    plain = " ".join(text.split())
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain


def _fold(line: str) -> bytes:
    """Fold a line at 75 octets, never inside a sign (RFC 5545, 3.1)."""
    folded, length = "", 0
    for sign in line:
        octets = len(sign.encode())
        if length + octets > _LONGEST_LINE:
            folded, length = f"{folded}\r\n ", 1
        folded, length = folded + sign, length + octets
    return f"{folded}\r\n".encode()
