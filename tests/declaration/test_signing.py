"""A maker signs its declaration: the content and its digest stay, and nobody else can."""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import base58
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from cradlegate.core.fault import FaultsError
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.document import DeclarationDocument, read_declaration
from cradlegate.declaration.signing import sign_declaration
from cradlegate.trust.data_integrity import check_proof
from cradlegate.trust.keys import PublicKey, SigningKey
from tests.declaration.shipped_case import (
    KEY,
    MAKER_ID,
    SIGNED_AT,
    declaration,
    declared_example,
    signed_example,
)

OTHER_KEY = SigningKey(bytes(range(32, 64)))


def proofs_of(read: DeclarationDocument) -> list[dict[str, str]]:
    proof = json.loads(read.data)["proof"]
    return proof if isinstance(proof, list) else [proof]


def sha256_of(value: object) -> bytes:
    """Of the canonical form, as the standard library writes it."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()


def code_of(read: DeclarationDocument, key: SigningKey, owner: str) -> str:
    with pytest.raises(FaultsError) as error:
        sign_declaration(read, key, owner, SIGNED_AT)
    [fault] = error.value.faults
    return fault.code


def test_signing_changes_neither_content_nor_digest():
    signed = signed_example()
    assert signed.digest == declared_example().digest
    assert signed.declaration == declaration()
    document = json.loads(signed.data)
    del document["proof"]
    assert document == json.loads(declared_example().data)


def test_a_declaration_that_nobody_signed_stays_as_it_is():
    before = declared_example().data
    sign_declaration(declared_example(), KEY, MAKER_ID, SIGNED_AT)
    assert declared_example().data == before
    assert declared_example().proofs == ()


def test_the_proof_says_with_which_key_and_when():
    [proof] = proofs_of(signed_example())
    assert proof["type"] == "DataIntegrityProof"
    assert proof["cryptosuite"] == "eddsa-jcs-2022"
    assert proof["proofPurpose"] == "assertionMethod"
    assert proof["created"] == "2026-04-01T09:30:00Z"
    multikey = "z" + base58.b58encode(b"\xed\x01" + KEY.public.raw).decode()
    assert proof["verificationMethod"] == f"did:key:{multikey}#{multikey}"


def test_the_signature_is_one_by_the_steps_of_the_suite_and_by_another_library():
    """Ed25519 over the digest of the proof's options, then that of the document without proof."""
    document = json.loads(signed_example().data)
    proof = document.pop("proof")
    signature = base58.b58decode(proof.pop("proofValue").removeprefix("z"))
    key = Ed25519PublicKey.from_public_bytes(KEY.public.raw)
    key.verify(signature, sha256_of(proof) + sha256_of(document))
    document["validFrom"] = "2026-04-01T00:00:00Z"
    with pytest.raises(InvalidSignature):
        key.verify(signature, sha256_of(proof) + sha256_of(document))


def test_a_signed_declaration_is_read_back_and_its_proof_holds():
    read = read_declaration(signed_example().data, "declaration.json")
    [proof] = read.proofs
    assert check_proof(read.document, proof, KEY.public).outcome is Outcome.MET
    assert check_proof(read.document, proof, OTHER_KEY.public).outcome is Outcome.NOT_MET


def test_the_same_key_and_moment_give_the_same_bytes():
    assert (
        sign_declaration(declared_example(), KEY, MAKER_ID, SIGNED_AT).data == signed_example().data
    )


def test_the_moment_is_written_in_utc_whatever_zone_it_is_told_in():
    there = SIGNED_AT.astimezone(timezone(timedelta(hours=7)))
    assert sign_declaration(declared_example(), KEY, MAKER_ID, there).data == signed_example().data


def test_a_moment_without_its_zone_is_refused():
    moment = datetime(2026, 4, 1, 9, 30)  # noqa: DTZ001 - has no zone, which is the point
    with pytest.raises(ValueError, match="time zone"):
        sign_declaration(declared_example(), KEY, MAKER_ID, moment)


@pytest.mark.parametrize("owner", ["urn:cradlegate:party:CN:other", "example", "", MAKER_ID.upper(), f"{MAKER_ID} "])  # fmt: skip
def test_a_key_of_somebody_else_signs_nothing(owner: str):
    assert code_of(declared_example(), KEY, owner) == "DC-006"
    assert code_of(signed_example(), OTHER_KEY, owner) == "DC-006"


def test_a_key_of_somebody_else_is_named_with_the_maker():
    with pytest.raises(FaultsError) as error:
        sign_declaration(declared_example(), KEY, "urn:cradlegate:party:CN:other", SIGNED_AT)
    assert "urn:cradlegate:party:CN:other" in str(error.value)
    assert MAKER_ID in str(error.value)


def test_one_key_signs_once():
    assert code_of(signed_example(), KEY, MAKER_ID) == "DC-007"
    read = read_declaration(signed_example().data, "declaration.json")
    assert code_of(read, KEY, MAKER_ID) == "DC-007"


def test_a_second_key_of_the_maker_adds_a_proof_of_its_own():
    later = datetime(2026, 5, 2, tzinfo=UTC)
    both = sign_declaration(signed_example(), OTHER_KEY, MAKER_ID, later)
    assert both.digest == declared_example().digest
    assert both.declaration == declaration()
    first, second = proofs_of(both)
    assert [first] == proofs_of(signed_example())
    assert second["verificationMethod"] == OTHER_KEY.public.method
    assert second["created"] == "2026-05-02T00:00:00Z"
    read = read_declaration(both.data, "declaration.json")
    keys: list[PublicKey] = [KEY.public, OTHER_KEY.public]
    for proof, key in zip(read.proofs, keys, strict=True):
        assert check_proof(read.document, proof, key).outcome is Outcome.MET
    assert code_of(both, KEY, MAKER_ID) == code_of(both, OTHER_KEY, MAKER_ID) == "DC-007"


def test_proofs_stand_for_themselves_in_whatever_order_they_were_made():
    one = sign_declaration(signed_example(), OTHER_KEY, MAKER_ID, SIGNED_AT)
    first = sign_declaration(declared_example(), OTHER_KEY, MAKER_ID, SIGNED_AT)
    other = sign_declaration(first, KEY, MAKER_ID, SIGNED_AT)
    assert proofs_of(one) == proofs_of(other)[::-1]


def test_the_secret_stands_nowhere_in_the_document():
    data = signed_example().data
    for form in (KEY.secret, KEY.secret.hex().encode(), base64.b64encode(KEY.secret)):
        assert form not in data
    assert KEY.secret_multikey.encode() not in data
