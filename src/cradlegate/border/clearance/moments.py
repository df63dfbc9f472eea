"""Moments that people write with a zone, read so that each is one instant."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from cradlegate.border.clearance import faults as kinds
from cradlegate.tables.records.numbers import CellError

_YEARS = range(2000, 2100)
_MOMENT = re.compile(
    r"(?P<local>[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r" ?(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_OFFSET = re.compile(r"([+-])([0-9]{2}):?([0-5][0-9])")
_PLACE = re.compile(r"(?!posix/|right/)[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+")
_HALF_SECOND = timedelta(milliseconds=500)


def read_zone(text: str) -> tzinfo:
    """Read a zone: that of a place, UTC, or an offset.

    Names without a place, such as EST, mean one thing here and another there, and are refused.

    Raises:
        CellError: no such zone.
    """
    if text in {"UTC", "Z"}:
        return UTC
    zone = _read_offset(text) or _find_place(text)
    if zone is None:
        raise CellError(kinds.NO_SUCH_ZONE, f"there is no zone {text[:40]!r}")
    return zone


def read_moment(text: str, zone: tzinfo) -> datetime:
    """Read a moment to the second; without an offset of its own it is local time of the zone.

    Raises:
        CellError: no moment; or one that the zone has twice or never; or an offset that the zone
            does not have then.
    """
    found = _MOMENT.fullmatch(text.strip())
    try:
        local = datetime.fromisoformat(found["local"]) if found else None
    except ValueError:
        local = None
    if found is None or local is None or local.year not in _YEARS:
        raise CellError(kinds.NO_MOMENT, f"{text[:40]!r} is no moment of time")
    whole = (local + _HALF_SECOND).replace(microsecond=0)  # spreadsheets miss by microseconds
    if found["offset"] is None:
        return _place_local(whole, zone, text)
    return _place_with_offset(whole, read_zone(found["offset"]), zone, text)


def _place_local(local: datetime, zone: tzinfo, text: str) -> datetime:
    moment = local.replace(tzinfo=zone)
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        raise CellError(kinds.NOT_ONE_MOMENT, f"{text} falls twice or never in {zone}")
    return moment


def _place_with_offset(local: datetime, offset: tzinfo, zone: tzinfo, text: str) -> datetime:
    """Place a moment in its zone; one in UTC is a moment everywhere."""
    stated = local.replace(tzinfo=offset)
    moment = stated.astimezone(zone)
    if stated.utcoffset() and moment.utcoffset() != stated.utcoffset():
        has = moment.isoformat()[-6:]
        raise CellError(kinds.NOT_ONE_MOMENT, f"{text}, where {zone} has {has} then")
    return moment


def _read_offset(text: str) -> timezone | None:
    found = _OFFSET.fullmatch(text)
    if not found:
        return None
    sign, hours, minutes = found.groups()
    span = timedelta(hours=int(hours), minutes=int(minutes))
    if span > timedelta(hours=14):
        return None
    return timezone(-span if sign == "-" else span)


@lru_cache(maxsize=256)
def _find_place(text: str) -> tzinfo | None:
    if not _PLACE.fullmatch(text):
        return None
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        return None
