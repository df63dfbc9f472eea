"""The one file of a dossier: a zip archive that has one form for one content.

The records are written and read here, not by the standard library: the form must outlive every
release of Python that will check a dossier, and a reader that trusts the directory alone or cuts
names at a NUL reads other files than the next reader does.

Source: PKWARE, .ZIP File Format Specification (APPNOTE), 4.3.7, 4.3.12, 4.3.16, 4.4.4;
overlapping members: D. Fifield, A better zip bomb, WOOT 2019.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, chain, islice, pairwise
from stat import S_IFREG
from struct import Struct
from unicodedata import category, is_normalized, normalize
from zlib import crc32

from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.core.remembered import remembered
from cradlegate.dossier import faults as kinds

MANIFEST_NAME = "manifest.json"
"""The member that lists all others; it stands first."""

MOST_MEMBERS = 5_000
LARGEST_MEMBER_BYTES = 100_000_000
LARGEST_TOTAL_BYTES = 200_000_000
LONGEST_NAME_BYTES = 200
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
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SHOWN_CHARACTERS, _SHOWN_FAULTS = 80, 100


def pack(files: Mapping[str, bytes]) -> bytes:
    """Put files into the one archive that their names and contents have.

    The manifest comes first, the others follow in the order of the bytes of their names.

    Raises:
        FaultsError: names that are unsafe or collide, too many files, or too large ones.
    """
    return b"".join(_lay_out(files))


def _lay_out(files: Mapping[str, bytes]) -> list[bytes]:
    """Give the bytes of the archive piece by piece."""
    sizes = [(name, len(content)) for name, content in files.items()]
    _refuse(_count_faults(len(files)), name_faults(files), _size_faults(sizes))
    names = sorted(files, key=lambda name: (name != MANIFEST_NAME, name.encode()))
    members, directory, at = list[bytes](), list[bytes](), 0
    for name in names:
        raw_name, content, size = name.encode(), files[name], len(files[name])
        flags = 0 if name.isascii() else _UTF8
        shared = (_VERSION, flags, _STORED, _TIME, _DATE, crc32(content), size, size, len(raw_name))
        record = _RECORD.pack(_RECORD_SIGN, _CREATOR, *shared, 0, 0, 0, 0, _ATTRIBUTES, at)
        directory += record, raw_name
        members += _HEADER.pack(_HEADER_SIGN, *shared, 0), raw_name, content
        at += _HEADER.size + len(raw_name) + size
    count, size = len(names), sum(map(len, directory), 0)
    return [*members, *directory, _END.pack(_END_SIGN, 0, 0, count, count, size, at, 0)]


def unpack(data: bytes, file: str) -> dict[str, bytes]:
    """Give the files of an archive by name, in the order of its directory.

    Every record is looked at before any content is.  Foreign times, permissions, comments, extra
    fields, order and bytes between the records are left to `is_in_sealed_form`.

    Args:
        file: what to call the archive in faults.

    Raises:
        FaultsError: no archive, or one that is damaged, ambiguous, hostile or above the limits;
            the first hundred faults.
    """
    if len(data) > LARGEST_ARCHIVE_BYTES:
        _refuse([_fault(kinds.TOO_LARGE, f"the archive has {len(data):,} bytes", file)])
    directory_at, members = _read_directory(data, _find_end(data, file), file)
    _refuse(
        name_faults([member.name for member in members], file),
        _size_faults([(member.name, member.size) for member in members], file),
        *(_record_faults(member, file) for member in members),
        *(_header_faults(data, member, directory_at, file) for member in members),
    )
    _refuse(_overlap_faults(data, members, directory_at, file))
    files = {one.name: data[slice(*_content_range(data, one))] for one in members}
    spoiled = [one.name for one in members if crc32(files[one.name]) != one.checksum]
    found = "the content does not have the checksum that the archive gives for it"
    _refuse(_fault(kinds.DAMAGED, found, file, name) for name in spoiled)
    return files


def is_in_sealed_form(data: bytes, files: Mapping[str, bytes]) -> bool:
    """Tell whether an archive is, byte for byte, the one that these files have."""
    try:
        pieces = _lay_out(files)
    except FaultsError:  # files that no dossier can hold have no such form
        return False
    ends = list(accumulate(map(len, pieces), initial=0))
    begins_alike = all(map(data.startswith, pieces, ends))
    return begins_alike and ends[-1] == len(data)


def name_faults(names: Iterable[str], file: str = "") -> Iterator[Fault]:
    """Say which names are unsafe, stand twice, or lead to the same place as another.

    Args:
        names: with / between folders.
        file: what holds or lists them.
    """
    name_by_place: dict[str, str] = {}
    folders: dict[str, tuple[str, ...]] = {}
    for name in names:
        reasons, place, above = _look_at(name)
        folders[place] = above
        if reasons:
            yield _fault(kinds.UNSAFE_NAME, f"the name {reasons}", file, name)
        if place in name_by_place:
            yield _collision(name, name_by_place[place], file)
        name_by_place.setdefault(place, name)
    for place, name in name_by_place.items():
        for folder in folders[place]:
            if folder in name_by_place:
                found = f"a file and the folder of {_shown(name)}"
                yield _fault(kinds.NAMES_COLLIDE, found, file, name_by_place[folder])


@remembered(most=2_000, largest=LONGEST_NAME_BYTES)
def _look_at(name: str) -> tuple[str, str, tuple[str, ...]]:
    """Give why a name is unsafe, the place it leads to, and the folders above that."""
    place = _fold(name[:LONGEST_NAME_BYTES])  # a longer one is refused already
    folders = tuple(place[:at] for at, sign in enumerate(place) if sign == "/")
    return " and ".join(_why_unsafe(name)), place, folders


def _why_unsafe(name: str) -> list[str]:
    length = len(name.encode(errors="replace"))
    if length > LONGEST_NAME_BYTES:
        return [f"has {length:,} bytes"]
    parts = name.split("/")
    ends = {part[-1:] for part in parts if part not in {".", ".."}}
    rules = {
        "is empty": not name,
        "is absolute": name.startswith("/"),
        "is that of a folder": name.endswith("/"),
        "leads out of the folder": ".." in parts,
        "has a part that is empty or a dot": "" in parts[1:-1] or "." in parts,
        "has a part that ends in a dot or a space": bool(ends & {".", " "}),
        "has a colon, which names drives": ":" in name,
        "has a backslash, which parts folders elsewhere": "\\" in name,
        "has signs that control or cannot be seen": not _HIDDEN.isdisjoint(map(category, name)),
        "has bytes that are neither ASCII nor marked, valid UTF-8": "\ufffd" in name,
        "is not in Unicode form NFC": not is_normalized("NFC", name),
    }
    return [reason for reason, is_broken in rules.items() if is_broken]


def _fold(name: str) -> str:
    """Give what is equal for names that some file system takes for one (Unicode 3.13, D145)."""
    decomposed = normalize("NFD", name).casefold()
    return normalize("NFD", decomposed)


def _collision(name: str, other: str, file: str) -> Fault:
    if name == other:
        return _fault(kinds.NAME_TWICE, "the name stands twice", file, name)
    is_same_text = normalize("NFC", name) == normalize("NFC", other)
    how = "Unicode form (NFC)" if is_same_text else "case (case folding)"
    return _fault(kinds.NAMES_COLLIDE, f"{_shown(other)} differs in {how} alone", file, name)


def _count_faults(count: int, file: str = "") -> Iterator[Fault]:
    if count > MOST_MEMBERS:
        yield _fault(kinds.TOO_MANY, f"there are {count:,} members", file)


def _size_faults(sizes: Collection[tuple[str, int]], file: str = "") -> Iterator[Fault]:
    for name, size in sizes:
        if size > LARGEST_MEMBER_BYTES:
            yield _fault(kinds.TOO_LARGE, f"the member has {size:,} bytes", file, name)
    total = sum((size for _, size in sizes), 0)
    if total > LARGEST_TOTAL_BYTES:
        yield _fault(kinds.TOO_LARGE, f"all members together have {total:,} bytes", file)


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
        _refuse([_fault(kind, "the end record of a zip archive is missing", file)])
    return at


def _read_directory(data: bytes, end_at: int, file: str) -> tuple[int, list[_Member]]:
    """Give where the directory begins, and its records."""
    _, disk, first_disk, here, count, size, offset, _ = _END.unpack_from(data, end_at)
    foreign = end_at - size - offset  # bytes in front of the archive
    has_locator = foreign and data.startswith(_ZIP64_SIGN, max(0, end_at - _ZIP64_BYTES))
    if _FULL_16 in {here, count} or _FULL_32 in {size, offset} or has_locator:
        _refuse([_fault(kinds.OTHER_ARCHIVE, "the archive is zip64", file)])
    if disk or first_disk or here != count:
        _refuse([_fault(kinds.OTHER_ARCHIVE, "the archive has parts on other disks", file)])
    _refuse(_count_faults(count, file))
    members: list[_Member] = []
    at, last = end_at - size, end_at - _RECORD.size + len(_RECORD_SIGN)
    while len(members) < count and foreign >= 0 and data.startswith(_RECORD_SIGN, at, last):
        member, at = _read_record(data, at, foreign)
        members.append(member)
    if len(members) < count or foreign < 0 or at != end_at:
        found = f"the directory does not hold {count:,} records in {size:,} bytes, as it should"
        _refuse([_fault(kinds.DAMAGED, found, file)])
    return end_at - size, members


def _read_record(data: bytes, at: int, foreign: int) -> tuple[_Member, int]:
    """Give one record of the directory, and where the next one begins."""
    values = _RECORD.unpack_from(data, at)
    flags, method, _, _, checksum, packed, size, name_length, extra, comment = values[3:13]
    disk, _, attributes, offset = values[13:]
    name_at, extra_at = at + _RECORD.size, at + _RECORD.size + name_length
    one = (flags, method, checksum, packed, size, disk, attributes, foreign + offset)
    return _Member(data[name_at:extra_at], *one), extra_at + extra + comment


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
    return (_fault(kind, found, file, one.name) for kind, is_broken, found in rules if is_broken)


def _header_faults(data: bytes, one: _Member, directory_at: int, file: str) -> Iterator[Fault]:
    at = one.header_at
    if at + _HEADER.size > directory_at or not data.startswith(_HEADER_SIGN, at):
        yield _fault(kinds.DAMAGED, "no header stands where the directory says", file, one.name)
        return
    _, _, flags, method, _, _, *figures, length, _ = _HEADER.unpack_from(data, at)
    raw_name = data[at + _HEADER.size : at + _HEADER.size + length]
    words = ("name", "flags", "method", "checksum or size")
    here = (raw_name, flags, method, figures)
    there = (one.raw_name, one.flags, one.method, [one.checksum, one.packed_size, one.size])
    differing = [word for word, a, b in zip(words, here, there, strict=True) if a != b]
    if _FULL_32 in figures[1:]:
        yield _fault(kinds.OTHER_ARCHIVE, "the header is zip64", file, one.name)
    elif differing:
        found = f"header and directory differ in {', '.join(differing)}"
        yield _fault(kinds.TWO_ACCOUNTS, found, file, one.name)


def _overlap_faults(data: bytes, members: list[_Member], end: int, file: str) -> Iterator[Fault]:
    """Say which members share bytes with another, or with the directory where they end."""
    ranges = sorted((one.header_at, _content_range(data, one)[1], one.name) for one in members)
    for (_, stop, name), (start, _, other) in pairwise([*ranges, (end, end, "")]):
        if start < stop:
            found = f"bytes run into {_shown(other) or 'the directory'}"
            yield _fault(kinds.OVERLAPPING, found, file, name)


def _content_range(data: bytes, member: _Member) -> tuple[int, int]:
    """Give where the content of a member begins and ends, by the lengths in its header."""
    *_, name_length, extra_length = _HEADER.unpack_from(data, member.header_at)
    begin = member.header_at + _HEADER.size + name_length + extra_length
    return begin, begin + member.packed_size


def _shown(name: str) -> str:
    shown = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in name)
    return shown if len(shown) <= _SHOWN_CHARACTERS else f"{shown[:_SHOWN_CHARACTERS]}…"


def _fault(kind: FaultKind, found: str, file: str, name: str = "") -> Fault:
    return Fault(kind, found, Place(file, id=_shown(name)))


def _refuse(*faults: Iterable[Fault]) -> None:
    if found := tuple(islice(chain.from_iterable(faults), _SHOWN_FAULTS)):
        raise FaultsError(found)
