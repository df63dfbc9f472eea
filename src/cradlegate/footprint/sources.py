"""What a footprint is computed from beside its case: factors, processes, templates, distances."""

from collections.abc import Callable, Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass, field, replace
from typing import TypeVar

from cradlegate.background.factor import Factor
from cradlegate.background.families import DefaultFactor
from cradlegate.background.library import Library
from cradlegate.background.processes.drawn import DrawFigures, FigureDraws, draw_nothing
from cradlegate.background.processes.figure import ProcessFigure
from cradlegate.background.processes.stored_draws import StoredDraws, note_draws
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
        draw_figures: draws figures of processes with the databases that they stand in.
    """

    library: Library
    find_template: Callable[[str], Template] = find_template
    derive_distance: Callable[[str, str, str], RouteDistance] = derive_distance
    draw_figures: DrawFigures = draw_nothing


@dataclass(frozen=True, slots=True)
class Use:
    """What was taken from sources while they were noted.

    Args:
        factors: ids that were looked up.
        defaults: keys and regions that a default was looked up for, found or not.
        templates: ids.
        distances: by start, end and mode.
        processes: of imported databases, by what the case calls them.
        draws: of processes, the last time they were asked for.
    """

    factors: set[str] = field(default_factory=set)
    defaults: set[tuple[str, str]] = field(default_factory=set)
    templates: set[str] = field(default_factory=set)
    distances: dict[tuple[str, str, str], RouteDistance] = field(default_factory=dict)
    processes: dict[str, ProcessFigure] = field(default_factory=dict)
    draws: list[StoredDraws] = field(default_factory=list)


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

    def find_process(reference: str) -> ProcessFigure:
        figure = sources.library.find_process(reference)
        use.processes[reference] = figure
        return figure

    def draw(figures: Sequence[ProcessFigure], seed: int, count: int) -> FigureDraws:
        drawn = sources.draw_figures(figures, seed, count)
        use.draws[:] = [note_draws(figures, seed, count, drawn)]
        return drawn

    library = replace(
        sources.library, factors=factors, defaults=defaults, find_process=find_process
    )
    return Sources(library, find, derive, draw), use


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
