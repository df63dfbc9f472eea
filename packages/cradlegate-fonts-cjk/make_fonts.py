# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools==4.68.0"]
# ///
"""Cut the fonts of this package out of Noto Sans CJK 2.004; the same fonts give the same files.

`uv run make_fonts.py FOLDER` with the folder that holds NotoSansCJK-Regular.ttc and
NotoSansCJK-Bold.ttc, as the package fonts-noto-cjk of Debian 12 brings them.
"""

import hashlib
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Cradlegate Sans CJK"
FILES = Path(__file__).parent / "src" / "cradlegate_fonts_cjk" / "files"
SOURCES = {
    "Regular": "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a",
    "Bold": "faa5f3656a78b2e2d450d27fe8382c778bc2b6bb5ea29c986664a6a435056ceb",
}
"""Weights, with the SHA-256 of the collection that each is cut out of."""
ENGLISH, TRADEMARK = 0x409, 7
"""Language and kind of names in a font."""
SIMPLIFIED_CHINESE = 2
"""Place in the collection; the other forms of its signs are chosen by language."""
SCRIPTS = ("hani", "hang", "kana", "latn")
TAGS = ("JAN", "KOR", "ZHS")
SPELLED = frozenset("→≤≥")
"""Signs that documents spell out, with or without this package."""
ROWS = range(0xA1, 0xFF)
JIS_COMMON = range(0xB0, 0xD0)
"""Rows of the first level of JIS X 0208."""


def main() -> None:
    """Cut every part in every weight."""
    folder = Path(sys.argv[1])
    for weight, digest in SOURCES.items():
        source = folder / f"NotoSansCJK-{weight}.ttc"
        found = hashlib.sha256(source.read_bytes()).hexdigest()
        if found != digest:
            sys.exit(f"{source.name} is another version: SHA-256 {found}")
        for number, signs in enumerate(list_parts(), 1):
            print(cut(source, weight, number, signs))  # noqa: T201 - a tool prints


def list_parts() -> list[set[str]]:
    """List the signs of each part: what most texts need, then Chinese, then what is left."""
    japanese, korean = set(decode("euc_jp", ROWS)), set(decode("euc_kr", ROWS))
    common = {sign for sign in japanese | korean if not is_han(sign)}
    common |= set(decode("euc_jp", JIS_COMMON))
    chinese = set(decode("gb2312", ROWS))
    common |= {sign for sign in chinese if not is_han(sign)}
    parts = [common, chinese - common, japanese | korean]
    parts[2] -= common | chinese
    return [{sign for sign in part if is_east_asian(sign)} for part in parts]


def decode(name: str, rows: range) -> Iterator[str]:
    """Give the signs of a national set, whose signs take two bytes."""
    for row in rows:
        for place in ROWS:
            try:
                yield from bytes([row, place]).decode(name)
            except UnicodeDecodeError:
                continue


def is_han(sign: str) -> bool:
    """Tell a Chinese character."""
    return unicodedata.name(sign, "").startswith("CJK UNIFIED")


def is_east_asian(sign: str) -> bool:
    """Tell a sign that no alphabet of Europe has, apart from what documents spell out."""
    is_symbol = not unicodedata.category(sign).startswith("L")
    width = unicodedata.east_asian_width(sign)
    return sign not in SPELLED and (width in "WF" or (width == "A" and is_symbol))


def cut(source: Path, weight: str, number: int, signs: set[str]) -> str:
    """Cut one part; give its name, number of glyphs and size."""
    font = TTFont(source, fontNumber=SIMPLIFIED_CHINESE, lazy=True, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = ["locl"]
    options.layout_scripts = ["DFLT", *(f"{script}.{tag}" for script in SCRIPTS for tag in TAGS)]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, signs))
    subsetter.subset(font)
    rename(font, f"{FAMILY} {number}", weight)
    target = FILES / f"CradlegateSansCJK{number}-{weight}.otf"
    font.save(target)
    return f"{target.name}: {font['maxp'].numGlyphs} glyphs, {target.stat().st_size} bytes"


def rename(font: TTFont, family: str, weight: str) -> None:
    """Give a cut font a name of its own; who made it and its licence stay."""
    plain = f"{family.replace(' ', '')}-{weight}"
    names = {1: family, 2: weight, 3: f"2.004;{plain}", 4: f"{family} {weight}", 6: plain}
    table = font["name"]
    kept = (each for each in table.names if each.langID == ENGLISH)
    table.names = [each for each in kept if each.nameID != TRADEMARK]
    for place, text in names.items():
        table.setName(text, place, 3, 1, ENGLISH)
    top = font["CFF "].cff
    top.fontNames = [plain]
    top.topDictIndex[0].FamilyName, top.topDictIndex[0].FullName = family, f"{family} {weight}"


if __name__ == "__main__":
    main()
