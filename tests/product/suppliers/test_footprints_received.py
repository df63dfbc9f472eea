"""Footprints that suppliers send, in every form, brought into ours; expected values by hand."""

import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.blank import Blank
from cradlegate.core.category import Category
from cradlegate.core.fault import Place
from cradlegate.core.period import Interval
from cradlegate.product.suppliers.epd import read_epd
from cradlegate.product.suppliers.pact import read_pcf
from cradlegate.product.suppliers.receive import read_received
from cradlegate.product.suppliers.sent import Sent
from cradlegate.product.suppliers.settle import name_gwp_set, split_figure
from tests.product.suppliers.sent_files import (
    PCF_HEADING,
    PCF_ROW,
    codes,
    epd,
    indicator,
    pact_2,
    pact_3,
    receive,
    settle,
    settle_row,
)

D = Decimal
SCHEMAS = Path(__file__).parents[4] / "shared" / "foreign" / "schemas"


def made(settled):
    assert settled.footprint is not None, settled.faults
    return settled.footprint


def values(settled):
    return {str(name): value for name, value in made(settled).by_category.items()}


@pytest.mark.requirement("S2-16", part="PACT 3")
def test_a_footprint_of_pact_3_is_expressed_per_kg():
    """18 kg CO2e per 10 kg: fossil 17 of which 0.2 aircraft, land use 0.4, biogenic 0.6."""
    settled = settle(pact_3())
    assert values(settled) == {
        "fossil_other": D("1.68"),
        "aircraft": D("0.02"),
        "biogenic_emissions": D("0.06"),
        "biogenic_removals": D("-0.05"),
        "land_use_change": D("0.04"),
    }
    footprint = made(settled)
    assert (footprint.declared_unit, footprint.mass_per_unit_kg) == ("kg", 1)
    assert (footprint.boundary, footprint.gwp_set, footprint.geography) == ("A1-A3", "AR6", "CN")
    assert (footprint.primary_share, footprint.dqr) == (D("0.5612"), D(2))
    assert footprint.valid_to == Interval.parse("2028-12-31")
    assert footprint.assurance == "none"
    assert codes(settled.faults) == []


@pytest.mark.requirement("S3-10", part="AR5 beside AR6 is flagged")
def test_a_footprint_of_pact_2_keeps_its_piece_and_its_differences_are_flagged():
    """48.5 + 1 + 0.5 = 50: here aircraft stands beside fossil; ratings of 1 to 3 are not PEF's."""
    settled = settle(pact_2())
    assert values(settled) == {
        "fossil_other": D("48.5"), "aircraft": D("0.5"), "land_use_change": D(1),
    }  # fmt: skip
    footprint = made(settled)
    assert (footprint.declared_unit, footprint.mass_per_unit_kg) == ("item", 25)
    assert (footprint.geography, footprint.assurance, footprint.dqr) == (
        "CN",
        "limited",
        Blank.UNKNOWN,
    )
    assert footprint.valid_to == Interval.parse("2027-06-30")
    assert codes(settled.faults) == ["CF-089", "CF-094"]


