"""A distribution: every draw is counted once, and marks stand where their figures are."""

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.core.fault import FaultsError
from cradlegate.reports.charts.distribution import (
    Bin,
    Distribution,
    cut_into_bins,
    lay_out_bins,
    list_ticks,
    place,
    read_distribution,
)
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    UNKNOWN,
    Cell,
    Chart,
    ChartKind,
    Column,
    Figure,
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

CHART = Chart(ChartKind.DISTRIBUTION, "draws", "what", "low", "high", words="draws")
BINS = ((1000, 1500, 3), (1500, 2000, 6), (2000, 2500, 0), (2500, 3000, 1))
MARKS = (("mean", 1800), ("median", 1700), ("low", 1100))


def table(bins=BINS, marks=MARKS) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (Text(name), kg(value), NOT_APPLICABLE, NOT_APPLICABLE) for name, value in marks
    ]
    rows += [
        (Text("draws"), kg(low), kg(high), Figure(Decimal(count), digits=None))
        for low, high, count in bins
    ]
    columns = (
        Column("what", "what"),
        *(Column(name, name, is_numeric=True) for name in ("low", "high", "draws")),
    )
    return Table("draws", "Draws", columns, tuple(rows))


def report(**changes) -> Report:
    return report_of(table(**changes), CHART)


def test_bins_and_marks_are_read_from_the_table():
    read = read_distribution(report(), CHART)
    assert [(one.low, one.high, one.count) for one in read.bins] == [
        (1.0, 1.5, 3),
        (1.5, 2.0, 6),
        (2.0, 2.5, 0),
        (2.5, 3.0, 1),
    ]
    assert [(mark.name, mark.value, mark.text) for mark in read.marks] == [
        ("mean", 1.8, "1.80 t CO2e"),
        ("median", 1.7, "1.70 t CO2e"),
        ("low", 1.1, "1.10 t CO2e"),
    ]


def test_bars_are_as_high_as_their_counts():
    heights = [box.height for box in lay_out_bins(read_distribution(report(), CHART))]
    assert heights == pytest.approx([160, 320, 0, 320 / 6])


def test_marks_stand_where_their_figures_are():
    read = read_distribution(report(), CHART)
    bars = lay_out_bins(read)
    assert place(read, 1.5) == pytest.approx(bars[1].x)
    assert place(read, 3.0) == pytest.approx(bars[3].x + bars[3].width)


def test_bins_follow_the_rule_of_freedman_and_diaconis():
    """0 … 999: the quartiles 250 and 750 lie 500 apart, so a bin is 2 × 500 / 10 = 100 wide."""
    bins = cut_into_bins([float(value) for value in range(1000)])
    assert len(bins) == 10
    assert [count for _, _, count in bins] == [100] * 10
    assert bins[0][0] == 0
    assert bins[-1][1] == 999


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=300))
@settings(max_examples=60)
def test_every_draw_is_counted_once(values):
    ordered = sorted(values)
    bins = cut_into_bins(ordered)
    assert 1 <= len(bins) <= 40
    assert sum(count for _, _, count in bins) == len(values)
    assert bins[0][0] == ordered[0]
    assert bins[-1][1] == ordered[-1]
    for (_, end, _), (start, _, _) in itertools.pairwise(bins):
        assert end == start


def test_draws_that_are_all_equal_are_one_bin():
    assert cut_into_bins([5.0] * 100) == ((5.0, 5.0, 100),)


def test_draws_of_which_half_are_equal_have_bins_all_the_same():
    """16 draws give 1 + 5 bins."""
    bins = cut_into_bins([0.0] + [5.0] * 14 + [6.0])
    assert [count for _, _, count in bins] == [1, 0, 0, 0, 0, 15]


def test_one_outlier_does_not_make_endless_bins():
    assert len(cut_into_bins([*map(float, range(100)), 1e12])) == 40


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.0, 10.0, ["0", "2", "4", "6", "8", "10"]),
        (17.6, 29.7, ["18", "20", "22", "24", "26", "28"]),
        (-0.35, 0.35, ["-0.3", "-0.2", "-0.1", "0", "0.1", "0.2", "0.3"]),
        (0.0, 60.0, ["0", "10", "20", "30", "40", "50", "60"]),
        (4.95, 5.05, ["4.96", "4.98", "5.00", "5.02", "5.04"]),
    ],
)
def test_ticks_are_round_numbers(low, high, ticks):
    assert [Decimal(f"{tick:f}") for tick in list_ticks(low, high)] == [Decimal(t) for t in ticks]


@pytest.mark.parametrize(
    ("bins", "marks"),
    [
        (BINS, MARKS),
        (((5000, 5000, 200),), (("mean", 5000), ("median", 5000))),
        (((0, 0, 200),), (("mean", 0),)),
        (((-10, -5, 3), (-5, 0, 4)), (("x" * 300, -40), ("中" * 90, 40))),
        (((123456789, 987654321, 9),), (("mean", 500000000),)),
        ((), ()),
    ],
)
def test_every_picture_stays_in_its_frame(bins, marks):
    svg = draw(report(bins=bins, marks=marks))
    assert all_inside(boxes(svg), svg)
    assert overlap(boxes(svg)) == []
    assert words_inside(svg)
    assert is_offline(svg)


def test_a_mark_without_figure_is_not_drawn():
    whole = table()
    row = (Text("mean"), UNKNOWN, NOT_APPLICABLE, NOT_APPLICABLE)
    more = replace(whole, rows=(*whole.rows, row))
    assert read_distribution(report_of(more, CHART), CHART) == read_distribution(report(), CHART)


def test_the_axis_writes_numbers_as_its_language_does():
    svg = draw(report_of(table(), CHART, "vi"))
    assert "1,80 t CO2e" in texts(svg)
    assert "1,5" in texts(svg)
    assert "1.5" in texts(draw(report()))


def test_a_range_that_is_no_number_is_refused():
    with pytest.raises(FaultsError) as refused:
        Distribution("D", (Bin(float("nan"), 1.0, 3, "?"),), (), "kg")
    assert refused.value.faults[0].code == "RP-010"
