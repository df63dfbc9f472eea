"""Random numbers, exponential and normal quantile, compiled: the extra `fast`.

Bit for bit what NumPy gives where it is not installed: the same operations in the same order,
none of them contracted or rearranged.  So a draw is the same with the extra and without it.
"""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numba import njit, types
from numba.extending import intrinsic
from numpy.typing import NDArray

from cradlegate.lca import elementary
from cradlegate.lca.elementary import (
    EXP_TERMS,
    LN2_HIGH,
    LN2_LOW,
    LOG_TERMS,
    QUANTILE_A,
    QUANTILE_B,
    QUANTILE_C,
    QUANTILE_D,
    QUANTILE_E,
    QUANTILE_F,
    Floats,
)
from cradlegate.lca.philox import MASK, MULTIPLIERS, ROUNDS, WEYL, Words

_compile = njit(cache=True, nogil=True, error_model="numpy")
_LARGEST_POWER = 700.0
"""Beyond it a result may be none of the ordinary numbers, whose exponents are set here as bits."""


def _fuse(_context: object, _x: object, _y: object, _z: object) -> tuple[Any, Any]:
    signature = types.float64(types.float64, types.float64, types.float64)
    return signature, lambda _target, builder, _signature, values: builder.fma(*values)


_multiply_add = cast("Callable[[float, float, float], float]", intrinsic(_fuse))
"""Gives x y + z, rounded once."""
_PART = 512
"""Numbers that are worked on at once: few enough for the nearest cache."""

_M0, _M1 = MULTIPLIERS
_W0, _W1 = np.uint64(WEYL[0]), np.uint64(WEYL[1])
_HALF_WORD, _HIGH, _LOW = np.uint64(32), np.uint64(21), np.uint64(11)
_STEPS = float(1 << 53)
_FRACTION, _MANTISSA_BITS, _HALF_BITS, _BIAS = 52, (1 << 52) - 1, 1022 << 52, 1022
_LN2 = LN2_HIGH + LN2_LOW
_LAST = len(QUANTILE_A) - 1
_INVERSES = tuple(1.0 / n if n else 0.0 for n in range(2 * LOG_TERMS + 2))


def draw_pair(ids: Words, seed: int, pairs: Words, stream: int = 0) -> Floats:
    """Draw two numbers strictly between 0 and 1, as `keyed.draw_pair` does."""
    count = max(ids.size, pairs.size)
    uniforms = np.empty((2, count))
    key = np.uint64(seed & int(MASK)), np.uint64(seed >> 32)
    _fill(_stretch(ids, count), _stretch(pairs, count), np.uint64(stream), key, uniforms)
    return uniforms


def draw_lognormals(ids: Words, seed: int, pairs: Words, centers: Floats, scales: Floats) -> Floats:
    """Draw amounts twice, as `arithmetic.draw_lognormals` does."""
    drawn = np.empty((2, ids.size))
    words = _stretch(ids, ids.size), _stretch(pairs, ids.size), np.uint64(0)
    key = np.uint64(seed & int(MASK)), np.uint64(seed >> 32)
    if _fill_lognormals(words, key, centers, scales, drawn):
        return drawn
    return centers * exp(scales * normal_quantile(draw_pair(ids, seed, pairs)))


def exp(x: Floats) -> Floats:
    """Give e to the power x, elementwise, as `elementary.exp` does."""
    if not np.abs(x).max(initial=0.0) < _LARGEST_POWER:
        return elementary.exp(x)
    result = np.empty(x.shape)
    _exp(np.ascontiguousarray(x).ravel(), result.ravel())
    return result


def normal_quantile(u: Floats) -> Floats:
    """Give z with P(Z ≤ z) = u, elementwise, as `elementary.normal_quantile` does."""
    result = np.empty(u.shape)
    _fill_quantiles(np.ascontiguousarray(u).ravel(), result.ravel())
    return result


def _stretch(words: Words, count: int) -> Words:
    return np.ascontiguousarray(np.broadcast_to(words, (count,)))


@_compile
def _fill(
    ids: Words, pairs: Words, stream: np.uint64, key: tuple[np.uint64, np.uint64], out: Floats
) -> None:
    for i in range(ids.size):
        c0, c1, c2, c3 = ids[i] & MASK, ids[i] >> _HALF_WORD, pairs[i], stream
        k0, k1 = key
        for _ in range(ROUNDS):
            p0, p1 = _M0 * c0, _M1 * c2
            c0, c1 = (p1 >> _HALF_WORD) ^ c1 ^ k0, p1 & MASK
            c2, c3 = (p0 >> _HALF_WORD) ^ c3 ^ k1, p0 & MASK
            k0, k1 = (k0 + _W0) & MASK, (k1 + _W1) & MASK
        out[0, i] = (np.float64(np.int64((c0 << _HIGH) | (c1 >> _LOW))) + 0.5) / _STEPS
        out[1, i] = (np.float64(np.int64((c2 << _HIGH) | (c3 >> _LOW))) + 0.5) / _STEPS


