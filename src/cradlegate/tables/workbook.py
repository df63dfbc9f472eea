"""The workbook form of tables: a sheet each, with drop-downs and help."""

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.tables.columns import CellType, Column, Shape, TableSpec
from cradlegate.tables.reading.raw_table import Cell, RawRow, RawTable
from cradlegate.tables.reading.xlsx_tables import GUIDE_SHEET
from cradlegate.tables.records.cells import clean_text
from cradlegate.tables.records.numbers import CellError

LIST_SHEET, FORM_ROWS = "lists", 500
_A4 = 9
_CREATED = datetime(2026, 1, 1, tzinfo=UTC)
"""Fixed, so that equal tables give equal bytes."""
_GUIDE = (
    ("Empty", "unknown"),
    ("none", "known to be absent"),
    ("-", "not applicable"),
    ("5800 kg", "a quantity with its unit; a bare number under a heading such as net_mass [kg]"),
    ("95 %", "a share"),
    ("2026, 2026-05, 2026-05-14", "a year, a month, a day"),
    ("a; b; c", "several items in one cell"),
    ("!", "in the note of a heading: required; r: required for a final declaration"),
)


def write_form(
    specs: Mapping[str, TableSpec],
    title: str,
    tables: Mapping[str, tuple[RawTable, ...]] = MappingProxyType({}),
) -> bytes:
    """Write the workbook form of tables; without rows the empty form.

    Args:
        specs: the tables by name, in the order of the sheets.
        title: what the workbook is, for its properties.
        tables: by name, what stands in them; rows that could not be told apart into cells come
            out empty.

    Raises:
        FaultsError: texts that no workbook can keep.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _CREATED, "title": title})
        form = _Form(workbook)
        form.write_guide()
        for name, spec in specs.items():
            form.write_table(spec, tables.get(name, ()))
        form.write_lists()
    return buffer.getvalue()


class _Form:
    """Writes the sheets of one workbook and gathers the lists behind its drop-downs."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._text: Format = workbook.add_format({"num_format": "@", "valign": "top"})
        self._head: Format = workbook.add_format({"bold": True, "bottom": 1})
        self._required: Format = workbook.add_format({"bold": True, "bottom": 1, "underline": 1})
        self._lists: dict[str, tuple[str, ...]] = {}

    def write_guide(self) -> None:
        """Say how cells are filled in."""
        sheet = self._sheet(GUIDE_SHEET)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 90)
        for row, (sign, meaning) in enumerate(_GUIDE):
            sheet.write_string(row, 0, sign, self._head)
            sheet.write_string(row, 1, meaning)

    def write_table(self, spec: TableSpec, tables: tuple[RawTable, ...]) -> None:
        """Write the sheet of one table."""
        rows = [row for table in tables for row in table.rows]
        sheet = self._sheet(spec.name)
        if spec.shape is Shape.RECORD:
            self._write_record(sheet, spec, rows[0] if rows else RawRow(1, {}))
        else:
            self._write_rows(sheet, spec, rows)

    def write_lists(self) -> None:
        """Write the hidden sheet that the drop-downs take their values from.

        Lists inside a validation end at 255 characters; named ranges do not.
        """
        sheet = self._sheet(LIST_SHEET)
        for position, (name, values) in enumerate(self._lists.items()):
            sheet.write_column(0, position, values)
            letter = xl_col_to_name(position)
            area = f"={LIST_SHEET}!${letter}$1:${letter}${len(values)}"
            self._workbook.define_name(name, area)
        sheet.hide()

    def _sheet(self, name: str) -> Worksheet:
        sheet = self._workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _write_record(self, sheet: Worksheet, spec: TableSpec, record: RawRow) -> None:
        sheet.write_row(0, 0, ("field", "value", "help"), self._head)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 50, self._text)
        sheet.set_column(2, 2, 90)
        sheet.freeze_panes(1, 0)
        for row, column in enumerate(spec.columns.values(), start=1):
            cell = record.cells.get(column.name)
            sheet.write_string(row, 0, _heading(column, cell))
            self._write_cell(sheet, row, 1, cell)
            sheet.write_string(row, 2, _note(column))
            self._offer(sheet, column, row, row, 1)

    def _write_rows(self, sheet: Worksheet, spec: TableSpec, rows: list[RawRow]) -> None:
        sheet.freeze_panes(1, 0)
        for position, column in enumerate(spec.columns.values()):
            cells = [row.cells.get(column.name) for row in rows]
            given = next((cell for cell in cells if cell and cell.unit), None)
            look = self._required if column.is_required else self._head
            sheet.write_string(0, position, _heading(column, given), look)
            sheet.write_comment(0, position, _note(column), {"x_scale": 2})
            sheet.set_column(position, position, max(12, len(column.heading) + 2), self._text)
            for row, cell in enumerate(cells, start=1):
                self._write_cell(sheet, row, position, cell)
            self._offer(sheet, column, 1, max(FORM_ROWS, len(rows)), position)

    def _write_cell(self, sheet: Worksheet, row: int, position: int, cell: Cell | None) -> None:
        if cell is None or not cell.text.strip():
            return
        try:
            sheet.write_string(row, position, clean_text(cell.text), self._text)
        except CellError as error:
            place = Place(sheet.get_name(), cell.row)
            raise FaultsError([Fault(error.kind, error.found, place)]) from None

    def _offer(self, sheet: Worksheet, column: Column, first: int, last: int, at: int) -> None:
        """Offer the values of the column in a drop-down."""
        values = tuple(_choices(column))
        if not values:
            return
        name = "list_" + "_".join((sheet.get_name(), column.name.replace(".", "_")))
        self._lists[name] = values
        options = {"validate": "list", "source": f"={name}", "error_type": "warning"}
        sheet.data_validation(first, at, last, at, options)


def _heading(column: Column, cell: Cell | None) -> str:
    """Give the heading, with the unit that bare numbers of the column have, or should have."""
    return f"{column.name} [{cell.unit}]" if cell and cell.unit else column.heading


def _note(column: Column) -> str:
    parts = [f"({column.need})" if column.need else "", column.help]
    if column.default:
        parts.append(f"Empty: {column.default}.")
    if column.units:
        parts.append(f"In {', '.join(column.units)} or what converts to them.")
    return " ".join(part for part in parts if part)


def _choices(column: Column) -> Iterator[str]:
    if column.type is CellType.YES_NO:
        yield from ("yes", "no")
    yield from column.allowed
