"""Who signed: the key that a proof states, judged by the trust list that the reader chose."""

from datetime import date

from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.verification.trust_lists.organisation import LogPlace, Organisation, TrustedKey
from cradlegate.verification.trust_lists.trust_list import (
    TrustList,
    judge_list_signature,
    judge_list_validity,
)


def judge_signer(
    trust_list: TrustList,
    method: str,
    owner_id: str,
    claimed: date,
    as_of: date,
    proven: date | None = None,
    placed: LogPlace | None = None,
) -> Finding:
    """Judge whether the key of a proof is that of the organisation a document names.

    Whether the proof fits the key is another question: `check_proof`, with the key that
    `TrustList.find_key` gives.  The proof of the trust list itself is checked here.

    Args:
        trust_list: chosen by the reader.
        method: the name of the key that the proof states.
        owner_id: who the document says has signed it.
        claimed: the day on which it says it was signed.
        as_of: the day for which the question is asked.
        proven: the day by which it was there, by a trusted time; None where there is none.
        placed: where it stands with its signatures, proven in a log of the trust list, else None.

    Returns:
        not met for a key of another organisation or of a log, for a day outside the key's window,
        where it was proven to be there only after the window, whatever day it says itself, and
        where it stands in the log after the last valid leaf of a compromised key;
        undetermined for an unsound, stale or future list, an unknown key, a document dated after
        `as_of` or after it was proven to be there, a window that has ended since where no day is
        proven, because a date inside a document proves nothing, and a compromised key where no
        place in that log is proven, whatever day is; met otherwise.
    """
    signature = judge_list_signature(trust_list)
    if signature.outcome is not Outcome.MET:
        return _open(f"the trust list itself is not sound: {signature.found}")
    entry = trust_list.find_key(method)
    if entry is None:
        return _open(f"key {method} is in no organisation of the trust list")
    organisation, key = entry
    return (
        _refuse_owner(organisation, key, owner_id)
        or _refuse_day(key, claimed, proven)
        or _refuse_place(key, placed)
        or _doubt_day(key, claimed, as_of, proven)
        or _doubt_place(key, placed)
        or _doubt_list(trust_list, as_of)
        or Finding(
            Outcome.MET,
            f"key {key.multikey} is one of {organisation.name}, {key.window}, "
            f"{_name_proof(proven)}by trust list version {trust_list.version}, {signature.found}",
        )
    )


def _refuse_owner(organisation: Organisation, key: TrustedKey, owner_id: str) -> Finding | None:
    if key.log_origin:
        found = f"key {key.multikey} signs for the log {key.log_origin} and nothing else"
        return Finding(Outcome.NOT_MET, found)
    if organisation.id == owner_id:
        return None
    owner = f"{organisation.id} ({organisation.name})"
    found = f"key {key.multikey} is one of {owner}, not of {owner_id}"
    return Finding(Outcome.NOT_MET, found)


def _refuse_day(key: TrustedKey, claimed: date, proven: date | None) -> Finding | None:
    if not key.covers(claimed):
        found = f"key {key.multikey} is used on {claimed}, outside its window: {key.window}"
    elif proven is not None and key.valid_until is not None and proven > key.valid_until:
        found = (
            f"proven to be there by {proven} only, after the window of key {key.multikey}: "
            f"{key.window}; the date {claimed} inside the document changes nothing"
        )
    else:
        return None
    return Finding(Outcome.NOT_MET, found)


def _doubt_day(key: TrustedKey, claimed: date, as_of: date, proven: date | None) -> Finding | None:
    if claimed > as_of:
        return _open(f"the document is dated {claimed}, after {as_of}, for which it is judged")
    if proven is not None and claimed > proven:
        return _open(f"the document is dated {claimed}, and was there by {proven} already")
    if not key.covers(as_of) and proven is None:
        return _open(
            f"the window of key {key.multikey} ended on {key.valid_until}, and the date {claimed} "
            "inside the document proves nothing; trusted time comes from a log or a time stamp"
        )
    return None


def _refuse_place(key: TrustedKey, placed: LogPlace | None) -> Finding | None:
    last = key.last_valid
    if last is None or placed is None or placed.origin != last.origin or placed.index <= last.index:
        return None
    found = f"key {key.multikey} is compromised: it counts up to {last}, and this is {placed}"
    return Finding(Outcome.NOT_MET, found)


def _doubt_place(key: TrustedKey, placed: LogPlace | None) -> Finding | None:
    """Say that nothing proves a signature older than the theft; of that the list names no day."""
    last = key.last_valid
    if last is None or (placed is not None and placed.origin == last.origin):
        return None
    stands = f"this is {placed}" if placed else "nothing proves where this stands"
    return _open(f"key {key.multikey} is compromised: it counts up to {last}, and {stands}")


def _doubt_list(trust_list: TrustList, as_of: date) -> Finding | None:
    validity = judge_list_validity(trust_list, as_of)
    return None if validity.outcome is Outcome.MET else validity


def _name_proof(proven: date | None) -> str:
    return f"signed by {proven} at the latest, " if proven else ""


def _open(found: str) -> Finding:
    return Finding(Outcome.UNDETERMINED, found)
