"""Where the result comes from: parts of subassemblies, and flows from countries to stages."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import fsum

from cradlegate.background.factor import FactorKind
from cradlegate.footprint.boundary import STAGE_GROUPS, is_in_group
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.line import Line, sum_emissions
from cradlegate.reports.charts.drawing import name_bundle, refuse_unfinite
from cradlegate.reports.charts.palette import SERIES
from cradlegate.reports.contents.result_tables import CO2E
from cradlegate.reports.display import UNICODE, figure_text
from cradlegate.reports.report import Cell, Column, Figure, Table, Text, shares_of_whole

SHOWN = len(SERIES)
"""Names of a level that are shown, one for every colour; the others are bundled."""

_SMALLEST, _SMALLEST_TEXT = 0.01, "1 %"
"""Share of the whole below which names are bundled."""

_LEVELS = ("country", "material", "subassembly", "stage")
_MATERIAL, _SUBASSEMBLY = 1, 2
_NO_COUNTRY = "no country"

_Sizes = dict[tuple[str, ...], float]
"""Sizes by names, such as one name on every level."""


def tabulate_parts(footprint: Footprint, part: str) -> Table:
    """Tabulate subassembly × material; small ones are bundled, lines below zero left out."""
    chains = _bundle_level(_sum_chains(footprint), _SUBASSEMBLY)
    pairs = _sum_by(chains, _SUBASSEMBLY, _MATERIAL)
    groups = _sum_by(pairs, 0)
    smallest = _SMALLEST * fsum(groups.values())
    cells: _Sizes = {}
    for group in groups:
        inside = {key[1:]: size for key, size in pairs.items() if key[:1] == group}
        bundled = _rename(inside, 0, _bundle(inside, smallest))
        cells |= {(*group, *key): size for key, size in bundled.items()}
    ordered = sorted(cells, key=lambda key: (-groups[key[:1]], key[0], -cells[key], key))
    figures = [Figure.computed(cells[key], CO2E) for key in ordered]
    shares = shares_of_whole([figure.value for figure in figures])
    columns = (
        Column("subassembly", _LEVELS[_SUBASSEMBLY]),
        Column("material", _LEVELS[_MATERIAL]),
        Column("kgco2e", "result", is_numeric=True),
        Column("share", "share", is_numeric=True),
    )
    rows = tuple(
        (Text(group), Text(material), figure, share)
        for (group, material), figure, share in zip(ordered, figures, shares, strict=True)
    )
    title = "Which subassemblies and materials it comes from"
    return Table("parts", title, columns, rows, part=part, note=_note(footprint))


def tabulate_chain(footprint: Footprint, part: str) -> Table:
    """Tabulate the flows from country to material, to subassembly, to stage.

    What enters a name leaves it, so that every level has the same sum.
    """
    chains = _sum_chains(footprint)
    for level in range(len(_LEVELS)):
        chains = _bundle_level(chains, level)
    rows = [row for pair in pairwise(range(len(_LEVELS))) for row in _list_flows(chains, *pair)]
    columns = (
        Column("from_level", "from"),
        Column("from_name", "name"),
        Column("to_level", "to"),
        Column("to_name", "name"),
        Column("kgco2e", "result", is_numeric=True),
    )
    title = "From countries over materials and subassemblies to stages"
    return Table("chain", title, columns, tuple(rows), part=part, note=_note(footprint))


def _list_flows(chains: _Sizes, left: int, right: int) -> Iterator[tuple[Cell, ...]]:
    flows = _sum_by(chains, left, right)
    for (start, end), size in sorted(flows.items(), key=lambda item: (-item[1], item[0])):
        names = (_LEVELS[left], start, _LEVELS[right], end)
        yield (*map(Text, names), Figure.computed(size, CO2E))


def _sum_chains(footprint: Footprint) -> _Sizes:
    """Sum the lines above zero by their names on all levels.

    Raises:
        FaultsError: a line that is not finite (RP-010).
    """
    lines = footprint.lines_in_view
    refuse_unfinite(*(line.emissions for line in lines))
    found: defaultdict[tuple[str, ...], list[float]] = defaultdict(list)
    for line in lines:
        if line.emissions > 0:
            found[_name_chain(line)].append(line.emissions)
    return {chain: fsum(sizes) for chain, sizes in found.items()}


def _name_chain(line: Line) -> tuple[str, ...]:
    factor = line.activity.choice.chosen
    is_named = factor.kind is FactorKind.MATERIAL and factor.material_key
    material = factor.material_key if is_named else factor.kind.value
    stage = next(group for group in STAGE_GROUPS if is_in_group(line, group))
    country = line.activity.region or _NO_COUNTRY
    return country, material.replace("_", " "), line.subassembly, stage


def _sum_by(sizes: _Sizes, *levels: int) -> _Sizes:
    """Sum sizes by their names on some levels."""
    found: defaultdict[tuple[str, ...], list[float]] = defaultdict(list)
    for names, size in sizes.items():
        found[tuple(names[level] for level in levels)].append(size)
    return {names: fsum(parts) for names, parts in found.items()}


def _bundle_level(chains: _Sizes, level: int) -> _Sizes:
    """Bundle the small names of a level."""
    sizes = _sum_by(chains, level)
    return _rename(chains, level, _bundle(sizes, _SMALLEST * fsum(sizes.values())))


def _bundle(sizes: _Sizes, smallest: float) -> dict[str, str]:
    """Give the names that small ones take; one that is small alone keeps its own."""
    ranked = sorted(sizes, key=lambda key: (-sizes[key], key))
    small = [key for row, key in enumerate(ranked) if row >= SHOWN or sizes[key] < smallest]
    return {key[0]: name_bundle(len(small)) for key in small} if len(small) > 1 else {}


def _rename(sizes: _Sizes, level: int, names: Mapping[str, str]) -> _Sizes:
    renamed: defaultdict[tuple[str, ...], list[float]] = defaultdict(list)
    for key, size in sizes.items():
        shown = names.get(key[level], key[level])
        renamed[(*key[:level], shown, *key[level + 1 :])].append(size)
    return {key: fsum(parts) for key, parts in renamed.items()}


def _note(footprint: Footprint) -> str:
    below = [line for line in footprint.lines_in_view if line.emissions < 0]
    note = f"What is below {_SMALLEST_TEXT}, or past the {SHOWN} largest, is bundled as others."
    if not below:
        return note
    return f"{note} {_say_left_out(below)}"


def _say_left_out(below: Sequence[Line]) -> str:
    figure = Figure.computed(sum_emissions(below), CO2E)
    lines = "line" if len(below) == 1 else "lines"
    return f"{len(below)} {lines} below zero, together {figure_text(figure, UNICODE)}, left out."
