"""A trust list is read whole or refused with everything that is wrong with it."""

import copy
import json
from datetime import date
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.canonical import digest
from cradlegate.core.fault import FaultsError
from cradlegate.core.outcome import Outcome
from cradlegate.core.party import Party
from cradlegate.trust.data_integrity import sign_document
from cradlegate.verification.trust_lists.checks import MOST_FAULTS, trust_list_validator
from cradlegate.verification.trust_lists.organisation import Organisation
from cradlegate.verification.trust_lists.signer import judge_signer
from cradlegate.verification.trust_lists.trust_list import (
    draw_up_trust_list,
    judge_list_signature,
    judge_list_validity,
    read_trust_list,
)
from tests.verification.lists import (
    ISSUED,
    MAKER,
    METHOD,
    MULTIKEY,
    NOON,
    OTHER,
    OTHER_KEY,
    PUBLISHER,
    PUBLISHER_KEY,
    draw_up,
    read,
    read_signed,
    sign,
)

MET, NOT_MET, UNDETERMINED = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED

BY_HAND: dict[str, Any] = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        {"@vocab": "urn:cradlegate:trust-list:1:"},
    ],
    "type": ["VerifiableCredential", "TrustList"],
    "id": "urn:cradlegate:trust-list:did-web-customs-example:3",
    "issuer": {"id": "did:web:customs.example", "name": "Customs"},
    "validFrom": "2026-11-22T00:00:00Z",
    "validUntil": "2027-11-21T23:59:59Z",
    "credentialSubject": {
        "version": 3,
        "organisations": [
            {
                "id": "did:web:maker.example",
                "name": "青岛机床",
                "country": "CN",
                "roles": ["maker"],
                "keys": [
                    {
                        "id": METHOD,
                        "publicKeyMultibase": MULTIKEY,
                        "validFrom": "2026-01-01",
                        "validUntil": "2028-12-31",
                    }
                ],
            },
            {
                "id": "urn:example:other",
                "name": "Other",
                "country": "",
                "roles": ["maker", "verifier"],
                "keys": [
                    {
                        "id": "did:web:other.example#1",
                        "publicKeyMultibase": OTHER_KEY.public.multikey,
                        "validFrom": "2026-01-01",
                    }
                ],
            },
        ],
        "acceptedRegisters": {"VN": ["urn:example:register"]},
    },
}


def codes_of(document: Any) -> list[str]:
    with pytest.raises(FaultsError) as error:
        read(document)
    return [fault.code for fault in error.value.faults]


def change(*path: str | int, to: Any = ...) -> dict[str, Any]:
    """The list written by hand with one place changed or, by default, left out."""
    document = copy.deepcopy(BY_HAND)
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    if to is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return document


KEY = ("credentialSubject", "organisations", 0, "keys", 0)
MAKER_PATH = ("credentialSubject", "organisations", 0)


# Drawing up and reading.


def test_a_list_is_drawn_up_as_written_by_hand():
    drawn = draw_up(
        valid_until=date(2027, 11, 21), accepted_registers={"VN": ("urn:example:register",)}
    )
    assert drawn == BY_HAND


def test_a_list_is_read_with_all_its_parts():
    read_back = read(BY_HAND)
    assert read_back.id == "urn:cradlegate:trust-list:did-web-customs-example:3"
    assert read_back.version == 3
    assert read_back.issued == ISSUED
    assert read_back.valid_until == date(2027, 11, 21)
    assert read_back.publisher == PUBLISHER
    assert read_back.publisher_method == ""
    assert read_back.organisations == (MAKER, OTHER)
    assert read_back.accepted_registers == {"VN": ("urn:example:register",)}
    assert read_back.document == BY_HAND


def test_the_digest_is_that_of_the_canonical_form_without_proof():
    assert read(sign(BY_HAND)).digest == read(BY_HAND).digest == digest(BY_HAND)


def test_registers_and_end_may_be_left_out():
    document = draw_up()
    assert "validUntil" not in document
    assert "acceptedRegisters" not in document["credentialSubject"]
    assert read(document).valid_until is None
    assert read(document).accepted_registers == {}


def test_a_signed_list_states_the_key_of_its_publisher():
    assert read_signed().publisher_method == PUBLISHER_KEY.public.method


