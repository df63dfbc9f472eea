"""What a footprint took from its sources, as files that give the same footprint again."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cradlegate.background.extract import extract_rows
from cradlegate.background.library import load_library
from cradlegate.background.processes.drawn import (
    DrawFigures,
    FigureDraws,
    draw_nothing,
    name_drawn,
)
from cradlegate.background.processes.figure import FindProcess, ProcessFigure
from cradlegate.background.processes.stored import read_figures, write_figures
from cradlegate.background.processes.stored_draws import read_draws, write_draws
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.grade import DataGrade
from cradlegate.core.remembered import remembered
from cradlegate.core.source import Source
from cradlegate.footprint.faults import NOT_STORED, SPOILED_SOURCES
from cradlegate.footprint.sources import Sources, Use
from cradlegate.product.routes.route import RouteDistance
from cradlegate.product.templates.template import Template
from cradlegate.product.templates.template_files import read_template
from cradlegate.product.templates.template_node import list_lineage

LIBRARY, TEMPLATES, DISTANCES = "library/", "templates/", "distances.csv"
PROCESSES = "processes.json"
"""Written where a case uses processes of imported databases, and else not."""
DRAWS = "draws.json"
"""Written beside it where their databases were drawn for an interval."""
_COLUMNS = (
    "start", "end", "mode", "km", "basis", "formula", "citation", "locator", "grade", "licence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stock:
    """Sources together with the files that they were read from.

    Args:
        library_files: path inside the library → bytes.
        template_files: name → bytes; a template stands in the file of its id.
    """

    sources: Sources
    library_files: Mapping[str, bytes]
    template_files: Mapping[str, bytes]


def write_used_sources(use: Use, stock: Stock) -> dict[str, bytes]:
    """Write what was used: rows of the library, templates, derived distances, processes.

    Args:
        use: noted while a footprint was computed from the sources of the stock.
    """
    library = stock.sources.library
    rows = extract_rows(stock.library_files, library, use.factors, use.defaults)
    templates = {
        name for one in use.templates for name in list_lineage(f"{one}.yaml", stock.template_files)
    }
    return {
        **{LIBRARY + name: data for name, data in rows.items()},
        **{
            TEMPLATES + name: data
            for name, data in stock.template_files.items()
            if name in templates
        },
        DISTANCES: _write_distances(use.distances),
        **({PROCESSES: write_figures(use.processes)} if use.processes else {}),
        **({DRAWS: write_draws(use.draws[-1])} if use.draws else {}),
    }


def read_used_sources(files: Mapping[str, bytes]) -> Sources:
    """Read sources back; they answer what was asked when they were written, and nothing else.

    A template is read when it is asked for, since most readers of a dossier never ask.

    Raises:
        FaultsError: files that are damaged or missing, every fault of them.
    """
    return _read_members(tuple(sorted(files.items())))


@remembered(most=8, largest=1_000_000)
def _read_members(members: tuple[tuple[str, bytes], ...]) -> Sources:
    files = dict(members)
    library = replace(
        load_library(_below(LIBRARY, files)), find_process=_find_stored(files.get(PROCESSES))
    )
    templates = _below(TEMPLATES, files)
    distances = _read_distances(files.get(DISTANCES, b""))

    def find(template_id: str) -> Template:
        name = f"{template_id}.yaml"
        if name not in templates:
            raise FaultsError([Fault(NOT_STORED, f"template {template_id!r}", Place(TEMPLATES))])
        return read_template(templates[name], name, templates)

    def derive(start: str, end: str, mode: str) -> RouteDistance:
        if (start, end, mode) not in distances:
            found = f"distance from {start} to {end} by {mode}"
            raise FaultsError([Fault(NOT_STORED, found, Place(DISTANCES))])
        return distances[start, end, mode]

    return Sources(library, find, derive, _draw_stored(files.get(DRAWS)))


def _find_stored(data: bytes | None) -> FindProcess:
    figures = {} if data is None else read_figures(data)

    def find(reference: str) -> ProcessFigure:
        if reference not in figures:
            raise FaultsError([Fault(NOT_STORED, f"process {reference!r}", Place(PROCESSES))])
        return figures[reference]

    return find


def _draw_stored(data: bytes | None) -> DrawFigures:
    """Give draws as they were stored; sources without any were drawn by documented defaults."""
    if data is None:
        return draw_nothing
    stored = read_draws(data)

    def draw(figures: Sequence[ProcessFigure], seed: int, count: int) -> FigureDraws:
        names = [name_drawn(each) for each in figures]
        is_asked = (seed, count) == (stored.seed, stored.count)
        if not is_asked or not stored.multipliers.keys() >= set(names):
            found = f"{count} draws of {', '.join(names)} by seed {seed}"
            raise FaultsError([Fault(NOT_STORED, found, Place(DRAWS))])
        rows = {name: stored.multipliers[name] for name in names}
        return FigureDraws({name: row for name, row in rows.items() if len(row)})

    return draw


def _below(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {
        name.removeprefix(folder): files[name] for name in sorted(files) if name.startswith(folder)
    }


def _write_distances(distances: Mapping[tuple[str, str, str], RouteDistance]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for key, route in sorted(distances.items()):
        source = route.source
        cited = (source.citation, source.locator, source.grade, source.licence)
        writer.writerow((*key, route.km, route.basis, route.formula, *cited))
    return text.getvalue().encode()


def _read_distances(data: bytes) -> dict[tuple[str, str, str], RouteDistance]:
    try:
        return _parse_distances(data)
    except (UnicodeDecodeError, csv.Error, KeyError, ArithmeticError, ValueError) as error:
        found = f"no table of distances: {error}"
        raise FaultsError([Fault(SPOILED_SOURCES, found, Place(DISTANCES))]) from None


def _parse_distances(data: bytes) -> dict[tuple[str, str, str], RouteDistance]:
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))
    distances = {(row["start"], row["end"], row["mode"]): _read_distance(row) for row in rows}
    if _write_distances(distances) != data:
        raise ValueError("other bytes than those that were written")
    return distances


def _read_distance(row: Mapping[str, str]) -> RouteDistance:
    grade = DataGrade(row["grade"])
    source = Source(row["citation"], row["locator"], grade, row["licence"])
    km = Decimal(row["km"])
    if not km.is_finite() or km < 0:
        raise ValueError(f"{km} km is no distance")
    return RouteDistance(km, row["basis"], row["formula"], source)
