"""From a maker's own material codes to families of the library: proposed, never decided."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from cradlegate.background.families import MaterialFamily

MOST_SUGGESTIONS = 3
LIKENESS = 0.75
"""Smallest similarity (difflib ratio) at which another spelling is suggested."""

_SUFFIXES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\s*\([^()]*\)\Z",  # (annealed), (调质)
        r"(?<=\w)\s*(?:调质|正火|退火|淬火|时效|調質|焼入れ?|焼鈍|熱処理|열처리)\Z",
        r"\s*\+\s*(?:n|qt|a|ar|m|c|z\d*|ze\d*|at|u)\Z",  # EN delivery conditions
        r"(?<=\d)[\s-]+(?:t\d{1,4}|h\d{2,3}|o|f)\Z",  # tempers of aluminium
        r"(?<=\d)[\s-]+(?:2b|ba|hl|no\.?1|sd|d|cd)\Z",  # surfaces and drawn bar
        r"(?<=\Aq\d{3})[\s-]*[a-e](?:z\d+)?\Z",  # quality grades of GB/T 700 and 1591
        r"(?<=\As\d{3})\s*(?:jr|j0|j2|k2|nl?|ml?)\Z",  # qualities of EN 10025
        r"(?<=\Asm\d{3})\s*[a-c]\Z",  # qualities of JIS G 3106
    )
)
"""What says how a grade is delivered, not which grade it is; matched in lower case."""


class ProposalBasis(StrEnum):
    """Why a family is proposed, surest first."""

    ALIAS = "same alias"
    SUFFIX = "same alias without its suffix"
    NEAR = "similar aliases, not decided"
    UNKNOWN = "no alias known"


@dataclass(frozen=True, slots=True)
class Alias:
    """A code or word, the standard or language it is of, and the family it stands for."""

    alias: str
    standard: str
    family: str

    def __str__(self) -> str:
        """The alias with its standard and family."""
        return f"{self.alias} ({self.standard}) → {self.family}"


@dataclass(frozen=True, slots=True)
class AliasProposal:
    """What a code may stand for.

    Args:
        code: as the maker writes it.
        family: proposed family; empty where nothing but similar aliases is known.
        basis: why.
        aliases: the alias it rests on, or the similar ones.
    """

    code: str
    family: str
    basis: ProposalBasis
    aliases: tuple[Alias, ...]

    def __str__(self) -> str:
        """The basis and its aliases, as the map shows them."""
        return ": ".join(
            [self.basis, *(["; ".join(map(str, self.aliases))] if self.aliases else [])]
        )


def propose_families(
    codes: Iterable[str], families: Mapping[str, MaterialFamily]
) -> tuple[AliasProposal, ...]:
    """Propose a family for every code.

    A code that is an alias but for case, width, blanks and dashes gets its family, so does one
    whose delivery suffix can be left out; similar aliases are named and decide nothing.

    Args:
        codes: the maker's own, or words in English, Chinese, Japanese or Korean.
        families: of the library; their ids and names count as aliases.
    """
    index = dict(_shipped_index())
    for family in families.values():
        for name in (family.id, *family.names):
            index.setdefault(spell_plainly(name), Alias(name, "family of the library", family.id))
    return tuple(_propose(code, index) for code in codes)


def spell_plainly(code: str) -> str:
    """Spell a code in one way: case, full width, blanks, dashes and underscores do not count."""
    return re.sub(r"[\s\-‐‑–—_/·]+", "", _fold(code))


@lru_cache(maxsize=1)
def shipped_aliases() -> tuple[Alias, ...]:
    """Give the aliases that come with the package."""
    path = files("cradlegate.product") / "data" / "material_aliases.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return tuple(Alias(row["alias"], row["standard"], row["family"]) for row in rows)


@lru_cache(maxsize=1)
def _shipped_index() -> Mapping[str, Alias]:
    return MappingProxyType({spell_plainly(one.alias): one for one in shipped_aliases()})


def _fold(code: str) -> str:
    return unicodedata.normalize("NFKC", code).casefold().strip()


def _propose(code: str, index: Mapping[str, Alias]) -> AliasProposal:
    whole = index.get(spell_plainly(code))
    if whole:
        return AliasProposal(code, whole.family, ProposalBasis.ALIAS, (whole,))
    for shorter in _leave_out_suffixes(code):
        alias = index.get(spell_plainly(shorter))
        if alias:
            return AliasProposal(code, alias.family, ProposalBasis.SUFFIX, (alias,))
    near = tuple(dict.fromkeys(_find_near(code, index)))[:MOST_SUGGESTIONS]
    return AliasProposal(code, "", ProposalBasis.NEAR if near else ProposalBasis.UNKNOWN, near)


def _leave_out_suffixes(code: str) -> Iterator[str]:
    """Give the code without one suffix, then without two, until none is left."""
    current = _fold(code)
    while True:
        cuts = (suffix.sub("", current) for suffix in _SUFFIXES)
        shorter = next((cut for cut in cuts if cut != current), "")
        if not shorter:
            return
        yield shorter
        current = shorter


def _find_near(code: str, index: Mapping[str, Alias]) -> Iterator[Alias]:
    """Find aliases that the code contains, longest first, then those spelled almost like it."""
    plain = spell_plainly(code)
    inside = [known for known in index if known in plain and _is_telling(known)]
    for known in sorted(inside, key=len, reverse=True):
        yield index[known]
    for known in get_close_matches(plain, index, n=MOST_SUGGESTIONS, cutoff=LIKENESS):
        yield index[known]


def _is_telling(alias: str) -> bool:
    """Tell whether an alias found inside a longer text is more than a coincidence."""
    return len(alias) >= (4 if alias.isascii() else 2)
