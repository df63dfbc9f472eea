"""What the score of one product hangs on: who emits it, who supplies it, which amounts move it.

Two solutions tell it all: intensities y of every product (A^T y = d), and runs s of every process
that one unit of the product needs (A s = f).  A unit more taken of product i by process j adds
y_i s_j, a unit more emitted adds its factor times s_j, a unit more made takes y_j s_j away.

Source: R. Heijungs, S. Suh, The Computational Structure of Life Cycle Assessment (2002), chapter 6.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, eye_array
from scipy.sparse.linalg import splu

from cradlegate.lca.elementary import Floats
from cradlegate.lca.monte_carlo.rounds import Rounds
from cradlegate.lca.monte_carlo.spreads import Spreads, measure_variances
from cradlegate.lca.monte_carlo.system import Assembled, UnitSystem
from cradlegate.lca.monte_carlo.warm import Start, prepare
from cradlegate.lca.technosphere import SelfFeedingLoop, Unscalable

_WANTED = 1e-13
"""The largest share of the score, all signs off, that all runs together can be wrong by."""
_MOST_ROUNDS, _REFINEMENTS = 400, 2


@dataclass(frozen=True, slots=True, eq=False)
class FirstOrder:
    """What one unit of a product scores, and what that hangs on.

    Args:
        score: burden per unit of the product, columns weighted and summed.
        runs: shape (processes,); how often each process runs for it, its whole supply chain
            included.
        by_emitter: shape (processes,); what each process emits for it; sums to the score.
        by_supplier: shape (processes,); what comes with the inputs from each direct supplier; with
            `own` it sums to the score.
        own: what its own process emits.
        slopes: shape (amounts,), in the order of `UnitSystem.amounts`; by how much the score grows
            per unit of each amount.
    """

    score: float
    runs: Floats
    by_emitter: Floats
    by_supplier: Floats
    own: float
    slopes: Floats


@dataclass(frozen=True, slots=True, eq=False)
class VarianceShares:
    """How much of the variance of a score comes from each uncertain amount, to first order.

    Args:
        deviation: standard deviation of the score.
        shares: shape (rows,), as the spreads; sum to 1, or are all 0 where nothing spreads.
    """

    deviation: float
    shares: Floats


def differentiate(
    system: UnitSystem, product: int, weights: Floats
) -> FirstOrder | SelfFeedingLoop | Unscalable:
    """Find what the score of one product hangs on, at the nominal amounts.

    Args:
        product: its position.
        weights: shape (columns,); what each column counts in the score.

    Returns:
        Slopes and contributions; or why the amounts have no solution.
    """
    nominal = system.assemble(system.amounts)
    start = prepare(nominal)
    if not isinstance(start, Start):
        return start
    made = _solve_forward(start, nominal, product)
    runs, direct = made / nominal.outputs, nominal.direct @ weights
    intensities = start.values @ weights
    first, last = nominal.inputs.indptr[product : product + 2].tolist()
    suppliers = nominal.inputs.indices[first:last]
    by_supplier = np.zeros(system.count)
    by_supplier[suppliers] = nominal.inputs.data[first:last] * intensities[suppliers]
    return FirstOrder(
        float(intensities[product]),
        runs,
        direct * made,
        by_supplier,
        float(direct[product]),
        _slope(system, intensities, runs, weights),
    )


def share_variance(first: FirstOrder, spreads: Spreads) -> VarianceShares:
    """Share the variance of a score out among the uncertain amounts, to first order.

    Rows with one id are not added up before they are squared: they count as if each were drawn
    by itself.
    """
    slopes = first.slopes[spreads.positions]
    parts: Floats = slopes * slopes * measure_variances(spreads)
    total = float(parts.sum())
    return VarianceShares(float(np.sqrt(total)), parts / total if total > 0.0 else parts)


def _slope(system: UnitSystem, intensities: Floats, runs: Floats, weights: Floats) -> Floats:
    return np.concatenate(
        [
            -intensities * runs,
            intensities[system.suppliers] * runs[system.consumers],
            weights[system.columns] * system.factors * runs[system.emitters],
        ]
    )


def _solve_forward(start: Start, nominal: Assembled, product: int) -> Floats:
    """Solve x = f + T x: units of every product that one unit of one takes, shape (n,).

    The residual r bounds what is wrong: all burdens of the missing units together are at most
    u · |r|, where u is what a unit of each product would cause if nothing were negative.
    """
    demand = np.zeros(len(nominal.outputs))
    demand[product] = 1.0
    users = nominal.inputs.T.tocsr()
    limit = _WANTED * float(start.sizes[product, 0])
    made = demand
    for _ in range(_MOST_ROUNDS):
        step = _apply(start.signed, demand - made + users @ made)
        made = made + step
        rest = np.abs(demand - made + users @ made)
        if float((start.sizes[:, 0] * rest).sum()) <= limit:
            return made
    return _solve_by_factors(nominal.inputs, users, demand)


def _apply(rounds: Rounds, right: Floats) -> Floats:
    values = right.copy()
    members = rounds.members
    values[members] = rounds.factors.solve(right[members], trans="T")
    return values


def _solve_by_factors(inputs: csr_array, users: csr_array, demand: Floats) -> Floats:
    matrix = (eye_array(inputs.shape[0]) - inputs).tocsc()
    factors = splu(matrix, permc_spec="COLAMD", diag_pivot_thresh=0.0)
    made: Floats = factors.solve(demand, trans="T")
    for _ in range(_REFINEMENTS):
        made = made + factors.solve(demand - made + users @ made, trans="T")
    return made
