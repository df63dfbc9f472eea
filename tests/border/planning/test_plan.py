"""Latest starts, lateness and chances, against plans that were made by hand."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.border.planning.lead_times import LeadTable
from cradlegate.border.planning.plan import CHANCES, make_plan
from cradlegate.border.planning.productions import Basis
from cradlegate.border.planning.simulate import run_plan
from cradlegate.core.calendar import WorkCalendar
from cradlegate.core.fault import FaultsError
from tests.border.planning.plans import (
    FIXED,
    PACK,
    REPORT,
    TODAY,
    fixed,
    lead,
    leads,
    missed,
    only,
    other_pack,
    plan,
    ready,
    step,
)
from tests.regimes.packs import document

GERMAN = [
    {"id": name, "name": name, "country": "DE"} for name in ("maker", "body", "buyer", "broker")
]
"""Everybody in a country whose calendar has no make-up days."""
SHIP = {"ship_date": "2026-09-30", "entry_date": "2026-10-15", "made_in": "DE", "dispatch": "DE"}
ROWS = [lead(kind, days, party="body" if kind == "verify" else "") for kind, days in FIXED.items()]
"""The fixed times, with a body in Germany."""


def verification(days, **cells):
    """Only the verification takes time, in calendar days, by a body in Germany."""
    rows = [lead(kind, 0) for kind in FIXED if kind != "verify"]
    return leads(
        *rows, lead("verify", days, unit="calendar_days", party="body", country="DE", **cells)
    )


@pytest.mark.requirement("S0-21", part="latest starts 56 and 28 days before a sailing")
@pytest.mark.parametrize(("days", "start"), [(56, date(2026, 8, 5)), (28, date(2026, 9, 2))])
def test_a_verification_begins_four_to_eight_weeks_before_the_sailing(days, start):
    """Ship 30 September 2026: 5 August for eight weeks, 2 September for four; both are Wednesdays."""
    made = plan(SHIP, times=verification(days), parties=GERMAN)
    assert set(step(made, "verify").begin.values()) == {start}
    assert step(made, "verify").done_by == date(2026, 9, 30)


@pytest.mark.requirement("S0-22", part="late with the days overdue when the start has passed")
def test_a_start_that_has_passed_is_late_by_its_days():
    """Planned on 15 August, ten days after 5 August."""
    made = plan(SHIP, times=verification(56), parties=GERMAN, day=date(2026, 8, 15))
    assert step(made, "verify").late_days == 10
    assert step(made, "verify").spare_days == -10
    assert (only(made).missed, only(made).outcome) == (1, "not met")


@pytest.mark.requirement("S0-22", part="warned where the first step must begin before the order")
def test_a_start_before_the_order_is_told():
    made = plan({**SHIP, "order_date": "2026-08-10"}, times=verification(56), parties=GERMAN)
    assert only(made).before_order_days == 5
    assert (
        only(
            plan({**SHIP, "order_date": "2026-08-01"}, times=verification(56), parties=GERMAN)
        ).before_order_days
        == 0
    )


def test_fixed_times_give_the_critical_path_that_was_made_by_hand():
    """Germany; nothing but weekends lies between 20 July and 30 September 2026.

    Working days back from Wednesday 30 September: hand in 1, verify 20, model 5, suppliers 5,
    foundries 10; the engagement (5) runs beside the last three.
    """
    expected = {
        "file": date(2026, 9, 29),
        "model_footprint": date(2026, 8, 25),
        "supplier_data": date(2026, 8, 18),
        "foundry_data": date(2026, 8, 4),
    }
    made = plan(SHIP, times=leads(*ROWS), parties=GERMAN)
    assert {kind: step(made, kind).begin[0.5] for kind in expected} == expected
    assert step(made, "verify").begin[0.95] == date(2026, 9, 1)
    assert step(made, "engage_verifier").begin[0.8] == date(2026, 8, 25)
    assert {kind: step(made, kind).critical for kind in FIXED} == {
        **dict.fromkeys(FIXED, 1.0),
        "engage_verifier": 0.0,
    }


def test_starting_today_the_fixed_path_ends_on_the_day_that_was_counted_by_hand():
    """41 working days from Monday 1 June 2026 in Germany: only Corpus Christi is regional.

    1 June to 10 July are 30 working days, to 24 July 40; the report is handed in on 27 July.
    """
    network = plan(SHIP, times=leads(*ROWS), parties=GERMAN).network
    runs = run_plan(network, TODAY, 1, 3)
    (goal,) = network.sailings[0].goals
    assert set(runs.finish[goal.step]) == {float((date(2026, 7, 28) - TODAY).days)}


def test_the_chance_to_miss_is_the_share_of_draws_that_take_too_long():
    """One step of 10, 20 or 45 working days from Monday 1 June: how many draws exceed n days.

    NumPy's own beta generator gives the share; n is counted with the calendar.
    """
    rows = [lead(kind, 0) for kind in FIXED if kind != "foundry_data"]
    made = plan(
        {**SHIP, "ship_date": "2026-07-01"},
        times=leads(*rows, lead("foundry_data", 10, 20, 45), lead("verify", 0, party="body")),
        parties=GERMAN, runs=20_000,
    )  # fmt: skip
    room = int(WorkCalendar("DE").count_workdays(TODAY, date(2026, 6, 30)))
    draws = 10 + 35 * np.random.default_rng(3).beta(1 + 4 * 10 / 35, 1 + 4 * 25 / 35, 400_000)
    assert room == 22
    assert only(made).missed == pytest.approx(float(np.mean(draws > room)), abs=0.01)
    for chance in CHANCES:
        needed = float(np.quantile(draws, chance))
        start = step(made, "foundry_data").begin[chance]
        has = int(WorkCalendar("DE").count_workdays(start, date(2026, 6, 30)))
        assert has >= needed - 0.2
        assert has - 1 < needed + 0.2


def test_the_likely_times_added_up_are_met_less_often_than_not():
    """Skewed times make a sum of likely times a promise that is rarely kept."""
    rows = [lead(kind, 0) for kind in ("engage_verifier", "verify", "file")]
    rows += [
        lead(kind, 10, 20, 60) for kind in ("foundry_data", "supplier_data", "model_footprint")
    ]
    end = WorkCalendar("DE").add_workdays(TODAY, 60)
    made = plan(
        {**SHIP, "ship_date": end.isoformat()}, times=leads(*rows), parties=GERMAN, runs=4000
    )
    assert missed(made) > 0.6


def test_safer_starts_are_earlier():
    made = plan(times=LeadTable(), runs=500)
    for each in made.steps:
        assert each.begin[0.95] <= each.begin[0.8] <= each.begin[0.5]
        assert all(
            WorkCalendar(each.step.owner.country).is_workday(day) for day in each.begin.values()
        )


@pytest.mark.requirement("S1-18", part="half as much again moves the starts and the chance")
def test_more_time_of_verifiers_moves_what_comes_before_them_alone():
    plain, slow = (plan(times=LeadTable(), factor=factor) for factor in (1.0, 1.5))
    assert step(slow, "verify").begin[0.8] < step(plain, "verify").begin[0.8]
    assert step(slow, "foundry_data").begin[0.8] < step(plain, "foundry_data").begin[0.8]
    assert step(slow, "file").begin == step(plain, "file").begin
    assert missed(slow) >= missed(plain)


def test_the_seed_decides_every_draw():
    one, same, other = (plan(times=LeadTable(), seed=seed) for seed in (1, 1, 2))
    assert one.steps == same.steps
    assert one.sailings == same.sailings
    assert one.sailings != other.sailings


def test_other_sailings_change_no_draw_of_a_series():
    rows = [
        {"id": "M1", "consignment_id": "C1", "serials": "A", "ship_date": "2026-09-20"},
        {"id": "M2", "consignment_id": "C2", "serials": "B", "model": "HMC-500"},
    ]
    alone, together = plan(rows[0], times=LeadTable()), plan(*rows, times=LeadTable())
    assert together.sailings[0].missed == only(alone).missed


def test_a_body_that_is_slow_once_is_slow_in_all_its_steps():
    """Two series of one body: both reports are late in the same runs, not in runs of their own."""
    rows = [
        {"id": "M1", "consignment_id": "C1", "serials": "A", "model": "A-1"},
        {"id": "M2", "consignment_id": "C1", "serials": "B", "model": "B-1"},
    ]
    times = leads(
        *(lead(kind, 0) for kind in FIXED if kind != "verify"),
        lead("verify", 10, 40, 80, party="body"),
    )
    made = make_plan(ready(*rows), Basis(times, TODAY), seed=1, runs=500)
    runs = run_plan(made.network, TODAY, 1, 500)
    one, two = (runs.days[each] for each in made.network.steps if each.endswith("/verify"))
    assert (one == two).all()
    others = leads(
        *(lead(kind, 0) for kind in FIXED if kind != "model_footprint"),
        lead("model_footprint", 10, 40, 80),
    )
    made = make_plan(ready(*rows), Basis(others, TODAY), seed=1, runs=500)
    runs = run_plan(made.network, TODAY, 1, 500)
    one, two = (runs.days[each] for each in made.network.steps if each.endswith("/model_footprint"))
    assert abs(float(np.corrcoef(one, two)[0, 1])) < 0.15


def test_the_step_to_shorten_is_the_one_that_wins_most_days():
    """Only the supplier's time varies: it wins its mean (10 + 4 · 20 + 60) / 6 - 10 = 15 working days."""
    rows = [lead(kind, 0) for kind in FIXED if kind != "supplier_data"]
    made = plan(times=leads(*rows, lead("supplier_data", 10, 20, 60)), runs=4000)
    assert only(made).hold_up.endswith("supplier_data")
    assert only(made).saved_days == pytest.approx(15 * 7 / 5, abs=0.6)


