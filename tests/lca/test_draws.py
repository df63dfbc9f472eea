import numpy as np
import pytest

from cradlegate.lca.draws import Parameter, Shape, close_shares, draw_multipliers
from cradlegate.lca.intensities import Intensities, characterize, sum_draws

COUNT = 40_000


def draw(parameter):
    return draw_multipliers([parameter], seed=1, count=COUNT)[0]


def test_a_lognormal_keeps_its_median_and_its_spread():
    draws = draw(Parameter("a", Shape.LOGNORMAL, gsd=1.5))
    assert np.median(draws) == pytest.approx(1.0, abs=0.01)
    assert np.std(np.log(draws)) == pytest.approx(np.log(1.5), rel=0.02)


def test_a_lognormal_whose_value_is_the_mean_keeps_its_mean():
    draws = draw(Parameter("a", Shape.LOGNORMAL, gsd=1.5, is_mean=True))
    assert draws.mean() == pytest.approx(1.0, abs=0.01)


def test_a_triangle_keeps_ends_mean_and_mode():
    draws = draw(Parameter("a", Shape.TRIANGLE, low=0.5, high=2.0))
    assert 0.5 <= draws.min() < 0.52
    assert 1.97 < draws.max() <= 2.0
    assert draws.mean() == pytest.approx((0.5 + 1.0 + 2.0) / 3.0, abs=0.01)
    counts, edges = np.histogram(draws, bins=30)
    mode = edges[counts.argmax()]
    assert 0.85 < mode < 1.15


def test_a_triangle_without_width_is_its_value():
    assert np.all(draw(Parameter("a", Shape.TRIANGLE, low=1.0, high=1.0)) == 1.0)


def test_a_fixed_parameter_is_not_drawn():
    assert np.all(draw(Parameter("a", Shape.FIXED, gsd=9.0)) == 1.0)


def test_adding_a_parameter_leaves_the_others_as_they_were():
    one, two = Parameter("a", Shape.LOGNORMAL, gsd=1.3), Parameter("b", Shape.LOGNORMAL, gsd=2.0)
    alone = draw_multipliers([one], 5, 100)[0]
    assert np.array_equal(alone, draw_multipliers([two, one], 5, 100)[1])


def test_closed_shares_sum_to_one_in_every_draw():
    shares = np.array([0.7, 0.2, 0.1])
    parameters = [Parameter(name, Shape.LOGNORMAL, gsd=1.4) for name in "abc"]
    closed = close_shares(shares, draw_multipliers(parameters, 1, 500))
    assert np.allclose((shares[:, None] * closed).sum(axis=0), 1.0, rtol=1e-14)


def test_characterising_multiplies_amounts_with_their_own_activity():
    intensities = Intensities(("x", "y"), np.array([[1.0, 0.5], [10.0, 0.0]]))
    scores = characterize(np.array([2.0, 3.0, 4.0]), np.array([1, 0, 1]), intensities)
    assert scores.tolist() == [[20.0, 0.0], [3.0, 1.5], [40.0, 0.0]]


def test_draws_are_summed_into_the_groups_that_count_a_line():
    multipliers = np.array([[1.0, 2.0], [1.0, 1.0], [0.5, 0.0]])
    groups = [[0, 1], [1], [0]]
    totals = sum_draws(np.array([10.0, 100.0, 4.0]), iter(multipliers), groups, (2, 2))
    assert totals.tolist() == [[12.0, 20.0], [110.0, 120.0]]
