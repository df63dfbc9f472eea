"""Facts out of a declaration, each with the JSON pointer below its content where it stands."""

from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.declaration.declaration import Declaration
from cradlegate.footprint.footprint import METHOD
from cradlegate.footprint.rounding import signed_text
from cradlegate.regimes.facts import Fact
from cradlegate.regimes.values import Value

NOT_SAID = Fact(Blank.UNKNOWN, "the declaration does not say")
"""What nobody can read in a declaration."""

_PER_CENT = 100


def state(value: Value | Blank | None, *pointers: str) -> Fact:
    """Make a fact of what stands somewhere; an empty text and nothing at all are absent."""
    said = Blank.ABSENT if value is None or value == "" else value
    return Fact(said, ", ".join(pointers))


def count(number: int, *pointers: str) -> Fact:
    """Make a fact of a number of things."""
    return state(Decimal(number), *pointers)


def per_cent(share: Decimal) -> Decimal:
    """Give a share of 1 in per cent."""
    return Decimal(signed_text(share * _PER_CENT))


def state_by_method(declaration: Declaration, value: Value, reason: str) -> Fact:
    """Make a fact of what the method does in every study; another method is not known.

    Args:
        reason: what the method says.
    """
    method = declaration.made_from.method
    if method != METHOD:
        return Fact(Blank.UNKNOWN, f"/made_from/method: {method}; this version knows {METHOD}")
    return Fact(value, f"/made_from/method: {method}, {reason}")
