"""What the clearances of a route say together; whoever still waits is never dropped."""

from datetime import timedelta

import pytest

from cradlegate.border.clocks.clearances import Channel, Start
from cradlegate.border.clocks.routes import (
    TARGETS,
    Journey,
    list_journeys,
    list_savings,
    pool_waits,
    summarise_routes,
)
from tests.border.clearance.happenings import NOW, happened
from tests.border.clocks.timed import time_all, utc
from tests.border.shipments import read_one, shipment

QINGDAO = Journey("CNTAO", "VNSGN", "sea", "VN")
GREEN, STANDARD = "RCEP green customs channel", "standard"
MONDAY = utc("2026-07-05T17:00")  # midnight of Monday, 6 July 2026, in Vietnam


def arrived(number, hours, channel=STANDARD, ended="released"):
    """A consignment that arrives on Monday at 8:00 and is released so many hours later."""
    start = MONDAY + timedelta(hours=8)
    end = start + timedelta(hours=hours or 0)
    local = [f"{each + timedelta(hours=7):%Y-%m-%dT%H:%M}" for each in (start, end)]
    told = [f"arrived {local[0]}", f"channel_assigned {local[0]} {channel}"]
    if hours is not None:
        told.append(f"{ended} {local[1]}")
    return happened(*told, consignment=f"C{number}")


def summarise(*groups, as_of=NOW, journey=QINGDAO):
    timed = time_all([event for group in groups for event in group], as_of)
    journeys = {each.clearance.consignment: journey for each in timed}
    return summarise_routes(timed, journeys), timed


def of(routes, channel=Channel.STANDARD, start=Start.ARRIVED):
    (found,) = [each for each in routes if each.channel is channel and each.start is start]
    return found


def share(route, name):
    (found,) = [each for each in route.shares if each.target.name == name]
    return found.hits, found.trials


TEN = (2, 4, 6, 8, 10, 11, 12, 13, 20, 30)


@pytest.mark.requirement("S2-22", part="a log of ten clearances by route")
def test_ten_clearances_give_the_figures_of_a_hand():
    """Median 10 (the fifth), P80 13 (the eighth), P95 30 (the tenth); seven of ten within 12 h.

    From 8:00, office hours of 8-12 and 13-17: all but 30 h end within 12 office hours, since
    24 hours later at 8:00 the office has worked eight; 30 h end at 14:00 with 8 + 5 = 13.
    """
    routes, _ = summarise(*(arrived(n, hours) for n, hours in enumerate(TEN)))
    route = of(routes)
    assert (route.released, route.open, route.cancelled, route.untimed) == (10, 0, 0, 0)
    assert route.elapsed == {0.5: 36000, 0.8: 13 * 3600, 0.95: 30 * 3600}
    assert [share(route, each.name) for each in TARGETS] == [
        (7, 10), (9, 10), (10, 10), (10, 10), (10, 10),
    ]  # fmt: skip
    low, high = next((each.low, each.high) for each in route.shares)
    assert (low, high) == pytest.approx((0.3968, 0.8922), abs=6e-5)  # by hand in test_statistics


def test_office_days_are_office_hours_over_those_of_a_day():
    """2 h from 8:00 are a quarter of a day, 24 h a whole one."""
    routes, _ = summarise(arrived(1, 2), arrived(2, 24))
    assert of(routes).office_days == {0.5: 0.25, 0.8: 1.0, 0.95: 1.0}


def test_whoever_still_waits_counts_in_the_quantiles():
    """Two of four released, after 2 and 4 h; two wait: the median is 4 h, P80 is not reached."""
    groups = [arrived(1, 2), arrived(2, 4), arrived(3, None), arrived(4, None)]
    routes, _ = summarise(*groups)
    route = of(routes)
    assert (route.released, route.open, route.timed) == (2, 2, 4)
    assert route.elapsed == {0.5: 4 * 3600, 0.8: None, 0.95: None}


def test_a_cancelled_one_counts_as_waiting_until_it_was_cancelled():
    """Cancelled after 3 h, when two were at risk: 2 h leave 2/3, 4 h leave nothing."""
    routes, _ = summarise(arrived(1, 2), arrived(2, 4), arrived(3, 3, ended="cancelled"))
    route = of(routes)
    assert route.cancelled == 1
    assert route.elapsed == {0.5: 4 * 3600, 0.8: 4 * 3600, 0.95: 4 * 3600}
    assert share(route, "12 h") == (2, 2)


def test_a_share_counts_those_that_began_long_enough_ago():
    """Six hours in, one is released and one waits: of neither are the twelve hours over."""
    groups = [arrived(1, 2), arrived(2, None)]
    young, _ = summarise(*groups, as_of=MONDAY + timedelta(hours=14))
    assert share(of(young), "12 h") == (0, 0)
    old, _ = summarise(*groups, as_of=MONDAY + timedelta(hours=20))
    assert share(of(old), "12 h") == (1, 2)  # at the twelfth hour itself


