"""The cells of a long table are told apart as those of a short one, wherever they come from."""

import csv
import io
from datetime import date

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.tables.columnar.mapping import ColumnMapping
from cradlegate.tables.columnar.records import find_records
from cradlegate.tables.columnar.texts import read_texts
from cradlegate.tables.columns import read_specs
from cradlegate.tables.reading.csv_tables import read_csv_table

SPEC = read_specs(
    """
tables:
  things:
    {title: Things, file: things.csv, shape: rows, key: id, columns: {
      id: {type: id, need: "!", help: Id., also: [\u7f16\u53f7]},
      kind: {type: enum, need: "!", allowed: [lathe, mill], help: Kind.},
      hs: {type: hs_code, help: Code.},
      note: {type: text, help: Note.}}}
"""
)["things"]
HEAD = "id,kind,hs,note"


def read(text: str | bytes, mapping: ColumnMapping | None = None):
    data = text if isinstance(text, bytes) else text.encode()
    return read_texts(SPEC, "things.csv", data, mapping or ColumnMapping())


def codes(table):
    return [fault.code for fault in table.faults]


CELL = st.sampled_from(["", " ", "a", "x,y", "p\nq", '"', "b;c", "0", "\u5e8a"])


@given(
    st.lists(st.lists(CELL, max_size=6), max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\n", "\n\n"]),
    st.booleans(),
)
def test_rows_are_told_apart_as_the_reader_of_short_tables_does(rows, end, before, is_open):
    written = io.StringIO()
    csv.writer(written, lineterminator=end).writerows([HEAD.split(","), *rows])
    text = before + (written.getvalue().removesuffix(end) if is_open else written.getvalue())
    table = read(text)
    (short,) = read_csv_table(SPEC, "things.csv", text.encode()).tables
    whole = [row for row in short.rows if not row.faults]
    told = [tuple(row.cells[name].text for name in HEAD.split(",")) for row in whole]
    found = table.frame.select(pl.col(HEAD.split(",")).fill_null("")).rows() if told else []
    assert found == [tuple(cell.replace("\r\n", end) for cell in row) for row in told]
    assert table.rows.to_list() == [row.row for row in whole]
    ragged = [(row.row, each.found) for row in short.rows for each in row.faults]
    assert table.row_faults.select("row", "found").rows() == ragged


@given(st.text(alphabet="a,\n", max_size=40))
def test_records_without_quotation_marks_are_lines(text):
    records = find_records(text.encode(), ",")
    lines = text.split("\n")
    lines = lines[:-1] if text.endswith("\n") or not text else lines
    assert records.cells.tolist() == [line.count(",") + 1 for line in lines]
    assert records.lines.tolist() == list(range(1, len(lines) + 1))


def test_a_row_of_another_length_is_named_with_its_line_and_the_others_are_read():
    table = read(f'{HEAD}\nM1,lathe,,"two\nlines"\nM2,lathe\nM3,mill,,,extra\nM4,mill,,\n')
    assert table.frame["id"].to_list() == ["M1", "M4"]
    assert table.rows.to_list() == [2, 6]
    assert table.row_faults.select("row", "code", "found").rows() == [
        (4, "CF-013", "2 cells under 4 headings"),
        (5, "CF-013", "5 cells under 4 headings"),
    ]


def test_a_row_that_is_too_long_does_not_hide_one_that_is_too_short():
    """Both together have as many separators as two whole rows."""
    table = read(f"{HEAD}\nM1,lathe\nM2,mill,,\nM3,mill,,,lost,too\n")
    assert table.frame["id"].to_list() == ["M2"]
    assert table.row_faults.select("row", "found").rows() == [
        (2, "2 cells under 4 headings"),
        (4, "6 cells under 4 headings"),
    ]


def test_a_quotation_mark_that_does_not_close_is_named():
    assert codes(read(f'{HEAD}\n"M1,lathe,,\n')) == ["CF-012"]


def test_a_quotation_mark_that_stands_for_inches_is_part_of_its_cell():
    table = read(f'{HEAD}\nM1,lathe,,12" table\nM2,mill,,8" chuck\n\nM3,mill\nM4,mill,,"a ""b"""\n')
    assert table.frame["note"].to_list() == ['12" table', '8" chuck', 'a "b"']
    assert table.rows.to_list() == [2, 3, 6]
    assert table.row_faults.select("row", "code").rows() == [(5, "CF-013")]
    assert codes(table) == []


@pytest.mark.parametrize("data", [b"id,kind\rM1,lathe\r", b"id,kind\rM1,lathe\nM2,mill\n"])
def test_line_ends_of_any_kind_end_a_row(data):
    assert read(data).frame["id"].to_list()[0] == "M1"


def test_an_empty_file_is_said_to_be_empty():
    assert codes(read("")) == ["CF-024"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_of_headings_alone_lacks_no_column(form):
    table = read(f"{HEAD}\n" if form == "csv" else make_workbook(HEAD.split(",")))
    assert (codes(table), table.frame.height) == ([], 0)
    assert {"id", "kind"} <= set(table.frame.columns)
    some = read("hs,note\n" if form == "csv" else make_workbook(["hs", "note"]))
    assert codes(some) == ["CF-015", "CF-015"]


def make_workbook(*rows):
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return data.getvalue()


def test_a_workbook_of_which_the_end_is_missing_cannot_be_opened():
    whole = make_workbook(HEAD.split(","), ["M1", "lathe", "84581100", ""])
    assert codes(read(whole[: len(whole) // 2])) == ["CF-005"]


def test_bytes_in_a_parquet_file_that_are_no_text_cannot_be_read():
    data = io.BytesIO()
    pl.DataFrame({"id": [b"\xff\xfe"], "kind": ["lathe"]}).write_parquet(data)
    assert codes(read(data.getvalue())) == ["CF-005"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_another_encoding_is_understood(encoding):
    table = read("\u7f16\u53f7,kind,note\nM1,lathe,\u5e8a\u8eab\u94f8\u4ef6\n".encode(encoding))
    assert table.frame["note"].to_list() == ["\u5e8a\u8eab\u94f8\u4ef6"]
    assert codes(table) == (["CF-011"] if encoding == "gb18030" else [])


def test_what_fits_no_encoding_is_refused():
    table = read(b"id,kind\nM1,lathe\nM2,\xff\xff\xff\x00\x81\n")
    (fault,) = table.faults
    assert (fault.code, fault.place.row) == ("CF-010", 3)


@pytest.mark.parametrize("encoding", ["gb18030", "cp932"])
def test_a_file_of_two_encodings_is_refused_at_the_first_row_that_is_of_the_other(encoding):
    rows = [f"M{at},lathe,,\u5e8a\u8eab".encode(encoding) for at in range(20)]
    rows[7] = "M7,lathe,,\u4e3b\u8ef8\u7bb1".encode()
    table = read(HEAD.encode() + b"\n" + b"\n".join(rows))
    assert [(each.code, each.place.row) for each in table.faults] == [("CF-019", 9)]


def test_columns_that_are_none_of_ours_are_ignored_and_named():
    table = read("id,kind,Price,id\nM1,lathe,9,M2\n")
    assert (table.frame.columns, table.ignored) == (["id", "kind"], ("Price",))
    assert codes(table) == ["CF-016"]


def test_a_mapping_gives_our_names_to_headings_and_words_and_fills_what_is_the_same_everywhere():
    mapping = ColumnMapping(
        {"Maschine": "id", "Art": "kind"},
        {"kind": {"Drehmaschine": "lathe"}},
        {"hs": "845811", "note": "x"},
    )
    table = read("Maschine;Art;note\nM1; Drehmaschine ;y\nM2;mill;\n", mapping)
    assert table.frame.select("id", "kind", "hs", "note").rows() == [
        ("M1", "lathe", "845811", "y"),
        ("M2", "mill", "845811", None),
    ]


def test_a_constant_stands_in_for_a_required_column():
    assert codes(read("id\nM1\n")) == ["CF-015"]
    assert codes(read("id\nM1\n", ColumnMapping(constants={"kind": "lathe"}))) == []


def test_a_parquet_file_is_read_as_its_cells_would_be_written():
    frame = pl.DataFrame(
        {"id": ["M1"], "kind": ["lathe"], "note": [date(2026, 7, 1)], "hs": [["845811"]]}
    )
    written = io.BytesIO()
    frame.write_parquet(written)
    table = read(written.getvalue())
    assert table.frame.rows() == [("M1", "lathe", "2026-07-01", "845811")]
    assert table.rows.to_list() == [1]


def test_a_damaged_parquet_file_is_named():
    assert codes(read(b"PAR1 and nothing more")) == ["CF-005"]


def workbook(*rows: tuple[object, ...]) -> bytes:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written)
    sheet = book.add_worksheet("things")
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return written.getvalue()


def test_a_workbook_is_read_and_a_code_kept_as_a_number_is_named():
    table = read(
        workbook(
            ("Art", "id", "hs", "odd"),
            ("lathe", "M1", 845811, "x"),
            ("", "", "", ""),
            ("mill", "M2", "845811", ""),
        ),
        ColumnMapping({"Art": "kind"}),
    )
    assert table.frame.select("id", "kind").rows() == [("M1", "lathe"), ("M2", "mill")]
    assert table.rows.to_list() == [2, 4]
    assert table.row_faults.select("row", "column", "code").rows() == [(2, "hs", "CF-043")]
    assert len(table.ignored) == 1


def test_a_workbook_that_cannot_be_opened_is_named():
    data = bytearray(workbook(("id", "kind"), ("M1", "lathe")))
    data[40:400] = bytes(360)
    assert codes(read(bytes(data)))[0] == "CF-005"
