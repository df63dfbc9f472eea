"""Elementary flows count for what the set or method says, in the category of their carbon."""

from dataclasses import replace
from pathlib import Path

import pytest

from cradlegate.background.datasets.characterise import (
    FactorSet,
    Score,
    characterise,
    open_gwp_set,
    open_method,
)
from cradlegate.background.datasets.dataset import (
    CharacterisationFactor,
    CharacterisationMethod,
    Flow,
    FlowKind,
)
from cradlegate.background.datasets.elementary import (
    Origin,
    find_gas,
    name_gas,
    sounds_like_gas,
)
from cradlegate.background.formats.package import open_package
from cradlegate.background.ilcd.read import read_ilcd
from cradlegate.background.library import shipped_library
from cradlegate.core.category import Category
from tests.background.datasets.databases import database, emits, gas, process

AR6 = open_gwp_set(shipped_library(), "AR6")
FOREIGN = Path(__file__).parents[4] / "shared" / "foreign" / "lci"


def score(name, *path, factors=AR6):
    whole = database(process("p", emits(name, 1.0)), flows=(gas(name, *path),))
    return characterise(whole, factors).scores.get(name)


@pytest.mark.parametrize(
    ("name", "value", "category"),
    [
        ("Carbon dioxide, fossil", 1.0, Category.FOSSIL_OTHER),
        ("Carbon dioxide, fossil ", 1.0, Category.FOSSIL_OTHER),
        ("carbon dioxide (fossil)", 1.0, Category.FOSSIL_OTHER),
        ("Carbon dioxide", 1.0, Category.UNSPLIT),
        ("Carbon dioxide, land transformation", 1.0, Category.LAND_USE_CHANGE),
        ("Methane, fossil", 29.8, Category.FOSSIL_OTHER),
        ("Methane, biogenic", 27.0, Category.BIOGENIC_EMISSIONS),
        ("Methane", 27.9, Category.UNSPLIT),
        ("Dinitrogen monoxide", 273.0, Category.UNSPLIT),
        ("Sulfur hexafluoride", 25200.0, Category.FOSSIL_OTHER),
        ("Methane, chlorotrifluoro-, CFC-13", 16200.0, Category.FOSSIL_OTHER),
        ("FC-14", 7380.0, Category.FOSSIL_OTHER),
        ("HFC-116", 12400.0, Category.FOSSIL_OTHER),
        ("PFC-31-10", 10000.0, Category.FOSSIL_OTHER),
        ("Refrigerant R-134a", 1530.0, Category.FOSSIL_OTHER),
        ("1,1,1,3,3-pentafluoropropane", 962.0, Category.FOSSIL_OTHER),
    ],
)
def test_a_gas_is_told_by_its_name(name, value, category):
    """Figures: IPCC AR6 WG1, Table 7.SM.7."""
    assert score(name) == Score(category, value, value, is_input=False, is_by_name=True)


def test_biogenic_carbon_dioxide_counts_where_it_leaves_and_where_it_is_taken_up():
    assert score("Carbon dioxide, biogenic") == Score(
        Category.BIOGENIC_EMISSIONS, 1.0, 0.0, is_input=False, is_by_name=True
    )
    assert score("Carbon dioxide, in air", "resource", "in air") == Score(
        Category.BIOGENIC_REMOVALS, -1.0, 0.0, is_input=True, is_by_name=True
    )


@pytest.mark.parametrize("path", [("water", "ocean"), ("soil",), ("Emissions to fresh water",)])
def test_a_gas_that_does_not_go_into_air_counts_for_nothing(path):
    assert score("Methane, fossil", *path) is None


def test_a_flow_in_urban_air_close_to_ground_is_in_air():
    assert score("Methane, fossil", "Emissions", "Emissions to urban air close to ground")


def test_a_name_that_sounds_like_a_gas_and_is_none_that_is_known_is_reported():
    strange = gas("Ethane, 1-fluoro-2-chloro-, HCFC-151")
    whole = database(process("p", emits(strange.id, 1.0)), flows=(strange, gas("Lead")))
    assert characterise(whole, AR6).suspects == (strange.id,)
    assert not sounds_like_gas(Flow("x", "Methane", FlowKind.PRODUCT, (), "kg"))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("HFE-125", ("air",)),
        ("hcfe-235da2", ("air",)),
        ("2,2,2-trifluoroethanol", ("air",)),
        ("FC-72", ("air",)),
        ("R-1234ze", ("air",)),
        ("Carbon dioxide, to soil or biomass stock", ("soil", "forestry")),
    ],
)
def test_gases_without_a_figure_and_carbon_that_is_stored_are_reported(name, path):
    assert score(name, *path) is None
    assert sounds_like_gas(gas(name, *path))


