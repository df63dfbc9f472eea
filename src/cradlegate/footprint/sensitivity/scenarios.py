"""What other choices would give: scenarios, which are no part of any spread (method 14)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import fsum

from cradlegate.background.factor import Factor, FactorKind
from cradlegate.background.library import Library
from cradlegate.background.processes.drawn import draw_nothing
from cradlegate.core.category import Category
from cradlegate.core.stage import View
from cradlegate.footprint.appraisal.second_life import (
    SECOND_LIFE_NAMES,
    SecondLife,
    SecondLifeMethod,
)
from cradlegate.footprint.boundary import END_POINTS, EndPoint
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.line import Line, sum_emissions
from cradlegate.footprint.sources import Sources
from cradlegate.product.case import Case

_NOISE = 1e-12
"""Share of the result below which a change is rounding."""

_NO_INTERVAL = 1
"""Draws where only the headline is read."""


class ChoiceKind(StrEnum):
    """What is chosen."""

    BOUNDARY = "boundary"
    END_POINT = "end point"
    ALLOCATION = "allocation"
    ELECTRICITY = "electricity"
    FACTOR = "factor"
    SECOND_LIFE = "second life"


@dataclass(frozen=True, slots=True)
class Scenario:
    """The result with one other choice.

    Args:
        chosen: what stands in the case.
        instead: what stands in its place here.
        kgco2e: the headline then.
        change: against the headline as it stands, kg CO2e.
    """

    kind: ChoiceKind
    chosen: str
    instead: str
    kgco2e: float
    change: float


def list_scenarios(case: Case, sources: Sources, footprint: Footprint) -> tuple[Scenario, ...]:
    """List what other choices would give, by kind, the largest change of each kind first.

    Source: ISO 14067:2018, 6.4.6 (allocation), 6.4.9.4 (electricity)
    """
    total = footprint.total()
    found = [
        Scenario(kind, chosen, instead, kgco2e, kgco2e - total)
        for kind, chosen, instead, kgco2e in (
            *_look_at_views(footprint),
            *_move_end_point(case, sources, footprint),
            *_share_otherwise(footprint),
            *_leave_instruments(footprint),
            *_take_other_factors(footprint.lines_in_view, sources.library),
            *_count_first_life(footprint.second_life),
        )
    ]
    order = list(ChoiceKind)
    moving = [item for item in found if abs(item.change) > _NOISE * abs(total)]
    return tuple(sorted(moving, key=lambda s: (order.index(s.kind), -abs(s.change), s.instead)))


_Row = tuple[ChoiceKind, str, str, float]


def _look_at_views(footprint: Footprint) -> Iterator[_Row]:
    for view in footprint.views:
        words = footprint.describe(view)
        yield ChoiceKind.BOUNDARY, footprint.boundary, words, footprint.total(view)


def _move_end_point(case: Case, sources: Sources, footprint: Footprint) -> Iterator[_Row]:
    """Count outbound transport to the other end points, where the view counts it at all."""
    if footprint.view is not View.CIRCULAR_12:
        return
    machine = case.machine
    chosen = END_POINTS[EndPoint(machine.transport_end)]
    settings = Settings(footprint.view, _NO_INTERVAL, footprint.seed, is_draft_allowed=True)
    for end in (one for one in EndPoint if one != machine.transport_end):
        moved = replace(case, machine=replace(machine, transport_end=end))
        undrawn = replace(sources, draw_figures=draw_nothing)
        kgco2e = calculate(moved, undrawn, settings).total()
        yield ChoiceKind.END_POINT, chosen, END_POINTS[end], kgco2e


def _share_otherwise(footprint: Footprint) -> Iterator[_Row]:
    for item in footprint.alternatives:
        words = f"all energy by {item.key_id} ({item.driver})"
        yield ChoiceKind.ALLOCATION, "keys of the case", words, item.kgco2e


def _leave_instruments(footprint: Footprint) -> Iterator[_Row]:
    pair = footprint.instruments
    words = "grid figure in place of every instrument"
    yield ChoiceKind.ELECTRICITY, "instruments of the case", words, pair.without_instruments


def _take_other_factors(lines: Sequence[Line], library: Library) -> Iterator[_Row]:
    """Put the lowest and the highest comparable factor in the place of each."""
    total = sum_emissions(lines)
    users: dict[str, list[Line]] = {}
    for line in lines:
        users.setdefault(line.activity.choice.chosen.id, []).append(line)
    for name, taking in users.items():
        chosen = taking[0].activity.choice
        others = [library.factors[other] for other in chosen.alternatives]
        amount = fsum(float(line.activity.amount.value) for line in taking)
        results = {
            other.id: total + amount * (_emit(other) - _emit(chosen.chosen))
            for other in others
            if is_comparable(chosen.chosen, other)
        }
        if results:
            ends = (min, max)
            for other in dict.fromkeys(end(results, key=lambda k: (results[k], k)) for end in ends):
                yield ChoiceKind.FACTOR, name, other, results[other]


def _count_first_life(life: SecondLife | None) -> Iterator[_Row]:
    """Count the first life of a used machine by the other methods, where the share is known."""
    if life is None:
        return
    for method in SecondLifeMethod:
        kgco2e = life.result(method)
        if kgco2e is not None:
            names = (SECOND_LIFE_NAMES[life.headline], SECOND_LIFE_NAMES[method])
            yield ChoiceKind.SECOND_LIFE, *names, kgco2e


def is_comparable(chosen: Factor, other: Factor) -> bool:
    """Tell whether another factor of the same key covers the same steps.

    One with other steps inside would count them twice or not at all.  Of transport, the key names
    the mode alone, and which vehicle carries a leg is a fact and no choice.
    """
    return (
        chosen.kind is not FactorKind.TRANSPORT
        and other.family is chosen.family
        and other.scope == chosen.scope
    )


def _emit(factor: Factor) -> float:
    """Give what the headline counts, kg CO2e per unit."""
    return float(factor.total - factor.values.get(Category.BIOGENIC_REMOVALS, 0))
