"""Databases in ILCD 1.1: what is read, what is told, what is refused."""

import csv
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.background.datasets.dataset import Distribution, DistributionKind, FlowKind
from cradlegate.background.ilcd import package as reading
from cradlegate.background.ilcd.read import read_ilcd
from cradlegate.core.fault import FaultsError
from tests.background.ilcd.packages import (
    CARBON_DIOXIDE,
    ENERGY,
    MASS,
    MASS_UNITS,
    METHOD,
    MILL,
    ORE,
    POWER,
    SCRAP,
    STATION,
    STEEL,
    base,
    exchange,
    factor,
    flow,
    flow_property,
    method,
    package,
    process,
    root,
    unit_group,
)

FOREIGN = Path(__file__).parents[4] / "shared" / "foreign" / "lci" / "tiangong-ilcd"
REFERENCE = exchange(0, STEEL, "Output", "1000")


def read(*exchanges, **changes):
    return read_ilcd(package(*exchanges, **changes), "invented")


def read_mill(*exchanges, **changes):
    return read(REFERENCE, *exchanges, **changes).processes[MILL]


def list_codes(*exchanges, **changes):
    """List the codes of the errors that a package shows, or of the warnings that come with it."""
    try:
        return [fault.code for fault in read(*exchanges, **changes).warnings]
    except FaultsError as error:
        return [fault.code for fault in error.faults]


def catch(*exchanges, **changes):
    with pytest.raises(FaultsError) as caught:
        read(*exchanges, **changes)
    return caught.value.faults


# What is read.


def test_a_process_is_read_with_its_exchanges_and_its_reference():
    database = read()
    mill = database.processes[MILL]
    assert (mill.name, mill.location, mill.years) == ("Mill", "XX", (2019, 2019))
    assert (mill.is_unit, mill.reference, mill.file) == (True, 0, "ILCD/mill.xml")
    assert [(each.id, each.flow, each.is_input, each.amount) for each in mill.exchanges] == [
        ("0", STEEL, False, 1000.0),
        ("1", POWER, True, 1800.0),
        ("2", CARBON_DIOXIDE, False, 250.5),
    ]
    assert (database.name, database.format, database.warnings) == ("invented", "ILCD 1.1", ())


def test_a_flow_is_counted_in_the_reference_unit_of_its_reference_property():
    flows = read().flows
    assert {flows[STEEL].unit, flows[CARBON_DIOXIDE].unit} == {"kg"}
    assert flows[POWER].unit == "MJ"


def test_a_flow_knows_its_kind_its_compartment_and_its_number():
    gas = read().flows[CARBON_DIOXIDE]
    assert (gas.name, gas.kind, gas.cas) == ("carbon dioxide", FlowKind.ELEMENTARY, "124-38-9")
    assert gas.path == ("Emissions", "Emissions to air", "to air, unspecified")
    assert read().flows[SCRAP].kind is FlowKind.WASTE


def test_a_product_has_the_path_of_its_classification_and_the_place_of_its_supply():
    product = flow(STEEL, base("steel"), levels=[(0, "Metals"), (1, "Steel")], location="CN")
    steel = read(steel=product).flows[STEEL]
    assert (steel.path, steel.location) == (("Metals", "Steel"), "CN")
    assert read().flows[STEEL].path == ()


def test_names_are_english_where_there_is_english_and_the_first_otherwise():
    both = base("鋼", "zh") + base("steel", "EN-gb")
    assert read(steel=flow(STEEL, both)).flows[STEEL].name == "steel"
    neither = base(" ", "de") + base("鋼", "zh") + base("acier", "fr")
    assert read(steel=flow(STEEL, neither)).flows[STEEL].name == "鋼"


def test_a_name_is_written_with_treatment_mix_and_properties():
    parts = (
        "<mixAndLocationTypes>at plant</mixAndLocationTypes>"
        "<treatmentStandardsRoutes>hot rolled</treatmentStandardsRoutes>"
        "<flowProperties>2 mm</flowProperties>"
    )
    named = flow(STEEL, base("steel"), name_parts=parts)
    assert read(steel=named).flows[STEEL].name == "steel; hot rolled; at plant; 2 mm"


