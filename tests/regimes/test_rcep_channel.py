"""The RCEP green customs channel as a pack: its cases, its words, and what each row asks of it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cradlegate.core.cause import Cause
from cradlegate.regimes.pack.provision import Modality, ProvisionKind, Voice
from cradlegate.regimes.pack.read import read_packs, shipped_packs
from tests.border import shipments
from tests.regimes.citations import (
    find_misquoted,
    list_citations,
    plain,
    read_notes,
    read_paragraphs,
    read_sentences,
)
from tests.regimes.packs import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    UNDETERMINED,
    VOCABULARY,
    WAITING,
    hand_in,
    judge,
    make_base,
    write,
)

SHARED = Path(__file__).parents[3] / "shared"
RCEP = "rcep-green-customs-channel-2026"
TODAY = date(2026, 11, 22)
PACK = read_packs(shipped_packs(), VOCABULARY).as_known(RCEP, TODAY)
PROVISIONS = PACK.provision_by_id
CUTTER = {
    "consignment.destination": "VN",
    "consignment.dispatch": "CN",
    "consignment.procedure": "consumption",
    "consignment.submitted_at": "2026-08-10",
    "consignment.arrival": "2026-08-12",
    "consignment.entry_date": "2026-08-12",
    "submission.before_arrival": True,
    "match.outcome": "equal",
    "match.later_discrepancy": False,
    "clearance.voided": False,
    "machine.kind": "laser_cutting_machine",
    "machine.laser_function": "cutting",
    "machine.laser_type": "co2",
    "machine.condition": "new",
    "machine.origin": "CN",
    "machine.made_in": "CN",
    "machine.model": "LC-3015",
    "document.is_verified": True,
    "document.standard": "ISO 14067",
    "body.standards": ["ISO 14067"],
    "body.withdrawn_on": "none",
    "body.designated": True,
    "fit.machine": True,
}
ANSWERS = {
    "id": "answered",
    "version": "1",
    "known_from": "2026-10-01",
    "amends": RCEP,
    "sources": {
        "letter": {
            "what": "an invented letter",
            "grade": "official_page",
            "seen": "2026-10-01",
            "primary_text_seen": False,
        }
    },
    "answers": [
        {
            "question": question,
            **({"index": index} if index else {}),
            "answer": answer,
            "cite": {"source": "letter", "para": "1", "text": "invented"},
        }
        for question, index, answer in (
            ("bodies_listed", "VN", True),
            ("listing_is_condition", "", False),
        )
    ],
}


def read_beside(*entries):
    files = {f"{each['id']}.yaml": write(each) for each in entries}
    return read_packs({**shipped_packs(), **files}, VOCABULARY)


ANSWERED = read_beside(ANSWERS).as_known(RCEP, TODAY)


def judge_cutter(pack=ANSWERED, documents=None, **changes):
    facts = {**CUTTER, **{name.replace("__", "."): v for name, v in changes.items()}}
    return judge(pack, make_base(facts, documents=documents or {"d": hand_in()}))


def outcome(judged, name):
    return judged.finding(name).status.outcome


def benefit(judged):
    return judged.benefit.outcome


# Cases and words.


def test_the_words_of_the_article_stand_in_the_paragraphs_that_are_named():
    assert find_misquoted(PACK, "press", read_sentences("S2-*.txt")) == []


def test_the_words_on_lead_times_stand_in_the_other_article():
    assert find_misquoted(PACK, "press-used", read_paragraphs("S0-*.txt")) == []


def test_what_is_known_at_second_hand_stands_in_the_notes():
    notes = read_notes()
    assert [text for _, text in list_citations(PACK, "notes") if plain(text) not in notes] == []


def test_nothing_binds_and_the_benefit_rests_on_what_is_reported():
    for each in PACK.provisions:
        assert not each.modality.binds or each.kind is ProvisionKind.APPLIES
        if each.kind is ProvisionKind.GRANTS:
            assert (each.voice, each.modality) == (Voice.REPORTED, Modality.FACILITATION)
        elif each.kind is ProvisionKind.REQUIRES:
            assert each.voice is not Voice.REPORTED
            assert each.modality is Modality.RECOMMENDED
    assert not any(source.is_primary_text_seen for source in PACK.sources.values())


# Rows of the requirements.

ROWS = {
    "S2-1": ["scope"],
    "S2-2": ["scope", "origin_or_dispatch", "used_machines"],
    "S2-3": ["declaration", "declaration.verified", "declaration.iso", "declaration.whole"],
    "S2-4": ["clearance_hours", "clock_start", "clock_hours"],
    "S2-5": ["waived_testing"],
    "S2-6": ["recommended_coverage_percent", "listing", "listing_is_condition", "coverage_counts"],
    "S2-7": ["submission"],
    "S2-8": ["entry", "entry_aligns"],
    "S2-9": ["standard_days_least", "standard_days_most", "reverts_always"],
    "S2-10": ["declaration.before_dispatch"],
    "S2-11": ["declaration.compatible", "method_compatible", "local_verifier"],
    "S2-12": ["declaration.model", "declaration.traceable"],
    "S2-13": ["declaration.accredited"],
    "S2-14": ["declaration.authentic"],
    "S2-15": ["declaration.upstream"],
    "S2-16": ["declaration.upstream"],
    "S2-17": ["bodies_listed", "declaration.accreditor"],
    "S2-18": ["list-cn", "list-jp", "list-kr", "list-vn"],
    "S2-19": ["declaration.designated", "bodies_listed"],
    "S2-20": ["coverage", "coverage-unpublished"],
    "S2-21": ["declaration.grid", "declaration.traceable", "advice"],
    "S2-22": ["pilot"],
    "S2-23": ["declaration.process_energy", "advice"],
    "S2-24": ["advice"],
    "S2-25": ["declaration.unit"],
    "S2-26": ["other-machines"],
    "S2-27": ["other-law"],
    "S2-28": ["clearance_hours", "standard_days_least", "standard_days_most"],
    "S2-29": ["unlisted", "bodies_listed"],
    "S2-30": ["rcep", "gacc", "jp-customs", "kr-customs", "vn-customs"],
}


def test_every_row_of_the_article_has_its_place_in_the_pack():
    known = {*PROVISIONS, *PACK.questions, *PACK.parameters}
    for part in (PACK.watch, PACK.disputes, PACK.not_modelled, PACK.authorities):
        known |= {each.id for each in part}
    assert set(ROWS) == {f"S2-{number}" for number in range(1, 31)}
    assert [name for names in ROWS.values() for name in names if name not in known] == []


@pytest.mark.requirement("S2-1", part="in force on the day of its announcement")
@pytest.mark.parametrize(
    ("day", "expected"), [("2026-05-07", NOT_MET), ("2026-05-08", MET), ("2026-05-09", MET)]
)
def test_the_channel_opens_on_the_day_on_which_it_is_announced(day, expected):
    assert (PACK.instrument.published, PACK.instrument.first) == (
        date(2026, 5, 8),
        date(2026, 5, 8),
    )
    assert judge_cutter(consignment__entry_date=day).applies.outcome is expected


@pytest.mark.requirement("S2-2", part="countries and kinds of machine")
@pytest.mark.parametrize(
    ("origin", "dispatch", "destination", "expected"),
    [
        ("KR", "KR", "JP", MET),
        ("JP", "JP", "KR", MET),
        ("VN", "VN", "CN", MET),
        ("DE", "DE", "VN", NOT_MET),
        ("CN", "CN", "TH", NOT_MET),
        ("CN", "CN", "CN", NOT_MET),
        ("DE", "CN", "VN", UNDETERMINED),
        ("CN", "SG", "VN", UNDETERMINED),
        ("VN", "CN", "VN", UNDETERMINED),
    ],
)
def test_origin_or_dispatch_among_the_four_countries_is_a_question(
    origin, dispatch, destination, expected
):
    judged = judge_cutter(
        machine__origin=origin,
        consignment__dispatch=dispatch,
        consignment__destination=destination,
    )
    assert judged.applies.outcome is expected
    if expected is UNDETERMINED:
        assert [name for name, _ in judged.applies.questions] == ["origin_or_dispatch"]
        assert judged.applies.satisfied == (1, 3)


@pytest.mark.parametrize("laser", ["co2", "fibre", "disk", "ultrafast", "diode", None])
def test_every_laser_that_cuts_is_meant_whatever_its_source(laser):
    assert judge_cutter(machine__laser_type=laser).applies.outcome is MET


@pytest.mark.parametrize("function", ["welding", "marking", "other"])
@pytest.mark.parametrize("kind", ["laser_cutting_machine", "laser_welding_machine", "other"])
def test_lasers_that_do_not_cut_are_left_out(kind, function):
    judged = judge_cutter(machine__kind=kind, machine__laser_function=function)
    assert judged.applies.outcome is NOT_MET


@pytest.mark.parametrize("condition", ["used", "refurbished", "remanufactured", "demo"])
def test_of_machines_that_are_not_new_the_text_is_silent(condition):
    applies = judge_cutter(machine__condition=condition).applies
    assert (applies.outcome, applies.because) == (UNDETERMINED, (Cause.LAW,))
    assert applies.questions == (("used_machines", condition),)


@pytest.mark.requirement("S2-3", "S2-13", part="unverified means the standard way")
@pytest.mark.requirement("S2-5", part="the benefit falls with eligibility")
@pytest.mark.parametrize(
    ("changes", "row"),
    [
        ({"document__is_verified": False}, "declaration.verified"),
        ({"document__standard": "PAS 2050"}, "declaration.iso"),
        ({"body__standards": []}, "declaration.accredited"),
        ({"body__designated": False}, "declaration.designated"),
        ({"submission__before_arrival": False, "consignment__arrival": "2026-08-10"}, "submission"),
        ({"match__outcome": "conflict"}, "entry"),
        ({"fit__machine": False}, "declaration"),
    ],
)
def test_what_is_missing_costs_the_benefit_and_closes_no_way(changes, row):
    assert benefit(judge_cutter()) is MET
    judged = judge_cutter(body__scope=[], **changes)
    assert outcome(judged, row) is NOT_MET
    assert (judged.verdict.outcome, benefit(judged)) == (MET, NOT_MET)
    assert judged.finding(row).modality is Modality.FACILITATION


@pytest.mark.requirement("S2-17", "S2-29", part="an unknown list never passes")
def test_no_benefit_is_met_before_somebody_records_whose_verification_counts():
    judged = judge_cutter(PACK)
    assert benefit(judged) is UNDETERMINED
    assert judged.benefit.because == (Cause.LAW, Cause.UNREAD)
    assert {name for name, _ in judged.benefit.questions} == {
        "bodies_listed",
        "listing_is_condition",
        "model_listed",
    }
    assert ("bodies_listed", "VN") in judged.finding("declaration.designated").status.questions


@pytest.mark.requirement("S2-19", part="designation by one country says nothing of another")
def test_designation_is_asked_of_the_country_of_import():
    assert outcome(judge_cutter(body__designated=False), "declaration.designated") is NOT_MET
    unknown = judge_cutter(body__designated=None).finding("declaration.designated").status
    assert (unknown.outcome, unknown.because) == (UNDETERMINED, (Cause.FACT,))
    elsewhere = judge_cutter(consignment__destination="KR").finding("declaration.designated")
    assert elsewhere.status.because == (Cause.LAW,)


@pytest.mark.requirement("S2-11", part="a maker outside China")
def test_a_japanese_maker_with_a_verifier_of_china_is_told_that_designation_is_needed():
    judged = judge_cutter(
        machine__made_in="JP",
        machine__origin="JP",
        consignment__dispatch="JP",
        body__designated=False,
        body__accredited_by=["CNAS"],
    )
    finding = judged.finding("declaration.designated")
    assert finding.status.outcome is NOT_MET
    assert str(finding.provision.remedy).startswith("designation needed")
    compatible = judged.finding("declaration.compatible")
    assert (compatible.status.because, compatible.modality) == (
        (Cause.LAW,),
        Modality.RECOMMENDED,
    )
    assert outcome(judge_cutter(), "declaration.compatible") is NOT_APPLICABLE


def test_two_declarations_that_each_pass_half_give_no_benefit():
    own = {"document.is_verified", "body.designated"}
    shared = {name: value for name, value in CUTTER.items() if name not in own}
    halves = {
        "one": {**hand_in(), "facts": {"document.is_verified": True, "body.designated": False}},
        "two": {**hand_in(), "facts": {"document.is_verified": False, "body.designated": True}},
    }
    judged = judge(ANSWERED, make_base(shared, documents=halves))
    for row in ("declaration", "declaration.verified", "declaration.designated"):
        assert outcome(judged, row) is MET
    assert (outcome(judged, "declaration.whole"), benefit(judged)) == (NOT_MET, NOT_MET)


@pytest.mark.requirement("S2-7", part="the rule of the pack")
@pytest.mark.parametrize(
    ("before", "submitted", "arrived", "expected"),
    [
        (True, "2026-08-12", "2026-08-12", MET),
        (True, None, None, MET),
        (False, "2026-08-12", "2026-08-12", NOT_MET),
        (False, "2026-08-11", "2026-08-12", NOT_MET),
        (False, "2026-08-13", "2026-08-12", NOT_MET),
        (None, "2026-08-10", "2026-08-12", MET),
        (None, "2026-08-11", "2026-08-12", UNDETERMINED),
        (None, "2026-08-13", "2026-08-12", UNDETERMINED),
        (None, None, "2026-08-12", UNDETERMINED),
    ],
)
def test_submission_counts_by_the_minute_and_else_by_days_that_no_time_zone_turns_round(
    before, submitted, arrived, expected
):
    judged = judge_cutter(
        submission__before_arrival=before,
        consignment__submitted_at=submitted,
        consignment__arrival=arrived,
    )
    assert outcome(judged, "submission") is expected


@pytest.mark.requirement("S2-8", part="the rule of the pack")
@pytest.mark.parametrize(
    ("compared", "expected"),
    [
        ("equal", MET),
        ("compatible", MET),
        ("conflict", NOT_MET),
        ("unknown", UNDETERMINED),
        (None, UNDETERMINED),
    ],
)
def test_a_comparison_that_leaves_a_field_open_is_undetermined(compared, expected):
    status = judge_cutter(match__outcome=compared).finding("entry").status
    assert status.outcome is expected
    assert status.because == ((Cause.FACT,) if expected is UNDETERMINED else ())


@pytest.mark.requirement("S2-14", part="a later discrepancy voids the benefit")
@pytest.mark.parametrize(
    ("submitted", "voided", "differs", "expected"),
    [
        ("2026-08-10", False, False, MET),
        ("2026-08-10", False, True, NOT_MET),
        ("2026-08-10", True, False, NOT_MET),
        ("2026-08-10", True, None, NOT_MET),
        ("2026-08-10", False, None, UNDETERMINED),
        ("2026-08-10", None, False, UNDETERMINED),
        # Known to be absent: nothing has been lodged or recorded yet that could differ.
        ("2026-08-10", "none", "none", MET),
        # Nothing is submitted yet, so there is nothing to be withdrawn.
        ("none", None, None, MET),
    ],
)
def test_a_later_discrepancy_voids_the_benefit_and_leaves_the_rows_alone(
    submitted, voided, differs, expected
):
    judged = judge_cutter(
        consignment__submitted_at=submitted,
        clearance__voided=voided,
        match__later_discrepancy=differs,
    )
    assert benefit(judged) is expected
    assert {outcome(judged, row) for row in ("submission", "entry", "declaration.whole")} == {MET}
    assert judged.verdict.outcome is MET


@pytest.mark.requirement("S2-4", part="the start of the 12 hours is a question with every start")
def test_every_start_of_the_clock_is_an_answer_and_the_times_are_data():
    assert PACK.questions["clock_start"].answers == (
        "submission",
        "arrival",
        "entry_registered",
        "both",
        "documents_complete",
    )
    names = ("clearance_hours", "standard_days_least", "standard_days_most", "treaty_hours")
    values = [PACK.parameters[name].values[0].value for name in names]
    assert values == [Decimal(12), Decimal(3), Decimal(5), Decimal(48)]


@pytest.mark.requirement("S2-6", "S2-20", part="the list is information and lets nothing pass")
def test_the_recommended_list_is_information_and_lets_no_machine_pass():
    (row,) = PACK.parameters["recommended_coverage_percent"].values
    assert (row.keys, row.value) == (("CN", "co2"), Decimal(92))
    read = [each.text for one in PACK.provisions for each in one.expressions.values()]
    assert not any("recommended_coverage_percent" in text for text in read)
    for laser, origin, shown in (
        ("co2", "CN", "coverage"),
        ("fibre", "CN", "coverage-unpublished"),
        ("ultrafast", "CN", "coverage-unpublished"),
        ("co2", "KR", "coverage-unpublished"),
    ):
        judged = judge_cutter(PACK, machine__laser_type=laser, machine__origin=origin)
        remarks = {each.id for each in judged.remarks if each.id.startswith("coverage")}
        assert remarks == {shown}
        assert outcome(judged, "listing") is UNDETERMINED


@pytest.mark.requirement("S2-12", part="the average of a family is flagged")
@pytest.mark.requirement("S2-25", part="a unit is asked for")
def test_commentary_is_recommended_and_costs_nothing():
    judged = judge_cutter(document__declared_for="series_average", document__declared_unit="none")
    for row in ("declaration.model", "declaration.unit"):
        assert (outcome(judged, row), judged.finding(row).modality) == (
            NOT_MET,
            Modality.RECOMMENDED,
        )
    assert benefit(judged) is MET


@pytest.mark.requirement("S2-15", part="the three subsystems stand in the request")
def test_suppliers_of_the_three_subsystems_are_asked():
    each = PROVISIONS["declaration.upstream"]
    assert (each.asked, each.voice) == ("supplier", Voice.ADVICE)
    for subsystem in ("laser source", "motion control", "cooling"):
        assert subsystem in str(each.remedy)


@pytest.mark.requirement("S2-18", part="a watch item for each list")
def test_the_lists_of_the_four_countries_are_watched():
    watched = {each.authority for each in PACK.watch if "bodies_listed" in each.settles}
    assert watched == {"sac", "jisc", "kats", "stameq"}
    for question in PACK.questions.values():
        assert question.watch


@pytest.mark.requirement("S2-27", part="the statement is in every answer")
def test_every_answer_says_what_is_not_judged_here():
    remarks = {each.id: str(each.text) for each in judge_cutter(PACK).remarks}
    for word in ("Safety", "electromagnetic", "labelling"):
        assert word in remarks["other-law"]
    assert {"unlisted", "treaty", "no-official-text"} <= set(remarks)


@pytest.mark.requirement("S2-30", part="authorities have other names")
def test_customs_services_are_known_by_the_names_of_the_announcement():
    names = {each.id: {each.name, *each.aliases} for each in PACK.authorities}
    assert "General Department of Vietnam Customs" in names["vn-customs"]
    assert "Department of Customs" in names["vn-customs"]
    assert "GACC" in names["gacc"]
    assert "Ministry of Finance Japan" in names["jp-customs"]
    assert {"MoEF", "KCS"} <= names["kr-customs"]


@pytest.mark.requirement("S2-9", part="the standard way is the consequence")
def test_the_consequence_is_the_standard_way():
    assert PACK.consequence is not None
    text = str(PACK.consequence.text)
    assert "three to five business days" in text
    assert "nothing is refused" in text


def test_a_declaration_on_its_way_makes_the_channel_wait():
    judged = judge_cutter(documents={"d": hand_in(standing="coming")})
    assert [outcome(judged, row) for row in ("declaration", "declaration.whole")] == [WAITING] * 2
    assert benefit(judged) is WAITING


@pytest.mark.requirement("S2-26", part="another kind of machine by data alone")
def test_a_copy_of_the_pack_takes_in_machining_centres_by_data_alone():
    copy = {
        "id": "invented-channel-2027",
        "version": "1",
        "known_from": "2026-10-01",
        "extends": RCEP,
        "instrument": {"number": "Invented channel", "from": "2027-01-01"},
        "provisions": [
            {
                "id": "scope.centres",
                "title": "machining centres",
                "cite": {"source": "press", "para": "11", "text": "other machinery categories"},
                "voice": "reported",
                "kind": "applies",
                "test": "machine.kind == 'machining_centre' && consignment.destination == 'VN'",
                "help": "An invented extension.",
            }
        ],
    }
    copied = read_beside(copy).as_known("invented-channel-2027", TODAY)
    centre = {"machine__kind": "machining_centre", "machine__laser_function": "none"}
    late = {"consignment__entry_date": "2027-02-01"}
    assert judge_cutter(copied, **late).applies.outcome is MET
    assert judge_cutter(copied, **late, **centre).applies.outcome is MET
    assert outcome(judge_cutter(copied, **late, **centre), "declaration") is MET
    assert judge_cutter(copied, **centre).applies.outcome is NOT_MET
    assert judge_cutter(PACK, **late, **centre).applies.outcome is NOT_MET


# Facts that the pack asks for.


def test_a_signed_declaration_tells_what_it_is_for_and_its_row_what_it_does_not_hold():
    (signed,) = shipments.judged("C05").readiness.decision.base.documents or ()
    assert signed.facts["document.declared_for"].value == "type"
    assert signed.facts["document.sources_kept"].value is True
    for name in ("regional_grid", "subsystem_data"):
        assert signed.facts[f"document.{name}"].source.endswith(f"column {name}")
    row = {"declared_for": "serial", "regional_grid": "yes", "subsystem_data": "no"}
    files = shipments.shipment(documents=[row])
    assert shipments.document_fact(files, "document.declared_for").value == "serial"
    assert shipments.document_fact(files, "document.regional_grid").value is True
    assert shipments.document_fact(files, "document.subsystem_data").value is False
