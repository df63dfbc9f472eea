"""The twelve hours by every start: what is met, missed, running, or nobody can say."""

import pytest

from cradlegate.border.clocks.clearances import Start
from cradlegate.border.clocks.clocks import Measure, Span
from cradlegate.core.cause import Cause
from cradlegate.core.outcome import Outcome
from tests.border.clearance.happenings import happened
from tests.border.clocks.timed import time_all, time_one, utc

GREEN = "channel_assigned 2026-07-02T10:00 RCEP green customs channel"


def judge(timed, start=Start.SUBMITTED, measure=Measure.ELAPSED):
    return timed.judge_clock(start, measure)


@pytest.mark.requirement("S2-4", part="eleven hours fifty-nine, twelve hours, twelve hours one")
@pytest.mark.parametrize(
    ("released", "outcome"),
    [
        ("2026-07-02T20:59", Outcome.MET),
        ("2026-07-02T21:00", Outcome.MET),  # within twelve hours: exactly twelve is within
        ("2026-07-02T21:00:01", Outcome.NOT_MET),
        ("2026-07-02T21:01", Outcome.NOT_MET),
    ],
)
def test_twelve_hours_end_with_their_last_second(released, outcome):
    timed = time_one("cf_submitted 2026-07-02T09:00", f"released {released}")
    assert judge(timed) == (outcome, None)


def test_twelve_hours_are_the_same_in_every_zone():
    """Submitted at 9:00 in Vietnam, released 23:30 by the clock of Adelaide: 12 hours."""
    submitted = happened("cf_submitted 2026-07-02T09:00")
    released = happened("released 2026-07-02T23:30", zone="Australia/Adelaide", event_id="R")
    (timed,) = time_all((*submitted, *released))
    assert judge(timed) == (Outcome.MET, None)
    taken = timed.clocks[Start.SUBMITTED].taken
    assert taken is not None
    assert taken.elapsed == 12 * 3600


def test_twelve_hours_by_the_wall_may_be_few_in_the_office():
    """From 16:00 to 9:00: 17 hours, of which the office has two."""
    timed = time_one("cf_submitted 2026-07-02T16:00", "released 2026-07-03T09:00")
    assert timed.clocks[Start.SUBMITTED].taken == Span(17 * 3600, 2 * 3600, 1)
    assert judge(timed) == (Outcome.NOT_MET, None)
    assert judge(timed, measure=Measure.OFFICE) == (Outcome.MET, None)


def test_an_open_clearance_waits_until_twelve_hours_have_passed():
    told = ("cf_submitted 2026-07-02T09:00", "arrived 2026-07-02T09:00")
    for now, outcome in (("14:00", Outcome.WAITING), ("14:00:01", Outcome.NOT_MET)):
        timed = time_one(*told, as_of=utc(f"2026-07-02T{now}"))
        assert judge(timed) == (outcome, None)


def test_what_is_not_recorded_is_a_missing_fact():
    timed = time_one("released 2026-07-02T09:00")
    assert judge(timed) == (Outcome.UNDETERMINED, Cause.FACT)
    assert timed.clocks[Start.SUBMITTED].taken is None


def test_an_office_that_is_not_known_leaves_its_hours_unknown():
    timed = time_one("cf_submitted 2026-07-02T09:00", "released 2026-07-02T10:00", zone="+07:00")
    assert timed.office is None
    assert timed.clocks[Start.SUBMITTED].taken == Span(3600)
    assert judge(timed) == (Outcome.MET, None)
    assert judge(timed, measure=Measure.OFFICE) == (Outcome.UNDETERMINED, Cause.FACT)


def test_a_country_of_destination_stands_above_the_zone():
    events = happened("cf_submitted 2026-07-02T09:00", "released 2026-07-02T10:00", zone="+07:00")
    (timed,) = time_all(events, countries={"C1": "VN"})
    assert timed.office
    assert timed.office.country == "VN"


def test_the_exporter_s_zone_does_not_move_the_office():
    """The maker in China submits, customs in Vietnam acts."""
    submitted = happened("cf_submitted 2026-07-02T10:00", zone="Asia/Shanghai")
    released = happened("released 2026-07-02T10:00", event_id="R")
    (timed,) = time_all((*submitted, *released))
    assert timed.office
    assert timed.office.zone == "Asia/Ho_Chi_Minh"
    assert timed.clocks[Start.SUBMITTED].taken == Span(3600, 3600, 0)


def test_a_cancelled_clearance_neither_keeps_nor_misses_anything():
    timed = time_one("cf_submitted 2026-07-02T09:00", "cancelled 2026-07-03T09:00")
    assert judge(timed) == (Outcome.NOT_APPLICABLE, None)
    assert timed.clocks[Start.SUBMITTED].taken == Span(24 * 3600, 8 * 3600, 1)


