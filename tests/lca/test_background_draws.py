"""Draws of a whole database, by hand and against a direct solver."""

import math
from dataclasses import replace

import numpy as np
import pytest
import scipy.stats

from cradlegate.lca.certificate import bound_by_weights
from cradlegate.lca.elementary import normal_quantile
from cradlegate.lca.monte_carlo.keyed import draw_pair, identify_exchange
from cradlegate.lca.monte_carlo.run import DrawnIntensities, draw_intensities
from cradlegate.lca.monte_carlo.spreads import (
    SpreadKind,
    Spreads,
    draw_amounts,
    draw_one,
    invert_spread,
    measure_variances,
)
from cradlegate.lca.monte_carlo.system import UnitSystem
from cradlegate.lca.monte_carlo.warm import Start, prepare, solve_near
from cradlegate.lca.philox import philox4x32
from cradlegate.lca.technosphere import SelfFeedingLoop, Unscalable


def spreads(*rows):
    """Rows of kind, position, center, scale, low, high; ids count from 100."""
    columns = list(zip(*rows, strict=True)) or [()] * 6
    return Spreads(
        np.array(columns[0], np.uint8),
        np.array(columns[1], np.int64),
        np.arange(100, 100 + len(rows), dtype=np.uint64),
        *(np.array(column, np.float64) for column in columns[2:]),
    ).sort()


def system(outputs, links, emissions, width=1):
    """Links of consumer, supplier, amount; emissions of process, column, amount, factor."""
    consumers, suppliers, taken = list(zip(*links, strict=True)) or [()] * 3
    emitters, columns, emitted, factors = list(zip(*emissions, strict=True)) or [()] * 4
    return UnitSystem(
        np.array(outputs, np.float64),
        np.array(consumers, np.int64),
        np.array(suppliers, np.int64),
        np.array(taken, np.float64),
        np.array(emitters, np.int64),
        np.array(columns, np.int64),
        np.array(emitted, np.float64),
        np.array(factors, np.float64),
        width,
    )


# Steel: 1,000 kg a run from 1,800 kg CO2.  Bed: 10 kg a run from 12 kg of steel and 5 kg CO2.
CHAIN = system([1000, 10], [(1, 0, 12)], [(0, 0, 1800, 1), (1, 0, 5, 1)])
# Process 0 makes 10, uses 2 itself, takes 4 of product 1; process 1 makes 1 of 0.5 of product 0.
LOOP = system([10, 1], [(0, 0, 2), (0, 1, 4), (1, 0, 0.5)], [(0, 0, 16, 1), (1, 0, 1, 1)])
LOGNORMAL, NORMAL, TRIANGLE, UNIFORM = SpreadKind
BOTH = np.array([0, 1])


def draw(system, spread, products, seed, count):
    drawn = draw_intensities(system, spread, products, seed, count)
    assert isinstance(drawn, DrawnIntensities)
    return drawn


def solve_dense(system, amounts):
    """Solve the drawn amounts by themselves, with a dense matrix."""
    outputs, taken, emitted = system.part(amounts)
    matrix = np.diag(outputs)
    np.subtract.at(matrix, (system.consumers, system.suppliers), taken)
    direct = np.zeros((system.count, system.width))
    np.add.at(direct, (system.emitters, system.columns), emitted * system.factors)
    return np.linalg.solve(matrix, direct)


def draw_all(system, spread, seed, count):
    """Give the amounts of every draw, each exchange drawn by itself."""
    amounts = np.repeat(system.amounts[:, None], count, axis=1)
    for row, position in enumerate(spread.positions):
        amounts[position] = draw_one(spread, row, seed, count)
    return amounts.T


def test_a_pair_of_draws_is_one_block_of_the_published_generator():
    """Counter: low and high word of the id, pair, stream; words 0, 1 and words 2, 3."""
    name = identify_exchange("process", "7")
    words = philox4x32(np.array([[name & 0xFFFFFFFF], [name >> 32], [3], [1]], np.uint64), (5, 1))[
        :, 0
    ].tolist()
    found = draw_pair(np.array([name], np.uint64), 5 + 2**32, np.array([3], np.uint64), stream=1)
    expected = [
        (((high << 21) | (low >> 11)) + 0.5) / 2**53 for high, low in (words[:2], words[2:])
    ]
    assert found[:, 0].tolist() == expected


