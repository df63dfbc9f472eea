"""Rows of typed values: defaults filled in, faults kept with what could be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from cradlegate.core.blank import Blank
from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import Fault, Place
from cradlegate.core.period import Interval
from cradlegate.core.quantity import Quantity
from cradlegate.tables import faults as kinds
from cradlegate.tables.columns import CellType, Column, Shape, TableSpec
from cradlegate.tables.reading.raw_table import Cell, RawRow, RawTable, read_blank
from cradlegate.tables.records.cells import read_value
from cradlegate.tables.records.numbers import CellError


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table, typed.

    Args:
        table: name of the table.
        id: value of the key column, or `row n`.
        values: by column name; a column whose cell could not be read is missing.
        lines: by column name, the line its cell stands in.
        defaulted: columns that a documented default fills.
        faults: what is wrong with the row.
        place: where it stands.
        is_gap: whether it is left out, for faults of its own or of what it needs.
        reason: why it is left out, where no fault of its own says so.
    """

    table: str
    id: str
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    defaulted: tuple[str, ...]
    faults: tuple[Fault, ...]
    place: Place
    is_gap: bool = False
    reason: str = ""

    _canonical: bytes = field(default=b"", init=False, repr=False, compare=False)

    @property
    def canonical(self) -> bytes:
        """The canonical bytes of its known values by column name, made when first asked for."""
        if not self._canonical:
            known = {name: it for name, it in self.values.items() if it is not Blank.UNKNOWN}
            object.__setattr__(self, "_canonical", canonical_bytes(known))
        return self._canonical

    def at(self, column: str) -> Place:
        """Give the place of one of its cells."""
        return _cell_place(self.place, self.lines, column)


def read_records(
    table: RawTable, exempt: Mapping[str, frozenset[str]] = MappingProxyType({})
) -> tuple[Record, ...]:
    """Type every row of a table.

    Args:
        table: as it stands in the file.
        exempt: by row id, required columns that this row need not fill.
    """
    readers: dict[frozenset[str], _RowReader] = {}
    records = tuple(_read_record(table, row, exempt, readers) for row in table.rows)
    _keep_readers(readers)
    return records


def read_cell(
    column: Column, cell: Cell | None, exempt: frozenset[str] = frozenset()
) -> tuple[Any, bool]:
    """Read one cell of a column.

    Args:
        cell: None where the file has no such column.
        exempt: required columns that need not be filled.

    Returns:
        the value or its blank, and whether a documented default fills it.

    Raises:
        CellError: the text is no value of the column, or a required one is missing.
    """
    text = cell.text if cell else ""
    is_own_word = column.type is CellType.ENUM and text.strip() in column.allowed
    blank = None if is_own_word else read_blank(text)
    if cell is not None and blank is None:
        return read_value(column, cell), False
    blank = blank or Blank.UNKNOWN
    if column.default is not None and _stands_in(column, blank):
        if column.default == "":
            return "", False
        return read_value(column, Cell(column.default, 0)), True
    if column.is_many:
        return _no_items(column, blank), False
    if column.is_required and blank not in column.blanks and column.name not in exempt:
        raise _missing(column, blank)
    return blank, False


