"""Any set of files whose tables are described is read as a folder, as a workbook, or mixed."""

from decimal import Decimal
from typing import Any

import pytest

from cradlegate.core.fault import Fault, Place
from cradlegate.tables import faults as kinds
from cradlegate.tables.reading.file_set import FileSetSpec, RawFileSet, read_file_set
from cradlegate.tables.records.record import read_records
from cradlegate.tables.workbook import write_form
from tests.tables.workshop import FILES, SPECS, WORKSHOP


def read(files: dict[str, bytes]) -> RawFileSet:
    return read_file_set(WORKSHOP, files)


def values(raw: RawFileSet) -> dict[str, list[dict[str, Any]]]:
    """What stands in the tables, typed, by name of table."""
    return {
        name: [dict(record.values) for table in tables for record in read_records(table)]
        for name, tables in raw.tables.items()
    }


def codes(raw: RawFileSet) -> list[str]:
    return [fault.code for fault in raw.faults]


def book_of(files: dict[str, bytes]) -> bytes:
    return write_form(SPECS, "Workshop", read(files).tables)


def test_a_folder_gives_every_table_in_the_order_of_the_description():
    raw = read(dict(reversed(FILES.items())))
    assert raw.faults == ()
    assert list(raw.tables) == ["workshop", "rooms", "tools", "loans", "cards"]
    assert values(raw)["tools"][0]["mass"] == Decimal("0.5")
    assert [card["days"] for card in values(raw)["cards"]] == [14, 7]


def test_attachments_are_kept_as_they_are():
    raw = read(FILES)
    assert raw.is_folder
    assert raw.attachments == {"photos/door.jpg": b"\xff\xd8"}


def test_a_table_among_the_attachments_is_read_as_a_table():
    spec = FileSetSpec(SPECS, "workshop.yaml", ("*.csv", "*.txt"))
    raw = read_file_set(spec, FILES | {"notes.txt": b""})
    assert list(raw.attachments) == ["notes.txt"]
    assert "loans" in raw.tables


def test_a_workbook_stands_for_all_tables_where_the_main_file_is_missing():
    raw = read({"any-name.xlsx": book_of(FILES), "photos/door.jpg": b""})
    assert raw.faults == ()
    assert not raw.is_folder
    assert values(raw) == values(read(FILES))
    assert list(raw.attachments) == ["photos/door.jpg"]


def test_a_workbook_beside_the_main_file_stands_for_one_table():
    files = {path: data for path, data in FILES.items() if path != "tools.csv"}
    raw = read(files | {"tools.xlsx": book_of({"tools.csv": FILES["tools.csv"]})})
    assert values(raw)["tools"] == values(read(FILES))["tools"]
    assert set(codes(raw)) == {"CF-017"}


def test_a_sheet_may_have_another_name_that_the_description_knows():
    book = write_form({"equipment": SPECS["tools"]}, "Workshop", {})
    assert codes(read({"tools.xlsx": book})) == []


def test_tables_of_a_workbook_and_of_files_come_together():
    book = book_of({"workshop.yaml": FILES["workshop.yaml"]})
    raw = read({"workshop.xlsx": book, "loans.csv": FILES["loans.csv"]})
    # The form has an empty sheet of loans as well.
    assert codes(raw) == ["CF-009"]
    assert len(values(raw)["loans"]) == 1


def test_one_table_in_two_files_is_refused_unless_every_file_is_one_record():
    raw = read(FILES | {"tools.xlsx": book_of({"tools.csv": FILES["tools.csv"]})})
    assert [fault.place.file for fault in raw.faults if fault.code == "CF-009"] == [
        "tools.xlsx[tools]"
    ]


def test_a_json_record_against_the_schema_of_its_table_is_refused():
    raw = read(FILES | {"cards/an.json": b'{"id": "C1", "colour": "red"}'})
    assert codes(raw) == ["CF-025"]
    assert [card["id"] for card in values(raw)["cards"]] == ["C2"]


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        ("tool.csv", "Did you mean tools.csv?"),
        ("cards/deep/an.json", "Did you mean cards/*.json?"),
        ("memo.docx", ""),
    ],
)
def test_a_file_that_no_table_is_in_is_named(path, remedy):
    raw = read(FILES | {path: b""})
    assert [(fault.code, fault.place.file, fault.remedy) for fault in raw.faults] == [
        ("CF-008", path, remedy)
    ]


@pytest.mark.parametrize("path", ["README.md", "LICENSE", "~$tools.xlsx", "cards/.hidden"])
def test_files_that_every_folder_has_are_passed_over(path):
    assert codes(read(FILES | {path: b""})) == []


def test_errors_are_those_of_files_and_of_rows():
    raw = read(FILES | {"tools.csv": b"id,colour\nT1\n", "memo.docx": b""})
    assert [fault.code for fault in raw.errors] == ["CF-014", "CF-013"]


def test_faults_come_in_the_order_of_files_and_rows():
    raw = read(FILES)
    places = [Place("loans.csv", 2), Place("tools.csv", 3), Place("tools.csv", 2), Place("none")]
    faults = raw.in_file_order(Fault(kinds.EMPTY_CELL, "", place) for place in places)
    assert [fault.place for fault in faults] == [places[3], places[2], places[1], places[0]]
