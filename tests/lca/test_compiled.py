"""What the extra `fast` compiles gives the same bits as what runs without it."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.lca import elementary
from cradlegate.lca.monte_carlo import keyed
from cradlegate.lca.monte_carlo.arithmetic import PLAIN, choose_arithmetic
from cradlegate.lca.monte_carlo.run import DrawnIntensities, draw_intensities
from tests.lca.test_background_draws import CHAIN, LOGNORMAL, NORMAL, TRIANGLE, UNIFORM, spreads

pytest.importorskip("numba", reason="the extra `fast` is not installed")
from cradlegate.lca import compiled

LARGEST = 2**64 - 1
UNIFORMS = st.floats(2.0**-54, 1.0 - 2.0**-53)


def arrays(values):
    return st.lists(values, max_size=40).map(lambda items: np.array(items, dtype=np.float64))


@given(arrays(st.floats(-699.0, 699.0)))
def test_the_exponential_is_the_same_bit_for_bit(x):
    assert np.array_equal(compiled.exp(x), elementary.exp(x))


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


def test_a_database_is_drawn_the_same_with_the_extra_and_without(monkeypatch):
    spread = spreads(
        (LOGNORMAL, 2, 12.0, 0.3, 0.0, 0.0),
        (NORMAL, 3, 1800.0, 90.0, 0.0, 0.0),
        (TRIANGLE, 4, 5.0, 0.0, 4.0, 7.0),
        (UNIFORM, 1, 10.0, 0.0, 9.0, 11.0),
    )
    products = np.arange(CHAIN.count)
    fast = draw_intensities(CHAIN, spread, products, 24122, 30)
    monkeypatch.setitem(sys.modules, "cradlegate.lca.compiled", None)
    monkeypatch.delattr("cradlegate.lca.compiled", raising=False)
    choose_arithmetic.cache_clear()
    try:
        assert choose_arithmetic() is PLAIN
        plain = draw_intensities(CHAIN, spread, products, 24122, 30)
    finally:
        choose_arithmetic.cache_clear()
    assert isinstance(fast, DrawnIntensities)
    assert isinstance(plain, DrawnIntensities)
    assert np.array_equal(fast.values, plain.values)