def test_what_has_no_name_is_called_by_its_id():
    unnamed = flow(STEEL, "").replace(b"name>", b"title>")
    mill = process(MILL, [REFERENCE], name="<other/>", location="", time="")
    database = read(steel=unnamed, mill=mill)
    read_mill = database.processes[MILL]
    assert (database.flows[STEEL].name, read_mill.name) == (STEEL, MILL)
    assert (read_mill.location, read_mill.years) == ("", None)


@pytest.mark.parametrize(
    ("kind", "is_unit"),
    [
        ("Unit process, black box", True),
        ("LCI result", False),
        ("Partly terminated system", False),
        ("EPD", False),
    ],
)
def test_an_aggregated_process_is_told_from_a_unit_process(kind, is_unit):
    database = read(mill=process(MILL, [REFERENCE], kind=kind))
    assert database.processes[MILL].is_unit is is_unit
    assert database.warnings == ()


def test_the_years_run_from_the_reference_year_to_the_end_of_validity():
    until = (
        "<common:referenceYear>2019</common:referenceYear>"
        "<common:dataSetValidUntil>2024</common:dataSetValidUntil>"
    )
    assert read(mill=process(MILL, [REFERENCE], time=until)).processes[MILL].years == (2019, 2024)


@pytest.mark.parametrize("until", ["2018", "soon"])
def test_a_validity_that_cannot_be_is_told_and_the_process_has_no_years(until):
    time = (
        "<common:referenceYear>2019</common:referenceYear>"
        f"<common:dataSetValidUntil>{until}</common:dataSetValidUntil>"
    )
    database = read(mill=process(MILL, [REFERENCE], time=time))
    assert database.processes[MILL].years is None
    assert [fault.code for fault in database.warnings] == ["BG-117"]


def test_suppliers_and_places_of_exchanges_are_read():
    named = exchange(
        1,
        POWER,
        more=f'<location>CN</location><referenceToPrecedingDataSet refObjectId="{STATION}"/>',
    )
    by_openlca = exchange(2, POWER, attributes=f' olca:defaultProvider="{STATION.upper()}"')
    _, first, second = read_mill(named, by_openlca).exchanges
    assert (first.provider, first.location) == (STATION, "CN")
    assert (second.provider, second.location) == (STATION, "")


def test_terms_of_use_stand_beside_the_files_that_state_them():
    terms = (
        "<common:licenseType>License fee</common:licenseType>"
        '<common:accessRestrictions xml:lang="en">Ask first</common:accessRestrictions>'
    )
    files = package(mill=process(MILL, [REFERENCE], terms=terms)) | {"LICENSE.txt": b"Invented"}
    assert read_ilcd(files, "invented").licences == {
        "LICENSE.txt": "Invented",
        "ILCD/mill.xml": "License fee. Ask first",
    }


def test_what_is_no_data_set_of_the_inventory_is_left_alone():
    others = {
        "ILCD/source.xml": root("sourceDataSet", "Source", "<a/>"),
        "ILCD/ILCDLocations.xml": b"<ILCDLocations/>",
        "ILCD/manifest.json": b'{"format": "ILCD"}',
        "ILCD/style.xsl": b"<broken",
        "ILCD/external_docs/page.xml": b"<broken",
    }
    assert read_ilcd(package() | others, "invented").warnings == ()


# Amounts.


def test_the_resulting_amount_counts():
    database = read(REFERENCE, exchange(1, POWER, amount="7.2", mean="3.6"))
    assert database.processes[MILL].exchanges[1].amount == 7.2
    assert [fault.code for fault in database.warnings] == ["BG-123"]
    assert "exchange 1 " in database.warnings[0].found


@pytest.mark.parametrize(
    ("mean", "more"),
    [("7.2000001", ""), ("3.6", "<referenceToVariable>load</referenceToVariable>")],
)
def test_rounding_and_variables_are_no_reason_to_doubt(mean, more):
    assert list_codes(REFERENCE, exchange(1, POWER, amount="7.2", mean=mean, more=more)) == []


