"""A plan as its readers get it: on a terminal, as a page, a workbook, JSON and a calendar."""

import json
import re
from datetime import date
from functools import lru_cache
from io import BytesIO

import icalendar
import jsonschema
import pytest
from python_calamine import CalamineWorkbook

from cradlegate.border.planning.lead_times import LeadTable
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.vocabulary import Asked
from cradlegate.reports.html import render_html
from cradlegate.reports.json_envelope import render_json
from cradlegate.reports.planning.calendar_file import write_calendar
from cradlegate.reports.planning.document import report_plan
from cradlegate.reports.readiness.words import ROLES
from cradlegate.reports.report import Status
from cradlegate.reports.terminal import render_terminal
from cradlegate.reports.workbook import render_workbook
from tests.border.planning.plans import (
    FIXED,
    REPORT,
    fixed,
    lead,
    leads,
    pack_of,
    plan,
    step,
)
from tests.regimes.packs import document, provision, question, scope
from tests.reports.test_json_envelope import strict_schema
from tests.reports.test_readiness_report import NEVER

R = document(relates="fit.machine")
PARTIES = [
    {"id": "maker", "name": "Works", "country": "CN", "contact": "desk@works.example"},
    {"id": "body", "name": '"Body, the first; of two"', "country": "VN", "contact": ""},
]
ROWS = (
    {"id": "M1", "consignment_id": "C1", "serials": "A", "order_date": "2026-05-01"},
    {"id": "M2", "consignment_id": "C2", "serials": "B", "procedure": "temporary", "eta": "2026-08-20"},
    {"id": "M3", "consignment_id": "C3", "serials": "C", "model": "HMC-500", "ship_date": "2027-02-26",
     "entry_date": "2027-03-05", "from": "", "to": ""},
)  # fmt: skip


@lru_cache(maxsize=1)
def whole():
    """Three sailings: one surely late, one on an open question, one beyond the calendar."""
    advised = provision(
        "vi", of="R", test="'vi' in document.languages && document.is_lca_based", asked="verifier",
        remedy={"en": "translate"}, voice="advice", modality="recommended",
    )  # fmt: skip
    pack = pack_of(
        scope("consignment.procedure == 'consumption' || open.q"), REPORT, advised,
        documents={"R": R},
        questions={"q": question(True, False, plan_for=True, watch=["ministry"])},
    )  # fmt: skip
    times = leads(
        lead("verify", 28, 42, 56, unit="calendar_days", party="body", cost="4000", currency="EUR"),
        lead("engage_verifier", 5, 10, 20, cost="150.50", currency="EUR"),
        lead("translate", 3, 5, 10, cost="90", currency="USD"),
    )
    return plan(*ROWS, packs=[pack], times=times, factor=1.5, parties=PARTIES)


def report():
    return report_plan(whole())


def cells(table_id, made=None):
    """Rows of a table as JSON, by column."""
    envelope = json.loads(render_json(made or report()))
    (found,) = (each for each in envelope["result"]["tables"] if each["id"] == table_id)
    return found["rows"]


def texts(rows, column):
    return [row[column].get("text") for row in rows]


def test_the_answer_counts_sailings_and_says_how_late_the_worst_step_is():
    answer = report().answer
    assert answer.verdict
    assert answer.verdict.outcome is Outcome.NOT_MET
    assert answer.headline.startswith(
        "3 sailings: 1 more likely missed than met, 1 open, 1 more likely met; "
    )
    late = max(each.late_days for each in whole().steps if each.lane == "binding")
    assert f"the worst by {late} days" in answer.headline


def test_a_plan_without_missing_documents_says_so():
    made = report_plan(plan(documents=[{}]))
    assert made.answer.headline == "1 sailing: 1 more likely met; no document is missing"
    assert made.answer.verdict == Status(Outcome.MET)
    assert made.next_steps == ()
    assert "Nothing to do." in render_terminal(made)


def test_a_plan_that_is_in_time_says_so():
    made = report_plan(plan({"ship_date": "2026-12-01", "entry_date": "2026-12-20"}))
    assert made.answer.headline == "1 sailing: 1 more likely met; no step that binds is late"


def test_next_steps_are_those_that_can_begin_with_who_by_when_and_why():
    steps = report().next_steps
    assert steps[0].who == f"{ROLES[Asked.SUPPLIER]} (CN)"
    assert steps[0].what == "VMC-850: get data of foundries and smelters"
    assert steps[0].by == step_of("foundry_data", "VMC-850").begin[0.8]
    assert "late by" in steps[0].because
    assert "for C1, C2" in steps[0].because


