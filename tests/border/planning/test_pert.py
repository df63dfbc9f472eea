"""Drawn times have the distribution that their three numbers stand for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.border.planning.pert import Times, draw_times
from cradlegate.lca.philox import draw_uniforms

GRID = (np.arange(200_000) + 0.5) / 200_000
"""Every quantile once, so that means and variances have no noise."""
times = st.tuples(*[st.floats(0, 100)] * 3).map(lambda each: Times(*sorted(each)))


@pytest.mark.parametrize(
    "known", [Times(28, 42, 56), Times(5, 10, 40), Times(10, 10, 20), Times(10, 20, 20)]
)
def test_mean_and_variance_are_those_of_the_formulas(known):
    """Beta-PERT: mean (a + 4 m + b) / 6, variance (mean - a)(b - mean) / 7."""
    drawn = draw_times(known, GRID)
    assert drawn.mean() == pytest.approx(known.mean, abs=0.001 * (known.longest - known.shortest))
    variance = (known.mean - known.shortest) * (known.longest - known.mean) / 7
    assert drawn.var() == pytest.approx(variance, rel=0.002)


def test_quantiles_are_those_of_another_engine():
    """NumPy's own beta generator draws by rejection, and knows nothing of our table."""
    a, m, b = 10.0, 20.0, 45.0
    other = np.random.default_rng(7).beta(
        1 + 4 * (m - a) / (b - a), 1 + 4 * (b - m) / (b - a), 400_000
    )
    own = draw_times(Times(a, m, b), GRID)
    for share in (0.05, 0.2, 0.5, 0.8, 0.95):
        theirs = a + (b - a) * np.quantile(other, share)
        assert np.quantile(own, share) == pytest.approx(theirs, abs=0.1)


def test_a_time_that_is_known_exactly_is_always_the_same():
    assert set(draw_times(Times(7, 7, 7), draw_uniforms("x", 1, 50))) == {7.0}


@given(times, st.lists(st.floats(0.001, 0.999), min_size=2))
def test_draws_lie_between_the_ends_and_grow_with_the_number(known, numbers):
    drawn = draw_times(known, np.array(sorted(numbers)))
    assert (drawn >= known.shortest).all()
    assert (drawn <= known.longest + 1e-9).all()
    assert (np.diff(drawn) >= -1e-9).all()


def test_a_longer_time_is_longer_at_all_three_numbers():
    assert Times(28, 42, 56).scale(1.5) == Times(42, 63, 84)
