"""What free words say a machine is: one meaning, or none that can be relied on.

A word counts where it stands alone; of words inside one another the longest counts.  Several
meanings make an unknown, never a guess.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from cradlegate.core.blank import Blank
from cradlegate.tables.reading.raw_table import read_blank

_MARKS = range(0x300, 0x370)
"""Accents that stand apart from their letter; signs of Thai and Japanese are others."""
_MOST_TEXTS = 4096
"""Texts whose meaning is kept: a list says the same few again and again."""
_D_WITH_STROKE = str.maketrans("\N{LATIN SMALL LETTER D WITH STROKE}", "d")


@dataclass(frozen=True, slots=True)
class Told:
    """What words tell.

    Args:
        value: what is meant; unknown where they mean nothing known, or several things.
        may_be: what they may mean, where several things are.
    """

    value: str | Blank
    may_be: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with its meanings: at large, and where the control is known."""

    pattern: re.Pattern[str]
    means: tuple[str, ...]
    by_control: Mapping[bool, tuple[str, ...]]

    def mean(self, *, has_cnc: bool | None) -> tuple[str, ...]:
        return self.means if has_cnc is None else self.by_control.get(has_cnc, self.means)


def read_kind(text: str, *, has_cnc: bool | None) -> Told:
    """Tell which kind of machine words mean.

    Args:
        has_cnc: whether it is numerically controlled; None where nobody says.
    """
    return _tell(text, "kinds", has_cnc=has_cnc)


def read_control(text: str) -> bool | None:
    """Tell whether words say that a machine is numerically controlled, or that it is not."""
    told = _tell(text, "control")
    return None if isinstance(told.value, Blank) else told.value == "yes"


def read_condition(text: str) -> Told:
    """Tell which condition words mean."""
    return _tell(text, "conditions")


def fold(text: str) -> str:
    """Spell words so that case, accents and signs between them make no difference."""
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(sign for sign in apart if ord(sign) not in _MARKS).translate(_D_WITH_STROKE)
    whole = unicodedata.normalize("NFC", plain)
    kept = (sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in whole)
    return " ".join("".join(kept).split())


def list_words(part: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """List the words of a part of the table as they are compared, with what each means."""
    for entry in _table()[part]:
        for words in entry["words"].values():
            yield from ((fold(str(word)), tuple(entry["means"])) for word in words)


@lru_cache(maxsize=_MOST_TEXTS)
def _tell(text: str, part: str, *, has_cnc: bool | None = None) -> Told:
    blank = read_blank(text)
    if blank is not None:
        return Told(Blank.UNKNOWN)
    folded = fold(text)
    found = (word.mean(has_cnc=has_cnc) for word in _find_longest(folded, _words(part)))
    meant = tuple(dict.fromkeys(each for means in found for each in means))
    return Told(meant[0]) if len(meant) == 1 else Told(Blank.UNKNOWN, meant)


def _find_longest(text: str, words: Iterable[_Word]) -> Sequence[_Word]:
    """Find the words of a text that lie inside no longer one."""
    found = [(*each.span(), word) for word in words for each in word.pattern.finditer(text)]
    return [
        word
        for first, last, word in found
        if not any(
            start <= first and last <= end and last - first < end - start for start, end, _ in found
        )
    ]


@cache
def _words(part: str) -> tuple[_Word, ...]:
    return tuple(
        _Word(_make_pattern(fold(str(word))), tuple(entry["means"]), _read_control(entry))
        for entry in _table()[part]
        for words in entry["words"].values()
        for word in words
    )


def _read_control(entry: Mapping[str, Any]) -> Mapping[bool, tuple[str, ...]]:
    return {
        has_cnc: tuple(entry[key])
        for has_cnc, key in ((True, "cnc"), (False, "plain"))
        if key in entry
    }


def _make_pattern(word: str) -> re.Pattern[str]:
    """Make the pattern of a word: a Latin letter or figure beside it makes it another word."""
    before = "(?<![a-z0-9])" if word[0].isascii() else ""
    after = "(?:e?s|n)?(?![a-z0-9])" if word[-1].isascii() else ""
    return re.compile(before + re.escape(word) + after)


@cache
def _table() -> Mapping[str, Any]:
    text = (files("cradlegate.border") / "data" / "machine_words.yaml").read_text("utf-8")
    table: Mapping[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return table
