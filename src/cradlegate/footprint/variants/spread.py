"""What the draws of a catalogue are made of: products of variables times drawn multipliers.

All variants share the draws of the factors, which are keyed by the factor's id, or are those of
the database that a process stands in; so a difference of two variants is that of the machines, not
of chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cradlegate.footprint.appraisal.drawn_lines import DrawnLines
from cradlegate.footprint.appraisal.parameters import (
    amount_parameter,
    list_spreads,
)
from cradlegate.footprint.line import Line
from cradlegate.footprint.sensitivity.databases import line_parameter
from cradlegate.footprint.variants.polynomial import Monomial, Polynomial
from cradlegate.lca.draws import Parameter, draw_multipliers
from cradlegate.lca.elementary import Floats


@dataclass(frozen=True, slots=True)
class LineFormula:
    """A line of a footprint as a formula.

    Args:
        score: kg CO2e.
        mass: finished mass in kg that its template share stands for; nothing where it has none.
    """

    line: Line
    score: Polynomial
    mass: Polynomial


@dataclass(frozen=True, slots=True)
class DrawTables:
    """Tables that products are multiplied with, and summed: each such sum is named as its table.

    A total is plain + shared × nominal ÷ drawn.  The quotient closes the template's shares, so
    that masses keep their sum in every draw.

    Args:
        products: of variables, one for each row of the tables.
        plain: shape (products, draws), kg CO2e per product: lines without a template share.
        shared: the same, of lines with one.
        nominal: shape (products,), kg per product: the masses that shares stand for.
        drawn: shape (products, draws): the same, drawn.
    """

    products: tuple[Monomial, ...]
    plain: Floats
    shared: Floats
    nominal: Floats
    drawn: Floats


def tabulate_draws(
    drawn_lines: DrawnLines,
    formulas: Sequence[LineFormula],
    counted: set[str],
    seed: int,
    count: int,
) -> DrawTables:
    """Draw every factor and uncertain amount once, and sum lines by product.

    Args:
        drawn_lines: lines with what was drawn with databases; draws that it leaves out are left
            out of the tables.
        counted: ids of the lines that the view counts.
    """
    products = tuple(
        sorted({key for one in formulas for each in (one.score, one.mass) for key in each.terms})
    )
    row = {key: at for at, key in enumerate(products)}
    plain, shared, drawn = (np.zeros((len(products), count)) for _ in range(3))
    nominal = np.zeros(len(products))
    multipliers = _draw(drawn_lines, seed, count)
    by_line = {each.id: each for each in drawn_lines.lines}
    for formula in formulas:
        spreads = formula.line.activity.amount_spreads
        share = next((each for each in spreads if each.is_share), None)
        if formula.line.id in counted:
            line = by_line[formula.line.id]
            whole = multipliers[line_parameter(line, drawn_lines)]
            whole = whole * drawn_lines.multipliers.get(line.activity.choice.chosen.id, 1.0)
            for each in spreads:
                whole = whole * multipliers[amount_parameter(each)]
            _add(shared if share else plain, row, formula.score, whole)
        if share:
            _add(drawn, row, formula.mass, multipliers[amount_parameter(share)])
            for key, value in formula.mass.terms.items():
                nominal[row[key]] += float(value)
    kept = [np.delete(each, drawn_lines.left_out, axis=1) for each in (plain, shared, drawn)]
    return DrawTables(products, kept[0], kept[1], nominal, kept[2])


def _draw(drawn_lines: DrawnLines, seed: int, count: int) -> Mapping[Parameter, Floats]:
    lines = drawn_lines.lines
    parameters = [line_parameter(line, drawn_lines) for line in lines]
    parameters += [amount_parameter(spread) for spread in list_spreads(lines).values()]
    distinct = list(dict.fromkeys(parameters))
    return dict(zip(distinct, draw_multipliers(distinct, seed, count), strict=True))


def _add(
    table: Floats, row: Mapping[Monomial, int], formula: Polynomial, multiplier: Floats
) -> None:
    for key, value in formula.terms.items():
        table[row[key]] += float(value) * multiplier
