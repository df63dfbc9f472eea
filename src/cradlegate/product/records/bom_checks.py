"""Parents and children of the bill of materials, and what follows from their places."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault
from cradlegate.product import faults as kinds
from cradlegate.tables.reading.raw_table import RawTable
from cradlegate.tables.records.record import Record
from cradlegate.tables.records.record_set import Finding, RecordSet

KIND_BY_PLACE = {"packaging": "packaging", "fluids": "fluid", "accessories": "accessory"}
PARENT_NEEDS_NOT = frozenset({"material", "net_mass_each"})
MOST_LEVELS = 30
LARGEST_MASS_DIFFERENCE = Decimal("0.02")
"""Share of its children's mass by which the stated mass of a parent may differ (method 8)."""


def exempt_parents(tables: Collection[RawTable]) -> Mapping[str, frozenset[str]]:
    """Give, by line id, what a parent need not state: its children do."""
    named = (row.cells.get("parent_id") for table in tables for row in table.rows)
    return {cell.text.strip(): PARENT_NEEDS_NOT for cell in named if cell}


def with_kinds(records: RecordSet) -> RecordSet:
    """Let an empty kind follow the place of the line."""

    def filled(record: Record) -> Record:
        kind = KIND_BY_PLACE.get(record.values.get("subassembly", ""))
        if not kind or "kind" not in record.defaulted:
            return record
        return replace(record, values=MappingProxyType({**record.values, "kind": kind}))

    bom = tuple(filled(record) for record in records.all("bom"))
    return RecordSet({**records.by_table, "bom": bom})


def find_parent_faults(records: RecordSet) -> Iterator[Finding]:
    """Find circular parents, and parents with a source of their own."""
    parent_by_id = {
        record.values["line_id"]: record.values.get("parent_id", "")
        for record in records.all("bom")
        if "line_id" in record.values
    }
    parents = set(parent_by_id.values())
    for record in records.all("bom"):
        line = record.values.get("line_id", "")
        way = _ancestors(line, parent_by_id)
        if len(way) == MOST_LEVELS:
            circle = way[: way.index(line) + 1] if line in way else way[:3]
            found = " is part of ".join([line, *circle])
            yield Finding(record, Fault(kinds.CIRCULAR_PARENTS, found, record.at("parent_id")))
        if line and line in parents and _has_own_source(record):
            fault = Fault(
                kinds.PARENT_WITH_SOURCE,
                f"{line} has children and a source",
                record.at("source_kind"),
            )
            yield Finding(record, fault, keeps_row=True)


def with_parent_masses(records: RecordSet) -> tuple[RecordSet, tuple[Fault, ...]]:
    """Give parents the mass of their children, and warn where another one is stated.

    A parent's material and source are empty: its children have theirs.
    """
    faults: list[Fault] = []
    totals = _mass_kg_by_parent(records)

    def completed(record: Record) -> Record:
        total = totals.get(record.values.get("line_id", ""))
        if record.is_gap or total is None:
            return record
        stated = record.values["net_mass_each"]
        if not isinstance(stated, Blank) and _differs(stated * record.values["quantity"], total):
            found = f"{record.id} is stated with {stated:f} kg, its children weigh {total:f} kg"
            faults.append(Fault(kinds.OTHER_MASS, found, record.at("net_mass_each")))
        return _as_parent(record, total)

    bom = tuple(completed(record) for record in records.all("bom"))
    return RecordSet({**records.by_table, "bom": bom}), tuple(faults)


def _mass_kg_by_parent(records: RecordSet) -> Mapping[str, Decimal]:
    """Sum up the masses of the lines without children below each of their ancestors."""
    lines = {record.values["line_id"]: record.values for record in records.usable("bom")}
    parent_by_id = {line: values["parent_id"] for line, values in lines.items()}
    totals = {parent: Decimal(0) for parent in parent_by_id.values() if parent}
    for line, values in lines.items():
        if line not in totals:
            for ancestor in _ancestors(line, parent_by_id):
                totals[ancestor] += values["quantity"] * values["net_mass_each"]
    return totals


def _ancestors(line: str, parent_by_id: Mapping[str, str]) -> list[str]:
    """Follow the parents of a line, as far as a bill of materials may be nested."""
    way: list[str] = []
    while len(way) < MOST_LEVELS and (parent := parent_by_id.get(way[-1] if way else line, "")):
        way.append(parent)
    return way


def _has_own_source(record: Record) -> bool:
    return bool(record.values.get("source_id")) or (
        "source_kind" in record.values and "source_kind" not in record.defaulted
    )


def _differs(stated: Decimal, total: Decimal) -> bool:
    return abs(stated - total) > LARGEST_MASS_DIFFERENCE * total


def _as_parent(record: Record, total_kg: Decimal) -> Record:
    own = {
        "net_mass_each": total_kg / record.values["quantity"],
        "material": "",
        "source_kind": "factor",
        "source_id": "",
    }
    defaulted = tuple(dict.fromkeys((*record.defaulted, *own)))
    values = MappingProxyType({**record.values, **own})
    return replace(record, values=values, defaulted=defaulted)
