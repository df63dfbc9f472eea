"""Intensities: what one unit of every product causes with all that is made for it.

y = direct + T^T y, solved as A^T y = direct with A = I - T by one factorisation for all columns.
It is always A^T that is factorised: factors of A took eleven times as long where both were timed.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.sparse import csr_array, eye_array
from scipy.sparse.linalg import splu

from cradlegate.lca.certificate import Solve, bound_errors, weigh
from cradlegate.lca.elementary import Floats
from cradlegate.lca.loops import find_loop
from cradlegate.lca.splitting import split
from cradlegate.lca.technosphere import SelfFeedingLoop, Technosphere, Unscalable

_REFINEMENTS = 2
_MOST_FACTORISED_AT_ONCE = 2_000
"""Processes; factors of so few take some hundredths of a second."""
_ROUGH, _FINE, _WANTED = 1e-6, 1e-14, 1e-9
"""How nearly weights and intensities are solved, and the largest bound that is taken, as a share
of what the burdens would cause if none were negative."""


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """Intensities of all products, with how wrong each can be.

    The last digit may differ between machines, since the factors come from BLAS; where digits
    must agree, the figures are kept as data.

    Args:
        values: shape (products, categories); burden per unit of the product.
        bounds: same shape and unit; no value is further than this from the exact solution of the
            amounts given.  Infinite where nothing is known.
    """

    values: Floats
    bounds: Floats


def solve_intensities(
    technosphere: Technosphere, direct: Floats
) -> Solution | SelfFeedingLoop | Unscalable:
    """Find what one unit of every product causes, its whole supply chain included.

    Args:
        technosphere: of n processes.
        direct: shape (n, categories); burden of one run of each process itself.

    Returns:
        The intensities; or a loop that feeds on itself, which leaves none that mean anything; or
        the process whose amounts are too large.
    """
    with np.errstate(all="ignore"):
        scaled: Floats = direct / technosphere.outputs[:, None]
        if technosphere.count > _MOST_FACTORISED_AT_ONCE:
            quick = _solve_by_splitting(technosphere, scaled)
            if quick is not None:
                return quick
        return _solve_by_factors(technosphere, scaled)


def _solve_by_splitting(technosphere: Technosphere, scaled: Floats) -> Solution | None:
    """Solve without factors of the whole; None where the bounds are not good enough."""
    inputs = technosphere.inputs
    sizes = abs(inputs)
    parted = split(sizes, scaled)
    if parted is None:
        return None
    solve_sizes = partial(parted.solve, accuracy=_ROUGH)
    weights = weigh(sizes, solve_sizes, np.ones((technosphere.count, 1)))
    if weights is None:
        return None
    has_signs = technosphere.has_credits or bool((scaled < 0.0).any())
    values = ((split(inputs, scaled) if has_signs else None) or parted).solve(scaled, _FINE)
    bounds = bound_errors(inputs, solve_sizes, weights, scaled, values)
    without_signs = solve_sizes(np.abs(scaled)) if has_signs else values
    return Solution(values, bounds) if (bounds <= _WANTED * without_signs).all() else None


def _solve_by_factors(
    technosphere: Technosphere, scaled: Floats
) -> Solution | SelfFeedingLoop | Unscalable:
    inputs = technosphere.inputs
    sizes = abs(inputs)
    ready = _prepare(sizes)
    if ready is None:
        largest = np.searchsorted(inputs.indptr, np.argmax(sizes.data), side="right") - 1
        return find_loop(inputs, is_productive) or Unscalable((int(largest),))
    solve_sizes, weights = ready
    solve = (_factorize(inputs) or solve_sizes) if technosphere.has_credits else solve_sizes
    values = solve(scaled)
    return Solution(values, bound_errors(inputs, solve_sizes, weights, scaled, values))


def is_productive(sizes: csr_array) -> bool:
    """Tell whether all that processes make is more than they take, with room for rounding.

    Args:
        sizes: |T^T|, shape (n, n).
    """
    return _prepare(sizes) is not None


def _prepare(sizes: csr_array) -> tuple[Solve, Floats] | None:
    """Give the solver of the sizes and weights that prove them productive; None if they are not."""
    solve = _factorize(sizes)
    if solve is None:
        return None
    with np.errstate(all="ignore"):
        weights = weigh(sizes, solve, np.ones((sizes.shape[0], 1)))
    return None if weights is None else (solve, weights)


def _factorize(inputs: csr_array) -> Solve | None:
    """Give the solver of x - T^T x = b by its factors; None where there are none.

    Pivots stay on the diagonal, which is safe for a productive technosphere: nothing is subtracted
    that was not there, and a product without burdens gets 0 and not what rounding left over.
    """
    matrix = (eye_array(inputs.shape[0]) - inputs).tocsc()
    try:
        factors = splu(matrix, permc_spec="COLAMD", diag_pivot_thresh=0.0)
    except RuntimeError:  # exactly singular
        return None

    def solve(right: Floats) -> Floats:
        values: Floats = factors.solve(right)
        for _ in range(_REFINEMENTS):
            values = values + factors.solve(right - values + inputs @ values)
        return values

    return solve
