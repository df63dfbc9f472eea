"""How wrong intensities can be at most: a bound for every figure, not the size of a residual.

A residual of 1e-8 has been seen beside figures that were 20 % off.  What holds for every system
whose loops lose something on the way round: if p > 0 and z = p - |T^T| p > 0, then the error of
every figure is at most p max(residual / z).  Rounding in p, z and the residual is counted in, so
that the bound holds for the figures as they stand, short of underflow.

Source: A. Berman, R. J. Plemmons, Nonnegative Matrices in the Mathematical Sciences (1994),
chapter 6: a matrix of this form has a non-negative inverse if and only if there is such a p.
"""

from collections.abc import Callable

import numpy as np
from scipy.sparse import csr_array

from cradlegate.lca.elementary import Floats

Solve = Callable[[Floats], Floats]
"""Gives x with x - M x = b, nearly; b of shape (n,) or (n, k)."""

_MARGIN = 1e-6
"""Share of itself that is added to a weight, far above rounding and far below what matters."""
_EPS = float(np.finfo(np.float64).eps)
_SCALING = 8
"""Roundings of a term beside those of the sum: net output, two divisions, differences."""


def weigh(sizes: csr_array, solve: Solve, wanted: Floats) -> Floats | None:
    """Find weights p ≥ 0 with p - |T^T| p ≥ about what is wanted, row by row.

    Args:
        sizes: |T^T|, shape (n, n).
        solve: for M = |T^T|; may be rough.
        wanted: ≥ 0, shape (n, k).

    Returns:
        Shape (n, k); None where there are none, since a loop feeds on itself.
    """
    weights = solve(wanted)
    if not _is_proof(sizes, weights, wanted):
        weights = solve(wanted + _MARGIN * weights)
    return weights if _is_proof(sizes, weights, wanted) else None


def _is_proof(sizes: csr_array, weights: Floats, wanted: Floats) -> bool:
    lowest = _least_surplus(sizes, weights)
    is_good = (weights >= 0.0) & np.where(wanted > 0.0, lowest > 0.0, lowest >= 0.0)
    return bool(is_good.all())


def bound_errors(
    inputs: csr_array, solve: Solve, weights: Floats, direct: Floats, values: Floats
) -> Floats:
    """Bound how far intensities are from the exact solution of y = direct + T^T y.

    Args:
        inputs: T^T, shape (n, n).
        solve: for M = |T^T|.
        weights: > 0, shape (n, 1), as `weigh` gives them for ones.
        direct, values: shape (n, k); burden per unit of each product without and with its inputs.

    Returns:
        Shape (n, k), in the unit of the values; infinite where nothing is known.
    """
    sizes = abs(inputs)
    with np.errstate(all="ignore"):
        residuals = _largest_residuals(inputs, sizes, direct, values)
        if not np.isfinite(residuals).all():
            return np.full_like(values, np.inf)
        bounds = _spread(weights, _least_surplus(sizes, weights), residuals)
        own = weigh(sizes, solve, residuals)
        if own is None:
            return bounds
        return np.minimum(bounds, _spread(own, _least_surplus(sizes, own), residuals))


def bound_by_weights(inputs: csr_array, weights: Floats, direct: Floats, values: Floats) -> Floats:
    """Bound how far intensities are from the exact solution, with weights that are at hand.

    Args:
        inputs: T^T, shape (n, n).
        weights: ≥ 0, shape (n, 1).
        direct, values: shape (n, k); burden per unit of each product without and with its inputs.

    Returns:
        Shape (n, k), in the unit of the values; infinite where the weights prove nothing.
    """
    sizes = abs(inputs) if (inputs.data < 0.0).any() else inputs
    with np.errstate(all="ignore"):
        surplus = _least_surplus(sizes, weights)
        is_proof = (surplus > 0.0) | ((weights == 0.0) & (surplus == 0.0))
        residuals = _largest_residuals(inputs, sizes, direct, values)
        if not is_proof.all() or not np.isfinite(residuals).all():
            return np.full_like(values, np.inf)
        return _spread(weights, surplus, residuals)


def _largest_residuals(
    inputs: csr_array, sizes: csr_array, direct: Floats, values: Floats
) -> Floats:
    taken = inputs @ values
    has_signs = sizes is not inputs or bool((values < 0.0).any())
    largest = sizes @ np.abs(values) if has_signs else taken
    magnitudes = np.abs(direct) + np.abs(values) + largest
    residuals: Floats = np.abs(direct - values + taken) + _roundings(inputs) * magnitudes
    return residuals


def _least_surplus(sizes: csr_array, weights: Floats) -> Floats:
    """Give what p - |T^T| p is at least, whatever the rounding."""
    taken: Floats = sizes @ weights
    return weights - taken - _roundings(sizes) * (weights + taken)


def _spread(weights: Floats, surplus: Floats, residuals: Floats) -> Floats:
    ratios = np.divide(residuals, surplus, out=np.zeros_like(residuals), where=residuals > 0.0)
    bounds: Floats = weights * ratios.max(axis=0, initial=0.0) * (1.0 + _SCALING * _EPS)
    return bounds


def _roundings(matrix: csr_array) -> Floats:
    """Give how far the sum of a row can be off, as a share of the sum of sizes, shape (n, 1)."""
    shares: Floats = _EPS * (np.diff(matrix.indptr) + _SCALING)
    return shares[:, None]
