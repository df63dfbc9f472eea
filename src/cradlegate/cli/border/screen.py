"""The command `screen`: a portfolio judged, with reasons, and whom to ask."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from cradlegate.cli.border.plan import Only, Registers
from cradlegate.cli.border.readiness import Packs
from cradlegate.cli.case import FailOn
from cradlegate.cli.declaration import demand_zone
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, say, show, show_warnings
from cradlegate.core.outcome import EXIT_NO, EXIT_UNDETERMINED, EXIT_YES, Outcome


def screen(
    shipments: Path,
    *,
    out: Path,
    documents: Path | None = None,
    evidence: Path | None = None,
    columns: Path | None = None,
    register: Registers = (),
    packs: Packs = (),
    only: Only = (),
    against: Path | None = None,
    replay: Path | None = None,
    law_as_of: date | None = None,
    known_as_of: datetime | None = None,
    form: Annotated[Literal["parquet", "csv"], Parameter(name="--format")] = "parquet",
    fail_on: FailOn = None,
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Judge every line of a table of machines under every regime; exit 0 when written.

    Example: `cradlegate screen stock.csv --columns own-columns.yaml --out screened`

    Args:
        shipments: Table of machines: CSV, XLSX or Parquet, of any length.
        out: Folder for findings, lists, errors, summary and log.
        documents: Table of documents that go with the lines.
        evidence: Table of what makers confirm of diagnostic functions.
        columns: YAML file with what your table calls our columns and words.
        against: Folder of other packs, such as earlier ones: lists every status that differs.
        replay: Log of an earlier screening: judges again with its packs; exit 1 if it differs.
        law_as_of: Day whose law is read; that of each event if none is given.
        known_as_of: What became known later is left out; now if none is given.
        form: Form of the sheets with a row for each line and requirement.
        fail_on: Judge too: exit 1 where a line is not met, 3 where one is undetermined.
        force: Replace files that exist.
    """
    from cradlegate.compose import surroundings
    from cradlegate.compose.border import screen as screening
    from cradlegate.reports.screening.document import report_screening

    moment = demand_zone(known_as_of) if known_as_of else surroundings.now()
    paths = screening.Paths(
        shipments, documents, evidence, columns, register, packs, against, replay
    )
    screened = screening.screen_files(paths, only, law_as_of, moment, form)
    warnings = screened.warnings
    count = screening.write_screened(screened, out, warnings, force=force)
    report = report_screening(screened.screening, screened.errors)
    show(report, output, warnings, screened.screening.terms.inputs)
    show_warnings(warnings, output)
    say(f"wrote {count} files to {out}")
    if not screened.is_as_before:
        say("it comes out otherwise than the log says")
        return EXIT_NO
    return _judge(report.answer.verdict.outcome if report.answer.verdict else None, fail_on)


def _judge(outcome: Outcome | None, fail_on: str | None) -> int:
    if fail_on and outcome is Outcome.NOT_MET:
        return EXIT_NO
    if fail_on == "undetermined" and outcome in {Outcome.UNDETERMINED, Outcome.WAITING}:
        return EXIT_UNDETERMINED
    return EXIT_YES
