"""What every uncertain figure does to first order: by hand, and by laws."""

from collections.abc import Sequence
from dataclasses import replace
from math import exp, fsum, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.background.factor import Centre
from cradlegate.background.quality import DataQuality, widening_variance
from cradlegate.core.stage import View
from cradlegate.footprint.appraisal.uncertainty import draw_lines
from cradlegate.footprint.inventory.activity import AmountSpread, CoverageClass
from cradlegate.footprint.line import Line, sum_emissions
from cradlegate.footprint.sensitivity.asking import expect_narrowing, narrow_by, rank_helpers
from cradlegate.footprint.sensitivity.crossing import Crossing, find_crossings
from cradlegate.footprint.sensitivity.figures import (
    FigureKind,
    UncertainFigure,
    list_figures,
    share_variance,
)
from cradlegate.footprint.sensitivity.local import LocalSensitivity, measure_locally
from tests.footprint.test_sensitivity import FIXED, between, factor, gsd, line

GATE = View.CRADLE_TO_GATE


def share(name: str, spread=FIXED) -> AmountSpread:
    return AmountSpread(f"share/{name}", spread, is_share=True)


def template() -> list[Line]:
    """Share A has 75 kg at 2, B has 25 kg at 4 kg CO2e per kg; 250 in all."""
    return [
        line("A", "75", factor("a", FIXED, "2"), share("a", gsd("1.21"))),
        line("B", "25", factor("b", FIXED, "4"), share("b", gsd("1.1"))),
    ]


def by_id(figures: Sequence[UncertainFigure]) -> dict[str, UncertainFigure]:
    return {item.id: item for item in figures}


def measure(lines: Sequence[Line], count: int = 400) -> LocalSensitivity:
    return measure_locally(lines, draw_lines(lines, [GATE], GATE, 7, count).by_view[GATE], 7)


# --- Slope and deviation ------------------------------------------------------------------------


def test_factors_decide_the_variance_by_the_squares_of_what_they_spread():
    """100 kg at GSD 1.3 and 200 kg at GSD 1.1, both around their means."""
    lines = [
        line("L1", "100", factor("wide", gsd("1.3", Centre.MEAN))),
        line("L2", "200", factor("narrow", gsd("1.1", Centre.MEAN))),
    ]
    wide = 100 * sqrt(exp(log(1.3) ** 2) - 1)
    narrow = 200 * sqrt(exp(log(1.1) ** 2) - 1)
    figures = list_figures(lines)
    assert [item.id for item in figures] == ["factor/wide", "factor/narrow"]
    assert [item.name for item in figures] == ["wide", "narrow"]
    assert [item.slope for item in figures] == [100, 200]
    assert [item.deviation for item in figures] == pytest.approx([wide, narrow], rel=1e-12)
    expected = wide**2 / (wide**2 + narrow**2)
    assert share_variance(figures) == pytest.approx([expected, 1 - expected], rel=1e-12)


def test_a_factor_that_fits_its_uses_differently_spreads_with_both_of_its_widths():
    loose = DataQuality(technology=5, geography=1, time=1, precision=1)
    iron = factor("iron", gsd("1.2", Centre.MEAN))
    figure = by_id(list_figures([line("L1", "100", iron), line("L2", "50", iron, quality=loose)]))
    square = log(1.2) ** 2
    wider = square + float(widening_variance(loose))
    expected = 100 * sqrt(exp(square) - 1) + 50 * sqrt(exp(wider) - 1)
    assert figure["factor/iron"].deviation == pytest.approx(expected, rel=1e-6)
    assert len(figure["factor/iron"].parameters) == 2


def test_an_amount_moves_every_line_that_takes_it():
    hours = AmountSpread("hours", gsd("1.4", Centre.MEAN))
    lines = [line("L1", "100", factor("a"), hours), line("L2", "60", factor("b"), hours)]
    figure = by_id(list_figures(lines))["hours"]
    assert (figure.kind, figure.slope) == (FigureKind.AMOUNT, 160)
    assert figure.deviation == pytest.approx(160 * sqrt(exp(log(1.4) ** 2) - 1), rel=1e-12)
    assert [item.id for item in figure.lines] == ["L1", "L2"]


def test_a_template_share_moves_the_result_through_the_closure():
    """150 − 0.75 × 250 = −37.5 and 100 − 0.25 × 250 = 37.5 kg CO2e for once its value."""
    figures = by_id(list_figures(template()))
    assert figures["share/a"].slope == pytest.approx(-37.5)
    assert figures["share/b"].slope == pytest.approx(37.5)
    assert figures["share/a"].kind is FigureKind.SHARE
    step = 1e-6

    def result(m: float) -> float:
        return 100 / (75 * m + 25) * (75 * m * 2 + 25 * 4)

    assert figures["share/a"].slope == pytest.approx(
        (result(1 + step) - result(1 - step)) / (2 * step), rel=1e-6
    )


