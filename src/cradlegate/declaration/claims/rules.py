"""The words that make a claim, read strictly from `declaration/data/claims.csv`.

A phrase is a row of words.  `a/b` stands for either word, a hyphen in it for two words
(`các-bon/carbon`), `…` for one to twelve words that do not matter.  `except` lists, parted by
semicolons, longer phrases in which the words are innocent.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from itertools import product
from types import MappingProxyType

from cradlegate.declaration.claims.words import read_words

ANY_WORDS = "…"
COLUMNS = ("id", "kind", "language", "phrase", "except", "note", "source")
WRITTEN_WITHOUT_BLANKS = frozenset({"zh"})


class ClaimKind(StrEnum):
    """What a phrase claims; `negation` rows hold the words that take a claim back."""

    GENERIC = "generic"
    NEUTRAL = "neutral"
    VERDICT = "verdict"
    ENDORSED = "endorsed"
    COMPARATIVE = "comparative"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """One row of the table.

    Args:
        id: kind, language and a word.
        kind: what the phrase claims.
        language: ISO 639-1.
        phrases: every wording, as folded words.
        innocent: longer wordings in which the words claim nothing.
        source: `house`, or where a text says so.
    """

    id: str
    kind: ClaimKind
    language: str
    phrases: tuple[tuple[str, ...], ...]
    innocent: tuple[tuple[str, ...], ...]
    source: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a rule, or one that makes its words innocent."""

    words: tuple[str, ...]
    rule: ClaimRule
    is_innocent: bool = False


@dataclass(frozen=True, slots=True)
class ClaimTable:
    """All rules, ready to be looked up.

    Args:
        rules: in the order of the table.
        wordings: by their first word.
        negations: rows of words that take a claim back when it follows at once.
    """

    rules: tuple[ClaimRule, ...]
    wordings: Mapping[str, tuple[Wording, ...]]
    negations: frozenset[tuple[str, ...]]


_ANYTHING = re.compile(r".*")
_CELLS = {
    "id": re.compile(r"[a-z0-9_]+"),
    "kind": re.compile("|".join(ClaimKind)),
    "language": re.compile(r"[a-z]{2}"),
    "phrase": re.compile(r".+"),
    "source": re.compile(r".+"),
}


@lru_cache(maxsize=1)
def shipped_claims() -> ClaimTable:
    """Give the table that comes with the package."""
    path = files("cradlegate.declaration") / "data" / "claims.csv"
    return read_claims(path.read_text(encoding="utf-8"))


def read_claims(text: str) -> ClaimTable:
    """Read a table of claims.

    Raises:
        ValueError: no CSV, another heading, a ragged row, an unfit cell, an id or wording
            that stands twice, or an exception that does not contain its phrase.
    """
    rules = tuple(_read_rule(number, cells) for number, cells in _read_rows(text))
    _refuse_doubles("id", (rule.id for rule in rules))
    _refuse_doubles("wording", (" ".join(words) for rule in rules for words in rule.phrases))
    claims = [rule for rule in rules if rule.kind is not ClaimKind.NEGATION]
    takers_back = [rule for rule in rules if rule.kind is ClaimKind.NEGATION]
    negations = frozenset(words for rule in takers_back for words in rule.phrases)
    return ClaimTable(rules, _index(claims), negations)


def _read_rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        heading, *rows = list(csv.reader(text.splitlines(), strict=True)) or [[]]
    except csv.Error as error:
        raise ValueError(f"the table of claims is no CSV: {error}") from None
    if tuple(heading) != COLUMNS:
        raise ValueError(f"the columns of claims are {', '.join(COLUMNS)}")
    for number, row in enumerate(rows, start=2):
        if len(row) != len(COLUMNS):
            raise ValueError(f"row {number} has {len(row)} cells, not {len(COLUMNS)}")
        yield number, dict(zip(COLUMNS, (cell.strip() for cell in row), strict=True))


def _read_rule(number: int, cells: Mapping[str, str]) -> ClaimRule:
    """Read one row; `except` and `note` may be empty."""
    for name in COLUMNS:
        pattern = _CELLS.get(name, _ANYTHING)
        if not pattern.fullmatch(cells[name]):
            raise ValueError(f"row {number}: {name} holds {cells[name]!r}")
    kind, language = ClaimKind(cells["kind"]), cells["language"]
    if not cells["id"].startswith(f"{kind}_{language}_"):
        raise ValueError(f"row {number}: the id {cells['id']!r} starts with kind and language")
    joins = language not in WRITTEN_WITHOUT_BLANKS and kind is not ClaimKind.NEGATION
    phrases = tuple(dict.fromkeys(_spell_out(cells["phrase"], joins=joins)))
    exceptions = [one for one in cells["except"].split(";") if one.strip()]
    innocent = tuple(words for one in exceptions for words in _spell_out(one, joins=joins))
    plain = tuple(words for one in exceptions for words in _spell_out(one, joins=False))
    for words in plain:
        if not any(_contains(words, phrase) for phrase in phrases):
            raise ValueError(f"row {number}: {' '.join(words)!r} does not contain the phrase")
    return ClaimRule(cells["id"], kind, language, phrases, innocent, cells["source"])


def _spell_out(phrase: str, *, joins: bool) -> Iterator[tuple[str, ...]]:
    """Give every wording of a phrase, and where asked each run together into one word as well."""
    for choice in product(*(part.split("/") for part in phrase.split())):
        parts = [_split_part(part) for part in choice]
        words = tuple(word for part in parts for word in part)
        if not all(parts) or not words or ANY_WORDS in {words[0], words[-1]}:
            raise ValueError(f"{phrase!r} is no row of words that starts and ends with a word")
        yield words
        if joins and len(words) > 1 and all(word.isalpha() for word in words):
            yield ("".join(words),)


def _split_part(part: str) -> tuple[str, ...]:
    return (part,) if part == ANY_WORDS else tuple(word.text for word in read_words(part))


def _contains(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Tell whether the words of a phrase stand among others in their order."""
    left = iter(words)
    return all(word in left for word in phrase if word != ANY_WORDS)


def _refuse_doubles(what: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"the {what} {value!r} stands twice")
        seen.add(value)


def _index(rules: Iterable[ClaimRule]) -> Mapping[str, tuple[Wording, ...]]:
    index: dict[str, list[Wording]] = {}
    for rule in rules:
        wordings = [Wording(words, rule) for words in rule.phrases]
        wordings += [Wording(words, rule, is_innocent=True) for words in rule.innocent]
        for wording in wordings:
            index.setdefault(wording.words[0], []).append(wording)
    return MappingProxyType({word: tuple(wordings) for word, wordings in index.items()})
