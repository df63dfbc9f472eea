"""Terms of a scope under the names that packs look for."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from cradlegate.verification.registers.register import plain_term


@cache
def scope_aliases() -> Mapping[str, tuple[str, ...]]:
    """Give the other spellings and translations of a term, by its name (house rule)."""
    path = files("cradlegate.verification") / "data" / "scope_terms.yaml"
    terms = yaml.safe_load(path.read_text("utf-8"))["terms"]
    return MappingProxyType({name: tuple(aliases) for name, aliases in terms.items()})


def name_term(term: str) -> str:
    """Give the name of a term; one that is no alias names itself.

    Case, width and blanks make no difference.  A wider or narrower term is no alias.
    """
    return _name_by_spelling().get(plain_term(term), term)


def name_terms(terms: Iterable[str]) -> tuple[str, ...]:
    """Give the names of terms in order, each once."""
    return tuple(sorted({name_term(term) for term in terms}))


@cache
def _name_by_spelling() -> Mapping[str, str]:
    return {
        plain_term(spelling): name
        for name, aliases in scope_aliases().items()
        for spelling in (name, *aliases)
    }
