"""The curve of waiting times draws the figures of its table, and nothing else."""

import re
from decimal import Decimal

from cradlegate.reports.charts.waiting_times import draw_waiting_times, read_curves
from cradlegate.reports.html import render_html
from cradlegate.reports.pdf.charts import write_charts
from cradlegate.reports.report import (
    UNKNOWN,
    Answer,
    Chart,
    ChartKind,
    Column,
    Figure,
    Report,
    Table,
    share_of_one,
)

CHART = Chart(ChartKind.WAITING_TIMES, "curve", "hours", "a", "b")


def hours(number):
    return Figure(Decimal(number), "h", None)


def share(text):
    return share_of_one(Decimal(text))


def report(*rows):
    columns = (Column("hours", "hours"), Column("a", "from a"), Column("b", "from b"))
    return Report(
        "Times", "clearance", Answer("known"), tables=(Table("curve", "Curve", columns, rows),),
        charts=(CHART,),
    )  # fmt: skip


TWO = report(
    (hours(1), share("0"), UNKNOWN),
    (hours(12), share("0.25"), share("0.5")),
    (hours(144), share("1"), UNKNOWN),
)


def test_a_curve_is_the_column_of_its_table():
    """What is unknown is no point."""
    first, second = read_curves(TWO, CHART)
    assert (first.name, first.points) == ("from a", ((1, 0), (12, 0.25), (144, 1)))
    assert (second.name, second.points) == ("from b", ((12, 0.5),))


def test_steps_go_right_before_they_go_up():
    """From 1 h to 144 h: 12 h lies in the middle, since each is twelve times the one before."""
    figure = draw_waiting_times(TWO, CHART, "Curve")
    paths = [each.get("d") for each in figure.iter("path")]
    first, second = paths
    # 1000 wide, of which 70 stand left and 20 right of the axis; 420 high, 40 below and 12 above.
    assert first == "M70.0 380.0 H525.0 V288.0 H980.0 V12.0"
    assert second == "M525.0 196.0"


def test_the_promised_hours_have_a_line_and_every_curve_its_name():
    figure = draw_waiting_times(TWO, CHART, "Curve")
    texts = [each.text for each in figure.iter("text")]
    assert [text for text in texts if text and text.endswith(" h")] == [
        "1 h", "2 h", "4 h", "8 h", "12 h", "24 h", "48 h", "120 h",
    ]  # fmt: skip
    dashed = [each for each in figure.iter("line") if each.get("stroke-dasharray")]
    assert len(dashed) == 2
    assert [each.text for each in figure.iter("span")] == ["from a", "from b"]


def test_who_cannot_see_it_hears_its_figures():
    label = next(draw_waiting_times(TWO, CHART, "Curve").iter("svg")).get("aria-label")
    assert label == "Curve: from a: 0% by 1 h, 25% by 12 h, 100% by 144 h; from b: 50% by 12 h"


def test_one_point_or_none_is_drawn_too():
    single = report((hours(1), share("0.5"), UNKNOWN))
    assert [each.get("d") for each in draw_waiting_times(single, CHART, "Curve").iter("path")] == [
        "M70.0 196.0"
    ]
    empty = report((hours(1), UNKNOWN, UNKNOWN))
    assert list(draw_waiting_times(empty, CHART, "Curve").iter("path")) == []


def test_a_page_shows_the_curve_above_its_table():
    page = render_html(TWO)
    assert page.index("<path") < page.index("<caption")
    assert len(re.findall("<path", page)) == 2


def test_a_pdf_leaves_the_curve_to_its_table():
    assert write_charts(TWO.charts, TWO) == []
