"""Whatever the amounts are: a figure is finite and within its bound of the exact one, or is none."""

import math
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from cradlegate.background.datasets.background import build_background
from cradlegate.background.datasets.characterise import open_gwp_set
from cradlegate.background.datasets.link import DEFAULT_RULES
from cradlegate.background.datasets.score import ScoreState
from cradlegate.background.library import shipped_library
from cradlegate.core.category import CATEGORIES, Category
from tests.background.datasets.databases import CO2, database, emits, process, takes

AR6 = open_gwp_set(shipped_library(), "AR6")
FOSSIL = CATEGORIES.index(Category.FOSSIL_OTHER)
COUNT = 4
AMOUNT = st.one_of(
    st.floats(0.01, 3.0),
    st.floats(-2.0, -0.01),
    st.floats(-15.0, 15.0).map(lambda power: 10.0**power),
    st.floats(-307.0, 308.0).map(lambda power: 10.0**power),
)


@st.composite
def databases(draw):
    """Some processes that take of each other and of themselves, in amounts of any size."""
    made = []
    for at in range(COUNT):
        taken = draw(st.dictionaries(st.integers(0, COUNT - 1), AMOUNT, max_size=2))
        inputs = [takes(f"p{supplier}", amount) for supplier, amount in taken.items()]
        burden = [emits(CO2, draw(AMOUNT))] if draw(st.booleans()) else []
        made.append(process(f"p{at}", *inputs, *burden, gives=draw(AMOUNT)))
    return made


def solve_exactly(processes):
    """Solve outputs · y - inputs · y = burdens in fractions; the systems here are not singular."""
    rows = []
    for process_ in processes:
        row = {process_.id: Fraction(process_.exchanges[0].amount)}
        for each in process_.exchanges[1:]:
            if each.flow == CO2:
                row["burden"] = row.get("burden", Fraction(0)) + Fraction(each.amount)
            else:
                row[each.flow] = row.get(each.flow, Fraction(0)) - Fraction(each.amount)
        rows.append(row)
    return eliminate(rows, [each.id for each in processes])


def eliminate(rows, names):
    left = list(rows)
    for name in names:
        pivot = next(row for row in left if row.get(name))
        left.remove(pivot)
        scaled = {key: value / pivot[name] for key, value in pivot.items()}
        left = [subtract(row, scaled, name) for row in left] + [scaled]
    return {name: row.get("burden", Fraction(0)) for name, row in zip(names, left, strict=True)}


def subtract(row, pivot, name):
    times = row.get(name, Fraction(0))
    keys = row.keys() | pivot.keys()
    return {key: row.get(key, Fraction(0)) - times * pivot.get(key, Fraction(0)) for key in keys}


@given(databases())
def test_every_figure_is_within_its_bound_of_the_exact_one_or_there_is_none(made):
    built = build_background(database(*made), AR6, DEFAULT_RULES)
    states = dict(zip(built.compiled.process_ids, built.scored.states, strict=True))
    supplied = {ScoreState.SCORED, ScoreState.NO_CLIMATE_FLOW}
    kept = [each for each in made if states[each.id] in supplied]
    exact = solve_exactly(kept)
    for row, (name, state) in enumerate(states.items()):
        value, bound = built.scored.values[row, FOSSIL], built.scored.bounds[row, FOSSIL]
        if state is ScoreState.SCORED:
            assert math.isfinite(value)
            # Short of underflow, as the certificate says.
            assert abs(Fraction(value) - exact[name]) <= Fraction(bound) + Fraction(1e-300)
        else:
            assert math.isnan(value)
    assert all(fault.found for fault in built.faults)
