"""The charts of a footprint, put into its report where there is room for pictures."""

from collections.abc import Iterable
from dataclasses import replace

from cradlegate.footprint.footprint import Footprint
from cradlegate.reports.charted.draws import tabulate_distribution, tabulate_tornado
from cradlegate.reports.charted.origin import tabulate_chain, tabulate_parts
from cradlegate.reports.charted.running import tabulate_running
from cradlegate.reports.report import Chart, ChartKind, Part, Report, Section, Table

SECTION = Section("charts", "In charts")
"""The section of the charts that say where the figure comes from."""

_CHARTS = (
    Chart(ChartKind.WATERFALL, "running", "step", "kgco2e", "running"),
    Chart(ChartKind.TREEMAP, "parts", "subassembly", "kgco2e", words="material"),
    Chart(ChartKind.SANKEY, "chain", "from_level", "kgco2e"),
    Chart(ChartKind.DISTRIBUTION, "draws", "what", "low", "high", words="draws"),
    Chart(ChartKind.TORNADO, "varied", "figure", "low", "high"),
)


def add_charts(report: Report, footprint: Footprint) -> Report:
    """Add waterfall, treemap, Sankey chart, distribution and tornado to a footprint's report.

    They stand on pages and in workbooks, each with its table; a terminal shows the report itself.

    Raises:
        FaultsError: lines or draws that are not finite numbers (RP-010).
    """
    tables = (
        tabulate_running(footprint, SECTION.id),
        tabulate_parts(footprint, SECTION.id),
        tabulate_chain(footprint, SECTION.id),
        tabulate_distribution(footprint, Part.HOW_SURE),
        tabulate_tornado(footprint, Part.HOW_SURE),
    )
    return put_charts(report, tables, _CHARTS)


def put_charts(report: Report, tables: Iterable[Table], charts: Iterable[Chart]) -> Report:
    """Put charts into a report with their tables; a table without rows has no chart."""
    filled = {table.id: table for table in tables if table.rows}
    first, *others = report.sections
    return replace(
        report,
        tables=(*report.tables, *filled.values()),
        charts=(*report.charts, *(chart for chart in charts if chart.table_id in filled)),
        sections=(first, SECTION, *(each for each in others if each != SECTION)),
    )
