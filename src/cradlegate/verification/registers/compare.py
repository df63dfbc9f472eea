"""What became of a register between two snapshots, and between which days it happened.

A register seldom says when it changed.  So a change lies after the day on which the old state was
last seen, and on or before the day on which the new one was first seen.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.period import Interval
from cradlegate.verification.faults import LATER_FIRST, TWO_REGISTERS
from cradlegate.verification.registers.days import judge_accreditation
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

Row = TypeVar("Row", bound=RegisterRow)
Key = tuple[str, ...]


class Matter(StrEnum):
    """What changed, in the order in which it is shown."""

    BODY = "body"
    ACCREDITATION = "accreditation"
    STATUS = "status"
    SCOPE = "scope term"
    DATES = "dates"
    NAMES = "names"
    RECOGNITION = "recognition"
    DESIGNATION = "designation"
    ACCEPTED = "accepted accreditation body"


class Turn(StrEnum):
    """How it changed."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class RegisterChange:
    """One difference between two snapshots.

    Args:
        body_no: of the body; empty where a country accepts an accreditation body.
        of: what of the body it is about: accreditation body and standard, destination, or term.
        before: what stood there; empty where nothing did.
        after: what stands there; empty where nothing does.
        seen: the days among which it happened: after the old snapshot, up to the new one.
        stated: the first day that the register itself states for a status; None where it states
            none.
    """

    matter: Matter
    turn: Turn
    body_no: str
    of: str
    before: str
    after: str
    seen: Interval
    stated: Interval | None = None


def compare_registers(old: RegisterSnapshot, new: RegisterSnapshot) -> tuple[RegisterChange, ...]:
    """List what changed from one snapshot of a register to a later one, in order.

    Raises:
        FaultsError: snapshots of two registers (VR-027), or the later one first (VR-028).
    """
    if old.register_id != new.register_id:
        found = f"{old.register_id} and {new.register_id}"
        raise FaultsError([Fault(TWO_REGISTERS, found)])
    if new.as_of < old.as_of:
        raise FaultsError([Fault(LATER_FIRST, f"{old.as_of} is later than {new.as_of}")])
    seen = span_between(old, new)
    changes = (*_compare_bodies(old, new, seen), *_compare_others(old, new, seen))
    return tuple(sorted(changes, key=_order))


def count_by_matter(changes: Iterable[RegisterChange]) -> Mapping[tuple[Matter, Turn], int]:
    """Count the changes of each kind; kinds without any are not in it."""
    found = [(change.matter, change.turn) for change in changes]
    return {kind: found.count(kind) for kind in sorted(set(found), key=_place)}


def span_between(old: RegisterSnapshot, new: RegisterSnapshot) -> Interval:
    """Give the days on which a change between two snapshots may have happened.

    (last seen so, first seen otherwise]; of two copies of one day it is that day.
    """
    return Interval(min(old.as_of + timedelta(1), new.as_of), new.as_of)


def tell_status(rows: Iterable[Accreditation], snapshot: RegisterSnapshot) -> str:
    """Tell the status of one accreditation on the day of a snapshot, from all its rows.

    Returns:
        a status, `not yet` before its first day, or `unknown`.
    """
    day = snapshot.as_of
    found = {judge_accreditation(row, day, day).status for row in rows}
    best = next((each for each in AccreditationStatus if each in found), None)
    if best is not None:
        return str(best)
    return "not yet" if found == {Blank.ABSENT} else "unknown"


def group_accreditations(
    rows: Iterable[Accreditation],
) -> dict[Key, tuple[Accreditation, ...]]:
    """Group rows by body, accreditation body and standard: a history may be a row a status."""
    return _group(
        rows,
        lambda row: (
            plain_number(row.body_no),
            plain_term(row.accreditation_body),
            plain_term(row.standard),
        ),
    )


def find_stated_day(rows: Iterable[Accreditation], status: str) -> Interval | None:
    """Find the first day that rows state for a status; None where none or several are stated."""
    days = {row.status_from for row in rows if str(row.status) == status}
    day = days.pop() if len(days) == 1 else None
    return day if isinstance(day, Interval) else None


def _compare_bodies(
    old: RegisterSnapshot, new: RegisterSnapshot, seen: Interval
) -> Iterator[RegisterChange]:
    before, after = group_accreditations(old.bodies), group_accreditations(new.bodies)
    numbers_before, numbers_after = ({key[0] for key in each} for each in (before, after))
    for key in before.keys() | after.keys():
        was, now = before.get(key, ()), after.get(key, ())
        row = (was or now)[0]
        of = f"{row.accreditation_body}, {row.standard}"
        if was and now:
            yield from _compare_accreditation((was, old), (now, new), of, seen)
            continue
        is_body = key[0] not in (numbers_after if was else numbers_before)
        yield RegisterChange(
            Matter.BODY if is_body else Matter.ACCREDITATION,
            Turn.GONE if was else Turn.ADDED,
            row.body_no,
            of,
            tell_status(was, old) if was else "",
            tell_status(now, new) if now else "",
            seen,
        )


