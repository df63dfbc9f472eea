"""What elementary flows count for in kg CO2e, by category, and what is not counted.

Flows are matched by identifier where a method came with the database, and else by name.  Emissions
count where they leave a process, uptake where it is taken in (ISO 14067, 6.5.2; method 1 and 2).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cradlegate.background.datasets.dataset import (
    CharacterisationFactor,
    CharacterisationMethod,
    Flow,
    FlowKind,
    InventoryDatabase,
)
from cradlegate.background.datasets.elementary import (
    CATEGORY_OF,
    Gas,
    Origin,
    find_gas,
    name_gas,
    sounds_like_gas,
)
from cradlegate.background.factor import FactorKind
from cradlegate.background.library import Library
from cradlegate.core.category import Category

CO2 = "co2"
_COMPARTMENT = re.compile(r"\s*\((?:Mass|Volume|Number|Radioactivity|Energy)\b.*\)$")
"""What ILCD writes behind the name of a flow: property, unit and compartment."""
_CYCLED = frozenset({Origin.BIOGENIC, Origin.UPTAKE})


@dataclass(frozen=True, slots=True)
class FactorSet:
    """What gases or flows count for.

    Args:
        name: such as `AR6 GWP100`, or that of a method.
        by_gas: kg CO2e per kg, by key of the gas; empty for a method, whose flows tell it.
        method: that came with a database; None for a set of the library.
    """

    name: str
    by_gas: Mapping[str, float]
    method: CharacterisationMethod | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """What one unit of an elementary flow counts for.

    Args:
        category: where it is added up.
        value: kg CO2e; biogenic CO2 counts 1, and -1 where it is taken up, also where the method
            sets it to 0 (method 2).
        by_method: kg CO2e as the set or method has it, biogenic CO2 at 0.
        is_input: whether it counts where it is taken in.
        is_by_name: whether the flow was matched by its name.
    """

    category: Category
    value: float
    by_method: float
    is_input: bool
    is_by_name: bool


@dataclass(frozen=True, slots=True)
class Characterisation:
    """The scores of a database's flows.

    Args:
        scores: by id of the flow.
        suspects: flows that sound like a greenhouse gas and count for nothing, by id.
    """

    set_name: str
    scores: Mapping[str, Score]
    suspects: tuple[str, ...]


def open_gwp_set(library: Library, gwp_set: str) -> FactorSet:
    """Take the figures of a set out of the factor library.

    Args:
        gwp_set: `AR5` or `AR6`.

    Raises:
        KeyError: a set of which the library has no usable figure.
    """
    by_gas = {
        each.material_key: float(each.total)
        for each in library.factors.values()
        if each.kind is FactorKind.GAS and each.gwp_set == gwp_set and not each.barred
    }
    if not by_gas:
        raise KeyError(gwp_set)
    return FactorSet(f"{gwp_set} GWP100", by_gas)


def open_method(method: CharacterisationMethod) -> FactorSet:
    """Take the figures of a method that came with a database."""
    return FactorSet(method.name, {}, method)


def characterise(database: InventoryDatabase, factors: FactorSet) -> Characterisation:
    """Score every elementary flow of a database that is a greenhouse gas."""
    by_flow = _index(factors.method)
    factors = replace(factors, by_gas=factors.by_gas or _name_gases(by_flow.values()))
    scores: dict[str, Score] = {}
    suspects = []
    for flow in database.flows.values():
        if flow.kind is FlowKind.ELEMENTARY:
            score = _score(flow, factors, by_flow)
            if score:
                scores[flow.id] = score
            elif sounds_like_gas(flow):
                suspects.append(flow.id)
    return Characterisation(factors.name, scores, tuple(suspects))


def _index(method: CharacterisationMethod | None) -> dict[str, CharacterisationFactor]:
    """Index the factors that hold everywhere by flow."""
    return {each.flow: each for each in method.factors if not each.location} if method else {}


def _name_gases(factors: Iterable[CharacterisationFactor]) -> dict[str, float]:
    """Tell by the names of its flows what a method counts gases for; the first of each name."""
    found: dict[str, float] = {}
    for each in factors:
        gas = name_gas(_COMPARTMENT.sub("", each.flow_name))
        is_cycled = gas is not None and gas.key == CO2 and gas.origin in _CYCLED
        if gas and not is_cycled:
            found.setdefault(gas.key, each.value)
    return found


def _score(
    flow: Flow, factors: FactorSet, by_flow: Mapping[str, CharacterisationFactor]
) -> Score | None:
    gas = find_gas(flow)
    factor = by_flow.get(flow.id)
    if factor:
        return _score_by_method(gas, factor)
    figure = factors.by_gas.get(gas.key) if gas else None
    return None if gas is None or figure is None else _score_by_name(gas, figure)


def _score_by_method(gas: Gas | None, factor: CharacterisationFactor) -> Score:
    category = CATEGORY_OF[gas.origin] if gas else Category.UNSPLIT
    value = _count_biogenic(gas, factor.value)
    return Score(category, value, factor.value, factor.is_input, is_by_name=False)


def _score_by_name(gas: Gas, figure: float) -> Score:
    is_cycled = gas.key == CO2 and gas.origin in _CYCLED
    by_method = 0.0 if is_cycled else figure
    is_input = gas.origin is Origin.UPTAKE
    value = _count_biogenic(gas, figure)
    return Score(CATEGORY_OF[gas.origin], value, by_method, is_input, is_by_name=True)


def _count_biogenic(gas: Gas | None, figure: float) -> float:
    """Count carbon dioxide that plants took up as 1 where it leaves, and as -1 where it enters."""
    if gas is None or gas.key != CO2:
        return figure
    return {Origin.BIOGENIC: 1.0, Origin.UPTAKE: -1.0}.get(gas.origin, figure)
