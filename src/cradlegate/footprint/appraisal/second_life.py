"""What part of a used machine's making belongs to the life that begins (method 12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault, Place
from cradlegate.core.stage import STAGES_BY_VIEW, View
from cradlegate.footprint.boundary import lines_of_view
from cradlegate.footprint.line import Line, sum_emissions
from cradlegate.footprint.method_faults import (
    NOT_REFURBISHED,
    RESIDUAL_NOT_HEADLINE,
    SECOND_LIFE_UNDECLARED,
    UNKNOWN_SECOND_LIFE,
)
from cradlegate.product.bill import BomKind
from cradlegate.product.case import Case
from cradlegate.product.energy import EnergyScope
from cradlegate.product.machine import Lives, Machine

USED_CONDITIONS = frozenset(("used", "refurbished", "remanufactured"))
SUBJECT = "second_life"
"""Subject of the choice in machine.yaml."""

REFURBISHMENT = "refurbishment"
"""First part of the ids of what refurbishing took."""

_PLACE = Place("machine.yaml", column="choices")
_OF_THIS_LIFE = frozenset((BomKind.PACKAGING, BomKind.REPLACEMENT))


class SecondLifeMethod(StrEnum):
    """How much of the original manufacture the life that begins takes over."""

    FULL_ORIGINAL = "full_original"
    RESIDUAL_SHARE = "residual_share"
    REFURBISHMENT_ONLY = "refurbishment_only"


SECOND_LIFE_NAMES = {
    SecondLifeMethod.FULL_ORIGINAL: "full original manufacture and refurbishment",
    SecondLifeMethod.RESIDUAL_SHARE: "residual-life share of the original, and refurbishment",
    SecondLifeMethod.REFURBISHMENT_ONLY: "refurbishment and transport alone",
}
"""Names of the methods, as reports print them."""


@dataclass(frozen=True, slots=True)
class SecondLife:
    """The result of a used machine by each second-life method, kg CO2e.

    Args:
        headline: the method that the headline follows; never the residual share.
        original_kgco2e: first life in the view: material, inbound transport and manufacture.
        this_life_kgco2e: everything else in the view, refurbishment among it.
        share: of the original that falls to this life, of 1; None where a life is not known.
        lives: years of service before, in and after this life.
    """

    headline: SecondLifeMethod
    original_kgco2e: float
    this_life_kgco2e: float
    share: Fraction | None
    lives: Lives

    def result(self, method: SecondLifeMethod) -> float | None:
        """Give the result by a method, kg CO2e; None where the share is not known."""
        if method is SecondLifeMethod.REFURBISHMENT_ONLY:
            return self.this_life_kgco2e
        if method is SecondLifeMethod.FULL_ORIGINAL:
            return self.original_kgco2e + self.this_life_kgco2e
        if self.share is None:
            return None
        return float(self.share) * self.original_kgco2e + self.this_life_kgco2e


def is_used(machine: Machine) -> bool:
    """Tell whether a machine has had a life before."""
    return machine.condition in USED_CONDITIONS


def choose_second_life(machine: Machine) -> tuple[SecondLifeMethod | None, tuple[Fault, ...]]:
    """Choose the method that the headline of a used machine follows; None for any other."""
    if not is_used(machine):
        return None, ()
    stated = [
        item.chosen.strip().casefold()
        for item in machine.choices
        if item.subject.strip().casefold().replace(" ", "_").replace("-", "_") == SUBJECT
    ]
    if not stated:
        found = f"{machine.model} is {machine.condition}; the full original stands"
        return SecondLifeMethod.FULL_ORIGINAL, (Fault(SECOND_LIFE_UNDECLARED, found, _PLACE),)
    if len(stated) > 1 or stated[0] not in set(SecondLifeMethod):
        found = f"second_life is {' and '.join(stated)}"
        return SecondLifeMethod.FULL_ORIGINAL, (Fault(UNKNOWN_SECOND_LIFE, found, _PLACE),)
    method = SecondLifeMethod(stated[0])
    if method is SecondLifeMethod.RESIDUAL_SHARE:
        found = "second_life is residual_share; the full original stands as the headline"
        return SecondLifeMethod.FULL_ORIGINAL, (Fault(RESIDUAL_NOT_HEADLINE, found, _PLACE),)
    return method, ()


def share_lives(lives: Lives) -> tuple[Fraction, Fraction, Fraction] | None:
    """Give the shares of the lives before, now and after in all years of service; they sum to 1.

    None where one of them is not known: an unknown life is not a life of no years.
    """
    before, now, after = lives.before_years, lives.this_years, lives.after_years
    if isinstance(before, Blank) or isinstance(now, Blank) or isinstance(after, Blank):
        return None
    whole = Fraction(before) + Fraction(now) + Fraction(after)
    return Fraction(before) / whole, Fraction(now) / whole, Fraction(after) / whole


def compare_second_lives(
    case: Case, lines: Sequence[Line], view: View, headline: SecondLifeMethod
) -> SecondLife:
    """Compute a used machine's result by each method.

    Args:
        lines: all of them, those of the first life among them.
    """
    counted = lines_of_view(lines, view)
    first = {line.id for line in lines_of_first_life(case, counted)}
    shares = share_lives(case.machine.lives)
    return SecondLife(
        headline,
        sum_emissions(line for line in counted if line.id in first),
        sum_emissions(line for line in counted if line.id not in first),
        shares[1] if shares else None,
        case.machine.lives,
    )


def lines_of_first_life(case: Case, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Give the lines of the original manufacture.

    Stages A1 to A3 without replacements, what they are brought by, the packing of this delivery
    and the energy of refurbishing.
    """
    own = {f"bom/{line.line_id}" for line in case.bom if line.kind in _OF_THIS_LIFE}
    replaced = {line.line_id for line in case.bom if line.kind is BomKind.REPLACEMENT}
    own |= {f"transport/{leg.leg}" for leg in case.transport if leg.applies_to in replaced}
    stages = STAGES_BY_VIEW[View.CRADLE_TO_GATE]
    return tuple(
        line
        for line in lines
        if line.stage in stages
        and not line.id.startswith(f"{REFURBISHMENT}/")
        and not own.intersection(_list_beginnings(line.id))
    )


