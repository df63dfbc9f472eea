"""The one place that joins steps with files, settings and the environment."""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from cradlegate.background.library import Library, shipped_library
from cradlegate.core.fault import FaultsError
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.plan import plan_activities
from cradlegate.footprint.sources import Sources
from cradlegate.product.case import Case, CaseReading
from cradlegate.product.case_files import list_open_bill_rows, read_case_files
from cradlegate.product.draft.new_case import NewCase, draft_case
from cradlegate.product.material_codes.material_map import MaterialMap, propose_map
from cradlegate.product.workbook import write_workbook
from cradlegate.reports.contents.lines_table import render_lines
from cradlegate.reports.html import render_html
from cradlegate.reports.json_envelope import render_json
from cradlegate.reports.report import Report
from cradlegate.reports.workbook import render_workbook
from cradlegate.store.atomic import write_files
from cradlegate.store.case_source import load_case_files, load_table

WORKBOOK_NAME = "case.xlsx"


def open_library() -> Library:
    """Open the factor library that comes with the package."""
    return shipped_library()


def open_sources() -> Sources:
    """Open everything that footprints are computed from beside their cases."""
    return Sources(open_library())


def read_case_at(path: Path) -> CaseReading:
    """Read the case in a folder, workbook or zip, with every fault found in it."""
    return read_case_files(load_case_files(path), open_library().families)


def check_case_at(path: Path) -> CaseReading:
    """Read a case and look for faults of its inventory as well; nothing is computed."""
    reading = read_case_at(path)
    if reading.case is None:
        return reading
    plan = plan_activities(reading.case, open_sources())
    return CaseReading(reading.case, (*reading.faults, *plan.faults))


def compute_footprint(path: Path, settings: Settings) -> Footprint:
    """Read a case and compute its footprint.

    Raises:
        FaultsError: a case that cannot be used, with all its faults.
    """
    reading = read_case_at(path)
    return calculate(demand_case(reading), open_sources(), settings, reading.faults)


def write_footprint(
    footprint: Footprint, report: Report, folder: Path, *, force: bool
) -> tuple[str, ...]:
    """Write a footprint as HTML, XLSX and JSON and its lines as CSV; give the names."""
    files = {
        "footprint.html": render_html(report).encode(),
        "footprint.xlsx": render_workbook(report),
        "footprint.json": render_json(report, faults=footprint.faults).encode(),
        "lines.csv": render_lines(footprint).encode(),
    }
    write_files(folder, files, force=force)
    return tuple(files)


def read_examples() -> dict[str, bytes]:
    """Read the shipped examples: path below the folder of examples → bytes."""
    return dict(_files_below(resources.files("cradlegate.product") / "data" / "examples", ""))


def _files_below(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files_below(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()


def propose_material_map(path: Path) -> MaterialMap:
    """Propose a family for every material code of a parts list or of a case's parts list.

    Raises:
        FaultsError: a file that cannot be read, or one without a column of material codes.
    """
    bill = load_table(path, "bom.csv") if path.suffix.lower() == ".csv" else load_case_files(path)
    return propose_map(list_open_bill_rows(bill), open_library().families)


def write_new_case(
    request: NewCase, folder: Path, *, as_workbook: bool, force: bool
) -> tuple[str, ...]:
    """Write a new case as files or as one workbook; give the names."""
    files = draft_case(request)
    if as_workbook:
        files = {WORKBOOK_NAME: write_workbook(files)}
    write_files(folder, files, force=force)
    return tuple(files)


def today() -> date:
    """Read the clock."""
    return datetime.now(tz=UTC).date()


def demand_case(reading: CaseReading) -> Case:
    """Give the case of a reading.

    Raises:
        FaultsError: not even the machine could be read.
    """
    if reading.case is None:
        raise FaultsError(reading.faults)
    return reading.case


def wants_plain() -> bool:
    """Tell whether output must do without colour: NO_COLOR is set, or nobody watches."""
    return bool(os.environ.get("NO_COLOR")) or not sys.stdout.isatty()


def can_write_unicode() -> bool:
    """Tell whether the output stream can carry the signs of a report."""
    return (sys.stdout.encoding or "").lower().replace("-", "") in {"utf8", "utf16", "gb18030"}


def terminal_width() -> int:
    """Give the width to draw for: COLUMNS or the terminal's, at most 100."""
    try:
        columns = int(os.environ.get("COLUMNS") or os.get_terminal_size().columns)
    except (OSError, ValueError):
        columns = 100
    return max(60, min(columns, 100))
