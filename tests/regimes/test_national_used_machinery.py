"""Indonesia's and Thailand's rules on used machines: known at second hand, and open where unread."""

import re
from datetime import date
from pathlib import Path

import pytest

from cradlegate.core.cause import Cause
from cradlegate.core.grade import LawGrade
from cradlegate.regimes.pack.provision import Modality, Voice
from cradlegate.regimes.pack.read import read_packs, shipped_packs
from tests.border.shipments import base_of, shipment
from tests.regimes.packs import MET, NOT_MET, UNDETERMINED, VOCABULARY, judge

RESEARCH = Path(__file__).parents[3] / "shared/research"
INDONESIA, THAILAND = "id-used-capital-goods", "th-boi-used-machinery"
TODAY = date(2026, 11, 22)
SHELF = read_packs(shipped_packs(), VOCABULARY)
PACKS = {name: SHELF.as_known(name, TODAY) for name in (INDONESIA, THAILAND)}
USED = {"condition": "used", "built": "2021", "hs": "84571010", "entry_date": "2026-09-01"}
CERTIFICATE = {
    "doc_id": "T1",
    "type": "performance_certificate",
    "issuer_role": "laboratory",
    "performance_stated": "yes",
    "languages": "en; th",
}
PERMIT = {"doc_id": "T2", "type": "import_approval", "issuer_role": "authority"}
APPROVAL = {**PERMIT, "valid_to": "2026-12-31"}
RECOMMENDATION = {"doc_id": "I2", "type": "recommendation", "issuer_role": "authority"}
SURVEY = {"doc_id": "I3", "type": "surveyor_report", "issuer_role": "other"}


def judge_for_thailand(documents=(CERTIFICATE, PERMIT), **machine):
    row = {**USED, "destination": "TH", "importer_boi": "yes", **machine}
    return judge(PACKS[THAILAND], base_of(shipment(row, documents=documents)))


def judge_for_indonesia(documents=(APPROVAL, RECOMMENDATION, SURVEY), **machine):
    row = {**USED, "destination": "ID", "importer_use": "own_production", **machine}
    return judge(PACKS[INDONESIA], base_of(shipment(row, documents=documents)))


def outcome(judged, name):
    return judged.finding(name).status.outcome


# Both.


def list_quotations(value):
    if isinstance(value, dict):
        if set(value) == {"source", "para", "text"}:
            yield value["text"]
        for item in value.values():
            yield from list_quotations(item)
    elif isinstance(value, list):
        for item in value:
            yield from list_quotations(item)


@pytest.mark.parametrize("name", PACKS)
def test_what_is_known_at_second_hand_stands_in_the_notes(name):
    if not RESEARCH.is_dir():
        pytest.skip("the research notes are not kept in this repository")
    files = (RESEARCH / "domain.md", RESEARCH / "rules-and-trade.md")
    notes = re.sub(r"\s+", " ", " ".join(path.read_text("utf-8") for path in files))
    quoted = set(list_quotations(PACKS[name].entry))
    assert quoted
    assert [text for text in quoted if text not in notes] == []


@pytest.mark.parametrize("name", PACKS)
def test_grades_are_honest_and_what_is_open_is_unread(name):
    pack = PACKS[name]
    assert {each.grade for each in pack.sources.values()} == {LawGrade.REPORTED}
    assert not any(each.is_primary_text_seen for each in pack.sources.values())
    assert {each.cause for each in pack.questions.values()} == {Cause.UNREAD}
    for each in pack.provisions:
        assert not each.modality.binds or each.voice is Voice.REPORTED


@pytest.mark.parametrize("name", PACKS)
def test_every_answer_says_that_the_first_day_is_not_known(name):
    judged = judge_for_thailand() if name == THAILAND else judge_for_indonesia()
    remarks = {each.id: str(each.text) for each in judged.remarks}
    assert "not known" in remarks["days"]
    assert str(PACKS[name].instrument.first.year) in remarks["days"]
    assert {"joint-guidelines", "other-law"} <= set(remarks)


@pytest.mark.parametrize("name", PACKS)
def test_who_asks_as_of_an_earlier_day_is_not_told_what_nobody_knew(name):
    assert PACKS[name].known_from == TODAY


# Thailand.


@pytest.mark.parametrize(
    ("built", "entered", "counts", "allowed"),
    [
        # 2026 - 2021 = 5, 2026 - 2020 = 6, 2026 - 2016 = 10, 2026 - 2015 = 11.
        ("2021", "2026-09-01", MET, MET),
        ("2020-12-31", "2026-01-01", NOT_MET, MET),
        ("2021-01-01", "2026-12-31", MET, MET),
        ("2016", "2026-09-01", NOT_MET, MET),
        ("2015-12-31", "2026-01-01", NOT_MET, UNDETERMINED),
        ("2020/2021", "2026-09-01", UNDETERMINED, MET),
        ("", "2026-09-01", UNDETERMINED, UNDETERMINED),
    ],
)
def test_thailand_counts_age_in_calendar_years(built, entered, counts, allowed):
    judged = judge_for_thailand(built=built, entry_date=entered)
    assert (outcome(judged, "investment.age"), outcome(judged, "age")) == (counts, allowed)


