"""Circular 12/2026 as a pack: its cases, its words in the press, and what each row asks of it."""

from datetime import date
from pathlib import Path

import pytest

from cradlegate.core.cause import Cause
from cradlegate.core.grade import LawGrade
from cradlegate.regimes.pack.provision import Modality, Voice
from tests.regimes.citations import find_misquoted, read_paragraphs
from tests.regimes.packs import (
    MET,
    NOT_MET,
    UNDETERMINED,
    hand_in,
    judge,
    make_base,
    shipped_pack,
)

SOURCES = Path(__file__).parents[3] / "shared/foreign/sources"
FILE_BY_SOURCE = {"press": "S1-*.txt", "press-used": "S0-*.txt"}
PACK = shipped_pack()
CENTRE = {
    "consignment.destination": "VN",
    "consignment.procedure": "consumption",
    "consignment.ship_date": "2026-07-20",
    "consignment.entry_date": "2026-08-15",
    "machine.kind": "machining_centre",
    "machine.cnc": True,
    "machine.condition": "new",
}
REPORT = {
    "document.is_lca_based": True,
    "document.stages": ["raw_material", "manufacturing", "transport"],
    "document.transport_end": "site",
    "document.issuer_role": "verification_body",
    "document.is_verified": True,
    "document.signed_at": "2026-07-10",
    "body.accredited_by": ["VinaCert", "BoA"],
    "body.recognised_by": [],
    "body.withdrawn_on": "none",
    "fit.machine": True,
}


def judge_report(**changes):
    facts = {**CENTRE, **REPORT, **{name.replace("__", "."): v for name, v in changes.items()}}
    return judge(PACK, make_base(facts, documents={"d": hand_in()}))


def outcome(judged, name):
    return judged.finding(name).status.outcome


# Cases.


# Words.


@pytest.mark.parametrize("source", FILE_BY_SOURCE)
def test_every_citation_stands_word_for_word_in_the_paragraph_that_it_names(source):
    assert find_misquoted(PACK, source, read_paragraphs(FILE_BY_SOURCE[source])) == []


def test_no_duty_is_made_of_advice_or_commentary():
    for each in PACK.provisions:
        assert each.modality.binds is (each.voice is Voice.REPORTED)
    assert {PACK.grade_of(each.cite) for each in PACK.provisions} == {
        LawGrade.REPORTED,
        LawGrade.HOUSE_RULE,
    }
    assert not any(source.is_primary_text_seen for source in PACK.sources.values())


# Rows of the requirements.


@pytest.mark.requirement("S1-1")
def test_signing_publication_and_force_are_kept_apart_with_the_gazette_number():
    one = PACK.instrument
    assert (one.signed, one.published, one.first) == (
        date(2026, 5, 14),
        date(2026, 5, 20),
        date(2026, 7, 1),
    )
    assert "48/2026" in one.gazette


@pytest.mark.requirement("S1-2")
@pytest.mark.parametrize(
    ("day", "expected"), [("2026-06-30", NOT_MET), ("2026-07-01", MET), ("2026-07-02", MET)]
)
def test_the_gate_opens_and_closes_by_date(day, expected):
    facts = {**CENTRE, "consignment.ship_date": "2026-07-01", "consignment.entry_date": day}
    assert judge(PACK, make_base(facts)).applies.outcome is expected


@pytest.mark.requirement("S1-3")
@pytest.mark.parametrize(
    "condition", ["new", "used", "refurbished", "remanufactured", "demo", None]
)
@pytest.mark.parametrize("built", ["2026-01", "1998", None])
@pytest.mark.parametrize("kind", ["machining_centre", "turn_mill"])
def test_both_kinds_of_machine_are_covered_whatever_their_age_or_condition(kind, built, condition):
    facts = {"machine.kind": kind, "machine.built": built, "machine.condition": condition}
    judged = judge(PACK, make_base({**CENTRE, **facts}))
    assert (judged.applies.outcome, judged.verdict.outcome) == (MET, NOT_MET)


@pytest.mark.requirement("S1-3", part="other kinds of machine are left out")
@pytest.mark.parametrize(
    "kind", ["grinding_machine", "lathe", "laser_cutting_machine", "laser_welding_machine", "other"]
)
def test_other_machines_are_not_covered(kind):
    assert judge(PACK, make_base({**CENTRE, "machine.kind": kind})).applies.outcome is NOT_MET


