"""Distances of transport legs that nobody stated."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.grade import DataGrade
from cradlegate.core.source import Source
from cradlegate.product.routes.places import Location, find_location
from cradlegate.product.template_faults import NO_DERIVATION, NO_SEAPORT

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""

ROAD_UPLIFT = Decimal("1.3")
RAIL_UPLIFT = Decimal("1.2")
AIR_EXTRA_KM = Decimal(95)

FARTHEST_FROM_SEA_KM = 100
"""A listed port farther than this from the network of sea routes is an inland one."""

_ROAD = Source(
    "Cradlegate estimate 2026, within the country circuity factors of Ballou, Rahardja and Sakai"
    " 2002 (Transportation Research A 36), quoted from memory",
    "docs/method/transport-distance.md, Road",
    DataGrade.ESTIMATE,
)
_RAIL = Source(
    "GES 1point5, detour of trains, as quoted in the documentation of co2calculator",
    "docs/method/transport-distance.md, Rail",
    DataGrade.ESTIMATE,
)
_AIR = Source(
    "EN 16258:2012, great circle plus 95 km, as quoted in the documentation of co2calculator",
    "docs/method/transport-distance.md, Air",
    DataGrade.ESTIMATE,
)
_SEA = Source(
    "searoute 1.6, shortest route in its network of sea lanes",
    "docs/method/transport-distance.md, Sea",
    DataGrade.ESTIMATE,
    "Apache-2.0",
)


@dataclass(frozen=True, slots=True)
class RouteDistance:
    """A derived distance, always an estimate.

    Args:
        km: whole kilometres.
        basis: SFD (shortest feasible) or GCD (great circle), as transport legs write it.
        formula: how it came about, with its numbers.
        source: of the uplift or the route.
    """

    km: Decimal
    basis: str
    formula: str
    source: Source


def derive_distance(start: str, end: str, mode: str) -> RouteDistance:
    """Derive the distance between two UN/LOCODEs for one mode: road, rail, sea or air.

    Raises:
        FaultsError: unknown places, both named; a mode or a pair of places for which no distance
            can be derived; a sea leg that does not start and end at the sea.

    Source: docs/method/transport-distance.md
    """
    derive = _DERIVATIONS.get(mode)
    places, faults = _find_both(start, end)
    if derive is None:
        faults.append(Fault(NO_DERIVATION, f"mode {mode!r} from {start} to {end}"))
    elif not faults and places[0].unlocode == places[1].unlocode:
        faults.append(Fault(NO_DERIVATION, f"the leg starts and ends at {places[0]}"))
    if derive is None or faults:
        raise FaultsError(faults)
    return derive(*places)


def measure_great_circle(start: Location, end: Location) -> float:
    """Give the great-circle distance in km (haversine on a sphere)."""
    return _haversine_km((start.longitude, start.latitude), (end.longitude, end.latitude))


def _find_both(start: str, end: str) -> tuple[list[Location], list[Fault]]:
    places: list[Location] = []
    faults: list[Fault] = []
    for code in (start, end):
        try:
            places.append(find_location(code))
        except FaultsError as error:
            faults += error.faults
    return places, faults


def _derive_road(start: Location, end: Location) -> RouteDistance:
    return _stretch(start, end, ROAD_UPLIFT, _ROAD)


def _derive_rail(start: Location, end: Location) -> RouteDistance:
    return _stretch(start, end, RAIL_UPLIFT, _RAIL)


def _stretch(start: Location, end: Location, uplift: Decimal, source: Source) -> RouteDistance:
    straight = _whole_km(measure_great_circle(start, end))
    km = (straight * uplift).quantize(Decimal(1))
    return RouteDistance(km, "SFD", f"great circle {straight} km × {uplift}", source)


def _derive_air(start: Location, end: Location) -> RouteDistance:
    straight = _whole_km(measure_great_circle(start, end))
    formula = f"great circle {straight} km + {AIR_EXTRA_KM} km"
    return RouteDistance(straight + AIR_EXTRA_KM, "GCD", formula, _AIR)


def _derive_sea(start: Location, end: Location) -> RouteDistance:
    line, passages = _sea_route(start, end)
    stretches = [_haversine_km(one, other) for one, other in pairwise(line)]
    inland = [
        place
        for place, gap in ((start, stretches[0]), (end, stretches[-1]))
        if not place.is_port or gap > FARTHEST_FROM_SEA_KM
    ]
    if inland:
        raise FaultsError(Fault(NO_SEAPORT, f"{place} is no seaport") for place in inland)
    through = f" through {', '.join(passages)}" if passages else ""
    formula = f"shortest sea route from {start} to {end}{through}"
    return RouteDistance(_whole_km(sum(stretches)), "SFD", formula, _SEA)


@lru_cache(maxsize=256)
def _sea_route(
    start: Location, end: Location
) -> tuple[tuple[tuple[float, float], ...], tuple[str, ...]]:
    """Give the route as (longitude, latitude) with both ends, and the passages it takes."""
    from searoute import searoute  # brings networkx along, which takes as long as all the rest

    route = searoute(
        [start.longitude, start.latitude],
        [end.longitude, end.latitude],
        append_orig_dest=True,
        return_passages=True,
    )
    line = tuple((float(lon), float(lat)) for lon, lat in route.geometry.coordinates)
    return line, tuple(sorted(route.properties["traversed_passages"]))


def _haversine_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    (lon1, lat1), (lon2, lat2) = (tuple(map(radians, point)) for point in (one, other))
    half_chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half_chord)))


def _whole_km(km: float) -> Decimal:
    # Positions are good to about 10 km; whole kilometres are the same on every machine.
    return Decimal(round(km))


_DERIVATIONS: dict[str, Callable[[Location, Location], RouteDistance]] = {
    "road": _derive_road,
    "rail": _derive_rail,
    "sea": _derive_sea,
    "air": _derive_air,
}
