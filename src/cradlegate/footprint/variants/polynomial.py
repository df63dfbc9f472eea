"""Sums of products of variables, with exact coefficients."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

Monomial = tuple[int, ...]
"""Numbers of the variables multiplied, in order; one that stands twice is squared."""


@dataclass(frozen=True, slots=True)
class Polynomial:
    """A sum of products.

    Args:
        terms: coefficient by what it multiplies; the empty product is the constant.
    """

    terms: Mapping[Monomial, Decimal] = field(default_factory=dict)

    @staticmethod
    def constant(value: Decimal) -> "Polynomial":
        """Make a number."""
        return Polynomial({(): value} if value else {})

    @staticmethod
    def line(constant: Decimal, slopes: Mapping[int, Decimal]) -> "Polynomial":
        """Make a straight line from its slopes by variable."""
        terms = {(): constant} | {(variable,): slope for variable, slope in slopes.items()}
        return Polynomial({key: value for key, value in terms.items() if value})

    @property
    def as_constant(self) -> Decimal | None:
        """The number it is, None where it has variables."""
        return self.terms.get((), Decimal(0)) if set(self.terms) <= {()} else None

    @property
    def degree(self) -> int:
        """The number of variables in its longest product."""
        return max(map(len, self.terms), default=0)

    def __add__(self, other: "Polynomial") -> "Polynomial":
        """Add."""
        return add_polynomials([self, other])

    def __mul__(self, other: "Polynomial") -> "Polynomial":
        """Multiply every product with every product."""
        terms: dict[Monomial, Decimal] = {}
        for left, a in self.terms.items():
            for right, b in other.terms.items():
                key = tuple(sorted((*left, *right)))
                terms[key] = terms.get(key, Decimal(0)) + a * b
        return Polynomial(terms)

    def scale(self, by: Decimal) -> "Polynomial":
        """Multiply by a number."""
        return Polynomial({key: value * by for key, value in self.terms.items()})

    def at(self, values: Sequence[Decimal]) -> Decimal:
        """Work it out for one set of values, by variable."""
        total = Decimal(0)
        for key, coefficient in self.terms.items():
            product = coefficient
            for variable in key:
                product *= values[variable]
            total += product
        return total


def add_polynomials(each: Iterable[Polynomial]) -> Polynomial:
    """Add any number of polynomials."""
    terms: dict[Monomial, Decimal] = {}
    for one in each:
        for key, value in one.terms.items():
            terms[key] = terms.get(key, Decimal(0)) + value
    return Polynomial(terms)
