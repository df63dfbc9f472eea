"""Ids that name rows of other tables, materials and subassemblies."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet

from cradlegate.core.fault import Fault, FaultKind
from cradlegate.product import faults as kinds
from cradlegate.product.columns import Column, case_tables, near_matches
from cradlegate.product.records.materials import nearest_families
from cradlegate.product.records.record import Record
from cradlegate.product.records.record_set import Finding, RecordSet

PLACES_BESIDE = frozenset({"machine", "packaging", "fluids", "accessories"})
"""Where lines belong that belong to no subassembly."""
_KEY_COLUMN = {
    "sites": "id",
    "bom": "line_id",
    "instruments": "id",
    "allocation": "key_id",
    "evidence": "id",
}
_NEEDED = ("sites", "allocation", "instruments")
"""Tables without whose row a row cannot be used."""
_TOUCHES_NO_FIGURE = frozenset({"evidence_id", "base_material", "parent_id"})


def find_duplicate_ids(records: RecordSet) -> Iterator[Finding]:
    """Find rows whose id stands further up in the same table."""
    for table, spec in case_tables().items():
        if not spec.key:
            continue
        seen: set[str] = set()
        for record in records.all(table):
            value = record.values.get(spec.key)
            if value is not None and value in seen:
                found = f"{spec.key} {value} stands a second time in {table}"
                yield Finding(record, Fault(kinds.DUPLICATE_ID, found, record.at(spec.key)))
            seen.add(value or "")


def find_unknown_references(records: RecordSet, families: Collection[str]) -> Iterator[Finding]:
    """Find cells that name what is not there."""
    targets = _targets(records, frozenset(families))
    for table, spec in case_tables().items():
        columns = [column for column in spec.columns.values() if column.refers in targets]
        for record in records.all(table):
            for column in columns:
                for value in _named(record, column):
                    if value not in targets[column.refers]:
                        fault = _unknown(record, column, value, targets)
                        blanks = column.name if column.name in _TOUCHES_NO_FIGURE else ""
                        yield Finding(record, fault, keeps_row=bool(blanks), blanks=blanks)


def find_orphans(records: RecordSet) -> Iterator[Finding]:
    """Find rows that need a row which is left out; its own fault is named there."""
    present = {
        table: {record.values[_KEY_COLUMN[table]] for record in records.usable(table)}
        for table in _NEEDED
    }
    for table, spec in case_tables().items():
        columns = [column for column in spec.columns.values() if column.refers in _NEEDED]
        for record in records.usable(table):
            for column in columns:
                for value in set(_named(record, column)) - present[column.refers]:
                    yield Finding(record, reason=f"{value} of {column.refers} could not be read")


def find_unknown_footprints(records: RecordSet) -> Iterator[Finding]:
    """Find lines whose supplier footprint is not there, or is another supplier's."""
    supplier_by_footprint = {
        record.values.get("id"): record.values.get("supplier_id")
        for record in records.all("supplier_footprints")
    }
    for line in records.usable("bom"):
        if line.values["source_kind"] not in {"pcf", "epd"}:
            continue
        footprint, supplier = line.values["source_id"], line.values["supplier_id"]
        if footprint not in supplier_by_footprint:
            near = near_matches(footprint, [str(each) for each in supplier_by_footprint])
            remedy = f"Did you mean {' or '.join(near)}?" if near else ""
            found = f"source_id names {footprint!r}, which no supplier's footprint is"
            at = line.at("source_id")
            yield Finding(line, Fault(kinds.UNKNOWN_REFERENCE, found, at, remedy))
        elif type(supplier) is str and supplier != supplier_by_footprint[footprint]:
            found = f"{footprint} is of {supplier_by_footprint[footprint]}, the part of {supplier}"
            yield Finding(line, Fault(kinds.OTHER_SUPPLIER, found, line.at("supplier_id")))


def find_unknown_suppliers(records: RecordSet) -> Iterator[Fault]:
    """Name the suppliers of lines of whom nothing was received, if anything was of anybody."""
    known = {
        record.values.get("supplier_id")
        for table in ("supplier_footprints", "supplier_index")
        for record in records.all(table)
    }
    column = case_tables()["bom"].columns["supplier_id"]
    counted = Counter(value for record in records.all("bom") for value in _named(record, column))
    unknown = [supplier for supplier in counted if supplier not in known]
    if known and unknown:
        first = next(each for each in records.all("bom") if unknown[0] in _named(each, column))
        found = f"nothing was received from {', '.join(unknown)}"
        yield Fault(kinds.UNKNOWN_SUPPLIER, found, first.at("supplier_id"))


def _targets(records: RecordSet, families: AbstractSet[str]) -> Mapping[str, AbstractSet[str]]:
    targets: dict[str, AbstractSet[str]] = {
        table: records.ids(table, column) for table, column in _KEY_COLUMN.items()
    }
    places = records.ids("subassemblies", "id") | PLACES_BESIDE
    targets["families"] = families
    targets["families_or_rest"] = families | {"rest"}
    if records.all("subassemblies"):
        targets["places"] = places
        targets["cargo"] = places | targets["bom"]
    return targets


def _named(record: Record, column: Column) -> tuple[str, ...]:
    """Give the ids that a cell names; blanks name nothing."""
    value = record.values.get(column.name)
    if column.is_many:
        return tuple(value or ())
    is_named = isinstance(value, str) and type(value) is str and value != ""
    return (str(value),) if is_named else ()


def _unknown(
    record: Record, column: Column, value: str, targets: Mapping[str, AbstractSet[str]]
) -> Fault:
    place = record.at(column.name)
    if column.refers.startswith("families"):
        remedy = nearest_families(value, targets["families"])
        return Fault(kinds.UNKNOWN_MATERIAL, f"{value!r} is no known material", place, remedy)
    kind: FaultKind = kinds.UNKNOWN_REFERENCE
    if column.refers == "places":
        kind = kinds.UNKNOWN_SUBASSEMBLY
    near = near_matches(value, sorted(targets[column.refers]))
    remedy = f"Did you mean {' or '.join(near)}?" if near else ""
    return Fault(kind, f"{column.name} names {value!r}, which is not there", place, remedy)
