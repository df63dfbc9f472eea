"""Flows of a package, with the units and flow properties in which amounts of them are given."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cradlegate.background.datasets.dataset import Flow, FlowKind
from cradlegate.background.formats.faults import BAD_FIELD, UNKNOWN_UNIT
from cradlegate.background.openlca.json_object import JsonObject
from cradlegate.background.openlca.package import Package
from cradlegate.background.openlca.places import Places
from cradlegate.background.openlca.quantities import Measures, UnitGroups, read_measures

_KINDS = {
    "PRODUCT_FLOW": FlowKind.PRODUCT,
    "WASTE_FLOW": FlowKind.WASTE,
    "ELEMENTARY_FLOW": FlowKind.ELEMENTARY,
}
_CAS = re.compile(r"0*([1-9]\d+-\d\d-\d)")


@dataclass(frozen=True, slots=True)
class MeasuredFlow:
    """A flow, and how amounts of it may be given."""

    flow: Flow
    measures: Measures


def read_flows(
    package: Package, groups: UnitGroups, places: Places
) -> Mapping[str, MeasuredFlow | None]:
    """Read the flows of a package, by id; None for one that was refused."""
    return MappingProxyType(
        {
            key: _read_flow(key, document, groups, places)
            for key, document in package.documents("flows", "flow")
        }
    )


def _read_flow(
    key: str, document: JsonObject, groups: UnitGroups, places: Places
) -> MeasuredFlow | None:
    kind = _KINDS.get(document.text("flowType"))
    if kind is None:
        found = f"flowType is none of {', '.join(_KINDS)}"
        document.refuse(BAD_FIELD, found, "flowType")
    measures = read_measures(document)
    if measures and measures.reference not in groups:
        found = "its reference flow property has no unit group in the package"
        document.refuse(UNKNOWN_UNIT, found, "flowProperties")
    group = groups.get(measures.reference) if measures else None
    if kind is None or measures is None or group is None:
        return None
    cas = _CAS.fullmatch(document.text("cas"))
    flow = Flow(
        id=key,
        name=document.text("name") or key,
        kind=kind,
        path=places.path_of(document),
        unit=group.symbol,
        cas=cas[1] if cas else "",
        location=places.code_of(document),
    )
    return MeasuredFlow(flow, measures)
