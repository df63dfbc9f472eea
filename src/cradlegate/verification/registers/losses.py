"""What a body lost after a day on which it was in good standing.

`find_standing` tells how it stood on the day of a signature.  A statement signed before a later
suspension stands; whether one outlives a later withdrawal is a question of law (house rules).  So
whoever judges a statement needs to know what came later.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cradlegate.core.period import Interval
from cradlegate.verification.registers.compare import (
    group_accreditations,
    span_between,
    tell_status,
)
from cradlegate.verification.registers.register import (
    Accreditation,
    AccreditationStatus,
    RegisterSnapshot,
    plain_number,
)
from cradlegate.verification.registers.words import describe_row

_LOSSES = (AccreditationStatus.SUSPENDED, AccreditationStatus.WITHDRAWN)
_LISTED = (str(AccreditationStatus.GRANTED), str(AccreditationStatus.SUSPENDED))
"""What an accreditation is that a register goes on listing."""


@dataclass(frozen=True, slots=True)
class Loss:
    """That an accreditation was suspended, withdrawn, or vanished before its last day.

    Args:
        status: suspended or withdrawn; None where the accreditation is no longer listed.
        since: the days among which the loss began.
        lost_terms: the terms alone that are lost; none for all of them.
        found: the row and the snapshot, as a clause without a full stop.
    """

    body_no: str
    accreditation_body: str
    standard: str
    status: AccreditationStatus | None
    since: Interval
    lost_terms: tuple[str, ...]
    found: str


def find_losses(snapshots: Sequence[RegisterSnapshot], body: str, after: date) -> tuple[Loss, ...]:
    """Find the losses of a body that began after a day, or may have, by their first day.

    A loss without a stated day began after the snapshot that last showed the accreditation in
    force, and on or before the one that first showed the loss.

    Args:
        snapshots: of one register or several, in any order.
        body: its number, in any spelling.
        after: such as the day of a signature.
    """
    number = plain_number(body)
    found: dict[tuple[object, ...], Loss] = {}
    for register_id in sorted({each.register_id for each in snapshots}):
        own = (each for each in snapshots if each.register_id == register_id)
        taken = sorted(own, key=lambda each: (each.as_of, each.retrieved_at))
        for loss in (*_stated(taken, number), *_vanished(taken, number)):
            named = loss.accreditation_body, loss.standard, loss.status, loss.lost_terms
            if loss.since.last > after:
                found.setdefault((register_id, *named), loss)
    return tuple(sorted(found.values(), key=lambda each: (each.since, each.found)))


def _stated(taken: Sequence[RegisterSnapshot], number: str) -> Iterator[Loss]:
    for position, snapshot in enumerate(taken):
        for row in snapshot.accreditations_of(number):
            if row.status in _LOSSES:
                since = _date_loss(row, snapshot, taken[:position])
                yield _make_loss(row, row.status, since, snapshot, describe_row(row))


def _date_loss(
    row: Accreditation, snapshot: RegisterSnapshot, earlier: Sequence[RegisterSnapshot]
) -> Interval:
    """Give the stated day of a loss, else the days since the accreditation was last in force."""
    if isinstance(row.status_from, Interval):
        return row.status_from
    [key] = group_accreditations([row])
    good = [
        each
        for each in earlier
        if tell_status(group_accreditations(each.bodies).get(key, ()), each) == "granted"
    ]
    if good:
        return span_between(good[-1], snapshot)
    return Interval(min(row.valid_from.first, snapshot.as_of), snapshot.as_of)


def _vanished(taken: Sequence[RegisterSnapshot], number: str) -> Iterator[Loss]:
    for old, new in pairwise(taken):
        left = group_accreditations(new.accreditations_of(number))
        for key, rows in group_accreditations(old.accreditations_of(number)).items():
            if key not in left and tell_status(rows, old) in _LISTED and not _ran_out(rows, new):
                found = f"{describe_row(rows[0])}; no longer there"
                yield _make_loss(rows[0], None, span_between(old, new), new, found)


def _ran_out(rows: Sequence[Accreditation], new: RegisterSnapshot) -> bool:
    """Tell whether the last day of every row had passed, so that none was taken away."""
    return all(isinstance(row.valid_to, Interval) and row.valid_to.last < new.as_of for row in rows)


def _make_loss(
    row: Accreditation,
    status: AccreditationStatus | None,
    since: Interval,
    snapshot: RegisterSnapshot,
    found: str,
) -> Loss:
    return Loss(
        row.body_no,
        row.accreditation_body,
        row.standard,
        status,
        since,
        row.partial_scope if status else (),
        f"{row.body_no} in {snapshot.name}: {found}",
    )
