"""The one file of a dossier: a zip archive that has one form for one content.

The records are written and read here, not by the standard library: the form must outlive every
release of Python that will check a dossier, and a reader that trusts the directory alone or cuts
names at a NUL reads other files than the next reader does.

Source: PKWARE, .ZIP File Format Specification (APPNOTE), 4.3.7, 4.3.12, 4.3.16, 4.4.4;
overlapping members: D. Fifield, A better zip bomb, WOOT 2019.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from stat import S_IFREG
from struct import Struct
from zlib import crc32

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.dossier import faults as kinds
from cradlegate.dossier.member_names import (
    LONGEST_NAME_BYTES,
    member_fault,
    name_faults,
    show_name,
)

MANIFEST_NAME = "manifest.json"
"""The member that lists all others; it stands first."""

MOST_MEMBERS = 5_000
LARGEST_MEMBER_BYTES = 100_000_000
LARGEST_TOTAL_BYTES = 200_000_000
LARGEST_ARCHIVE_BYTES = LARGEST_TOTAL_BYTES + MOST_MEMBERS * (30 + 46 + 2 * LONGEST_NAME_BYTES) + 22
"""No dossier is larger: contents, two headers and two names of every member, end record."""

_HEADER, _HEADER_SIGN = Struct("<4s5H3L2H"), b"PK\x03\x04"
_RECORD, _RECORD_SIGN = Struct("<4s6H3L5H2L"), b"PK\x01\x02"
_END, _END_SIGN, _LONGEST_COMMENT = Struct("<4s4H2LH"), b"PK\x05\x06", 0xFFFF
_ZIP64_SIGN, _ZIP64_BYTES = b"PK\x06\x07", 20
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF  # the figure stands in a zip64 record
_VERSION, _CREATOR = 20, 3 << 8 | 20  # version 2.0 on Unix, wherever it is written
_TIME, _DATE = 0, 1 << 5 | 1  # 1980-01-01 00:00:00, the first that zip can write
_STORED, _UTF8, _ENCRYPTED = 0, 1 << 11, 1 << 0 | 1 << 6 | 1 << 13
_ATTRIBUTES, _PLAIN_MODES, _DOS_FOLDER = (S_IFREG | 0o644) << 16, S_IFREG | 0o777, 0x10
_SHOWN_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What an archive holds.

    Args:
        files: by name, in the order of its directory.
        is_sealed: whether it is, byte for byte, the one archive that these files have.
    """

    files: dict[str, bytes]
    is_sealed: bool


def pack(files: Mapping[str, bytes]) -> bytes:
    """Put files into the one archive that their names and contents have.

    The manifest comes first, the others follow in the order of the bytes of their names.

    Raises:
        FaultsError: names that are unsafe or collide, too many files, or too large ones.
    """
    sizes = [(name, len(content)) for name, content in files.items()]
    _refuse(_count_faults(len(files)), name_faults(files), _size_faults(sizes))
    names = sorted(files, key=lambda name: _by_place(name.encode()))
    contents = [files[name] for name in names]
    entries = [
        (name.encode(), crc32(content), len(content))
        for name, content in zip(names, contents, strict=True)
    ]
    headers, directory = _draw_up_records(entries)
    members = chain.from_iterable(zip(headers, contents, strict=True))
    return b"".join([*members, directory])


def unpack(data: bytes, file: str) -> dict[str, bytes]:
    """Give the files of an archive by name, as `open_archive` does."""
    return open_archive(data, file).files


def open_archive(data: bytes, file: str) -> Unpacked:
    """Open an archive, sealed or not.

    Every record is looked at before any content is.  Foreign times, permissions, comments, extra
    fields, order and bytes between the records only make it another one than the sealed one.

    Args:
        file: what to call the archive in faults.

    Raises:
        FaultsError: no archive, or one that is damaged, ambiguous, hostile or above the limits;
            the first hundred faults.
    """
    if len(data) > LARGEST_ARCHIVE_BYTES:
        _refuse([member_fault(kinds.TOO_LARGE, f"the archive has {len(data):,} bytes", file)])
    directory_at, members = _read_directory(data, _find_end(data, file), file)
    is_sealed = _has_sealed_records(data, members)
    _refuse(
        name_faults([member.name for member in members], file),
        _size_faults([(member.name, member.size) for member in members], file),
        *([] if is_sealed else _list_record_faults(data, members, directory_at, file)),
    )
    _refuse([] if is_sealed else _overlap_faults(data, members, directory_at, file))
    files = {one.name: data[slice(*_content_range(data, one))] for one in members}
    spoiled = [one.name for one in members if crc32(files[one.name]) != one.checksum]
    found = "the content does not have the checksum that the archive gives for it"
    _refuse(member_fault(kinds.DAMAGED, found, file, name) for name in spoiled)
    return Unpacked(files, is_sealed)


