"""Which share has ended by which hour, as steps over hours that grow by factors."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from xml.etree.ElementTree import Element, SubElement

from cradlegate.reports.charts.palette import PAPER, REST, SERIES, SMALL_PRINT, TEXT
from cradlegate.reports.display import signs_of
from cradlegate.reports.report import Chart, Figure, Report, Share
from cradlegate.reports.shown_table import show_table

_LENGTH, _HEIGHT, _LEFT, _FOOT, _TOP = 1000, 420, 70, 40, 12
_MARKED = (12, 48)
"""Hours that are promised, with a line of their own."""
_DASHES = ("", "14 5", "4 4", "14 5 4 5", "2 6", "20 8")
"""Curves lie on each other; each shows through the gaps of the one above."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve: the title of its column, and hours with the share that has ended by then."""

    name: str
    points: tuple[tuple[float, float], ...]


def read_curves(report: Report, chart: Chart) -> tuple[Curve, ...]:
    """Read the curves from the columns of a table, from `value` to `high`.

    The first column that is named, `label`, holds the hours; a mark is no point.
    """
    table = report.table(chart.table_id)
    heads = show_table(table, signs_of(report.language)).heads
    ids = [column.id for column in table.columns]
    hours, first, last = (ids.index(name) for name in (chart.label, chart.value, chart.high))
    curves = []
    for at in range(first, last + 1):
        pairs = ((row[hours], row[at]) for row in table.rows)
        points = tuple(
            (float(hour.value), float(share.value))
            for hour, share in pairs
            if isinstance(hour, Figure) and isinstance(share, Share)
        )
        curves.append(Curve(heads[at], points))
    return tuple(each for each in curves if each.points)


def draw_waiting_times(report: Report, chart: Chart, caption: str) -> Element:
    """Draw the curves as an HTML figure; the table stands beside it with the same figures."""
    curves = read_curves(report, chart)
    hours = [hour for each in curves for hour, _ in each.points]
    first, last = min(hours, default=1.0), max(hours, default=2.0)
    figure = Element("figure")
    words = "; ".join(f"{each.name}: {_say(each)}" for each in curves)
    frame = {"viewBox": f"0 0 {_LENGTH} {_HEIGHT}", "role": "img"}
    svg = SubElement(figure, "svg", {**frame, "aria-label": f"{caption}: {words}"})
    _draw_axes(svg, first, last)
    for number, curve in enumerate(curves):
        path = _step(curve.points, first, last)
        look = {"fill": "none", "stroke": SERIES[number % len(SERIES)], "stroke-width": "4"}
        dashes = {"stroke-dasharray": _DASHES[number % len(_DASHES)]}
        SubElement(svg, "path", {"d": path, **look, **(dashes or {})})
    _draw_legend(figure, curves)
    SubElement(figure, "figcaption").text = caption
    return figure


def _draw_axes(svg: Element, first: float, last: float) -> None:
    for share in (0, 0.25, 0.5, 0.75, 1):
        height = f"{_y(share):.1f}"
        ends = {"x1": str(_LEFT), "x2": str(_LENGTH), "y1": height, "y2": height}
        SubElement(svg, "line", {**ends, "stroke": REST, "stroke-width": "1"})
        _write(svg, f"{share:.0%}", _LEFT - 10, _y(share) + 7, "end")
    for hour in (1, 2, 4, 8, 12, 24, 48, 120, 240, 480):
        if first <= hour <= last:
            at = _x(hour, first, last)
            _write(svg, f"{hour} h", at, _HEIGHT - 10, "middle")
            if hour in _MARKED:
                ends = {"x1": f"{at:.1f}", "x2": f"{at:.1f}", "y1": str(_TOP)}
                line = {**ends, "y2": f"{_y(0):.1f}", "stroke": SMALL_PRINT}
                SubElement(svg, "line", {**line, "stroke-width": "2", "stroke-dasharray": "2 4"})


def _draw_legend(figure: Element, curves: Sequence[Curve]) -> None:
    legend = SubElement(figure, "ul")
    for number, curve in enumerate(curves):
        item = SubElement(legend, "li")
        swatch = SubElement(item, "svg", {"viewBox": "0 0 10 10", "aria-hidden": "true"})
        square = {"x": "0.5", "y": "0.5", "width": "9", "height": "9", "stroke": PAPER}
        SubElement(swatch, "rect", {**square, "fill": SERIES[number % len(SERIES)]})
        SubElement(item, "span").text = curve.name


def _write(svg: Element, text: str, x: float, y: float, anchor: str) -> None:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "fill": TEXT, "text-anchor": anchor}
    SubElement(svg, "text", {**place, "style": "font-weight: 400; font-size: 18px"}).text = text


def _step(points: Sequence[tuple[float, float]], first: float, last: float) -> str:
    """Draw steps: a share holds up to the hour of the next point."""
    (hour, share), *others = points
    path = f"M{_x(hour, first, last):.1f} {_y(share):.1f}"
    for hour, share in others:
        path += f" H{_x(hour, first, last):.1f} V{_y(share):.1f}"
    return path


def _x(hour: float, first: float, last: float) -> float:
    room = _LENGTH - _LEFT - 20
    return _LEFT + room * log(hour / first) / (log(last / first) or 1.0)


def _y(share: float) -> float:
    return _HEIGHT - _FOOT - share * (_HEIGHT - _FOOT - _TOP)


def _say(curve: Curve) -> str:
    return ", ".join(f"{share:.0%} by {hour:g} h" for hour, share in curve.points)