LOAD = "<referenceToVariable>load</referenceToVariable>"


def variable(name, mean="", formula=""):
    return (
        f'<variableParameter name="{name}"><formula>{formula}</formula>'
        f"<meanValue>{mean}</meanValue></variableParameter>"
    )


@pytest.mark.parametrize(
    ("variables", "stated", "codes"),
    [
        (variable("load", "0.5"), {"amount": "4", "mean": "8"}, []),
        (variable("load", "0.5"), {"amount": "5", "mean": "8"}, ["BG-123"]),
        (variable("load", "0.5", "1 / 2"), {"amount": "4", "mean": "8"}, []),
        (variable("load", "0.5", "1 / 4"), {"amount": "4", "mean": "8"}, ["BG-119"]),
        (variable("load", "0.5", "unknown(1)"), {"amount": "4", "mean": "8"}, []),
        (variable("base", "2") + variable("load", "", "1 / Base"), {"amount": None, "mean": "8"}, []),
        (variable("load", "0", "0"), {"amount": "4", "mean": None}, []),
    ],
)  # fmt: skip
def test_variables_and_their_formulas_are_compared_with_the_amounts(variables, stated, codes):
    mean = stated["mean"]
    scaled = exchange(1, POWER, amount=stated["amount"], mean=mean, more=LOAD)
    if not mean:
        scaled = scaled.replace("<meanAmount>4</meanAmount>", "")
    database = read(mill=process(MILL, [REFERENCE, scaled], variables=variables))
    assert [fault.code for fault in database.warnings] == codes
    assert database.processes[MILL].exchanges[1].amount == float(stated["amount"] or 4)


def test_without_a_resulting_amount_the_mean_counts_times_its_variable():
    variables = '<variableParameter name="load"><meanValue>0.5</meanValue></variableParameter>'
    scaled = exchange(
        1, POWER, amount=None, mean="8", more="<referenceToVariable>load</referenceToVariable>"
    )
    plain = exchange(2, POWER, amount=None, mean="8")
    mill = process(MILL, [REFERENCE, scaled, plain], variables=variables)
    assert [each.amount for each in read(mill=mill).processes[MILL].exchanges] == [1000, 4.0, 8.0]


@pytest.mark.parametrize("value", ["", "one", "1e308"])
def test_a_variable_without_a_value_that_can_be_used_is_an_error(value):
    variables = f'<variableParameter name="load"><meanValue>{value}</meanValue></variableParameter>'
    scaled = exchange(
        1, POWER, amount=None, mean="80", more="<referenceToVariable>load</referenceToVariable>"
    )
    [fault] = catch(mill=process(MILL, [REFERENCE, scaled], variables=variables))
    assert fault.code == "BG-103"
    assert "variable load" in fault.found


@pytest.mark.parametrize("amount", ["nan", "INF", "-inf", "1e999", "1_000", "1,5", "much"])
def test_an_amount_that_is_no_finite_number_is_an_error_at_its_row(amount):
    [fault] = catch(REFERENCE, exchange(1, POWER, amount=amount, mean="1"))
    assert (fault.code, fault.place.file, fault.place.id) == ("BG-103", "ILCD/mill.xml", MILL)
    assert f"exchange 1 has the resultingAmount `{amount}`" == fault.found
    rows = package(REFERENCE, exchange(1, POWER))["ILCD/mill.xml"].decode().splitlines()
    assert 'dataSetInternalID="1"' in rows[fault.place.row - 1]


def test_amounts_may_be_negative():
    assert read_mill(exchange(1, POWER, amount="-2e-3")).exchanges[1].amount == -0.002


