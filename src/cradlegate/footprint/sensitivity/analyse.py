"""What drives a footprint: its figures, its choices, and what would narrow it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.sensitivity.asking import (
    Helper,
    Narrowing,
    expect_narrowing,
    rank_helpers,
)
from cradlegate.footprint.sensitivity.crossing import Crossing, find_crossings
from cradlegate.footprint.sensitivity.faults import POINTS_REFUSED, TARGET_REFUSED
from cradlegate.footprint.sensitivity.local import LocalSensitivity, measure_locally
from cradlegate.footprint.sensitivity.scenarios import Scenario, list_scenarios
from cradlegate.footprint.sensitivity.variance import DecidedVariance, decide_variance
from cradlegate.footprint.sources import Sources
from cradlegate.product.case import Case

MIN_POINTS, MAX_POINTS = 256, 131072


class SensitivityMethod(StrEnum):
    """How it is found out which figures drive a result."""

    LOCAL = "local"
    SOBOL = "sobol"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a footprint.

    Args:
        points: of the Sobol' method, a power of two.
        target: kg CO2e that the result may cross; None asks for no crossing.
    """

    method: SensitivityMethod
    points: int
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A result that may be crossed.

    Args:
        share_above: share of the draws that lie above it, of 1.
        crossings: figure by figure, in the order of the effects.
    """

    kgco2e: float
    share_above: float
    crossings: tuple[Crossing, ...]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What drives a footprint.

    Args:
        variance: of the Sobol' method; None for the local one.
        narrowings: figure by figure, what would narrow the interval most first.
        helpers: whom to ask, who helps most first.
    """

    footprint: Footprint
    local: LocalSensitivity
    variance: DecidedVariance | None
    narrowings: tuple[Narrowing, ...]
    helpers: tuple[Helper, ...]
    scenarios: tuple[Scenario, ...]
    target: Target | None


def analyse(
    case: Case,
    sources: Sources,
    settings: Settings,
    question: Question,
    faults: Sequence[Fault] = (),
) -> Sensitivity:
    """Compute a footprint and find out what drives it.

    Args:
        faults: found while reading the case.

    Raises:
        FaultsError: a number of points or a target that cannot be used; errors in the case,
            unless a draft is allowed.
    """
    _demand(question)
    footprint = calculate(case, sources, settings, faults)
    lines = footprint.lines_in_view
    draws = footprint.draws
    local = measure_locally(
        lines, draws.by_view[footprint.view], footprint.seed, draws.of_databases
    )
    variance = None
    if question.method is SensitivityMethod.SOBOL:
        variance = decide_variance(lines, footprint.seed, question.points, draws.of_databases)
    narrowings = _rank_narrowings(footprint, local, variance)
    return Sensitivity(
        footprint,
        local,
        variance,
        narrowings,
        rank_helpers(narrowings),
        list_scenarios(case, sources, footprint),
        None if question.target is None else _look_at_target(footprint, local, question.target),
    )


def _demand(question: Question) -> None:
    faults = []
    points, target = question.points, question.target
    if not MIN_POINTS <= points <= MAX_POINTS or points & (points - 1):
        faults.append(Fault(POINTS_REFUSED, f"{points} points"))
    if target is not None and not (isfinite(target) and target > 0.0):
        faults.append(Fault(TARGET_REFUSED, f"a target of {target} kg CO2e"))
    if faults:
        raise FaultsError(faults)


def _rank_narrowings(
    footprint: Footprint, local: LocalSensitivity, variance: DecidedVariance | None
) -> tuple[Narrowing, ...]:
    interval = footprint.interval()
    width = interval.high - interval.low
    if variance is None:
        shares = [(effect.figure, effect.variance_share) for effect in local.effects]
    else:
        alone = [share for share in variance.shares if len(share.figures) == 1]
        shares = [(share.figures[0], share.first.value) for share in alone]
    found = [expect_narrowing(figure, share, width) for figure, share in shares]
    return tuple(sorted(found, key=lambda one: (-one.share, one.figure.id)))


def _look_at_target(footprint: Footprint, local: LocalSensitivity, target: float) -> Target:
    draws = footprint.draws.by_view[footprint.view]
    figures = [effect.figure for effect in local.effects]
    crossings = find_crossings(figures, footprint.lines_in_view, target)
    return Target(target, int((draws > target).sum()) / len(draws), crossings)
