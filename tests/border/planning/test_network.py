"""Which steps a shipment still needs, who takes them, and what hangs on them."""

from datetime import date

import pytest

from cradlegate.border.planning.lead_times import Unit, shipped_steps
from cradlegate.border.planning.needs import State
from cradlegate.border.planning.pert import Times
from cradlegate.border.planning.plan import Lane
from cradlegate.core.grade import LawGrade
from tests.border.planning.plans import (
    REPORT,
    fixed,
    kinds,
    lead,
    leads,
    only,
    other_pack,
    pack_of,
    plan,
    step,
)
from tests.regimes.packs import CITE, document, exclusion, provision, question, scope

USUAL = {"engage_verifier", "foundry_data", "supplier_data", "model_footprint", "verify", "file"}
R = document(relates="fit.machine")
LETTER = document(types=["oem_letter"], relates="fit.machine", asked="maker")


def requirement(name, of, test, **fields):
    """A binding test of a document."""
    return provision(
        name, of=of, test=test, remedy={"en": "mend it"}, **{"asked": "verifier", **fields}
    )


def test_a_missing_report_takes_every_step_from_the_foundry_to_the_counter():
    made = plan()
    assert kinds(made) == USUAL
    by_kind = {each.step.kind: each.step for each in made.steps}
    after = {kind: {name.split("/")[-1] for name in each.after} for kind, each in by_kind.items()}
    assert after["verify"] == {"engage_verifier", "model_footprint"}
    assert after["file"] == {"verify"}
    assert {each.step.state for each in made.steps} == {State.MISSING}


def test_a_report_that_passes_takes_no_step():
    made = plan(documents=[{}])
    assert made.steps == ()
    assert (only(made).missed, only(made).missed_if) == (0, 0)


def test_a_regime_that_does_not_apply_asks_for_nothing():
    assert (
        plan(packs=[pack_of(scope("machine.kind == 'lathe'"), REPORT, documents={"R": R})]).steps
        == ()
    )


@pytest.mark.requirement("S0-21", part="one engagement per model series")
def test_one_verification_serves_all_consignments_of_a_series():
    made = plan(
        {"id": "M1", "consignment_id": "C1", "serials": "A"},
        {"id": "M2", "consignment_id": "C2", "serials": "B"},
        {"id": "M3", "consignment_id": "C3", "serials": "C", "model": "HMC-500"},
    )
    by_series = {each.series: each.sailings for each in made.network.engagements}
    assert by_series == {"VMC-850": ("C1", "C2"), "HMC-500": ("C3",)}
    assert sum(each.step.kind == "verify" for each in made.steps) == 2
    assert sum(each.step.kind == "file" for each in made.steps) == 3


def test_models_of_one_series_share_a_verification_and_makers_do_not():
    made = plan(
        {"id": "M1", "consignment_id": "C1", "serials": "A", "model": "VMC-850", "series": "VMC"},
        {"id": "M2", "consignment_id": "C2", "serials": "B", "model": "VMC-1050", "series": "VMC"},
        {"id": "M3", "consignment_id": "C3", "serials": "C", "series": "VMC", "maker_id": "other"},
    )
    assert sorted(each.sailings for each in made.network.engagements) == [("C1", "C2"), ("C3",)]


def test_one_verification_serves_every_regime_that_asks_for_such_a_document():
    second = other_pack(
        "second", REPORT, documents={"R": {**R, "types": ["carbon_footprint_report", "opinion"]}}
    )
    made = plan(packs=[pack_of(documents={"R": R}), second])
    assert [each.step.kind for each in made.steps].count("verify") == 1
    assert [each.step.kind for each in made.steps].count("file") == 2


def test_a_promised_report_is_awaited_and_no_time_is_made_up():
    made = plan(documents=[{"state": "promised", "due": "2026-07-10", "asked_of": "body"}])
    assert kinds(made) == {"await", "file"}
    waiting = step(made, "await").step
    assert waiting.release == date(2026, 7, 11)
    assert waiting.owner.party == "body"
    assert waiting.note == "promised for 2026-07-10"
    assert made.network.engagements[0].id == "footprint/R1"


def test_a_promise_that_was_not_kept_says_so():
    waiting = step(plan(documents=[{"state": "promised", "due": "2026-05-20"}]), "await")
    assert waiting.step.note == "promised for 2026-05-20, and is not there"


