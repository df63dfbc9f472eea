"""Packages of databases: a zip archive or a folder, opened as files by path."""

import io
import stat
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from cradlegate.background.formats import package_faults as kinds
from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.tables.reading.archives import ARCHIVE_ERRORS, is_archive, is_safe_name

LARGEST_ARCHIVE_BYTES = 300_000_000
LARGEST_TOTAL_BYTES = 2_000_000_000
MOST_FILES = 300_000
LARGEST_RATIO = 200

_DATA_FOLDERS = frozenset({"processes", "flows", "lcia_methods", "lcia_categories", "lciamethods"})
_ENCRYPTED = 0x1
_SHOWN_FAULTS = 100


def open_package(data: bytes, file: str) -> dict[str, bytes]:
    """Unpack a database from its archive.

    Nothing is unpacked before the whole directory was looked at, and never more than it says.

    Args:
        file: what to call the archive in faults.

    Returns:
        Bytes by path as `take_folder` gives them.

    Raises:
        FaultsError: no zip archive, or one that is damaged, hostile, encrypted or too large.
    """
    if not is_archive(data):
        _refuse([_fault(kinds.NO_PACKAGE, "the file is no zip archive", file)])
    if len(data) > LARGEST_ARCHIVE_BYTES:
        found = f"the archive has {len(data) / 1e6:.0f} MB"
        _refuse([_fault(kinds.PACKAGE_TOO_LARGE, found, file)])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _refuse(_archive_faults(archive.infolist(), len(data), file))
            files = {_path(info.filename): archive.read(info) for info in infos}
    except ARCHIVE_ERRORS as error:
        found = f"the archive cannot be unpacked: {error}"
        raise FaultsError([_fault(kinds.DAMAGED_PACKAGE, found, file)]) from None
    return take_folder(files, file)


def take_folder(files: Mapping[str, bytes], file: str) -> dict[str, bytes]:
    """Give the files of a database that came as a folder.

    Hidden files are left out, and so are folders around the whole that say nothing.

    Args:
        files: bytes by posix path inside the folder.
        file: what to call the folder in faults.

    Returns:
        Bytes by path, in the order of the paths.

    Raises:
        FaultsError: unsafe names, too many or too large files.
    """
    total = sum(len(content) for content in files.values())
    _refuse([*_name_faults(files, file), *_size_faults(len(files), total, file)])
    visible = {path: files[path] for path in sorted(files) if _is_visible(path)}
    return _without_top_folders(visible)


def _archive_faults(
    infos: Iterable[zipfile.ZipInfo], packed_bytes: int, file: str
) -> Iterator[Fault]:
    infos = list(infos)
    total = sum(info.file_size for info in infos)
    yield from _size_faults(len(infos), total, file)
    if total > LARGEST_RATIO * packed_bytes:
        found = f"{total / 1e6:.0f} MB in an archive of {packed_bytes / 1e6:.3f} MB"
        yield _fault(kinds.PACKAGE_TOO_LARGE, found, file)
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        yield _fault(kinds.ENCRYPTED_PACKAGE, "the archive is encrypted", file)
    yield from _name_faults((info.orig_filename for info in infos), file)
    for info in infos:
        mode = stat.S_IFMT(info.external_attr >> 16)
        if mode not in {0, stat.S_IFREG, stat.S_IFDIR}:
            found = f"{info.filename!r} is a link or device"
            yield _fault(kinds.SPECIAL_MEMBER, found, file)
    for path, times in Counter(_path(info.filename) for info in infos).items():
        if times > 1:
            yield _fault(kinds.MEMBER_TWICE, f"{path!r} stands {times} times", file)


def _name_faults(names: Iterable[str], file: str) -> Iterator[Fault]:
    unsafe = (name for name in names if not is_safe_name(name))
    return (_fault(kinds.UNSAFE_MEMBER, f"it holds the name {name!r}", file) for name in unsafe)


def _size_faults(count: int, total: int, file: str) -> Iterator[Fault]:
    if count > MOST_FILES or total > LARGEST_TOTAL_BYTES:
        found = f"{count:,} files of {total / 1e6:.0f} MB"
        yield _fault(kinds.PACKAGE_TOO_LARGE, found, file)


def _path(name: str) -> str:
    """Give a name with the separators that the format asks for; some programs write others."""
    return name.replace("\\", "/")


def _is_visible(path: str) -> bool:
    return not any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(path).parts)


def _without_top_folders(files: dict[str, bytes]) -> dict[str, bytes]:
    tops = {path.partition("/")[0] for path in files}
    is_around = len(tops) == 1 and all("/" in path for path in files)
    if not is_around or tops <= _DATA_FOLDERS:
        return files
    return _without_top_folders({path.partition("/")[2]: files[path] for path in files})


def _fault(kind: FaultKind, found: str, file: str) -> Fault:
    return Fault(kind, found, Place(file))


def _refuse(faults: Iterable[Fault]) -> None:
    found = tuple(faults)
    if found:
        raise FaultsError(found[:_SHOWN_FAULTS])
