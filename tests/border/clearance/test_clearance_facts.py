"""What packs learn of a consignment from its events; what nobody recorded stays unknown."""

from datetime import UTC, date, datetime

import pytest

from cradlegate.border.clearance.facts import supply_clearance_facts
from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.regimes.vocabulary import shipped_vocabulary
from tests.border.clearance.happenings import NOW, happened


def facts(*told, **options):
    found = supply_clearance_facts(happened(*told, **options), "C1", NOW)
    return {name: each.value for name, each in found.items()}


def test_days_are_those_of_the_place():
    """Half past midnight in Vietnam is still the day before in UTC."""
    found = facts("cf_submitted 2026-07-01T00:30", "arrived 2026-07-02T23:30")
    assert found["consignment.submitted_at"] == Interval(date(2026, 7, 1), date(2026, 7, 1))
    assert found["consignment.arrival"] == Interval(date(2026, 7, 2), date(2026, 7, 2))


def test_what_is_not_recorded_replaces_nothing():
    assert set(facts()) == {"submission.before_arrival", "clearance.voided"}
    assert set(facts().values()) == {Blank.UNKNOWN}


@pytest.mark.parametrize(
    ("submitted", "is_before"), [("08:59", True), ("09:00", False), ("09:01", False)]
)
def test_the_submission_comes_before_the_arrival_to_the_minute(submitted, is_before):
    """S2-7: equal or later does not count."""
    found = facts(f"cf_submitted 2026-07-02T{submitted}", "arrived 2026-07-02T09:00")
    assert found["submission.before_arrival"] is is_before


def test_a_submission_without_arrival_is_not_compared():
    assert facts("cf_submitted 2026-07-02T09:00")["submission.before_arrival"] is Blank.UNKNOWN


@pytest.mark.parametrize(
    ("told", "voided"),
    [
        (["benefit_voided 2026-07-02T11:00"], True),
        (["released 2026-07-02T10:00", "benefit_voided 2026-07-02T11:00"], True),
        (["released 2026-07-02T10:00"], False),
        (["released 2026-07-02T10:00", "manual_review 2026-07-02T09:00"], Blank.UNKNOWN),
        (["arrived 2026-07-02T09:00"], Blank.UNKNOWN),
    ],
)
def test_the_benefit_is_lost_by_an_event_and_kept_by_a_release(told, voided):
    assert facts(*told)["clearance.voided"] is voided


def test_events_of_others_and_of_later_tell_nothing():
    assert set(facts("released 2026-07-02T10:00", consignment="C2").values()) == {Blank.UNKNOWN}
    early = datetime(2026, 7, 2, 3, 0, tzinfo=UTC)  # released at 10:00, recorded at 10:01
    found = supply_clearance_facts(happened("released 2026-07-02T10:00"), "C1", early)
    assert found["clearance.voided"].value is Blank.UNKNOWN


def test_every_fact_is_one_that_packs_can_ask_for():
    found = facts("cf_submitted 2026-07-01T09:00", "arrived 2026-07-02T09:00")
    assert set(found) <= set(shipped_vocabulary().facts)


def test_a_fact_names_its_event():
    found = supply_clearance_facts(happened("benefit_voided 2026-07-02T11:00"), "C1", NOW)
    assert found["clearance.voided"].source == (
        "event C1-1: benefit_voided at 2026-07-02T11:00:00+07:00"
    )
