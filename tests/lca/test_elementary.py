import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.lca.elementary import exp, log, normal_quantile


@given(st.floats(-600.0, 600.0))
def test_exp_agrees_with_the_platform_to_two_units_in_the_last_place(x):
    assert exp(np.array([x]))[0] == pytest.approx(math.exp(x), rel=5e-16)


@given(st.floats(1e-300, 1e300))
def test_log_agrees_with_the_platform(x):
    assert log(np.array([x]))[0] == pytest.approx(math.log(x), rel=1e-15, abs=1e-16)


@given(st.floats(-50.0, 50.0))
def test_log_undoes_exp(x):
    assert log(exp(np.array([x])))[0] == pytest.approx(x, rel=1e-14, abs=3e-16)


@given(st.floats(1e-300, 1.0, exclude_max=True))
def test_the_normal_quantile_agrees_with_the_standard_library(u):
    assert normal_quantile(np.array([u]))[0] == pytest.approx(
        NormalDist().inv_cdf(u), rel=1e-13, abs=1e-15
    )


@pytest.mark.parametrize(
    ("u", "z"),
    [
        (0.5, 0.0),
        (0.975, 1.959963984540054),
        (0.025, -1.959963984540054),
        (0.001, -3.090232306167813),
    ],
)
def test_the_normal_quantile_gives_tabulated_points(u, z):
    assert normal_quantile(np.array([u]))[0] == pytest.approx(z, abs=1e-14)


def test_the_normal_quantile_is_odd_around_a_half():
    u = np.linspace(0.01, 0.49, 200)
    assert np.allclose(normal_quantile(u), -normal_quantile(1.0 - u), rtol=1e-13, atol=1e-15)
