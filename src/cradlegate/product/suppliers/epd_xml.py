"""Environmental product declarations as ILCD+EPD XML: one data set, or the archive of a register.

The data set of an EPD names its reference flow; what unit that is counted in stands in the data
sets of the flow, its properties and their unit groups, which the archive holds beside it.

Source: ILCD 1.1 and ILCD+EPD 1.2 and 1.3 (InDataWG, 2013, 2019 and 2024 extensions).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from cradlegate.background.formats.package import open_package
from cradlegate.background.ilcd.data_set import (
    DataSet,
    find,
    find_all,
    find_name,
    find_reference,
    find_row,
    find_text,
    find_words,
)
from cradlegate.background.ilcd.units import (
    find_by_number,
    read_reference_unit,
    read_unit_group_id,
)
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.period import Interval
from cradlegate.product.suppliers import faults as kinds
from cradlegate.product.suppliers.epd_modules import (
    ModuleResult,
    ReferenceFlow,
    StatedEpd,
    read_amount,
    read_time,
    say_source,
    take_gate,
    tell_indicator,
)
from cradlegate.product.suppliers.exact_json import LARGEST_BYTES
from cradlegate.product.suppliers.sent import Sent
from cradlegate.tables.faults import WRONG_SHAPE
from cradlegate.tables.reading.xml_trees import XmlFaultKinds, name_tag, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_XML_FAULTS = XmlFaultKinds(
    no_extra=kinds.NO_XML, not_read=kinds.UNREADABLE_XML, hostile=kinds.HOSTILE_XML
)
_NAMESPACE = "{http://lca.jrc.it/ILCD/"
_PUBLISHERS = (
    "other/referenceToPublisher",
    "referenceToRegistrationAuthority",
    "referenceToOwnershipOfDataSet",
)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The data sets beside an EPD, by id: unit of a group, group of a property, flows."""

    units: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    flows: dict[str, DataSet] = field(default_factory=dict)


def read_epd_xml(data: bytes, file: str) -> tuple[tuple[Sent, ...], tuple[Fault, ...]]:
    """Read an EPD from its data set alone, which says nothing of its unit."""
    return _read_data_sets({file: data})


def read_epd_archive(data: bytes, file: str) -> tuple[tuple[Sent, ...], tuple[Fault, ...]]:
    """Read every EPD of a zip archive with the flows, properties and units that it holds."""
    try:
        files = open_package(data, file)
    except FaultsError as error:
        return (), error.faults
    chosen = {f"{file}/{path}": files[path] for path in files if path.lower().endswith(".xml")}
    return _read_data_sets(chosen)


def _read_data_sets(
    files: Mapping[str, bytes],
) -> tuple[tuple[Sent, ...], tuple[Fault, ...]]:
    around, epds, faults = _Surroundings(), list[DataSet](), list[Fault]()
    for path in sorted(files):
        try:
            data_set = _open(files[path], path)
        except FaultsError as error:
            faults += error.faults
            continue
        if name_tag(data_set.root) == "processDataSet":
            epds.append(data_set)
        else:
            _keep(data_set, around)
    if not epds and not faults:
        found = "it holds no EPD of ILCD, whose root is <processDataSet>"
        faults.append(Fault(kinds.UNKNOWN_FORM, found, Place(next(iter(files), ""))))
    return tuple(_read_epd(each, around) for each in epds), tuple(faults)


def _open(data: bytes, path: str) -> DataSet:
    if len(data) > LARGEST_BYTES:
        fault = Fault(kinds.UNREADABLE_XML, f"it has {len(data)} bytes", Place(path))
        raise FaultsError([fault])
    root = parse_xml(data, path, _XML_FAULTS)
    name = find_text(root, "*/dataSetInformation/UUID").lower()
    if not str(root.tag).startswith(_NAMESPACE):
        found = f"its root is <{name_tag(root)[:40]}>, and not of ILCD"
        raise FaultsError([Fault(kinds.UNKNOWN_FORM, found, Place(path))])
    return DataSet(path, name, root)


def _keep(data_set: DataSet, around: _Surroundings) -> None:
    """Keep a data set beside an EPD; what it lacks shows where it is needed."""
    match name_tag(data_set.root):
        case "unitGroupDataSet":
            around.units[data_set.id] = read_reference_unit(data_set, [])
        case "flowPropertyDataSet":
            around.groups[data_set.id] = read_unit_group_id(data_set, [])
        case "flowDataSet":
            around.flows[data_set.id] = data_set