def step_of(kind, series):
    (found,) = (
        each for each in whole().steps if each.step.kind == kind and each.step.subject == series
    )
    return found


def test_many_next_steps_are_cut_and_counted():
    rows = [
        {"id": f"M{n}", "consignment_id": f"C{n}", "serials": f"{n}", "model": f"VMC-{n}"}
        for n in range(5)
    ]
    steps = report_plan(plan(*rows)).next_steps
    assert len(steps) == 7
    assert steps[-1].what == "see the 4 other steps that can begin, in the chase list"


@pytest.mark.requirement("S1-9", part="risk per consignment: days late, papers missing")
def test_sailings_show_chances_risk_and_what_to_shorten():
    first, second, third = cells("sailings")
    assert (first["status"]["outcome"], second["status"]["outcome"]) == ("not met", "undetermined")
    assert (second["status"]["cause"], third["status"]["outcome"]) == ("law", "met")
    assert [row["risk"]["text"] for row in (first, second, third)] == ["high", "high", "low"]
    assert first["missing"]["value"] == "1"
    assert int(first["late"]["value"]) > 0
    assert first["missed"]["percent"] == "100"
    assert (second["missed"]["percent"], second["missed_if"]["percent"]) == ("0", "100")
    assert third["route"] == {"type": "blank", "blank": "unknown"}
    assert first["shorten"]["text"].startswith("VMC-850: ")


@pytest.mark.requirement("S1-9", part="a report missing three days before the entry is a high risk")
def test_a_report_missing_three_days_before_is_a_high_risk():
    made = plan({"ship_date": "2026-06-02", "eta": "2026-06-04", "entry_date": "2026-06-04"})
    (row,) = cells("sailings", report_plan(made))
    assert row["risk"]["text"] == "high"


def test_a_chance_between_the_limits_is_a_medium_risk_and_an_unknown_one_is_unknown():
    half = leads(*(lead(kind, 0) for kind in FIXED if kind != "verify"), lead("verify", 10, 30, 60))
    made = plan({"ship_date": "2026-07-21"}, times=half)
    (row,) = cells("sailings", report_plan(made))
    assert 20 <= int(row["missed"]["percent"]) < 50
    assert row["risk"]["text"] == "medium"
    (row,) = cells(
        "sailings",
        report_plan(plan({"ship_date": "", "entry_date": ""}, law_as_of=date(2026, 6, 1))),
    )
    assert row["risk"]["text"] == "?"
    assert row["missed"] == {"type": "blank", "blank": "unknown"}
    assert row["leaves"] == {"type": "blank", "blank": "unknown"}


@pytest.mark.requirement(
    "S0-20", part="steps behind open law stand apart with the answer planned for"
)
def test_steps_stand_in_the_lane_of_why_they_are_there():
    assert set(texts(cells("steps"), "lane")) == {"binds"}
    assert texts(cells("steps_open"), "lane") == ["only if q is answered yes"]
    assert set(texts(cells("steps_advised"), "lane")) == {"advised"}
    assert [chart.table_id for chart in report().charts] == ["steps", "steps_open", "steps_advised"]


def test_late_is_said_in_words():
    assert any(re.fullmatch(r"late by \d+ days", each) for each in texts(cells("steps"), "state"))


def test_the_state_of_a_step_says_why_a_day_is_not_known():
    letter = {"types": ["oem_letter"], "relates": "fit.machine", "asked": "maker"}
    packs = [pack_of({**REPORT, "document": "L"}, documents={"L": document(**letter)})]
    refused = report_plan(
        plan(packs=packs, documents=[{"type": "oem_letter", "state": "declined"}])
    )
    assert "R1 was refused, and nobody else can give it" in texts(cells("steps", refused), "state")
    approval = {"types": ["import_approval"], "relates": "fit.machine", "asked": "importer"}
    packs = [pack_of({**REPORT, "document": "A"}, documents={"A": document(**approval)})]
    unknown = report_plan(plan(packs=packs))
    assert "nobody knows how long it takes" in texts(cells("steps", unknown), "state")
    assert "authority (VN)" in texts(cells("steps", unknown), "owner")
    nowhere = report_plan(plan({"ship_date": "", "entry_date": ""}, law_as_of=date(2026, 6, 1)))
    assert set(texts(cells("steps", nowhere), "state")) == {"no day to be ready for"}


