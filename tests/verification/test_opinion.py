"""An opinion says one thing of one declaration, and no byte of it changes unseen."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.outcome import Outcome
from cradlegate.core.party import Party
from cradlegate.core.stage import Stage
from cradlegate.trust.data_integrity import check_proof
from cradlegate.trust.status_list import StatusEntry
from cradlegate.verification.opinions.contradictions import find_contradictions, find_mismatches
from cradlegate.verification.opinions.document import make_opinion, opinion_schema, read_opinion
from cradlegate.verification.opinions.opinion import (
    Assurance,
    Engagement,
    FindingState,
    OpinionType,
    StageAssurance,
)
from cradlegate.verification.opinions.signing import sign_opinion
from tests.verification.opinions_by_hand import (
    CONTRADICTIONS,
    KEY,
    MAKING,
    NOON,
    OWNER,
    declared,
    finding,
    opinion,
)

UNTP = Path(__file__).parents[3] / "shared/foreign/schemas/untp/dcc.json"
OPEN, CORRECTED, UNCORRECTED = FindingState
USE = StageAssurance((Stage.B6,), Engagement.VALIDATION, Assurance.LIMITED)


def sign(**changes: object):
    return sign_opinion(opinion(**changes), declared(), KEY, OWNER, NOON)


def codes(error: pytest.ExceptionInfo[FaultsError]) -> list[str]:
    return [fault.code for fault in error.value.faults]


def test_a_signed_opinion_reads_back_as_it_was_given_and_its_signature_fits():
    signed = sign(findings=(finding("F1", CORRECTED, "0"),))
    read = read_opinion(signed.data, "opinion.json")
    assert read.opinion == signed.opinion == opinion(findings=(finding("F1", CORRECTED, "0"),))
    assert read.digest == signed.digest
    (proof,) = read.proofs
    assert check_proof(read.document, proof, KEY.public).outcome is Outcome.MET


@pytest.mark.parametrize("headline", ["9000000000001", "-9000000000001", "1e30"])
def test_a_headline_that_no_whole_number_of_grams_can_state_is_named(headline):
    said = opinion(headline_kgco2e=Decimal(headline))
    assert [place for place, _ in find_contradictions(said)] == ["headline_kgco2e"]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"valid_until": date(2027, 4, 19), "type": OpinionType.ADVERSE, "reasons": "no evidence"},
        {"type": OpinionType.DISCLAIMER, "reasons": "works were closed", "stages": (MAKING, USE)},
    ],
)
def test_an_opinion_is_a_digital_conformity_credential_of_untp(changes):
    if not UNTP.exists():
        pytest.skip("the schemas of UNTP are not beside this repository")
    schema = json.loads(UNTP.read_text())
    document = json.loads(sign(**changes).data)
    assert not list(jsonschema.Draft202012Validator(schema).iter_errors(document))


def test_an_opinion_that_can_be_revoked_is_one_as_well_and_reads_back():
    status = StatusEntry("https://body.example/status/1", 94567, "revocation")
    signed = sign_opinion(opinion(), declared(), KEY, OWNER, NOON, status)
    read = read_opinion(signed.data, "opinion.json")
    assert read.status == status
    assert read.digest == signed.digest != sign().digest
    assert read_opinion(SIGNED, "opinion.json").status is None
    if not UNTP.exists():
        pytest.skip("the schemas of UNTP are not beside this repository")
    schema = json.loads(UNTP.read_text())
    assert not list(jsonschema.Draft202012Validator(schema).iter_errors(json.loads(signed.data)))


def test_the_figure_stands_in_whole_grams_where_untp_wants_a_number():
    subject = make_opinion(opinion()).document["credentialSubject"]
    (assessment,) = subject["conformityAssessment"]
    (performance,) = assessment["assessedPerformance"]
    grams = round(declared().declaration.headline.total.kgco2e * 1000)
    assert performance["measure"] == {"value": grams, "unit": "GRM"}
    assert assessment["conformance"] is True


def test_an_opinion_on_nothing_says_neither_yes_nor_no():
    made = make_opinion(opinion(type=OpinionType.DISCLAIMER, reasons="no evidence was shown"))
    assert "conformance" not in made.document["credentialSubject"]["conformityAssessment"][0]


SIGNED = sign().data


@given(st.data())
def test_no_changed_byte_of_an_opinion_passes(data):
    place = data.draw(st.integers(0, len(SIGNED) - 1))
    changed = bytes([SIGNED[place] ^ data.draw(st.integers(1, 255))])
    try:
        read = read_opinion(SIGNED[:place] + changed + SIGNED[place + 1 :], "opinion.json")
    except FaultsError:
        return
    assert all(
        check_proof(read.document, proof, KEY.public).outcome is not Outcome.MET
        for proof in read.proofs
    )


def change(**changes: Any) -> bytes:
    document = json.loads(SIGNED)
    document.update(changes)
    return canonical_bytes(document)


def change_content(**changes: Any) -> bytes:
    document = json.loads(SIGNED)
    document["credentialSubject"]["opinion"]["content"].update(changes)
    return canonical_bytes(document)


@pytest.mark.parametrize(
    ("data", "code", "found"),
    [
        (b"[", "VR-040", "line 1"),
        (b"[]", "VR-040", "not of type"),
        (b"{}", "VR-040", "not of type"),
        (change(name="Approval"), "VR-040", "says something else"),
        (change_content(type="praise"), "VR-040", "is not one of"),
        (change_content(issued="2026-02-30"), "VR-040", "day"),
        (change_content(extra="1"), "VR-040", "Additional properties"),
        (change_content(has_prepared=True), "VR-041", "what it prepared"),
        (SIGNED + b"\n", "VR-040", "other bytes"),
    ],
)
def test_what_is_no_opinion_is_named(data, code, found):
    with pytest.raises(FaultsError, match=found) as error:
        read_opinion(data, "opinion.json")
    assert set(codes(error)) == {code}


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    for whole in (data, SIGNED + data, data + SIGNED):
        if whole != SIGNED:
            with pytest.raises(FaultsError):
                read_opinion(whole, "opinion.json")


def test_the_published_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(opinion_schema())


@pytest.mark.parametrize(("changes", "where"), CONTRADICTIONS)
def test_what_an_opinion_contradicts_itself_in_is_named(changes, where):
    assert [place for place, _ in find_contradictions(opinion(**changes))] == [where]
    with pytest.raises(FaultsError) as error:
        make_opinion(opinion(**changes))
    assert codes(error) == ["VR-041"]


def test_uncorrected_misstatements_add_up_whatever_their_signs():
    """Of 1,000 kg, 5 % are 50: 30 and -30 make 60."""
    headline = {"headline_kgco2e": Decimal(1000)}
    one, other = finding("F1", UNCORRECTED, "30"), finding("F2", UNCORRECTED, "-30")
    assert not list(find_contradictions(opinion(findings=(one,), **headline)))
    both = opinion(findings=(one, other), **headline)
    assert both.misstatement_kgco2e == 60
    assert both.threshold_kgco2e == 50
    assert [place for place, _ in find_contradictions(both)] == ["type"]
    modified = {"type": OpinionType.MODIFIED, "reasons": "two yields are uncertain"}
    assert not list(find_contradictions(opinion(findings=(one, other), **headline, **modified)))


def test_a_misstatement_that_just_reaches_the_threshold_is_not_beyond_it():
    findings = (finding("F1", UNCORRECTED, "50"),)
    said = opinion(findings=findings, headline_kgco2e=Decimal(1000))
    assert not list(find_contradictions(said))


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"subject": f"sha256:{'ab' * 32}"}, "subject"),
        ({"declaration_id": "urn:cradlegate:declaration:0"}, "declaration_id"),
        ({"maker_id": "did:web:another.example"}, "maker_id"),
        ({"maker_name": "Another"}, "maker_name"),
        ({"headline_kgco2e": Decimal(1)}, "headline_kgco2e"),
        ({"issued": date(2026, 3, 30)}, "issued"),
        ({"stages": (StageAssurance((Stage.A1, Stage.A2, Stage.A3), Engagement.VERIFICATION,
                                    Assurance.REASONABLE),)}, "stages"),
    ],
)  # fmt: skip
def test_an_opinion_on_something_else_is_not_signed(changes, where):
    assert [place for place, _ in find_mismatches(opinion(**changes), declared())] == [where]
    with pytest.raises(FaultsError) as error:
        sign(**changes)
    assert codes(error) == ["VR-042"]


def test_a_key_of_somebody_else_signs_no_opinion_and_all_faults_come_together():
    stranger = Party("did:web:stranger.example", "Stranger")
    said = opinion(maker_name="Another", has_prepared=True)
    with pytest.raises(FaultsError) as error:
        sign_opinion(said, declared(), KEY, stranger, NOON)
    assert codes(error) == ["VR-041", "VR-042", "VR-043"]