@given(st.lists(st.tuples(st.integers(1, 900), st.integers(1, 50)), min_size=2, max_size=6))
def test_more_of_every_share_is_no_change_at_all(parts: list[tuple[int, int]]):
    """Only the proportions of shares count, so that their slopes sum to nothing."""
    lines = [
        line(f"L{at}", str(kg), factor(f"f{at}", FIXED, str(per_kg)), share(f"s{at}"))
        for at, (kg, per_kg) in enumerate(parts)
    ]
    slopes = [item.slope for item in list_figures(lines) if item.kind is FigureKind.SHARE]
    assert fsum(slopes) == pytest.approx(0, abs=1e-9 * sum_emissions(lines))


def test_once_more_of_every_factor_is_once_more_of_the_result():
    lines = [*template(), line("C", "30", factor("a", FIXED, "2"))]
    factors = [item for item in list_figures(lines) if item.kind is FigureKind.FACTOR]
    assert fsum(item.slope for item in factors) == pytest.approx(sum_emissions(lines))


# --- Table of effects ---------------------------------------------------------------------------


def test_each_effect_has_elasticity_range_share_and_rank_correlation():
    lines = [line("L1", "300", factor("iron", gsd("1.3"))), line("L2", "100", factor("certain"))]
    [effect] = measure(lines).effects
    assert effect.elasticity == 0.75
    assert effect.variance_share == 1
    assert effect.rank_correlation == 1
    assert effect.variation.low < 0 < effect.variation.high


def test_the_sum_of_squares_stands_beside_what_the_draws_give():
    lines = [
        line("L1", "100", factor("wide", gsd("1.3", Centre.MEAN))),
        line("L2", "200", factor("narrow", gsd("1.1", Centre.MEAN))),
    ]
    found = measure(lines, 20_000)
    assert found.deviation == pytest.approx(found.drawn_deviation, rel=0.03)


def test_ranks_are_those_of_the_draws_that_made_the_interval():
    lines = [
        line("L1", "100", factor("wide", gsd("1.5"))),
        line("L2", "100", factor("narrow", gsd("1.1"))),
    ]
    draws = draw_lines(lines, [GATE], GATE, 7, 500).by_view[GATE]
    other = measure_locally(lines, draws, 8)
    found = [effect.rank_correlation for effect in measure_locally(lines, draws, 7).effects]
    assert found[0] > 0.9
    assert 0.1 < found[1] < 0.5
    assert abs(other.effects[0].rank_correlation) < 0.2, "another seed gives other draws"


def test_a_result_that_is_certain_has_no_effects():
    found = measure([line("L1", "10", factor("certain"))])
    assert (found.effects, found.deviation, found.drawn_deviation) == ((), 0, 0)
    empty = measure_locally([], np.zeros(100), 1)
    assert (empty.effects, empty.deviation) == ((), 0)


LINES = [
    line("L1", "100", factor("a", gsd("1.3")), AmountSpread("hours", gsd("1.4"))),
    line("L2", "55", factor("b", between("1", "3"), "2"), AmountSpread("hours", gsd("1.4"))),
    line("L3", "60", factor("a", gsd("1.3")), share("x", gsd("1.2"))),
    line("L4", "40", factor("c", gsd("1.7"), "3"), share("y", gsd("1.1"))),
    line("L5", "9", factor("d", gsd("1.05"))),
]


@given(st.permutations(LINES))
def test_the_order_of_lines_changes_no_effect(lines: list[Line]):
    assert list_figures(lines) == list_figures(LINES)


def test_splitting_a_line_changes_no_effect():
    half = [line(f"L2-{n}", "27.5", LINES[1].activity.choice.chosen) for n in "ab"]
    spreads = LINES[1].activity.amount_spreads
    half = [replace(one, activity=replace(one.activity, amount_spreads=spreads)) for one in half]
    whole, split = list_figures(LINES), list_figures([LINES[0], *half, *LINES[2:]])
    assert [item.id for item in whole] == [item.id for item in split]
    for one, other in zip(whole, split, strict=True):
        assert (one.slope, one.deviation) == pytest.approx((other.slope, other.deviation))


# --- Where a target is crossed ------------------------------------------------------------------


def cross(lines: Sequence[Line], target: float) -> dict[str, Crossing]:
    return {c.figure.id: c for c in find_crossings(list_figures(lines), lines, target)}


