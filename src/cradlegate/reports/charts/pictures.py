"""The pictures that are the same vectors on a page and in a PDF."""

from xml.etree.ElementTree import Element

from cradlegate.reports.charts.distribution import draw_distribution, read_distribution
from cradlegate.reports.charts.sankey import draw_sankey, level_colours, read_sankey
from cradlegate.reports.charts.stacked_bar import chart_colours
from cradlegate.reports.charts.treemap import draw_treemap, group_colours, read_treemap
from cradlegate.reports.charts.waterfall import draw_waterfall, read_waterfall
from cradlegate.reports.display import signs_of
from cradlegate.reports.report import PICTURES, Chart, ChartKind, Report


def draw_picture(report: Report, chart: Chart) -> Element | None:
    """Draw a chart as SVG without script, font or anything from outside.

    The same report gives the same picture; series keep the colours of the report's other charts.

    Returns:
        None where nothing is above 0, or where the chart is of a kind that is drawn otherwise.
    """
    if chart.kind not in PICTURES:
        return None
    if chart.kind is ChartKind.WATERFALL:
        return draw_waterfall(read_waterfall(report, chart), chart.table_id, chart_colours(report))
    if chart.kind is ChartKind.DISTRIBUTION:
        read = read_distribution(report, chart)
        return draw_distribution(read, chart.table_id, signs_of(report.language))
    colours = group_colours(report)
    if chart.kind is ChartKind.SANKEY:
        sankey = read_sankey(report, chart)
        if not sankey.flows:
            return None
        fills = colours if {level for level, _ in colours} & set(sankey.levels) else None
        return draw_sankey(sankey, chart.table_id, fills or level_colours(sankey))
    treemap = read_treemap(report, chart)
    by_name = {name: colour for (_, name), colour in colours.items()}
    return draw_treemap(treemap, chart.table_id, by_name) if treemap.groups else None
