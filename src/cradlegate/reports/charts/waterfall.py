"""A waterfall: how the total grows step by step, and apart from it what no total counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from xml.etree.ElementTree import Element

from cradlegate.reports.charts.drawing import (
    LENGTH,
    SMALL,
    Box,
    draw_box,
    draw_line,
    fit,
    measure,
    open_picture,
    refuse_unfinite,
    write,
)
from cradlegate.reports.charts.palette import PAPER, REST, SERIES, SMALL_PRINT, TEXT
from cradlegate.reports.display import in_unit, signs_of
from cradlegate.reports.report import Chart, Figure, Report
from cradlegate.reports.shown_table import show_table

_NAMES, _STEP, _BAR, _GAP, _RULE, _MOST = 350.0, 32.0, 22.0, 10.0, 18.0, 0.45


@dataclass(frozen=True, slots=True)
class Rise:
    """A step: its name, what it adds (negative: takes), and how that reads."""

    name: str
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Steps in order, their total, and what stands apart.

    Args:
        apart: shown from zero after a rule, in no total.

    Raises:
        FaultsError: a size that is not a finite number (RP-010).
    """

    title: str
    steps: tuple[Rise, ...]
    total: Rise
    apart: tuple[Rise, ...] = ()

    def __post_init__(self) -> None:
        refuse_unfinite(*(rise.size for rise in self.rises))

    @property
    def rises(self) -> tuple[Rise, ...]:
        """All that has a bar, from top to bottom."""
        return (*self.steps, self.total, *self.apart)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar as it is placed: from where the total stood before to where it stands after."""

    rise: Rise
    start: float
    end: float
    top: float

    @property
    def box(self) -> Box:
        """The rectangle of the bar."""
        return Box(min(self.start, self.end), self.top, abs(self.end - self.start), _BAR)


def read_waterfall(report: Report, chart: Chart) -> Waterfall:
    """Read the steps of a chart from its table.

    A row that has a mark in the column `high`, where the running total stands, is apart.

    Raises:
        ValueError: a table without a total.
    """
    table = report.table(chart.table_id)
    shown = show_table(table, signs_of(report.language))
    if table.total is None or shown.total is None:
        raise ValueError(f"table {table.id}: a waterfall ends in a total")
    ids = [column.id for column in table.columns]
    label, value, running = (ids.index(name) for name in (chart.label, chart.value, chart.high))
    unit = shown.column_units[value]
    steps: list[Rise] = []
    apart: list[Rise] = []
    for row, texts in zip(table.all_rows, (*shown.rows, shown.total), strict=True):
        cell = row[value]
        if isinstance(cell, Figure):
            size = float(in_unit(cell.value, cell.unit, shown.units[cell.unit]))
            rise = Rise(texts[label].strip(), size, f"{texts[value]} {unit}")
            (steps if isinstance(row[running], Figure) else apart).append(rise)
    *counted, total = steps
    return Waterfall(shown.title, tuple(counted), total, tuple(apart))


def lay_out_waterfall(waterfall: Waterfall) -> tuple[float, tuple[Bar, ...]]:
    """Place the bars: where zero lies, and every bar from top to bottom."""
    ends = list(accumulate(step.size for step in waterfall.steps))
    starts = [0.0, *ends][: len(ends)]
    others = (waterfall.total, *waterfall.apart)
    spans = [*zip(starts, ends, strict=True), *((0.0, rise.size) for rise in others)]
    first = min(0.0, *(min(span) for span in spans))
    last = max(0.0, *(max(span) for span in spans))
    longest = max(measure(rise.text, SMALL, is_bold=True) for rise in waterfall.rises)
    words = min(longest, LENGTH * _MOST) + _GAP
    scale = (LENGTH - _NAMES - words) / ((last - first) or 1.0)
    tops = _tops(len(waterfall.steps), len(waterfall.apart))
    bars = tuple(
        Bar(rise, _NAMES + (start - first) * scale, _NAMES + (end - first) * scale, top)
        for rise, (start, end), top in zip(waterfall.rises, spans, tops, strict=True)
    )
    return _NAMES - first * scale, bars


def _tops(steps: int, apart: int) -> list[float]:
    """Give the upper edges of the bars; a rule stands before the total and after it."""
    rows = range(steps + 1 + apart)
    return [row * _STEP + _RULE * ((row >= steps) + (row > steps)) for row in rows]


def draw_waterfall(waterfall: Waterfall, name: str, colours: Mapping[str, str]) -> Element:
    """Draw a waterfall; steps that take and bars that stand apart are outlines.

    Args:
        name: unique on the page.
        colours: of steps by their names.
    """
    zero, bars = lay_out_waterfall(waterfall)
    said = "; ".join(f"{rise.name} {rise.text}" for rise in waterfall.rises)
    svg = open_picture(name, waterfall.title, said, bars[-1].top + _STEP)
    count = len(waterfall.steps)
    for before, after in pairwise(bars[: count + 1]):
        ends = (before.end, before.top + _BAR), (before.end, after.top)
        draw_line(svg, *ends, stroke=SMALL_PRINT, stroke_width="1")
    for row, bar in enumerate(bars):
        _draw_bar(svg, bar, _look(row - count, bar.rise, colours), is_bold=row == count)
    for bar in bars[count : count + 2]:
        above = bar.top - (_STEP - _BAR + _RULE) / 2
        draw_line(svg, (0.0, above), (LENGTH, above), stroke=REST, stroke_width="1")
    line = (zero, 0.0), (zero, bars[-1].top + _BAR)
    draw_line(svg, *line, stroke=TEXT, stroke_width="1.5")
    return svg


def _look(place: int, rise: Rise, colours: Mapping[str, str]) -> dict[str, str]:
    """Say how a bar looks, by its place after the total."""
    fill = TEXT if not place else colours.get(rise.name, SERIES[0])
    if place > 0:
        return {"fill": PAPER, "stroke": SMALL_PRINT, "stroke_dasharray": "5 3"}
    if rise.size < 0:
        return {"fill": PAPER, "stroke": fill, "stroke_width": "3"}
    return {"fill": fill}


def _draw_bar(svg: Element, bar: Bar, look: Mapping[str, str], *, is_bold: bool) -> None:
    middle, rise = bar.top + _BAR / 2, bar.rise
    draw_box(svg, bar.box, f"{rise.name} {rise.text}", **look)
    name = fit(rise.name, SMALL, _NAMES - _GAP, is_bold=is_bold)
    write(svg, name, 0.0, middle, size=SMALL, is_bold=is_bold)
    after = bar.box.x + bar.box.width + _GAP
    text = fit(rise.text, SMALL, LENGTH * _MOST)
    write(svg, text, after, middle, size=SMALL, is_bold=is_bold)
