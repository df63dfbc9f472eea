"""Moments, and which of two comes first."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.border.entries.moments import (
    MomentError,
    ZoneError,
    at_instant,
    read_moment,
    whole_days,
)
from cradlegate.core.kleene import Truth

TRUE, FALSE, OPEN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("text", "zone", "wanted"),
    [
        ("2026-08-25T09:30+07:00", "", datetime(2026, 8, 25, 2, 30, tzinfo=UTC)),
        ("2026-08-25 09:30:15Z", "", datetime(2026, 8, 25, 9, 30, 15, tzinfo=UTC)),
        ("2026-08-25T09:30", "-03:30", datetime(2026, 8, 25, 13, 0, tzinfo=UTC)),
        ("2026-08-25T09:30+07:00", "+07:00", datetime(2026, 8, 25, 2, 30, tzinfo=UTC)),
        ("2026-08-25T09:30Z", "Z", datetime(2026, 8, 25, 9, 30, tzinfo=UTC)),
    ],
)
def test_a_time_with_its_offset_is_an_instant(text, zone, wanted):
    moment = read_moment(text, zone)
    assert moment.first == moment.last == wanted


def test_a_moment_says_how_it_was_written_with_its_offset():
    assert str(read_moment("2026-08-25T09:30", "+07:00")) == "2026-08-25T09:30+07:00"
    assert str(read_moment(" 2026-08-25 ")) == "2026-08-25"


def test_a_day_lasts_as_long_as_it_is_that_day_in_its_zone_or_anywhere():
    here = read_moment("2026-08-25", "+07:00")
    assert here.first == datetime(2026, 8, 24, 17, tzinfo=UTC)
    assert here.last == datetime(2026, 8, 25, 17, tzinfo=UTC) - timedelta(microseconds=1)
    anywhere = read_moment("2026-08-25")
    assert anywhere.first == datetime(2026, 8, 24, 10, tzinfo=UTC)
    assert anywhere.last == datetime(2026, 8, 26, 12, tzinfo=UTC) - timedelta(microseconds=1)
    assert whole_days(date(2026, 8, 25), date(2026, 8, 26), "x").last > anywhere.last


@pytest.mark.parametrize(
    "text",
    [
        "25.08.2026", "2026-08", "2026-08-25T09:30", "2026-02-30", "2026-08-25T25:00Z",
        "2026-08-25T09:30+15:00", "2026-08-25T09:30+07:60", "", "0001-01-01", "9999-12-31",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(MomentError):
        read_moment(text)


def test_names_of_zones_and_two_different_offsets_are_refused():
    with pytest.raises(MomentError, match="no offset"):
        read_moment("2026-08-25T09:30", "Asia/Ho_Chi_Minh")
    with pytest.raises(ZoneError):
        read_moment("2026-08-25T09:30+07:00", "+09:00")


def test_the_same_instant_is_not_before_itself():
    moment = at_instant(datetime(2026, 8, 25, 9, tzinfo=UTC))
    same = read_moment("2026-08-25T16:00+07:00")
    assert moment.is_before(same) is FALSE
    assert moment.is_not_after(same) is TRUE
    assert str(moment) == "2026-08-25T09:00:00Z"


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("2026-08-25T09:00Z", "2026-08-25T09:01Z", TRUE),
        ("2026-08-25T09:01Z", "2026-08-25T09:00Z", FALSE),
        ("2026-08-25T09:00Z", "2026-08-25", OPEN),
        ("2026-08-24T09:59Z", "2026-08-25", TRUE),
        ("2026-08-26T12:00Z", "2026-08-25", FALSE),
    ],
)
def test_what_straddles_a_day_is_open(first, second, wanted):
    assert read_moment(first).is_before(read_moment(second)) is wanted


@given(st.integers(0, 48), st.integers(0, 48))
def test_of_two_instants_one_is_before_or_not_after(one, other):
    start = datetime(2026, 8, 25, tzinfo=UTC)
    first, second = (at_instant(start + timedelta(hours=each)) for each in (one, other))
    assert first.is_before(second) is Truth.of(one < other)
    assert first.is_not_after(second) is Truth.of(one <= other)
