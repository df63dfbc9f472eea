"""A consignment as it was known on a day: what came later is left out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from cradlegate.border.faults import CAME_LATER
from cradlegate.border.shipments.consignment import Consignment, Row
from cradlegate.core.fault import Fault
from cradlegate.core.period import Interval


def as_known(consignment: Consignment, day: date) -> Consignment:
    """Leave out documents that came later, confirmations of later, and later decisions.

    What is dated roughly counts from its first day; what is not dated was always known.
    """
    papers = consignment.documents
    return replace(
        consignment,
        documents=None
        if papers is None
        else tuple(_unconfirm(each, day) for each in papers if not _is_later(each, day)),
        decisions=tuple(each for each in consignment.decisions if each.decided_at.first <= day),
    )


def find_later(consignment: Consignment, day: date) -> Iterator[Fault]:
    """Name what `as_known` leaves out; warnings alone."""
    for each in consignment.documents or ():
        if _is_later(each, day):
            found = f"it came on {each.values['received_at']}, after {day}"
            yield Fault(CAME_LATER, found, replace(each.place, column="received_at"))
        elif _is_confirmed_later(each, day):
            found = f"it was confirmed on {each.values['checked_at']}, after {day}"
            yield Fault(CAME_LATER, found, replace(each.place, column="checked_at"))
    for decision in consignment.decisions:
        if decision.decided_at.first > day:
            found = f"{decision.id} was decided on {decision.decided_at}, after {day}"
            yield Fault(CAME_LATER, found)


def _is_later(document: Row, day: date) -> bool:
    received = document.values["received_at"]
    return isinstance(received, Interval) and day < received.first


def _is_confirmed_later(document: Row, day: date) -> bool:
    checked = document.values["checked_at"]
    is_later = isinstance(checked, Interval) and day < checked.first
    return is_later and document.values["state"] == "checked"


def _unconfirm(document: Row, day: date) -> Row:
    """Take a confirmation back that had not been given yet."""
    if not _is_confirmed_later(document, day):
        return document
    return replace(document, values={**document.values, "state": "received"})
