"""Explanations of what is said beside the number: coverage, quality, interval, and the like."""

from collections.abc import Callable, Mapping

from cradlegate.core.category import Category
from cradlegate.core.stage import View
from cradlegate.footprint.appraisal.coverage import Axis
from cradlegate.footprint.appraisal.priority import Priority
from cradlegate.footprint.appraisal.quality import grade_line, has_infrastructure, share_primary
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.inventory.activity import CoverageClass
from cradlegate.footprint.line import Line, sum_category
from cradlegate.footprint.tracing.explanation import CO2E, Explanation, Part

Tracer = Callable[[Footprint, str], Explanation | None]


def _weighted(
    path: str, name: str, footprint: Footprint, value: float, score: Callable[[Line], float]
) -> Explanation:
    """Explain a mean that is weighted by emissions: each part is weight × score."""
    lines = footprint.lines_in_view
    whole = sum(abs(line.emissions) for line in lines) or 1.0
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


def _trace_interval(footprint: Footprint, rest: str) -> Explanation | None:
    if rest not in {"", "low", "high", "median", "mean"}:
        return None
    interval = footprint.interval()
    parts = tuple(
        Part(f"interval/{name}", name, getattr(interval, name), CO2E)
        for name in ("low", "high", "median", "mean")
    )
    formula = (
        f"2.5 % and 97.5 % points of {footprint.draw_count} draws, seed {footprint.seed}; draws "
        "are keyed by factor, template shares keep their sum; the choice of factor is not drawn"
    )
    defaults = (
        ("default spreads", f"{footprint.draws.default_spreads} factors"),
        ("published spreads", f"{footprint.draws.published_spreads} factors"),
    )
    value = getattr(interval, rest or "median")
    return Explanation(
        f"interval/{rest}".rstrip("/"),
        "95 % interval",
        value,
        CO2E,
        formula,
        parts,
        facts=defaults,
    )


def _trace_per_kg(footprint: Footprint, rest: str) -> Explanation | None:
    if rest:
        return None
    gate = footprint.total(View.CRADLE_TO_GATE)
    mass = float(footprint.machine.net_mass_kg)
    parts = (
        Part(f"view/{View.CRADLE_TO_GATE}", "cradle to gate", gate, CO2E),
        Part("", "net mass, machine.yaml", mass, "kg"),
    )
    return Explanation(
        "per_kg", "intensity", gate / mass, f"{CO2E}/kg", "cradle to gate ÷ net mass", parts
    )


def _trace_net_fossil(footprint: Footprint, rest: str) -> Explanation | None:
    if rest:
        return None
    parts = tuple(
        Part(
            f"category/{category}", category, sum_category(footprint.lines_in_view, category), CO2E
        )
        for category in (Category.FOSSIL_OTHER, Category.AIRCRAFT)
    )
    total = sum(part.value for part in parts)
    formula = "fossil_other + aircraft; what is not separable is not in it"
    return Explanation("net_fossil", "net fossil", total, CO2E, formula, parts)


def _trace_per_hour(footprint: Footprint, rest: str) -> Explanation | None:
    hours = footprint.service_hours
    if rest or hours is None or View.WHOLE_LIFE not in footprint.views:
        return None
    whole = footprint.total(View.WHOLE_LIFE)
    parts = (
        Part(f"view/{View.WHOLE_LIFE}", "whole life", whole, CO2E),
        Part("", "life × hours a year, use.yaml", hours, "h"),
    )
    formula = "whole life ÷ hours of service"
    return Explanation("per_hour", "per machine-hour", whole / hours, f"{CO2E}/h", formula, parts)


def _trace_per_kw(footprint: Footprint, rest: str) -> Explanation | None:
    if rest:
        return None
    machine = footprint.machine
    power = float(machine.rated_power_kw)
    basis = f"rated power, {machine.rated_power_basis}"
    parts = (
        Part("total", "headline", footprint.total(), CO2E),
        Part("", f"{basis}, machine.yaml", power, "kW"),
    )
    value, formula = footprint.total() / power, f"headline ÷ {basis}"
    return Explanation("per_kw", "per kW", value, f"{CO2E}/kW", formula, parts)


