"""How much of the variance of a result each of its inputs decides, alone and with the others.

Source: M. J. W. Jansen, Analysis of variance designs for model output, Computer Physics
Communications 117 (1999), 35-43; A. B. Owen, Scrambled net variance for integrals of smooth
functions, Annals of Statistics 25 (1997), 1541-1562.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

import numpy as np

from cradlegate.lca.elementary import Floats

SCRAMBLES = 8
"""Independent scrambles; how far they lie apart is the sampling error."""

_STUDENT = 2.3646
"""97.5 % quantile of Student's t with `SCRAMBLES` − 1 degrees of freedom."""

_BITS = 30


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate and half the width of its 95 % interval, from the spread of the scrambles."""

    value: float
    half_width: float


@dataclass(frozen=True, slots=True)
class Indices:
    """Shares of the variance of a result.

    Args:
        mean: of the result, in its unit.
        variance: of the result, in its unit squared.
        first: by group, the share that the group decides alone.
        total: by group, the share that would remain if everything else were known.
        first_sum: of all groups; what it lacks of 1 is decided by groups together.
    """

    mean: float
    variance: float
    first: tuple[Estimate, ...]
    total: tuple[Estimate, ...]
    first_sum: Estimate


def scramble_points(dimension: int, count: int, seed: int, scramble: int) -> Floats:
    """Give the first points of a scrambled Sobol' sequence.

    Args:
        count: a power of two.
        seed: the key of all scrambles, 0 ≤ seed < 2^64.
        scramble: number of the scramble; each is independent of the others.

    Returns:
        Shape (dimension, count), offset by half a step, so strictly between 0 and 1.
    """
    from scipy.stats import qmc  # a second to load, and nothing else here needs it

    rng = np.random.default_rng([seed, scramble])
    sampler = qmc.Sobol(dimension, scramble=True, bits=_BITS, rng=rng)
    points: Floats = sampler.random_base2(count.bit_length() - 1).T + 0.5 ** (_BITS + 1)
    return points


def estimate_indices(
    pairs: Iterable[tuple[Floats, Floats]],
    evaluate: Callable[[Floats], Floats],
    groups: Sequence[Sequence[int]],
) -> Indices:
    """Estimate first-order and total indices of groups of inputs.

    Group g takes its values from B while all others keep those of A, which gives AB(g):
    first = 1 − Σ(f(B) − f(AB))² ÷ 2nV and total = Σ(f(A) − f(AB))² ÷ 2nV.  The 1 is taken as
    Σ(f(B) − f(A))² ÷ 2nV, whose expectation it is: what both sums share of the sampling error
    goes out, so that the index of an input without effect is 0.  Sums are exactly rounded, so
    that the figures depend neither on order nor on chunks.

    Args:
        pairs: for each scramble the inputs A and B, each of shape (inputs, points).
        evaluate: gives the result of every point, shape (points,).
        groups: rows of the inputs that belong together.

    Returns:
        Indices of a result that does not vary are 0.
    """
    scrambles = [_measure(a, b, evaluate, groups) for a, b in pairs]
    variances = [one.variance for one in scrambles]
    columns = range(len(groups))
    return Indices(
        mean=fsum(one.mean for one in scrambles) / len(scrambles),
        variance=fsum(variances) / len(scrambles),
        first=tuple(_estimate([one.first[g] for one in scrambles], variances) for g in columns),
        total=tuple(_estimate([one.total[g] for one in scrambles], variances) for g in columns),
        first_sum=_estimate([fsum(one.first) for one in scrambles], variances),
    )


@dataclass(frozen=True, slots=True)
class _Scramble:
    """What one scramble gives, all but the mean in the unit of the result squared."""

    mean: float
    variance: float
    first: tuple[float, ...]
    total: tuple[float, ...]


def _measure(
    a: Floats,
    b: Floats,
    evaluate: Callable[[Floats], Floats],
    groups: Sequence[Sequence[int]],
) -> _Scramble:
    of_a, of_b = evaluate(a), evaluate(b)
    apart = _halve_mean_square(of_b - of_a)
    both = np.concatenate((of_a, of_b))
    mean = fsum(both) / len(both)
    variance = fsum((both - mean) ** 2) / len(both)
    first, total = [], []
    for group in groups:
        rows = list(group)
        mixed = a.copy()
        mixed[rows] = b[rows]
        of_mixed = evaluate(mixed)
        first.append(apart - _halve_mean_square(of_b - of_mixed))
        total.append(_halve_mean_square(of_a - of_mixed))
    return _Scramble(mean, variance, tuple(first), tuple(total))


def _halve_mean_square(differences: Floats) -> float:
    return fsum(differences**2) / (2 * len(differences))


def _estimate(parts: Sequence[float], variances: Sequence[float]) -> Estimate:
    """Divide two means over scrambles; the error is that of the ratio to first order."""
    whole = fsum(variances)
    if not whole:
        return Estimate(0.0, 0.0)
    ratio = fsum(parts) / whole
    count = len(parts)
    rests = [part - ratio * variance for part, variance in zip(parts, variances, strict=True)]
    error = sqrt(fsum(rest * rest for rest in rests) * count / (count - 1)) / whole
    return Estimate(ratio, _STUDENT * error)
