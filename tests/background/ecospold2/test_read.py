"""What an ecoSpold 2 package says, in the neutral model."""

import csv
import io
import math
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.background.datasets.dataset import FlowKind, InventoryDatabase
from cradlegate.background.ecospold2.read import read_ecospold2
from tests.background.ecospold2.spold import (
    CARBON_DIOXIDE,
    CASTING,
    ELECTRICITY,
    HEAT,
    IRON,
    POWER,
    SAND,
    TREATMENT,
    WATER,
    compartment,
    dataset,
    element,
    emission,
    master,
    one,
    product,
    spold,
    uncertainty,
)

FOREIGN = Path(__file__).parents[4] / "shared" / "foreign" / "lci"
MADE = product(IRON, 1, "outputGroup 0", name="iron casting")


def read(files: dict[str, bytes]) -> InventoryDatabase:
    return read_ecospold2(files, "invented")


def codes(database: InventoryDatabase) -> list[str]:
    return [fault.code for fault in database.warnings]


def test_a_process_says_what_it_is_and_where_and_when():
    head = (
        '<geography geographyId="g"><shortname xml:lang="en">DE</shortname></geography>'
        '<timePeriod startDate="2019-01-01" endDate="2021-12-31"/>'
    )
    database = read(one(MADE, id=CASTING.upper(), head=head))
    process = database.processes[CASTING]
    assert (process.id, process.name, process.location) == (CASTING, "iron casting", "DE")
    assert (process.years, process.is_unit, process.reference) == ((2019, 2021), True, 0)
    assert (process.allocation, process.file) == ({}, "casting.spold")
    assert (database.name, database.format) == ("invented", "ecoSpold 2")
    assert (dict(database.methods), codes(database)) == ({}, [])


def test_what_is_not_stated_of_a_process_stays_unknown():
    process = read(one(MADE, head=""))
    assert (process.processes[CASTING].location, process.processes[CASTING].years) == ("", None)


def test_a_child_dataset_is_read_like_any_other():
    assert list(read(one(MADE, tag="childActivityDataset")).processes) == [CASTING]


def test_a_file_may_hold_several_datasets():
    files = {"all.xml": spold(dataset([MADE]), dataset([MADE], id=POWER))}
    assert list(read(files).processes) == [CASTING, POWER]


def test_a_system_terminated_dataset_is_no_unit_process():
    assert not read(one(MADE, kind="2")).processes[CASTING].is_unit


@pytest.mark.parametrize("kind", [None, "3"])
def test_a_dataset_of_unknown_type_is_taken_as_aggregated_with_a_warning(kind):
    database = read(one(MADE, kind=kind))
    assert not database.processes[CASTING].is_unit
    assert codes(database) == ["BG-125"]


@pytest.mark.parametrize(
    "period",
    [
        '<timePeriod startDate="2021-01-01" endDate="2019-12-31"/>',
        '<timePeriod startDate="in 2019" endDate="2019-12-31"/>',
        '<timePeriod startDate="2019-01-01"/>',
    ],
)
def test_a_time_that_cannot_be_is_left_out_with_a_warning(period):
    database = read(one(MADE, head=period))
    assert database.processes[CASTING].years is None
    assert codes(database) == ["BG-117"]


@pytest.mark.parametrize(
    ("group", "is_input"),
    [
        *((f"inputGroup {code}", True) for code in "1235"),
        *((f"outputGroup {code}", False) for code in "25"),
    ],
)
def test_groups_say_on_which_side_a_product_stands(group, is_input):
    database = read(one(MADE, product(ELECTRICITY, 2.5, group, unit="kWh", name="electricity")))
    exchange = database.processes[CASTING].exchanges[1]
    assert (exchange.id, exchange.flow, exchange.amount) == ("e2", ELECTRICITY, 2.5)
    assert exchange.is_input is is_input
    assert (exchange.provider, exchange.is_avoided, exchange.location) == ("", False, "")
    assert database.flows[ELECTRICITY].kind is FlowKind.PRODUCT


def test_elementary_flows_have_compartments_and_cas_numbers_without_leading_zeros():
    air = compartment("air", "urban air close to ground")
    carbon = emission(
        CARBON_DIOXIDE.upper(),
        0.5,
        name="Carbon dioxide, fossil",
        casNumber="000124-38-9",
        more=air,
    )
    water = emission(WATER, 3, "inputGroup 4", unit="m3", name="Water", more=compartment("", ""))
    database = read(one(MADE, carbon, water))
    flow = database.flows[CARBON_DIOXIDE]
    assert (flow.kind, flow.name, flow.unit) == (
        FlowKind.ELEMENTARY,
        "Carbon dioxide, fossil",
        "kg",
    )
    assert (flow.path, flow.cas) == (("air", "urban air close to ground"), "124-38-9")
    assert (database.flows[WATER].path, database.flows[WATER].cas) == ((), "")
    assert [each.is_input for each in database.processes[CASTING].exchanges] == [False, False, True]


