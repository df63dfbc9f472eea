"""A maker's statement as a report, as it was signed and as it was checked."""

from collections.abc import Iterator, Sequence
from datetime import date

from cradlegate.core.grade import LawGrade
from cradlegate.core.outcome import Outcome
from cradlegate.reports.report import (
    ABSENT,
    UNKNOWN,
    Answer,
    Cell,
    Column,
    Grade,
    Note,
    Report,
    Status,
    Step,
    Table,
    Text,
)
from cradlegate.verification.statements.document import StatementDocument
from cradlegate.verification.statements.statement import FUNCTIONS
from cradlegate.work.statement_check import Checked, summarise_checks

DISCLAIMER = (
    "Made by software. It shows what the maker states; nobody tested the machine here. It is not "
    "legal advice."
)


def report_statement(read: StatementDocument) -> Report:
    """Draw up a statement: both functions, then how they are on the machine."""
    statement = read.statement
    return Report(
        title=f"Statement of {statement.maker.name} on {statement.machine_model}",
        kind="capability_statement",
        answer=Answer(f"{statement.maker.name} states: {'; '.join(_list_functions(read))}"),
        next_steps=(
            Step("you", "hand it to whoever sells the machine, with test log and evidence"),
            Step("you", "enter it into your log with `cradlegate log append`"),
        ),
        tables=(_tabulate(read),),
        notes=_NOTES,
        provenance=_list_provenance(read),
        disclaimer=DISCLAIMER,
    )


def report_checks(read: StatementDocument, checks: tuple[Checked, ...], as_of: date) -> Report:
    """Draw up what a statement is worth on a day, check by check."""
    outcome = summarise_checks(checks)
    statement = read.statement
    columns = (Column("check", "check"), Column("status", "status"), Column("found", "found"))
    rows = tuple(
        (
            Text(each.name.replace("_", " ")),
            Status(each.finding.outcome),
            Text(each.finding.found),
        )
        for each in checks
    )
    return Report(
        title=f"Statement of {statement.maker.name} on {statement.machine_model}, {as_of}",
        kind="capability_check",
        answer=Answer(_summarise(checks, outcome), verdict=Status(outcome)),
        next_steps=tuple(_list_steps(read, checks)),
        tables=(Table("checks", "Checks", columns, rows), _tabulate(read)),
        notes=_NOTES,
        provenance=_list_provenance(read),
        disclaimer=DISCLAIMER,
    )


_NOTES = (
    Note(
        "That both functions must be shown is reported by trade press, not confirmed in an "
        "official text; what counts as working, and how they must be on the machine, is open.",
        Grade(LawGrade.REPORTED),
    ),
)


def _summarise(checks: Sequence[Checked], outcome: Outcome) -> str:
    counted = [each for each in checks if each.finding.outcome is outcome]
    if outcome is Outcome.MET:
        return f"all {len(checks)} checks met"
    if outcome is Outcome.UNDETERMINED:
        names = ", ".join(each.name for each in counted).replace("_", " ")
        return f"{len(counted)} of {len(checks)} checks are open: {names}"
    return "; ".join(each.finding.found for each in counted)


def _list_steps(read: StatementDocument, checks: Sequence[Checked]) -> Iterator[Step]:
    open_checks = [each.name for each in checks if each.finding.outcome is Outcome.UNDETERMINED]
    refused = [each.name for each in checks if each.finding.outcome is Outcome.NOT_MET]
    if refused:
        names = ", ".join(refused).replace("_", " ")
        yield Step(read.statement.maker.name, f"state anew, or mend: {names}")
    unknown = [name.replace("_", " ") for name in FUNCTIONS if name in open_checks]
    if unknown:
        yield Step(read.statement.maker.name, f"find out and state: {', '.join(unknown)}")
    if "maker" in open_checks:
        yield Step("you", "name a trust list that holds the maker's key: --trust")
    if "machine" in open_checks:
        yield Step("you", "name the serial number of your machine: --serial")
    if any(each.startswith(("test log", "evidence of")) for each in open_checks):
        yield Step("you", "ask the maker for the files that are named, and give them: --file")


def _list_functions(read: StatementDocument) -> Iterator[str]:
    for name in FUNCTIONS:
        works = read.statement.function(name).works
        said = {True: "works", False: "does not work"}.get(works is True, "")
        said = "not known" if not isinstance(works, bool) else said
        yield f"{name.replace('_', ' ')} {said}"


def _tabulate(read: StatementDocument) -> Table:
    columns = (Column("what", "what"), Column("says", "says"))
    return Table("statement", "What it states", columns, tuple(_list_rows(read)))


def _list_rows(read: StatementDocument) -> Iterator[tuple[Cell, ...]]:
    said = read.statement
    for name in FUNCTIONS:
        works = said.function(name).works
        cell = Text("yes" if works else "no") if isinstance(works, bool) else UNKNOWN
        yield Text(name.replace("_", " ")), cell
    texts = {
        "machine": said.machine_model,
        "serial numbers": ", ".join(said.covers_serials),
        "control": f"{said.cnc_model}, version {said.cnc_version}",
        "diagnostic software": f"{said.ai_basis}, version {said.ai_version}",
        "fitted, runs, activation": f"{said.fitted}, {said.runs}, {said.activation}",
        "seen at work": said.active_on,
        "retrofit": ", ".join(filter(None, (str(said.retrofit_date or ""), said.retrofit_firm))),
        "licence ends": said.licence_to,
        "sensors": ", ".join(said.sensors),
        "protocol": said.protocol,
        "data sent": said.data_sent,
        "service": " ".join(filter(None, (said.endpoint, said.host_country))),
        "test log": said.test_log_sha256,
        "issued": said.issued,
        "last day": said.valid_until,
    }
    for what, text in texts.items():
        yield Text(what), Text(str(text)) if text else ABSENT


def _list_provenance(read: StatementDocument) -> tuple[tuple[str, str], ...]:
    maker = read.statement.maker
    return (
        ("statement", str(read.document["id"])),
        ("digest", read.digest),
        ("maker", f"{maker.name} ({maker.id})"),
    )
