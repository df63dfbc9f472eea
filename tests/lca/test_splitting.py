"""Large technospheres are solved without factors of the whole, and give the same."""

import numpy as np
import pytest

from cradlegate.lca.solve import Solution, solve_intensities
from cradlegate.lca.splitting import split
from cradlegate.lca.technosphere import SelfFeedingLoop, Technosphere, build_technosphere

COUNT = 2_500  # more than are factorised at once


def build(taken):
    """Each taken: product, consumer, amount; every process makes 1."""
    columns = np.array(taken, dtype=float).reshape(-1, 3)
    products, consumers = columns[:, 0].astype(np.intp), columns[:, 1].astype(np.intp)
    technosphere = build_technosphere(np.ones(COUNT), products, consumers, columns[:, 2])
    assert isinstance(technosphere, Technosphere)
    return technosphere


def invent(*, has_credits=False):
    """Ten inputs a process from anywhere, in units of very different size."""
    random = np.random.default_rng(5)
    products = random.integers(0, COUNT, (COUNT, 10))
    worth = 10.0 ** random.uniform(-6, 6, COUNT)
    shares = random.dirichlet(np.full(10, 0.3), COUNT) * random.uniform(0.1, 0.9, (COUNT, 1))
    if has_credits:
        shares *= random.choice([1, 1, 1, -1], shares.shape)
    amounts = shares * worth[:, None] / worth[products]
    consumers = np.repeat(np.arange(COUNT), 10)
    direct = random.lognormal(0, 2, (COUNT, 2)) * worth[:, None] * (random.random((COUNT, 2)) < 0.3)
    taken = [
        (int(product), int(consumer), float(amount))
        for product, consumer, amount in zip(products.ravel(), consumers, amounts.ravel(), strict=True)
        if product != consumer
    ]  # fmt: skip
    return taken, direct, worth[:, None]


def assert_same_as_dense(technosphere, direct, worth):
    """Compare with LAPACK on the full matrix, which needs units of like worth to be exact."""
    solution = solve_intensities(technosphere, direct)
    assert isinstance(solution, Solution)
    shares = technosphere.inputs.toarray() * worth.T / worth
    expected = np.linalg.solve(np.eye(COUNT) - shares, direct / worth)
    largest = np.linalg.solve(np.eye(COUNT) - np.abs(shares), np.abs(direct) / worth)
    assert (np.abs(solution.values / worth - expected) <= 1e-9 * largest).all()
    assert (solution.bounds / worth <= 1.1e-9 * largest).all()
    return solution


@pytest.mark.parametrize("has_credits", [False, True])
def test_a_large_technosphere_gives_what_a_dense_solver_gives(has_credits):
    taken, direct, worth = invent(has_credits=has_credits)
    assert_same_as_dense(build(taken), direct * [1, -1], worth)


def test_a_stiff_loop_is_no_obstacle():
    """A recycling loop that hands on 9,999 parts in 10,000, in the middle of everything."""
    taken, direct, worth = invent()
    links = [(11, 10, 1.0), (12, 11, 0.5), (10, 12, 2 * 0.9999)]
    ring = [
        (one, other, share * float(worth[other, 0] / worth[one, 0])) for one, other, share in links
    ]
    others = [each for each in taken if each[1] not in {10, 11, 12}]
    direct[10:13] = worth[10:13]
    solution = assert_same_as_dense(build([*others, *ring]), direct, worth)
    rounds = 1 / (1 - 0.9999)
    assert solution.values[10, 0] / worth[10, 0] == pytest.approx(rounds * (1 + 1 + 0.5))


def test_a_product_without_any_burden_has_exactly_none():
    taken = [(1, 0, 0.5), (0, 1, 0.5), (3, 2, 0.5), (2, 3, 0.5)]
    direct = np.zeros((COUNT, 1))
    direct[2] = 3.0
    solution = solve_intensities(build(taken), direct)
    assert isinstance(solution, Solution)
    assert solution.values[:4, 0].tolist() == [0, 0, 4, 2]
    assert not solution.bounds[[0, 1, *range(4, COUNT)]].any()


@pytest.mark.parametrize("loss", [0.04, 1e-5])
def test_what_does_not_settle_soon_is_factorised(loss):
    """Sets of twelve in which each takes a little of all others: rounds alone would take long."""
    share = (1 - loss) / 11
    taken = [
        (12 * part + other, 12 * part + one, share)
        for part in range(200) for one in range(12) for other in range(12) if other != one
    ]  # fmt: skip
    solution = solve_intensities(build(taken), np.ones((COUNT, 1)))
    assert isinstance(solution, Solution)
    assert abs(solution.values[0, 0] - 1 / loss) <= 1e-10 / loss**2
    assert 0 < solution.bounds[0, 0] <= 1e-12 / loss**2


@pytest.mark.parametrize("gain", [1.0, 3.0])
def test_a_loop_that_feeds_on_itself_is_named_among_thousands(gain):
    taken, direct, _ = invent()
    others = [each for each in taken if each[1] not in {10, 11}]
    loop = solve_intensities(build([*others, (11, 10, gain), (10, 11, 1.0)]), direct)
    assert isinstance(loop, SelfFeedingLoop)
    assert loop.members == (10, 11)
    assert loop.gain == pytest.approx(gain)


def test_strong_loops_need_few_rounds_whether_they_score_or_not():
    """Two loops that hand on 9,999 parts in 10,000, one without any burden, in odd units."""
    share, unit = 0.9999, 1e6
    taken = [(1, 0, unit), (0, 1, share / unit), (3, 2, unit), (2, 3, share / unit)]
    direct = np.zeros((COUNT, 1))
    direct[0] = 1.0
    parted = split(build(taken).inputs, direct)
    assert parted is not None
    assert sorted(parted.members.tolist()) == [0, 1, 2, 3]
    assert parted.weak.nnz == 0
    values = parted.solve(direct, 1e-14)
    assert values[:4, 0] == pytest.approx([1e4, 1e4 * share / unit, 0, 0])


def test_strong_exchanges_that_are_singular_alone_cannot_be_parted():
    inputs = build([(1, 0, 1.0), (0, 1, 1.0)]).inputs
    assert split(inputs, np.ones((COUNT, 1))) is None
