"""Proofs of the suite eddsa-jcs-2022: what is signed fits, and any change no longer does."""

import copy
import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.canonical import CanonicalError, canonical_bytes
from cradlegate.core.outcome import Outcome
from cradlegate.trust.data_integrity import (
    bytes_to_sign,
    check_proof,
    cover_document,
    judge_form,
    list_proofs,
    read_method,
    sign_document,
    without_proofs,
)
from cradlegate.trust.keys import PublicKey, SigningKey
from cradlegate.trust.multibase import decode_multibase, encode_multibase

MET, NOT_MET, UNDETERMINED = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED
VECTORS = Path(__file__).parents[3] / "shared/foreign/vectors/w3c"
KEY = SigningKey(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
MULTIKEY = "z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw"
OTHER = SigningKey(b"\x07" * 32)
NOON = datetime(2026, 11, 22, 12, 0, 30, tzinfo=UTC)
DOCUMENT: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2", {"@vocab": "urn:example:"}],
    "id": "urn:example:1",
    "mass_kg": "5800",
    "parts": [{"name": "床身", "count": 1}, None, True],
}

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=9,
)
documents = st.dictionaries(st.sampled_from(["a", "b", "é", "type", "@context"]), plain, min_size=1)
keys = st.binary(min_size=32, max_size=32).map(SigningKey)


def sign(document: dict[str, Any] = DOCUMENT, key: SigningKey = KEY) -> dict[str, Any]:
    return sign_document(document, key, created=NOON)


def judge(signed: dict[str, Any], key: SigningKey = KEY) -> Outcome:
    (proof,) = list_proofs(signed)
    return check_proof(signed, proof, key.public).outcome


# The published vector.


def read_vector(name: str) -> str:
    if not VECTORS.is_dir():
        pytest.skip("the published vectors of the W3C are not kept in this repository")
    return (VECTORS / name).read_text(encoding="utf-8").strip()


def read_key_pair() -> SigningKey:
    return SigningKey.parse(json.loads(read_vector("keyPair.json"))["privateKeyMultibase"])


def sign_vector() -> dict[str, Any]:
    created = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
    return sign_document(json.loads(read_vector("unsigned.json")), read_key_pair(), created=created)


def test_the_published_canonical_forms_come_out_byte_for_byte():
    signed = sign_vector()
    options = without_value(signed["proof"])
    folder = "eddsa-jcs-2022"
    assert canonical_bytes(without_proofs(signed)).decode() == read_vector(
        f"{folder}/canonDocJCS.txt"
    )
    assert canonical_bytes(options).decode() == read_vector(f"{folder}/proofCanonJCS.txt")
    assert options == json.loads(read_vector(f"{folder}/proofConfigJCS.json"))


def test_the_published_digests_come_out_proof_options_first():
    signed = sign_vector()
    data = bytes_to_sign(without_proofs(signed), without_value(signed["proof"])).hex()
    assert data[:64] == read_vector("eddsa-jcs-2022/proofHashJCS.txt")
    assert data[64:] == read_vector("eddsa-jcs-2022/docHashJCS.txt")
    assert data == read_vector("eddsa-jcs-2022/combinedHashJCS.txt")


def test_the_published_signature_and_document_come_out():
    signed = sign_vector()
    value = signed["proof"]["proofValue"]
    assert value == read_vector("eddsa-jcs-2022/sigBTC58JCS.txt")
    assert decode_multibase(value, 64).hex() == read_vector("eddsa-jcs-2022/sigHexJCS.txt")
    assert signed == json.loads(read_vector("eddsa-jcs-2022/signedJCS.json"))


def test_the_published_document_fits_its_key():
    signed = json.loads(read_vector("eddsa-jcs-2022/signedJCS.json"))
    finding = check_proof(signed, signed["proof"], read_key_pair().public)
    assert finding.outcome is MET
    assert finding.found == f"the signature fits the key {read_key_pair().public.multikey}"