@given(amount=st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_amount_is_read_as_it_is_written(amount):
    assert read_mill(exchange(1, POWER, amount=repr(amount))).exchanges[1].amount == amount


# Spreads.


def spread(kind, amount, **figures):
    names = {
        "deviation": "relativeStandardDeviation95In",
        "low": "minimumAmount",
        "high": "maximumAmount",
    }
    more = f"<uncertaintyDistributionType>{kind}</uncertaintyDistributionType>" + "".join(
        f"<{names[name]}>{figure}</{names[name]}>" for name, figure in figures.items()
    )
    return exchange(1, POWER, amount=amount, more=more)


@pytest.mark.parametrize(
    ("exchanged", "distribution"),
    [
        # The file states the square of the geometric standard deviation: 1.44 = 1.2².
        (
            spread("log-normal", "10", deviation="1.44"),
            Distribution(DistributionKind.LOGNORMAL, 10.0, 1.2),
        ),
        (
            spread("log-normal", "-10", deviation="1.44"),
            Distribution(DistributionKind.LOGNORMAL, -10.0, 1.2),
        ),
        # It states twice the standard deviation.
        (spread("normal", "10", deviation="3"), Distribution(DistributionKind.NORMAL, 10.0, 1.5)),
        (
            spread("triangular", "10", low="8", high="13"),
            Distribution(DistributionKind.TRIANGULAR, 10.0, minimum=8.0, maximum=13.0),
        ),
        (
            spread("uniform", "10", low="8", high="13"),
            Distribution(DistributionKind.UNIFORM, 10.5, minimum=8.0, maximum=13.0),
        ),
        (spread("undefined", "10", deviation="0"), None),
        (spread("log-normal", "10", deviation="0"), None),
        (spread("log-normal", "10", deviation="1"), None),
        (spread("log-normal", "0", deviation="1.44"), None),
        (spread("normal", "10", deviation="0"), None),
        (spread("uniform", "10", low="10", high="10"), None),
    ],
)
def test_a_spread_is_read_as_ilcd_defines_it(exchanged, distribution):
    database = read(REFERENCE, exchanged)
    assert database.processes[MILL].exchanges[1].distribution == distribution
    assert database.warnings == ()


@pytest.mark.parametrize(
    "exchanged",
    [
        spread("log-normal", "10", deviation="0.9"),
        spread("log-normal", "10", deviation="-1"),
        spread("log-normal", "10"),
        spread("log-normal", "10", deviation="nan"),
        spread("normal", "10", deviation="-3"),
        spread("triangular", "10", low="13", high="8"),
        spread("triangular", "10", low="11", high="13"),
        spread("uniform", "10", low="8"),
        spread("beta", "10", low="8", high="13"),
    ],
)
def test_a_spread_that_cannot_be_is_left_out_and_told(exchanged):
    database = read(REFERENCE, exchanged)
    assert database.processes[MILL].exchanges[1].distribution is None
    [fault] = database.warnings
    assert fault.code == "BG-113"
    assert "exchange 1 " in fault.found


# References.


@pytest.mark.parametrize("references", [(), ("9",), ("",)])
def test_a_process_without_a_reference_is_kept_and_told(references):
    database = read(mill=process(MILL, [REFERENCE], references=references))
    assert database.processes[MILL].reference is None
    assert [(fault.code, fault.place.id) for fault in database.warnings] == [("BG-109", MILL)]


def test_of_two_references_the_first_that_is_there_counts():
    exchanges = [REFERENCE, exchange(1, SCRAP, "Output")]
    database = read(mill=process(MILL, exchanges, references=("9", "1", "0")))
    assert database.processes[MILL].reference == 1
    assert [fault.code for fault in database.warnings] == ["BG-110"]


def test_a_reference_that_is_an_input_is_told_unless_it_takes_waste():
    assert list_codes(exchange(0, STEEL, "Input")) == ["BG-111"]
    assert list_codes(exchange(0, SCRAP, "Input")) == []


def test_a_reference_with_amount_0_is_told():
    database = read(exchange(0, STEEL, "Output", "0"))
    assert database.processes[MILL].reference == 0
    assert [fault.code for fault in database.warnings] == ["BG-112"]


# Flows that are missing, and exchanges that only remind.


def test_exchanges_of_a_flow_that_is_not_there_are_left_out_and_counted():
    exchanges = (exchange(3, ORE), exchange(4, ORE, "Output"), REFERENCE)
    database = read(*exchanges)
    mill = database.processes[MILL]
    assert [each.id for each in mill.exchanges] == ["0"]
    assert mill.reference == 0
    [fault] = database.warnings
    assert fault.code == "BG-108"
    assert "flow 00000014" in fault.found
    assert "2 exchanges are left out: exchange 3 of Mill" in fault.found


def test_a_greenhouse_gas_that_is_not_there_is_told_apart_from_other_flows():
    """The process names it; the flow itself, and so what it counts for, is not in the package."""
    gas = exchange(5, ORE, "Output").replace("flow 00000014", "Tetrafluoromethane, CFC-14")
    [fault] = read(gas, REFERENCE).warnings
    assert (fault.code, fault.is_error) == ("BG-188", False)
    assert "Tetrafluoromethane, CFC-14" in fault.found
    taken = exchange(5, ORE).replace("flow 00000014", "Carbon dioxide, liquid")
    assert [each.code for each in read(taken, REFERENCE).warnings] == ["BG-108"]


def test_a_process_whose_reference_flow_is_not_there_has_no_reference():
    database = read(exchange(0, ORE, "Output"))
    assert database.processes[MILL].reference is None
    assert [fault.code for fault in database.warnings] == ["BG-108", "BG-109"]


def test_reminder_flows_do_not_count():
    """They are in the inventory already; some state no amount at all."""
    reminder = exchange(
        1, POWER, amount=None, more="<functionType>General reminder flow</functionType>"
    )
    database = read(REFERENCE, reminder)
    assert [each.id for each in database.processes[MILL].exchanges] == ["0"]
    assert [fault.code for fault in database.warnings] == ["BG-124"]


# Shares of co-products.


def shared(number, of, direction, **percents):
    shares = "".join(
        f'<allocation internalReferenceToCoProduct="{name[1:]}" allocatedFraction="{percent}"/>'
        for name, percent in percents.items()
    )
    return exchange(number, of, direction, more=f"<allocations><allocation/>{shares}</allocations>")


APPROACHES = (
    "<LCIMethodApproaches>Allocation - mass</LCIMethodApproaches>"
    "<LCIMethodApproaches>Consequential effects - other</LCIMethodApproaches>"
)


def share_out(*exchanges, approaches=APPROACHES):
    made = (REFERENCE, exchange(1, SCRAP, "Output"), *exchanges)
    database = read(mill=process(MILL, made, approaches=approaches))
    return database.processes[MILL].allocation, [fault.code for fault in database.warnings]


def test_shares_that_hold_for_the_whole_process_are_read():
    exchanges = (
        shared(2, POWER, "Input", _0="60", _1="40.0", _3="0"),
        shared(3, CARBON_DIOXIDE, "Output", _1="40", _0="60.000"),
    )
    assert share_out(*exchanges) == ({"Allocation - mass": {STEEL: 0.6, SCRAP: 0.4}}, [])
    assert share_out(*exchanges, approaches="")[0] == {"as published": {STEEL: 0.6, SCRAP: 0.4}}


def test_shares_of_each_exchange_of_its_own_are_read():
    made = (REFERENCE, exchange(1, SCRAP, "Output"), shared(2, POWER, "Input", _0="60", _1="40"),
            shared(3, CARBON_DIOXIDE, "Output", _0="70", _1="30"))  # fmt: skip
    mill = read(mill=process(MILL, made, approaches=APPROACHES)).processes[MILL]
    assert (mill.allocation, mill.default_allocation) == ({}, "Allocation - mass")
    assert mill.shares == {
        "Allocation - mass": {"2": {STEEL: 0.6, SCRAP: 0.4}, "3": {STEEL: 0.7, SCRAP: 0.3}}
    }


def test_co_products_need_no_shares_of_their_own():
    alone = shared(0, STEEL, "Output", _0="100")
    assert read(alone, exchange(1, POWER)).processes[MILL].allocation == {}


def test_two_co_products_of_one_flow_bear_their_shares_together():
    second = exchange(4, STEEL, "Output")
    allocation, codes = share_out(second, shared(2, POWER, "Input", _0="50", _4="25", _1="25"))
    assert (allocation["Allocation - mass"], codes) == ({STEEL: 0.75, SCRAP: 0.25}, [])


@pytest.mark.parametrize(
    "exchanges",
    [
        # One exchange without, not the whole, of nothing, below 0.
        (shared(2, POWER, "Input", _0="60", _1="40"), exchange(3, CARBON_DIOXIDE, "Output")),
        (shared(2, POWER, "Input", _0="60", _1="30"),),
        (shared(2, POWER, "Input", _0="60", _9="40"),),
        (shared(2, POWER, "Input", _0="160", _1="-60"),),
    ],
)
def test_shares_that_are_not_of_the_whole_process_are_left_out_and_told(exchanges):
    assert share_out(*exchanges) == ({}, ["BG-115"])


def test_a_share_that_is_no_number_is_an_error():
    [fault] = catch(REFERENCE, shared(2, POWER, "Input", _0="much"))
    assert (fault.code, fault.found) == ("BG-103", "exchange 2 has the allocatedFraction `much`")


# Methods.


def read_method(*factors, **changes):
    return read(method=method(METHOD, factors, **changes))


def test_a_method_for_climate_change_is_read_with_flows_that_the_package_lacks():
    found = read_method(
        factor(CARBON_DIOXIDE, "1.0"),
        factor(ORE, "-1", direction="Input", name="CO2 from air", location="CN"),
    ).methods[METHOD]
    assert (found.name, found.unit) == ("Invented method: Climate change", "kg CO2 Equivalents")
    first, second = found.factors
    assert (first.flow, first.flow_name, first.value) == (CARBON_DIOXIDE, "a gas", 1.0)
    assert (first.is_input, first.location) == (False, "")
    assert (second.flow, second.value, second.is_input) == (ORE, -1.0, True)
    assert second.location == "CN"


def test_methods_for_other_impacts_are_not_read():
    database = read_method(factor(ORE, "1"), name="Land use")
    assert (database.methods, database.warnings) == ({}, ())


@pytest.mark.parametrize("unit", ["DALY", "", "t CO2e"])
def test_a_method_that_does_not_count_kilograms_is_left_out_and_told(unit):
    database = read_method(factor(ORE, "1"), unit=unit)
    assert database.methods == {}
    assert [fault.code for fault in database.warnings] == ["BG-118"]


def test_a_method_of_openlca_is_read_without_directions_and_told():
    """It names no directions and no quantity; the unit stands in an attribute."""
    database = read_method(
        factor(CARBON_DIOXIDE, "1", direction=""),
        factor(ORE, "-1", direction="", name="CO2 (Resources from air)"),
        name="",
        unit="",
        attributes=' olca:olca_category_unit="kg CO2 eq"',
    )
    found = database.methods[METHOD]
    assert (found.name, found.unit) == ("Invented method: Climate change", "kg CO2 eq")
    assert [each.is_input for each in found.factors] == [False, True]
    assert [fault.code for fault in database.warnings] == ["BG-127"]


def test_a_package_may_hold_a_method_alone():
    files = {"method.xml": method(METHOD, [factor(CARBON_DIOXIDE, "1")])}
    assert list(read_ilcd(files, "invented").methods) == [METHOD]


# What cannot be read.


def test_all_faults_of_all_files_come_together():
    faults = catch(
        exchange(0, STEEL, "Sideways"),
        exchange(1, "", "Input"),
        exchange(2, POWER, amount=None),
        exchange(3, POWER),
        exchange(3, POWER),
        exchange(None, POWER),
        exchange(None, POWER),
        broken=b"<processDataSet>",
        method=method(METHOD, [factor("", "1"), factor(ORE, "nan")]),
    )
    assert [(fault.code, fault.place.file) for fault in faults] == [
        ("BG-100", "ILCD/broken.xml"),
        ("BG-102", "ILCD/method.xml"),
        ("BG-103", "ILCD/method.xml"),
        ("BG-102", "ILCD/mill.xml"),
        ("BG-102", "ILCD/mill.xml"),
        ("BG-102", "ILCD/mill.xml"),
        ("BG-104", "ILCD/mill.xml"),
        ("BG-104", "ILCD/mill.xml"),
    ]


def test_two_files_with_one_id_are_refused():
    [fault] = catch(steel_again=flow(STEEL, base("steel, again")))
    assert (fault.code, fault.place.file) == ("BG-104", "ILCD/steel_again.xml")
    assert "ILCD/steel.xml" in fault.found


def test_a_data_set_without_id_is_refused():
    assert list_codes(nameless=flow("", base("nothing"))) == ["BG-102"]


@pytest.mark.parametrize(
    "changes",
    [
        {"energy": None},
        {"energy_units": None},
        {"power": flow(POWER, base("power"), of="")},
    ],
)
def test_a_unit_that_cannot_be_found_is_refused_with_process_and_exchange(changes):
    [fault] = catch(**changes)
    assert (fault.code, fault.place.id) == ("BG-105", MILL)
    assert f"exchange 1 of Mill ({MILL}) is of power ({POWER}): " in fault.found


def test_a_flow_without_unit_that_nothing_uses_is_left_out_and_told():
    database = read(REFERENCE, energy=None)
    assert POWER not in database.flows
    assert [fault.code for fault in database.warnings] == ["BG-126"]


def test_a_unit_group_without_reference_unit_and_a_property_without_group_are_refused():
    assert list_codes(mass_units=unit_group(MASS_UNITS, "kg", reference="9")) == ["BG-102"]
    assert list_codes(mass_units=unit_group(MASS_UNITS, "")) == ["BG-102"]
    assert "BG-102" in list_codes(energy=flow_property(ENERGY, ""))


@pytest.mark.parametrize(
    "changes",
    [
        {"mass_units": unit_group(MASS_UNITS, "kg", factor="1000")},
        {"steel": flow(STEEL, base("steel"), factor="44", of=MASS)},
    ],
)
def test_a_reference_with_another_factor_than_1_is_told(changes):
    assert list_codes(**changes) == ["BG-128"]


def test_types_that_are_not_stated_are_told_and_taken_at_the_safe_side():
    database = read(
        steel=flow(STEEL, base("steel"), kind="Other flow"),
        mill=process(MILL, [REFERENCE], kind=""),
    )
    assert database.flows[STEEL].kind is FlowKind.PRODUCT
    assert database.processes[MILL].is_unit is False
    assert [fault.code for fault in database.warnings] == ["BG-125", "BG-125"]


@pytest.mark.parametrize("data", [b"<a", b"", b"\xff\xfe", b"<a>" * 5000 + b"</a>" * 5000])
def test_a_file_that_is_no_xml_is_refused(data):
    assert list_codes(broken=data) == ["BG-100"]


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_FILE", 100)
    assert set(list_codes()) == {"BG-100"}


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "http://h.example/a.dtd"><a/>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
    ],
)
def test_a_file_that_declares_entities_is_refused(data):
    assert list_codes(hostile=data) == ["BG-121"]


