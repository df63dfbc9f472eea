"""Asking the factor library, with faults as answers rather than interruptions."""

from dataclasses import replace

from cradlegate.background.factor import Factor
from cradlegate.background.families import ANY_REGION
from cradlegate.background.library import Library
from cradlegate.background.selection import Choice, Need, select_default, select_named
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.quantity import UnitError, conversion_factor
from cradlegate.footprint.term import Term, convert

Faults = tuple[Fault, ...]

ELECTRICITY = "electricity"
"""Key of the grid mix of a country, and carrier of electricity rows."""


def choose_factor(
    library: Library, need: Need, unit: str, subject: str, place: Place, factor_id: str = ""
) -> Choice | Faults:
    """Choose the named factor, or the default if none is named; faults name the place."""
    try:
        if factor_id:
            reason = f"named in {place.file}" if place.file else "named by the case"
            return select_named(factor_id, need, unit, subject, reason, library)
        return select_default(need, unit, subject, library)
    except FaultsError as error:
        return tuple(replace(fault, place=place) for fault in error.faults)


def has_default(library: Library, key: str) -> bool:
    """Tell whether the library has a default for a key anywhere."""
    return (key, ANY_REGION) in library.defaults


def express_in_factor_unit(amount: Term, factor: Factor) -> Term:
    """Express an amount in the unit of its factor; the choice has shown that it can be."""
    return convert(amount, factor.unit, conversion_factor(amount.unit, factor.unit))


def is_convertible(unit: str, target: str) -> bool:
    """Tell whether amounts of one unit can be expressed in the other."""
    try:
        conversion_factor(unit, target)
    except UnitError:
        return False
    return True
