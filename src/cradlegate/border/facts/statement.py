"""What a signed statement of the original maker says of its functions and of itself.

Everything in it is the word of whoever signed.  So nothing of it is known before the reader's trust
list tells that this was the maker.
"""

from collections.abc import Mapping

from cradlegate.border.facts.document import differ
from cradlegate.border.facts.evidence import EVIDENCE_COLUMNS
from cradlegate.border.facts.inspection import Inspection, OpenedStatement
from cradlegate.border.shipments.cells import read_cell
from cradlegate.border.shipments.consignment import Row
from cradlegate.core.blank import Blank
from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from cradlegate.regimes.facts import Fact, Facts
from cradlegate.regimes.values import Value, write_value
from cradlegate.verification.statements.statement import Fitted, Statement

_COMPARED = {
    "document.serials": "covers_serials",
    "document.signed_at": "signed_at",
    "document.valid_from": "valid_from",
    "document.valid_to": "valid_to",
}
"""Columns of the table `documents` that a statement may contradict."""
_NOTHING = "none"


def supply_statement(opened: Inspection, told: OpenedStatement, file: str) -> Facts:
    """Supply the facts of a statement; all of them are open where its signer is."""
    values = _list_values(opened, told)
    if opened.verdict.outcome is not Outcome.MET:
        found = f"{file}: {opened.verdict.found}"
        return {name: Fact(Blank.UNKNOWN, found) for name in values}
    return {name: Fact(value, f"{file}: signed statement") for name, value in values.items()}


def list_statement_contradictions(
    document: Row, evidence: Row | None, opened: Inspection
) -> tuple[str, ...]:
    """List the columns in which rows say otherwise than the signed statement, in words."""
    if opened.statement is None:
        return ()
    signed = supply_statement(opened, opened.statement, str(document.values["file"]))
    stated = [(name, column, document) for name, column in _COMPARED.items()]
    if evidence is not None:
        stated += [(name, column, evidence) for name, column in EVIDENCE_COLUMNS.items()]
    said = []
    for name, column, row in stated:
        mine, theirs = read_cell(row, column).value, signed[name].value
        if not isinstance(mine, Blank) and not isinstance(theirs, Blank) and differ(mine, theirs):
            said.append(f"{column} is {write_value(mine)}, signed is {write_value(theirs)}")
    return tuple(said)


def _list_values(opened: Inspection, told: OpenedStatement) -> dict[str, Value]:
    statement = told.statement
    signed = opened.signed_on
    until = statement.valid_until
    return {
        "document.number": told.number,
        "document.issuer": statement.maker.id,
        "document.issuer_role": "oem",
        "document.serials": statement.covers_serials,
        "document.signed_at": Interval(signed, signed) if signed else Blank.UNKNOWN,
        "document.valid_from": Interval(statement.issued, statement.issued),
        "document.valid_to": Interval(until, until) if until else Blank.ABSENT,
        **_list_functions(statement),
        "evidence.test_log": told.has_test_log or Blank.UNKNOWN,
    }


def _list_functions(statement: Statement) -> Mapping[str, Value]:
    """List what is stated; `none` where nothing leaves the machine is an answer."""
    is_local = statement.endpoint == _NOTHING
    active, retrofit, licence = (
        statement.active_on,
        statement.retrofit_date,
        statement.licence_to,
    )
    never = Blank.ABSENT if statement.fitted is Fitted.FACTORY else Blank.UNKNOWN
    authorised = statement.retrofit_authorised
    return {
        "evidence.remote_diagnostics": statement.remote_diagnostics.works,
        "evidence.predictive_maintenance": statement.predictive_maintenance.works,
        "evidence.ai_basis": str(statement.ai_basis),
        "evidence.fitted": str(statement.fitted),
        "evidence.runs": str(statement.runs),
        "evidence.activation": str(statement.activation),
        "evidence.active_on": Interval(active, active) if active else Blank.UNKNOWN,
        "evidence.retrofit_date": Interval(retrofit, retrofit) if retrofit else never,
        "evidence.retrofit_authorised": Blank.UNKNOWN if authorised is None else authorised,
        "evidence.authority_proof": Blank.UNKNOWN,
        "evidence.cnc_version": statement.cnc_version,
        "evidence.ai_version": statement.ai_version,
        "evidence.sensors": statement.sensors,
        "evidence.protocol": statement.protocol,
        "evidence.data_sent": Blank.ABSENT if is_local else statement.data_sent,
        "evidence.endpoint": Blank.ABSENT if is_local else statement.endpoint,
        "evidence.host_country": statement.host_country or Blank.ABSENT,
        "evidence.licence_to": Interval(licence, licence) if licence else Blank.ABSENT,
    }
