"""A table as it reads: one unit for masses and one for CO2e, named where it is named best."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cradlegate.reports.display import (
    Signs,
    clean,
    figure_text,
    grade_text,
    share_digits,
    shown_units,
    status_text,
)
from cradlegate.reports.report import Cell, Figure, Grade, Mark, Share, Status, Table, Text


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as it reads: units moved out of the cells into the headings where they agree.

    Args:
        title: without unit.
        title_unit: the unit that all figures of the table share, empty if they do not.
        heads: titles of the columns, without unit.
        column_units: the unit that all numbers of the column share, empty if there is none.
        rows: of text, parallel to the table's rows; total too.
        units: the shown unit by the figures' own unit.
    """

    title: str
    title_unit: str
    heads: tuple[str, ...]
    column_units: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] | None
    units: Mapping[str, str]

    @property
    def head_units(self) -> tuple[str, ...]:
        """The unit to name in each head, empty where the title or the cells name it."""
        return tuple("" if unit == self.title_unit else unit for unit in self.column_units)


def show_table(table: Table, signs: Signs) -> ShownTable:
    """Write every cell of a table, in one unit for masses and one for CO2e."""
    units = shown_units(cell for row in table.all_rows for cell in row if isinstance(cell, Figure))
    column_units = [
        _column_unit((row[index] for row in table.all_rows), units)
        for index in range(len(table.columns))
    ]
    rows = tuple(
        tuple(
            _cell_text(cell, unit, units, signs)
            for cell, unit in zip(row, column_units, strict=True)
        )
        for row in table.all_rows
    )
    return ShownTable(
        title=clean(table.title, signs),
        title_unit=clean(_title_unit(column_units), signs),
        heads=tuple(clean(column.title, signs) for column in table.columns),
        column_units=tuple(clean(unit or "", signs) for unit in column_units),
        rows=rows if table.total is None else rows[:-1],
        total=None if table.total is None else rows[-1],
        units=units,
    )


def _column_unit(cells: Iterable[Cell], units: Mapping[str, str]) -> str | None:
    """Give the unit that all numbers of a column share; empty if mixed, None without numbers."""
    found = {
        "%" if isinstance(cell, Share) else units[cell.unit]
        for cell in cells
        if isinstance(cell, Figure | Share)
    }
    if not found:
        return None
    return found.pop() if len(found) == 1 else ""


def _title_unit(column_units: Iterable[str | None]) -> str:
    """Give the unit of all number columns but percents, if there are at least two."""
    found = [unit for unit in column_units if unit not in {None, "%"}]
    return found[0] or "" if len(found) > 1 and len(set(found)) == 1 else ""


def _cell_text(cell: Cell, column_unit: str | None, units: Mapping[str, str], signs: Signs) -> str:
    match cell:
        case Figure():
            shown = units[cell.unit]
            return figure_text(cell, signs, shown, "" if shown == column_unit else shown)
        case Share():
            digits = share_digits(cell, signs)
            return digits if column_unit == "%" else f"{digits} %"
        case Text():
            return "  " * cell.depth + clean(cell.text, signs)
        case Mark():
            return signs.marks[cell.blank]
        case Status():
            return status_text(cell, signs)
        case Grade():
            return grade_text(cell, signs)
