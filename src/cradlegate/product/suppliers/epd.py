"""Environmental product declarations in the JSON form of ILCD+EPD, as registers hand them out.

Source: ILCD+EPD 1.2 and 1.3 (`processInformation`, `LCIAResults` with `anies` by module); the
indicator is told by its name, since programme operators give it different ids.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from cradlegate.core.fault import Fault, Place
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
from cradlegate.product.suppliers.sent import Sent
from cradlegate.tables.faults import WRONG_SHAPE


def read_epd(document: Mapping[str, Any], place: Place) -> Sent:
    """Read A1 to A3 of a declaration; the unit is that of its reference flow.

    Biogenic uptake and release come as one figure: a negative one is uptake.
    """
    faults: list[Fault] = []
    info = _group(document, "processInformation")
    time = _group(info, "time")
    place_of_making = _group(info, "geography", "locationOfOperationSupplyOrProduction")
    stated = StatedEpd(
        id=str(_group(info, "dataSetInformation").get("UUID", "")),
        product=_words(_group(info, "dataSetInformation", "name").get("baseName")),
        results=tuple(_list_results(document, place, faults)),
        flow=_read_flow(document, place, faults),
        period=read_time(str(time.get("referenceYear", ""))),
        geography=str(place_of_making.get("location", "")),
        valid_to=read_time(str(time.get("dataSetValidUntil", ""))),
        source=_read_source(document),
        place=place,
        faults=(),
    )
    return take_gate(replace(stated, faults=tuple(faults)))


def _list_results(
    document: Mapping[str, Any], place: Place, faults: list[Fault]
) -> Iterator[ModuleResult]:
    """Give the climate results of every module."""
    for result in _items(_group(document, "LCIAResults").get("LCIAResult")):
        title = _words(_group(result, "referenceToLCIAMethodDataSet").get("shortDescription"))
        name = tell_indicator(title)
        for entry in _items(_group(result, "other").get("anies")) if name else ():
            module, text = entry.get("module"), entry.get("value")
            if module is not None and text is not None:
                amount = read_amount(text, replace(place, column=f"{name} {module}"), faults)
                yield ModuleResult(name, str(module), amount, str(entry.get("scenario") or ""))


def _read_flow(document: Mapping[str, Any], place: Place, faults: list[Fault]) -> ReferenceFlow:
    """Read the unit, amount and mass of the reference flow."""
    reference = _group(document, "processInformation", "quantitativeReference")
    wanted = reference.get("referenceToReferenceFlow")
    wanted = str(wanted[0] if isinstance(wanted, list) and wanted else wanted)
    flows = _items(_group(document, "exchanges").get("exchange"))
    flow = next((each for each in flows if str(each.get("dataSetInternalID")) == wanted), None)
    if flow is None:
        faults.append(Fault(WRONG_SHAPE, "there is no reference flow", place))
        return ReferenceFlow()
    properties = [each for each in _items(flow.get("flowProperties")) if each.get("meanValue")]
    main = next((each for each in properties if each.get("referenceFlowProperty")), None)
    at = replace(place, column="flowProperties")
    mass = next((each for each in properties if each.get("referenceUnit") == "kg"), None)
    unit = str((main or {}).get("referenceUnit") or "")
    amount = read_amount((main or {}).get("meanValue", "1"), at, faults) or Decimal(1)
    return ReferenceFlow(unit, amount, read_amount(mass["meanValue"], at, faults) if mass else None)


def _read_source(document: Mapping[str, Any]) -> str:
    published = _group(document, "administrativeInformation", "publicationAndOwnership")
    names = [
        _words(_group(published, name).get("shortDescription"))
        for name in ("referenceToRegistrationAuthority", "referenceToOwnershipOfDataSet")
    ]
    version = str(published.get("dataSetVersion") or "")
    return say_source(next((name for name in names if name), ""), version)


def _group(value: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    for name in names:
        inner = value.get(name)
        value = inner if isinstance(inner, dict) else {}
    return value


def _items(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _words(value: object) -> str:
    """Give the English words of a text in several languages, else the first."""
    texts = _items(value)
    chosen = [each for each in texts if each.get("lang") == "en"] or texts
    return str(chosen[0].get("value", "")) if chosen else str(value or "")
