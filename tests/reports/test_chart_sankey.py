"""A Sankey chart: what enters a node leaves it, and every level is as wide as the whole."""

import itertools
from dataclasses import replace
from math import fsum

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.reports.charts.drawing import measure
from cradlegate.reports.charts.palette import REST, SERIES, TEXT, contrast
from cradlegate.reports.charts.pictures import draw_picture
from cradlegate.reports.charts.sankey import (
    Flow,
    Node,
    Sankey,
    draw_sankey,
    lay_out_sankey,
    read_sankey,
)
from cradlegate.reports.charts.tornado import draw_tornado
from cradlegate.reports.report import UNKNOWN, Chart, ChartKind, Column, Report, Table, Text
from tests.reports.pictures import (
    SVG,
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

CHART = Chart(ChartKind.SANKEY, "chain", "a", "kgco2e")
ROWS = (
    ("country", "CN", "part", "bed", 3000),
    ("country", "CN", "part", "others (2)", 5000),
    ("country", "DE", "part", "bed", 1000),
    ("part", "bed", "stage", "A1", 4000),
    ("part", "others (2)", "stage", "A1", 2000),
    ("part", "others (2)", "stage", "A3", 3000),
)


def table(rows=ROWS) -> Table:
    columns = (
        *(Column(name, name) for name in "abcd"),
        Column("kgco2e", "result", is_numeric=True),
    )
    return Table(
        "chain", "Chain", columns, tuple((*map(Text, names), kg(size)) for *names, size in rows)
    )


def report(rows=ROWS) -> Report:
    return report_of(table(rows), CHART)


def test_levels_nodes_and_flows_are_read_from_the_table():
    read = read_sankey(report(), CHART)
    assert read.levels == ("country", "part", "stage")
    assert [(one.source.name, one.target.name, one.size * 1000) for one in read.flows] == [
        (start, end, size) for _, start, _, end, size in ROWS
    ]
    assert {(node.level, node.name, node.text) for node in read.nodes} == {
        (0, "CN", "8.00"),
        (0, "DE", "1.00"),
        (1, "bed", "4.00"),
        (1, "others (2)", "5.00"),
        (2, "A1", "6.00"),
        (2, "A3", "3.00"),
    }


def test_every_level_is_as_wide_as_the_whole():
    read = read_sankey(report(), CHART)
    placed, bands = lay_out_sankey(read)
    heights = [
        fsum(box.height for node, box in placed.items() if node.level == level)
        for level in range(3)
    ]
    assert heights == pytest.approx([heights[0]] * 3, rel=1e-9)
    for node, box in placed.items():
        entering = fsum(band.width for band in bands if band.flow.target == node)
        leaving = fsum(band.width for band in bands if band.flow.source == node)
        for width in (entering, leaving):
            assert width == pytest.approx(box.height, rel=1e-9) or not width


def test_flows_stand_side_by_side_at_every_node():
    placed, bands = lay_out_sankey(read_sankey(report(), CHART))
    for node, box in placed.items():
        for ends in (
            sorted((one.end[1], one.width) for one in bands if one.flow.target == node),
            sorted((one.start[1], one.width) for one in bands if one.flow.source == node),
        ):
            at = box.y
            for top, width in ends:
                assert top == pytest.approx(at)
                at += width


def test_the_largest_node_stands_first_and_a_bundle_last():
    placed, _ = lay_out_sankey(read_sankey(report(), CHART))
    order = sorted(placed, key=lambda node: (node.level, placed[node].y))
    assert [node.name for node in order] == ["CN", "DE", "bed", "others (2)", "A1", "A3"]


def test_flows_take_the_colour_of_the_level_that_has_one():
    svg = draw_sankey(read_sankey(report(), CHART), "c", {("part", "bed"): SERIES[0]})
    fills = [path.get("fill") for path in svg.iter("path")]
    assert fills == [SERIES[0], REST, SERIES[0], SERIES[0], REST, REST]


@pytest.mark.parametrize(
    "rows",
    [
        ROWS,
        (("a", "x" * 200, "b", "数控机床" * 30, 5), ("b", "数控机床" * 30, "c", "y" * 200, 5)),
        tuple(
            row
            for number in range(8)
            for row in (
                ("a", f"n{number}", "b", f"m{number}", 10**number),
                ("b", f"m{number}", "c", "all", 10**number),
            )
        ),
    ],
)
def test_every_picture_stays_in_its_frame(rows):
    svg = draw(report(rows))
    assert all_inside(boxes(svg), svg)
    assert overlap(boxes(svg)) == []
    assert words_inside(svg)
    assert is_offline(svg)


def test_labels_of_a_level_never_lie_on_each_other():
    rows = tuple(("a", f"n{number}", "b", "all", 10**number) for number in range(8))
    svg = draw(report(rows))
    tops = sorted(
        float(each.get("y", "0"))
        for each in svg.iter(f"{SVG}text")
        if (each.text or "").startswith("n")
    )
    assert min(b - a for a, b in itertools.pairwise(tops)) >= 15


def test_the_unit_is_named_once_and_figures_stand_beside_names():
    shown = texts(draw(report()))
    assert shown[:3] == ["country, t CO2e", "part", "stage"]
    assert "CN 8.00" in shown


def test_nothing_above_zero_is_no_picture():
    assert draw_picture(report((("a", "x", "b", "y", 0),)), CHART) is None
    unknown = replace(table(()), rows=((*map(Text, "axby"), UNKNOWN),))
    assert draw_picture(report_of(unknown, CHART), CHART) is None


def test_flows_that_leak_are_refused():
    rows = (("a", "x", "b", "y", 5), ("b", "y", "c", "z", 4))
    with pytest.raises(ValueError, match="what enters y does not leave it"):
        read_sankey(report(rows), CHART)


def test_flows_that_are_not_above_zero_or_no_number_are_refused():
    start, end = Node(0, "a", "1"), Node(1, "b", "1")
    with pytest.raises(ValueError, match="above 0"):
        Sankey("S", ("x", "y"), (Flow(start, end, -1.0, "-1"),))
    with pytest.raises(FaultsError) as refused:
        Sankey("S", ("x", "y"), (Flow(start, end, float("inf"), "?"),))
    assert refused.value.faults[0].code == "RP-010"


@pytest.mark.parametrize("fill", [*SERIES, REST])
def test_names_can_be_read_on_every_band(fill):
    """A band lets 55 % of the paper through."""
    channels = [int(fill[at : at + 2], 16) for at in (1, 3, 5)]
    tint = "#" + "".join(f"{round(0.45 * one + 0.55 * 255):02X}" for one in channels)
    assert contrast(TEXT, tint) >= 4.5


def test_a_chart_of_another_kind_is_no_picture():
    assert draw_picture(report(), replace(CHART, kind=ChartKind.TORNADO)) is None


def test_a_long_name_of_a_tornado_stops_before_its_bar():
    columns = (Column("what", "what"), Column("low", "low"), Column("high", "high"))
    rows = ((Text("n" * 200), kg(-5), kg(5)),)
    chart = Chart(ChartKind.TORNADO, "t", "what", "low", "high")
    svg = draw_tornado(report_of(Table("t", "T", columns, rows), chart), chart, "T")
    (name,) = [each.text or "" for each in svg.iter("text")]
    assert name.endswith("…")
    assert measure(name, 22) <= 410
