"""Rows that contradict each other, name what is not there, or do not add up."""

import json

import pytest

from cradlegate.core.blank import Blank
from tests.product.six_lines import (
    codes,
    errors,
    only_error,
    read,
    read_whole,
    six_lines,
    with_cell,
    with_text,
)

SIGNED = """
- {{section: {section}, digest: {digest}, role: r, prepared_by: {by}, reviewed_by: {reviewer}, date: 2026-03-14, statement: s}}
"""


@pytest.mark.parametrize(
    ("file", "row", "column", "text", "code", "says"),
    [
        ("bom.csv", 5, "line_id", "CAB-01", "CF-050", "line_id CAB-01 stands a second time"),
        ("energy.csv", 3, "row_id", "E-01", "CF-050", "row_id E-01 stands a second time"),
        ("bom.csv", 4, "parent_id", "BED-99", "CF-051", "'BED-99', which is not there"),
        ("bom.csv", 3, "evidence_id", "EV-9", "CF-051", "'EV-9', which is not there"),
        ("bom.csv", 5, "source_id", "PCF-9", "CF-051", "which no supplier's footprint is"),
        ("bom.csv", 5, "supplier_id", "SUP-2", "CF-075", "PCF-1 is of SUP-1, the part of SUP-2"),
        ("bom.csv", 5, "source_id", "", "CF-057", "source_id is empty although the source is a pcf"),
        ("bom.csv", 7, "exclusion_reason", "", "CF-057", "exclusion_reason is empty although"),
        ("bom.csv", 5, "subassembly", "spindel_unit", "CF-055", "'spindel_unit', which is not there"),
        ("bom.csv", 4, "material", "steel_bars", "CF-054", "'steel_bars' is no known material"),
        ("bom.csv", 2, "source_kind", "factor", "CF-053", "BED-00 has children and a source"),
        ("bom.csv", 2, "source_id", "x", "CF-053", "BED-00 has children and a source"),
        ("energy.csv", 2, "site", "S2", "CF-051", "site names 'S2'"),
        ("energy.csv", 2, "key_id", "hour", "CF-051", "key_id names 'hour'"),
        ("energy.csv", 2, "evidence_id", "EV-8", "CF-051", "evidence_id names 'EV-8'"),
        ("energy.csv", 2, "instrument_id", "GEC-2", "CF-051", "instrument_id names 'GEC-2'"),
        ("energy.csv", 2, "supply", "instrument", "CF-057", "instrument_id is empty although"),
        ("energy.csv", 2, "scope", "process", "CF-057", "process is empty although"),
        ("energy.csv", 2, "subassembly", "beds", "CF-055", "subassembly names 'beds'"),
        ("energy.csv", 14, "amount", "9000 kWh", "CF-057", "cv_basis is empty although a fuel is billed in energy"),
        ("energy.csv", 2, "amount", "20 m3", "CF-038", "electricity of 20 m3"),
        ("energy.csv", 3, "from", "2025-03", "CF-056", "2025-03 to 2025-02"),
        ("transport.csv", 2, "applies_to", "BED-7", "CF-051", "applies_to names 'BED-7'"),
        ("transport.csv", 2, "distance_basis", "", "CF-057", "distance_basis is empty although a distance"),
        ("suppliers/index.csv", 2, "line_ids", "SPN-01; SPN-02", "CF-051", "line_ids names 'SPN-02'"),
    ],
)  # fmt: skip
def test_a_row_that_fits_no_other_is_named(file, row, column, text, code, says):
    found = [
        fault for fault in errors(read(with_cell(file, row, column, text))) if fault.code == code
    ]
    assert says in found[0].found
    assert (found[0].place.file, found[0].place.row) in {(file, row), (file, row + 1)}


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "says"),
    [
        ("machine.yaml", "gross_shipping_mass: 1.1 t", "gross_shipping_mass: 900 kg", "CF-072", "gross mass 900 kg"),
        ("machine.yaml", "declared_for: type", "declared_for: serial", "CF-057", "serials is empty"),
        ("machine.yaml", "base_material: grey_iron", "base_material: gray_iron", "CF-054", "'gray_iron'"),
        ("use.yaml", ", leak: 2 %", "", "CF-057", "refrigerant.leak is empty"),
        ("use.yaml", "hours: 3000", "hours: 8000", "CF-072", "the states take 9000 hours"),
        ("use.yaml", "material: bearing", "material: bearings", "CF-054", "'bearings'"),
        ("eol.yaml", "share: 95 %", "share: 90 %", "CF-062", "the routes of rest take 95 %"),
        ("eol.yaml", "landfill", "landfil", "CF-039", "'landfil' is no value"),
    ],
)  # fmt: skip
def test_figures_that_do_not_fit_are_named(file, old, new, code, says):
    fault = only_error(with_text(file, old, new))
    assert (fault.code, fault.place.file) == (code, file)
    assert says in fault.found


