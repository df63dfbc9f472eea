"""Times of steps: what is shipped says who said so, and what a user states takes its place."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cradlegate.border.planning.lead_times import (
    LEADS_FILE,
    LeadTable,
    Unit,
    find_chain,
    lead_tables,
    read_leads,
    shipped_chains,
    shipped_steps,
)
from cradlegate.border.planning.pert import Times
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.core.grade import DataGrade, LawGrade
from tests.border.planning.plans import LEAD, TODAY, lead, lead_faults, leads, likely
from tests.border.shipments import table


@pytest.mark.requirement("S0-21", part="28 to 56 calendar days, graded as reported")
def test_only_the_verification_is_reported_and_all_other_times_are_estimates():
    by_grade = {name: each.time.grade for name, each in shipped_steps().items() if each.time}
    assert {name for name, grade in by_grade.items() if grade is LawGrade.REPORTED} == {"verify"}
    assert set(by_grade.values()) == {LawGrade.REPORTED, DataGrade.ESTIMATE}
    verify = shipped_steps()["verify"].time
    assert verify is not None
    assert (verify.days, verify.unit) == (Times(28, 42, 56), Unit.CALENDAR_DAYS)


def test_the_answer_of_an_authority_has_no_time():
    assert shipped_steps()["approval"].time is None


def test_a_user_may_state_a_time_of_every_step():
    assert set(lead_tables()["leads"].columns["step"].allowed) == set(shipped_steps())


def test_every_step_stands_after_those_that_it_needs():
    for chain in shipped_chains():
        names = [each.id for each in chain.steps]
        for at, each in enumerate(chain.steps):
            assert set(each.after) & set(names) <= set(names[:at])


def test_types_of_documents_are_those_of_a_shipment_and_each_has_one_chain():
    types = [name for chain in shipped_chains() for name in chain.types]
    assert len(types) == len(set(types))
    assert set(types) <= set(shipment_tables()["documents"].columns["type"].allowed)
    assert find_chain(("quotation",)).id == "other"


def test_a_workbook_of_lead_times_reads_as_a_table_does():
    import io

    import xlsxwriter

    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet("leads")
    for row, cells in enumerate(
        (("step", "min", "likely", "max", "source"), ("verify", 1, 2, 3, "offer"))
    ):
        sheet.write_row(row, 0, cells)
    book.close()
    read, faults = read_leads({"our-times.xlsx": data.getvalue()})
    assert faults == ()
    assert [each.days for each in read.own] == [Times(1, 2, 3)]


def test_a_party_has_its_own_time_and_others_the_one_for_anybody():
    read = leads(lead("verify", 30, party="body-1"), lead("verify", 40))
    assert likely(read, "body-1") == 30
    assert likely(read, "body-2") == 40
    assert likely(read, "") == 40


@pytest.mark.requirement("S1-18", part="times of verification bodies are data with a date")
def test_the_newest_time_that_holds_is_taken():
    read = leads(
        lead("verify", 30, valid_from="2026-01"),
        lead("verify", 45, valid_from="2026-06"),
        lead("verify", 60, valid_from="2026-09"),
    )
    days = [likely(read, day=day) for day in (date(2026, 5, 31), TODAY, date(2026, 9, 1))]
    assert days == [30, 45, 60]
    assert read.find("verify", "", date(2025, 12, 31), None) == shipped_steps()["verify"].time


def test_where_nobody_is_named_the_slowest_of_those_who_offer_is_taken():
    read = leads(lead("verify", 30, party="body-1"), lead("verify", 45, party="body-2"))
    assert likely(read, "") == 45
    assert read.find_party("verify", TODAY) == ""
    assert read.find("verify", "body-9", TODAY, None) == shipped_steps()["verify"].time


def test_who_alone_offers_a_step_takes_it():
    read = leads(lead("model_footprint", 30, party="consultant", country="DE"))
    assert read.find_party("model_footprint", TODAY) == "consultant"
    assert read.find_country("consultant") == "DE"
    assert LeadTable().find_party("model_footprint", TODAY) == ""


def test_what_the_pack_states_stands_before_the_shipped_time_and_behind_the_users():
    stated = leads(lead("verify", 35)).own[0]
    assert LeadTable().find("verify", "", TODAY, stated) is stated
    assert likely(leads(lead("verify", 50)), stated=stated) == 50


def test_a_price_is_kept_with_its_currency():
    (row,) = leads(lead("verify", 30, cost="4200.50", currency="EUR")).own
    assert (row.cost, row.currency) == (Decimal("4200.50"), "EUR")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([lead("verify", 40, 30, 50)], "BD-200"),
        ([lead("verify", 20, 60, 50)], "BD-200"),
        ([lead("verify", 30, cost="10")], "BD-201"),
        ([lead("verify", 30, currency="EUR")], "BD-201"),
        ([lead("verify", 30), lead("verify", 40)], "BD-202"),
        ([lead("verify", 3000)], "CF-035"),
    ],
)
def test_a_bad_row_is_refused(rows, code):
    assert code in [fault.code for fault in lead_faults(*rows)]


def test_all_faults_of_a_table_are_gathered():
    rows = [{**LEAD, **lead("verify", 40, 30, 50)}, {**LEAD, **lead("file", 3, cost="1")}]
    read, faults = read_leads({LEADS_FILE: table(rows)})
    assert sorted(fault.code for fault in faults) == ["BD-200", "BD-201"]
    assert [fault.place.row for fault in faults] == [2, 3]
    assert read.own == ()


PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "plan-files.md").read_text(
    encoding="utf-8"
)


def test_the_reference_page_names_every_column_and_shows_the_shipped_times():
    columns = lead_tables()["leads"].columns
    assert [name for name in columns if f"`{name}`" not in PAGE] == []
    for name, each in shipped_steps().items():
        (line,) = (line for line in PAGE.splitlines() if line.startswith(f"| `{name}` | "))
        if each.time:
            days = ", ".join(f"{day:g}" for day in each.time.days)
            assert f"{days} {each.time.unit.replace('_', ' ')}" in line
            assert str(each.time.grade) in line
        assert all(f"`{before}`" in line for before in each.after)
