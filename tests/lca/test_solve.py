"""Intensities, how wrong they can be, and loops that have none."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.lca.certificate import bound_errors, weigh
from cradlegate.lca.loops import find_loop
from cradlegate.lca.solve import Solution, is_productive, solve_intensities
from cradlegate.lca.technosphere import (
    SelfFeedingLoop,
    Technosphere,
    Unscalable,
    build_technosphere,
)

LAWS = settings(max_examples=60)


def build(outputs, taken):
    """Each taken: product, consumer, amount."""
    columns = np.array(taken, dtype=float).reshape(-1, 3)
    products, consumers = columns[:, 0].astype(np.intp), columns[:, 1].astype(np.intp)
    return build_technosphere(np.array(outputs, dtype=float), products, consumers, columns[:, 2])


def solve(outputs, taken, direct):
    technosphere = build(outputs, taken)
    assert isinstance(technosphere, Technosphere)
    return solve_intensities(technosphere, np.array(direct, dtype=float))


def assert_loop(found, members, gain, *, is_cycle=True):
    assert isinstance(found, SelfFeedingLoop)
    assert (found.members, found.is_cycle) == (members, is_cycle)
    assert found.gain == pytest.approx(gain)


def solve_exactly(outputs, taken, direct):
    """Intensities in fractions, by Gauss and Jordan."""
    count = len(outputs)
    rows = [
        [Fraction(0)] * count + [Fraction(value) for value in direct[row]] for row in range(count)
    ]
    for row in range(count):
        rows[row][row] += Fraction(outputs[row])
    for product, consumer, amount in taken:
        rows[int(consumer)][int(product)] -= Fraction(amount)
    for column in range(count):
        pivot = next(row for row in range(column, count) if rows[row][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        lead = rows[column][column]
        rows[column] = [value / lead for value in rows[column]]
        for row in range(count):
            if row != column and rows[row][column]:
                factor = rows[row][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [row[count:] for row in rows]


@st.composite
def systems(draw, *, has_credits=False):
    """Outputs, what is taken, direct burdens; every process takes less than it makes is worth."""
    count = draw(st.integers(1, 6))
    scale = st.sampled_from([0.001, 1.0, 3.7, 1e6])
    outputs = [draw(scale) * draw(st.sampled_from([1, -1])) for _ in range(count)]
    worth = [draw(scale) for _ in range(count)]
    share = st.floats(1e-30, 0.99 / count) | st.just(0.0)
    sign = st.sampled_from([1, -1]) if has_credits else st.just(1)
    taken = [
        (product, consumer, draw(share) * outputs[consumer] * worth[consumer] / worth[product] * draw(sign))
        for product in range(count) for consumer in range(count)
        if draw(st.booleans())
    ]  # fmt: skip
    burden = st.floats(-1e3, 1e3, allow_subnormal=False).map(lambda value: round(value, 6))
    direct = [[draw(burden) for _ in range(2)] for _ in range(count)]
    return outputs, taken, direct


def test_a_chain_is_counted_to_its_end():
    """A run makes 2 units of product 1 at 6 kg: 3 kg a unit.  Product 0 needs 4 of them: 1 + 12."""
    solution = solve([1, 2], [(1, 0, 4)], [[1], [6]])
    assert solution.values.tolist() == [[13], [3]]


def test_a_loop_is_counted_round_after_round():
    """y0 = 1 + y1/2, y1 = 1 + y0/2: both 2, by hand; with own use of a half, by 1 = y/2."""
    assert solve([1, 1], [(1, 0, 0.5), (0, 1, 0.5)], [[1], [1]]).values.tolist() == [[2], [2]]
    assert solve([1], [(0, 0, 0.5)], [[1]]).values.tolist() == [[2]]


def test_the_worked_table_of_the_method_page():
    taken = [(0, 0, 2), (1, 0, 4), (0, 1, 0.5)]
    values = solve([10, 1], taken, [[16], [1]]).values[:, 0]
    assert values == pytest.approx([10 / 3, 8 / 3], rel=1e-15)


def test_a_waste_treatment_burdens_who_hands_it_on():
    """Treating takes in 1 kg at 5 kg CO2e; a maker that gives off 2 kg takes minus 2 of what
    treatment makes, minus 1 kg."""
    solution = solve([1, -1], [(1, 0, -2)], [[3], [5]])
    assert solution.values.tolist() == [[13], [-5]]


def test_categories_are_solved_side_by_side_and_none_at_all_is_allowed():
    solution = solve([1, 1], [(1, 0, 4)], [[1, 0, 0], [0, 1, 0]])
    assert solution.values.tolist() == [[1, 4, 0], [0, 1, 0]]
    assert solution.bounds[:, 2].tolist() == [0, 0]
    assert solve([1], [], np.empty((1, 0))).values.shape == (1, 0)
    assert solve([], [], np.empty((0, 2))).values.shape == (0, 2)


@LAWS
@given(systems(has_credits=True))
def test_no_figure_is_further_from_the_exact_one_than_its_bound(system):
    solution, exact = solve(*system), solve_exactly(*system)
    assert isinstance(solution, Solution)
    for row, (values, bounds) in enumerate(zip(solution.values, solution.bounds, strict=True)):
        for column, (value, bound) in enumerate(zip(values, bounds, strict=True)):
            assert abs(Fraction(value) - exact[row][column]) <= Fraction(bound)


def solve_sizes(outputs, taken, direct):
    """What the burdens would cause if all of them were positive."""
    signs = np.sign(outputs)[:, None]
    return solve(outputs, taken, np.abs(direct) * signs).values


@LAWS
@given(systems())
def test_bounds_are_tight(system):
    """They are of the size of rounding beside what all burdens would cause without signs."""
    assert (solve(*system).bounds <= 1e-11 * solve_sizes(*system)).all()


@LAWS
@given(systems())
def test_a_product_without_any_burden_has_exactly_none(system):
    outputs, taken, direct = system
    direct = [[0.0, 0.0] if row % 2 else values for row, values in enumerate(direct)]
    exact = solve_exactly(outputs, taken, direct)
    has_none = np.array([[value == 0 for value in row] for row in exact])
    is_zero = solve_sizes(outputs, taken, direct) == 0
    assert (has_none | ~is_zero).all()
    assert (solve(outputs, taken, direct).values[is_zero] == 0).all()


@LAWS
@given(systems(), st.floats(-10, 10), st.floats(-10, 10))
def test_intensities_are_linear_in_the_burdens(system, a, b):
    outputs, taken, direct = system
    mixed = [[a * one + b * two] for one, two in direct]
    values = solve(*system).values @ np.array([a, b])
    slack = 1e-11 * solve_sizes(*system) @ np.abs([a, b])
    assert (np.abs(solve(outputs, taken, mixed).values[:, 0] - values) <= slack).all()


@LAWS
@given(systems(has_credits=True), st.randoms(use_true_random=False))
def test_the_order_of_processes_and_exchanges_does_not_matter(system, random):
    outputs, taken, direct = system
    order = random.sample(range(len(outputs)), len(outputs))
    place = {old: new for new, old in enumerate(order)}
    moved = [(place[product], place[consumer], amount) for product, consumer, amount in taken]
    random.shuffle(moved)
    other = solve([outputs[old] for old in order], moved, [direct[old] for old in order])
    here = solve(*system)
    assert (np.abs(other.values - here.values[order]) <= other.bounds + here.bounds[order]).all()


@LAWS
@given(systems(has_credits=True), st.sampled_from([1e-3, 0.5, -2.0, 1e5]))
def test_how_much_a_run_makes_does_not_matter(system, factor):
    """A run that makes, takes and emits f times as much gives the same intensities."""
    outputs, taken, direct = system
    outputs = [outputs[0] * factor, *outputs[1:]]
    taken = [(i, j, amount * factor if j == 0 else amount) for i, j, amount in taken]
    direct = [[value * factor for value in direct[0]], *direct[1:]]
    other, here = solve(outputs, taken, direct), solve(*system)
    slack = 2 * (other.bounds + here.bounds)  # the factor rounds amounts
    assert (np.abs(other.values - here.values) <= slack).all()


@LAWS
@given(systems(has_credits=True), st.lists(st.floats(0, 9), min_size=6, max_size=6))
def test_a_product_scores_the_same_from_both_ends(system, wanted):
    """Demand times intensities is burdens times runs, which A s = f gives in fractions."""
    outputs, taken, direct = system
    demand = [Fraction(amount) for amount in wanted[: len(outputs)]]
    turned = [(consumer, product, amount) for product, consumer, amount in taken]
    runs = [row[0] for row in solve_exactly(outputs, turned, [[amount] for amount in demand])]
    solution = solve(*system)
    for column in range(2):
        by_runs = sum(
            (run * Fraction(row[column]) for run, row in zip(runs, direct, strict=True)),
            Fraction(0),
        )
        values, bounds = solution.values[:, column], solution.bounds[:, column]
        by_demand = sum((f * Fraction(y) for f, y in zip(demand, values, strict=True)), Fraction(0))
        slack = sum(
            (f * Fraction(bound) for f, bound in zip(demand, bounds, strict=True)), Fraction(0)
        )
        assert abs(by_runs - by_demand) <= slack


@pytest.mark.parametrize(
    ("taken", "members", "gain"),
    [
        ([(1, 0, 1), (0, 1, 1)], (0, 1), 1.0),
        ([(1, 0, 3), (0, 1, 0.5)], (0, 1), 1.5),
        ([(3, 1, 2), (4, 3, 0.5), (1, 4, 1.25), (0, 1, 0.1), (1, 0, 0.1)], (1, 3, 4), 1.25),
        ([(1, 0, 0.9), (0, 1, 0.9), (3, 2, 2), (2, 3, 2)], (2, 3), 4.0),
        ([(1, 0, -2), (0, 1, 1)], (0, 1), -2.0),
    ],
)
def test_a_cycle_that_takes_more_than_it_makes_is_named_in_its_order(taken, members, gain):
    loop = solve([1] * 6, taken, np.ones((6, 1)))
    assert_loop(loop, members, gain)


def test_a_member_of_a_cycle_takes_the_product_of_the_next():
    loop = solve([1] * 3, [(2, 0, 2), (1, 2, 1), (0, 1, 1)], np.ones((3, 1)))
    assert loop.members == (0, 2, 1)


def test_cycles_that_are_too_much_only_together_are_named_together():
    """0 takes 0.8 of 1 and of 2, and each 0.8 of 0: demand grows by √(2 x 0.64) a round."""
    taken = [(1, 0, 0.8), (0, 1, 0.8), (2, 0, 0.8), (0, 2, 0.8), (4, 3, 0.5), (3, 4, 0.5)]
    loop = solve([1] * 5, taken, np.ones((5, 1)))
    assert_loop(loop, (0, 1, 2), 1.28**0.5, is_cycle=False)


def test_a_loop_is_found_inside_a_large_knot():
    """2,500 processes that all reach one another; 17 and 1100 trade more than they make."""
    count = 2500
    ring = [((number + 1) % count, number, 0.4) for number in range(count)]
    web = [((number * 37 + 11) % count, number, 0.2) for number in range(count)]
    taken = [*ring, *web, (17, 1100, 5), (1100, 17, 0.3)]
    loop = solve([1] * count, taken, np.ones((count, 1)))
    assert_loop(loop, (17, 1100), 1.5)


def test_one_next_to_nothing_is_told_from_one_that_loses_a_little():
    near = [(1, 0, 1), (0, 1, 1 - 1e-9)]
    solution = solve([1, 1], near, [[1], [1]])
    exact = float(solve_exactly([1, 1], near, [[1], [1]])[0][0])
    assert abs(solution.values[0, 0] - exact) <= solution.bounds[0, 0] < 1e-4 * exact
    loop = solve([1, 1], [(1, 0, 1), (0, 1, 1 - 2**-53)], [[1], [1]])
    assert_loop(loop, (0, 1), 1)


def test_where_no_loop_is_bad_enough_alone_the_strongest_is_named():
    """Such as loops that leave no digit only together: here the judge refuses the whole alone."""
    taken = [(1, 0, 1), (0, 1, 0.9), (2, 1, 1), (3, 2, 1), (2, 3, 1 - 1e-12)]
    loop = find_loop(build([1] * 4, taken).inputs, lambda sizes: sizes.shape[0] < 4)
    assert_loop(loop, (2, 3), 1)


def test_no_member_of_a_loop_is_named_that_it_does_not_need():
    """A ring of four, in which each takes 1.1 of the next; two hang on it with a tenth."""
    ring = [((number + 1) % 4, number, 1.1) for number in range(4)]
    taken = [*ring, (4, 0, 0.1), (0, 4, 0.1), (5, 4, 0.1), (4, 5, 0.1)]
    loop = solve([1] * 6, taken, np.ones((6, 1)))
    assert_loop(loop, (0, 1, 2, 3), 1.1**4)


def test_amounts_that_multiply_beyond_all_numbers_are_refused_by_name():
    assert solve([1] * 3, [(1, 0, 1e200), (2, 1, 2e200)], np.ones((3, 1))) == Unscalable((1,))


def test_burdens_beyond_all_numbers_have_no_bound():
    solution = solve([1e-10, 1], [], [[1e305], [1]])
    assert np.isinf(solution.bounds).all()


def test_a_bound_holds_for_figures_of_any_origin():
    """One figure is off by 1; y0 = 1 + y1/2 passes half of it on."""
    inputs = build([1, 1], [(1, 0, 0.5)]).inputs

    def solve_sizes(right):
        return np.array([right[0] + 0.5 * right[1], right[1]])

    weights = weigh(inputs, solve_sizes, np.ones((2, 1)))
    assert weights is not None
    direct = np.array([[1.0], [1.0]])
    bounds = bound_errors(inputs, solve_sizes, weights, direct, np.array([[1.5], [2.0]]))
    assert bounds[1, 0] >= 1
    assert bounds[0, 0] <= 2
    by_ones = bound_errors(inputs, lambda right: -right, weights, direct, np.array([[1.5], [2.0]]))
    assert (by_ones >= bounds).all()


def test_a_technosphere_is_productive_or_it_is_not():
    assert is_productive(build([1, 1], [(1, 0, 9)]).inputs)
    assert not is_productive(build([1, 1], [(1, 0, 9), (0, 1, 1)]).inputs)
