"""Unit groups and flow properties: which unit the amounts of a flow stand in."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cradlegate.background.formats.faults import BAD_FIELD, REFERENCE_FACTOR
from cradlegate.background.ilcd.data_set import (
    DataSet,
    find,
    find_all,
    find_reference,
    find_text,
    read_figure,
)
from cradlegate.core.fault import Fault

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_reference_unit(data_set: DataSet, found: list[Fault]) -> str:
    """Give the name of the unit that a unit group refers to; empty, with a fault, for none."""
    wanted = find_text(data_set.root, "*/quantitativeReference/referenceToReferenceUnit")
    unit = find_by_number(data_set.root, "units/unit", wanted)
    name = find_text(unit, "name")
    if not name:
        found.append(data_set.report(BAD_FIELD, f"its reference unit {wanted or '?'} has no name"))
    found.extend(_check_factor(data_set, unit, f"reference unit {name}"))
    return name


def read_unit_group_id(data_set: DataSet, found: list[Fault]) -> str:
    """Give the id of the unit group of a flow property; empty, with a fault, for none."""
    group = find_reference(data_set.root, "*/quantitativeReference/referenceToReferenceUnitGroup")
    if not group:
        found.append(data_set.report(BAD_FIELD, "it names no unit group"))
    return group


def read_property_id(data_set: DataSet, found: list[Fault]) -> str:
    """Give the id of the reference property of a flow; empty where it names none."""
    wanted = find_text(data_set.root, "*/quantitativeReference/referenceToReferenceFlowProperty")
    stated = find_by_number(data_set.root, "flowProperties/flowProperty", wanted)
    found.extend(_check_factor(data_set, stated, "reference property"))
    return find_reference(stated, "referenceToFlowPropertyDataSet")


def find_by_number(root: "_Element", path: str, number: str) -> "_Element | None":
    """Find the element whose internal number a data set refers to."""
    numbered = (each for each in find_all(root, path) if each.get("dataSetInternalID") == number)
    return next(numbered, None)


def _check_factor(data_set: DataSet, reference: "_Element | None", what: str) -> Iterator[Fault]:
    if reference is None:
        return
    factor = find_text(reference, "meanValue")
    if factor and read_figure(factor) != 1.0:
        at = find(reference, "meanValue")
        yield data_set.report(REFERENCE_FACTOR, f"its {what} has the factor {factor}", at)
