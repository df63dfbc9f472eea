"""One small foundry, invented, as openLCA writes it in schema 1 and in schema 2."""

import json
from collections.abc import Callable, Mapping
from typing import Any

Contents = dict[str, dict[str, Any]]

CASTING, MIX = "process-casting", "process-mix"
IRON, POWER, WATER, SLAG, HEAT, CO2, AIR = (
    "flow-iron", "flow-power", "flow-water", "flow-slag", "flow-heat", "flow-co2", "flow-air",
)  # fmt: skip
CASTING_FILE, MIX_FILE = f"processes/{CASTING}.json", f"processes/{MIX}.json"
IRON_FILE, CO2_FILE = f"flows/{IRON}.json", f"flows/{CO2}.json"
MASS_FILE, CATEGORY_FILE = "unit_groups/group-mass.json", "lcia_categories/gwp.json"

_NEW_NAMES = {
    "input": "isInput",
    "quantitativeReference": "isQuantitativeReference",
    "avoidedProduct": "isAvoidedProduct",
    "referenceFlowProperty": "isRefFlowProperty",
    "referenceUnit": "isRefUnit",
    "referenceUnitName": "refUnit",
}
_PATHS = {"air": "Elementary flows/air", "resource": "Elementary flows/resource"}


def pack(contents: Mapping[str, object]) -> dict[str, bytes]:
    """The files of a package: JSON where a content is no text."""
    return {
        path: value.encode() if isinstance(value, str) else json.dumps(value).encode()
        for path, value in contents.items()
    }


def schema_1() -> Contents:
    """The foundry in schema 1, every feature once."""
    documents = [
        *_measures(), *_flows(), *_processes(), *_method(),
        _named("locations", "place-cn", "China", code="CN"),
        _named("categories", "top", "Elementary flows"),
        _named("categories", "air", "air", category=ref("top")),
        _named("categories", "resource", "resource", category=ref("top")),
    ]  # fmt: skip
    return {f"foundry/{path}": content for path, content in documents}


def schema_2() -> Contents:
    """The same in schema 2: other names of fields, numbered exchanges, categories as text."""
    contents = {path: _rename(content) for path, content in schema_1().items()}
    for path, content in contents.items():
        for number, exchange in enumerate(content.get("exchanges", []), 1):
            exchange["internalId"] = number
            del exchange["@id"]
        if "category" in content and "/flows/" in path:
            content["category"] = _PATHS[content["category"]["@id"]]
    kept = {path: value for path, value in contents.items() if "/categories/" not in path}
    return {**kept, "foundry/openlca.json": {"schemaVersion": 2}}


def changed(path: str, change: Callable[[dict[str, Any]], object]) -> dict[str, bytes]:
    """The package in schema 1 with one file changed."""
    contents = schema_1()
    change(contents[f"foundry/{path}"])
    return pack(contents)


def casting(number: int, **fields: object) -> dict[str, bytes]:
    """The package in schema 1 with other fields in one exchange of the casting, counted from 0."""
    return changed(CASTING_FILE, lambda process: process["exchanges"][number].update(fields))


def ref(key: str, name: str = "") -> dict[str, Any]:
    """A reference to an object."""
    return {"@id": key, "name": name or key}


def spread(kind: str, **figures: object) -> dict[str, Any]:
    """An uncertainty."""
    return {"distributionType": f"{kind}_DISTRIBUTION", **figures}


def exchange(key: str, flow: str, unit: str, measure: str, **fields: Any) -> dict[str, Any]:
    """An exchange in schema 1."""
    return {
        "@id": key, "flow": ref(flow), "unit": ref(unit), "flowProperty": ref(measure),
        "input": False, **fields,
    }  # fmt: skip


def _named(folder: str, key: str, name: str, **fields: object) -> tuple[str, dict[str, Any]]:
    return f"{folder}/{key}.json", {"@id": key.upper(), "name": name, **fields}


def _measures() -> list[tuple[str, dict[str, Any]]]:
    units = {
        "mass": {"kg": 1.0, "g": 0.001, "t": 1000.0},
        "energy": {"MJ": 1.0, "kWh": 3.6},
        "volume": {"m3": 1.0, "l": 0.001},
    }
    groups = [
        _named(
            "unit_groups", f"group-{measure}", f"Units of {measure}",
            units=[
                {"@id": unit, "name": unit, "conversionFactor": factor, "referenceUnit": factor == 1}
                for unit, factor in factors.items()
            ],
        )
        for measure, factors in units.items()
    ]  # fmt: skip
    properties = [
        _named("flow_properties", measure, measure, unitGroup=ref(f"group-{measure}"))
        for measure in units
    ]
    return groups + properties


