"""The one place that rounds (method 17; design: three significant figures)."""

from collections.abc import Sequence
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from math import floor
from typing import Literal

ROUNDING_RULE = (
    "Rounded once, from the exact value, half to even; every figure on its own, so shown parts "
    "may differ from their shown total in the last digit. Shares are rounded by largest remainder."
)
"""The rule in words, as reports print it."""

SIGNED_DIGITS = 12
"""Significant digits of a figure that is signed and compared as text (method 17)."""

DISPLAY_DIGITS = 3
"""Significant digits of a figure that people read."""

KG_PER_T = Decimal(1000)
_EXACT = Context(prec=2000, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=ROUND_HALF_EVEN)


def round_significant(value: float | Decimal, digits: int = DISPLAY_DIGITS) -> Decimal:
    """Round to that many significant digits, half to even, and keep exactly that many.

    A float is taken at its exact binary value.  Zero has no significant digit and stays 0.

    Raises:
        ValueError: a value that is not finite, or fewer than one digit.
    """
    if digits < 1:
        raise ValueError(f"{digits} significant digits show nothing")
    exact = Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"{value} is not a finite number")
    if not exact:
        return Decimal(0)
    last_digit = exact.adjusted() - digits + 1
    rounded = exact.quantize(Decimal(1).scaleb(last_digit), context=_EXACT)
    if rounded.adjusted() > exact.adjusted():  # 9.996 became 10.00, one digit too many
        return rounded.quantize(Decimal(1).scaleb(last_digit + 1), context=_EXACT)
    return rounded


def decimal_text(value: Decimal) -> str:
    """Write a decimal as plain digits: no exponent, no trailing zeros, no negative zero."""
    if not value:
        return "0"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed_text(value: float | Decimal) -> str:
    """Write a computed figure in the form that is signed: 12 significant digits, plain decimal.

    Raises:
        ValueError: a value that is not finite.

    Source: method page docs/method, point 17.
    """
    return decimal_text(round_significant(value, SIGNED_DIGITS))


def round_shares(
    values: Sequence[float | Decimal],
    total: Decimal | int = 100,
    step: Decimal | int = 1,
) -> tuple[Decimal, ...]:
    """Turn values into shares that are multiples of a step and sum exactly to the total.

    Largest remainder: every share is rounded down, and the steps left over go to the largest
    remainders, the larger value first, then the earlier one.  A value of 0 keeps share 0.

    Args:
        values: any unit, all the same; negative ones give negative shares.
        total: what the shares sum to, a multiple of step.
        step: the smallest difference between two shares, such as 1 or 0.1.

    Raises:
        ValueError: values that sum to 0 have no shares; a total that is no multiple of step.
    """
    exact = [Fraction(value) for value in values]
    whole = sum(exact, Fraction(0))
    steps = Fraction(total) / Fraction(step)
    if not whole or steps.denominator != 1:
        raise ValueError(f"no shares of {total} in steps of {step} for values that sum to {whole}")
    quotas = [value * steps / whole for value in exact]
    floors = [floor(quota) for quota in quotas]
    by_remainder = sorted(
        range(len(quotas)), key=lambda i: (floors[i] - quotas[i], -abs(exact[i]), i)
    )
    raised = set(by_remainder[: int(steps) - sum(floors, 0)])
    return tuple((share + (i in raised)) * Decimal(step) for i, share in enumerate(floors))


def pick_mass_unit(largest_kg: float | Decimal) -> Literal["t", "kg"]:
    """Pick the one mass unit of a table from its largest mass: t from 1,000 kg upward."""
    return "t" if abs(Decimal(largest_kg)) >= KG_PER_T else "kg"
