"""A long table is read column by column as it would be read row by row."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.tables.columnar.read import (
    ABSENT,
    NOT_APPLICABLE,
    UNKNOWN,
    VALUE,
    ColumnarTable,
    read_columns,
)
from cradlegate.tables.columns import CellType, TableSpec, read_specs
from cradlegate.tables.reading.raw_table import Cell, RawRow, RawTable
from cradlegate.tables.records.record import Record, read_records

SPEC = read_specs(
    """
tables:
  things:
    {title: Things, file: things.csv, shape: rows, key: id, columns: {
      id: {type: id, need: "!", help: Id.},
      note: {type: text, help: Note.},
      kind: {type: enum, need: "!", allowed: [lathe, none], help: Kind.},
      cnc: {type: yes_no, help: Control.},
      built: {type: period, help: Built.},
      hs: {type: hs_code, help: Code.},
      origin: {type: country, help: Origin.},
      port: {type: unlocode, help: Port.},
      qty: {type: integer, above: 0, default: "1", help: Pieces.},
      value: {type: decimal, help: Value.},
      serials: {type: id, many: true, help: Serials.}}}
"""
)["things"]
BLANKS = {UNKNOWN: Blank.UNKNOWN, ABSENT: Blank.ABSENT, NOT_APPLICABLE: Blank.NOT_APPLICABLE}
TEXTS = (
    "", " ", "none", "-", "\N{EN DASH}", "?", "lathe", " lathe ", "Lathe", "yes", "no", "YES", "maybe",
    "2021", "2021-05", "2021-02-30", "2019/2021", "845710", "8457.10", "84", "CN", "cn", "XX", "CNSHA",
    "3", "0", "-1", "2.5", "1,234", "1e400", "#REF!", "a; b", "a;;b", "A\nB", "x\x00y", "\ufeff",
    "\u3000full", "b\u00e1n", "\u5e8a\u8eab", "x" * 150, "x" * 2500, "S-1",
)  # fmt: skip
ROWS = st.lists(
    st.fixed_dictionaries({name: st.sampled_from(TEXTS) for name in SPEC.columns}), max_size=6
)


def by_row(rows: Sequence[Mapping[str, str]]) -> tuple[Record, ...]:
    raw = (
        RawRow(at, {name: Cell(text, at) for name, text in row.items()})
        for at, row in enumerate(rows)
    )
    return read_records(RawTable(SPEC, SPEC.file, tuple(raw)))


def by_column(rows: Sequence[Mapping[str, str]], most_distinct: int) -> ColumnarTable:
    schema = dict.fromkeys(SPEC.columns, pl.String)
    return read_columns(SPEC, pl.DataFrame(rows, schema=schema), most_distinct)


def value_of(spec: TableSpec, column: str, row: Mapping[str, Any]) -> Any:
    """The value of a cell as the row reader gives it."""
    blank = row[f"{column}.blank"]
    if blank != VALUE:
        is_many = spec.columns[column].is_many
        return () if is_many else BLANKS[blank]
    if spec.columns[column].type is CellType.PERIOD:
        return Interval(row[f"{column}.first"], row[f"{column}.last"])
    value = row[column]
    return tuple(value) if isinstance(value, list) else value


@pytest.mark.parametrize("most_distinct", [1_000, 0])
@given(rows=ROWS)
def test_both_readers_give_the_same_values_and_the_same_faults(most_distinct, rows):
    table = by_column(rows, most_distinct)
    faults: dict[int, set[tuple[str, str, str]]] = {}
    for each in table.faults.iter_rows(named=True):
        faults.setdefault(each["row"], set()).add((each["column"], each["code"], each["found"]))
    for at, record in enumerate(by_row(rows)):
        told = {(each.place.column, each.code, each.found) for each in record.faults}
        assert faults.get(at, set()) == told
        row = table.frame.row(at, named=True)
        assert row["row"] == at
        for column, value in record.values.items():
            read = value_of(SPEC, column, row)
            assert read == value
    unread = [at for at, record in enumerate(by_row(rows)) if record.is_gap]
    assert sorted(table.unread.to_list()) == unread


def test_plain_texts_of_a_long_column_are_taken_as_they_stand():
    rows = [{"id": f"M{at}", "kind": "lathe", "serials": f"S{at}; T{at}"} for at in range(20)]
    rows[7]["serials"] = "alone"
    table = by_column(rows, most_distinct=5)
    assert table.frame["id"].to_list() == [row["id"] for row in rows]
    assert table.frame["serials"][7].to_list() == ["alone"]
    assert table.frame["serials"][3].to_list() == ["S3", "T3"]
    assert table.frame["qty"].to_list() == [1] * 20
    assert table.faults.height == 0


def test_a_column_that_the_file_does_not_have_is_unknown_and_no_fault_of_every_row():
    table = read_columns(SPEC, pl.DataFrame({"id": ["M1", "M2"]}))
    assert table.frame["kind.blank"].to_list() == [UNKNOWN, UNKNOWN]
    assert table.frame["qty"].to_list() == [1, 1]
    assert table.faults.height == 0


def test_a_table_without_rows_is_read():
    table = by_column([], most_distinct=5)
    assert (table.frame.height, table.faults.height) == (0, 0)
    assert table.frame.schema["built.first"] == pl.Date


def test_what_is_read_does_not_depend_on_where_a_table_is_cut():
    rows = [dict.fromkeys(SPEC.columns, text) for text in TEXTS if text.isprintable()]
    whole = by_column(rows, 1_000)
    parts = [by_column(rows[first : first + 7], 3) for first in range(0, len(rows), 7)]
    names = [name for name in whole.frame.columns if name != "row"]
    joined = pl.concat([part.frame.select(names) for part in parts], how="vertical_relaxed")
    for name in names:
        assert joined[name].to_list() == whole.frame[name].to_list(), name