def test_a_report_asked_for_without_a_promise_takes_all_steps_but_the_engagement():
    made = plan(documents=[{"state": "asked", "asked_of": "body"}])
    assert kinds(made) == USUAL - {"engage_verifier"}
    assert step(made, "verify").step.owner.party == "body"
    assert step(made, "verify").step.note == "R1 is asked for, no day is promised"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"amend"}),
        ({"renews": True}, {"verify"}),
        ({"renews": True, "asked": "exporter"}, {"engage_verifier", "verify"}),
        ({"asked": "maker"}, {"model_footprint", "verify"}),
        ({"asked": "supplier"}, {"foundry_data", "supplier_data", "model_footprint", "verify"}),
        ({"asked": "exporter"}, {"amend"}),
    ],
)
def test_a_report_that_fails_goes_back_to_whoever_must_mend_it(fields, expected):
    failing = requirement("lca", "R", "document.is_lca_based", **fields)
    made = plan(
        packs=[pack_of(REPORT, failing, documents={"R": R})], documents=[{"lca_based": "no"}]
    )
    assert kinds(made) == expected | {"file"}
    assert {each.step.state for each in made.steps} == {State.FAILING}


def test_another_body_is_not_the_one_that_issued_what_fails():
    failing = requirement("lca", "R", "document.is_lca_based", renews=True, asked="exporter")
    packs = [pack_of(REPORT, failing, documents={"R": R})]
    assert step(plan(packs=packs, documents=[{"lca_based": "no"}]), "verify").step.owner.party == ""
    same = requirement("lca", "R", "document.is_lca_based", renews=True)
    packs = [pack_of(REPORT, same, documents={"R": R})]
    assert (
        step(plan(packs=packs, documents=[{"lca_based": "no"}]), "verify").step.owner.party
        == "body"
    )


@pytest.mark.requirement("S0-11", part="declined or unsupported blocks the plan with its reason")
@pytest.mark.parametrize("state", ["declined", "unsupported"])
def test_a_letter_that_its_maker_refuses_cannot_be_planned(state):
    packs = [pack_of({**REPORT, "document": "L"}, documents={"L": LETTER})]
    made = plan(packs=packs, documents=[{"type": "oem_letter", "state": state}])
    letter = step(made, "oem_letter")
    assert letter.step.time is None
    assert letter.step.note == "R1 was refused, and nobody else can give it"
    assert (letter.begin, letter.spare_days, letter.late_days) == ({}, None, 0)
    assert letter.done_by is not None, "the day by which it would be needed is known"
    assert (only(made).missed, only(made).outcome) == (None, "not met")


def test_a_letter_refused_for_one_machine_is_planned_for_the_others():
    packs = [pack_of({**REPORT, "document": "L"}, documents={"L": LETTER})]
    rows = [
        {"id": "M1", "consignment_id": "C1", "serials": "A"},
        {"id": "M2", "consignment_id": "C2", "serials": "B"},
    ]
    paper = {"type": "oem_letter", "state": "declined", "covers_serials": "A"}
    made = plan(*rows, packs=packs, documents=[paper])
    assert [each.missed for each in made.sailings] == [None, 0]


def test_a_letter_that_has_run_out_is_written_again():
    packs = [pack_of({**REPORT, "document": "L"}, documents={"L": LETTER})]
    made = plan(packs=packs, documents=[{"type": "oem_letter", "state": "expired"}])
    assert step(made, "oem_letter").step.state is State.MISSING


def test_a_report_that_one_body_declines_can_be_had_from_another():
    assert kinds(plan(documents=[{"state": "declined"}])) == USUAL


def test_the_answer_of_an_authority_has_no_time_and_leaves_the_chance_open():
    approval = {"types": ["import_approval"], "relates": "fit.machine", "asked": "importer"}
    made = plan(packs=[pack_of({**REPORT, "document": "A"}, documents={"A": document(**approval)})])
    answer = step(made, "approval")
    assert (answer.step.owner.role, answer.step.owner.country) == ("authority", "VN")
    assert (answer.begin, only(made).missed) == ({}, None)
    assert only(made).outcome == "undetermined"


def test_a_choice_is_planned_with_the_member_that_has_come_furthest():
    packs = [
        pack_of(
            {**REPORT, "document": "E"},
            documents={
                "L": LETTER,
                "R": R,
                "E": {
                    "name": "either",
                    "any_of": ["L", "R"],
                    "owed_by": "exporter",
                    "asked": "maker",
                    "needed_by": "entry",
                },
            },
        )
    ]
    assert kinds(plan(packs=packs)) == {"oem_letter", "file"}, "the first where there is nothing"
    assert kinds(plan(packs=packs, documents=[{"state": "asked"}])) == USUAL - {"engage_verifier"}


