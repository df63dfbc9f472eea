"""Decision 18/2019 as a pack: its cases, the notes behind it, and what is unread in it."""

from datetime import date

import pytest

from cradlegate.core.cause import Cause
from cradlegate.core.grade import LawGrade
from cradlegate.regimes.pack.provision import Voice
from cradlegate.regimes.pack.read import read_packs, shipped_packs
from tests.regimes.citations import list_citations, plain, read_notes
from tests.regimes.packs import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    TODAY,
    UNDETERMINED,
    VOCABULARY,
    hand_in,
    judge,
    make_base,
    write,
)

D18 = "vn-decision-18-2019"
SHIPPED = {f"{D18}.yaml": shipped_packs()[f"{D18}.yaml"]}
PACK = read_packs(SHIPPED, VOCABULARY).as_known(D18, TODAY)

LATHE = {
    "consignment.destination": "VN",
    "consignment.procedure": "consumption",
    "consignment.importer_use": "own_production",
    "consignment.entry_date": "2026-08-15",
    "machine.kind": "cnc_lathe",
    "machine.hs2": "84",
    "machine.hs6": "845811",
    "machine.condition": "used",
    "machine.built": "2018-03",
    "age.calendar": 8,
    "machine.made_in": "JP",
    "machine.in_line": False,
    "fit.machine": True,
}
OF_MAKER = {
    "document.issuer_role": "maker",
    "document.legalised": "consular",
    "document.languages": ["en", "vi"],
    "document.built": "2018-03",
    "document.standards_met": True,
}
OF_BODY = {
    "document.issuer_role": "laboratory",
    "document.built": "2018-03",
    "document.standards_met": True,
    "body.designated": True,
}
BY_MAKER = {"certificate": {**hand_in("maker_certificate"), "facts": OF_MAKER}}
BY_BODY = {"certificate": {**hand_in("inspection_certificate"), "facts": OF_BODY}}
G7_AND_KOREA = ("CA", "DE", "FR", "GB", "IT", "JP", "KR", "US")


def judge_lathe(pack=PACK, papers=BY_MAKER, **changes):
    facts = {**LATHE, **{name.replace("__", "."): value for name, value in changes.items()}}
    return judge(pack, make_base(facts, documents=papers))


def outcome(judged, name):
    return judged.finding(name).status.outcome


# Cases and words.


def test_what_is_known_at_second_hand_stands_in_the_notes():
    notes = read_notes()
    cited = list_citations(PACK, "notes")
    assert cited
    assert [each for each in cited if plain(each[1]) not in notes] == []


def test_nobody_read_the_decision_and_no_duty_is_made_of_our_own_words():
    assert not any(source.is_primary_text_seen for source in PACK.sources.values())
    assert {source.grade for source in PACK.sources.values()} == {LawGrade.REPORTED}
    assert {each.cause for each in PACK.questions.values()} == {Cause.UNREAD}
    for each in PACK.provisions:
        assert each.modality.binds is (each.voice is Voice.REPORTED)
    assert "in-force" in {each.id for each in PACK.disputes}
    settled = {name for each in PACK.watch for name in each.settles}
    assert settled == set(PACK.questions)


def test_signature_and_force_are_kept_apart():
    one = PACK.instrument
    assert (one.signed, one.first) == (date(2019, 4, 19), date(2019, 6, 15))


# Age.


@pytest.mark.requirement("S0-28", part="the age limit of Vietnam is a rule of its own")
@pytest.mark.parametrize(
    ("built", "years", "expected", "because"),
    [
        ("2018-03", 8, MET, ()),
        ("2016-08-15", 10, MET, ()),
        ("2016-08-14", 10, UNDETERMINED, (Cause.UNREAD,)),
        ("2014-03", 12, UNDETERMINED, (Cause.UNREAD,)),
        ("2006-08-15", 20, UNDETERMINED, (Cause.UNREAD,)),
        ("2005-12-31", 21, NOT_MET, ()),
        ("1998", 28, NOT_MET, ()),
    ],
)
def test_up_to_ten_years_passes_above_twenty_fails_and_between_is_unread(
    built, years, expected, because
):
    judged = judge_lathe(machine__built=built, age__calendar=years)
    status = judged.finding("age").status
    assert (status.outcome, status.because) == (expected, because)
    assert judged.verdict.outcome is expected