@pytest.mark.parametrize("mass", [None, "1"])
def test_figures_of_pact_2_are_per_declared_unit_however_many_a_product_has(mass):
    """1.8 kg CO2e a kg, of a product of 10 kg; a declared unit of one kg weighs 1 kg."""
    settled = settle(
        pact_2(
            declaredUnit="kilogram",
            unitaryProductAmount="10",
            productMassPerDeclaredUnit=mass,
            pCfExcludingBiogenic="1.8",
            pCfIncludingBiogenic="1.8",
            fossilGhgEmissions="1.8",
            aircraftGhgEmissions="0",
            dLucGhgEmissions="0",
        )
    )
    assert values(settled) == {"fossil_other": D("1.8")}
    assert "CF-109" in codes(settled.faults)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"declaredUnit": "kilogram"}, "CF-084"),
        ({"productMassPerDeclaredUnit": "12"}, "CF-084"),
        ({"declaredUnitOfMeasurement": "hour", "productMassPerDeclaredUnit": None}, "CF-085"),
        ({"declaredUnitOfMeasurement": "parsec", "productMassPerDeclaredUnit": None}, "CF-085"),
        ({"declaredUnitOfMeasurement": ""}, "CF-081"),
        ({"declaredUnitOfMeasurement": "piece", "productMassPerDeclaredUnit": ""}, "CF-081"),
        ({"declaredUnitAmount": "0"}, "CF-035"),
        ({"pcfExcludingBiogenicUptake": "1e400"}, "CF-034"),
        ({"pcfExcludingBiogenicUptake": "18 kg"}, "CF-032"),
        ({"pcfExcludingBiogenicUptake": "15"}, "CF-092"),
        ({"pcfExcludingBiogenicUptake": "20", "pcfIncludingBiogenicUptake": "19.5"}, "CF-093"),
        ({"aircraftGhgEmissions": "40"}, "CF-092"),
        ({"aircraftGhgEmissions": "-5"}, "CF-108"),
        ({"fossilGhgEmissions": "34", "biogenicNonCO2Emissions": "-16.4"}, "CF-108"),
        ({"fossilGhgEmissions": "-501", "pcfExcludingBiogenicUptake": "-500"}, "CF-108"),
        ({"biogenicCO2Uptake": "0.5"}, "CF-091"),
        ({"biogenicCO2Uptake": "0.7"}, "CF-090"),
        ({"biogenicCO2Uptake": "-3"}, "CF-090"),
        ({"primaryDataShare": "120"}, "CF-035"),
        ({"dqi": {"technologicalDQR": 7, "geographicalDQR": 1, "temporalDQR": 1}}, "CF-035"),
        ({"dqi": {"technologicalDQR": "x", "geographicalDQR": 1, "temporalDQR": 1}}, "CF-032"),
        ({"referencePeriodEnd": "2024-12-31"}, "CF-040"),
        ({"referencePeriodEnd": "soon"}, "CF-040"),
        ({"referencePeriodEnd": None}, "CF-081"),
        ({"ipccCharacterizationFactors": ["AR5", "AR6"]}, "CF-089"),
        ({"ipccCharacterizationFactors": None}, "CF-081"),
        ({"exemptedEmissionsPercent": "5.1"}, "CF-094"),
        ({"geographyCountry": "ZZ"}, "CF-042"),
        ({"pcfExcludingBiogenicUptake": None}, "CF-081"),
        ({"outboundLogisticsGhgEmissions": "3"}, "CF-098"),
        ({"verification": {"providerName": "Example Body (invented)"}}, "CF-099"),
        ({"verification": {"coverage": "product level"}}, "CF-099"),
    ],
)
def test_what_stands_against_a_footprint_is_named(change, code):
    assert code in codes(settle(pact_3(**change)).faults)


def test_a_footprint_that_was_withdrawn_is_not_used():
    settled = settle({**pact_3(), "status": "Deprecated"})
    assert "CF-106" in codes(settled.faults)
    assert settled.footprint is None
    assert settle({**pact_3(), "status": "Active"}).footprint is not None


@pytest.mark.requirement("S2-16", part="without boundary or unit it is refused")
def test_all_missing_fields_are_listed_together():
    settled = settle_row("P1,,,,,,2.5,,,")
    assert settled.footprint is None
    [fault] = settled.faults
    assert fault.code == "CF-081"
    for name in ("supplier", "product", "lines", "declared unit", "boundary", "GWP set", "period"):
        assert name in fault.found


def test_a_turned_removal_counts_as_uptake():
    settled = settle(pact_3(biogenicCO2Uptake="0.5"))
    assert values(settled)["biogenic_removals"] == D("-0.05")


def test_uptake_that_only_the_two_figures_tell_is_taken_from_them():
    assert values(settle(pact_3(biogenicCO2Uptake=None)))["biogenic_removals"] == D("-0.05")


def test_a_remainder_is_kept_as_not_separable():
    """20 − 18 = 2 kg CO2e of 10 kg are explained by no part."""
    changed = settle(pact_3(pcfExcludingBiogenicUptake="20", pcfIncludingBiogenicUptake="19.5"))
    assert values(changed)["unsplit"] == D("0.2")


def test_a_footprint_without_a_place_is_global_and_one_without_validity_rests_on_its_period():
    document = pact_3(
        geographyCountry=None, referencePeriodStart="2024-03-01", referencePeriodEnd="2024-02-29"
    )
    document["pcf"]["referencePeriodStart"] = "2023-03-01"
    footprint = made(settle(document))
    assert footprint.geography == "GLO"
    assert footprint.valid_to == Interval.parse("2027-02-28")


