"""The order in which figures of a draw are renewed, and what comes of it."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.lca.monte_carlo.run import DrawnIntensities, draw_intensities
from cradlegate.lca.monte_carlo.spreads import SpreadKind, Spreads
from cradlegate.lca.monte_carlo.system import UnitSystem
from cradlegate.lca.monte_carlo.warm import Start, prepare, solve_near
from tests.lca.test_background_draws import draw_all, solve_dense, system

COUNT = 60


def invent(seed, count=COUNT):
    """Invent chains, loops of weak and of strong exchanges, and credits; two columns of burdens."""
    random = np.random.default_rng(seed)
    consumers, suppliers = random.integers(0, count, (2, 2 * count))
    is_chain = random.random(2 * count) < 0.7
    consumers = np.where(is_chain, np.maximum(consumers, suppliers), consumers)
    shares = random.gamma(0.3, size=len(consumers)) * random.choice(
        [1.0, 1.0, 1.0, -0.2], 2 * count
    )
    sizes = np.bincount(consumers, np.abs(shares), count)
    taken = 0.6 * shares / sizes[consumers]
    emitted = random.lognormal(0.0, 1.0, count)
    made = UnitSystem(
        np.ones(count),
        consumers,
        suppliers,
        taken,
        np.arange(count),
        np.arange(count) % 2,
        emitted,
        np.ones(count),
        2,
    )
    drawn = np.arange(count, len(made.amounts))
    kinds = np.full(len(drawn), SpreadKind.LOGNORMAL, np.uint8)
    ids, zeros = random.integers(2**64, size=len(drawn), dtype=np.uint64), np.zeros(len(drawn))
    scales = random.uniform(0.0, 0.1, len(drawn))
    return made, Spreads(kinds, drawn, ids, made.amounts[drawn], scales, zeros, zeros)


def start_of(given):
    start = prepare(given.assemble(given.amounts))
    assert isinstance(start, Start)
    return start


def make_chain(length):
    """Each takes one of the one before, and each emits 1."""
    links = [(at + 1, at, 1.0) for at in range(length - 1)]
    return system([1] * length, links, [(at, 0, 1, 1) for at in range(length)])


@given(st.integers(0, 2**32), st.integers(1, COUNT))
@settings(max_examples=50)
def test_every_process_stands_in_one_place_and_layers_need_what_is_in_front_of_them(seed, count):
    made, _ = invent(seed, count)
    plan = start_of(made).signed.plan
    assert sorted(plan.order.tolist()) == list(range(count))
    inputs = made.assemble(made.amounts).inputs
    blocks = [*plan.before, plan.members, *plan.others, *plan.behind]
    assert [block.rows.start for block in blocks[1:]] == [block.rows.stop for block in blocks[:-1]]
    for block in blocks:
        for row in range(block.rows.start, block.rows.stop):
            first, last = block.starts[row - block.rows.start : row - block.rows.start + 2]
            taken = plan.suppliers[block.entries][first:last]
            wanted = inputs[[plan.order[row]]].indices
            assert sorted(plan.order[taken].tolist()) == sorted(wanted.tolist())
            if block in plan.before or block in plan.behind:
                assert (taken < block.rows.start).all()


@given(st.integers(0, 2**32), st.integers(1, COUNT))
@settings(max_examples=25)
def test_draws_of_loops_chains_and_credits_are_those_of_a_dense_solver(seed, count):
    made, spread = invent(seed, count)
    drawn = draw_intensities(made, spread, np.arange(count), seed, 3)
    assert isinstance(drawn, DrawnIntensities)
    for at, amounts in enumerate(draw_all(made, spread, seed, 3)):
        expected = solve_dense(made, amounts)
        sizes = np.abs(expected).sum(axis=1, keepdims=True)
        assert (np.abs(drawn.values[:, :, at] - expected) <= 1e-6 * sizes.max()).all()


@pytest.mark.parametrize("length", [1, 5, 50])
def test_a_chain_of_any_length_is_solved_from_its_first_process_on(length):
    chain = make_chain(length)
    near = solve_near(start_of(chain), chain.assemble(chain.amounts * 1.0))
    assert near is not None
    np.testing.assert_allclose(near[:, 0], np.arange(1, length + 1), rtol=1e-7)


def test_what_is_known_can_be_sent_to_a_worker_and_changes_no_bit_there():
    made, spread = invent(1)
    start = start_of(made)
    sent = pickle.loads(pickle.dumps(start))  # noqa: S301 - our own bytes
    amounts = draw_all(made, spread, 7, 1)[0]
    here, there = (solve_near(each, made.assemble(amounts)) for each in (start, sent))
    assert here is not None
    assert there is not None
    assert np.array_equal(here, there)
    assert np.array_equal(start.signed.members, sent.signed.members)
