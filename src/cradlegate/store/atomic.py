"""Writing files so that none of them is ever half there."""

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.product.faults import NOT_WRITTEN, WOULD_REPLACE
from cradlegate.tables.faults import UNSAFE_NAME
from cradlegate.tables.reading.archives import is_safe_name


def write_files(folder: Path, files: Mapping[str, bytes], *, force: bool) -> None:
    """Write files into a folder: all of them, or none.

    Everything is written and flushed beside the folder first.  A folder that is new or empty
    then appears whole in a single step.  In a folder that holds other files every file takes its
    place in a step of its own; if one of them fails, those before it are taken back, and after a
    kill between two steps every file is still either the old or the new one.

    Args:
        folder: is made if it is missing.
        files: bytes by posix path inside the folder.
        force: whether existing files may be replaced.

    Raises:
        FaultsError: existing files without `force`, names that lead outside, or a disk that does
            not take the files; nothing is changed then.
    """
    target = folder.resolve()
    _refuse_names(files)
    _refuse_replacing(target, files, force=force)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _stage_beside(target) as stage:
            _write_all(stage, files)
            if not target.exists() or not any(target.iterdir()):
                stage.replace(target)
                flush_folder(target.parent)
            else:
                _move_into(stage, target, files)
    except OSError as error:
        found = f"{folder} was not written: {error.strerror}"
        raise FaultsError([Fault(NOT_WRITTEN, found, Place(str(folder)))]) from error


def _refuse_names(files: Iterable[str]) -> None:
    faults = [
        Fault(UNSAFE_NAME, f"{name!r} leads outside", Place(name))
        for name in files
        if not is_safe_name(name)
    ]
    if faults:
        raise FaultsError(faults)


def _refuse_replacing(target: Path, files: Iterable[str], *, force: bool) -> None:
    if target.exists() and not target.is_dir():
        found = f"{target} is a file, not a folder"
        raise FaultsError([Fault(NOT_WRITTEN, found, Place(str(target)))])
    existing = [name for name in sorted(files) if (target / name).exists()]
    if existing and not force:
        found = f"{', '.join(existing)} would be replaced"
        raise FaultsError([Fault(WOULD_REPLACE, found, Place(str(target)))])


@contextmanager
def _stage_beside(target: Path) -> Iterator[Path]:
    """Give a hidden folder beside the target, on the same disk, and remove what is left of it."""
    stage = target.parent / f".{target.name}.{secrets.token_hex(4)}.partial"
    stage.mkdir()
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _write_all(stage: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = stage / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    for directory in {(stage / name).parent for name in files}:
        flush_folder(directory)


def _move_into(stage: Path, target: Path, files: Iterable[str]) -> None:
    """Let every file take its place; on failure put back what stood there."""
    kept = stage / ".replaced"
    moved: list[str] = []
    try:
        for name in files:
            place = target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.exists():
                (kept / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(place, kept / name)
            (stage / name).replace(place)
            moved.append(name)
    except OSError:
        for name in reversed(moved):
            if (kept / name).exists():
                (kept / name).replace(target / name)
            else:
                (target / name).unlink()
        raise
    for directory in {(target / name).parent for name in files}:
        flush_folder(directory)


def flush_folder(directory: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