def test_of_a_set_only_what_is_not_there_is_planned():
    joined = {
        "name": "both",
        "all_of": ["L", "R"],
        "owed_by": "exporter",
        "asked": "maker",
        "needed_by": "entry",
    }
    packs = [pack_of({**REPORT, "document": "B"}, documents={"L": LETTER, "R": R, "B": joined})]
    assert kinds(plan(packs=packs)) == USUAL | {"oem_letter"}
    assert kinds(plan(packs=packs, documents=[{}])) == {"oem_letter", "file"}


LANGUAGES = requirement("vi", "R", "'vi' in document.languages")
LEGALISED = requirement("legal", "R", "document.legalised == 'consular'")


@pytest.mark.requirement("S1-17", part="translation is a step where a provision asks for it")
def test_translation_and_legalisation_are_steps_where_a_provision_asks_for_them():
    made = plan(packs=[pack_of(REPORT, LANGUAGES, LEGALISED, documents={"R": R})])
    assert kinds(made) == USUAL | {"translate", "legalise"}
    translated, legal = step(made, "translate").step, step(made, "legalise").step
    assert translated.title == "translate into vi"
    assert translated.after == ("footprint/maker/VMC-850/verify",)
    assert translated.id in legal.after
    assert set(step(made, "file").step.after) == {*translated.after, translated.id, legal.id}


def test_what_one_regime_wants_translated_before_it_is_legalised_waits_for_all():
    second = other_pack("second", REPORT, LEGALISED, documents={"R": R})
    first = pack_of(REPORT, LANGUAGES, LEGALISED, documents={"R": R})
    for packs in ([first, second], [second, first]):
        made = plan(packs=packs)
        assert step(made, "translate").step.id in step(made, "legalise").step.after


def test_a_report_that_only_lacks_the_language_is_amended_and_translated():
    packs = [pack_of(REPORT, LANGUAGES, LEGALISED, documents={"R": R})]
    made = plan(packs=packs, documents=[{"languages": "en", "legalised": "consular"}])
    assert kinds(made) == {"amend", "translate", "file"}


def test_what_is_only_advised_has_its_own_lane_and_moves_nothing_that_binds():
    advised = {**LANGUAGES, "voice": "advice", "modality": "recommended"}
    packs = [pack_of(REPORT, advised, documents={"R": R})]
    made, plain = plan(packs=packs), plan()
    assert step(made, "translate").lane is Lane.ADVISED
    assert step(made, "verify").begin == step(plain, "verify").begin
    assert only(made).missed == only(plain).missed
    wanted = plan(packs=packs, wanted=("recommended",))
    assert step(wanted, "translate").lane is Lane.BINDING
    assert step(wanted, "verify").begin[0.8] < step(plain, "verify").begin[0.8]


def test_translation_that_is_idle_is_no_step():
    idle = {**LANGUAGES, "when": "document.is_verified"}
    made = plan(packs=[pack_of(REPORT, idle, requirement("lca", "R", "document.is_lca_based"), documents={"R": R})],
                documents=[{"is_verified": "no", "lca_based": "no"}])  # fmt: skip
    assert kinds(made) == {"amend", "file"}


OPEN = {"q": question(True, False, plan_for=False)}


def test_a_step_behind_open_law_stands_in_its_own_lane_with_the_answer_planned_for():
    packs = [pack_of(scope("!open.q"), REPORT, documents={"R": R}, questions=OPEN)]
    made = plan(packs=packs)
    assert {each.lane for each in made.steps} == {Lane.OPEN}
    (condition,) = step(made, "verify").conditions
    assert (condition.name, condition.answer, condition.is_law) == ("q", "no", True)
    assert only(made).missed == 0, "nothing surely binds"
    assert only(made).missed_if == 0
    assert only(made).outcome == "undetermined"


def test_open_law_that_is_planned_for_in_favour_takes_no_step_and_stays_open():
    packs = [pack_of(scope("open.q"), REPORT, documents={"R": R}, questions=OPEN)]
    made = plan(packs=packs)
    assert made.steps == ()
    assert only(made).outcome == "undetermined"


def test_a_report_that_fails_one_reading_is_planned_for_the_worst_where_no_answer_is_named():
    failing = requirement("lca", "R", "document.is_lca_based || open.q", renews=True)
    packs = [pack_of(REPORT, failing, documents={"R": R}, questions={"q": question()})]
    made = plan(packs=packs, documents=[{"lca_based": "no"}])
    assert kinds(made) == {"verify", "file"}
    assert {each.answer for each in step(made, "verify").conditions} == {""}


