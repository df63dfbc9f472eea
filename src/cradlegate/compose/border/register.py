"""Registers of accredited bodies joined with the folder in which their snapshots are kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.dossier.archive import LARGEST_ARCHIVE_BYTES
from cradlegate.store.atomic import write_files
from cradlegate.store.case_source import load_case_files, load_table
from cradlegate.store.single_file import read_single_file
from cradlegate.verification.faults import NO_SUCH_REGISTER
from cradlegate.verification.registers.files import read_register, shipped_registers
from cradlegate.verification.registers.keeping import (
    SUMS,
    find_altered,
    find_conflicts,
    is_same_state,
    name_kept,
    name_register,
    write_sums,
)
from cradlegate.verification.registers.register import RegisterSnapshot

_ON_ITS_OWN = frozenset({".xlsx", ".zip"})
_DAY_FORM = "-????-??-??"


@dataclass(frozen=True, slots=True)
class Kept:
    """A snapshot that is kept now.

    Args:
        name: of its folder.
        warnings: met while it was read.
        is_new: whether it was not there before.
    """

    snapshot: RegisterSnapshot
    name: str
    warnings: tuple[Fault, ...]
    is_new: bool


def keep_register(sources: Sequence[Path], into: Path) -> Kept:
    """Read one snapshot, check it, and keep its files as they are, with their digests.

    Args:
        sources: one folder, workbook or zip, or the files of one snapshot.
        into: folder of all that is kept.

    Raises:
        FaultsError: everything that is wrong with it, another state of the same day or edition
            that is kept already (VR-023), or kept files that were altered (VR-030).
    """
    files, called = _load_snapshot(sources)
    reading = read_register(files, called)
    if reading.snapshot is None:
        raise FaultsError(reading.faults)
    kept = _open_kept(sorted(into.glob(name_register(reading.snapshot.register_id) + _DAY_FORM)))
    if conflicts := tuple(find_conflicts(reading.snapshot, kept, called)):
        raise FaultsError(conflicts)
    name = name_kept(reading.snapshot)
    is_new = not any(is_same_state(each, reading.snapshot) for each in kept)
    if is_new:
        written = {f"{name}/{path}": data for path, data in files.items()}
        write_files(into, {**written, name + SUMS: write_sums(files, name)}, force=False)
    return Kept(reading.snapshot, name, reading.faults, is_new)


def open_registers(sources: Iterable[str], folder: Path) -> tuple[RegisterSnapshot, ...]:
    """Open snapshots by path or by name.

    Args:
        sources: paths of a folder, workbook or zip; or names in the folder of what is kept: of a
            register for all its snapshots, or of one of them; or the name of a shipped example.
        folder: in which registers are kept.

    Raises:
        FaultsError: nothing of that path or name (VR-029), one that cannot be used, or one that
            was altered since it was imported (VR-030).
    """
    return tuple(each for source in sources for each in _open_register(source, folder))


def _open_register(source: str, folder: Path) -> tuple[RegisterSnapshot, ...]:
    if Path(source).exists():
        return _open_kept([Path(source)])
    inside = [folder / source] if (folder / source).is_dir() else []
    found = inside or sorted(folder.glob(name_register(source) + _DAY_FORM))
    if found:
        return _open_kept(found)
    if source in shipped_registers():
        return (_read(shipped_registers()[source], source),)
    raise FaultsError([Fault(NO_SUCH_REGISTER, f"no register {source}", Place(str(folder)))])


def _open_kept(paths: Iterable[Path]) -> tuple[RegisterSnapshot, ...]:
    return tuple(_read_unaltered(path) for path in paths)


def _read_unaltered(path: Path) -> RegisterSnapshot:
    files = load_case_files(path)
    sums = path.with_name(path.name + SUMS)
    if path.is_dir() and sums.is_file():
        written = read_single_file(sums, LARGEST_ARCHIVE_BYTES).data
        if altered := tuple(find_altered(files, written, path.name)):
            raise FaultsError(altered)
    return _read(files, path.name)


def _read(files: Mapping[str, bytes], name: str) -> RegisterSnapshot:
    reading = read_register(files, name)
    if reading.snapshot is None:
        raise FaultsError(reading.faults)
    return reading.snapshot


def _load_snapshot(sources: Sequence[Path]) -> tuple[Mapping[str, bytes], str]:
    """Load one snapshot; several files are its tables, each alone."""
    first = sources[0]
    if len(sources) == 1 and (first.is_dir() or first.suffix.lower() in _ON_ITS_OWN):
        return load_case_files(first), first.name
    files: dict[str, bytes] = {}
    for path in sources:
        files |= load_table(path, path.name)
    return files, first.parent.name or first.name
