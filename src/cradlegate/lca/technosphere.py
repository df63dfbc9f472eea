"""What unit processes take from each other, per unit of what they make."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, diags_array

from cradlegate.lca.elementary import Floats

Indexes = NDArray[np.intp]

LARGEST_OWN_USE = 1.0 - 1e-9
"""Share of its product that a process may use itself; closer to all of it nothing is known."""


@dataclass(frozen=True, slots=True)
class Unscalable:
    """Processes whose amounts cannot be told per unit of what they make.

    Args:
        members: their positions; the amount made is 0 or no number, or an amount taken is none, or
            is too large for a number once it is told per unit.
    """

    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SelfFeedingLoop:
    """Processes that take as much of their own products as they make, or more.

    Args:
        members: positions; where it is one cycle, each takes the product of the next, and the last
            that of the first.
        gain: of one cycle, how much of its product a member takes to make one unit, around the
            cycle; negative where a credit turns the sign, and then its size counts.  Of several
            interlocked cycles, the factor by which demand grows from round to round (the spectral
            radius).  Sizes are at least 1, or too near to it to tell.
        is_cycle: whether one cycle alone is enough.
    """

    members: tuple[int, ...]
    gain: float
    is_cycle: bool


@dataclass(frozen=True, slots=True, eq=False)
class Technosphere:
    """What making one unit of every product takes of the other products.

    Args:
        inputs: T^T, shape (processes, products), CSR with sorted columns and nothing on the
            diagonal; row j holds what process j takes of every product, in the unit of that
            product, per unit of its own; negative where it stands for less of it.
        outputs: shape (processes,); what one run of a process makes of its own product, less what
            it uses of that product itself.
    """

    inputs: csr_array
    outputs: Floats

    @property
    def count(self) -> int:
        """Number of processes, which is that of products."""
        return len(self.outputs)

    @property
    def has_credits(self) -> bool:
        """Whether a process takes a negative amount."""
        return bool((self.inputs.data < 0.0).any())


def build_technosphere(
    outputs: Floats, products: Indexes, consumers: Indexes, amounts: Floats
) -> Technosphere | Unscalable | SelfFeedingLoop:
    """Tell what processes take per unit of what they make.

    Product i is what process i makes.  Amounts of one product and consumer are added up.

    Args:
        outputs: shape (processes,); what one run makes, in the unit of the product; negative where
            the run takes it in.
        products, consumers: shape (exchanges,), what is taken and by which process.
        amounts: shape (exchanges,); per run, in the unit of the product taken.

    Returns:
        The technosphere; or processes that cannot be scaled; or one that uses all it makes.
    """
    count = len(outputs)
    taken = coo_array((amounts, (consumers, products)), shape=(count, count)).tocsr()
    own = taken.diagonal()
    is_bad = ~np.isfinite(outputs) | (outputs == 0.0) | ~np.isfinite(own)
    if is_bad.any():
        return Unscalable(tuple(np.flatnonzero(is_bad).tolist()))
    with np.errstate(over="ignore"):
        shares = own / outputs
    most = int(np.argmax(shares)) if count else 0
    if count and shares[most] >= LARGEST_OWN_USE:
        return SelfFeedingLoop((most,), float(shares[most]), is_cycle=True)
    return _scale(taken, outputs - own)


def _scale(taken: csr_array, outputs: Floats) -> Technosphere | Unscalable:
    inputs = csr_array(taken - diags_array(taken.diagonal(), format="csr"))
    rows = np.repeat(np.arange(len(outputs)), np.diff(inputs.indptr))
    with np.errstate(over="ignore", invalid="ignore"):
        inputs.data = inputs.data / outputs[rows]
    is_bad = ~np.isfinite(inputs.data)
    if is_bad.any():
        return Unscalable(tuple(np.unique(rows[is_bad]).tolist()))
    inputs.eliminate_zeros()
    inputs.sort_indices()
    return Technosphere(inputs, outputs)