def test_a_key_is_found_by_its_id_alone():
    trust_list = read_signed()
    assert trust_list.find_key(METHOD) == (MAKER, MAKER.keys[0])
    assert trust_list.find_key("did:web:other.example#1") == (OTHER, OTHER.keys[0])
    assert trust_list.find_key(MULTIKEY) is None


@pytest.mark.parametrize(
    ("publisher_id", "slug"),
    [
        ("did:web:customs.example", "did-web-customs-example"),
        ("urn:x:a_b", "urn-x-a-b"),
        # sha256 of the UTF-8 text, first 16 digits
        ("海关", "e5ddd30f6b16a53b"),
    ],
)
def test_the_id_of_a_list_is_made_from_publisher_and_version(publisher_id, slug):
    document = draw_up_trust_list(Party(publisher_id, "P"), [MAKER], version=12, issued=ISSUED)
    assert document["id"] == f"urn:cradlegate:trust-list:{slug}:12"


def test_the_id_of_a_list_may_be_given():
    document = draw_up(list_id="urn:cradlegate:trust-list:north:3")
    assert read(document).id == "urn:cradlegate:trust-list:north:3"


def test_a_list_that_would_be_refused_is_not_drawn_up():
    twice = Organisation("urn:x", "X", "CN", ("maker",), MAKER.keys)
    with pytest.raises(FaultsError) as error:
        draw_up_trust_list(PUBLISHER, [MAKER, twice], version=1, issued=ISSUED)
    assert sorted(fault.code for fault in error.value.faults) == ["VR-003", "VR-004"]


def test_the_published_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(trust_list_validator().schema)


# Faults.


@pytest.mark.parametrize("data", [b"", b"{", b'{"a":1,"a":2}', b"[1.5]", b"\xff", b"[" * 100_000])
def test_what_is_no_strict_json_is_refused(data):
    with pytest.raises(FaultsError) as error:
        read_trust_list(data, "list.json")
    (fault,) = error.value.faults
    assert (fault.code, fault.place.file) == ("VR-001", "list.json")


@pytest.mark.parametrize(
    "document",
    [
        None,
        7,
        [],
        {},
        change("@context"),
        change("@context", to=["https://www.w3.org/ns/credentials/v2"]),
        change("@context", 1, "@vocab", to="urn:other:"),
        change("type", to=["TrustList", "VerifiableCredential"]),
        change("id"),
        change("id", to="urn:cradlegate:trust-list:a b:3"),
        change("id", to="urn:cradlegate:trust-list:a:3\n"),
        change("id", to="urn:cradlegate:trust-list:a:03"),
        change("issuer", to="did:web:customs.example"),
        change("issuer", "name"),
        change("issuer", "name", to=" "),
        change("issuer", "id", to="a b"),
        change("issuer", "id", to="a\n"),
        change("issuer", "url", to="x"),
        change("validFrom"),
        change("validFrom", to="2026-11-22"),
        change("validFrom", to="2026-11-22T00:00:00+07:00"),
        change("validFrom", to="2026-11-22T00:00:00Z\n"),
        change("validFrom", to="2026-11-22T24:00:00Z"),
        change("validUntil", to=None),
        change("extra", to=1),
        change("credentialSubject"),
        change("credentialSubject", "version", to="3"),
        change("credentialSubject", "version", to=True),
        change("credentialSubject", "organisations", to=[]),
        change("credentialSubject", "organisations", to={}),
        change("credentialSubject", "organisations", 0, to="maker"),
        change("credentialSubject", "acceptedRegisters", to=[]),
        change("credentialSubject", "acceptedRegisters", to={"Vietnam": []}),
        change("credentialSubject", "acceptedRegisters", to={"VN": "x"}),
        change("credentialSubject", "acceptedRegisters", to={"VN": [""]}),
        change(*MAKER_PATH, "id"),
        change(*MAKER_PATH, "country"),
        change(*MAKER_PATH, "country", to="CHN"),
        change(*MAKER_PATH, "country", to="CN\n"),
        change(*MAKER_PATH, "country", to="cn"),
        change(*MAKER_PATH, "roles", to=[]),
        change(*MAKER_PATH, "roles", to=["Maker"]),
        change(*MAKER_PATH, "roles", to=["maker\n"]),
        change(*MAKER_PATH, "keys", to=[]),
        change(*MAKER_PATH, "keys", to=None),
        change(*KEY, to="key"),
        change(*KEY, "id"),
        change(*KEY, "id", to=7),
        change(*KEY, "publicKeyMultibase"),
        change(*KEY, "publicKeyMultibase", to=""),
        change(*KEY, "validFrom"),
        change(*KEY, "validFrom", to="2026"),
        change(*KEY, "validFrom", to="2026-01-01\n"),
        change(*KEY, "validFrom", to="20260101"),
        change(*KEY, "validUntil", to=""),
        change(*KEY, "revoked", to=True),
    ],
)
def test_another_form_is_refused(document):
    assert set(codes_of(document)) == {"VR-002"}


