"""What a footprint rests on: data quality, primary share, GWP sets, evidence grades."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import fsum

from cradlegate.background.factor import Scope
from cradlegate.core.category import Category
from cradlegate.core.grade import DataGrade, weakest
from cradlegate.footprint.line import Line, sum_category, sum_emissions


@dataclass(frozen=True, slots=True)
class Quality:
    """Scores weighted by |kg CO2e|; shares are of 1.

    Args:
        dqr: PEF data quality rating, 1 best to 5 (EU 2021/2279).
        scores: mean technology, geography, time and precision scores.
        primary_strict: share whose activity and factor are both primary (recursive through
            suppliers' own primary shares).
        primary_activity: share whose activity is primary.
        gwp_mix: share by GWP set.
        unsplit: share published as one figure, whose categories cannot be told apart.
        stage_unsplit: share of suppliers' figures whose stages cannot be told apart.
        grades: share by grade of the weaker of activity and factor.
        proxies: share answered by a proxy.
        infrastructure: share of figures that contain capital goods (method 13).
    """

    dqr: float
    scores: Mapping[str, float]
    primary_strict: float
    primary_activity: float
    gwp_mix: Mapping[str, float]
    unsplit: float
    stage_unsplit: float
    grades: Mapping[str, float]
    proxies: float
    infrastructure: float


def rate_quality(lines: Sequence[Line]) -> Quality:
    """Rate the lines of one view."""
    alike = _group_alike(lines)
    whole = fsum(chain.from_iterable(weights for _, weights in alike)) or 1.0

    def mean(score: Callable[[Line], float]) -> float:
        scored = [(score(line), weights) for line, weights in alike]
        return fsum([weight * each for each, weights in scored for weight in weights]) / whole

    def mix(name: Callable[[Line], str]) -> dict[str, float]:
        parts: dict[str, list[float]] = {}
        for line, weights in alike:
            parts.setdefault(name(line), []).extend(weights)
        return {key: fsum(parts[key]) / whole for key in sorted(parts)}

    emissions = sum_emissions(lines) or 1.0
    return Quality(
        dqr=mean(lambda line: float(line.quality.rating)),
        scores={
            name: mean(lambda line: float(getattr(line.quality, name)))  # noqa: B023
            for name in ("technology", "geography", "time", "precision")
        },
        primary_strict=mean(share_primary),
        primary_activity=mean(lambda line: float(line.activity.activity_grade.is_primary)),
        gwp_mix=mix(lambda line: line.activity.choice.chosen.gwp_set),
        unsplit=sum_category(lines, Category.UNSPLIT) / emissions,
        stage_unsplit=mean(lambda line: float(line.activity.is_stage_unsplit)),
        grades=mix(lambda line: str(grade_line(line))),
        proxies=mean(lambda line: float(line.activity.choice.is_proxy)),
        infrastructure=mean(lambda line: float(has_infrastructure(line))),
    )


def has_infrastructure(line: Line) -> bool:
    """Tell whether the figure of a line contains capital goods."""
    return Scope.INFRASTRUCTURE in line.activity.choice.chosen.scope


def share_primary(line: Line) -> float:
    """Give the share of a line that is primary in activity and in factor."""
    if not line.activity.activity_grade.is_primary:
        return 0.0
    return float(line.activity.primary_share)


def grade_line(line: Line) -> DataGrade:
    """Give the grade of the weaker of activity and factor; a proxy is no better than one."""
    choice = line.activity.choice
    factor_grade = (
        weakest(choice.chosen.grade, DataGrade.PROXY) if choice.is_proxy else choice.chosen.grade
    )
    return weakest(line.activity.activity_grade, factor_grade)


def _group_alike(lines: Sequence[Line]) -> list[tuple[Line, list[float]]]:
    """Give one line of each kind that is rated alike, and the |kg CO2e| of all of the kind."""
    kinds: dict[tuple[object, ...], tuple[Line, list[float]]] = {}
    for line in lines:
        activity = line.activity
        own = (activity.amount.grade, activity.primary_share, activity.is_stage_unsplit)
        kind = (id(line.quality), id(activity.choice.chosen), activity.choice.is_proxy, own)
        kinds.setdefault(kind, (line, []))[1].append(abs(line.emissions))
    return list(kinds.values())