def test_the_machine_stays_when_two_of_its_figures_contradict_each_other():
    files = with_text("machine.yaml", "base_material: grey_iron", "base_material: gray_iron")
    assert read_whole(files).machine.base_material is Blank.UNKNOWN


def test_an_unknown_material_is_told_the_nearest_family():
    fault = only_error(with_cell("bom.csv", 4, "material", "steel_bars"))
    assert fault.remedy.startswith("Did you mean steel_bar")


def test_parents_in_a_circle_are_named_on_every_line_of_it():
    files = with_cell("bom.csv", 2, "parent_id", "BED-02")
    reading = read(files)
    circular = [fault for fault in errors(reading) if fault.code == "CF-052"]
    assert [fault.place.row for fault in circular] == [2, 3, 4]
    assert circular[0].found == "BED-00 is part of BED-02 is part of BED-00"


def test_a_line_that_is_its_own_parent_is_named():
    circular = [
        fault
        for fault in errors(read(with_cell("bom.csv", 5, "parent_id", "SPN-01")))
        if fault.code == "CF-052"
    ]
    assert circular[0].found == "SPN-01 is part of SPN-01"


def test_a_chain_without_end_is_refused_quickly():
    rows = "".join(f"L{n},L{n + 1},bed,grey_iron,1 kg\n" for n in range(3000))
    text = f"id,parent_id,subassembly,material,mass\n{rows}L3000,,bed,grey_iron,1 kg\n"
    reading = read(six_lines() | {"bom.csv": text.encode()})
    assert sum(fault.code == "CF-052" for fault in reading.faults) == 3001 - 30


def test_a_parent_of_another_mass_than_its_children_is_warned_about():
    reading = read(with_cell("bom.csv", 2, "net_mass_each", "900 kg"))
    (warning,) = [fault for fault in reading.faults if fault.code == "CF-074"]
    assert warning.found == "BED-00 is stated with 900 kg, its children weigh 800 kg"
    assert reading.case is not None
    assert reading.case.bom[0].net_mass_kg == 800


def test_rows_that_need_a_lost_row_are_gaps_without_a_fault_of_their_own():
    reading = read(with_text("machine.yaml", "country: CN, region", "country: XX, region"))
    assert [(fault.code, fault.place.id) for fault in errors(reading)] == [("CF-042", "S1")]
    assert reading.case is not None
    assert reading.case.energy == ()
    reasons = {gap.reason for gap in reading.case.gaps if gap.table == "energy"}
    assert reasons == {"S1 of sites could not be read"}


def test_an_unknown_evidence_id_costs_no_line():
    case = read_whole(with_cell("bom.csv", 3, "evidence_id", "EV-9"))
    assert case.gaps == ()
    assert case.bom[1].evidence_id is Blank.UNKNOWN


def test_a_key_without_this_machine_is_refused_and_its_rows_are_gaps():
    reading = read(with_cell("allocation.csv", 2, "is_this_machine", "no"))
    assert [fault.code for fault in errors(reading)] == ["CF-058"]
    assert reading.case is not None
    assert (reading.case.allocation, reading.case.energy) == ((), ())


