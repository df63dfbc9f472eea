"""A consignment as it was known on a day: what came later is left out."""

from dataclasses import replace
from datetime import date

from cradlegate.border.shipments.consignment import Consignment, Row
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


def _is_later(document: Row, day: date) -> bool:
    received = document.values["received_at"]
    return isinstance(received, Interval) and day < received.first


def _unconfirm(document: Row, day: date) -> Row:
    """Take a confirmation back that had not been given yet."""
    checked = document.values["checked_at"]
    if document.values["state"] != "checked":
        return document
    if not isinstance(checked, Interval) or checked.first <= day:
        return document
    return replace(document, values={**document.values, "state": "received"})
