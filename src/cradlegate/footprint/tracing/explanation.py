"""How a number came about, and what a factor row says."""

from dataclasses import dataclass

from cradlegate.background.factor import Factor
from cradlegate.background.selection import Choice
from cradlegate.footprint.term import Term

CO2E = "kg CO2e"
CO2_ONLY = "none"
"""GWP set of figures that count CO2 alone."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the numbers that an explained number is made of, with its own path."""

    path: str
    name: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a number came about.

    Args:
        path: of the number.
        value: in the unit; None for a factor row, which is a record and not one number.
        formula: how it follows from its parts.
        parts: what it is made of, each with a path that leads on.
        term: the amount of a line, with its history.
        choice: the factor of a line and why it was chosen.
        facts: what else is known, name and text.
    """

    path: str
    name: str
    value: float
    unit: str
    formula: str
    parts: tuple[Part, ...] = ()
    term: Term | None = None
    choice: Choice | None = None
    facts: tuple[tuple[str, str], ...] = ()


def name_measure(factor: Factor) -> str:
    """Name what a factor counts: CO2-only figures are never called CO2e."""
    gas = "kg CO2" if factor.gwp_set == CO2_ONLY else CO2E
    return f"{gas}/{factor.unit}"


def describe_factor(factor: Factor) -> tuple[tuple[str, str], ...]:
    """Say what a factor row says: source, grade, region, years, family, set, spread, licence."""
    spread = factor.spread
    origin = "default of its data class" if spread.is_default else "of the row"
    years = "not stated"
    if factor.year_from:
        years = f"{factor.year_from}–{factor.year_to or ''}".rstrip("–")
    values = ", ".join(f"{name} {value:f}" for name, value in factor.values.items() if value)
    ends = f"{spread.low}–{spread.high}" if spread.low or spread.high else f"{spread.value}"
    facts = (
        ("id", factor.id),
        ("value", f"{values} {name_measure(factor)}"),
        ("source", factor.source.citation),
        ("where", factor.source.locator),
        ("grade", str(factor.source.grade)),
        ("licence", factor.source.licence),
        ("family", str(factor.family)),
        ("contains", ", ".join(sorted(factor.scope)) or "nothing beyond its family"),
        ("region", f"{factor.region.code} ({factor.region.scheme})"),
        ("years", years),
        ("GWP set", factor.gwp_set),
        ("spread", f"{spread.kind} {ends}, {origin}"),
        ("review", factor.decision),
    )
    return tuple((name, text) for name, text in facts if text)
