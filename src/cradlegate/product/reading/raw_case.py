"""The tables of a whole case, from whatever form its files have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from cradlegate.core.fault import Fault, Place
from cradlegate.product import faults as kinds
from cradlegate.product.columns import TableSpec, case_tables, near_matches
from cradlegate.product.reading.archives import is_workbook
from cradlegate.product.reading.csv_tables import read_csv_table
from cradlegate.product.reading.supplier_files import read_supplier_footprint
from cradlegate.product.reading.tables import RawReading, RawTable
from cradlegate.product.reading.xlsx_tables import read_workbook, read_workbook_table
from cradlegate.product.reading.yaml_tables import read_yaml_tables

MACHINE_FILE = "machine.yaml"
_ATTACHMENTS = ("suppliers/received/*", "evidence/*")
_UNREAD = ("readme*", "license*", "notice*", "*.md", ".*", "*/.*", "~$*")


@dataclass(frozen=True, slots=True)
class RawCase:
    """Every table of a case as it stands in its files.

    Args:
        tables: by name; several where a table stands in several files.
        attachments: received files and evidence, by path.
        is_folder: whether attachments can be expected at all.
        faults: met on the way.
    """

    tables: Mapping[str, tuple[RawTable, ...]]
    attachments: Mapping[str, bytes]
    is_folder: bool
    faults: tuple[Fault, ...]


def read_raw_case(files: Mapping[str, bytes]) -> RawCase:
    """Read all tables of a case.

    Args:
        files: bytes by posix path inside the case; without machine.yaml a workbook at the top
            stands for the folder of tables.
    """
    workbooks = _workbooks_for_all(files)
    attachments = {
        path: data
        for path, data in files.items()
        if _matches(path, _ATTACHMENTS) and not _spec_of(path) and not _table_of_workbook(path)
    }
    reading = RawReading()
    for path in workbooks:
        reading += read_workbook(path, files[path])
    reading += _read_single_files(files, skipped={*workbooks, *attachments})
    tables = _by_name(reading.tables)
    return RawCase(tables, attachments, not workbooks, (*reading.faults, *_doubled(tables)))


def _workbooks_for_all(files: Mapping[str, bytes]) -> list[str]:
    if MACHINE_FILE in files:
        return []
    return [
        path
        for path, data in sorted(files.items())
        if "/" not in path
        and not path.startswith("~$")
        and (len(files) == 1 or not _table_of_workbook(path))
        and is_workbook(data)
    ]


def _read_single_files(files: Mapping[str, bytes], skipped: set[str]) -> RawReading:
    reading = RawReading()
    for path in _in_reading_order(path for path in files if path not in skipped):
        specs, alone = _spec_of(path), _table_of_workbook(path)
        if path.endswith(".yaml") and specs:
            reading += read_yaml_tables(specs, path, files[path])
        elif path.endswith(".json") and specs:
            reading += read_supplier_footprint(path, files[path])
        elif specs:
            reading += read_csv_table(specs[0], path, files[path])
        elif alone:
            reading += read_workbook_table(alone, path, files[path])
        elif not _matches(path.lower(), _UNREAD):
            reading += RawReading(faults=(_unknown_file(path),))
    return reading


def _in_reading_order(paths: Iterable[str]) -> list[str]:
    """Order files as the tables of the reference, so that faults come in one order everywhere."""
    order = list(case_tables().values())

    def rank(path: str) -> tuple[int, str]:
        spec = next(iter(_spec_of(path)), _table_of_workbook(path))
        return (order.index(spec) if spec else len(order)), path

    return sorted(paths, key=rank)


def _spec_of(path: str) -> list[TableSpec]:
    """Give the tables that stand in the file of this path."""
    return [
        spec
        for spec in case_tables().values()
        if fnmatchcase(path, spec.file) and path.count("/") == spec.file.count("/")
    ]


def _table_of_workbook(path: str) -> TableSpec | None:
    """Give the table that a workbook such as bom.xlsx holds in place of bom.csv."""
    if not path.endswith(".xlsx"):
        return None
    specs = _spec_of(str(PurePosixPath(path).with_suffix(".csv")))
    return specs[0] if specs else None


def _matches(path: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def _unknown_file(path: str) -> Fault:
    near = near_matches(path, sorted({spec.file for spec in case_tables().values()}))
    remedy = f"Did you mean {' or '.join(near)}?" if near else ""
    return Fault(kinds.UNKNOWN_FILE, f"{path} is not read", Place(path), remedy)


def _by_name(tables: Sequence[RawTable]) -> dict[str, tuple[RawTable, ...]]:
    names = dict.fromkeys(table.spec.name for table in tables)
    return {name: tuple(each for each in tables if each.spec.name == name) for name in names}


def _doubled(by_name: Mapping[str, tuple[RawTable, ...]]) -> Iterator[Fault]:
    """Name tables that stand in two files; only suppliers' footprints come one to a file."""
    for name, tables in by_name.items():
        first, *others = (table for table in tables)
        for other in others:
            if not (first.file.endswith(".json") and other.file.endswith(".json")):
                found = f"{name} stands in {first.file} and in {other.file}"
                yield Fault(kinds.TABLE_TWICE, found, Place(other.file))
