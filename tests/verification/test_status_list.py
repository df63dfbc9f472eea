"""A status list is a credential of its issuer that speaks for its own days."""

import base64
import gzip
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.outcome import Outcome
from cradlegate.core.party import Party
from cradlegate.trust.data_integrity import check_proof, sign_document
from cradlegate.trust.keys import SigningKey
from cradlegate.trust.status_list import StatusBits
from cradlegate.verification.statuses.status_list import (
    StatusPurpose,
    Version,
    draw_up_status_list,
    judge_status_days,
    name_list,
    read_status_list,
    status_list_validator,
)

VECTORS = Path(__file__).parents[3] / "shared/foreign/vectors/w3c-bitstring.json"
KEY = SigningKey(b"\x05" * 32)
BODY = Party("did:web:body.example", "Invented Body")
BEGUN = datetime(2026, 7, 6, 9, 30, tzinfo=UTC)
LAST_DAY = date(2026, 8, 6)


def draw_up(*indexes: int, **changes: Any) -> dict[str, Any]:
    """A list with these entries set, and some members changed; None takes one away."""
    version = Version("https://body.example/s1", StatusPurpose.REVOCATION, BEGUN, LAST_DAY)
    document = {**draw_up_status_list(BODY, version, StatusBits.of(indexes)), **changes}
    return {name: value for name, value in document.items() if value is not None}


def of_subject(**changes: Any) -> bytes:
    document = draw_up()
    subject = {**document["credentialSubject"], **changes}
    return canonical_bytes({**document, "credentialSubject": subject})


def read(**changes: Any):
    return read_status_list(canonical_bytes(draw_up(**changes)), "status.json")


def test_a_signed_list_reads_back_as_it_was_drawn_up():
    signed = sign_document(draw_up(3, 94567), KEY, created=BEGUN)
    found = read_status_list(canonical_bytes(signed), "status.json")
    assert (found.id, found.issuer, found.purposes) == (
        "https://body.example/s1",
        BODY,
        ("revocation",),
    )
    assert (found.begun, found.first_day, found.last_day) == (BEGUN, date(2026, 7, 6), LAST_DAY)
    assert list(found.bits.list_set()) == [3, 94567]
    (proof,) = found.proofs
    assert check_proof(found.document, proof, KEY.public).outcome is Outcome.MET
    assert found.digest == read_status_list(canonical_bytes(draw_up(3, 94567)), "").digest


def test_the_layout_of_a_list_is_free():
    data = json.dumps(draw_up(7), indent=3).encode()
    assert list(read_status_list(data, "status.json").bits.list_set()) == [7]


def test_the_list_of_another_program_is_read_with_members_of_its_own():
    """The example list of the standard; issuer as a text, two purposes, a ttl that says nothing."""
    if not VECTORS.exists():
        pytest.skip("the vectors of W3C are not beside this repository")
    encoded = json.loads(VECTORS.read_text())["encodedList"]
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://w3.org/ns/more/v1"],
        "id": "https://example.com/credentials/status/3",
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": "did:example:12345",
        "validFrom": "2021-04-05T14:27:40.5+02:00",
        "credentialSubject": {
            "id": "https://example.com/status/3#list",
            "type": "BitstringStatusList",
            "statusPurpose": ["revocation", "message"],
            "encodedList": encoded,
            "ttl": 300_000,
        },
    }
    found = read_status_list(canonical_bytes(document), "theirs.json")
    assert found.issuer == Party("did:example:12345", "")
    assert found.purposes == ("revocation", "message")
    assert found.begun == datetime(2021, 4, 5, 12, 27, 40, 500_000, tzinfo=UTC)
    assert found.last_day is None


def test_an_issuer_without_a_name_has_none():
    assert read(issuer={"id": "did:web:body.example"}).issuer == Party(BODY.id, "")


