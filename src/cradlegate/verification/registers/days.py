"""What the rows of a register say of one day.

Dates may be given as a month or a year, and a row may not tell how it came to its status.  So a
row answers for a day, or says that it cannot.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, product

from cradlegate.core.blank import Blank
from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.period import Interval
from cradlegate.verification.registers.register import (
    AcceptedAccreditor,
    Accreditation,
    AccreditationStatus,
    Designation,
    Recognition,
    RegisterRow,
    RegisterSnapshot,
    plain_number,
    plain_term,
)

Readings = frozenset[bool]
"""The answers that a date leaves possible."""

YES, NO = frozenset({True}), frozenset({False})
EITHER = YES | NO

_STATED = set(AccreditationStatus) - {AccreditationStatus.EXPIRED}


@dataclass(frozen=True, slots=True)
class RowsOfBody:
    """All rows of one body in one snapshot.

    Args:
        as_of: the day of the snapshot.
        accreditations: none where the body is not in the register.
        accepted: what countries of destination say of its accreditation bodies.
    """

    as_of: date
    accreditations: tuple[Accreditation, ...]
    recognitions: tuple[Recognition, ...]
    designations: tuple[Designation, ...]
    accepted: tuple[AcceptedAccreditor, ...] = ()

    @property
    def others(self) -> tuple[Recognition | Designation | AcceptedAccreditor, ...]:
        """What others than its accreditation bodies say."""
        return (*self.recognitions, *self.designations, *self.accepted)


@dataclass(frozen=True, slots=True)
class BodyOnDay:
    """What holds for a body on one day; all names in order.

    Args:
        status: the best of its accreditations, None where none had begun.
        accredited_by: accreditation bodies whose accreditation is in force.
        recognised_by: while an accreditation is in force.
        designated_in: while an accreditation is in force.
        scope_terms: of all accreditations in force.
        standards: of all accreditations in force.
        accepted_in: countries that accept an accreditation body whose accreditation is in force.
    """

    status: AccreditationStatus | None = None
    accredited_by: tuple[str, ...] = ()
    recognised_by: tuple[str, ...] = ()
    designated_in: tuple[str, ...] = ()
    scope_terms: tuple[str, ...] | Blank = ()
    standards: tuple[str, ...] = ()
    accepted_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UntoldRow:
    """A row that does not tell how it stands on the day, and without which nobody can."""

    row: RegisterRow


@dataclass(frozen=True, slots=True)
class DayOfAccreditation:
    """How an accreditation stands on one day.

    Args:
        status: absent before its first day, unknown where the row does not tell.
        scope_terms: those that hold on that day.
    """

    status: AccreditationStatus | Blank
    scope_terms: tuple[str, ...] = ()


NOT_YET = DayOfAccreditation(Blank.ABSENT)
UNTOLD = DayOfAccreditation(Blank.UNKNOWN)
EXPIRED = DayOfAccreditation(AccreditationStatus.EXPIRED)


def rows_of_body(snapshot: RegisterSnapshot, number: str) -> RowsOfBody:
    """Give all rows of the body with a plain number."""
    accreditations = snapshot.accreditations_of(number)
    accreditors = {plain_term(row.accreditation_body) for row in accreditations}
    return RowsOfBody(
        snapshot.as_of,
        accreditations,
        tuple(row for row in snapshot.recognitions if plain_number(row.body_no) == number),
        tuple(row for row in snapshot.designations if plain_number(row.body_no) == number),
        tuple(
            row for row in snapshot.accepted if plain_term(row.accreditation_body) in accreditors
        ),
    )


def judge_body(rows: RowsOfBody, day: date) -> BodyOnDay | UntoldRow:
    """Tell what holds for a body on a day.

    An accreditation that one row does not tell of may be told of by another row of the same
    accreditation body and standard.
    """
    states = [(row, judge_accreditation(row, rows.as_of, day)) for row in rows.accreditations]
    told = {_accreditation_of(row) for row, state in states if state.status in _STATED}
    untold = [
        *(row for row, state in states if state == UNTOLD and _accreditation_of(row) not in told),
        *(row for row in rows.others if judge_days(row, day) == EITHER),
    ]
    if untold:
        return UntoldRow(min(untold, key=canonical_bytes))
    granted = AccreditationStatus.GRANTED
    in_force = [(row, state) for row, state in states if state.status is granted]
    found = {state.status for _, state in states}
    status = next((each for each in AccreditationStatus if each in found), None)
    if not in_force:
        return BodyOnDay(status)
    accreditors = {plain_term(row.accreditation_body) for row, _ in in_force}
    return BodyOnDay(
        status,
        _in_order(row.accreditation_body for row, _ in in_force),
        _in_order(row.recognised_by for row in rows.recognitions if judge_days(row, day) == YES),
        _in_order(row.destination for row in rows.designations if judge_days(row, day) == YES),
        _in_order(term for _, state in in_force for term in state.scope_terms),
        _in_order(row.standard for row, _ in in_force),
        _in_order(
            row.destination
            for row in rows.accepted
            if plain_term(row.accreditation_body) in accreditors and judge_days(row, day) == YES
        ),
    )


def judge_accreditation(row: Accreditation, as_of: date, day: date) -> DayOfAccreditation:
    """Tell how an accreditation stands on a day, by a row of a snapshot.

    Before the first day of a suspension, withdrawal or expiry the accreditation was granted.
    Before the first day of `granted` it may have been anything, and so it may after the last day
    of any status.

    Args:
        row: of the snapshot.
        as_of: the day of the snapshot, on which the status holds in any case.
        day: the day asked for.
    """
    states = {
        _judge(row, begun=begun, over=over, since=since, until=until)
        for begun, over, since, until in product(
            has_begun(row.valid_from, day),
            is_over(row.valid_to, day),
            _has_status_begun(row, as_of, day),
            is_over(row.status_to, day),
        )
    }
    return states.pop() if len(states) == 1 else UNTOLD


def judge_days(row: Recognition | Designation | AcceptedAccreditor, day: date) -> Readings:
    """Tell whether a recognition, designation or acceptance holds on a day."""
    pairs = product(has_begun(row.valid_from, day), is_over(row.valid_to, day))
    return frozenset(begun and not over for begun, over in pairs)


def has_begun(first: Interval, day: date) -> Readings:
    """Tell whether a day lies on or after a first day."""
    if first.first <= day < first.last:
        return EITHER
    return YES if first.last <= day else NO


def is_over(last: Interval | Blank, day: date) -> Readings:
    """Tell whether a day lies after a last day; without one nothing ends."""
    if isinstance(last, Blank) or day <= last.first:
        return NO
    return YES if last.last < day else EITHER


def list_turning_days(rows: RowsOfBody) -> Iterator[int]:
    """List the days, as ordinals, on which the answers of rows may change."""
    days = [
        *((row.valid_from, row.valid_to) for row in (*rows.accreditations, *rows.others)),
        *((row.status_from, row.status_to) for row in rows.accreditations),
    ]
    for each in chain.from_iterable(days):
        if isinstance(each, Interval):
            for end in (each.first, each.last):
                yield from (end.toordinal(), end.toordinal() + 1)


def _accreditation_of(row: Accreditation) -> tuple[str, str]:
    return row.accreditation_body, row.standard


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


def _has_status_begun(row: Accreditation, as_of: date, day: date) -> Readings:
    if isinstance(row.status_from, Interval):
        return has_begun(row.status_from, day)
    if row.status is AccreditationStatus.GRANTED or day >= as_of:
        return YES
    ended = row.valid_to
    if (
        row.status is AccreditationStatus.EXPIRED
        and isinstance(ended, Interval)
        and ended.last < as_of
    ):
        return is_over(ended, day)
    return EITHER


def _judge(
    row: Accreditation, *, begun: bool, over: bool, since: bool, until: bool
) -> DayOfAccreditation:
    """Judge one reading of the dates."""
    if not begun:
        return NOT_YET
    is_in_status = since and not until
    if row.status is AccreditationStatus.WITHDRAWN and is_in_status and not row.partial_scope:
        return DayOfAccreditation(AccreditationStatus.WITHDRAWN)
    if over:
        return EXPIRED
    if is_in_status:
        return _in_status(row)
    is_before_loss = not since and row.status is not AccreditationStatus.GRANTED
    return _granted(row.scope_terms) if is_before_loss else UNTOLD


def _in_status(row: Accreditation) -> DayOfAccreditation:
    if row.status is AccreditationStatus.GRANTED:
        return _granted(row.scope_terms)
    lost = {plain_term(term) for term in row.partial_scope}
    kept = tuple(term for term in row.scope_terms if plain_term(term) not in lost)
    if not lost or not kept:
        return DayOfAccreditation(row.status)
    return _granted(kept)


def _granted(terms: tuple[str, ...]) -> DayOfAccreditation:
    return DayOfAccreditation(AccreditationStatus.GRANTED, terms)
