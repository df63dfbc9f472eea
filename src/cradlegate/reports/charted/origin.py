"""Where the result comes from: parts of subassemblies, and flows from countries to stages."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from math import fsum

from cradlegate.background.factor import FactorKind
from cradlegate.footprint.boundary import STAGE_GROUPS, is_in_group
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.line import Line, sum_emissions
from cradlegate.reports.charted.flows import (
    SHOWN,
    SMALLEST,
    SMALLEST_TEXT,
    Sizes,
    bundle,
    bundle_level,
    rename,
    sum_by,
    tabulate_flows,
)
from cradlegate.reports.charts.drawing import refuse_unfinite
from cradlegate.reports.charts.palette import SERIES, SHADES
from cradlegate.reports.contents.result_tables import CO2E
from cradlegate.reports.display import UNICODE, figure_text
from cradlegate.reports.report import Column, Figure, Table, Text, shares_of_whole

TREEMAP_SHOWN = len(SERIES) + len(SHADES)
"""Groups of a treemap that are named, one for every colour; the others are bundled."""

_LEVELS = ("country", "material", "subassembly", "stage")
_MATERIAL, _SUBASSEMBLY = 1, 2
_NO_COUNTRY = "no country"


def tabulate_parts(footprint: Footprint, part: str) -> Table:
    """Tabulate subassembly × material; small ones are bundled, lines below zero left out."""
    chains = bundle_level(sum_chains(footprint, _name_chain), _SUBASSEMBLY, TREEMAP_SHOWN)
    pairs = sum_by(chains, _SUBASSEMBLY, _MATERIAL)
    groups = sum_by(pairs, 0)
    cells = _bundle_inside(pairs, groups)
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
    return Table(
        "parts", title, columns, rows, part=part, note=say_bundled(footprint, TREEMAP_SHOWN)
    )


def _bundle_inside(pairs: Sizes, groups: Sizes) -> Sizes:
    """Bundle the small materials of every subassembly."""
    smallest = SMALLEST * fsum(groups.values())
    cells: Sizes = {}
    for group in groups:
        inside = {key[1:]: size for key, size in pairs.items() if key[:1] == group}
        bundled = rename(inside, 0, bundle(inside, smallest, TREEMAP_SHOWN))
        cells |= {(*group, *key): size for key, size in bundled.items()}
    return cells


def tabulate_chain(footprint: Footprint, part: str) -> Table:
    """Tabulate the flows from country to material, to subassembly, to stage.

    What enters a name leaves it, so that every level has the same sum.
    """
    title = "From countries over materials and subassemblies to stages"
    chains = sum_chains(footprint, _name_chain)
    note = say_bundled(footprint, SHOWN)
    return tabulate_flows("chain", title, _LEVELS, chains, part=part, note=note)


def sum_chains(footprint: Footprint, name: Callable[[Line], tuple[str, ...]]) -> Sizes:
    """Sum the lines above zero by their names on all levels.

    Raises:
        FaultsError: a line that is not finite (RP-010).
    """
    lines = footprint.lines_in_view
    refuse_unfinite(*(line.emissions for line in lines))
    found: defaultdict[tuple[str, ...], list[float]] = defaultdict(list)
    for line in lines:
        if line.emissions > 0:
            found[name(line)].append(line.emissions)
    return {chain: fsum(sizes) for chain, sizes in found.items()}


def name_country(line: Line) -> str:
    """Name the country of the process behind a line."""
    return line.activity.region or _NO_COUNTRY


def name_stage(line: Line) -> str:
    """Name the group of stages that a line belongs to."""
    return next(group for group in STAGE_GROUPS if is_in_group(line, group))


def say_bundled(footprint: Footprint, shown: int) -> str:
    """Say what a picture bundles, and what it leaves out."""
    note = f"What is below {SMALLEST_TEXT}, or past the {shown} largest, is bundled as others."
    below = [line for line in footprint.lines_in_view if line.emissions < 0]
    return f"{note} {_say_left_out(below)}" if below else note


def _name_chain(line: Line) -> tuple[str, ...]:
    factor = line.activity.choice.chosen
    is_named = factor.kind is FactorKind.MATERIAL and factor.material_key
    material = factor.material_key if is_named else factor.kind.value
    return name_country(line), material.replace("_", " "), line.subassembly, name_stage(line)


def _say_left_out(below: Sequence[Line]) -> str:
    figure = Figure.computed(sum_emissions(below), CO2E)
    lines = "line" if len(below) == 1 else "lines"
    return f"{len(below)} {lines} below zero, together {figure_text(figure, UNICODE)}, left out."