@pytest.mark.parametrize(
    ("name", "suite"),
    [
        ("eddsa-rdfc-2022/signedDataInt.json", "eddsa-rdfc-2022"),
        ("proof-set-chain/signedProofSet2.json", "eddsa-rdfc-2022"),
        ("proof-set-chain/signedProofChain2.json", "eddsa-rdfc-2022"),
    ],
)
def test_published_documents_of_other_suites_are_undetermined(name, suite):
    signed = json.loads(read_vector(name))
    for proof in list_proofs(signed):
        finding = check_proof(signed, proof, KEY.public)
        assert isinstance(proof, dict)
        assert proof["cryptosuite"] == suite
        assert finding.outcome is UNDETERMINED
        assert finding.found == (
            "this version cannot check proofs whose cryptosuite is not eddsa-jcs-2022 "
            "or ecdsa-jcs-2019"
        )


# What is signed, written out by hand.


def without_value(proof: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in proof.items() if name != "proofValue"}


def test_a_proof_signs_both_digests_of_forms_written_by_hand():
    signed = sign({"b": 1, "a": "é", "@context": "urn:c"})
    options = (
        '{"@context":"urn:c","created":"2026-11-22T12:00:30Z","cryptosuite":"eddsa-jcs-2022",'
        '"proofPurpose":"assertionMethod","type":"DataIntegrityProof",'
        f'"verificationMethod":"did:key:{MULTIKEY}#{MULTIKEY}"}}'
    )
    document = '{"@context":"urn:c","a":"é","b":1}'
    data = (
        hashlib.sha256(options.encode()).digest()
        + hashlib.sha256(document.encode("utf-8")).digest()
    )
    assert signed["proof"]["proofValue"] == encode_multibase(KEY.sign(data))
    assert judge(signed) is MET


def test_a_document_without_context_gets_a_proof_without_context():
    signed = sign({"a": 1})
    assert sorted(signed["proof"]) == [
        "created",
        "cryptosuite",
        "proofPurpose",
        "proofValue",
        "type",
        "verificationMethod",
    ]
    assert judge(signed) is MET


def test_the_time_is_written_in_utc_to_the_second():
    hanoi = timezone(timedelta(hours=7))
    created = datetime(2026, 11, 23, 1, 2, 3, 999_999, tzinfo=hanoi)
    signed: dict[str, Any] = sign_document(DOCUMENT, KEY, created=created)
    assert signed["proof"]["created"] == "2026-11-22T18:02:03Z"


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        sign_document(DOCUMENT, KEY, created=NOON.replace(tzinfo=None))


def test_a_key_may_be_named_as_the_trust_list_knows_it():
    method = "did:web:maker.example#key-1"
    signed: dict[str, Any] = sign_document(DOCUMENT, KEY, created=NOON, method=method)
    assert signed["proof"]["verificationMethod"] == method
    assert judge(signed) is MET


def test_a_document_with_a_float_cannot_be_signed():
    with pytest.raises(CanonicalError):
        sign({"mass_kg": 5800.5})


def test_signing_leaves_the_given_document_alone():
    before = copy.deepcopy(DOCUMENT)
    sign()
    assert before == DOCUMENT


# Several proofs.


def test_a_second_proof_makes_a_list_of_independent_proofs():
    signed: dict[str, Any] = sign_document(sign(), OTHER, created=NOON)
    first, second = list_proofs(signed)
    assert first == sign()["proof"]
    assert second == sign(key=OTHER)["proof"]
    assert check_proof(signed, first, KEY.public).outcome is MET
    assert check_proof(signed, second, OTHER.public).outcome is MET
    assert check_proof(signed, second, KEY.public).outcome is NOT_MET
    third: dict[str, Any] = sign_document(signed, KEY, created=NOON)
    assert list_proofs(third) == (first, second, first)
    assert without_proofs(third) == DOCUMENT


def test_proofs_are_listed_whatever_stands_there():
    assert list_proofs({"a": 1}) == ()
    assert list_proofs({"proof": []}) == ()
    assert list_proofs({"proof": None}) == (None,)
    assert list_proofs({"proof": [1, {}]}) == (1, {})


def test_a_document_with_an_empty_list_of_proofs_gets_a_single_one():
    assert sign({**DOCUMENT, "proof": []}) == sign()


@pytest.mark.parametrize("proof", [None, "text", [], 1])
def test_a_proof_that_is_no_object_is_not_met_and_names_no_key(proof):
    finding = judge_form(proof)
    assert finding is not None
    assert finding.outcome is NOT_MET
    assert read_method(proof) == ""


def test_a_proof_that_names_a_key_by_something_else_than_a_text_names_none():
    assert read_method({"verificationMethod": 1}) == ""
    assert read_method({"verificationMethod": "did:key:z6Mk"}) == "did:key:z6Mk"


