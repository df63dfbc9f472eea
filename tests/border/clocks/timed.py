"""Clearances timed in a test."""

from datetime import UTC, datetime

from cradlegate.border.clearance.events import list_current
from cradlegate.border.clocks.clearances import list_clearances
from cradlegate.border.clocks.clocks import TimedClearance, measure_clearances
from cradlegate.border.clocks.office_hours import shipped_office_hours
from tests.border.clearance.happenings import NOW, happened


def time_all(events, as_of=NOW, countries=None) -> tuple[TimedClearance, ...]:
    clearances, _ = list_clearances(list_current(events, as_of))
    return measure_clearances(clearances, countries or {}, shipped_office_hours(), as_of)


def time_one(*told, as_of=NOW, **same) -> TimedClearance:
    (timed,) = time_all(happened(*told, **same), as_of)
    return timed


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
