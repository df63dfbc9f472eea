"""What other choices would give, on the shipped machine, and what is asked of a footprint."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from types import MappingProxyType

import pytest

from cradlegate.background.factor import FactorFamily, FactorKind, Scope
from cradlegate.core.category import Category
from cradlegate.core.fault import FaultsError
from cradlegate.core.stage import View
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.sensitivity.analyse import (
    Question,
    Sensitivity,
    SensitivityMethod,
    analyse,
)
from cradlegate.footprint.sensitivity.scenarios import (
    ChoiceKind,
    Scenario,
    is_comparable,
    list_scenarios,
)
from cradlegate.footprint.sources import Sources
from cradlegate.product.case import Case
from tests.declaration.shipped_case import computed_example, shipped_stock
from tests.footprint.test_sensitivity import factor

QUICK = Settings(draws=100)
LOCAL = Question(SensitivityMethod.LOCAL, 4096)


def scenarios(case: Case, settings: Settings = QUICK) -> list[Scenario]:
    sources = shipped_stock().sources
    return list(list_scenarios(case, sources, calculate(case, sources, settings)))


@cache
def shipped() -> tuple[Scenario, ...]:
    return tuple(scenarios(computed_example().case))


def of(kind: ChoiceKind, found: tuple[Scenario, ...] | list[Scenario]) -> dict[str, Scenario]:
    return {item.instead: item for item in found if item.kind is kind}


def total(case: Case, settings: Settings = QUICK) -> float:
    return calculate(case, shipped_stock().sources, settings).total()


@pytest.mark.parametrize("view", [View.CRADLE_TO_GATE, View.WHOLE_LIFE])
def test_another_boundary_gives_what_asking_for_it_gives(view: View):
    expected = total(computed_example().case, Settings(view=view, draws=100))
    found = of(ChoiceKind.BOUNDARY, shipped())
    assert expected in [item.kgco2e for item in found.values()]
    assert len(found) == 2, "the boundary as it stands is no other choice"


def test_another_end_point_gives_what_declaring_it_gives():
    case = computed_example().case
    moved = replace(case, machine=replace(case.machine, transport_end="site"))
    [found] = of(ChoiceKind.END_POINT, shipped()).values()
    assert (found.chosen, found.instead) == ("port of entry", "site of use")
    assert found.kgco2e == total(moved)
    assert found.change == found.kgco2e - total(case)


def test_a_view_without_an_end_point_has_no_other_end_points():
    settings = Settings(view=View.WHOLE_LIFE, draws=100)
    assert of(ChoiceKind.END_POINT, scenarios(computed_example().case, settings)) == {}


def test_another_key_gives_what_the_footprint_says_it_gives():
    expected = {item.kgco2e for item in computed_example().footprint.alternatives}
    found = of(ChoiceKind.ALLOCATION, shipped()).values()
    assert {item.kgco2e for item in found} == expected


def test_another_factor_gives_what_the_library_gives_with_it_in_its_place():
    """Every figure of the other factor is put under the id of the one that is used."""
    case, stock = computed_example().case, shipped_stock()
    library = stock.sources.library
    used, other = (library.factors[name] for name in ("est-cast-iron", "mat-itf-cast-iron"))
    factors = MappingProxyType({**library.factors, used.id: replace(used, values=other.values)})
    sources = Sources(replace(library, factors=factors))
    expected = calculate(case, sources, QUICK).total()
    found = of(ChoiceKind.FACTOR, shipped())[other.id]
    assert found.chosen == used.id
    assert found.kgco2e == pytest.approx(expected, rel=1e-12)
    assert found.change < 0


def test_without_instruments_the_grid_stands_in_their_place():
    footprint = computed_example().footprint
    pair = replace(footprint.instruments, without_instruments=footprint.total() + 500)
    found = list_scenarios(
        computed_example().case,
        shipped_stock().sources,
        replace(footprint, instruments=pair),
    )
    [item] = of(ChoiceKind.ELECTRICITY, found).values()
    assert item.change == pytest.approx(500)
    assert of(ChoiceKind.ELECTRICITY, shipped()) == {}, "the shipped machine uses none"


def test_the_largest_change_of_a_kind_comes_first():
    kinds = list(ChoiceKind)
    order = [(kinds.index(item.kind), -abs(item.change)) for item in shipped()]
    assert order == sorted(order)
    assert all(item.change for item in shipped())


def test_only_factors_with_the_same_steps_inside_stand_for_each_other():
    iron = factor("iron")
    assert is_comparable(iron, replace(iron, id="other"))
    assert not is_comparable(iron, replace(iron, scope=frozenset({Scope.MACHINING})))
    assert not is_comparable(iron, replace(iron, family=FactorFamily.AVOIDED))
    truck = replace(iron, kind=FactorKind.TRANSPORT)
    assert not is_comparable(truck, replace(truck, id="van"))


def test_uptake_of_another_factor_is_left_out_as_the_headline_leaves_it_out():
    case, stock = computed_example().case, shipped_stock()
    library = stock.sources.library
    other = library.factors["mat-itf-cast-iron"]
    uptake = {**other.values, Category.BIOGENIC_REMOVALS: Decimal(-9)}
    factors = MappingProxyType({**library.factors, other.id: replace(other, values=uptake)})
    sources = Sources(replace(library, factors=factors))
    found = list_scenarios(case, sources, calculate(case, sources, QUICK))
    assert of(ChoiceKind.FACTOR, found)[other.id] == of(ChoiceKind.FACTOR, shipped())[other.id]


# --- The whole question --------------------------------------------------------------------------


def ask(question: Question) -> Sensitivity:
    return analyse(computed_example().case, shipped_stock().sources, QUICK, question)


@pytest.mark.parametrize("points", [0, -4096, 128, 500, 262144])
def test_points_that_are_no_power_of_two_in_range_are_refused(points: int):
    with pytest.raises(FaultsError) as refused:
        ask(Question(SensitivityMethod.SOBOL, points))
    assert [fault.code for fault in refused.value.faults] == ["FP-080"]


@pytest.mark.parametrize("target", [0.0, -1.0, float("nan"), float("inf")])
def test_a_target_that_no_result_can_cross_is_refused_together_with_the_rest(target: float):
    with pytest.raises(FaultsError) as refused:
        ask(Question(SensitivityMethod.SOBOL, 3, target))
    assert [fault.code for fault in refused.value.faults] == ["FP-080", "FP-081"]


def test_both_methods_agree_who_decides_most():
    local, sobol = ask(LOCAL), ask(Question(SensitivityMethod.SOBOL, 512))
    assert local.variance is None
    assert sobol.variance is not None
    assert local.narrowings[0].figure.id == sobol.narrowings[0].figure.id == "factor/est-cast-iron"
    assert local.helpers[0].party == "SUP-FOUNDRY"
    assert all(len(item.figures) == 1 for item in sobol.variance.shares[:-1])
    assert len(sobol.narrowings) == len(sobol.variance.shares) - 1, "a group cannot be asked for"


def test_a_target_says_how_many_draws_lie_above_it():
    footprint = computed_example().footprint
    target = ask(replace(LOCAL, target=footprint.total())).target
    assert target is not None
    assert 0.2 < target.share_above < 0.9
    assert target.crossings[0].multiple == pytest.approx(1)
    never = ask(replace(LOCAL, target=1e9)).target
    assert never is not None
    assert never.share_above == 0