def test_a_key_with_this_machine_alone_is_warned_about():
    files = six_lines()
    alone = b"\n".join(files["allocation.csv"].split(b"\n")[:2])
    reading = read(files | {"allocation.csv": alone})
    assert errors(reading) == []
    assert "CF-059" in codes(reading)


@pytest.mark.parametrize(
    ("row", "column", "text"), [(3, "driver", "mass"), (3, "period", "2024"), (2, "amount", "0")]
)
def test_a_key_of_two_drivers_or_periods_is_refused(row, column, text):
    files = with_cell("allocation.csv", row, column, text)
    if column == "amount":
        files["allocation.csv"] = files["allocation.csv"].replace(b"12000", b"0")
    assert [fault.code for fault in errors(read(files))] == ["CF-060"]


def test_a_product_stands_once_in_a_key():
    files = six_lines()
    first, second, third, *rest = files["allocation.csv"].split(b"\n")
    again = b"\n".join([first, second, third, third, *rest])
    (fault,) = errors(read(files | {"allocation.csv": again}))
    product = third.split(b",")[1].decode()
    assert fault.code == "CF-060"
    assert fault.found == f"key hours lists {product} more than once"


@pytest.mark.parametrize(("unit", "expected"), [("kg", ["CF-038"]), ("t", ["CF-038"]), ("m", [])])
def test_an_amount_beside_the_mass_is_not_a_mass_itself(unit, expected):
    files = six_lines()
    head, first, *rest = files["bom.csv"].decode().splitlines()
    bill = [f"{head},amount,amount_unit", f"{first},700,{unit}", *(f"{row},," for row in rest)]
    reading = read(files | {"bom.csv": ("\n".join(bill) + "\n").encode()})
    assert [fault.code for fault in errors(reading)] == expected


@pytest.mark.parametrize(
    ("category", "value", "expected"),
    [
        ("fossil_other", "-3", ["CF-035"]),
        ("biogenic_emissions", "-3", ["CF-035"]),
        ("biogenic_removals", "3", ["CF-035"]),
        ("biogenic_removals", "-3", []),
    ],
)
def test_emissions_of_a_supplier_are_not_negative_and_removals_not_positive(
    category, value, expected
):
    files = six_lines()
    (name,) = (name for name in files if name.startswith("suppliers/") and name.endswith(".json"))
    footprint = json.loads(files[name])
    footprint["by_category"][category] = value
    reading = read(files | {name: json.dumps(footprint).encode()})
    assert [fault.code for fault in errors(reading)] == expected


def test_a_bill_outside_the_period_of_its_key_is_warned_about():
    reading = read(with_cell("energy.csv", 14, "from", "2024-12"))
    assert errors(reading) == []
    (warning,) = [fault for fault in reading.faults if fault.code == "CF-061"]
    assert warning.found == "the bill covers 2024-12-01/2025-12-31, its key 2025"


def test_two_bills_of_one_meter_for_one_day_are_refused():
    fault = only_error(with_cell("energy.csv", 3, "from", "2025-01-31"))
    assert (fault.code, fault.found) == ("CF-073", "E-01 and E-02 share days of meter M-7")


def test_sections_that_are_missing_are_warned_about():
    files = {
        path: data
        for path, data in six_lines().items()
        if path not in {"use.yaml", "eol.yaml", "energy.csv"}
    }
    missing = [fault.found for fault in read(files).faults if fault.code == "CF-071"]
    assert missing == ["there is no energy", "there is no use", "there is no eol"]
    case = read_whole(files)
    assert (case.use, case.end_of_life, case.energy) == (None, None, ())


def test_a_bill_of_materials_is_needed_where_the_machine_says_so():
    files = {path: data for path, data in six_lines().items() if path != "bom.csv"}
    fault = next(fault for fault in errors(read(files)) if fault.code == "CF-018")
    assert fault.found == "there is no bill of materials for bed, spindle_unit, control_cabinet"


