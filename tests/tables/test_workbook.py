"""The workbook form of any tables."""

import io
import zipfile

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.tables.reading.file_set import read_file_set
from cradlegate.tables.workbook import write_form
from tests.tables.workshop import FILES, SPECS, WORKSHOP


def part_of(workbook: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(name).decode()


def test_the_form_has_a_sheet_a_table_and_the_title_it_is_given():
    form = write_form(SPECS, "Workshop")
    sheets = part_of(form, "xl/workbook.xml")
    assert [table for table in SPECS if f'name="{table}"' not in sheets] == []
    assert "<dc:title>Workshop</dc:title>" in part_of(form, "docProps/core.xml")


def test_equal_tables_give_equal_bytes():
    tables = read_file_set(WORKSHOP, FILES).tables
    assert write_form(SPECS, "Workshop", tables) == write_form(SPECS, "Workshop", tables)


def test_a_text_that_no_workbook_can_hold_is_refused():
    files = FILES | {"loans.csv": f"tools,to,from\nT1,{'x' * 3000},2026\n".encode()}
    with pytest.raises(FaultsError, match="CF-044"):
        write_form(SPECS, "Workshop", read_file_set(WORKSHOP, files).tables)
