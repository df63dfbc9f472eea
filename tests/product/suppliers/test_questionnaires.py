"""Questionnaires: what goes out, and how answers are read back."""

import json
from dataclasses import replace
from datetime import date

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.product.suppliers.answer import read_answer_json, read_answer_workbook
from cradlegate.product.suppliers.answer_tables import FORM, questionnaire_tables
from cradlegate.product.suppliers.keeping import index_row, name_file, with_index_row, with_sources
from cradlegate.product.suppliers.questionnaire import (
    NOT_NAMED,
    draw_up_questionnaires,
    find_module,
    write_questionnaire_json,
    write_questionnaire_workbook,
)
from cradlegate.product.suppliers.receive import read_received
from cradlegate.product.suppliers.sent import Sent
from cradlegate.tables.reading.xlsx_tables import read_workbook
from tests.product.suppliers.sent_files import case, codes, settle_row

DUE = date(2026, 10, 31)
ANSWER = {
    "declared_unit": "kg",
    "mass_per_unit": "1 kg",
    "boundary": "A1-A3",
    "period": "2025",
    "geography": "CN",
}


def asked(material="steel_alloy"):
    [line] = [line for line in case().bom if line.line_id == "BED-02"]
    [first] = draw_up_questionnaires([replace(line, material=material)], case(), DUE)
    return first


def answer(**tables):
    """The JSON of a questionnaire with its one part answered."""
    document = json.loads(write_questionnaire_json(asked()))
    document["parts"][0] |= ANSWER
    return document | tables


def read(document):
    return read_answer_json(document, "a.json")


def test_lines_are_grouped_by_supplier_and_those_without_one_stay_visible():
    groups = draw_up_questionnaires(case().bom, case(), DUE)
    assert [(each.supplier_id, len(each.lines)) for each in groups] == [
        (NOT_NAMED, 5),
        ("SUP-1", 1),
    ]


@pytest.mark.requirement("S3-8")
@pytest.mark.parametrize(
    ("material", "module", "columns"),
    [
        ("grey_iron", "casting", {"melted", "furnace", "sand", "process_energy"}),
        ("steel_alloy", "forging", {"billet", "heating", "scale_loss", "process_energy"}),
        ("steel_bar", "machining", {"stock", "chips", "coolant", "process_energy"}),
        ("aluminium_wrought", "extrusion", {"billet", "press_scrap", "process_energy"}),
        ("cnc_control", "pcb_assembly", {"board_area", "layers", "solder", "process_energy"}),
    ],
)
def test_each_process_has_a_sheet_of_its_own(material, module, columns):
    """Circuit boards are asked for board area and kWh; every sheet asks scopes and upstream."""
    questionnaire = asked(material)
    assert find_module(questionnaire.lines[0]) == module
    assert questionnaire.modules == (module,)
    assert set(questionnaire.tables[module].columns) == {"line_id", *columns}
    assert {"scope_1", "scope_2_location", "scope_2_market", "upstream"} <= set(
        questionnaire.tables["parts"].columns
    )


def test_a_part_of_another_process_has_no_sheet_for_it():
    assert asked("paint").modules == ()


@pytest.mark.requirement(
    "S1-25", part="the version is pinned, and the digest of the case is inside"
)
def test_the_workbook_pins_form_and_case():
    reading = read_workbook(questionnaire_tables(), "q.xlsx", write_questionnaire_workbook(asked()))
    about = next(table for table in reading.tables if table.spec.name == "about")
    cells = about.rows[0].cells
    assert (cells["form"].text, cells["case_digest"].text) == (FORM, case().digest)
    assert reading.faults == ()


def test_a_questionnaire_that_nobody_filled_in_is_no_answer():
    data = write_questionnaire_workbook(asked())
    assert codes(read_answer_workbook(data, "q.xlsx").faults) == ["CF-081"]


def test_help_in_the_tables_is_whole_sentences():
    """A comma in unquoted YAML cuts a sentence; every one ends as it should."""
    for spec in questionnaire_tables().values():
        for column in spec.columns.values():
            assert column.help.endswith((".", "kg")), column


