"""Commands on evidence of original makers: `evidence letter|lint|modes|log|record`."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter
from cyclopts.validators import Number

from cradlegate.cli.border.readiness import Packs
from cradlegate.cli.declaration import Languages, demand_zone
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, say, show, show_warnings
from cradlegate.cli.trust import Repeated
from cradlegate.core.outcome import EXIT_YES, judge_exit_code

if TYPE_CHECKING:
    from cradlegate.regimes.pack.pack import Pack

LOG = Path("requests_log.csv")
Log = Annotated[Path, Parameter(name="--log", help="Log of requests, a table that is added to.")]
Only = Annotated[tuple[str, ...], Repeated, Parameter(help="Ask these regimes alone, by id.")]
State = Literal[
    "needed", "asked", "promised", "received", "checked", "declined", "unsupported", "expired"
]


def build_app() -> App:
    """Build the commands under `cradlegate evidence`."""
    app = App(name="evidence", help="Letters of original makers: ask, check, follow up.")
    for command in (letter, lint, modes, log, record):
        app.command(command)
    return app


def letter(
    shipment: Path,
    *,
    document: str | None = None,
    machine: str | None = None,
    packs: Packs = (),
    only: Only = (),
    known_as_of: datetime | None = None,
    languages: Languages | None = None,
    out: Path | None = None,
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Draft a letter to the original maker, with the form of its answer.

    Example: `cradlegate evidence letter shipment --machine M1 --out letter-m1`

    Args:
        shipment: Folder, XLSX workbook, zip, or `shipments.csv` alone.
        document: Id of the letter in the table of documents, about the machines that it covers.
        machine: Id of a machine for which no letter is listed yet.
        known_as_of: Packs that became known later are left out; now if none is given.
        languages: Languages of the letter; English if none is given.
        out: Folder for letter and form; without one the letter is printed.
        force: Replace files that exist.
    """
    from cradlegate.compose.border import evidence
    from cradlegate.declaration.languages import Language
    from cradlegate.reports.contents.drafts_report import report_drafts

    read = evidence.read_sound_shipment(shipment)
    spoken = tuple(map(Language, languages or ("en",)))
    chosen = _choose_packs(packs, only, known_as_of)
    drafted = evidence.draft_letter(read, document, machine, chosen, spoken)
    if out:
        evidence.write_letter(drafted, out, force=force)
        name_files(out, tuple(drafted))
    if output.json:
        said = "a letter to the original maker, with the form of its answer"
        show(report_drafts(said, drafted), output, read.warnings, {"shipment": str(shipment)})
    elif not out:
        print(next(iter(drafted.values())).decode(), end="")
    show_warnings(read.warnings, output)
    return EXIT_YES


def lint(
    shipment: Path,
    *,
    packs: Packs = (),
    only: Only = (),
    known_as_of: datetime | None = None,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Find what letters of makers leave out or contradict; exit 0 whole, 1 not, 3 undetermined.

    Example: `cradlegate evidence lint shipment`

    Args:
        shipment: Folder, XLSX workbook or zip with documents and `oem_evidence`.
        known_as_of: Packs that became known later are left out; now if none is given.
    """
    from cradlegate.compose.border import evidence
    from cradlegate.reports.evidence.lint_report import judge, report_lint

    read = evidence.read_sound_shipment(shipment)
    linted = evidence.lint_shipment(read, _choose_packs(packs, only, known_as_of))
    faults = (*read.warnings, *(fault for each in linted.letters for fault in each.faults))
    report = report_lint(linted.letters, linted.meanings, read.consignments[0])
    show(report, output, faults, {"shipment": str(shipment)})
    show_warnings(read.warnings, output)
    return judge_exit_code([judge(linted.letters)])


def modes(
    *,
    packs: Packs = (),
    only: Only = (),
    known_as_of: datetime | None = None,
    entry_date: date | None = None,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Show what fitting, place and activation of functions mean while the law is open.

    Example: `cradlegate evidence modes --entry-date 2026-08-15`

    Args:
        known_as_of: Packs that became known later are left out; now if none is given.
        entry_date: Day of the customs entry; today if none is given.
    """
    from cradlegate.border.evidence.modes import judge_modes, list_asking, list_modes
    from cradlegate.compose import surroundings
    from cradlegate.reports.evidence.modes_tables import report_modes

    day = entry_date or surroundings.today()
    asking = list_asking(_choose_packs(packs, only, known_as_of))
    judged = [(pack, judge_modes(pack, list_modes(), day)) for pack in asking]
    show(report_modes(judged), output)
    return EXIT_YES


def log(
    shipment: Path,
    *,
    log: Log = LOG,
    on: date | None = None,
    remind_after: Annotated[int, Parameter(validator=Number(gte=1, lte=365))] = 14,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Show where requests for documents stand: open by party, their age, reminders due.

    Example: `cradlegate evidence log shipment --log requests_log.csv`

    Args:
        shipment: Folder, XLSX workbook or zip with a table of documents.
        on: Day for which ages are counted; today if none is given.
        remind_after: Days without a word after which a reminder is due.
    """
    from cradlegate.border.evidence.follow_up import follow_up
    from cradlegate.compose import surroundings
    from cradlegate.compose.border import evidence
    from cradlegate.reports.evidence.log_report import report_requests

    today = surroundings.today()
    day = on or today
    read = evidence.read_sound_shipment(shipment)
    recorded = evidence.read_log_at(log, max(day, today))
    steps = tuple(each for each in recorded if each.at.first <= day)
    followed = follow_up(read.consignments, steps, remind_after)
    faults = (*read.warnings, *followed.faults)
    report = report_requests(followed, read.consignments[0], day, remind_after)
    show(report, output, faults, {"shipment": str(shipment), "log": str(log)})
    show_warnings(faults, output)
    return EXIT_YES


def record(
    shipment: Path,
    document: str,
    state: State,
    *,
    by: str,
    at: date | None = None,
    note: str = "",
    log: Log = LOG,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Record what became of a request; nothing that was recorded is changed.

    Example: `cradlegate evidence record shipment L1 asked --by "A. Example"`

    Args:
        shipment: Folder, XLSX workbook or zip with a table of documents.
        document: Id of the document.
        state: Where it stands from now on.
        by: Who says so.
        at: Day of the step; today if none is given.
        note: What was said.
    """
    from cradlegate.border.evidence.request_log import RequestStep
    from cradlegate.compose import surroundings
    from cradlegate.compose.border import evidence
    from cradlegate.core.period import Interval
    from cradlegate.reports.evidence.log_report import report_recorded

    today = surroundings.today()
    day = at or today
    step = RequestStep(document, state, Interval(day, day), by, note)
    evidence.record_step(evidence.read_sound_shipment(shipment), log, step, today)
    if output.json:
        show(report_recorded(step, str(log)), output, inputs={"shipment": str(shipment)})
    say(f"wrote {log}: {document} is {state} on {day}; write {state} into its column state too")
    return EXIT_YES


def _choose_packs(
    packs: tuple[Path, ...], only: tuple[str, ...], known_as_of: datetime | None
) -> "tuple[Pack, ...]":
    from cradlegate.compose import gate, surroundings

    moment = demand_zone(known_as_of) if known_as_of else surroundings.now()
    return gate.draw_up_terms(packs, only, gate.Believed(), None, moment).packs
