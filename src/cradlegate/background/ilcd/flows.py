"""Flows of an ILCD package, and the unit that each is counted in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cradlegate.background.datasets.dataset import Flow, FlowKind
from cradlegate.background.formats.faults import UNKNOWN_TYPE
from cradlegate.background.ilcd.data_set import (
    DataSet,
    find,
    find_all,
    find_name,
    find_text,
)
from cradlegate.background.ilcd.units import read_property_id
from cradlegate.core.fault import Fault

_KINDS = {
    "product flow": FlowKind.PRODUCT,
    "waste flow": FlowKind.WASTE,
    "elementary flow": FlowKind.ELEMENTARY,
}
_CATEGORIES = ("elementaryFlowCategorization", "classification")


@dataclass(frozen=True, slots=True)
class PublishedFlow:
    """A flow as it stands in its file.

    Args:
        flow: without its unit.
        property_id: of its reference property; empty where it names none.
    """

    flow: Flow
    property_id: str
    file: str


def read_flow(data_set: DataSet, found: list[Fault]) -> PublishedFlow:
    """Read a flow; its unit is found when unit groups and properties are known."""
    information = "flowInformation/dataSetInformation"
    flow = Flow(
        id=data_set.id,
        name=find_name(data_set.root, f"{information}/name") or data_set.id,
        kind=_read_kind(data_set, found),
        path=_read_path(data_set),
        unit="",
        cas=find_text(data_set.root, f"{information}/CASNumber").lstrip("0"),
        location=find_text(data_set.root, "flowInformation/geography/locationOfSupply"),
    )
    return PublishedFlow(flow, read_property_id(data_set, found), data_set.file)


def settle_unit(
    published: PublishedFlow, group_by_property: Mapping[str, str], unit_by_group: Mapping[str, str]
) -> Flow | str:
    """Give a flow its unit.

    Args:
        group_by_property: id of the unit group of every flow property.
        unit_by_group: name of the reference unit of every unit group.

    Returns:
        the flow, or what is missing, in words.
    """
    name = published.property_id
    if not name:
        return "it names no reference property"
    if name not in group_by_property:
        return f"its reference property {name} is not in the package"
    group = group_by_property[name]
    if group not in unit_by_group:
        return f"the unit group {group} of its reference property {name} is not in the package"
    return replace(published.flow, unit=unit_by_group[group])


def _read_kind(data_set: DataSet, found: list[Fault]) -> FlowKind:
    stated = find_text(data_set.root, "modellingAndValidation/*/typeOfDataSet")
    kind = _KINDS.get(stated.lower())
    if kind is None:
        found.append(data_set.report(UNKNOWN_TYPE, f"the flow is of type `{stated}`"))
    return kind or FlowKind.PRODUCT


def _read_path(data_set: DataSet) -> tuple[str, ...]:
    """Give the levels of its first category, outermost first."""
    place = "flowInformation/dataSetInformation/classificationInformation"
    for name in _CATEGORIES:
        category = find(data_set.root, f"{place}/{name}")
        if category is not None:
            levels = sorted(find_all(category, "*"), key=lambda each: each.get("level") or "")
            return tuple(text for each in levels if (text := (each.text or "").strip()))
    return ()