def test_the_id_of_an_exchange_is_the_same_on_every_machine():
    """Computed with `printf process/7 | b2sum -l 64`."""
    assert f"{identify_exchange('process', '7'):016x}" == "924bfab2b62c729f"


def test_nominal_figures_of_a_chain_and_of_a_loop_are_those_by_hand():
    """1.8 and (5 + 12 · 1.8) / 10; y0 = (16 + 4 y1) / 8 and y1 = 1 + 0.5 y0: 10/3 and 8/3."""
    for given, expected in ((CHAIN, [1.8, 2.66]), (LOOP, [10 / 3, 8 / 3])):
        drawn = draw(given, spreads(), BOTH, seed=1, count=3)
        np.testing.assert_allclose(drawn.nominal[:, 0], expected, rtol=1e-14)
        np.testing.assert_allclose(
            drawn.values, np.repeat(drawn.nominal[:, :, None], 3, axis=2), rtol=1e-12
        )
        assert drawn.without_figure == ()


def test_a_draw_of_a_chain_is_the_score_of_the_drawn_amounts():
    """Steel 12 kg, lognormal 0.1; CO2 of the bed 5 ± 1; output of the bed from 8 by 10 to 12; steel's CO2 from 1,700 to 1,900."""
    spread = spreads(
        (LOGNORMAL, 2, 12.0, 0.1, 0, 0),
        (NORMAL, 4, 5.0, 1.0, 0, 0),
        (TRIANGLE, 1, 10.0, 0, 8.0, 12.0),
        (UNIFORM, 3, 1800.0, 0, 1700.0, 1900.0),
    )
    u = draw_pair(spread.ids, 9, np.array([2], np.uint64))
    z = [scipy.stats.norm.ppf(float(each)) for each in u[1, :2]]
    steel = (1700 + 200 * u[1, 3]) / 1000
    made = 8 + math.sqrt(u[1, 2] * 8) if u[1, 2] < 0.5 else 12 - math.sqrt((1 - u[1, 2]) * 8)
    bed = (5 + z[1] + 12 * math.exp(0.1 * z[0]) * steel) / made
    drawn = draw(CHAIN, spread, BOTH, seed=9, count=6)
    np.testing.assert_allclose(drawn.values[:, 0, 5], [steel, bed], rtol=1e-7)


def test_a_draw_of_a_loop_with_own_use_and_two_columns_is_that_of_a_dense_solver():
    two = replace(LOOP, columns=np.array([0, 1]), width=2)
    spread = spreads(*((LOGNORMAL, at, amount, 0.2, 0, 0) for at, amount in enumerate(two.amounts)))
    drawn = draw(two, spread, BOTH, seed=4, count=40)
    for at, amounts in enumerate(draw_all(two, spread, 4, 40)):
        np.testing.assert_allclose(
            drawn.values[:, :, at], solve_dense(two, amounts), rtol=1e-7, atol=1e-12
        )


def test_credits_and_negative_amounts_are_drawn_mirrored():
    """A lognormal around -3 stays below 0 and has the same size as one around 3."""
    spread = spreads((LOGNORMAL, 0, -3.0, 0.5, 0, 0), (LOGNORMAL, 1, 3.0, 0.5, 0, 0))
    u = np.array([[0.2, 0.2]])
    assert invert_spread(spread, u).tolist() == [
        [-x for x in invert_spread(spread, u)[0, 1:]] + [invert_spread(spread, u)[0, 1]]
    ]
    credit = system([1, 1], [(1, 0, -0.5)], [(0, 0, 2, 1), (1, 0, 3, 1), (1, 0, -0.5, 1)])
    spread = spreads((LOGNORMAL, 2, -0.5, 0.3, 0, 0))
    drawn = draw(credit, spread, BOTH, seed=2, count=9)
    expected = 2.5 + 2 * draw_one(spread, 0, 2, 9)
    np.testing.assert_allclose(drawn.values[1, 0], expected, rtol=1e-7)


