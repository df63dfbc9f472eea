"""Which processes feed on themselves, when a technosphere has no solution that means anything.

A direct solver returns figures for such a system without complaint.
"""

from collections.abc import Callable

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from cradlegate.lca.elementary import Floats
from cradlegate.lca.technosphere import Indexes, SelfFeedingLoop

IsProductive = Callable[[csr_array], bool]
"""Tells of |T^T|, shape (n, n), whether all that its processes make is more than they take."""

_ROUNDS = 100
_NEAR_ONE = 1e-9


def find_loop(inputs: csr_array, is_productive: IsProductive) -> SelfFeedingLoop | None:
    """Name a loop that feeds on itself: one cycle if one is enough, else as few members as found.

    Args:
        inputs: T^T, shape (n, n), which is not productive in the sizes of its entries.

    Returns:
        The loop; where none is bad enough alone, the one that is next to it; None without any.
    """
    sizes = abs(inputs)
    components = _components(sizes)
    if not components:
        return None
    with np.errstate(all="ignore"):
        bad = (members for members in components if not is_productive(_part(sizes, members)))
        worst = next(bad, None)
        if worst is None:
            core = max(components, key=lambda members: _growth(_part(sizes, members)))
        else:
            core = _shrink(sizes, worst, is_productive)
        return _describe(inputs, sizes, core)


def _describe(inputs: csr_array, sizes: csr_array, core: Indexes) -> SelfFeedingLoop:
    part = _part(sizes, core)
    cycle = _find_cycle(part)
    if not cycle:
        return SelfFeedingLoop(tuple(core.tolist()), _growth(part), is_cycle=False)
    members = core[cycle]
    links = zip(members, np.roll(members, -1), strict=True)
    gain = float(np.prod([inputs[link] for link in links]))
    return SelfFeedingLoop(tuple(members.tolist()), gain, is_cycle=True)


def _components(sizes: csr_array) -> list[Indexes]:
    """Give the members of each set of processes that all reach one another, small sets first."""
    count, labels = connected_components(sizes, directed=True, connection="strong")
    order = np.argsort(labels, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(labels, minlength=count))[:-1])
    return sorted((part for part in parts if len(part) > 1), key=len)


def _shrink(sizes: csr_array, members: Indexes, is_productive: IsProductive) -> Indexes:
    """Give the fewest members that are not productive, taking those with most part in it first."""
    part = _part(sizes, members)
    ranked = members[np.argsort(-_weights(part) * _weights(part.T.tocsr()), kind="stable")]
    good, bad = 1, 2
    while bad < len(ranked) and is_productive(_part(sizes, ranked[:bad])):
        good, bad = bad, 2 * bad
    bad = min(bad, len(ranked))
    while bad - good > 1:
        middle = (good + bad) // 2
        if is_productive(_part(sizes, ranked[:middle])):
            good = middle
        else:
            bad = middle
    core = ranked[:bad]
    labels = connected_components(_part(sizes, core), directed=True, connection="strong")[1]
    return np.sort(core[labels == labels[-1]])


def _find_cycle(sizes: csr_array) -> list[int]:
    """Find a cycle whose amounts multiply to 1 or more; empty where there is none.

    A cycle of negative length, where an amount has minus its logarithm as length (Bellman, Ford).
    """
    by_end = sizes.T.tocsr()
    count, start = sizes.shape[0], by_end.indices
    widths = np.diff(by_end.indptr)
    end = np.repeat(np.arange(count), widths)
    lengths = -np.log(by_end.data) - _NEAR_ONE
    distances, before = np.zeros(count), np.full(count, -1)
    better = np.zeros(count, dtype=np.bool_)
    for _ in range(count):
        reached = distances[start] + lengths
        shortest = np.minimum.reduceat(reached, by_end.indptr[:-1])
        better = shortest < distances
        if not better.any():
            return []
        is_taken = (reached == np.repeat(shortest, widths)) & better[end]
        before[end[is_taken]] = start[is_taken]
        distances = np.minimum(distances, shortest)
    return _walk_back(before, int(np.argmax(better)))


def _walk_back(before: Indexes, at: int) -> list[int]:
    """Follow who came before until somebody comes twice; give the cycle from its lowest member."""
    path = [at]
    while path.count(path[-1]) == 1:
        path.append(int(before[path[-1]]))
    cycle = path[path.index(path[-1]) : -1][::-1]
    lowest = cycle.index(min(cycle))
    return cycle[lowest:] + cycle[:lowest]


def _weights(sizes: csr_array) -> Floats:
    """Give how demand is shared out after many rounds, shape (n,); the largest is 1."""
    weights = np.ones(sizes.shape[0])
    for _ in range(_ROUNDS):
        weights = weights + sizes @ weights
        weights = weights / weights.max()
    return weights


def _growth(sizes: csr_array) -> float:
    """Give the factor by which demand grows from round to round in the end."""
    weights = _weights(sizes)
    return float((sizes @ weights).sum() / weights.sum())


def _part(sizes: csr_array, members: Indexes) -> csr_array:
    return sizes[members][:, members]
