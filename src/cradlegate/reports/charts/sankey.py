"""A Sankey chart: flows from level to level, every level as wide as the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import fsum, isclose
from typing import TypeAlias
from xml.etree.ElementTree import Element, SubElement

from cradlegate.reports.charts.drawing import (
    LENGTH,
    SMALL,
    Box,
    draw_box,
    fit,
    is_bundle,
    measure,
    open_picture,
    refuse_unfinite,
    write,
)
from cradlegate.reports.charts.palette import REST, SMALL_PRINT, TEXT, colours_by_part
from cradlegate.reports.display import figure_text, in_unit, signs_of, with_unit
from cradlegate.reports.report import Chart, Figure, Report
from cradlegate.reports.shown_table import show_table

_HEAD, _HEIGHT, _NODE, _PAD, _TEXT = 30.0, 480.0, 12.0, 17.0, 15.0
_LAST, _HALF = 0.4, 0.5
"""Shares of the last gap that the words of the last level take, and may take at most."""
_NEAR = 1e-9
"""Share of the whole within which levels agree."""


_At: TypeAlias = tuple[str, str]
"""A level and a name on it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place on a level: number of the level, name, and how what passes it reads."""

    level: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Flow:
    """What goes from a node to one of the next level, and how that reads."""

    source: Node
    target: Node
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Sankey:
    """Flows between levels.

    Args:
        levels: titles, from left to right.
        unit: of all figures.

    Raises:
        ValueError: a flow that is not above 0, or a level whose nodes do not sum to the whole.
        FaultsError: a size that is not a finite number (RP-010).
    """

    title: str
    levels: tuple[str, ...]
    flows: tuple[Flow, ...]
    unit: str = ""

    def __post_init__(self) -> None:
        refuse_unfinite(*(flow.size for flow in self.flows))
        if any(flow.size <= 0 for flow in self.flows):
            raise ValueError(f"{self.title}: a flow is above 0")
        entering = {node: 0.0 for node in self.nodes if node.level}
        for flow in self.flows:
            entering[flow.target] += flow.size
        for node, size in entering.items():
            leaving = [flow.size for flow in self.flows if flow.source == node]
            if leaving and not isclose(fsum(leaving), size, rel_tol=_NEAR):
                raise ValueError(f"{self.title}: what enters {node.name} does not leave it")

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every node, in the order in which flows name it."""
        return tuple(dict.fromkeys(n for flow in self.flows for n in (flow.source, flow.target)))

    def size_of(self, node: Node) -> float:
        """Sum what passes a node."""
        return fsum(
            flow.size for flow in self.flows if (flow.target if node.level else flow.source) == node
        )


@dataclass(frozen=True, slots=True)
class Band:
    """A flow as it is placed: upper ends at both nodes, and its width."""

    flow: Flow
    start: tuple[float, float]
    end: tuple[float, float]
    width: float


def read_sankey(report: Report, chart: Chart) -> Sankey:
    """Read the flows of a chart from its table.

    The column `label` and the three after it hold the level and the name where a flow begins, and
    the level and the name where it ends; levels stand in the order in which they first appear.
    """
    table, signs = report.table(chart.table_id), signs_of(report.language)
    shown = show_table(table, signs)
    ids = [column.id for column in table.columns]
    first, value = ids.index(chart.label), ids.index(chart.value)
    read: list[tuple[_At, _At, Figure, str]] = []
    for row, texts in zip(table.rows, shown.rows, strict=True):
        cell = row[value]
        if isinstance(cell, Figure) and cell.value > 0:
            left, start, right, end = texts[first : first + 4]
            read.append(((left, start), (right, end), cell, texts[value]))
    levels = tuple(dict.fromkeys(at[0] for start, end, *_ in read for at in (start, end)))
    unit = shown.column_units[value]
    nodes = {
        at: Node(levels.index(at[0]), at[1], figure_text(whole, signs, unit, ""))
        for at, whole in _sum_nodes(read).items()
    }
    flows = (
        Flow(nodes[start], nodes[end], float(in_unit(cell.value, cell.unit, unit)), text)
        for start, end, cell, text in read
    )
    return Sankey(shown.title, levels, tuple(flows), unit)


def _sum_nodes(read: Sequence[tuple[_At, _At, Figure, str]]) -> dict[_At, Figure]:
    """Sum what enters each node; of the first level, what leaves it."""
    sums: dict[_At, Figure] = {}
    for start, end, cell, _ in read:
        for at in (start, end) if start[0] == read[0][0][0] else (end,):
            before = sums[at].value if at in sums else 0
            sums[at] = Figure(before + cell.value, cell.unit)
    return sums


def level_colours(sankey: Sankey) -> dict[tuple[str, str], str]:
    """Give the names of one level their colours: the first of those that name most."""
    named: dict[int, dict[str, Decimal]] = {}
    for node in sankey.nodes:
        if not is_bundle(node.name):
            named.setdefault(node.level, {})[node.name] = Decimal(sankey.size_of(node))
    level = max(named, key=lambda each: (len(named[each]), -each), default=0)
    fills = colours_by_part(named.get(level, {}))
    return {(sankey.levels[level], name): fill for name, fill in fills.items()}