def test_a_machine_without_sites_is_refused():
    files = with_text("machine.yaml", "  - {id: S1", "  # {id: S1")
    assert "CF-018" in {fault.code for fault in errors(read(files))}


def test_what_a_final_declaration_needs_is_warned_about_once_a_column():
    files = with_text("machine.yaml", "annual_output: 40\n", "")
    files["energy.csv"] = files["energy.csv"].replace(b"EV-2", b"")
    open_points = [fault.found for fault in read(files).faults if fault.code == "CF-066"]
    assert open_points == [
        "annual_output is unknown",
        "evidence_id is unknown in E-01, E-02, E-03, E-04, E-05, E-06, E-07, E-08, E-09, E-10 and 3 more",
    ]


@pytest.mark.requirement("S2-23", part="roles and stale sign-offs; no gate yet")
@pytest.mark.parametrize("reviewer", ["L. Wei", "l. wei", " L.  Wei"])
def test_nobody_reviews_what_they_prepared(reviewer):
    digest = read_whole(six_lines()).section_digests["bom"]
    text = SIGNED.format(section="bom", digest=digest, by="L. Wei", reviewer=reviewer)
    fault = only_error(six_lines() | {"signoff.yaml": text.encode()})
    assert (fault.code, fault.place.file) == ("CF-063", "signoff.yaml")


def test_a_signoff_of_an_unknown_section_is_refused():
    text = SIGNED.format(section="boms", digest="0" * 64, by="A", reviewer="B")
    assert only_error(six_lines() | {"signoff.yaml": text.encode()}).remedy == "Did you mean bom?"


def test_a_received_file_that_changed_is_refused():
    fault = only_error(six_lines() | {"suppliers/received/spindle.txt": b"changed"})
    assert (fault.code, fault.place.file) == ("CF-067", "suppliers/index.csv")


def test_evidence_that_changed_is_refused():
    fault = only_error(six_lines() | {"evidence/bills.txt": b"changed"})
    assert (fault.code, str(fault.place)) == (
        "CF-067",
        "evidence/index.csv, row 3, column sha256, id EV-2",
    )


def test_evidence_that_is_not_kept_is_warned_about():
    files = six_lines()
    del files["evidence/bills.txt"]
    (warning,) = [fault for fault in read(files).faults if fault.code == "CF-068"]
    assert warning.found == "evidence/bills.txt is not there"


def test_a_received_file_that_no_index_names_is_warned_about():
    reading = read(six_lines() | {"suppliers/received/pump.pdf": b"x", "evidence/a/b.pdf": b"y"})
    assert [fault.place.file for fault in reading.faults if fault.code == "CF-069"] == [
        "evidence/a/b.pdf", "suppliers/received/pump.pdf"
    ]  # fmt: skip


def test_suppliers_of_whom_nothing_came_are_warned_about_together():
    files = with_cell("bom.csv", 3, "supplier_id", "SUP-8")
    (warning,) = [fault for fault in read(files).faults if fault.code == "CF-070"]
    assert warning.found == "nothing was received from SUP-8"


def test_an_own_code_of_an_unknown_family_is_named_in_the_map():
    faults = errors(read(with_cell("material_map.csv", 2, "material", "grey_irn")))
    assert [(fault.code, fault.place.file) for fault in faults] == [
        ("CF-054", "bom.csv"),
        ("CF-054", "material_map.csv"),
    ]


def test_an_unconfirmed_own_code_is_not_used():
    reading = read(with_cell("material_map.csv", 2, "confirmed_by", ""))
    assert {(fault.code, fault.place.file) for fault in errors(reading)} == {
        ("CF-030", "material_map.csv"), ("CF-054", "bom.csv"),
    }  # fmt: skip


def test_an_amount_without_its_unit_is_refused():
    files = six_lines()
    heading, rows = files["bom.csv"].decode().split("\n", 1)
    heading = heading.replace("recycled_content", "amount")
    files["bom.csv"] = f"{heading}\n{rows}".replace("30 %", "12").encode()
    assert only_error(files).found == "amount_unit is empty although there is an amount"
