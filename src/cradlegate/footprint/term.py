"""How a number came about: value, formula, inputs, source."""

from dataclasses import dataclass, replace
from decimal import Context, Decimal

from cradlegate.core.grade import DataGrade, weakest

_EXACT = Context(prec=34)


@dataclass(frozen=True, slots=True)
class Term:
    """A number with its history.

    Args:
        name: what it is, in words.
        value: exact decimal, in the unit.
        unit: of measure; empty for a share or ratio.
        formula: how it follows from its inputs; empty for a number that was read.
        inputs: the numbers it was made of.
        source: where a number that was read stands.
        grade: how well it is known; that of the weakest input for a computed number.
    """

    name: str
    value: Decimal
    unit: str
    formula: str = ""
    inputs: tuple["Term", ...] = ()
    source: str = ""
    grade: DataGrade = DataGrade.MEASURED

    def renamed(self, name: str) -> "Term":
        """Give the same number under another name."""
        return replace(self, name=name)


def multiply(name: str, unit: str, *factors: Term) -> Term:
    """Multiply terms; the caller vouches for the unit."""
    return _combine(name, unit, " × ", factors)


def divide(name: str, unit: str, above: Term, below: Term) -> Term:
    """Divide two terms; the caller vouches for the unit."""
    return _combine(name, unit, " ÷ ", (above, below))


def add(name: str, terms: tuple[Term, ...]) -> Term:
    """Add terms of one unit; no terms give an exact zero without a unit."""
    unit = terms[0].unit if terms else ""
    return _combine(name, unit, " + ", terms)


def subtract(name: str, above: Term, *taken: Term) -> Term:
    """Take terms of the same unit from another."""
    return _combine(name, above.unit, " − ", (above, *taken))


def convert(term: Term, unit: str, ratio: Decimal) -> Term:
    """Express a term in another unit, given how many of it one of the old unit is."""
    if term.unit == unit:
        return term
    value = Term(f"{unit} per {term.unit}", ratio, "", source="definition of the units")
    return multiply(term.name, unit, term, value)


def _combine(name: str, unit: str, sign: str, terms: tuple[Term, ...]) -> Term:
    operate = _OPERATIONS[sign]
    value = terms[0].value if terms else Decimal(0)
    for term in terms[1:]:
        value = operate(value, term.value)
    return Term(
        name,
        value,
        unit,
        formula=sign.join([term.name for term in terms]),
        inputs=terms,
        grade=weakest(*[term.grade for term in terms]) if terms else DataGrade.MEASURED,
    )


_OPERATIONS = {
    " × ": _EXACT.multiply,
    " ÷ ": _EXACT.divide,
    " + ": _EXACT.add,
    " − ": _EXACT.subtract,
}
