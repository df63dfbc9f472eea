"""The tables of a whole set of files, from whatever form the files have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from cradlegate.core.fault import Fault, Place
from cradlegate.core.remembered import remembered
from cradlegate.tables import faults as kinds
from cradlegate.tables.columns import TableSpec, near_matches
from cradlegate.tables.reading.archives import is_workbook
from cradlegate.tables.reading.csv_tables import read_csv_table
from cradlegate.tables.reading.json_records import read_json_record
from cradlegate.tables.reading.raw_table import RawReading, RawTable
from cradlegate.tables.reading.xlsx_tables import read_workbook, read_workbook_table
from cradlegate.tables.reading.yaml_tables import read_yaml_tables

_UNREAD = ("readme*", "license*", "notice*", "*.md", ".*", "*/.*", "~$*")


@dataclass(frozen=True, slots=True, eq=False)
class FileSetSpec:
    """What files of one kind hold, such as those of a case; equal to nothing but itself.

    Args:
        tables: by name, in the order in which they are read.
        main_file: without it a workbook at the top stands for the folder of tables.
        attachments: patterns of files that are kept as they are, unless a table stands in them.
    """

    tables: Mapping[str, TableSpec]
    main_file: str
    attachments: tuple[str, ...] = ()

    def tables_in(self, path: str) -> list[TableSpec]:
        """Give the tables that stand in the file of this path."""
        return list(_find_tables(self, path))

    def table_of_workbook(self, path: str) -> TableSpec | None:
        """Give the table that a workbook such as bom.xlsx holds in place of bom.csv."""
        if not path.endswith(".xlsx"):
            return None
        specs = self.tables_in(str(PurePosixPath(path).with_suffix(".csv")))
        return specs[0] if specs else None

    def is_attachment(self, path: str) -> bool:
        """Tell whether the file of this path is kept as it is."""
        holds_table = self.tables_in(path) or self.table_of_workbook(path)
        return _matches(path, self.attachments) and not holds_table


@dataclass(frozen=True, slots=True)
class RawFileSet:
    """Every table of a set of files as it stands in them.

    Args:
        tables: by name; several where a table stands in several files.
        attachments: files that are kept as they are, by path.
        is_folder: whether attachments can be expected at all.
        faults: met on the way.
    """

    tables: Mapping[str, tuple[RawTable, ...]]
    attachments: Mapping[str, bytes]
    is_folder: bool
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The errors met on the way, and those of rows that could not be told apart into cells."""
        tables = (table for each in self.tables.values() for table in each)
        row_faults = (fault for table in tables for row in table.rows for fault in row.faults)
        return tuple(fault for fault in (*self.faults, *row_faults) if fault.is_error)

    def in_file_order(self, faults: Iterable[Fault]) -> tuple[Fault, ...]:
        """Order faults by file and row; those of no file that was read come first."""
        files = [table.file for tables in self.tables.values() for table in tables]
        rank = {file: position for position, file in enumerate(dict.fromkeys(files))}
        return tuple(
            sorted(faults, key=lambda fault: (rank.get(fault.place.file, -1), fault.place.row or 0))
        )


def read_file_set(spec: FileSetSpec, files: Mapping[str, bytes]) -> RawFileSet:
    """Read all tables of a set of files: the folder form, the workbook form, or a mixture.

    Args:
        spec: what the files are meant to hold.
        files: bytes by posix path inside the folder.
    """
    workbooks = _workbooks_for_all(spec, files)
    attachments = {path: data for path, data in files.items() if spec.is_attachment(path)}
    reading = RawReading()
    for path in workbooks:
        reading += read_workbook(spec.tables, path, files[path])
    reading += _read_single_files(spec, files, skipped={*workbooks, *attachments})
    tables = _by_name(reading.tables)
    return RawFileSet(tables, attachments, not workbooks, (*reading.faults, *_doubled(tables)))


def _workbooks_for_all(spec: FileSetSpec, files: Mapping[str, bytes]) -> list[str]:
    if spec.main_file in files:
        return []
    return [
        path
        for path, data in sorted(files.items())
        if "/" not in path
        and not path.startswith("~$")
        and (len(files) == 1 or not spec.table_of_workbook(path))
        and is_workbook(data)
    ]


def _read_single_files(
    spec: FileSetSpec, files: Mapping[str, bytes], skipped: set[str]
) -> RawReading:
    reading = RawReading()
    for path in _in_reading_order(spec, (path for path in files if path not in skipped)):
        held, alone = spec.tables_in(path), spec.table_of_workbook(path)
        if path.endswith(".yaml") and held:
            reading += _read_yaml(tuple(held), path, files[path])
        elif path.endswith(".json") and held:
            reading += read_json_record(held[0], path, files[path])
        elif held:
            reading += _read_csv(held[0], path, files[path])
        elif alone:
            reading += read_workbook_table(alone, path, files[path], spec.tables)
        elif not _matches(path.lower(), _UNREAD):
            reading += RawReading(faults=(_unknown_file(spec, path),))
    return reading


@remembered(most=64, largest=50_000)
def _read_yaml(specs: tuple[TableSpec, ...], path: str, data: bytes) -> RawReading:
    return read_yaml_tables(specs, path, data)


@remembered(most=64, largest=50_000)
def _read_csv(spec: TableSpec, path: str, data: bytes) -> RawReading:
    return read_csv_table(spec, path, data)


@remembered(most=1_000, largest=200)
def _find_tables(spec: FileSetSpec, path: str) -> tuple[TableSpec, ...]:
    return tuple(
        table
        for table in spec.tables.values()
        if fnmatchcase(path, table.file) and path.count("/") == table.file.count("/")
    )


def _in_reading_order(spec: FileSetSpec, paths: Iterable[str]) -> list[str]:
    """Order files as their tables, so that faults come in one order everywhere."""
    order = list(spec.tables.values())

    def rank(path: str) -> tuple[int, str]:
        table = next(iter(spec.tables_in(path)), spec.table_of_workbook(path))
        return (order.index(table) if table else len(order)), path

    return sorted(paths, key=rank)


def _matches(path: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def _unknown_file(spec: FileSetSpec, path: str) -> Fault:
    near = near_matches(path, sorted({table.file for table in spec.tables.values()}))
    remedy = f"Did you mean {' or '.join(near)}?" if near else ""
    return Fault(kinds.UNKNOWN_FILE, f"{path} is not read", Place(path), remedy)


def _by_name(tables: Sequence[RawTable]) -> dict[str, tuple[RawTable, ...]]:
    names = dict.fromkeys(table.spec.name for table in tables)
    return {name: tuple(each for each in tables if each.spec.name == name) for name in names}


def _doubled(by_name: Mapping[str, tuple[RawTable, ...]]) -> Iterator[Fault]:
    """Name tables that stand in two files; only JSON records come one to a file."""
    for name, tables in by_name.items():
        first, *others = (table for table in tables)
        for other in others:
            if not (first.file.endswith(".json") and other.file.endswith(".json")):
                found = f"{name} stands in {first.file} and in {other.file}"
                yield Fault(kinds.TABLE_TWICE, found, Place(other.file))
