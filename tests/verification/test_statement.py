"""A maker states two functions of a machine; the document says it whole, or is refused."""

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from cradlegate.border.evidence.scope import POINTS
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.core.blank import Blank
from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.party import Party
from cradlegate.trust.data_integrity import check_proof
from cradlegate.trust.keys import SigningKey
from cradlegate.verification.statements.document import (
    make_statement,
    read_statement,
    statement_schema,
)
from cradlegate.verification.statements.signing import sign_statement
from cradlegate.verification.statements.statement import Statement
from cradlegate.verification.statements.worksheet import Known, read_worksheet, write_worksheet
from tests.verification.statements_by_hand import DIGEST, KEY, MAKER, NOON, OWNER, statement, works

ASKS = {point.column: point.ask for point in POINTS}


def codes(caught: pytest.ExceptionInfo[FaultsError]) -> list[tuple[str, str]]:
    return [(fault.code, fault.place.id) for fault in caught.value.faults]


def test_fields_are_those_of_the_letter_under_its_names():
    columns = shipment_tables()["oem_evidence"].columns
    names = {field.name for field in fields(Statement)}
    # The log of a test is a digest here, and the issuer proves itself by its key.
    assert set(columns) - names == {"doc_id", "test_log", "authority_proof"}
    allowed = statement_schema()["properties"]
    for name in ("ai_basis", "fitted", "runs", "activation"):
        assert tuple(allowed[name]["enum"]) == tuple(columns[name].allowed)
    asked = {point.column for point in POINTS if point.table == "oem_evidence"}
    assert asked - names == {"test_log", "authority_proof"}


@pytest.mark.requirement("S0-7", "S0-23")
def test_a_signed_statement_reads_back_and_its_proof_fits():
    signed = sign_statement(statement(), KEY, OWNER, NOON)
    read = read_statement(signed.data, "s.json")
    assert read.statement == statement()
    assert read.digest == signed.digest
    (proof,) = read.proofs
    assert check_proof(read.document, proof, KEY.public).outcome == "met"
    assert read.document["type"] == ["VerifiableCredential", "MachineCapabilityStatement"]
    assert read.document["validUntil"] == "2027-07-20T23:59:59Z"
    assert "validUntil" not in make_statement(statement(valid_until=None)).document


@pytest.mark.requirement("S0-23")
@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"endpoint": ""}, "endpoint"),
        ({"protocol": ""}, "protocol"),
        ({"sensors": ()}, "sensors"),
        ({"covers_serials": ("",)}, "covers_serials"),
        ({"cnc_version": ""}, "cnc_version"),
        ({"test_log_sha256": ""}, "test_log_sha256"),
        ({"host_country": ""}, "host_country"),
        ({"active_on": None}, "active_on"),
        ({"maker": replace(MAKER, country="")}, "maker/country"),
        ({"remote_diagnostics": works(evidence="")}, "remote_diagnostics"),
        ({"predictive_maintenance": works(evidence_sha256="")}, "predictive_maintenance"),
    ],
)
def test_a_point_that_is_left_out_is_refused_by_name(change, where):
    with pytest.raises(FaultsError) as caught:
        make_statement(statement(**change))
    assert ("VR-046", where) in codes(caught)


def test_a_retrofit_says_day_firm_and_authority():
    with pytest.raises(FaultsError) as caught:
        make_statement(statement(fitted="retrofit"))
    assert codes(caught) == [
        ("VR-046", "retrofit_date"),
        ("VR-046", "retrofit_firm"),
        ("VR-046", "retrofit_authorised"),
    ]
    whole = statement(
        fitted="retrofit",
        retrofit_date=date(2026, 1, 5),
        retrofit_firm="Invented Firm",
        retrofit_authorised=False,
    )
    assert make_statement(whole).statement == whole


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"data_sent": "none"}, "endpoint"),
        ({"data_sent": "none", "endpoint": "none"}, "host_country"),
        ({"data_sent": "none", "endpoint": "none", "host_country": ""}, "runs"),
        ({"retrofit_firm": "Invented Firm"}, "retrofit_date"),
        ({"activation": "licence_available"}, "active_on"),
        ({"active_on": date(2026, 7, 21)}, "active_on"),
        ({"valid_until": date(2026, 7, 19)}, "valid_until"),
        ({"licence_to": date(2026, 7, 19)}, "licence_to"),
    ],
)
def test_what_cannot_hold_together_is_refused(change, where):
    with pytest.raises(FaultsError) as caught:
        make_statement(statement(**change))
    assert ("VR-048", where) in codes(caught)


def test_a_machine_that_sends_nothing_is_stated_by_none():
    quiet = {"data_sent": "none", "endpoint": "none", "host_country": "", "runs": "onboard"}
    assert make_statement(statement(**quiet)).statement.endpoint == "none"


def test_unknown_is_stated_as_unknown():
    open_one = statement(remote_diagnostics=works(works=Blank.UNKNOWN, evidence=""))
    signed = sign_statement(open_one, KEY, OWNER, NOON)
    read = read_statement(signed.data, "s.json")
    assert read.statement.remote_diagnostics.works is Blank.UNKNOWN


def test_a_key_of_somebody_else_signs_nothing_and_everything_is_named():
    with pytest.raises(FaultsError) as caught:
        sign_statement(statement(endpoint=""), KEY, Party("did:web:other.example", "Other"), NOON)
    assert {code for code, _ in codes(caught)} == {"VR-046", "VR-047"}


