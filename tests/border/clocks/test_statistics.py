"""Intervals and curves against published values and calculations by hand."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.border.clocks.statistics import (
    NORMAL_97_5,
    estimate_survival,
    estimate_wilson,
    find_quantile,
)


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        # R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # By hand, 7 of 10: z² = 3.8415; middle (0.7 + 0.19207) / 1.38415 = 0.64449;
        # half 1.95996 · sqrt(0.021 + 0.009604) / 1.38415 = 0.24771.
        (7, 10, 0.3968, 0.8922),
    ],
)
def test_wilson_intervals_are_the_published_ones(hits, trials, low, high):
    found = estimate_wilson(hits, trials)
    assert found == pytest.approx((low, high), abs=6e-5)


def test_without_a_trial_every_share_is_possible():
    assert estimate_wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_ends_of_a_wilson_interval_lie_as_far_off_as_its_definition_says(pair):
    """Each end p solves |share - p| = z · sqrt(p (1 - p) / n)."""
    hits, trials = pair
    for end in estimate_wilson(hits, trials):
        assert 0 <= end <= 1
        distance = NORMAL_97_5 * sqrt(end * (1 - end) / trials)
        assert abs(hits / trials - end) == pytest.approx(distance, abs=1e-7)


REMISSION = [
    "6",
    "6",
    "6",
    "6+",
    "7",
    "9+",
    "10",
    "10+",
    "11+",
    "13",
    "16",
    "17+",
    "19+",
    "20+",
    "22",
    "23",
    "25+",
    "32+",
    "32+",
    "34+",
    "35+",
]


def test_the_curve_of_the_remission_data_is_the_published_one():
    """E. J. Freireich et al., Blood 21 (1963): 21 patients on 6-mercaptopurine, + still in remission.

    By hand: 6 weeks 18/21 = 0.857; 7: · 16/17 = 0.807; 10: · 14/15 = 0.753; 13: · 11/12 = 0.690;
    16: · 10/11 = 0.627; 22: · 6/7 = 0.538; 23: · 5/6 = 0.448.  The median is 23 weeks.
    """
    times = [float(each.strip("+")) for each in REMISSION]
    curve = estimate_survival(times, ["+" not in each for each in REMISSION])
    assert curve.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.waiting.tolist() == pytest.approx(
        [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], abs=6e-4
    )
    assert find_quantile(curve, 0.5) == 23
    assert find_quantile(curve, 0.8) is None  # not reached: 0.448 still wait
    assert curve.share_ended(21.9) == pytest.approx(1 - 0.627, abs=6e-4)
    assert curve.share_ended(35) == pytest.approx(1 - 0.448, abs=6e-4)
    assert curve.share_ended(35.1) is None  # nobody was seen so long


def test_without_anybody_still_waiting_the_quantiles_are_those_of_the_sorted_times():
    """Of ten times the fifth, the eighth and the tenth are reached by a half, 80 % and 95 %."""
    times = [30.0, 2, 4, 20, 6, 8, 10, 13, 11, 12]
    curve = estimate_survival(times, [True] * 10)
    assert [find_quantile(curve, share) for share in (0.5, 0.8, 0.95)] == [10, 13, 30]
    assert curve.share_ended(1) == 0
    assert curve.share_ended(12) == pytest.approx(0.7)
    assert curve.share_ended(1000) == pytest.approx(1)


def test_nobody_waits_in_an_empty_room():
    curve = estimate_survival([], [])
    assert find_quantile(curve, 0.5) is None
    assert curve.share_ended(1) is None


def test_one_that_ends_when_another_was_last_seen_ends_first():
    """Both were at risk at 5: 1 - 1/2."""
    assert estimate_survival([5, 5], [True, False]).waiting.tolist() == [0.5]


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), min_size=1, max_size=30))
def test_a_curve_is_the_product_of_its_fractions(waits):
    """Written out, one time after the other."""
    times, ended = [float(time) for time, _ in waits], [is_end for _, is_end in waits]
    curve = estimate_survival(times, ended)
    left, expected = 1.0, []
    for time in sorted({time for time, is_end in waits if is_end}):
        at_risk = sum(each >= time for each, _ in waits)
        left *= 1 - waits.count((time, True)) / at_risk
        expected.append(left)
    assert curve.waiting.tolist() == pytest.approx(expected)
