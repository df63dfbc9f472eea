"""How a body stood on a day: accredited, recognised and designated by whom, and for what.

The day of a signature is what counts: a statement signed before a later suspension stands (house
rule).  Whoever asks about the day of a customs entry asks a second time, with that day.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cradlegate.core.blank import Blank
from cradlegate.core.kleene import Truth
from cradlegate.core.period import Interval
from cradlegate.verification.registers.days import (
    BodyOnDay,
    UntoldRow,
    judge_body,
    list_turning_days,
    rows_of_body,
)
from cradlegate.verification.registers.register import (
    AcceptedAccreditor,
    AccreditationStatus,
    Designation,
    RegisterSnapshot,
    plain_number,
    plain_term,
)
from cradlegate.verification.registers.words import describe_answer, describe_row

LONGEST_AGE_DAYS = 92
"""How long a snapshot speaks for days after its own (house rule): directories are renewed every
quarter, and no quarter is longer."""

GET_EXTRACT = "Get the extract of the register for that day from its publisher."


@dataclass(frozen=True, slots=True)
class UsedSnapshot:
    """The snapshot that an answer rests on."""

    register_id: str
    edition: str
    as_of: date
    digest: str
    is_example: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How one body stood on one day.

    Args:
        body_no: as the register writes it, or as it was asked for where it is not listed.
        is_listed: whether the body stands in the register at all.
        status: the best of its accreditations; None where none had begun, or none is listed.
        accredited_by: accreditation bodies whose accreditation was in force, in order of names.
        recognised_by: who recognised it, while an accreditation was in force.
        designated_in: countries for which it was designated, while one was in force.
        scope_terms: of all accreditations in force; unknown where the snapshot was taken more
            than `LONGEST_AGE_DAYS` after the day, since a register does not date its terms.
        standards: of all accreditations in force.
        accepted_in: countries that accept an accreditation body whose accreditation was in force.
        acceptance_told: countries of which the snapshot says which accreditation bodies they
            accept.
        designation_told: countries for which the snapshot shows any designated body.
        snapshot: what the answer rests on.
        age_days: days from the snapshot to the day; 0 where it was taken on that day or later.
        found: the snapshot and its rows, as a clause without a full stop.
    """

    body_no: str
    is_listed: bool
    status: AccreditationStatus | None
    accredited_by: tuple[str, ...]
    recognised_by: tuple[str, ...]
    designated_in: tuple[str, ...]
    scope_terms: tuple[str, ...] | Blank
    standards: tuple[str, ...]
    accepted_in: tuple[str, ...]
    acceptance_told: tuple[str, ...]
    designation_told: tuple[str, ...]
    snapshot: UsedSnapshot
    age_days: int
    found: str

    def is_accepted_in(self, destination: str) -> Truth:
        """Tell whether a country accepts one of the accreditation bodies of that day.

        Unknown where the register names no accreditation body that the country accepts.
        """
        return self._tell(destination, self.accepted_in, self.acceptance_told)

    def is_designated_in(self, destination: str) -> Truth:
        """Tell whether the body was designated for a country.

        Unknown where the register names no body that is designated for the country.
        """
        return self._tell(destination, self.designated_in, self.designation_told)

    def _tell(self, destination: str, holding: Sequence[str], told: Sequence[str]) -> Truth:
        if destination in holding:
            return Truth.TRUE
        is_known = destination in told or not self.accredited_by
        return Truth.FALSE if is_known else Truth.UNKNOWN


@dataclass(frozen=True, slots=True)
class Blindness:
    """That nobody can tell how a body stood: unknown, which never passes.

    Args:
        found: why, as a clause without a full stop.
        remedy: what to do next, as a sentence.
    """

    found: str
    remedy: str


