"""What the opinion in a dossier is worth to its reader."""

from collections.abc import Iterator, Sequence
from datetime import date

from cradlegate.core.blank import Blank
from cradlegate.core.finding import Finding
from cradlegate.core.moment import read_day
from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.dossier.checks.signatures import judge_owner, judge_proofs
from cradlegate.verification.opinions.contradictions import find_mismatches
from cradlegate.verification.opinions.document import OpinionDocument
from cradlegate.verification.opinions.opinion import Opinion, OpinionType
from cradlegate.verification.registers.register import (
    AccreditationStatus,
    RegisterSnapshot,
    plain_term,
)
from cradlegate.verification.registers.standing import Standing, find_standing
from cradlegate.verification.trust_lists.trust_list import TrustList

ROLE = "verifier"
"""Of the organisation in the trust list whose key signs opinions."""


def judge_opinion(
    read: OpinionDocument,
    declaration: DeclarationDocument,
    trust_list: TrustList | None,
    registers: Sequence[RegisterSnapshot],
    as_of: date,
    proven: date | None = None,
) -> Finding:
    """Judge an opinion on a declaration: is it about it, whose is it, who accredits the body.

    Args:
        trust_list, registers: of the reader's own choice; without them it stays open who signed,
            and whether the body was accredited on the day that its signature states.
        as_of: the day for which it is asked.
        proven: the day by which it was there, by a trusted time; the body has to be accredited on
            that day as well.  None without one.

    Returns:
        not met where one of the questions is answered with no, or the body says no itself; else
        undetermined where one is open; met where all are answered with yes.
    """
    findings = [
        *_judge_subject(read.opinion, declaration),
        judge_proofs(read.document, trust_list),
        judge_owner(read.document, read.opinion.body.id, trust_list, as_of, proven),
        *_judge_role(read.opinion, trust_list),
        _judge_accreditation(read, registers, proven),
        _judge_type(read.opinion),
    ]
    for outcome in (Outcome.NOT_MET, Outcome.UNDETERMINED):
        found = [each.found for each in findings if each.outcome is outcome]
        if found:
            return Finding(outcome, "; ".join(found))
    opinion = read.opinion
    said = f"{opinion.type} opinion of {opinion.body.name}, issued {opinion.issued}"
    return Finding(Outcome.MET, f"{said}; {findings[-2].found}")


def _judge_subject(opinion: Opinion, declaration: DeclarationDocument) -> Iterator[Finding]:
    for where, found in find_mismatches(opinion, declaration):
        yield Finding(Outcome.NOT_MET, f"it is about something else: {where} {found}")


def _judge_role(opinion: Opinion, trust_list: TrustList | None) -> Iterator[Finding]:
    """Say no where the list knows the body as something else than a verifier."""
    for organisation in trust_list.organisations if trust_list else ():
        if organisation.id == opinion.body.id and ROLE not in organisation.roles:
            roles = ", ".join(organisation.roles)
            found = f"the trust list knows {organisation.name} as {roles}, not as {ROLE}"
            yield Finding(Outcome.NOT_MET, found)


def _judge_accreditation(
    read: OpinionDocument, registers: Sequence[RegisterSnapshot], proven: date | None
) -> Finding:
    body = read.opinion.body
    named = [each for each in registers if each.register_id == body.register_id]
    if not named:
        given = "no other" if registers else "none"
        found = f"whether {body.name} is accredited stands in the register {body.register_id}"
        return Finding(Outcome.UNDETERMINED, f"{found}; {given} was given")
    day = _find_signing_day(read)
    if day is None:
        return Finding(Outcome.UNDETERMINED, "no one day of signing, so no day to ask a register")
    stated = _judge_standing(read.opinion, named, day, f"on {day}")
    if proven is None or proven == day or stated.outcome is Outcome.NOT_MET:
        return stated
    by = _judge_standing(read.opinion, named, proven, f"on {proven}, by which it was there")
    return stated if by.outcome is Outcome.MET else by


def _judge_standing(
    opinion: Opinion, named: Sequence[RegisterSnapshot], day: date, when: str
) -> Finding:
    standing = find_standing(named, opinion.body.body_no, Interval(day, day))
    if not isinstance(standing, Standing):
        return Finding(Outcome.UNDETERMINED, standing.found)
    if standing.status is not AccreditationStatus.GRANTED:
        return Finding(Outcome.NOT_MET, f"not accredited {when}: {standing.found}")
    return _judge_scope(opinion, standing) or Finding(
        Outcome.MET, f"accredited {when}: {standing.found}"
    )


def _judge_scope(opinion: Opinion, standing: Standing) -> Finding | None:
    """Say no to a standard or a term of the scope that the register does not name."""
    if isinstance(standing.scope_terms, Blank):
        return Finding(Outcome.UNDETERMINED, f"the scope on that day is unknown: {standing.found}")
    held = {plain_term(term) for term in (*standing.scope_terms, *standing.standards)}
    wanted = (opinion.body.standard, *opinion.scope_terms)
    missing = [term for term in wanted if plain_term(term) not in held]
    if missing:
        return Finding(
            Outcome.NOT_MET, f"not accredited for {', '.join(missing)}: {standing.found}"
        )
    return None


def _find_signing_day(read: OpinionDocument) -> date | None:
    created = {each.get("created") for each in read.proofs if isinstance(each, dict)}
    if len(created) != 1:
        return None
    try:
        return read_day(str(created.pop()))
    except ValueError:
        return None


def _judge_type(opinion: Opinion) -> Finding:
    said = f"the body says {opinion.type}"
    if opinion.type is OpinionType.UNMODIFIED:
        return Finding(Outcome.MET, said)
    if opinion.type is OpinionType.MODIFIED:
        found = f"{said}: {opinion.reasons}; nobody has said whether such an opinion is enough"
        return Finding(Outcome.UNDETERMINED, found)
    return Finding(Outcome.NOT_MET, f"{said}: {opinion.reasons}")