def test_a_footprint_that_ran_out_before_the_case_is_refused():
    document = pact_2() | {"validityPeriodEnd": "2024-12-31T00:00:00Z"}
    settled = settle(document)
    assert settled.footprint is None
    assert "CF-095" in codes(settled.faults)


def test_a_line_that_the_case_does_not_have_is_named():
    assert codes(settle(pact_3(), line_ids=("BED-99",)).faults) == ["CF-096"]


def test_one_field_by_its_old_and_its_new_name_is_refused():
    assert "CF-084" in codes(settle(pact_3(pCfExcludingBiogenic="19")).faults)


def test_a_catena_x_footprint_reads_as_the_one_of_pact_2():
    document = pact_2(dataQualityRating={"technologicalDQR": 2}, assurance={"assurance": False})
    del document["specVersion"]
    settled = settle(document | {"partialFullPcf": "Cradle-to-gate"})
    assert made(settled).boundary == "A1-A3"
    assert (made(settled).assurance, made(settled).dqr) == ("none", Blank.UNKNOWN)


def test_an_answer_of_a_server_holds_several():
    assert len(receive({"data": [pact_3(), pact_2()]}).footprints) == 2
    assert len(receive([pact_3()]).footprints) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"pcf": NaN}', "CF-034"),
        (b'{"pcf": -Infinity}', "CF-034"),
        (b'{"id": "a", "id": "b"}', "CF-023"),
        (b"[" * 100_000, "CF-022"),
        (b"[" * 40 + b"]" * 40, "CF-022"),
        (b'{"pcf": ', "CF-020"),
        (b'{"pcf": "\xff"}', "CF-010"),
        (b"{" + b" " * 20_000_001, "CF-022"),
        (b'{"colour": "grey"}', "CF-080"),
        (b'{"data": []}', "CF-080"),
        (b'{"data": [3]}', "CF-080"),
        (b"%PDF-1.7", "CF-080"),
        (b"", "CF-080"),
        (b"a,b\n1,2\n", "CF-080"),
    ],
)
def test_hostile_and_foreign_files_get_a_code(data, code):
    received = read_received(data, "sent")
    assert codes(received.faults) == [code]
    assert (received.answer, received.footprints) == (None, ())


def test_a_pcf_that_is_no_object_is_a_fault_of_its_own():
    [sent] = receive({"pcf": 3}).footprints
    assert codes(sent.faults) == ["CF-024"]


@given(st.integers(1, 10**9), st.integers(0, 10**6))
def test_figures_are_exact_decimals(amount, figure):
    """Figure and amount of one power of ten: no float ever stands between them."""
    pcf = {
        "declaredUnitAmount": "1",
        "pcfExcludingBiogenicUptake": f"{figure}.{amount:09d}",
    }
    sent = read_pcf(pact_3(**pcf), Place("sent.json"))
    assert sent.excluding == D(f"{figure}.{amount:09d}")


@given(*(st.decimals(0, 1000, places=3) for _ in range(4)))
def test_categories_add_up_to_the_figure(fossil, biogenic, land_use, more):
    whole = fossil + biogenic + land_use + more
    parts = {"fossil": fossil, "biogenic": biogenic, "land_use_change": land_use}
    split, faults = split_figure(Sent(excluding=whole, parts=parts))
    assert abs(sum(split.values()) - whole) <= whole * D("0.001")
    assert not any(fault.is_error for fault in faults)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("AR6",), "AR6"),
        (("AR5", "AR6"), "mixed"),
        (("AR6", "unstated"), "mixed"),
        (("mixed",), "mixed"),
        (("IPCC 2013",), "unstated"),
    ],
)
def test_sets_of_gwp_values_are_one_mixed_or_unstated(names, expected):
    assert name_gwp_set(names) == expected


def test_a_row_of_a_table_is_one_figure_that_cannot_be_separated():
    settled = settle_row()
    assert values(settled) == {"unsplit": D("2.5")}
    assert settled.faults == ()


