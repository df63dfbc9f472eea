"""One refinery in three formats, and as a database at once: it makes two products.

A run makes 2 kg of oil, its reference, and 3 kg of pitch. It takes 10 kg of crude, each with 1 kg
of fossil CO2 behind it, and emits 5 kg of CO2 itself: 15 kg CO2 in all.  Invented.
"""

import json
from dataclasses import replace

from cradlegate.background.allocation.allocate import allocate_database
from cradlegate.background.datasets.background import build_background
from cradlegate.background.datasets.characterise import open_gwp_set
from cradlegate.background.datasets.dataset import AllocationMethod
from cradlegate.background.datasets.link import DEFAULT_RULES
from cradlegate.background.library import shipped_library
from tests.background.datasets.databases import CO2, database, emits, process, takes

OIL, PITCH, CRUDE = "oil", "pitch", "crude"
PHYSICAL = {OIL: 0.4, PITCH: 0.6}
ECONOMIC = {OIL: 0.8, PITCH: 0.2}
CAUSAL = {"1": {OIL: 0.9, PITCH: 0.1}, "2": {OIL: 0.2, PITCH: 0.8}}
WELL = process(CRUDE, emits(CO2, 1.0))


def refinery(*more, allocation=None, shares=None, default=""):
    """The refinery; without shares unless they are given.  Its exchanges are 0 oil to 3 pitch."""
    made = process("refinery", takes(CRUDE, 10.0), emits(CO2, 5.0), emits(PITCH, 3.0), *more,
                   gives=2.0, product=OIL)  # fmt: skip
    return replace(
        made, allocation=allocation or {}, shares=shares or {}, default_allocation=default
    )


def with_all(default="economic"):
    """The refinery with shares by every method."""
    allocation = {"physical": PHYSICAL, "economic": ECONOMIC}
    return refinery(allocation=allocation, shares={"causal": CAUSAL}, default=default)


def share_out(made, method, *others, kinds=None):
    """Share out a database of the refinery, the well and others."""
    return allocate_database(database(made, WELL, *others, kinds=kinds), AllocationMethod(method))


def build(shared, overrides=None):
    factors = open_gwp_set(shipped_library(), "AR6")
    return build_background(shared, factors, DEFAULT_RULES, overrides)


def score(shared, overrides=None):
    """Figures in kg CO2e per unit of the reference, by id of the process."""
    background = build(shared, overrides)
    return dict(
        zip(background.compiled.process_ids, background.scored.by_method.tolist(), strict=True)
    )


def warnings(shared):
    return [(each.code, each.found) for each in shared.warnings]


def avoided(flow, amount):
    """An output that need not be made elsewhere."""
    return replace(emits(flow, amount), is_avoided=True)


def openlca(**fields):
    """The refinery as openLCA writes it in schema 2; fields are those of its process."""

    def ref(key):
        return {"@id": key, "name": key}

    def flow(key, kind):
        factor = {"flowProperty": ref("mass"), "conversionFactor": 1, "isRefFlowProperty": True}
        category = "Elementary flows/air"
        return {"@type": "Flow", "@id": key, "name": NAMES.get(key, key), "flowType": f"{kind}_FLOW",
                "category": category, "flowProperties": [factor]}  # fmt: skip

    def exchange(number, key, amount, **more):
        return {"internalId": number, "flow": ref(key), "amount": amount, **more}

    unit = {"@id": "kg", "name": "kg", "conversionFactor": 1, "isRefUnit": True}
    made = {
        "@id": "refinery", "name": "Refinery", "processType": "UNIT_PROCESS",
        "exchanges": [
            exchange(1, OIL, 2, isQuantitativeReference=True), exchange(2, PITCH, 3),
            exchange(3, CRUDE, 10, isInput=True, defaultProvider=ref("well")), exchange(4, CO2, 5),
        ],
        **fields,
    }  # fmt: skip
    well = {
        "@id": "well", "name": "Well", "processType": "UNIT_PROCESS",
        "exchanges": [exchange(1, CRUDE, 1, isQuantitativeReference=True), exchange(2, CO2, 1)],
    }  # fmt: skip
    road = {
        "@id": "road", "name": "Road", "processType": "UNIT_PROCESS",
        "exchanges": [
            exchange(1, "road", 1, isQuantitativeReference=True),
            exchange(2, PITCH, 7, isInput=True, defaultProvider=ref("refinery")),
        ],
    }  # fmt: skip
    files = {
        "unit_groups/m": {"@type": "UnitGroup", "@id": "m", "units": [unit]},
        "flow_properties/mass": {"@id": "mass", "unitGroup": ref("m")},
        "processes/refinery": made, "processes/well": well, "processes/road": road,
        **{f"flows/{key}": flow(key, "PRODUCT") for key in (OIL, PITCH, CRUDE, "road")},
        f"flows/{CO2}": flow(CO2, "ELEMENTARY"),
    }  # fmt: skip
    return {f"{path}.json": json.dumps(content).encode() for path, content in files.items()}


NAMES = {CO2: "Carbon dioxide, fossil"}
FACTORS = [
    {"allocationType": f"{method}_ALLOCATION", "product": {"@id": product}, "value": share}
    for method, shares in (("PHYSICAL", PHYSICAL), ("ECONOMIC", ECONOMIC))
    for product, share in shares.items()
] + [
    {"allocationType": "CAUSAL_ALLOCATION", "product": {"@id": product}, "value": share,
     "exchange": {"internalId": number}}
    for number, key in ((3, "1"), (4, "2"))
    for product, share in CAUSAL[key].items()
]  # fmt: skip
