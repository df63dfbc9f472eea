"""Bars over one axis show what each column of a table covers, and say it in words too."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf

from cradlegate.reports.charts.spans import Span, read_spans, say_span
from cradlegate.reports.html import render_html
from cradlegate.reports.pdf.render import render_pdf
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    Answer,
    Chart,
    ChartKind,
    Column,
    Report,
    Table,
    Text,
)

CHART = Chart(ChartKind.SPANS, "boundary", "stage", "gate", "life")
YES = Text("yes")


def report() -> Report:
    columns = (Column("stage", "stage"), Column("gate", "to the gate"), Column("life", "life"))
    rows = (
        (Text("A1"), YES, YES),
        (Text("A3"), YES, YES),
        (Text("B6"), NOT_APPLICABLE, YES),
        (Text("D"), NOT_APPLICABLE, NOT_APPLICABLE),
    )
    table = Table("boundary", "Stages", columns, rows)
    return Report("Spans", "test", Answer("nothing"), tables=(table,), charts=(CHART,))


def test_a_bar_covers_the_rows_that_have_no_mark():
    spans = read_spans(report(), CHART)
    assert spans.labels == ("A1", "A3", "B6", "D")
    assert spans.bars == (
        Span("to the gate", (True, True, False, False)),
        Span("life", (True, True, True, False)),
    )
    assert say_span(spans, spans.bars[0]) == "A1, A3"


def test_a_page_says_in_words_what_the_bars_show():
    assert 'aria-label="Stages: to the gate: A1, A3; life: A1, A3, B6"' in render_html(report())


def test_a_pdf_says_in_words_what_the_bars_show():
    data = render_pdf(report(), made=datetime(2026, 3, 31, tzinfo=UTC))
    with pikepdf.open(BytesIO(data)) as pdf:
        words = [
            str(item["/Alt"])
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert "Stages: to the gate: A1, A3; life: A1, A3, B6" in words