def find_standing(
    snapshots: Sequence[RegisterSnapshot], body: str, day: Interval
) -> Standing | Blindness:
    """Find how a body stood on a day.

    A snapshot speaks for the days before it, since its columns are dated, and for at most
    `LONGEST_AGE_DAYS` after it.  The nearest one taken on the day or later that holds the body
    answers; else the newest one before, unless a later one no longer holds the body.  Where one
    body has the number in several registers, or the answer changes inside `day`, nobody can tell.

    Args:
        snapshots: of one register or several, in any order.
        body: its number; case, blanks, dashes and width make no difference.  A name decides
            nothing.
        day: the day asked for; several days where it is not known better.

    Returns:
        what held on the day, which for a body that is not in the register is nothing; or why
        nobody can tell.

    Source: docs/reference/registers.md; every rule is a house rule.
    """
    number = plain_number(body)
    if not number:
        return Blindness("no number of a body is given", "Name the body by its number.")
    if not snapshots:
        return Blindness("there is no register", "Get a snapshot of the register.")
    by_register = _by_register(snapshots)
    holders = [each for each in by_register if any(one.accreditations_of(number) for one in each)]
    if len(holders) > 1:
        ids = " and ".join(each[0].register_id for each in holders)
        found = f"the number {body} stands in the registers {ids}"
        return Blindness(found, "Ask with the snapshots of one register.")
    if not holders and (blindness := _doubt_name(snapshots, body)):
        return blindness
    answers = [_find_over_days(each, body, day) for each in holders or by_register]
    blind = (each for each in answers if isinstance(each, Blindness))
    known = [each for each in answers if isinstance(each, Standing)]
    found = "; ".join(each.found for each in known)
    return next(blind, None) or replace(known[0], found=found)


def count_age_days(snapshots: Iterable[RegisterSnapshot], day: Interval) -> int | None:
    """Count the days from the newest snapshot to a day; None without snapshots.

    0 for a snapshot of the day itself or later.  Of a day that is not known well, the last one
    counts.
    """
    newest = max((each.as_of for each in snapshots), default=None)
    return None if newest is None else _age_days(newest, day.last)


def _by_register(snapshots: Sequence[RegisterSnapshot]) -> list[list[RegisterSnapshot]]:
    ids = sorted({each.register_id for each in snapshots})
    return [[one for one in snapshots if one.register_id == each] for each in ids]


def _doubt_name(snapshots: Sequence[RegisterSnapshot], body: str) -> Blindness | None:
    numbers = {
        row.body_no
        for each in snapshots
        for row in each.bodies
        if plain_term(body) in map(plain_term, row.names)
    }
    if not numbers:
        return None
    found = f"{body} is a name in the register, and a name alone decides nothing"
    return Blindness(found, f"Name the body by its number, such as {min(numbers)}.")


def _find_over_days(
    snapshots: Sequence[RegisterSnapshot], body: str, day: Interval
) -> Standing | Blindness:
    """Answer for every day on which the answer may change, and see whether all agree."""
    current = _latest_copies(snapshots)
    answers: list[Standing] = []
    for each in _days_to_ask(current, plain_number(body), day):
        answer = _find_on_day(current, body, each)
        if isinstance(answer, Blindness):
            return answer
        if answers and _substance(answer) != _substance(answers[0]):
            found = f"the answer changes inside {day}, on {each}: {answer.found}"
            return Blindness(found, "State the day itself.")
        answers.append(answer)
    return max(answers, key=lambda answer: answer.age_days)


def _days_to_ask(
    snapshots: Sequence[RegisterSnapshot], number: str, day: Interval
) -> Iterator[date]:
    first, last = day.first.toordinal(), day.last.toordinal()
    turns = {first, last}
    for snapshot in snapshots:
        taken = snapshot.as_of.toordinal()
        turns |= {taken - 1, taken, taken + 1}  # before the next snapshot an answer is oldest
        turns |= {taken - LONGEST_AGE_DAYS, taken + LONGEST_AGE_DAYS + 1}
        turns.update(list_turning_days(rows_of_body(snapshot, number)))
    return (date.fromordinal(each) for each in sorted(turns) if first <= each <= last)


def _substance(answer: Standing) -> tuple[bool, BodyOnDay, tuple[str, ...], tuple[str, ...]]:
    """Give what may not differ between the days that are asked for."""
    held = BodyOnDay(
        answer.status,
        answer.accredited_by,
        answer.recognised_by,
        answer.designated_in,
        answer.scope_terms,
        answer.standards,
        answer.accepted_in,
    )
    return answer.is_listed, held, answer.acceptance_told, answer.designation_told


