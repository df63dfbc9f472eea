"""Explanations of what a result rests on: coverage, quality, primary share, grades."""

from collections.abc import Callable, Mapping
from math import fsum

from cradlegate.core.category import Category
from cradlegate.footprint.appraisal.coverage import Axis
from cradlegate.footprint.appraisal.priority import Priority
from cradlegate.footprint.appraisal.quality import grade_line, has_infrastructure, share_primary
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.inventory.activity import CoverageClass
from cradlegate.footprint.line import Line, sum_category
from cradlegate.footprint.tracing.derived import Tracer
from cradlegate.footprint.tracing.explanation import CO2E, Explanation, Part


def _weighted(
    path: str, name: str, footprint: Footprint, value: float, score: Callable[[Line], float]
) -> Explanation:
    """Explain a mean that is weighted by emissions: each part is weight × score."""
    lines = footprint.lines_in_view
    whole = fsum(abs(line.emissions) for line in lines) or 1.0
    parts = [
        Part(f"line/{line.id}", line.activity.label, abs(line.emissions) * score(line) / whole, "")
        for line in lines
        if score(line)
    ]
    parts.sort(key=lambda part: -part.value)
    formula = "Σ |kg CO2e| × score ÷ Σ |kg CO2e|, each part is one line's term"
    return Explanation(path, name, value, "", formula, tuple(parts))


def _trace_coverage(footprint: Footprint, rest: str) -> Explanation | None:
    axis_name, _, class_name = rest.partition("/")
    axis = next((item for item in footprint.coverage if item.axis == axis_name), None)
    if axis is None or class_name not in set(CoverageClass):
        return None
    coverage = CoverageClass(class_name)
    amount: Mapping[Axis, Callable[[Line], float]] = {
        Axis.MASS: lambda line: float(line.activity.mass_kg),
        Axis.ENERGY: lambda line: float(line.activity.energy_mj),
        Axis.GHG: lambda line: line.emissions,
    }
    parts = [
        Part(f"line/{line.id}", line.activity.label, value, axis.unit)
        for line in footprint.lines_in_view
        if line.activity.coverage is coverage and (value := amount[axis.axis](line))
    ]
    if coverage is CoverageClass.EXCLUDED:
        parts = [
            Part(f"exclusion/{item.id}", item.label, float(left_out), axis.unit)
            for item in footprint.exclusions
            if axis.axis is not Axis.ENERGY
            and (left_out := item.mass_kg if axis.axis is Axis.MASS else item.estimate_kgco2e)
        ]
    parts.sort(key=lambda part: -part.value)
    formula = f"sum of the {axis.unit} of all {coverage} lines, of {axis.whole:.6g} {axis.unit}"
    name = f"{coverage} on {axis.axis}"
    return Explanation(
        f"coverage/{rest}", name, axis.amounts[coverage], axis.unit, formula, tuple(parts)
    )


def _trace_primary(footprint: Footprint, rest: str) -> Explanation | None:
    quality = footprint.quality
    if rest == "strict":
        name = "primary share, activity and factor"
        return _weighted("primary/strict", name, footprint, quality.primary_strict, share_primary)
    if rest == "activity":
        return _weighted(
            "primary/activity",
            "primary share, activity alone",
            footprint,
            quality.primary_activity,
            lambda line: float(line.activity.activity_grade.is_primary),
        )
    return None


def _trace_quality(footprint: Footprint, rest: str) -> Explanation | None:
    if rest != "dqr" and rest not in footprint.quality.scores:
        return None
    value = footprint.quality.dqr if rest == "dqr" else footprint.quality.scores[rest]
    score = "rating" if rest == "dqr" else rest
    return _weighted(
        f"quality/{rest}",
        f"data quality, {rest}",
        footprint,
        value,
        lambda line: float(getattr(line.quality, score)),
    )


def _trace_gwp(footprint: Footprint, rest: str) -> Explanation | None:
    share = footprint.quality.gwp_mix.get(rest)
    if share is None:
        return None
    return _weighted(
        f"gwp/{rest}",
        f"share on {rest}",
        footprint,
        share,
        lambda line: float(line.activity.choice.chosen.gwp_set == rest),
    )


def _trace_grade(footprint: Footprint, rest: str) -> Explanation | None:
    share = footprint.quality.grades.get(rest)
    if share is None:
        return None
    return _weighted(
        f"grade/{rest}",
        f"share graded {rest}",
        footprint,
        share,
        lambda line: float(grade_line(line) == rest),
    )


def _trace_unsplit(footprint: Footprint, rest: str) -> Explanation | None:
    if rest:
        return None
    parts = [
        Part(f"line/{line.id}", line.activity.label, value, CO2E)
        for line in footprint.lines_in_view
        if (value := sum_category([line], Category.UNSPLIT))
    ]
    parts.sort(key=lambda part: -part.value)
    formula = "published as one figure ÷ headline"
    return Explanation(
        "unsplit",
        "share whose categories cannot be told apart",
        footprint.quality.unsplit,
        "",
        formula,
        tuple(parts),
    )


def _trace_stage_unsplit(footprint: Footprint, rest: str) -> Explanation | None:
    if rest:
        return None
    return _weighted(
        "stage_unsplit",
        "share whose stages cannot be told apart",
        footprint,
        footprint.quality.stage_unsplit,
        lambda line: float(line.activity.is_stage_unsplit),
    )


def _trace_proxies(footprint: Footprint, rest: str) -> Explanation | None:
    if rest:
        return None
    return _weighted(
        "proxies",
        "share answered by a proxy",
        footprint,
        footprint.quality.proxies,
        lambda line: float(line.activity.choice.is_proxy),
    )


def _trace_infrastructure(footprint: Footprint, rest: str) -> Explanation | None:
    if rest:
        return None
    return _weighted(
        "infrastructure",
        "share whose figures contain capital goods",
        footprint,
        footprint.quality.infrastructure,
        lambda line: float(has_infrastructure(line)),
    )


def _trace_improve(footprint: Footprint, rest: str) -> Explanation | None:
    item: Priority | None = next(
        (entry for entry in footprint.priorities if entry.line.id == rest), None
    )
    if item is None:
        return None
    parts = (
        Part(f"line/{rest}", "share of the headline", item.share, ""),
        Part("", "weakness: (DQR − 1) ÷ 4, 1 for template and unknown", item.weakness, ""),
    )
    facts = (("ask", item.request.from_party), ("for", item.request.what))
    return Explanation(
        f"improve/{rest}",
        item.line.activity.label,
        item.score,
        "",
        "share × weakness",
        parts,
        facts=facts,
    )


STATEMENT_TRACERS: Mapping[str, Tracer] = {
    "coverage": _trace_coverage,
    "primary": _trace_primary,
    "quality": _trace_quality,
    "gwp": _trace_gwp,
    "grade": _trace_grade,
    "unsplit": _trace_unsplit,
    "stage_unsplit": _trace_stage_unsplit,
    "proxies": _trace_proxies,
    "infrastructure": _trace_infrastructure,
    "improve": _trace_improve,
}
"""By the first part of a path; each is given the rest."""