# Proofs that follow others.


def countersign(first: dict[str, Any] = DOCUMENT) -> dict[str, Any]:
    signed = sign_document(first, KEY, created=NOON, proof_id="urn:example:maker")
    return sign_document(signed, OTHER, created=NOON, previous=("urn:example:maker",))


def test_a_proof_that_follows_another_covers_it():
    document = countersign()
    first, second = document["proof"]
    assert second["previousProof"] == "urn:example:maker"
    assert check_proof(document, first, KEY.public).outcome is MET
    assert check_proof(document, second, OTHER.public).outcome is MET


def test_a_followed_proof_can_be_neither_taken_away_nor_doubled_nor_exchanged():
    document = countersign()
    first, second = document["proof"]
    again = sign_document(DOCUMENT, OTHER, created=NOON, proof_id="urn:example:maker")["proof"]
    for proofs in ([second], [first, first, second], [again, second]):
        changed = {**DOCUMENT, "proof": proofs}
        assert check_proof(changed, second, OTHER.public).outcome is NOT_MET


def test_proofs_can_follow_several():
    first = sign_document(DOCUMENT, KEY, created=NOON, proof_id="a")
    second = sign_document(first, OTHER, created=NOON, proof_id="b")
    signed: dict[str, Any] = sign_document(second, KEY, created=NOON, previous=("a", "b"))
    *_, last = signed["proof"]
    assert last["previousProof"] == ["a", "b"]
    assert check_proof(signed, last, KEY.public).outcome is MET
    fewer = {**signed, "proof": signed["proof"][1:]}
    assert check_proof(fewer, last, KEY.public).outcome is NOT_MET


def test_a_proof_that_is_not_there_cannot_be_followed():
    with pytest.raises(ValueError, match="does not stand in the document once"):
        sign_document(sign(), OTHER, created=NOON, previous=("urn:example:maker",))


@pytest.mark.parametrize("previous", ["", [], [1], None, ["a", "a"], {"id": "a"}])
def test_a_previous_proof_that_is_no_name_is_not_met(previous):
    signed = sign()
    signed["proof"]["previousProof"] = previous
    finding = check_proof(signed, signed["proof"], KEY.public)
    assert finding.outcome is NOT_MET
    assert finding.found == "previousProof of the proof names no proof"


@pytest.mark.parametrize("number", [1, 2])
def test_a_published_chain_covers_what_its_authors_say(number):
    config = json.loads(read_vector(f"proof-set-chain/proofChainConfig{number}.json"))
    chain = json.loads(read_vector("proof-set-chain/signedProofChain2.json"))
    expected = json.loads(read_vector(f"proof-set-chain/proofChainTempDoc{number}.json"))
    assert cover_document(chain, config) == expected


# ECDSA over P-256, checked and never made.


