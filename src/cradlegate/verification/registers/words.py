"""Rows of a register and what they say of a day, in words."""

from datetime import date

from cradlegate.core.period import Interval
from cradlegate.verification.registers.days import BodyOnDay, RowsOfBody
from cradlegate.verification.registers.register import (
    AcceptedAccreditor,
    AccreditationStatus,
    Designation,
    Recognition,
    RegisterRow,
    RegisterSnapshot,
)

MOST_SHOWN = 8
"""Rows of one body that a sentence names."""


def describe_answer(
    snapshot: RegisterSnapshot, body: str, rows: RowsOfBody, answer: BodyOnDay, day: date
) -> str:
    """Name the snapshot, the rows of the body, and what they say of a day.

    Args:
        snapshot: from which the answer was read.
        body: its number as it was asked for.
        rows: of the body.
        answer: what holds on the day.
        day: the day asked for.

    Returns:
        a clause without a full stop.
    """
    if not rows.accreditations:
        return f"{body} is not in {snapshot.name}"
    first = min(rows.accreditations, key=lambda row: (row.body_no, row.names))
    stated = [describe_row(row) for row in (*rows.accreditations, *rows.others)]
    shown = sorted(stated)[:MOST_SHOWN]
    more = [f"{len(stated) - MOST_SHOWN} more"] if len(stated) > MOST_SHOWN else []
    state = answer.status or "not yet accredited"
    is_open = not isinstance(answer.scope_terms, tuple)
    doubt = ", its scope of that day is not known" if is_open else ""
    told = "; ".join((*shown, *more))
    return f"{first.body_no}, {first.names[0]}, in {snapshot.name}: {told}; on {day} {state}{doubt}"


def describe_row(row: RegisterRow) -> str:
    """Say what one row states."""
    window = f"from {row.valid_from}" + _until(row.valid_to)
    if isinstance(row, Recognition):
        return f"recognised by {row.recognised_by} {window}"
    if isinstance(row, Designation):
        return f"designated for {row.destination} by {row.designated_by} {window}"
    if isinstance(row, AcceptedAccreditor):
        return f"{row.accreditation_body} accepted in {row.destination} {window}"
    accredited = f"accredited by {row.accreditation_body} under {row.standard} {window}"
    has_dates = isinstance(row.status_from, Interval) or isinstance(row.status_to, Interval)
    if row.status is AccreditationStatus.GRANTED and not has_dates:
        return accredited
    since = f" from {row.status_from}" if isinstance(row.status_from, Interval) else ""
    part = f" for {', '.join(row.partial_scope)}" if row.partial_scope else ""
    return f"{accredited}, {row.status}{since}{_until(row.status_to)}{part}"


def _until(last: object) -> str:
    return f" to {last}" if isinstance(last, Interval) else ""
