"""Office hours across nights, weekends, holidays, zones and summer time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.border.clocks.office_hours import Office, read_office_hours, shipped_office_hours
from cradlegate.border.clocks.working_time import (
    tabulate_for,
    tabulate_working_time,
    to_seconds,
)
from tests.border.clocks.counted import count_office_seconds, count_workdays

HOURS = shipped_office_hours()
VIETNAM = Office("VN", "Asia/Ho_Chi_Minh", HOURS)
CHINA = Office("CN", "Asia/Shanghai", HOURS)
JAPAN = Office("JP", "Asia/Tokyo", HOURS)
MYANMAR = Office("MM", "Asia/Yangon", HOURS)
SYDNEY = Office("AU", "Australia/Sydney", HOURS)
SHIFTS = read_office_hours("00:00-24:00")


def measure(office, start, end):
    """Elapsed hours, office hours and working days between two local times."""
    zone = ZoneInfo(office.zone)
    begins, ends = (
        to_seconds([datetime.fromisoformat(each).replace(tzinfo=zone)]) for each in (start, end)
    )
    table = tabulate_for(office, np.concatenate([begins, ends]))
    (office_seconds,) = table.count_office_seconds(begins, ends)
    (workdays,) = table.count_workdays(begins, ends)
    return (ends - begins)[0] / 3600, office_seconds / 3600, int(workdays)


@pytest.mark.parametrize(
    ("office", "start", "end", "expected"),
    [
        # Tet 2026: Saturday 14 to Sunday 22 February are closed (research, 3.5: 235 h against 4).
        (VIETNAM, "2026-02-13T14:00", "2026-02-23T09:00", (235, 4, 1)),
        # Golden Week 2026: 1 to 7 October are closed (research, 3.5: 185 h against 2).
        (CHINA, "2026-09-30T16:00", "2026-10-08T09:00", (185, 2, 1)),
        # Over a night (research, 3.5: 11.5 h against 1).
        (VIETNAM, "2026-07-02T21:30", "2026-07-03T09:00", (11.5, 1, 1)),
        # Over noon: an hour is closed.
        (VIETNAM, "2026-07-03T11:30", "2026-07-03T13:30", (2, 1, 0)),
        # A Friday evening to Monday morning.
        (VIETNAM, "2026-07-03T16:30", "2026-07-06T08:30", (64, 1, 1)),
        # A whole Saturday that is worked instead of a Monday: 22 August 2026 in Vietnam.
        (VIETNAM, "2026-08-22T00:00", "2026-08-23T00:00", (24, 8, 0)),
        (VIETNAM, "2026-08-21T23:00", "2026-08-22T23:00", (24, 8, 1)),
        # Golden Week in Japan: 29 April is closed, 30 April and 1 May are not, 2 to 6 May are.
        (JAPAN, "2026-04-28T16:00", "2026-05-07T09:00", (209, 18, 3)),
        # Half an hour beside the others: Yangon is UTC+06:30.
        (MYANMAR, "2026-07-06T08:00", "2026-07-06T12:00", (4, 4, 0)),
        # Clocks are put back in Sydney on Sunday 5 April 2026, which Easter closes until Monday.
        (SYDNEY, "2026-04-02T16:00", "2026-04-07T09:00", (114, 2, 1)),
        # Clocks are put forward on Sunday 4 October; Monday 5 October is no holiday of all Australia.
        (SYDNEY, "2026-10-02T16:00", "2026-10-05T09:00", (64, 2, 1)),
        # Moments that are one.
        (VIETNAM, "2026-07-03T09:00", "2026-07-03T09:00", (0, 0, 0)),
    ],
)
def test_office_hours_are_counted_by_hand(office, start, end, expected):
    assert measure(office, start, end) == expected


def test_midnight_is_neither_lost_nor_counted_twice():
    """An office that never closes works every hour of a working day: Friday, then Monday."""
    office = Office("VN", "Asia/Ho_Chi_Minh", SHIFTS)
    assert measure(office, "2026-07-02T23:00", "2026-07-03T01:00") == (2, 2, 1)
    assert measure(office, "2026-07-03T23:00", "2026-07-06T01:00") == (50, 2, 1)


def test_summer_time_makes_a_day_of_twenty_three_hours_an_hour_shorter():
    """Berlin on Sunday 29 March 2026, were it worked: offices open at eight by the clock."""
    zone = ZoneInfo("Europe/Berlin")
    office = Office("DE", "Europe/Berlin", SHIFTS)
    table = tabulate_working_time(office, date(2026, 3, 27), date(2026, 3, 31))
    start, end = (to_seconds([datetime(2026, 3, day, tzinfo=zone)]) for day in (28, 31))
    assert (end - start)[0] == (3 * 24 - 1) * 3600
    assert table.count_office_seconds(start, end)[0] == 24 * 3600  # Monday alone


OFFICES = st.sampled_from(
    [VIETNAM, CHINA, JAPAN, MYANMAR, SYDNEY, Office("VN", "Asia/Ho_Chi_Minh", SHIFTS)]
)
MOMENTS = st.integers(
    int(datetime(2025, 12, 20, tzinfo=UTC).timestamp()),
    int(datetime(2026, 12, 20, tzinfo=UTC).timestamp()),
)


@settings(max_examples=60)
@given(OFFICES, st.lists(st.tuples(MOMENTS, st.integers(0, 20 * 86400)), min_size=1, max_size=6))
def test_the_table_and_a_count_by_day_agree(office, drawn):
    starts = np.array([start for start, _ in drawn], np.int64)
    ends = starts + np.array([length for _, length in drawn], np.int64)
    table = tabulate_for(office, np.concatenate([starts, ends]))
    pairs = [
        tuple(datetime.fromtimestamp(int(each), UTC) for each in pair)
        for pair in zip(starts, ends, strict=True)
    ]
    assert table.count_office_seconds(starts, ends).tolist() == [
        count_office_seconds(office, *pair) for pair in pairs
    ]
    assert table.count_workdays(starts, ends).tolist() == [
        count_workdays(office, *pair) for pair in pairs
    ]


@given(OFFICES, st.lists(MOMENTS, min_size=3, max_size=3))
def test_time_adds_up_over_any_moment_between(office, moments):
    """From a to c is from a to b and from b to c; and never more than has elapsed."""
    first, middle, last = (np.array([each], np.int64) for each in sorted(moments))
    table = tabulate_for(office, np.concatenate([first, last]))
    parts = table.count_office_seconds(first, middle) + table.count_office_seconds(middle, last)
    whole = table.count_office_seconds(first, last)
    assert parts == whole
    assert 0 <= whole[0] <= (last - first)[0]


def test_a_half_day_is_worked_in_the_morning():
    """28 October 2026, a Wednesday: the eve of Republic Day closes Turkish offices at noon."""
    office = Office("TR", "Europe/Istanbul", HOURS)
    assert measure(office, "2026-10-28T00:00", "2026-10-29T00:00") == (24, 4, 0)
    assert measure(office, "2026-10-27T12:00", "2026-10-28T15:00") == (27, 8, 1)
