"""A treemap: every part as large as its figure, the parts of one group side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, fsum
from xml.etree.ElementTree import Element

from cradlegate.reports.charts.drawing import (
    LENGTH,
    SMALL,
    WORDS,
    Box,
    draw_box,
    fit,
    ink_on,
    is_bundle,
    measure,
    open_picture,
    refuse_unfinite,
    write,
)
from cradlegate.reports.charts.palette import PAPER, REST, SMALL_PRINT, colours_by_part
from cradlegate.reports.display import figure_text, in_unit, signs_of
from cradlegate.reports.report import Chart, ChartKind, Figure, Report
from cradlegate.reports.shown_table import show_table

_HEIGHT, _PAD, _LINE, _ROW = 520.0, 7.0, 1.25, 28.0
_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part: its name, its size, and how that reads; without a name it is its group."""

    name: str
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that belong together, and how their sum reads."""

    name: str
    leaves: tuple[Leaf, ...]
    text: str

    @property
    def size(self) -> float:
        """The sum of its parts."""
        return fsum(leaf.size for leaf in self.leaves)


@dataclass(frozen=True, slots=True)
class Treemap:
    """Groups of parts.

    Raises:
        ValueError: a part that is not above 0.
        FaultsError: a size that is not a finite number (RP-010).
    """

    title: str
    groups: tuple[Group, ...]

    def __post_init__(self) -> None:
        sizes = [leaf.size for group in self.groups for leaf in group.leaves]
        refuse_unfinite(*sizes)
        if any(size <= 0 for size in sizes):
            raise ValueError(f"{self.title}: a part of a treemap is above 0")


@dataclass(frozen=True, slots=True)
class Tile:
    """A part as it is placed; the first of a group, its largest, bears the group's name."""

    group: Group
    leaf: Leaf
    box: Box
    is_first: bool


def read_treemap(report: Report, chart: Chart) -> Treemap:
    """Read the parts of a chart from its table; what is not above 0 has no area.

    Groups are named by the column `label`, parts by the column `words`; without one, a group is a
    single part.
    """
    table, signs = report.table(chart.table_id), signs_of(report.language)
    shown = show_table(table, signs)
    ids = [column.id for column in table.columns]
    label, value = ids.index(chart.label), ids.index(chart.value)
    unit = shown.column_units[value]
    leaves: dict[str, list[Leaf]] = {}
    sums: dict[str, Figure] = {}
    for row, texts in zip(table.rows, shown.rows, strict=True):
        cell = row[value]
        if isinstance(cell, Figure) and cell.value > 0:
            size = float(in_unit(cell.value, cell.unit, shown.units[cell.unit]))
            part = texts[ids.index(chart.words)].strip() if chart.words else ""
            leaf = Leaf(part, size, f"{texts[value]} {unit}")
            name = texts[label]
            leaves.setdefault(name, []).append(leaf)
            before = sums[name].value if name in sums else Decimal(0)
            sums[name] = Figure(before + cell.value, cell.unit)
    groups = [
        Group(name, tuple(found), figure_text(sums[name], signs, shown.units[sums[name].unit]))
        for name, found in leaves.items()
    ]
    return Treemap(shown.title, tuple(sorted(groups, key=lambda group: -group.size)))


def group_colours(report: Report) -> dict[tuple[str, str], str]:
    """Give the groups of the treemaps of a report their colours, by title of column and name."""
    colours: dict[tuple[str, str], str] = {}
    for chart in report.charts:
        if chart.kind is ChartKind.TREEMAP:
            columns = report.table(chart.table_id).columns
            title = next(column.title for column in columns if column.id == chart.label)
            groups = read_treemap(report, chart).groups
            sizes = {one.name: Decimal(one.size) for one in groups if not is_bundle(one.name)}
            colours |= {(title, name): fill for name, fill in colours_by_part(sizes).items()}
    return colours


def squarify(sizes: Sequence[float], box: Box) -> tuple[Box, ...]:
    """Divide a rectangle by sizes into rectangles as near to squares as rows allow.

    Args:
        sizes: above 0, in any order; the largest first gives the best shapes.

    Returns:
        parallel to the sizes; areas are in proportion to them and fill the rectangle.

    Source: M. Bruls, K. Huizing, J. J. van Wijk, Squarified Treemaps, 2000.
    """
    places: list[Box] = []
    left, whole = list(sizes), fsum(sizes)
    while left:
        side = min(box.width, box.height)
        scale = box.area / whole
        count = 1
        while count < len(left) and _worst(left[: count + 1], side, scale) <= _worst(
            left[:count], side, scale
        ):
            count += 1
        row, left = left[:count], left[count:]
        rest = fsum(left)
        share = fsum(row) / whole if left else 1.0
        placed, box = _lay_row(row, box, share)
        places += placed
        whole = rest
    return tuple(places)


