"""Commands on dossiers: build, show, verify."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from cradlegate import __version__
from cradlegate.cli.declaration import Fonts, demand_zone
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show
from cradlegate.core.outcome import EXIT_YES, judge_exit_code

Registers = Annotated[
    tuple[Path, ...], Parameter(negative="", consume_multiple=True, show_default=False)
]


def build_app() -> App:
    """Build the commands under `cradlegate dossier`."""
    app = App(name="dossier", help="A dossier: build, show and verify it.")
    for command in (build, show_dossier, verify):
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
    by = Seal(holder.key, holder.owner, moment, __version__)
    enclosures = dossiers.Enclosures(opinion, trust)
    data = dossiers.seal_at(declaration, case, by, enclosures, fonts)
    write_single_file(out, data, force=force)
    name_files(out.parent, [out.name])
    questions = dossiers.ask_with(trust, moment.date(), is_recomputed=False)
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
    recompute: Annotated[bool, Parameter(negative="")] = False,
    at: date | None = None,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Check a dossier offline, step by step; exit 0 yes, 1 no, 3 undetermined.

    Example: `cradlegate dossier verify my.dossier --trust list.json --recompute`

    Args:
        file: The dossier.
        trust: Trust list of your own choice; without one, who signed stays undetermined.
        register: Registers of accredited bodies, of your own choice, for the opinion.
        recompute: Compute the footprint and draw the HTML pages again, and compare both.
        at: Day for which it is asked; today if none is given.
    """
    from cradlegate.compose import dossiers, surroundings
    from cradlegate.reports.contents.verdict_report import report_verdict

    day = at or surroundings.today()
    questions = dossiers.ask_with(trust, day, is_recomputed=recompute, registers=register)
    verdict = dossiers.verify_at(file, questions)
    show(report_verdict(verdict, file.name, questions), output)
    return judge_exit_code(check.outcome for check in verdict.checks)
