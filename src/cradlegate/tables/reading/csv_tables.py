"""Tables in CSV files."""

import csv
import io
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import repeat

from cradlegate.core.fault import Fault, Place
from cradlegate.tables import faults as kinds
from cradlegate.tables.columns import TableSpec
from cradlegate.tables.reading.encodings import DecodedText, decode_text, find_broken_line
from cradlegate.tables.reading.raw_table import Cell, RawReading, read_heading, table_from_grid

LARGEST_TABLE, MOST_ROWS = 50_000_000, 200_000
_SEPARATORS = ",;\t"
_MAKE_CELL = partial(tuple.__new__, Cell)
"""Makes a cell of all it holds, in half the time: a long table has many."""


def read_csv_table(spec: TableSpec, file: str, data: bytes) -> RawReading:
    """Read one table from the bytes of a CSV file, whatever its encoding and separator."""
    if len(data) > LARGEST_TABLE:
        found = f"{len(data) / 1e6:.0f} MB in one table"
        return RawReading(faults=(Fault(kinds.TOO_LARGE, found, Place(file)),))
    decoded = decode_text(data, lambda text: guess_separator(text, spec)[0])
    if decoded is None:
        return RawReading(faults=(undecodable(file, data),))
    warnings = encoding_faults(decoded, file)
    separator = guess_separator(decoded.text, spec)[1]
    try:
        grid = list(split_rows(decoded.text, separator))
    except CsvError as error:
        fault = Fault(kinds.BROKEN_CSV, str(error), Place(file, error.row))
        return RawReading(faults=(*warnings, fault))
    if len(grid) > MOST_ROWS:
        fault = Fault(kinds.TOO_LARGE, f"{len(grid)} rows in one table", Place(file))
        return RawReading(faults=(*warnings, fault))
    return RawReading(faults=warnings) + table_from_grid(spec, file, grid)


def guess_separator(text: str, spec: TableSpec) -> tuple[int, str]:
    """Count the known headings of the first line, and give the separator that shows most."""
    head = next((line for line in text[:20_000].splitlines() if line.strip()), "")
    counts = {
        separator: sum(
            bool(read_heading(part.strip(' "'), spec).column) for part in head.split(separator)
        )
        for separator in _SEPARATORS
    }
    best = max(_SEPARATORS, key=lambda separator: (counts[separator], head.count(separator)))
    return counts[best], best


def undecodable(file: str, data: bytes) -> Fault:
    """Say that a text fits no encoding."""
    place = Place(file, find_broken_line(data))
    return Fault(kinds.UNKNOWN_ENCODING, "the text fits none of the encodings", place)


def encoding_faults(decoded: DecodedText, file: str) -> tuple[Fault, ...]:
    """Name the encoding that was chosen, where the file itself does not tell it."""
    if not decoded.is_guess:
        return ()
    if decoded.other_line:
        found = f"the line is UTF-8, and others are {decoded.encoding.upper()}"
        return (Fault(kinds.MIXED_ENCODINGS, found, Place(file, decoded.other_line)),)
    also = f", though {' and '.join(decoded.rivals)} fit as well" if decoded.rivals else ""
    found = f"the text was read as {decoded.encoding.upper()}{also}"
    return (Fault(kinds.GUESSED_ENCODING, found, Place(file)),)


class CsvError(Exception):
    """A row that cannot be split into cells.

    Args:
        row: its line in the file.
    """

    def __init__(self, message: str, row: int) -> None:
        self.row = row
        super().__init__(message)


def split_rows(text: str, separator: str) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Give the line at which every row begins, and its cells.

    Raises:
        CsvError: quotation marks that do not close.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 1
    try:
        for cells in reader:
            yield row, list(map(_MAKE_CELL, zip(cells, repeat(row), repeat(""), repeat(False))))
            row = reader.line_num + 1
    except csv.Error as error:
        raise CsvError(f"the row cannot be split into cells: {error}", row) from None
