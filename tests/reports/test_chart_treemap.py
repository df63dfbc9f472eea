"""A treemap: areas in proportion to figures, nothing on top of anything, nothing left over."""

from dataclasses import replace
from math import fsum, isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.core.fault import FaultsError
from cradlegate.reports.charts.drawing import Box
from cradlegate.reports.charts.palette import REST, SERIES
from cradlegate.reports.charts.pictures import draw_picture
from cradlegate.reports.charts.treemap import (
    Group,
    Leaf,
    Treemap,
    group_colours,
    lay_out_treemap,
    read_treemap,
    squarify,
)
from cradlegate.reports.report import UNKNOWN, Chart, ChartKind, Column, Report, Table, Text
from tests.reports.pictures import (
    NEAR,
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

CHART = Chart(ChartKind.TREEMAP, "parts", "group", "kgco2e", words="part")
ROWS = (
    ("bed", "grey iron", 4000),
    ("bed", "steel", 1000),
    ("column", "grey iron", 2000),
    ("others (4)", "steel", 3000),
)
SIZES = st.lists(st.floats(0.001, 1e6), min_size=1, max_size=40)


def table(rows=ROWS) -> Table:
    columns = (
        Column("group", "subassembly"),
        Column("part", "material"),
        Column("kgco2e", "result", is_numeric=True),
    )
    cells = tuple((Text(group), Text(part), kg(value)) for group, part, value in rows)
    return Table("parts", "By part", columns, cells)


def report(rows=ROWS) -> Report:
    return report_of(table(rows), CHART)


def test_rectangles_are_those_of_the_paper():
    """Bruls, Huizing, van Wijk, figure 4: 6, 6, 4, 3, 2, 2, 1 in 6 × 4.

    Two 6 fill a column 3 wide.  4 and 3 fill a row 3 wide and 7/3 high, the first 12/7 wide.  Then
    come 2 in a column 6/5 wide, and the rest.
    """
    placed = squarify([6, 6, 4, 3, 2, 2, 1], Box(0, 0, 6, 4))
    assert placed[0] == Box(0, 0, 3, 2)
    assert placed[1] == Box(0, 2, 3, 2)
    assert (placed[2].x, placed[2].y) == (3, 0)
    assert placed[2].width == pytest.approx(12 / 7)
    assert placed[2].height == pytest.approx(7 / 3)
    assert placed[3].width == pytest.approx(9 / 7)
    assert placed[4].width == pytest.approx(6 / 5)
    assert placed[4].height == pytest.approx(5 / 3)
    assert [box.area for box in placed] == pytest.approx([6, 6, 4, 3, 2, 2, 1])


@given(SIZES)
@settings(max_examples=60)
def test_areas_are_in_proportion_and_nothing_overlaps_or_is_left_over(sizes):
    frame = Box(0.0, 0.0, 1000.0, 520.0)
    ordered = sorted(sizes, reverse=True)
    placed = squarify(ordered, frame)
    scale = frame.area / fsum(ordered)
    for size, box in zip(ordered, placed, strict=True):
        assert isclose(box.area, size * scale, rel_tol=1e-6)
        assert box.x >= -NEAR
        assert box.y >= -NEAR
        assert box.x + box.width <= frame.width + NEAR
        assert box.y + box.height <= frame.height + NEAR
    assert overlap(placed) == []


def test_parts_lie_in_their_group_and_areas_compare_across_groups():
    tiles = lay_out_treemap(read_treemap(report(), CHART))
    scale = 1000 * 520 / 10
    for tile in tiles:
        assert tile.box.area == pytest.approx(tile.leaf.size * scale, rel=1e-6)
    assert overlap([tile.box for tile in tiles]) == []
    assert [tile.group.name for tile in tiles if tile.is_first] == ["bed", "others (4)", "column"]


def test_figures_of_the_picture_are_those_of_the_table():
    treemap = read_treemap(report(), CHART)
    read = [
        (group.name, leaf.name, round(leaf.size * 1000))
        for group in treemap.groups
        for leaf in group.leaves
    ]
    assert sorted(read) == sorted(ROWS)
    assert [(group.name, group.text) for group in treemap.groups] == [
        ("bed", "5.00 t CO2e"),
        ("others (4)", "3.00 t CO2e"),
        ("column", "2.00 t CO2e"),
    ]
    shown = texts(draw(report()))
    for text in ("grey iron", "4.00 t CO2e", "5.00 t CO2e", "column"):
        assert text in shown


def test_groups_take_the_palette_by_size_and_bundles_are_grey():
    colours = group_colours(report())
    assert colours == {("subassembly", "bed"): SERIES[0], ("subassembly", "column"): SERIES[1]}
    fills = {each.get("fill") for each in draw(report()).iter()}
    assert REST in fills


def test_what_is_not_above_zero_has_no_area():
    rows = (*ROWS, ("bed", "credit", -500), ("bed", "nothing", 0))
    assert read_treemap(report(rows), CHART) == read_treemap(report(), CHART)
    whole = table()
    unknown = replace(whole, rows=(*whole.rows, (Text("bed"), Text("x"), UNKNOWN)))
    assert read_treemap(report_of(unknown, CHART), CHART) == read_treemap(report(), CHART)


def test_nothing_above_zero_is_no_picture():
    assert draw_picture(report((("bed", "iron", -1), ("bed", "steel", 0))), CHART) is None


@pytest.mark.parametrize(
    "rows",
    [
        (("bed", "iron", 5),),
        (("数控机床主轴箱体总成" * 9, "x" * 300, 5), ("y" * 300, "灰铸铁" * 40, 5)),
        tuple((f"group {row % 9}", f"part {row}", 1 + row) for row in range(300)),
        (("bed", "iron", 1), ("column", "iron", 1_000_000)),
    ],
)
def test_every_picture_stays_in_its_frame(rows):
    svg = draw(report(rows))
    assert all_inside(boxes(svg), svg)
    assert words_inside(svg)
    assert is_offline(svg)


def test_labels_stay_in_their_rectangles():
    from cradlegate.reports.charts.drawing import measure

    rows = tuple((f"group {row % 5}", f"part {row}", 400 / (1 + row)) for row in range(30))
    svg = draw(report(rows))
    frames = [box for box in boxes(svg) if box.height != 14]
    for each in svg.iter("{http://www.w3.org/2000/svg}text"):
        x, y = float(each.get("x", "0")), float(each.get("y", "0"))
        if y < 520:
            width = measure(each.text or "", float(each.get("font-size", "0")))
            assert any(
                box.x <= x and x + width <= box.x + box.width and box.y <= y <= box.y + box.height
                for box in frames
            )


def test_a_part_that_has_no_area_or_is_no_number_is_refused():
    with pytest.raises(ValueError, match="above 0"):
        Treemap("T", (Group("g", (Leaf("a", 0.0, "0"),), "0"),))
    with pytest.raises(FaultsError) as refused:
        Treemap("T", (Group("g", (Leaf("a", float("nan"), "?"),), "?"),))
    assert refused.value.faults[0].code == "RP-010"


def test_groups_without_parts_are_drawn_by_their_own_names():
    alone = Chart(ChartKind.TREEMAP, "parts", "group", "kgco2e")
    whole = report_of(table((("bed", "", 4000), ("column", "", 2000), ("feet", "", 0))), alone)
    treemap = read_treemap(whole, alone)
    assert [(group.name, [leaf.name for leaf in group.leaves]) for group in treemap.groups] == [
        ("bed", [""]),
        ("column", [""]),
    ]
    svg = draw(whole)
    # In its tile and in the legend: the name once each, the figure once each.
    assert texts(svg).count("bed") == 2
    said = [title.text for title in svg.iter() if title.tag.endswith("title")]
    assert "bed 4.00 t CO2e" in said
