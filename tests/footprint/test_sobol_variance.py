"""Which figures decide the variance of a footprint: closed forms, quadrature, and laws."""

from collections.abc import Sequence
from math import exp, fsum, log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.background.factor import Centre
from cradlegate.core.stage import View
from cradlegate.footprint.appraisal.uncertainty import draw_lines
from cradlegate.footprint.inventory.activity import AmountSpread
from cradlegate.footprint.line import Line
from cradlegate.footprint.sensitivity.variance import (
    MOST_ALONE,
    DecidedShare,
    DecidedVariance,
    decide_variance,
)
from tests.footprint.test_sensitivity import FIXED, between, factor, gsd, line
from tests.footprint.test_sobol_figures import LINES, share

GATE = View.CRADLE_TO_GATE


def decide(lines: Sequence[Line], points: int = 4096, seed: int = 1) -> DecidedVariance:
    return decide_variance(lines, seed, points)


def by_id(found: DecidedVariance) -> dict[str, DecidedShare]:
    return {"+".join(item.id for item in share.figures): share for share in found.shares}


def test_factors_of_lines_that_are_added_up_decide_by_their_variances():
    """A lognormal around its mean, one around its median, and a triangle from half to double."""
    lines = [
        line("L1", "100", factor("mean", gsd("1.3", Centre.MEAN))),
        line("L2", "50", factor("median", gsd("1.5"))),
        line("L3", "40", factor("triangle", between("1", "4"), "2")),
        line("L4", "500", factor("certain")),
    ]
    square = log(1.5) ** 2
    variances = {
        "factor/mean": 100**2 * (exp(log(1.3) ** 2) - 1),
        "factor/median": 50**2 * exp(square) * (exp(square) - 1),
        "factor/triangle": 80**2 * 1.75 / 18,
    }
    whole = fsum(variances.values())
    found = decide(lines)
    shares = by_id(found)
    assert shares.keys() == variances.keys()
    for name, variance in variances.items():
        assert shares[name].first.value == pytest.approx(variance / whole, abs=0.01)
        assert shares[name].total.value == pytest.approx(variance / whole, abs=0.01)
    assert found.deviation == pytest.approx(sqrt(whole), rel=0.01)
    assert found.mean == pytest.approx(100 + 50 * exp(square / 2) + 80 * 3.5 / 3 + 500, rel=1e-3)
    assert found.first_sum.value == pytest.approx(1, abs=0.02)


def test_an_amount_and_its_factor_decide_together_what_neither_decides_alone():
    """(1 + c)² − 1 in all, of which c each alone and c² together, with c = exp(ln² 1.4) − 1."""
    hours = AmountSpread("hours", gsd("1.4", Centre.MEAN))
    found = decide([line("L1", "100", factor("iron", gsd("1.4", Centre.MEAN)), hours)], 16384)
    c = exp(log(1.4) ** 2) - 1
    whole = (1 + c) ** 2 - 1
    for one in by_id(found).values():
        assert one.first.value == pytest.approx(c / whole, abs=0.01)
        assert one.total.value == pytest.approx(c * (1 + c) / whole, abs=0.01)
    assert 1 - found.first_sum.value == pytest.approx(c * c / whole, abs=0.015)


def test_template_shares_decide_through_the_closure():
    """75 kg at 2 and 25 kg at 4, closed: Gauss and Hermite integrate over both instead."""
    lines = [
        line("A", "75", factor("a", FIXED, "2"), share("a", gsd("1.5"))),
        line("B", "25", factor("b", FIXED, "4"), share("b", gsd("1.3"))),
    ]
    z, weights = np.polynomial.hermite_e.hermegauss(40)
    weights = weights / weights.sum()
    a, b = 75 * np.exp(log(1.5) * z)[:, None], 25 * np.exp(log(1.3) * z)[None, :]
    result = 100 * (2 * a + 4 * b) / (a + b)
    mean = weights @ result @ weights
    variance = weights @ (result - mean) ** 2 @ weights
    of_a = weights @ (result @ weights - mean) ** 2
    of_b = (weights @ result - mean) ** 2 @ weights
    found = decide(lines)
    shares = by_id(found)
    assert found.mean == pytest.approx(mean, rel=1e-3)
    assert found.deviation == pytest.approx(sqrt(variance), rel=0.01)
    assert shares["share/a"].first.value == pytest.approx(of_a / variance, abs=0.01)
    assert shares["share/b"].first.value == pytest.approx(of_b / variance, abs=0.01)
    assert shares["share/a"].total.value == pytest.approx(1 - of_b / variance, abs=0.01)


