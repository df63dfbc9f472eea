"""A database of unit processes whose amounts can be replaced, all at once, by those of a draw."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cradlegate.lca.elementary import Floats
from cradlegate.lca.monte_carlo.arithmetic import PLAIN, Arithmetic, Places
from cradlegate.lca.technosphere import LARGEST_OWN_USE, Indexes

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class UnitSystem:
    """Unit processes with their amounts, per run.

    Args:
        outputs: shape (processes,); what one run makes.
        consumers, suppliers: shape (links,); positions of the two ends.
        taken: shape (links,); amounts, in the unit of the supplier's product.
        emitters, columns: shape (emissions,); process and column of each emission.
        emitted: shape (emissions,); amounts.
        factors: shape (emissions,); burden per unit emitted.
        width: number of columns.
    """

    outputs: Floats
    consumers: Indexes
    suppliers: Indexes
    taken: Floats
    emitters: Indexes
    columns: Indexes
    emitted: Floats
    factors: Floats
    width: int
    _wiring: "_Wiring" = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Find once which amounts go into which entry of the matrix."""
        object.__setattr__(self, "_wiring", _wire(self))

    @property
    def count(self) -> int:
        """Number of processes."""
        return len(self.outputs)

    @property
    def amounts(self) -> Floats:
        """Outputs, amounts taken and amounts emitted behind one another."""
        return np.concatenate([self.outputs, self.taken, self.emitted])

    def part(self, amounts: Floats) -> tuple[Floats, Floats, Floats]:
        """Part amounts of all exchanges into outputs, taken and emitted."""
        links = self.count + len(self.taken)
        return amounts[: self.count], amounts[self.count : links], amounts[links:]

    def assemble(self, amounts: Floats, arithmetic: Arithmetic = PLAIN) -> "Assembled":
        """Put amounts together to a system per unit of product.

        Args:
            amounts: shape (outputs + links + emissions,), as in `amounts`.
            arithmetic: changes the time alone; compiled code takes a while to load.
        """
        outputs, taken, emitted = self.part(amounts)
        wiring = self._wiring
        own = np.bincount(wiring.own_users, taken[wiring.own_links], self.count)
        net = outputs - own
        cells = self.emitters * self.width + self.columns
        with np.errstate(all="ignore"):
            direct = np.bincount(cells, emitted * self.factors, self.count * self.width)
            data = arithmetic.sum_inputs(wiring.slots, taken[wiring.links], wiring.starts, net)
            inputs = csr_array(
                (data, wiring.suppliers, wiring.starts), shape=(self.count, self.count)
            )
            scaled = direct.reshape(self.count, self.width) / net[:, None]
            is_bad = ~np.isfinite(net) | ~(outputs * self.outputs > 0.0)
            is_bad |= ~(own / outputs < LARGEST_OWN_USE) | ~np.isfinite(scaled).all(axis=1)
        is_bad[wiring.consumers[~np.isfinite(data)]] = True
        return Assembled(inputs, net, scaled, is_bad)


@dataclass(frozen=True, slots=True, eq=False)
class Assembled:
    """A system per unit of product.

    Args:
        inputs: T^T, shape (n, n); row j holds what process j takes per unit of its product.
        outputs: shape (n,); what one run makes, less its own use.
        direct: shape (n, columns); burden of one unit without its inputs.
        is_bad: shape (n,); processes whose amounts are no numbers per unit, or which make nothing
            or the opposite of their product.
    """

    inputs: csr_array
    outputs: Floats
    direct: Floats
    is_bad: Flags


@dataclass(frozen=True, slots=True, eq=False)
class _Wiring:
    """Where amounts taken go: into an entry of the matrix, or off the process's own output."""

    own_links: Indexes
    own_users: Indexes
    links: Indexes | slice
    slots: Indexes
    consumers: Indexes
    suppliers: Places
    starts: Places


def _wire(system: UnitSystem) -> _Wiring:
    is_own = system.consumers == system.suppliers
    own, links = np.flatnonzero(is_own), np.flatnonzero(~is_own)
    cells = system.consumers[links] * system.count + system.suppliers[links]
    unique, slots = np.unique(cells, return_inverse=True)
    consumers, suppliers = np.divmod(unique, max(system.count, 1))
    starts = np.searchsorted(consumers, np.arange(system.count + 1))
    small = np.int32
    return _Wiring(
        own, system.consumers[own], links if len(own) else slice(None), slots, consumers,
        suppliers.astype(small), starts.astype(small),
    )  # fmt: skip
