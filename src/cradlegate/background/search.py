"""Finding factors by words, region and kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from cradlegate.background.factor import Factor, FactorKind
from cradlegate.background.library import Library

_EXACT, _START, _ID, _NAME, _FAMILY, _SOURCE = 100, 60, 40, 30, 20, 5


@dataclass(frozen=True, slots=True)
class Hit:
    """A factor found, with a rank that grows with the match."""

    factor: Factor
    rank: int


def search_factors(
    library: Library,
    words: str,
    *,
    region: str = "",
    kind: FactorKind | None = None,
    limit: int = 20,
) -> tuple[Hit, ...]:
    """Find the factors in which every word occurs, best first; usable ones before barred ones.

    Args:
        words: separated by blanks; an id, a word of the name, a family in any of its languages,
            a publisher.  Empty finds every factor.
        region: a code such as `CN`; finds its subdivisions too.
        kind: to search one kind only.
        limit: number of hits at most.
    """
    asked = words.casefold().split()
    hits = [
        Hit(factor, rank)
        for factor in library.factors.values()
        if (kind is None or factor.kind is kind)
        and (
            not region or factor.region.code.split("-")[0] == region or factor.region.code == region
        )
        and (rank := _rank(factor, asked, library)) is not None
    ]
    hits.sort(key=lambda hit: (bool(hit.factor.barred), -hit.rank, hit.factor.id))
    exact = [hit for hit in hits if hit.factor.id.casefold() == words.casefold().strip()]
    return tuple((exact + [hit for hit in hits if hit not in exact])[:limit])


def near_matches(text: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Give up to three ids that are spelled much like the text."""
    return tuple(get_close_matches(text, sorted(ids), n=3, cutoff=0.6))


def _rank(factor: Factor, words: list[str], library: Library) -> int | None:
    """Add up how well each word matches; None if one does not occur at all."""
    total = 0
    for word in words:
        rank = _rank_word(factor, word, library)
        if rank == 0:
            return None
        total += rank
    return total


def _rank_word(factor: Factor, word: str, library: Library) -> int:
    family = library.families.get(factor.material_key)
    names = " ".join(family.names).casefold() if family else ""
    source = f"{factor.source.citation} {factor.source.locator} {factor.kind} {factor.family}"
    identity = factor.id.casefold()
    if identity == word:
        return _EXACT
    if identity.startswith(word):
        return _START
    for rank, text in (
        (_ID, identity),
        (_NAME, factor.name.casefold()),
        (_FAMILY, f"{factor.material_key.casefold()} {names}"),
        (_SOURCE, source.casefold()),
    ):
        if word in text:
            return rank
    return 0
