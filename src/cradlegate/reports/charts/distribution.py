"""How often draws fall where: bars of counts, and the marks that the report speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10
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
from cradlegate.reports.charts.palette import PAPER, SERIES, SMALL_PRINT, TEXT
from cradlegate.reports.display import Signs, in_unit, number_text, signs_of
from cradlegate.reports.report import Chart, Figure, Report
from cradlegate.reports.shown_table import show_table

_TOP, _HEIGHT, _FOOT, _ROW, _SIDE, _COLUMNS, _TICKS = 10.0, 320.0, 40.0, 28.0, 30.0, 2, 7
_DASHES = ("", "2 4", "12 4 2 4", "8 5", "8 5")
"""How marks are told apart without colours, in the order of the table."""
_ALONE = 0.01
"""Share of a value that stands for the width where all draws are equal."""


@dataclass(frozen=True, slots=True)
class Bin:
    """A range of values, how many draws fall in it, and how it reads."""

    low: float
    high: float
    count: int
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A value with a line of its own, and how it reads."""

    name: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """Bins from low to high, and marks.

    Raises:
        FaultsError: a value that is not a finite number (RP-010).
    """

    title: str
    bins: tuple[Bin, ...]
    marks: tuple[Mark, ...]
    unit: str

    def __post_init__(self) -> None:
        refuse_unfinite(*(end for one in self.bins for end in (one.low, one.high)))
        refuse_unfinite(*(mark.value for mark in self.marks))

    @property
    def axis(self) -> tuple[float, float]:
        """The values where the axis begins and ends; every bin and mark lies between."""
        values = [end for one in self.bins for end in (one.low, one.high)]
        values += [mark.value for mark in self.marks]
        low, high = min(values, default=0.0), max(values, default=0.0)
        room = (abs(low) or 1.0) * _ALONE if low == high else 0.0
        return low - room, high + room


def read_distribution(report: Report, chart: Chart) -> Distribution:
    """Read bins and marks of a chart from its table.

    A bin goes from the column `value` to the column `high` and counts the column `words`; a row
    without these is a mark, named by the column `label`.
    """
    table = report.table(chart.table_id)
    shown = show_table(table, signs_of(report.language))
    ids = [column.id for column in table.columns]
    names = (chart.label, chart.value, chart.high, chart.words)
    label, low, high, count = (ids.index(name) for name in names)
    unit = shown.column_units[low]
    bins, marks = [], []
    for row, texts in zip(table.rows, shown.rows, strict=True):
        first, last, number = row[low], row[high], row[count]
        if not isinstance(first, Figure):
            continue
        value = float(in_unit(first.value, first.unit, shown.units[first.unit]))
        if isinstance(last, Figure) and isinstance(number, Figure):
            end = float(in_unit(last.value, last.unit, shown.units[last.unit]))
            text = f"{texts[low]} … {texts[high]} {unit}: {texts[count]}"
            bins.append(Bin(value, end, int(number.value), text))
        else:
            marks.append(Mark(texts[label].strip(), value, f"{texts[low]} {unit}"))
    return Distribution(shown.title, tuple(bins), tuple(marks), unit)


def lay_out_bins(distribution: Distribution) -> tuple[Box, ...]:
    """Place the bars: as high as their counts; draws that are all equal stand as a thin bar."""
    most = max((one.count for one in distribution.bins), default=1) or 1
    boxes = []
    for one in distribution.bins:
        start, end = (place(distribution, value) for value in (one.low, one.high))
        height = _HEIGHT * one.count / most
        width = max(end - start, 2.0)
        boxes.append(Box((start + end - width) / 2, _TOP + _HEIGHT - height, width, height))
    return tuple(boxes)


def place(distribution: Distribution, value: float) -> float:
    """Place a value on the axis."""
    low, high = distribution.axis
    return _SIDE + (value - low) / (high - low) * (LENGTH - 2 * _SIDE)


def list_ticks(low: float, high: float) -> tuple[Decimal, ...]:
    """List round numbers between two values: multiples of 1, 2 or 5 times a power of ten."""
    rough = (high - low) / _TICKS
    power = Decimal(10) ** floor(log10(rough))
    step = next(s * power for s in (1, 2, 5, 10) if float(s * power) >= rough)
    first, last = ceil(low / float(step)), floor(high / float(step))
    return tuple(number * step for number in range(first, last + 1))


