"""Tables in XLSX workbooks."""

import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

from cradlegate.core.fault import Fault, Place
from cradlegate.tables import faults as kinds
from cradlegate.tables.columns import Shape, TableSpec, near_matches, plain_heading
from cradlegate.tables.reading.archives import archive_faults
from cradlegate.tables.reading.csv_tables import MOST_ROWS
from cradlegate.tables.reading.raw_table import (
    Cell,
    RawReading,
    RawRow,
    RawTable,
    read_heading,
    table_from_grid,
    unknown_column,
)
from cradlegate.tables.reading.workbook_limits import workbook_faults

GUIDE_SHEET = "guide"
"""The sheet of the form that explains it; not read."""


def read_workbook(specs: Mapping[str, TableSpec], file: str, data: bytes) -> RawReading:
    """Read every table of a workbook whose sheets are named as the tables."""
    opened, faults = _open(file, data)
    reading = RawReading(faults=faults)
    if opened is None:
        return reading
    spec_by_sheet = _spec_by_sheet_name(specs.values())
    for sheet in _visible_sheets(opened):
        spec = spec_by_sheet.get(plain_heading(sheet))
        if spec:
            reading += _read_sheet(spec, file, opened, sheet)
        elif plain_heading(sheet) != GUIDE_SHEET:
            reading += RawReading(faults=(_unknown_sheet(sheet, file, specs),))
    return reading


def read_workbook_table(
    spec: TableSpec, file: str, data: bytes, tables: Collection[str]
) -> RawReading:
    """Read one table from the sheet of its name, or else from the first sheet.

    Args:
        spec: the table.
        file: for faults.
        data: the bytes of the workbook.
        tables: names of all tables, of which another sheet may be a misspelled one.
    """
    opened, faults = _open(file, data)
    if opened is None:
        return RawReading(faults=faults)
    sheets = _visible_sheets(opened)
    named = _spec_by_sheet_name((spec,))
    chosen = [sheet for sheet in sheets if plain_heading(sheet) in named] or sheets[:1]
    if not chosen:
        return RawReading(faults=(Fault(kinds.DAMAGED, "no sheet to read", Place(file)),))
    others = (sheet for sheet in sheets if sheet != chosen[0])
    faults += tuple(_unknown_sheet(sheet, file, tables) for sheet in others)
    return RawReading(faults=faults) + _read_sheet(spec, file, opened, chosen[0])


def _open(
    file: str, data: bytes
) -> tuple[python_calamine.CalamineWorkbook | None, tuple[Fault, ...]]:
    faults = archive_faults(data, file) or workbook_faults(data, file)
    if any(fault.kind is not kinds.SPREADSHEET_ERROR for fault in faults):
        return None, faults
    try:
        return python_calamine.load_workbook(io.BytesIO(data)), faults
    except python_calamine.CalamineError as error:
        found = f"the workbook cannot be opened: {str(error).splitlines()[0]}"
        return None, (Fault(kinds.DAMAGED, found, Place(file)),)


def _visible_sheets(workbook: python_calamine.CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet
        and sheet.visible is python_calamine.SheetVisibleEnum.Visible
    ]


def _spec_by_sheet_name(specs: Iterable[TableSpec]) -> dict[str, TableSpec]:
    return {plain_heading(name): spec for spec in specs for name in (spec.name, *spec.also)}


def _unknown_sheet(sheet: str, file: str, tables: Collection[str]) -> Fault:
    near = near_matches(sheet, tables)
    remedy = f"Did you mean {' or '.join(near)}?" if near else ""
    return Fault(kinds.UNKNOWN_SHEET, f"the sheet {sheet!r} is not read", Place(file), remedy)


def _read_sheet(
    spec: TableSpec, book: str, workbook: python_calamine.CalamineWorkbook, name: str
) -> RawReading:
    file = f"{book}[{name}]"
    try:
        values = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except python_calamine.CalamineError as error:
        found = f"the sheet cannot be read: {str(error).splitlines()[0]}"
        return RawReading(faults=(Fault(kinds.DAMAGED, found, Place(file)),))
    if len(values) > MOST_ROWS:
        fault = Fault(kinds.TOO_LARGE, f"{len(values)} rows in one sheet", Place(file))
        return RawReading(faults=(fault,))
    grid = [(row, [_cell(value, row) for value in cells]) for row, cells in enumerate(values, 1)]
    if spec.shape is Shape.RECORD:
        return _record_from_grid(spec, file, grid)
    return table_from_grid(spec, file, grid)


def _record_from_grid(
    spec: TableSpec, file: str, grid: Sequence[tuple[int, Sequence[Cell]]]
) -> RawReading:
    """Make the single row of a sheet of field and value; a third column may explain."""
    cells: dict[str, Cell] = {}
    faults: list[Fault] = []
    for row, field, value in _fields(grid):
        heading = read_heading(field, spec)
        place = Place(file, row, field)
        if not heading.column:
            faults.append(unknown_column(field, place, spec))
        elif heading.column in cells:
            faults.append(Fault(kinds.DUPLICATE_COLUMN, f"{field} stands a second time", place))
        else:
            cells[heading.column] = Cell(value.text, row, heading.unit, value.is_number)
    if all(not cell.text for cell in cells.values()):
        return RawReading(faults=tuple(faults))
    table = RawTable(spec, file, (RawRow(1, cells),))
    return RawReading((table,), tuple(faults))


def _fields(grid: Sequence[tuple[int, Sequence[Cell]]]) -> Iterator[tuple[int, str, Cell]]:
    for position, (row, cells) in enumerate(grid):
        field = cells[0].text.strip() if cells else ""
        is_heading = position == 0 and plain_heading(field) == "field"
        if field and not is_heading:
            yield row, field, cells[1] if len(cells) > 1 else Cell("", row)


def _cell(value: Any, row: int) -> Cell:  # noqa: ANN401 - spreadsheets hold anything
    if isinstance(value, bool):
        return Cell("yes" if value else "no", row)
    if isinstance(value, int | float):
        return Cell(_number_text(value), row, is_number=True)
    if isinstance(value, datetime) and value.time() == time():
        return Cell(value.date().isoformat(), row)
    if isinstance(value, date | time):
        return Cell(value.isoformat(), row)
    if isinstance(value, timedelta):
        return Cell(str(value), row)
    return Cell(str(value), row)


def _number_text(value: float) -> str:
    """Write a number as the spreadsheet shows it: 15 digits, the most that it keeps."""
    text = f"{value:.15g}"
    return text if "e" not in text else f"{value:.0f}" if value == int(value) else text
