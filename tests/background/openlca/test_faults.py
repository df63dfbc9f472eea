"""What is wrong in a package of openLCA stops it, all at once; what is suspicious is said."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.background.formats import faults
from cradlegate.background.openlca.read import read_openlca
from cradlegate.core.fault import FaultsError
from tests.background.openlca.packages import (
    CASTING,
    CASTING_FILE,
    CATEGORY_FILE,
    CO2,
    CO2_FILE,
    IRON,
    IRON_FILE,
    MASS_FILE,
    MIX,
    MIX_FILE,
    casting,
    changed,
    exchange,
    pack,
    ref,
    schema_1,
    schema_2,
    spread,
)

FIRST = f"foundry/{CASTING_FILE}, column exchanges[0]."


def read(files):
    return read_openlca(files, "foundry")


def refuse(files):
    """The code, place and words of everything for which a package is refused."""
    with pytest.raises(FaultsError) as caught:
        read(files)
    return [(fault.code, str(fault.place), fault.found) for fault in caught.value.faults]


def codes(files):
    return [code for code, _, _ in refuse(files)]


def warn(files):
    return [(fault.code, fault.found) for fault in read(files).warnings]


def test_the_kinds_stand_in_the_order_of_their_codes():
    kinds = [kind.code for kind in faults.FAULT_KINDS]
    assert kinds == sorted(set(kinds))


# Files.


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "Expecting property name"),
        (b"[]", "the file holds no object"),
        (b'{"@id": "a", "@id": "b"}', "the name '@id' stands twice in one object"),
        (b'{"name": "\xff"}', "can't decode byte"),
        (b'{"name": "\\ud800"}', "surrogates not allowed"),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "recursion"),
        (b'{"a": ' + b"9" * 5000 + b"}", "integer string conversion"),
    ],
)
def test_a_file_that_is_no_json_with_one_meaning_is_refused(data, said):
    [(code, place, found)] = refuse(
        pack(schema_1())
        | {
            f"foundry/{CO2_FILE}": data,
            f"foundry/{CASTING_FILE}": b'{"@id": "x"}',
            f"foundry/{CATEGORY_FILE}": b'{"@id": "x"}',
        }
    )
    assert (code, place) == ("BG-100", f"foundry/{CO2_FILE}")
    assert said in found


def test_whole_characters_and_a_byte_order_mark_are_read():
    data = b'\xef\xbb\xbf{"@id": "x", "name": "\\ud83d\\ude00"}'
    assert (
        read(pack(schema_1()) | {"processes/x.json": data}).processes["x"].name
        == "\N{GRINNING FACE}"
    )


def test_hidden_files_are_left_alone():
    assert warn(pack(schema_1()) | {"processes/._x.json": b"\x00"}) == []


@pytest.mark.parametrize("key", [None, "", " ", 5])
def test_an_object_without_an_id_is_refused(key):
    package = changed(MIX_FILE, lambda process: process.update({"@id": key}))
    assert refuse(package) == [("BG-102", f"foundry/{MIX_FILE}", "process without an @id")]


def test_two_files_with_one_id_are_refused_whatever_its_case():
    package = changed(MIX_FILE, lambda process: process.update({"@id": CASTING.title()}))
    assert refuse(package) == [
        ("BG-104", f"foundry/{MIX_FILE}, id {CASTING}", f"process {CASTING} stands in foundry/{CASTING_FILE} already")
    ]  # fmt: skip


def test_a_package_without_processes_is_refused():
    contents = {path: each for path, each in schema_1().items() if "/flows/" in path}
    contents |= {
        path: each for path, each in schema_1().items() if "/flow_prop" in path or "/unit_" in path
    }
    assert refuse(pack(contents)) == [("BG-101", "", "7 flows and no process in 13 files")]
    assert codes({}) == ["BG-101"]


@pytest.mark.parametrize("version", [0, 5, "2", True])
def test_a_version_that_nobody_has_read_yet_is_refused(version):
    package = pack({**schema_1(), "openlca.json": {"schemaVersion": version}})
    assert refuse(package) == [
        ("BG-107", "openlca.json, column schemaVersion", f"schema {version} is not one of 1 to 4")
    ]


def test_a_version_file_that_is_no_json_is_refused():
    assert codes(pack({**schema_1(), "openlca.json": "?"})) == ["BG-100"]


def test_all_faults_of_all_files_are_gathered():
    contents = schema_1()
    contents[f"foundry/{MASS_FILE}"]["units"][1]["conversionFactor"] = "x"
    contents[f"foundry/{IRON_FILE}"]["flowType"] = "OTHER"
    power = contents[f"foundry/{CASTING_FILE}"]["exchanges"][1]
    power.update(amount="ten", unit=ref("hp"))
    contents[f"foundry/{MIX_FILE}"]["processType"] = "OTHER"
    # What refers to the refused units and flow is not blamed for them.
    assert codes(pack(contents)) == ["BG-103", "BG-102", "BG-105", "BG-103", "BG-102"]


# Figures.


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (float("nan"), "amount is nan, no finite number"),
        (float("-inf"), "amount is -inf, no finite number"),
        (10**400, "no finite number"),
        ("2", "amount is '2', no number"),
        (True, "amount is True, no number"),
        ([2], "amount is a list, no number"),
        ({}, "amount is an object, no number"),
    ],
)
def test_an_amount_that_is_no_number_is_refused_with_process_and_exchange(amount, said):
    [(code, place, found)] = refuse(casting(0, amount=amount))
    assert (code, place) == ("BG-103", FIRST + "amount")
    assert found.startswith("process `Casting`, exchange e1 of `iron`: ")
    assert said in found


@pytest.mark.parametrize(
    ("amount", "unit", "said"), [(1e308, "t", "1e+308 becomes inf"), (5e-324, "g", "4.94066e-324 becomes 0")]
)  # fmt: skip
def test_an_amount_that_leaves_the_range_of_numbers_is_refused(amount, unit, said):
    [(code, _, found)] = refuse(casting(0, amount=amount, unit=ref(unit)))
    assert code == "BG-103"
    assert found == f"process `Casting`, exchange e1 of `iron`: {said} in the unit of the flow"


def test_a_missing_amount_is_refused():
    found = "process `Casting`, exchange e1 of `iron`: amount is missing"
    assert refuse(casting(0, amount=None)) == [("BG-102", FIRST + "amount", found)]


def test_a_spread_that_leaves_the_range_of_numbers_is_refused():
    found = "the spread is no finite number in the unit of the flow"
    uncertainty = spread("NORMAL", mean=2.0, sd=1e308)
    assert refuse(casting(0, uncertainty=uncertainty)) == [
        ("BG-103", FIRST + "uncertainty.", f"process `Casting`, exchange e1 of `iron`: {found}")
    ]


def test_a_spread_that_is_no_number_is_refused():
    uncertainty = spread("NORMAL", mean=2.0, sd=float("nan"))
    [(code, place, _)] = refuse(casting(0, uncertainty=uncertainty))
    assert (code, place) == ("BG-103", FIRST + "uncertainty.sd")


JUNK: list[object] = [
    None, True, -1, 10**30, float("nan"), 5e-324, "", "x", "a/b", [], {}, [None], [{}],
    {"@id": 3}, {"@id": "x"}, {"@id": "mass", "name": 4},
]  # fmt: skip


@given(st.data())
def test_whatever_stands_in_a_field_it_is_read_or_refused_by_code(data):
    contents = data.draw(st.sampled_from([schema_1, schema_2]))()
    inside = contents[data.draw(st.sampled_from(sorted(contents)))]
    key = data.draw(st.sampled_from(sorted(inside)))
    while isinstance(inside[key], dict | list) and inside[key] and data.draw(st.booleans()):
        inside = inside[key]
        key = data.draw(
            st.sampled_from(sorted(inside) if isinstance(inside, dict) else range(len(inside)))
        )
    inside[key] = data.draw(st.sampled_from(JUNK))
    try:
        found = read(pack(contents)).warnings
    except FaultsError as refusal:
        found = refusal.faults
    assert {fault.code for fault in found} <= {kind.code for kind in faults.FAULT_KINDS}


# Units.


def test_a_unit_that_is_not_in_the_package_is_refused_with_process_exchange_and_unit():
    found = "process `Casting`, exchange e1 of `iron`: unit `pound` does not stand beside `kg`"
    assert refuse(casting(0, unit=ref("lb", "pound"))) == [("BG-105", FIRST + "unit", found)]


@pytest.mark.parametrize(
    ("key", "why"), [("energy", "is none of its flow"), ("money", "has no unit group in the package")]
)  # fmt: skip
def test_a_flow_property_that_its_flow_lacks_is_refused(key, why):
    found = f"process `Casting`, exchange e1 of `iron`: flow property `{key}` {why}"
    assert refuse(casting(0, flowProperty=ref(key))) == [("BG-105", FIRST + "flowProperty", found)]


def test_a_flow_without_units_is_refused_and_its_exchanges_are_not():
    contents = schema_1()
    del contents["foundry/flow_properties/energy.json"]
    assert codes(pack(contents)) == ["BG-105", "BG-105"]


@pytest.mark.parametrize("factor", [0.0, -1.0, 5e-324])
def test_a_unit_that_does_not_convert_is_refused_where_it_is_used(factor):
    contents = schema_1()
    contents[f"foundry/{IRON_FILE}"]["flowProperties"].append(
        {"flowProperty": ref("volume"), "conversionFactor": 1e300}
    )
    contents[f"foundry/{CASTING_FILE}"]["exchanges"][0]["flowProperty"] = ref("volume")
    volume = contents["foundry/unit_groups/group-volume.json"]["units"]
    volume.append({"@id": "t", "name": "t", "conversionFactor": factor})
    found = f"1 t is {factor:g} of its reference unit, of which 1e+300 stand for one of the flow"
    assert refuse(pack(contents)) == [
        ("BG-106", FIRST + "unit", f"process `Casting`, exchange e1 of `iron`: {found}")
    ]


@pytest.mark.parametrize(
    ("change", "stated"),
    [
        (lambda group: group.update(units=[]), "not stated"),
        (lambda group: group["units"][0].update(referenceUnit=False), "not stated"),
        (lambda group: group["units"][1].update(referenceUnit=True), "1 and 0.001"),
        (lambda group: group["units"][0].update(conversionFactor=2.0), "2"),
    ],
)
def test_a_unit_group_has_one_reference_with_factor_1(change, stated):
    [(code, place, found)] = refuse(changed(MASS_FILE, change))
    assert (code, place) == ("BG-106", f"foundry/{MASS_FILE}, column units")
    assert found == f"unit group `Units of mass`: factor of the reference unit: {stated}"


@pytest.mark.parametrize(
    "change",
    [
        lambda flow: flow.update(flowProperties=None),
        lambda flow: flow["flowProperties"][0].update(referenceFlowProperty=False),
        lambda flow: flow["flowProperties"][0].update(conversionFactor=2.0),
    ],
)
def test_a_flow_has_one_reference_property_with_factor_1(change):
    [(code, place, found)] = refuse(changed(IRON_FILE, change))
    assert (code, place) == ("BG-106", f"foundry/{IRON_FILE}, column flowProperties")
    assert found.startswith("flow `iron`: factor of the reference flow property: ")


@pytest.mark.parametrize(
    ("path", "change", "expected"),
    [
        (MASS_FILE, lambda group: group["units"].append(group["units"][1]), ["BG-104"]),
        (MASS_FILE, lambda group: group["units"][1].update({"@id": ""}), ["BG-102"]),
        (MASS_FILE, lambda group: group["units"][1].update(conversionFactor=None), ["BG-102"]),
        (IRON_FILE, lambda flow: flow["flowProperties"].append({"flowProperty": ref("mass"), "conversionFactor": 2}), ["BG-104", "BG-106"]),
        (IRON_FILE, lambda flow: flow["flowProperties"][0].update(conversionFactor=None), ["BG-102"]),
        (IRON_FILE, lambda flow: flow.update(flowType=None), ["BG-102"]),
        (CATEGORY_FILE, lambda each: each["impactFactors"][0].update(value=None), ["BG-102"]),
        (CATEGORY_FILE, lambda each: each["impactFactors"][0].update(unit=ref("MJ")), ["BG-105"]),
        (CATEGORY_FILE, lambda each: each["impactFactors"][0].update(value=1e308, unit=ref("g")), ["BG-103"]),
        (CASTING_FILE, lambda process: process.update(processType="OTHER"), ["BG-102"]),
        (CASTING_FILE, lambda process: process.update(exchanges="none"), ["BG-102"]),
        (CASTING_FILE, lambda process: process["exchanges"].append("none"), ["BG-102"]),
        (CASTING_FILE, lambda process: process["exchanges"].append({}), ["BG-102"]),
        (CASTING_FILE, lambda process: process["exchanges"].append({"flow": "iron"}), ["BG-102"]),
        (CASTING_FILE, lambda process: process["exchanges"][0].update(input="no"), ["BG-102"]),
        (CASTING_FILE, lambda process: process["exchanges"][0].update(uncertainty=3), ["BG-102"]),
        (CASTING_FILE, lambda process: process["exchanges"][0].update(amountFormula=3), ["BG-102"]),
        (CASTING_FILE, lambda process: process["exchanges"][0].update({"@id": "E2"}), ["BG-104"]),
        (CASTING_FILE, lambda process: process["allocationFactors"][0].update(value=None), ["BG-102"]),
    ],
)  # fmt: skip
def test_a_field_that_is_missing_or_of_another_type_is_refused(path, change, expected):
    assert codes(changed(path, change)) == expected


def test_exchanges_in_a_unit_group_that_was_refused_are_not_blamed_for_it():
    # The reference of water is its mass; only the exchange is given in volume.
    path = "unit_groups/group-volume.json"
    assert codes(changed(path, lambda group: group.update(units=None))) == ["BG-106"]


# Suspicious, and read.


def test_exchanges_of_a_flow_that_is_missing_are_left_out_counted_and_named():
    contents = schema_1()
    del contents[f"foundry/{CO2_FILE}"]
    again = exchange("e9", CO2, "kg", "mass", amount=1.0)
    contents[f"foundry/{MIX_FILE}"]["exchanges"].insert(0, again)
    database = read(pack(contents))
    # Of a gas what emits it is told apart from what only says what it counts for.
    assert [fault.code for fault in database.warnings] == ["BG-188", "BG-108"]
    assert str(database.warnings[0]).splitlines()[0] == (
        f"foundry/{CASTING_FILE}, id {CO2}: flow `{CO2}` ({CO2}) is not in the package,"
        " missed 2 times, first by process `Casting`"
    )
    assert len(database.processes[CASTING].exchanges) == 6
    # The reference is found where it stands among those that were kept.
    assert database.processes[MIX].reference == 0


def test_a_flow_that_is_missing_and_no_gas_is_told_as_a_flow():
    contents = schema_1()
    del contents[f"foundry/{IRON_FILE.replace('iron', 'slag')}"]
    assert [fault.code for fault in read(pack(contents)).warnings] == ["BG-108"]


@pytest.mark.parametrize(
    ("change", "reference", "expected"),
    [
        (lambda each: each[0].update(quantitativeReference=False), None, ("BG-109", "no exchange is the quantitative reference")),
        (lambda each: each[3].update(quantitativeReference=True), 0, ("BG-110", "2 exchanges are quantitative references")),
        (lambda each: each[0].update(input=True), 0, ("BG-111", "the reference `iron` is an input")),
        (lambda each: each[0].update(amount=0), 0, ("BG-112", "the amount of the reference `iron` is 0")),
    ],
)  # fmt: skip
def test_a_reference_that_is_in_doubt_is_kept_and_said(change, reference, expected):
    package = changed(CASTING_FILE, lambda process: change(process["exchanges"]))
    database = read(package)
    code, found = expected
    assert warn(package) == [(code, f"process `Casting`: {found}")]
    assert database.processes[CASTING].reference == reference


def test_the_reference_of_a_treatment_is_a_waste_that_goes_in():
    def turn(process):
        process["exchanges"][0].update(quantitativeReference=False)
        process["exchanges"][3].update(quantitativeReference=True, input=True)

    package = changed(CASTING_FILE, turn)
    assert warn(package) == []
    assert read(package).processes[CASTING].reference == 3


@pytest.mark.parametrize(
    ("uncertainty", "why"),
    [
        (spread("LOG_NORMAL", geomMean=2.0, geomSd=0.9), "the geometric standard deviation is 0.9"),
        (spread("LOG_NORMAL", geomMean=2.0, geomSd=0.0), "the geometric standard deviation is 0"),
        (spread("LOG_NORMAL", geomMean=-2.0, geomSd=1.1), "the geometric mean is -2, the amount 2"),
        (spread("LOG_NORMAL", geomMean=0.0, geomSd=1.1), "the geometric mean is 0, the amount 2"),
        (spread("LOG_NORMAL", geomMean=2.0), "geomSd is missing"),
        (spread("NORMAL", mean=2.0, sd=-0.1), "the standard deviation is -0.1"),
        (
            spread("TRIANGLE", minimum=2.0, mode=1.0, maximum=3.0),
            "the mode 1 does not lie from 2 to 3",
        ),
        (
            spread("TRIANGLE", minimum=2.0, mode=4.0, maximum=3.0),
            "the mode 4 does not lie from 2 to 3",
        ),
        (spread("UNIFORM", minimum=3.0, maximum=2.0), "the minimum 3 lies above the maximum 2"),
        (spread("BETA"), "BETA_DISTRIBUTION is no kind of spread"),
    ],
)
def test_a_spread_that_cannot_be_is_left_out_and_named(uncertainty, why):
    package = casting(0, uncertainty=uncertainty)
    found = f"process `Casting`: no spread, because {why}, in exchange e1 of `iron`"
    assert warn(package) == [("BG-113", found)]
    assert read(package).processes[CASTING].exchanges[0].distribution is None


def test_many_spreads_that_cannot_be_make_one_warning():
    def spoil(process):
        for each in process["exchanges"]:
            each["uncertainty"] = spread("NORMAL", mean=1.0, sd=-1.0)

    [(_, found)] = warn(changed(CASTING_FILE, spoil))
    assert found.endswith(
        "in exchange e1 of `iron`, exchange e2 of `power`, exchange e3 of `water` and 4 others"
    )


@pytest.mark.parametrize("amount", [0, None])
def test_formulas_without_a_figure_are_said_once_for_a_process(amount):
    def spoil(process):
        for each in process["exchanges"][2:4]:
            each.update(amount=amount, amountFormula="2 * load", uncertainty=None)

    package = changed(CASTING_FILE, spoil)
    assert warn(package) == [
        ("BG-114", "process `Casting`: a formula without a figure in exchange e3 of `water`, exchange e4 of `slag`")
    ]  # fmt: skip
    assert [each.amount for each in read(package).processes[CASTING].exchanges[2:4]] == [0, 0]


def test_a_formula_with_a_figure_is_taken_as_it_was_evaluated():
    package = casting(0, amount=3.0, amountFormula="2 * load")
    assert warn(package) == []
    assert read(package).processes[CASTING].exchanges[0].amount == 3000.0


PARAMETERS = [
    {"name": "Load", "value": 3.0, "isInputParameter": True},
    {"name": "twice", "formula": "2 * load", "value": 99.0},
    {"name": "whole", "value": 10**400}, {"name": "flag", "value": True}, {"name": "nan"}, "odd",
    {"name": "endless", "value": float("inf")}, {"value": 1.0},
]  # fmt: skip


def formulated(parameters=PARAMETERS, **fields):
    """The casting with parameters of its own and of the package, and one formula."""

    def change(process):
        process["exchanges"][1].update(fields)
        process["parameters"] = parameters

    files = changed(CASTING_FILE, change)
    files["foundry/parameters/p.json"] = json.dumps(
        {"@id": "p", "name": "LOAD", "value": 7}
    ).encode()
    files["foundry/parameters/q.json"] = b'{"name": "no id"}'
    return files


@pytest.mark.parametrize(
    ("formula", "amount", "parameters", "codes", "taken"),
    [
        ("twice + 4", 10, PARAMETERS, [], 10),
        ("twice + 4", 10.0005, PARAMETERS, [], 10.0005),
        ("twice + 4", 11, PARAMETERS, ["BG-119"], 11),
        ("twice + 4", 0, PARAMETERS, ["BG-119"], 0),
        ("twice + 4", None, PARAMETERS, [], 10),
        ("load + 3", 10, None, [], 10),
        ("load + 3", 10, [{"name": "load", "formula": "7"}], [], 10),
        ("whole + flag + nan", 5, PARAMETERS, [], 5),
        ("endless", None, PARAMETERS, ["BG-114"], 0),
        ("0 * load", 0, PARAMETERS, [], 0),
    ],
)
def test_a_figure_is_compared_with_its_formula(formula, amount, parameters, codes, taken):
    package = formulated(parameters, amount=amount, amountFormula=formula, uncertainty=None)
    assert [code for code, _ in warn(package)] == codes
    # The casting takes power in kWh, 3.6 MJ each.
    assert read(package).processes[CASTING].exchanges[1].amount == pytest.approx(3.6 * taken)


def test_a_figure_that_is_no_number_is_refused_beside_a_formula_too():
    assert codes(formulated(amount="much", amountFormula="2 * load")) == ["BG-103"]


def test_shares_without_a_product_or_of_an_exchange_that_is_not_there_are_left_out():
    causal = {"allocationType": "CAUSAL_ALLOCATION", "value": 0.5}
    more = [
        {**causal, "product": ref(IRON), "exchange": {"internalId": 2}},
        {**causal, "exchange": {"internalId": 2}},
        {**causal, "product": ref(IRON)},
        {**causal, "product": ref(IRON)},
        {"value": 1.0, "allocationType": "USE_DEFAULT_ALLOCATION", "product": ref(IRON)},
        {"value": 1.0, "product": ref(IRON)},
    ]
    package = changed(CASTING_FILE, lambda process: process.update(allocationFactors=more))
    reasons = "1 of an exchange that is not there, 1 without a product, 1 stated twice, 2 of no known method"
    assert warn(package) == [
        ("BG-115", f"process `Casting`: 5 allocation factors left out: {reasons}")
    ]
    assert read(package).processes[CASTING].allocation == {"causal": {IRON: 0.5}}


def test_locations_that_are_missing_or_have_no_code_stay_empty_and_are_said():
    contents = schema_1()
    contents["foundry/locations/place-cn.json"]["code"] = None
    [(code, found)] = warn(pack(contents))
    assert code == "BG-116"
    assert (
        found
        == "code of location `place-cn` (place-cn) is not in the package, missed 4 times, first by flow `iron`"
    )
    assert read(pack(contents)).processes[CASTING].location == ""


def test_a_chain_of_categories_that_breaks_ends_where_it_does():
    contents = schema_1()
    del contents["foundry/categories/top.json"]
    database = read(pack(contents))
    assert database.flows[CO2].path == ("top", "air")
    assert warn(pack(contents)) == [
        (
            "BG-116",
            "category `top` (top) is not in the package, missed 2 times, first by category `resource`",
        )
    ]


def test_a_chain_of_categories_that_runs_in_a_circle_ends():
    contents = schema_1()
    contents["foundry/categories/top.json"]["category"] = ref("air")
    database = read(pack(contents))
    assert database.flows[CO2].path == ("Elementary flows", "air")
    assert {fault.code for fault in database.warnings} == {"BG-116"}


@pytest.mark.parametrize(
    ("start", "end"), [("2020-01-01", "2019-12-31"), ("long ago", "2019"), ("20190", None)]
)
def test_years_that_cannot_be_read_or_run_backwards_are_left_out(start, end):
    validity = {"validFrom": start, "validUntil": end}
    package = changed(CASTING_FILE, lambda process: process.update(processDocumentation=validity))
    assert [code for code, _ in warn(package)] == ["BG-117"]
    assert read(package).processes[CASTING].years is None


@pytest.mark.parametrize("documentation", [None, {}])
def test_a_process_may_say_nothing_of_its_years(documentation):
    package = changed(MIX_FILE, lambda each: each.update(processDocumentation=documentation))
    assert warn(package) == []
    assert read(package).processes[MIX].years is None


@pytest.mark.parametrize("unit", ["", "kg", "g CO2 eq", "MJ"])
def test_a_method_in_another_unit_is_left_out(unit):
    package = changed(CATEGORY_FILE, lambda each: each.update(referenceUnitName=unit))
    found = f"impact category `Climate change`: its unit `{unit}` is not kg of CO2 equivalents"
    assert warn(package) == [("BG-118", found)]
    assert read(package).methods == {}


def test_factors_with_a_formula_and_without_a_figure_are_left_out_and_counted():
    def spoil(category):
        category["impactFactors"][0].update(value=None, formula="28 * share")

    package = changed(CATEGORY_FILE, spoil)
    found = "impact category `Climate change`: a formula without a figure in 1 of its factors"
    assert warn(package) == [("BG-114", found)]
    assert len(read(package).methods["gwp"].factors) == 1


def test_factors_of_a_flow_that_is_missing_are_left_out():
    def spoil(category):
        category["impactFactors"][0]["flow"] = ref("flow-new", "new")

    package = changed(CATEGORY_FILE, spoil)
    [(code, found)] = warn(package)
    assert code == "BG-108"
    assert (
        found
        == "flow `new` (flow-new) is not in the package, missed once by impact category `Climate change`"
    )
    assert len(read(package).methods["gwp"].factors) == 1


def test_faults_are_printed_with_rule_and_remedy():
    with pytest.raises(FaultsError) as caught:
        read(casting(0, amount=json.loads("NaN")))
    assert str(caught.value).splitlines() == [
        f"{FIRST}amount: process `Casting`, exchange e1 of `iron`: amount is nan, no finite number",
        "  Every amount and factor is a finite number, also after it was converted.",
        "  Correct the figure at its source. [BG-103]",
    ]


def test_a_reference_below_0_turns_all_signs_and_is_told():
    assert [code for code, _ in warn(casting(0, amount=-2.0))] == ["BG-129"]


@pytest.mark.parametrize(
    ("default", "exchange"), [(5, "e2"), ("BY_TASTE", {"flow": "iron"}), ([], {"@id": 3})]
)
def test_shares_that_nobody_asks_for_refuse_no_package(default, exchange):
    factor = {"allocationType": "CAUSAL_ALLOCATION", "product": ref(IRON), "value": 1.0}
    fields = {
        "defaultAllocationMethod": default,
        "allocationFactors": [{**factor, "exchange": exchange}],
    }
    package = changed(CASTING_FILE, lambda process: process.update(fields))
    assert {code for code, _ in warn(package)} == {"BG-115"}
    assert read(package).processes[CASTING].shares == {}
