"""Names of the standard in a text, however they are written.

The ways of writing it are data (`tender_patterns.yaml`), with the reason why each is a hit, a near
miss that a person looks at, or nothing.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from cradlegate.core.canonical import digest_bytes

_SHOWN = 60
"""Characters of an excerpt on either side of a name."""

_SLASHES = dict.fromkeys(map(ord, "\u2044\u2215\u29f8\u2571\\"), "/")
_DASHES = dict.fromkeys(map(ord, "\u2212\u00af\u02d7\u2043"), "-")


class Level(StrEnum):
    """What a name is, the best first."""

    HIT = "hit"
    NEAR_MISS = "near miss"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way of writing a name.

    Args:
        form: of the name in a text that `spell_plainly` gave.
        why: it has its level.
        examples: texts that it finds, and no earlier pattern does.
    """

    id: str
    level: Level
    form: re.Pattern[str]
    why: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text.

    Args:
        text: as it was read.
        excerpt: with what stands around it.
    """

    pattern: Pattern
    text: str
    excerpt: str


@cache
def name_patterns() -> tuple[Pattern, ...]:
    """Give the ways of writing the name, in the order in which they are tried."""
    table = yaml.safe_load(_read_patterns())
    return tuple(_make_pattern(entry, table["parts"]) for entry in table["patterns"])


def patterns_digest() -> str:
    """Give the digest of the ways of writing the name."""
    return digest_bytes(_read_patterns())


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Find every name in a text, in the order in which they stand there."""
    plain = spell_plainly(text)
    if "122" not in plain:
        return ()
    found: list[tuple[int, int, Mention]] = []
    for pattern in name_patterns():
        for match in pattern.form.finditer(plain):
            first, last = match.span()
            if all(last <= begin or end <= first for begin, end, _ in found):
                excerpt = _cut_out(plain, first, last)
                found.append((first, last, Mention(pattern, match[0], excerpt)))
    return tuple(mention for _, _, mention in sorted(found, key=lambda each: each[:2]))


def spell_plainly(text: str) -> str:
    """Bring a text to one spelling of width, dashes, slashes, blanks and digits.

    Signs that nobody sees, such as soft hyphens, are left out; case stays.
    """
    folded = unicodedata.normalize("NFKC", text.translate(_SLASHES | _DASHES))
    signs = (_spell_sign(sign) for sign in folded)
    return " ".join("".join(signs).translate(_SLASHES | _DASHES).split())


def _read_patterns() -> bytes:
    return (files("cradlegate.border") / "data" / "tender_patterns.yaml").read_bytes()


def _spell_sign(sign: str) -> str:
    if sign.isascii():
        return sign
    category = unicodedata.category(sign)
    if category == "Cf":
        return ""
    if category == "Pd":
        return "-"
    return str(unicodedata.decimal(sign)) if category == "Nd" else sign


def _make_pattern(entry: Mapping[str, Any], parts: Mapping[str, str]) -> Pattern:
    form = entry["pattern"]
    for name, part in parts.items():
        form = form.replace("{" + name + "}", part)
    return Pattern(
        entry["id"],
        Level(entry["level"]),
        re.compile(form, re.IGNORECASE),
        entry["why"],
        tuple(entry["examples"]),
    )


def _cut_out(text: str, first: int, last: int) -> str:
    begin, end = max(0, first - _SHOWN), min(len(text), last + _SHOWN)
    before = "…" if begin else ""
    return before + text[begin:end] + ("…" if end < len(text) else "")
