"""Opening the signed documents of a consignment, for whoever judges it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from cradlegate.border.facts.inspection import Inspection, OpenedStatement
from cradlegate.border.shipments.consignment import Consignment, Row
from cradlegate.core.blank import Blank
from cradlegate.core.canonical import digest_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.finding import Finding
from cradlegate.core.moment import read_day
from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.contents import name_faults
from cradlegate.dossier.layout import CASE, RENDERINGS, below
from cradlegate.dossier.verify import Verdict, verify_dossier
from cradlegate.product.case import Case
from cradlegate.product.case_files import read_case_files
from cradlegate.trust.signed import Signed
from cradlegate.verification.statements.document import read_statement
from cradlegate.work.statement_check import Asked, Checked, check_statement

_VERIFIED = {Outcome.MET: True, Outcome.UNDETERMINED: None}
"""Whether a body has given its opinion; one of an unknown body leaves it open."""
_OF_STATEMENT = ("signature", "maker", "day")
"""Checks of a statement that tell whether it counts at all."""


def inspect_documents(consignment: Consignment, asked: Questions) -> Mapping[str, Inspection]:
    """Open every dossier and every signed statement among the documents of a consignment."""
    relied = ask_for_entry(consignment, asked)
    return {
        **{each.id: _inspect(each, consignment, relied) for each in consignment.sealed},
        **{each.id: _inspect_statement(each, consignment, asked) for each in consignment.stated},
    }


def ask_for_entry(consignment: Consignment, asked: Questions) -> Questions:
    """Ask for the day and country of entry; one of no known day may come at any time from now."""
    values = consignment.machines[0].values
    entry, destination = values["entry_date"], values["destination"]
    days = entry if isinstance(entry, Interval) else Interval(asked.as_of, date.max)
    country = "" if isinstance(destination, Blank) else str(destination)
    return replace(asked, entry=days, destination=country)


def _inspect(document: Row, consignment: Consignment, asked: Questions) -> Inspection:
    name = str(document.values["file"])
    verdict = verify_dossier(consignment.files[name], name, asked)
    finding = _summarise(verdict)
    read = verdict.contents.declaration
    if read is None or finding.outcome is Outcome.NOT_MET:
        return Inspection(finding)
    case = _read_case(verdict)
    return Inspection(
        finding,
        read.declaration,
        _find_signing_day(read),
        is_verified=_VERIFIED.get(verdict.outcome(CheckId.OPINION), False),
        languages=_list_languages(verdict),
        has_process_energy=any(row.scope == "process" for row in case.energy) if case else None,
        has_origins=_has_origins(case) if case else None,
        has_upstream_data=_has_upstream_data(case) if case else None,
    )


def _inspect_statement(document: Row, consignment: Consignment, asked: Questions) -> Inspection:
    """Open a statement: whose it is and when; which machine and what it says are facts."""
    name = str(document.values["file"])
    try:
        read = read_statement(consignment.files[name], "")  # whoever tells of it names the file
    except FaultsError as error:
        return Inspection(Finding(Outcome.NOT_MET, name_faults(error)))
    checks = check_statement(read, Asked(asked.as_of, asked.trust_list))
    finding = _summarise_statement(checks)
    if finding.outcome is Outcome.NOT_MET:
        return Inspection(finding)
    held = {digest_bytes(data) for data in consignment.files.values()}
    has_log = read.statement.test_log_sha256 in held
    told = OpenedStatement(str(read.document["id"]), read.statement, has_log)
    return Inspection(finding, signed_on=_find_signing_day(read), statement=told)


def _summarise_statement(checks: Iterable[Checked]) -> Finding:
    """Sum up who signed and when: the first check that fails, else the first that is open."""
    asked = [each for each in checks if each.name in _OF_STATEMENT]
    for outcome in (Outcome.NOT_MET, Outcome.UNDETERMINED):
        for check in asked:
            if check.finding.outcome is outcome:
                return Finding(outcome, f"{check.name}: {check.finding.found}")
    return Finding(Outcome.MET, "the statement is signed by its maker")


def _summarise(verdict: Verdict) -> Finding:
    """Sum up the checks: the first that fails, else the first that is open."""
    for outcome in (Outcome.NOT_MET, Outcome.UNDETERMINED):
        for check in verdict.checks:
            if check.outcome is outcome:
                return Finding(outcome, f"check {check.number} {check.id}: {check.found}")
    return Finding(Outcome.MET, "every check of the dossier is met")


def _list_languages(verdict: Verdict) -> tuple[str, ...]:
    """List the languages of the renderings, which are named such as `declaration.vi.pdf`."""
    pages = (page.split(".") for page in below(RENDERINGS, verdict.contents.files))
    return tuple(sorted({parts[1] for parts in pages if len(parts) == len(("name", "vi", "pdf"))}))


def _find_signing_day(read: Signed) -> date | None:
    """Give the day that the one signature states."""
    created = [proof.get("created") for proof in read.proofs if isinstance(proof, dict)]
    if len(created) != 1:
        return None
    try:
        return read_day(str(created[0]))
    except ValueError:
        return None


def _read_case(verdict: Verdict) -> Case | None:
    files, sources = below(CASE, verdict.contents.files), verdict.contents.sources
    return read_case_files(files, sources.library.families).case if sources else None


def _has_origins(case: Case) -> bool:
    """Tell whether every bought part has a country of origin."""
    bought = [line for line in case.bom if not line.is_made_in_house]
    return all(not isinstance(line.origin_country, Blank) for line in bought)


def _has_upstream_data(case: Case) -> bool | None:
    """Tell that no verified data of suppliers went in; where some did, nobody tells of smelters."""
    return None if any(each.is_verified for each in case.suppliers) else False
