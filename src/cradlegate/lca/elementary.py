"""Exponential, logarithm and normal quantile made of + − × ÷ and √ alone.

Every step is one IEEE 754 operation with one right answer, so the results are the same bits on
every machine, whatever its vector units; the platform's own functions differ in the last digit.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# ln 2 in two parts (Cody and Waite 1980): the first has 32 trailing zero bits, so that a whole
# number of up to 11 bits times it is exact.
LN2_HIGH = float.fromhex("0x1.62e42fee00000p-1")
LN2_LOW = float.fromhex("0x1.a39ef35793c76p-33")
EXP_TERMS = 14
LOG_TERMS = 13


def exp(x: Floats) -> Floats:
    """Give e to the power x, elementwise; |x| < 700."""
    k = np.rint(x / (LN2_HIGH + LN2_LOW))
    r = (x - k * LN2_HIGH) - k * LN2_LOW
    total = np.ones_like(r)
    for n in range(EXP_TERMS, 0, -1):
        total *= r
        total /= n
        total += 1.0
    result: Floats = np.ldexp(total, k.astype(np.int32))
    return result


def log(x: Floats) -> Floats:
    """Give the natural logarithm, elementwise; x > 0."""
    mantissa, exponent = np.frexp(x)
    is_low = mantissa * mantissa < 0.5  # noqa: PLR2004 - halves the range around 1
    mantissa = np.where(is_low, 2.0 * mantissa, mantissa)
    k = (exponent - is_low).astype(np.float64)
    f = (mantissa - 1.0) / (mantissa + 1.0)
    square = f * f
    total = np.zeros_like(f)
    for n in range(2 * LOG_TERMS + 1, 0, -2):
        total *= square
        total += 1.0 / n
    result: Floats = k * LN2_HIGH + (2.0 * f * total + k * LN2_LOW)
    return result


def normal_quantile(u: Floats) -> Floats:
    """Give z with P(Z ≤ z) = u for a standard normal Z, elementwise; 0 < u < 1.

    Source: M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988), 477-484 (PPND16).
    """
    q = u - 0.5
    middle = 0.180625 - q * q
    result: Floats = q * _horner(QUANTILE_A, middle) / _horner(QUANTILE_B, middle)
    is_outer = np.abs(q) > 0.425  # noqa: PLR2004 - the algorithm's first split
    result[is_outer] = _outer_quantile(u[is_outer])
    return result


def _outer_quantile(u: Floats) -> Floats:
    r = np.sqrt(-log(np.minimum(u, 1.0 - u)))
    near, far = r - 1.6, r - 5.0
    outer = np.where(
        r <= 5.0,  # noqa: PLR2004 - the algorithm's second split
        _horner(QUANTILE_C, near) / _horner(QUANTILE_D, near),
        _horner(QUANTILE_E, far) / _horner(QUANTILE_F, far),
    )
    return np.where(u < 0.5, -outer, outer)  # noqa: PLR2004


def _horner(coefficients: Sequence[float], x: Floats) -> Floats:
    total = np.full_like(x, coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        total *= x
        total += coefficient
    return total


# fmt: off
QUANTILE_A = (3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
      1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
      3.3430575583588128105e4, 2.5090809287301226727e3)
QUANTILE_B = (1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
      2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
      5.2264952788528545610e3)
QUANTILE_C = (1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
      3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
      2.27238449892691845833e-2, 7.74545014278341407640e-4)
QUANTILE_D = (1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
      1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
      1.05075007164441684324e-9)
QUANTILE_E = (6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
      2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
      2.71155556874348757815e-5, 2.01033439929228813265e-7)
QUANTILE_F = (1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
      7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
      2.04426310338993978564e-15)
# fmt: on
