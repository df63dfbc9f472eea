"""Parts of ecoSpold 2 files that datasets and master data have in common.

Source: ecoSpold 2 data format, namespace `http://www.EcoInvent.org/EcoSpold02`.
"""

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "{http://www.EcoInvent.org/EcoSpold02}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\Z")


@dataclass(frozen=True, slots=True)
class FlowDescription:
    """What is said of a flow beside its amount; empty where nothing is said.

    Args:
        unit: its name.
        unit_id: its id, which master data can give a name.
        path: compartment and subcompartment of an elementary flow.
    """

    name: str
    unit: str
    unit_id: str
    path: tuple[str, ...]
    cas: str


@dataclass(frozen=True, slots=True)
class Property:
    """What one unit of an exchange has of something, such as a price or dry mass."""

    id: str
    name: str
    unit: str
    amount: float


def list_properties(element: "_Element") -> tuple[Property, ...]:
    """List the properties of an exchange whose amount is a number."""
    return tuple(
        Property(
            id_of(each, "propertyId"), text_of(each, "name"), text_of(each, "unitName"), amount
        )
        for each in element.findall(f"{NAMESPACE}property")
        if (amount := parse_number(each.get("amount") or "")) is not None
    )


def describe_flow(element: "_Element") -> FlowDescription:
    """Read what an intermediate or elementary exchange, or master data, says of its flow."""
    compartment = element.find(f"{NAMESPACE}compartment")
    path: tuple[str, ...] = ()
    if compartment is not None:
        path = (text_of(compartment, "compartment"), text_of(compartment, "subcompartment"))
    return FlowDescription(
        name=text_of(element, "name"),
        unit=text_of(element, "unitName"),
        unit_id=id_of(element, "unitId"),
        path=tuple(part for part in path if part),
        cas=(element.get("casNumber") or "").strip().lstrip("0"),
    )


def text_of(element: "_Element", name: str) -> str:
    """Give the text of the part of this name, in English where it is there in English."""
    texts = [
        (part.get(_LANGUAGE) != "en", text)
        for part in element.findall(NAMESPACE + name)
        if (text := (part.text or "").strip())
    ]
    return min(texts, key=lambda each: each[0], default=(True, ""))[1]


def id_of(element: "_Element", name: str) -> str:
    """Give an attribute that holds an id, in lower case; empty where it is not there."""
    return (element.get(name) or "").strip().lower()


def parse_number(text: str) -> float | None:
    """Read a finite figure as XML writes it; None for all else, such as `Infinity` or `1,5`."""
    bare = text.strip()
    figure = float(bare) if _NUMBER.match(bare) else math.inf
    return figure if math.isfinite(figure) else None