@pytest.mark.parametrize(
    ("promoted", "expected"), [("yes", MET), ("no", NOT_MET), ("", UNDETERMINED)]
)
def test_thai_terms_bind_promoted_importers_alone(promoted, expected):
    assert judge_for_thailand(importer_boi=promoted).applies.outcome is expected


def test_a_machine_of_six_years_is_let_in_and_does_not_count_as_investment():
    five, six = judge_for_thailand(), judge_for_thailand(built="2020")
    assert outcome(five, "certificate") is outcome(six, "certificate") is MET
    assert (five.benefit.outcome, six.benefit.outcome) == (MET, NOT_MET)
    assert (five.verdict.outcome, six.verdict.outcome) == (MET, MET)
    assert six.finding("investment.age").modality is Modality.FACILITATION


def test_without_a_certificate_it_is_neither_let_in_nor_counted():
    judged = judge_for_thailand([PERMIT])
    assert (judged.verdict.outcome, judged.benefit.outcome) == (NOT_MET, NOT_MET)


def test_the_thai_translation_is_asked_from_the_day_of_the_report():
    english = [{**CERTIFICATE, "languages": "en"}, PERMIT]
    before = judge_for_thailand(english, entry_date="2026-05-26")
    after = judge_for_thailand(english, entry_date="2026-05-27")
    assert (outcome(before, "certificate"), outcome(after, "certificate")) == (MET, NOT_MET)


def test_a_permit_is_planned_with_what_is_reported_of_it():
    lead = PACKS[THAILAND].documents["TH-PERMIT"].lead
    assert lead is not None
    assert (lead.shortest_days, lead.longest_days) == (90, 180)
    assert PACKS[THAILAND].grade_of(lead.cite) is LawGrade.REPORTED


# Indonesia.


def test_indonesia_asks_for_three_documents_and_nobody_has_read_its_lists():
    judged, missing = judge_for_indonesia(built="2023"), judge_for_indonesia([])
    for row in ("approval", "recommendation", "survey", "importer", "age"):
        assert outcome(judged, row) is MET
    assert (judged.applies.outcome, judged.applies.because) == (UNDETERMINED, (Cause.UNREAD,))
    assert judged.finding("listed").status.questions == (("hs_listed", "84571010"),)
    for row in ("approval", "recommendation", "survey"):
        assert outcome(missing, row) is NOT_MET
    assert missing.verdict.outcome is UNDETERMINED


@pytest.mark.parametrize(
    ("built", "expected"),
    [
        # Entered on 1 September 2026: five years by either count, or by one of the two.
        ("2021-09-01", MET),
        ("2021-08-31", UNDETERMINED),
        ("2020-12-31", UNDETERMINED),
        # Twenty years is the widest class by any count; 2005 is beyond it by both.
        ("2006-09-01", UNDETERMINED),
        ("2005-12-31", NOT_MET),
        ("", UNDETERMINED),
    ],
)
def test_between_five_and_twenty_years_the_unread_class_decides(built, expected):
    assert outcome(judge_for_indonesia(built=built), "age") is expected


def test_a_class_is_told_by_the_readings_that_it_satisfies():
    status = judge_for_indonesia(built="2019-03-01").finding("age").status
    # Seven years by either count: three of four classes let it in, whichever count is meant.
    assert status.questions == (("age_limit", "84571010"),)
    assert (status.because, status.satisfied) == ((Cause.UNREAD,), (3, 4))


@pytest.mark.parametrize(
    ("use", "sector", "expected"),
    [
        ("own_production", "", MET),
        ("resale", "remanufacturing", MET),
        ("resale", "trade", NOT_MET),
        ("lease", "finance", UNDETERMINED),
        ("", "", UNDETERMINED),
    ],
)
def test_users_and_those_who_recondition_may_import_into_indonesia(use, sector, expected):
    judged = judge_for_indonesia(importer_use=use, importer_sector=sector)
    assert outcome(judged, "importer") is expected


@pytest.mark.parametrize(
    ("left", "entered", "expected"),
    [
        ("2026-12-30", "2026-12-31", MET),
        ("2026-12-30", "2027-01-01", UNDETERMINED),
        ("2027-01-01", "2027-01-20", NOT_MET),
    ],
)
def test_an_approval_ends_with_the_quota_year(left, entered, expected):
    judged = judge_for_indonesia(ship_date=left, entry_date=entered)
    assert outcome(judged, "approval.valid") is expected
    assert outcome(judged, "approval") is expected


def test_a_survey_after_the_machine_left_is_flagged_and_closes_no_way():
    late = [APPROVAL, RECOMMENDATION, {**SURVEY, "signed_at": "2026-08-06"}]
    judged = judge_for_indonesia(late)
    finding = judged.finding("survey.before_dispatch")
    assert (finding.status.outcome, finding.modality) == (NOT_MET, Modality.RECOMMENDED)
    assert outcome(judged, "survey") is MET
