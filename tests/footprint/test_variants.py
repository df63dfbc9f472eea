"""A catalogue gives for every row what a case of that row gives, and the laws of its template hold."""

from datetime import date
from decimal import Decimal

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cradlegate.core.fault import FaultsError
from cradlegate.core.stage import View
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.sources import Sources
from cradlegate.footprint.term import Term, divide, multiply
from cradlegate.footprint.variants.cases import Drafter, restate_use
from cradlegate.footprint.variants.figures import Figures, work_out
from cradlegate.footprint.variants.leaves import LeafLines, read_leaf_lines
from cradlegate.footprint.variants.model import Asked, Model, compile_model
from cradlegate.footprint.variants.polynomial import Polynomial
from cradlegate.footprint.variants.terms import leaf_key, read_polynomial
from cradlegate.footprint.variants.variables import list_variables
from cradlegate.lca.tapes.derivatives import differentiate
from cradlegate.product.templates.expansion import find_template
from cradlegate.product.variants.rows import Group

AS_OF = date(2026, 11, 22)
WHOLE = Asked(View.WHOLE_LIFE, 200, 24122)
CHINA = Group("grey_iron", "CN", "VNSGN")


def stated(**values: object) -> dict[str, Decimal]:
    return {name: Decimal(str(value)) for name, value in values.items()}


VMC = stated(
    net_mass_kg=5803.7,
    axes=3,
    spindle_kw=11,
    tools=30,
    pallets=2,
    life_years=9,
    hours_per_year=3100,
)
HMC = stated(
    net_mass_kg=14211,
    axes=4,
    spindle_kw=22,
    tools=120,
    pallets=4,
    life_years=15,
    hours_per_year=5000,
)
FIBRE = stated(net_mass_kg=9120.5, axes=3, pallets=2, beam_kw=6, life_years=10, hours_per_year=4000)


class Room:
    """Models of a template, each compiled once."""

    def __init__(self, template: str) -> None:
        self.drafter = Drafter(find_template(template), Sources(library()), AS_OF)
        self._leaves: dict[str, LeafLines] = {}
        self._models: dict[tuple[Group, Asked], Model] = {}

    def model(self, group: Group, asked: Asked) -> Model:
        base = group.base_material
        if base not in self._leaves:
            self._leaves[base] = read_leaf_lines(self.drafter, Group(base, "", ""))
        key = (group, asked)
        if key not in self._models:
            self._models[key] = compile_model(self.drafter, self._leaves[base], group, asked, [])
        return self._models[key]

    def figures(self, rows: list[dict[str, Decimal]], group: Group, asked: Asked) -> Figures:
        return work_out(self.model(group, asked), self.stack(rows))

    def stack(
        self, rows: list[dict[str, Decimal]]
    ) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        names = list_variables(self.drafter.template).stated
        return np.array([[float(row[name]) for row in rows] for name in names])


def library():
    from cradlegate.background.library import shipped_library

    return shipped_library()


ROOMS = {name: Room(name) for name in ("vmc-3axis", "hmc", "laser-fibre")}


@pytest.mark.parametrize(
    ("template", "row", "group", "asked"),
    [
        ("vmc-3axis", VMC, CHINA, WHOLE),
        ("vmc-3axis", VMC | stated(tools=0, pallets=0), Group("mineral_casting", "JP", "THBKK"), WHOLE),
        ("vmc-3axis", VMC, Group("grey_iron", "VN", "VNSGN"), Asked(None, 0, 1)),
        ("hmc", HMC, Group("grey_iron", "DE", "CNSHA"), WHOLE),
        ("laser-fibre", FIBRE, Group("steel_plate", "CN", "THBKK"), Asked(None, 100, 7)),
    ],
)  # fmt: skip
def test_a_row_gives_what_its_case_gives(
    template: str, row: dict[str, Decimal], group: Group, asked: Asked
):
    room = ROOMS[template]
    found, model = room.figures([row], group, asked), room.model(group, asked)
    footprint = calculate(
        room.drafter.draft(group, row),
        room.drafter.sources,
        Settings(asked.view, max(asked.draws, 10), asked.seed),
    )
    assert model.view is footprint.view
    assert found.total[0] == pytest.approx(footprint.total(), rel=1e-9)
    sums = {
        (row["stage"], row["subassembly"]): row["kgco2e"]
        for row in footprint.by("stage", "subassembly").to_dicts()
    }
    cells = {
        (str(cell.stage), cell.subassembly): value[0]
        for cell, value in zip(model.cells, found.cells, strict=True)
    }
    for name, value in sums.items():
        assert cells.pop(name) == pytest.approx(value, abs=1e-9 * footprint.total())
    assert set(cells.values()) <= {0.0}
    if found.low is not None and found.high is not None:
        interval = footprint.interval()
        assert found.low[0] == pytest.approx(interval.low, rel=1e-9)
        assert found.high[0] == pytest.approx(interval.high, rel=1e-9)
    else:
        assert asked.draws == 0


ROW = st.builds(
    lambda mass, axes, power, tools, life: (
        VMC | stated(net_mass_kg=mass, axes=axes, spindle_kw=power, tools=tools, life_years=life)
    ),
    st.integers(6000, 15000),
    st.integers(3, 5),
    st.integers(3, 20),
    st.integers(0, 60),
    st.integers(1, 30),
)


