"""A package of openLCA becomes a database: every field of both schemas, converted by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.background.datasets.dataset import (
    CharacterisationFactor,
    Distribution,
    DistributionKind,
    Exchange,
    Flow,
    FlowKind,
)
from cradlegate.background.openlca.read import read_openlca
from tests.background.openlca.packages import (
    AIR,
    CASTING,
    CO2,
    HEAT,
    IRON,
    IRON_FILE,
    MIX,
    POWER,
    SLAG,
    WATER,
    casting,
    changed,
    pack,
    schema_1,
    schema_2,
)

SCHEMAS = pytest.mark.parametrize("schema", [schema_1, schema_2])


def read(files):
    return read_openlca(files, "foundry")


def read_casting(number, **fields):
    return read(casting(number, **fields)).processes[CASTING].exchanges[number]


@SCHEMAS
def test_amounts_and_spreads_stand_in_the_reference_unit_of_their_flow(schema):
    kinds = DistributionKind
    assert [replace(each, id="") for each in read(pack(schema())).processes[CASTING].exchanges] == [
        # 2 t of iron are 2000 kg.
        Exchange("", IRON, False, 2000.0),
        # 10 kWh are 36 MJ.
        Exchange("", POWER, True, 36.0, provider=MIX, location="CN"),
        # 5 l are 0.005 m3; 0.001 m3 stand for 1 kg of water, so that they are 5 kg.
        Exchange("", WATER, True, 5.0, Distribution(kinds.NORMAL, 5.0, 1.0)),
        Exchange("", SLAG, False, 30.0, Distribution(kinds.TRIANGULAR, 30.0, 0.0, 20.0, 50.0)),
        # 4 kWh are 14.4 MJ, from 7.2 to 21.6.  The input of an avoided product is an output.
        Exchange("", HEAT, False, 14.4, Distribution(kinds.UNIFORM, 14.4, 0.0, 7.2, 21.6), is_avoided=True),
        # The geometric standard deviation has no unit.
        Exchange("", CO2, False, 0.5, Distribution(kinds.LOGNORMAL, 0.5, 1.5)),
        # One that spreads by the factor 1 does not spread.
        Exchange("", AIR, True, -3.0),
    ]  # fmt: skip


@SCHEMAS
def test_a_sound_package_has_no_warnings(schema):
    assert read(pack(schema())).warnings == ()


def test_both_schemas_say_the_same():
    old, new = read(pack(schema_1())), read(pack(schema_2()))
    assert (old.format, new.format) == (
        "openLCA JSON-LD, schema 1",
        "openLCA JSON-LD, schema 2",
    )
    assert (new.flows, new.methods) == (old.flows, old.methods)
    assert [each.id for each in old.processes[CASTING].exchanges] == [
        "e1",
        "e2",
        "e3",
        "e4",
        "e5",
        "e6",
        "e7",
    ]
    assert [each.id for each in new.processes[CASTING].exchanges] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
    ]


@SCHEMAS
def test_flows_have_path_unit_number_and_location(schema):
    flows = read(pack(schema())).flows
    assert list(flows) == sorted([IRON, POWER, WATER, SLAG, HEAT, CO2, AIR])
    assert flows[IRON] == Flow(IRON, "iron", FlowKind.PRODUCT, (), "kg", location="CN")
    assert flows[SLAG].kind is FlowKind.WASTE
    air = ("Elementary flows", "air")
    assert flows[CO2] == Flow(CO2, "co2", FlowKind.ELEMENTARY, air, "kg", "124-38-9")
    assert flows[AIR].cas == ""


@SCHEMAS
def test_processes_have_place_years_kind_reference_and_shares(schema):
    processes = read(pack(schema())).processes
    assert list(processes) == [CASTING, MIX]
    one, two = processes.values()
    assert (one.name, one.location, one.years, one.is_unit) == ("Casting", "CN", (2016, 2019), True)
    assert (one.reference, one.file) == (0, f"foundry/processes/{CASTING}.json")
    assert one.allocation == {"physical": {IRON: 0.75, HEAT: 0.25}, "economic": {IRON: 1.0}}
    # An end alone says both years.
    assert (two.location, two.years, two.is_unit, two.allocation) == ("", (2020, 2020), False, {})


@SCHEMAS
def test_methods_for_climate_change_come_along_and_others_stay(schema):
    methods = read(pack(schema())).methods
    assert list(methods) == ["gwp"]
    method = methods["gwp"]
    assert (method.name, method.unit) == ("Invented method, Climate change", "kg CO₂ eq.")
    assert method.factors == (
        # 1000 kg CO2e per t are 1 per kg; -0.002 per g are -2 per kg.
        CharacterisationFactor(CO2, "Carbon dioxide", False, 1.0),
        CharacterisationFactor(AIR, "Air", True, -2.0, "CN"),
    )


@pytest.mark.parametrize(("direction", "is_input"), [("INPUT", True), ("OUTPUT", False)])
def test_an_impact_category_may_say_itself_on_which_side_its_flows_stand(direction, is_input):
    package = changed("lcia_categories/gwp.json", lambda each: each.update(direction=direction))
    [method] = read(package).methods.values()
    assert {factor.is_input for factor in method.factors} == {is_input}


def test_a_package_of_methods_alone_is_a_database():
    contents = {path: each for path, each in schema_1().items() if "/processes/" not in path}
    database = read(pack(contents))
    assert (len(database.processes), len(database.methods)) == (0, 1)


def test_fields_of_both_schemas_may_stand_in_one_exchange():
    mixed = read_casting(1, isInput=False, isQuantitativeReference=False, internalId=7)
    assert (mixed.is_input, mixed.id) == (True, "7")


@pytest.mark.parametrize("number", [0, True, "3", None])
def test_an_exchange_without_a_usable_number_has_its_id_or_its_place(number):
    assert read_casting(2, internalId=number).id == "e3"
    assert read_casting(2, internalId=number, **{"@id": None}).id == "#3"


def test_an_exchange_without_unit_is_given_in_the_reference():
    assert read_casting(0, unit=None, flowProperty=None).amount == 2.0


def test_an_avoided_waste_is_an_input():
    avoided = read_casting(3, avoidedProduct=True)
    assert (avoided.is_input, avoided.is_avoided) == (True, True)


def test_a_file_in_which_a_flow_has_no_name_gives_its_id():
    package = changed(IRON_FILE, lambda flow: flow.update(name=None))
    assert read(package).flows[IRON].name == IRON


@pytest.mark.parametrize(
    ("kind", "figures"),
    [
        ("LOG_NORMAL", {"geomMean": 30.0, "geomSd": 1}),
        ("NORMAL", {"mean": 30.0, "sd": 0.0}),
        ("TRIANGLE", {"minimum": 30.0, "mode": 30.0, "maximum": 30.0}),
        ("UNIFORM", {"minimum": 30.0, "maximum": 30.0}),
        ("NO", {}),
    ],
)
def test_what_does_not_spread_has_no_distribution_and_no_warning(kind, figures):
    uncertainty = {"distributionType": f"{kind}_DISTRIBUTION", **figures}
    database = read(casting(3, uncertainty=uncertainty))
    assert database.processes[CASTING].exchanges[3].distribution is None
    assert database.warnings == ()


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({}, "schema 1"),
        ({"openlca.json": {"schemaVersion": 4}}, "schema 4"),
        ({"olca-schema.json": {"version": 2}}, "schema 2"),
        ({"a/openlca.json": {"schemaVersion": 2}, "b/openlca.json": {}}, "schema 1 and 2"),
    ],
)
def test_the_version_is_the_stated_one(stated, said):
    assert read(pack({**schema_1(), **stated})).format == f"openLCA JSON-LD, {said}"


def test_terms_of_use_travel_with_the_database():
    texts = {"foundry/LICENSE.txt": "Invented terms.", "processes/licence.json": {"@id": "x"}}
    files = pack({**schema_1(), **texts}) | {"NOTICE": b"\xff\xfe\x00"}
    assert read(files).licences == {
        "NOTICE": "no text: 3 bytes that only the file itself can show",
        "foundry/LICENSE.txt": "Invented terms.",
    }


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_files_changes_nothing(random):
    files = list(pack(schema_2()).items())
    whole = read(dict(files))
    random.shuffle(files)
    shuffled = read(dict(files))
    assert shuffled == whole
    assert list(shuffled.flows) == list(whole.flows)


def test_the_digest_is_that_of_every_file():
    files = pack(schema_1())
    assert read(files | {"foundry/other.txt": b""}).digest != read(files).digest


@given(st.floats(1e-6, 1e6), st.sampled_from([("kg", 1.0), ("g", 1e3), ("t", 1e-3)]))
def test_an_amount_is_the_same_in_every_unit(amount, unit):
    name, per_kg = unit
    stated = read_casting(0, amount=amount * per_kg, unit={"@id": name})
    assert stated.amount == pytest.approx(amount, rel=1e-12)


@given(st.floats(1e-6, 1e6), st.floats(1e-6, 1e6))
def test_an_amount_is_the_same_in_every_flow_property(amount, density):
    def weigh(contents):
        contents["foundry/flows/flow-water.json"]["flowProperties"][1]["conversionFactor"] = (
            1 / density
        )
        water = contents[f"foundry/processes/{CASTING}.json"]["exchanges"][2]
        water.update(amount=amount / density, unit={"@id": "m3"}, uncertainty=None)
        return contents

    water = read(pack(weigh(schema_1()))).processes[CASTING].exchanges[2]
    assert water.amount == pytest.approx(amount, rel=1e-12)
