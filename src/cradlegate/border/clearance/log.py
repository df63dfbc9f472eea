"""The log of events: one line a recording, each tied to the line before it.

A line is canonical JSON, `{"previous": digest of the line before, "recorded": [events]}`, with the
texts of the table's cells.  A line without an end was never finished and does not count.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cradlegate.border.clearance import faults as kinds
from cradlegate.border.clearance.events import Event
from cradlegate.border.clearance.files import read_event_rows
from cradlegate.core.canonical import canonical_bytes, digest_bytes
from cradlegate.core.fault import Fault, Place
from cradlegate.core.moment import write_utc
from cradlegate.core.strict_json import JsonError, read_json
from cradlegate.tables.records.record import text_of


@dataclass(frozen=True, slots=True)
class EventLog:
    """What a log holds.

    Args:
        events: in the order of recording.
        head: digest of the last line, empty for an empty log; it stands for the whole log.
        length: bytes up to the end of the last whole line.
        faults: a log with an error is not to be used.
    """

    events: tuple[Event, ...]
    head: str
    length: int
    faults: tuple[Fault, ...] = ()


def read_log(data: bytes, file: str) -> EventLog:
    """Read a log and check that no line was changed, left out or put in.

    Lines that are missing at the end cannot be missed: whoever needs that keeps the digest `head`.

    Args:
        file: what the log is called, for faults.
    """
    length = data.rfind(b"\n") + 1
    head, faults = "", []
    rows: list[tuple[int, Mapping[str, str]]] = []
    for number, line in enumerate(data[:length].split(b"\n")[:-1], start=1):
        recorded = _read_line(line, head)
        if recorded is None:
            place = Place(file, number)
            faults.append(Fault(kinds.LOG_CHANGED, "the line does not follow the one above", place))
        rows += ((number, each) for each in recorded or ())
        head = digest_bytes(line)
    if data[length:]:
        place = Place(file, data.count(b"\n") + 1)
        faults.append(Fault(kinds.LINE_CUT_OFF, "the line has no end", place))
    reading = read_event_rows(rows, file)
    return EventLog(reading.events, head, length, (*faults, *reading.faults))


def write_recording(log: EventLog, events: Iterable[Event]) -> bytes:
    """Write the line that records events at the end of a log."""
    recorded = [dict(_write_cells(each)) for each in events]
    return canonical_bytes({"previous": log.head, "recorded": recorded}) + b"\n"


def _write_cells(event: Event) -> Iterator[tuple[str, str]]:
    at = "none" if event.takes_back else event.at.isoformat()
    cells = {
        "event_id": event.id,
        "consignment_id": event.consignment,
        "entry_no": event.entry,
        "event": event.kind,
        "at": at,
        "zone": event.zone,
        "recorded_at": write_utc(event.recorded_at),
        "source": event.source,
        "receipt_sha256": text_of(event.receipt),
        "reason": event.reason,
        "corrects": event.corrects,
    }
    return ((column, text) for column, text in cells.items() if text)


def _read_line(line: bytes, previous: str) -> list[Mapping[str, str]] | None:
    """Read one line; None where it is no recording, or follows another line."""
    try:
        value = read_json(line)
    except JsonError:
        return None
    if not isinstance(value, dict) or set(value) != {"previous", "recorded"}:
        return None
    recorded = value["recorded"]
    if value["previous"] != previous or not isinstance(recorded, list):
        return None
    rows: list[Mapping[str, str]] = []
    for each in recorded:
        if not isinstance(each, dict) or not all(isinstance(text, str) for text in each.values()):
            return None
        rows.append({column: str(text) for column, text in each.items()})
    return rows
