"""What recorded events tell packs about a consignment."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cradlegate.border.clearance.events import Event, EventKind, list_current
from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.regimes.facts import Fact

_DAYS = {
    "consignment.submitted_at": EventKind.CF_SUBMITTED,
    "consignment.arrival": EventKind.ARRIVED,
}


def supply_clearance_facts(
    events: Iterable[Event], consignment: str, known_as_of: datetime
) -> Mapping[str, Fact]:
    """Supply the facts that events tell of a consignment, as known at a moment.

    Days are those of the place where it happened.  Only what is recorded is there, so that a cell
    of the shipment is not replaced by nothing; `clearance.voided` and `submission.before_arrival`
    are always there.

    Args:
        events: everything in the log, corrections too.
        consignment: its id.
    """
    current = list_current(events, known_as_of)
    first: dict[EventKind, Event] = {}
    for each in current:
        if each.consignment == consignment:
            first.setdefault(each.kind, each)
    days = {
        name: Fact(Interval(first[kind].at.date(), first[kind].at.date()), _cite(first[kind]))
        for name, kind in _DAYS.items()
        if kind in first
    }
    return {
        **days,
        "submission.before_arrival": _compare_submission(first),
        "clearance.voided": _judge_voided(first),
    }


def _compare_submission(first: Mapping[EventKind, Event]) -> Fact:
    """Tell whether the submission came first; at the same second it did not."""
    submitted, arrived = first.get(EventKind.CF_SUBMITTED), first.get(EventKind.ARRIVED)
    if submitted is None:
        return Fact(Blank.UNKNOWN, "no submission is recorded")
    if arrived is None:
        return Fact(Blank.UNKNOWN, "no arrival is recorded")
    return Fact(submitted.at < arrived.at, f"{_cite(submitted)}; {_cite(arrived)}")


def _judge_voided(first: Mapping[EventKind, Event]) -> Fact:
    """Tell whether the benefit is lost; before the release nobody knows that it will last."""
    if voided := first.get(EventKind.BENEFIT_VOIDED):
        return Fact(value=True, source=_cite(voided))
    if review := first.get(EventKind.MANUAL_REVIEW):
        return Fact(Blank.UNKNOWN, f"{_cite(review)}; whether the benefit is lost is not recorded")
    if released := first.get(EventKind.RELEASED):
        return Fact(value=False, source=f"{_cite(released)}, nothing that took the benefit away")
    return Fact(Blank.UNKNOWN, "neither a release nor the loss of the benefit is recorded")


def _cite(event: Event) -> str:
    return f"event {event.id}: {event.kind} at {event.at.isoformat()}"
