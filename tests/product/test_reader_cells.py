"""Every way in which a single cell can be wrong, and the ways in which it may be written."""

from decimal import Decimal

import pytest

from cradlegate.core.blank import Blank
from tests.product.six_lines import (
    codes,
    only_error,
    read,
    read_whole,
    six_lines,
    with_cell,
    with_text,
)

MASS = "net_mass_each"


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("", "CF-030", "net_mass_each is empty"),
        ("?", "CF-030", "net_mass_each is empty"),
        ("none", "CF-031", "none stands in net_mass_each"),
        ("-", "CF-031", "– stands in net_mass_each"),
        ("heavy", "CF-032", "'heavy' is not a number"),
        ("1.2.3,4,5 kg", "CF-032", "is not a number"),
        ("12 5 kg", "CF-032", "is not a number"),
        ("5, kg", "CF-032", "is not a number"),
        ("1,234 kg", "CF-033", "may be read in two ways"),
        ("nan kg", "CF-034", "no finite value"),
        ("NaN", "CF-034", "no finite value"),
        ("inf kg", "CF-034", "no finite value"),
        ("-Infinity kg", "CF-034", "no finite value"),
        ("∞ kg", "CF-034", "no finite value"),
        ("1e308 kg", "CF-034", "out of all bounds"),
        ("1e999999999999 kg", "CF-034", "out of all bounds"),
        ("1e13 kg", "CF-034", "out of all bounds"),
        ("1e-13 kg", "CF-034", "out of all bounds"),
        ("0." + "1" * 30 + " kg", "CF-034", "out of all bounds"),
        ("-700 kg", "CF-035", "which is at least 0"),
        ("−700 kg", "CF-035", "which is at least 0"),
        ("700", "CF-036", "'700' has no unit"),
        ("700 stone-ish", "CF-037", "'stone-ish' is not a known unit"),
        ("700 kg CO2e", "CF-037", "'kg CO2e' is not a known unit"),
        ("700 kWh", "CF-038", "cannot be expressed in kg"),
        ("700 kg/m3", "CF-038", "cannot be expressed in kg"),
        ("700 %", "CF-038", "cannot be expressed in kg"),
        ("700 \x07kg", "CF-044", "hidden character U+0007"),
        ("#REF!", "CF-045", "#REF! stands in the cell"),
    ],
)  # fmt: skip
def test_a_mass_that_cannot_be_read_is_named_with_its_place(text, code, says):
    fault = only_error(with_cell("bom.csv", 3, MASS, text))
    assert fault.code == code
    assert says in fault.found
    assert str(fault.place) == "bom.csv, row 3, column net_mass_each, id BED-01"


@pytest.mark.parametrize(
    ("text", "kg"),
    [
        ("700 kg", "700"), ("700kg", "700"), ("0.7 t", "700"), ("700000 g", "700"), ("700 KG", "700"),
        ("1 234.5 kg", "1234.5"), ("1\u00a0234,5 kg", "1234.5"), ("1'234.5 kg", "1234.5"), ("1’234 kg", "1234"),
        ("1,234.5 kg", "1234.5"), ("1.234,5 kg", "1234.5"), ("1,234,567 kg", "1234567"), ("1.234.567 kg", "1234567"),
        ("12,5 kg", "12.5"), ("0,125 kg", "0.125"), ("1234,567 kg", "1234.567"), ("1.234 kg", "1.234"),
        ("７００ ㎏", "700"), ("700 公斤", "700"), ("7e2 kg", "700"), ("+700 kg", "700"), ("0 kg", "0"),
    ],
)  # fmt: skip
def test_a_mass_may_be_written_in_many_ways(text, kg):
    case = read_whole(with_cell("bom.csv", 5, MASS, text))
    spindle = next(line for line in case.bom if line.line_id == "SPN-01")
    assert spindle.net_mass_each_kg == Decimal(kg)


def test_decimals_are_exact():
    case = read_whole(with_cell("bom.csv", 5, MASS, "0.1234567890123456789 kg"))
    spindle = next(line for line in case.bom if line.line_id == "SPN-01")
    assert str(spindle.net_mass_each_kg) == "0.1234567890123456789"


