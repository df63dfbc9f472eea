"""Every cell of a long table read as the row reader reads it, once for each text that differs.

A column of a million cells holds few texts: each is read once, by the reader of single cells, and
its value is put wherever the text stands.  So both readers agree, and faults are the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.tables.columns import CellType, Column, TableSpec
from cradlegate.tables.reading.raw_table import Cell
from cradlegate.tables.records.numbers import CellError
from cradlegate.tables.records.record import read_cell

VALUE, UNKNOWN, ABSENT, NOT_APPLICABLE = range(4)
"""What the column `name.blank` says of a cell."""
_BLANKS = {Blank.UNKNOWN: UNKNOWN, Blank.ABSENT: ABSENT, Blank.NOT_APPLICABLE: NOT_APPLICABLE}
_PLAIN = frozenset({CellType.TEXT, CellType.CODE, CellType.ID})
_WRITTEN_BLANKS = ("", "none", "-", "\N{EN DASH}")
_EXACT = pl.Decimal(38, 12)
"""Holds every number that a cell may hold, to 12 decimals."""
_DTYPES: Mapping[CellType, tuple[Any, Any]] = {
    CellType.YES_NO: (pl.Boolean, bool),
    CellType.INTEGER: (pl.Int64, int),
    CellType.DECIMAL: (_EXACT, Decimal),
    CellType.SHARE: (_EXACT, Decimal),
    CellType.QUANTITY: (_EXACT, Decimal),
}
_READERS = 2
"""Columns that are read side by side; what they give does not depend on it."""
MOST_DISTINCT = 50_000
"""Texts of one column above which plain ones are taken as they stand."""
_UNUSUAL = r"^[ \t]|[ \t]$|^.{101,}$|[;\x00-\x1f\x7f-\x9f\x{3000}\x{a0}\x{ff1b}\x{fffe}\x{ffff}#?]"
"""Texts that the reader of single cells would change, split or refuse, and a few more."""

FAULT_COLUMNS: Mapping[str, pl.DataType] = {
    "row": pl.UInt32(),
    "column": pl.String(),
    "code": pl.String(),
    "found": pl.String(),
    "rule": pl.String(),
    "remedy": pl.String(),
}


@dataclass(frozen=True, slots=True)
class ColumnarTable:
    """A long table, typed.

    Args:
        frame: one row for every row of the file, faults or not.  By column name: the value, null
            where there is none; `name.first` and `name.last` of a period; `name.blank`, one of
            `VALUE`, `UNKNOWN`, `ABSENT` and `NOT_APPLICABLE`.  `row` counts from 0.
        faults: one row for every cell that could not be read, as `FAULT_COLUMNS`.
    """

    frame: pl.DataFrame
    faults: pl.DataFrame

    @property
    def unread(self) -> pl.Series:
        """The rows with a cell that could not be read, each once."""
        return self.faults["row"].unique()


def read_columns(
    spec: TableSpec, texts: pl.DataFrame, most_distinct: int = MOST_DISTINCT
) -> ColumnarTable:
    """Type every cell of a table.

    Args:
        texts: one column of strings, or of categories of its own, for each column of the table
            that the file has.
        most_distinct: how many texts of one column are read one by one.
    """

    def read(column: Column) -> _Read:
        if column.name not in texts.columns:
            return _read_missing(column, texts.height)
        return _read_column(column, texts[column.name], most_distinct)

    with ThreadPoolExecutor(_READERS) as readers:
        columns = list(readers.map(read, spec.columns.values()))
    rows = pl.int_range(texts.height, dtype=pl.UInt32, eager=True).alias("row")
    frame = pl.DataFrame([rows, *(series for each in columns for series in each.series)])
    faults = pl.concat([each.faults for each in columns])
    return ColumnarTable(frame, faults.sort("row", maintain_order=True))


@dataclass(frozen=True, slots=True)
class _Read:
    """A column read: its series, and a fault for every cell that was refused."""

    series: tuple[pl.Series, ...]
    faults: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Distinct:
    """The texts of a column that differ, read."""

    column: Column
    values: list[Any]
    blanks: list[int]
    refused: dict[int, CellError]


def _read_column(column: Column, texts: pl.Series, most_distinct: int) -> _Read:
    if column.type in _PLAIN and _count_about(texts) > most_distinct:
        return _read_plain(column, texts.cast(pl.String).fill_null(""))
    return _read_texts(column, texts)


def _count_about(texts: pl.Series) -> int:
    """Count about how many texts differ, in a fraction of the time that counting takes."""
    if isinstance(texts.dtype, pl.Categorical):
        return texts.dtype.categories.to_series().len()
    counted: int = texts.to_frame().select(pl.all().approx_n_unique()).item()
    return counted


def _read_plain(column: Column, texts: pl.Series) -> _Read:
    """Take texts as they stand; only blanks and what is unusual is read text by text."""
    is_unusual = texts.str.contains(_UNUSUAL) | texts.is_in(_WRITTEN_BLANKS)
    usual = texts.filter(~is_unusual)
    values = pl.select(pl.concat_list(usual)).to_series() if column.is_many else usual
    blanks = pl.zeros(usual.len(), pl.UInt8, eager=True)
    plain = (values.rename(column.name), blanks.rename(f"{column.name}.blank"))
    if usual.len() == texts.len():
        return _Read(plain, pl.DataFrame(schema=FAULT_COLUMNS))
    others = texts.filter(is_unusual)
    rest = _read_texts(column, others, as_text=True)
    rows = pl.concat([(~is_unusual).arg_true(), is_unusual.arg_true()])
    place = rows.arg_sort()
    joined = (
        pl.concat([one, other]).gather(place) for one, other in zip(plain, rest.series, strict=True)
    )
    found_at = is_unusual.arg_true().gather(rest.faults["row"])
    return _Read(tuple(joined), rest.faults.with_columns(found_at.cast(pl.UInt32).alias("row")))


def _read_texts(column: Column, texts: pl.Series, *, as_text: bool = False) -> _Read:
    codes, distinct = _tell_apart(texts)
    read = _read_distinct(column, [Cell(text, 0) for text in distinct])
    series = tuple(each.gather(codes) for each in _make_series(read, as_text=as_text))
    return _Read(series, _place_faults(read, codes))


def _tell_apart(texts: pl.Series) -> tuple[pl.Series, list[str]]:
    """Give the number of the text in every row, and the texts by their number.

    A category that no row has any more is a text too many, and harms nothing.
    """
    kind = texts.dtype
    if not isinstance(kind, pl.Categorical):
        kind = pl.Categorical(pl.Categories.random())
        texts = texts.cast(kind)
    different = kind.categories.to_series().to_list()
    # Cells that hold nothing are one more text.
    return texts.to_physical().fill_null(len(different)), [*different, ""]


def _read_missing(column: Column, height: int) -> _Read:
    """Read a column that the file does not have; that a required one is missing is said once."""
    read = _read_distinct(column, [None])
    series = tuple(each.new_from_index(0, height) for each in _make_series(read, as_text=False))
    return _Read(series, pl.DataFrame(schema=FAULT_COLUMNS))


def _read_distinct(column: Column, cells: Sequence[Cell | None]) -> _Distinct:
    values: list[Any] = []
    blanks: list[int] = []
    refused: dict[int, CellError] = {}
    for at, cell in enumerate(cells):
        try:
            value, _ = read_cell(column, cell)
        except CellError as error:
            refused[at] = error
            value = Blank.UNKNOWN
        if value == ():
            value = Blank.UNKNOWN
        is_blank = isinstance(value, Blank)
        values.append(None if is_blank else value)
        blanks.append(_BLANKS[value] if is_blank else VALUE)
    return _Distinct(column, values, blanks, refused)


def _make_series(read: _Distinct, *, as_text: bool) -> Iterator[pl.Series]:
    """Make the series of a column, one value for each text.

    Args:
        as_text: whether texts are kept as they are, and not as categories.
    """
    column, values = read.column, read.values
    if column.type is CellType.PERIOD:
        days: list[Interval | None] = values
        for end in ("first", "last"):
            ends = [None if day is None else getattr(day, end) for day in days]
            yield pl.Series(f"{column.name}.{end}", ends, dtype=pl.Date)
    elif column.is_many:
        yield pl.Series(column.name, values, dtype=pl.List(pl.String))
    elif kind := _DTYPES.get(column.type):
        numbers = [None if value is None else kind[1](value) for value in values]
        yield pl.Series(column.name, numbers, dtype=kind[0])
    else:
        texts = [None if value is None else str(value) for value in values]
        yield pl.Series(column.name, texts, dtype=pl.String if as_text else pl.Categorical)
    yield pl.Series(f"{column.name}.blank", read.blanks, dtype=pl.UInt8)


def _place_faults(read: _Distinct, codes: pl.Series) -> pl.DataFrame:
    """Give a fault for every cell that holds a refused text."""
    if not read.refused:
        return pl.DataFrame(schema=FAULT_COLUMNS)
    said = pl.DataFrame(
        [
            {
                "text": at,
                "column": read.column.name,
                "code": error.kind.code,
                "found": error.found,
                "rule": error.kind.rule,
                "remedy": error.remedy or error.kind.remedy,
            }
            for at, error in read.refused.items()
        ],
        schema_overrides={"text": pl.UInt32},
    )
    cells = pl.DataFrame(
        {"row": range(codes.len()), "text": codes}, schema_overrides={"row": pl.UInt32}
    )
    return cells.join(said, on="text", maintain_order="left").select(list(FAULT_COLUMNS))
