"""How a machine leaves its maker's country, until somebody says so."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.product.routes.places import Location, find_location
from cradlegate.product.routes.route import derive_distance, measure_great_circle
from cradlegate.product.template_faults import NO_SEAPORT, UNUSABLE_REQUEST


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where machines of a country are taken to be made, and its ports for them; UN/LOCODEs."""

    works: str
    ports: tuple[str, ...]

    def nearest_port(self, place: Location) -> str:
        """Give the port that lies nearest to a place."""
        return min(self.ports, key=lambda port: measure_great_circle(find_location(port), place))


@dataclass(frozen=True, slots=True)
class PlannedLeg:
    """One leg between two UN/LOCODEs."""

    start: str
    end: str
    mode: str


def find_gateway(country: str) -> Gateway:
    """Give the assumed works and port of a country.

    Raises:
        FaultsError: a country for which nothing is assumed.
    """
    gateway = _gateways().get(country)
    if gateway is None:
        known = ", ".join(_gateways())
        found = f"no works and port are assumed for country {country!r}; they are for {known}"
        raise FaultsError([Fault(UNUSABLE_REQUEST, found)])
    return gateway


def plan_dispatch(country: str, destination: str) -> tuple[PlannedLeg, ...]:
    """Plan the way from the assumed works of a country to a destination.

    Within one country by road; else by road to the port, by sea, and by road from the port of
    entry: the destination itself where a ship can call, else a port of its country.

    Raises:
        FaultsError: no assumption for the country and an unknown destination, or no way to it.
    """
    gateway, place = _find_ends(country, destination)
    if place.unlocode[:2] == country:
        stops, modes = [gateway.works, place.unlocode], ["road"]
    else:
        port = gateway.nearest_port(find_location(gateway.works))
        entry = _find_entry(port, place)
        stops, modes = [gateway.works, port, entry, place.unlocode], ["road", "sea", "road"]
    legs = tuple(
        PlannedLeg(start, end, mode)
        for (start, end), mode in zip(pairwise(stops), modes, strict=True)
        if start != end
    )
    for leg in legs:
        derive_distance(leg.start, leg.end, leg.mode)
    return legs


def _find_ends(country: str, destination: str) -> tuple[Gateway, Location]:
    faults: list[Fault] = []
    try:
        place = find_location(destination)
    except FaultsError as error:
        faults += error.faults
    try:
        gateway = find_gateway(country)
    except FaultsError as error:
        faults += error.faults
    if faults:
        raise FaultsError(faults)
    return gateway, place


def _find_entry(port: str, place: Location) -> str:
    try:
        derive_distance(port, place.unlocode, "sea")
    except FaultsError as error:
        if {fault.kind for fault in error.faults} != {NO_SEAPORT}:
            raise
        return find_gateway(place.unlocode[:2]).nearest_port(place)
    return place.unlocode


@lru_cache(maxsize=1)
def _gateways() -> Mapping[str, Gateway]:
    path = files("cradlegate.product") / "data" / "dispatch.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return MappingProxyType(
        {row["country"]: Gateway(row["works"], tuple(row["ports"].split())) for row in rows}
    )
