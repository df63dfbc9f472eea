"""A TrueType font with a box for each of a few signs, as no real one may travel with the tests.

Source: OpenType 1.9, the tables that a font must have.
"""

import struct
from collections.abc import Sequence

GROUPS, SEGMENTS = 12, 4


def make_font(family: str, signs: str, form: int = GROUPS) -> bytes:
    """Make a font; glyph 0 stands for what it has not, glyph 1 for its first sign, and so on."""
    codes = sorted(map(ord, signs))
    glyphs = len(codes) + 1
    box = struct.pack(">hhhhhHH4B", 1, 100, 0, 900, 700, 3, 0, 1, 1, 1, 1)
    box += struct.pack(">8h", 100, 800, 0, -800, 0, 0, 700, 0)
    return _join(
        {
            b"OS/2": _metrics(codes),
            b"cmap": struct.pack(">HHHHL", 0, 1, 3, 10 if form == GROUPS else 1, 12)
            + (_groups(codes) if form == GROUPS else _segments(codes)),
            b"glyf": box * glyphs,
            b"head": struct.pack(
                ">LLLLHHQQhhhhHHhhh",
                *(0x10000, 0x10000, 0, 0x5F0F3CF5, 3, 1000, 0, 0),
                *(100, 0, 900, 700, 0, 8, 2, 1, 0),
            ),
            b"hhea": struct.pack(">Lhhh", 0x10000, 800, -200, 0)
            + struct.pack(">H11hH", 1000, *(100, 100, 900, 1, 0, 0, 0, 0, 0, 0, 0), glyphs),
            b"hmtx": struct.pack(">Hh", 1000, 100) * glyphs,
            b"loca": struct.pack(f">{glyphs + 1}L", *(len(box) * i for i in range(glyphs + 1))),
            b"maxp": struct.pack(">LH13H", 0x10000, glyphs, 4, 1, 0, 0, 2, *([0] * 8)),
            b"name": _names(family),
            b"post": struct.pack(">LLhhLLLLL", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
        }
    )


def make_collection(*fonts: bytes) -> bytes:
    """Put fonts into one file; every table moves by the place of its font."""
    start = 12 + 4 * len(fonts)
    starts = [start + sum(map(len, fonts[:i])) for i in range(len(fonts))]
    moved = [_move(font, by) for font, by in zip(fonts, starts, strict=True)]
    return struct.pack(">4sLL", b"ttcf", 0x10000, len(fonts)) + b"".join(
        (struct.pack(f">{len(fonts)}L", *starts), *moved)
    )


def _move(font: bytes, by: int) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    data = bytearray(font)
    for place in range(12 + 8, 12 + 16 * count, 16):
        struct.pack_into(">L", data, place, struct.unpack_from(">L", font, place)[0] + by)
    return bytes(data)


def _groups(codes: Sequence[int]) -> bytes:
    groups = b"".join(struct.pack(">LLL", code, code, i) for i, code in enumerate(codes, 1))
    return struct.pack(">HHLLL", 12, 0, 16 + len(groups), 0, len(codes)) + groups


def _segments(codes: Sequence[int]) -> bytes:
    """Write format 4: every second segment by difference, the others by a list of glyphs."""
    ends = [*codes, 0xFFFF]
    count = len(ends)
    deltas: list[int] = []
    offsets: list[int] = []
    listed: list[int] = []
    for i, code in enumerate(codes):
        by_list = i % 2
        deltas.append(0 if by_list else (i + 1 - code) % 65536)
        offsets.append(2 * (count - i + len(listed)) if by_list else 0)
        listed += [i + 1] if by_list else []
    body = struct.pack(f">{count}HH{count}H", *ends, 0, *ends)
    body += struct.pack(f">{count}H{count}H", *deltas, 1, *offsets, 0)
    body += struct.pack(f">{len(listed)}H", *listed)
    return struct.pack(">HHHHHHH", 4, 14 + len(body), 0, 2 * count, 0, 0, 0) + body


def _metrics(codes: Sequence[int]) -> bytes:
    last = min(codes[-1], 0xFFFF)
    return (
        struct.pack(">HhHHH", 4, 1000, 400, 5, 0)
        + struct.pack(">11h", 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0)
        + bytes(10)
        + struct.pack(">4L4s", 0, 0, 0, 0, b"TINY")
        + struct.pack(">HHHhhhHH", 64, min(codes[0], 0xFFFF), last, 800, -200, 0, 800, 200)
        + struct.pack(">LLhhHHH", 0, 0, 500, 700, 0, 32, 1)
    )


def _names(family: str) -> bytes:
    texts = {1: family, 2: "Regular", 4: family, 6: family.replace(" ", "")}
    records, data = b"", b""
    for key, text in texts.items():
        encoded = text.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, key, len(encoded), len(data))
        data += encoded
    return struct.pack(">HHH", 0, len(texts), 6 + len(records)) + records + data


def _join(tables: dict[bytes, bytes]) -> bytes:
    start = 12 + 16 * len(tables)
    directory, data = b"", b""
    for tag, table in sorted(tables.items()):
        directory += struct.pack(">4sLLL", tag, 0, start + len(data), len(table))
        data += table + bytes(-len(table) % 4)
    return struct.pack(">LHHHH", 0x10000, len(tables), 0, 0, 0) + directory + data