@pytest.mark.requirement(
    "S1-8", part="engagements with owners, days and the sailings that hang on them"
)
def test_an_engagement_names_its_sailings_with_their_own_starts():
    rows = cells("engagements")
    assert [(row["series"]["text"], row["consignment"]["text"]) for row in rows] == [
        ("VMC-850", "C1"),
        ("VMC-850", "C2"),
        ("HMC-500", "C3"),
    ]
    assert {row["owner"]["text"] for row in rows} == {"Body, the first; of two"}


@pytest.mark.requirement("S0-10", "S1-8", part="quotes added up by quarter")
def test_prices_are_added_up_by_quarter_and_currency():
    """Two series: 4000 + 150.50 each. VMC-850 is begun in Q2 2026, HMC-500 later; translations in USD."""
    rows = cells("costs")
    sums: dict[str, float] = {}
    for row in rows:
        unit = row["cost"]["unit"]
        sums[unit] = sums.get(unit, 0) + float(row["cost"]["value"])
    assert sums == {"EUR": 2 * 4150.50, "USD": 2 * 90.0}
    first = next(
        row for row in rows if row["quarter"]["text"] == "2026-Q2" and row["cost"]["unit"] == "EUR"
    )
    assert (first["cost"]["value"], first["steps"]["value"]) == ("4150.5", "2")
    (table,) = (each for each in report().tables if each.id == "costs")
    priced = sum(int(row["steps"]["value"]) for row in rows)
    assert (
        table.note == f"{len(whole().steps) - priced} of {len(whole().steps)} steps have no price."
    )


def test_a_price_without_a_day_stands_in_no_quarter():
    made = plan({"ship_date": "", "entry_date": ""}, law_as_of=date(2026, 6, 1),
                times=leads(lead("verify", 20, cost="10", currency="EUR")))  # fmt: skip
    (row,) = cells("costs", report_plan(made))
    assert row["quarter"] == {"type": "blank", "blank": "unknown"}


def test_the_chase_list_has_steps_and_open_facts_by_party():
    packs = [pack_of(scope("machine.driven_tools"), REPORT, documents={"R": R})]
    rows = cells("chase", report_plan(plan(packs=packs, parties=PARTIES)))
    parties = texts(rows, "party")
    assert parties == sorted(parties)
    asked = next(row for row in rows if row["state"]["text"] == "to be answered")
    assert asked["what"]["text"].endswith("(M1)")
    assert asked["contact"]["text"] == "desk@works.example"
    works = [row for row in rows if row["party"]["text"] == "Works" and row["begin"].get("text")]
    assert [row["begin"]["text"] for row in works] == sorted(row["begin"]["text"] for row in works)


def test_open_points_name_the_question_the_answer_planned_for_and_who_can_give_it():
    (row,) = cells("open")
    assert (row["ask"]["text"], row["plan_for"]["text"]) == ("How is it meant?", "yes")
    assert row["authority"]["text"] == "Ministry"
    assert row["sailings"]["text"] == "C2"
    assert row["steps"]["text"] == "C2: hand in: report"
    packs = [pack_of(scope("machine.driven_tools"), REPORT, documents={"R": R})]
    (fact,) = cells("open", report_plan(plan({"ship_date": ""}, packs=packs)))
    assert fact["plan_for"] == {"type": "blank", "blank": "unknown"}
    assert fact["authority"]["text"] in {"maker", "exporter"}


def test_times_in_use_say_who_said_so():
    rows = {row["kind"]["text"]: row for row in cells("times")}
    assert rows["supplier data"]["grade"]["grade"] == "estimate"
    assert rows["verify"]["source"]["text"] == "test"
    assert rows["verify"]["likely"]["value"] == "63", "42 days and half as much again"


def test_notes_warn_of_order_calendar_and_scenario():
    notes = [note.text for note in report().notes]
    assert any(
        "before the order is placed, by up to" in each and "for C1" in each for each in notes
    )
    assert any("Working days of CN are announced until 2026-12-31" in each for each in notes)
    assert "A scenario: the times of verification bodies are changed by +50 %." in notes
    assert any("working days are those of CN" in each for each in notes)
    assert not any("trade press" in each for each in notes), "this pack was read in its own text"


def test_a_regime_known_from_the_press_is_said_to_be():
    from tests.border.shipments import judged

    made = plan_of(judged("C05").readiness)
    notes = [note.text for note in report_plan(made).notes if note.is_warning]
    assert any("reported by trade press and not confirmed" in each for each in notes)


