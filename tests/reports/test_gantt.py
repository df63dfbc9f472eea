"""A Gantt chart shows three latest starts, the end of a step, and today, in signs and in words."""

from datetime import date

import pytest

from cradlegate.reports.charts.gantt import Row, lay_out_gantt, read_gantt
from cradlegate.reports.display import ASCII, UNICODE
from cradlegate.reports.html import render_html
from cradlegate.reports.pdf.charts import write_charts
from cradlegate.reports.report import (
    UNKNOWN,
    Answer,
    Chart,
    ChartKind,
    Column,
    Report,
    Table,
    Text,
)
from cradlegate.reports.terminal import render_terminal

TODAY = date(2026, 6, 13)
CHART = Chart(ChartKind.GANTT, "steps", "step", "b95", "done", words="state", line=TODAY)
COLUMNS = (
    Column("step", "step"),
    Column("b95", "95 %"),
    Column("b80", "80 %"),
    Column("b50", "50 %"),
    Column("done", "done by"),
    Column("state", "state"),
)


def row(name, *days, state=""):
    return (Text(name), *(Text(day) if day else UNKNOWN for day in days), Text(state))


USUAL = row(
    "verify", "2026-06-01", "2026-06-05", "2026-06-07", "2026-06-21", state="late by 6 days"
)


def report(*rows, chart=CHART):
    table = Table("steps", "Steps", COLUMNS, rows or (USUAL,))
    return Report("Plan", "test", Answer("nothing"), tables=(table,), charts=(chart,))


def draw(*rows, width=60, signs=UNICODE):
    return lay_out_gantt(report(*rows), CHART, width, signs)


def test_the_days_of_a_table_are_read():
    gantt = read_gantt(report(), CHART)
    marks = (date(2026, 6, 1), date(2026, 6, 5), date(2026, 6, 7))
    assert gantt.rows == (Row("verify", marks, date(2026, 6, 21), "late by 6 days"),)
    assert (gantt.first, gantt.last) == (date(2026, 6, 1), date(2026, 6, 21))
    assert gantt.heads == ("95 %", "80 %", "50 %")


def test_a_line_of_a_terminal_has_marks_bar_end_and_today():
    """20 days on 37 cells: marks at 0, 4 · 1.85 = 7.4 and 6 · 1.85 = 11.1, today at 12 · 1.85 = 22.2."""
    _, line, legend = draw()
    assert line == "verify 9──────8───5──────────|──────────────] late by 6 days"
    assert legend == "9 95 %, 8 80 %, 5 50 %, ] done by, | 2026-06-13"


def test_a_terminal_without_unicode_is_drawn_in_ascii():
    assert all(line.isascii() for line in draw(signs=ASCII))


def test_where_marks_fall_together_the_safest_is_seen():
    (_, line, _) = draw(row("file", "2026-06-08", "2026-06-08", "2026-06-08", "2026-06-21"))
    assert "9" in line
    assert not {"8", "5"} & set(line)


def test_a_step_without_days_is_said_in_words_alone():
    _, first, second, _ = draw(USUAL, row("approval", "", "", "", "", state="nobody knows"))
    assert second.startswith("approval")
    assert second.endswith("nobody knows")
    assert "9" not in second
    assert len(first) <= 60


def test_a_step_whose_end_alone_is_known_has_its_end():
    line = draw(row("approval", "", "", "", "2026-06-21", state="nobody knows"))[1]
    assert "]" in line
    assert "9" not in line


def test_words_in_the_place_of_a_day_are_no_mark():
    line = draw(row("verify", "soon", "2026-06-05", "2026-06-07", "2026-06-21"))[1]
    assert "9" not in line
    assert line.index("8") < line.index("5")


def test_a_chart_of_one_day_can_be_drawn():
    days = (TODAY.isoformat(),) * 4
    assert "9" in draw(row("file", *days))[1]


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_the_terminal(width):
    rows = [
        row(
            "a very long name of a step " * 4,
            "2026-01-05",
            "2026-02-06",
            "2026-03-07",
            "2026-06-21",
            state="late by many days " * 5,
        )
    ]
    assert max(map(len, draw(*rows, width=width))) <= width


def test_months_are_named_where_there_is_room():
    rows = (row("verify", "2026-01-05", "2026-02-06", "2026-03-07", "2026-12-21"),)
    months = draw(*rows)[0].split()
    assert months[0] == "2026-02"
    assert len(months) < 11
    assert len(set(months)) == len(months)
    assert draw()[0].split() == ["2026-06"]


def test_the_terminal_draws_the_chart_above_its_table():
    text = render_terminal(report(), width=80)
    assert text.index("9──") < text.index("2026-06-21")
    assert "late by 6 days" in text


def test_a_page_draws_marks_today_and_the_same_words():
    rows = (
        USUAL,
        row("file", "soon", "", "", ""),
        row("a step with a name that is much longer than its place", "", "", "", ""),
    )
    page = render_html(report(*rows))
    assert (
        'aria-label="Steps: verify: 2026-06-01, 2026-06-05, 2026-06-07, done by 2026-06-21, late by 6 days; '
        in page
    )
    assert page.count("<polygon") == 2, "one in the legend, one in the row"
    assert "| 2026-06-13" in page
    assert "a step with a name that is much longer tha…" in page


def test_a_chart_without_words_or_line():
    chart = Chart(ChartKind.GANTT, "steps", "step", "b95", "done", line=TODAY)
    assert read_gantt(report(chart=chart), chart).rows[0].words == ""
    bare = Chart(ChartKind.GANTT, "steps", "step", "b95", "done")
    with pytest.raises(ValueError, match="no day for its line"):
        read_gantt(report(chart=bare), bare)


def test_a_pdf_has_the_table_alone():
    assert write_charts([CHART], report()) == []


def test_a_chart_of_a_column_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="no such column"):
        report(
            chart=Chart(ChartKind.GANTT, "steps", "step", "b95", "done", words="other", line=TODAY)
        )
