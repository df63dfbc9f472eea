from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.cause import Cause
from cradlegate.core.grade import LawGrade
from cradlegate.core.outcome import Outcome
from cradlegate.reports.display import (
    ASCII,
    UNICODE,
    answer_text,
    clean,
    figure_text,
    grade_text,
    note_text,
    number_text,
    share_digits,
    status_text,
    step_text,
    table_footer,
)
from cradlegate.reports.report import (
    Answer,
    Bounds,
    Cell,
    Column,
    Figure,
    Grade,
    More,
    Note,
    Share,
    Status,
    Step,
    Table,
    Text,
    share_of_one,
)
from cradlegate.reports.shown_table import show_table
from tests.reports.sample import sample_report

D = Decimal
THIN = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("22403.4", "kg CO2e", "22.4 t CO2e"),
        ("999.4", "kg CO2e", "999 kg CO2e"),
        ("1000", "kg", "1.00 t"),
        ("-1288", "kg CO2e", "−1.29 t CO2e"),
        ("124567", "kWh", f"125{THIN}000 kWh"),
        ("1.93", "kg CO2e/kg", "1.93 kg CO2e/kg"),
        ("5000", "kg CO2e/kg", f"5{THIN}000 kg CO2e/kg"),
        ("0", "kg CO2e", "0 kg CO2e"),
        ("3", "", "3.00"),
    ],
)
def test_figure_reads_with_three_digits_and_its_unit(value, unit, text):
    assert figure_text(Figure(D(value), unit), UNICODE) == text


def test_interval_stands_behind_the_unit():
    figure = Figure(D("22400"), "kg CO2e", bounds=Bounds(D("19604"), D("27911")))
    assert figure_text(figure, UNICODE) == "22.4 t CO2e (19.6–27.9)"
    assert figure_text(figure, ASCII) == "22.4 t CO2e (19.6-27.9)"


def test_interval_below_zero_does_not_mistake_a_minus_for_a_dash():
    figure = Figure(D(1), "kg", bounds=Bounds(D(-2), D(3)))
    assert figure_text(figure, ASCII) == "1.00 kg (-2.00 to 3.00)"


def test_count_is_shown_as_it_stands():
    assert figure_text(Figure(D(12044), "lines", digits=None), ASCII) == "12 044 lines"


def test_share_that_is_rounded_away_is_not_a_zero():
    assert share_digits(Share(D("0.0004"), D(0)), UNICODE) == "<0.1"
    assert share_digits(Share(D(0), D(0)), UNICODE) == "0"


@pytest.mark.parametrize(
    ("status", "text", "ascii_text"),
    [
        (Status(Outcome.MET), "✓ met", "+ met"),
        (Status(Outcome.NOT_MET), "✗ not met", "x not met"),
        (Status(Outcome.UNDETERMINED), "? undetermined", "? undetermined"),
        (Status(Outcome.UNDETERMINED, Cause.FACT), "? fact", "? fact"),
        (Status(Outcome.UNDETERMINED, Cause.LAW), "? law", "? law"),
        (Status(Outcome.UNDETERMINED, Cause.UNREAD), "? unread", "? unread"),
        (Status(Outcome.WAITING), "… waiting", "~ waiting"),
        (Status(Outcome.NOT_APPLICABLE), "– not applicable", "- not applicable"),
    ],
)
def test_status_has_a_symbol_and_words(status, text, ascii_text):
    assert status_text(status, UNICODE) == text
    assert status_text(status, ASCII) == ascii_text


def test_grade_reads_in_words():
    assert grade_text(Grade(LawGrade.OFFICIAL_PAGE)) == "official page"


def test_verdict_leads_the_answer():
    answer = Answer("3 of 12 papers missing", verdict=Status(Outcome.NOT_MET))
    assert answer_text(answer, UNICODE) == "✗ not met · 3 of 12 papers missing"


def test_note_and_step_are_sentences():
    grade = Grade(LawGrade.REPORTED)
    assert note_text(Note("It is so.", grade, is_warning=True)) == "Warning: It is so. [reported]"
    assert step_text(Step("Buyer", "ask", because="late")) == "Buyer: ask (late)"


