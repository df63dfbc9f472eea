"""The files of a register snapshot, read with every fault that is in them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, TypeVar

from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault
from cradlegate.tables.columns import TableSpec, read_specs
from cradlegate.tables.reading.file_set import FileSetSpec, read_file_set
from cradlegate.tables.records.record import read_records
from cradlegate.tables.records.record_set import RecordSet
from cradlegate.verification.registers.checks import find_register_faults
from cradlegate.verification.registers.register import (
    AcceptedAccreditor,
    Accreditation,
    AccreditationStatus,
    Designation,
    Recognition,
    RegisterSnapshot,
)

SNAPSHOT_FILE = "snapshot.yaml"

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """What the files of a register gave.

    Args:
        snapshot: None if there is any error: a register that lacks one row would say that a body
            is not accredited, or was never suspended.
        faults: errors and warnings, by file and row.
    """

    snapshot: RegisterSnapshot | None
    faults: tuple[Fault, ...]


@cache
def register_tables() -> Mapping[str, TableSpec]:
    """Give the tables of a register snapshot by name, in the order in which they are read."""
    return read_specs((_data() / "register_columns.yaml").read_text("utf-8"))


def read_register(files: Mapping[str, bytes], name: str) -> RegisterReading:
    """Read a snapshot of a register, gathering every fault.

    Args:
        files: bytes by path inside the folder or archive; or one workbook with a sheet a table.
        name: what the folder, archive or workbook is called, for faults.
    """
    raw = read_file_set(FileSetSpec(register_tables(), SNAPSHOT_FILE), files)
    records = RecordSet(
        {
            table: tuple(row for each in tables for row in read_records(each))
            for table, tables in raw.tables.items()
        }
    )
    row_faults = (
        fault for table in raw.tables for row in records.all(table) for fault in row.faults
    )
    found = (*raw.faults, *row_faults, *find_register_faults(records, register_tables()))
    faults = tuple(_inside(name, fault) for fault in raw.in_file_order(found))
    has_error = any(fault.is_error for fault in faults)
    return RegisterReading(None if has_error else _assemble(records), faults)


@cache
def shipped_registers() -> Mapping[str, Mapping[str, bytes]]:
    """Give the files of the example registers: by folder, bytes by path.

    Every body in them is invented; no status of a real body is stated.
    """
    folders = sorted((_data() / "examples").iterdir(), key=lambda folder: folder.name)
    return MappingProxyType(
        {folder.name: MappingProxyType(dict(_files_in(folder))) for folder in folders}
    )


def _data() -> Traversable:
    return package_files("cradlegate.verification") / "data"


def _files_in(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        yield entry.name, entry.read_bytes()


def _inside(name: str, fault: Fault) -> Fault:
    file = fault.place.file
    if file.partition("[")[0] == name:
        return fault  # a sheet of the workbook that has this name
    return replace(fault, place=replace(fault.place, file=f"{name}/{file}"))


def _assemble(records: RecordSet) -> RegisterSnapshot:
    def rows(table: str, make: Callable[[Mapping[str, Any]], Row]) -> tuple[Row, ...]:
        return tuple(make(record.values) for record in records.all(table))

    (head,) = records.all("snapshot")
    return RegisterSnapshot(
        register_id=head.values["register_id"],
        publisher=head.values["publisher"],
        title=_text(head.values, "title"),
        edition=_text(head.values, "edition"),
        as_of=head.values["as_of"].first,
        retrieved_at=head.values["retrieved_at"].first,
        is_example=head.values["is_example"],
        bodies=rows("bodies", _accreditation),
        recognitions=rows("recognitions", _recognition),
        designations=rows("designations", _designation),
        accepted=rows("accepted", _accepted),
        source=_text(head.values, "source"),
    )


def _accreditation(values: Mapping[str, Any]) -> Accreditation:
    return Accreditation(**{**values, "status": AccreditationStatus(values["status"])})


def _recognition(values: Mapping[str, Any]) -> Recognition:
    return Recognition(
        recognised_by=values["by"],
        body_no=values["body"],
        valid_from=values["from"],
        valid_to=values["to"],
        basis=_text(values, "basis"),
        source=_text(values, "source"),
    )


def _designation(values: Mapping[str, Any]) -> Designation:
    return Designation(
        body_no=values["body"],
        destination=values["destination"],
        designated_by=values["by"],
        valid_from=values["from"],
        valid_to=values["to"],
        source=_text(values, "source"),
    )


def _accepted(values: Mapping[str, Any]) -> AcceptedAccreditor:
    return AcceptedAccreditor(
        accreditation_body=values["ab"],
        destination=values["destination"],
        valid_from=values["from"],
        valid_to=values["to"],
        source=_text(values, "source"),
    )


def _text(values: Mapping[str, Any], column: str) -> str:
    """Give the text of an optional cell; a blank one is empty."""
    value = values[column]
    return "" if isinstance(value, Blank) else str(value)