def test_a_clock_that_begins_after_the_release_never_ran():
    timed = time_one("released 2026-07-02T09:00", "documents_checked 2026-07-02T10:00")
    clock = timed.clocks[Start.COMPLETE]
    assert (clock.taken, clock.asked) == (None, None)
    assert judge(timed, Start.COMPLETE) == (Outcome.NOT_APPLICABLE, None)


def test_time_in_queries_is_told_apart():
    """Four hours in queries, from 10 to 14, of which noon closes one; the rest is three and three."""
    timed = time_one(
        "arrived 2026-07-02T09:00",
        "query_raised 2026-07-02T10:00",
        "query_answered 2026-07-02T14:00",
        "released 2026-07-02T16:00",
    )
    clock = timed.clocks[Start.ARRIVED]
    assert clock.taken == Span(7 * 3600, 6 * 3600, 0)
    assert clock.asked == Span(4 * 3600, 3 * 3600)
    assert clock.taken.without(clock.asked) == Span(3 * 3600, 3 * 3600)


def test_only_the_part_of_a_query_that_the_clock_ran_counts():
    """Raised before the documents were complete at 11:00; open until the release at 12:00."""
    timed = time_one(
        "query_raised 2026-07-02T09:00",
        "documents_checked 2026-07-02T11:00",
        "released 2026-07-02T12:00",
    )
    assert timed.clocks[Start.COMPLETE].asked == Span(3600, 3600)


def test_a_query_beside_the_clock_counts_nothing():
    timed = time_one(
        "query_raised 2026-07-02T09:00",
        "query_answered 2026-07-02T10:00",
        "arrived 2026-07-02T11:00",
        "released 2026-07-02T12:00",
        zone="+07:00",
    )
    assert timed.clocks[Start.ARRIVED].asked == Span(0)
    assert timed.clocks[Start.ARRIVED].taken == Span(3600)
    assert Span(3600).without(Span(600, 600)) == Span(3000)


EVERY = (
    "cf_submitted 2026-07-02T08:00",
    "arrived 2026-07-02T09:00",
    "entry_registered 2026-07-02T10:00",
    GREEN,
    "documents_checked 2026-07-02T11:00",
)


@pytest.mark.requirement("S2-4", part="every start is a reading, and they must agree")
@pytest.mark.parametrize(
    ("told", "judged"),
    [
        # Released at 19:00: 11 hours from the submission, 8 from the complete documents.
        ((*EVERY, "released 2026-07-02T19:00"), (Outcome.MET, None)),
        # Released at 22:00: 14 hours from the submission, 11 from the complete documents.
        ((*EVERY, "released 2026-07-02T22:00"), (Outcome.UNDETERMINED, Cause.LAW)),
        # Released a week later: more than twelve office hours from every start.
        ((*EVERY, "released 2026-07-09T22:00"), (Outcome.NOT_MET, None)),
        # The next noon: late by the wall from every start, in time by office hours.
        ((*EVERY, "released 2026-07-03T12:00"), (Outcome.UNDETERMINED, Cause.LAW)),
        # Without the check of documents nobody can say.
        ((*EVERY[:-1], "released 2026-07-02T19:00"), (Outcome.UNDETERMINED, Cause.FACT)),
        # Two known starts that differ: no further fact would make all agree.
        ((*EVERY[:-1], "released 2026-07-02T20:30"), (Outcome.UNDETERMINED, Cause.LAW)),
        ((*EVERY, "cancelled 2026-07-02T19:00"), (Outcome.NOT_APPLICABLE, None)),
    ],
)
def test_a_clearance_is_in_time_when_every_reading_says_so(told, judged):
    assert time_one(*told).judge() == judged


def test_an_open_clearance_runs_while_every_reading_runs():
    assert time_one(*EVERY, as_of=utc("2026-07-02T05:00")).judge() == (Outcome.WAITING, None)


def test_nobody_promises_twelve_hours_to_the_standard_channel():
    told = ("arrived 2026-07-02T09:00", "channel_assigned 2026-07-02T10:00 standard")
    assert time_one(*told).judge() == (Outcome.NOT_APPLICABLE, None)


def test_clearances_of_two_countries_come_back_in_their_order():
    first = happened("arrived 2026-07-02T09:00", consignment="C1")
    second = happened("arrived 2026-07-02T09:00", consignment="C2", zone="Asia/Tokyo")
    third = happened("arrived 2026-07-02T09:00", consignment="C3")
    timed = time_all((*first, *second, *third))
    assert [(each.clearance.consignment, each.office and each.office.country) for each in timed] == [
        ("C1", "VN"), ("C2", "JP"), ("C3", "VN"),
    ]  # fmt: skip
