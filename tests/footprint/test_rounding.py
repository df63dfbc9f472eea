from decimal import Decimal

import pytest

from cradlegate.footprint.rounding import (
    decimal_text,
    pick_mass_unit,
    round_shares,
    round_significant,
    signed_text,
)

D = Decimal


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (D("22403.4357345"), "22400"),
        (D("5.8"), "5.80"),
        (D("9.996"), "10.0"),
        (D("999.5"), "1000"),
        (D("0.00982999"), "0.00983"),
        (D("-88.44"), "-88.4"),
        (D(0), "0"),
        (D("-0.0"), "0"),
        (1e-308, "0." + "0" * 307 + "100"),
        (1e308, "1" + "0" * 308),
    ],
)
def test_three_significant_digits(value, shown):
    assert f"{round_significant(value):f}" == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1.125", "1.12"), ("1.135", "1.14"), ("-1.125", "-1.12"), ("2.5e3", "2500")],
)
def test_half_goes_to_even(value, shown):
    assert f"{round_significant(D(value)):f}" == shown


def test_float_is_rounded_at_its_exact_binary_value():
    """1.005 as a float lies below 1.005, at 1.00499999999999989…; 1.015 lies below 1.015 too."""
    assert round_significant(1.005) == D("1.00")
    assert round_significant(D("1.005")) == D("1.00")
    assert round_significant(1.015) == D("1.01")
    assert round_significant(D("1.015")) == D("1.02")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), D("-Infinity"), D("NaN")])
def test_what_is_not_finite_has_no_digits(value):
    with pytest.raises(ValueError, match="not a finite number"):
        round_significant(value)
    with pytest.raises(ValueError, match="not a finite number"):
        signed_text(value)


def test_no_digit_shows_nothing():
    with pytest.raises(ValueError, match="0 significant digits"):
        round_significant(1.0, 0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (22403.435734512345, "22403.4357345"),
        (1 / 3, "0.333333333333"),
        (2 / 3, "0.666666666667"),
        (-1234567890123456.0, "-1234567890120000"),
        (1e-7, "0.0000001"),
        (100.0, "100"),
        (-0.0, "0"),
    ],
)
def test_signed_form_has_twelve_digits_and_no_exponent(value, text):
    assert signed_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("1E+3", "1000"), ("5.800", "5.8"), ("-0.00", "0"), ("1E-3", "0.001"), ("100", "100")],
)
def test_decimal_is_written_without_exponent_or_trailing_zeros(value, text):
    assert decimal_text(D(value)) == text


def test_three_thirds_sum_to_a_hundred():
    """Each third is 33.33…; the one step left over goes to the first of three equals."""
    assert round_shares([1, 1, 1]) == (D(34), D(33), D(33))
    assert round_shares([1, 1, 1], step=D("0.1")) == (D("33.4"), D("33.3"), D("33.3"))


def test_largest_remainder_gets_the_step_that_is_left():
    """47 : 16 : 15.8 : 12 : 6.1 : 3.1 of 100 in whole steps: floors 47 16 15 12 6 3 sum to 99."""
    values = [D("47"), D("16"), D("15.8"), D("12"), D("6.1"), D("3.1")]
    assert round_shares(values) == tuple(map(D, (47, 16, 16, 12, 6, 3)))


def test_removal_has_a_negative_share():
    """120 − 20 is 100: shares 120 and −20."""
    assert round_shares([D(120), D(-20)]) == (D(120), D(-20))


def test_nothing_has_no_shares():
    for values in ([], [0, 0], [1, -1]):
        with pytest.raises(ValueError, match="no shares of 100"):
            round_shares(values)


def test_total_that_steps_cannot_reach_is_refused():
    with pytest.raises(ValueError, match="in steps of 3"):
        round_shares([1, 2], step=3)


@pytest.mark.parametrize(
    ("largest", "unit"),
    [(0, "kg"), (D("999.999"), "kg"), (1000, "t"), (22403.4, "t"), (-1000.0, "t"), (-5, "kg")],
)
def test_tonnes_begin_at_a_thousand_kilograms(largest, unit):
    assert pick_mass_unit(largest) == unit
