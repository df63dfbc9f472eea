"""The tender sheet: fixed columns, derived units, nothing dropped in silence."""

import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from cradlegate.core.blank import Blank
from cradlegate.core.fault import FaultsError
from cradlegate.declaration.document import DeclarationDocument, make_document
from cradlegate.declaration.tender.columns import list_carried, list_columns
from cradlegate.declaration.tender.sheet import draw_up_sheet, list_fields, write_csv, write_dropped
from tests.declaration.shipped_case import declaration, declared_example, signed_example

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "tender-sheets.md"
BLOCKS = (
    "system_boundary",
    "declared_unit",
    "allocation",
    "primary_data_share",
    "uncertainty_statement",
    "sensitivity_summary",
)


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode())))


def row(document: DeclarationDocument | None = None, **own: tuple[str, ...]) -> dict[str, str]:
    (only,) = read(write_csv(draw_up_sheet([document or declared_example()], **own)))
    return only


def changed(**parts: object) -> DeclarationDocument:
    return make_document(replace(declaration(), **parts))  # type: ignore[arg-type]


@pytest.mark.requirement("S3-26")
def test_columns_are_fixed_and_each_stands_on_its_page():
    page = PAGE.read_text("utf-8")
    names = [each.name for each in list_columns()]
    assert names[:3] == ["form", "maker", "maker_country"]
    assert len(names) == len(set(names)) == 61
    assert [name for name in names if f"| `{name}` |" not in page] == []


@pytest.mark.requirement("S3-26", "S3-13", "S2-25")
def test_per_hour_and_per_kw_are_derived_from_the_machine():
    cells = row()
    hours = Decimal(cells["life_years"]) * Decimal(cells["hours_per_year"])
    whole = Decimal(cells["kgco2e_per_machine_hour"]) * hours
    assert float(whole) == pytest.approx(float(cells["whole_life_kgco2e"]), rel=1e-9)
    machine = Decimal(cells["kgco2e_per_kw"]) * Decimal(cells["rated_power_kw"])
    assert float(machine) == pytest.approx(float(cells["kgco2e_per_machine"]), rel=1e-9)


def test_stages_sum_to_the_headline_and_others_are_not_applicable():
    cells = row()
    stages = {name: text for name, text in cells.items() if name.startswith("stage_")}
    counted = [Decimal(text) for text in stages.values() if text != "-"]
    assert float(sum(counted, Decimal(0))) == pytest.approx(float(cells["kgco2e_per_machine"]))
    assert stages["stage_b6_kgco2e"] == "-"


@pytest.mark.requirement("S3-20")
def test_the_six_blocks_are_filled():
    cells = row()
    assert all(cells[name] for name in BLOCKS)
    assert "port_of_entry" in cells["system_boundary"]
    assert "2000 draws" in cells["uncertainty_statement"]


def test_a_declaration_that_shares_nothing_says_so():
    blocks = declaration().blocks
    alone = replace(blocks, allocation=replace(blocks.allocation, keys=()))
    assert row(changed(blocks=alone))["allocation"].startswith("nothing shared; ")


def test_without_a_life_there_is_no_figure_per_hour():
    blocks = declaration().blocks
    unit = replace(blocks.declared_unit, per_hour=None)
    assert (
        row(changed(blocks=replace(blocks, declared_unit=unit)))["kgco2e_per_machine_hour"] == "-"
    )


def test_coverage_that_nobody_knows_is_empty():
    blocks = declaration().blocks
    axes = tuple(replace(each, shares={}) for each in blocks.coverage.axes[:1])
    cells = row(changed(blocks=replace(blocks, coverage=replace(blocks.coverage, axes=axes))))
    assert (cells["coverage_mass_recorded"], cells["coverage_ghg_recorded"]) == ("", "")


def test_own_values_are_the_tenderers_and_unknown_where_none_are_given():
    given = row(costs=("182000.50 EUR",), deliveries=("2026-11-30",))
    assert (given["cost"], given["currency"], given["delivery"]) == (
        "182000.5",
        "EUR",
        "2026-11-30",
    )
    open_ones = row(costs=("?",))
    assert (open_ones["cost"], open_ones["currency"], open_ones["delivery"]) == ("", "", "")


def test_several_declarations_stand_in_one_sheet():
    other = changed(supersedes="sha256:" + "1" * 64)
    sheet = draw_up_sheet([signed_example(), other], ("1 EUR", "?"), ("?", "in 8 weeks"))
    first, second = read(write_csv(sheet))
    assert (first["cost"], second["cost"], second["delivery"]) == ("1", "", "in 8 weeks")
    assert (first["signatures"], second["signatures"]) == ("1", "0")
    assert (first["supersedes"], second["supersedes"]) == ("none", "sha256:" + "1" * 64)
    assert first["digest"] != second["digest"]


def test_every_field_is_carried_or_listed_as_left_out():
    sheet = draw_up_sheet([declared_example()])
    fields, carried = set(list_fields(declaration())), set(list_carried())
    assert set(sheet.dropped) == fields - carried
    assert carried - fields <= {"supersedes", "machine/serials/*"}
    assert "blocks/goal/reasons" in sheet.dropped
    listed = read(write_dropped(sheet))
    assert {each["field"] for each in listed} == set(sheet.dropped)
    assert all(int(each["values"]) > 0 for each in listed)


def test_a_text_that_begins_like_a_formula_is_made_harmless():
    maker = replace(declaration().maker, name="=HYPERLINK(1)")
    assert row(changed(maker=maker))["maker"] == "'=HYPERLINK(1)"


def test_serial_numbers_are_listed():
    machine = replace(declaration().machine, serials=("A", "B"))
    assert row(changed(machine=machine))["serials"] == "A; B"


def test_faults_of_own_values_and_declarations_are_gathered():
    read_one = declared_example()
    with pytest.raises(FaultsError) as caught:
        draw_up_sheet([read_one, read_one], ("12",), ("a", "b", "c"))
    codes = [fault.code for fault in caught.value.faults]
    assert codes == ["DC-112", "DC-110", "DC-110", "DC-111"]
    with pytest.raises(FaultsError) as caught:
        draw_up_sheet([])
    assert [fault.code for fault in caught.value.faults] == ["DC-116"]


def test_unknown_is_written_empty():
    gwp = replace(
        declaration().blocks,
        allocation=replace(declaration().blocks.allocation, end_of_life_method=Blank.UNKNOWN),
    )
    assert row(changed(blocks=gwp))["allocation"].endswith("end of life by ?")