def test_draws_of_one_exchange_are_found_again_without_the_others():
    spread = spreads(
        *((LOGNORMAL, 0, 1.0, 0.1 * at, 0, 0) for at in range(1, 5)), (UNIFORM, 1, 1, 0, 0, 2)
    )
    pairs = np.concatenate([draw_amounts(spread, 3, pair) for pair in range(4)])
    for row in range(spread.count):
        assert draw_one(spread, row, 3, 7).tolist() == pairs[:7, row].tolist()


def test_inversion_and_variance_are_those_of_the_named_distributions():
    rows = {
        LOGNORMAL: (scipy.stats.lognorm(0.4, scale=2.0), (2.0, 0.4, 0.0, 0.0)),
        NORMAL: (scipy.stats.norm(-2.0, 0.5), (-2.0, 0.5, 0.0, 0.0)),
        TRIANGLE: (scipy.stats.triang(0.25, loc=1.0, scale=4.0), (2.0, 0.0, 1.0, 5.0)),
        UNIFORM: (scipy.stats.uniform(1.0, 3.0), (2.5, 0.0, 1.0, 4.0)),
    }
    u = np.linspace(0.001, 0.999, 101)[None, :]
    for kind, (distribution, figures) in rows.items():
        one = spreads((kind, 0, *figures))
        np.testing.assert_allclose(invert_spread(one, u), distribution.ppf(u), rtol=1e-12)
        np.testing.assert_allclose(measure_variances(one), [distribution.var()], rtol=1e-12)


def test_a_draw_in_which_a_loop_feeds_on_itself_leaves_no_figure_and_is_named():
    """Product 0 for itself through 1: 0.5 · a, so that a from 0 to 4 is too much where it is 2 or more."""
    loop = system([1, 1, 1], [(0, 1, 1.0), (1, 0, 0.5), (2, 0, 1)], [(0, 0, 1, 1), (2, 0, 1, 1)])
    spread = spreads((UNIFORM, 3, 1.0, 0, 0, 4.0))
    drawn = draw(loop, spread, np.arange(3), seed=8, count=40)
    a = draw_one(spread, 0, 8, 40)
    bad = tuple(np.flatnonzero(a >= 2).tolist())
    assert 5 < len(bad) < 35
    assert drawn.without_figure == bad
    good = np.flatnonzero(a < 2)
    np.testing.assert_allclose(drawn.values[0, 0, good], 1 / (1 - a[good] / 2), rtol=1e-7)


def test_what_does_not_need_the_loop_keeps_its_figure():
    loop = system([1, 1, 1, 1], [(0, 1, 1.0), (1, 0, 0.5), (2, 3, 2)], [(0, 0, 1, 1), (3, 0, 1, 1)])
    spread = spreads((UNIFORM, 4, 1.0, 0, 3.0, 4.0))
    drawn = draw(loop, spread, np.arange(4), seed=8, count=2)
    assert np.isnan(drawn.values[:2]).all()
    np.testing.assert_allclose(drawn.values[2:, 0], [[2, 2], [1, 1]], rtol=1e-12)


@pytest.mark.parametrize(
    "row",
    [
        (UNIFORM, 0, 1.0, 0, -2.0, -1.0),
        (UNIFORM, 2, 0.5, 0, 10.0, 11.0),
        (UNIFORM, 4, 0.5, 0, 1e308, 1.2e308),
    ],
)
def test_a_process_that_makes_nothing_any_more_or_uses_it_all_has_no_figure_in_that_draw(row):
    """Process 0 makes 10, uses 2 itself; process 2 stands apart."""
    given = system([10, 1, 1], [(0, 0, 2), (1, 0, 1)], [(0, 0, 1e10, 1), (2, 0, 1, 1)])
    where = {0: 0, 2: 3, 4: 5}[row[1]]
    factor = replace(given, factors=np.array([1e10, 1.0])) if where == 5 else given
    spread = spreads((row[0], where, *row[2:]))
    drawn = draw(factor, spread, np.arange(3), seed=8, count=2)
    assert np.isnan(drawn.values[:2]).all()
    assert (drawn.values[2] == 1).all()