def test_other_versions_are_refused():
    other = root("flowDataSet", "Flow", "", version="2.0")
    assert list_codes(other=other) == ["BG-107"]
    assert list_codes(other=b'<flowDataSet xmlns="urn:other"/>') == ["BG-107"]


@pytest.mark.parametrize("files", [{}, {"a.txt": b"text"}, {"flow.xml": flow(STEEL, base("a"))}])
def test_a_package_without_processes_is_refused(files):
    with pytest.raises(FaultsError) as caught:
        read_ilcd(files, "invented")
    assert [fault.code for fault in caught.value.faults] == ["BG-101"]


def test_a_missing_extra_is_named_once(monkeypatch):
    monkeypatch.setitem(sys.modules, "lxml", None)
    [fault] = catch()
    assert fault.code == "BG-120"
    assert "cradlegate[formats]" in fault.kind.remedy


# Laws.


@given(order=st.permutations(sorted(package(energy=None))))
def test_the_order_of_the_files_does_not_matter(order):
    files = package(REFERENCE, exchange(3, ORE), energy=None)
    assert read_ilcd({name: files[name] for name in order}, "a") == read_ilcd(files, "a")


def test_another_file_has_another_digest():
    files = package()
    first = read_ilcd(files, "invented").digest
    assert read_ilcd(files | {"readme.txt": b"a"}, "invented").digest != first
    assert read_ilcd(dict(reversed(files.items())), "another name").digest == first


