"""The result stage by stage with its running total, and what stands in no total."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from cradlegate.core.category import Category
from cradlegate.core.stage import STAGE_NAMES, Stage
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.line import Line, sum_category, sum_emissions
from cradlegate.reports.charts.drawing import refuse_unfinite
from cradlegate.reports.contents.result_tables import CO2E
from cradlegate.reports.report import NOT_APPLICABLE, Cell, Column, Figure, Table, Text


def tabulate_running(footprint: Footprint, part: str) -> Table:
    """Tabulate the stages in order with the running total; credits and removals stand apart.

    Raises:
        FaultsError: a line that is not finite (RP-010).
    """
    lines = footprint.lines_in_view
    refuse_unfinite(*(line.total for line in footprint.lines))
    rows = [*_list_running(lines)]
    rows += [(Text(name), figure, NOT_APPLICABLE) for name, figure in _list_apart(footprint)]
    total = Figure.computed(footprint.total(), CO2E, path="total")
    columns = (
        Column("step", "stage"),
        Column("kgco2e", "result", is_numeric=True),
        Column("running", "running total", is_numeric=True),
    )
    note = "A row without a running total is in no total."
    title, last = "How the result grows by stage", (Text("total"), total, total)
    return Table("running", title, columns, tuple(rows), last, part=part, note=note)


def _list_running(lines: Sequence[Line]) -> Iterator[tuple[Cell, ...]]:
    stages = [stage for stage in Stage if any(line.stage is stage for line in lines)]
    values = [sum_emissions(line for line in lines if line.stage is stage) for stage in stages]
    for stage, value, running in zip(stages, values, accumulate(values), strict=True):
        name = Text(f"{stage} {STAGE_NAMES[stage]}")
        figure = Figure.computed(value, CO2E, path=f"stage/{stage}")
        yield name, figure, Figure.computed(running, CO2E)


def _list_apart(footprint: Footprint) -> list[tuple[str, Figure]]:
    apart = []
    removals = sum_category(footprint.lines_in_view, Category.BIOGENIC_REMOVALS)
    if removals:
        path = f"category/{Category.BIOGENIC_REMOVALS}"
        apart.append(("biogenic removals", Figure.computed(removals, CO2E, path=path)))
    beyond = [line for line in footprint.lines if line.stage is Stage.D]
    if beyond:
        figure = Figure.computed(sum_emissions(beyond), CO2E, path="stage/D")
        apart.append((f"{Stage.D} {STAGE_NAMES[Stage.D]}", figure))
    return apart