def test_a_share_in_business_days_counts_days_after_the_first():
    """Released on Friday morning, four days after Monday; and on the Monday after, five."""
    routes, _ = summarise(
        arrived(1, 3 * 24), arrived(2, 4 * 24), arrived(3, 7 * 24), arrived(4, 8 * 24)
    )
    route = of(routes)
    assert share(route, "3 business days") == (1, 4)
    assert share(route, "5 business days") == (3, 4)


def test_what_has_no_start_is_counted_apart():
    routes, _ = summarise(arrived(1, 2))
    route = of(routes, start=Start.SUBMITTED)
    assert (route.timed, route.untimed) == (0, 1)
    assert route.elapsed == {0.5: None, 0.8: None, 0.95: None}
    assert share(route, "12 h") == (0, 0)


def test_an_unknown_office_gives_no_office_days():
    events = happened("arrived 2026-07-06T08:00", "released 2026-07-06T10:00", zone="+07:00")
    (timed,) = time_all(events)
    routes = summarise_routes([timed], {})
    route = of(routes, Channel.UNKNOWN)
    assert (route.timed, route.office_timed) == (1, 0)
    assert share(route, "12 h") == (1, 1)
    assert share(route, "12 office h") == (0, 0)
    assert route.journey.name == "route unknown"


@pytest.mark.requirement("S2-28", part="days saved against a measured and against a reported wait")
def test_days_saved_are_measured_where_both_channels_are():
    """Green after 2 h, a quarter of an office day; standard after 48 h, two: 1.75 days, 46 h."""
    routes, _ = summarise(arrived(1, 2, GREEN), arrived(2, 48))
    saving = next(each for each in list_savings(routes) if each.green.start is Start.ARRIVED)
    assert saving.business_days == (1.75, 1.75)
    assert saving.elapsed == 46 * 3600


def test_days_saved_are_reported_ones_where_no_standard_clearance_was_timed():
    """Three to five days less a quarter."""
    routes, _ = summarise(arrived(1, 2, GREEN))
    saving = next(each for each in list_savings(routes) if each.green.start is Start.ARRIVED)
    assert saving.standard is None
    assert saving.business_days == (2.75, 4.75)
    assert saving.elapsed is None


def test_nothing_is_saved_by_a_median_that_is_not_reached():
    open_green, _ = summarise(arrived(1, None, GREEN), arrived(2, 48))
    saving = next(each for each in list_savings(open_green) if each.green.start is Start.ARRIVED)
    assert (saving.business_days, saving.elapsed) == (None, None)
    open_standard, _ = summarise(arrived(1, 2, GREEN), arrived(2, None))
    saving = next(each for each in list_savings(open_standard) if each.green.start is Start.ARRIVED)
    assert (saving.business_days, saving.elapsed) == (None, None)


def test_a_voided_benefit_is_no_green_clearance():
    voided = happened(
        "arrived 2026-07-06T08:00",
        f"channel_assigned 2026-07-06T08:00 {GREEN}",
        "benefit_voided 2026-07-06T09:00",
    )
    routes, _ = summarise(voided)
    assert {each.channel for each in routes} == {Channel.VOIDED}
    assert list(list_savings(routes)) == []


def test_routes_are_told_apart():
    timed = time_all((*arrived(1, 2), *arrived(2, 4)))
    routes = summarise_routes(timed, {"C1": QINGDAO, "C2": Journey("JPTYO", "VNSGN", "air", "VN")})
    names = dict.fromkeys(each.journey.name for each in routes)
    assert list(names) == ["CNTAO-VNSGN by sea", "JPTYO-VNSGN by air"]


def test_all_waits_are_pooled_for_the_curve():
    _, timed = summarise(arrived(1, 2), arrived(2, 4, GREEN))
    assert pool_waits(timed)[Start.ARRIVED].times.tolist() == [7200, 14400]


@pytest.mark.parametrize(
    ("route", "is_on"),
    [
        ("CNTAO-VNSGN", True), ("CN-VN", True), ("cntao-vnsgn", True), ("CN TAO - VN", True),
        ("CNSHA-VNSGN", False), ("VN-CN", False), ("CNTAO", False), ("CN-", False), ("-VN", False),
        ("CN-VN-JP", False),
    ],
)  # fmt: skip
def test_a_route_is_found_by_its_places_or_its_countries(route, is_on):
    assert QINGDAO.is_on(route) is is_on


@pytest.mark.parametrize(
    ("journey", "name"),
    [
        (Journey("CNTAO", "", "", "VN"), "CNTAO-VN"),
        (Journey("", "VNSGN"), "?-VNSGN"),
        (Journey("CNTAO"), "CNTAO-?"),
        (Journey(mode="inland_waterway", country="TH"), "?-TH by inland waterway"),
    ],
)
def test_a_route_is_named_as_far_as_it_is_known(journey, name):
    assert journey.name == name


def test_journeys_stand_in_the_shipments():
    one = read_one(shipment({"mode": "", "from": "CNTAO", "to": "VNSGN"}))
    assert list_journeys([one]) == {"C1": Journey("CNTAO", "VNSGN", "", "VN")}
