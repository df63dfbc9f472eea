"""The formulas of one group of variants: one tape, and what its draws are made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import fsum
from typing import NamedTuple

import numpy as np

from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.stage import Stage, View
from cradlegate.footprint.appraisal.drawn_lines import draw_databases
from cradlegate.footprint.boundary import lines_of_view, list_views
from cradlegate.footprint.calculate import choose_view, score_activities
from cradlegate.footprint.faults import VIEW_EMPTY
from cradlegate.footprint.inventory.activity import Activity
from cradlegate.footprint.line import Line
from cradlegate.footprint.plan import plan_activities
from cradlegate.footprint.variants.cases import Drafter
from cradlegate.footprint.variants.faults import NOT_PROVEN
from cradlegate.footprint.variants.leaves import LeafLines
from cradlegate.footprint.variants.polynomial import Monomial, Polynomial, add_polynomials
from cradlegate.footprint.variants.spread import DrawTables, LineFormula, tabulate_draws
from cradlegate.footprint.variants.terms import read_polynomial
from cradlegate.footprint.variants.variables import (
    Variables,
    list_variables,
    write_polynomial,
    write_product,
)
from cradlegate.lca.elementary import Floats
from cradlegate.lca.tapes.builder import TapeBuilder
from cradlegate.lca.tapes.run import evaluate
from cradlegate.lca.tapes.tape import Tape
from cradlegate.product.case import Case
from cradlegate.product.variants.rows import Group

TOLERANCE = 1e-8
"""Largest difference in a cell of a proof, as a share of the total; a milligram may be rounded."""


class Cell(NamedTuple):
    """What a figure is of."""

    stage: Stage
    subassembly: str


class Asked(NamedTuple):
    """What is asked of a catalogue.

    Args:
        view: boundary of the figures; None takes what each destination asks for.
        draws: number of Monte Carlo draws, 0 for none.
        seed: key of all draws.
    """

    view: View | None
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Model:
    """The formulas of one group.

    Args:
        view: of all figures.
        cells: one for each output of the tape, before those that the draws need.
        tape: from what a row states to kg CO2e of the cells.
        draws: None where none are asked for.
        warnings: of processes that could not be drawn, and of draws that were left out.
    """

    view: View
    cells: tuple[Cell, ...]
    tape: Tape
    draws: DrawTables | None
    warnings: tuple[Fault, ...] = ()


def compile_model(
    drafter: Drafter,
    leaves: LeafLines,
    group: Group,
    asked: Asked,
    proofs: Sequence[Mapping[str, Decimal]],
) -> Model:
    """Compile the formulas of a group, and prove them.

    Args:
        proofs: what some rows of the group state; for each, formulas and ordinary footprint are
            compared cell by cell.

    Raises:
        FaultsError: a group that cannot be computed, or formulas that do not hold (FP-060).
    """
    case = drafter.draft(group, leaves.origin)
    view = _choose_view(case, asked)
    lines = _score(case, drafter)
    formulas = [_read_line(line, leaves) for line in lines]
    counted = {line.id for line in lines_of_view(lines, view)}
    in_view = [one for one in formulas if one.line.id in counted]
    drawn, tables = None, None
    if asked.draws:
        drawn = draw_databases(lines, drafter.sources.draw_figures, asked.seed, asked.draws)
        tables = tabulate_draws(drawn, formulas, counted, asked.seed, asked.draws)
    model = _write(view, in_view, list_variables(drafter.template), tables)
    for stated in proofs:
        _prove(model, drafter, group, stated)
    return replace(model, warnings=drawn.faults) if drawn else model


def _choose_view(case: Case, asked: Asked) -> View:
    view = asked.view or choose_view(case)
    if view not in list_views(case):
        raise FaultsError(
            [Fault(VIEW_EMPTY, f"{view} is asked for, and the case does not answer it")]
        )
    return view


def _score(case: Case, drafter: Drafter) -> tuple[Line, ...]:
    plan = plan_activities(case, drafter.sources)
    errors = [fault for fault in plan.faults if fault.is_error]
    if errors:
        raise FaultsError(errors)
    return score_activities(plan.activities, case.machine.data_period.last.year)


def _read_line(line: Line, leaves: LeafLines) -> LineFormula:
    amount = read_polynomial(line.activity.amount, leaves.lines)
    score = amount.scale(_intensity(line.activity))
    has_share = any(spread.is_share for spread in line.activity.amount_spreads)
    mass = Polynomial()
    if has_share and line.activity.mass_kg:
        mass = _find_mass(line.activity, leaves)
    return LineFormula(line, score, mass)


def _intensity(activity: Activity) -> Decimal:
    """Give kg CO2e of one unit of the factor, uptake left out (method 2)."""
    values = activity.choice.chosen.values
    counted = (name for name in CATEGORIES if name is not Category.BIOGENIC_REMOVALS)
    return Decimal(fsum(float(values.get(name, Decimal(0))) for name in counted))


def _find_mass(activity: Activity, leaves: LeafLines) -> Polynomial:
    """Find the finished mass of a part among the terms of its amount."""
    waiting = [activity.amount]
    while waiting:
        term = waiting.pop()
        if term.unit == "kg" and term.value == activity.mass_kg:
            return read_polynomial(term, leaves.lines)
        waiting += term.inputs
    raise FaultsError([Fault(NOT_PROVEN, f"{activity.id} does not show its mass")])


def _write(
    view: View, formulas: Iterable[LineFormula], variables: Variables, draws: DrawTables | None
) -> Model:
    by_cell: dict[Cell, list[Polynomial]] = {}
    for formula in formulas:
        cell = Cell(formula.line.stage, formula.line.subassembly)
        by_cell.setdefault(cell, []).append(formula.score)
    tape = TapeBuilder(len(variables.stated))
    numbers = variables.write(tape)
    outputs = [write_polynomial(add_polynomials(each), tape, numbers) for each in by_cell.values()]
    products: tuple[Monomial, ...] = draws.products if draws else ()
    outputs += [write_product(key, tape, numbers) for key in products]
    return Model(view, tuple(by_cell), tape.finish(outputs), draws)


def _prove(model: Model, drafter: Drafter, group: Group, stated: Mapping[str, Decimal]) -> None:
    case = drafter.draft(group, stated)
    sums: dict[Cell, float] = dict.fromkeys(model.cells, 0.0)
    for line in lines_of_view(_score(case, drafter), model.view):
        cell = Cell(line.stage, line.subassembly)
        sums[cell] = sums.get(cell, 0.0) + line.emissions
    values = np.array([[float(stated[name])] for name in list_variables(drafter.template).stated])
    found: Floats = evaluate(model.tape, values)[:, 0]
    total = fsum(sums.values())
    for cell, expected in sums.items():
        given = float(found[model.cells.index(cell)]) if cell in model.cells else 0.0
        if abs(given - expected) > TOLERANCE * abs(total):
            told = ", ".join(f"{name} {value}" for name, value in stated.items())
            text = (
                f"{cell.stage} of {cell.subassembly}: {given:.9g} instead of {expected:.9g} kg CO2e"
            )
            raise FaultsError([Fault(NOT_PROVEN, f"{text} at {told}")])