def test_a_share_that_is_certain_still_takes_its_part_of_the_mass():
    lines = [
        line("A", "75", factor("a", FIXED, "2"), share("a", gsd("1.5"))),
        line("B", "25", factor("b", FIXED, "4"), share("b", FIXED)),
        line("C", "1000", factor("c", FIXED)),
    ]
    z, weights = np.polynomial.hermite_e.hermegauss(40)
    weights = weights / weights.sum()
    mass = 75 * np.exp(log(1.5) * z)
    result = 1000 + 100 * (2 * mass + 100) / (mass + 25)
    found = decide(lines)
    assert by_id(found)["share/a"].first.value == pytest.approx(1, abs=0.01)
    assert by_id(found)["share/a"].total.value == pytest.approx(1, abs=0.01)
    assert found.mean == pytest.approx(weights @ result, rel=1e-4)


def test_lines_of_one_factor_move_together():
    """100 + 100 of one factor against 200 of another with the same spread: half each."""
    iron = factor("iron", gsd("1.3"))
    lines = [
        line("L1", "100", iron),
        line("L2", "100", iron),
        line("L3", "200", factor("tin", gsd("1.3"))),
    ]
    shares = by_id(decide(lines))
    assert shares["factor/iron"].first.value == pytest.approx(0.5, abs=0.01)
    assert shares["factor/tin"].first.value == pytest.approx(0.5, abs=0.01)


def test_points_spread_as_draws_do():
    draws = draw_lines(LINES, [GATE], GATE, 7, 40_000).by_view[GATE]
    found = decide(LINES)
    assert found.deviation == pytest.approx(np.std(draws), rel=0.02)
    assert found.mean == pytest.approx(np.mean(draws), rel=0.005)


def test_small_figures_are_one_group_that_decides_their_sum():
    """One of 100 and twenty of 1 each, all GSD 1.3: 20 of 10,020 parts, which is 0.2 %."""
    lines = [line("big", "100", factor("big", gsd("1.3")))]
    lines += [line(f"L{n}", "1", factor(f"f{n:02}", gsd("1.3"))) for n in range(20)]
    big, rest = decide(lines).shares
    assert [item.id for item in big.figures] == ["factor/big"]
    assert len(rest.figures) == 20
    assert rest.first.value == pytest.approx(20 / 10020, abs=5e-4)
    assert rest.total.value == pytest.approx(20 / 10020, abs=5e-4)


def test_no_more_figures_than_can_be_paid_for_are_looked_at_alone():
    lines = [line(f"L{n}", "1", factor(f"f{n:02}", gsd("1.3"))) for n in range(MOST_ALONE + 9)]
    found = decide(lines, 256)
    assert [len(one.figures) for one in found.shares] == [1] * MOST_ALONE + [9]


def test_a_result_that_is_certain_is_decided_by_nothing():
    found = decide([line("L1", "10", factor("certain"))], 256)
    assert (found.shares, found.mean, found.deviation) == ((), 10, 0)
    assert found.first_sum.value == 0
    assert decide([], 256).shares == ()


def test_the_same_seed_gives_the_same_shares():
    assert decide(LINES, 256) == decide(LINES, 256)
    assert decide(LINES, 256) != decide(LINES, 256, seed=2)


@settings(max_examples=15)
@given(st.permutations(LINES))
def test_the_order_of_lines_changes_no_share(lines: list[Line]):
    assert decide(lines, 256) == decide(LINES, 256)


@settings(max_examples=15)
@given(st.integers(1, 99))
def test_splitting_a_line_changes_no_share(percent: int):
    first = LINES[0].activity
    parts = [
        line(f"L1-{n}", str(kg), first.choice.chosen, *first.amount_spreads)
        for n, kg in enumerate((percent, 100 - percent))
    ]
    whole, split = decide(LINES, 256), decide([*parts, *LINES[1:]], 256)
    for one, other in zip(whole.shares, split.shares, strict=True):
        assert [item.id for item in one.figures] == [item.id for item in other.figures]
        assert one.first.value == pytest.approx(other.first.value, abs=1e-9)
        assert one.total.value == pytest.approx(other.total.value, abs=1e-9)


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(1, 500), st.floats(1.02, 1.4)), min_size=1, max_size=8))
def test_shares_of_factors_alone_are_those_of_first_order(parts: list[tuple[int, float]]):
    """Sums without products: no interaction, so that first and total agree with the squares."""
    lines = [
        line(f"L{n}", str(kg), factor(f"f{n}", gsd(f"{width:.4f}", Centre.MEAN)))
        for n, (kg, width) in enumerate(parts)
    ]
    squares = {
        f"factor/f{n}": (kg * sqrt(exp(log(float(f"{width:.4f}")) ** 2) - 1)) ** 2
        for n, (kg, width) in enumerate(parts)
    }
    whole = fsum(squares.values())
    for one in decide(lines, 4096).shares:
        expected = fsum(squares[item.id] for item in one.figures) / whole
        assert one.total.value == pytest.approx(expected, abs=0.06)
        assert one.first.value == pytest.approx(expected, abs=0.06)
        assert -3 * one.first.half_width - 1e-9 <= one.first.value
        assert one.total.value <= 1 + 3 * one.total.half_width + 1e-9