def test_a_made_id_follows_from_issuer_purpose_and_moment():
    one = name_list(BODY, StatusPurpose.REVOCATION, BEGUN)
    assert one.startswith("urn:cradlegate:status-list:")
    assert one == name_list(BODY, StatusPurpose.REVOCATION, BEGUN)
    assert one != name_list(BODY, StatusPurpose.SUSPENSION, BEGUN)
    assert one != name_list(BODY, StatusPurpose.REVOCATION, BEGUN + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"[", "line 1"),
        (b"[]", "not of type 'object'"),
        (b"{}", "required"),
        (canonical_bytes(draw_up(type=["VerifiableCredential"])), "BitstringStatusListCredential"),
        (canonical_bytes(draw_up(id=None)), "'id' is a required"),
        (canonical_bytes(draw_up(id="no url")), "does not match"),
        (canonical_bytes(draw_up(issuer={"name": "Nobody"})), "not valid under any"),
        (canonical_bytes(draw_up(validFrom="2026-07-06")), "no dateTimeStamp"),
        (canonical_bytes(draw_up(validFrom="2026-02-30T00:00:00Z")), "no dateTimeStamp"),
        (canonical_bytes(draw_up(validUntil="9999-12-31T24:00:00Z")), "outside the calendar"),
        (canonical_bytes(draw_up(validUntil="soon")), "no dateTimeStamp"),
        (of_subject(statusSize=2), "1 was expected"),
        (of_subject(statusPurpose=[]), "not valid under any"),
        (of_subject(type="StatusList2021"), "was expected"),
        (of_subject(encodedList="H4sI"), "TR-010"),
        (of_subject(encodedList="u" + base64.urlsafe_b64encode(gzip.compress(b"1")).decode().rstrip("=")), "TR-011"),
    ],
)  # fmt: skip
def test_what_is_no_status_list_is_named(data, found):
    with pytest.raises(FaultsError, match=found) as error:
        read_status_list(data, "status.json")
    assert {fault.code for fault in error.value.faults} == {"VR-070"}
    assert {fault.place.file for fault in error.value.faults} == {"status.json"}


@pytest.mark.parametrize("day", [date(2026, 7, 5), date(2027, 7, 8)])
def test_a_list_that_ends_before_it_begins_or_after_more_than_a_year_is_not_drawn_up(day):
    version = Version("urn:x:1", StatusPurpose.REVOCATION, BEGUN, day)
    with pytest.raises(FaultsError, match="VR-079"):
        draw_up_status_list(BODY, version, StatusBits.of(()))


def test_an_id_that_is_no_url_is_not_drawn_up():
    version = Version("status 1", StatusPurpose.REVOCATION, BEGUN, LAST_DAY)
    with pytest.raises(FaultsError, match="VR-070"):
        draw_up_status_list(BODY, version, StatusBits.of(()))


@pytest.mark.parametrize(
    ("day", "outcome", "found"),
    [
        (date(2026, 7, 5), "undetermined", "begins on 2026-07-06, after 2026-07-05"),
        (date(2026, 7, 6), "met", "0 days old"),
        (date(2026, 7, 7), "met", "1 day old"),
        (LAST_DAY, "met", "31 days old"),
        (date(2026, 8, 7), "undetermined", "is stale: 32 days old on 2026-08-07"),
    ],
)
def test_a_list_speaks_for_its_own_days(day, outcome, found):
    finding = judge_status_days(read(), day)
    assert finding.outcome == outcome
    assert found in finding.found


def test_a_list_without_an_end_is_believed_for_a_year():
    endless = read(validUntil=None)
    assert judge_status_days(endless, date(2027, 7, 7)).outcome == "met"
    assert "no last day" in judge_status_days(endless, date(2027, 7, 8)).found


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("2026-08-06T23:59:59Z", date(2026, 8, 6)),
        ("2026-08-06T23:59:59.999Z", date(2026, 8, 6)),
        ("2026-08-06T24:00:00Z", date(2026, 8, 6)),
        ("2026-08-06T15:00:00Z", date(2026, 8, 5)),
        ("2026-08-06T00:00:00Z", date(2026, 8, 5)),
        ("2026-08-07T06:59:59+07:00", date(2026, 8, 6)),
    ],
)
def test_a_day_is_covered_wholly_or_not_at_all(end, last):
    assert read(validUntil=end).last_day == last


def test_the_published_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(status_list_validator().schema)