def test_a_machine_that_surely_needs_it_makes_it_bind_for_all_of_the_series():
    rows = [
        {"id": "M1", "consignment_id": "C1", "serials": "A", "procedure": "consumption"},
        {"id": "M2", "consignment_id": "C2", "serials": "B", "procedure": "temporary"},
    ]
    asked = scope("consignment.procedure == 'consumption' || !open.q")
    made = plan(*rows, packs=[pack_of(asked, REPORT, documents={"R": R}, questions=OPEN)])
    assert step(made, "verify").lane is Lane.BINDING
    assert {each.step.subject: each.lane for each in made.steps if each.step.kind == "file"} == {
        "C1": Lane.BINDING,
        "C2": Lane.OPEN,
    }


def test_where_a_fact_is_open_the_regime_is_taken_to_apply():
    packs = [pack_of(scope("machine.driven_tools"), REPORT, documents={"R": R})]
    made = plan(packs=packs)
    assert step(made, "verify").lane is Lane.OPEN
    (condition,) = step(made, "verify").conditions
    assert (condition.name, condition.is_law) == ("machine.driven_tools", False)


def test_where_nobody_has_listed_documents_nothing_is_taken_to_be_there():
    made = plan(documents=None)
    assert kinds(made) == USUAL
    assert {each.name for each in step(made, "verify").conditions} == {"consignment.documents"}


def test_an_open_fact_about_a_document_in_hand_takes_no_step():
    packs = [pack_of(REPORT, requirement("lca", "R", "document.is_lca_based"), documents={"R": R})]
    made = plan(packs=packs, documents=[{}])
    assert made.steps == ()
    assert only(made).outcome == "undetermined"


def test_open_law_and_an_open_fact_together_take_no_step_and_are_both_named():
    failing = requirement("lca", "R", "document.is_lca_based && open.q")
    questions = {"q": question(True, False, plan_for=True)}
    packs = [pack_of(REPORT, failing, documents={"R": R}, questions=questions)]
    made = plan(packs=packs, documents=[{}])
    assert made.steps == ()
    assert {each.name for each in only(made).sailing.conditions} == {"q", "document.is_lca_based"}


def test_an_exclusion_that_holds_takes_the_need_away():
    packs = [pack_of(REPORT, exclusion("x", "machine.cnc", "report"), documents={"R": R})]
    assert plan(packs=packs).steps == ()


def test_the_time_that_a_pack_states_takes_the_place_of_the_shipped_one():
    stated = {**R, "lead": {"days": [10, 30], "cite": CITE}}
    made = plan(packs=[pack_of(documents={"R": stated})], times=leads(lead("file", 1)))
    time = step(made, "verify").step.time
    assert time is not None
    assert (time.days, time.unit, time.grade) == (
        Times(10, 20, 30),
        Unit.CALENDAR_DAYS,
        LawGrade.OFFICIAL_TEXT,
    )
    assert time.source == "test, text para 1; the middle is ours"
    assert step(made, "supplier_data").step.time == shipped_steps()["supplier_data"].time


PARTIES = [
    {"id": "maker", "name": "Works", "country": "JP", "contact": "desk@works.example"},
    {"id": "consultant", "name": "Studio", "country": ""},
]


def test_steps_run_on_the_days_of_whoever_takes_them():
    made = plan(parties=PARTIES)
    owners = {each.step.kind: each.step.owner for each in made.steps}
    assert (owners["model_footprint"].name, owners["model_footprint"].contact) == (
        "Works",
        "desk@works.example",
    )
    assert (owners["model_footprint"].country, owners["model_footprint"].is_country_assumed) == (
        "JP",
        False,
    )
    assert (owners["supplier_data"].country, owners["supplier_data"].is_country_assumed) == (
        "JP",
        True,
    )
    assert (owners["verify"].country, owners["verify"].is_country_assumed) == ("VN", True)


def test_without_parties_the_shipment_says_where_they_sit():
    owners = {each.step.kind: each.step.owner for each in plan({"made_in": "TW"}).steps}
    assert {
        kind: owners[kind].country for kind in ("model_footprint", "engage_verifier", "verify")
    } == {
        "model_footprint": "TW",
        "engage_verifier": "CN",
        "verify": "VN",
    }
    nowhere = plan({"made_in": "", "dispatch": ""})
    assert {each.step.owner.country for each in nowhere.steps} == {"VN"}


def test_whoever_prepares_a_footprint_does_not_verify_it():
    rows = [lead("model_footprint", 5, party="studio"), lead("verify", 20, party="studio")]
    made = plan(times=leads(*rows))
    assert [fault.code for fault in made.faults] == ["BD-203"]
    rows[1] = lead("verify", 20, party="body")
    assert plan(times=leads(*rows)).faults == ()


def test_a_machine_without_a_maker_has_a_plan_too():
    made = plan({"maker_id": ""}, times=fixed())
    assert "footprint//VMC-850/verify" in {each.step.id for each in made.steps}
