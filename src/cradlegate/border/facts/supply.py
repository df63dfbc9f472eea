"""The facts of a consignment, under the names that packs ask for.

Every name of the vocabulary about consignments, machines, documents and how they fit is supplied
here, each with the cell or the document that it stands in.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from cradlegate.border.facts.document import supply_document
from cradlegate.border.facts.evidence import supply_evidence
from cradlegate.border.facts.fit import judge_machine, judge_route
from cradlegate.border.facts.inspection import Inspection
from cradlegate.border.facts.statement import supply_statement
from cradlegate.border.shipments.cells import read_cell
from cradlegate.border.shipments.consignment import Consignment, Row
from cradlegate.core.blank import Blank
from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from cradlegate.regimes.facts import DocumentFacts, Fact, FactBase, Facts, MachineFacts, Standing
from cradlegate.regimes.values import Extent
from cradlegate.verification.registers.register import RegisterSnapshot

CODE_DIGITS: Mapping[str, int] = {"machine.hs6": 6, "machine.hs2": 2}
"""First digits of a commodity code: those that are the same all over the world, and its chapter."""

CONSIGNMENT_COLUMNS: Mapping[str, str] = {
    f"consignment.{name}": name
    for name in (
        "destination",
        "dispatch",
        "procedure",
        "mode",
        "order_date",
        "ship_date",
        "eta",
        "arrival",
        "entry_date",
        "importer_use",
        "importer_sector",
        "importer_boi",
        "contract_cites",
    )
}
MACHINE_COLUMNS: Mapping[str, str] = {
    **{
        f"machine.{name}": name
        for name in (
            "kind",
            "cnc",
            "cnc_model",
            "software",
            "connectivity",
            "in_line",
            "driven_tools",
            "y_axis",
            "tool_changer",
            "laser_type",
            "laser_function",
            "condition",
            "built",
            "built_source",
            "made_in",
            "origin",
            "model",
            "series",
            "serials",
            "hs",
            "hs_edition",
        )
    },
    "machine.maker": "maker_id",
    "machine.quantity": "qty",
}
_OF_OTHERS = {
    "match.outcome": "no customs entry is compared",
    "match.later_discrepancy": "no customs entry is compared",
    "submission.before_arrival": "no submission is recorded",
    "clearance.voided": "no event of customs is recorded",
}
STANDINGS: Mapping[str, Standing] = {
    "received": Standing.IN_HAND,
    "checked": Standing.IN_HAND,
    "asked": Standing.COMING,
    "promised": Standing.COMING,
}


def supply_facts(
    consignment: Consignment,
    inspections: Mapping[str, Inspection],
    registers: Sequence[RegisterSnapshot],
    told: Facts = MappingProxyType({}),
) -> FactBase:
    """Supply all facts of a consignment.

    Args:
        inspections: what opening signed documents told, by id of the document.
        registers: snapshots of accredited bodies.
        told: facts of the consignment that a customs entry or events at the border tell; they
            count before the cells of the shipment.
    """
    documents = consignment.documents
    return FactBase(
        consignment.id,
        {**_supply_consignment(consignment), **told},
        tuple(_supply_machine(each, consignment, inspections) for each in consignment.machines),
        None
        if documents is None
        else tuple(
            _supply_document(each, consignment, inspections.get(each.id), registers)
            for each in documents
        ),
    )


def _supply_consignment(consignment: Consignment) -> Facts:
    row = consignment.machines[0]
    facts = {name: read_cell(row, column) for name, column in CONSIGNMENT_COLUMNS.items()}
    return {
        **facts,
        "consignment.submitted_at": Fact(Blank.UNKNOWN, "no submission is recorded"),
        **{name: Fact(Blank.UNKNOWN, found) for name, found in _OF_OTHERS.items()},
        "consignment.documents": _list_documents(consignment),
    }


def _list_documents(consignment: Consignment) -> Fact:
    if consignment.documents is None:
        return Fact(Blank.UNKNOWN, "there is no table of documents")
    return Fact(tuple(each.id for each in consignment.documents), "documents")


def _supply_machine(
    machine: Row, consignment: Consignment, inspections: Mapping[str, Inspection]
) -> MachineFacts:
    facts = {name: read_cell(machine, column) for name, column in MACHINE_COLUMNS.items()}
    for name, count in CODE_DIGITS.items():
        facts[name] = _first_digits(facts["machine.hs"], count)
    facts["age.calendar"] = _count_years(facts["machine.built"], read_cell(machine, "entry_date"))
    fits = {
        each.id: {
            "fit.machine": judge_machine(each, machine, consignment, inspections.get(each.id)),
            "fit.route": judge_route(each, consignment, inspections.get(each.id)),
        }
        for each in consignment.documents or ()
    }
    return MachineFacts(machine.id, facts, fits)


def _first_digits(code: Fact, count: int) -> Fact:
    """Take the first digits of a code; the table has one for every machine."""
    return Fact(str(code.value)[:count], code.source)


def _count_years(built: Fact, entry: Fact) -> Fact:
    """Count from the year of manufacture to the year of entry, as calendar years."""
    for day in (built, entry):
        if not isinstance(day.value, Interval):
            return Fact(Blank.UNKNOWN, day.source)
    first, last = built.value, entry.value
    assert isinstance(first, Interval)  # noqa: S101 - asked above
    assert isinstance(last, Interval)  # noqa: S101 - asked above
    least, most = last.first.year - first.last.year, last.last.year - first.first.year
    years = Decimal(least) if least == most else Extent(Decimal(least), Decimal(most))
    return Fact(years, built.source)


def _supply_document(
    document: Row,
    consignment: Consignment,
    opened: Inspection | None,
    registers: Sequence[RegisterSnapshot],
) -> DocumentFacts:
    does_not_hold = opened is not None and opened.verdict.outcome is Outcome.NOT_MET
    standing = STANDINGS.get(document.values["state"], Standing.GONE)
    if does_not_hold and standing is Standing.IN_HAND:
        standing = Standing.GONE
    entry = read_cell(consignment.machines[0], "entry_date")
    evidence = consignment.evidence.get(document.id)
    destination = str(consignment.common("destination"))
    facts = {
        **supply_document(document, opened, registers, entry, destination),
        **supply_evidence(evidence, document),
    }
    if opened and opened.statement:
        file = str(document.values["file"])
        facts |= supply_statement(opened, opened.statement, file)
    return DocumentFacts(document.id, document.values["type"], standing, facts)