def sign_p256(document: dict[str, Any], secret: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
    options = {**sign(document)["proof"], "cryptosuite": "ecdsa-jcs-2019"}
    del options["proofValue"]
    options["verificationMethod"] = read_p256(secret).method
    r, s = decode_dss_signature(
        secret.sign(bytes_to_sign(without_proofs(document), options), ec.ECDSA(hashes.SHA256()))
    )
    value = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return {**document, "proof": {**options, "proofValue": encode_multibase(value)}}


def read_p256(secret: ec.EllipticCurvePrivateKey) -> PublicKey:
    form = PublicFormat.CompressedPoint
    return PublicKey(secret.public_key().public_bytes(Encoding.X962, form))


def test_the_published_document_of_p256_is_met_and_no_changed_one():
    signed = json.loads(read_vector("ecdsa-jcs-2019-p256/signedJCSECDSAP256.json"))
    pair = json.loads(read_vector("p256KeyPair.json"))
    key = PublicKey.parse(pair["publicKeyMultibase"])
    assert key.kind == "P-256"
    assert PublicKey.of_method(signed["proof"]["verificationMethod"]) == key
    assert check_proof(signed, signed["proof"], key).outcome is MET
    signed["name"] = "Another Credential"
    assert check_proof(signed, signed["proof"], key).outcome is NOT_MET


def test_a_signature_of_p256_fits_its_document_alone():
    secret = ec.generate_private_key(ec.SECP256R1())
    signed, key = sign_p256(DOCUMENT, secret), read_p256(secret)
    assert check_proof(signed, signed["proof"], key).outcome is MET
    assert check_proof({**signed, "mass_kg": "1"}, signed["proof"], key).outcome is NOT_MET
    other = read_p256(ec.generate_private_key(ec.SECP256R1()))
    assert check_proof(signed, signed["proof"], other).outcome is NOT_MET


def test_a_proof_by_one_suite_is_never_checked_with_a_key_of_the_other():
    secret = ec.generate_private_key(ec.SECP256R1())
    for signed, key in ((sign(), read_p256(secret)), (sign_p256(DOCUMENT, secret), KEY.public)):
        finding = check_proof(signed, signed["proof"], key)
        assert finding.outcome is NOT_MET
        assert "cannot be of a key of" in finding.found


def test_another_number_of_bytes_is_no_signature_of_p256():
    secret = ec.derive_private_key(7, ec.SECP256R1())
    assert not read_p256(secret).has_signed(b"data", b"\x01" * 63)


@given(st.binary(min_size=64, max_size=64))
def test_no_other_64_bytes_pass_for_a_signature_of_p256(value):
    secret = ec.derive_private_key(7, ec.SECP256R1())
    signed = sign_p256(DOCUMENT, secret)
    proof = {**signed["proof"], "proofValue": encode_multibase(value)}
    assert check_proof(signed, proof, read_p256(secret)).outcome is NOT_MET


# Changes.


@given(documents, keys)
def test_what_was_signed_fits(document, key):
    assert judge(sign(document, key), key) is MET


@given(documents, documents, keys)
def test_another_document_under_the_same_proof_does_not_fit(document, other, key):
    signed = sign(document, key)
    if "@context" in document:
        # Contexts behind the signed ones may be added, by the standard.
        other = {**other, "@context": document["@context"]}
    changed = {**other, "proof": signed["proof"]}
    is_same = canonical_bytes(other) == canonical_bytes(document)
    assert judge(changed, key) is (MET if is_same else NOT_MET)


@given(
    documents.filter(lambda document: "@context" not in document),
    keys,
    st.data(),
)
def test_a_member_more_or_less_or_changed_does_not_fit(document, key, data):
    signed = sign(document, key)
    name = data.draw(st.sampled_from(sorted(document)))
    assert judge({**signed, f"{name}+": None}, key) is NOT_MET
    assert judge({**signed, name: {"was": signed[name]}}, key) is NOT_MET
    without = {key: value for key, value in signed.items() if key != name}
    assert judge(without, key) is NOT_MET


@given(documents, keys, st.integers(0, 511))
def test_any_changed_bit_of_the_signature_is_noticed(document, key, bit):
    signed = sign(document, key)
    signature = bytearray(decode_multibase(signed["proof"]["proofValue"], 64))
    signature[bit // 8] ^= 1 << bit % 8
    signed["proof"]["proofValue"] = encode_multibase(bytes(signature))
    assert judge(signed, key) is NOT_MET


@given(st.integers(0, 87), st.characters())
def test_any_changed_sign_of_the_signature_is_noticed(place, sign_put):
    signed = sign()
    value = signed["proof"]["proofValue"]
    changed = value[:place] + sign_put + value[place + 1 :]
    signed["proof"]["proofValue"] = changed
    assert judge(signed) is (MET if changed == value else NOT_MET)


@pytest.mark.parametrize("added", [" ", "\n", "\0", "1"])
def test_a_signature_has_one_text_alone(added):
    signed = sign()
    signed["proof"]["proofValue"] += added
    assert judge(signed) is NOT_MET


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("created", "2026-11-22T12:00:31Z"),
        ("created", "2026-11-22T12:00:30+00:00"),
        ("verificationMethod", OTHER.public.method),
        ("verificationMethod", f"{KEY.public.method} "),
        ("@context", DOCUMENT["@context"][:1]),
        ("@context", []),
        ("id", "urn:example:proof"),
        ("nonce", None),
        ("domain", "customs.example"),
        ("expires", "2030-01-01T00:00:00Z"),
    ],
)
def test_any_changed_or_added_option_of_a_proof_is_noticed(name, value):
    signed = sign()
    signed["proof"][name] = value
    finding = check_proof(signed, signed["proof"], KEY.public)
    assert finding.outcome is NOT_MET
    assert finding.found == f"document or proof are not what the key {MULTIKEY} signed"


