"""The fonts of a document: which signs they can show is known before a page is set."""

import struct
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

FAMILY: Final = "Noto Sans"
"""The family of every document; others stand in for signs that it has not."""
_PACKAGES = ("fontpkg_noto_sans_thai", "cradlegate_fonts_cjk")
"""Where signs that it has not are sought before any folder, where they are installed."""

_DIRECTORY, _RECORD = struct.Struct(">4sH6x"), struct.Struct(">4s4xLL")
_UNICODE = {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}
_SEGMENTS, _GROUPS = 4, 12
_VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


@dataclass(frozen=True, slots=True)
class FontChoice:
    """The fonts for a set of signs.

    Args:
        folders: that hold them.
        families: in the order in which a sign is sought.
        missing: signs that none of them has.
    """

    folders: tuple[Path, ...]
    families: tuple[str, ...]
    missing: frozenset[str]


def choose_fonts(signs: Iterable[str], folders: Sequence[Path]) -> FontChoice:
    """Choose the fonts that show the signs: of packages in their order, then of folders by name.

    Fonts of the system are never used.  Private signs count as missing: nobody else can read them.

    Raises:
        ImportError: the extra `report` is not installed.
    """
    import fontpkg_noto_sans  # type: ignore[import-untyped]  # it brings no types

    needed = set(signs) - _VARIATION_SELECTORS
    first = fontpkg_noto_sans.ROOT / "files"
    needed -= _shown(needed, _list_families(first)[FAMILY])
    used, families = [first], [FAMILY]
    for place in (*_find_packages(), *(folder.resolve() for folder in folders)):
        if not needed:
            break
        added = dict(_add_families(place, needed, families))
        if added:
            used.append(place)
            families += added
            needed -= set().union(*added.values())
    return FontChoice(tuple(used), tuple(families), frozenset(needed))


def read_signs(path: Path, index: int = 0) -> frozenset[int]:
    """Read the code points that a font has a glyph for; none if it is no font that can be read.

    Args:
        path: a TrueType or OpenType font, or a collection of them.
        index: of the font in its collection.

    Source: OpenType 1.9, table `cmap`, formats 4 and 12.
    """
    data = path.read_bytes()
    try:
        return frozenset(sign for table in _unicode_tables(data, index) for sign in _signs(table))
    except (struct.error, IndexError):
        return frozenset()


def _find_packages() -> Iterator[Path]:
    """Give the folders of the font packages that are installed beside the first."""
    for name in _PACKAGES:
        found = find_spec(name)
        for place in (found and found.submodule_search_locations) or ():
            yield Path(place) / "files"


def _add_families(
    place: Path, needed: set[str], families: Sequence[str]
) -> Iterator[tuple[str, set[str]]]:
    """Give the families of a folder that show signs which no other shows, with those signs."""
    missing = set(needed)
    for family, faces in sorted(_list_families(place).items()):
        if family not in families and (found := _shown(missing, faces)):
            missing -= found
            yield family, found


def _list_families(folder: Path) -> dict[str, list[tuple[Path, int]]]:
    """List the upright faces of every family in a folder: file and index in it."""
    from typst import Fonts

    families: dict[str, list[tuple[Path, int]]] = {}
    for font in Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    ).fonts():
        if font.path and font.style == "normal":
            families.setdefault(font.family, []).append((Path(font.path), font.index))
    return families


def _shown(signs: Iterable[str], faces: Iterable[tuple[Path, int]]) -> set[str]:
    """Give the signs that every face of a family has, so that no weight lacks one."""
    shown = {sign for sign in signs if unicodedata.category(sign) != "Co"}
    for path, index in faces:
        if shown:
            face = read_signs(path, index)
            shown = {sign for sign in shown if ord(sign) in face}
    return shown


def _unicode_tables(data: bytes, index: int) -> Iterator[bytes]:
    """Give the subtables of `cmap` that are sorted by Unicode."""
    start = struct.unpack_from(">L", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
    _, tables = _DIRECTORY.unpack_from(data, start)
    for number in range(tables):
        tag, offset, length = _RECORD.unpack_from(data, start + 12 + 16 * number)
        if tag != b"cmap":
            continue
        cmap = data[offset : offset + length]
        for place in range(struct.unpack_from(">H", cmap, 2)[0]):
            platform, encoding, begin = struct.unpack_from(">HHL", cmap, 4 + 8 * place)
            if (platform, encoding) in _UNICODE:
                yield cmap[begin:]


def _signs(table: bytes) -> Iterator[int]:
    form = struct.unpack_from(">H", table)[0]
    if form == _GROUPS:
        for group in range(struct.unpack_from(">L", table, 12)[0]):
            first, last, glyph = struct.unpack_from(">LLL", table, 16 + 12 * group)
            yield from range(first if glyph else first + 1, min(last, sys.maxunicode) + 1)
    elif form == _SEGMENTS:
        yield from _segment_signs(table)


def _segment_signs(table: bytes) -> Iterator[int]:
    """Give the code points of format 4, whose segments name glyphs by difference or by list."""
    double = struct.unpack_from(">H", table, 6)[0]
    for place in range(14, 14 + double, 2):
        starts = place + double + 2
        (last,) = struct.unpack_from(">H", table, place)
        first, delta, offset = (
            struct.unpack_from(">H", table, starts + step * double)[0] for step in range(3)
        )
        for sign in range(first, last + 1):
            glyph = sign
            if offset:
                listed = starts + 2 * double + offset + 2 * (sign - first)
                (glyph,) = struct.unpack_from(">H", table, listed)
            if glyph and (glyph + delta) % 65536:
                yield sign
