"""Shares as the three formats state them come to the same figures, worked out by hand."""

import json
from typing import Any

import pytest

from cradlegate.background.allocation.allocate import allocate_database
from cradlegate.background.datasets.dataset import AllocationMethod
from cradlegate.background.ecospold2.read import read_ecospold2
from cradlegate.background.ilcd.read import read_ilcd
from cradlegate.background.openlca.read import read_openlca
from tests.background.allocation.refineries import (
    CRUDE,
    FACTORS,
    PITCH,
    openlca,
    score,
)
from tests.background.datasets.databases import CO2
from tests.background.ecospold2 import spold
from tests.background.ilcd import packages as ilcd

HAND = {
    "physical": (3.0, 3.0),
    "economic": (6.0, 1.0),
    "causal": (5.0, 5.0 / 3.0),
    "default": (6.0, 1.0),
    "none": (7.5, None),
}
"""kg CO2 per kg of oil and of pitch; see `refineries`."""


def share(database, method):
    return allocate_database(database, AllocationMethod(method))


# openLCA.


def read_json(**fields):
    return read_openlca(openlca(**fields), "refineries")


@pytest.mark.parametrize("method", HAND)
def test_shares_of_openlca(method):
    database = read_json(allocationFactors=FACTORS, defaultAllocationMethod="ECONOMIC_ALLOCATION")
    figures = score(share(database, method))
    oil, pitch = HAND[method]
    assert figures["refinery"] == pytest.approx(oil)
    if pitch is not None:
        assert figures[f"refinery_{PITCH}"] == pytest.approx(pitch)
        assert figures["road"] == pytest.approx(7 * pitch)


def number_of(factor: dict[str, Any]) -> int:
    return int(factor["exchange"]["internalId"])


def test_schema_1_names_exchanges_by_their_id_or_by_their_flow():
    by_flow = [
        {**each, "exchange": {"@type": "Exchange", "flow": {"@id": key}}}
        for each in FACTORS[4:]
        for key in [{3: CRUDE, 4: CO2}[number_of(each)]]
    ]
    assert score(share(read_json(allocationFactors=by_flow), "causal"))["refinery"] == 5.0
    files = openlca(allocationFactors=FACTORS[4:])
    path = "processes/refinery.json"
    made = json.loads(files[path])
    for each in (*made["exchanges"], *(factor["exchange"] for factor in made["allocationFactors"])):
        each["@id"] = f"E{each.pop('internalId')}"
    files[path] = json.dumps(made).encode()
    assert score(share(read_openlca(files, "refineries"), "causal"))["refinery"] == 5.0


def test_openlca_says_that_a_process_is_not_shared_out_or_says_what_nobody_knows():
    none = read_json(allocationFactors=FACTORS, defaultAllocationMethod="NO_ALLOCATION")
    assert none.processes["refinery"].default_allocation == "none"
    odd = read_json(allocationFactors=FACTORS, defaultAllocationMethod="BY_TASTE")
    assert [fault.code for fault in odd.warnings] == ["BG-115"]
    assert odd.processes["refinery"].default_allocation == ""


def test_avoided_products_of_openlca_are_credited():
    files = openlca(allocationFactors=FACTORS)
    path = "processes/refinery.json"
    more = (
        '{"internalId": 5, "flow": {"@id": "crude"}, "amount": 4, "isInput": true,'
        ' "isAvoidedProduct": true, "defaultProvider": {"@id": "well"}}, {"internalId": 4,'
    )
    files[path] = files[path].replace(b'{"internalId": 4,', more.encode(), 1)
    database = read_openlca(files, "refineries")
    assert score(share(database, "none"))["refinery"] == 7.5
    assert score(share(database, "physical"))["refinery"] == pytest.approx(0.4 * 11 / 2)


# ILCD.

OIL_ID = ilcd.STEEL
PITCH_ID, WELL_ID = (f"0d000000-0000-4000-8000-00000000000{n}" for n in (1, 2))


def shared_out(number, of, direction, amount, oil, pitch, attributes=""):
    rows = "".join(
        f'<allocation internalReferenceToCoProduct="{product}" allocatedFraction="{percent}"/>'
        for product, percent in ((0, oil), (1, pitch))
    )
    return ilcd.exchange(
        number, of, direction, amount, more=f"<allocations>{rows}</allocations>",
        attributes=attributes,
    )  # fmt: skip


def read_xml(crude, gas, approach, *more):
    exchanges = [
        ilcd.exchange(0, OIL_ID, "Output", "2"),
        ilcd.exchange(1, PITCH_ID, "Output", "3"),
        shared_out(2, ilcd.POWER, "Input", "10", *crude),
        shared_out(3, ilcd.CARBON_DIOXIDE, "Output", "5", *gas),
        *more,
    ]
    approaches = f"<LCIMethodApproaches>{approach}</LCIMethodApproaches>"
    well = [
        ilcd.exchange(0, ilcd.POWER, "Output", "1"),
        ilcd.exchange(1, ilcd.CARBON_DIOXIDE, "Output", "1"),
    ]
    files = ilcd.package(
        mill=ilcd.process(ilcd.MILL, exchanges, approaches=approaches),
        well=ilcd.process(WELL_ID, well),
        pitch=ilcd.flow(PITCH_ID, ilcd.base("pitch")),
    )
    return read_ilcd(files, "refineries")


