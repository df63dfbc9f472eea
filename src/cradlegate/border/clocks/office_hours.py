"""When customs offices are open: a house assumption, as data that can be replaced."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import yaml

from cradlegate.border.clearance import faults as kinds
from cradlegate.core.fault import Fault, FaultsError

_SPAN = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])-([01]?[0-9]|2[0-4]):([0-5][0-9])")
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The hours of a working day.

    Args:
        spans: opening and closing in minutes after midnight, in order, none touching another.
        source: who says so.
    """

    spans: tuple[tuple[int, int], ...]
    source: str

    @property
    def minutes(self) -> int:
        """The office minutes of a whole working day."""
        return sum(closes - opens for opens, closes in self.spans)

    def part(self, minutes: int) -> tuple[tuple[int, int], ...]:
        """Give the spans of a day that is worked for so many minutes, from its opening on."""
        spans, left = [], minutes
        for opens, closes in self.spans:
            length = min(closes - opens, left)
            if length:
                spans.append((opens, opens + length))
            left -= length
        return tuple(spans)

    def __str__(self) -> str:
        """Write the spans as they are read."""
        return ", ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in self.spans)


@dataclass(frozen=True, slots=True)
class Office:
    """Customs of a country at a place: its working days and its zone.

    Args:
        country: ISO 3166-1 alpha-2.
        zone: IANA name.
    """

    country: str
    zone: str
    hours: OfficeHours


def read_office_hours(text: str, source: str = "stated with the command") -> OfficeHours:
    """Read office hours such as `08:00-12:00, 13:00-17:00`.

    Raises:
        FaultsError: no spans, or spans out of order (BD-136).
    """
    found = [_SPAN.fullmatch(part.strip()) for part in text.split(",")]
    ends = [int(number) for each in found if each for number in each.groups()]
    minutes = [60 * hour + minute for hour, minute in zip(ends[::2], ends[1::2], strict=True)]
    is_ordered = all(low < high for low, high in pairwise(minutes))
    if None in found or not is_ordered or minutes[-1] > _DAY:
        raise FaultsError([Fault(kinds.NO_OFFICE_HOURS, f"{text!r} are no office hours")])
    return OfficeHours(tuple(zip(minutes[::2], minutes[1::2], strict=True)), source)


@cache
def shipped_office_hours() -> OfficeHours:
    """Give the hours that are assumed everywhere."""
    return read_office_hours(_data()["hours"], _data()["source"])


@cache
def shipped_zones() -> Mapping[str, tuple[str, ...]]:
    """Give the zones of countries, by ISO 3166-1 alpha-2."""
    return MappingProxyType({name: tuple(zones) for name, zones in _data()["zones"].items()})


def find_office(country: str, zones: Iterable[str], hours: OfficeHours) -> Office | None:
    """Find the office that clears goods.

    Args:
        country: of destination; empty where nobody has named it, then the zones tell.
        zones: that the events were written in.

    Returns:
        None where the country is not known, or has several zones and no event tells which.
    """
    seen = {_data()["also"].get(zone, zone) for zone in zones}
    named = [
        (name, zone)
        for name, own in shipped_zones().items()
        for zone in own
        if zone in seen and country in {"", name}
    ]
    own = shipped_zones().get(country, ())
    candidates = named or [(country, zone) for zone in own]
    return Office(*candidates[0], hours) if len(candidates) == 1 else None


@cache
def _data() -> Mapping[str, Any]:
    text = files("cradlegate.border").joinpath("data/office_hours.yaml").read_text("utf-8")
    return MappingProxyType(yaml.load(text, Loader=yaml.CSafeLoader))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