@_compile
def _fill_lognormals(
    words: tuple[Words, Words, np.uint64],
    key: tuple[np.uint64, np.uint64],
    centers: Floats,
    scales: Floats,
    out: Floats,
) -> bool:
    """Fill in amounts, as long as all powers are below the largest."""
    uniforms, powers = np.empty((2, _PART)), np.empty(_PART)
    for first in range(0, centers.size, _PART):
        end = min(first + _PART, centers.size)
        _fill(words[0][first:end], words[1][first:end], words[2], key, uniforms)
        for half in range(2):
            _fill_quantiles(uniforms[half, : end - first], powers[: end - first])
            is_ordinary = True
            for i in range(end - first):
                powers[i] *= scales[first + i]
                is_ordinary &= abs(powers[i]) < _LARGEST_POWER
            if not is_ordinary:
                return False
            _exp(powers[: end - first], out[half, first:end])
            for i in range(first, end):
                out[half, i] *= centers[i]
    return True


@_compile
def _exp(x: Floats, out: Floats) -> None:
    """Give powers of e: of a part one term after the other, which is twice as fast."""
    rests = np.empty(_PART)
    for first in range(0, x.size, _PART):
        source, total = x[first : first + _PART], out[first : first + _PART]
        for i in range(source.size):
            k = np.rint(source[i] / _LN2)
            rests[i] = (source[i] - k * LN2_HIGH) - k * LN2_LOW
            total[i] = 1.0
        for n in range(EXP_TERMS, 0, -1):
            divisor, inverse = np.float64(n), 1.0 / n
            for i in range(source.size):
                total[i] = _divide(total[i] * rests[i], divisor, inverse) + 1.0
        bits = total.view(np.int64)
        for i in range(source.size):
            bits[i] += np.int64(np.rint(source[i] / _LN2)) << _FRACTION


@_compile
def _divide(x: float, divisor: float, inverse: float) -> float:
    """Give x / divisor to the last bit by multiplications, which are faster.

    Divisors are whole and of four bits.  So what `near` leaves over is exact, and no quotient lies
    so close to the middle between two numbers that the rounded inverse could send it to the wrong
    one.  Where x is too small for either, nothing is left of it beside 1.
    """
    near = x * inverse
    return _multiply_add(_multiply_add(-divisor, near, x), inverse, near)


@_compile
def _fill_quantiles(u: Floats, out: Floats) -> None:
    places = np.empty(u.size, dtype=np.int64)
    rows = places[: _fill_middle(u, out, places)]
    outer = _outer(u[rows])
    for i in range(rows.size):
        out[rows[i]] = outer[i]


@_compile
def _fill_middle(u: Floats, out: Floats, places: NDArray[np.int64]) -> int:
    """Fill in what lies in the middle, and list the places of the rest; gives their number."""
    for i in range(u.size):
        q = u[i] - 0.5
        middle = 0.180625 - q * q
        above, below = QUANTILE_A[_LAST], QUANTILE_B[_LAST]
        for n in range(_LAST - 1, -1, -1):
            above = above * middle + QUANTILE_A[n]
            below = below * middle + QUANTILE_B[n]
        out[i] = q * above / below
    count = 0
    for i in range(u.size):
        places[count] = i
        count += abs(u[i] - 0.5) > 0.425  # noqa: PLR2004 - the algorithm's first split
    return count


@_compile
def _outer(u: Floats) -> Floats:
    rest = np.minimum(u, 1.0 - u)
    logs, out = np.empty(u.size), np.empty(u.size)
    _log(rest, logs)
    for i in range(u.size):
        r = np.sqrt(-logs[i])
        near, far = r - 1.6, r - 5.0
        c, d, e, f = QUANTILE_C[_LAST], QUANTILE_D[_LAST], QUANTILE_E[_LAST], QUANTILE_F[_LAST]
        for n in range(_LAST - 1, -1, -1):
            c, d = c * near + QUANTILE_C[n], d * near + QUANTILE_D[n]
            e, f = e * far + QUANTILE_E[n], f * far + QUANTILE_F[n]
        value = c / d if r <= 5.0 else e / f  # noqa: PLR2004 - the algorithm's second split
        out[i] = -value if u[i] < 0.5 else value  # noqa: PLR2004
    return out


@_compile
def _log(x: Floats, out: Floats) -> None:
    """Give natural logarithms of ordinary numbers, as `elementary.log` does."""
    exponents = np.empty(x.size, dtype=np.int64)
    mantissas = np.empty(x.size)
    source, target = x.view(np.int64), mantissas.view(np.int64)
    for i in range(x.size):
        exponents[i] = (source[i] >> _FRACTION) - _BIAS
        target[i] = (source[i] & _MANTISSA_BITS) | _HALF_BITS
    for i in range(x.size):
        mantissa = mantissas[i]
        is_low = mantissa * mantissa < 0.5  # noqa: PLR2004 - halves the range around 1
        mantissa = 2.0 * mantissa if is_low else mantissa
        k = np.float64(exponents[i] - is_low)
        f = (mantissa - 1.0) / (mantissa + 1.0)
        square = f * f
        total = 0.0
        for n in range(2 * LOG_TERMS + 1, 0, -2):
            total *= square
            total += _INVERSES[n]
        out[i] = k * LN2_HIGH + (2.0 * f * total + k * LN2_LOW)