def test_one_unlisted_row_is_one_row():
    table = Table("t", "T", (Column("a", "A"),), (), more=More(1, "ask"), note="Note.")
    assert table_footer(table) == ("1 more row: ask", "Note.")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x1b[31mb\x07", "a[31mb"),
        ("two\nlines\tand\u2028\u2029\r", "two lines and   "),
        ("abc\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe", "abcfdp.exe"),
        ("zero\N{ZERO WIDTH SPACE}width", "zerowidth"),
        ("half \ud800 pair", "half  pair"),
        ("电气柜 é", "电气柜 é"),
    ],
)
def test_words_cannot_steer_what_shows_them(text, cleaned):
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("Größe 5 m³ × 2 – ≤ 3 °C", "Grosse 5 m3 x 2 - <= 3 \\xb0C"),
        ("电气柜", "\\u7535\\u6c14\\u67dc"),
        ("e\N{COMBINING ACUTE ACCENT}", "e"),
    ],
)
def test_words_are_spelled_in_ascii_without_becoming_unknown(text, spelled):
    assert clean(text, ASCII) == spelled


@given(st.text())
def test_every_text_can_be_spelled_in_ascii(text):
    assert clean(text, ASCII).isascii()
    assert clean(text, ASCII).isprintable()


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_grouping_keeps_the_digits(value):
    assert D(number_text(value, ASCII).replace(" ", "")) == value


def column(*cells: Cell) -> Table:
    return Table("t", "T", (Column("a", "A", is_numeric=True),), tuple((cell,) for cell in cells))


def test_large_figure_decides_the_unit_of_its_table():
    shown = show_table(column(Figure(D(5), "kg"), Figure(D(1500), "kg")), UNICODE)
    assert shown.rows == (("0.00500",), ("1.50",))
    assert shown.column_units == ("t",)
    assert shown.head_units == ("t",)


def test_total_counts_when_the_unit_is_picked():
    table = replace(column(Figure(D(600), "kg")), total=(Figure(D(1200), "kg"),))
    assert show_table(table, UNICODE).total == ("1.20",)
    assert show_table(table, UNICODE).rows == (("0.600",),)


def test_unit_that_differs_by_row_stays_beside_the_number():
    shown = show_table(column(Figure(D(5), "kg"), Figure(D(7), "kWh"), Figure(D(2))), UNICODE)
    assert shown.rows == (("5.00 kg",), ("7.00 kWh",), ("2.00",))
    assert shown.column_units == ("",)


def test_share_beside_a_figure_keeps_its_sign():
    shown = show_table(column(Figure(D(5), "kg"), share_of_one(D("0.5"))), UNICODE)
    assert shown.rows == (("5.00 kg",), ("50.0 %",))


def two_columns(first: Cell, second: Cell) -> Table:
    columns = (Column("a", "A", is_numeric=True), Column("b", "B", is_numeric=True))
    return Table("t", "T", columns, ((first, second),))


def test_unit_of_all_columns_moves_to_the_title():
    shown = show_table(two_columns(Figure(D(5), "kg"), Figure(D(7), "kg")), UNICODE)
    assert (shown.title_unit, shown.head_units) == ("kg", ("", ""))


def test_count_beside_figures_keeps_units_out_of_the_title():
    """Under a title in kg, a count of lines would read as a mass."""
    shown = show_table(two_columns(Figure(D(5), "kg"), Figure(D(7))), UNICODE)
    assert (shown.title_unit, shown.head_units) == ("", ("kg", ""))


def test_percents_do_not_stand_in_the_way_of_the_unit_in_the_title():
    columns = tuple(Column(name, name, is_numeric=True) for name in "abc")
    row = (Figure(D(5), "kg"), Figure(D(7), "kg"), share_of_one(D("0.5")))
    shown = show_table(Table("t", "T", columns, (row,)), UNICODE)
    assert (shown.title_unit, shown.head_units) == ("kg", ("", "", "%"))


def test_depth_indents_a_trace():
    shown = show_table(Table("t", "T", (Column("a", "A"),), ((Text("x", depth=2),),)), UNICODE)
    assert shown.rows == (("    x",),)


def test_dash_zero_and_unknown_are_three_things():
    rows = show_table(sample_report().table("parts"), UNICODE).rows
    assert [rows[3][3], rows[4][3], rows[3][4]] == ["0", "?", "–"]
    rows = show_table(sample_report().table("parts"), ASCII).rows
    assert [rows[3][3], rows[4][3], rows[3][4]] == ["0", "?", "-"]
