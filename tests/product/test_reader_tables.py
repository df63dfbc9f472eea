"""Headings, rows, separators, YAML and JSON: what can be wrong before any cell is looked at."""

import pytest

from tests.product.six_lines import (
    codes,
    errors,
    only_error,
    read,
    read_whole,
    six_lines,
    to_csv,
    with_cell,
    with_text,
)


def bom_with_heading(old: str, new: str) -> dict[str, bytes]:
    text = six_lines()["bom.csv"].decode()
    heading, rows = text.split("\n", 1)
    assert old in heading
    return six_lines() | {"bom.csv": f"{heading.replace(old, new)}\n{rows}".encode()}


def test_an_unknown_column_is_told_the_nearest():
    files = bom_with_heading("recycled_content", "recycled_contents")
    fault = only_error(files)
    assert (fault.code, str(fault.place)) == ("CF-014", "bom.csv, row 1, column recycled_contents")
    assert fault.remedy == "Did you mean recycled_content?"


def test_an_unknown_column_unlike_all_others_is_named():
    assert (
        only_error(bom_with_heading("recycled_content", "colour")).found
        == "the column 'colour' is not known in bom"
    )


def test_a_missing_required_column_is_named_once_and_its_rows_are_gaps():
    files = bom_with_heading("net_mass_each", "plant")
    reading = read(files)
    missing = [fault for fault in errors(reading) if fault.place.file == "bom.csv"]
    assert [fault.code for fault in missing] == ["CF-015"]
    assert missing[0].found == "there is no column net_mass_each"
    assert reading.case is not None
    assert [gap.reason for gap in reading.case.gaps if gap.id == "SPN-01"] == [
        "net_mass_each is empty"
    ]


def test_a_heading_twice_is_named():
    fault = only_error(bom_with_heading("recycled_content", "QUANTITY"))
    assert (fault.code, fault.found) == ("CF-016", "quantity stands a second time")


def test_a_column_without_a_heading_is_named():
    fault = only_error(bom_with_heading("recycled_content", ""))
    assert (fault.code, fault.found) == ("CF-014", "a column without a heading is not known in bom")


@pytest.mark.parametrize(
    "heading", ["Net Mass Each [kg]", "mass (kg)", "net-mass-each【kg】", "净重（kg）", "重量 [kg]"]
)
def test_a_heading_may_carry_the_unit_of_bare_numbers(heading):
    files = bom_with_heading("net_mass_each", heading)
    text = files["bom.csv"].decode().replace("700 kg", "700")
    case = read_whole(files | {"bom.csv": text.encode()})
    assert case.bom[1].net_mass_kg == 700
    assert float(case.bom[-2].net_mass_kg) == 49.5, "49500 g keeps the unit of its own cell"


def test_a_heading_in_another_unit_converts_its_bare_numbers():
    files = bom_with_heading("net_mass_each", "mass [g]")
    text = files["bom.csv"].decode().replace("700 kg", "700000")
    assert read_whole(files | {"bom.csv": text.encode()}).bom[1].net_mass_kg == 700


@pytest.mark.parametrize(
    ("row", "found"),
    [("A-1,bed,grey_iron", "3 cells under 4 headings"), ("A-1,bed,grey_iron,5 kg,6", "5 cells under 4 headings")],
)  # fmt: skip
def test_a_ragged_row_is_named_and_becomes_a_gap(row, found):
    text = f"id,subassembly,material,mass\nBED-01,bed,grey_iron,700 kg\n{row}\nSPN-01,bed,grey_iron,1 kg\n"
    reading = read(six_lines() | {"bom.csv": text.encode()})
    fault = next(fault for fault in reading.faults if fault.code == "CF-013")
    assert (fault.found, str(fault.place)) == (found, "bom.csv, row 3")
    assert reading.case is not None
    assert [line.line_id for line in reading.case.bom] == ["BED-01", "SPN-01"]
    assert [(gap.id, gap.place.row) for gap in reading.case.gaps if gap.table == "bom"] == [
        ("row 3", 3)
    ]


def test_empty_lines_and_empty_cells_at_the_end_are_no_faults():
    text = "\n\nid,subassembly,material,mass,,\n\nBED-01,bed,grey_iron,700 kg,,\n,,,,,\n"
    files = without_references_to_the_bill() | {"bom.csv": text.encode()}
    reading = read(files)
    assert errors(reading) == []
    assert reading.case is not None
    assert reading.case.bom[0].place.row == 5


def without_references_to_the_bill() -> dict[str, bytes]:
    files = six_lines()
    gone = [path for path in files if path.startswith("suppliers/")]
    return {path: data for path, data in files.items() if path not in gone} | {
        "transport.csv": with_cell("transport.csv", 2, "applies_to", "machine")["transport.csv"]
    }


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_comma_semicolon_and_tab_separate_cells(separator):
    rows = [["id", "subassembly", "material", "mass"], ["BED-01", "bed", "grey_iron", "700,5 kg"]]
    text = "\n".join(
        separator.join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows
    )
    case = read_whole(without_references_to_the_bill() | {"bom.csv": text.encode()})
    assert float(case.bom[0].net_mass_kg) == 700.5