def draw_distribution(distribution: Distribution, name: str, signs: Signs) -> Element:
    """Draw bars, axis and marks, and a legend of the marks.

    Args:
        name: unique on the page.
        signs: in which the axis writes its numbers.
    """
    said = "; ".join(f"{mark.name} {mark.text}" for mark in distribution.marks)
    rows = ceil(len(distribution.marks) / _COLUMNS)
    foot = _TOP + _HEIGHT + _FOOT
    svg = open_picture(name, distribution.title, said, foot + _ROW * (rows + 0.5))
    for one, box in zip(distribution.bins, lay_out_bins(distribution), strict=True):
        draw_box(svg, box, one.text, fill=SERIES[4], stroke=PAPER, stroke_width="1")
    _draw_axis(svg, distribution, signs)
    for number, mark in enumerate(distribution.marks):
        at = place(distribution, mark.value)
        _draw_mark(svg, number, (at, _TOP), (at, _TOP + _HEIGHT))
        column, row = divmod(number, rows)
        _write_mark(svg, number, mark, (column * LENGTH / _COLUMNS, foot + _ROW * (row + 0.75)))
    return svg


def _draw_axis(svg: Element, distribution: Distribution, signs: Signs) -> None:
    base = _TOP + _HEIGHT
    draw_line(svg, (0.0, base), (LENGTH, base), stroke=TEXT, stroke_width="1.5")
    texts = [(tick, _say(tick, signs)) for tick in list_ticks(*distribution.axis)]
    unit = f" {distribution.unit}".rstrip()
    room = LENGTH - measure(unit, SMALL)
    write(svg, unit.strip(), LENGTH, base + _FOOT / 2, size=SMALL, fill=SMALL_PRINT, anchor="end")
    for tick, text in texts:
        at = place(distribution, float(tick))
        draw_line(svg, (at, base), (at, base + 6), stroke=TEXT, stroke_width="1.5")
        half = measure(text, SMALL) / 2
        if half <= at <= room - half:
            write(svg, text, at, base + _FOOT / 2, size=SMALL, anchor="middle")


def _say(tick: Decimal, signs: Signs) -> str:
    """Write the number of a tick without digits that it does not need."""
    return number_text(Decimal(f"{tick:f}"), signs)


def _draw_mark(
    svg: Element, number: int, start: tuple[float, float], end: tuple[float, float]
) -> None:
    stroke = SERIES[5] if number >= len(_DASHES) - 2 else TEXT
    look = {"stroke": stroke, "stroke_width": "2.5"}
    dashes = _DASHES[min(number, len(_DASHES) - 1)]
    draw_line(svg, start, end, **look, **({"stroke_dasharray": dashes} if dashes else {}))


def _write_mark(svg: Element, number: int, mark: Mark, at: tuple[float, float]) -> None:
    x, y = at
    _draw_mark(svg, number, (x, y), (x + 44, y))
    right = x + LENGTH / _COLUMNS - 30
    room = right - x - 56 - measure(mark.text, SMALL, is_bold=True)
    write(svg, fit(mark.name, SMALL, room), x + 56, y, size=SMALL)
    write(svg, mark.text, right, y, size=SMALL, anchor="end", is_bold=True)


def cut_into_bins(ordered: Sequence[float], most: int = 40) -> tuple[tuple[float, float, int], ...]:
    """Cut values into ranges of equal width and count them; counts sum to the number of values.

    The width is twice the interquartile range over the cube root of the number; where half of the
    values are equal, the number of ranges is 1 + log2 of the number of values.

    Args:
        ordered: from low to high, at least one.
        most: largest number of ranges.

    Returns:
        low, high, count; a range holds its low end, the last its high end too.

    Source: D. Freedman and P. Diaconis, On the histogram as a density estimator, 1981.
    """
    count, low, high = len(ordered), ordered[0], ordered[-1]
    spread = high - low
    if spread <= abs(low) * 1e-9:
        return ((low, high, count),)
    middle = ordered[(3 * count) // 4] - ordered[count // 4]
    wanted = spread * count ** (1 / 3) / (2 * middle) if middle else 1 + count.bit_length()
    bins = min(max(ceil(min(wanted, most)), 1), most)
    edges = [low + spread * number / bins for number in range(bins)] + [high]
    counts = [0] * bins
    at = 0
    for value in ordered:
        while at < bins - 1 and value >= edges[at + 1]:
            at += 1
        counts[at] += 1
    return tuple(zip(edges[:-1], edges[1:], counts, strict=True))
