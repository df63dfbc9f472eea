"""What was drawn stays as it is, whatever is added beside it."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.lca.monte_carlo.run import CHUNK, DrawnIntensities, draw_intensities
from cradlegate.lca.monte_carlo.spreads import SpreadKind, Spreads, draw_amounts
from cradlegate.lca.monte_carlo.system import UnitSystem

SEEDS = st.integers(0, 2**64 - 1)


@st.composite
def systems(draw):
    """Up to eight processes whose loops lose half, all amounts lognormal."""
    count = draw(st.integers(2, 8))
    links = draw(st.lists(st.tuples(*[st.integers(0, count - 1)] * 2), max_size=3 * count))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    return make(count, links, random)


def make(count, links, random):
    ends = np.array(links, np.int64).reshape(-1, 2)
    taken = 0.4 / max(len(links), 1) * random.uniform(0.5, 1, len(links))
    emitted = random.uniform(0.5, 2, count)
    own, none = np.arange(count), np.zeros(count, np.int64)
    system = UnitSystem(
        np.ones(count), ends[:, 0], ends[:, 1], taken, own, none, emitted, np.ones(count), 1
    )
    drawn = np.arange(count, len(system.amounts))
    size, zeros = len(drawn), np.zeros(len(drawn))
    ids = np.concatenate([1000 + np.arange(len(links)), own]).astype(np.uint64)
    kinds = np.full(size, SpreadKind.LOGNORMAL, np.uint8)
    scales = random.uniform(0.01, 0.3, size)
    return system, Spreads(kinds, drawn, ids, system.amounts[drawn], scales, zeros, zeros)


def run(system, spreads, products, seed, count, how=map):
    drawn = draw_intensities(system, spreads, np.array(products), seed, count, how)
    assert isinstance(drawn, DrawnIntensities)
    return drawn.values


@given(systems(), SEEDS, st.integers(1, 9))
@settings(max_examples=25)
def test_more_draws_and_more_products_change_no_bit(made, seed, count):
    system, spreads = made
    everything = run(system, spreads, range(system.count), seed, 10)
    some = run(system, spreads, [1], seed, count)
    assert np.array_equal(some, everything[[1], :, :count])


@given(systems(), SEEDS)
@settings(max_examples=25)
def test_more_exchanges_change_no_bit_of_what_is_drawn(made, seed):
    _, spreads = made
    rows = np.arange(spreads.count)
    whole = draw_amounts(spreads, seed, 3)
    assert np.array_equal(draw_amounts(spreads.take(rows[::2]), seed, 3), whole[:, ::2])
    assert np.array_equal(draw_amounts(spreads.take(rows[::-1]), seed, 3), whole[:, ::-1])


@given(systems(), SEEDS)
@settings(max_examples=25)
def test_a_process_that_nobody_needs_changes_no_score_beyond_the_bound(made, seed):
    """It takes 2 of process 0, and what it emits is drawn."""
    system, spreads = made
    count, links = system.count, len(system.taken)
    larger = UnitSystem(
        np.append(system.outputs, 1.0),
        np.append(system.consumers, count),
        np.append(system.suppliers, 0),
        np.append(system.taken, 2.0),
        system.emitters,
        system.columns,
        system.emitted,
        system.factors,
        1,
    )
    moved = spreads.positions + 1 + (spreads.positions >= count + links)
    same = Spreads(
        spreads.kinds, moved, spreads.ids, spreads.centers, spreads.scales, spreads.lows, spreads.highs
    )  # fmt: skip
    before = run(system, spreads, range(count), seed, 4)
    after = run(larger, same, range(count + 1), seed, 4)
    np.testing.assert_allclose(after[:count], before, rtol=2e-7)
    np.testing.assert_allclose(after[count], 2 * after[0], rtol=2e-7)


def test_workers_and_the_order_of_chunks_change_no_bit():
    random = np.random.default_rng(5)
    system, spreads = make(6, [(0, 1), (1, 2), (2, 0), (3, 3)], random)
    count = 2 * CHUNK + 1
    alone = run(system, spreads, [0, 3], 7, count)

    def backwards(work, chunks):
        return [work(chunk) for chunk in chunks[::-1]][::-1]

    with ThreadPoolExecutor(2) as pool:
        assert np.array_equal(run(system, spreads, [0, 3], 7, count, pool.map), alone)
    assert np.array_equal(run(system, spreads, [0, 3], 7, count, backwards), alone)

    def one_by_one(work, chunks):
        parts = [[work(range(at, at + 1)) for at in chunk] for chunk in chunks]
        return [np.concatenate(part, axis=2) for part in parts]

    assert np.array_equal(run(system, spreads, [0, 3], 7, count, one_by_one), alone)
