"""Tables of a declaration that state its results."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.cause import Cause
from cradlegate.core.outcome import Outcome
from cradlegate.core.stage import STAGE_NAMES, STAGES_BY_VIEW, Stage, View
from cradlegate.declaration.declaration import Declaration, ViewResult
from cradlegate.footprint.boundary import END_POINTS, STAGE_GROUPS
from cradlegate.reports.contents.result_tables import CATEGORY_NAMES, CO2E
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    UNKNOWN,
    Bounds,
    Cell,
    Column,
    Figure,
    Mark,
    Status,
    Table,
    Text,
    shares_of_whole,
)

Say = Callable[[str], str]
"""Says a text of the program in the language of the document."""

_VIEW_HEADS = {
    View.CRADLE_TO_GATE: "to the gate",
    View.CIRCULAR_12: "to the end point",
    View.WHOLE_LIFE: "whole life",
}


def state_headline(declaration: Declaration) -> Figure:
    """State the headline with its interval."""
    return _state(declaration.headline)


def describe_view(declaration: Declaration, view: View, say: Say) -> str:
    """Say in words what a view covers, and that a first life is not in it where it is not."""
    life, boundary = declaration.results.second_life, _describe_stages(declaration, view, say)
    if life is None or not life.is_first_life_left_out:
        return boundary
    words = say("{boundary}, refurbishment and transport alone, first life left out")
    return words.format(boundary=boundary)


def _describe_stages(declaration: Declaration, view: View, say: Say) -> str:
    """Say which stages a view covers; a part is never called the whole."""
    if view == View.CRADLE_TO_GATE:
        return say("partial footprint A1–A3, cradle to gate")
    if view == View.CIRCULAR_12:
        boundary = declaration.blocks.system_boundary
        end = say(END_POINTS[boundary.transport_end])
        return say("partial footprint A1–A4, cradle to {end} {place}").format(
            end=end, place=boundary.destination
        )
    return say("footprint of the whole life A1–C4")


def tabulate_views(declaration: Declaration, say: Say, part: str = "results") -> Table:
    """State every view, and what is derived from the figure per machine."""
    rows: list[tuple[Cell, ...]] = [
        (Text(describe_view(declaration, item.view, say)), _state(item))
        for item in declaration.results.views
    ]
    rows += [(Text(name), cell) for name, cell in _derived(declaration, say)]
    columns = (
        Column("boundary", say("boundary")),
        Column("kgco2e", say("result"), is_numeric=True),
    )
    return Table(
        "views", say("Results by boundary, each for itself"), columns, tuple(rows), part=part
    )


def _derived(declaration: Declaration, say: Say) -> Iterator[tuple[str, Cell]]:
    unit, results = declaration.blocks.declared_unit, declaration.results
    yield (
        say("per kg of net mass, cradle to gate"),
        Figure(unit.kgco2e_per_kg_at_gate, f"{CO2E}/kg"),
    )
    basis = say("headline per kW of rated power, basis {basis}").format(
        basis=unit.rated_power_basis
    )
    yield basis, Figure(unit.kgco2e_per_kw, f"{CO2E}/kW")
    if unit.per_hour:
        yield say("whole life per machine-hour"), Figure(unit.per_hour.kgco2e, f"{CO2E}/h")
    with_uptake = declaration.headline.with_uptake
    yield say("headline including biogenic uptake"), Figure(with_uptake, CO2E)
    yield (
        say("biogenic carbon in packaging, kg C, outside every total"),
        Figure(results.biogenic_carbon_kg, "kg C"),
    )
    if not isinstance(results.credits_kgco2e, Blank):
        yield (
            say("credits beyond the boundary, stage D, in no total"),
            Figure(results.credits_kgco2e, CO2E),
        )


def _state(item: ViewResult) -> Figure:
    return Figure(item.total.kgco2e, CO2E, bounds=Bounds(item.low, item.high))


def tabulate_stages(declaration: Declaration, say: Say, part: str = "results") -> Table:
    """State the headline by stage, absolute and relative."""
    by_stage = declaration.headline.by_stage
    values = [figures.kgco2e for figures in by_stage.values()]
    rows = tuple(
        (Text(f"{stage} {say(STAGE_NAMES[stage])}"), Figure(value, CO2E), share)
        for stage, value, share in zip(by_stage, values, shares_of_whole(values), strict=True)
    )
    columns = (
        Column("stage", say("stage")),
        Column("kgco2e", say("result"), is_numeric=True),
        Column("share", say("share"), is_numeric=True),
    )
    total = (Text(say("total")), Figure(declaration.headline.total.kgco2e, CO2E), Text("100 %"))
    return Table("stages", say("By stage"), columns, rows, total, part=part)


def tabulate_cells(declaration: Declaration, say: Say) -> Table:
    """State the headline by stage and subassembly, the heaviest subassembly first."""
    cells = declaration.results.by_subassembly
    present = {stage for stages in cells.values() for stage in stages}
    groups = [group for group in STAGE_GROUPS if any(_in_group(s, group) for s in present)]
    names = sorted(cells, key=lambda name: (-sum(cells[name].values()), name))
    rows = tuple(
        (
            Text(name),
            *(_sum_group(cells[name], group) for group in groups),
            Figure(_sum(list(cells[name].values())), CO2E),
        )
        for name in names
    )
    columns = (
        Column("subassembly", say("subassembly")),
        *(Column(group, group, is_numeric=True) for group in groups),
        Column("kgco2e", say("total"), is_numeric=True),
    )
    by_stage = declaration.headline.by_stage
    stage_totals = {stage: figures.kgco2e for stage, figures in by_stage.items()}
    total = (
        Text(say("total")),
        *(_sum_group(stage_totals, group) for group in groups),
        Figure(declaration.headline.total.kgco2e, CO2E),
    )
    return Table("cells", say("Stage × subassembly"), columns, rows, total, part="results")


def _in_group(stage: str, group: str) -> bool:
    return stage == group or (len(group) == 1 and stage.startswith(group))


def _sum_group(values: Mapping[Stage, Decimal], group: str) -> Cell:
    chosen = [value for stage, value in values.items() if _in_group(stage, group)]
    return Figure(_sum(chosen), CO2E) if chosen else NOT_APPLICABLE


def _sum(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def tabulate_categories(declaration: Declaration, say: Say) -> Table:
    """State the greenhouse-gas categories of the headline, and what cannot be separated."""
    by_category = declaration.headline.total.by_category
    cells = {item: by_category[item] for item in CATEGORIES}
    is_open = bool(declaration.blocks.data_quality.unsplit)
    rows: list[tuple[Cell, ...]] = [
        (Text(say(CATEGORY_NAMES[item])), _cell(value)) for item, value in cells.items()
    ]
    rows.append((Text(say("net fossil: fossil and aircraft, as far as separable")), _net(cells)))
    judged = Status(Outcome.UNDETERMINED, Cause.FACT) if is_open else Status(Outcome.MET)
    rows.append((Text(say("five separate figures (ISO 14067:2018, 7.2)")), judged))
    columns = (
        Column("category", say("category")),
        Column("kgco2e", say("result"), is_numeric=True),
    )
    return Table(
        "categories",
        say("Greenhouse-gas categories"),
        columns,
        tuple(rows),
        part="categories",
    )


def _net(cells: Mapping[Category, Decimal | Blank]) -> Cell:
    parts = [cells[Category.FOSSIL_OTHER], cells[Category.AIRCRAFT]]
    known = [part for part in parts if not isinstance(part, Blank)]
    return Figure(_sum(known), CO2E) if known else UNKNOWN


def _cell(value: Decimal | Blank) -> Cell:
    return Mark(value) if isinstance(value, Blank) else Figure(value, CO2E)


def tabulate_boundary(declaration: Declaration, say: Say) -> Table:
    """State which stage each view covers."""
    views = [item.view for item in declaration.results.views]
    rows = tuple(
        (
            Text(str(stage)),
            Text(say(STAGE_NAMES[stage])),
            *(
                Text(say("yes")) if stage in STAGES_BY_VIEW[view] else NOT_APPLICABLE
                for view in views
            ),
        )
        for stage in Stage
    )
    columns = (
        Column("stage", say("stage")),
        Column("covers", say("covers")),
        *(Column(str(view), say(_VIEW_HEADS[view])) for view in views),
    )
    return Table("boundary", say("Stages inside each boundary"), columns, rows, part="boundary")