def test_a_fault_of_form_says_where_it_stands():
    with pytest.raises(FaultsError) as error:
        read(change(*KEY, "validFrom", to="x" * 10_000))
    place = error.value.faults[0].place
    assert place.id == "$.credentialSubject.organisations[0].keys[0].validFrom"
    assert len(error.value.faults[0].found) == 201


def test_a_key_id_that_stands_twice_is_named():
    document = change("credentialSubject", "organisations", 1, "keys", 0, "id", to=METHOD)
    assert sorted(codes_of(document)) == ["VR-003", "VR-007"]
    keys = BY_HAND["credentialSubject"]["organisations"][0]["keys"]
    assert codes_of(change(*MAKER_PATH, "keys", to=keys * 2)) == ["VR-003"]


def test_one_key_under_two_organisations_is_named():
    document = change(
        "credentialSubject", "organisations", 1, "keys", 0, "publicKeyMultibase", to=MULTIKEY
    )
    assert codes_of(document) == ["VR-004"]


def test_one_key_under_two_ids_of_one_organisation_is_taken():
    keys = BY_HAND["credentialSubject"]["organisations"][0]["keys"]
    document = change(*MAKER_PATH, "keys", to=[*keys, {**keys[0], "id": "did:web:maker.example#1"}])
    assert len(read(document).organisations[0].keys) == 2


@pytest.mark.parametrize(
    "document",
    [
        change(*KEY, "validUntil", to="2025-12-31"),
        change("validUntil", to="2026-11-21T23:59:59Z"),
    ],
)
def test_a_window_that_ends_before_it_begins_is_named(document):
    assert codes_of(document) == ["VR-005"]


def test_a_window_of_one_day_is_taken():
    document = change(*KEY, "validUntil", to="2026-01-01")
    key = read(document).organisations[0].keys[0]
    assert key.valid_from == key.valid_until == date(2026, 1, 1)


def test_a_list_may_hold_a_key_of_p256():
    multikey = "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP"
    document = copy.deepcopy(BY_HAND)
    key = document["credentialSubject"]["organisations"][0]["keys"][0]
    key |= {"id": "did:web:maker.example#p256", "publicKeyMultibase": multikey}
    read_key = read(document).find_key("did:web:maker.example#p256")
    assert read_key is not None
    assert read_key[1].key.kind == "P-256"
    assert read_key[1].multikey == multikey


@pytest.mark.parametrize("multikey", ["x", MULTIKEY + "1", MULTIKEY[:-1] + "é", f"{MULTIKEY}\n"])
def test_a_key_that_is_no_multikey_is_named(multikey):
    assert codes_of(change(*KEY, "publicKeyMultibase", to=multikey)) == ["VR-006"]


@pytest.mark.parametrize(
    "key_id", [f"did:key:{MULTIKEY}", f"{METHOD}x", OTHER_KEY.public.method, "did:key:"]
)
def test_a_did_key_that_holds_another_key_is_named(key_id):
    assert codes_of(change(*KEY, "id", to=key_id)) == ["VR-007"]


@pytest.mark.parametrize(
    "document",
    [
        change(*KEY, "validFrom", to="2026-02-29"),
        change(*KEY, "validUntil", to="2028-13-31"),
        change("validFrom", to="2026-06-31T00:00:00Z"),
        change("validUntil", to="2027-00-01T00:00:00Z"),
    ],
)
def test_a_day_that_is_none_is_named(document):
    assert codes_of(document) == ["VR-008"]


def test_an_organisation_that_stands_twice_is_named():
    document = change(
        "credentialSubject",
        "organisations",
        1,
        "id",
        to=BY_HAND["credentialSubject"]["organisations"][0]["id"],
    )
    assert codes_of(document) == ["VR-009"]