@pytest.mark.requirement("S1-25", part="kWh/t where kWh was asked is a unit error")
def test_energy_in_another_unit_is_named_by_row_and_field():
    energy = [
        {"line_id": "BED-02", "process": "forging", "carrier": "electricity", "amount": "900 kWh/t"}
    ]
    found = read(answer(energy=energy))
    [fault] = found.faults
    assert (fault.code, fault.place.row, fault.place.column) == ("CF-038", 1, "amount")
    assert found.parts == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"about": {"form": "cradlegate-supplier-questionnaire-0", "supplier_id": "S",
                    "case_digest": "0" * 64}}, ["CF-082"]),
        ({"about": {}}, ["CF-030", "CF-030", "CF-030", "CF-082"]),
        ({"energy": 3}, ["CF-024"]),
        ({"energy": [3]}, ["CF-024"]),
        ({"inputs": [{"line_id": "BED-02", "colour": "grey"}]}, ["CF-024"]),
        ({"inputs": [{"line_id": "BED-02", "material": ["a"]}]}, ["CF-024"]),
        ({"inputs": [{"line_id": "BED-9", "material": "timber", "mass": "1 kg"}]}, ["CF-051"]),
        ({"inputs": [{"line_id": None, "material": "timber", "mass": "1 kg"}]}, ["CF-030"]),
        ({"parts": [ANSWER | {"line_id": "BED-02", "geography": "", "period": ""}]},
         ["CF-030", "CF-030"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_answer_is_gathered(change, expected):
    assert codes(read(answer(**change)).faults) == expected


def test_an_answer_is_typed():
    forging = [{"line_id": "BED-02", "billet": "1.1 kg", "process_energy": "400 Wh"}]
    inputs = [{"line_id": "BED-02", "material": "steel_alloy", "mass": "1100 g", "tier": 3}]
    document = answer(forging=forging, inputs=inputs)
    document["parts"][0]["has_footprint"] = False
    found = read(document)
    assert (found.faults, found.supplier_id) == ((), NOT_NAMED)
    [part] = found.parts
    assert (part.value("has_footprint"), part.value("scope_1")) == (False, None)
    [use] = part.energy
    assert (use.process, use.carrier, str(use.amount.to("Wh").value.normalize())) == (
        "forging", "electricity", "4E+2",
    )  # fmt: skip
    [item] = part.inputs
    assert (str(item.mass_kg.normalize()), item.tier) == ("1.1", 3)


def test_a_process_sheet_without_its_energy_adds_none():
    [part] = read(answer(forging=[{"line_id": "BED-02", "billet": "1.1 kg"}])).parts
    assert part.energy == ()


def test_the_json_form_is_told_by_its_content():
    received = read_received(json.dumps(answer()).encode(), "sent.txt")
    assert received.answer is not None
    assert len(received.answer.parts) == 1


def test_the_index_names_the_weakest_assurance_of_a_file():
    """`none` is weaker than `limited`, whatever the alphabet says."""
    footprint = settle_row().footprint
    assert footprint is not None
    limited = replace(footprint, assurance="limited")
    row = index_row("a.csv", "1", [(Sent(), limited), (Sent(), footprint)])
    assert (row["assurance"], row["line_ids"]) == ("none", "BED-02; BED-02")


def test_the_index_keeps_other_rows_and_replaces_its_own():
    first = with_index_row(None, {"file": "a.json", "sha256": "1"})
    second = with_index_row(first, {"file": "b.json", "sha256": "2"})
    third = with_index_row(second, {"file": "a.json", "sha256": "3"})
    lines = third.decode().splitlines()
    assert lines[0].startswith("file,sha256,supplier_id")
    assert [line[:8] for line in lines[1:]] == ["b.json,2", "a.json,3"]


def test_a_parts_list_of_any_separator_keeps_its_headings_and_other_columns():
    bill = b"line_id;source_kind;net_mass_each [kg]\nA;;1\nB;factor;2\n"
    changed = with_sources(bill, {"A": ("pcf", "P-1")}).decode().splitlines()
    assert changed == [
        "line_id,source_kind,net_mass_each [kg],source_id", "A,pcf,1,P-1", "B,factor,2,",
    ]  # fmt: skip


def test_a_file_that_would_change_its_encoding_is_left_alone():
    with pytest.raises(FaultsError) as caught:
        with_index_row("file,sha256\n\u5e8a,1\n".encode("gb18030"), {"file": "a"})
    assert [fault.code for fault in caught.value.faults] == ["CF-010"]


def test_ids_become_names_of_files():
    assert name_file("urn:pact/1 2") == "suppliers/urn-pact-1-2.json"
    assert name_file("../..") == "suppliers/footprint.json"
