"""Derived distances, against great circles worked by hand and published sea distances."""

from decimal import Decimal

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.core.grade import DataGrade
from cradlegate.core.source import Source
from cradlegate.product.routes.places import Location, find_location, known_locations
from cradlegate.product.routes.route import derive_distance, measure_great_circle

NOWHERE = Source("none", "", DataGrade.ESTIMATE)


def codes_of(*leg: str) -> list[str]:
    with pytest.raises(FaultsError) as caught:
        derive_distance(*leg)
    return [fault.code for fault in caught.value.faults]


def test_yangshan_to_cai_mep_by_sea():
    route = derive_distance("CNYAN", "VNCMT", "sea")
    assert route.km == 3102
    assert route.basis == "SFD"


@pytest.mark.parametrize(
    ("start", "end", "nautical_miles"),
    [
        ("CNSHA", "USLAX", 5700),  # port distance tables give about 5,700 nm
        ("CNSHA", "DEHAM", 10800),  # by Suez, about 10,800 nm
        ("JPNGO", "THLCH", 2900),  # about 2,900 nm
    ],
)
def test_sea_distances_lie_within_four_percent_of_port_tables(
    start: str, end: str, nautical_miles: int
):
    km = derive_distance(start, end, "sea").km
    assert abs(km / (Decimal("1.852") * nautical_miles) - 1) < Decimal("0.04")


def test_the_way_through_suez_is_named():
    assert "malacca, suez" in derive_distance("CNSHA", "DEHAM", "sea").formula


def test_the_sea_route_is_the_same_both_ways_and_every_time():
    there, back = derive_distance("CNTAO", "VNHPH", "sea"), derive_distance("VNHPH", "CNTAO", "sea")
    assert there.km == back.km
    assert derive_distance("CNTAO", "VNHPH", "sea") == there


def test_great_circle_of_a_quarter_meridian():
    """A quarter of 2 π × 6371.0088 km is 10,007.557 km."""
    pole = Location("XXPOL", "pole", 90.0, 0.0, False, NOWHERE)
    equator = Location("XXEQU", "equator", 0.0, 120.0, False, NOWHERE)
    assert abs(measure_great_circle(pole, equator) - 10007.5572) < 0.001


def test_great_circle_of_one_degree_at_sixty_north():
    """sin(d/2) = cos 60° · sin 0.5° = 0.5 × 0.00872654 = 0.00436327, so d = 0.00872656 rad = 55.597 km."""
    one = Location("XXONE", "one", 60.0, 10.0, False, NOWHERE)
    other = Location("XXOTH", "other", 60.0, 11.0, False, NOWHERE)
    assert abs(measure_great_circle(one, other) - 55.597) < 0.001


def test_great_circle_across_the_date_line():
    one = Location("XXONE", "one", 0.0, 179.5, False, NOWHERE)
    other = Location("XXOTH", "other", 0.0, -179.5, False, NOWHERE)
    assert abs(measure_great_circle(one, other) - 111.195) < 0.001


def test_road_rail_and_air_add_their_stated_uplift():
    """Stuttgart 48.8 N 9.2 E to Hamburg 53.54772 N 9.96941 E is 531 km on the great circle."""
    road, rail, air = (derive_distance("DESTR", "DEHAM", mode) for mode in ("road", "rail", "air"))
    assert (road.km, road.formula, road.basis) == (Decimal(690), "great circle 531 km × 1.3", "SFD")
    assert (rail.km, rail.formula, rail.basis) == (Decimal(637), "great circle 531 km × 1.2", "SFD")
    assert (air.km, air.formula, air.basis) == (Decimal(626), "great circle 531 km + 95 km", "GCD")


def test_every_derived_distance_is_an_estimate_with_a_source():
    for mode in ("road", "rail", "sea", "air"):
        route = derive_distance("CNSHA", "VNSGN", mode)
        assert route.source.grade is DataGrade.ESTIMATE
        assert route.source.locator.startswith("docs/method/transport-distance.md")
        assert route.km == route.km.to_integral_value()


def test_codes_are_read_as_people_write_them():
    assert derive_distance("cn yan", "VN CMT", "sea") == derive_distance("CNYAN", "VNCMT", "sea")


def test_an_inland_place_is_no_seaport():
    with pytest.raises(FaultsError) as caught:
        derive_distance("CNXAN", "VNSGN", "sea")
    assert [fault.code for fault in caught.value.faults] == ["PR-011"]
    assert "CNXAN Xian" in str(caught.value)


def test_a_town_near_the_coast_that_no_port_list_has_is_no_seaport():
    assert codes_of("CNSHA", "VNBNH", "sea") == ["PR-011"]


def test_unknown_places_are_both_named_with_places_close_by():
    with pytest.raises(FaultsError) as caught:
        derive_distance("CNSHX", "VNSGM", "road")
    assert [fault.code for fault in caught.value.faults] == ["PR-010", "PR-010"]
    assert "VNSGN Ho Chi Minh City" in str(caught.value)


def test_barges_and_unknown_modes_need_a_stated_distance():
    assert codes_of("CNWUH", "CNSHA", "inland_water") == ["PR-012"]
    assert codes_of("CNSHA", "VNSGN", "camel") == ["PR-012"]


def test_a_leg_within_one_place_needs_a_stated_distance():
    assert codes_of("CNSHY", "CN SHY", "road") == ["PR-012"]


def test_mode_and_place_faults_come_together():
    assert codes_of("QQQQQ", "VNSGN", "camel") == ["PR-010", "PR-012"]


def test_listed_places_reach_the_machine_tool_regions():
    listed = [place for place in known_locations().values() if "GeoNames" in place.source.licence]
    assert len(listed) >= 120
    assert all(-90 < place.latitude < 90 and -180 < place.longitude < 180 for place in listed)
    known = {code[:2] for code in known_locations()}
    assert known >= {"CN", "VN", "TH", "ID", "MY", "SG", "TW", "JP", "KR", "DE", "CH", "IT", "US"}


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [
        ("IDBDO", -6.9, 107.6),
        ("MXMTY", 25.7, -100.3),
        ("CNLZH", 24.3, 109.4),
        ("USSTL", 38.6, -90.2),
    ],
)
def test_positions_that_the_port_list_has_wrong_are_corrected(
    code: str, latitude: float, longitude: float
):
    place = find_location(code)
    assert (place.latitude, place.longitude) == (latitude, longitude)
