"""The command `match`: does the customs entry say what the declaration says."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from cradlegate.cli.declaration import demand_zone
from cradlegate.cli.output import DEFAULT_OUTPUT, Output, name_files, show, show_warnings
from cradlegate.cli.trust import Repeated
from cradlegate.core.outcome import Outcome, judge_exit_code


def match(
    declaration: Path,
    entry: Path,
    *,
    submission: Path | None = None,
    shipment: Path | None = None,
    consignment: str | None = None,
    registered: Path | None = None,
    correlation: Path | None = None,
    known_as_of: datetime | None = None,
    trust: Path | None = None,
    register: Annotated[tuple[Path, ...], Repeated] = (),
    status: Annotated[tuple[Path, ...], Repeated] = (),
    destination: str = "",
    broker_sheet: Path | None = None,
    force: Annotated[bool, Parameter(negative="")] = False,
    output: Output = DEFAULT_OUTPUT,
) -> int:
    """Compare a customs entry with a declaration; exit 0 agrees, 1 conflict, 3 unknown.

    Example: `cradlegate match my.dossier entry.csv --shipment shipment --trust list.json`

    Args:
        declaration: Dossier, declaration, or the folder that `declare` wrote.
        entry: Customs entry as CSV, XLSX or JSON, a draft or one that is lodged.
        submission: What was submitted of the footprint, apart from the entry.
        shipment: Folder, XLSX workbook, zip, or `shipments.csv` alone.
        consignment: The one of the shipment that is meant, where there are several.
        registered: The entry registered from the draft; it is then what is compared.
        correlation: Table of codes of two editions of the Harmonized System.
        known_as_of: Moment from which a draft is still to be filed; now if none is given.
        trust: Trust list of your own choice; without one, who signed stays undetermined.
        register: Snapshot of a register of accredited bodies.
        status: Status lists as their keepers publish them today; the newest decides.
        destination: Country of import, two letters: an opinion has to be meant for it.
        broker_sheet: File for words to paste and papers to attach.
        force: Replace a file that exists.
    """
    from cradlegate.border.matching.match import match_entry
    from cradlegate.compose import surroundings
    from cradlegate.compose.border import match as joined
    from cradlegate.compose.dossiers import ask_for_destination
    from cradlegate.compose.gate import ENGINE, Believed
    from cradlegate.reports.contents.verdict_report import report_verdict
    from cradlegate.reports.matching.document import report_match

    moment = (demand_zone(known_as_of) if known_as_of else surroundings.now()).astimezone(UTC)
    questions = joined.ask_with(Believed(trust, register, status), moment.date())
    questions = ask_for_destination(questions, destination)
    papers = joined.Papers(submission, shipment, consignment, registered, correlation)
    own, warnings = joined.read_entry_at(entry)
    shipped, told = joined.read_consignment(papers)
    questions = joined.ask_for_filing(questions, own, papers, shipped)
    opened = joined.open_declaration_at(declaration, questions)
    inputs = joined.name_inputs(entry, declaration)
    if opened.verdict and (opened.read is None or opened.seal.outcome is Outcome.NOT_MET):
        report = report_verdict(opened.verdict, declaration.name, opened.questions)
        show(report, output, warnings, inputs)
        return judge_exit_code(check.outcome for check in opened.verdict.checks)
    assert opened.read is not None  # noqa: S101 - outside a dossier there is one, or a fault
    asked, found = joined.draw_up_asked(own, opened, opened.read, papers, moment, shipped)
    warnings = (*warnings, *told, *found)
    matched = match_entry(own, asked)
    if broker_sheet and matched.fields:
        joined.write_broker_sheet(asked.expected, broker_sheet, force=force)
        name_files(broker_sheet.parent, [broker_sheet.name])
    show(report_match(matched, ENGINE), output, warnings, inputs)
    show_warnings(warnings, output)
    return judge_exit_code(matched.outcomes)
