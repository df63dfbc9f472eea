"""A stacked bar of one column of a table, with a legend that carries the same figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement

from cradlegate.reports.charts.palette import PAPER, TEXT, colours_by_part, contrast
from cradlegate.reports.display import in_unit, signs_of
from cradlegate.reports.report import PICTURES, Chart, Figure, Report
from cradlegate.reports.shown_table import show_table

_LENGTH, _HEIGHT = 1000, 64
_LABEL_SIGN = 13  # widest mean sign of a label, set in 22 px


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: its name, its size in the unit of the table, and how that reads."""

    name: str
    size: Decimal
    text: str


def chart_segments(report: Report, chart: Chart) -> tuple[Segment, ...]:
    """Read the parts of a chart from its table; parts that are not above 0 have no length."""
    table = report.table(chart.table_id)
    shown = show_table(table, signs_of(report.language))
    ids = [column.id for column in table.columns]
    label, value = ids.index(chart.label), ids.index(chart.value)
    unit = shown.column_units[value]
    segments = []
    for row, texts in zip(table.rows, shown.rows, strict=True):
        cell = row[value]
        if isinstance(cell, Figure) and cell.value > 0:
            size = in_unit(cell.value, cell.unit, shown.units[cell.unit])
            segments.append(Segment(texts[label].strip(), size, f"{texts[value]} {unit}"))
    return tuple(segments)


def chart_colours(report: Report) -> dict[str, str]:
    """Give every part the colour that it has in all charts of the report.

    Pictures count the same parts again and take these colours.
    """
    sizes: dict[str, Decimal] = {}
    for chart in (one for one in report.charts if one.kind not in PICTURES):
        for segment in chart_segments(report, chart):
            sizes[segment.name] = sizes.get(segment.name, Decimal(0)) + segment.size
    return colours_by_part(sizes)


def draw_stacked_bar(
    segments: Sequence[Segment], colours: Mapping[str, str], caption: str
) -> Element:
    """Draw the bar, its legend and its caption as an HTML figure; the table stands beside it."""
    figure = Element("figure")
    words = "; ".join(f"{segment.name} {segment.text}" for segment in segments)
    svg = SubElement(
        figure,
        "svg",
        {"viewBox": f"0 0 {_LENGTH} {_HEIGHT}", "role": "img", "aria-label": f"{caption}: {words}"},
    )
    whole = sum((segment.size for segment in segments), Decimal(0))
    start = 0.0
    for segment in segments:
        length = float(segment.size / whole) * _LENGTH
        _draw_segment(svg, segment, start, length, colours[segment.name])
        start += length
    legend = SubElement(figure, "ul")
    for segment in segments:
        item = SubElement(legend, "li")
        swatch = SubElement(item, "svg", {"viewBox": "0 0 10 10", "aria-hidden": "true"})
        square = {"x": "0.5", "y": "0.5", "width": "9", "height": "9", "stroke": TEXT}
        SubElement(swatch, "rect", {**square, "fill": colours[segment.name]})
        SubElement(item, "span").text = segment.name
        SubElement(item, "b").text = segment.text
    SubElement(figure, "figcaption").text = caption
    return figure


def _draw_segment(svg: Element, segment: Segment, start: float, length: float, fill: str) -> None:
    box = {"x": f"{start:.2f}", "y": "0", "width": f"{length:.2f}", "height": str(_HEIGHT)}
    SubElement(svg, "rect", {**box, "fill": fill, "stroke": PAPER, "stroke-width": "2"})
    if length < _LABEL_SIGN * len(segment.text):
        return
    middle = {"x": f"{start + length / 2:.2f}", "y": f"{_HEIGHT / 2:.0f}"}
    ink = max((TEXT, PAPER), key=lambda colour: contrast(colour, fill))
    label = SubElement(
        svg,
        "text",
        {**middle, "fill": ink, "text-anchor": "middle", "dominant-baseline": "central"},
    )
    label.text = segment.text
