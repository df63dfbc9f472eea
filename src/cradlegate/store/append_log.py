"""A file that only grows: read, judged and extended under one lock."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.product.faults import NOT_WRITTEN
from cradlegate.store.atomic import flush_folder
from cradlegate.store.faults import UNREADABLE


@dataclass(frozen=True, slots=True)
class Extension:
    """What is added to a file.

    Args:
        kept: bytes of the file that stay; what stands after them was never finished.
        added: bytes that follow; nothing is written without any.
    """

    kept: int
    added: bytes


def read_whole(path: Path) -> bytes:
    """Read a file that only grows; however long it is, nothing of it may be left out.

    Raises:
        FaultsError: a file that cannot be read (ST-001).
    """
    try:
        return path.read_bytes()
    except OSError as error:
        found = f"{path} cannot be read: {error.strerror}"
        raise FaultsError([Fault(UNREADABLE, found, Place(str(path)))]) from None


def extend_file(path: Path, decide: Callable[[bytes], Extension]) -> None:
    """Add to the end of a file, and make it durable.

    Nobody else who uses this function adds anything in between.  Whatever `decide` raises, or a
    disk that takes only a part, leaves the file as it was; of a file that is not there nothing is
    made.

    Args:
        path: the folder is made if it is missing.
        decide: is given what the file holds, and may be asked twice.

    Raises:
        FaultsError: a file that cannot be written (CF-007).
    """
    if not path.exists() and not decide(b"").added:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _extend_locked(path, decide)
        flush_folder(path.parent)
    except OSError as error:
        found = f"{path} was not written: {error.strerror}"
        raise FaultsError([Fault(NOT_WRITTEN, found, Place(str(path)))]) from None


def _extend_locked(path: Path, decide: Callable[[bytes], Extension]) -> None:
    import fcntl  # POSIX alone has it; nothing else of the program needs it

    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    with os.fdopen(handle, "r+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # given back when the file is closed
        extension = decide(file.read())
        if not extension.added:
            return
        file.truncate(extension.kept)
        file.seek(extension.kept)
        try:
            _write_all(file.write, extension.added)
        except OSError:
            file.truncate(extension.kept)
            raise
        os.fsync(file.fileno())


def _write_all(write: Callable[[memoryview], int | None], data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[write(rest) or 0 :]
