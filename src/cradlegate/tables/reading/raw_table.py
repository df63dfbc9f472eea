"""Tables as they stand in a file: headings matched to columns, cells still text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault, Place
from cradlegate.tables import faults as kinds
from cradlegate.tables.columns import TableSpec, near_matches, plain_heading

LONGEST_HEADING = 200
_BLANKS = {
    "": Blank.UNKNOWN,
    "?": Blank.UNKNOWN,
    "none": Blank.ABSENT,
    "-": Blank.NOT_APPLICABLE,
    "–": Blank.NOT_APPLICABLE,
}
_HEADING = re.compile(
    r"(?P<name>.*?)\s*(?:[\[(（【](?P<unit>[^\])）】]+)[\])）】])?\s*\Z", re.DOTALL
)


def read_blank(text: str) -> Blank | None:
    """Give the blank that a text stands for, or None if it is a value."""
    return _BLANKS.get(text.strip())


class Cell(NamedTuple):
    """What stands in one cell.

    Args:
        text: as written; the items of a list are joined by semicolons.
        row: line of the file, or row of the sheet.
        unit: unit that the heading gives to bare numbers.
        is_number: whether a spreadsheet stores it as a number.
    """

    text: str
    row: int
    unit: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row: cells by column name; columns that the file does not have are missing.

    Args:
        row: line of the file, or row of the sheet.
        cells: by column name; none if the row cannot be told apart into cells.
        faults: why it cannot.
    """

    row: int
    cells: Mapping[str, Cell]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class RawTable:
    """One table of one file; equal to nothing but itself.

    Args:
        spec: which table it is.
        file: where it stands, for faults.
        missing: required columns that the heading lacks, each already named as a fault.
        rows: in file order.
    """

    spec: TableSpec
    file: str
    rows: tuple[RawRow, ...]
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RawReading:
    """The tables found in one or more files, and the faults met on the way."""

    tables: tuple[RawTable, ...] = ()
    faults: tuple[Fault, ...] = ()

    def __add__(self, other: "RawReading") -> "RawReading":
        """Both readings together."""
        return RawReading(self.tables + other.tables, self.faults + other.faults)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart; column is empty if it names none of the table."""

    text: str
    column: str
    unit: str


def read_heading(text: str, spec: TableSpec) -> Heading:
    """Match a heading such as `mass [kg]` to a column of the table."""
    if len(text) > LONGEST_HEADING:
        return Heading(f"{text[:20]}…", "", "")
    return _match_heading(text, spec)


@lru_cache(maxsize=5_000)
def _match_heading(text: str, spec: TableSpec) -> Heading:
    by_heading = spec.column_by_heading
    whole = by_heading.get(plain_heading(text), "")
    match = _HEADING.match(text)
    if whole or not match or not match["unit"]:
        return Heading(text, whole, "")
    return Heading(text, by_heading.get(plain_heading(match["name"]), ""), match["unit"].strip())


def table_from_grid(
    spec: TableSpec, file: str, grid: Iterable[tuple[int, Sequence[Cell]]]
) -> RawReading:
    """Make a table of rows whose first one that is not empty is the heading.

    Args:
        spec: the table it is meant to be.
        file: for faults.
        grid: row number and cells of every row.
    """
    rows = ((row, cells) for row, cells in grid if any(cell.text.strip() for cell in cells))
    first = next(rows, None)
    if first is None:
        return RawReading((RawTable(spec, file, ()),))
    heading_row, heading_cells = first
    headings = _trim(heading_cells)
    matched = [read_heading(cell.text, spec) for cell in headings]
    faults = list(_heading_faults(matched, Place(file, heading_row), spec))
    read = []
    for row, cells in rows:
        if _is_ragged(cells, len(matched)):
            found = f"{len(_trim(cells))} cells under {len(matched)} headings"
            read.append(RawRow(row, {}, (Fault(kinds.RAGGED_ROW, found, Place(file, row)),)))
        else:
            read.append(RawRow(row, _cells_by_column(matched, cells)))
    missing = _missing_columns(matched, spec)
    faults += [
        Fault(kinds.MISSING_COLUMN, f"there is no column {name}", Place(file, heading_row))
        for name in missing
    ]
    return RawReading((RawTable(spec, file, tuple(read), frozenset(missing)),), tuple(faults))


def _is_ragged(cells: Sequence[Cell], width: int) -> bool:
    return len(cells) != width and (len(cells) < width or len(_trim(cells)) > width)


def _trim(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Leave out the empty cells at the end."""
    end = len(cells)
    while end and not cells[end - 1].text.strip():
        end -= 1
    return cells[:end]


def _cells_by_column(headings: Sequence[Heading], cells: Sequence[Cell]) -> dict[str, Cell]:
    by_column: dict[str, Cell] = {}
    for heading, cell in zip(headings, cells, strict=False):
        if heading.column and heading.column not in by_column:
            by_column[heading.column] = (
                Cell(cell.text, cell.row, heading.unit, cell.is_number) if heading.unit else cell
            )
    return by_column


def _heading_faults(headings: Sequence[Heading], place: Place, spec: TableSpec) -> Iterator[Fault]:
    seen: set[str] = set()
    for position, heading in enumerate(headings, start=1):
        here = Place(place.file, place.row, heading.text.strip() or f"number {position}")
        if not heading.column:
            yield unknown_column(heading.text, here, spec)
        elif heading.column in seen:
            found = f"{heading.column} stands a second time"
            yield Fault(kinds.DUPLICATE_COLUMN, found, here)
        seen.add(heading.column)


def _missing_columns(headings: Sequence[Heading], spec: TableSpec) -> list[str]:
    present = {heading.column for heading in headings}
    return [
        column.name
        for column in spec.columns.values()
        if column.is_required
        and column.default is None
        and not present & {column.name, column.instead}
    ]


def unknown_column(text: str, place: Place, spec: TableSpec) -> Fault:
    """Say that a heading names no column, with the columns it may have meant."""
    heading = read_heading(text, spec).text.strip()
    near = near_matches(heading, spec.columns)
    remedy = f"Did you mean {' or '.join(near)}?" if near else ""
    named = f"the column {heading!r}" if heading else "a column without a heading"
    return Fault(kinds.UNKNOWN_COLUMN, f"{named} is not known in {spec.name}", place, remedy)
