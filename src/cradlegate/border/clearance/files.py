"""Tables of events, read with every fault that is in them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from importlib.resources import files as package_files
from typing import TypeVar

from cradlegate.border.clearance import faults as kinds
from cradlegate.border.clearance.events import Event, EventKind
from cradlegate.border.clearance.moments import read_moment, read_zone
from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault
from cradlegate.tables.columns import TableSpec, read_specs
from cradlegate.tables.reading.file_set import FileSetSpec, read_file_set
from cradlegate.tables.reading.raw_table import Cell, RawRow, RawTable
from cradlegate.tables.records.id_checks import find_duplicate_ids
from cradlegate.tables.records.numbers import CellError
from cradlegate.tables.records.record import Record, read_records
from cradlegate.tables.records.record_set import RecordSet

TABLE = "events"
EVENTS_FILE = "events.csv"

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class EventReading:
    """The events of files in the order of their rows, and every fault found in them."""

    events: tuple[Event, ...]
    faults: tuple[Fault, ...]


@cache
def event_tables() -> Mapping[str, TableSpec]:
    """Give the table of events by its name."""
    text = package_files("cradlegate.border").joinpath("data/event_columns.yaml").read_text("utf-8")
    return read_specs(text)


def read_event_files(files: Mapping[str, bytes]) -> EventReading:
    """Read events from a CSV table, a workbook, or a folder of either.

    Args:
        files: bytes by path; the table is `events.csv`, or a sheet of that name.
    """
    raw = read_file_set(FileSetSpec(event_tables(), EVENTS_FILE), files)
    reading = _read_tables(raw.tables.get(TABLE, ()))
    return EventReading(reading.events, raw.in_file_order((*raw.faults, *reading.faults)))


def read_event_rows(rows: Iterable[tuple[int, Mapping[str, str]]], file: str) -> EventReading:
    """Read events from rows of texts: the number of the row, and cells by column.

    Args:
        file: where they stand, for faults.
    """
    raw = tuple(
        RawRow(row, {column: Cell(text, row) for column, text in cells.items()})
        for row, cells in rows
    )
    return _read_tables((RawTable(event_tables()[TABLE], file, raw),))


def _read_tables(tables: Iterable[RawTable]) -> EventReading:
    records = RecordSet({TABLE: tuple(each for table in tables for each in read_records(table))})
    records = records.with_findings(find_duplicate_ids(records, event_tables()))
    events: list[Event] = []
    faults = [fault for each in records.all(TABLE) for fault in each.faults]
    for each in records.usable(TABLE):
        read = _read_row(each)
        if isinstance(read, Event):
            events.append(read)
        else:
            faults += read
    return EventReading(tuple(events), tuple(faults))


def _read_row(record: Record) -> Event | tuple[Fault, ...]:
    """Make the event of a row, or tell what is wrong with its moments and its correction."""
    zone = _read(record, "zone", read_zone)
    if isinstance(zone, Fault):
        return (zone,)
    read = partial(read_moment, zone=zone)
    recorded = _read(record, "recorded_at", read)
    takes_back = record.values["at"] is Blank.ABSENT
    at = recorded if takes_back else _read(record, "at", read)
    if isinstance(at, Fault) or isinstance(recorded, Fault):
        found = (each for each in (at, recorded) if isinstance(each, Fault))
        return tuple(dict.fromkeys(found))
    event = _make_event(record, at, recorded.astimezone(UTC))
    return tuple(_find_contradictions(event)) or event


def _read(record: Record, column: str, reader: Callable[[str], Read]) -> Read | Fault:
    try:
        return reader(record.values[column])
    except CellError as error:
        return Fault(error.kind, error.found, record.at(column), error.remedy)


def _make_event(record: Record, at: datetime, recorded_at: datetime) -> Event:
    values = record.values

    def text(column: str) -> str:
        return "" if isinstance(values[column], Blank) else str(values[column])

    return Event(
        record.id,
        text("consignment_id"),
        text("entry_no"),
        EventKind(values["event"]),
        at,
        text("zone"),
        recorded_at,
        text("source"),
        values["receipt_sha256"],
        text("reason"),
        text("corrects"),
        values["at"] is Blank.ABSENT,
        record.place,
    )


def _find_contradictions(event: Event) -> Iterator[Fault]:
    if event.takes_back and not event.corrects:
        yield Fault(kinds.NEVER_HAPPENED, f"{event.id} happened at no time", event.place)
    if event.recorded_at < event.at:
        found = f"{event.id} was recorded at {event.recorded_at}, before {event.at}"
        yield Fault(kinds.RECORDED_EARLY, found, event.place)
    if event.corrects and not event.reason:
        found = f"{event.id} corrects {event.corrects} for no reason"
        yield Fault(kinds.NO_REASON, found, event.place)
