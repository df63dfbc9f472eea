"""Which characters the bytes of a text file stand for.

A byte order mark decides; then UTF-8, which other encodings hardly ever imitate; then UTF-16
without a mark, which shows by its zero bytes.  Among GB18030, CP932, CP949 and CP874 the best
guess wins: the one under which most headings are known, then the one under which the text looks
most like its language.
"""

import codecs
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TIE = 0.05
"""Differences of likeness below this decide nothing."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text, the encoding it was read in, and how sure that is.

    Args:
        is_guess: whether the file itself does not tell its encoding.
        rivals: other encodings that fit as well.
    """

    text: str
    encoding: str
    is_guess: bool = False
    rivals: tuple[str, ...] = ()


def decode_text(data: bytes, count_known: Callable[[str], int]) -> DecodedText | None:
    """Decode the bytes of a text file.

    Args:
        data: the file.
        count_known: tells how many known words the head of a text holds.

    Returns:
        None if no supported encoding fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    if b"\0" in data[:4096] and (decoded := _unmarked_utf16(data, count_known)):
        return decoded
    text = _try(data, "utf-8")
    return DecodedText(text, "utf-8") if text is not None else _guess(data, count_known)


def _decode_marked(data: bytes, encoding: str) -> DecodedText | None:
    text = _try(data, encoding)
    return None if text is None else DecodedText(text, encoding)


def _unmarked_utf16(data: bytes, count_known: Callable[[str], int]) -> DecodedText | None:
    """Read as UTF-16 if that makes known words of the zero bytes."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _try(data, encoding)
        if text is not None and count_known(text):
            return DecodedText(text, encoding, is_guess=True)
    return None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _guess(data: bytes, count_known: Callable[[str], int]) -> DecodedText | None:
    texts = {encoding: _try(data, encoding) for encoding in _LIKENESS}
    scores = {
        encoding: (count_known(text), _LIKENESS[encoding](text))
        for encoding, text in texts.items()
        if text is not None
    }
    if not scores:
        return None
    best = max(scores, key=lambda encoding: scores[encoding])
    known, likeness = scores[best]
    rivals = tuple(
        encoding
        for encoding, (its_known, its_likeness) in scores.items()
        if encoding != best and its_known == known and its_likeness > likeness - _TIE
    )
    return DecodedText(texts[best] or "", best, is_guess=True, rivals=rivals)


def _foreign(text: str) -> str:
    return "".join(sign for sign in text if sign > "\x7f")


def _share_of_common(text: str, encoding: str, first: int, last: int) -> float:
    """Share of characters whose lead byte lies in the block of a standard's everyday signs."""
    foreign = _foreign(text)
    leads = [sign.encode(encoding, "replace")[0] for sign in foreign]
    return sum(first <= lead <= last for lead in leads) / (len(foreign) or 1)


def _like_chinese(text: str) -> float:
    """GB 2312 keeps its 3,755 everyday characters under the lead bytes B0-D7."""
    return _share_of_common(text, "gb2312", 0xB0, 0xD7)


def _like_japanese(text: str) -> float:
    """Kana, or kanji of JIS level 1 (lead bytes 88-97); half-width kana are a sign of chance."""
    foreign = _foreign(text)
    kana = sum("\u3041" <= sign <= "\u30ff" for sign in foreign)
    halfwidth = sum("\uff61" <= sign <= "\uff9f" for sign in foreign)
    level_1 = _share_of_common(text, "shift_jis", 0x88, 0x97)
    return level_1 + (kana - halfwidth) / (len(foreign) or 1)


def _like_korean(text: str) -> float:
    """KS X 1001 keeps Hangul under the lead bytes B0-C8, of which Chinese text leaves soon.

    A text that stays there by chance would be Chinese of 25 of 40 rows only; so full marks here
    count a little more than full marks there.
    """
    share = _share_of_common(text, "euc_kr", 0xB0, 0xC8)
    return share + 2 * _TIE if share > 1 - _TIE else share - _TIE


def _like_thai(text: str) -> float:
    """Thai signs above and below stand on a consonant or on another such sign."""
    foreign = _foreign(text)
    thai = sum("\u0e01" <= sign <= "\u0e5b" for sign in foreign)
    astray = sum(
        unicodedata.combining(sign) != 0 or "\u0e31" <= sign <= "\u0e3a"
        for before, sign in zip(" " + text, text, strict=False)
        if unicodedata.category(sign) == "Mn" and not _carries_mark(before)
    )
    return (thai - 4 * astray) / (len(foreign) or 1)


def _carries_mark(sign: str) -> bool:
    return "\u0e01" <= sign <= "\u0e2e" or unicodedata.category(sign) == "Mn"


_LIKENESS: Mapping[str, Callable[[str], float]] = {
    "gb18030": _like_chinese,
    "cp932": _like_japanese,
    "cp949": _like_korean,
    "cp874": _like_thai,
}