def _by_place(raw_name: bytes) -> tuple[bool, bytes]:
    """Give what orders the members."""
    return raw_name != MANIFEST_NAME.encode(), raw_name


def _draw_up_records(entries: Iterable[tuple[bytes, int, int]]) -> tuple[list[bytes], bytes]:
    """Give the header of each member with its name, and all that stands behind the last one.

    Args:
        entries: name, checksum and size of the members in their order.
    """
    headers, directory, at = list[bytes](), list[bytes](), 0
    for raw_name, checksum, size in entries:
        flags = 0 if raw_name.isascii() else _UTF8
        shared = (_VERSION, flags, _STORED, _TIME, _DATE, checksum, size, size, len(raw_name))
        record = _RECORD.pack(_RECORD_SIGN, _CREATOR, *shared, 0, 0, 0, 0, _ATTRIBUTES, at)
        directory.append(record + raw_name)
        headers.append(_HEADER.pack(_HEADER_SIGN, *shared, 0) + raw_name)
        at += len(headers[-1]) + size
    count, length = len(headers), sum(map(len, directory), 0)
    end = _END.pack(_END_SIGN, 0, 0, count, count, length, at, 0)
    return headers, b"".join([*directory, end])


def _has_sealed_records(data: bytes, members: list["_Member"]) -> bool:
    """Tell whether an archive holds its members as `pack` puts them, whatever these contain."""
    raw_names = [one.raw_name for one in members]
    total = sum((one.size for one in members), 0)
    if total > len(data) or raw_names != sorted(raw_names, key=_by_place):
        return False
    headers, directory = _draw_up_records((one.raw_name, one.checksum, one.size) for one in members)
    at = 0
    for header, one in zip(headers, members, strict=True):
        if not data.startswith(header, at):
            return False
        at += len(header) + one.size
    return data.startswith(directory, at) and at + len(directory) == len(data)


def _count_faults(count: int, file: str = "") -> Iterator[Fault]:
    if count > MOST_MEMBERS:
        yield member_fault(kinds.TOO_MANY, f"there are {count:,} members", file)


def _size_faults(sizes: Collection[tuple[str, int]], file: str = "") -> Iterator[Fault]:
    for name, size in sizes:
        if size > LARGEST_MEMBER_BYTES:
            yield member_fault(kinds.TOO_LARGE, f"the member has {size:,} bytes", file, name)
    total = sum((size for _, size in sizes), 0)
    if total > LARGEST_TOTAL_BYTES:
        yield member_fault(kinds.TOO_LARGE, f"all members together have {total:,} bytes", file)


@dataclass(frozen=True, slots=True)
class _Member:
    """One record of the directory; `header_at` counts from the first byte of the file."""

    raw_name: bytes
    flags: int
    method: int
    checksum: int
    packed_size: int
    size: int
    disk: int
    attributes: int
    header_at: int

    @property
    def name(self) -> str:
        encoding = "utf-8" if self.flags & _UTF8 else "ascii"
        return self.raw_name.decode(encoding, errors="replace")


def _find_end(data: bytes, file: str) -> int:
    at = len(data) - _END.size
    if at >= 0 and data.startswith(_END_SIGN, at) and data.endswith(b"\0\0"):
        return at  # without this, an offset that reads like the sign would be taken for it
    at = data.rfind(_END_SIGN, max(0, at - _LONGEST_COMMENT))
    if at < 0 or at + _END.size > len(data):
        kind = kinds.DAMAGED if data.startswith(b"PK") else kinds.NOT_AN_ARCHIVE
        _refuse([member_fault(kind, "the end record of a zip archive is missing", file)])
    return at


def _read_directory(data: bytes, end_at: int, file: str) -> tuple[int, list[_Member]]:
    """Give where the directory begins, and its records."""
    _, disk, first_disk, here, count, size, offset, _ = _END.unpack_from(data, end_at)
    foreign = end_at - size - offset  # bytes in front of the archive
    has_locator = foreign and data.startswith(_ZIP64_SIGN, max(0, end_at - _ZIP64_BYTES))
    if _FULL_16 in {here, count} or _FULL_32 in {size, offset} or has_locator:
        _refuse([member_fault(kinds.OTHER_ARCHIVE, "the archive is zip64", file)])
    if disk or first_disk or here != count:
        _refuse([member_fault(kinds.OTHER_ARCHIVE, "the archive has parts on other disks", file)])
    _refuse(_count_faults(count, file))
    members: list[_Member] = []
    at, last = end_at - size, end_at - _RECORD.size + len(_RECORD_SIGN)
    while len(members) < count and foreign >= 0 and data.startswith(_RECORD_SIGN, at, last):
        member, at = _read_record(data, at, foreign)
        members.append(member)
    if len(members) < count or foreign < 0 or at != end_at:
        found = f"the directory does not hold {count:,} records in {size:,} bytes, as it should"
        _refuse([member_fault(kinds.DAMAGED, found, file)])
    return end_at - size, members