def text_of(value: object) -> str:
    """Write a typed value as the text of a cell; quantities are in the unit of their column."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(text_of(item) for item in value)
    if isinstance(value, Blank):
        return {Blank.UNKNOWN: "", Blank.ABSENT: "none", Blank.NOT_APPLICABLE: "-"}[value]
    if isinstance(value, str | int | Interval | Quantity):
        return str(value)
    raise TypeError(f"{type(value).__name__} never stands in a cell")


def _read_record(
    table: RawTable,
    row: RawRow,
    exempt: Mapping[str, frozenset[str]],
    readers: dict[frozenset[str], "_RowReader"],
) -> Record:
    key = _key_of(table.spec, row)
    name, place = key or f"row {row.row}", Place(table.file, row.row, "", key)
    if row.faults:
        return Record(table.spec.name, name, {}, {}, (), row.faults, place, is_gap=True)
    waived = exempt.get(key, frozenset())
    if waived not in readers:
        readers[waived] = _find_reader(table.spec, waived)
    read, refused = readers[waived].read(row)
    lines = {column: cell.row for column, cell in row.cells.items()}
    return Record(
        table=table.spec.name,
        id=name,
        values=MappingProxyType(
            {column: value for column, (value, _, error) in read.items() if error is None}
        ),
        lines=MappingProxyType(lines),
        defaulted=tuple(
            [column for column in readers[waived].defaulted if read[column].is_default]
        ),
        faults=_list_faults(table, row, refused, place, lines),
        place=place,
        is_gap=any(read[column].error for column in refused),
        reason="; ".join([error.found for error in refused.values()]),
    )


def _list_faults(
    table: RawTable,
    row: RawRow,
    refused: Mapping[str, CellError],
    place: Place,
    lines: Mapping[str, int],
) -> tuple[Fault, ...]:
    faults = [
        Fault(error.kind, error.found, _cell_place(place, lines, column), error.remedy)
        for column, error in refused.items()
        if column not in table.missing
    ]
    faults += [
        Fault(kinds.HS_AS_NUMBER, f"{cell.text} is a number", _cell_place(place, lines, column))
        for column, cell in row.cells.items()
        if cell.is_number and table.spec.columns[column].type is CellType.HS_CODE
    ]
    return tuple(faults)


class _ReadCell(NamedTuple):
    """A value and whether a default fills it; or why the cell is refused."""

    value: Any
    is_default: bool
    error: CellError | None = None


class _RowReader:
    """Reads the cells of rows; what stood in a column before is not read again.

    Most cells of a long table repeat others, or are of columns that its file does not have; and
    most words of a case stand in the next one too.
    """

    def __init__(self, spec: TableSpec, waived: frozenset[str]) -> None:
        self.spec, self._waived = spec, waived
        self._known: dict[tuple[str, str, str], _ReadCell] = {}
        self.defaulted = [name for name, one in spec.columns.items() if one.default is not None]
        self._absent = {name: self._try_cell(column, None) for name, column in spec.columns.items()}
        self._needed = _find_errors(self._absent).keys()

    def read(self, row: RawRow) -> tuple[dict[str, _ReadCell], dict[str, CellError]]:
        """Give every column of the table in its order, and why cells of the row are refused.

        A sheet of single values is not given up for one that nobody needs: it counts as empty.
        """
        found, known, is_refused = self._absent.copy(), self._known, False
        for name, cell in row.cells.items():
            text, _, unit, _ = cell
            key = (name, text, unit)
            each = known.get(key)
            if each is None:
                each = self._try_cell(self.spec.columns[name], cell)
                if len(text) + len(unit) <= _LONGEST_KNOWN:
                    known[key] = each
            found[name] = each
            is_refused = is_refused or each.error is not None
        is_whole = self._needed <= row.cells.keys() and not is_refused
        refused = {} if is_whole else _find_errors(found)
        for name in refused if self.spec.shape is Shape.RECORD else ():
            column = self.spec.columns[name]
            if column.default or not column.is_required:
                found[name] = self._absent[name]
        return found, refused

    @property
    def is_full(self) -> bool:
        """Whether it knows more than is kept for the next table."""
        return len(self._known) > _MOST_KNOWN

    def _try_cell(self, column: Column, cell: Cell | None) -> _ReadCell:
        try:
            return _ReadCell(*read_cell(column, cell, self._waived))
        except CellError as error:
            # An error that was raised would keep alive everything that was being read.
            return _ReadCell(None, False, CellError(error.kind, error.found, error.remedy))


def _find_errors(read: Mapping[str, _ReadCell]) -> dict[str, CellError]:
    return {name: each.error for name, each in read.items() if each.error is not None}


_LONGEST_KNOWN, _MOST_KNOWN, _MOST_READERS = 200, 2_000, 64
_readers: dict[tuple[int, frozenset[str]], _RowReader] = {}
"""Readers for the next table of the same kind; what a cell says depends on its column alone."""


def _find_reader(spec: TableSpec, waived: frozenset[str]) -> _RowReader:
    key = id(spec), waived  # the reader keeps the table from being taken away
    return _readers.get(key) or _RowReader(spec, waived)


def _keep_readers(readers: Mapping[frozenset[str], _RowReader]) -> None:
    """Keep what was learnt, but no more than a bounded part of it."""
    for waived, reader in readers.items():
        key = id(reader.spec), waived
        if reader.is_full:
            _readers.pop(key, None)
            continue
        if key not in _readers and len(_readers) >= _MOST_READERS:
            _readers.clear()
        _readers[key] = reader


def _cell_place(place: Place, lines: Mapping[str, int], column: str) -> Place:
    return replace(place, row=lines.get(column, place.row), column=column)


def _key_of(spec: TableSpec, row: RawRow) -> str:
    cell = row.cells.get(spec.key)
    return cell.text.strip() if cell else ""


def _stands_in(column: Column, blank: Blank) -> bool:
    """Tell whether the default fills this blank: `none` under a required heading is a slip."""
    return blank is Blank.UNKNOWN or not column.is_required


def _no_items(column: Column, blank: Blank) -> tuple[()]:
    if column.is_required and blank is Blank.UNKNOWN:
        raise _missing(column, blank)
    return ()


def _missing(column: Column, blank: Blank) -> CellError:
    if blank is Blank.UNKNOWN:
        found = f"{column.name} is empty"
        return CellError(kinds.EMPTY_CELL, found, f"Fill it in: {column.help}")
    return CellError(kinds.IMPOSSIBLE_BLANK, f"{blank} stands in {column.name}")
