"""The command `tender scan`: which public tenders name the standard."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, say, show, show_warnings
from cradlegate.core.outcome import EXIT_YES


def build_app() -> App:
    """Build the commands under `cradlegate tender`."""
    app = App(name="tender", help="Public tenders that name ISO/TR 24122.")
    app.command(scan)
    return app


def scan(
    *files: Annotated[Path, Parameter(required=True)],
    seen: Path | None = None,
    out: Path | None = None,
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Find the tenders that name the standard in notices that you downloaded.

    Example: `cradlegate tender scan notices/ sam.json --seen tenders-seen.csv`

    Args:
        files: eForms XML of TED, JSON of SAM.gov, HTML or text; or folders and zips of them.
        seen: List of what was told before, read and written, so that each is told once.
        out: Folder for the report as HTML, XLSX and JSON.
        force: Replace files that exist.
    """
    from cradlegate.compose import surroundings
    from cradlegate.compose.border.tender import keep_seen, scan_at, write_scan
    from cradlegate.reports.tenders.scan_report import report_scan

    scanned = scan_at(files, seen)
    faults = scanned.reading.faults
    report = report_scan(scanned.scan, scanned.reading)
    names = write_scan(report, out, faults, force=force) if out else ()
    if seen:
        keep_seen(scanned, seen, surroundings.today())
    show(report, output, faults)
    show_warnings(faults, output)
    if out:
        name_files(out, names)
    if seen:
        say(f"wrote {seen}")
    return EXIT_YES