def test_where_nothing_can_be_won_no_step_is_named():
    made = plan(times=fixed())
    assert (only(made).hold_up, only(made).saved_days) == ("", 0)


def test_a_promised_day_is_the_first_day_of_what_comes_after_it():
    papers = [{"state": "promised", "due": "2026-07-10", "asked_of": "body"}]
    made = plan({"ship_date": "2026-07-14"}, documents=papers)
    assert step(made, "file").ready == date(2026, 7, 11)
    assert only(made).missed == 0, "handed in on Monday 13 July"
    assert only(plan({"ship_date": "2026-07-13"}, documents=papers)).missed == 1


def test_each_sailing_has_its_own_latest_start_of_what_they_share():
    rows = [
        {"id": "M1", "consignment_id": "C1", "serials": "A", **SHIP},
        {"id": "M2", "consignment_id": "C2", "serials": "B", **SHIP, "ship_date": "2026-10-14"},
    ]
    made = plan(*rows, times=verification(56), parties=GERMAN)
    name = "footprint/maker/VMC-850/verify"
    starts = [each.begin[name][0.8] for each in made.sailings]
    assert starts == [date(2026, 8, 5), date(2026, 8, 19)]
    assert step(made, "verify").begin[0.8] == date(2026, 8, 5), "the earlier one decides"