def test_nominal_amounts_without_a_solution_are_refused():
    feeding = system([1, 1], [(0, 1, 2), (1, 0, 0.5)], [(0, 0, 1, 1)])
    assert isinstance(draw_intensities(feeding, spreads(), BOTH, 1, 1), SelfFeedingLoop)
    eating = system([1, 1], [(0, 0, 1)], [(0, 0, 1, 1)])
    assert draw_intensities(eating, spreads(), BOTH, 1, 1) == Unscalable((0,))


def test_a_process_without_burdens_scores_exactly_0_in_every_draw():
    free = system([1, 1], [(0, 1, 0.5), (1, 0, 0.5)], [(0, 0, 0, 1)])
    spread = spreads((LOGNORMAL, 2, 0.5, 0.2, 0, 0))
    assert (draw(free, spread, BOTH, 1, 5).values == 0).all()


def test_a_stiff_loop_is_solved_to_the_bound_that_is_promised():
    """0.999 of a product comes back; a draw that hands on a little less halves the score."""
    loop = system([1, 1], [(0, 1, 0.999), (1, 0, 1)], [(0, 0, 1, 1)])
    spread = spreads((UNIFORM, 2, 0.999, 0, 0.9, 0.9999))
    drawn = draw(loop, spread, BOTH, seed=6, count=20)
    expected = 1 / (1 - draw_one(spread, 0, 6, 20))
    np.testing.assert_allclose(drawn.values[0, 0], expected, rtol=1e-7)


def test_a_draw_far_from_the_nominal_amounts_is_solved_too():
    """Weak nominally, the loop keeps 99,999 parts in 100,000 in the draw: solved afresh."""
    far = system([1, 1], [(0, 1, 1e-6), (1, 0, 1)], [(0, 0, 1, 1)])
    start = prepare(far.assemble(far.amounts))
    assert isinstance(start, Start)
    amounts = far.amounts
    amounts[2] = 0.99999
    assert solve_near(start, far.assemble(amounts)) is None
    spread = spreads((UNIFORM, 2, 1e-6, 0, 0.99999, 0.999991))
    drawn = draw(far, spread, BOTH, seed=6, count=2)
    np.testing.assert_allclose(drawn.values[0, 0], 1 / (1 - draw_one(spread, 0, 6, 2)), rtol=1e-7)


def test_the_mean_of_many_lognormal_draws_lies_where_the_median_is_kept():
    """Mean exp(0.3² / 2) = 1.046 times the median; 2,000 draws know it to a per cent."""
    one = system([1], [], [(0, 0, 1, 1)])
    drawn = draw(one, spreads((LOGNORMAL, 1, 1, 0.3, 0, 0)), BOTH[:1], 5, 2000)
    values = drawn.values[0, 0]
    assert np.median(values) == pytest.approx(1, abs=0.015)
    assert values.mean() == pytest.approx(math.exp(0.045), abs=0.015)
    assert values.std() == pytest.approx(math.exp(0.045) * math.sqrt(math.expm1(0.09)), rel=0.04)


def test_quantiles_in_arrays_of_two_rows_are_those_of_one():
    u = np.array([[0.01, 0.5, 0.9], [0.2, 0.99, 1e-15]])
    assert normal_quantile(u).ravel().tolist() == normal_quantile(u.ravel()).tolist()


def test_amounts_beyond_all_numbers_leave_no_figure():
    """Two steps of 1e200 each: nothing feeds on itself, and no number is large enough."""
    steps = system([1, 1, 1], [(1, 0, 1), (2, 1, 1)], [(0, 0, 1, 1)])
    spread = spreads((UNIFORM, 3, 1, 0, 1e200, 2e200), (UNIFORM, 4, 1, 0, 1e200, 2e200))
    drawn = draw(steps, spread, np.arange(3), seed=1, count=1)
    assert np.isnan(drawn.values).all()


@pytest.mark.parametrize("weights", [[1.0, 1.0], [0.0, 1.0], [math.nan, 1.0]])
def test_weights_that_prove_nothing_bound_nothing(weights):
    """A loop of 2 · 0.5 has none; of 1 · 0.5, product 0 cannot weigh nothing while it takes."""
    inputs = LOOP.assemble(LOOP.amounts).inputs
    inputs.data[:] = [2.0, 0.5]
    ones = np.ones((2, 1))
    bounds = bound_by_weights(inputs, np.array(weights)[:, None], ones, ones)
    assert np.isinf(bounds).all()
