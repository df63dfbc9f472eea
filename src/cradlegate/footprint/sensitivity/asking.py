"""What knowing a figure would give, and whom to ask for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from cradlegate.core.request import Request
from cradlegate.footprint.appraisal.parameters import factor_parameter
from cradlegate.footprint.inventory.activity import CoverageClass
from cradlegate.footprint.line import Line
from cradlegate.footprint.sensitivity.figures import FigureKind, UncertainFigure
from cradlegate.lca.moments import measure_deviation


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What knowing a figure exactly would give.

    Args:
        share: of the variance that the figure decides alone, of 1; an estimate may lie outside.
        width: by which the 95 % interval would narrow, expected, kg CO2e.
    """

    figure: UncertainFigure
    share: float
    width: float


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who knows figures better.

    Args:
        share: of the variance that would go with what the party knows, of 1.
        requests: what to ask for, what helps most first.
    """

    party: str
    share: float
    requests: tuple[Request, ...]


def expect_narrowing(figure: UncertainFigure, share: float, interval_width: float) -> Narrowing:
    """Say by how much knowing a figure exactly would narrow the interval.

    Knowing it takes its share out of the variance, on average over the values that it may turn
    out to have; the interval is taken to narrow as the standard deviation does.

    Args:
        interval_width: of the 95 % interval, kg CO2e.

    Source: A. Saltelli et al., Global Sensitivity Analysis: The Primer (2008), 1.2.
    """
    return Narrowing(figure, share, interval_width * narrow_by(share))


def narrow_by(share: float) -> float:
    """Give the part by which an interval narrows when a share of its variance goes, of 1."""
    return 1.0 - sqrt(1.0 - min(max(share, 0.0), 1.0))


def rank_helpers(narrowings: Sequence[Narrowing]) -> tuple[Helper, ...]:
    """Rank the parties by how much of the variance goes with what they know.

    A supplier's own figure takes the place of a factor for the supplier's lines alone: with d of
    the deviation D on these lines, 1 − ((D − d) ÷ D)² of the factor's share goes.
    """
    asked: dict[str, list[tuple[float, Request]]] = {}
    for narrowing in narrowings:
        for share, request in _ask(narrowing):
            asked.setdefault(request.from_party, []).append((share, request))
    helpers = []
    for party, found in asked.items():
        ranked = sorted(found, key=lambda pair: (-pair[0], pair[1].what))
        helpers.append(
            Helper(party, fsum(share for share, _ in ranked), tuple(one for _, one in ranked))
        )
    return tuple(sorted(helpers, key=lambda one: (-one.share, one.party)))


def _ask(narrowing: Narrowing) -> Iterator[tuple[float, Request]]:
    figure, share = narrowing.figure, max(narrowing.share, 0.0)
    first = figure.lines[0].activity
    if figure.kind in {FigureKind.AMOUNT, FigureKind.SHARE}:
        what = f"the real mass of {first.label}" if figure.mass_share else "a measured figure"
        yield share, _request(f"{what}, in place of {figure.id}", figure.lines[:1])
        return
    by_party: dict[str, list[Line]] = {}
    for line in figure.lines:
        by_party.setdefault(line.activity.ask, []).append(line)
    for lines in by_party.values():
        rest = _keep(figure, lines)
        yield share * (1.0 - rest * rest), _request(_name_lines(lines), lines)


def _keep(figure: UncertainFigure, lines: Sequence[Line]) -> float:
    """Give the part of a figure's deviation that stays when some of its lines take others."""
    if figure.database:
        left = figure.database.deviate({line.id for line in lines})
        return min(left / figure.deviation, 1.0) if figure.deviation else 0.0
    whole = _deviate(figure.lines)
    return 1.0 - _deviate(lines) / whole if whole else 0.0


def _deviate(lines: Sequence[Line]) -> float:
    return fsum(line.emissions * measure_deviation(factor_parameter(line)) for line in lines)


def _name_lines(lines: Sequence[Line]) -> str:
    activity = lines[0].activity
    more = f" and {len(lines) - 1} more" if len(lines) > 1 else ""
    factor = f"in place of {activity.choice.chosen.id}"
    if activity.coverage is CoverageClass.TEMPLATE:
        return f"what {activity.id}{more} really is, {factor}"
    return f"a verified figure for {activity.id}{more}, {factor}"


def _request(what: str, lines: Sequence[Line]) -> Request:
    ids = tuple(line.id for line in lines)
    return Request(what, lines[0].activity.ask, None, "", ids)
