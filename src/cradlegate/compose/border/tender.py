"""Tenders joined with their files: what was downloaded, and the list of what was told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cradlegate.border.tenders.alerts import TenderScan, scan_notices
from cradlegate.border.tenders.faults import NOTHING_SCANNED
from cradlegate.border.tenders.files import LARGEST_FILE, TenderReading, read_tender_files
from cradlegate.border.tenders.seen import SeenTender, read_seen, write_seen
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.reports.html import render_html
from cradlegate.reports.json_envelope import render_json
from cradlegate.reports.report import Report
from cradlegate.reports.workbook import render_workbook
from cradlegate.store.atomic import write_files
from cradlegate.store.case_source import load_case_files
from cradlegate.store.single_file import read_single_file, write_single_file
from cradlegate.tables.reading.archives import is_archive
from cradlegate.tables.reading.csv_tables import LARGEST_TABLE


@dataclass(frozen=True, slots=True)
class Scanned:
    """A scan with what it rests on.

    Args:
        seen: the list of what was told before it.
    """

    scan: TenderScan
    reading: TenderReading
    seen: tuple[SeenTender, ...]


def scan_at(paths: Sequence[Path], seen: Path | None) -> Scanned:
    """Scan the notices in files, folders and zips.

    Args:
        seen: list of what was told before; one that is not there is empty.

    Raises:
        FaultsError: a path that cannot be read, no notice in any file (BD-154), or a list that
            cannot be read.
    """
    told = _read_seen_at(seen)
    reading = read_tender_files({name: data for path in paths for name, data in _load(path)})
    if not reading.notices:
        found = f"no notice in {len(paths)} path{'s' if len(paths) > 1 else ''}"
        raise FaultsError([Fault(NOTHING_SCANNED, found), *reading.faults])
    levels = {(each.source, each.notice): each.level for each in told}
    return Scanned(scan_notices(reading.notices, levels), reading, told)


def keep_seen(scanned: Scanned, seen: Path, today: date) -> None:
    """Write what was told now into the list; nothing is left out of it."""
    data = write_seen(scanned.seen, scanned.scan.alerts, today)
    write_single_file(seen, data, force=True)


def write_scan(
    report: Report, folder: Path, faults: Sequence[Fault], *, force: bool
) -> tuple[str, ...]:
    """Write the report of a scan into a folder; give the names."""
    written = {
        "tenders.html": render_html(report).encode(),
        "tenders.xlsx": render_workbook(report),
        "tenders.json": render_json(report, faults=faults).encode(),
    }
    write_files(folder, written, force=force)
    return tuple(written)


def _load(path: Path) -> list[tuple[str, bytes]]:
    if path.is_dir():
        return _inside(load_case_files(path), path)
    data = read_single_file(path, LARGEST_FILE).data
    if is_archive(data):
        return _inside(load_case_files(path), path)
    return [(str(path), data)]


def _inside(files: Mapping[str, bytes], path: Path) -> list[tuple[str, bytes]]:
    return [(f"{path}/{name}", data) for name, data in files.items()]


def _read_seen_at(path: Path | None) -> tuple[SeenTender, ...]:
    if path is None or not path.exists():
        return ()
    return read_seen(read_single_file(path, LARGEST_TABLE).data, path.name)
