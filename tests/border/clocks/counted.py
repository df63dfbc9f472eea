"""Office time counted day by day, as a reader with a calendar would do it: an oracle."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cradlegate.border.clocks.office_hours import Office
from cradlegate.core.calendar import WorkCalendar


def count_office_seconds(office: Office, start: datetime, end: datetime) -> int:
    """Add up, of every local day, the part of each opening that lies between two moments."""
    zone, calendar = ZoneInfo(office.zone), WorkCalendar(office.country)
    day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    seconds = 0.0
    while day <= last:
        left = float(calendar.workday_share(day)) * office.hours.minutes
        for opens, closes in office.hours.spans:
            length = min(closes - opens, left)
            left -= length
            first = max(_local(day, opens, zone), start)
            until = min(_local(day, opens + length, zone), end)
            seconds += max((until - first).total_seconds(), 0.0)
        day += timedelta(days=1)
    return int(seconds)


def count_workdays(office: Office, start: datetime, end: datetime) -> int:
    """Count the working days after the day of the start, up to that of the end."""
    zone, calendar = ZoneInfo(office.zone), WorkCalendar(office.country)
    day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    count = 0
    while day < last:
        day += timedelta(days=1)
        count += calendar.is_workday(day)
    return count


def _local(day: object, minutes: float, zone: ZoneInfo) -> datetime:
    midnight = datetime.combine(day, time(), None)  # type: ignore[arg-type]
    return (midnight + timedelta(minutes=minutes)).replace(tzinfo=zone).astimezone(UTC)
