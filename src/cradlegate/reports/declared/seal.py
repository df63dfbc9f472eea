"""Who signed a declaration, and what an independent body says of it: derived from documents."""

from collections.abc import Iterator, Mapping
from typing import Any

from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.grade import LawGrade
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.dossier.checks.signatures import judge_proofs
from cradlegate.reports.declared.results import Say
from cradlegate.reports.display import Signs, figure_text, grade_text, share_digits
from cradlegate.reports.faults import OTHER_DECLARATION
from cradlegate.reports.report import Figure, Grade, share_of_one
from cradlegate.trust.signed import Signed
from cradlegate.trust.status_list import StatusEntry
from cradlegate.verification.opinions.contradictions import find_mismatches
from cradlegate.verification.opinions.document import OpinionDocument
from cradlegate.verification.opinions.opinion import Assurance, Opinion, OpinionType

_ASSURANCES = {
    Assurance.LIMITED: "limited assurance",
    Assurance.REASONABLE: "reasonable assurance",
}


def describe_status(read: DeclarationDocument, opinion: OpinionDocument | None, say: Say) -> str:
    """Say in a word what a declaration is: a draft, signed, or verified.

    Verified is one that is signed and whose opinion, on it and unmodified, is signed as well, each
    with a signature that fits.  Whose keys these are is for the reader's trust list to say.

    Raises:
        FaultsError: an opinion on another declaration (RP-011).
    """
    if opinion:
        _refuse_other(opinion.opinion, read)
    if not read.proofs:
        return say("draft, not signed")
    if not _is_signed(read):
        return say("draft, its signature does not fit or cannot be checked here")
    if opinion is None or not _is_signed(opinion):
        return say("signed, not verified")
    if opinion.opinion.type is not OpinionType.UNMODIFIED:
        return say("signed, opinion {type}").format(type=say(opinion.opinion.type))
    return say("verified")


def list_seal(
    read: DeclarationDocument, opinion: OpinionDocument | None, signs: Signs
) -> Iterator[str]:
    """Say who signed, and who verified: only documents that exist say more."""
    if not read.proofs:
        yield signs.say("Not signed.")
    for named in _name_proofs(read):
        yield signs.say("Signed on {date} with the key {key}.").format(**named)
    yield from _name_status(read.status, signs)
    if opinion is None:
        yield signs.say(
            "Not verified: no opinion of an independent body stands beside this declaration."
        )
    else:
        yield from _list_opinion(opinion, signs)
    grade = grade_text(Grade(LawGrade.REPORTED), signs)
    yield signs.say("Evidence of the rules behind it: {grade}.").format(grade=grade)


def _list_opinion(read: OpinionDocument, signs: Signs) -> Iterator[str]:
    say, opinion, body = signs.say, read.opinion, read.opinion.body
    if not read.proofs:
        yield say(
            "Not verified: the opinion of {body} that stands beside this declaration is not signed."
        ).format(body=body.name)
        return
    if not _is_signed(read):
        yield say(
            "Not verified: the signature on the opinion of {body} does not fit it or cannot be "
            "checked here."
        ).format(body=body.name)
        return
    yield say("Opinion of {body} ({country}), issued {day}: {type}.").format(
        body=body.name, country=body.country, day=opinion.issued, type=say(opinion.type)
    )
    yield from _list_findings(opinion, signs)
    for named in _name_proofs(read):
        yield say("The body signed on {date} with the key {key}.").format(**named)
    yield from _name_status(read.status, signs)
    yield say(
        "Whose key that is, and whether the body is accredited, this page does not say: "
        "`cradlegate dossier verify` does, with a trust list and a register."
    )


def _list_findings(opinion: Opinion, signs: Signs) -> Iterator[str]:
    say = signs.say
    if opinion.reasons:
        yield say("Reasons of the body: {reasons}").format(reasons=opinion.reasons)
    for each in opinion.stages:
        engagement, assurance = say(each.engagement), say(_ASSURANCES[each.assurance])
        yield f"{', '.join(each.stages)}: {engagement}, {assurance}"
    yield say("Materiality: {share} % of the headline. Misstatements that remain: {sum}.").format(
        share=share_digits(share_of_one(opinion.materiality), signs),
        sum=figure_text(Figure(opinion.misstatement_kgco2e, "kg CO2e", None), signs),
    )
    if opinion.valid_until:
        yield say("The opinion holds until {day}.").format(day=opinion.valid_until)


def _name_status(status: StatusEntry | None, signs: Signs) -> Iterator[str]:
    if status:
        words = signs.say("Any revocation: entry {index} of {list}.")
        yield words.format(index=status.index, list=status.list_id)


def _refuse_other(opinion: Opinion, read: DeclarationDocument) -> None:
    faults = [
        Fault(OTHER_DECLARATION, f"{where}: {found}")
        for where, found in find_mismatches(opinion, read)
    ]
    if faults:
        raise FaultsError(faults)


def _is_signed(read: DeclarationDocument | OpinionDocument) -> bool:
    return judge_proofs(read.document, None).outcome is Outcome.MET


def _name_proofs(read: Signed) -> Iterator[dict[str, str]]:
    for proof in read.proofs:
        if isinstance(proof, dict):
            yield _name_proof(proof)


def _name_proof(proof: Mapping[str, Any]) -> dict[str, str]:
    created = str(proof.get("created", Blank.UNKNOWN))
    method = str(proof.get("verificationMethod", Blank.UNKNOWN))
    return {"date": created[:10], "key": method.rpartition("#")[2]}