def test_english_is_taken_where_texts_stand_in_several_languages():
    names = element("name", "Strom", lang="de") + element("name", "electricity", lang="en")
    german = element("name", "Wärme", lang="de") + element("name", " ", lang="en")
    database = read(
        one(
            MADE,
            product(ELECTRICITY, 1, name="", more=names),
            product(HEAT, 1, name="", more=german),
        )
    )
    assert database.flows[ELECTRICITY].name == "electricity"
    assert database.flows[HEAT].name == "Wärme"


def test_a_supplier_that_is_named_is_kept_even_where_it_is_not_in_the_package():
    database = read(one(MADE, product(ELECTRICITY, 1, activityLinkId=POWER.upper())))
    assert database.processes[CASTING].exchanges[1].provider == POWER


def test_datasets_of_one_activity_are_told_apart_by_their_products():
    """The supplier of heat is the dataset of heat, though both have the id of the power station."""
    by_product = {
        IRON: dataset([MADE, product(HEAT, 3, unit="MJ", number=2, activityLinkId=POWER)]),
        ELECTRICITY: dataset([product(ELECTRICITY, 1, "outputGroup 0", unit="kWh")], id=POWER),
        HEAT: dataset(
            [
                product(ELECTRICITY, 0, "outputGroup 0", unit="kWh", number=1),
                product(HEAT, 1, "outputGroup 0", unit="MJ", number=2),
            ],
            id=POWER,
        ),
    }
    database = read({f"{flow}.spold": spold(each) for flow, each in by_product.items()})
    assert list(database.processes) == [CASTING, f"{POWER}_{ELECTRICITY}", f"{POWER}_{HEAT}"]
    assert database.processes[CASTING].exchanges[1].provider == f"{POWER}_{HEAT}"
    assert database.processes[f"{POWER}_{HEAT}"].reference == 1
    assert codes(database) == []


def test_a_link_to_an_activity_that_does_not_make_the_product_stays_as_it_is():
    files = {
        "a.spold": spold(dataset([MADE, product(SAND, 3, number=2, activityLinkId=POWER)])),
        "b.spold": spold(dataset([product(ELECTRICITY, 1, "outputGroup 0", unit="kWh")], id=POWER)),
    }
    assert read(files).processes[CASTING].exchanges[1].provider == POWER


def test_without_reference_product_a_process_is_kept_with_a_warning():
    database = read(one(product(SAND, 1)))
    assert database.processes[CASTING].reference is None
    assert codes(database) == ["BG-109"]


def test_of_several_reference_products_the_first_is_taken_with_a_warning():
    database = read(one(product(HEAT, 0, "outputGroup 0"), MADE, product(SAND, 2, "outputGroup 0")))
    assert database.processes[CASTING].reference == 1
    assert [str(fault.place) for fault in database.warnings] == [f"casting.spold, id {CASTING}"]
    assert "2 reference products: iron casting, a flow" in database.warnings[0].found
    assert codes(database) == ["BG-110"]


def test_a_reference_product_with_amount_0_is_kept_with_a_warning():
    database = read(one(product(IRON, 0, "outputGroup 0")))
    assert database.processes[CASTING].reference == 0
    assert codes(database) == ["BG-112"]


def test_material_for_treatment_is_a_waste():
    database = read(one(MADE, product(SAND, 0.2, "outputGroup 3", name="used sand")))
    assert database.flows[SAND].kind is FlowKind.WASTE
    assert not database.processes[CASTING].exchanges[1].is_input


def test_wastes_of_treatments_change_sides_and_signs():
    """1 kg of casting hands over 0.2 kg of sand; the treatment of 1 kg takes in 1 kg."""
    spread = uncertainty("triangular", minValue=-0.3, mostLikelyValue=-0.2, maxValue=-0.1)
    files = {
        "a.spold": spold(
            dataset([MADE, product(SAND, -0.2, number=2, activityLinkId=TREATMENT, more=spread)])
        ),
        "b.spold": spold(
            dataset(
                [
                    product(SAND, -1, "outputGroup 0", name="used sand"),
                    product(HEAT, -0.5, unit="MJ", number=2),
                ],
                id=TREATMENT,
                name="treatment of used sand",
            )
        ),
    }
    database = read(files)
    given_out = database.processes[CASTING].exchanges[1]
    taken_in, heat = database.processes[TREATMENT].exchanges
    assert database.flows[SAND].kind is FlowKind.WASTE
    assert (given_out.is_input, given_out.amount, given_out.provider) == (False, 0.2, TREATMENT)
    assert given_out.distribution is not None
    assert (given_out.distribution.minimum, given_out.distribution.maximum) == (0.1, 0.3)
    assert given_out.distribution.center == 0.2
    assert (taken_in.is_input, taken_in.amount) == (True, 1.0)
    assert database.processes[TREATMENT].reference == 0
    assert (heat.is_input, heat.amount) == (True, -0.5)  # a product keeps its side and sign
    assert codes(database) == []