@pytest.mark.parametrize("name", ["Fluoride", "Hydrogen fluoride", "Fluoranthene", "Fluorine"])
def test_fluorine_that_is_no_greenhouse_gas_is_not_reported(name):
    assert not sounds_like_gas(gas(name))


def test_plain_carbon_dioxide_that_is_taken_from_air_is_uptake():
    """As the Federal Elementary Flow List has it, which knows no other flow for uptake."""
    taken = Score(Category.BIOGENIC_REMOVALS, -1.0, 0.0, is_input=True, is_by_name=True)
    assert score("Carbon dioxide", "Elementary Flows", "resource", "air") == taken
    assert score("Carbon dioxide", "emission", "air").value == 1.0
    assert score("Carbon dioxide, fossil", "resource", "air").value == 1.0


@pytest.mark.skipif(not FOREIGN.is_dir(), reason="the shared databases are not here")
def test_every_name_means_the_gas_for_which_ef_3_1_has_the_figure_of_ar6():
    """EF 3.1 takes its figures from AR6: a name that meant another gas would be far off."""
    package = (FOREIGN / "tiangong-ilcd" / "tiangong-subset.zip").read_bytes()
    (method,) = read_ilcd(open_package(package, "tiangong"), "tiangong").methods.values()
    compared = set()
    for factor in method.factors:
        meant = name_gas(factor.flow_name.partition(" (Mass")[0])
        if meant and meant.origin is not Origin.UPTAKE and factor.value > 0:
            assert factor.value == pytest.approx(AR6.by_gas[meant.key], rel=0.02), factor
            compared.add(meant.key)
    assert len(compared) > 40


def test_a_product_of_the_same_name_is_no_emission():
    assert find_gas(Flow("x", "Carbon dioxide, fossil", FlowKind.PRODUCT, (), "kg")) is None


METHOD = CharacterisationMethod(
    "m",
    "EF 3.1",
    "kg CO2e",
    (
        CharacterisationFactor("one", "carbon dioxide (fossil)", False, 1.0),
        CharacterisationFactor("two", "carbon dioxide (biogenic)", False, 0.0),
        CharacterisationFactor("three", "something rare", False, 7.0),
        CharacterisationFactor("three", "something rare", False, 9.0, "CN"),
    ),
)


def test_a_method_that_came_with_the_data_counts_by_identifier_before_it_counts_by_name():
    named = {
        "one": "Carbon dioxide (fossil)", "two": "Carbon dioxide (biogenic)",
        "three": "Something rare", "four": "Methane, fossil", "five": "Carbon dioxide, fossil",
    }  # fmt: skip
    flows = tuple(replace(gas(name), id=each) for each, name in named.items())
    found = characterise(database(process("p"), flows=flows), open_method(METHOD))
    told = {
        name: (each.category, each.value, each.by_method, each.is_by_name)
        for name, each in found.scores.items()
        if name in named
    }
    assert told == {
        "one": (Category.FOSSIL_OTHER, 1.0, 1.0, False),
        "two": (Category.BIOGENIC_EMISSIONS, 1.0, 0.0, False),
        "three": (Category.UNSPLIT, 7.0, 7.0, False),
        "five": (Category.FOSSIL_OTHER, 1.0, 1.0, True),
    }
    assert "four" in found.suspects


def test_names_of_a_method_are_read_without_their_compartment():
    told = "methane (fossil) (Mass, kg, Emissions to urban air close to ground)"
    method = replace(METHOD, factors=(CharacterisationFactor("other", told, False, 29.8),))
    whole = database(process("p"), flows=(gas("Methane, fossil"),))
    assert characterise(whole, open_method(method)).scores["Methane, fossil"].value == 29.8


def test_a_gas_of_which_the_set_has_no_figure_is_reported():
    few = FactorSet("few", {"co2": 1.0})
    whole = database(process("p"), flows=(gas("Methane, fossil"),))
    assert "Methane, fossil" in characterise(whole, few).suspects


def test_a_set_that_may_not_be_used_is_not_opened():
    with pytest.raises(KeyError):
        open_gwp_set(shipped_library(), "AR4")
