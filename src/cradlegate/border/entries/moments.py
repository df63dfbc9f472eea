"""Moments as customs and brokers write them: instants, or days whose zone may not be known."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from cradlegate.core.kleene import Truth
from cradlegate.core.moment import write_utc

_FORM = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2})?))?"
    r"\s*(?P<zone>Z|[+-]\d{2}:\d{2})?"
)
_ZONE = re.compile(r"(?P<sign>[+-])(?P<hours>\d{2}):(?P<minutes>\d{2})")
_EARLIEST, _LATEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))
"""Where a day begins first, and where it ends last."""

_MOST_HOURS = 14


class MomentError(ValueError):
    """A text that names no moment."""


class ZoneError(MomentError):
    """A moment whose own offset is another one than it is said to be."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happens.

    Args:
        first, last: the instants between which it lies, both included; equal where it is known.
        text: as it was written, with the offset that is given beside it.
    """

    first: datetime
    last: datetime
    text: str

    def is_before(self, other: "Moment") -> Truth:
        """Tell whether this comes earlier; at the same instant it does not."""
        if self.last < other.first:
            return Truth.TRUE
        return Truth.FALSE if self.first >= other.last else Truth.UNKNOWN

    def is_not_after(self, other: "Moment") -> Truth:
        """Tell whether this comes earlier or at the same instant."""
        return ~other.is_before(self)

    def __str__(self) -> str:
        """As it was written."""
        return self.text


def read_moment(text: str, zone: str = "") -> Moment:
    """Read a day, or a day and time.

    Args:
        zone: offset where the text names none, such as +07:00 or Z.

    Returns:
        the instant; for a day alone the span of that day, and without a zone that of all zones.

    Raises:
        ZoneError: an offset that is another one than `zone`.
        MomentError: any other text, or a time without an offset.
    """
    match = _FORM.fullmatch(text.strip())
    if not match:
        raise MomentError(f"{text!r} is no moment")
    own, given = _read_zone(match["zone"] or ""), _read_zone(zone)
    if own and given and own.utcoffset(None) != given.utcoffset(None):
        raise ZoneError(f"{text!r} is not in the zone {zone}")
    offset = own or given
    said = text.strip() + (zone.strip() if given and not own else "")
    try:
        day = date.fromisoformat(match["day"])
        if match["time"] is None:
            return _span(day, offset, said)
        clock = time.fromisoformat(match["time"])
    except ValueError:
        raise MomentError(f"{text!r} is no moment of the calendar") from None
    if offset is None:
        raise MomentError(f"{text!r} has a time and no offset")
    instant = datetime.combine(day, clock, offset)
    return Moment(instant, instant, said)


def at_instant(instant: datetime) -> Moment:
    """Give the moment of an instant that is known."""
    return Moment(instant, instant, write_utc(instant))


def whole_days(first: date, last: date, text: str) -> Moment:
    """Give the moment that lies on one of some days, in a zone that nobody names."""
    start = _span(first, None, text).first
    return Moment(start, _span(last, None, text).last, text)


def _span(day: date, zone: timezone | None, text: str) -> Moment:
    """Span a day; the ends of the calendar stay inside it."""
    first = datetime.combine(day, time.min, zone or _EARLIEST)
    last = datetime.combine(day, time.max, zone or _LATEST)
    try:
        return Moment(first.astimezone(UTC), last.astimezone(UTC), text)
    except OverflowError:
        raise MomentError(f"{text!r} lies at the end of the calendar") from None


def _read_zone(text: str) -> timezone | None:
    """Read an offset; none where there is none.

    Raises:
        MomentError: another text, such as the name of a zone.
    """
    plain = text.strip()
    if plain in {"", "Z"}:
        return UTC if plain else None
    match = _ZONE.fullmatch(plain)
    if not match or int(match["hours"]) > _MOST_HOURS or int(match["minutes"]) >= 60:  # noqa: PLR2004
        raise MomentError(f"{text!r} is no offset such as +07:00")
    offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
    return timezone(-offset if match["sign"] == "-" else offset)
