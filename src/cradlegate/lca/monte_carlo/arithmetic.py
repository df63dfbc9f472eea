"""What draws are computed with: compiled code where the extra `fast` is installed, else NumPy."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cradlegate.lca import elementary
from cradlegate.lca.elementary import Floats
from cradlegate.lca.monte_carlo import keyed
from cradlegate.lca.philox import Words
from cradlegate.lca.technosphere import Indexes

Places = NDArray[np.int32]


class Arithmetic(NamedTuple):
    """Functions that give the same bits whoever computes them."""

    draw_pair: Callable[..., Floats]
    exp: Callable[[Floats], Floats]
    normal_quantile: Callable[[Floats], Floats]
    draw_lognormals: Callable[[Words, int, Words, Floats, Floats], Floats]
    sum_inputs: Callable[[Indexes, Floats, Places, Floats], Floats]
    add_inputs: Callable[[Places, Places, Floats, Floats, Floats], Floats]


def draw_lognormals(ids: Words, seed: int, pairs: Words, centers: Floats, scales: Floats) -> Floats:
    """Draw amounts twice, shape (2, n); the arguments are those of `draw_pair` and `Spreads`."""
    powers = scales * elementary.normal_quantile(keyed.draw_pair(ids, seed, pairs))
    return centers * elementary.exp(powers)


def sum_inputs(slots: Indexes, amounts: Floats, starts: Places, outputs: Floats) -> Floats:
    """Sum what processes take into entries of T^T, per unit of their products.

    Args:
        slots, amounts: shape (links,); the entry that each amount goes into, and the amount.
        starts: shape (processes + 1,); where the entries of each process start.
        outputs: shape (processes,); what one run makes.
    """
    sums = np.bincount(slots, amounts, int(starts[-1]))
    return sums / np.repeat(outputs, np.diff(starts))


def add_inputs(
    starts: Places, suppliers: Places, data: Floats, right: Floats, values: Floats
) -> Floats:
    """Add to the burdens of some processes what comes with their inputs.

    Args:
        starts: shape (rows + 1,); where the inputs of each process start.
        suppliers, data: shape (inputs,); rows of the values, and amounts.
        right: shape (rows, k); burdens without inputs.
        values: shape (n, k); burdens of all suppliers.
    """
    inputs = csr_array((data, suppliers, starts), shape=(len(right), len(values)))
    found: Floats = inputs @ values + right
    return found


PLAIN = Arithmetic(
    keyed.draw_pair,
    elementary.exp,
    elementary.normal_quantile,
    draw_lognormals,
    sum_inputs,
    add_inputs,
)


@lru_cache(maxsize=1)
def choose_arithmetic() -> Arithmetic:
    """Choose the fastest that is installed."""
    try:
        from cradlegate.lca import compiled, compiled_sums
    except ImportError:
        return PLAIN
    return Arithmetic(
        compiled.draw_pair,
        compiled.exp,
        compiled.normal_quantile,
        compiled.draw_lognormals,
        compiled_sums.sum_inputs,
        compiled_sums.add_inputs,
    )
