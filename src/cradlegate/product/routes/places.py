"""Where places are: UN/LOCODEs with their positions."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.grade import DataGrade
from cradlegate.core.source import Source
from cradlegate.product.template_faults import UNKNOWN_PLACE

PORTS = Source(
    citation="searoute 1.6, list of ports",
    locator="searoute/data/ports_dict.py",
    grade=DataGrade.DATABASE,
    licence="Apache-2.0",
)


@dataclass(frozen=True, slots=True)
class Location:
    """A place.

    Args:
        unlocode: country and three letters or digits, without a space.
        latitude, longitude: degrees, north and east positive, good to 0.1°.
        is_port: whether the list of ports has it.
        source: of code and position.
    """

    unlocode: str
    name: str
    latitude: float
    longitude: float
    is_port: bool
    source: Source

    def __str__(self) -> str:
        """The code and the name."""
        return f"{self.unlocode} {self.name}"


def find_location(unlocode: str) -> Location:
    """Give the place of a UN/LOCODE, written with or without a space, in any case.

    Raises:
        FaultsError: not among the known places; the fault names those that come close.
    """
    code = unlocode.replace(" ", "").upper()
    location = known_locations().get(code)
    if location is None:
        raise FaultsError(
            [Fault(UNKNOWN_PLACE, f"no position known for {unlocode!r}{_near(code)}")]
        )
    return location


@lru_cache(maxsize=1)
def known_locations() -> Mapping[str, Location]:
    """Give all places by UN/LOCODE: the ports of searoute, corrected and extended by our list."""
    return MappingProxyType(_ports() | _listed_places())


def _ports() -> dict[str, Location]:
    from searoute.data.ports_dict import node_list

    ports: dict[str, Location] = {}
    for (longitude, latitude), port in node_list.items():
        name = port["name"].strip()
        # Some codes stand twice; the first position is kept so that the answer never changes.
        ports.setdefault(
            port["port"], Location(port["port"], name, latitude, longitude, True, PORTS)
        )
    return ports


def _listed_places() -> dict[str, Location]:
    path = files("cradlegate.product") / "data" / "places.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {
        row["unlocode"]: Location(
            row["unlocode"],
            row["name"],
            float(row["latitude"]),
            float(row["longitude"]),
            False,
            Source(row["source"], row["unlocode"], DataGrade(row["grade"]), "CC BY 4.0 (GeoNames)"),
        )
        for row in rows
    }


def _near(code: str) -> str:
    same_country = sorted(known for known in known_locations() if known[:2] == code[:2])
    named = ", ".join(str(known_locations()[one]) for one in get_close_matches(code, same_country))
    return f"; close to it: {named}" if named else ""
