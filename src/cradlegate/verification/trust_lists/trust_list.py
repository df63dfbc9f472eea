"""Whom a reader trusts: organisations and their keys, as one publisher vouches for them.

Keys inside a checked document are never believed; a proof names a key by its id, and the trust
list that the reader chose says whose it is.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from cradlegate.core.canonical import digest
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.core.party import Party
from cradlegate.core.strict_json import Json, JsonError, read_json
from cradlegate.trust.data_integrity import (
    check_proof,
    judge_form,
    list_proofs,
    read_method,
    without_proofs,
)
from cradlegate.trust.keys import DID_KEY, KeyFormatError, PublicKey
from cradlegate.verification.faults import NOT_JSON
from cradlegate.verification.trust_lists.checks import find_faults
from cradlegate.verification.trust_lists.organisation import (
    Organisation,
    TrustedKey,
    read_organisation,
    write_organisation,
)

FORM = "urn:cradlegate:trust-list:1"
NO_REGISTERS: Mapping[str, tuple[str, ...]] = MappingProxyType({})

_ID = "urn:cradlegate:trust-list"
_LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class TrustList:
    """One version of a publisher's trust list; reading it has not yet checked its signature.

    Args:
        id: ends in the version.
        version: from 1 on; a newer list has a higher one.
        issued: the day on which it begins, UTC.
        valid_until: the last day that it covers wholly, UTC; None for a list without end.
        publisher: who issued it, as the list says.
        publisher_method: the key that its proof states; empty where it states none.
        organisations: in the order of the list.
        accepted_registers: ids of registers of accredited bodies by country of destination.
        digest: of the canonical form without proof.
        document: as read.
    """

    id: str
    version: int
    issued: date
    valid_until: date | None
    publisher: Party
    publisher_method: str
    organisations: tuple[Organisation, ...]
    accepted_registers: Mapping[str, tuple[str, ...]]
    digest: str
    document: Mapping[str, Json]
    _signature: Finding | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def signature(self) -> Finding:
        """What `judge_list_signature` finds; it is checked once, however often it is asked."""
        found = self._signature or _check_list_signature(self)
        object.__setattr__(self, "_signature", found)
        return found

    def find_key(self, method: str) -> tuple[Organisation, TrustedKey] | None:
        """Find the key of that id and whose it is."""
        for organisation in self.organisations:
            for key in organisation.keys:
                if key.id == method:
                    return organisation, key
        return None

    def find_log(self, origin: str) -> tuple[Organisation, TrustedKey] | None:
        """Find the key that signs the checkpoints of the log of that name, and whose it is."""
        for organisation in self.organisations:
            for key in organisation.keys:
                if origin and key.log_origin == origin:
                    return organisation, key
        return None

    @property
    def stamp_certificates(self) -> tuple[bytes, ...]:
        """The certificates of all time stamping authorities, DER each."""
        return tuple(each for item in self.organisations for each in item.certificates)


def read_trust_list(data: bytes, file: str) -> TrustList:
    """Read a trust list, signed or not.

    Raises:
        FaultsError: no strict JSON, or every other fault of form and content that it has.
    """
    try:
        document = read_json(data)
    except JsonError as error:
        raise FaultsError([Fault(NOT_JSON, str(error), Place(file))]) from None
    faults = find_faults(document, file)
    if faults or not isinstance(document, dict):
        raise FaultsError(faults)
    return _build(document)


def draw_up_trust_list(
    publisher: Party,
    organisations: Iterable[Organisation],
    *,
    version: int,
    issued: date,
    valid_until: date | None = None,
    accepted_registers: Mapping[str, tuple[str, ...]] = NO_REGISTERS,
    list_id: str = "",
) -> dict[str, Json]:
    """Write the unsigned document of a trust list, which its publisher then signs.

    Args:
        publisher: id and name of who signs it.
        organisations: each once.
        version: from 1 on.
        issued: first day.
        valid_until: last day, included.
        accepted_registers: by country of destination.
        list_id: by default made from publisher and version.

    Raises:
        FaultsError: a list that `read_trust_list` would refuse.
    """
    registers: dict[str, Json] = {key: list(ids) for key, ids in accepted_registers.items()}
    document: dict[str, Json] = {
        "@context": ["https://www.w3.org/ns/credentials/v2", {"@vocab": f"{FORM}:"}],
        "type": ["VerifiableCredential", "TrustList"],
        "id": list_id or f"{_ID}:{_slug(publisher.id)}:{version}",
        "issuer": {"id": publisher.id, "name": publisher.name},
        "validFrom": f"{issued}T00:00:00Z",
        **({"validUntil": f"{valid_until}T{_LAST_SECOND}Z"} if valid_until else {}),
        "credentialSubject": {
            "version": version,
            "organisations": [write_organisation(item) for item in organisations],
            **({"acceptedRegisters": registers} if registers else {}),
        },
    }
    if faults := find_faults(document, ""):
        raise FaultsError(faults)
    return document


def judge_list_signature(trust_list: TrustList) -> Finding:
    """Check the proof of a trust list against the key that the list states for its publisher.

    This finds whether the list is as somebody signed it.  Whether the key is the publisher's is
    for the reader to learn from the publisher, by another way than the list.

    Returns:
        not met where the list was changed, or nobody signed it; undetermined where this version
        cannot check such a proof, or look up such a key.
    """
    return trust_list.signature


def _check_list_signature(trust_list: TrustList) -> Finding:
    proofs = list_proofs(trust_list.document)
    if not proofs:
        return Finding(Outcome.NOT_MET, "the trust list carries no proof")
    if len(proofs) > 1:
        found = f"this version cannot check a trust list with {len(proofs)} proofs"
        return Finding(Outcome.UNDETERMINED, found)
    return judge_form(proofs[0]) or _judge_publisher_key(trust_list, proofs[0])


def judge_list_validity(trust_list: TrustList, as_of: date) -> Finding:
    """Tell whether a day lies in the days for which a trust list was issued.

    Returns:
        met with the age of the list; undetermined before its first or after its last day, since
        such a list says nothing about that day.
    """
    if as_of < trust_list.issued:
        found = f"the trust list is not yet valid on {as_of}; it begins on {trust_list.issued}"
        return Finding(Outcome.UNDETERMINED, found)
    if trust_list.valid_until is not None and as_of > trust_list.valid_until:
        found = f"the trust list is stale on {as_of}; its last day was {trust_list.valid_until}"
        return Finding(Outcome.UNDETERMINED, found)
    days = (as_of - trust_list.issued).days
    age = "1 day" if days == 1 else f"{days} days"
    return Finding(Outcome.MET, f"the trust list is valid on {as_of}, {age} after its issue")


def _judge_publisher_key(trust_list: TrustList, proof: Json) -> Finding:
    method, publisher = trust_list.publisher_method, trust_list.publisher
    try:
        key = PublicKey.of_method(method)
    except KeyFormatError as error:
        if method.startswith(DID_KEY):
            return Finding(Outcome.NOT_MET, f"the proof states a key that is none: {error}")
        return Finding(Outcome.UNDETERMINED, f"this version cannot look up the key {method}")
    if publisher.id.startswith(DID_KEY) and publisher.id != key.did:
        found = f"the proof states the key {key.multikey}, which is not the one of {publisher.id}"
        return Finding(Outcome.NOT_MET, found)
    checked = check_proof(trust_list.document, proof, key)
    if checked.outcome is not Outcome.MET:
        return checked
    return Finding(Outcome.MET, f"signed by {publisher.name} with key {key.multikey}")


def _build(document: dict[str, Any]) -> TrustList:
    """Take a document apart that has no faults."""
    subject, issuer = document["credentialSubject"], document["issuer"]
    proofs = list_proofs(document)
    registers = {key: tuple(ids) for key, ids in subject.get("acceptedRegisters", {}).items()}
    until = document.get("validUntil")
    return TrustList(
        id=document["id"],
        version=subject["version"],
        issued=datetime.fromisoformat(document["validFrom"]).date(),
        valid_until=_last_whole_day(until) if until else None,
        publisher=Party(issuer["id"], issuer["name"]),
        publisher_method=read_method(proofs[0]) if len(proofs) == 1 else "",
        organisations=tuple(read_organisation(item) for item in subject["organisations"]),
        accepted_registers=MappingProxyType(registers),
        digest=digest(without_proofs(document)),
        document=document,
    )


def _last_whole_day(moment: str) -> date:
    """Give the last day that ends before or at a moment; a day is covered wholly or not at all."""
    end = datetime.fromisoformat(moment)
    return end.date() if end.time() == _LAST_SECOND else end.date() - timedelta(days=1)


def _slug(publisher_id: str) -> str:
    """Make a publisher's id fit for the id of a list; one without plain letters gives a digest."""
    slug = re.sub(r"[^A-Za-z0-9]+", "-", publisher_id).strip("-")[:100]
    return slug or hashlib.sha256(publisher_id.encode()).hexdigest()[:16]