def test_a_flow_that_is_made_anywhere_is_no_waste():
    files = {
        "a.spold": spold(dataset([product(SAND, 1, "outputGroup 0")])),
        "b.spold": spold(dataset([product(SAND, -1, "outputGroup 0")], id=TREATMENT)),
    }
    database = read(files)
    assert database.flows[SAND].kind is FlowKind.PRODUCT
    assert database.processes[TREATMENT].exchanges[0].amount == -1


def test_a_product_stands_in_the_unit_in_which_it_is_made():
    """0.5 kWh are 1.8 MJ, and a spread of 0.1 kWh is one of 0.36 MJ."""
    spread = uncertainty("normal", meanValue=0.5, variance=0.01)
    files = {
        "a.spold": spold(dataset([MADE, product(HEAT, 0.5, unit="kWh", number=2, more=spread)])),
        "b.spold": spold(dataset([product(HEAT, 1, "outputGroup 0", unit="MJ")], id=POWER)),
    }
    database = read(files)
    exchange = database.processes[CASTING].exchanges[1]
    assert database.flows[HEAT].unit == "MJ"
    assert exchange.amount == pytest.approx(1.8, rel=1e-15)
    assert exchange.distribution is not None
    assert exchange.distribution.center == pytest.approx(1.8, rel=1e-15)
    assert exchange.distribution.scale == pytest.approx(0.36, rel=1e-15)


@pytest.mark.parametrize(
    ("first", "second", "unit", "amounts"),
    [
        ("g", "kg", "kg", (0.001, 1.0)),  # one of the usual units goes before the first
        ("g", "mg", "g", (1.0, 0.001)),  # the first where none is usual
        ("metric ton*km", "kg*km", "metric ton*km", (1.0, 0.001)),
    ],
)
def test_a_flow_that_nothing_makes_has_one_unit_all_the_same(first, second, unit, amounts):
    database = read(
        one(MADE, product(SAND, 1, unit=first), product(SAND, 1, "outputGroup 2", unit=second))
    )
    exchanges = database.processes[CASTING].exchanges[1:]
    assert database.flows[SAND].unit == unit
    assert [each.amount for each in exchanges] == pytest.approx(amounts)


def test_master_data_goes_before_what_datasets_say():
    air = compartment("air", "unspecified")
    unit = element("unit", element("name", "MJ", lang="en"), id="U1")
    files = {
        **one(
            MADE,
            product(HEAT, 1, unit="", unitId="u1", name="heat"),
            product(ELECTRICITY, 1, unit="kWh"),
            emission(CARBON_DIOXIDE, 2000, unit="g", name=""),
        ),
        "MasterData/Units.xml": master("validUnits", unit),
        "MasterData/IntermediateExchanges.xml": master(
            "validIntermediateExchanges",
            element("intermediateExchange", element("name", "power", lang="en"), id=ELECTRICITY),
        ),
        "MasterData/ElementaryExchanges.xml": master(
            "validElementaryExchanges",
            element(
                "elementaryExchange",
                element("name", "Carbon dioxide, fossil", lang="en")
                + element("unitName", "kg", lang="en")
                + air,
                id=CARBON_DIOXIDE.upper(),
                casNumber="000124-38-9",
            ),
        ),
    }
    database = read(files)
    carbon = database.flows[CARBON_DIOXIDE]
    assert database.flows[HEAT].unit == "MJ"
    assert (database.flows[ELECTRICITY].name, database.flows[ELECTRICITY].unit) == ("power", "kWh")
    assert (carbon.name, carbon.unit, carbon.cas) == ("Carbon dioxide, fossil", "kg", "124-38-9")
    assert carbon.path == ("air", "unspecified")
    assert database.processes[CASTING].exchanges[3].amount == 2.0