def _trace_allocation(footprint: Footprint, rest: str) -> Explanation | None:
    item = next((entry for entry in footprint.alternatives if entry.key_id == rest), None)
    if item is None:
        return None
    parts = tuple(
        Part(f"line/{line.id}", line.activity.label, line.emissions, CO2E)
        for line in footprint.lines_in_view
        if line.activity.allocation_key
    )
    formula = "headline with the lines below shared out by this key instead of their own"
    name = f"all energy shared by {rest} ({item.driver})"
    return Explanation(f"allocation/{rest}", name, item.kgco2e, CO2E, formula, parts)


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


def _trace_with_uptake(footprint: Footprint, rest: str) -> Explanation | None:
    if rest:
        return None
    uptake = sum_category(footprint.lines_in_view, Category.BIOGENIC_REMOVALS)
    parts = (
        Part("total", "headline", footprint.total(), CO2E),
        Part(f"category/{Category.BIOGENIC_REMOVALS}", "biogenic uptake", uptake, CO2E),
    )
    return Explanation(
        "with_uptake",
        "including biogenic uptake",
        footprint.total_with_uptake(),
        CO2E,
        "headline + biogenic uptake (negative)",
        parts,
    )


def _trace_biogenic_carbon(footprint: Footprint, rest: str) -> Explanation | None:
    if rest:
        return None
    uptake = sum_category(footprint.lines_in_view, Category.BIOGENIC_REMOVALS)
    parts = (Part(f"category/{Category.BIOGENIC_REMOVALS}", "biogenic uptake", uptake, CO2E),)
    return Explanation(
        "biogenic_carbon",
        "biogenic carbon content",
        footprint.biogenic_carbon_kg,
        "kg C",
        "− biogenic uptake × 12 ÷ 44",
        parts,
    )


def _trace_instruments(footprint: Footprint, rest: str) -> Explanation | None:
    values = {
        "with": footprint.instruments.with_instruments,
        "without": footprint.instruments.without_instruments,
    }
    if rest not in values:
        return None
    parts = tuple(
        Part(f"line/{line.id}", line.activity.label, line.emissions, CO2E)
        for line in footprint.lines_in_view
        if line.activity.without_instrument is not None
    )
    formula = "headline; `without` takes the grid figure for every line below"
    return Explanation(
        f"instruments/{rest}",
        f"{rest} contractual instruments",
        values[rest],
        CO2E,
        formula,
        parts,
    )


def _trace_mass(footprint: Footprint, rest: str) -> Explanation | None:
    if rest != "unassigned":
        return None
    balance = footprint.balance
    parts = [Part("", "net mass", float(balance.net_mass_kg), "kg")]
    for row in balance.subassemblies:
        parts.append(Part("", f"{row.subassembly}, lines", float(-row.lines_kg), "kg"))
        parts.append(Part("", f"{row.subassembly}, template", float(-row.used_kg), "kg"))
    shown = tuple(part for part in parts if part.value)
    return Explanation(
        "mass/unassigned",
        "mass that no line describes",
        float(balance.unassigned_kg),
        "kg",
        "net mass − lines − template",
        shown,
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


def _trace_exclusion(footprint: Footprint, rest: str) -> Explanation | None:
    item = next((entry for entry in footprint.exclusions if entry.id == rest), None)
    if item is None or item.estimate_kgco2e is None:
        return None
    return Explanation(
        f"exclusion/{rest}",
        item.label,
        float(item.estimate_kgco2e),
        CO2E,
        "estimated by the maker",
        facts=(("reason", item.reason),),
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
    "interval": _trace_interval,
    "per_kg": _trace_per_kg,
    "net_fossil": _trace_net_fossil,
    "per_hour": _trace_per_hour,
    "per_kw": _trace_per_kw,
    "allocation": _trace_allocation,
    "infrastructure": _trace_infrastructure,
    "with_uptake": _trace_with_uptake,
    "biogenic_carbon": _trace_biogenic_carbon,
    "instruments": _trace_instruments,
    "mass": _trace_mass,
    "improve": _trace_improve,
    "exclusion": _trace_exclusion,
}
"""By the first part of a path; each is given the rest."""
