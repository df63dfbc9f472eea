"""What the opinion in a dossier is worth to its reader."""

from collections.abc import Iterator
from datetime import date

from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.dossier.checks.accreditations import Registers, judge_accreditation
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.checks.signatures import judge_owner, judge_proofs
from cradlegate.dossier.registers import NOTHING_ENCLOSED, EnclosedRegisters
from cradlegate.verification.opinions.contradictions import find_mismatches
from cradlegate.verification.opinions.document import OpinionDocument
from cradlegate.verification.opinions.opinion import Opinion, OpinionType
from cradlegate.verification.opinions.validity import find_limits
from cradlegate.verification.trust_lists.organisation import LogPlace
from cradlegate.verification.trust_lists.trust_list import TrustList

ROLE = "verifier"
"""Of the organisation in the trust list whose key signs opinions."""


def judge_opinion(
    read: OpinionDocument,
    declaration: DeclarationDocument,
    asked: Questions,
    enclosed: EnclosedRegisters = NOTHING_ENCLOSED,
    proven: date | None = None,
    placed: LogPlace | None = None,
) -> Finding:
    """Judge an opinion on a declaration: is it about it, whose is it, does it hold, who accredits.

    Args:
        asked: without registers of the reader's own choice it stays open whether the body was
            accredited on the day that its signature states.
        enclosed: registers of the builder's, in the dossier.
        proven: the day by which it was there, by a trusted time; the body has to be accredited on
            that day as well.  None without one.
        placed: where it stands in a log of the trust list, by a sound proof; None without one.

    Returns:
        not met where one of the questions is answered with no, or the body says no itself; else
        undetermined where one is open; met where all are answered with yes.
    """
    opinion, trust_list = read.opinion, asked.trust_list
    accredited = judge_accreditation(
        read, Registers(asked.registers, enclosed), asked.as_of, proven
    )
    findings = [
        *_judge_subject(opinion, declaration),
        judge_proofs(read.document, trust_list),
        judge_owner(read.document, opinion.body.id, trust_list, asked.as_of, proven, placed),
        *_judge_role(opinion, trust_list),
        *find_limits(opinion, asked.reliance),
        *_judge_acceptance(opinion, trust_list, asked.destination),
        accredited,
        _judge_type(opinion),
    ]
    for outcome in (Outcome.NOT_MET, Outcome.UNDETERMINED):
        found = [each.found for each in findings if each.outcome is outcome]
        if found:
            return Finding(outcome, "; ".join(found))
    said = f"{opinion.type} opinion of {opinion.body.name}, issued {opinion.issued}"
    until = f", holds until {opinion.valid_until}" if opinion.valid_until else ""
    meant = f", meant for {', '.join(opinion.destinations)}" if opinion.destinations else ""
    return Finding(Outcome.MET, f"{said}{until}{meant}; {accredited.found}")


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


def _judge_acceptance(
    opinion: Opinion, trust_list: TrustList | None, destination: str
) -> Iterator[Finding]:
    """Ask whether bodies of the register count at the destination, where the list says which do."""
    accepted = trust_list.accepted_registers if trust_list else {}
    if not destination or not accepted:
        return
    if destination not in accepted:
        found = f"the trust list says of no register that its bodies count in {destination}"
        yield Finding(Outcome.UNDETERMINED, found)
    elif opinion.body.register_id not in accepted[destination]:
        taken = ", ".join(accepted[destination]) or "none"
        found = f"bodies of {opinion.body.register_id} do not count in {destination}"
        yield Finding(Outcome.NOT_MET, f"{found}; the trust list takes {taken}")


def _judge_type(opinion: Opinion) -> Finding:
    said = f"the body says {opinion.type}"
    if opinion.type is OpinionType.UNMODIFIED:
        return Finding(Outcome.MET, said)
    if opinion.type is OpinionType.MODIFIED:
        found = f"{said}: {opinion.reasons}; nobody has said whether such an opinion is enough"
        return Finding(Outcome.UNDETERMINED, found)
    return Finding(Outcome.NOT_MET, f"{said}: {opinion.reasons}")
