"""One file on its own: reading no more of it than is needed, writing it whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.product.faults import NOT_WRITTEN, WOULD_REPLACE
from cradlegate.store.atomic import flush_folder
from cradlegate.store.faults import UNREADABLE

FOR_ALL = 0o666
"""The mode of a file for everybody, less what the system takes away by its own rules."""

FOR_OWNER = 0o600


@dataclass(frozen=True, slots=True)
class SingleFile:
    """What a file holds, and who may open it.

    Args:
        data: at most one byte more than was asked for.
        mode: as the system keeps it, taken from the very file that was read.
    """

    data: bytes
    mode: int


def read_single_file(path: Path, most_bytes: int) -> SingleFile:
    """Read a plain file; of a larger one, one byte more than `most_bytes`.

    Raises:
        FaultsError: nothing there, no plain file, or one that may not be read (ST-001).
    """
    if not path.is_file():
        raise _fault(UNREADABLE, f"there is no file {path}", path)
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            # Room is taken for all that is asked for, which may be far more than there is.
            data = file.read(min(status.st_size, most_bytes) + 1)
            if status.st_size < len(data) <= most_bytes:  # it grew meanwhile
                data += file.read(most_bytes + 1 - len(data))
            return SingleFile(data, status.st_mode)
    except OSError as error:
        raise _fault(UNREADABLE, f"{path} cannot be read: {error.strerror}", path) from None


def write_single_file(path: Path, data: bytes, *, force: bool, mode: int = FOR_ALL) -> None:
    """Write a file that takes its name only when all of it is on the disk.

    It has its mode before the first byte is in it.

    Args:
        path: the folder is made if it is missing.
        force: whether an existing file may be replaced.
        mode: who may open it.

    Raises:
        FaultsError: an existing file without `force` (CF-006), or a disk that does not take the
            file (CF-007); nothing is changed then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _stage_beside(path, data, mode) as stage:
            _take_place(stage, path, force=force)
        flush_folder(path.parent)
    except OSError as error:
        raise _fault(NOT_WRITTEN, f"{path} was not written: {error.strerror}", path) from None


@contextmanager
def _stage_beside(path: Path, data: bytes, mode: int) -> Iterator[Path]:
    """Give a hidden file on the same disk that holds the data, and remove what is left of it."""
    stage = path.parent / f".{path.name}.{secrets.token_hex(4)}.partial"
    handle = os.open(stage, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield stage
    finally:
        stage.unlink(missing_ok=True)


def _take_place(stage: Path, path: Path, *, force: bool) -> None:
    if not force:
        try:
            # Unlike a move, a link never takes the place of a file that is there.
            path.hardlink_to(stage)
        except OSError:  # it is there, or the disk knows no links
            if path.exists() or path.is_symlink():
                raise _fault(WOULD_REPLACE, f"{path} would be replaced", path) from None
        else:
            return
    stage.replace(path)


def _fault(kind: FaultKind, found: str, path: Path) -> FaultsError:
    return FaultsError([Fault(kind, found, Place(str(path)))])
