"""Units and flow properties of a package, and how amounts convert between them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from cradlegate.background.formats.faults import (
    BAD_CONVERSION,
    BAD_FIELD,
    DOUBLE_UUID,
    UNKNOWN_UNIT,
)
from cradlegate.background.openlca.json_object import JsonObject
from cradlegate.background.openlca.package import Package


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units of one dimension.

    Args:
        reference: id of the unit in which the others are expressed.
        symbol: of the reference unit, such as `kg`.
        factors: reference units in one unit, by id of the unit.
    """

    reference: str
    symbol: str
    factors: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Measures:
    """How amounts of one flow may be given.

    Args:
        reference: id of the reference flow property.
        factors: by id of the flow property: how much of its reference unit stands for one
            reference unit of the reference property, such as 0.001 m3 for 1 kg.
    """

    reference: str
    factors: Mapping[str, float]


UnitGroups: TypeAlias = Mapping[str, UnitGroup | None]
"""By id of the flow property that is measured in them; None for a group that was refused."""


def read_unit_groups(package: Package) -> UnitGroups:
    """Read the unit groups of a package."""
    groups = {
        key: _read_unit_group(document)
        for key, document in package.documents("unit_groups", "unit group")
    }
    return MappingProxyType(
        {
            key: groups[group]
            for key, document in package.documents("flow_properties", "flow property")
            if (group := document.id_of("unitGroup")) in groups
        }
    )


def read_measures(flow: JsonObject) -> Measures | None:
    """Read the flow properties of a flow; None where they were refused."""
    factors: dict[str, float] = {}
    references = []
    for entry in flow.each("flowProperties"):
        key, factor = entry.id_of("flowProperty"), entry.needed_number("conversionFactor")
        if factor is None:
            return None
        if key in factors:
            entry.refuse(DOUBLE_UUID, f"flow property {key} stands twice", "flowProperty")
        factors[key] = factor
        if entry.flag("isRefFlowProperty", "referenceFlowProperty"):
            references.append(key)
    if [factors[key] for key in references] != [1]:
        stated = _list([factors[key] for key in references])
        found = f"factor of the reference flow property: {stated}"
        flow.refuse(BAD_CONVERSION, found, "flowProperties")
        return None
    return Measures(references[0], MappingProxyType(factors))


def find_factor(entry: JsonObject, measures: Measures, groups: UnitGroups) -> float | None:
    """Find how many reference units of its flow one unit of an entry is; None where refused.

    An entry without unit or flow property is given in the reference.

    Args:
        entry: an exchange or a characterisation factor, with `unit` and `flowProperty`.
        measures: of its flow.

    Source: openLCA schema, Unit and FlowPropertyFactor: amount · unit factor / property factor.
    """
    key = entry.id_of("flowProperty") or measures.reference
    if key not in groups or key not in measures.factors:
        why = "is none of its flow" if key in groups else "has no unit group in the package"
        found = f"flow property `{_name(entry, 'flowProperty')}` {why}"
        entry.refuse(UNKNOWN_UNIT, found, "flowProperty")
        return None
    group = groups[key]
    if group is None:
        return None
    unit = entry.id_of("unit") or group.reference
    if unit not in group.factors:
        found = f"unit `{_name(entry, 'unit')}` does not stand beside `{group.symbol}`"
        entry.refuse(UNKNOWN_UNIT, found, "unit")
        return None
    return _divide(entry, group.factors[unit], measures.factors[key])


def _divide(entry: JsonObject, by_unit: float, by_property: float) -> float | None:
    factor = by_unit / by_property if by_unit > 0 and by_property > 0 else 0
    if 0 < factor < math.inf:
        return factor
    found = f"1 {_name(entry, 'unit')} is {by_unit:g} of its reference unit, of which"
    entry.refuse(BAD_CONVERSION, f"{found} {by_property:g} stand for one of the flow", "unit")
    return None


def _name(entry: JsonObject, reference: str) -> str:
    return entry.name_of(reference) or "reference"


def _read_unit_group(group: JsonObject) -> UnitGroup | None:
    factors: dict[str, float] = {}
    references = []
    for unit in group.each("units"):
        key, factor = unit.text("@id").lower(), unit.needed_number("conversionFactor")
        if not key:
            unit.refuse(BAD_FIELD, "a unit without an @id", "@id")
        if factor is None or not key:
            return None
        if key in factors:
            unit.refuse(DOUBLE_UUID, f"unit {key} stands twice", "@id")
        factors[key] = factor
        if unit.flag("isRefUnit", "referenceUnit"):
            references.append((key, unit.text("name") or key))
    if [factors[key] for key, _ in references] != [1]:
        stated = _list([factors[key] for key, _ in references])
        group.refuse(BAD_CONVERSION, f"factor of the reference unit: {stated}", "units")
        return None
    return UnitGroup(*references[0], MappingProxyType(factors))


def _list(factors: list[float]) -> str:
    return " and ".join(f"{factor:g}" for factor in factors) or "not stated"
