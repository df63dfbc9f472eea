"""The files of a case, read into a Case with every fault that is in them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar
from weakref import WeakKeyDictionary

from cradlegate.core.fault import Fault, Place
from cradlegate.product import faults as kinds
from cradlegate.product.case import Case, CaseDigests, CaseReading
from cradlegate.product.case_tables import MACHINE_FILE, case_file_set, case_tables
from cradlegate.product.records import bom_checks, case_parts, final_checks, references
from cradlegate.product.records.digests import case_digest, section_digests
from cradlegate.product.records.gaps import gap_of
from cradlegate.product.records.materials import confirmed_families, with_families
from cradlegate.product.records.row_checks import find_row_faults
from cradlegate.product.records.sum_checks import find_period_faults, find_sum_faults
from cradlegate.tables.reading.file_set import RawFileSet, read_file_set
from cradlegate.tables.reading.raw_table import RawTable
from cradlegate.tables.records.id_checks import find_duplicate_ids
from cradlegate.tables.records.record import Record, read_records
from cradlegate.tables.records.record_set import RecordSet

Part = TypeVar("Part")


def read_case_files(files: Mapping[str, bytes], families: Collection[str]) -> CaseReading:
    """Read a case, gathering every fault.

    Rows with faults are left out of the case and listed as its gaps.

    Args:
        files: bytes by posix path inside the case: the folder form, or one workbook beside
            the files that suppliers sent and the evidence.
        families: the material families that lines may name.
    """
    raw, records, faults = _read_records(files, families)
    digests = section_digests(records)
    faults = (
        *raw.faults,
        *faults,
        *final_checks.find_missing_tables(records, raw),
        *final_checks.find_open_values(records),
        *final_checks.find_signoff_faults(records, digests),
        *final_checks.find_attachment_faults(records, raw),
    )
    case = _assemble(records, digests)
    if case is None:
        found = "there is no machine" if "machine" not in raw.tables else "the machine is not whole"
        faults = (Fault(kinds.NO_MACHINE, found, Place(MACHINE_FILE)), *faults)
    return CaseReading(case, raw.in_file_order(faults))


def digest_case_files(files: Mapping[str, bytes], families: Collection[str]) -> CaseDigests | None:
    """Digest a case as `read_case_files` does, without making its parts.

    Returns:
        None where that gives no case.
    """
    _, records, _ = _read_records(files, families)
    if not records.usable("machine"):
        return None
    sections = section_digests(records)
    return CaseDigests(case_digest(sections, records), sections)


def _read_records(
    files: Mapping[str, bytes], families: Collection[str]
) -> tuple[RawFileSet, RecordSet, tuple[Fault, ...]]:
    raw = read_file_set(case_file_set(), files)
    return raw, *_check(_type(raw, families), families)


def _type(raw: RawFileSet, families: Collection[str]) -> RecordSet:
    """Type all rows, own material codes first, since other rows are read with them."""
    maps = raw.tables.get("material_map", ())
    codes = tuple(record for table in maps for record in read_records(table))
    family_by_code = confirmed_families(codes)
    known = frozenset(families)
    exempt = bom_checks.exempt_parents(raw.tables.get("bom", ()))
    by_table: dict[str, tuple[Record, ...]] = {"material_map": codes}
    for name, tables in raw.tables.items():
        if name != "material_map":
            by_table[name] = tuple(
                record
                for table in tables
                for record in _type_table(
                    table, known, family_by_code, exempt if name == "bom" else _NO_ROWS
                )
            )
    return RecordSet(by_table)


def _type_table(
    table: RawTable,
    families: frozenset[str],
    family_by_code: Mapping[str, str],
    exempt: Mapping[str, frozenset[str]],
) -> tuple[Record, ...]:
    asked = families, tuple(family_by_code.items()), tuple(exempt.items())
    known, records = _typed.get(table, ((), ()))
    if known != asked:
        records = read_records(with_families(table, families, family_by_code), exempt)
        _typed[table] = asked, records
    return records


_NO_ROWS: Mapping[str, frozenset[str]] = MappingProxyType({})
_typed: WeakKeyDictionary[RawTable, tuple[tuple[object, ...], tuple[Record, ...]]]
_typed = WeakKeyDictionary()
"""What was asked last of a table, and its typed rows: cases of one maker share many tables."""


def _check(records: RecordSet, families: Collection[str]) -> tuple[RecordSet, tuple[Fault, ...]]:
    """Look at rows alone, then at rows together; later checks trust what earlier ones left."""
    records = bom_checks.with_kinds(records)
    records = records.with_findings(find_duplicate_ids(records, case_tables()))
    records = records.with_findings(find_row_faults(records))
    records = records.with_findings(references.find_unknown_references(records, families))
    records = records.with_findings(references.find_unknown_footprints(records))
    records = records.with_findings(bom_checks.find_parent_faults(records))
    records = records.with_findings(find_sum_faults(records))
    records = records.with_findings(references.find_orphans(records))
    records = records.with_findings(find_period_faults(records))
    records, mass_faults = bom_checks.with_parent_masses(records)
    row_faults = (
        fault for table in case_tables() for each in records.all(table) for fault in each.faults
    )
    return records, (*row_faults, *mass_faults, *references.find_unknown_suppliers(records))


def _assemble(records: RecordSet, digests: Mapping[str, str]) -> Case | None:
    machine = case_parts.make_machine(records)
    if machine is None:
        return None

    def parts(table: str, make: Callable[[Record], Part]) -> tuple[Part, ...]:
        return tuple(make(record) for record in records.usable(table))

    gaps = (each for table in case_tables() for each in records.all(table) if each.is_gap)
    return Case(
        machine=machine,
        bom=parts("bom", case_parts.make_bom_line),
        energy=parts("energy", case_parts.make_energy_row),
        allocation=parts("allocation", case_parts.make_allocation_row),
        instruments=parts("instruments", case_parts.make_instrument),
        transport=parts("transport", case_parts.make_leg),
        use=case_parts.make_use(records),
        end_of_life=case_parts.make_end_of_life(records),
        suppliers=parts("supplier_footprints", case_parts.make_supplier_footprint),
        evidence=parts("evidence", case_parts.make_evidence_item),
        signoffs=parts("signoff", case_parts.make_signoff),
        digest=case_digest(digests, records),
        section_digests=digests,
        gaps=tuple(gap_of(record) for record in gaps),
    )


def list_open_bill_rows(files: Mapping[str, bytes]) -> tuple[dict[str, str], ...]:
    """List the cells of parts whose material code nobody has confirmed, by column name.

    Args:
        files: of a case, or a parts list alone under the name `bom.csv` or as a workbook.
    """
    tables = read_file_set(case_file_set(), files).tables
    confirmed = {
        row["own_material_code"]
        for row in _list_cells(tables.get("material_map", ()))
        if row.get("confirmed_by")
    }
    rows = _list_cells(tables.get("bom", ()))
    return tuple(row for row in rows if not confirmed.intersection(row.values()))


def _list_cells(tables: Iterable[RawTable]) -> list[dict[str, str]]:
    return [
        {name: cell.text for name, cell in row.cells.items()}
        for table in tables
        for row in table.rows
    ]
