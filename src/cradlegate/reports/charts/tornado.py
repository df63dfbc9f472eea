"""A tornado: from low to high end, one bar a row, around the line where nothing changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from cradlegate.reports.charts.drawing import fit
from cradlegate.reports.charts.palette import SERIES, SMALL_PRINT, TEXT
from cradlegate.reports.display import in_unit, signs_of
from cradlegate.reports.report import Chart, Figure, Report
from cradlegate.reports.shown_table import show_table

_LENGTH, _BAR, _STEP, _LABELS, _TEXT, _GAP = 1000, 22, 30, 420, 22, 10


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name, both ends in the unit of the table, and how they read."""

    name: str
    low: float
    high: float
    text: str


def tornado_bars(report: Report, chart: Chart) -> tuple[Bar, ...]:
    """Read the bars of a tornado from its table; rows without both ends have none."""
    table = report.table(chart.table_id)
    shown = show_table(table, signs_of(report.language))
    ids = [column.id for column in table.columns]
    label, low, high = (ids.index(name) for name in (chart.label, chart.value, chart.high))
    bars = []
    for row, texts in zip(table.rows, shown.rows, strict=True):
        first, last = row[low], row[high]
        if isinstance(first, Figure) and isinstance(last, Figure):
            words = f"{texts[low]} … {texts[high]} {shown.column_units[low]}"
            ends = (_size(first, shown.units), _size(last, shown.units))
            bars.append(Bar(texts[label].strip(), *ends, words))
    return tuple(bars)


def _size(figure: Figure, units: Mapping[str, str]) -> float:
    return float(in_unit(figure.value, figure.unit, units[figure.unit]))


def scale_bars(bars: Sequence[Bar], length: float) -> tuple[float, tuple[tuple[float, float], ...]]:
    """Place bars on an axis of that length: where zero lies, and start and end of every bar."""
    first = min((bar.low for bar in bars), default=0.0)
    last = max((bar.high for bar in bars), default=0.0)
    first, last = min(first, 0.0), max(last, 0.0)
    scale = length / ((last - first) or 1.0)
    ends = tuple(((bar.low - first) * scale, (bar.high - first) * scale) for bar in bars)
    return -first * scale, ends


def draw_tornado(report: Report, chart: Chart, caption: str) -> Element:
    """Draw the bars as an HTML figure; the table stands beside it with the same figures."""
    bars = tornado_bars(report, chart)
    zero, ends = scale_bars(bars, _LENGTH - _LABELS)
    figure = Element("figure")
    words = "; ".join(f"{bar.name} {bar.text}" for bar in bars)
    height = str(_STEP * max(len(bars), 1))
    frame = {"viewBox": f"0 0 {_LENGTH} {height}", "role": "img"}
    svg = SubElement(figure, "svg", {**frame, "aria-label": f"{caption}: {words}"})
    for row, (bar, (start, end)) in enumerate(zip(bars, ends, strict=True)):
        top = row * _STEP
        name = SubElement(svg, "text", {"x": "0", "y": f"{top + _BAR - 5}", "fill": TEXT})
        name.set("style", "font-weight: 400")
        name.text = fit(bar.name, _TEXT, _LABELS - _GAP)
        box = {"y": str(top), "height": str(_BAR), "fill": SERIES[0]}
        place = {"x": f"{_LABELS + start:.2f}", "width": f"{end - start:.2f}"}
        SubElement(svg, "rect", {**place, **box})
    line = {"x1": f"{_LABELS + zero:.2f}", "x2": f"{_LABELS + zero:.2f}", "y1": "0", "y2": height}
    SubElement(svg, "line", {**line, "stroke": SMALL_PRINT, "stroke-width": "2"})
    SubElement(figure, "figcaption").text = caption
    return figure
