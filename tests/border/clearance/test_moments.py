"""A moment is one instant, or it is refused."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from cradlegate.border.clearance.moments import read_moment, read_zone
from cradlegate.tables.records.numbers import CellError


def read(text, zone="Asia/Ho_Chi_Minh"):
    return read_moment(text, read_zone(zone))


def refused(text, zone="Asia/Ho_Chi_Minh"):
    with pytest.raises(CellError) as caught:
        read(text, zone)
    return caught.value.kind.code


@pytest.mark.parametrize(
    ("text", "zone", "instant"),
    [
        ("2026-07-03T09:10", "Asia/Ho_Chi_Minh", "2026-07-03T02:10:00"),
        ("2026-07-03 09:10:05", "Asia/Ho_Chi_Minh", "2026-07-03T02:10:05"),
        ("2026-07-03T09:10+07:00", "Asia/Ho_Chi_Minh", "2026-07-03T02:10:00"),
        ("2026-07-03T09:10 +0700", "Asia/Bangkok", "2026-07-03T02:10:00"),
        ("2026-07-03T02:10Z", "Asia/Ho_Chi_Minh", "2026-07-03T02:10:00"),
        ("2026-07-03T02:10+00:00", "Asia/Ho_Chi_Minh", "2026-07-03T02:10:00"),
        ("2026-07-03T09:10", "+07:00", "2026-07-03T02:10:00"),
        ("2026-07-03T09:10", "-0330", "2026-07-03T12:40:00"),
        ("2026-07-03T09:10", "UTC", "2026-07-03T09:10:00"),
        # Yangon is six and a half hours ahead, Adelaide in winter nine and a half.
        ("2026-07-03T09:10", "Asia/Yangon", "2026-07-03T02:40:00"),
        ("2026-07-03T09:10", "Australia/Adelaide", "2026-07-02T23:40:00"),
        # Spreadsheets keep days as fractions and miss a second by microseconds.
        ("2026-07-03T09:09:59.999995", "Asia/Ho_Chi_Minh", "2026-07-03T02:10:00"),
        ("2026-07-03T23:59:59.6", "UTC", "2026-07-04T00:00:00"),
    ],
)
def test_a_moment_is_one_instant(text, zone, instant):
    moment = read(text, zone)
    assert moment.astimezone(UTC) == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert moment.utcoffset() == moment.astimezone(read_zone(zone)).utcoffset()


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-03", "09:10", "3 July 2026, 9:10", "2026-07-03T24:00", "2026-02-30T09:10",
        "1999-12-31T23:59", "2100-01-01T00:00", "2026-07-03T09:10 ICT", "2026-07-03T9:10", "",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused(text):
    assert refused(text) == "BD-120"


@pytest.mark.parametrize(
    "zone",
    [
        "", "EST", "Vietnam", "localtime", "posixrules", "Asia", "Asia/", "Asia/Saigon2", "posix/Asia/Tokyo",
        "right/Asia/Tokyo", "../etc/passwd", "/etc/localtime", "+15:00", "+07:60", "7", "Asia/Tokyo\n",
    ],
)  # fmt: skip
def test_what_is_no_zone_is_refused(zone):
    with pytest.raises(CellError) as caught:
        read_zone(zone)
    assert caught.value.kind.code == "BD-121"


def test_a_time_that_falls_twice_or_never_is_refused():
    """Sydney puts clocks back on 5 April 2026 at 3:00 and forward on 4 October at 2:00."""
    assert refused("2026-04-05T02:30", "Australia/Sydney") == "BD-122"
    assert refused("2026-10-04T02:30", "Australia/Sydney") == "BD-122"


def test_an_offset_tells_the_two_apart():
    first, second = (
        read(f"2026-04-05T02:30{offset}", "Australia/Sydney") for offset in ("+11:00", "+10:00")
    )
    assert (second.astimezone(UTC) - first.astimezone(UTC)).total_seconds() == 3600


def test_an_offset_that_the_zone_has_not_then_is_refused():
    assert refused("2026-07-03T09:10+08:00") == "BD-122"
    assert refused("2026-07-03T09:10+11:00", "Australia/Sydney") == "BD-122"


def test_an_offset_that_nobody_has_is_refused():
    assert refused("2026-07-03T09:10+15:00") == "BD-121"


def test_a_zone_is_that_of_the_place():
    assert read_zone("Asia/Tokyo") == ZoneInfo("Asia/Tokyo")
    assert read_zone("Z") is UTC