def plan_of(readiness):
    from cradlegate.border.planning.plan import make_plan
    from cradlegate.border.planning.productions import Basis

    return make_plan([readiness], Basis(LeadTable(), readiness.today), seed=1, runs=100)


def test_a_terminal_has_lines_that_fit_and_names_what_it_leaves_out():
    rows = [
        {"id": f"M{n}", "consignment_id": f"C{n:02}", "serials": f"{n}", "model": f"VMC-{n}"}
        for n in range(15)
    ]
    text = render_terminal(report_plan(plan(*rows), is_brief=True), width=100)
    assert max(map(len, text.splitlines())) <= 100
    assert "3 more rows: they stand in plan.xlsx" in text
    assert "9 begin by, 95 %, 8 80 %, 5 50 %, ] done by, | 2026-06-01" in text


def test_all_renderings_carry_the_same_days():
    made = report()
    start = step_of("verify", "VMC-850").begin[0.8].isoformat()
    assert start in render_html(made)
    sheets = CalamineWorkbook.from_filelike(BytesIO(render_workbook(made)))
    assert {"Sailings", "Steps that bind", "Chase list by party"} <= set(sheets.sheet_names)
    assert any(start in row for row in sheets.get_sheet_by_name("Steps that bind").to_python())
    envelope = json.loads(render_json(made))
    jsonschema.validate(envelope, strict_schema())
    assert start in json.dumps(envelope)


def test_no_rendering_promises_or_begs():
    for text in (render_terminal(report()), re.sub("<!DOCTYPE html>", "", render_html(report()))):
        assert NEVER.search(re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)) is None


def events():
    calendar = icalendar.Calendar.from_ical(write_calendar(whole()))
    return {str(each["SUMMARY"]): each for each in calendar.walk("VEVENT")}


def test_another_program_reads_the_latest_starts_and_due_days():
    read = events()
    verify = step_of("verify", "VMC-850")
    assert read["Begin: VMC-850: verify the footprint"]["DTSTART"].dt == verify.begin[0.8]
    assert read["Done by: VMC-850: verify the footprint"]["DTSTART"].dt == verify.done_by
    assert read["Leaves: C1 CNTAO–VNSGN"]["DTSTART"].dt == date(2026, 8, 5)
    described = str(read["Begin: VMC-850: verify the footprint"]["DESCRIPTION"])
    assert described.startswith(
        f"Body, the first; of two. Latest start: 95% {verify.begin[0.95]}, 80% "
    )
    assert "not legal advice" in described.replace("\n", " ")


def test_events_keep_their_ids_from_plan_to_plan():
    made = plan(ROWS[0], times=fixed(), day=date(2026, 6, 3), seed=9)
    other = icalendar.Calendar.from_ical(write_calendar(made))
    later = {str(each["SUMMARY"]): str(each["UID"]) for each in other.walk("VEVENT")}
    shared = set(later) & set(events())
    assert len(shared) > 8
    assert all(str(events()[each]["UID"]) == later[each] for each in shared)
    assert len(set(later.values())) == len(later)


def test_a_calendar_file_is_folded_and_the_same_every_time():
    data = write_calendar(whole())
    assert data == write_calendar(whole())
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_a_sailing_without_a_day_has_no_event_and_an_unknown_chance_is_said():
    made = plan({"ship_date": ""})
    assert b"Leaves" not in write_calendar(made)
    undated = plan({"ship_date": "", "entry_date": ""}, law_as_of=date(2026, 6, 1))
    assert b"VEVENT" not in write_calendar(undated)
    approval = {"types": ["import_approval"], "relates": "fit.machine", "asked": "importer"}
    packs = [pack_of({**REPORT, "document": "A"}, documents={"A": document(**approval)})]
    assert b"Chance to miss it: not known." in write_calendar(plan(packs=packs))


def test_a_promised_document_has_a_due_day_and_no_start():
    made = plan(documents=[{"state": "promised", "due": "2026-07-10", "asked_of": "body"}])
    named = write_calendar(made).decode()
    assert "SUMMARY:Done by: VMC-850: await R1" in named
    assert "Begin: VMC-850: await" not in named
    state = next(
        row["state"]["text"]
        for row in cells("steps", report_plan(made))
        if "await" in row["step"]["text"]
    )
    assert state == "promised for 2026-07-10"
    assert step(made, "await").done_by is not None