def test_a_wrong_dimension_says_what_is_expected():
    fault = only_error(with_cell("bom.csv", 3, MASS, "12 kWh"))
    assert str(fault).splitlines()[2] == "  Write the amount in kg. [CF-038]"


def test_a_missing_unit_says_how_to_add_it():
    fault = only_error(with_cell("bom.csv", 3, MASS, "12"))
    assert "Write 12 kg, or head the column `net_mass_each [kg]`." in fault.remedy


@pytest.mark.parametrize(
    ("file", "row", "column", "text", "code"),
    [
        ("bom.csv", 3, "quantity", "0", "CF-035"),
        ("bom.csv", 3, "quantity", "2 kg", "CF-032"),
        ("bom.csv", 3, "quantity", "none", "CF-031"),
        ("bom.csv", 3, "yield", "80", "CF-035"),
        ("bom.csv", 3, "yield", "101 %", "CF-035"),
        ("bom.csv", 3, "yield", "0 %", "CF-035"),
        ("bom.csv", 3, "yield", "3 kg", "CF-038"),
        ("bom.csv", 3, "recycled_content", "-5 %", "CF-035"),
        ("bom.csv", 3, "make_or_buy", "mak", "CF-039"),
        ("bom.csv", 3, "mass_basis", "guessed", "CF-039"),
        ("bom.csv", 3, "origin_country", "UK", "CF-042"),
        ("bom.csv", 3, "origin_country", "China", "CF-042"),
        ("bom.csv", 3, "line_id", "B" * 101, "CF-044"),
        ("bom.csv", 3, "description", "x" * 2001, "CF-044"),
        ("energy.csv", 2, "from", "2025-13", "CF-040"),
        ("energy.csv", 2, "to", "2025-02-30", "CF-040"),
        ("energy.csv", 2, "from", "01.02.2025", "CF-040"),
        ("energy.csv", 2, "amount", "20100 kg", "CF-038"),
        ("energy.csv", 14, "amount", "90 km", "CF-038"),
        ("energy.csv", 2, "basis", "", "CF-030"),
        ("allocation.csv", 2, "amount", "8000 h", "CF-032"),
        ("transport.csv", 2, "from", "Tianjin", "CF-042"),
        ("transport.csv", 2, "to", "ZZABC", "CF-042"),
        ("transport.csv", 2, "empty_in_factor", "maybe", "CF-041"),
        ("transport.csv", 2, "distance", "0 km", "CF-035"),
        ("evidence/index.csv", 2, "sha256", "abc", "CF-042"),
        ("suppliers/index.csv", 2, "declared_unit", "piece-ish", "CF-037"),
    ],
)  # fmt: skip
def test_every_type_of_cell_names_its_fault(file, row, column, text, code):
    faults = [
        fault for fault in read(with_cell(file, row, column, text)).faults
        if fault.is_error and fault.place.column == column
    ]  # fmt: skip
    assert [(fault.code, fault.place.file, fault.place.row) for fault in faults] == [
        (code, file, row)
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("net_mass: 1000 kg", "net_mass: 1000", "CF-036", "machine.yaml, row 12, column net_mass"),
        ("net_mass: 1000 kg", "net_mass: 0 kg", "CF-035", "machine.yaml, row 12, column net_mass"),
        ("built: 2026-03", "built: 2026-13", "CF-040", "machine.yaml, row 9, column built"),
        ("destination: VNSGN", "destination: Saigon", "CF-042", "machine.yaml, row 22, column destination"),
        ("  audience: its authors", "  audience:", "CF-030", "machine.yaml, row 33, column goal.audience"),
        ("mass: 1 %,", "mass: 100,", "CF-035", "machine.yaml, row 38, column cutoff.mass"),
        ("kind: machining_centre", "kind: machining_center", "CF-039", "machine.yaml, row 1, column kind"),
    ],
)  # fmt: skip
def test_a_required_field_of_the_machine_that_cannot_be_read_leaves_no_case(old, new, code, place):
    reading = read(with_text("machine.yaml", old, new))
    assert reading.case is None
    fault = next(fault for fault in reading.faults if fault.code == code)
    assert str(fault.place) == place
    assert "CF-002" in codes(reading)


