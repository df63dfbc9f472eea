import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from cradlegate.footprint.rounding import ROUNDING_RULE
from cradlegate.reports.report import (
    DISCLAIMER,
    DRAFT,
    Answer,
    Cell,
    Column,
    Figure,
    Report,
    Share,
    Table,
    Text,
)
from cradlegate.reports.spreadsheet import name_sheets
from cradlegate.reports.workbook import render_workbook
from tests.reports.sample import sample_report

D = Decimal


def read(data: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def of_one(*cells: Cell) -> Report:
    table = Table("t", "T", (Column("a", "A", is_numeric=True),), tuple((cell,) for cell in cells))
    return Report(title="T", kind="test", answer=Answer("x"), tables=(table,))


@pytest.fixture(scope="module")
def sheets():
    return read(render_workbook(sample_report()))


def test_same_report_gives_the_same_bytes():
    assert render_workbook(sample_report(DRAFT)) == render_workbook(sample_report(DRAFT))


def test_workbook_names_no_day_and_no_machine():
    text = parts(render_workbook(sample_report()))["docProps/core.xml"]
    assert "1980-01-01T00:00:00Z" in text
    assert "<dc:creator></dc:creator>" in text


def test_every_table_has_a_sheet(sheets):
    assert list(sheets) == [
        "Answer",
        "By stage",
        "By subassembly and stage",
        "The largest lines",
        "Coverage by mass, energy and",
    ]


def test_numbers_are_numbers_in_the_unit_of_their_heading(sheets):
    stages = sheets["By stage"]
    assert stages[2] == [
        "Stage",
        "Emissions, t CO2e",
        "Emissions, low, t CO2e",
        "Emissions, high, t CO2e",
        "Share, %",
    ]
    assert stages[3] == ["A1 raw materials and bought-in parts", 14.8234512345, "", "", 66.2]
    assert stages[7] == ["Total", 22.4034357345, 19.6042, 27.9119, 100]


def test_unit_that_differs_by_row_has_a_column(sheets):
    lines = sheets["The largest lines"]
    assert lines[2][:4] == ["Line", "Mass", "Mass, unit", "Factor, kg CO2e/kg"]
    assert [row[1:3] for row in lines[3:6]] == [[2.15, "t"], [0.0000312, "t"], [12, "item"]]


def test_dash_zero_and_unknown_are_three_things(sheets):
    rows = sheets["By subassembly and stage"][3:]
    assert [rows[3][3], rows[4][3], rows[3][4]] == [0, "?", "–"]
    assert sheets["The largest lines"][4][6] == "none"


def test_share_that_is_rounded_away_is_not_a_zero():
    rows = read(render_workbook(of_one(Share(D("0.0001"), D(0)), Share(D(0), D(0)))))["T"]
    assert [row[0] for row in rows[3:5]] == ["<0.1", 0]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "  =1+1"])
def test_no_text_becomes_a_formula(text):
    xml = parts(render_workbook(replace(of_one(Text(text)), title=text)))
    assert not any("<f>" in part or "<f " in part for part in xml.values())
    assert 'quotePrefix="1"' in xml["xl/styles.xml"]


def test_number_reads_as_it_does_elsewhere():
    """0.0000312 t has seven decimals, 0.413 t has three, 1.06 t has two."""
    styles = parts(render_workbook(sample_report()))["xl/styles.xml"]
    assert 'formatCode="#,##0.0000000"' in styles
    assert 'formatCode="#,##0.000"' in styles
    assert 'formatCode="#,##0.00"' in styles


def test_figure_with_more_digits_than_a_float_keeps_them_in_a_comment():
    exact = "1234567890.1234567890123"
    xml = parts(render_workbook(of_one(Figure(D(exact), "kWh"))))
    assert exact in xml["xl/comments1.xml"]
    assert not [name for name in parts(render_workbook(sample_report())) if "comments" in name]


def test_answer_sheet_says_all_but_the_tables(sheets):
    cells = [cell for row in sheets["Answer"] for cell in row if cell]
    assert cells[0].startswith("Carbon footprint of one VMC-850: 22.4 t CO2e (19.6–27.9), ")
    assert cells[1:3] == ["Value, t CO2e", 22.4034357345]
    assert "weigh bed and column, and send the foundry's electricity bills" in cells
    assert "Warning: 38.2 % of the total is not separable by category." in cells
    assert ROUNDING_RULE in cells
    assert "20260501" in cells


def test_nothing_to_do_is_said_too():
    assert ["Nothing to do."] in [row[:1] for row in read(render_workbook(of_one()))["Answer"]]


@pytest.mark.requirement("X-4")
def test_every_sheet_says_what_it_is_not(sheets):
    assert all(DISCLAIMER in [cell for row in rows for cell in row] for rows in sheets.values())


def test_draft_stands_on_every_sheet_and_printed_page():
    data = render_workbook(sample_report(DRAFT))
    assert all("DRAFT" in rows[0][0] for rows in read(data).values())
    pages = [text for name, text in parts(data).items() if name.startswith("xl/worksheets/sheet")]
    assert len(pages) == 5
    assert all("<oddHeader>&amp;LDRAFT · Carbon footprint" in page for page in pages)


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["By stage", "by STAGE"], ["By stage", "by STAGE 2"]),
        (["a/b:c*d?e[f]\\"], ["a b c d e f"]),
        (["History"], ["History 2"]),
        (["'quoted'", ""], ["quoted", "Table"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 29 + " 2"]),
        (["one word after another makes it long"], ["one word after another makes it"]),
    ],
)
def test_names_of_sheets_are_allowed_and_unique(titles, names):
    assert name_sheets(titles) == names
    assert all(len(name) <= 31 for name in names)


def test_a_share_among_figures_with_units_is_marked_as_percent():
    mixed = of_one(Figure(D(27), "kg"), Share(D("0.894"), D("89.4")), Text("unknown"))
    rows = read(render_workbook(mixed))["T"]
    assert [row[1] for row in rows[2:6]] == ["A, unit", "kg", "%", ""]


def test_rows_are_as_high_as_the_words_that_wrap_in_them():
    long = " ".join(["word"] * 40)
    sheet = parts(render_workbook(of_one(Text("short"), Text(long))))["xl/worksheets/sheet2.xml"]
    # 40 words of 4 signs take 200 of 60 a line: 12 words a line, 4 lines of 13 points
    heights = re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', sheet)
    ((row, height),) = heights
    assert row == "5"
    assert float(height) == pytest.approx(52, abs=0.5)
