"""Moments as text in UTC."""

import re
from datetime import UTC, date, datetime, timedelta

_SECONDS = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_DATE_TIME_STAMP = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T"
    r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
    r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
)

_FIRST_ZONE = timedelta(hours=14)


def write_utc(moment: datetime) -> str:
    """Write a moment in UTC to the second, such as `2026-11-22T12:00:30Z`.

    Raises:
        ValueError: a moment without time zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def read_utc(text: str) -> datetime:
    """Read what `write_utc` writes.

    Raises:
        ValueError: another form, or a moment that does not exist.
    """
    if not _SECONDS.fullmatch(text):
        raise ValueError(f"{text!r} is no moment such as 2026-11-22T12:00:30Z")
    return datetime.fromisoformat(text)


def find_latest_day(moment: datetime) -> date:
    """Give the latest day that it is anywhere at a moment: UTC+14 is the first zone of all."""
    try:
        return (moment.astimezone(UTC) + _FIRST_ZONE).date()
    except OverflowError:
        return date.max


def read_day(stamp: str) -> date:
    """Give the day in UTC on which a dateTimeStamp lies.

    Raises:
        ValueError: another text, or a moment outside the years 1 to 9999.
    """
    if not is_date_time_stamp(stamp):
        raise ValueError(f"{stamp!r} is no dateTimeStamp")
    is_midnight_after = "T24:" in stamp
    moment = datetime.fromisoformat(stamp.replace("T24:", "T00:"))
    try:
        day = moment.astimezone(UTC).date()
        return day + timedelta(days=1) if is_midnight_after else day
    except OverflowError:
        raise ValueError(f"{stamp!r} lies outside the calendar in UTC") from None


def is_date_time_stamp(text: str) -> bool:
    """Tell whether a text is a dateTimeStamp with a year of four digits.

    Source: W3C XML Schema Definition Language 1.1 Part 2, 3.4.28.
    """
    found = _DATE_TIME_STAMP.fullmatch(text)
    if not found:
        return False
    try:
        date.fromisoformat(found[1])
    except ValueError:
        return False
    return True