def test_a_quotation_mark_that_does_not_close_is_named():
    files = six_lines() | {
        "bom.csv": b'id,subassembly,material,mass\nB-1,bed,"grey_iron,5 kg\nB-2,bed,grey_iron,1 kg\n'
    }
    fault = next(fault for fault in read(files).faults if fault.code == "CF-012")
    assert str(fault.place) == "bom.csv, row 2"


def test_a_cell_of_several_lines_keeps_the_row_numbers_right():
    text = 'id,subassembly,material,mass,description\nB-1,bed,grey_iron,5 kg,"two\nlines"\nB-2,bed,grey_iron,x kg,\n'
    reading = read(without_references_to_the_bill() | {"bom.csv": text.encode()})
    assert [fault.place.row for fault in errors(reading)] == [4]
    assert reading.case is not None
    assert reading.case.bom[0].description == "two\nlines"


def test_own_codes_alone_may_stand_in_for_materials():
    text = "行号,部件,材料代码,净重[kg],名称\n1,bed,HT250,700,床身\n2,bed,HT999,10,盖\n"
    reading = read(without_references_to_the_bill() | {"bom.csv": text.encode()})
    (fault,) = errors(reading)
    assert (fault.code, fault.found) == ("CF-054", "'HT999' is no known material")
    assert str(fault.place) == "bom.csv, row 3, column material, id 2"
    assert reading.case is not None
    assert (reading.case.bom[0].material, reading.case.bom[0].description) == ("grey_iron", "床身")


def test_a_table_of_too_many_rows_is_refused():
    rows = [["id", "subassembly", "material", "mass"]] + [["a", "b", "c", "d"]] * 200_001
    fault = next(
        fault for fault in read(six_lines() | {"bom.csv": to_csv(rows)}).faults if fault.is_error
    )
    assert (fault.code, fault.place.file) == ("CF-003", "bom.csv")


@pytest.mark.parametrize(
    ("old", "new", "code", "row", "says"),
    [
        ("model: SIX-1", "model: &a SIX-1", "CF-021", 2, "anchor, alias or tag"),
        ("model: SIX-1", "model: *a", "CF-021", 2, "anchor, alias or tag"),
        ("model: SIX-1", "model: !!python/object/apply:os.system [ls]", "CF-021", 2, "anchor, alias or tag"),
        ("model: SIX-1", "model: !!str SIX-1", "CF-021", 2, "anchor, alias or tag"),
        ("model: SIX-1", "model: [SIX-1", "CF-020", None, "cannot be parsed"),
        ("model: SIX-1", "model: SIX-1\n  bad: indent", "CF-020", 3, "cannot be parsed"),
        ("model: SIX-1", "model: \x01", "CF-020", None, "cannot be parsed"),
        ("model: SIX-1", "model: SIX-1\nmodel: SIX-2", "CF-023", 3, "the key model stands a second time"),
        ("model: SIX-1", "model: [SIX-1]", "CF-024", 2, "model is not a single value"),
        ("model: SIX-1", "modell: SIX-1", "CF-014", 2, "'modell' is not known"),
        ("sites:", "site:", "CF-014", 8, "'site' is not known"),
        ("  application: test", "  aplication: test", "CF-014", 31, "'goal.aplication' is not known"),
        ("goal:\n", "goal: [1]\nx:\n", "CF-024", 30, "goal is no group"),
        ("subassemblies: {bed: complete,", "subassemblies: {bed: [complete],", "CF-024", 25, "bed is no single value"),
        ("scope_of_delivery: [machine, manual]", "scope_of_delivery: [machine, {a: b}]", "CF-024", 20, "single values"),
        ("serials: []", "serials: {}", "CF-024", 4, "serials is not single values"),
        ("data_period: 2025", "data_period: 2025\n---\nkind: other", "CF-024", 30, "a second document"),
        ("data_period: 2025", "data_period: 2025\n? [a]\n: b", "CF-024", 30, "a key that is no text"),
        ("pallets: none", "pallets: [[[[[[[[[]]]]]]]]]", "CF-022", 19, "too many levels"),
        ("exclusions:\n  - {what", "exclusions:\n  x: {what", "CF-024", 37, "exclusions is not a list"),
        ("choices:\n  - {subject: allocation, chosen: machine hours, reason: default}", "choices: [x]", "CF-024", 39, "an item of choices"),
    ],
)  # fmt: skip
def test_yaml_holds_plain_values_only(old, new, code, row, says):
    faults = [
        fault for fault in read(with_text("machine.yaml", old, new)).faults if fault.code == code
    ]
    assert says in faults[0].found
    assert faults[0].place.file == "machine.yaml"
    if row:
        assert faults[0].place.row == row


