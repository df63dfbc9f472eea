"""Sizes by chains of names: summed, small names bundled, and listed as flows level by level."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import fsum

from cradlegate.reports.charts.drawing import name_bundle
from cradlegate.reports.charts.palette import SERIES
from cradlegate.reports.contents.result_tables import CO2E
from cradlegate.reports.report import Cell, Column, Figure, Table, Text

SHOWN = len(SERIES)
"""Names of a level that are shown; the others are bundled."""

SMALLEST, SMALLEST_TEXT = 0.01, "1 %"
"""Share of the whole below which names are bundled."""

Sizes = dict[tuple[str, ...], float]
"""Sizes by names, such as one name on every level."""


def tabulate_flows(
    id_: str, title: str, levels: tuple[str, ...], chains: Sizes, *, part: str, note: str
) -> Table:
    """Tabulate what flows from each level to the next, small names of a level bundled.

    What enters a name leaves it, so that every level has the same sum.

    Args:
        levels: their titles.
        chains: sizes by one name on every level.
    """
    for level in range(len(levels)):
        chains = bundle_level(chains, level)
    rows = [
        row for pair in pairwise(range(len(levels))) for row in _list_flows(chains, levels, *pair)
    ]
    columns = (
        Column("from_level", "from"),
        Column("from_name", "name"),
        Column("to_level", "to"),
        Column("to_name", "name"),
        Column("kgco2e", "result", is_numeric=True),
    )
    return Table(id_, title, columns, tuple(rows), part=part, note=note)


def sum_by(sizes: Sizes, *levels: int) -> Sizes:
    """Sum sizes by their names on some levels."""
    found: defaultdict[tuple[str, ...], list[float]] = defaultdict(list)
    for names, size in sizes.items():
        found[tuple(names[level] for level in levels)].append(size)
    return {names: fsum(parts) for names, parts in found.items()}


def bundle_level(chains: Sizes, level: int, shown: int = SHOWN) -> Sizes:
    """Bundle the small names of a level, and those past the largest that are shown."""
    sizes = sum_by(chains, level)
    return rename(chains, level, bundle(sizes, SMALLEST * fsum(sizes.values()), shown))


def bundle(sizes: Sizes, smallest: float, shown: int = SHOWN) -> dict[str, str]:
    """Give the names that small ones take; one that is small alone keeps its own."""
    ranked = sorted(sizes, key=lambda key: (-sizes[key], key))
    small = [key for row, key in enumerate(ranked) if row >= shown or sizes[key] < smallest]
    return {key[0]: name_bundle(len(small)) for key in small} if len(small) > 1 else {}


def rename(sizes: Sizes, level: int, names: Mapping[str, str]) -> Sizes:
    """Give names of a level others; sizes that then have the same names are summed."""
    renamed: defaultdict[tuple[str, ...], list[float]] = defaultdict(list)
    for key, size in sizes.items():
        shown = names.get(key[level], key[level])
        renamed[(*key[:level], shown, *key[level + 1 :])].append(size)
    return {key: fsum(parts) for key, parts in renamed.items()}


def _list_flows(
    chains: Sizes, levels: tuple[str, ...], left: int, right: int
) -> Iterator[tuple[Cell, ...]]:
    flows = sum_by(chains, left, right)
    for (start, end), size in sorted(flows.items(), key=lambda item: (-item[1], item[0])):
        names = (levels[left], start, levels[right], end)
        yield (*map(Text, names), Figure.computed(size, CO2E))
