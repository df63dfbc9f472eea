"""Zip archives and the workbooks inside them, looked at before anything is unpacked.

Source of the limits: an ordinary parser needed 925 MB for a workbook of 290 kB that repeats
itself; no workbook that people fill in comes near the limits set here.
"""

import io
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from cradlegate.core.fault import Fault, Place
from cradlegate.tables import faults as kinds

MOST_ENTRIES, LARGEST_TOTAL, LARGEST_RATIO = 2000, 200_000_000, 100
ARCHIVE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What the standard library raises on damaged archives, by trial."""
_WORKBOOK_PART = "xl/workbook.xml"


def is_archive(data: bytes) -> bool:
    """Tell whether the bytes begin like a zip archive."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_workbook(data: bytes) -> bool:
    """Tell by its content whether an archive is an XLSX workbook."""
    if not is_archive(data):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _WORKBOOK_PART in archive.namelist()
    except ARCHIVE_ERRORS:
        return False


def archive_faults(data: bytes, file: str) -> tuple[Fault, ...]:
    """Say what is wrong with an archive, from its directory alone."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except ARCHIVE_ERRORS as error:
        return (Fault(kinds.DAMAGED, f"the archive cannot be opened: {error}", Place(file)),)
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    faults = [
        Fault(kinds.UNSAFE_NAME, f"the archive holds the name {info.filename!r}", Place(file))
        for info in infos
        if not is_safe_name(info.filename)
    ]
    if len(infos) > MOST_ENTRIES or total > LARGEST_TOTAL or total > LARGEST_RATIO * max(packed, 1):
        found = f"{len(infos)} files of {total / 1e6:.0f} MB in an archive of {packed / 1e6:.3f} MB"
        remedy = "An archive unpacks to at most 200 MB, 2,000 files and a hundred times its size."
        faults.append(Fault(kinds.TOO_LARGE, found, Place(file), remedy))
    if any(info.flag_bits & 0x1 for info in infos):
        faults.append(Fault(kinds.DAMAGED, "the archive is encrypted", Place(file)))
    return tuple(faults)


def is_safe_name(name: str) -> bool:
    """Tell whether a name inside an archive stays inside."""
    path = PurePosixPath(name.replace("\\", "/"))
    has_drive = len(name) > 1 and name[1] == ":"
    return not (path.is_absolute() or has_drive or ".." in path.parts or "\0" in name)
