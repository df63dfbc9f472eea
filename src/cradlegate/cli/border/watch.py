"""Commands on what may still change the law: `watch list|overdue|add|record`."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from cradlegate.cli.border.readiness import Packs
from cradlegate.cli.declaration import demand_zone
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, say, show, show_warnings
from cradlegate.core.outcome import EXIT_NO, EXIT_YES

if TYPE_CHECKING:
    from cradlegate.compose.border.watch import Watched
    from cradlegate.reports.report import Report

Log = Annotated[Path, Parameter(help="File of the log of looks.")]
LOG = Path("watch-log.csv")
KeptLog = Annotated[
    Path | None, Parameter(help="File of the log of looks, which is there; else watch-log.csv.")
]
VerdictName = Literal["noise", "relevant", "answers"]
A_QUARTER = 92


def build_app() -> App:
    """Build the commands under `cradlegate watch`."""
    app = App(name="watch", help="What may still change the law, and who has looked.")
    app.command(list_items, name="list")
    app.command(overdue)
    app.command(add)
    app.command(record)
    return app


def list_items(
    pack: str | None = None,
    *,
    log: KeptLog = None,
    packs: Packs = (),
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """List what is watched: by whom it can be settled, where to look, and who looked last.

    Example: `cradlegate watch list vn-circular-12-2026`

    Args:
        pack: Id of a pack; all if none is given.
    """
    from cradlegate.compose import surroundings
    from cradlegate.compose.border.watch import demand_log, open_watched
    from cradlegate.reports.watching.watch_report import report_items

    today = surroundings.today()
    watched = open_watched(demand_log(log) if log else LOG, packs, pack, today)
    report = report_items(watched.items, today, A_QUARTER, _name_log(watched))
    _show(report, output, watched)
    return EXIT_YES


def overdue(
    pack: str | None = None,
    *,
    days: int = A_QUARTER,
    on: date | None = None,
    log: KeptLog = None,
    packs: Packs = (),
    fail_on: Literal["overdue"] | None = None,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """List what should have been seen or looked at by now.

    Example: `cradlegate watch overdue --days 30`

    Args:
        pack: Id of a pack; all if none is given.
        days: After how many days an item is looked at again.
        on: Day on which it is asked; today if none is given.
        fail_on: Exit 1 where something is overdue.
    """
    from cradlegate.compose import surroundings
    from cradlegate.compose.border.watch import demand_log, open_watched
    from cradlegate.reports.watching.watch_report import find_late, report_overdue

    today = on or surroundings.today()
    watched = open_watched(demand_log(log) if log else LOG, packs, pack, today)
    late = find_late(watched.items, today, days)
    _show(report_overdue(watched.items, late, today, _name_log(watched)), output, watched)
    return EXIT_NO if late and fail_on else EXIT_YES


def add(
    file: Path,
    *,
    item: str,
    by: str,
    verdict: VerdictName | None = None,
    note: str = "",
    at: datetime | None = None,
    log: Log = LOG,
    packs: Packs = (),
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Record a look at a downloaded page or document, with what a person made of it.

    Example: `cradlegate watch add page.html --item vn-circular-12-2026/methods --by "A. Example"
    --verdict noise`

    Args:
        file: What was downloaded: HTML, XML, text, or anything else as a whole.
        item: Pack and watch item.
        by: Who looked and judged.
        verdict: noise, relevant or answers; a person decides.
        note: What was seen.
        at: When it was looked at; now if none is given.
    """
    from cradlegate.border.watching.items import choose_item
    from cradlegate.compose import surroundings
    from cradlegate.compose.border.watch import add_look, draw_up_look, open_watched, read_document
    from cradlegate.reports.watching.look_report import compare_look, demand_verdict, report_look

    now = surroundings.now()
    watched = open_watched(log, packs, None, now.date())
    before = choose_item(watched.items, item)
    cleaned = read_document(file)
    comparison = compare_look(before, cleaned)
    judged = demand_verdict(verdict, comparison, file.name)
    row = draw_up_look(item, demand_zone(at) if at else now, by, judged, note)
    told = replace(row, file=str(file), sha256=cleaned.digest)
    add_look(watched, item, told, now)
    _finish(report_look(before, told, comparison), output, watched)
    return EXIT_YES


def record(
    *,
    item: str,
    by: str,
    verdict: VerdictName | None = None,
    note: str = "",
    change: Path | None = None,
    at: datetime | None = None,
    log: Log = LOG,
    packs: Packs = (),
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Record a look without a file, such as a call, or the change of a pack that followed.

    Example: `cradlegate watch record --item vn-circular-12-2026/accreditor --by "A. Example"
    --verdict relevant --note "by telephone: a letter is on its way"`

    Args:
        item: Pack and watch item.
        by: Who looked and judged.
        verdict: noise, relevant or answers; a person decides.
        note: What was seen or heard.
        change: File of the change of a pack that followed.
        at: When it was; now if none is given.
    """
    from cradlegate.border.watching.log import Verdict
    from cradlegate.compose import surroundings
    from cradlegate.compose.border.watch import add_look, draw_up_look, open_watched
    from cradlegate.reports.watching.look_report import report_record

    now = surroundings.now()
    watched = open_watched(log, packs, None, now.date())
    judged = Verdict(verdict) if verdict else None
    row = draw_up_look(item, demand_zone(at) if at else now, by, judged, note)
    chosen = add_look(watched, item, row, now, change)
    _finish(report_record(chosen, row, change), output, watched)
    return EXIT_YES


def _finish(report: "Report", output: Output, watched: "Watched") -> None:
    _show(report, output, watched)
    say(f"wrote {watched.log}")


def _name_log(watched: "Watched") -> str:
    return str(watched.log) if watched.is_begun else ""


def _show(report: "Report", output: Output, watched: "Watched") -> None:
    show(report, output, watched.warnings, {"log": str(watched.log)})
    show_warnings(watched.warnings, output)
