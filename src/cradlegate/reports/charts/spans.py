"""Which rows of a table each of its columns covers, as bars along one axis."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from cradlegate.reports.charts.palette import REST, SERIES, TEXT
from cradlegate.reports.display import signs_of
from cradlegate.reports.report import Chart, Mark, Report
from cradlegate.reports.shown_table import show_table

_LENGTH, _NAMES, _BAR, _STEP, _HEAD = 1000, 260, 22, 34, 34


@dataclass(frozen=True, slots=True)
class Span:
    """A bar: the title of its column, and for every row whether it is covered."""

    name: str
    covered: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Spans:
    """The bars over one axis, whose places are named by the rows."""

    labels: tuple[str, ...]
    bars: tuple[Span, ...]


def read_spans(report: Report, chart: Chart) -> Spans:
    """Read the bars from the columns of a table, from `value` to `high`; a mark is not covered."""
    table = report.table(chart.table_id)
    shown = show_table(table, signs_of(report.language))
    ids = [column.id for column in table.columns]
    label, first, last = (ids.index(name) for name in (chart.label, chart.value, chart.high))
    return Spans(
        tuple(texts[label] for texts in shown.rows),
        tuple(
            Span(shown.heads[at], tuple(not isinstance(row[at], Mark) for row in table.rows))
            for at in range(first, last + 1)
        ),
    )


def say_span(spans: Spans, bar: Span) -> str:
    """Say in words what a bar covers."""
    return ", ".join(
        label for label, covered in zip(spans.labels, bar.covered, strict=True) if covered
    )


def draw_spans(report: Report, chart: Chart, caption: str) -> Element:
    """Draw the bars as an HTML figure; the table stands beside it."""
    spans = read_spans(report, chart)
    figure = Element("figure")
    words = "; ".join(f"{bar.name}: {say_span(spans, bar)}" for bar in spans.bars)
    height = _HEAD + _STEP * len(spans.bars)
    frame = {"viewBox": f"0 0 {_LENGTH} {height}", "role": "img"}
    svg = SubElement(figure, "svg", {**frame, "aria-label": f"{caption}: {words}"})
    width = (_LENGTH - _NAMES) / max(len(spans.labels), 1)
    for place, label in enumerate(spans.labels):
        middle = f"{_NAMES + (place + 0.5) * width:.2f}"
        _write(svg, label, {"x": middle, "y": "20", "text-anchor": "middle"})
    for row, bar in enumerate(spans.bars):
        top = _HEAD + row * _STEP
        _write(svg, bar.name, {"x": "0", "y": str(top + _BAR - 5)})
        for place, covered in enumerate(bar.covered):
            box = {"x": f"{_NAMES + place * width + 1:.2f}", "y": str(top)}
            size = {"width": f"{width - 2:.2f}", "height": str(_BAR)}
            fill = {"fill": SERIES[0]} if covered else {"fill": "none", "stroke": REST}
            SubElement(svg, "rect", {**box, **size, **fill})
    SubElement(figure, "figcaption").text = caption
    return figure


def _write(svg: Element, text: str, place: dict[str, str]) -> None:
    words = SubElement(svg, "text", {**place, "fill": TEXT, "style": "font-weight: 400"})
    words.text = text
