"""Commands on dossiers: build, show, verify, open, and the page that verifies in a browser."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from cradlegate import __version__
from cradlegate.cli.declaration import Fonts, demand_zone
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show
from cradlegate.core.outcome import EXIT_YES, judge_exit_code

Statuses = Annotated[
    tuple[Path, ...], Parameter(name="--status", negative="", consume_multiple=True)
]
Openings = Annotated[
    tuple[Path, ...], Parameter(negative="", consume_multiple=True, show_default=False)
]
Registers = Annotated[
    tuple[Path, ...], Parameter(negative="", consume_multiple=True, show_default=False)
]


def build_app() -> App:
    """Build the commands under `cradlegate dossier`."""
    app = App(name="dossier", help="A dossier: build, show and verify it.")
    for command in (build, show_dossier, verify, open_line, write_page):
        app.command(command)
    return app


def build(
    declaration: Path,
    case: Path,
    *,
    key: Path,
    out: Path,
    trust: Path | None = None,
    opinion: Path | None = None,
    status: Statuses = (),
    register: Registers = (),
    log_proof: Openings = (),
    paper: Openings = (),
    secret: Path | None = None,
    redact: Annotated[bool, Parameter(negative="")] = False,
    at: datetime | None = None,
    fonts: Fonts = (),
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Seal a signed declaration with everything it was made from, in one file.

    Example: `cradlegate dossier build declared my-machine --key maker.key --out my.dossier`

    Args:
        declaration: Folder that `declare` wrote; its renderings are drawn anew and go in as well.
        case: Folder, XLSX workbook or zip that was declared.
        key: Key file of who builds the dossier.
        out: The file to write.
        trust: Trust list to enclose for information.
        opinion: Opinion of a body on the declaration, to enclose.
        status: Status lists of maker and body, to enclose as they are now.
        register: Snapshots of the register in which that body stands, to enclose as you judged by.
        paper: Records of papers with who confirmed them, to enclose with their scans.
        log_proof: Folders that `log prove` wrote for declaration and opinion, to enclose.
        secret: Secret of the case, for a declaration that commits to the lines of its bill.
        redact: Keep back the case and its lines; commitments stand in their place.
        at: Moment of building with its zone; now if none is given.
        force: Replace a file that exists.
    """
    from cradlegate.compose import dossiers, surroundings
    from cradlegate.reports.contents.verdict_report import report_verdict
    from cradlegate.store.key_files import read_key_file
    from cradlegate.store.single_file import write_single_file
    from cradlegate.work.seal import Seal

    holder = read_key_file(key)
    moment = demand_zone(at) if at else surroundings.now()
    known = _read_secret(secret, case) if secret else None
    by = Seal(holder.key, holder.owner, moment, __version__, known, redact)
    questions = dossiers.ask_with(trust, moment.date(), is_recomputed=False, registers=register)
    enclosures = dossiers.Enclosures(opinion, trust, status, log_proof, register, paper)
    data = dossiers.seal_at(declaration, case, by, enclosures, fonts)
    write_single_file(out, data, force=force)
    name_files(out.parent, [out.name])
    show(report_verdict(dossiers.verify_at(out, questions), out.name, questions), output)
    return EXIT_YES


def show_dossier(file: Path, *, output: Output = DEFAULT_OUTPUT) -> int:
    """Show what stands in a dossier; nothing is judged.

    Example: `cradlegate dossier show my.dossier`

    Args:
        file: The dossier.
    """
    from cradlegate.compose import dossiers
    from cradlegate.reports.contents.dossier_report import report_contents

    show(report_contents(dossiers.open_dossier_at(file), file.name), output)
    return EXIT_YES


show_dossier.__name__ = "show"


def verify(
    file: Path,
    *,
    trust: Path | None = None,
    register: Registers = (),
    status: Statuses = (),
    recompute: Annotated[bool, Parameter(negative="")] = False,
    opening: Openings = (),
    scan: Openings = (),
    case: Path | None = None,
    secret: Path | None = None,
    at: date | None = None,
    destination: str = "",
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Check a dossier offline, step by step; exit 0 yes, 1 no, 3 undetermined.

    Example: `cradlegate dossier verify my.dossier --trust list.json --recompute`

    Args:
        file: The dossier.
        trust: Trust list of your own choice; without one, who signed stays undetermined.
        register: Registers of accredited bodies, of your own choice, for the opinion.
        status: Status lists as their keepers publish them today; the newest decides.
        recompute: Compute the footprint and draw the HTML pages again, and compare both.
        opening: Lines of the bill that the maker opened to you.
        scan: Scans of papers that you hold; they count by their digests.
        case: The case, if you hold it and the dossier keeps it back.
        secret: Secret of the case, if you hold it; every commitment is made again.
        at: Day for which it is asked; today if none is given.
        destination: Country of import, such as VN: an opinion has to be meant for it.
    """
    from cradlegate.compose import case_secrets, dossiers, surroundings
    from cradlegate.reports.contents.verdict_report import report_verdict

    day = at or surroundings.today()
    questions = dossiers.ask_with(
        trust, day, is_recomputed=recompute, registers=register, statuses=status
    )
    questions = dossiers.ask_for_destination(questions, destination)
    questions = case_secrets.add_holdings(questions, case, secret, opening)
    questions = dossiers.add_scans(questions, scan)
    verdict = dossiers.verify_at(file, questions)
    show(report_verdict(verdict, file.name, questions), output)
    return judge_exit_code(check.outcome for check in verdict.checks)


def open_line(
    file: Path,
    *,
    line: str,
    secret: Path,
    out: Path,
    case: Path | None = None,
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Open one line of the bill to a reader, with its proof that the declaration commits to it.

    Example: `cradlegate dossier open my.dossier --line M-3 --secret my.secret --out M-3.json`

    Args:
        file: The dossier, whole or redacted.
        line: Id of the line.
        secret: Secret of the case.
        out: The opening to write.
        case: The case, where the dossier keeps it back.
        force: Replace a file that exists.
    """
    from cradlegate.compose import case_secrets
    from cradlegate.dossier.opening import write_opening
    from cradlegate.reports.contents.opening_report import report_opening
    from cradlegate.store.single_file import write_single_file

    opened = case_secrets.open_line_at(file, line, secret, case)
    write_single_file(out, write_opening(opened), force=force)
    name_files(out.parent, [out.name])
    show(report_opening(opened, file.name, out.name), output)
    return EXIT_YES


open_line.__name__ = "open"


def _read_secret(secret: Path, case: Path) -> bytes:
    from cradlegate.store.secret_files import read_secret_file, refuse_handing_on

    refuse_handing_on(secret, case)
    return read_secret_file(secret)


def write_page(
    *,
    out: Path,
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Write the page that checks dossiers in a browser, for those without this program.

    Example: `cradlegate dossier page --out verify.html`

    Args:
        out: The HTML file to write; the same bytes for one version of the program.
        force: Replace a file that exists.
    """
    from cradlegate.reports.contents.page_report import report_page
    from cradlegate.reports.verifier_page import draw_verifier_page
    from cradlegate.store.single_file import write_single_file

    data = draw_verifier_page(__version__)
    write_single_file(out, data, force=force)
    name_files(out.parent, [out.name])
    show(report_page(data, out.name, __version__), output)
    return EXIT_YES


write_page.__name__ = "page"
