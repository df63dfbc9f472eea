"""Databases of unit processes joined with their files and the workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cradlegate.background.allocation.allocate import allocate_database, warn_of_uncredited
from cradlegate.background.datasets.background import Background, build_background
from cradlegate.background.datasets.characterise import FactorSet, open_gwp_set, open_method
from cradlegate.background.datasets.dataset import AllocationMethod, InventoryDatabase
from cradlegate.background.datasets.drawable import ARRAYS, open_packed
from cradlegate.background.datasets.faults import NO_SUCH_SET, SAVED_WITHOUT_SPREADS
from cradlegate.background.datasets.link import DEFAULT_RULES, FIRST_RULES
from cradlegate.background.datasets.lists import read_factor_list, read_supplier_list
from cradlegate.background.datasets.packed import (
    INDEX,
    PackedBackground,
    ProcessEntry,
    pack_background,
    read_index,
)
from cradlegate.background.formats.detect import DatabaseFormat
from cradlegate.background.formats.package import LARGEST_ARCHIVE_BYTES, open_package, take_folder
from cradlegate.background.formats.read import read_database
from cradlegate.background.library import shipped_library
from cradlegate.background.processes.draw import draw_figures
from cradlegate.background.processes.drawn import DrawFigures, FigureDraws, name_drawn
from cradlegate.background.processes.figure import FindProcess, ProcessFigure, Standing
from cradlegate.background.processes.find import find_database, find_figure
from cradlegate.background.processes.neighbours import as_neighbour
from cradlegate.background.processes.outside import Neighbour
from cradlegate.background.processes.suppliers import LINK_ARRAYS, Suppliers, list_suppliers
from cradlegate.compose.workspace import find_workspace
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.lca.monte_carlo.run import Run
from cradlegate.store.backgrounds import (
    list_indexes,
    map_arrays,
    read_background_file,
    save_background,
)
from cradlegate.store.single_file import read_single_file
from cradlegate.tables.reading.csv_tables import LARGEST_TABLE

GWP_SETS = ("AR6", "AR5")
_PLACELESS = (DatabaseFormat.OPENLCA, DatabaseFormat.ECOSPOLD_2)
"""Formats whose databases say where a process is, and mean little by it when they are linked."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A database that was imported.

    Args:
        id: digest of what was settled.
        folder: where it lies in the workspace.
    """

    background: Background
    id: str
    folder: Path

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that an import warns of."""
        return (*self.background.faults, *warn_of_uncredited(self.background.database))


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a database is to be imported.

    Args:
        name: what to call it; empty for the name of the file.
        factors: `AR6` or `AR5`, name of a method in the package, or path of a CSV file; empty for
            the method that the package brings along, and else AR6.
        links: CSV file of suppliers that the user names.
        neighbours: databases of the workspace that supply what this one lacks, by name or id.
        standing: whether it is listed as China's nationally recognised database.
        allocation: how processes with several products are shared out.
    """

    name: str = ""
    factors: str = ""
    links: Path | None = None
    neighbours: tuple[str, ...] = ()
    standing: Standing = Standing.UNKNOWN
    allocation: AllocationMethod = AllocationMethod.NONE


def import_database(path: Path, wishes: Wishes) -> Imported:
    """Read, link and score a database, and save it in the workspace.

    Args:
        path: zip archive or folder.

    Raises:
        FaultsError: every fault of the package, the factors, the links or the other databases;
            nothing is saved then.
    """
    neighbours = _open_neighbours(wishes.neighbours)
    database = read_database(_open(path), wishes.name or path.stem)
    chosen = _choose_factors(wishes.factors, database)
    is_placeless = database.format.startswith(_PLACELESS)
    rules = FIRST_RULES if is_placeless else DEFAULT_RULES
    links = wishes.links
    overrides = read_supplier_list(_read(links), links.name) if links else {}
    database = allocate_database(database, wishes.allocation)
    background = build_background(database, chosen, rules, overrides, neighbours)
    background_id, files = pack_background(background, wishes.standing)
    folder = save_background(find_workspace(), background_id, files)
    return Imported(background, background_id, folder)


def open_backgrounds() -> tuple[PackedBackground, ...]:
    """Open the indexes of the databases in the workspace, by name.

    Raises:
        FaultsError: an index that cannot be read.
    """
    found = list_indexes(find_workspace(), INDEX)
    return tuple(sorted(map(read_index, found), key=lambda each: (each.name, each.id)))


def find_in_workspace() -> FindProcess:
    """Give what finds the figure of a process by `database/process`.

    Raises:
        FaultsError: an index that cannot be read.
    """
    return partial(find_figure, open_backgrounds())


def draw_in_workspace(run: Run = map) -> DrawFigures:
    """Give what draws figures of processes with the databases that they stand in.

    A database that an older release saved is not drawn, and the reason is given.

    Args:
        run: does the chunks of draws; one after the other unless told otherwise.

    Raises:
        FaultsError: an index that cannot be read.
    """
    packed = {each.id: each for each in open_backgrounds()}

    def draw(figures: Sequence[ProcessFigure], seed: int, count: int) -> FigureDraws:
        by_database: dict[str, list[ProcessFigure]] = {}
        for each in figures:
            by_database.setdefault(each.database.id, []).append(each)
        found = FigureDraws()
        for name, own in by_database.items():
            drawn = _draw_database(packed[name], own, seed, count, run)
            found = FigureDraws(
                {**found.multipliers, **drawn.multipliers}, {**found.reasons, **drawn.reasons}
            )
        return found

    return draw


def _draw_database(
    packed: PackedBackground,
    figures: Sequence[ProcessFigure],
    seed: int,
    count: int,
    run: Run,
) -> FigureDraws:
    try:
        arrays = map_arrays(find_workspace(), packed.id, ARRAYS)
        return draw_figures(open_packed(packed, arrays), figures, seed, count, run)
    except FaultsError as error:
        if any(fault.kind is not SAVED_WITHOUT_SPREADS for fault in error.faults):
            raise
        return FigureDraws(reasons={name_drawn(each): error.faults[0].found for each in figures})


def open_links(packed: PackedBackground, process: str) -> Suppliers:
    """Open what a process takes of others, its own database's and others'.

    Raises:
        FaultsError: arrays that cannot be read.
    """
    arrays = {
        name: read_background_file(find_workspace(), packed.id, f"{name}.npy")
        for name in LINK_ARRAYS
    }
    return list_suppliers(packed, arrays, process)


def find_processes(
    packed: Sequence[PackedBackground], words: Sequence[str], region: str
) -> tuple[tuple[PackedBackground, ProcessEntry], ...]:
    """Find processes in whose name, product or id every word stands.

    Args:
        region: code of the place; empty for any.
    """
    wanted = [each.casefold() for word in words for each in word.split()]
    return tuple(
        (each, entry)
        for each in packed
        for entry in each.processes
        if region in {"", entry.location}
        and all(word in f"{entry.name} {entry.product} {entry.id}".casefold() for word in wanted)
    )


def _open_neighbours(names: Sequence[str]) -> tuple[Neighbour, ...]:
    if not names:
        return ()
    packed = open_backgrounds()
    found = {each.id: each for each in (find_database(packed, name) for name in names)}
    return tuple(map(as_neighbour, found.values()))


def _open(path: Path) -> dict[str, bytes]:
    if path.is_dir():
        files = {
            each.relative_to(path).as_posix(): read_single_file(each, LARGEST_ARCHIVE_BYTES).data
            for each in sorted(path.rglob("*"))
            if each.is_file() and not each.is_symlink()
        }
        return take_folder(files, path.name)
    return open_package(read_single_file(path, LARGEST_ARCHIVE_BYTES).data, path.name)


def _read(path: Path) -> bytes:
    return read_single_file(path, LARGEST_TABLE).data


def _choose_factors(factors: str, database: InventoryDatabase) -> FactorSet:
    own = {each.name: each for each in database.methods.values()}
    if not factors and len(own) == 1:
        return open_method(next(iter(own.values())))
    if (factors or GWP_SETS[0]) in GWP_SETS:
        return open_gwp_set(shipped_library(), factors or GWP_SETS[0])
    if factors in own:
        return open_method(own[factors])
    if factors.lower().endswith(".csv"):
        path = Path(factors)
        return open_method(read_factor_list(_read(path), path.name))
    named = ", ".join([*GWP_SETS, *own])
    raise FaultsError([Fault(NO_SUCH_SET, f"{factors!r} is none of {named}, and no CSV file")])
