"""What exchanges and characterisation factors refer to."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from cradlegate.background.datasets.elementary import is_called_gas
from cradlegate.background.formats.faults import (
    BAD_FIELD,
    BAD_NUMBER,
    MISSING_FLOW,
    MISSING_GAS,
)
from cradlegate.background.formats.formulas import Variables
from cradlegate.background.openlca.flows import MeasuredFlow
from cradlegate.background.openlca.json_object import JsonObject
from cradlegate.background.openlca.places import Places
from cradlegate.background.openlca.quantities import UnitGroups
from cradlegate.core.fault import Fault


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the objects of a package refer to.

    Args:
        flows: by id; None for one that was refused.
        warnings: to which those of processes and methods are added.
        variables: parameters that hold for the whole package.
    """

    flows: Mapping[str, MeasuredFlow | None]
    groups: UnitGroups
    places: Places
    warnings: list[Fault]
    variables: Variables = field(default_factory=Variables)

    def flow_of(self, entry: JsonObject, *, is_emission: bool = False) -> MeasuredFlow | None:
        """Give the flow that an entry refers to, and note one that is not in the package.

        Args:
            is_emission: whether a greenhouse gas that is missing is left out of a footprint.
        """
        key = entry.id_of("flow")
        if key and key not in self.flows:
            is_gas = is_emission and is_called_gas(entry.name_of("flow"))
            kind = MISSING_GAS if is_gas else MISSING_FLOW
            self.places.gaps.note(kind, "flow", entry, "flow")
        if entry.content.get("flow") is None:
            entry.refuse(BAD_FIELD, "flow is missing", "flow")
        return self.flows.get(key)


def convert(entry: JsonObject, value: float, factor: float) -> float:
    """Multiply a figure of an entry with a factor; what leaves the range of numbers is refused."""
    converted = value * factor
    if not math.isfinite(converted) or (value and not converted):
        found = f"{value:g} becomes {converted:g} in the unit of the flow"
        entry.refuse(BAD_NUMBER, found)
    return converted