@pytest.mark.parametrize(
    ("crude", "gas", "approach", "method", "hand"),
    [
        ((40, 60), (40, 60), "Allocation - mass", "physical", "physical"),
        ((80, 20), (80, 20), "Allocation - market value", "economic", "economic"),
        ((80, 20), (80, 20), "Allocation - market value", "default", "economic"),
        ((90, 10), (20, 80), "Allocation - physical causality", "causal", "causal"),
        ((90, 10), (20, 80), "Allocation - other explicit assignment", "causal", "causal"),
        ((90, 10), (20, 80), "Allocation - other explicit assignment", "default", "causal"),
        ((80, 20), (80, 20), "Allocation - market value", "none", "none"),
    ],
)
def test_shares_of_ilcd(crude, gas, approach, method, hand):
    database = read_xml(crude, gas, approach)
    assert [fault.code for fault in database.warnings] == []
    figures = score(share(database, method))
    oil, pitch = HAND[hand]
    assert figures[ilcd.MILL] == pytest.approx(oil)
    assert figures.get(f"{ilcd.MILL}_{PITCH_ID}") == (pitch and pytest.approx(pitch))


def test_avoided_products_that_openlca_writes_into_ilcd_are_credited_or_left_out():
    own = ' xmlns:o="http://openlca.org/ilcd-extensions" o:avoidedProduct="true"'
    credit = shared_out(4, ilcd.POWER, "Input", "4", 40, 60, own)
    database = read_xml((40, 60), (40, 60), "Allocation - mass", credit)
    assert score(share(database, "none"))[ilcd.MILL] == 7.5
    assert score(share(database, "physical"))[ilcd.MILL] == pytest.approx(0.4 * 11 / 2)


# ecoSpold 2.


def prop(name, amount, number, unit="EUR"):
    return spold.element(
        "property",
        spold.element("name", name, lang="en") + spold.element("unitName", unit, lang="en"),
        propertyId=number,
        amount=amount,
    )


def read_spold(oil, pitch, master=None):
    """Oil and pitch with these properties; activities have the ids of the format's own tests."""
    made = [
        spold.product(spold.IRON, 2, "outputGroup 0", number=1, more=oil),
        spold.product(spold.SAND, 3, "outputGroup 2", number=2, more=pitch),
        spold.product(spold.ELECTRICITY, 10, number=3),
        spold.emission(spold.CARBON_DIOXIDE, 5, number=4, name="Carbon dioxide, fossil",
                       more=spold.compartment("air", "unspecified")),
    ]  # fmt: skip
    well = [
        spold.product(spold.ELECTRICITY, 1, "outputGroup 0", number=1),
        spold.emission(spold.CARBON_DIOXIDE, 1, number=2, name="Carbon dioxide, fossil",
                       more=spold.compartment("air", "unspecified")),
    ]  # fmt: skip
    refinery = spold.dataset(made)
    if master:
        refinery = refinery.replace(
            "<activity ", f'<activity masterAllocationPropertyId="{master}" ', 1
        )
    files = {
        "refinery.spold": spold.spold(refinery),
        "well.spold": spold.spold(spold.dataset(well, id=spold.POWER, name="well")),
    }
    return read_ecospold2(files, "refineries")


PRICES = (prop("price", 8, "p1"), prop("price", 4 / 3, "p1"))
"""2 · 8 of 20, and 3 · 4/3."""
MASSES = (prop("dry mass", 1, "p2", "kg"), prop("dry mass", 1, "p2", "kg"))


@pytest.mark.parametrize(
    ("method", "master", "hand"),
    [
        ("physical", None, "physical"),
        ("economic", None, "economic"),
        ("default", "p1", "economic"),
        ("default", "p2", "physical"),
        ("none", "p1", "none"),
    ],
)
def test_shares_of_ecospold_are_worked_out_of_the_properties_of_its_products(method, master, hand):
    both = [price + mass for price, mass in zip(PRICES, MASSES, strict=True)]
    shared = share(read_spold(both[0], both[1], master=master), method)
    figures = score(shared)
    assert figures[spold.CASTING] == pytest.approx(HAND[hand][0])
    if HAND[hand][1] is not None:
        assert figures[f"{spold.CASTING}_{spold.SAND}"] == pytest.approx(HAND[hand][1])
    assert shared.warnings == ()


@pytest.mark.parametrize(
    ("oil", "pitch"),
    [
        (PRICES[0], ""),
        (PRICES[0], prop("price", 1, "p1", "USD")),
        (PRICES[0], prop("price", -1, "p1")),
        (prop("price", 0, "p1"), prop("price", 0, "p1")),
        (PRICES[0], prop("price", "much", "p1")),
    ],
)
def test_properties_that_are_not_of_all_products_share_nothing_out(oil, pitch):
    shared = share(read_spold(oil, pitch), "economic")
    assert score(shared)[spold.CASTING] == 7.5
    assert [fault.code for fault in shared.warnings] == ["BG-180"]


def test_a_property_that_the_activity_names_and_a_product_lacks_is_told():
    shared = share(read_spold(PRICES[0], "", master="p1"), "default")
    assert [fault.code for fault in shared.warnings] == ["BG-182"]


def test_a_property_of_another_kind_that_the_activity_names_is_physical():
    energy = (prop("heating value", 4, "p3", "MJ"), prop("heating value", 4, "p3", "MJ"))
    shared = share(read_spold(*energy, master="p3"), "physical")
    assert score(shared)[spold.CASTING] == pytest.approx(3.0)
