"""Commands on registers of accredited bodies: `register import|show|diff`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show, show_warnings
from cradlegate.core.outcome import EXIT_YES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cradlegate.core.fault import Fault
    from cradlegate.reports.report import Report

KEPT = Path("registers")
Kept = Annotated[Path, Parameter(name="--into", help="Folder in which registers are kept.")]


def build_app() -> App:
    """Build the commands under `cradlegate register`."""
    app = App(name="register", help="Registers of accredited bodies: keep, show, compare them.")
    app.command(import_register, name="import")
    app.command(show_register, name="show")
    app.command(diff)
    return app


def import_register(
    *files: Annotated[Path, Parameter(required=True)],
    into: Kept = KEPT,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Check one snapshot of a register and keep it whole, with its digests.

    Example: `cradlegate register import vinacert-2026-q3.xlsx --into registers`

    Args:
        files: One folder, XLSX workbook or zip, or the CSV and YAML files of one snapshot.
    """
    from cradlegate.compose import surroundings
    from cradlegate.compose.border.register import keep_register
    from cradlegate.reports.registers.kept_report import report_kept
    from cradlegate.verification.registers.freshness import find_doubts, take_known

    kept = keep_register(files, into)
    today = surroundings.today()
    _, too_late = take_known([kept.snapshot], today)
    warnings = [*kept.warnings, *too_late, *find_doubts(kept.snapshot, today, kept.name)]
    _show(report_kept(kept.snapshot, kept.name, into, is_new=kept.is_new), output, warnings)
    if kept.is_new:
        name_files(into, [f"{kept.name}/", f"{kept.name}.sha256"])
    return EXIT_YES


def show_register(
    *sources: Annotated[str, Parameter(required=True)],
    body: str | None = None,
    on: date | None = None,
    into: Kept = KEPT,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Show a register, or how one of its bodies stood on a day.

    Example: `cradlegate register show register-example-2026-q2 --body EX-VB-01 --on 2026-06-30`

    Args:
        sources: Snapshots by path, or by name in the folder of what is kept; the name of a
            register stands for all its snapshots.
        body: Number of a body.
        on: Day on which it is asked for; today if none is given.
    """
    from cradlegate.compose import surroundings
    from cradlegate.compose.border.register import open_registers
    from cradlegate.reports.registers.body_report import report_body
    from cradlegate.reports.registers.register_report import report_register
    from cradlegate.verification.registers.freshness import find_doubts

    snapshots = open_registers(sources, into)
    day = on or surroundings.today()
    newest = max(snapshots, key=lambda each: each.as_of)
    warnings = tuple(find_doubts(newest, day, newest.register_id))
    report = report_body(snapshots, body, day) if body else report_register(snapshots, day)
    _show(report, output, warnings)
    return EXIT_YES


def diff(
    old: str,
    new: str,
    *,
    into: Kept = KEPT,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Show what became of a register between two snapshots, and between which days.

    Example: `cradlegate register diff register-example-2026-q2 register-example-2026-q3`

    Args:
        old: The earlier snapshot, by path or name.
        new: The later one.
    """
    from cradlegate.compose.border.register import open_registers
    from cradlegate.reports.registers.changes_report import report_changes
    from cradlegate.verification.registers.compare import compare_registers

    before, after = (open_registers([each], into)[-1] for each in (old, new))
    changes = compare_registers(before, after)
    show(report_changes(before, after, changes), output)
    return EXIT_YES


def _show(report: "Report", output: Output, warnings: "Sequence[Fault]") -> None:
    show(report, output, warnings)
    show_warnings(warnings, output)