@pytest.mark.parametrize("name", ["created", "@context"])
def test_an_option_that_may_be_absent_is_missed_where_it_was_signed(name):
    signed = sign()
    del signed["proof"][name]
    assert judge(signed) is NOT_MET


def test_another_key_does_not_fit():
    assert judge(sign(), OTHER) is NOT_MET


# The context.


@pytest.mark.parametrize(
    "contexts",
    [
        DOCUMENT["@context"][:1],
        DOCUMENT["@context"][::-1],
        ["urn:other", *DOCUMENT["@context"]],
        [DOCUMENT["@context"][0], {"@vocab": "urn:other:"}],
        [],
        None,
        "https://www.w3.org/ns/credentials/v2",
        {"@vocab": "urn:example:"},
        7,
    ],
)
def test_a_document_whose_context_does_not_start_with_the_signed_one_is_refused(contexts):
    finding = check_proof({**DOCUMENT, "@context": contexts}, sign()["proof"], KEY.public)
    assert finding.outcome is NOT_MET
    assert finding.found == "the document's @context does not start with that of the proof"


@pytest.mark.parametrize("contexts", [[], "urn:c", None])
def test_a_document_without_context_does_not_start_with_any(contexts):
    signed = sign({"@context": contexts, "a": 1})
    del signed["@context"]
    assert judge(signed) is NOT_MET


def test_to_a_context_one_and_true_are_not_the_same():
    signed = sign({"@context": [1], "a": 1})
    signed["@context"] = [True]
    assert judge(signed) is NOT_MET


def test_contexts_added_behind_the_signed_ones_are_no_part_of_what_is_signed():
    signed = sign()
    signed["@context"] = [*DOCUMENT["@context"], "urn:added"]
    assert judge(signed) is MET


def test_a_proof_without_context_signs_the_document_as_it_stands():
    options: dict[str, Any] = without_value(sign({"a": 1})["proof"])
    value = encode_multibase(KEY.sign(bytes_to_sign(DOCUMENT, options)))
    signed: dict[str, Any] = {**DOCUMENT, "proof": {**options, "proofValue": value}}
    assert judge(signed) is MET
    signed["@context"] = [*DOCUMENT["@context"], "urn:added"]
    assert judge(signed) is NOT_MET


# Malformed proofs, and proofs of others.


@pytest.mark.parametrize("proof", [None, True, 7, "proof", [], [{}]])
def test_a_proof_that_is_no_object_is_not_met(proof):
    finding = check_proof(DOCUMENT, proof, KEY.public)
    assert (finding.outcome, finding.found) == (NOT_MET, "the proof is no object")


@pytest.mark.parametrize(
    "name", ["type", "cryptosuite", "verificationMethod", "proofPurpose", "proofValue"]
)
@pytest.mark.parametrize("value", [..., None, "", 7, True, [], ["DataIntegrityProof"], {}])
def test_a_needed_option_that_is_missing_or_no_text_is_named(name, value):
    proof = sign()["proof"]
    if value is ...:
        del proof[name]
    else:
        proof[name] = value
    finding = check_proof(DOCUMENT, proof, KEY.public)
    assert finding.outcome is NOT_MET
    assert finding.found == f"{name} of the proof is missing or no text"


@pytest.mark.parametrize(
    ("name", "value"), [("type", "Ed25519Signature2020"), ("cryptosuite", "ecdsa-rdfc-2019")]
)
def test_another_suite_is_undetermined_whatever_else_the_proof_lacks(name, value):
    signed = sign()
    for proof in (
        {**signed["proof"], name: value},
        {"type": "DataIntegrityProof", name: value},
    ):
        finding = check_proof(signed, proof, KEY.public)
        assert finding.outcome is UNDETERMINED
        assert finding.found.startswith(f"this version cannot check proofs whose {name} is not ")


@pytest.mark.parametrize("purpose", ["authentication", "assertionMethod ", "capabilityInvocation"])
def test_another_purpose_is_not_met(purpose):
    proof = {**sign()["proof"], "proofPurpose": purpose}
    finding = check_proof(DOCUMENT, proof, KEY.public)
    assert finding.outcome is NOT_MET
    assert finding.found == "proofPurpose of the proof is not assertionMethod"


