"""Reading the library's CSV tables cell by cell; what cannot be read becomes a fault."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from cradlegate.background.faults import BAD_CELL, BAD_TABLE
from cradlegate.core.fault import Fault, Place

E = TypeVar("E", bound=StrEnum)

_LARGEST_EXPONENT = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, read by column name and type.

    Reading never raises: a cell that is not of its type gives a neutral value and adds a fault to
    the list that all rows of a reading share.
    """

    file: str
    number: int
    cells: Mapping[str, str]
    faults: list[Fault] = field(compare=False)

    def place(self, column: str = "") -> Place:
        """Name the place of the row, or of one of its cells."""
        return Place(self.file, self.number, column, self.cells.get("id", ""))

    def text(self, column: str) -> str:
        """Give the cell as it stands; it may be empty."""
        return self.cells[column]

    def name(self, column: str) -> str:
        """Give a cell that must not be empty."""
        if not self.cells[column]:
            self.refuse(column, "is empty")
        return self.cells[column]

    def decimal(self, column: str) -> Decimal:
        """Give a finite number; an empty cell is 0."""
        text = self.cells[column]
        if not text:
            return Decimal(0)
        try:
            value = Decimal(text)
        except InvalidOperation:
            return self._no_number(column)
        if not value.is_finite() or abs(value.adjusted()) > _LARGEST_EXPONENT:
            return self._no_number(column)
        return value

    def year(self, column: str) -> int | None:
        """Give a year, or None for an empty cell."""
        text = self.cells[column]
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            self.refuse(column, f"`{text}` is no year")
            return None
        return int(text)

    def score(self, column: str, lowest: int) -> int:
        """Give a PEF score between the lowest allowed and 5."""
        text = self.cells[column]
        if text.isascii() and text.isdigit() and lowest <= int(text) <= 5:  # noqa: PLR2004 - the worst PEF score
            return int(text)
        self.refuse(column, f"`{text}` is no score from {lowest} to 5")
        return 5

    def choice(self, column: str, kind: type[E]) -> E:
        """Give a member of a closed list."""
        text = self.cells[column]
        try:
            return kind(text)
        except ValueError:
            allowed = ", ".join(kind)
            self.refuse(column, f"`{text}` is none of {allowed}")
            return next(iter(kind))

    def yes(self, column: str) -> bool:
        """Give whether the cell says `yes`; anything but yes and no is a fault."""
        text = self.cells[column]
        if text not in {"yes", "no"}:
            self.refuse(column, f"`{text}` is neither yes nor no")
        return text == "yes"

    def refuse(self, column: str, found: str) -> None:
        """Record that a cell cannot be used."""
        self.faults.append(Fault(BAD_CELL, f"{column}: {found}", self.place(column)))

    def _no_number(self, column: str) -> Decimal:
        self.refuse(column, f"`{self.cells[column]}` is no decimal number of usual size")
        return Decimal(0)


def read_rows(file: str, data: bytes, columns: tuple[str, ...], faults: list[Fault]) -> list[Row]:
    """Read a UTF-8 CSV table with exactly these columns, in any order.

    Args:
        file: its name, for the places of faults.
        data: its bytes.
        columns: the columns it must have.
        faults: takes what is wrong with the table; rows of another width are left out.
    """
    try:
        lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        faults.append(Fault(BAD_TABLE, f"not a UTF-8 CSV table: {error}", Place(file)))
        return []
    header = lines[0] if lines else []
    wrong = sorted(set(columns) ^ set(header))
    if wrong or len(header) != len(columns):
        found = f"columns missing, unknown or double: {', '.join(wrong) or 'double'}"
        faults.append(Fault(BAD_TABLE, found, Place(file, 1)))
        return []
    return list(_rows(file, header, lines[1:], faults))


def _rows(
    file: str, header: list[str], lines: list[list[str]], faults: list[Fault]
) -> Iterator[Row]:
    for number, line in enumerate(lines, start=2):
        if len(line) != len(header):
            found = f"{len(line)} cells instead of {len(header)}"
            faults.append(Fault(BAD_TABLE, found, Place(file, number)))
            continue
        yield Row(file, number, dict(zip(header, line, strict=True)), faults)