def test_no_statement_is_signed_before_its_day():
    with pytest.raises(FaultsError) as caught:
        sign_statement(statement(), KEY, OWNER, NOON - timedelta(days=400))
    assert codes(caught) == [("VR-051", "issued")]


def doctored(**content: object) -> bytes:
    document = json.loads(make_statement(statement()).data)
    document["credentialSubject"]["statement"].update(content)
    return canonical_bytes(document)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "VR-045"),
        (b"[]", "VR-045"),
        (b"{}", "VR-045"),
        (doctored(endpoint=""), "VR-045"),
        (doctored(extra="more"), "VR-045"),
        (doctored(issued="2026-02-30"), "VR-045"),
        (doctored(cnc_version="9"), "VR-045"),
        (doctored(host_country=""), "VR-046"),
        (doctored(data_sent="none"), "VR-048"),
        (make_statement(statement()).data + b" ", "VR-045"),
    ],
)
def test_what_is_no_statement_is_refused(data, code):
    with pytest.raises(FaultsError) as caught:
        read_statement(data, "s.json")
    assert code in {each for each, _ in codes(caught)}


def test_an_endpoint_that_is_gone_is_named():
    document = json.loads(make_statement(statement()).data)
    del document["credentialSubject"]["statement"]["endpoint"]
    with pytest.raises(FaultsError) as caught:
        read_statement(canonical_bytes(document), "s.json")
    assert "'endpoint' is a required property" in caught.value.faults[0].found


ANSWERS = {
    'country: ""': "country: CN",
    'machine_model: ""': "machine_model: TL-200",
    "covers_serials: []": "covers_serials: [SN-1]",
    'cnc_model: ""': "cnc_model: Example CNC 5",
    'cnc_version: ""': 'cnc_version: "5.1"',
    'ai_basis: ""': "ai_basis: learned_model",
    'ai_version: ""': 'ai_version: "2.0"',
    'fitted: ""': "fitted: factory",
    'runs: ""': "runs: cloud",
    'activation: ""': "activation: active",
    'active_on: ""': "active_on: 2026-07-18",
    'licence_to: ""': "licence_to: none",
    "sensors: []": "sensors: [vibration, current]",
    'protocol: ""': "protocol: OPC UA",
    'data_sent: ""': "data_sent: spindle load",
    'endpoint: ""': "endpoint: diag.maker.example",
    'host_country: ""': "host_country: CN",
    'issued: ""': "issued: 2026-07-20",
    'valid_until: ""': "valid_until: 2027-07-20",
}


def worksheet(**changes: str) -> str:
    known = Known(OWNER, {"remote_diagnostics": DIGEST, "predictive_maintenance": DIGEST}, DIGEST)
    text = write_worksheet(known, ASKS, "w.yaml").decode()
    text = text.replace('works: "" ', "works: yes ").replace('evidence: "" ', "evidence: a log ")
    for before, after in ANSWERS.items():
        assert before in text
        text = text.replace(before, changes.get(before, after), 1)
    return text


def test_a_worksheet_asks_what_a_letter_asks_and_reads_back():
    text = worksheet()
    assert ASKS["protocol"] in text
    assert read_worksheet(text.encode(), "w.yaml") == statement()


def test_a_blank_worksheet_names_its_lines():
    blank = write_worksheet(Known(OWNER, {}, ""), ASKS, "w.yaml")
    with pytest.raises(FaultsError) as caught:
        read_worksheet(blank, "w.yaml")
    named = {fault.place.id: fault.place.row for fault in caught.value.faults}
    assert {"fitted", "runs", "issued", "remote_diagnostics/works"} <= set(named)
    lines = blank.decode().splitlines()
    row = named["fitted"]
    assert row is not None
    assert lines[row - 1].startswith("fitted:")


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe",
        b"a: [",
        b"- a",
        worksheet().replace("issued: 2026-07-20", "issued: 2026-02-30").encode(),
        worksheet()
        .replace("sensors: [vibration, current]", "sensors:")
        .replace("runs: cloud", "runs: [cloud]")
        .encode(),
    ],
)
def test_what_is_no_worksheet_is_refused(data):
    with pytest.raises(FaultsError):
        read_worksheet(data, "w.yaml")


@pytest.mark.parametrize("country", ["cn", "China", "XX"])
def test_a_country_is_named_by_its_two_letters(country):
    text = worksheet().replace("host_country: CN", f"host_country: {country}")
    with pytest.raises(FaultsError, match=f"'{country}' is no country") as caught:
        read_worksheet(text.encode(), "w.yaml")
    (fault,) = caught.value.faults
    assert (fault.code, fault.place.id) == ("VR-046", "host_country")


def test_an_empty_list_is_left_to_signing():
    text = worksheet().replace("sensors: [vibration, current]", "sensors:")
    with pytest.raises(FaultsError) as caught:
        sign_statement(read_worksheet(text.encode(), "w.yaml"), KEY, OWNER, NOON)
    assert codes(caught) == [("VR-046", "sensors")]


def test_another_key_gives_another_proof_over_the_same_digest():
    other = SigningKey(b"\x09" * 32)
    moment = datetime(2026, 7, 21, tzinfo=UTC)
    first, second = (sign_statement(statement(), key, OWNER, moment) for key in (KEY, other))
    assert first.digest == second.digest
    assert first.data != second.data
