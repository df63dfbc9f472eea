from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.moment import (
    find_latest_day,
    is_date_time_stamp,
    read_day,
    read_utc,
    write_utc,
)


def test_a_moment_is_written_in_utc_to_the_second():
    hanoi = timezone(timedelta(hours=7))
    assert write_utc(datetime(2026, 11, 23, 1, 2, 3, 999_999, tzinfo=hanoi)) == (
        "2026-11-22T18:02:03Z"
    )


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        write_utc(datetime(2026, 11, 22))  # noqa: DTZ001 - what is tried


@given(st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0)))
def test_a_written_moment_is_read_back_and_is_a_date_time_stamp(moment):
    assert read_utc(write_utc(moment)) == moment
    assert is_date_time_stamp(write_utc(moment))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-22",
        "2026-11-22T12:00:30",
        "2026-11-22T12:00:30+00:00",
        "2026-11-22T12:00:30.5Z",
        "2026-11-22T12:00:30Z\n",
        "2026-02-29T12:00:30Z",
        "2026-11-22T25:00:30Z",
        "٢026-11-22T12:00:30Z",
    ],
)
def test_what_is_no_moment_in_utc_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        read_utc(text)


@given(st.text("0123456789-+:.TZ ", max_size=30))
def test_any_text_is_a_date_time_stamp_or_not(text):
    assert is_date_time_stamp(text) in {True, False}


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2026-03-31T23:30:00Z", "2026-03-31"),
        ("2026-04-01T08:30:00+09:00", "2026-03-31"),
        ("2026-03-31T23:30:00-01:00", "2026-04-01"),
        ("2026-03-31T24:00:00Z", "2026-04-01"),
        ("2026-03-31T12:00:00.123456789Z", "2026-03-31"),
    ],
)
def test_the_day_of_a_stamp_is_the_day_in_utc(stamp, day):
    assert read_day(stamp).isoformat() == day


@pytest.mark.parametrize(
    "stamp",
    ["2026-03-31", "2026-03-31T12:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T24:00:00Z"],
)
def test_what_lies_on_no_day_is_refused(stamp):
    with pytest.raises(ValueError, match=r"dateTimeStamp|calendar"):
        read_day(stamp)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-30T09:59:59+00:00", "2026-03-30"),
        ("2026-03-30T10:00:00+00:00", "2026-03-31"),
        ("2026-03-30T05:00:00-05:00", "2026-03-31"),
        ("9999-12-31T23:00:00+00:00", "9999-12-31"),
        ("9999-12-31T23:00:00-12:00", "9999-12-31"),
    ],
)
def test_a_day_begins_first_at_utc_plus_14(moment, day):
    assert find_latest_day(datetime.fromisoformat(moment)) == date.fromisoformat(day)