# A real package.


@pytest.mark.skipif(
    not FOREIGN.is_dir(), reason="data of other people, which are not part of the repository"
)
def test_a_subset_of_tiangong_gives_the_direct_emissions_of_two_other_engines():
    with zipfile.ZipFile(FOREIGN / "tiangong-subset.zip") as archive:
        files = {
            entry.filename: archive.read(entry)
            for entry in archive.infolist()
            if not entry.is_dir()
        }
    database = read_ilcd(files, "TianGong subset")
    [climate] = database.methods.values()
    value_by_flow = {each.flow: each.value for each in climate.factors if not each.is_input}
    assert (len(database.processes), len(database.flows), len(climate.factors)) == (38, 83, 1099)
    # 435 exchanges stand in the files; 11 are of flows that are missing at the source.
    assert sum(len(each.exchanges) for each in database.processes.values()) == 424
    assert sorted(fault.code for fault in database.warnings) == ["BG-108"] * 10 + ["BG-188"]
    with (FOREIGN / "expected_gwp.csv").open(encoding="utf-8", newline="") as rows:
        expected = list(csv.DictReader(rows))
    assert {row["process_uuid"] for row in expected} == set(database.processes)
    for row in expected:
        one = database.processes[row["process_uuid"]]
        direct = sum(
            value_by_flow[each.flow] * each.amount
            for each in one.exchanges
            if each.flow in value_by_flow and not each.is_input
        )
        wanted = float(row["direct_kgCO2e_per_reference_amount"])
        assert direct == pytest.approx(wanted, rel=1e-5, abs=1e-9)
        assert one.reference is not None
        reference = one.exchanges[one.reference]
        assert reference.flow == row["reference_flow_uuid"]
        assert reference.amount == float(row["reference_amount"])
        assert (one.name, one.location) == (row["name"].strip(), row["location"])