@pytest.mark.parametrize(
    ("heading", "row", "expected"),
    [
        ("declared_amount", "1000", {"unsplit": D("0.0025")}),
        ("aircraft", "0.5", {"unsplit": D(2), "aircraft": D("0.5")}),
        ("fossil,luluc", "2,0.5", {"fossil_other": D(2), "land_use_change": D("0.5")}),
        ("fossil,gwp_biogenic", "2,0.5", {"fossil_other": D(2), "biogenic_emissions": D("0.5")}),
        ("biogenic", "-0.5", {"unsplit": D("2.5"), "biogenic_removals": D("-0.5")}),
        ("biogenic_removals", "-1", {"unsplit": D("2.5"), "biogenic_removals": D(-1)}),
    ],
)
def test_columns_of_a_table_become_categories(heading, row, expected):
    assert values(settle_row(f"{PCF_ROW},{row}", f"{PCF_HEADING},{heading}")) == expected


@pytest.mark.parametrize(
    ("unit", "mass", "expected"),
    [
        ("t", "", D("0.0025")),
        ("g", "", D(2500)),
        ("kilogram", "1 kg", D("2.5")),
        ("m3", "7200 kg", D("0.00034722222222222222222222222222222222")),
    ],
)
def test_declared_units_become_kilograms(unit, mass, expected):
    row = PCF_ROW.replace(",kg,", f",{unit},")
    settled = settle_row(f"{row},{mass}", f"{PCF_HEADING},mass_per_unit")
    assert abs(values(settled)["unsplit"] - expected) < D("1e-20")
    assert codes(settled.faults) == (["CF-086"] if unit == "m3" else [])


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("A1-A3", "A1-C4", "CF-087"),
        (",kg,", ",kg; item,", "CF-084"),
        (",kg,", ",m3,", "CF-085"),
        ("2.5", "", "CF-081"),
    ],
)
def test_rows_that_cannot_be_used_are_refused(old, new, code):
    settled = settle_row(PCF_ROW.replace(old, new))
    assert settled.footprint is None
    assert code in codes(settled.faults)


@pytest.mark.parametrize("boundary", ["A1-A4", "a1–a4", "A1-A3, A4"])
def test_transport_to_the_maker_stays_inside(boundary):
    row = PCF_ROW.replace("A1-A3", f'"{boundary}"')
    assert made(settle_row(row)).boundary == "A1-A4"


def test_cells_that_cannot_be_read_are_named_by_row_and_column():
    received = read_received(f"{PCF_HEADING}\n{PCF_ROW.replace('2.5', 'two')}\n".encode(), "p.csv")
    [fault] = received.faults
    assert (fault.code, fault.place.row, fault.place.column) == ("CF-032", 2, "total")
    assert received.footprints == ()


def test_an_epd_is_taken_from_a1_to_a3():
    """Fossil 1.9, land use 0.02, biogenic −0.1 is uptake; its year is 2024, its end 2029."""
    settled = settle(epd())
    assert values(settled) == {
        "fossil_other": D("1.9"), "biogenic_removals": D("-0.1"), "land_use_change": D("0.02"),
    }  # fmt: skip
    assert made(settled).product == "plate"
    assert (str(made(settled).period), made(settled).geography) == ("2024", "DE")
    assert str(made(settled).valid_to) == "2029"
    assert codes(settled.faults) == ["CF-089"]


def test_modules_beyond_a3_are_left_out_with_a_warning():
    settled = settle(epd(A1="1", A2="0.5", A3="0.4", A4="3", C4="1"))
    assert codes(settled.faults)[0] == "CF-087"
    document = epd(A1_A3="1.9", A4="3", C4="1")
    settled = settle(document)
    assert values(settled)["fossil_other"] == D("1.9")
    assert "CF-088" in codes(settled.faults)


def test_single_modules_are_added_and_an_incomplete_gate_is_refused():
    document = epd()
    whole = [indicator("GWP-fossil", {"A1": "1", "A2": "0.5", "A3": "0.4"})]
    document["LCIAResults"]["LCIAResult"] = whole
    assert values(settle(document)) == {"fossil_other": D("1.9")}
    document["LCIAResults"]["LCIAResult"] = [indicator("GWP-fossil", {"A1": "1"})]
    assert "CF-087" in codes(settle(document).faults)


