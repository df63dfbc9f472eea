"""What a score hangs on: slopes against differences, shares against draws, sums by hand."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from cradlegate.lca.monte_carlo.first_order import (
    FirstOrder,
    differentiate,
    share_variance,
)
from cradlegate.lca.technosphere import SelfFeedingLoop
from tests.lca.test_background_draws import (
    BOTH,
    CHAIN,
    LOGNORMAL,
    LOOP,
    NORMAL,
    UNIFORM,
    draw,
    solve_dense,
    spreads,
    system,
)

ONE = np.ones(1)


def test_a_bed_hangs_on_steel_and_on_itself_as_by_hand():
    """One kg of bed: a tenth of a run, 1.2 kg of steel, which is 0.0012 runs.

    Emitted 2.16 by steel and 0.5 by the bed.  Slopes: output of steel -1.8 · 0.0012, output of the
    bed -2.66 · 0.1, steel taken 1.8 · 0.1, emissions 0.0012 and 0.1.
    """
    found = differentiate(CHAIN, 1, ONE)
    assert isinstance(found, FirstOrder)
    assert found.score == pytest.approx(2.66, rel=1e-14)
    assert_allclose(found.runs, [0.0012, 0.1], rtol=1e-14)
    assert_allclose(found.by_emitter, [2.16, 0.5], rtol=1e-14)
    assert_allclose(found.by_supplier, [2.16, 0], rtol=1e-14)
    assert found.own == pytest.approx(0.5)
    assert_allclose(found.slopes, [-0.00216, -0.266, 0.18, 0.0012, 0.1], rtol=1e-13)


def test_contributions_around_a_loop_with_own_use_are_those_by_hand():
    """One unit of product 0 needs 4/3 of itself and 2/3 of product 1: 4/3 · 2 and 2/3 · 1."""
    found = differentiate(LOOP, 0, ONE)
    assert isinstance(found, FirstOrder)
    assert_allclose(found.by_emitter, [8 / 3, 2 / 3], rtol=1e-14)
    assert_allclose([found.own, *found.by_supplier], [2, 0, 4 / 3], rtol=1e-14)


def make_large(count):
    """Some thousand processes that buy from each other, a few with credits, in two columns."""
    random = np.random.default_rng(1)
    consumers, suppliers = random.integers(count, size=(2, 5 * count))
    amounts = random.uniform(0.01, 0.15, 5 * count) * random.choice(
        [1, -1], 5 * count, p=[0.97, 0.03]
    )
    links = zip(consumers, suppliers, amounts, strict=True)
    emissions = ((at, at % 2, random.uniform(0, 2), 3.0) for at in range(0, count, 3))
    return system(random.uniform(1, 5, count), list(links), list(emissions), width=2)


@pytest.mark.parametrize("count", [30, 2500])
def test_contributions_sum_to_the_score(count):
    found = differentiate(make_large(count), 7, np.ones(2))
    assert isinstance(found, FirstOrder)
    assert found.by_emitter.sum() == pytest.approx(found.score, rel=1e-12)
    assert found.by_supplier.sum() + found.own == pytest.approx(found.score, rel=1e-12)


def test_slopes_are_those_of_differences():
    given, weights, step = make_large(12), np.array([1.0, 0.5]), 1e-6
    found = differentiate(given, 4, weights)
    assert isinstance(found, FirstOrder)
    for at in range(len(given.amounts)):
        ends = []
        for sign in (1, -1):
            amounts = given.amounts
            amounts[at] += sign * step
            ends.append((solve_dense(given, amounts) @ weights)[4])
        assert found.slopes[at] == pytest.approx(
            (ends[0] - ends[1]) / (2 * step), rel=1e-5, abs=1e-8
        )


def test_a_loop_that_converges_slowly_is_solved_forward_by_factors():
    """Two loops that hand on much, far apart in strength: rounds alone do not get there."""
    links = [(at, (at + 1) % 60, 0.999) for at in range(60)] + [
        (at, (at + 7) % 60, 0.00099) for at in range(60)
    ]
    given = system([1.0] * 60, links, [(0, 0, 1, 1)])
    found = differentiate(given, 3, ONE)
    assert isinstance(found, FirstOrder)
    assert found.by_emitter.sum() == pytest.approx(found.score, rel=1e-9)
    assert_allclose(found.score, solve_dense(given, given.amounts)[3, 0], rtol=1e-9)


def test_variance_shares_are_exact_where_the_score_is_linear():
    """Emissions 5 ± 1 and 1,800 from 1,700 to 1,900: slopes 0.1 and 0.0012.

    Variances 0.01 and 0.0012² · 200² / 12 = 0.0048, so 67.6 % and 32.4 %.
    """
    spread = spreads((NORMAL, 4, 5.0, 1.0, 0, 0), (UNIFORM, 3, 1800.0, 0, 1700.0, 1900.0))
    found = differentiate(CHAIN, 1, ONE)
    assert isinstance(found, FirstOrder)
    shared = share_variance(found, spread)
    assert shared.deviation == pytest.approx(np.sqrt(0.0148), rel=1e-12)
    assert_allclose(shared.shares, [0.01 / 0.0148, 0.0048 / 0.0148], rtol=1e-12)
    drawn = draw(CHAIN, spread, BOTH, seed=3, count=2000)
    assert drawn.values[1, 0].std() == pytest.approx(shared.deviation, rel=0.04)


def test_nothing_that_spreads_leaves_no_shares():
    found = differentiate(CHAIN, 0, ONE)
    assert isinstance(found, FirstOrder)
    assert share_variance(found, spreads()).deviation == 0
    beside = share_variance(found, spreads((LOGNORMAL, 4, 5.0, 0.1, 0, 0)))
    assert (beside.deviation, beside.shares.tolist()) == (0, [0])


def test_a_system_without_a_solution_has_no_slopes():
    feeding = system([1, 1], [(0, 1, 2), (1, 0, 0.5)], [(0, 0, 1, 1)])
    assert isinstance(differentiate(feeding, 0, ONE), SelfFeedingLoop)
