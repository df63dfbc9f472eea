"""Which figures decide the spread of a result, over their whole ranges together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from math import fsum

import numpy as np

from cradlegate.footprint.appraisal.drawn_lines import DrawnLines
from cradlegate.footprint.appraisal.parameters import (
    amount_parameter,
    list_spreads,
    share_masses,
)
from cradlegate.footprint.line import Line
from cradlegate.footprint.sensitivity.databases import (
    DrawnDatabase,
    line_parameter,
    list_databases,
)
from cradlegate.footprint.sensitivity.figures import (
    UncertainFigure,
    list_figures,
    share_variance,
)
from cradlegate.lca.draws import Parameter, invert
from cradlegate.lca.elementary import Floats
from cradlegate.lca.moments import measure_deviation
from cradlegate.lca.sobol import (
    SCRAMBLES,
    Estimate,
    Indices,
    estimate_indices,
    scramble_points,
)

KEPT_VARIANCE = 0.99
"""Share of the first-order variance whose figures are each looked at alone."""

MOST_ALONE = 40
"""Figures that are looked at alone at most; each costs one run of all points."""


@dataclass(frozen=True, slots=True)
class DecidedShare:
    """What figures decide of the variance, of 1.

    Args:
        figures: one, or all that are too small to be looked at alone.
        first: decided by them alone.
        total: decided by them alone and together with others.
    """

    figures: tuple[UncertainFigure, ...]
    first: Estimate
    total: Estimate


@dataclass(frozen=True, slots=True)
class DecidedVariance:
    """How the variance of a result is decided.

    Args:
        shares: figures one by one, the largest first, then the group of the small ones.
        first_sum: of all first-order shares; the rest is decided by figures together.
        deviation: standard deviation of the result, kg CO2e.
        points: in each of the two samples.
    """

    shares: tuple[DecidedShare, ...]
    first_sum: Estimate
    mean: float
    deviation: float
    points: int


def decide_variance(
    lines: Sequence[Line], seed: int, points: int, of_databases: DrawnLines | None = None
) -> DecidedVariance:
    """Estimate which figures decide the variance of a view (method 14).

    The same figures are drawn as for the interval, from Sobol' points in place of independent
    draws.  Template shares are closed at every point, so that they act together.  What a database
    draws is one figure: a point picks one of its draws, for all its lines at once.

    Args:
        points: a power of two; divided among `SCRAMBLES` scrambles.
        of_databases: what was drawn with databases.

    Source: docs/method/uncertainty.md
    """
    model = _build_model(lines, of_databases)
    groups = _group(list_figures(lines, of_databases))
    rows = [
        [row for row, name in enumerate(model.inputs) if name in {item.id for item in group}]
        for group in groups
    ]
    pairs = _draw_pairs(model, seed, points // SCRAMBLES)
    return _arrange(groups, estimate_indices(pairs, model.evaluate, rows), points)


def _arrange(
    groups: Sequence[tuple[UncertainFigure, ...]], found: Indices, points: int
) -> DecidedVariance:
    """Put single figures in the order of what they decide, the group of small ones last."""
    shares = [DecidedShare(*row) for row in zip(groups, found.first, found.total, strict=True)]
    shares.sort(key=lambda one: (len(one.figures) > 1, -one.total.value, one.figures[0].id))
    deviation = float(np.sqrt(found.variance))
    return DecidedVariance(tuple(shares), found.first_sum, found.mean, deviation, points)


def _group(figures: Sequence[UncertainFigure]) -> list[tuple[UncertainFigure, ...]]:
    """Keep the figures that hold most of the first-order variance; the rest are one group."""
    spreading = [
        item
        for item in figures
        if any(map(measure_deviation, item.parameters)) or (item.database and item.deviation)
    ]
    groups: list[tuple[UncertainFigure, ...]] = []
    held = 0.0
    for figure, share in zip(spreading, share_variance(spreading), strict=True):
        if held >= KEPT_VARIANCE or len(groups) == MOST_ALONE:
            break
        groups.append((figure,))
        held += share
    rest = tuple(spreading[len(groups) :])
    return [*groups, rest] if rest else groups


@dataclass(frozen=True, slots=True)
class _Model:
    """The result as a function of multipliers.

    Args:
        parameters: that vary, by id; each is one row of the input.
        databases: each is a row for every one of its lines, behind those of the parameters.
        terms: kg CO2e of lines that take the same rows, by these rows; second, their share.
        weights: nominal part of the mass that each template share has, with its row or None.
    """

    parameters: tuple[Parameter, ...]
    databases: tuple[DrawnDatabase, ...]
    terms: Mapping[tuple[tuple[int, ...], bool], float]
    weights: tuple[tuple[float, int | None], ...]

    @property
    def inputs(self) -> list[str]:
        """Id of the figure that each row of the input belongs to."""
        of_databases = [each.id for each in self.databases for _ in each.lines]
        return [*(one.id for one in self.parameters), *of_databases]

    def evaluate(self, inputs: Floats) -> Floats:
        """Give kg CO2e, shape (points,), for multipliers of shape (parameters, points)."""
        plain, shared = np.zeros(inputs.shape[1]), np.zeros(inputs.shape[1])
        for (rows, is_shared), emissions in self.terms.items():
            term = np.full(inputs.shape[1], emissions)
            for row in rows:
                term = term * inputs[row]
            if is_shared:
                shared = shared + term
            else:
                plain = plain + term
        if not self.weights:
            return plain
        mass = np.zeros(inputs.shape[1])
        for weight, place in self.weights:
            mass = mass + (weight if place is None else weight * inputs[place])
        result: Floats = plain + shared / mass
        return result


def _build_model(lines: Sequence[Line], of_databases: DrawnLines | None) -> _Model:
    spreads = list_spreads(lines)
    amounts = {name: amount_parameter(spread) for name, spread in spreads.items()}
    factors = [line_parameter(line, of_databases) for line in lines]
    varying = {one for one in (*factors, *amounts.values()) if measure_deviation(one)}
    parameters = tuple(sorted(varying, key=astuple))
    place = {one: row for row, one in enumerate(parameters)}
    databases = list_databases(lines, of_databases)
    drawn = [line.id for each in databases for line in each.lines]
    behind = {name: row for row, name in enumerate(drawn, len(parameters))}
    parts: dict[tuple[tuple[int, ...], bool], list[float]] = {}
    for line, factor in zip(lines, factors, strict=True):
        taken = line.activity.amount_spreads
        used = [factor, *(amounts[spread.parameter] for spread in taken)]
        own = [behind[line.id]] if line.id in behind else []
        rows = tuple(sorted([*(place[one] for one in used if one in place), *own]))
        key = (rows, any(spread.is_share for spread in taken))
        parts.setdefault(key, []).append(line.emissions)
    masses = share_masses(lines, [spread for spread in spreads.values() if spread.is_share])
    whole = fsum(masses.values())
    return _Model(
        parameters,
        databases,
        {key: fsum(parts[key]) for key in sorted(parts)},
        tuple((masses[name] / whole, place.get(amounts[name])) for name in sorted(masses)),
    )


def _draw_pairs(model: _Model, seed: int, count: int) -> Iterator[tuple[Floats, Floats]]:
    """Draw both samples of every scramble; parameters of one id take the same points."""
    ids = list(dict.fromkeys(model.inputs))
    if not ids:
        yield from ((np.ones((0, count)), np.ones((0, count))) for _ in range(SCRAMBLES))
        return
    for scramble in range(SCRAMBLES):
        points = scramble_points(2 * len(ids), count, seed, scramble)
        first, second = (
            np.stack(list(_take_points(model, dict(zip(ids, half, strict=True)))))
            for half in (points[: len(ids)], points[len(ids) :])
        )
        yield first, second


def _take_points(model: _Model, points: Mapping[str, Floats]) -> Iterator[Floats]:
    """Turn points between 0 and 1 into multipliers, row by row of the input.

    Of a database a point picks one of the draws, from the one that lowers the result most to the
    one that raises it most: each is as likely as any other, and near points lie near each other.
    """
    for one in model.parameters:
        yield invert(one, points[one.id])
    for database in model.databases:
        order = database.rank_draws()
        picked = order[(points[database.id] * len(order)).astype(np.int64)]
        for row in database.rows:
            yield row[picked]
