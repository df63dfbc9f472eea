"""Environmental product declarations in the JSON form of ILCD+EPD, as registers hand them out.

Source: ILCD+EPD 1.2 and 1.3 (`processInformation`, `LCIAResults` with `anies` by module); the
indicator is told by its name, since programme operators give it different ids.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from cradlegate.core.fault import Fault, Place
from cradlegate.core.period import Interval, PeriodError
from cradlegate.product.suppliers import faults as kinds
from cradlegate.product.suppliers.sent import Sent
from cradlegate.tables.faults import WRONG_SHAPE
from cradlegate.tables.records.numbers import CellError, check_magnitude, read_number

GATE_MODULES = ("A1-A3", "A1", "A2", "A3")
INDICATORS = {
    "fossil": ("gwp-fossil", "global warming potential - fossil", "(gwp-f)"),
    "biogenic": ("gwp-biogenic", "global warming potential - biogenic", "(gwp-b)"),
    "land_use_change": ("gwp-luluc", "land use and land use change", "(gwp-l)"),
    "total": ("gwp-total", "global warming potential - total", "(gwp)"),
}
"""How the names of indicators tell what they count, first hit first."""


def read_epd(document: Mapping[str, Any], place: Place) -> Sent:
    """Read A1 to A3 of a declaration; the unit is that of its reference flow.

    Biogenic uptake and release come as one figure: a negative one is uptake.
    """
    faults: list[Fault] = []
    info = _group(document, "processInformation")
    figures: dict[str, Decimal] = {}
    modules: set[str] = set()
    for name, module, amount in _list_results(document, place, faults):
        modules.add(module)
        if module in GATE_MODULES:
            figures[name] = figures.get(name, Decimal(0)) + amount
    if "A1-A3" in modules and modules & {"A1", "A2", "A3"}:
        found = "A1-A3 stands beside single modules A1, A2 or A3, which would count twice"
        faults.append(Fault(kinds.BOUNDARY_REFUSED, found, place))
    if figures and not (modules & {"A1-A3"} or {"A1", "A2", "A3"} <= modules):
        found = f"of A1 to A3 only {', '.join(sorted(modules & set(GATE_MODULES)))} is declared"
        faults.append(Fault(kinds.BOUNDARY_REFUSED, found, place))
    biogenic = figures.pop("biogenic", Decimal(0))
    total = figures.pop("total", None)
    unit, amount, mass = _read_flow(document, place, faults)
    parts = figures | ({"biogenic": biogenic} if biogenic > 0 else {})
    removals = min(biogenic, Decimal(0))
    return Sent(
        id=str(_group(info, "dataSetInformation").get("UUID", "")),
        product=_words(_group(info, "dataSetInformation", "name").get("baseName")),
        units=(unit,) if unit else (),
        amount=amount,
        mass_kg=mass,
        boundary="A1-A3" if figures or total is not None else "",
        excluding=None if parts or total is None else total,
        parts=parts,
        removals=removals,
        gwp_sets=("unstated",),
        period=_read_period(info, "referenceYear"),
        geography=str(
            _group(info, "geography", "locationOfOperationSupplyOrProduction").get("location", "")
        ),
        valid_to=_read_period(info, "dataSetValidUntil") or Sent().valid_to,
        left_out=tuple(sorted(modules - set(GATE_MODULES))),
        place=place,
        faults=tuple(faults),
    )


def _list_results(
    document: Mapping[str, Any], place: Place, faults: list[Fault]
) -> Iterator[tuple[str, str, Decimal]]:
    """Give indicator, module and amount of every climate result."""
    for result in _items(_group(document, "LCIAResults").get("LCIAResult")):
        title = _words(_group(result, "referenceToLCIAMethodDataSet").get("shortDescription"))
        name = _tell_indicator(title)
        for entry in _items(_group(result, "other").get("anies")) if name else ():
            module, text = entry.get("module"), entry.get("value")
            if module is not None and text is not None:
                amount = _read_amount(text, replace(place, column=f"{name} {module}"), faults)
                yield name, str(module), amount


def _tell_indicator(title: str) -> str:
    plain = title.casefold()
    return next(
        (name for name, words in INDICATORS.items() if any(word in plain for word in words)), ""
    )


def _read_amount(text: object, place: Place, faults: list[Fault]) -> Decimal:
    try:
        number = read_number(str(text))
        check_magnitude(number.value, str(text)[:40])
    except CellError as error:
        faults.append(Fault(error.kind, error.found, place, error.remedy))
        return Decimal(0)
    return number.value


def _read_flow(
    document: Mapping[str, Any], place: Place, faults: list[Fault]
) -> tuple[str, Decimal, Decimal | None]:
    """Give unit, amount and mass in kg of the reference flow."""
    reference = _group(document, "processInformation", "quantitativeReference")
    wanted = reference.get("referenceToReferenceFlow")
    wanted = str(wanted[0] if isinstance(wanted, list) and wanted else wanted)
    flows = _items(_group(document, "exchanges").get("exchange"))
    flow = next((each for each in flows if str(each.get("dataSetInternalID")) == wanted), None)
    if flow is None:
        faults.append(Fault(WRONG_SHAPE, "there is no reference flow", place))
        return "", Decimal(1), None
    properties = [each for each in _items(flow.get("flowProperties")) if each.get("meanValue")]
    main = next((each for each in properties if each.get("referenceFlowProperty")), None)
    at = replace(place, column="flowProperties")
    mass = next((each for each in properties if each.get("referenceUnit") == "kg"), None)
    unit = str((main or {}).get("referenceUnit") or "")
    amount = _read_amount((main or {}).get("meanValue", "1"), at, faults)
    return unit, amount or Decimal(1), _read_amount(mass["meanValue"], at, faults) if mass else None


def _read_period(info: Mapping[str, Any], name: str) -> Interval | None:
    try:
        return Interval.parse(str(_group(info, "time").get(name, "")))
    except PeriodError:
        return None


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