def test_a_document_needed_before_departure_is_planned_for_that_day():
    pack = other_pack(
        "early", REPORT, documents={"R": document(relates="fit.machine", needed_by="dispatch")}
    )
    assert step(plan(packs=[pack]), "file").done_by == date(2026, 8, 5)


def test_an_entry_before_the_departure_is_the_day_to_be_ready_for():
    assert step(plan({"entry_date": "2026-08-01"}), "file").done_by == date(2026, 8, 1)
    assert step(plan({"entry_date": "2026-08"}), "file").done_by == date(2026, 8, 5), (
        "some day in August"
    )


def test_without_a_departure_the_entry_is_the_day_to_be_ready_for():
    made = plan({"ship_date": ""})
    assert step(made, "file").done_by == date(2026, 8, 25)
    assert only(made).sailing.day is None


def test_without_any_day_there_is_no_chance_and_a_warning():
    made = plan({"ship_date": "", "entry_date": ""}, law_as_of=TODAY)
    assert [fault.code for fault in made.faults] == ["BD-204"]
    assert (only(made).missed, only(made).outcome) == (None, "undetermined")
    assert step(made, "verify").begin == {}
    assert step(made, "verify").ready is not None


def test_what_is_late_for_the_ship_may_be_there_at_the_entry():
    made = plan({**SHIP, "ship_date": "2026-06-10", "entry_date": "2026-12-01"}, times=fixed())
    assert (only(made).missed, only(made).late_for_entry) == (1, 0)


def test_days_beyond_the_known_calendar_are_told():
    made = plan({"ship_date": "2027-02-20", "entry_date": "2027-03-05"})
    assert step(made, "file").calendar_ends == date(2026, 12, 31)
    assert step(made, "foundry_data").calendar_ends is None, "ends in 2026"


@pytest.mark.parametrize("year", ["2150", "9990"])
def test_a_plan_beyond_every_calendar_is_refused(year):
    with pytest.raises(FaultsError) as error:
        plan({"ship_date": f"{year}-08-05", "entry_date": f"{year}-08-25"}, packs=[PACK])
    assert [fault.code for fault in error.value.faults] == ["BD-206"]


@settings(max_examples=12)
@given(st.integers(0, 200), st.integers(0, 60), st.floats(1, 3))
def test_a_later_sailing_is_missed_no_more_often_and_a_slower_body_no_less(day, more, factor):
    ship = date(2026, 6, 5) + timedelta(days=day)
    times = leads(
        *(lead(kind, 0) for kind in FIXED if kind != "verify"), lead("verify", 10, 30, 60)
    )

    def chance(leaves, factor):
        row = {"ship_date": leaves.isoformat(), "entry_date": "2027-06-01"}
        return missed(plan(row, times=times, runs=100, factor=factor))

    assert chance(ship + timedelta(days=more), 1) <= chance(ship, 1) <= chance(ship, factor)
