"""Any number of a footprint back to formula, inputs, factor row, source and grade."""

from collections.abc import Sequence
from difflib import get_close_matches

from cradlegate.core.category import Category
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.stage import View
from cradlegate.footprint.appraisal.coverage import Axis
from cradlegate.footprint.appraisal.quality import grade_line
from cradlegate.footprint.boundary import is_in_group, lines_of_view
from cradlegate.footprint.faults import UNKNOWN_PATH
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.inventory.activity import CoverageClass
from cradlegate.footprint.line import Line, sum_category, sum_emissions
from cradlegate.footprint.tracing.derived import DERIVED_TRACERS, Tracer
from cradlegate.footprint.tracing.explanation import CO2E, Explanation, Part, describe_factor
from cradlegate.footprint.tracing.methods import METHOD_TRACERS, list_method_paths
from cradlegate.footprint.tracing.statements import STATEMENT_TRACERS


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
    lines, counted = footprint.lines, footprint.lines_in_view
    return (
        "total",
        "interval",
        "per_kg",
        "per_kw",
        *(["per_hour"] if View.WHOLE_LIFE in footprint.views else []),
        "net_fossil",
        "with_uptake",
        "biogenic_carbon",
        *(f"view/{view}" for view in footprint.views),
        *(f"stage/{stage}" for stage in dict.fromkeys(line.stage for line in lines)),
        *(f"subassembly/{name}" for name in dict.fromkeys(line.subassembly for line in counted)),
        *(
            f"cell/{stage}/{name}"
            for stage, name in dict.fromkeys((line.stage, line.subassembly) for line in counted)
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
        "infrastructure",
        *(f"allocation/{item.key_id}" for item in footprint.alternatives),
        *list_method_paths(footprint),
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
    name = footprint.describe(view)
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


_TRACERS: dict[str, Tracer] = {
    "total": _trace_total,
    "view": _trace_view,
    "stage": _trace_stage,
    "subassembly": _trace_subassembly,
    "cell": _trace_cell,
    "category": _trace_category,
    "line": _trace_line,
    "factor": _trace_factor,
    **DERIVED_TRACERS,
    **METHOD_TRACERS,
    **STATEMENT_TRACERS,
}
