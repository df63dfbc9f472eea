"""Office hours are a house assumption, as data that can be replaced."""

import pytest

from cradlegate.border.clocks.office_hours import (
    OfficeHours,
    find_office,
    read_office_hours,
    shipped_office_hours,
    shipped_zones,
)
from cradlegate.core.calendar import list_countries
from cradlegate.core.fault import FaultsError

HOURS = shipped_office_hours()


def test_eight_hours_are_assumed_and_said_to_be():
    assert str(HOURS) == "08:00-12:00, 13:00-17:00"
    assert HOURS.minutes == 480
    assert HOURS.source.startswith("assumed")


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("08:00-11:30, 13:30-17:00", ((480, 690), (810, 1020))),
        ("8:00-17:15", ((480, 1035),)),
        ("0:00-24:00", ((0, 1440),)),
    ],
)
def test_hours_can_be_replaced(text, spans):
    assert read_office_hours(text).spans == spans


@pytest.mark.parametrize(
    "text",
    ["", "8-17", "17:00-08:00", "08:00-08:00", "08:00-12:00,11:00-17:00", "08:00-12:00,12:00-17:00",
     "08:00-24:01", "08:00-25:00", "08:60-17:00", "08:00-12:00,"],
)  # fmt: skip
def test_hours_that_cannot_be_are_refused(text):
    with pytest.raises(FaultsError) as caught:
        read_office_hours(text)
    assert [each.code for each in caught.value.faults] == ["BD-136"]


@pytest.mark.parametrize(
    ("minutes", "spans"),
    [
        (480, ((480, 720), (780, 1020))),
        (300, ((480, 720), (780, 840))),
        (240, ((480, 720),)),
        (90, ((480, 570),)),
        (0, ()),
    ],
)
def test_a_day_worked_in_part_is_worked_from_its_opening_on(minutes, spans):
    assert HOURS.part(minutes) == spans


def test_every_country_with_a_zone_has_a_calendar():
    assert set(shipped_zones()) <= set(list_countries())


@pytest.mark.parametrize(
    ("country", "zones", "office"),
    [
        ("VN", [], ("VN", "Asia/Ho_Chi_Minh")),
        ("VN", ["Asia/Saigon"], ("VN", "Asia/Ho_Chi_Minh")),
        # A receipt of the exporter was written in China; the goods are cleared in Vietnam.
        ("VN", ["Asia/Shanghai"], ("VN", "Asia/Ho_Chi_Minh")),
        ("", ["Asia/Ho_Chi_Minh", "+07:00"], ("VN", "Asia/Ho_Chi_Minh")),
        ("ID", ["Asia/Makassar"], ("ID", "Asia/Makassar")),
        ("ID", [], None),
        ("ID", ["Asia/Makassar", "Asia/Jakarta"], None),
        ("", ["Asia/Ho_Chi_Minh", "Asia/Bangkok"], None),
        ("", ["+07:00"], None),
        ("DE", ["Europe/Berlin"], None),
        ("", [], None),
    ],
)
def test_an_office_is_known_by_its_country_or_by_its_zone(country, zones, office):
    found = find_office(country, zones, HOURS)
    assert (found and (found.country, found.zone)) == office


def test_hours_are_written_as_they_are_read():
    assert str(OfficeHours(((495, 735),), "")) == "08:15-12:15"