def _read_epd(data_set: DataSet, around: _Surroundings) -> Sent:
    root, faults = data_set.root, list[Fault]()
    place = Place(data_set.file, id=data_set.id)
    info = find(root, "processInformation")
    location = _find_or_none(info, "geography/locationOfOperationSupplyOrProduction")
    stated = StatedEpd(
        id=data_set.id,
        product=find_name(root, "processInformation/dataSetInformation/name"),
        results=tuple(_list_results(root, place, faults)),
        flow=_read_flow(root, around, place, faults),
        period=read_time(find_text(info, "time/referenceYear")),
        geography="" if location is None else location.get("location", ""),
        valid_to=_read_validity(info),
        source=_read_source(root),
        place=place,
        faults=(),
    )
    return take_gate(replace(stated, faults=tuple(faults)))


def _list_results(root: "_Element", place: Place, faults: list[Fault]) -> Iterator[ModuleResult]:
    """Give the climate results of every module; an empty amount is none."""
    for result in find_all(root, "LCIAResults/LCIAResult"):
        name = tell_indicator(find_words(result, "referenceToLCIAMethodDataSet/shortDescription"))
        for each in find_all(result, "other/amount") if name else ():
            module, text = _read_attribute(each, "module"), (each.text or "").strip()
            if module and text:
                at = replace(place, row=find_row(each), column=f"{name} {module}")
                amount = read_amount(text, at, faults)
                yield ModuleResult(name, module, amount, _read_attribute(each, "scenario"))


def _read_attribute(element: "_Element", name: str) -> str:
    """Give an attribute of any namespace, since every extension has one of its own."""
    found = (value for key, value in element.attrib.items() if _plain(key) == name)
    return str(next(found, "")).strip()


def _plain(name: object) -> str:
    return str(name).rpartition("}")[2]


def _read_flow(
    root: "_Element", around: _Surroundings, place: Place, faults: list[Fault]
) -> ReferenceFlow:
    """Read what the figures are per; unknown unit where the data set of the flow is not here."""
    wanted = find_text(root, "*/quantitativeReference/referenceToReferenceFlow")
    exchange = find_by_number(root, "exchanges/exchange", wanted)
    if exchange is None:
        faults.append(Fault(WRONG_SHAPE, "there is no reference flow", place))
        return ReferenceFlow()
    named = find_reference(exchange, "referenceToFlowDataSet")
    count = read_amount(find_text(exchange, "meanAmount") or "1", place, faults) or Decimal(1)
    flow = around.flows.get(named)
    if flow is None:
        faults.append(Fault(kinds.NO_FLOW, f"its reference flow {named or '?'} is not here", place))
        return ReferenceFlow(amount=count)
    main = find_text(flow.root, "*/quantitativeReference/referenceToReferenceFlowProperty")
    stated = list(_list_properties(flow, around, faults))
    unit, per = next(((unit, value) for number, unit, value in stated if number == main), ("", 1))
    mass = next((value for _, unit, value in stated if unit == "kg"), None)
    return ReferenceFlow(unit, count * per, None if mass is None else count * mass)


def _list_properties(
    flow: DataSet, around: _Surroundings, faults: list[Fault]
) -> Iterator[tuple[str, str, Decimal]]:
    """Give number, unit and amount of every property of a flow whose unit is known."""
    for each in find_all(flow.root, "flowProperties/flowProperty"):
        group = around.groups.get(find_reference(each, "referenceToFlowPropertyDataSet"), "")
        place = Place(flow.file, find_row(each), "meanValue", flow.id)
        value = read_amount(find_text(each, "meanValue"), place, faults)
        if unit := around.units.get(group, ""):
            yield each.get("dataSetInternalID", ""), unit, value


def _read_validity(info: "_Element | None") -> Interval | None:
    """Give the day on which the EPD expires, or else the year to which its data set is valid."""
    day = read_time(find_text(info, "time/other/expirationDateOfEPD"))
    return day or read_time(find_text(info, "time/dataSetValidUntil"))


def _read_source(root: "_Element") -> str:
    published = find(root, "administrativeInformation/publicationAndOwnership")
    names = (find_words(published, f"{name}/shortDescription") for name in _PUBLISHERS)
    publisher = next((name for name in names if name), "")
    return say_source(publisher, find_text(published, "dataSetVersion"))


def _find_or_none(element: "_Element | None", path: str) -> "_Element | None":
    return None if element is None else find(element, path)
