"""Cases on the disk: a folder, a .zip of one, or a workbook, as bytes by path."""

import io
import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.product.faults import NO_SUCH_CASE
from cradlegate.tables.faults import DAMAGED, NAME_NO_TEXT, TOO_LARGE, UNSAFE_NAME
from cradlegate.tables.reading.archives import (
    ARCHIVE_ERRORS,
    LARGEST_TOTAL,
    MOST_ENTRIES,
    archive_faults,
    is_archive,
    is_workbook,
)


def load_case_files(path: Path) -> dict[str, bytes]:
    """Load the files of a case.

    Hidden files and folders are not part of a case.

    Returns:
        bytes by posix path inside the case.

    Raises:
        FaultsError: nothing there, a link that leads outside, too many or too large files, a
            damaged or hostile archive.
    """
    if path.is_dir():
        return _load_folder(path)
    if not path.is_file():
        raise _fault(NO_SUCH_CASE, f"there is no {path}", str(path))
    if path.stat().st_size > LARGEST_TOTAL:
        found = f"{path.stat().st_size / 1e6:.0f} MB in one file"
        raise _fault(TOO_LARGE, found, str(path))
    data = _read(path)
    if is_workbook(data):
        return {path.name: data}
    if is_archive(data):
        return _unpack(data, path.name)
    raise _fault(NO_SUCH_CASE, f"{path} is no folder, archive or workbook", str(path))


def load_table(path: Path, name: str) -> dict[str, bytes]:
    """Load one table that stands alone, under the name that it has in a case.

    Raises:
        FaultsError: nothing there, or a file that cannot be read.
    """
    if not path.is_file():
        raise _fault(NO_SUCH_CASE, f"there is no {path}", str(path))
    return {name: _read(path)}


def _load_folder(root: Path) -> dict[str, bytes]:
    paths = {path.relative_to(root).as_posix(): path for path in sorted(_visible_files(root))}
    faults = [fault for name, path in paths.items() for fault in _path_faults(root, name, path)]
    if faults:
        raise FaultsError(faults)
    total = sum(path.stat().st_size for path in paths.values())
    if len(paths) > MOST_ENTRIES or total > LARGEST_TOTAL:
        found = f"{len(paths)} files of {total / 1e6:.0f} MB"
        raise _fault(TOO_LARGE, found, str(root))
    return {name: _read(path) for name, path in paths.items()}


def _visible_files(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(folder, name).is_symlink()]
        yield from (Path(folder, name) for name in [*names, *links] if not name.startswith("."))


def _path_faults(root: Path, name: str, path: Path) -> Iterator[Fault]:
    shown = name.encode(errors="replace").decode()
    if shown != name:
        yield Fault(NAME_NO_TEXT, f"{shown} stands for a name in another encoding", Place(shown))
        return
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        yield Fault(UNSAFE_NAME, f"{name} is a link that leads outside", Place(name))
    elif not path.exists() or not stat.S_ISREG(path.stat().st_mode):
        yield Fault(DAMAGED, f"{name} is no plain file", Place(name))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _fault(DAMAGED, f"{path} cannot be read: {error.strerror}", str(path)) from None


def _unpack(data: bytes, file: str) -> dict[str, bytes]:
    if faults := archive_faults(data, file):
        raise FaultsError(faults)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
            files = {name: archive.read(name) for name in names if _is_visible(name)}
    except ARCHIVE_ERRORS as error:
        raise _fault(DAMAGED, f"the archive cannot be unpacked: {error}", file) from None
    return _without_top_folder(files)


def _is_visible(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not any(part.startswith((".", "__MACOSX")) for part in parts)


def _without_top_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    """Take off the one folder that most archives put around their files."""
    tops = {PurePosixPath(name).parts[0] for name in files}
    if len(tops) != 1 or any("/" not in name for name in files):
        return files
    return {name.partition("/")[2]: data for name, data in files.items()}


def _fault(kind: FaultKind, found: str, file: str) -> FaultsError:
    return FaultsError([Fault(kind, found, Place(file))])