def _read_record(data: bytes, at: int, foreign: int) -> tuple[_Member, int]:
    """Give one record of the directory, and where the next one begins."""
    values = _RECORD.unpack_from(data, at)
    flags, method, _, _, checksum, packed, size, name_length, extra, comment = values[3:13]
    disk, _, attributes, offset = values[13:]
    name_at, extra_at = at + _RECORD.size, at + _RECORD.size + name_length
    one = (flags, method, checksum, packed, size, disk, attributes, foreign + offset)
    return _Member(data[name_at:extra_at], *one), extra_at + extra + comment


def _list_record_faults(
    data: bytes, members: list[_Member], directory_at: int, file: str
) -> Iterator[Iterator[Fault]]:
    yield from (_record_faults(member, file) for member in members)
    yield from (_header_faults(data, member, directory_at, file) for member in members)


def _record_faults(one: _Member, file: str) -> Iterator[Fault]:
    has_zip64 = one.header_at >= _FULL_32 or _FULL_32 in {one.packed_size, one.size}
    is_special = one.attributes >> 16 & ~_PLAIN_MODES or one.attributes & _DOS_FOLDER
    has_two_sizes = one.method == _STORED and one.packed_size != one.size
    rules = (
        (kinds.OTHER_ARCHIVE, has_zip64 or one.disk, "the member is zip64 or on another disk"),
        (kinds.SPECIAL_FILE, is_special, f"the attributes are {one.attributes:#010x}"),
        (kinds.COMPRESSED, one.method != _STORED, f"the compression method is {one.method}"),
        (kinds.ENCRYPTED, one.flags & _ENCRYPTED, f"the flags are {one.flags:#06x}"),
        (kinds.TWO_ACCOUNTS, has_two_sizes, "stored as it is, the member has two sizes"),
    )
    return (
        member_fault(kind, found, file, one.name) for kind, is_broken, found in rules if is_broken
    )


def _header_faults(data: bytes, one: _Member, directory_at: int, file: str) -> Iterator[Fault]:
    at = one.header_at
    if at + _HEADER.size > directory_at or not data.startswith(_HEADER_SIGN, at):
        yield member_fault(
            kinds.DAMAGED, "no header stands where the directory says", file, one.name
        )
        return
    _, _, flags, method, _, _, *figures, length, _ = _HEADER.unpack_from(data, at)
    raw_name = data[at + _HEADER.size : at + _HEADER.size + length]
    words = ("name", "flags", "method", "checksum or size")
    here = (raw_name, flags, method, figures)
    there = (one.raw_name, one.flags, one.method, [one.checksum, one.packed_size, one.size])
    differing = [word for word, a, b in zip(words, here, there, strict=True) if a != b]
    if _FULL_32 in figures[1:]:
        yield member_fault(kinds.OTHER_ARCHIVE, "the header is zip64", file, one.name)
    elif differing:
        found = f"header and directory differ in {', '.join(differing)}"
        yield member_fault(kinds.TWO_ACCOUNTS, found, file, one.name)


def _overlap_faults(data: bytes, members: list[_Member], end: int, file: str) -> Iterator[Fault]:
    """Say which members share bytes with another, or with the directory where they end."""
    ranges = sorted((one.header_at, _content_range(data, one)[1], one.name) for one in members)
    for (_, stop, name), (start, _, other) in pairwise([*ranges, (end, end, "")]):
        if start < stop:
            found = f"bytes run into {show_name(other) or 'the directory'}"
            yield member_fault(kinds.OVERLAPPING, found, file, name)


def _content_range(data: bytes, member: _Member) -> tuple[int, int]:
    """Give where the content of a member begins and ends, by the lengths in its header."""
    *_, name_length, extra_length = _HEADER.unpack_from(data, member.header_at)
    begin = member.header_at + _HEADER.size + name_length + extra_length
    return begin, begin + member.packed_size


def _refuse(*faults: Iterable[Fault]) -> None:
    if found := tuple(islice(chain.from_iterable(faults), _SHOWN_FAULTS)):
        raise FaultsError(found)