def test_a_factor_crosses_the_target_where_its_lines_make_up_the_gap():
    """300 + 100 to 460 needs 60 more of 300: 1.2 times."""
    lines = [
        line("L1", "300", factor("iron", gsd("1.3"))),
        line("L2", "100", factor("tin", gsd("1.3"))),
    ]
    found = cross(lines, 460)
    assert found["factor/iron"].multiple == pytest.approx(1.2)
    assert found["factor/iron"].is_within
    assert found["factor/tin"].multiple == pytest.approx(1.6)
    assert found["factor/tin"].is_within, "1.3 to the power of 1.96 is 1.67"
    assert not cross(lines, 480)["factor/tin"].is_within


def test_a_figure_that_cannot_bring_the_result_down_far_enough_crosses_nowhere():
    lines = [
        line("L1", "300", factor("iron", gsd("1.3"))),
        line("L2", "100", factor("tin", gsd("1.3"))),
    ]
    found = cross(lines, 250)
    assert found["factor/tin"].multiple is None
    assert not found["factor/tin"].is_within
    assert found["factor/iron"].multiple == pytest.approx(0.5)


def test_a_share_crosses_the_target_while_the_others_close_around_it():
    """75 m kg at 2 and 25 kg at 4, closed to 100 kg: 260 = 100 (150 m + 100) ÷ (75 m + 25)."""
    found = cross(template(), 260)["share/a"]
    m = found.multiple
    assert m is not None
    assert 100 * (150 * m + 100) / (75 * m + 25) == pytest.approx(260)
    assert m == pytest.approx(3500 / 4500)
    assert found.is_within


@pytest.mark.parametrize("target", [150, 400, 401, 1000])
def test_a_share_reaches_no_mean_beyond_its_ends(target: int):
    """All mass as A would give 200, all mass as B 400."""
    found = cross(template(), target)["share/a"]
    assert found.multiple is None or found.multiple == pytest.approx(0)


def test_a_figure_that_moves_nothing_crosses_nothing():
    iron = factor("iron", FIXED, "2")
    lines = [
        line("A", "75", iron, share("a", gsd("1.21"))),
        line("B", "25", iron, share("b", gsd("1.1"))),
        line("C", "0", factor("nothing", gsd("1.3"))),
    ]
    found = cross(lines, 210)
    assert found["share/a"].multiple is None
    assert found["factor/nothing"].multiple is None
    assert found["factor/iron"].multiple == pytest.approx(1.05)
    assert not found["factor/iron"].is_within, "a certain figure has no range"


# --- What knowing would give, and whom to ask -----------------------------------------------------


def test_knowing_three_quarters_of_the_variance_halves_the_interval():
    figure = list_figures(template())[0]
    assert expect_narrowing(figure, 0.75, 8.0).width == 4
    assert narrow_by(1.2) == 1, "an estimate may lie above everything"
    assert narrow_by(-0.1) == 0, "and below nothing"


def asked(one: Line, party: str, coverage: CoverageClass = CoverageClass.RECORDED) -> Line:
    return replace(one, activity=replace(one.activity, ask=party, coverage=coverage))


def test_a_supplier_settles_a_shared_factor_for_its_own_lines_alone():
    """80 of 100 kg: with 0.2 of the deviation left, 1 − 0.04 of the variance goes."""
    iron = factor("iron", gsd("1.3"))
    lines = [
        asked(line("L1", "50", iron), "foundry"),
        asked(line("L2", "30", iron), "foundry"),
        asked(line("L3", "20", iron), "maker", CoverageClass.TEMPLATE),
    ]
    [figure] = list_figures(lines)
    foundry, maker = rank_helpers([expect_narrowing(figure, 0.5, 8.0)])
    assert (foundry.party, maker.party) == ("foundry", "maker")
    assert foundry.share == pytest.approx(0.5 * (1 - 0.2**2))
    assert maker.share == pytest.approx(0.5 * (1 - 0.8**2))
    [request] = foundry.requests
    assert request.what == "a verified figure for L1 and 1 more, in place of iron"
    assert request.unblocks == ("L1", "L2")
    assert maker.requests[0].what == "what L3 really is, in place of iron"


def test_amounts_and_shares_are_asked_for_as_what_they_are():
    hours = AmountSpread("hours", gsd("1.4"))
    lines = [asked(one, "maker") for one in [*template(), line("C", "9", factor("c"), hours)]]
    narrowings = [
        expect_narrowing(item, 0.3, 8.0)
        for item in list_figures(lines)
        if item.kind is not FigureKind.FACTOR
    ]
    [maker] = rank_helpers(narrowings)
    assert maker.share == pytest.approx(0.9)
    assert [one.what for one in maker.requests] == [
        "a measured figure, in place of hours",
        "the real mass of A, in place of share/a",
        "the real mass of B, in place of share/b",
    ]


def test_a_factor_that_spreads_nothing_helps_nobody():
    [figure] = list_figures([line("L1", "0", factor("iron", gsd("1.3")))])
    [helper] = rank_helpers([expect_narrowing(figure, 0.0, 8.0)])
    assert helper.share == 0