def judge_refurbishment(case: Case) -> tuple[Fault, ...]:
    """Refuse rows of refurbishment on a machine that is not used."""
    if is_used(case.machine):
        return ()
    condition = case.machine.condition
    rows = [(f"line {x.line_id}", x.place) for x in case.bom if x.kind is BomKind.REPLACEMENT]
    rows += [
        (f"row {row.row_id}", row.place)
        for row in case.energy
        if row.scope is EnergyScope.REFURBISHMENT
    ]
    return tuple(
        Fault(NOT_REFURBISHED, f"{name} refurbishes a machine that is {condition}", place)
        for name, place in rows
    )


def _list_beginnings(path: str) -> list[str]:
    """List a path and every path that it begins with."""
    parts = path.split("/")
    return ["/".join(parts[: end + 1]) for end in range(len(parts))]


def describe_lives(boundary: str, method: SecondLifeMethod | None) -> str:
    """Say beside a boundary that the first life is not in it, where it is not."""
    if method is not SecondLifeMethod.REFURBISHMENT_ONLY:
        return boundary
    return f"{boundary}, refurbishment and transport alone, first life left out"


def keep_headline_lines(
    case: Case, lines: tuple[Line, ...], method: SecondLifeMethod | None
) -> tuple[Line, ...]:
    """Leave out the original manufacture where the headline is refurbishment alone."""
    if method is not SecondLifeMethod.REFURBISHMENT_ONLY:
        return lines
    first = {line.id for line in lines_of_first_life(case, lines)}
    return tuple(line for line in lines if line.id not in first)
