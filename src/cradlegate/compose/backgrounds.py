"""Databases of unit processes joined with their files and the workspace."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from cradlegate.background.datasets.background import Background, build_background
from cradlegate.background.datasets.characterise import FactorSet, open_gwp_set, open_method
from cradlegate.background.datasets.dataset import (
    CharacterisationFactor,
    CharacterisationMethod,
    InventoryDatabase,
)
from cradlegate.background.datasets.faults import BAD_LIST, NO_SUCH_SET
from cradlegate.background.datasets.link import DEFAULT_RULES, FIRST_RULES, Overrides
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
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.product.faults import NO_SUCH_CASE
from cradlegate.store.backgrounds import list_indexes, save_background
from cradlegate.store.single_file import read_single_file

GWP_SETS = ("AR6", "AR5")
_LARGEST_LIST = 50_000_000
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
    overrides = _read_links(links) if links else {}
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
    if not path.is_file():
        raise FaultsError([Fault(NO_SUCH_CASE, f"there is no {path}", Place(str(path)))])
    return open_package(read_single_file(path, LARGEST_ARCHIVE_BYTES).data, path.name)


def _choose_factors(factors: str, database: InventoryDatabase) -> FactorSet:
    own = {each.name: each for each in database.methods.values()}
    if not factors and len(own) == 1:
        return open_method(next(iter(own.values())))
    if (factors or GWP_SETS[0]) in GWP_SETS:
        return open_gwp_set(shipped_library(), factors or GWP_SETS[0])
    if factors in own:
        return open_method(own[factors])
    if factors.lower().endswith(".csv"):
        return open_method(_read_factors(Path(factors)))
    named = ", ".join([*GWP_SETS, *own])
    raise FaultsError([Fault(NO_SUCH_SET, f"{factors!r} is none of {named}, and no CSV file")])


def _read_factors(path: Path) -> CharacterisationMethod:
    """Read a list of factors: flow, name, direction (`output` if empty), kg CO2e per unit."""
    factors, faults = [], []
    for at, row in _read_rows(path, ("flow", "factor")):
        value = _read_number(row["factor"])
        if value is None:
            found = f"{row['factor']!r} is no number"
            faults.append(Fault(BAD_LIST, found, Place(path.name, at, "factor")))
        else:
            is_input = row.get("direction", "") == "input"
            name = row.get("name", "")
            factors.append(CharacterisationFactor(row["flow"].lower(), name, is_input, value))
    if faults:
        raise FaultsError(faults)
    return CharacterisationMethod(path.name, path.stem, "kg CO2e", tuple(factors))


def _read_number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def _read_links(path: Path) -> Overrides:
    """Read suppliers that the user names: process, exchange, supplier (empty to cut it off)."""
    rows = _read_rows(path, ("process", "exchange", "supplier"))
    return {(row["process"].lower(), row["exchange"]): row["supplier"].lower() for _, row in rows}


def _read_rows(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    text = read_single_file(path, _LARGEST_LIST).data.decode("utf-8-sig", "replace")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [each for each in columns if each not in (reader.fieldnames or ())]
    if missing:
        found = f"there is no column {', '.join(missing)}"
        raise FaultsError([Fault(BAD_LIST, found, Place(path.name, 1))])
    return [
        (at, {name: (value or "").strip() for name, value in row.items() if name})
        for at, row in enumerate(reader, 2)
    ]
