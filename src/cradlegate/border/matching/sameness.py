"""When two values count as the same; every function gives one answer whichever side comes first.

Numbers, models, serial numbers and codes are the same or they are not; likeness decides nothing.
Source: UCP 600, 14 d (data need not be identical and must not conflict), ISBP 745, A23 (another
model number is a discrepancy); the tolerance is a house rule, since no official one was found.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from cradlegate.border.matching.field_match import (
    CONFLICT,
    EQUAL,
    Normalisation,
    Relation,
    Sameness,
    compatible,
    unknown,
)
from cradlegate.border.shipments.codes import HS_DIGITS, plain_edition, spell_code
from cradlegate.core.kleene import Truth
from cradlegate.core.period import Interval
from cradlegate.footprint.rounding import round_significant

HOUSE_TOLERANCE = Decimal("0.005")
FEWEST_DIGITS = 3
"""Digits that a rounded footprint has at least; fewer fit too many figures."""

Counterparts = Mapping[tuple[str, str], frozenset[tuple[str, str]]]
NO_COUNTERPARTS: Counterparts = MappingProxyType({})


def same_code(left: str, right: str) -> Sameness:
    """Compare model names, serial numbers and numbers of documents."""
    if left == right:
        return EQUAL
    spelled = spell_code(left), spell_code(right)
    if not all(spelled):
        return unknown("nothing is left of it without blanks and dashes")
    return compatible(Normalisation.SPELLING) if spelled[0] == spelled[1] else CONFLICT


def same_word(left: str, right: str) -> Sameness:
    """Compare words of a closed list, such as countries."""
    return EQUAL if left == right else CONFLICT


def same_hs(
    left: tuple[str, str], right: tuple[str, str], counterparts: Counterparts = NO_COUNTERPARTS
) -> Sameness:
    """Compare commodity codes, each with its edition; an edition is part of a code.

    Args:
        left, right: edition, empty where it is not known, and code.
        counterparts: by edition and code, what stands for it in other editions.
    """
    one, other = ((plain_edition(edition), code[:HS_DIGITS]) for edition, code in (left, right))
    if not one[0] or not other[0]:
        return unknown("codes without their editions cannot be compared")
    if one[0] != other[0]:
        return _same_in_editions(one, other, counterparts)
    if one[1] != other[1]:
        return CONFLICT
    if left[1] == right[1]:
        return EQUAL
    return compatible(Normalisation.SIX_DIGITS, _tell_national(left[1], right[1]))


def same_mass(left: Decimal, right: Decimal) -> Sameness:
    """Compare masses in kg; beyond the tolerance they are to be looked at, not refused."""
    if left == right:
        return EQUAL
    apart = abs(left - right) / max(left, right)
    if apart <= HOUSE_TOLERANCE:
        return compatible(Normalisation.TOLERANCE, f"{apart:.2%} apart")
    return unknown(f"{apart:.1%} apart, more than the house tolerance; look at it")


def same_period(left: Interval, right: Interval) -> Sameness:
    """Compare dates that may be known to the month or the year."""
    if left == right:
        return EQUAL
    if Truth.TRUE in {left.contains(right), right.contains(left)}:
        return compatible(Normalisation.PERIOD)
    if left.contains(right) is Truth.FALSE:
        return CONFLICT
    return unknown("the two overlap in part")


def same_figure(left: Decimal, right: Decimal) -> Sameness:
    """Compare two figures of one unit, of which one may be the other one rounded."""
    if left == right:
        return EQUAL
    if _is_rounding(left, right) or _is_rounding(right, left):
        return compatible(Normalisation.ROUNDING)
    return CONFLICT


def same_unit(left: str, right: str) -> Sameness:
    """Compare declared units; per machine and per kW conflict, and other words are unknown."""
    if left == right:
        return EQUAL
    one, other = name_declared_unit(left), name_declared_unit(right)
    if not one or not other:
        return unknown(f"{left if not one else right!r} is no unit known here")
    return compatible(Normalisation.UNIT_WORDS) if one == other else CONFLICT


def name_pieces(unit: str) -> str:
    """Name the unit of pieces that a word or code stands for; empty for any other unit."""
    return _pieces().get(spell_code(unit), "")


def name_declared_unit(text: str) -> str:
    """Name the declared unit that some words stand for; empty for any other."""
    return _declared_units().get(spell_code(text), "")


def find_kg(unit: str) -> Decimal | None:
    """Give the kg CO2e in one unit of a footprint; None for any other unit."""
    return _footprint_units().get(spell_code(unit))


def _same_in_editions(
    one: tuple[str, str], other: tuple[str, str], counterparts: Counterparts
) -> Sameness:
    found = {code for edition, code in counterparts.get(one, frozenset()) if edition == other[0]}
    if other[1] in found:
        return compatible(Normalisation.CORRELATION, f"HS {one[0]} and HS {other[0]}")
    back = {code for edition, code in counterparts.get(other, frozenset()) if edition == one[0]}
    if found and back:
        listed = ", ".join(sorted(found))
        return Sameness(Relation.CONFLICT, note=f"{one[1]} of HS {one[0]} is {listed}")
    return unknown(f"HS {one[0]} and HS {other[0]} are different editions; give a correlation")


def _tell_national(left: str, right: str) -> str:
    """Tell the digits that a country adds; these are not compared."""
    added = [code[HS_DIGITS:] or "none" for code in (left, right)]
    return f"national digits, not compared: {added[0]} and {added[1]}"


def _is_rounding(exact: Decimal, written: Decimal) -> bool:
    digits = len(written.normalize().as_tuple().digits)
    most = len(f"{written:f}".replace(".", "").lstrip("-0"))
    tried = range(max(digits, FEWEST_DIGITS), max(most, FEWEST_DIGITS) + 1)
    return any(round_significant(exact, each) == written for each in tried)


@cache
def _pieces() -> Mapping[str, str]:
    return {spell_code(word): name for word, name in _units()["pieces"].items()}


@cache
def _declared_units() -> Mapping[str, str]:
    units = _units()["declared_units"].items()
    return {spell_code(word): name for name, words in units for word in words}


@cache
def _footprint_units() -> Mapping[str, Decimal]:
    units = _units()["footprint_units"].items()
    return {
        spell_code(word): Decimal(entry["kg"])
        for name, entry in units
        for word in (name, *entry["also"])
    }


@cache
def _units() -> Mapping[str, Any]:
    text = files("cradlegate.border").joinpath("data/entry_units.yaml").read_text("utf-8")
    units: Mapping[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return units
