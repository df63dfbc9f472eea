"""The factor library: what others measured, with the defaults that templates and cases use."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TypeVar

from cradlegate.background import factor_table, references
from cradlegate.background.factor import Factor
from cradlegate.background.factor_table import SpreadRules, read_factor, read_spread_rule
from cradlegate.background.families import (
    DEFAULT_COLUMNS,
    FAMILY_COLUMNS,
    DefaultFactor,
    MaterialFamily,
    read_default,
    read_family,
)
from cradlegate.background.faults import DANGLING_NAME, DOUBLE_ID, LICENCE_PLACE, MISSING_TABLE
from cradlegate.background.processes.figure import FindProcess, find_nothing
from cradlegate.background.references import ReferenceValue, read_reference
from cradlegate.background.tables import Row, read_rows
from cradlegate.core.canonical import digest
from cradlegate.core.fault import Fault, FaultsError, Place

SHARE_ALIKE_FOLDER = "cc_by_sa/"
"""Tables whose licence asks for share-alike stand here and nowhere else; it may be missing."""

LICENCE_COLUMNS = (
    "id", "name", "redistribute", "share_alike", "non_commercial", "attribution", "note",
)  # fmt: skip
_TABLES = {
    "families.csv": FAMILY_COLUMNS,
    "defaults.csv": DEFAULT_COLUMNS,
    "spreads.csv": factor_table.SPREAD_COLUMNS,
    "licences.csv": LICENCE_COLUMNS,
    "reference_values.csv": references.COLUMNS,
}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence class.

    Args:
        redistribute: `yes`, `separate` (in the share-alike folder only) or `no`.
        attribution: text that copies must carry.
        note: what was changed, or what to beware of.
    """

    id: str
    name: str
    redistribute: str
    is_share_alike: bool
    is_non_commercial: bool
    attribution: str
    note: str


@dataclass(frozen=True, slots=True)
class Library:
    """A factor library, read and linked.

    Args:
        factors: by id; barred rows included, to be recognised.
        families: by id.
        references: facts that are no factors, by id.
        licences: by id.
        defaults: by key and region, one per unit.
        spread_rules: by kind and grade, for rows that publish no spread.
        digest: of the content; order, number and line ends of the files do not matter.
        find_process: gives processes of imported databases; they are no part of the content.
    """

    factors: Mapping[str, Factor]
    families: Mapping[str, MaterialFamily]
    references: Mapping[str, ReferenceValue]
    licences: Mapping[str, Licence]
    defaults: Mapping[tuple[str, str], tuple[DefaultFactor, ...]]
    spread_rules: SpreadRules
    digest: str
    find_process: FindProcess = find_nothing


@lru_cache(maxsize=1)
def shipped_library() -> Library:
    """Give the library that the package carries; it is read once."""
    return load_library(shipped_files())


def shipped_files() -> dict[str, bytes]:
    """Give the files of the library that the package carries: path inside it → bytes."""
    return dict(_files_below(resources.files("cradlegate.background") / "data", ""))


def load_library(files: Mapping[str, bytes]) -> Library:
    """Read a library from its files.

    Args:
        files: path inside the library → bytes.  Every CSV file that is none of the named tables
            is a factor table; files of other kinds are left alone.

    Raises:
        FaultsError: every fault of every table, each with file, row and column.
    """
    faults: list[Fault] = []
    tables = {name: _table(files, name, faults) for name in _TABLES}
    factor_rows = [
        row
        for name in sorted(files)
        if name.endswith(".csv") and name not in _TABLES
        for row in read_rows(name, files[name], factor_table.COLUMNS, faults)
    ]
    library = _assemble(tables, factor_rows, faults)
    faults += _dangling_names(library, tables["defaults.csv"], factor_rows)
    faults += _misplaced_rows(library, factor_rows)
    if faults:
        raise FaultsError(faults)
    return library


