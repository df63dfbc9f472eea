"""Whose signatures stand on a document of a dossier, and whether they fit it."""

from collections.abc import Mapping
from datetime import date

from cradlegate.core.finding import Finding
from cradlegate.core.moment import read_day
from cradlegate.core.outcome import Outcome
from cradlegate.core.strict_json import Json
from cradlegate.trust.data_integrity import check_proof, judge_form, list_proofs, read_method
from cradlegate.trust.keys import DID_KEY, KeyFormatError, PublicKey
from cradlegate.verification.trust_lists.organisation import LogPlace
from cradlegate.verification.trust_lists.signer import judge_signer
from cradlegate.verification.trust_lists.trust_list import TrustList

NO_PROOF = Finding(Outcome.NOT_MET, "it carries no signature")


def judge_proofs(
    document: Mapping[str, Json], trust_list: TrustList | None, digest: str = ""
) -> Finding:
    """Judge whether every proof fits the document and the key it names.

    This tells whether anything changed since somebody signed.  Who that was is asked elsewhere.

    Args:
        digest: of the document without its proofs, where reading it has given it.
    """
    proofs = list_proofs(document)
    findings = [_judge_proof(document, proof, trust_list, digest) for proof in proofs]
    for outcome in (Outcome.NOT_MET, Outcome.UNDETERMINED):
        for finding in findings:
            if finding.outcome is outcome:
                return finding
    return findings[0] if findings else NO_PROOF


def judge_owner(
    document: Mapping[str, Json],
    owner_id: str,
    trust_list: TrustList | None,
    as_of: date,
    proven: date | None = None,
    placed: LogPlace | None = None,
) -> Finding:
    """Judge whether one of the keys is that of the party which the document names.

    Args:
        proven: the day by which the document was there, by a trusted time; None without one.
        placed: where it stands in a log of the trust list, by a sound proof; None without one.
    """
    proofs = list_proofs(document)
    if not proofs:
        return NO_PROOF
    if trust_list is None:
        keys = ", ".join(_name_key(read_method(proof)) for proof in proofs)
        found = f"no trust list was given, so nobody knows whose key {keys} is"
        return Finding(Outcome.UNDETERMINED, found)
    asked = trust_list, as_of, proven, placed
    findings = [_judge_signer(proof, owner_id, *asked) for proof in proofs]
    for outcome in (Outcome.MET, Outcome.NOT_MET):
        for finding in findings:
            if finding.outcome is outcome:
                return finding
    return findings[0]


def _judge_proof(
    document: Mapping[str, Json], proof: Json, trust_list: TrustList | None, digest: str
) -> Finding:
    if (finding := judge_form(proof)) is not None:
        return finding
    method = read_method(proof)
    entry = trust_list.find_key(method) if trust_list else None
    try:
        key = entry[1].key if entry else PublicKey.of_method(method)
    except KeyFormatError as error:
        if method.startswith(DID_KEY):
            return Finding(Outcome.NOT_MET, f"the proof states a key that is none: {error}")
        return Finding(Outcome.UNDETERMINED, f"no trust list gives the key {method}")
    checked = check_proof(document, proof, key, digest)
    if checked.outcome is not Outcome.MET:
        return checked
    return Finding(Outcome.MET, f"the signature fits the key {key.multikey}")


def _judge_signer(
    proof: Json,
    owner_id: str,
    trust_list: TrustList,
    as_of: date,
    proven: date | None,
    placed: LogPlace | None,
) -> Finding:
    if (finding := judge_form(proof)) is not None:
        return finding
    created = proof.get("created") if isinstance(proof, dict) else None
    if not isinstance(created, str):
        return Finding(Outcome.UNDETERMINED, "the proof does not say when it was made")
    try:
        claimed = read_day(created)
    except ValueError as error:
        return Finding(Outcome.NOT_MET, str(error))
    method = read_method(proof)
    return judge_signer(trust_list, method, owner_id, claimed, as_of, proven, placed)


def _name_key(method: str) -> str:
    return method.rpartition("#")[2] or "without a name"