def test_an_alias_bomb_is_refused_at_once():
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
    )
    reading = read(six_lines() | {"machine.yaml": bomb.encode()})
    assert reading.case is None
    assert [
        (fault.code, fault.place.row) for fault in reading.faults if fault.code == "CF-021"
    ] == [("CF-021", 1)]


@pytest.mark.parametrize("content", ["[" * 100_000, "x: " + "y" * 1_000_001, "- a\n" * 20_001])
def test_yaml_that_is_too_deep_or_too_long_is_refused(content):
    faults = [
        fault
        for fault in read(six_lines() | {"use.yaml": content.encode()}).faults
        if fault.is_error
    ]
    assert {(fault.code, fault.place.file) for fault in faults} == {("CF-022", "use.yaml")}


@pytest.mark.parametrize(
    ("content", "code"), [("", "CF-024"), ("just text", "CF-024"), ("- a", "CF-024")]
)
def test_yaml_without_keys_is_refused(content, code):
    assert (code, "use.yaml") in {
        (fault.code, fault.place.file)
        for fault in read(six_lines() | {"use.yaml": content.encode()}).faults
    }


def test_quoted_words_are_values_and_plain_ones_may_be_blanks():
    files = with_text("machine.yaml", "bom_version: A3", 'bom_version: "null"')
    assert read_whole(files).machine.bom_version == "null"
    assert (
        read_whole(with_text("machine.yaml", "series: SIX", "series: null")).machine.series == "?"
    )


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ('"410.25"', "410.25", "CF-025", "410.25 is not of type 'string'"),
        ('"410.25"', '"4e"', "CF-025", "does not match"),
        ('"gwp_set": "AR6",', "", "CF-025", "'gwp_set' is a required property"),
        ('"gwp_set": "AR6",', '"gwp_set": "AR6", "recipe": "x",', "CF-025", "'recipe' was unexpected"),
        ('"boundary": "A1-A3",', "", "CF-025", "'boundary' is a required property"),
        ('"gwp_set": "AR6",', '"gwp_set": "AR6", "gwp_set": "AR5",', "CF-023", "the key gwp_set stands twice"),
        ('"gwp_set": "AR6",', '"gwp_set": "AR6"', "CF-020", "cannot be parsed"),
        ('"150.5 kg"', '"150.5"', "CF-025", "does not match"),
        ('"150.5 kg"', '"150.5 kWh"', "CF-038", "cannot be expressed in kg"),
        ('"2.1"', '"6"', "CF-035", "at most 5"),
        ('"by_category": {"fossil_other": "410.25", "biogenic_removals": "-1.5"},', "", "CF-057", "PCF-1 has no figure"),
        ('["SPN-01"]', '["SPN-02"]', "CF-051", "line_ids names 'SPN-02'"),
        ('"spindle 11 kW"', '"\\ud800"', "CF-044", "hidden character U+D800"),
    ],
)  # fmt: skip
def test_a_supplier_footprint_follows_its_schema(old, new, code, says):
    faults = [
        fault for fault in errors(read(with_text("suppliers/spindle.json", old, new)))
        if fault.place.file == "suppliers/spindle.json"
    ]  # fmt: skip
    assert [fault.code for fault in faults] == [code]
    assert says in faults[0].found


def test_json_nested_without_end_is_refused():
    files = six_lines() | {"suppliers/spindle.json": b"[" * 200_000}
    faults = [
        fault.code for fault in errors(read(files)) if fault.place.file == "suppliers/spindle.json"
    ]
    assert faults == ["CF-022"]


def test_files_that_nobody_reads_are_named():
    files = six_lines() | {
        "Bom.csv": b"",
        "energie.csv": b"",
        "README.txt": b"",
        "suppliers/deep/x.json": b"{}",
    }
    unread = {
        fault.place.file: fault.remedy for fault in read(files).faults if fault.code == "CF-008"
    }
    assert set(unread) == {"Bom.csv", "energie.csv", "suppliers/deep/x.json"}
    assert unread["Bom.csv"] == "Did you mean bom.csv?"


def test_a_case_without_a_machine_is_none():
    files = six_lines()
    del files["machine.yaml"]
    reading = read(files)
    assert reading.case is None
    assert codes(reading)[0] == "CF-002"


def test_an_empty_case_says_what_is_missing():
    assert codes(read({}))[0] == "CF-002"


def test_headings_and_cells_without_end_are_refused_at_once():
    files = bom_with_heading("recycled_content", '"' + "[" * 100_000 + '"')
    assert [fault.code for fault in errors(read(files))] == ["CF-014"]
    long_cell = only_error(with_cell("bom.csv", 3, "net_mass_each", "9" * 1999))
    assert (long_cell.code, len(long_cell.found) < 100) == ("CF-044", True)
