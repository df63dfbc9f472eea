"""Whether two series rise and fall together, by their ranks alone."""

import numpy as np
from numpy.typing import NDArray

from cradlegate.lca.elementary import Floats


def correlate_ranks(x: Floats, y: Floats) -> float:
    """Give Spearman's rank correlation, from −1 to 1.

    1 − 6 Σd² ÷ (n (n² − 1)) with d the difference of two ranks, in whole numbers; among equal
    values the earlier one ranks lower, which does not matter to draws.

    Args:
        x, y: shape (n,), n ≥ 2.

    Source: C. Spearman, American Journal of Psychology 15 (1904), 72-101.
    """
    difference = _rank(x) - _rank(y)
    squares, n = int(np.sum(difference * difference)), len(x)
    return 1.0 - 6 * squares / (n * (n * n - 1))


def _rank(values: Floats) -> NDArray[np.int64]:
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values))
    return ranks