def test_an_id_of_another_version_is_named():
    assert codes_of(change("credentialSubject", "version", to=4)) == ["VR-010"]


def test_all_faults_are_gathered():
    document = change(*KEY, "validUntil", to="2025-12-31")
    document["extra"] = 1
    document["credentialSubject"]["version"] = 4
    document["credentialSubject"]["organisations"][1]["keys"][0]["publicKeyMultibase"] = "x"
    assert sorted(codes_of(document)) == ["VR-002", "VR-005", "VR-006", "VR-010"]


def test_of_a_hostile_list_the_first_faults_are_named():
    document = change("credentialSubject", "organisations", to=[1] * 100_000)
    assert len(codes_of(document)) == MOST_FAULTS


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(0, 9) | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["credentialSubject", "organisations", "keys", "id", "validFrom"]),
                inner,
            )
        ),
        max_leaves=20,
    )
)
def test_no_json_value_gives_anything_but_faults(document):
    assert set(codes_of(document)) >= {"VR-002"}


# The signature of the list.


def judge(document: dict[str, Any]) -> tuple[Outcome, str]:
    finding = judge_list_signature(read(document))
    return finding.outcome, finding.found


def test_an_intact_list_is_signed_by_its_publisher():
    key = PUBLISHER_KEY.public.multikey
    assert judge(sign(BY_HAND)) == (MET, f"signed by Customs with key {key}")


def test_an_unsigned_list_is_not_met():
    assert judge(BY_HAND) == (NOT_MET, "the trust list carries no proof")


@pytest.mark.parametrize(
    "path",
    [
        ("issuer", "name"),
        (*MAKER_PATH, "name"),
        ("credentialSubject", "acceptedRegisters", "VN", 0),
    ],
)
def test_a_changed_list_is_not_met(path):
    document = {**change(*path, to="changed"), "proof": sign(BY_HAND)["proof"]}
    outcome, found = judge(document)
    assert outcome is NOT_MET
    assert found.startswith("document or proof are not what the key")


def test_the_signature_of_somebody_else_is_not_met():
    document = sign(BY_HAND)
    document["proof"]["proofValue"] = sign(BY_HAND, OTHER_KEY)["proof"]["proofValue"]
    assert judge(document)[0] is NOT_MET


@pytest.mark.parametrize("proof", [None, 7, "proof", {}, {"type": 7}, [None]])
def test_a_malformed_proof_is_not_met(proof):
    assert judge({**BY_HAND, "proof": proof})[0] is NOT_MET


def test_a_proof_of_another_kind_is_undetermined():
    document = sign(BY_HAND)
    document["proof"]["cryptosuite"] = "ecdsa-rdfc-2019"
    assert judge(document)[0] is UNDETERMINED


def test_two_proofs_are_undetermined():
    document = sign(sign(BY_HAND), OTHER_KEY)
    assert judge(document) == (
        UNDETERMINED,
        "this version cannot check a trust list with 2 proofs",
    )
    assert read(document).publisher_method == ""


def test_a_key_that_must_be_looked_up_elsewhere_is_undetermined():
    method = "did:web:customs.example#1"
    document: dict[str, Any] = sign_document(BY_HAND, PUBLISHER_KEY, created=NOON, method=method)
    assert judge(document) == (UNDETERMINED, f"this version cannot look up the key {method}")


def test_a_did_key_that_is_none_is_not_met():
    document: dict[str, Any] = sign_document(
        BY_HAND, PUBLISHER_KEY, created=NOON, method=f"did:key:{MULTIKEY}"
    )
    outcome, found = judge(document)
    assert outcome is NOT_MET
    assert found.startswith("the proof states a key that is none: ")


def test_a_publisher_that_is_a_key_signs_with_that_key():
    own = change("issuer", "id", to=PUBLISHER_KEY.public.did)
    assert judge(sign(own))[0] is MET
    outcome, found = judge(sign(own, OTHER_KEY))
    assert outcome is NOT_MET
    assert "which is not the one of did:key:" in found


# The days of the list.


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        (date(2026, 11, 21), UNDETERMINED),
        (date(2026, 11, 22), MET),
        (date(2026, 11, 23), MET),
        (date(2027, 11, 20), MET),
        (date(2027, 11, 21), MET),
        (date(2027, 11, 22), UNDETERMINED),
    ],
)
def test_a_list_is_valid_from_its_first_to_its_last_day(as_of, outcome):
    assert judge_list_validity(read(BY_HAND), as_of).outcome is outcome