def _assemble(
    tables: Mapping[str, list[Row]], factor_rows: list[Row], faults: list[Fault]
) -> Library:
    rules = [read_spread_rule(row) for row in tables["spreads.csv"]]
    rule_by_class = {(rule.kind, rule.grade): rule for rule in rules}
    return Library(
        factors=_by_id(factor_rows, lambda row: read_factor(row, rule_by_class), faults),
        families=_by_id(tables["families.csv"], read_family, faults),
        references=_by_id(tables["reference_values.csv"], read_reference, faults),
        licences=_by_id(tables["licences.csv"], _read_licence, faults),
        defaults=_defaults(tables["defaults.csv"], faults),
        spread_rules=MappingProxyType(rule_by_class),
        digest=_digest({**tables, "factors": factor_rows}),
    )


def _table(files: Mapping[str, bytes], name: str, faults: list[Fault]) -> list[Row]:
    if name not in files:
        faults.append(Fault(MISSING_TABLE, f"{name} is not there", Place(name)))
        return []
    return read_rows(name, files[name], _TABLES[name], faults)


def _by_id(rows: Iterable[Row], read: Callable[[Row], T], faults: list[Fault]) -> Mapping[str, T]:
    found: dict[str, T] = {}
    for row in rows:
        key = row.name("id")
        if key in found:
            faults.append(Fault(DOUBLE_ID, f"{key} stands in an earlier row", row.place("id")))
        found[key] = read(row)
    return MappingProxyType(found)


def _defaults(
    rows: Iterable[Row], faults: list[Fault]
) -> Mapping[tuple[str, str], tuple[DefaultFactor, ...]]:
    found: dict[tuple[str, str], tuple[DefaultFactor, ...]] = {}
    for row in rows:
        default = read_default(row)
        known = found.get((default.key, default.region), ())
        if any(other.unit == default.unit for other in known):
            text = f"{default.key} has a default for {default.region} per {default.unit} already"
            faults.append(Fault(DOUBLE_ID, text, row.place("key")))
        found[default.key, default.region] = (*known, default)
    return MappingProxyType(found)


def _read_licence(row: Row) -> Licence:
    if row.text("redistribute") not in {"yes", "separate", "no"}:
        row.refuse("redistribute", "is none of yes, separate, no")
    return Licence(
        id=row.name("id"),
        name=row.name("name"),
        redistribute=row.text("redistribute"),
        is_share_alike=row.yes("share_alike"),
        is_non_commercial=row.yes("non_commercial"),
        attribution=row.text("attribution"),
        note=row.text("note"),
    )


def _dangling_names(
    library: Library, default_rows: Iterable[Row], factor_rows: Iterable[Row]
) -> Iterator[Fault]:
    for row in default_rows:
        if row.text("factor_id") not in library.factors:
            found = f"`{row.text('factor_id')}` is no factor of the library"
            yield Fault(DANGLING_NAME, found, row.place("factor_id"))
    for row in factor_rows:
        if row.text("licence") not in library.licences:
            found = f"`{row.text('licence')}` is no licence of licences.csv"
            yield Fault(DANGLING_NAME, found, row.place("licence"))
        if row.text("pair") and row.text("pair") not in library.factors:
            found = f"`{row.text('pair')}` is no factor of the library"
            yield Fault(DANGLING_NAME, found, row.place("pair"))


def _misplaced_rows(library: Library, factor_rows: Iterable[Row]) -> Iterator[Fault]:
    for row in factor_rows:
        licence = library.licences.get(row.text("licence"))
        if licence is None:
            continue
        is_apart = row.file.startswith(SHARE_ALIKE_FOLDER)
        if licence.redistribute == "no" or licence.is_non_commercial:
            found = f"{licence.id} may not be shipped"
        elif licence.is_share_alike != is_apart:
            place = f"outside {SHARE_ALIKE_FOLDER}" if licence.is_share_alike else "inside it"
            found = f"{licence.id} stands {place}"
        else:
            continue
        yield Fault(LICENCE_PLACE, found, row.place("licence"))


def _digest(tables: Mapping[str, list[Row]]) -> str:
    """Digest the filled cells; a row is one text, since a string per cell takes 0.15 s."""
    content = {name: sorted(map(_row_text, rows)) for name, rows in tables.items()}
    return digest(content)


def _row_text(row: Row) -> str:
    return "\x1f".join(f"{column}={cell}" for column, cell in sorted(row.cells.items()) if cell)


def _files_below(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files_below(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry.read_bytes()
