"""When the documents of a dossier were there: places in a log, and stamps over its checkpoints.

A place in a log tells an order and no day.  The day comes from the stamp of an authority, and is
the latest on which a document can have been signed.
"""

from collections.abc import Sequence
from datetime import date

from cradlegate.core.canonical import digest_bytes
from cradlegate.core.errors import CradlegateError
from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.dossier.checks.answers import met, not_asked, not_met, undetermined, unreached
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.contents import Contents
from cradlegate.dossier.log_proofs import LogFiles, list_log_files, read_parts
from cradlegate.trust.log.note import NoteKey
from cradlegate.trust.log.proof import (
    LogProof,
    cut_checkpoint,
    judge_inclusion,
    judge_log_proof,
    read_log_proof,
)
from cradlegate.trust.timestamp import Stamped, judge_stamp, read_certificates
from cradlegate.verification.trust_lists.organisation import LogPlace
from cradlegate.verification.trust_lists.trust_list import (
    TrustList,
    judge_list_signature,
    judge_list_validity,
)


def judge_log(contents: Contents, questions: Questions) -> Finding:
    """Judge whether the signed documents stand in a log that the reader knows."""
    if contents.manifest is None:
        return unreached("manifest")
    enclosed = list_log_files(contents.files)
    if not enclosed:
        return not_asked("no log proof is enclosed, so nothing but its own date tells of its time")
    return _join(enclosed, [_judge_leaf(each, contents, questions) for each in enclosed])


def judge_time(contents: Contents, questions: Questions) -> Finding:
    """Judge whether an authority that the reader believes has stamped the checkpoints."""
    if contents.manifest is None:
        return unreached("manifest")
    enclosed = [each for each in list_log_files(contents.files) if each.stamp is not None]
    if not enclosed:
        return not_asked("no time stamp is enclosed; a place in a log alone has no day")
    return _join(enclosed, [_judge_stamp(each, questions).finding for each in enclosed])


def find_proven(
    contents: Contents, questions: Questions, document: str
) -> tuple[date | None, LogPlace | None]:
    """Find what log proof and stamp prove of a document: the latest day, and its place in a log.

    Args:
        document: its place in the dossier.

    Returns:
        day and place; no place without a sound proof in a log of the reader's trust list; no day,
        UTC, without place and sound stamp, and none after the day that is asked for, since nobody
        could know it then.
    """
    for each in list_log_files(contents.files):
        is_meant = each.document == document
        if is_meant and _judge_leaf(each, contents, questions).outcome is Outcome.MET:
            return _find_day(each, questions), _find_place(each)
    return None, None


def _find_day(each: LogFiles, questions: Questions) -> date | None:
    moment = _judge_stamp(each, questions).moment if each.stamp is not None else None
    return moment.date() if moment and moment.date() <= questions.as_of else None


def _find_place(each: LogFiles) -> LogPlace:
    """Read the place of a leaf that has been found sound, which it is with a proof alone."""
    proof = read_log_proof(each.proof or b"")
    return LogPlace(proof.signed.checkpoint.origin, proof.index)


def _judge_leaf(each: LogFiles, contents: Contents, questions: Questions) -> Finding:
    if each.leaf is None or each.proof is None:
        return not_met("leaf or proof is missing")
    try:
        leaf, proof = read_parts(each.leaf, each.proof)
    except CradlegateError as error:
        return not_met(str(error))
    stands = digest_bytes(contents.files.get(each.document, b""))
    if leaf.subject != stands:
        return not_met(f"the leaf is about {leaf.subject}, here stands {stands}")
    inclusion = judge_inclusion(proof, each.leaf)
    if inclusion.outcome is not Outcome.MET:
        return inclusion
    if questions.trust_list is None:
        return undetermined(f"{inclusion.found}; no trust list was given that knows the log")
    return _judge_key(questions.trust_list, proof, each.leaf, questions.as_of)


def _judge_key(trust_list: TrustList, proof: LogProof, leaf: bytes, as_of: date) -> Finding:
    doubt = _doubt_list(trust_list, as_of)
    origin = proof.signed.checkpoint.origin
    entry = trust_list.find_log(origin)
    if doubt is not None or entry is None:
        return doubt or undetermined(f"the trust list knows no log {origin}")
    finding = judge_log_proof(proof, leaf, NoteKey(origin, entry[1].key))
    if finding.outcome is Outcome.UNDETERMINED:
        return not_met(f"{finding.found}; the trust list knows another key of {origin}")
    if finding.outcome is Outcome.MET and not entry[1].covers(as_of):
        return undetermined(f"the key of the log {origin} is {entry[1].window}")
    return finding


def _judge_stamp(each: LogFiles, questions: Questions) -> Stamped:
    if each.proof is None or each.stamp is None:
        return Stamped(not_met("a stamp without the checkpoint that it is over"))
    if questions.trust_list is None:
        found = "no trust list was given, so nobody knows whose stamp it is"
        return Stamped(undetermined(found))
    if doubt := _doubt_list(questions.trust_list, questions.as_of):
        return Stamped(doubt)
    held = questions.trust_list.stamp_certificates
    known = [one for data in held for one in read_certificates(data)]
    return judge_stamp(each.stamp, cut_checkpoint(each.proof), known)


def _doubt_list(trust_list: TrustList, as_of: date) -> Finding | None:
    """Say why a list cannot be believed; check 10 says it too."""
    signature = judge_list_signature(trust_list)
    if signature.outcome is not Outcome.MET:
        return undetermined(f"the trust list itself is not sound: {signature.found}")
    validity = judge_list_validity(trust_list, as_of)
    return None if validity.outcome is Outcome.MET else validity


def _join(enclosed: Sequence[LogFiles], findings: Sequence[Finding]) -> Finding:
    """Give the worst, and say it of every document."""
    named = zip(enclosed, findings, strict=True)
    found = "; ".join(f"{each.document}: {finding.found}" for each, finding in named)
    outcomes = {finding.outcome for finding in findings}
    if Outcome.NOT_MET in outcomes:
        return not_met(found)
    return undetermined(found) if Outcome.UNDETERMINED in outcomes else met(found)
