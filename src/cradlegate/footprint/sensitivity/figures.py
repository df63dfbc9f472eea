"""The uncertain figures of a result, and how far each moves it to first order."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from cradlegate.footprint.appraisal.drawn_lines import DrawnLines
from cradlegate.footprint.appraisal.parameters import (
    amount_parameter,
    list_spreads,
    share_masses,
)
from cradlegate.footprint.line import Line
from cradlegate.footprint.sensitivity.databases import (
    DrawnDatabase,
    line_parameter,
    list_databases,
)
from cradlegate.lca.draws import Parameter
from cradlegate.lca.moments import measure_deviation

FACTOR_PREFIX = "factor/"


class FigureKind(StrEnum):
    """What an uncertain figure is."""

    FACTOR = "factor"
    AMOUNT = "amount"
    SHARE = "template share"
    DATABASE = "database"


@dataclass(frozen=True, slots=True)
class UncertainFigure:
    """A figure that is drawn.

    Args:
        id: it is drawn by; `factor/…` for a factor.
        lines: that take it, largest first.
        parameters: how it is drawn; a factor that fits its uses differently has several.
        slope: change of the result per change of the figure, kg CO2e for once its value; of a
            template share with the others closing around it.
        deviation: standard deviation of the result if the figure alone were uncertain, to first
            order, kg CO2e.
        mass_share: of a template share, its part of the mass of all shares; else 0.
        database: that draws all its lines together; its deviation is that of the draws.
    """

    id: str
    kind: FigureKind
    lines: tuple[Line, ...]
    parameters: tuple[Parameter, ...]
    slope: float
    deviation: float
    mass_share: float = 0.0
    database: DrawnDatabase | None = None

    @property
    def name(self) -> str:
        """What readers call it: of a factor its id in the library, else the id."""
        if self.database:
            return self.database.name
        return self.id.removeprefix(FACTOR_PREFIX)


def list_figures(
    lines: Sequence[Line], of_databases: DrawnLines | None = None
) -> tuple[UncertainFigure, ...]:
    """List the uncertain figures of a view, the one that spreads the result most first.

    Args:
        of_databases: what was drawn with databases; each is one figure, and how well each of its
            processes fits its use is another.
    """
    databases = map(_name_database, list_databases(lines, of_databases))
    figures = [*databases, *_list_factors(lines, of_databases), *_list_amounts(lines)]
    return tuple(sorted(figures, key=lambda item: (-item.deviation, item.id)))


def share_variance(figures: Sequence[UncertainFigure]) -> tuple[float, ...]:
    """Share out the sum of the squared deviations, of 1; nothing uncertain gives zeros.

    Source: ISO/IEC Guide 98-3:2008 (GUM), 5.1.2, for inputs that are independent.
    """
    squares = [item.deviation * item.deviation for item in figures]
    whole = fsum(squares) or 1.0
    return tuple(square / whole for square in squares)


def list_shared(lines: Sequence[Line]) -> tuple[Line, ...]:
    """List the lines whose mass is a template share."""
    return tuple(
        line for line in lines if any(one.is_share for one in line.activity.amount_spreads)
    )


def _name_database(database: DrawnDatabase) -> UncertainFigure:
    slope = fsum(line.emissions for line in database.lines)
    kind, lines = FigureKind.DATABASE, _sort(database.lines)
    deviation = database.deviate()
    return UncertainFigure(database.id, kind, lines, (), slope, deviation, database=database)


def _list_factors(lines: Sequence[Line], of_databases: DrawnLines | None) -> list[UncertainFigure]:
    users: dict[str, list[tuple[Line, Parameter]]] = {}
    for line in lines:
        parameter = line_parameter(line, of_databases)
        users.setdefault(parameter.id, []).append((line, parameter))
    return [
        UncertainFigure(
            name,
            FigureKind.FACTOR,
            _sort([line for line, _ in rows]),
            tuple(dict.fromkeys(parameter for _, parameter in rows)),
            fsum(line.emissions for line, _ in rows),
            abs(fsum(line.emissions * measure_deviation(one) for line, one in rows)),
        )
        for name, rows in users.items()
    ]


def _list_amounts(lines: Sequence[Line]) -> list[UncertainFigure]:
    spreads = list_spreads(lines)
    masses = share_masses(lines, [spread for spread in spreads.values() if spread.is_share])
    shared = fsum(line.emissions for line in list_shared(lines))
    mass = fsum(masses.values())
    figures = []
    for name, spread in spreads.items():
        parameter = amount_parameter(spread)
        takers = [line for line in lines if takes(line, name)]
        slope = fsum(line.emissions for line in takers)
        part = masses[name] / mass if spread.is_share else 0.0
        # The derivative of m ÷ (1 + w (m − 1)) at 1 is 1 − w; of the other shares, −w.
        slope -= part * shared
        kind = FigureKind.SHARE if spread.is_share else FigureKind.AMOUNT
        deviation = abs(slope) * measure_deviation(parameter)
        figures.append(
            UncertainFigure(name, kind, _sort(takers), (parameter,), slope, deviation, part)
        )
    return figures


def takes(line: Line, name: str) -> bool:
    """Tell whether a line's amount depends on an uncertain amount."""
    return any(spread.parameter == name for spread in line.activity.amount_spreads)


def _sort(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (-abs(line.emissions), line.id)))
