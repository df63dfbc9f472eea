"""Free text as sentences of words in which nothing hides: one spelling, with places kept."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# Escapes, because most of these signs cannot be seen.
_MARKS = "\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_PART = re.compile(
    rf"(?P<plain>[\t-\r\x1c-\x7e]+)(?![{_MARKS}{_UNSEEN}])"
    r"|\u00ad[ \t]*+(?:\r\n|\r|\n)[ \t]*+"  # a word that a soft hyphen broke over two lines
    rf"|[^{_MARKS}{_UNSEEN}](?:[{_UNSEEN}]*+[{_MARKS}]){{0,30}}"
    rf"|[{_MARKS}{_UNSEEN}]",
    re.DOTALL,
)
"""What is spelled in one piece.  More than 30 marks on one sign are decoration (UAX 15, 13)."""

_STRAY_MARKS = re.compile(rf"[{_MARKS}]+")
_UNSEEN_SIGNS = re.compile(rf"[{_UNSEEN}]+")
_TRADE_MARKS = frozenset("™℠")
_WORD = re.compile(rf"[{_HAN}]|[^\W\d_{_HAN}]+|\d+")
_JOINER = re.compile(r"[\s\-‐‒–—―−_*~`\"'“”„‟‘’‚‛«»‹›·®©]*")
_NEAR = re.compile(r"[\s_*`\"'“”„‟‘’‚‛«»‹›]*|[-‐]")
_CLAUSE_END = re.compile(r"[;:]")
_SENTENCE_END = re.compile(
    r"[.!?…][\"'”’»)\]]*+(?=\s)"
    r"|[。！？｡][”’」』）]*+"
    r"|[\f\u2029]"
    r"|(?>\r\n|\r|\n)(?=[ \t]*+(?:\r|\n|(?:[-*•+#|>–—]++|\d+[.)])[ \t]))"
)
"""A full stop, an empty line, a new point of a list, heading or row of a table."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in its one spelling, or a Chinese character, or a run of digits.

    Args:
        text: without capitals, marks that change nothing and signs that cannot be seen.
        start: its first character in the text.
        end: behind its last character in the text.
        before: what stands between it and the word before.
    """

    text: str
    start: int
    end: int
    before: str

    @property
    def is_joined(self) -> bool:
        """Whether nothing but blanks, dashes and quotes parts it from the word before."""
        return _JOINER.fullmatch(self.before) is not None

    @property
    def is_near(self) -> bool:
        """Whether blanks, quotes or one hyphen part it from the word before, and no dash."""
        return _NEAR.fullmatch(self.before) is not None

    @property
    def opens_clause(self) -> bool:
        """Whether a colon or semicolon parts it from the word before."""
        return _CLAUSE_END.search(self.before) is not None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it is written, where it starts, and its words."""

    text: str
    start: int
    words: tuple[Word, ...]


def split_sentences(text: str) -> Iterator[Sentence]:
    """Give the sentences of a text that hold words."""
    start = 0
    for end in (*(hit.end() for hit in _SENTENCE_END.finditer(text)), len(text)):
        written = text[start:end].lstrip()
        start = end - len(written)
        words = tuple(read_words(written, start))
        if words:
            yield Sentence(written.rstrip(), start, words)
        start = end


def read_words(text: str, offset: int = 0) -> Iterator[Word]:
    """Give the words of a text; places count from the offset."""
    folded, starts, ends = _fold_with_places(text)
    last = 0
    for hit in _WORD.finditer(folded):
        first, behind = starts[hit.start()], ends[hit.end() - 1]
        yield Word(hit[0], offset + first, offset + behind, folded[last : hit.start()])
        last = hit.end()


def fold(text: str) -> str:
    """Give the one spelling of a text: NFKC, no capitals, nothing that cannot be seen.

    Letters of another script that look alike stay what they are.  Source: UAX 15; Unicode 15.1,
    3.13, caseless matching.
    """
    return _fold_with_places(text)[0]


def show_plainly(text: str) -> str:
    """Give a text on one line, without signs that cannot be seen."""
    return " ".join(_UNSEEN_SIGNS.sub("", text).split())


def _fold_with_places(text: str) -> tuple[str, list[int], list[int]]:
    """Fold, and tell for each character where the part it comes from starts and ends."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for part in _PART.finditer(text):
        first, behind = part.span()
        form = part[0].lower() if part["plain"] else _fold_part(part[0])
        folded.append(form)
        if len(form) == behind - first:
            starts.extend(range(first, behind))
            ends.extend(range(first + 1, behind + 1))
        else:
            starts.extend([first] * len(form))
            ends.extend([behind] * len(form))
    return "".join(folded), starts, ends


@lru_cache(maxsize=4096)
def _fold_part(part: str) -> str:
    if part in _TRADE_MARKS:  # NFKC makes letters of them, which would end no word
        return " "
    if part[0] == "\u00ad":
        return ""
    seen = _UNSEEN_SIGNS.sub("", part)
    small = unicodedata.normalize("NFKC", seen).casefold()
    return _STRAY_MARKS.sub("", unicodedata.normalize("NFKC", small))
