"""Commands of the verifier's desk: `opinion new|sign`."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from cradlegate.cli.declaration import demand_zone
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show
from cradlegate.core.outcome import EXIT_YES, judge_exit_code

Force = Annotated[bool, Parameter(negative="", help="Replace files that exist.")]


def build_app() -> App:
    """Build the commands under `cradlegate opinion`."""
    app = App(name="opinion", help="A verifier's opinion on a declaration: begin and sign it.")
    app.command(new)
    app.command(sign)
    return app


def new(
    dossier: Path,
    *,
    out: Path,
    trust: Path | None = None,
    at: date | None = None,
    force: Force = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Check a dossier, compute it again, and write the worksheet of an opinion on it.

    Example: `cradlegate opinion new my.dossier --trust list.json --out opinion.yaml`

    Args:
        dossier: The dossier.
        out: File for the worksheet, to fill in.
        trust: Trust list of your own choice; without one, who signed stays undetermined.
        at: Day for which it is asked; today if none is given.
    """
    from cradlegate.compose import dossiers, opinions, surroundings
    from cradlegate.reports.contents.verdict_report import report_verdict
    from cradlegate.store.single_file import write_single_file

    questions = dossiers.ask_with(trust, at or surroundings.today(), is_recomputed=True)
    verdict = dossiers.verify_at(dossier, questions)
    worksheet = opinions.begin_opinion(verdict, out.name)
    write_single_file(out, worksheet, force=force)
    show(report_verdict(verdict, dossier.name, questions), output)
    name_files(out.parent, [out.name])
    return judge_exit_code(check.outcome for check in verdict.checks)


def sign(
    worksheet: Path,
    dossier: Path,
    *,
    key: Path,
    out: Path,
    status_list: str = "",
    status_index: int | None = None,
    at: datetime | None = None,
    force: Force = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Sign the opinion in a worksheet; refused while it contradicts itself or the declaration.

    Example: `cradlegate opinion sign opinion.yaml my.dossier --key body.key --out opinion.json`

    Args:
        worksheet: The worksheet, filled in.
        dossier: The dossier that it is about.
        key: Key file of the body.
        out: File for the opinion.
        status_list: List in which the body can revoke it: file that `trust revoke new` wrote, or
            URL of a list that another program keeps.
        status_index: Its entry in that list; drawn if none is given.
        at: Moment of signing with its zone; now if none is given.
    """
    from cradlegate.compose import opinions, surroundings
    from cradlegate.compose.status_places import StatusPlace
    from cradlegate.reports.contents.opinion_report import report_opinion
    from cradlegate.store.key_files import read_key_file
    from cradlegate.store.single_file import write_single_file

    holder = read_key_file(key)
    moment = demand_zone(at) if at else surroundings.now()
    place = StatusPlace(status_list, status_index) if status_list else None
    signed = opinions.sign_worksheet(worksheet, dossier, holder, moment, place)
    write_single_file(out, signed.data, force=force)
    show(report_opinion(signed), output, inputs={"worksheet": str(worksheet)})
    name_files(out.parent, [out.name])
    return EXIT_YES