@pytest.mark.parametrize("name", ["created", "expires"])
@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        "",
        "2026-11-22",
        "2026-11-22T12:00:30",
        "2026-11-22 12:00:30Z",
        "2026-11-22T12:00:30z",
        "2026-02-29T12:00:30Z",
        "2026-13-01T12:00:30Z",
        "0000-01-01T12:00:30Z",
        "2026-11-22T24:00:01Z",
        "2026-11-22T12:60:00Z",
        "2026-11-22T12:00:60Z",
        "2026-11-22T12:00:30+14:01",
        "2026-11-22T12:00:30Z\n",
        "٢026-11-22T12:00:30Z",
        ["2026-11-22T12:00:30Z"],
    ],
)
def test_a_time_that_is_no_date_time_stamp_is_named(name, value):
    finding = check_proof(DOCUMENT, {**sign()["proof"], name: value}, KEY.public)
    assert finding.outcome is NOT_MET
    assert finding.found == f"{name} of the proof is no dateTimeStamp"


def sign_options(**more: object) -> dict[str, Any]:
    """A document whose proof has more options, all of them signed."""
    options: dict[str, Any] = {**without_value(sign()["proof"]), **more}
    value = encode_multibase(KEY.sign(bytes_to_sign(DOCUMENT, options)))
    return {**DOCUMENT, "proof": {**options, "proofValue": value}}


@pytest.mark.parametrize(
    "created",
    [
        "2024-02-29T00:00:00Z",
        "2026-11-22T12:00:30.123456789Z",
        "2026-11-22T24:00:00-14:00",
        "0001-01-01T00:00:00+05:30",
    ],
)
def test_every_date_time_stamp_is_taken(created):
    assert judge(sign_options(created=created)) is MET


def test_a_proof_may_have_further_options_as_long_as_they_are_signed():
    assert judge(sign_options(id="urn:example:proof", nonce="n", domain=["a", "b"])) is MET


def test_a_fitting_proof_that_ends_is_undetermined():
    signed = sign_options(expires="2030-01-01T00:00:00Z")
    finding = check_proof(signed, signed["proof"], KEY.public)
    assert finding.outcome is UNDETERMINED
    assert "the signature fits, but its day is not judged" in finding.found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("zz", "1 bytes in base58btc where 64 belong"),
        ("u" + "A" * 86, "no base58btc text"),
        ("z0OIl", "no base58btc text"),
        ("z" + "1" * 65, "65 bytes in base58btc where 64 belong"),
        ("z" + "2" * 1_000, "no base58btc text"),
    ],
)
def test_a_value_that_is_no_signature_is_not_met(value, found):
    finding = check_proof(DOCUMENT, {**sign()["proof"], "proofValue": value}, KEY.public)
    assert finding.outcome is NOT_MET
    assert finding.found.startswith(f"proofValue of the proof is no signature: {found}")


def nest(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [1.5, 10**5000, "\ud800", {"\ud800": 1}, nest(5_000)],
    ids=["float", "huge", "half", "half-name", "deep"],
)
def test_values_without_canonical_form_are_undetermined_wherever_they_stand(value):
    signed = sign()
    proof = signed["proof"]
    for document, tried in (
        ({**signed, "x": value}, proof),
        (signed, {**proof, "x": value}),
        ({**signed, "@context": [*DOCUMENT["@context"][:1], value]}, proof),
        (signed, {**proof, "@context": value}),
    ):
        finding = check_proof(document, tried, KEY.public)
        assert finding.outcome is UNDETERMINED
        assert finding.found == (
            "this version cannot check values without canonical form, such as floats"
        )


options = st.sampled_from(
    ["type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"]
)


@given(plain | st.dictionaries(options, plain | st.floats()))
def test_no_value_in_the_place_of_a_proof_raises_or_passes(proof):
    assert check_proof(DOCUMENT, proof, KEY.public).outcome is not MET


@given(options | st.just("@context"), plain | st.floats())
def test_no_value_of_an_option_raises_or_passes(name, value):
    signed = sign()
    proof = {**signed["proof"], name: value}
    if value != signed["proof"][name]:
        assert check_proof(signed, proof, KEY.public).outcome is not MET


def test_a_public_key_that_is_no_point_of_the_curve_fits_nothing():
    proof = sign()["proof"]
    assert check_proof(DOCUMENT, proof, PublicKey(b"\2" + b"\0" * 31)).outcome is NOT_MET