def _flows() -> list[tuple[str, dict[str, Any]]]:
    def flow(key: str, kind: str, *measures: tuple[str, float], **fields: object) -> Any:
        factors = [
            {
                "flowProperty": ref(measure),
                "conversionFactor": factor,
                "referenceFlowProperty": factor == 1,
            }
            for measure, factor in measures
        ]
        name = key.removeprefix("flow-")
        return _named(
            "flows", key, f"{name} ", flowType=f"{kind}_FLOW", flowProperties=factors, **fields
        )

    return [
        flow(IRON, "PRODUCT", ("mass", 1), location=ref("place-cn")),
        flow(POWER, "PRODUCT", ("energy", 1)),
        flow(WATER, "PRODUCT", ("mass", 1), ("volume", 0.001)),
        flow(SLAG, "WASTE", ("mass", 1)),
        flow(HEAT, "PRODUCT", ("energy", 1)),
        flow(CO2, "ELEMENTARY", ("mass", 1), category=ref("air"), cas="000124-38-9"),
        flow(AIR, "ELEMENTARY", ("mass", 1), category=ref("resource"), cas="none"),
    ]


def _processes() -> list[tuple[str, dict[str, Any]]]:
    exchanges = [
        exchange("e1", IRON, "t", "mass", amount=2.0, quantitativeReference=True),
        exchange("e2", POWER, "kWh", "energy", amount=10, input=True, defaultProvider=ref("PROCESS-MIX"), location=ref("place-cn")),
        exchange("e3", WATER, "l", "volume", amount=5.0, input=True, uncertainty=spread("NORMAL", mean=5.0, sd=1.0)),
        exchange("e4", SLAG, "kg", "mass", amount=30.0, uncertainty=spread("TRIANGLE", minimum=20.0, mode=30.0, maximum=50.0)),
        exchange("e5", HEAT, "kWh", "energy", amount=4.0, input=True, avoidedProduct=True, uncertainty=spread("UNIFORM", minimum=2.0, maximum=6.0)),
        exchange("e6", CO2, "g", "mass", amount=500.0, uncertainty=spread("LOG_NORMAL", geomMean=500.0, geomSd=1.5)),
        exchange("e7", AIR, "kg", "mass", amount=-3.0, input=True, uncertainty=spread("LOG_NORMAL", geomMean=-3.0, geomSd=1.0)),
    ]  # fmt: skip
    allocation = [
        {"allocationType": "PHYSICAL_ALLOCATION", "product": ref("FLOW-IRON"), "value": 0.75},
        {"allocationType": "PHYSICAL_ALLOCATION", "product": ref(HEAT), "value": 0.25},
        {"allocationType": "ECONOMIC_ALLOCATION", "product": ref(IRON), "value": 1.0},
    ]
    validity = {"validFrom": "2016-01-01T00:00:00-07:00", "validUntil": "2019-12-31"}
    return [
        _named(
            "processes", CASTING, "Casting", processType="UNIT_PROCESS", location=ref("place-cn"),
            processDocumentation=validity, exchanges=exchanges, allocationFactors=allocation,
        ),
        _named(
            "processes", MIX, "Mix", processType="LCI_RESULT",
            processDocumentation={"validUntil": "2020-06-30"},
            exchanges=[exchange("e1", POWER, "MJ", "energy", amount=1.0, quantitativeReference=True)],
        ),
    ]  # fmt: skip


def _method() -> list[tuple[str, dict[str, Any]]]:
    factors = [
        {"flow": ref("FLOW-CO2", "Carbon dioxide"), "unit": ref("t"), "flowProperty": ref("mass"), "value": 1000.0},
        {"flow": ref(AIR, "Air"), "unit": ref("g"), "flowProperty": ref("mass"), "value": -0.002, "location": ref("place-cn")},
    ]  # fmt: skip
    return [
        _named("lcia_methods", "method", "Invented method", impactCategories=[ref("GWP"), ref("acid")]),
        _named("lcia_categories", "gwp", "Climate change", referenceUnitName="kg CO₂ eq.", impactFactors=factors),
        _named("lcia_categories", "acid", "Acidification", referenceUnitName="mol H+", impactFactors=[{}]),
    ]  # fmt: skip


def _rename(value: Any) -> Any:
    if isinstance(value, dict):
        return {_NEW_NAMES.get(key, key): _rename(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_rename(item) for item in value]
    return value
