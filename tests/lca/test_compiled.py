"""What the extra `fast` compiles gives the same bits as what runs without it."""

import sys
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.lca import elementary
from cradlegate.lca.monte_carlo import keyed
from cradlegate.lca.monte_carlo.arithmetic import PLAIN, choose_arithmetic
from cradlegate.lca.monte_carlo.run import DrawnIntensities, draw_intensities
from tests.lca.test_background_draws import CHAIN, LOGNORMAL, NORMAL, TRIANGLE, UNIFORM, spreads
from tests.lca.test_background_rounds import invent

pytest.importorskip("numba", reason="the extra `fast` is not installed")
from cradlegate.lca import compiled, compiled_sums

LARGEST = 2**64 - 1
UNIFORMS = st.floats(2.0**-54, 1.0 - 2.0**-53)


def arrays(values):
    return st.lists(values, max_size=40).map(lambda items: np.array(items, dtype=np.float64))


@given(arrays(st.floats(-699.0, 699.0)))
def test_the_exponential_is_the_same_bit_for_bit(x):
    assert np.array_equal(compiled.exp(x), elementary.exp(x))


def test_more_powers_than_are_worked_on_at_once_are_the_same_bit_for_bit():
    x = np.random.default_rng(3).normal(0.0, 30.0, (3, 5_000))
    assert np.array_equal(compiled.exp(x), elementary.exp(x))


@given(arrays(st.floats(1e-290, 1e290)))
def test_a_division_by_multiplications_is_that_of_the_machine(x):
    """All divisors that the exponential has; below 1e-290 what is lost counts nothing beside 1."""
    for divisor in range(1, elementary.EXP_TERMS + 1):
        found = [compiled._divide(each, float(divisor), 1.0 / divisor) for each in x]
        assert found == (x / divisor).tolist()


@pytest.mark.parametrize("x", [700.0, -745.2, 800.0, 1e300, np.inf, np.nan])
def test_powers_that_leave_the_ordinary_numbers_are_left_to_numpy(x):
    with np.errstate(all="ignore"):
        values = np.array([0.5, x])
        assert np.array_equal(compiled.exp(values), elementary.exp(values), equal_nan=True)


@given(arrays(UNIFORMS))
def test_the_normal_quantile_is_the_same_bit_for_bit(u):
    assert np.array_equal(compiled.normal_quantile(u), elementary.normal_quantile(u))


def test_the_far_tails_are_the_same_bit_for_bit():
    tails = 2.0 ** -np.arange(1.0, 54.0)
    u = np.concatenate([tails, 1.0 - tails[:52]]).reshape(3, -1)
    assert np.array_equal(compiled.normal_quantile(u), elementary.normal_quantile(u))


@given(
    st.lists(st.integers(0, LARGEST), min_size=1, max_size=20),
    st.integers(0, LARGEST),
    st.integers(0, 2**32 - 1),
    st.integers(0, 2**32 - 1),
)
def test_uniforms_are_the_same_bit_for_bit(ids, seed, pair, stream):
    words, pairs = np.array(ids, dtype=np.uint64), np.array([pair], dtype=np.uint64)
    ours = compiled.draw_pair(words, seed, pairs, stream)
    assert np.array_equal(ours, keyed.draw_pair(words, seed, pairs, stream))


def test_one_id_is_drawn_for_many_pairs():
    one, pairs = np.array([7], dtype=np.uint64), np.arange(9, dtype=np.uint64)
    assert np.array_equal(compiled.draw_pair(one, 1, pairs), keyed.draw_pair(one, 1, pairs))


@given(st.integers(1, 1_500), st.integers(0, LARGEST), st.integers(0, 2**32 - 1))
@settings(max_examples=30)
def test_lognormal_amounts_are_the_same_bit_for_bit(count, seed, pair):
    random, pairs = np.random.default_rng(count), np.array([pair], dtype=np.uint64)
    ids = random.integers(LARGEST, size=count, dtype=np.uint64)
    centers, scales = random.normal(0.0, 10.0, count), random.uniform(0.0, 4.6, count)
    asked = ids, seed, pairs, centers, scales
    assert np.array_equal(compiled.draw_lognormals(*asked), PLAIN.draw_lognormals(*asked))


def test_lognormal_amounts_beyond_the_ordinary_numbers_are_left_to_numpy():
    ids, pairs = np.arange(2_000, dtype=np.uint64), np.array([3], dtype=np.uint64)
    asked = ids, 5, pairs, np.ones(2_000), np.full(2_000, 250.0)
    with np.errstate(all="ignore"):
        plain = PLAIN.draw_lognormals(*asked)
        assert np.array_equal(compiled.draw_lognormals(*asked), plain)
    assert np.isinf(plain).any()


@given(st.integers(0, 30), st.integers(1, 3), st.integers(0, 2**32))
def test_sums_over_inputs_are_the_same_bit_for_bit(count, width, seed):
    """Processes with no inputs and with many; amounts of both signs, two of them in one entry."""
    random = np.random.default_rng(seed)
    starts = np.concatenate([[0], np.cumsum(random.integers(0, 9, count))]).astype(np.int32)
    size = int(starts[-1])
    slots = np.concatenate([random.permutation(size), np.arange(size)[:2]])
    amounts, outputs = random.normal(size=len(slots)), random.uniform(0.1, 9.0, count)
    asked = slots, amounts, starts, outputs
    data = compiled_sums.sum_inputs(*asked)
    assert np.array_equal(data, PLAIN.sum_inputs(*asked))
    suppliers = random.integers(0, count + 1, size).astype(np.int32)
    values = random.lognormal(0.0, 9.0, (count + 1, width))
    added = starts, suppliers, data, random.normal(size=(count, width)), values
    assert np.array_equal(compiled_sums.add_inputs(*added), PLAIN.add_inputs(*added))


@pytest.fixture
def without_the_extra(monkeypatch):
    """What is drawn inside runs as if numba were not there."""

    @contextmanager
    def hide():
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, "cradlegate.lca.compiled", None)
            patch.delattr("cradlegate.lca.compiled", raising=False)
            choose_arithmetic.cache_clear()
            try:
                assert choose_arithmetic() is PLAIN
                yield
            finally:
                choose_arithmetic.cache_clear()

    return hide


def draw_both(system, spread, products, seed, without_the_extra):
    fast = draw_intensities(system, spread, products, seed, 30)
    with without_the_extra():
        plain = draw_intensities(system, spread, products, seed, 30)
    assert isinstance(fast, DrawnIntensities)
    assert isinstance(plain, DrawnIntensities)
    return fast.values, plain.values


def test_a_database_is_drawn_the_same_with_the_extra_and_without(without_the_extra):
    spread = spreads(
        (LOGNORMAL, 2, 12.0, 0.3, 0.0, 0.0),
        (NORMAL, 3, 1800.0, 90.0, 0.0, 0.0),
        (TRIANGLE, 4, 5.0, 0.0, 4.0, 7.0),
        (UNIFORM, 1, 10.0, 0.0, 9.0, 11.0),
    )
    fast, plain = draw_both(CHAIN, spread, np.arange(CHAIN.count), 24122, without_the_extra)
    assert np.array_equal(fast, plain)


@pytest.mark.parametrize("seed", range(5))
def test_loops_chains_and_credits_are_drawn_the_same_with_the_extra_and_without(
    seed, without_the_extra
):
    given, spread = invent(seed)
    fast, plain = draw_both(given, spread, np.arange(given.count), seed, without_the_extra)
    assert np.isfinite(plain).all()
    assert np.array_equal(fast, plain)