def lay_out_sankey(sankey: Sankey) -> tuple[dict[Node, Box], tuple[Band, ...]]:
    """Place nodes and flows; on each level the largest node stands first, bundles stand last."""
    by_level = [_sort(sankey, level) for level in range(len(sankey.levels))]
    most = max(len(nodes) for nodes in by_level)
    sizes = {node: sankey.size_of(node) for nodes in by_level for node in nodes}
    scale = (_HEIGHT - _PAD * most) / fsum(sizes[node] for node in by_level[0])
    step = (LENGTH - _NODE) / (len(by_level) - 1)
    boxes: dict[Node, Box] = {}
    for level, nodes in enumerate(by_level):
        top = _HEAD
        for node in nodes:
            boxes[node] = Box(level * step, top + _PAD / 2, _NODE, sizes[node] * scale)
            top += sizes[node] * scale + _PAD
    return boxes, _place_bands(sankey, boxes, scale)


def _sort(sankey: Sankey, level: int) -> list[Node]:
    nodes = [node for node in sankey.nodes if node.level == level]
    return sorted(nodes, key=lambda node: (is_bundle(node.name), -sankey.size_of(node), node.name))


def _place_bands(sankey: Sankey, boxes: Mapping[Node, Box], scale: float) -> tuple[Band, ...]:
    """Stack the flows at every node in the order of the nodes that they lead to."""
    left = {node: box.y for node, box in boxes.items()}
    right = dict(left)
    starts, ends = {}, {}
    for flow in sorted(sankey.flows, key=lambda one: boxes[one.target].y):
        starts[flow] = (boxes[flow.source].x + _NODE, left[flow.source])
        left[flow.source] += flow.size * scale
    for flow in sorted(sankey.flows, key=lambda one: boxes[one.source].y):
        ends[flow] = (boxes[flow.target].x, right[flow.target])
        right[flow.target] += flow.size * scale
    return tuple(Band(flow, starts[flow], ends[flow], flow.size * scale) for flow in sankey.flows)


def draw_sankey(sankey: Sankey, name: str, colours: Mapping[tuple[str, str], str]) -> Element:
    """Draw the flows, then the nodes and their names.

    Args:
        name: unique on the page.
        colours: by title of a level and name of a node; a flow takes that of one of its ends.
    """
    boxes, bands = lay_out_sankey(sankey)
    said = "; ".join(
        f"{sankey.levels[node.level]} {node.name} {node.text} {sankey.unit}".rstrip()
        for node in sankey.nodes
    )
    bottom = max(box.y + box.height for box in boxes.values())
    svg = open_picture(name, sankey.title, said, bottom + _PAD)
    for band in bands:
        _draw_band(svg, band, _choose_colour(band.flow, sankey.levels, colours))
    _write_heads(svg, sankey)
    last = len(sankey.levels) - 1
    room = (LENGTH - _NODE) / last - _NODE - 18
    share = _share_last(sankey, last, room)
    shares = {last: share, last - 1: 1 - share}
    for node, box in boxes.items():
        draw_box(svg, box, f"{node.name} {node.text} {sankey.unit}", fill=TEXT)
        _write_node(svg, node, box, room * shares.get(node.level, 1.0), last)
    return svg


def _share_last(sankey: Sankey, last: int, room: float) -> float:
    """Give the share of the last gap that its words take: more only where they need it."""
    words = (f"{node.name} {node.text}" for node in sankey.nodes if node.level == last)
    return min(max(_LAST, max(measure(text, _TEXT) for text in words) / room), _HALF)


def _write_heads(svg: Element, sankey: Sankey) -> None:
    """Write the titles of the levels, the first with the unit."""
    last = len(sankey.levels) - 1
    for level, title in enumerate(sankey.levels):
        x = level * (LENGTH - _NODE) / last + (_NODE if level == last else 0)
        text = title if level else with_unit(title, sankey.unit)
        anchor = "end" if level == last else "start"
        write(svg, text, x, _HEAD / 2, size=SMALL, fill=SMALL_PRINT, anchor=anchor, is_bold=True)


def _choose_colour(
    flow: Flow, levels: Sequence[str], colours: Mapping[tuple[str, str], str]
) -> str:
    ends = ((levels[node.level], node.name) for node in (flow.source, flow.target))
    return next((colours[end] for end in ends if end in colours), REST)


def _draw_band(svg: Element, band: Band, fill: str) -> None:
    (x0, y0), (x1, y1), width = band.start, band.end, band.width
    middle = (x0 + x1) / 2
    path = (
        f"M{x0:.2f} {y0:.2f} C{middle:.2f} {y0:.2f} {middle:.2f} {y1:.2f} {x1:.2f} {y1:.2f} "
        f"V{y1 + width:.2f} C{middle:.2f} {y1 + width:.2f} {middle:.2f} {y0 + width:.2f} "
        f"{x0:.2f} {y0 + width:.2f} Z"
    )
    look = {"fill": fill, "fill-opacity": "0.45"}
    shape = SubElement(svg, "path", {"d": path, **look})
    flow = band.flow
    SubElement(shape, "title").text = f"{flow.source.name} → {flow.target.name} {flow.text}"


def _write_node(svg: Element, node: Node, box: Box, room: float, last: int) -> None:
    """Write name and figure beside a node: to its right, on the last level to its left."""
    middle = box.y + box.height / 2
    name = fit(node.name, _TEXT, room - measure(f" {node.text}", _TEXT))
    text = f"{name} {node.text}".strip()
    if node.level == last:
        write(svg, text, box.x - 6, middle, size=_TEXT, anchor="end")
    else:
        write(svg, text, box.x + _NODE + 6, middle, size=_TEXT)
