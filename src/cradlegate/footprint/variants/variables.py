"""What the formulas of a template are made from: its parameters, the use, and rounded entries."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cradlegate.footprint.variants.polynomial import Polynomial
from cradlegate.lca.tapes.builder import TapeBuilder
from cradlegate.product.case import Case
from cradlegate.product.draft.tables import GRAM
from cradlegate.product.templates.template import Driver, Template
from cradlegate.product.variants.table import HOURS, LIFE

GROSS = "gross shipping mass"
_ROUNDED_TABLES = ("fluids", "packaging")
_NET = "net_mass_kg"


@dataclass(frozen=True, slots=True)
class RoundedEntry:
    """An entry that a drafted case rounds.

    Args:
        name: the gross shipping mass, or the id of a line of the bill.
        exact: before rounding.
        step: that it is rounded to, kg.
    """

    name: str
    exact: Polynomial
    step: Decimal

    def read(self, case: Case) -> Decimal:
        """Give what stands in a case; a line that is not there weighs nothing."""
        if self.name == GROSS:
            return case.machine.gross_shipping_mass_kg
        masses = {line.line_id: line.net_mass_each_kg for line in case.bom}
        return masses.get(self.name, Decimal(0))


@dataclass(frozen=True, slots=True)
class Variables:
    """The variables of a template's formulas, by number.

    Args:
        template: whose parameters come first, as far as they count, then life and hours.
        rounded: come last.
    """

    template: Template
    rounded: tuple[RoundedEntry, ...]

    @property
    def stated(self) -> tuple[str, ...]:
        """The names of what a row states: parameters, years of life, hours a year."""
        return (*self.template.parameters, LIFE, HOURS)

    def count(self, name: str, value: Decimal) -> Decimal:
        """Give what counts of a stated value."""
        parameter = self.template.parameters.get(name)
        return max(value - parameter.contained, Decimal(0)) if parameter else value

    def write(self, tape: TapeBuilder) -> list[int]:
        """Write all variables on a tape whose parameters are what a row states, in that order."""
        numbers = []
        for at, name in enumerate(self.stated):
            number = tape.parameter(at)
            parameter = self.template.parameters.get(name)
            if parameter and parameter.contained:
                above = tape.subtract(number, tape.constant(float(parameter.contained)))
                number = tape.maximum(above, tape.constant(0.0))
            numbers.append(number)
        for entry in self.rounded:
            exact = write_polynomial(entry.exact, tape, numbers)
            numbers.append(tape.round_to(exact, float(entry.step)))
        return numbers


def list_variables(template: Template) -> Variables:
    """List the variables of a template."""
    names = list(template.parameters)

    def line(driver: Driver) -> Polynomial:
        slopes = {names.index(name): each for name, each in driver.per.items() if name in names}
        return Polynomial.line(driver.fixed, slopes)

    entries: list[RoundedEntry] = []
    gross = Polynomial.line(Decimal(0), {names.index(_NET): Decimal(1)})
    for name, default in template.defaults.items():
        table, _, material = name.partition(".")
        if table in _ROUNDED_TABLES:
            exact = line(default.amount)
            entries.append(RoundedEntry(f"{table}-{material}", exact, GRAM))
            gross = gross + exact if table == "packaging" else gross
    return Variables(template, (RoundedEntry(GROSS, gross, Decimal(1)), *entries))


def write_polynomial(
    polynomial: Polynomial, tape: TapeBuilder, numbers: list[int] | Mapping[int, int]
) -> int:
    """Write a polynomial on a tape; products stand in the order of their variables."""
    return tape.sum(
        (float(polynomial.terms[key]), write_product(key, tape, numbers))
        for key in sorted(polynomial.terms)
    )


def write_product(
    key: tuple[int, ...], tape: TapeBuilder, numbers: list[int] | Mapping[int, int]
) -> int:
    """Write a product of variables on a tape; the empty one is 1."""
    product = tape.constant(1.0)
    for variable in key:
        product = tape.multiply(product, numbers[variable])
    return product
