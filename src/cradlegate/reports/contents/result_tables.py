"""Tables that say why: results by boundary, stage, subassembly, category and line."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from heapq import nsmallest

from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.cause import Cause
from cradlegate.core.outcome import Outcome
from cradlegate.core.stage import STAGE_NAMES, Stage, View
from cradlegate.footprint.appraisal.quality import grade_line
from cradlegate.footprint.boundary import STAGE_GROUPS, is_in_group
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.line import Line, sum_category, sum_emissions
from cradlegate.footprint.rounding import signed_text
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    UNKNOWN,
    Cell,
    Column,
    Figure,
    Grade,
    More,
    Status,
    Table,
    Text,
    share_of_one,
    shares_of_whole,
)

CO2E = "kg CO2e"
SHOWN = 10
"""Rows of a long table that are listed."""


def tabulate_views(footprint: Footprint) -> Table:
    """Tabulate the result of each view, each for itself, and what is derived from it."""
    rows: list[tuple[Cell, ...]] = []
    for view in footprint.views:
        interval = footprint.interval(view)
        figure = Figure.computed(
            footprint.total(view), CO2E, path=f"view/{view}", bounds=(interval.low, interval.high)
        )
        rows.append((Text(footprint.describe(view)), figure))
    gate, mass = footprint.total(View.CRADLE_TO_GATE), float(footprint.machine.net_mass_kg)
    rows.append(
        (
            Text("per kg of net mass, cradle to gate"),
            Figure.computed(gate / mass, f"{CO2E}/kg", path="per_kg"),
        )
    )
    rows += _derive_units(footprint)
    rows.append(
        (
            Text("headline including biogenic uptake"),
            Figure.computed(footprint.total_with_uptake(), CO2E, path="with_uptake"),
        )
    )
    rows.append(
        (
            Text("biogenic carbon in packaging, kg C, outside every total"),
            Figure.computed(footprint.biogenic_carbon_kg, "kg C", path="biogenic_carbon"),
        )
    )
    pair = footprint.instruments
    for name, value in (
        ("with", pair.with_instruments),
        ("without", pair.without_instruments),
    ):
        figure = Figure.computed(value, CO2E, path=f"instruments/{name}")
        rows.append((Text(f"headline {name} contractual electricity instruments"), figure))
    columns = (Column("boundary", "boundary"), Column("kgco2e", "result", is_numeric=True))
    return Table("views", "Results by boundary, each for itself", columns, tuple(rows))


def _derive_units(footprint: Footprint) -> Iterable[tuple[Cell, ...]]:
    """Show what is derived from the figure per machine, each with its basis (method 16)."""
    machine, hours = footprint.machine, footprint.service_hours
    per_kw = footprint.total() / float(machine.rated_power_kw)
    yield (
        Text(f"headline per kW of rated power, basis {machine.rated_power_basis}"),
        Figure.computed(per_kw, f"{CO2E}/kW", path="per_kw"),
    )
    if hours and View.WHOLE_LIFE in footprint.views:
        per_hour = footprint.total(View.WHOLE_LIFE) / hours
        yield (
            Text(f"whole life per machine-hour, {hours:.0f} h of service"),
            Figure.computed(per_hour, f"{CO2E}/h", path="per_hour"),
        )
    if made := footprint.parts_in_life:
        per_part = footprint.total(View.WHOLE_LIFE) / made
        yield (
            Text(f"whole life per part made, {made:.0f} parts"),
            Figure.computed(per_part, f"{CO2E}/part", path="per_part"),
        )
    credits_apart = [line for line in footprint.lines if line.stage is Stage.D]
    if credits_apart:
        yield (
            Text("credits beyond the boundary, stage D, in no total"),
            Figure.computed(sum_emissions(credits_apart), CO2E, path="stage/D"),
        )


def tabulate_stages(footprint: Footprint) -> Table:
    """Tabulate results by stage."""
    by_stage: dict[Stage, list[Line]] = {}
    for line in footprint.lines_in_view:
        by_stage.setdefault(line.stage, []).append(line)
    stages = [stage for stage in Stage if stage in by_stage]
    values = [sum_emissions(by_stage[stage]) for stage in stages]
    shares = shares_of_whole([Decimal(signed_text(value)) for value in values])
    rows = tuple(
        (
            Text(f"{stage} {STAGE_NAMES[stage]}"),
            Figure.computed(value, CO2E, path=f"stage/{stage}"),
            share,
        )
        for stage, value, share in zip(stages, values, shares, strict=True)
    )
    columns = (
        Column("stage", "stage"),
        Column("kgco2e", "result", is_numeric=True),
        Column("share", "share", is_numeric=True),
    )
    total = (Text("total"), Figure.computed(footprint.total(), CO2E, path="total"), Text("100 %"))
    return Table("stages", "By stage", columns, rows, total)


def tabulate_cells(footprint: Footprint) -> Table:
    """Tabulate stage × subassembly."""
    cells = _group_cells(footprint.lines_in_view)
    groups = [name for name in STAGE_GROUPS if (name, "") in cells]
    sums = {name: sum_emissions(lines) for (group, name), lines in cells.items() if not group}
    rows = tuple(
        (
            Text(name),
            *(_cell(cells.get((group, name), ()), f"{group}/{name}") for group in groups),
            Figure.computed(sums[name], CO2E, path=f"subassembly/{name}"),
        )
        for name in sorted(sums, key=lambda name: -sums[name])
    )
    columns = (
        Column("subassembly", "subassembly"),
        *(Column(group, group, is_numeric=True) for group in groups),
        Column("kgco2e", "total", is_numeric=True),
    )
    total: tuple[Cell, ...] = (
        Text("total"),
        *(
            Figure.computed(sum_emissions(cells[group, ""]), CO2E, path=f"stage/{group}")
            for group in groups
        ),
        Figure.computed(footprint.total(), CO2E, path="total"),
    )
    return Table("cells", "Stage × subassembly", columns, rows, total)


def _group_cells(lines: Iterable[Line]) -> dict[tuple[str, str], list[Line]]:
    """Group lines by stage group and subassembly, and by either alone."""
    by_place: dict[tuple[Stage, str], list[Line]] = {}
    for line in lines:
        by_place.setdefault((line.stage, line.subassembly), []).append(line)
    cells: dict[tuple[str, str], list[Line]] = {}
    for (_, subassembly), group_lines in by_place.items():
        group = next(name for name in STAGE_GROUPS if is_in_group(group_lines[0], name))
        for key in ((group, subassembly), (group, ""), ("", subassembly)):
            cells.setdefault(key, []).extend(group_lines)
    return cells


def _cell(lines: Sequence[Line], place: str) -> Cell:
    if not lines:
        return NOT_APPLICABLE
    return Figure.computed(sum_emissions(lines), CO2E, path=f"cell/{place}")


def tabulate_categories(footprint: Footprint) -> Table:
    """Tabulate the greenhouse-gas categories and what cannot be separated."""
    lines = footprint.lines_in_view
    net = sum_category(lines, Category.FOSSIL_OTHER) + sum_category(lines, Category.AIRCRAFT)
    is_open = bool(footprint.quality.unsplit)
    rows = (
        *((Text(CATEGORY_NAMES[item]), _category(footprint, item)) for item in CATEGORIES),
        (
            Text("net fossil: fossil and aircraft, as far as separable"),
            UNKNOWN if is_open and not net else Figure.computed(net, CO2E, path="net_fossil"),
        ),
        (
            Text("five separate figures (ISO 14067:2018, 7.2)"),
            Status(Outcome.UNDETERMINED, Cause.FACT) if is_open else Status(Outcome.MET),
        ),
    )
    columns = (Column("category", "category"), Column("kgco2e", "result", is_numeric=True))
    unsplit = footprint.quality.unsplit
    note = (
        f"{unsplit:.1%} of the total is not separable: published as one CO2e figure, it may hold "
        "any category, so the others are floors."
    )
    return Table("categories", "Greenhouse-gas categories", columns, rows, note=note)


def _category(footprint: Footprint, category: Category) -> Cell:
    """Show a category; what the inseparable part may hide is unknown, never a zero."""
    value = sum_category(footprint.lines_in_view, category)
    if not value and footprint.quality.unsplit and category is not Category.BIOGENIC_REMOVALS:
        return UNKNOWN
    return Figure.computed(value, CO2E, path=f"category/{category}")


CATEGORY_NAMES = {
    Category.FOSSIL_OTHER: "fossil, aircraft apart",
    Category.AIRCRAFT: "aircraft",
    Category.BIOGENIC_EMISSIONS: "biogenic emissions",
    Category.BIOGENIC_REMOVALS: "biogenic removals (not in the headline)",
    Category.LAND_USE_CHANGE: "land use change",
    Category.UNSPLIT: "not separable",
}
"""Names of the categories, as tables show them."""


def tabulate_largest(footprint: Footprint) -> Table:
    """Tabulate the largest lines."""
    sized = ((line, line.emissions) for line in footprint.lines_in_view)
    counted = [(line, emissions) for line, emissions in sized if emissions]
    largest = nsmallest(SHOWN, counted, key=lambda each: (-abs(each[1]), each[0].id))
    whole = footprint.total() or 1.0
    rows = tuple(
        (
            Text(line.id),
            Text(str(line.stage)),
            Text(line.activity.choice.chosen.id),
            Figure.computed(emissions, CO2E, path=f"line/{line.id}"),
            share_of_one(Decimal(signed_text(emissions / whole)), path=f"line/{line.id}"),
            Grade(grade_line(line)),
        )
        for line, emissions in largest
    )
    columns = (
        Column("line", "line"),
        Column("stage", "stage"),
        Column("factor", "factor"),
        Column("kgco2e", "result", is_numeric=True),
        Column("share", "share", is_numeric=True),
        Column("grade", "weakest grade"),
    )
    more = count_more(len(counted), "cradlegate explain CASE, or --out DIR for all lines")
    return Table("largest", "Largest lines", columns, rows, more=more)


def count_more(count: int, how: str) -> More | None:
    """Count the rows that are not listed."""
    return More(count - SHOWN, how) if count > SHOWN else None
