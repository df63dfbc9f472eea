"""Steps over days: three marks for the latest starts, a bar to its end, and a line for today."""

from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree.ElementTree import Element, SubElement

from rich.cells import cell_len, set_cell_size

from cradlegate.reports.charts.palette import REST, SERIES, SMALL_PRINT, TEXT, WARNING
from cradlegate.reports.display import Signs, clean, signs_of
from cradlegate.reports.report import Cell, Chart, Report, Text
from cradlegate.reports.shown_table import show_table

_LENGTH, _NAMES, _WORDS, _STEP, _HEAD, _BAR = 1000, 330, 150, 26, 56, 10
_SIGN = 7.6
"""Mean width of a sign set in 15 px."""
_FONT = "font-size: 15px; font-weight: 400"
_MARKS = "985"
"""How the marks read on a terminal: the first figure of their chances."""
_NARROWEST = 20
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """A step: the days of its marks, the day on which its bar ends, and what is said beside it.

    A mark whose day is not known is None.
    """

    name: str
    marks: tuple[date | None, ...]
    end: date | None
    words: str

    @property
    def days(self) -> tuple[date, ...]:
        """All its days."""
        return tuple(day for day in (*self.marks, self.end) if day)


@dataclass(frozen=True, slots=True)
class Gantt:
    """Rows over an axis of days, which reaches from the first to the last of them.

    Args:
        heads: what the marks are called.
        today: where the line stands.
    """

    rows: tuple[Row, ...]
    heads: tuple[str, ...]
    first: date
    last: date
    today: date

    def place(self, day: date) -> float:
        """Place a day on the axis: 0 for its first day, 1 for its last."""
        return (day - self.first) / (self.last - self.first)

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of every month on the axis."""
        days = (self.first + each * _DAY for each in range((self.last - self.first).days + 1))
        return tuple(day for day in days if day.day == 1)


def read_gantt(report: Report, chart: Chart) -> Gantt:
    """Read the rows of a chart from its table; what is no day has no mark.

    Raises:
        ValueError: a chart without the day at which its line stands.
    """
    if chart.line is None:
        raise ValueError(f"chart of {chart.table_id}: no day for its line")
    table = report.table(chart.table_id)
    shown = show_table(table, signs_of(report.language))
    ids = [column.id for column in table.columns]
    label, first, end = (ids.index(name) for name in (chart.label, chart.value, chart.high))
    words = ids.index(chart.words or chart.label)
    rows = tuple(
        Row(
            texts[label].strip(),
            tuple(map(_read_day, cells[first:end])),
            _read_day(cells[end]),
            texts[words] if chart.words else "",
        )
        for cells, texts in zip(table.rows, shown.rows, strict=True)
    )
    days = [chart.line, *(day for row in rows for day in row.days)]
    last = max(*days, min(days) + _DAY)
    return Gantt(rows, shown.heads[first:end], min(days), last, chart.line)


def _read_day(cell: Cell) -> date | None:
    try:
        return date.fromisoformat(cell.text) if isinstance(cell, Text) else None
    except ValueError:
        return None


def lay_out_gantt(report: Report, chart: Chart, width: int, signs: Signs) -> list[str]:
    """Lay out a chart in lines of a terminal, with its legend."""
    gantt = read_gantt(report, chart)
    said = [clean(row.words, signs) for row in gantt.rows]
    words = min(max(map(cell_len, said), default=0), width // 3)
    longest = max((cell_len(row.name) for row in gantt.rows), default=0)
    names = min(longest, width * 2 // 5, width - words - _NARROWEST - 2)
    axis = width - names - words - 2
    lines = [" " * (names + 1) + _write_months(gantt, axis)]
    for row, text in zip(gantt.rows, said, strict=True):
        name = _fit(clean(row.name, signs), names)
        lines.append(f"{name} {_draw_row(row, gantt, axis, signs)} {_fit(text, words)}".rstrip())
    marks = ", ".join(f"{sign} {head}" for sign, head in zip(_MARKS, gantt.heads, strict=False))
    return [*lines, f"{marks}, ] done by, | {gantt.today}"]


def _fit(text: str, cells: int) -> str:
    """Cut a text at a number of cells, or fill it up."""
    return set_cell_size(text, cells)


def _write_months(gantt: Gantt, axis: int) -> str:
    line = ""
    for month in gantt.months:
        at = round(gantt.place(month) * (axis - 1))
        name = month.isoformat()[:7]
        if (not line or at > len(line)) and at + len(name) <= axis:
            line = line.ljust(at) + name
    return line.ljust(axis)


def _draw_row(row: Row, gantt: Gantt, axis: int, signs: Signs) -> str:
    def at(day: date) -> int:
        return round(gantt.place(day) * (axis - 1))

    line = [" "] * axis
    if row.days:
        start, end = at(min(row.days)), at(max(row.days))
        line[start : end + 1] = signs.rule * (end + 1 - start)
    line[at(gantt.today)] = "|"
    if row.end:
        line[at(row.end)] = "]"
    # Where marks fall together the safest is seen.
    for sign, day in reversed(list(zip(_MARKS, row.marks, strict=False))):
        if day:
            line[at(day)] = sign
    return "".join(line)


def draw_gantt(report: Report, chart: Chart, caption: str) -> Element:
    """Draw a chart as an HTML figure; the table stands beside it with the same days."""
    gantt = read_gantt(report, chart)
    figure = Element("figure")
    height = _HEAD + _STEP * len(gantt.rows)
    frame = {"viewBox": f"0 0 {_LENGTH} {height}", "role": "img"}
    said = "; ".join(f"{row.name}: {_say(row)}" for row in gantt.rows)
    svg = SubElement(figure, "svg", {**frame, "aria-label": f"{caption}: {said}"})
    _draw_axis(svg, gantt, height)
    for number, row in enumerate(gantt.rows):
        _draw_bar(svg, row, gantt, _HEAD + number * _STEP)
    _draw_line(svg, _across(gantt, gantt.today), height, WARNING)
    SubElement(figure, "figcaption").text = caption
    return figure


def _say(row: Row) -> str:
    days = [each.isoformat() for each in row.marks if each]
    end = [f"done by {row.end}"] if row.end else []
    return ", ".join(filter(None, (*days, *end, row.words)))


def _across(gantt: Gantt, day: date) -> float:
    return _NAMES + gantt.place(day) * (_LENGTH - _NAMES - _WORDS)


def _draw_axis(svg: Element, gantt: Gantt, height: int) -> None:
    """Draw the legend, and a line with its name for every month that has room."""
    x = 0.0
    for shape, head in zip(_SHAPES, gantt.heads, strict=False):
        svg.append(shape(x + 8, 10))
        _write(svg, head, x + 20, 15)
        x += 30 + _SIGN * len(head)
    _write(svg, f"| {gantt.today}", x, 15, WARNING)
    free = float(_NAMES)
    for month in gantt.months:
        across = _across(gantt, month)
        _draw_line(svg, across, height, REST)
        name = month.isoformat()[:7]
        if across >= free:
            _write(svg, name, across + 3, _HEAD - 10, SMALL_PRINT)
            free = across + _SIGN * (len(name) + 2)


def _draw_bar(svg: Element, row: Row, gantt: Gantt, top: int) -> None:
    middle = top + _STEP / 2
    _write(svg, _shorten(row.name, _NAMES), 0, middle + 5)
    if row.days:
        start, end = _across(gantt, min(row.days)), _across(gantt, max(row.days))
        box = {"x": f"{start:.2f}", "y": f"{middle - _BAR / 2}", "height": str(_BAR)}
        width = {"width": f"{max(end - start, 1):.2f}"}
        SubElement(svg, "rect", {**box, **width, "fill": SERIES[4]})
    for shape, day in zip(_SHAPES, row.marks, strict=False):
        if day:
            svg.append(shape(_across(gantt, day), middle))
    _write(svg, _shorten(row.words, _WORDS), _LENGTH - _WORDS + 8, middle + 5)


def _shorten(text: str, room: int) -> str:
    most = int(room / _SIGN)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _draw_triangle(x: float, y: float) -> Element:
    points = f"{x - 6:.2f},{y + 5:.2f} {x + 6:.2f},{y + 5:.2f} {x:.2f},{y - 6:.2f}"
    return Element("polygon", {"points": points, "fill": SERIES[5]})


def _draw_circle(x: float, y: float) -> Element:
    return Element("circle", {"cx": f"{x:.2f}", "cy": f"{y:.2f}", "r": "5", "fill": TEXT})


def _draw_square(x: float, y: float) -> Element:
    box = {"x": f"{x - 4.5:.2f}", "y": f"{y - 4.5:.2f}", "width": "9", "height": "9"}
    return Element("rect", {**box, "fill": SERIES[0]})


_SHAPES = (_draw_triangle, _draw_circle, _draw_square)
"""The marks, from the safest chance on."""


def _draw_line(svg: Element, across: float, height: int, stroke: str) -> None:
    ends = {"x1": f"{across:.2f}", "x2": f"{across:.2f}", "y1": str(_HEAD - 6), "y2": str(height)}
    SubElement(svg, "line", {**ends, "stroke": stroke, "stroke-width": "1.5"})


def _write(svg: Element, text: str, x: float, y: float, fill: str = TEXT) -> None:
    place = {"x": f"{x:.2f}", "y": f"{y:.2f}", "fill": fill, "style": _FONT}
    SubElement(svg, "text", place).text = clean(text)