def test_terms_of_use_are_kept_with_the_data():
    published = '<dataGeneratorAndPublication isCopyrightProtected="true" accessRestrictedTo="1"/>'
    free = '<dataGeneratorAndPublication isCopyrightProtected="false" accessRestrictedTo="0"/>'
    files = {
        "LICENSE.txt": b"Free for all.",
        "a.spold": spold(dataset([MADE], tail=element("administrativeInformation", published))),
        "b.spold": spold(
            dataset([MADE], id=POWER, tail=element("administrativeInformation", free))
        ),
    }
    assert read(files).licences == {
        "LICENSE.txt": "Free for all.",
        "a.spold": "protected by copyright; access for licensees only",
    }


def test_the_digest_is_that_of_the_files_and_changes_with_them():
    files = {**one(MADE), "README.txt": b"Hello"}
    again = dict(reversed(files.items()))
    assert read(files).digest == read(again).digest
    assert read(files).digest != read({**files, "README.txt": b"Hallo"}).digest


@given(order=st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_the_files_changes_nothing(order):
    content = {
        "a": spold(dataset([MADE, product(HEAT, 2, unit="kWh", number=2)])),
        "b": spold(dataset([product(HEAT, 1, "outputGroup 0", unit="MJ")], id=POWER)),
        "c": spold(dataset([product(HEAT, 1, "inputGroup 2", unit="GJ")], id=TREATMENT)),
        "d": master("validUnits", element("unit", element("name", "kg"), id="u")),
    }
    names = {"a": "a.spold", "b": "b.spold", "c": "c.spold", "d": "d.xml"}
    shuffled = read({names[key]: content[key] for key in order})
    straight = read({names[key]: content[key] for key in "abcd"})
    assert shuffled == straight
    assert list(shuffled.processes) == list(straight.processes) == [CASTING, POWER, TREATMENT]
    assert list(shuffled.flows) == list(straight.flows)


@given(
    amount=st.floats(min_value=-1e9, max_value=1e9).filter(lambda each: abs(each) > 1e-9),
    units=st.permutations([("kWh", 3.6), ("MJ", 1.0), ("GJ", 1000.0), ("kJ", 0.001)]),
)
def test_an_amount_is_the_same_in_whatever_unit_it_is_stated(amount, units):
    """The factors are those of the SI: 1 kWh = 3.6 MJ."""
    (stated, mega), (made, made_mega) = units[:2]
    database = read(
        {
            "a.spold": spold(dataset([MADE, product(HEAT, repr(amount), unit=stated, number=2)])),
            "b.spold": spold(dataset([product(HEAT, 1, "outputGroup 0", unit=made)], id=POWER)),
        }
    )
    read_amount = database.processes[CASTING].exchanges[1].amount
    assert math.isclose(read_amount, amount * mega / made_mega, rel_tol=1e-12)


def test_uslci_is_read_with_the_direct_emissions_that_others_found():
    """The expected sums were computed with other programs, by flow id and then by name."""
    package = FOREIGN / "uslci-ecospold2" / "uslci-subset-ecospold2.zip"
    if not package.is_file():
        pytest.skip("the foreign packages of ../shared are not here")
    with zipfile.ZipFile(package) as opened:
        names = [name for name in opened.namelist() if not name.endswith("/")]
        files = {name: opened.read(name) for name in names}
    database = read_ecospold2(files, package.name)
    exchanges = [each for process in database.processes.values() for each in process.exchanges]
    assert (len(database.processes), len(exchanges)) == (88, 9453 + 712)
    assert Counter(each.distribution is not None for each in exchanges)[True] == 2
    assert set(codes(database)) == {"BG-113"}  # a program wrote infinite variances
    assert any("DISCLAIMER" in file for file in database.licences)
    by_id, by_name = _read_factors()
    for row in _read_rows(FOREIGN / "uslci-ecospold2" / "expected_direct_gwp.csv"):
        process = database.processes[row["activity_uuid"]]
        assert process.reference is not None
        made = process.exchanges[process.reference]
        assert made.amount == pytest.approx(float(row["reference_amount"]))
        assert database.flows[made.flow].unit == row["reference_unit"]
        total = sum(
            each.amount * by_id.get(flow.id, by_name.get(flow.name.strip().casefold(), 0.0))
            for each in process.exchanges
            if (flow := database.flows[each.flow]).kind is FlowKind.ELEMENTARY and not each.is_input
        )
        expected = float(row["direct_kgCO2e_AR6_per_dataset"])
        assert total == pytest.approx(expected, rel=1e-5, abs=1e-12), row["name"]


def _read_factors() -> tuple[dict[str, float], dict[str, float]]:
    rows = _read_rows(FOREIGN / "uslci-jsonld" / "gwp100_cf.csv")
    column = "gwp100_ar6_kgCO2e_per_kg"
    return (
        {row["flow_uuid"]: float(row[column]) for row in rows},
        {row["flow_name"].strip().casefold(): float(row[column]) for row in rows},
    )


def _read_rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
