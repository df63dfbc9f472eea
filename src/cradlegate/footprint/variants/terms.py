"""From the history of an amount to a formula of the variables."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import reduce

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.footprint.term import Term
from cradlegate.footprint.variants.faults import NO_LOW_PRODUCT
from cradlegate.footprint.variants.polynomial import Polynomial, add_polynomials

LeafKey = tuple[str, str, str]
HIGHEST_DEGREE = 4


def list_leaves(term: Term) -> Iterator[Term]:
    """List the numbers that a term was made of, in the order in which they stand."""
    if not term.inputs:
        yield term
    for each in term.inputs:
        yield from list_leaves(each)


def leaf_key(leaf: Term) -> LeafKey:
    """Give what tells a number from others: its name, formula and source."""
    return (leaf.name, leaf.formula, leaf.source)


def read_polynomial(term: Term, lines: Mapping[LeafKey, Polynomial]) -> Polynomial:
    """Follow a term down to the numbers it was made of.

    Args:
        lines: of the numbers that change with the variables; all others are constant.

    Raises:
        FaultsError: a formula that is no low product of the variables (FP-061).
    """
    if not term.inputs:
        line = lines.get(leaf_key(term))
        return Polynomial.constant(term.value) if line is None else line
    parts = [read_polynomial(each, lines) for each in term.inputs]
    names = [each.name for each in term.inputs]
    for sign, combine in _WAYS.items():
        if term.formula == sign.join(names):
            result = reduce(combine, parts)
            if result.degree <= HIGHEST_DEGREE:
                return result
    raise FaultsError([Fault(NO_LOW_PRODUCT, f"{term.name}: {term.formula}")])


def _subtract(left: Polynomial, right: Polynomial) -> Polynomial:
    return add_polynomials([left, right.scale(-_ONE)])


def _divide(left: Polynomial, right: Polynomial) -> Polynomial:
    divisor = right.as_constant
    if not divisor:
        raise FaultsError([Fault(NO_LOW_PRODUCT, "a division by what is no fixed number")])
    return left.scale(_ONE / divisor)


_ONE = Decimal(1)
_WAYS: Mapping[str, Callable[[Polynomial, Polynomial], Polynomial]] = {
    " × ": Polynomial.__mul__,
    " ÷ ": _divide,
    " + ": Polynomial.__add__,
    " − ": _subtract,
}
"""What the signs of a formula mean; a formula names its inputs with one of them between."""
