"""Databases of unit processes joined with their files and the workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cradlegate.background.datasets.background import Background, build_background
from cradlegate.background.datasets.characterise import FactorSet, open_gwp_set, open_method
from cradlegate.background.datasets.dataset import InventoryDatabase
from cradlegate.background.datasets.faults import NO_SUCH_SET
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
from cradlegate.compose.workspace import find_workspace
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.store.backgrounds import list_indexes, save_background
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


def import_database(
    path: Path, name: str, factors: str, links: Path | None, workspace: Path | None
) -> Imported:
    """Read, link and score a database, and save it in the workspace.

    Args:
        path: zip archive or folder.
        name: what to call it; empty for the name of the file.
        factors: `AR6` or `AR5`, name of a method in the package, or path of a CSV file; empty for
            the method that the package brings along, and else AR6.
        links: CSV file of suppliers that the user names.

    Raises:
        FaultsError: every fault of the package, the factors or the links; nothing is saved then.
    """
    database = read_database(_open(path), name or path.stem)
    chosen = _choose_factors(factors, database)
    is_placeless = database.format.startswith(_PLACELESS)
    rules = FIRST_RULES if is_placeless else DEFAULT_RULES
    overrides = read_supplier_list(_read(links), links.name) if links else {}
    background = build_background(database, chosen, rules, overrides)
    background_id, files = pack_background(background)
    folder = save_background(find_workspace(workspace), background_id, files)
    return Imported(background, background_id, folder)


def open_backgrounds(workspace: Path | None) -> tuple[PackedBackground, ...]:
    """Open the indexes of the databases in the workspace, by name.

    Raises:
        FaultsError: an index that cannot be read.
    """
    found = list_indexes(find_workspace(workspace), INDEX)
    return tuple(sorted(map(read_index, found), key=lambda each: (each.name, each.id)))


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
