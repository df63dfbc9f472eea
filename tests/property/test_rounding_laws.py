from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cradlegate.footprint.rounding import round_shares, round_significant, signed_text

finite = st.floats(allow_nan=False, allow_infinity=False)
digits = st.integers(1, 15)
positive = st.one_of(
    st.floats(0, 1e12, allow_nan=False), st.decimals(0, 10**12, allow_nan=False, places=6)
)
steps = st.sampled_from([Decimal(1), Decimal("0.1"), Decimal("0.01"), Decimal(5)])


@given(finite, digits)
def test_rounding_twice_changes_nothing(value, count):
    once = round_significant(value, count)
    assert round_significant(once, count) == once


@given(finite, digits)
def test_rounding_moves_by_at_most_half_a_digit(value, count):
    rounded = round_significant(value, count)
    half = Fraction(10) ** (Decimal(value).adjusted() - count + 1) / 2
    assert abs(Fraction(rounded) - Fraction(value)) <= half


@given(finite, digits)
def test_a_number_and_its_opposite_round_alike(value, count):
    assert round_significant(-value, count) == -round_significant(value, count)


@given(finite, finite, digits)
def test_rounding_keeps_the_order(first, second, count):
    low, high = sorted((first, second))
    assert round_significant(low, count) <= round_significant(high, count)


@given(finite.filter(bool), digits)
def test_exactly_the_digits_asked_for_are_kept(value, count):
    assert len(round_significant(value, count).as_tuple().digits) == count


@given(finite)
def test_signed_form_survives_a_float(value):
    """Otherwise a recomputation that reads the signed figure would sign another one."""
    text = signed_text(value)
    assert signed_text(float(text)) == text


@given(finite)
def test_signed_form_is_plain(value):
    text = signed_text(value)
    assert set(text) <= set("-.0123456789")
    assert text == "0" or text.strip("-").strip("0.")
    assert "." not in text or text[-1] not in "0."


@given(st.lists(positive, min_size=1, max_size=40).filter(any), steps)
def test_shares_sum_exactly_to_the_total(values, step):
    assert sum(round_shares(values, 100, step)) == 100


@given(st.lists(positive, min_size=1, max_size=40).filter(any), steps)
def test_share_is_less_than_a_step_from_the_exact_share(values, step):
    whole = sum(Fraction(value) for value in values)
    for value, share in zip(values, round_shares(values, 100, step), strict=True):
        assert abs(Fraction(share) - Fraction(value) * 100 / whole) < Fraction(step)


@given(st.lists(positive, min_size=1, max_size=40).filter(any), steps)
def test_larger_value_never_has_the_smaller_share(values, step):
    shares = round_shares(values, 100, step)
    ordered = sorted(zip(map(Fraction, values), shares, strict=True), key=lambda pair: pair[0])
    for (small, lesser), (large, greater) in pairwise(ordered):
        assert small == large or lesser <= greater


@given(st.lists(positive, min_size=1, max_size=40).filter(any), steps)
def test_zero_keeps_share_zero(values, step):
    shares = round_shares([*values, 0], 100, step)
    assert shares[-1] == 0