def test_an_epd_with_a_total_alone_cannot_be_separated():
    document = epd()
    document["LCIAResults"]["LCIAResult"] = [
        indicator("Climate change (GWP-total)", {"A1_A3": "2"})
    ]
    assert values(settle(document)) == {"unsplit": D(2)}


def state(*indicators):
    """What comes of an EPD with these results."""
    document = epd()
    document["LCIAResults"]["LCIAResult"] = [indicator(name, of) for name, of in indicators]
    return settle(document)


def test_what_the_parts_of_an_epd_leave_of_its_total_is_kept():
    """Of 2.5 with an uptake of 0.1 the emissions are 2.6; 0.02 of them is land use."""
    part = ("GWP-luluc", {"A1_A3": "0.02"}), ("GWP-biogenic", {"A1_A3": "-0.1"})
    settled = state(("GWP-total", {"A1_A3": "2.5"}), *part)
    assert values(settled) == {
        "unsplit": D("2.58"), "land_use_change": D("0.02"), "biogenic_removals": D("-0.1"),
    }  # fmt: skip
    assert "CF-093" in codes(settled.faults)
    rounded = state(("GWP-total", {"A1_A3": "2.51"}), ("GWP-fossil", {"A1_A3": "2.6"}), *part)
    assert values(rounded)["fossil_other"] == D("2.6")
    assert "unsplit" not in values(rounded)


@pytest.mark.parametrize(
    ("indicators", "code"),
    [
        ([("GWP-total", {"A1_A3": "2.5"}), ("GWP-fossil", {"A1_A3": "25"})], "CF-092"),
        ([("GWP-total", {"A1_A3": "-700"})], "CF-108"),
        ([("GWP-fossil", {"A1": "1"}), ("GWP-luluc", {"A1": "1", "A2": "1", "A3": "1"})], "CF-087"),
    ],
)
def test_an_epd_whose_figures_do_not_go_together_is_refused(indicators, code):
    settled = state(*indicators)
    assert settled.footprint is None
    assert code in codes(settled.faults)


def test_an_epd_per_cubic_metre_needs_its_mass():
    assert "CF-085" in codes(settle(epd(unit="m3")).faults)
    document = epd(unit="m3")
    [flow] = document["exchanges"]["exchange"]
    flow["flowProperties"].append({"meanValue": 7800, "referenceUnit": "kg"})
    settled = settle(document)
    assert abs(values(settled)["fossil_other"] * 7800 - D("1.9")) < D("1e-20")
    assert "CF-086" in codes(settled.faults)


def test_an_epd_that_cannot_be_read_says_why():
    document = epd(A1_A3="much")
    del document["exchanges"], document["processInformation"]["time"]
    sent = read_epd(document, Place("epd.json"))
    assert codes(sent.faults) == ["CF-024", "CF-032"]
    assert (sent.period, sent.valid_to) == (None, Blank.UNKNOWN)
    assert read_epd({"processInformation": 3}, Place("epd.json")).boundary == ""


def test_our_examples_of_pact_fit_its_published_schemas():
    """The examples here have the shape of real documents, so that what reads them reads those."""
    for name, document in (("openapi-3.0.4.yaml", pact_3()), ("openapi-2.3.yaml", pact_2())):
        path = SCHEMAS / "pact" / name
        if not path.exists():
            pytest.skip("the published schemas of PACT are not here")
        spec = yaml.safe_load(path.read_text(encoding="utf-8"))
        fields = spec["components"]["schemas"]["CarbonFootprint"]["properties"]
        assert set(document["pcf"]) <= set(fields)


def test_the_published_example_of_catena_x_is_read():
    path = SCHEMAS / "catenax-pcf-7.0.0" / "Pcf.json"
    if not path.exists():
        pytest.skip("the published example of Catena-X is not here")
    document = json.loads(path.read_text(encoding="utf-8"))
    schema = json.loads((path.parent / "Pcf-schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema).validate(document)
    [sent] = receive(document).footprints
    assert (sent.units, sent.amount, sent.mass_kg) == (("liter",), D(1), D("0.456"))
    assert (sent.excluding, sent.parts["fossil"], sent.primary_share) == (
        D(2),
        D("0.5"),
        D("0.5612"),
    )
    assert Category.FOSSIL_OTHER in split_figure(sent)[0]
