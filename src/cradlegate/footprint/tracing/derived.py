"""Explanations of figures that follow from the headline: interval, units, alternatives."""

from collections.abc import Callable, Mapping
from math import fsum

from cradlegate.core.category import Category
from cradlegate.core.stage import View
from cradlegate.footprint.appraisal.drawn_lines import DrawnLines
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.line import sum_category
from cradlegate.footprint.tracing.explanation import CO2E, Explanation, Part

Tracer = Callable[[Footprint, str], Explanation | None]
"""Explains the rest of a path; None where it leads nowhere."""


def _trace_net_fossil(footprint: Footprint, rest: str) -> Explanation | None:
    if rest:
        return None
    parts = tuple(
        Part(
            f"category/{category}", category, sum_category(footprint.lines_in_view, category), CO2E
        )
        for category in (Category.FOSSIL_OTHER, Category.AIRCRAFT)
    )
    total = fsum(part.value for part in parts)
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
    basis = f"rated power, basis {machine.rated_power_basis}"
    parts = (
        Part("total", "headline", footprint.total(), CO2E),
        Part("", f"{basis}, machine.yaml", power, "kW"),
    )
    value, formula = footprint.total() / power, f"headline ÷ {basis}"
    return Explanation("per_kw", "per kW", value, f"{CO2E}/kW", formula, parts)


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
    uptake = footprint.packaging_uptake
    parts = (Part(f"category/{Category.BIOGENIC_REMOVALS}", "biogenic uptake", uptake, CO2E),)
    return Explanation(
        "biogenic_carbon",
        "biogenic carbon content",
        footprint.biogenic_carbon_kg,
        "kg C",
        "− biogenic uptake × 12 ÷ 44",
        parts,
    )


def _trace_interval(footprint: Footprint, rest: str) -> Explanation | None:
    if rest not in {"", "low", "high", "median", "mean"}:
        return None
    interval = footprint.interval()
    parts = tuple(
        Part(f"interval/{name}", name, getattr(interval, name), CO2E)
        for name in ("low", "high", "median", "mean")
    )
    drawn = footprint.draws.of_databases
    kept = footprint.draw_count - len(drawn.left_out)
    formula = (
        f"2.5 % and 97.5 % points of {kept} draws, seed {footprint.seed}; draws "
        "are keyed by factor, template shares keep their sum; the choice of factor is not drawn"
    )
    defaults = (
        ("default spreads", f"{footprint.draws.default_spreads} factors"),
        ("spreads of their own", f"{footprint.draws.own_spreads} factors"),
        *_count_drawn(drawn),
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


def _count_drawn(drawn: DrawnLines) -> tuple[tuple[str, str], ...]:
    """Say how many lines on processes of databases were drawn with these; nothing without any."""
    if not drawn.drawn and not drawn.by_default:
        return ()
    return (
        ("drawn with their databases", f"{drawn.drawn} lines"),
        ("of databases, by default", f"{drawn.by_default} lines"),
        ("draws left out", f"{len(drawn.left_out)}, that leave a process without a figure"),
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


DERIVED_TRACERS: Mapping[str, Tracer] = {
    "net_fossil": _trace_net_fossil,
    "per_hour": _trace_per_hour,
    "per_kw": _trace_per_kw,
    "per_kg": _trace_per_kg,
    "with_uptake": _trace_with_uptake,
    "biogenic_carbon": _trace_biogenic_carbon,
    "interval": _trace_interval,
    "instruments": _trace_instruments,
    "allocation": _trace_allocation,
    "mass": _trace_mass,
    "exclusion": _trace_exclusion,
}
"""By the first part of a path; each is given the rest."""
