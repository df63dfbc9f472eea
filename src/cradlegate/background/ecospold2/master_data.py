"""Master data that may come with an ecoSpold 2 package."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cradlegate.background.ecospold2.parts import (
    NAMESPACE,
    FlowDescription,
    describe_flow,
    id_of,
    text_of,
)

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class MasterData:
    """What files of master data add to the datasets; a package may come without any.

    Args:
        units: names by id of the unit.
        flows: descriptions by id of the flow.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    flows: Mapping[str, FlowDescription] = field(default_factory=dict)

    def add(self, root: "_Element") -> "MasterData":
        """Add the units and flows of one more file; what is known already stays as it is."""
        units = {id_of(each, "id"): text_of(each, "name") for each in _list_parts(root, "unit")}
        flows = {
            id_of(each, "id"): describe_flow(each)
            for name in ("intermediateExchange", "elementaryExchange")
            for each in _list_parts(root, name)
        }
        return MasterData({**units, **self.units}, {**flows, **self.flows})

    def name_unit(self, description: FlowDescription) -> str:
        """Give the unit of a flow by its name; empty where none is known."""
        return description.unit or self.units.get(description.unit_id, "")


def _list_parts(root: "_Element", name: str) -> "list[_Element]":
    return root.findall(NAMESPACE + name)
