"""Commands of a maker's statement on diagnostic functions: `statement new|sign|check`."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from cradlegate.cli.declaration import demand_zone
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show
from cradlegate.core.outcome import EXIT_YES, judge_exit_code

Force = Annotated[bool, Parameter(negative="", help="Replace files that exist.")]


def build_app() -> App:
    """Build the commands under `cradlegate statement`."""
    app = App(
        name="statement",
        help="The original maker's statement on diagnostic functions: begin, sign and check it.",
    )
    for command in (new, sign, check):
        app.command(command)
    return app


def new(
    *,
    key: Path,
    out: Path,
    remote_diagnostics: Path | None = None,
    predictive_maintenance: Path | None = None,
    test_log: Path | None = None,
    force: Force = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Write the worksheet of a statement, to fill in; it asks what a letter would ask.

    Example: `cradlegate statement new --key maker.key.pub --test-log test.csv --out machine.yaml`

    Args:
        key: Key file of the maker, or its public half, which names the maker.
        out: File for the worksheet.
        remote_diagnostics: File that shows remote diagnostics at work.
        predictive_maintenance: File that shows predictive maintenance at work.
        test_log: Log of a test of both.
    """
    from cradlegate.compose import capability
    from cradlegate.reports.contents.drafts_report import report_drafts
    from cradlegate.reports.report import Step
    from cradlegate.store.key_files import read_either_key
    from cradlegate.store.single_file import write_single_file

    shown = {
        "remote_diagnostics": remote_diagnostics,
        "predictive_maintenance": predictive_maintenance,
    }
    files = {name: path for name, path in shown.items() if path is not None}
    owner = read_either_key(key).owner
    worksheet = capability.begin_statement(owner, files, test_log, out.name)
    write_single_file(out, worksheet, force=force)
    if output.json:
        fill_in = Step("you", "fill it in, and sign it with `cradlegate statement sign`")
        show(report_drafts("a worksheet to fill in", {out.name: worksheet}, fill_in), output)
    name_files(out.parent, [out.name])
    return EXIT_YES


def sign(
    worksheet: Path,
    *,
    key: Path,
    out: Path,
    at: datetime | None = None,
    force: Force = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Sign the statement in a worksheet; refused while it leaves a point out, and names it.

    Example: `cradlegate statement sign machine.yaml --key maker.key --out statement.json`

    Args:
        worksheet: The worksheet, filled in.
        key: Key file of the maker.
        out: File for the statement.
        at: Moment of signing with its zone; now if none is given.
    """
    from cradlegate.compose import capability, surroundings
    from cradlegate.reports.contents.statement_report import report_statement
    from cradlegate.store.key_files import read_key_file
    from cradlegate.store.single_file import write_single_file

    holder = read_key_file(key)
    moment = demand_zone(at) if at else surroundings.now()
    signed = capability.sign_at(worksheet, holder, moment)
    write_single_file(out, signed.data, force=force)
    show(report_statement(signed), output, inputs={"worksheet": str(worksheet)})
    name_files(out.parent, [out.name])
    return EXIT_YES


def check(
    statement: Path,
    *,
    trust: Path | None = None,
    model: str = "",
    serial: str = "",
    file: Annotated[tuple[Path, ...], Parameter(negative="")] = (),
    at: date | None = None,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Judge a statement: whose it is, which machine, both functions; exit 0 yes, 1 no, 3 open.

    Example: `cradlegate statement check statement.json --trust list.json --serial SN-1`

    Args:
        statement: The statement.
        trust: Trust list of your own choice; without one, who signed stays undetermined.
        model: Model of your machine.
        serial: Serial number of your machine.
        file: Evidence or test log that you hold; it counts by its digest.
        at: Day for which it is asked; today if none is given.
    """
    from cradlegate.compose import capability, surroundings
    from cradlegate.reports.contents.statement_report import report_checks
    from cradlegate.work.statement_check import check_statement

    day = at or surroundings.today()
    read = capability.read_statement_at(statement)
    checks = check_statement(read, capability.ask_with(trust, day, model, serial, file))
    show(report_checks(read, checks, day), output, inputs={"statement": read.digest})
    return judge_exit_code(each.finding.outcome for each in checks)
