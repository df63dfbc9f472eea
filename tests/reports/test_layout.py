from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cradlegate.reports.layout import Entry, Grid, lay_out, wrap_words


def leave(text: str, tone: str) -> str:
    return text


def grid(heads: Sequence[str], numeric: Sequence[bool], rows: Sequence[Sequence[str]]) -> Grid:
    return Grid(
        tuple(tuple(head.split()) for head in heads),
        tuple(numeric),
        tuple(tuple(Entry(text) for text in row) for row in rows),
    )


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("  one two three", 7, ["  one", "  two", "  three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("机床电气柜", 4, ["机床", "电气", "柜"]),
        ("", 5, [""]),
        ("1\N{NARROW NO-BREAK SPACE}240 kg", 6, ["1\N{NARROW NO-BREAK SPACE}240", "kg"]),
    ],
)
def test_words_wrap_at_spaces(text, width, lines):
    assert wrap_words(text, width) == lines


def test_later_lines_hang():
    assert wrap_words("  1. do this now", 10, hanging=3) == ["  1. do", "     this", "     now"]


@given(st.text(st.sampled_from("ab 电气柜é"), max_size=60), st.integers(4, 30))
def test_no_wrapped_line_is_too_wide_and_no_word_is_lost(text, width):
    lines = wrap_words(text.strip(), width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_chinese_signs_take_two_cells():
    table = grid(["Part", "t"], [False, True], [["机床", "5"], ["bed", "12"]])
    assert lay_out(table, 40, "-", leave) == [
        "Part   t",
        "--------",
        "机床   5",
        "bed   12",
    ]


def test_columns_that_do_not_fit_repeat_the_first_below():
    table = grid(["Part", "A1", "A2", "A3"], [False, True, True, True], [["bed", "1", "2", "3"]])
    assert lay_out(table, 12, "-", leave) == [
        "Part  A1  A2",
        "------------",
        "bed    1   2",
        "",
        "Part  A3",
        "--------",
        "bed    3",
    ]


def test_words_give_way_before_numbers():
    table = grid(
        ["Line", "Emissions"], [False, True], [["bed casting, machined on three sides", "123456"]]
    )
    lines = lay_out(table, 26, "-", leave)
    assert lines == [
        "Line             Emissions",
        "-" * 26,
        "bed casting,        123456",
        "machined on",
        "three sides",
    ]


def test_long_head_of_numbers_wraps_where_the_words_need_no_room():
    table = grid(["Part", "Emissions from electricity"], [False, True], [["bed", "12"]])
    assert lay_out(table, 20, "-", leave) == [
        "        Emissions",
        "             from",
        "Part  electricity",
        "-----------------",
        "bed            12",
    ]


def test_paths_stay_in_one_piece_while_sentences_wrap():
    row = ["steel sheet of the chip conveyor", "line/chips/steel_sheet"]
    table = grid(["Made of", "Path"], [False, False], [row])
    assert lay_out(table, 40, "-", leave)[2:] == [
        "steel sheet of    line/chips/steel_sheet",
        "the chip",
        "conveyor",
    ]


def test_table_without_rows_shows_its_heads():
    assert lay_out(grid(["A", "B"], [False, True], []), 40, "-", leave) == ["A  B", "----"]


cells = st.text(st.sampled_from("ab 电."), max_size=30)


@given(st.lists(st.tuples(cells, cells, cells), max_size=5), st.integers(40, 100))
def test_words_never_make_a_table_wider_than_the_terminal(rows, width):
    table = grid(["First", "Second", "Third"], [False, False, False], rows)
    assert all(cell_len(line) <= width for line in lay_out(table, width, "-", leave))
