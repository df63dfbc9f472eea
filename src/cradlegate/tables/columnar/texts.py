"""The cells of a long table as texts: of a CSV file, a workbook or a Parquet file."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from cradlegate.core.fault import Fault, Place
from cradlegate.tables import faults as kinds
from cradlegate.tables.columnar.mapping import AS_THEY_STAND, ColumnMapping
from cradlegate.tables.columnar.read import FAULT_COLUMNS
from cradlegate.tables.columnar.records import Records, count_signs, find_records
from cradlegate.tables.columns import CellType, TableSpec
from cradlegate.tables.reading.archives import is_archive, is_workbook
from cradlegate.tables.reading.csv_tables import (
    CsvError,
    encoding_faults,
    guess_separator,
    split_rows,
    undecodable,
)
from cradlegate.tables.reading.encodings import DecodedText, decode_text
from cradlegate.tables.reading.raw_table import RawTable, read_heading
from cradlegate.tables.reading.xlsx_tables import read_workbook_table

_PARQUET = b"PAR1"
_LONGEST_HEAD = 100_000
_BARE = r"\d\s*$"
"""How a number ends that has no unit."""
_SAMPLE = 10_000
"""Rows that tell in which columns the same texts stand again and again."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A long table, still text.

    Args:
        frame: one row for each row that has its cells apart; by name of our column, strings or
            categories of its own.
        rows: where each stands in the file: its line, or its row in a sheet.
        row_faults: faults of single rows, as `FAULT_COLUMNS`; rows that cannot be told apart into
            cells are not in the frame.
        ignored: headings that mean no column of ours.
        faults: what is wrong with the file as a whole.
    """

    frame: pl.DataFrame
    rows: pl.Series
    row_faults: pl.DataFrame
    ignored: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_texts(
    spec: TableSpec, file: str, data: bytes, mapping: ColumnMapping = AS_THEY_STAND
) -> TextTable:
    """Read the cells of a table, in whatever form it comes.

    Args:
        data: a CSV file in any encoding and of any length, an XLSX workbook, or a Parquet file.
    """
    named = mapping.name_headings(spec)
    if data.startswith(_PARQUET):
        table = _read_parquet(named, file, data)
    elif is_archive(data):
        table = _read_workbook(named, file, data)
    else:
        table = _read_csv(named, file, data)
    return _complete(table, spec, file, mapping)


def _read_csv(spec: TableSpec, file: str, data: bytes) -> TextTable:
    decoded = _decode(data, spec)
    if decoded is None:
        return _fail(undecodable(file, data))
    separator = guess_separator(decoded.text, spec)[1]
    warnings = encoding_faults(decoded, file)
    head = decoded.text[:_LONGEST_HEAD].lstrip("\r\n")
    headings = next(csv.reader(io.StringIO(head, newline=""), delimiter=separator), [])
    plain = data if decoded.encoding == "utf-8" else decoded.text.encode()
    del decoded
    if not headings:
        return _fail(*warnings, Fault(kinds.WRONG_SHAPE, "the file is empty", Place(file)))
    try:
        cells, lines, unread = _read_rows(plain, separator, len(headings))
    except (pl.exceptions.PolarsError, _UnevenError):
        # Quotation marks that stand for inches are read by the reader of short tables.
        try:
            cells, lines, unread = _read_one_by_one(plain, separator, len(headings))
        except CsvError as error:
            return _fail(*warnings, Fault(kinds.BROKEN_CSV, str(error), Place(file, error.row)))
    is_left_out = lines.is_in(unread["row"].implode()) | _is_empty(cells)
    if is_left_out.any():
        cells, lines = cells.filter(~is_left_out), lines.filter(~is_left_out)
    table = _choose(spec, file, headings, cells, lines)
    return replace(table, row_faults=unread, faults=(*warnings, *table.faults))


def _decode(data: bytes, spec: TableSpec) -> DecodedText | None:
    """Decode a file; of one that is ASCII throughout, no more than the head."""
    if data.isascii() and b"\0" not in data:
        return DecodedText(data[:_LONGEST_HEAD].decode("ascii"), "utf-8")
    return decode_text(data, lambda text: guess_separator(text, spec)[0])


class _UnevenError(Exception):
    """Two readers do not find the same rows, so that neither can be trusted."""


def _read_cells(data: bytes, separator: str, width: int, *, is_ragged: bool) -> pl.DataFrame:
    """Read all cells.

    Args:
        is_ragged: whether a row may be too long; its last cells are left out then.

    Raises:
        PolarsError: rows that cannot be told apart, or one that is too long.
    """
    return pl.read_csv(
        data,
        separator=separator,
        infer_schema=False,
        schema_overrides=_choose_types(data, separator, width),
        truncate_ragged_lines=is_ragged,
        new_columns=[str(at) for at in range(width)],
    )


def _choose_types(data: bytes, separator: str, width: int) -> list[pl.DataType]:
    """Choose categories for columns whose texts stand many times; no cell hangs on it."""
    some = pl.read_csv(
        data,
        separator=separator,
        infer_schema=False,
        truncate_ragged_lines=True,
        n_rows=_SAMPLE,
        new_columns=[str(at) for at in range(width)],
    )
    return [
        pl.Categorical(pl.Categories.random())
        if 3 * each.n_unique() <= some.height
        else pl.String()
        for each in some.iter_columns()
    ]


def _read_rows(
    data: bytes, separator: str, width: int
) -> tuple[pl.DataFrame, pl.Series, pl.DataFrame]:
    """Read all cells, the line of every row, and the rows that are too long or too short."""
    try:
        cells = _read_cells(data, separator, width, is_ragged=False)
    except pl.exceptions.ComputeError:
        cells = _read_cells(data, separator, width, is_ragged=True)
        return cells, *_find_ragged(data, separator, cells)
    # No row is too long; where no separator is missing either, none is too short.
    is_plain = data.find(b'"') < 0 and not data.startswith((b"\r", b"\n"))
    if is_plain and count_signs(data, separator) == (width - 1) * (cells.height + 1):
        lines = pl.int_range(2, cells.height + 2, dtype=pl.UInt32, eager=True).alias("row")
        return cells, lines, _NO_FAULTS
    return cells, *_find_ragged(data, separator, cells)


def _read_one_by_one(
    data: bytes, separator: str, width: int
) -> tuple[pl.DataFrame, pl.Series, pl.DataFrame]:
    """Read row by row, as short tables are read.

    Raises:
        CsvError: a row that cannot be split into cells.
    """
    rows = split_rows(data.decode("utf-8-sig"), separator)
    filled = [(line, texts) for line, cells in rows if any(texts := [each.text for each in cells])]
    whole, found = [], []
    for line, texts in filled[1:]:
        if len(_trim(texts)) > width or len(texts) < width:
            found.append((line, _ragged(texts, width)))
        else:
            whole.append((line, texts[:width]))
    names = dict.fromkeys(map(str, range(width)), pl.String)
    cells = pl.DataFrame([texts for _, texts in whole], schema=names, orient="row")
    lines = pl.Series("row", [line for line, _ in whole], dtype=pl.UInt32)
    return cells, lines, _tabulate(found)


def _ragged(cells: list[str], width: int) -> Fault:
    return Fault(kinds.RAGGED_ROW, f"{len(_trim(cells))} cells under {width} headings")


def _find_ragged(
    data: bytes, separator: str, cells: pl.DataFrame
) -> tuple[pl.Series, pl.DataFrame]:
    """Find on which line every row stands, and the rows with more or fewer cells than headings."""
    width, height = cells.width, cells.height
    records = find_records(data, separator)
    heading = next(
        (at for at in range(len(records.cells)) if _split(data, records, at, separator)), 0
    )
    if len(records.cells) - heading - 1 != height:
        raise _UnevenError
    found = []
    for at in np.flatnonzero(records.cells != width):
        row = _split(data, records, int(at), separator)
        if at > heading and row and (len(_trim(row)) > width or len(row) < width):
            found.append((int(records.lines[at]), _ragged(row, width)))
    lines = pl.Series("row", records.lines[heading + 1 :], dtype=pl.UInt32)
    return lines, _tabulate(found)


def _split(data: bytes, records: Records, at: int, separator: str) -> list[str]:
    """Give the cells of one record, none of an empty line."""
    last = records.starts[at + 1] if at + 1 < len(records.starts) else len(data)
    text = data[records.starts[at] : last].decode("utf-8-sig")
    cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    return cells if any(cell.strip() for cell in cells) else []


def _trim(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _is_empty(cells: pl.DataFrame) -> pl.Series:
    is_blank = [
        pl.col(name).cast(pl.String).fill_null("").str.strip_chars() == "" for name in cells.columns
    ]
    # Only rows whose first cell is blank can be empty, and they are few.
    first = cells.select(is_blank[0]).to_series()
    if not first.any():
        return first
    return cells.select(pl.all_horizontal(is_blank)).to_series()


def _read_parquet(spec: TableSpec, file: str, data: bytes) -> TextTable:
    try:
        frame = pl.read_parquet(data)
        texts = frame.select(_write_column(name, dtype) for name, dtype in frame.schema.items())
    except pl.exceptions.PolarsError as error:
        found = f"the file cannot be opened: {str(error).splitlines()[0]}"
        return _fail(Fault(kinds.DAMAGED, found, Place(file)))
    rows = pl.int_range(1, frame.height + 1, dtype=pl.UInt32, eager=True).alias("row")
    named = texts.rename({name: str(at) for at, name in enumerate(frame.columns)})
    return _choose(spec, file, frame.columns, named, rows)


def _write_column(name: str, dtype: pl.DataType) -> pl.Expr:
    """Write the values of a column as texts of cells."""
    if isinstance(dtype, pl.List):
        return pl.col(name).cast(pl.List(pl.String)).list.join("; ")
    return pl.col(name).cast(pl.String)


def _read_workbook(spec: TableSpec, file: str, data: bytes) -> TextTable:
    if not is_workbook(data):
        return _fail(Fault(kinds.DAMAGED, "an archive, and no whole workbook", Place(file)))
    reading = read_workbook_table(spec, file, data, ())
    faults = [each for each in reading.faults if each.kind is not kinds.UNKNOWN_SHEET]
    ignored = tuple(each.found for each in faults if each.kind is kinds.UNKNOWN_COLUMN)
    kept = tuple(each for each in faults if each.kind is not kinds.UNKNOWN_COLUMN)
    if not reading.tables:
        return replace(_fail(*kept), ignored=ignored)
    (table,) = reading.tables
    whole = [row for row in table.rows if not row.faults]
    required = {name for name, column in spec.columns.items() if column.is_required}
    # A sheet may have no row, or headings alone.
    names = {name for row in whole for name in row.cells} | (required - table.missing)
    frame = pl.DataFrame(
        [[row.cells[name].text if name in row.cells else "" for name in names] for row in whole],
        schema=dict.fromkeys(names, pl.String),
        orient="row",
    )
    units = {name: cell.unit for row in whole[:1] for name, cell in row.cells.items()}
    frame = frame.with_columns(_state_unit(frame[name], unit) for name, unit in units.items())
    rows = pl.Series("row", [row.row for row in whole], dtype=pl.UInt32)
    unread = [(fault.place.row or 0, fault) for row in table.rows for fault in row.faults]
    return TextTable(frame, rows, _tabulate([*unread, *_find_numbers(table)]), ignored, kept)


def _find_numbers(table: RawTable) -> Iterator[tuple[int, Fault]]:
    """Find commodity codes that a spreadsheet keeps as numbers, without their leading zeros."""
    for row in table.rows:
        for name, cell in row.cells.items():
            if cell.is_number and table.spec.columns[name].type is CellType.HS_CODE:
                found = Fault(kinds.HS_AS_NUMBER, f"{cell.text} is a number", Place(column=name))
                yield row.row, found


def _choose(
    spec: TableSpec, file: str, headings: Sequence[str], cells: pl.DataFrame, rows: pl.Series
) -> TextTable:
    """Choose the columns that mean one of ours, the first of each."""
    named: dict[str, pl.Series] = {}
    ignored, faults = [], []
    for at, heading in enumerate(headings):
        read = read_heading(heading, spec)
        name = read.column
        if not name:
            ignored.append(heading.strip())
        elif name in named:
            found = f"{name} stands a second time"
            faults.append(Fault(kinds.DUPLICATE_COLUMN, found, Place(file, column=heading)))
        else:
            named[name] = _state_unit(cells[str(at)].alias(name), read.unit)
    frame = pl.DataFrame(list(named.values()))
    return TextTable(frame, rows, _NO_FAULTS, tuple(ignored), tuple(faults))


def _state_unit(cells: pl.Series, unit: str) -> pl.Series:
    """Put the unit of a heading behind the numbers that have none of their own."""
    if not unit:
        return cells
    texts = cells.cast(pl.String)
    with_unit = pl.when(texts.str.contains(_BARE)).then(texts + f" {unit}").otherwise(texts)
    return pl.select(with_unit).to_series().alias(cells.name)


def _complete(table: TextTable, spec: TableSpec, file: str, mapping: ColumnMapping) -> TextTable:
    """Put our words into the table, and name the columns that it lacks."""
    frame = mapping.say_in_our_words(table.frame)
    missing = [
        Fault(kinds.MISSING_COLUMN, f"there is no column {column.name}", Place(file))
        for column in spec.columns.values()
        if column.is_required and column.default is None and column.name not in frame.columns
    ]
    others = [each for each in table.faults if each.kind is not kinds.MISSING_COLUMN]
    is_broken = any(each.is_error for each in others)
    faults = tuple(others if is_broken else [*others, *missing])
    return replace(table, frame=frame, faults=faults)


def _tabulate(found: Iterable[tuple[int, Fault]]) -> pl.DataFrame:
    rows = [
        {
            "row": row,
            "column": fault.place.column,
            "code": fault.code,
            "found": fault.found,
            "rule": fault.kind.rule,
            "remedy": fault.remedy or fault.kind.remedy,
        }
        for row, fault in found
    ]
    return pl.DataFrame(rows, schema=dict(FAULT_COLUMNS))


_NO_FAULTS = _tabulate(())


def _fail(*faults: Fault) -> TextTable:
    return TextTable(pl.DataFrame(), pl.Series("row", [], pl.UInt32), _NO_FAULTS, (), faults)
