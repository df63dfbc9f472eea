"""Through whose hands the result comes: smelters, foundries, suppliers, subassemblies, stages."""

from collections.abc import Mapping

from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.line import Line
from cradlegate.footprint.suppliers.ranking import name_bill_line
from cradlegate.footprint.suppliers.tiers import Tiers
from cradlegate.reports.charted.document import SECTION, put_charts
from cradlegate.reports.charted.flows import SHOWN, tabulate_flows
from cradlegate.reports.charted.origin import name_stage, say_bundled, sum_chains
from cradlegate.reports.report import Chart, ChartKind, Report, Table

_LEVELS = ("smelter", "foundry", "supplier", "subassembly", "stage", "whole")
_WHOLE = "total"
_CHART = Chart(ChartKind.SANKEY, "tiers", "from_level", "kgco2e")


def add_tiers(report: Report, footprint: Footprint, tiers: Mapping[str, Tiers]) -> Report:
    """Add the chart of the tiers, with its table, to the report of a footprint or its suppliers.

    Raises:
        FaultsError: lines that are not finite numbers (RP-010).
    """
    table = tabulate_tiers(footprint, tiers, SECTION.id)
    return put_charts(report, (table,), (_CHART,)) if table.rows else report


def tabulate_tiers(footprint: Footprint, tiers: Mapping[str, Tiers], part: str) -> Table:
    """Tabulate the flows from smelter to foundry, supplier, subassembly, stage and total.

    Args:
        tiers: by line of the parts list; what is on none has no supplier.
    """

    def name(line: Line) -> tuple[str, ...]:
        behind = tiers.get(name_bill_line(line), Tiers())
        hands = (behind.smelter, behind.foundry, behind.supplier)
        return (*hands, line.subassembly, name_stage(line), _WHOLE)

    title = "From smelters and foundries over suppliers to the total"
    chains, note = sum_chains(footprint, name), say_bundled(footprint, SHOWN)
    note += " Where an answer names several smelters of one line, the first stands for it."
    return tabulate_flows("tiers", title, _LEVELS, chains, part=part, note=note)
