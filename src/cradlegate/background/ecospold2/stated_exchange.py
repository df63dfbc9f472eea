"""One exchange of ecoSpold 2, as its dataset states it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cradlegate.background.ecospold2.parts import (
    NAMESPACE,
    FlowDescription,
    Property,
    describe_flow,
    id_of,
    list_properties,
    parse_number,
)
from cradlegate.background.ecospold2.spread import Spread, read_spread
from cradlegate.background.formats.faults import BAD_FIELD, BAD_NUMBER
from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.tables.reading.xml_trees import name_tag

if TYPE_CHECKING:
    from lxml.etree import _Element

EXCHANGES = frozenset({"intermediateExchange", "elementaryExchange"})
_REFERENCE, _FOR_TREATMENT = "0", "3"
_GROUPS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "intermediateExchange": {
        "inputGroup": ("1", "2", "3", "5"),
        "outputGroup": ("0", "2", "3", "5"),
    },
    "elementaryExchange": {"inputGroup": ("4",), "outputGroup": ("4",)},
}


@dataclass(frozen=True, slots=True)
class StatedExchange:
    """An exchange as its dataset states it, in the unit that it has there.

    Args:
        flow: id.
        is_reference: whether it stands among the reference products (output group 0).
        is_for_treatment: whether it is material for treatment (output group 3).
        link: id of the activity that supplies it; empty where none is named.
        properties: of one unit of it.
        formula: that its amount follows; empty for none.
        variable: by which formulas call its amount; empty for none.
    """

    id: str
    flow: str
    description: FlowDescription
    is_elementary: bool
    is_input: bool
    is_reference: bool
    is_for_treatment: bool
    amount: float
    spread: Spread
    link: str
    properties: tuple[Property, ...] = ()
    formula: str = ""
    variable: str = ""


def read_exchange(element: "_Element", place: Place, name: str) -> StatedExchange:
    """Read one exchange of a dataset.

    Args:
        element: an intermediate or elementary exchange.
        place: of the dataset.
        name: of its activity, for faults.

    Raises:
        FaultsError: of its first field that cannot be read (BG-102, BG-103).
    """
    tag, id_ = name_tag(element), id_of(element, "id")
    flow = id_of(element, f"{tag}Id")

    def refuse(kind: FaultKind, found: str) -> FaultsError:
        return FaultsError([Fault(kind, f"{found}, in the exchange {id_} of {name}", place)])

    if not id_ or not flow:
        raise refuse(BAD_FIELD, f"{'the id' if not id_ else tag + 'Id'} is missing")
    group = _read_group(element, tag)
    if group is None:
        raise refuse(BAD_FIELD, f"there is no input or output group that an {tag} has")
    stated = element.get("amount") or ""
    amount = parse_number(stated)
    if amount is None:
        raise refuse(BAD_NUMBER, f"the amount is {stated!r}" if stated else "the amount is missing")
    return StatedExchange(
        id=id_,
        flow=flow,
        description=describe_flow(element),
        is_elementary=tag == "elementaryExchange",
        is_input=group[0] == "inputGroup",
        is_reference=group == ("outputGroup", _REFERENCE),
        is_for_treatment=group == ("outputGroup", _FOR_TREATMENT),
        amount=amount,
        spread=read_spread(element, amount),
        link=id_of(element, "activityLinkId"),
        properties=list_properties(element),
        formula=(element.get("mathematicalRelation") or "").strip(),
        variable=(element.get("variableName") or "").strip(),
    )


def _read_group(element: "_Element", tag: str) -> tuple[str, str] | None:
    """Give the one group of an exchange, such as output group 0; None where it has no such one."""
    groups: list[tuple[str, str]] = [
        (side, (part.text or "").strip())
        for side in ("inputGroup", "outputGroup")
        for part in element.findall(NAMESPACE + side)
    ]
    if len(groups) != 1 or groups[0][1] not in _GROUPS[tag][groups[0][0]]:
        return None
    return groups[0]
