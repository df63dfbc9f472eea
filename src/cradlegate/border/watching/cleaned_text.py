"""The words of a document that somebody downloaded, without what changes at every visit.

Mark-up, scripts and blanks are left out, so that a page that looks the same has the same digest.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser

from cradlegate.core.canonical import digest_bytes
from cradlegate.tables.reading.encodings import decode_text

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_HEAD_BYTES = 2048
_MARKUP = re.compile(r"</[A-Za-z]|<!doctype|<html|<\?xml", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_UNWRITTEN = frozenset({"Cn", "Co", "Cs"})
_SHARE_UNWRITTEN = 0.02
"""Share of signs of no language from which bytes are no text; word processors leave a few."""
_TEXT_CODECS = (
    *("ascii", "big5", "cp", "euc_", "gb", "iso2022", "iso8859", "koi8", "shift_jis", "tis-620"),
    *("utf-8", "utf-16"),
)
"""How the names of codecs begin that pages are written in; some others do more than decode."""

_UNSEEN = frozenset({"script", "style", "template", "noscript"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "ins"}
    | {"kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "tt", "u"}
    | {"var", "wbr"}
)
"""Elements that stand inside a word as well as around it."""


@dataclass(frozen=True, slots=True)
class CleanedText:
    """The words of a document.

    Args:
        text: words with single blanks; empty where the file is no text, such as a PDF.
        digest: of the text in UTF-8; of the whole file where it is no text.
        is_text: whether the file could be read as text.
    """

    text: str
    digest: str
    is_text: bool


def clean_document(data: bytes) -> CleanedText:
    """Take mark-up, scripts and superfluous blanks out of a document.

    Args:
        data: HTML, XML or plain text in any supported encoding; anything else is digested whole.
    """
    text = _decode(data)
    if text is None:
        return CleanedText("", digest_bytes(data), is_text=False)
    words = _collapse(_strip_markup(text) if _MARKUP.search(text) else text)
    return CleanedText(words, digest_bytes(words.encode("utf-8", "replace")), is_text=True)


def _decode(data: bytes) -> str | None:
    """Decode by byte order mark, by what the document says of itself, or by the best guess."""
    if data.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return None
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    text = _try_declared(data, declared[1].decode("ascii")) if declared else None
    if text is None:
        decoded = decode_text(data, lambda _text: 0)
        text = decoded.text if decoded else None
    return None if text is None or _CONTROL.search(text) or _is_noise(text) else text


def _is_noise(text: str) -> bool:
    """Tell whether bytes were decoded to signs that nobody writes, as those of pictures are."""
    unwritten = sum(
        "\x7f" <= sign <= "\x9f" or unicodedata.category(sign) in _UNWRITTEN
        for sign in text
        if sign > "~"
    )
    return unwritten > _SHARE_UNWRITTEN * len(text)


def _try_declared(data: bytes, name: str) -> str | None:
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    try:
        codec = codecs.lookup(name).name
        if not codec.startswith(_TEXT_CODECS):
            return None
        # What calls itself GB2312 holds characters of its successor.
        return data.decode("gb18030" if codec in {"gb2312", "gbk"} else codec)
    except (LookupError, UnicodeError):
        return None


def _collapse(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _strip_markup(text: str) -> str:
    words = _Words()
    words.feed(text)
    words.close()
    return "".join(words.parts)


class _Words(HTMLParser):
    """Gathers the words between tags; tags that end a word leave a blank."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _UNSEEN:
            self._unseen += 1
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002, ARG002
        """Skip `<![if …]>` and the like, of which the parser knows a few alone."""
        end = self.rawdata.find(">", i)
        return end + 1 if end >= 0 else -1

    def _part(self, tag: str) -> None:
        if tag not in _INLINE:
            self.parts.append(" ")