# Versions.


def versioned(number, grams, more=""):
    """The mill in a version, which emits so much and states its terms."""
    terms = f"<common:dataSetVersion>{number}</common:dataSetVersion>" if number else ""
    exchanges = [REFERENCE, exchange(2, CARBON_DIOXIDE, "Output", grams), *more]
    return process(
        MILL, exchanges, terms=f"{terms}<common:licenseType>{grams}</common:licenseType>"
    )


@pytest.mark.parametrize(
    ("older", "newer"), [("01.00.000", "02.00.000"), ("9.0", "10.00.001"), ("", "00.00.001")]
)
@pytest.mark.parametrize("names", [("mill", "mill_b"), ("mill_b", "mill")])
def test_the_newest_version_of_a_data_set_counts_and_the_others_are_told(older, newer, names):
    spoiled = [exchange(3, POWER, amount="much")]
    texts = (versioned(older, "111", spoiled), versioned(newer, "222"))
    database = read(**dict(zip(names, texts, strict=True)))
    assert database.processes[MILL].exchanges[1].amount == 222.0
    [fault] = database.warnings
    assert (fault.code, fault.place.file) == ("BG-133", f"ILCD/{names[0]}.xml")
    assert set(database.licences.values()) == {"222"}


def test_one_version_twice_is_refused():
    [fault] = catch(mill=versioned("01.00.000", "1"), mill_b=versioned("1.0.0", "2"))
    assert (fault.code, fault.place.file) == ("BG-104", "ILCD/mill_b.xml")


def test_a_reference_below_0_turns_all_signs_and_is_told():
    database = read(exchange(0, STEEL, "Output", "-1000"), exchange(1, POWER))
    assert [fault.code for fault in database.warnings] == ["BG-129"]
