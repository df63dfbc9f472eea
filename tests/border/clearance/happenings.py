"""Events written in a test, for the tests of this room and of the clocks."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from cradlegate.border.clearance.events import Event
from cradlegate.border.clearance.files import read_event_files, read_event_rows

ROW: Mapping[str, str] = {
    "event_id": "E1",
    "consignment_id": "C1",
    "event": "arrived",
    "at": "2026-07-03T09:10",
    "zone": "Asia/Ho_Chi_Minh",
    "recorded_at": "2026-07-03T10:00",
    "source": "notice of the carrier",
}
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def table(*rows: Mapping[str, str]) -> bytes:
    """A table of events as CSV, each row changed by columns from the usual one."""
    written = [{**ROW, "event_id": f"E{n}", **each} for n, each in enumerate(rows, start=1)]
    columns = list(dict.fromkeys(name for each in written for name in each))
    lines = [columns, *([each.get(name, "") for name in columns] for each in written)]
    return "\n".join(",".join(cells) for cells in lines).encode() + b"\n"


def codes(*rows: Mapping[str, str]) -> list[str]:
    return [each.code for each in read_event_files({"events.csv": table(*rows)}).faults]


def read(*rows: Mapping[str, str]) -> tuple[Event, ...]:
    """Events without a fault."""
    reading = read_event_files({"events.csv": table(*rows)})
    assert reading.faults == ()
    return reading.events


def happened(
    *told: str, consignment: str = "C1", entry: str = "", **same: str
) -> tuple[Event, ...]:
    """Events such as `arrived 2026-07-03T09:10`, each recorded a minute later, ids in order."""
    rows = []
    for number, each in enumerate(told, start=1):
        kind, at, *reason = each.split(" ", 2)
        recorded = (datetime.fromisoformat(at) + timedelta(minutes=1)).isoformat()
        cells = {
            "event_id": f"{consignment}{entry}-{number}",
            "consignment_id": consignment,
            "entry_no": entry,
            "event": kind,
            "at": at,
            "recorded_at": recorded,
            "reason": "".join(reason),
            **same,
        }
        rows.append((number, {**ROW, **cells}))
    return events_of(rows)


def events_of(rows: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[Event, ...]:
    reading = read_event_rows(rows, "test")
    assert reading.faults == ()
    return reading.events
