"""Clearance events joined with their files: the log, tables of events, shipments, reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cradlegate.border.clearance.admission import Admission, admit
from cradlegate.border.clearance.files import (
    EVENTS_FILE,
    EventReading,
    read_event_files,
    read_event_rows,
)
from cradlegate.border.clearance.log import EventLog, read_log, write_recording
from cradlegate.border.clocks.office_hours import (
    read_office_hours,
    shipped_office_hours,
)
from cradlegate.border.clocks.overview import Asked, Overview, draw_overview
from cradlegate.border.clocks.routes import Journey, list_journeys
from cradlegate.compose.border.named_tables import load_named_tables
from cradlegate.compose.gate import read_shipment_at
from cradlegate.compose.workspace import find_workspace
from cradlegate.core.canonical import digest_bytes
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.dossier.archive import LARGEST_ARCHIVE_BYTES
from cradlegate.product.faults import WOULD_REPLACE
from cradlegate.reports.clearance.clocks_csv import write_clocks
from cradlegate.reports.clearance.document import report_overview
from cradlegate.reports.html import render_html
from cradlegate.reports.workbook import render_workbook
from cradlegate.store.append_log import Extension, extend_file, read_whole
from cradlegate.store.faults import UNREADABLE
from cradlegate.store.single_file import read_single_file, write_single_file

LOG_FILE = Path("clearance") / "events.jsonl"
"""Where the log lies in a workspace."""

_BEGIN = "Record events first, with `cradlegate clearance record`, or name the log with --log."


@dataclass(frozen=True, slots=True)
class Targets:
    """Files that a report is written to, beside what is printed; None for those not wanted."""

    csv: Path | None = None
    xlsx: Path | None = None
    html: Path | None = None


def find_log(log: Path | None) -> Path:
    """Find the log: the one that is named, else that of the workspace."""
    return log or find_workspace() / LOG_FILE


def read_events_at(path: Path) -> EventReading:
    """Read a table of events in a CSV file, workbook, zip or folder."""
    return read_event_files(load_named_tables(path, EVENTS_FILE))


def read_event(cells: Mapping[str, str], receipt: Path | None) -> EventReading:
    """Read one event from cells that were stated with the command.

    Args:
        cells: by column.
        receipt: file whose digest is kept with the event.
    """
    stated = {column: text for column, text in cells.items() if text}
    if receipt is not None:
        data = read_single_file(receipt, LARGEST_ARCHIVE_BYTES).data
        stated["receipt_sha256"] = digest_bytes(data)
    return read_event_rows([(1, stated)], "command line")


def record_events(reading: EventReading, path: Path, now: datetime) -> Admission:
    """Add events to a log: all of them, or none.

    Raises:
        FaultsError: anything wrong with the events, alone or beside those of the log, or with the
            log itself; nothing is written then.
    """
    _refuse(reading.faults)
    admitted: list[Admission] = []

    def decide(data: bytes) -> Extension:
        log = read_log(data, path.name)
        _refuse(log.faults)
        admission = admit(reading.events, log.events, now)
        _refuse(admission.faults)
        admitted[:] = [admission]
        line = write_recording(log, admission.added) if admission.added else b""
        return Extension(log.length, line)

    extend_file(path, decide)
    return admitted[0]


def open_log(path: Path) -> EventLog:
    """Open a log to read it.

    Raises:
        FaultsError: no log there, or one that was changed.
    """
    if not path.exists():
        raise FaultsError([Fault(UNREADABLE, "there is no log", Place(str(path)), _BEGIN)])
    log = read_log(read_whole(path), path.name)
    _refuse(log.faults)
    return log


def open_overview(
    log: Path, shipments: Path | None, office_hours: str | None, asked: Asked
) -> Overview:
    """Draw up what a log says.

    Args:
        shipments: where the routes of consignments stand; without it they are unknown.
        office_hours: in place of the assumed ones.

    Raises:
        FaultsError: files that cannot be used, or nothing recorded of what is asked for.
    """
    hours = read_office_hours(office_hours) if office_hours else shipped_office_hours()
    return draw_overview(open_log(log), _read_journeys(shipments), hours, asked)


def write_overview(overview: Overview, targets: Targets, *, force: bool) -> None:
    """Write the files of a report that are wanted.

    Raises:
        FaultsError: files that exist, without `force`, or that cannot be written.
    """
    wanted = [each for each in (targets.csv, targets.xlsx, targets.html) if each]
    existing = [str(each) for each in wanted if each.exists()]
    if existing and not force:
        found = f"{', '.join(existing)} would be replaced"
        raise FaultsError([Fault(WOULD_REPLACE, found)])
    if targets.csv:
        write_single_file(targets.csv, write_clocks(overview).encode(), force=force)
    if targets.xlsx:
        write_single_file(targets.xlsx, render_workbook(report_overview(overview)), force=force)
    if targets.html:
        page = render_html(report_overview(overview))
        write_single_file(targets.html, page.encode(), force=force)


def _read_journeys(shipments: Path | None) -> Mapping[str, Journey]:
    if shipments is None:
        return {}
    reading = read_shipment_at(shipments)
    _refuse(reading.faults)
    return list_journeys(reading.consignments)


def _refuse(faults: tuple[Fault, ...]) -> None:
    if any(fault.is_error for fault in faults):
        raise FaultsError(faults)