def _latest_copies(snapshots: Sequence[RegisterSnapshot]) -> list[RegisterSnapshot]:
    """Give the copy of every day that was fetched last, in order of days; all, where two differ."""
    latest = {
        taken: max(each.retrieved_at for each in snapshots if each.as_of == taken)
        for taken in {each.as_of for each in snapshots}
    }
    copies = {each.digest: each for each in snapshots if each.retrieved_at == latest[each.as_of]}
    return sorted(copies.values(), key=lambda each: (each.as_of, each.digest))


def _find_on_day(
    snapshots: Sequence[RegisterSnapshot], body: str, day: date
) -> Standing | Blindness:
    chosen = _choose(snapshots, body, day)
    if isinstance(chosen, Blindness):
        return chosen
    if sum(each.as_of == chosen.as_of for each in snapshots) > 1:
        found = f"there are two different copies of {chosen.name}, fetched on one day"
        return Blindness(found, "Keep the one that its publisher confirms.")
    return _read(chosen, body, day)


def _choose(
    snapshots: Sequence[RegisterSnapshot], body: str, day: date
) -> RegisterSnapshot | Blindness:
    """Choose the snapshot that answers for a day, of those in order of their days."""
    number = plain_number(body)
    later = [each for each in snapshots if each.as_of >= day]
    earlier = [each for each in snapshots if 0 < (day - each.as_of).days <= LONGEST_AGE_DAYS]
    holding = next((each for each in later if each.accreditations_of(number)), None)
    if holding is not None:
        return holding
    if later and later[0].as_of == day:
        return later[0]
    if not earlier:
        return _tell_blind(snapshots, later, body, day)
    newest = earlier[-1]
    if later and newest.accreditations_of(number):
        found = f"{body} stands in {newest.name} and no longer in {later[0].name}"
        return Blindness(f"{found}, and may have been dropped before {day}", GET_EXTRACT)
    return newest


def _tell_blind(
    snapshots: Sequence[RegisterSnapshot],
    later: Sequence[RegisterSnapshot],
    body: str,
    day: date,
) -> Blindness:
    if later:
        found = f"{body} is not in {later[0].name}, and may have been dropped since {day}"
        return Blindness(found, GET_EXTRACT)
    newest = snapshots[-1]
    age = (day - newest.as_of).days
    found = f"{newest.name} is {age} days old on {day}, more than {LONGEST_AGE_DAYS}"
    return Blindness(found, GET_EXTRACT)


def _read(snapshot: RegisterSnapshot, body: str, day: date) -> Standing | Blindness:
    """Read how the body stands on a day from the snapshot that answers for it."""
    rows = rows_of_body(snapshot, plain_number(body))
    answer = judge_body(rows, day)
    if isinstance(answer, UntoldRow):
        found = f"{body} in {snapshot.name}: {describe_row(answer.row)}"
        return Blindness(f"{found}, which does not tell how it stood on {day}", GET_EXTRACT)
    if answer.accredited_by and (snapshot.as_of - day).days > LONGEST_AGE_DAYS:
        answer = replace(answer, scope_terms=Blank.UNKNOWN)
    return Standing(
        body_no=min((row.body_no for row in rows.accreditations), default=body),
        is_listed=bool(rows.accreditations),
        status=answer.status,
        accredited_by=answer.accredited_by,
        recognised_by=answer.recognised_by,
        designated_in=answer.designated_in,
        scope_terms=answer.scope_terms,
        standards=answer.standards,
        accepted_in=answer.accepted_in,
        acceptance_told=_destinations(snapshot.accepted),
        designation_told=_destinations(snapshot.designations),
        snapshot=UsedSnapshot(
            snapshot.register_id,
            snapshot.edition,
            snapshot.as_of,
            snapshot.digest,
            snapshot.is_example,
        ),
        age_days=_age_days(snapshot.as_of, day),
        found=describe_answer(snapshot, body, rows, answer, day),
    )


def _destinations(rows: Iterable[AcceptedAccreditor | Designation]) -> tuple[str, ...]:
    return tuple(sorted({row.destination for row in rows}))


def _age_days(as_of: date, day: date) -> int:
    return max(0, (day - as_of).days)
