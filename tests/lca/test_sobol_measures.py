"""Deviations of parameters in closed form, and rank correlations."""

from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.lca.draws import Parameter, Shape, draw_multipliers
from cradlegate.lca.moments import measure_deviation
from cradlegate.lca.ranks import correlate_ranks


def test_a_lognormal_around_its_mean_has_the_deviation_of_the_textbook():
    """ln 1.3 = 0.262364, its square 0.0688350, e to it 1.0712594."""
    found = measure_deviation(Parameter("a", Shape.LOGNORMAL, gsd=1.3, is_mean=True))
    assert found == pytest.approx(sqrt(exp(log(1.3) ** 2) - 1), rel=1e-14)
    assert found == pytest.approx(sqrt(0.0712594), rel=1e-6)


def test_a_lognormal_around_its_median_is_wider_by_its_higher_mean():
    found = measure_deviation(Parameter("a", Shape.LOGNORMAL, gsd=1.3))
    square = log(1.3) ** 2
    assert found == pytest.approx(exp(square / 2) * sqrt(exp(square) - 1), rel=1e-14)


def test_a_triangle_from_half_to_double_has_the_deviation_of_the_textbook():
    """(0.25 + 4 + 1 − 1 − 0.5 − 2) ÷ 18 = 1.75 ÷ 18."""
    found = measure_deviation(Parameter("a", Shape.TRIANGLE, low=0.5, high=2.0))
    assert found == pytest.approx(sqrt(1.75 / 18), rel=1e-14)


@pytest.mark.parametrize("shape", [Shape.FIXED, Shape.TRIANGLE])
def test_what_cannot_vary_does_not_deviate(shape: Shape):
    assert measure_deviation(Parameter("a", shape)) == 0


@pytest.mark.parametrize(
    "parameter",
    [
        Parameter("a", Shape.LOGNORMAL, gsd=1.4),
        Parameter("a", Shape.LOGNORMAL, gsd=1.4, is_mean=True),
        Parameter("a", Shape.TRIANGLE, low=1.0, high=3.0),
    ],
)
def test_draws_deviate_as_the_closed_form_says(parameter: Parameter):
    drawn = draw_multipliers([parameter], seed=1, count=40_000)[0]
    assert np.std(drawn) == pytest.approx(measure_deviation(parameter), rel=0.02)


def test_ranks_that_agree_in_part_correlate_in_part():
    """Ranks 1 2 3 4 5 against 2 1 4 3 5: squares 1 1 1 1 0, so 1 − 24 ÷ 120."""
    found = correlate_ranks(np.array([1.0, 2, 3, 4, 5]), np.array([20.0, 10, 40, 30, 50]))
    assert found == pytest.approx(0.8)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=40, unique=True))
def test_what_rises_with_it_correlates_fully_and_what_falls_fully_the_other_way(values):
    x = np.array(values)
    ranks = np.argsort(np.argsort(x)).astype(float)
    assert correlate_ranks(x, ranks**3) == 1
    assert correlate_ranks(x, -ranks) == pytest.approx(-1)


def test_a_hundred_thousand_draws_do_not_overflow_the_sum_of_squares():
    rising = np.arange(100_000, dtype=float)
    assert correlate_ranks(rising, rising[::-1]) == pytest.approx(-1, abs=1e-12)