def test_an_optional_field_of_the_machine_that_cannot_be_read_counts_as_unknown():
    files = with_text("machine.yaml", "axes: 3", "axes: three")
    assert only_error(files).code == "CF-032"
    assert read_whole(files).machine.axes is Blank.UNKNOWN


def test_a_misspelled_value_of_a_list_is_told_the_nearest():
    files = with_text("machine.yaml", "kind: machining_centre", "kind: machining_center")
    fault = next(fault for fault in read(files).faults if fault.code == "CF-039")
    assert fault.remedy == "Did you mean machining_centre?"


@pytest.mark.requirement("S2-20", part="the type of a laser is one of a closed list")
@pytest.mark.parametrize("text", ["co2", "fibre", "disk", "ultrafast", "diode"])
def test_the_type_of_a_laser_is_one_of_five_words(text):
    case = read_whole(with_text("machine.yaml", "axes: 3", f"axes: 3\nlaser: {{type: {text}}}"))
    assert case.machine.laser_type == text


@pytest.mark.parametrize("text", ["CO2", "fiber", "excimer"])
def test_any_other_type_of_laser_is_a_fault_and_counts_as_unknown(text):
    files = with_text("machine.yaml", "axes: 3", f"axes: 3\nlaser: {{type: {text}}}")
    assert only_error(files).code == "CF-039"
    assert read_whole(files).machine.laser_type is Blank.UNKNOWN


@pytest.mark.parametrize("text", ["8457.10", "8457 10", "845710"])
def test_hs_codes_are_text_with_or_without_dots(text):
    case = read_whole(with_text("machine.yaml", '"845710"', f'"{text}"'))
    assert case.machine.hs_code == "845710"


@pytest.mark.parametrize("text", ["84571", "84.57", "none of these"])
def test_an_hs_code_that_lost_a_digit_is_refused(text):
    assert only_error(with_text("machine.yaml", '"845710"', f'"{text}"')).code == "CF-042"


@pytest.mark.parametrize("word", ["是", "Yes", "TRUE", "1", "はい"])
def test_yes_is_understood_in_the_languages_of_makers(word):
    assert (
        read_whole(with_cell("transport.csv", 2, "empty_in_factor", word))
        .transport[0]
        .empty_in_factor
    )


def test_a_faulty_row_becomes_a_gap_with_what_could_be_read():
    case = read_whole(with_cell("bom.csv", 5, "yield", "150 %"))
    assert [line.line_id for line in case.bom] == ["BED-00", "BED-01", "BED-02", "CAB-01", "PKG-01"]
    (gap,) = case.gaps
    assert (gap.table, gap.id, gap.description) == ("bom", "SPN-01", "spindle")
    assert gap.cells["net_mass_each"] == "150.5", "in kg, the unit of the column"
    assert gap.cells["material"] == "steel_alloy"
    assert "yield" not in gap.cells
    assert "'150 %' is not a share" in gap.reason
    assert gap.place.row == 5


def test_faults_of_one_row_and_of_several_tables_are_gathered():
    files = with_cell("bom.csv", 3, MASS, "-1 kg") | {
        "energy.csv": with_cell("energy.csv", 4, "from", "2025-13")["energy.csv"],
        "use.yaml": six_lines()["use.yaml"].replace(b"600 W", b"600 kg"),
        "eol.yaml": six_lines()["eol.yaml"].replace(b"5 %", b"6 %"),
    }
    places = {(fault.code, fault.place.file) for fault in read(files).faults if fault.is_error}
    assert places == {
        ("CF-035", "bom.csv"), ("CF-040", "energy.csv"), ("CF-038", "use.yaml"), ("CF-062", "eol.yaml"),
    }  # fmt: skip
