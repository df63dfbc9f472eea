"""Whether the body of an opinion was accredited when it signed.

The reader's own registers decide.  Nobody signs a register, so one inside a dossier shows what its
builder saw and settles nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cradlegate.core.blank import Blank
from cradlegate.core.finding import Finding
from cradlegate.core.moment import read_day
from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from cradlegate.dossier.checks.answers import met, not_met, undetermined
from cradlegate.dossier.contents import name_some
from cradlegate.dossier.registers import NOTHING_ENCLOSED, EnclosedRegisters
from cradlegate.verification.opinions.document import OpinionDocument
from cradlegate.verification.opinions.opinion import Opinion
from cradlegate.verification.registers.register import (
    AccreditationStatus,
    RegisterSnapshot,
    plain_term,
)
from cradlegate.verification.registers.standing import Standing, find_standing

_GIVEN, _ENCLOSED = "reader's", "enclosed"


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers that an accreditation is judged by.

    Args:
        given: of the reader's own choice.
        enclosed: of the builder's, in the dossier.
    """

    given: Sequence[RegisterSnapshot]
    enclosed: EnclosedRegisters = NOTHING_ENCLOSED


def judge_accreditation(
    read: OpinionDocument, registers: Registers, as_of: date, proven: date | None
) -> Finding:
    """Judge whether the body was accredited for its opinion on the day that its signature states.

    Args:
        as_of: the day for which it is asked; the age of a snapshot counts up to it.
        proven: the day by which the opinion was there, by a trusted time; None without one.

    Returns:
        what the reader's register says, with its day, its age and who recorded it; undetermined
        where the reader has none, whatever an enclosed one says.
    """
    body = read.opinion.body
    given = [each for each in registers.given if each.register_id == body.register_id]
    enclosed = [
        each for each in registers.enclosed.snapshots if each.register_id == body.register_id
    ]
    if given:
        asked = _Asked(given, _GIVEN, as_of)
        finding = _judge_days(read, asked, proven)
        notes = _compare(finding, read, asked, enclosed, proven)
        return Finding(finding.outcome, "; ".join([finding.found, *notes]))
    found = f"whether {body.name} is accredited stands in the register {body.register_id}"
    missing = f"{found}; {'no other' if registers.given else 'none'} was given"
    if enclosed:
        shown = _judge_days(read, _Asked(enclosed, _ENCLOSED, as_of), proven)
        return undetermined(
            f"{missing}; the builder enclosed one, which alone settles nothing: {shown.found}"
        )
    spoiled = registers.enclosed.spoiled
    if spoiled:
        return undetermined(
            f"{missing}; the enclosed one cannot be read: {name_some(list(spoiled))}"
        )
    return undetermined(missing)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Snapshots of one register, and how they came in words."""

    snapshots: Sequence[RegisterSnapshot]
    where: str
    as_of: date


def _compare(
    decisive: Finding,
    read: OpinionDocument,
    asked: _Asked,
    enclosed: Sequence[RegisterSnapshot],
    proven: date | None,
) -> list[str]:
    """Say whether the builder's register says the same as the reader's."""
    held = {each.digest for each in asked.snapshots}
    others = [each for each in enclosed if each.digest not in held]
    if not others:
        return ["the enclosed register is one of the reader's"] if enclosed else []
    shown = _judge_days(read, _Asked(others, _ENCLOSED, asked.as_of), proven)
    if shown.outcome is decisive.outcome:
        days = ", ".join(str(each.as_of) for each in others)
        return [f"the enclosed register of {days} says the same"]
    return [f"the enclosed register says otherwise: {shown.found}"]


def _judge_days(read: OpinionDocument, asked: _Asked, proven: date | None) -> Finding:
    """Judge the day of the signature, and that by which it was there."""
    day = _find_signing_day(read)
    if day is None:
        return undetermined("no one day of signing, so no day to ask a register")
    stated = _judge_standing(read.opinion, asked, day, f"on {day}")
    if proven is None or proven == day or stated.outcome is Outcome.NOT_MET:
        return stated
    by = _judge_standing(read.opinion, asked, proven, f"on {proven}, by which it was there")
    return stated if by.outcome is Outcome.MET else by


def _judge_standing(opinion: Opinion, asked: _Asked, day: date, when: str) -> Finding:
    standing = find_standing(asked.snapshots, opinion.body.body_no, Interval(day, day))
    if not isinstance(standing, Standing):
        return undetermined(standing.found)
    told = f"{standing.found}; {_name_source(standing, asked)}"
    if standing.status is not AccreditationStatus.GRANTED:
        return not_met(f"not accredited {when}: {told}")
    if isinstance(standing.scope_terms, Blank):
        return undetermined(f"the scope on that day is unknown: {told}")
    held = {plain_term(term) for term in (*standing.scope_terms, *standing.standards)}
    wanted = (opinion.body.standard, *opinion.scope_terms)
    missing = [term for term in wanted if plain_term(term) not in held]
    if missing:
        return not_met(f"not accredited for {', '.join(missing)}: {told}")
    return met(f"accredited {when}: {told}")


def _name_source(standing: Standing, asked: _Asked) -> str:
    """Name the snapshot that answered: whose it is, its age, and who recorded it."""
    used = next(each for each in asked.snapshots if each.digest == standing.snapshot.digest)
    age = (asked.as_of - used.as_of).days
    old = f"{age} days old on {asked.as_of}" if age >= 0 else f"later than {asked.as_of}"
    invented = ", its bodies are invented" if used.is_example else ""
    recorded = f"recorded by {used.publisher}, fetched {used.retrieved_at}"
    return f"the {asked.where} register of {used.as_of} is {old}, {recorded}{invented}"


def _find_signing_day(read: OpinionDocument) -> date | None:
    created = {each.get("created") for each in read.proofs if isinstance(each, dict)}
    if len(created) != 1:
        return None
    try:
        return read_day(str(created.pop()))
    except ValueError:
        return None
