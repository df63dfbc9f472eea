"""The shipped examples: what they promise is so, and the published masses are the published ones."""

import csv
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

import cradlegate
from cradlegate.background.library import shipped_library
from cradlegate.core.blank import Blank
from cradlegate.core.stage import View
from cradlegate.product.bill import BomKind
from cradlegate.product.machine import BomState
from tests.conftest import InstalledCommand
from tools.make_first_day import BILL, LINES, list_workbooks

EXAMPLES = Path(cradlegate.__file__).parent / "product" / "data" / "examples"
VMC, AMA = EXAMPLES / "vmc-850", EXAMPLES / "ama-450"
FIRST_DAY, MENDED = EXAMPLES / "first-day.xlsx", EXAMPLES / "first-day-mended.xlsx"


def edit(folder: Path, copy: Path, file: str, old: str, new: str) -> Path:
    """Copy a case and change one text in one of its files."""
    shutil.copytree(folder, copy)
    text = (copy / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (copy / file).write_text(text.replace(old, new), encoding="utf-8")
    return copy


@pytest.mark.parametrize("case", [VMC, AMA, MENDED], ids=lambda path: path.name)
def test_an_example_reads_and_computes_without_errors(case: Path, cg: ModuleType):
    assert [fault for fault in cg.check_case(case) if fault.is_error] == []
    footprint = cg.calculate(cg.read_case(case), draws=100)
    assert not footprint.is_draft
    assert footprint.total() > 0


@pytest.mark.parametrize("case", [VMC, AMA], ids=lambda path: path.name)
def test_an_invented_or_assumed_thing_is_called_so_where_it_stands(case: Path):
    assert "INVENTED" in (VMC / "README.txt").read_text(encoding="utf-8")
    assert "(invented)" in (VMC / "machine.yaml").read_text(encoding="utf-8")
    assert "assumed" in (AMA / "machine.yaml").read_text(encoding="utf-8")
    for file in (case / "evidence").glob("*.txt"):
        first = file.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith(("INVENTED for the example", "A note of ours"))


def test_vmc_850_describes_a_whole_machine_of_its_class(cg: ModuleType):
    case = cg.read_case(VMC)
    parents = {line.parent_id for line in case.bom}
    parts = [line for line in case.bom if line.kind is BomKind.PART and line.line_id not in parents]
    assert len(parts) >= 40
    assert len({line.subassembly for line in parts}) >= 12
    assert {line.kind for line in case.bom} == set(BomKind) - {BomKind.REPLACEMENT}
    states = Counter(case.machine.subassemblies.values())
    assert len(case.machine.subassemblies) == 13
    assert states[BomState.COMPLETE] > states[BomState.PARTIAL] > states[BomState.NONE] > 0


def test_vmc_850_closes_its_masses_and_shows_what_is_left(cg: ModuleType):
    footprint = cg.calculate(cg.read_case(VMC), draws=100)
    assert 0 < footprint.balance.unassigned_kg <= Decimal("0.01") * 5800
    assert any(line.id == "unassigned" for line in footprint.lines)
    with (VMC / "bom.csv").open(encoding="utf-8", newline="") as file:
        shipped = [row for row in csv.DictReader(file) if row["kind"] in {"packaging", "accessory"}]
    beside = sum(Decimal(row["quantity"]) * Decimal(row["net_mass_each [kg]"]) for row in shipped)
    assert footprint.machine.gross_shipping_mass_kg == 5800 + beside


def test_vmc_850_lies_in_the_plausible_band_and_fills_every_view(cg: ModuleType):
    footprint = cg.calculate(cg.read_case(VMC), draws=100)
    assert set(footprint.views) == set(View)
    gate, port, life = (footprint.total(view) for view in View)
    assert gate < port < life
    assert 2 < gate / 5800 < 7


def test_vmc_850_warns_only_of_what_nobody_stated(cg: ModuleType):
    codes = Counter(fault.code for fault in cg.check_case(VMC))
    assert codes == {"FP-003": 1, "FP-024": 4}


@pytest.mark.requirement("S1-10")
def test_every_line_of_vmc_850_has_a_family_and_every_supplied_one_a_tier(cg: ModuleType):
    case = cg.read_case(VMC)
    parents = {line.parent_id for line in case.bom}
    lines = [line for line in case.bom if line.line_id not in parents]
    assert {line.material for line in lines} <= set(shipped_library().families)
    assert {"grey_iron", "steel_plate", "aluminium_wrought"} <= {line.material for line in lines}
    supplied = [line for line in lines if not isinstance(line.supplier_id, Blank)]
    assert len(supplied) >= 40
    assert {line.tier for line in supplied} == {1}


@pytest.mark.requirement("S1-14")
def test_origin_of_a_line_chooses_the_region_of_its_factor(tmp_path: Path, cg: ModuleType):
    row = "1,8.6,buy,,supplier,{},,SUP-SHEET"
    other = edit(VMC, tmp_path / "other", "bom.csv", row.format("CN"), row.format("JP"))
    chosen = [
        next(line for line in footprint.lines if line.id == "bom/ENC-104").activity.choice.chosen
        for footprint in (cg.calculate(cg.read_case(case), draws=100) for case in (VMC, other))
    ]
    assert [factor.region.code for factor in chosen] == ["CN", "GLO"]
    plants = {line.plant for line in cg.read_case(VMC).bom if line.origin_country == "JP"}
    assert "Nagoya (invented)" in plants


@pytest.mark.requirement("S2-23", part="roles and stale sign-offs; no gate yet")
def test_every_section_of_vmc_850_has_an_owner_and_a_missing_one_is_named(
    tmp_path: Path, cg: ModuleType
):
    case = cg.read_case(VMC)
    assert {"purchasing", "engineering", "logistics"} <= {item.role for item in case.signoffs}
    assert all(item.prepared_by != item.reviewed_by for item in case.signoffs)
    unsigned = edit(
        VMC, tmp_path / "unsigned", "signoff.yaml", "section: transport", "section: suppliers"
    )
    found = [fault.found for fault in cg.check_case(unsigned) if fault.code == "CF-065"]
    assert found == ["nobody signed transport"]


@pytest.mark.requirement("S2-24")
def test_a_later_change_of_the_bill_makes_its_sign_off_stale(tmp_path: Path, cg: ModuleType):
    changed = edit(VMC, tmp_path / "changed", "bom.csv", "HT300,1,1997,", "HT300,1,1998,")
    stale = [fault.found for fault in cg.check_case(changed) if fault.code == "CF-064"]
    assert stale == ["bom has changed since Chen Hao (invented) signed it"]
    before, after = (cg.calculate(cg.read_case(case), draws=100) for case in (VMC, changed))
    assert before.machine.bom_version == "A3"
    assert before.case_digest != after.case_digest


PUBLISHED_KG = {
    "electrical steel": 2500,
    "other steel": 2350,
    "cast iron": 50,
    "aluminium": 120,
    "copper": 344,
    "insulation material": 90,
    "wooden packing material": 60,
    "impregnation resin": 20,
    "paint": 16,
}
"""Material table of ABB's environmental declaration for AMA 450, 1600 kW; it sums to 5550 kg."""

FAMILIES = {
    "electrical steel": "steel_electrical",
    "other steel": "steel_plate",
    "cast iron": "grey_iron",
    "aluminium": "aluminium_wrought",
    "copper": "copper",
    "insulation material": "insulation",
    "wooden packing material": "timber",
    "impregnation resin": "epoxy_resin",
    "paint": "paint",
}
"""As docs/method/example-ama-450.md fixed it before the first computation."""


def test_ama_450_has_exactly_the_published_masses(cg: ModuleType):
    case = cg.read_case(AMA)
    assert {line.description: line.net_mass_kg for line in case.bom} == PUBLISHED_KG
    assert {line.description: line.material for line in case.bom} == FAMILIES
    assert case.machine.gross_shipping_mass_kg == sum(PUBLISHED_KG.values()) == 5550
    assert case.machine.net_mass_kg == 5550 - 60


def test_ama_450_is_mass_times_factor_and_nothing_else(cg: ModuleType):
    library = shipped_library()
    expected = sum(
        kg * library.factors[library.defaults[FAMILIES[name], "*"][0].factor_id].total
        for name, kg in PUBLISHED_KG.items()
    )
    footprint = cg.calculate(cg.read_case(AMA), draws=100)
    assert footprint.view is View.CRADLE_TO_GATE
    assert footprint.total() == pytest.approx(float(expected), rel=1e-9)


FIRST_DAY_FAULTS = {
    ("CF-030", 8, "net_mass_each", "70"),
    ("CF-035", 10, "net_mass_each", "90"),
    ("CF-030", 12, "net_mass_each", "110"),
    ("CF-054", 13, "material", "120"),
    ("CF-050", 15, "line_id", "130"),
    ("CF-054", 17, "material", "160"),
    ("CF-038", 19, "net_mass_each", "180"),
}


def test_first_day_has_exactly_the_faults_of_a_first_day(cg: ModuleType):
    errors = [fault for fault in cg.check_case(FIRST_DAY) if fault.is_error]
    places = {(e.code, e.place.row, e.place.column, e.place.id) for e in errors}
    assert places == FIRST_DAY_FAULTS
    assert len(errors) == len(FIRST_DAY_FAULTS)
    assert {error.place.file for error in errors} == {f"first-day.xlsx[{BILL}]"}


def test_first_day_goes_from_refused_to_draft_to_final(cradlegate: InstalledCommand):
    refused = cradlegate("footprint", FIRST_DAY, "--draws", "100")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.count("error: ") == len(FIRST_DAY_FAULTS)
    draft = cradlegate("footprint", FIRST_DAY, "--draws", "100", "--draft")
    assert draft.returncode == 3
    assert draft.stdout.startswith("DRAFT · VMC-650")
    final = cradlegate("footprint", MENDED, "--draws", "100")
    assert final.returncode == 0
    assert "DRAFT" not in final.stdout


def test_first_day_is_what_its_tool_writes():
    for path, data in list_workbooks():
        assert path.read_bytes() == data
    assert len(LINES) == 20
