"""A forge whose steel spreads, invented, and what draws its processes for the six-line case."""

from dataclasses import replace
from functools import partial

from cradlegate.background.datasets.background import build_background
from cradlegate.background.datasets.dataset import Distribution, DistributionKind
from cradlegate.background.datasets.drawable import open_packed, read_arrays
from cradlegate.background.datasets.link import DEFAULT_RULES
from cradlegate.background.datasets.packed import INDEX, pack_background, read_index
from cradlegate.background.library import load_library
from cradlegate.background.processes.draw import draw_figures
from cradlegate.background.processes.drawn import FigureDraws
from cradlegate.background.processes.find import find_figure
from cradlegate.core.stage import View
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.sources import Sources, note_use
from cradlegate.product.case_files import read_case_files
from tests.background.datasets.databases import CO2, database, emits, process, takes
from tests.footprint.dataset_cases import AR6
from tests.worked.worked_cases import HERE, read_files

LOGNORMAL, NORMAL, TRIANGULAR, UNIFORM = DistributionKind


def spread(process, *distributions):
    """Give exchanges of a process distributions, its reference first."""
    exchanges = [
        replace(exchange, distribution=each)
        for exchange, each in zip(process.exchanges, distributions, strict=False)
    ]
    rest = process.exchanges[len(exchanges) :]
    return replace(process, exchanges=(*exchanges, *rest))


FORGE = (
    spread(process("steel", emits(CO2, 1.8)), None, Distribution(LOGNORMAL, 1.8, 1.3)),
    process("bed", takes("steel", 1.2)),
    process("sand", emits(CO2, 0.2)),
)


class Database:
    """A packed database, and what finds and draws its processes."""

    def __init__(self, *processes, name="forge", digest="sha256:7"):
        made = replace(database(*processes), name=name, digest=digest)
        _, files = pack_background(build_background(made, AR6, DEFAULT_RULES))
        self.packed = read_index(files[INDEX])
        self.drawable = open_packed(self.packed, read_arrays(files))


def open_sources(*databases, run=map):
    by_id = {each.packed.id: each for each in databases}

    def draw(figures, seed, count):
        found = FigureDraws()
        for name, each in by_id.items():
            own = [figure for figure in figures if figure.database.id == name]
            if own:
                drawn = draw_figures(each.drawable, own, seed, count, run)
                found = FigureDraws(
                    {**found.multipliers, **drawn.multipliers}, {**found.reasons, **drawn.reasons}
                )
        return found

    library = load_library(read_files(HERE / "library"))
    packed = tuple(each.packed for each in databases)
    return Sources(replace(library, find_process=partial(find_figure, packed)), draw_figures=draw)


def compute(files, sources, draws=500, seed=1):
    return compute_noted(files, sources, draws, seed)[0]


def compute_noted(files, sources, draws=500, seed=1):
    noted, use = note_use(sources)
    reading = read_case_files(files, noted.library.families)
    assert reading.case is not None, reading.faults
    settings = Settings(View.CRADLE_TO_GATE, draws, seed)
    return calculate(reading.case, noted, settings, reading.faults), use
