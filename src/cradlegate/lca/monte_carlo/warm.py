"""Intensities of a draw, found from those of the nominal amounts, with a bound for every figure.

Strong loops of the nominal amounts are factorised once; each draw then needs some rounds.
Nothing is taken because a residual is small: a draw counts where weights prove that all its loops
lose something on the way round, and how wrong it can be.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from cradlegate.lca.certificate import bound_by_weights
from cradlegate.lca.elementary import Floats
from cradlegate.lca.monte_carlo.rounds import Rounds, plan_rounds
from cradlegate.lca.monte_carlo.system import Assembled, Flags
from cradlegate.lca.solve import Solution, is_productive, solve_intensities
from cradlegate.lca.splitting import Splitting, split
from cradlegate.lca.technosphere import SelfFeedingLoop, Technosphere, Unscalable

WANTED = 1e-7
"""The largest error that is taken, as a share of what the burdens would cause if none were
negative; the spread of a thousand draws is known to a few hundredths."""
_ROUGH, _ACCURACIES = 3e-9, (1e-8, 1e-13)
_MOST_IMPROVEMENTS = 12
_STRONG = 0.03
"""Less than for one solution, since factors are made once for many draws (ADR 0044)."""
_CLEARLY = 0.05
"""Share of a size that its weights must leave over."""


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """What is known before any draw.

    Args:
        values: shape (n, columns); nominal intensities.
        sizes: shape (n, 1); what all burdens would cause if none were negative.
        depths: shape (n, 1); weights per size that prove the nominal amounts productive.
        signed, unsigned: how to go round nominal exchanges, as they are and by their sizes.
    """

    values: Floats
    sizes: Floats
    depths: Floats
    signed: Rounds
    unsigned: Rounds


def prepare(nominal: Assembled) -> Start | SelfFeedingLoop | Unscalable:
    """Solve the nominal amounts and keep what helps to solve draws.

    Returns:
        What is known; or why the nominal amounts have no solution.
    """
    if nominal.is_bad.any():
        return Unscalable(tuple(np.flatnonzero(nominal.is_bad).tolist()))
    solved = solve_intensities(_as_technosphere(nominal), nominal.outputs[:, None] * nominal.direct)
    if not isinstance(solved, Solution):
        return solved
    inputs, sizes = nominal.inputs, abs(nominal.inputs)
    burdens = np.abs(nominal.direct).sum(axis=1, keepdims=True)
    parted = _split(sizes, burdens)
    weighed = parted.solve(burdens, _ROUGH)
    depths = parted.solve(weighed, _ROUGH)
    known = np.divide(depths, weighed, out=np.ones_like(depths), where=weighed > 0.0)
    unsigned = signed = Rounds(plan_rounds(sizes, parted, weighed[:, 0]))
    if (inputs.data < 0.0).any():
        signed = Rounds(plan_rounds(inputs, _split(inputs, burdens), weighed[:, 0]))
    return Start(solved.values, weighed, known, signed, unsigned)


def solve_near(start: Start, drawn: Assembled) -> Floats | None:
    """Solve a draw from the nominal solution.

    Returns:
        Intensities, shape (n, columns), each proven to be as near as is wanted; None where that
        could not be proven.
    """
    inputs, direct = drawn.inputs, drawn.direct
    has_signs = bool((inputs.data < 0.0).any() or (direct < 0.0).any())
    sizes = abs(inputs) if has_signs else inputs
    burdens = np.abs(direct).sum(axis=1, keepdims=True)
    values, scale = start.values, start.sizes
    with np.errstate(all="ignore"):
        for accuracy in _ACCURACIES:
            values = start.signed.close_in(inputs, direct, values, accuracy * scale)
            scale = np.abs(values).sum(axis=1, keepdims=True)
            if has_signs:
                smallest = accuracy * start.sizes
                scale = start.unsigned.close_in(sizes, burdens, start.sizes, smallest)
            weights = _weigh(sizes, start.depths, scale)
            if weights is None:
                return None
            if (bound_by_weights(inputs, weights, direct, values) <= WANTED * scale).all():
                return values
    return None


def solve_afresh(drawn: Assembled, sizes: Floats) -> Floats:
    """Solve a draw without help, where it can be solved at all.

    Args:
        sizes: shape (n, 1); what counts as much, at least, in the unit of each row.

    Returns:
        Shape (n, columns); NaN for processes that feed on themselves or need one that does.
    """
    bad = drawn.is_bad | _find_unproductive(drawn)
    kept = np.flatnonzero(~_add_users(drawn.inputs, bad))
    values = np.full(drawn.direct.shape, np.nan)
    part = Technosphere(drawn.inputs[kept][:, kept], drawn.outputs[kept])
    solved = solve_intensities(part, (drawn.outputs[:, None] * drawn.direct)[kept])
    if isinstance(solved, Solution):
        scale = np.maximum(np.abs(solved.values).sum(axis=1, keepdims=True), sizes[kept])
        values[kept] = np.where(solved.bounds <= WANTED * scale, solved.values, np.nan)
    return values


def _as_technosphere(system: Assembled) -> Technosphere:
    inputs = system.inputs.copy()
    inputs.eliminate_zeros()
    return Technosphere(inputs, system.outputs)


def _split(inputs: csr_array, burdens: Floats) -> Splitting:
    """Part nominal exchanges, whose strong part has factors since the whole is productive."""
    return cast("Splitting", split(inputs, burdens, _STRONG))


def _weigh(sizes: csr_array, depths: Floats, scale: Floats) -> Floats | None:
    """Find weights with p - |T^T| p clearly above 0; None where none were found soon."""
    weights = depths * scale
    for _ in range(_MOST_IMPROVEMENTS):
        taken = sizes @ weights
        if (weights - taken >= _CLEARLY * scale).all():
            return weights
        weights = scale + taken
    return None


def _find_unproductive(drawn: Assembled) -> Flags:
    """Find processes that reach one another and together take as much as they make, or more."""
    found = np.zeros(len(drawn.is_bad), np.bool_)
    good = np.flatnonzero(~drawn.is_bad)
    sizes = abs(drawn.inputs[good][:, good])
    labels = connected_components(sizes, directed=True, connection="strong")[1]
    for label in np.flatnonzero(np.bincount(labels, minlength=1) > 1):
        members = np.flatnonzero(labels == label)
        if not is_productive(sizes[members][:, members]):
            found[good[members]] = True
    return found


def _add_users(pattern: csr_array, found: Flags) -> Flags:
    """Add to some processes all that need one of them, however far down the chain."""
    users = np.repeat(np.arange(len(found)), np.diff(pattern.indptr))
    while True:
        fresh = np.zeros_like(found)
        fresh[users[found[pattern.indices]]] = True
        if not (fresh & ~found).any():
            return found
        found = found | fresh