@given(st.lists(ROW, min_size=1, max_size=12), st.integers(1, 5), st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_neighbours_order_and_chunks_change_no_bit(rows, chunk, random):
    """Figures and draws of a row are its own: added rows, another order, other chunks leave them."""
    room = ROOMS["vmc-3axis"]
    model, whole = room.model(CHINA, WHOLE), room.figures(rows, CHINA, WHOLE)
    cut = work_out(model, room.stack(rows), chunk)
    order = list(range(len(rows)))
    random.shuffle(order)
    mixed = room.figures([rows[at] for at in order], CHINA, WHOLE)
    alone = room.figures(rows[:1], CHINA, WHOLE)
    for name in ("total", "low", "high"):
        values = getattr(whole, name)
        assert np.array_equal(getattr(cut, name), values)
        assert np.array_equal(getattr(mixed, name), values[order])
        assert getattr(alone, name)[0] == values[0]


@given(ROW, st.sampled_from(["net_mass_kg", "axes", "spindle_kw", "tools", "life_years"]))
@settings(max_examples=30)
def test_more_of_anything_is_never_less_in_total(row, name):
    """Power and axes take mass from the bed, and are worse per kg than it; so the total grows."""
    room = ROOMS["vmc-3axis"]
    more = row | {name: row[name] + 1}
    low, high = room.figures([row, more], CHINA, WHOLE).total
    assert high > low or (name == "tools" and more["tools"] <= 24)


@given(ROW, st.integers(1, 9))
@settings(max_examples=20)
def test_use_follows_a_straight_line_of_life(row, years):
    room = ROOMS["vmc-3axis"]
    model = room.model(CHINA, WHOLE)
    rows = [row | stated(life_years=years * times) for times in (1, 2, 3)]
    found = room.figures(rows, CHINA, WHOLE)
    for cell, values in zip(model.cells, found.cells, strict=True):
        if cell.stage in {"B1", "B6", "B7"}:
            assert values[1] == pytest.approx(2 * values[0], rel=1e-12)
        else:
            assert values[0] == values[1] == values[2]


def test_the_tape_tells_what_another_kilowatt_costs():
    """The slope of the total is the difference that one more kilowatt makes, rounding aside."""
    room = ROOMS["vmc-3axis"]
    model, names = room.model(CHINA, WHOLE), list_variables(room.drafter.template).stated
    slopes = differentiate(model.tape, room.stack([VMC]), range(len(model.cells))).sum(axis=0)[:, 0]
    before, after = room.figures([VMC, VMC | stated(spindle_kw=12)], CHINA, WHOLE).total
    assert slopes[names.index("spindle_kw")] == pytest.approx(after - before, rel=1e-6)


def test_formulas_that_do_not_hold_are_refused():
    """Lines that start from a wrong slope cannot pass the proof at a row."""
    room = ROOMS["vmc-3axis"]
    leaves = read_leaf_lines(room.drafter, CHINA)
    wrong = {
        key: line.scale(Decimal("1.001")) if key[0] == "power" else line
        for key, line in leaves.lines.items()
    }
    with pytest.raises(FaultsError, match="FP-060"):
        compile_model(room.drafter, LeafLines(leaves.origin, wrong), CHINA, WHOLE, [VMC])
    right = compile_model(room.drafter, leaves, CHINA, Asked(None, 0, 1), [VMC])
    assert right.view is View.CIRCULAR_12


def test_a_maker_without_assumed_works_is_refused():
    room = ROOMS["vmc-3axis"]
    leaves = read_leaf_lines(room.drafter, CHINA)
    with pytest.raises(FaultsError, match="PR-021"):
        compile_model(room.drafter, leaves, Group("grey_iron", "AQ", "VNSGN"), WHOLE, [])


def test_a_group_without_a_template_for_its_base_is_refused():
    with pytest.raises(FaultsError, match="PR-004"):
        read_leaf_lines(ROOMS["vmc-3axis"].drafter, Group("unobtainium", "", ""))


def test_use_is_restated_state_by_state():
    case = ROOMS["vmc-3axis"].drafter.draft(CHINA, VMC)
    use = case.use
    assert use is not None
    assert restate_use(None, Decimal(1), Decimal(1)) is None
    assert restate_use(use, None, None) == use
    doubled = restate_use(use, Decimal(3), use.hours_per_year * 2)
    assert doubled is not None
    assert doubled.life_years == 3
    assert [state.hours_per_year for state in doubled.states] == [
        2 * state.hours_per_year for state in use.states
    ]


def test_terms_become_products_of_what_changes():
    """(2 x + 1) × 3 ÷ 4 at x = 5 is 33/4; what divides must not change."""
    x = Term("x", Decimal(11), "kg", source="leaf")
    three, four = Term("three", Decimal(3), ""), Term("four", Decimal(4), "")
    lines = {leaf_key(x): Polynomial.line(Decimal(1), {0: Decimal(2)})}
    term = divide("quotient", "kg", multiply("product", "kg", x, three), four)
    polynomial = read_polynomial(term, lines)
    assert polynomial.at([Decimal(5)]) == Decimal(33) / 4
    assert polynomial.degree == 1
    assert Polynomial.constant(Decimal(3)).as_constant == 3
    assert polynomial.as_constant is None
    squared = read_polynomial(multiply("square", "kg2", x, x), lines)
    assert squared.terms == {(0, 0): 4, (0,): 4, (): 1}
    with pytest.raises(FaultsError, match="FP-061"):
        read_polynomial(divide("ratio", "", three, x), lines)
    with pytest.raises(FaultsError, match="FP-061"):
        read_polynomial(multiply("fifth", "", x, x, x, x, x), lines)
    unreadable = Term("odd", Decimal(1), "", formula="a blend of both", inputs=(x, three))
    with pytest.raises(FaultsError, match="FP-061"):
        read_polynomial(unreadable, lines)


def test_tables_of_figures_need_no_draws():
    found = ROOMS["hmc"].figures([HMC], Group("grey_iron", "DE", "CNSHA"), Asked(None, 0, 1))
    assert found.low is None
    assert pl.Series(found.total).is_finite().all()
