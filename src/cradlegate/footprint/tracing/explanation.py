"""How a number came about, and what a factor row says."""

from collections.abc import Iterator
from dataclasses import dataclass

from cradlegate.background.factor import Factor
from cradlegate.background.processes.figure import ProcessFigure
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
    origin = "of the draws of its database" if factor.origin else "of the row"
    origin = "default of its data class" if spread.is_default else origin
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
        ("contains", ", ".join(sorted(factor.scope)) or _say_contents(factor)),
        ("region", f"{factor.region.code} ({factor.region.scheme})"),
        ("years", years),
        ("GWP set", factor.gwp_set),
        ("spread", f"{spread.kind} {ends}, {origin}"),
        ("review", factor.decision),
        *(_describe_process(factor.origin) if factor.origin else ()),
    )
    return tuple((name, text) for name, text in facts if text)


def _say_contents(factor: Factor) -> str:
    if factor.origin:
        return "what its unit processes contain; not told apart here"
    return "nothing beyond its family"


def _describe_process(figure: ProcessFigure) -> Iterator[tuple[str, str]]:
    """Say where a process of an imported database stands, how exact it is, and on whose terms."""
    yield "process", f"{figure.process}, makes {figure.product} in {figure.unit}"
    bounds = ", ".join(f"{name} {value}" for name, value in figure.bounds.items())
    yield "no further from the exact solution than", bounds or "not known"
    for each in figure.databases:
        yield f"database {each.name}", f"{each.format}, files {each.source}, background {each.id}"
        yield f"{each.name}, China's national database", each.standing.replace("_", " ")
        for file, text in each.licences.items():
            yield f"{each.name}, {file}", " ".join(text.split())
