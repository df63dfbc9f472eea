"""What a footprint is computed from beside its case: factors, templates, derived distances."""

from collections.abc import Callable, Iterator, Mapping, ValuesView
from dataclasses import dataclass, field, replace
from typing import TypeVar

from cradlegate.background.factor import Factor
from cradlegate.background.families import DefaultFactor
from cradlegate.background.library import Library
from cradlegate.product.routes.route import RouteDistance, derive_distance
from cradlegate.product.templates.expansion import find_template
from cradlegate.product.templates.template import Template

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Sources:
    """Where figures come from that the case does not state.

    Args:
        find_template: gives a template by id, or raises FaultsError.
        derive_distance: gives a distance by start, end (UN/LOCODE) and mode, or raises FaultsError.
    """

    library: Library
    find_template: Callable[[str], Template] = find_template
    derive_distance: Callable[[str, str, str], RouteDistance] = derive_distance


@dataclass(frozen=True, slots=True)
class Use:
    """What was taken from sources while they were noted.

    Args:
        factors: ids that were looked up.
        defaults: keys and regions that a default was looked up for, found or not.
        templates: ids.
        distances: by start, end and mode.
    """

    factors: set[str] = field(default_factory=set)
    defaults: set[tuple[str, str]] = field(default_factory=set)
    templates: set[str] = field(default_factory=set)
    distances: dict[tuple[str, str, str], RouteDistance] = field(default_factory=dict)


def note_use(sources: Sources) -> tuple[Sources, Use]:
    """Give sources that answer as these do, and a note of everything they are asked for."""
    use = Use()
    factors: Mapping[str, Factor] = _Noted(sources.library.factors, use.factors)
    defaults: Mapping[tuple[str, str], tuple[DefaultFactor, ...]] = _Noted(
        sources.library.defaults, use.defaults
    )

    def find(template_id: str) -> Template:
        use.templates.add(template_id)
        return sources.find_template(template_id)

    def derive(start: str, end: str, mode: str) -> RouteDistance:
        distance = sources.derive_distance(start, end, mode)
        use.distances[start, end, mode] = distance
        return distance

    library = replace(sources.library, factors=factors, defaults=defaults)
    return Sources(library, find, derive), use


class _Noted(Mapping[K, V]):
    """A mapping that notes which keys are asked for; walking through it asks for none."""

    def __init__(self, mapping: Mapping[K, V], asked: set[K]) -> None:
        self._mapping = mapping
        self._asked = asked

    def __getitem__(self, key: K) -> V:
        self._asked.add(key)
        return self._mapping[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._mapping)

    def __len__(self) -> int:
        return len(self._mapping)

    def values(self) -> ValuesView[V]:
        return self._mapping.values()