_Dated = tuple[tuple[Accreditation, ...], RegisterSnapshot]


def _compare_accreditation(
    before: _Dated, after: _Dated, of: str, seen: Interval
) -> Iterator[RegisterChange]:
    (was, old), (now, new) = before, after
    number = now[0].body_no
    states = tell_status(was, old), tell_status(now, new)
    if states[0] != states[1]:
        stated = find_stated_day(now, states[1])
        yield RegisterChange(Matter.STATUS, Turn.CHANGED, number, of, *states, seen, stated)
    terms, later_terms = _terms_of(was), _terms_of(now)
    for plain in sorted(terms.keys() ^ later_terms.keys()):
        is_lost = plain in terms
        term = terms[plain] if is_lost else later_terms[plain]
        told = (term, "") if is_lost else ("", term)
        yield RegisterChange(
            Matter.SCOPE, Turn.GONE if is_lost else Turn.ADDED, number, of, *told, seen
        )
    for matter, say in ((Matter.DATES, _say_dates), (Matter.NAMES, _say_names)):
        texts = say(was), say(now)
        if texts[0] != texts[1]:
            yield RegisterChange(matter, Turn.CHANGED, number, of, *texts, seen)


def _terms_of(rows: Iterable[Accreditation]) -> dict[str, str]:
    """Give the terms that are left in force, as written, by their plain spelling."""
    lost = {plain_term(term) for row in rows for term in row.partial_scope}
    terms = {plain_term(term): term for row in rows for term in row.scope_terms}
    return {plain: term for plain, term in terms.items() if plain not in lost}


def _compare_others(
    old: RegisterSnapshot, new: RegisterSnapshot, seen: Interval
) -> Iterator[RegisterChange]:
    yield from _compare_rows(
        Matter.RECOGNITION,
        (old.recognitions, new.recognitions),
        lambda row: (plain_number(row.body_no), plain_term(row.recognised_by)),
        lambda row: (row.body_no, row.recognised_by),
        seen,
    )
    yield from _compare_rows(
        Matter.DESIGNATION,
        (old.designations, new.designations),
        lambda row: (plain_number(row.body_no), row.destination, plain_term(row.designated_by)),
        lambda row: (row.body_no, f"{row.destination}, {row.designated_by}"),
        seen,
    )
    yield from _compare_rows(
        Matter.ACCEPTED,
        (old.accepted, new.accepted),
        lambda row: (plain_term(row.accreditation_body), row.destination),
        lambda row: ("", f"{row.accreditation_body} in {row.destination}"),
        seen,
    )


def _compare_rows(
    matter: Matter,
    sides: tuple[Sequence[Row], Sequence[Row]],
    key_of: Callable[[Row], Key],
    name: Callable[[Row], tuple[str, str]],
    seen: Interval,
) -> Iterator[RegisterChange]:
    before, after = (_group(rows, key_of) for rows in sides)
    for key in before.keys() | after.keys():
        was, now = before.get(key, ()), after.get(key, ())
        texts = _say_windows(was), _say_windows(now)
        if texts[0] == texts[1]:
            continue
        turn = Turn.CHANGED if was and now else Turn.GONE if was else Turn.ADDED
        yield RegisterChange(matter, turn, *name((now or was)[0]), *texts, seen)


def _group(rows: Iterable[Row], key_of: Callable[[Row], Key]) -> dict[Key, tuple[Row, ...]]:
    grouped: dict[Key, tuple[Row, ...]] = {}
    for row in rows:
        grouped[key_of(row)] = (*grouped.get(key_of(row), ()), row)
    return grouped


def _say_windows(
    rows: Iterable[Recognition | Designation | AcceptedAccreditor | Accreditation],
) -> str:
    return "; ".join(sorted(_say_window(row.valid_from, row.valid_to) for row in rows))


def _say_dates(rows: Iterable[Accreditation]) -> str:
    return "; ".join(sorted({_say_window(row.valid_from, row.valid_to) for row in rows}))


def _say_names(rows: Iterable[Accreditation]) -> str:
    return "; ".join(sorted({f"{', '.join(row.names)} ({row.country})" for row in rows}))


def _say_window(first: Interval, last: Interval | Blank) -> str:
    return f"from {first}" + (f" to {last}" if isinstance(last, Interval) else "")


def _order(change: RegisterChange) -> tuple[int, str, str, str, str]:
    matter = list(Matter).index(change.matter)
    return matter, change.body_no, change.of, change.before, change.after


def _place(kind: tuple[Matter, Turn]) -> tuple[int, int]:
    return list(Matter).index(kind[0]), list(Turn).index(kind[1])