def test_the_age_of_a_list_is_told_and_why_it_is_not_valid():
    def found_on(day):
        return judge_list_validity(read(BY_HAND), day).found

    assert found_on(date(2026, 12, 2)) == (
        "the trust list is valid on 2026-12-02, 10 days after its issue"
    )
    assert found_on(date(2026, 11, 23)) == (
        "the trust list is valid on 2026-11-23, 1 day after its issue"
    )
    assert found_on(date(2026, 11, 21)) == (
        "the trust list is not yet valid on 2026-11-21; it begins on 2026-11-22"
    )
    assert found_on(date(2027, 11, 22)) == (
        "the trust list is stale on 2027-11-22; its last day was 2027-11-21"
    )


def test_a_list_without_end_does_not_become_stale():
    assert judge_list_validity(read(draw_up()), date(9999, 12, 31)).outcome is MET


@pytest.mark.parametrize(
    ("moment", "last_day"),
    [
        ("2027-11-21T23:59:59Z", date(2027, 11, 21)),
        ("2027-11-21T23:59:58Z", date(2027, 11, 20)),
        ("2027-11-21T00:00:00Z", date(2027, 11, 20)),
    ],
)
def test_a_day_that_the_list_does_not_cover_wholly_is_no_day_of_it(moment, last_day):
    assert read(change("validUntil", to=moment)).valid_until == last_day


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_faults(data):
    with pytest.raises(FaultsError):
        read_trust_list(data, "list.json")


def test_a_changed_byte_is_noticed_wherever_it_is():
    """Each changed list is refused, or its signature does not fit."""
    data = json.dumps(sign(BY_HAND), ensure_ascii=False, separators=(",", ":")).encode()
    assert judge_list_signature(read_trust_list(data, "")).outcome is MET
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1
        try:
            trust_list = read_trust_list(bytes(changed), "")
        except FaultsError:
            continue
        assert judge_list_signature(trust_list).outcome is not MET, changed[place - 9 : place + 9]


def with_authority(**changes):
    """The list with an organisation that stamps or keeps a log, as these members say."""
    key = OTHER_KEY.public
    member = {"id": key.method, "publicKeyMultibase": key.multikey, "validFrom": "2026-01-01"}
    base = {"id": "urn:x:log", "name": "Log", "country": "", "roles": ["log"], "keys": [member]}
    document = draw_up()
    item = {**base, **changes}
    item["keys"] = [{**each, "logOrigin": "log.example"} for each in item["keys"]]
    organisations = document["credentialSubject"]["organisations"]
    document["credentialSubject"]["organisations"] = [organisations[0], item]
    return document


def test_a_log_stands_in_a_list_with_its_origin():
    read_list = read(sign(with_authority()))
    found = read_list.find_log("log.example")
    assert found is not None
    organisation, key = found
    assert (organisation.id, key.log_origin) == ("urn:x:log", "log.example")


def test_the_key_of_a_log_signs_nothing_else():
    read_list = read(sign(with_authority()))
    finding = judge_signer(read_list, OTHER_KEY.public.method, "urn:x:log", ISSUED, ISSUED)
    assert finding.outcome is Outcome.NOT_MET
    assert "signs for the log log.example and nothing else" in finding.found


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"roles": ["maker"]}, "VR-060"),
        ({"certificates": ["AAAA"]}, "VR-062"),
        ({"certificates": ["A"], "roles": ["log", "tsa"]}, "VR-062"),
    ],
)
def test_logs_and_authorities_have_their_roles_and_forms(changes, code):
    assert code in codes_of(with_authority(**changes))


def test_an_origin_with_a_blank_or_a_plus_is_no_name_and_stands_once():
    document = with_authority()
    organisations = document["credentialSubject"]["organisations"]
    organisations[1]["keys"][0]["logOrigin"] = "log+example"
    assert codes_of(document) == ["VR-060"]
    organisations[0]["roles"] = ["maker", "log"]
    organisations[1]["keys"][0]["logOrigin"] = organisations[0]["keys"][0]["logOrigin"] = "log"
    assert codes_of(document) == ["VR-061"]
