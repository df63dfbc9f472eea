"""A waterfall: bars begin where the last one ended, and what no total counts stands apart."""

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.reports.charts.palette import SERIES
from cradlegate.reports.charts.waterfall import (
    Rise,
    Waterfall,
    draw_waterfall,
    lay_out_waterfall,
    read_waterfall,
)
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    Cell,
    Chart,
    ChartKind,
    Column,
    Report,
    Table,
    Text,
)
from tests.reports.pictures import (
    all_inside,
    boxes,
    draw,
    is_offline,
    kg,
    overlap,
    report_of,
    texts,
    words_inside,
)

CHART = Chart(ChartKind.WATERFALL, "running", "step", "kgco2e", "running")
STEPS = (("A1 parts", 600, 600), ("A2 inbound", 100, 700), ("A3 own", 300, 1000))


def table(steps=STEPS, apart=(("D credits", -200),), total=1000) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (Text(name), kg(value), kg(running)) for name, value, running in steps
    ]
    rows += [(Text(name), kg(value), NOT_APPLICABLE) for name, value in apart]
    columns = (
        Column("step", "stage"),
        Column("kgco2e", "result", is_numeric=True),
        Column("running", "running total", is_numeric=True),
    )
    last = (Text("total"), kg(total), kg(total))
    return Table("running", "By stage", columns, tuple(rows), last)


def report(**changes) -> Report:
    return report_of(table(**changes), CHART)


def test_steps_total_and_what_stands_apart_are_read_from_the_table():
    read = read_waterfall(report(), CHART)
    assert [(rise.name, rise.size) for rise in read.steps] == [
        ("A1 parts", 0.6),
        ("A2 inbound", 0.1),
        ("A3 own", 0.3),
    ]
    assert (read.total.size, read.total.text) == (1.0, "1.00 t CO2e")
    assert [(rise.name, rise.size) for rise in read.apart] == [("D credits", -0.2)]


def test_every_bar_begins_where_the_last_one_ended():
    zero, bars = lay_out_waterfall(read_waterfall(report(), CHART))
    assert bars[0].start == pytest.approx(zero)
    assert [bar.start for bar in bars[1:3]] == pytest.approx([bar.end for bar in bars[:2]])
    assert bars[3].end == pytest.approx(bars[2].end)
    assert bars[4].start == pytest.approx(zero)
    assert bars[4].end < zero


def test_lengths_are_in_proportion_to_figures():
    _, bars = lay_out_waterfall(read_waterfall(report(), CHART))
    scale = bars[0].box.width / 0.6
    for bar in bars:
        assert bar.box.width == pytest.approx(abs(bar.rise.size) * scale, rel=1e-6)


def test_a_step_that_takes_goes_back_and_is_an_outline():
    steps = (("A1", 600, 600), ("A3", -100, 500))
    read = read_waterfall(report(steps=steps, apart=(), total=500), CHART)
    _, (_, taking, total) = lay_out_waterfall(read)
    assert taking.end < taking.start
    assert total.end == pytest.approx(taking.end)
    svg = draw_waterfall(read, "w", {"A3": SERIES[2]})
    rect = svg.findall("rect")[1]
    assert (rect.get("fill"), rect.get("stroke")) == ("#FFFFFF", SERIES[2])
    assert "−100 kg CO2e" in [each.text for each in svg.iter("text")]


@pytest.mark.parametrize(
    ("steps", "total"),
    [
        (STEPS, 1000),
        ((("A1", 0, 0),), 0),
        ((("A1", -5, -5),), -5),
        ((("A1", 7, 7),), 7),
        ((("A1", 1000, 1000), ("A3", -1500, -500)), -500),
        ((("数控机床主轴箱体总成" * 9, 1, 1), ("x" * 300, 2, 3)), 3),
    ],
)
def test_every_picture_stays_in_its_frame(steps, total):
    svg = draw(report(steps=steps, total=total))
    assert all_inside(boxes(svg), svg)
    assert overlap(boxes(svg)) == []
    assert words_inside(svg)
    assert is_offline(svg)


def test_a_case_without_stages_has_a_total_all_the_same():
    svg = draw(report(steps=(), apart=(), total=0))
    assert texts(svg) == ["total", "0 kg CO2e"]


def test_a_screen_reader_hears_title_and_figures():
    svg = draw(report())
    title, words = svg[0], svg[1]
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == f"{title.get('id')} {words.get('id')}"
    assert title.text == "By stage"
    assert words.text == (
        "A1 parts 0.600 t CO2e; A2 inbound 0.100 t CO2e; A3 own 0.300 t CO2e; "
        "total 1.00 t CO2e; D credits −0.200 t CO2e"
    )


def test_the_same_report_gives_the_same_bytes():
    from xml.etree.ElementTree import tostring

    assert tostring(draw(report())) == tostring(draw(report()))


def test_a_table_without_total_is_no_waterfall():
    from dataclasses import replace

    bare = replace(table(), total=None)
    with pytest.raises(ValueError, match="ends in a total"):
        read_waterfall(report_of(bare, CHART), CHART)


def test_a_row_without_figure_is_no_step():
    from dataclasses import replace

    whole = table()
    row = (Text("A5"), NOT_APPLICABLE, NOT_APPLICABLE)
    more = replace(whole, rows=(*whole.rows, row))
    assert read_waterfall(report_of(more, CHART), CHART) == read_waterfall(report(), CHART)


def test_a_step_that_is_no_number_is_refused():
    with pytest.raises(FaultsError) as refused:
        Waterfall("W", (Rise("A1", float("nan"), "?"),), Rise("total", 1.0, "1"))
    assert refused.value.faults[0].code == "RP-010"
