"""Steps run on the working days of a country, forwards and backwards."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.border.planning.lead_times import Unit
from cradlegate.border.planning.workline import WorkLine
from cradlegate.core.calendar import WorkCalendar

TODAY = date(2026, 9, 14)
"""A Monday."""
WORK, CALENDAR = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS
lines = st.sampled_from(
    [WorkLine(WorkCalendar(each), TODAY, -700, 700) for each in ("CN", "VN", "DE", "TR", "ID")]
)


def line(country="DE"):
    return WorkLine(WorkCalendar(country), TODAY, -700, 700)


def at(day):
    return np.array([float((day - TODAY).days)])


def finish(start, days, unit=WORK, country="DE"):
    (found,) = line(country).find_finish(at(start), np.array([float(days)]), unit)
    return float(found)


def latest(end, days, unit=WORK, country="DE"):
    (found,) = line(country).find_latest_start(at(end), np.array([float(days)]), unit)
    return float(found)


def test_working_days_skip_the_weekend():
    assert finish(TODAY, 5) == 5.0, "Friday evening"
    assert finish(TODAY, 6) == 8.0, "Monday evening"
    assert finish(TODAY, 2.5) == 2.5


def test_a_step_that_takes_no_time_is_done_when_it_begins():
    saturday = date(2026, 9, 19)
    assert finish(saturday, 0) == 5.0
    assert latest(saturday, 0) == 5.0


def test_working_days_skip_the_national_day_week_and_count_its_make_up_days():
    """China, 2026: 25 September and 1 to 7 October are off, 20 September and 10 October are worked."""
    assert finish(date(2026, 9, 30), 1, country="CN") == 17.0, "30 September in the evening"
    assert finish(date(2026, 9, 30), 2, country="CN") == 25.0, "8 October in the evening"
    assert finish(date(2026, 9, 18), 2, country="CN") == 7.0, "Sunday 20 September in the evening"


def test_half_days_count_as_half():
    """Turkey: 28 October 2026 is worked until one, the 29th is Republic Day."""
    tuesday = date(2026, 10, 27)
    assert finish(tuesday, 2, country="TR") == float((date(2026, 10, 30) - TODAY).days) + 0.5
    assert finish(tuesday, 1.25, country="TR") == float((date(2026, 10, 28) - TODAY).days) + 0.5


@pytest.mark.parametrize(
    ("days", "start"), [(56, date(2026, 8, 5)), (28, date(2026, 9, 2)), (14, date(2026, 9, 16))]
)
def test_calendar_days_run_through_weekends(days, start):
    """28 and 56 days before 30 September 2026 are 2 September and 5 August."""
    end = date(2026, 9, 30)
    assert latest(end, days, CALENDAR) == (start - TODAY).days
    assert finish(start, days, CALENDAR) == (end - TODAY).days


def test_what_takes_calendar_days_begins_and_is_handed_over_on_working_days():
    saturday, monday = date(2026, 9, 19), date(2026, 9, 21)
    assert finish(saturday, 1, CALENDAR) == (monday - TODAY).days + 1
    assert finish(TODAY, 5, CALENDAR) == 5.0, "handed over on Friday evening"
    assert finish(TODAY, 6, CALENDAR) == 7.0, "done on Saturday, handed over on Monday"
    assert latest(date(2026, 9, 20), 2, CALENDAR) == 3.0, "due on a Sunday: by Friday evening"
    assert latest(date(2026, 9, 22), 2, CALENDAR) == 5.0, "two days before lie on a Sunday"


def test_a_vietnamese_holiday_moves_the_start_to_the_working_day_before_it():
    """28 days before 30 September 2026 is 2 September, National Day; off since 29 August."""
    moment = latest(date(2026, 9, 30), 28, CALENDAR, "VN")
    assert line("VN").name_workday(moment) == date(2026, 8, 28)


def test_what_is_not_known_stays_so():
    known, unknown = np.array([3.0, np.nan]), np.array([1.0, 1.0])
    assert np.isnan(line().find_finish(known, unknown, WORK)).tolist() == [False, True]
    assert np.isnan(line().find_latest_start(unknown, known, CALENDAR)).tolist() == [False, True]


@given(lines, st.floats(-200, 300), st.floats(0, 80), st.sampled_from(Unit))
def test_beginning_at_the_latest_start_is_in_time(drawn, end, days, unit):
    ends, times = np.array([end]), np.array([days])
    start = drawn.find_latest_start(ends, times, unit)
    day = drawn.name_workday(float(start[0]))
    begun = np.array([float((day - TODAY).days)])
    assert drawn.calendar.is_workday(day)
    assert drawn.find_finish(begun, times, unit)[0] <= end + 1e-6


@given(lines, st.integers(-200, 300), st.integers(1, 80), st.sampled_from(Unit))
def test_beginning_a_working_day_later_is_too_late(drawn, end, days, unit):
    ends, times = np.array([float(end)]), np.array([float(days)])
    day = drawn.name_workday(float(drawn.find_latest_start(ends, times, unit)[0]))
    later = drawn.calendar.add_workdays(day, 1)
    share = drawn.calendar.workday_share(day) * drawn.calendar.workday_share(later)
    begun = np.array([float((later - TODAY).days)])
    if share == 1:
        assert drawn.find_finish(begun, times, unit)[0] > end


@given(lines, st.integers(-100, 200), st.integers(0, 60))
def test_a_finish_is_the_day_that_counting_gives(drawn, start, days):
    day = TODAY + timedelta(days=start)
    begun = drawn.find_finish(np.array([float(start)]), np.array([float(days)]), WORK)[0]
    last = drawn.calendar.add_workdays(day - timedelta(days=1), days)
    evening = (last - TODAY).days + 1
    assert days == 0 or evening - 1 < begun <= evening