def _worst(row: Sequence[float], side: float, scale: float) -> float:
    """Give the longest shape of a row along a side: the larger of its two worst ratios."""
    area = fsum(row) * scale
    largest, smallest = max(row) * scale, min(row) * scale
    return max(side * side * largest / area**2, area**2 / (side * side * smallest))


def _lay_row(row: Sequence[float], box: Box, share: float) -> tuple[list[Box], Box]:
    """Lay a row along the shorter side of a rectangle; give its places and what is left."""
    total, at, places = fsum(row), 0.0, []
    is_wide = box.width >= box.height
    depth = share * (box.width if is_wide else box.height)
    for size in row:
        part = size / total * (box.height if is_wide else box.width)
        places.append(
            Box(box.x, box.y + at, depth, part) if is_wide else Box(box.x + at, box.y, part, depth)
        )
        at += part
    if is_wide:
        return places, Box(box.x + depth, box.y, box.width - depth, box.height)
    return places, Box(box.x, box.y + depth, box.width, box.height - depth)


def lay_out_treemap(treemap: Treemap) -> tuple[Tile, ...]:
    """Place every part: groups in the whole picture, parts in their group."""
    groups = treemap.groups
    boxes = squarify([group.size for group in groups], Box(0.0, 0.0, LENGTH, _HEIGHT))
    tiles = []
    for group, box in zip(groups, boxes, strict=True):
        leaves = sorted(group.leaves, key=lambda leaf: -leaf.size)
        places = squarify([leaf.size for leaf in leaves], box)
        for row, (leaf, place) in enumerate(zip(leaves, places, strict=True)):
            tiles.append(Tile(group, leaf, place, is_first=not row))
    return tuple(tiles)


def draw_treemap(treemap: Treemap, name: str, colours: Mapping[str, str]) -> Element:
    """Draw a treemap with a legend of its groups.

    Args:
        name: unique on the page.
        colours: of groups by their names.
    """
    rows = ceil(len(treemap.groups) / _COLUMNS)
    said = "; ".join(f"{group.name} {group.text}" for group in treemap.groups)
    svg = open_picture(name, treemap.title, said, _HEIGHT + _ROW * (rows + 0.5))
    for tile in lay_out_treemap(treemap):
        _draw_tile(svg, tile, colours.get(tile.group.name, REST))
    for box in squarify([group.size for group in treemap.groups], Box(0.0, 0.0, LENGTH, _HEIGHT)):
        draw_box(svg, box, fill="none", stroke=PAPER, stroke_width="6")
    for place, group in enumerate(treemap.groups):
        column, row = divmod(place, rows)
        left = column * LENGTH / _COLUMNS
        _write_legend(svg, group, (left, _HEIGHT + _ROW * (row + 1)), colours.get(group.name, REST))
    return svg


def _draw_tile(svg: Element, tile: Tile, fill: str) -> None:
    names = [name for name in (tile.group.name, tile.leaf.name) if name]
    said = f"{', '.join(names)} {tile.leaf.text}"
    draw_box(svg, tile.box, said, fill=fill, stroke=PAPER, stroke_width="1.5")
    room = tile.box.width - 2 * _PAD
    words = [text for text in (tile.leaf.name, tile.leaf.text) if text]
    lines = [(text, SMALL, False) for text in words]
    if tile.is_first:
        lines.insert(0, (tile.group.name, WORDS, True))
    needed = sum(size for _, size, _ in lines) * _LINE + 2 * _PAD
    narrowest = measure(tile.leaf.text, SMALL)
    if room < narrowest or tile.box.height < needed:
        return
    y = tile.box.y + _PAD
    for text, size, is_bold in lines:
        shown = fit(text, size, room, is_bold=is_bold)
        middle = y + size * _LINE / 2
        x = tile.box.x + _PAD
        write(svg, shown, x, middle, size=size, fill=ink_on(fill), is_bold=is_bold)
        y += size * _LINE


def _write_legend(svg: Element, group: Group, at: tuple[float, float], fill: str) -> None:
    x, y = at
    draw_box(svg, Box(x, y - 7, 14, 14), fill=fill, stroke=SMALL_PRINT)
    right = x + LENGTH / _COLUMNS - 30
    room = right - x - 24 - measure(group.text, SMALL, is_bold=True) - _PAD
    write(svg, fit(group.name, SMALL, room), x + 24, y, size=SMALL)
    write(svg, group.text, right, y, size=SMALL, anchor="end", is_bold=True)
