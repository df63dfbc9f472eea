"""Any number of a footprint back to formula, inputs, factor row, source and grade."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from cradlegate.background.factor import Factor
from cradlegate.background.selection import Choice
from cradlegate.core.category import Category
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.stage import View
from cradlegate.footprint.boundary import describe_boundary, is_in_group, lines_of_view
from cradlegate.footprint.coverage import Axis
from cradlegate.footprint.faults import UNKNOWN_PATH
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.inventory.activity import CoverageClass
from cradlegate.footprint.line import Line, sum_category, sum_emissions
from cradlegate.footprint.priority import Priority
from cradlegate.footprint.quality import grade_line, share_primary
from cradlegate.footprint.term import Term

CO2E = "kg CO2e"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the numbers that an explained number is made of, with its own path."""

    path: str
    name: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a number came about.

    Args:
        path: of the number.
        value: in the unit; None for a factor row, which is a record and not one number.
        formula: how it follows from its parts.
        parts: what it is made of, each with a path that leads on.
        term: the amount of a line, with its history.
        choice: the factor of a line and why it was chosen.
        facts: what else is known, name and text.
    """

    path: str
    name: str
    value: float
    unit: str
    formula: str
    parts: tuple[Part, ...] = ()
    term: Term | None = None
    choice: Choice | None = None
    facts: tuple[tuple[str, str], ...] = ()


def explain(footprint: Footprint, path: str = "total") -> Explanation:
    """Explain the number that a path leads to.

    Raises:
        FaultsError: a path that leads nowhere, with the nearest paths that do.
    """
    path = path.strip("/") or "total"
    head, _, rest = path.partition("/")
    tracer = _TRACERS.get(head)
    found = tracer(footprint, rest) if tracer else None
    if found is None:
        near = get_close_matches(path, list_paths(footprint), n=3, cutoff=0.4)
        remedy = f"near: {', '.join(near)}" if near else ""
        raise FaultsError(
            [Fault(UNKNOWN_PATH, f"{path!r} leads to no number", Place(), remedy=remedy)]
        )
    return found


def list_paths(footprint: Footprint) -> tuple[str, ...]:
    """List every path of a footprint, the sums first."""
    lines = footprint.lines
    return (
        "total",
        "interval",
        "per_kg",
        "with_uptake",
        "biogenic_carbon",
        *(f"view/{view}" for view in footprint.views),
        *(f"stage/{stage}" for stage in dict.fromkeys(line.stage for line in lines)),
        *(f"subassembly/{name}" for name in dict.fromkeys(line.subassembly for line in lines)),
        *(
            f"cell/{stage}/{name}"
            for stage, name in dict.fromkeys((line.stage, line.subassembly) for line in lines)
        ),
        *(f"category/{category}" for category in Category),
        *(f"coverage/{axis}/{name}" for axis in Axis for name in CoverageClass),
        "primary/strict",
        "primary/activity",
        *(f"quality/{name}" for name in ("dqr", *footprint.quality.scores)),
        *(f"gwp/{name}" for name in footprint.quality.gwp_mix),
        *(f"grade/{name}" for name in footprint.quality.grades),
        "unsplit",
        "stage_unsplit",
        "proxies",
        "instruments/with",
        "instruments/without",
        "mass/unassigned",
        *(f"line/{line.id}" for line in lines),
        *(f"improve/{item.line.id}" for item in footprint.priorities),
        *(f"exclusion/{item.id}" for item in footprint.exclusions),
        *(f"factor/{name}" for name in dict.fromkeys(_factor_id(line) for line in lines)),
    )


def _factor_id(line: Line) -> str:
    return line.activity.choice.chosen.id


def _sum_of(path: str, name: str, lines: Sequence[Line]) -> Explanation | None:
    if not lines:
        return None
    parts = [Part(f"line/{line.id}", line.activity.label, line.emissions, CO2E) for line in lines]
    parts.sort(key=lambda part: -abs(part.value))
    formula = "sum of the lines, biogenic uptake left out"
    return Explanation(path, name, sum_emissions(lines), CO2E, formula, tuple(parts))


def _trace_view(footprint: Footprint, rest: str) -> Explanation | None:
    if rest not in {str(view) for view in footprint.views}:
        return None
    view = View(rest)
    lines = lines_of_view(footprint.lines, view)
    stages = dict.fromkeys(line.stage for line in lines)
    parts = tuple(
        Part(
            f"stage/{stage}",
            f"stage {stage}",
            sum_emissions(line for line in lines if line.stage is stage),
            CO2E,
        )
        for stage in stages
    )
    name = describe_boundary(footprint.machine, view)
    formula = "sum of the stages, biogenic uptake left out"
    return Explanation(f"view/{rest}", name, sum_emissions(lines), CO2E, formula, parts)


def _trace_total(footprint: Footprint, rest: str) -> Explanation | None:
    return None if rest else _trace_view(footprint, str(footprint.view))


def _trace_stage(footprint: Footprint, rest: str) -> Explanation | None:
    in_view = [line for line in footprint.lines_in_view if is_in_group(line, rest)]
    chosen = in_view or [line for line in footprint.lines if is_in_group(line, rest)]
    return _sum_of(f"stage/{rest}", f"stage {rest}", chosen)


def _trace_subassembly(footprint: Footprint, rest: str) -> Explanation | None:
    lines = [line for line in footprint.lines_in_view if line.subassembly == rest]
    return _sum_of(f"subassembly/{rest}", rest, lines)


def _trace_cell(footprint: Footprint, rest: str) -> Explanation | None:
    stage, _, name = rest.partition("/")
    lines = [
        line for line in footprint.lines_in_view if line.stage == stage and line.subassembly == name
    ]
    return _sum_of(f"cell/{rest}", f"stage {stage}, {name}", lines)


def _trace_category(footprint: Footprint, rest: str) -> Explanation | None:
    if rest not in set(Category):
        return None
    category = Category(rest)
    lines = footprint.lines_in_view
    parts = tuple(
        Part(f"line/{line.id}", line.activity.label, value, CO2E)
        for line in lines
        if (value := sum_category([line], category))
    )
    formula = "sum of the lines in this category"
    return Explanation(
        f"category/{rest}", rest, sum_category(lines, category), CO2E, formula, parts
    )


def _trace_line(footprint: Footprint, rest: str) -> Explanation | None:
    line = next((line for line in footprint.lines if line.id == rest), None)
    if line is None:
        return None
    activity, factor = line.activity, line.activity.choice.chosen
    facts = (
        ("stage", str(line.stage)),
        ("subassembly", line.subassembly),
        ("amount from", str(activity.coverage)),
        ("grade of the amount", str(activity.activity_grade)),
        ("grade of the line", str(grade_line(line))),
        ("data quality", f"{line.quality.rating:.2f} (PEF DQR, 1 best to 5)"),
        ("who can improve it", activity.ask),
    )
    parts = (
        Part("", activity.amount.name, float(activity.amount.value), activity.amount.unit),
        Part(f"factor/{factor.id}", factor.name, float(factor.total), f"{CO2E}/{factor.unit}"),
    )
    return Explanation(
        f"line/{rest}",
        activity.label,
        line.total,
        CO2E,
        f"{activity.amount.name} × factor",
        parts,
        activity.amount,
        activity.choice,
        facts,
    )


def _trace_factor(footprint: Footprint, rest: str) -> Explanation | None:
    users = [line for line in footprint.lines if _factor_id(line) == rest]
    if not users:
        return None
    choice = users[0].activity.choice
    factor = choice.chosen
    parts = tuple(
        Part(f"line/{line.id}", line.activity.label, line.emissions, CO2E) for line in users
    )
    return Explanation(
        f"factor/{rest}",
        factor.name,
        float(factor.total),
        f"{CO2E}/{factor.unit}",
        "a row of the factor library; below, the lines that use it",
        parts,
        facts=describe_factor(factor),
    )


def describe_factor(factor: Factor) -> tuple[tuple[str, str], ...]:
    """Say what a factor row says: source, grade, region, years, family, set, spread, licence."""
    spread = factor.spread
    published = "default of its data class" if spread.is_default else "published"
    years = "not stated"
    if factor.year_from:
        years = f"{factor.year_from}–{factor.year_to or ''}".rstrip("–")
    values = ", ".join(f"{name} {value:f}" for name, value in factor.values.items() if value)
    ends = f"{spread.low}–{spread.high}" if spread.low or spread.high else f"{spread.value}"
    facts = (
        ("id", factor.id),
        ("kg CO2e per unit", f"{values} per {factor.unit}"),
        ("source", factor.source.citation),
        ("where", factor.source.locator),
        ("grade", str(factor.source.grade)),
        ("licence", factor.source.licence),
        ("family", str(factor.family)),
        ("contains", ", ".join(sorted(factor.scope)) or "nothing beyond its family"),
        ("region", f"{factor.region.code} ({factor.region.scheme})"),
        ("years", years),
        ("GWP set", factor.gwp_set),
        ("spread", f"{spread.kind} {ends}, {published}"),
        ("review", factor.decision),
    )
    return tuple((name, text) for name, text in facts if text)


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
    parts = _trace_category(footprint, str(Category.UNSPLIT))
    formula = "published as one figure ÷ headline"
    return Explanation(
        "unsplit",
        "share whose categories cannot be told apart",
        footprint.quality.unsplit,
        "",
        formula,
        parts.parts if parts else (),
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


_TRACERS: dict[str, Callable[[Footprint, str], Explanation | None]] = {
    "total": _trace_total,
    "view": _trace_view,
    "stage": _trace_stage,
    "subassembly": _trace_subassembly,
    "cell": _trace_cell,
    "category": _trace_category,
    "line": _trace_line,
    "factor": _trace_factor,
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
    "with_uptake": _trace_with_uptake,
    "biogenic_carbon": _trace_biogenic_carbon,
    "instruments": _trace_instruments,
    "mass": _trace_mass,
    "improve": _trace_improve,
    "exclusion": _trace_exclusion,
}