@pytest.mark.parametrize(
    ("limit", "built", "years", "expected"),
    [
        (20, "2014-03", 12, MET),
        (15, "2014-03", 12, MET),
        (15, "2010-03", 16, NOT_MET),
        (20, "2010-03", 16, MET),
        (20, "2005-12-31", 21, NOT_MET),
        (10, "2014-03", 12, NOT_MET),
    ],
)
def test_a_limit_that_somebody_has_read_settles_the_age(limit, built, years, expected):
    entry = {
        "id": "appendix-read",
        "version": "1",
        "known_from": "2026-09-01",
        "amends": D18,
        "sources": {
            "appendix": {
                "what": "an invented appendix",
                "grade": "official_text",
                "seen": "2026-09-01",
                "primary_text_seen": True,
            }
        },
        "answers": [
            {
                "question": "limit_years",
                "index": "845811",
                "answer": limit,
                "cite": {"source": "appendix", "para": "1", "text": "its words"},
            }
        ],
    }
    shelf = read_packs({**SHIPPED, "read.yaml": write(entry)}, VOCABULARY)
    judged = judge_lathe(shelf.as_known(D18, TODAY), machine__built=built, age__calendar=years)
    assert outcome(judged, "age") is expected


@pytest.mark.parametrize(("built", "years", "satisfied"), [("2014-03", 12, 2), ("2010-03", 16, 1)])
def test_between_ten_and_twenty_years_it_hangs_on_the_limit_of_the_code(built, years, satisfied):
    status = judge_lathe(machine__built=built, age__calendar=years).finding("age").status
    assert status.questions == (("limit_years", "845811"),)
    assert status.satisfied == (satisfied, 3)
    assert PACK.questions["limit_years"].plan_for == 10


# Certificates.


@pytest.mark.parametrize("country", [*G7_AND_KOREA, "CN", "TW", "CH", "VN"])
def test_who_certifies_depends_on_the_country_of_manufacture(country):
    is_by_maker = country in G7_AND_KOREA
    by_maker = judge_lathe(machine__made_in=country)
    by_body = judge_lathe(papers=BY_BODY, machine__made_in=country)
    assert by_maker.verdict.outcome is (MET if is_by_maker else NOT_MET)
    # Whether an inspection may take the place of the maker's certificate is unread.
    assert by_body.verdict.outcome is (UNDETERMINED if is_by_maker else MET)
    asked, other = "maker_certificate", "inspection_certificate"
    asked, other = (asked, other) if is_by_maker else (other, asked)
    assert outcome(by_maker, other) is NOT_APPLICABLE
    assert outcome(judge_lathe(papers={}, machine__made_in=country), asked) is NOT_MET


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ({"document.legalised": "none"}, "certificate.legalised"),
        ({"document.languages": ["ja"]}, "certificate.translated"),
        ({"document.standards_met": False}, "certificate.standards"),
        ({"document.built": "none"}, "certificate.year"),
    ],
)
def test_a_certificate_of_the_maker_is_legalised_translated_and_says_year_and_standards(
    change, row
):
    papers = {"certificate": {**hand_in("maker_certificate"), "facts": {**OF_MAKER, **change}}}
    judged = judge_lathe(papers=papers)
    failed = [each.provision.id for each in judged.findings if each.status.outcome is NOT_MET]
    assert failed == ["maker_certificate", row]


def test_an_inspection_certificate_needs_no_legalisation_and_no_translation():
    judged = judge_lathe(papers=BY_BODY, machine__made_in="CN")
    for name in ("certificate.legalised", "certificate.translated"):
        assert outcome(judged, name) is NOT_APPLICABLE


# Lines, and what the machine is for.


@pytest.mark.parametrize(
    ("capacity", "consumption", "expected"),
    [("85", "115", MET), ("84.9", "115", NOT_MET), ("85", "115.1", NOT_MET), ("100", "100", MET)],
)
def test_a_line_keeps_its_capacity_and_its_consumption(capacity, consumption, expected):
    measured = {"document.capacity_share": capacity, "document.consumption_share": consumption}
    papers = {"c": {**hand_in("inspection_certificate"), "facts": {**OF_BODY, **measured}}}
    in_line = judge_lathe(papers=papers, machine__made_in="CN", machine__in_line=True)
    assert (outcome(in_line, "line"), in_line.verdict.outcome) == (expected, expected)
    alone = judge_lathe(papers=papers, machine__made_in="CN")
    assert (outcome(alone, "line"), alone.verdict.outcome) == (NOT_APPLICABLE, MET)


def test_a_single_machine_with_the_certificate_of_its_maker_waits_for_no_inspection():
    assert judge_lathe().verdict.outcome is MET


@pytest.mark.parametrize(
    ("use", "expected"),
    [("own_production", MET), ("resale", NOT_MET), ("lease", NOT_MET), (None, UNDETERMINED)],
)
def test_a_used_machine_is_imported_for_own_production_alone(use, expected):
    assert judge_lathe(consignment__importer_use=use).verdict.outcome is expected
