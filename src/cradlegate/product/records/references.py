"""Ids of a case that name rows of other tables, materials and subassemblies."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from types import MappingProxyType

from cradlegate.core.fault import Fault
from cradlegate.product import faults as kinds
from cradlegate.product.case_tables import case_tables
from cradlegate.product.records.materials import nearest_families
from cradlegate.tables.columns import Column, near_matches
from cradlegate.tables.faults import UNKNOWN_REFERENCE
from cradlegate.tables.records import id_checks
from cradlegate.tables.records.id_checks import named_ids
from cradlegate.tables.records.record import Record
from cradlegate.tables.records.record_set import Finding, RecordSet

PLACES_BESIDE = frozenset({"machine", "packaging", "fluids", "accessories"})
"""Where lines belong that belong to no subassembly."""
_KEY_COLUMN = {"sites": "id", "allocation": "key_id", "instruments": "id"}
"""Tables without whose row a row cannot be used, and the column that is named."""
_REST = "rest"
_TOUCHES_NO_FIGURE = frozenset({"evidence_id", "base_material", "parent_id"})


def find_unknown_references(records: RecordSet, families: Collection[str]) -> Iterator[Finding]:
    """Find cells that name what is not there."""
    return id_checks.find_unknown_references(
        records,
        case_tables(),
        _ids_by_target(records, frozenset(families)),
        _TELL_BY_TARGET,
        _TOUCHES_NO_FIGURE,
    )


def find_orphans(records: RecordSet) -> Iterator[Finding]:
    """Find rows that need a row which is left out; its own fault is named there."""
    present = {
        table: {record.values[column] for record in records.usable(table)}
        for table, column in _KEY_COLUMN.items()
    }
    for table, spec in case_tables().items():
        columns = [column for column in spec.columns.values() if column.refers in _KEY_COLUMN]
        for record in records.usable(table):
            for column in columns:
                for value in set(named_ids(record, column)) - present[column.refers]:
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
            yield Finding(line, Fault(UNKNOWN_REFERENCE, found, at, remedy))
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
    counted = Counter(value for record in records.all("bom") for value in named_ids(record, column))
    unknown = [supplier for supplier in counted if supplier not in known]
    if known and unknown:
        first = next(each for each in records.all("bom") if unknown[0] in named_ids(each, column))
        found = f"nothing was received from {', '.join(unknown)}"
        yield Fault(kinds.UNKNOWN_SUPPLIER, found, first.at("supplier_id"))


def _ids_by_target(
    records: RecordSet, families: AbstractSet[str]
) -> Mapping[str, AbstractSet[str]]:
    by_table = id_checks.ids_by_table(records, case_tables())
    targets: dict[str, AbstractSet[str]] = {
        **by_table,
        "allocation": records.ids("allocation", _KEY_COLUMN["allocation"]),
        "families": families,
        "families_or_rest": families | {_REST},
    }
    if records.all("subassemblies"):
        targets["places"] = by_table["subassemblies"] | PLACES_BESIDE
        targets["cargo"] = targets["places"] | by_table["bom"]
    return targets


def _tell_unknown_material(
    record: Record, column: Column, value: str, ids: AbstractSet[str]
) -> Fault:
    remedy = nearest_families(value, ids - {_REST})
    found = f"{value!r} is no known material"
    return Fault(kinds.UNKNOWN_MATERIAL, found, record.at(column.name), remedy)


def _tell_unknown_subassembly(
    record: Record, column: Column, value: str, ids: AbstractSet[str]
) -> Fault:
    fault = id_checks.tell_unknown_reference(record, column, value, ids)
    return replace(fault, kind=kinds.UNKNOWN_SUBASSEMBLY)


_TELL_BY_TARGET: Mapping[str, id_checks.TellUnknown] = MappingProxyType(
    {
        "families": _tell_unknown_material,
        "families_or_rest": _tell_unknown_material,
        "places": _tell_unknown_subassembly,
    }
)