@pytest.mark.requirement("S1-5", part="each of the three stages is asked for by name")
@pytest.mark.requirement("S1-23", part="where transport ends is a question")
@pytest.mark.parametrize("stage", ["raw_material", "manufacturing", "transport"])
def test_each_of_the_three_stages_is_asked_for_by_name(stage):
    rest = [each for each in ("raw_material", "manufacturing", "transport") if each != stage]
    judged = judge_report(document__stages=rest)
    failed = [each.provision.id for each in judged.findings if each.status.outcome is NOT_MET]
    assert failed == ["report", f"report.stage_{stage}"]
    assert judged.verdict.outcome is NOT_MET
    assert outcome(judge_report(), f"report.stage_{stage}") is MET
    ends = judge_report(document__transport_end="port_of_entry").finding("report.transport_end")
    assert (ends.status.because, ends.status.satisfied) == ((Cause.LAW,), (2, 3))


@pytest.mark.requirement("S1-6", "S1-19", part="the gate on the accreditation")
@pytest.mark.requirement("S1-7", part="the rule reads the pack; sources in conflict")
@pytest.mark.parametrize(
    ("accredited", "recognised", "expected"),
    [
        (["VinaCert", "BoA"], [], MET),
        (["VinaCert"], [], UNDETERMINED),
        (["BoA"], [], UNDETERMINED),
        (["CNAS"], ["VinaCert", "BoA"], UNDETERMINED),
        (["CNAS"], [], NOT_MET),
        ([], [], NOT_MET),
    ],
)
def test_no_report_counts_unless_its_issuer_is_accredited(accredited, recognised, expected):
    judged = judge_report(body__accredited_by=accredited, body__recognised_by=recognised)
    assert (outcome(judged, "report.accredited"), judged.verdict.outcome) == (expected, expected)
    question = PACK.questions["accreditor"]
    assert (question.answers, question.conflict, question.plan_for) == (
        ("VinaCert", "BoA"),
        ("press", "boa"),
        None,
    )
    assert "accreditor" in {each.id for each in PACK.disputes}


@pytest.mark.requirement("S1-7", part="authorities have other names")
def test_authorities_are_known_by_their_other_names():
    aliases = {each.id: each.aliases for each in PACK.authorities}
    assert "BoA" in aliases["boa"]
    assert "VinaCert Certification and Inspection" in aliases["vinacert"]


@pytest.mark.requirement("S1-21")
@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (["metalworking machinery", "life cycle carbon accounting"], MET),
        (["metalworking machinery"], NOT_MET),
        (["life cycle carbon accounting"], NOT_MET),
        ([], NOT_MET),
        (None, UNDETERMINED),
    ],
)
def test_the_scope_of_the_body_is_recommended_to_name_both_terms(scope, expected):
    judged = judge_report(body__scope=scope)
    finding = judged.finding("report.scope_terms")
    assert (finding.status.outcome, finding.modality) == (expected, Modality.RECOMMENDED)
    assert judged.verdict.outcome is MET


@pytest.mark.requirement("S1-29")
def test_the_circular_holds_or_rejects_and_adds_no_charge():
    assert PACK.consequence is not None
    assert PACK.consequence.cost == "none"
    assert "held or rejected" in str(PACK.consequence.text)


@pytest.mark.requirement("S1-31", part="a watch item from 2026-07-01 to 2026-09-30")
def test_guidance_on_methods_is_watched_for_in_the_third_quarter():
    item = next(each for each in PACK.watch if each.id == "methods")
    assert str(item.expected) == "2026-07-01/2026-09-30"
    assert set(item.settles) == {"transport_end", "cf_issued_by"}


@pytest.mark.requirement("S1-32", part="an unknown code is undetermined, and codes are watched")
def test_a_commodity_code_that_nobody_knows_is_undetermined():
    base = {**CENTRE, "machine.hs_edition": "2022"}
    for hs6, expected in (("845710", MET), ("845811", NOT_MET), (None, UNDETERMINED)):
        judged = judge(PACK, make_base({**base, "machine.hs6": hs6}))
        assert outcome(judged, "hs") is expected
        assert judged.finding("hs").modality is Modality.RECOMMENDED
    assert "hs-codes" in {each.id for each in PACK.watch}


def test_the_plan_takes_the_cautious_answer_and_never_changes_a_status():
    assert PACK.questions["in_transit_exempt"].plan_for is False
    facts = {**CENTRE, "consignment.ship_date": "2026-06-20"}
    assert judge(PACK, make_base(facts)).applies.outcome is UNDETERMINED
