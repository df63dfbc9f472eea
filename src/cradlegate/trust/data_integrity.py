"""Proofs inside a document: W3C Data Integrity with the suite eddsa-jcs-2022.

Proofs of ecdsa-jcs-2019 over P-256 are checked too, and never made.

Source: W3C Verifiable Credential Data Integrity 1.0, 4.3 and 4.4 for proofs that follow others; W3C
Data Integrity EdDSA Cryptosuites 1.0, 3.3, whose numbered steps the comments name; W3C Data
Integrity ECDSA Cryptosuites 1.0, 3.3, whose steps are the same.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias, TypeVar

from cradlegate.core.canonical import CanonicalError, canonical_bytes
from cradlegate.core.canonical import digest as digest_of
from cradlegate.core.finding import Finding
from cradlegate.core.moment import is_date_time_stamp, write_utc
from cradlegate.core.outcome import Outcome
from cradlegate.core.strict_json import Json
from cradlegate.trust.keys import ED25519, P256, SIGNATURE_BYTES, PublicKey, SigningKey
from cradlegate.trust.multibase import MultibaseError, decode_multibase, encode_multibase

JsonObject: TypeAlias = Mapping[str, Json]
T = TypeVar("T")

PROOF_TYPE = "DataIntegrityProof"
CRYPTOSUITE = "eddsa-jcs-2022"
PURPOSE = "assertionMethod"

_SUITES = {CRYPTOSUITE: ED25519, "ecdsa-jcs-2019": P256}
"""The kind of key that signs by each suite."""
_NO_OBJECT = Finding(Outcome.NOT_MET, "the proof is no object")
_NEEDED = ("verificationMethod", "proofPurpose", "proofValue")
_TIMES = ("created", "expires")

# Not only CanonicalError: half characters in names, integers of thousands of digits and values
# nested by the thousand leave the library of RFC 8785 as errors of Python itself.
_WITHOUT_CANONICAL_FORM = (CanonicalError, ValueError, RecursionError)


def sign_document(
    document: JsonObject,
    key: SigningKey,
    *,
    created: datetime,
    method: str = "",
    proof_id: str = "",
    previous: tuple[str, ...] = (),
) -> dict[str, Json]:
    """Give the document with a proof; on one that has proofs, with one proof more.

    A proof covers the document without any proof, so that proofs are independent; one that follows
    others covers these too, so that they can be neither taken away nor exchanged.

    Args:
        document: a JSON object.
        key: signs.
        created: when, aware; written in UTC to the second.
        method: the name under which the trust list knows the key; by default its did:key.
        proof_id: of the new proof, by which later ones may follow it.
        previous: ids of the proofs that it follows.

    Raises:
        CanonicalError: a document with something that has no canonical form, such as a float.
        ValueError: a time without time zone, or a proof to follow that is not there.

    Source: EdDSA Cryptosuites 3.3.1; Data Integrity 4.3.
    """
    unsigned, earlier = without_proofs(document), list_proofs(document)
    options = _draw_up_options(unsigned, created, method or key.public.method)
    if proof_id:
        options["id"] = proof_id
    if previous:
        options["previousProof"] = previous[0] if len(previous) == 1 else list(previous)
    covered = cover_document(document, options)
    if covered is None:
        raise ValueError("a proof to follow does not stand in the document once")
    signature = key.sign(bytes_to_sign(covered, options))
    proof: Json = {**options, "proofValue": encode_multibase(signature)}
    return {**unsigned, "proof": [*earlier, proof] if earlier else proof}


def list_proofs(document: JsonObject) -> tuple[Json, ...]:
    """List the proofs that a document carries, whatever stands there."""
    if "proof" not in document:
        return ()
    proof = document["proof"]
    return tuple(proof) if isinstance(proof, list) else (proof,)


def without_proofs(document: Mapping[str, T]) -> dict[str, T]:
    """Give the document, or its members by name, as it was before anybody signed it."""
    return {name: value for name, value in document.items() if name != "proof"}


def cover_document(document: JsonObject, proof: JsonObject) -> dict[str, Json] | None:
    """Give the document as a proof covers it: without proofs, but for those that it follows.

    Returns:
        None where a proof that it follows does not stand in the document once.

    Source: Data Integrity 4.3, 4.4.
    """
    covered, names = without_proofs(document), _list_previous(proof)
    followed = [each for each in list_proofs(document) if _is_named(each, names)]
    if len(followed) != len(names):
        return None
    return {**covered, "proof": followed} if followed else covered


def read_method(proof: Json) -> str:
    """Read the name of the key that a proof states; empty where it states none."""
    method = proof.get("verificationMethod") if isinstance(proof, dict) else None
    return method if isinstance(method, str) else ""


def bytes_to_sign(unsigned: JsonObject, options: JsonObject) -> bytes:
    """Give the 64 bytes that are signed: digest of the proof options, then of the document.

    Raises:
        CanonicalError: a float or another value without canonical form.

    Source: EdDSA Cryptosuites 3.3.4.
    """
    return _bytes_of(options, digest_of(unsigned))


def _bytes_of(options: JsonObject, digest: str) -> bytes:
    parts = (digest_of(options), digest)
    return b"".join(bytes.fromhex(part.removeprefix("sha256:")) for part in parts)


def judge_form(proof: Json) -> Finding | None:
    """Judge a proof before its key is looked up: None where only the signature is left to check.

    Returns:
        not met for a malformed proof, undetermined for a kind that this version does not know.
    """
    if not isinstance(proof, dict):
        return _NO_OBJECT
    return _find_other_suite(proof) or _find_defect(proof)


def check_proof(
    document: JsonObject, proof: Json, public_key: PublicKey, digest: str = ""
) -> Finding:
    """Check one proof of a document against a key; never raises, whatever the proof holds.

    Whether the key belongs to whom the document names is judged elsewhere, by a trust list; and a
    time inside the proof is what its maker says.  A document may name more contexts behind those
    that a proof carries (the standard lets them be added later): they are not signed.

    Args:
        document: with or without its proofs.
        proof: one of `list_proofs(document)`.
        public_key: of the method that the proof names; never one that stands in the document.
        digest: of the document without its proofs, where the caller has computed it already.

    Returns:
        met where the signature fits; not met where it does not, or the proof is malformed;
        undetermined where this version cannot check such a proof or document.

    Source: EdDSA Cryptosuites 3.3.2.
    """
    if not isinstance(proof, dict):
        return _NO_OBJECT
    return (
        judge_form(proof)
        or _check_signature(document, proof, public_key, digest)
        or _find_end(proof)
        or Finding(Outcome.MET, f"the signature fits the key {public_key.multikey}")
    )


def _draw_up_options(unsigned: JsonObject, created: datetime, method: str) -> dict[str, Json]:
    options: dict[str, Json] = {
        "type": PROOF_TYPE,
        "cryptosuite": CRYPTOSUITE,
        "created": write_utc(created),
        "verificationMethod": method,
        "proofPurpose": PURPOSE,
    }
    if "@context" in unsigned:  # 3.3.1, step 2
        options["@context"] = unsigned["@context"]
    return options


def _find_other_suite(proof: JsonObject) -> Finding | None:
    """Look at the suite first: what else a proof must hold depends on it."""
    for name, known in (("type", (PROOF_TYPE,)), ("cryptosuite", tuple(_SUITES))):
        if not _is_text(proof.get(name)):
            return _not_met(f"{name} of the proof is missing or no text")
        if proof[name] not in known:
            return _cannot_check(f"proofs whose {name} is not {' or '.join(known)}")
    return None


def _find_defect(proof: JsonObject) -> Finding | None:
    for name in _NEEDED:
        if not _is_text(proof.get(name)):
            return _not_met(f"{name} of the proof is missing or no text")
    for name in _TIMES:
        if name in proof and not _is_time(proof[name]):
            return _not_met(f"{name} of the proof is no dateTimeStamp")
    if proof["proofPurpose"] != PURPOSE:
        return _not_met(f"proofPurpose of the proof is not {PURPOSE}")
    if "previousProof" in proof and not _list_previous(proof):
        return _not_met("previousProof of the proof names no proof")
    return None


def _check_signature(
    document: JsonObject, proof: JsonObject, public_key: PublicKey, digest: str
) -> Finding | None:
    if public_key.kind != _SUITES[str(proof["cryptosuite"])]:
        found = f"a proof by {proof['cryptosuite']} cannot be of a key of {public_key.kind}"
        return _not_met(found)
    covered = cover_document(document, proof)  # 3.3.2, step 1
    if covered is None:
        return _not_met("the proof follows proofs that do not stand in the document once each")
    try:
        signature = decode_multibase(str(proof["proofValue"]), SIGNATURE_BYTES)  # step 3
    except MultibaseError as error:
        return _not_met(f"proofValue of the proof is no signature: {error}")
    is_plain = "proof" not in covered
    return _compare_signature(covered, proof, signature, public_key, digest if is_plain else "")


def _compare_signature(
    covered: dict[str, Json],
    proof: JsonObject,
    signature: bytes,
    public_key: PublicKey,
    digest: str,
) -> Finding | None:
    options = {name: value for name, value in proof.items() if name != "proofValue"}  # step 2
    try:
        if "@context" in options:  # step 4
            if not _starts_with(covered, options["@context"]):
                return _not_met("the document's @context does not start with that of the proof")
            if _has_other_form(covered["@context"], options["@context"]):
                covered["@context"], digest = options["@context"], ""
        data = _bytes_of(options, digest or digest_of(covered))  # steps 5 to 7
    except _WITHOUT_CANONICAL_FORM:
        return _cannot_check("values without canonical form, such as floats")
    if not public_key.has_signed(data, signature):
        return _not_met(f"document or proof are not what the key {public_key.multikey} signed")
    return None


def _list_previous(proof: JsonObject) -> tuple[str, ...]:
    """List the ids of the proofs that a proof follows; none where they are no texts."""
    stated = proof.get("previousProof", [])
    names = _as_list(stated)
    texts = tuple(name for name in names if isinstance(name, str) and name)
    return texts if len(texts) == len(names) == len(set(texts)) else ()


def _is_named(proof: Json, names: tuple[str, ...]) -> bool:
    return isinstance(proof, dict) and proof.get("id") in names


def _find_end(proof: JsonObject) -> Finding | None:
    if "expires" in proof:
        return _cannot_check("a proof that ends; the signature fits, but its day is not judged")
    return None


def _starts_with(unsigned: JsonObject, first: Json) -> bool:
    """Compare as canonical bytes, since to Python 1 and true are equal."""
    head = _as_list(first)
    if "@context" not in unsigned:
        return False
    contexts = _as_list(unsigned["@context"])[: len(head)]
    return canonical_bytes(contexts) == canonical_bytes(head)


def _has_other_form(one: Json, other: Json) -> bool:
    return canonical_bytes(one) != canonical_bytes(other)


def _as_list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _is_text(value: Json) -> bool:
    return isinstance(value, str) and bool(value)


def _is_time(value: Json) -> bool:
    return isinstance(value, str) and is_date_time_stamp(value)


def _not_met(found: str) -> Finding:
    return Finding(Outcome.NOT_MET, found)


def _cannot_check(what: str) -> Finding:
    return Finding(Outcome.UNDETERMINED, f"this version cannot check {what}")
