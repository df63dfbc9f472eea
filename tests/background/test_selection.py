from decimal import Decimal

import pytest

from cradlegate.background.factor import FactorKind
from cradlegate.background.library import load_library, shipped_files, shipped_library
from cradlegate.background.library_check import COMPLETE_GRIDS, needed_keys
from cradlegate.background.selection import Choice, Need, select_default, select_named
from cradlegate.core.fault import FaultsError

LIBRARY = shipped_library()
FAMILIES = [
    "grey_iron",
    "ductile_iron",
    "cast_steel",
    "steel_plate",
    "steel_sheet",
    "steel_galvanized",
    "steel_bar",
    "steel_alloy",
    "steel_bearing",
    "steel_tool",
    "steel_stainless",
    "steel_electrical",
    "aluminium_cast",
    "aluminium_wrought",
    "copper",
    "brass_bronze",
    "zinc",
    "magnet_ndfeb",
    "plastic_general",
    "plastic_pa",
    "plastic_pc",
    "plastic_pom",
    "plastic_abs",
    "plastic_pvc",
    "plastic_pe",
    "plastic_pp",
    "rubber",
    "glass",
    "glass_fibre",
    "epoxy_resin",
    "insulation",
    "paint",
    "granite",
    "mineral_casting",
    "carbide",
    "mineral_oil",
    "coolant_concentrate",
    "water",
    "assist_gas",
    "timber",
    "cardboard",
    "plastic_film",
    "motor_electric",
    "servo_motor",
    "drive_electronic",
    "cnc_control",
    "circuit_board",
    "cabinet_electric",
    "cable",
    "it_electronics",
    "operator_panel",
    "pump",
    "chiller_unit",
    "linear_guide",
    "ball_screw",
    "bearing",
    "hydraulic_unit",
    "pneumatics",
    "sensor",
    "optics",
    "machine_general",
]


def fault_of(factor_id: str, need: Need, unit: str) -> tuple[str, str]:
    with pytest.raises(FaultsError) as caught:
        select_named(factor_id, need, unit, "bom/BED-01", "tried", LIBRARY)
    (fault,) = caught.value.faults
    assert fault.place.id == "bom/BED-01"
    return fault.code, fault.found


def choose(key: str, region: str, unit: str) -> Choice:
    return select_default(Need(key, region), unit, "case", LIBRARY)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_a_default_per_kg_anywhere(family: str) -> None:
    choice = choose(family, "", "kg")
    assert choice.chosen.kind is FactorKind.MATERIAL
    assert choice.chosen.total > 0
    assert choice.reason


def test_the_families_are_these() -> None:
    assert list(LIBRARY.families) == FAMILIES


def test_every_needed_key_resolves_without_the_share_alike_folder() -> None:
    files = {k: v for k, v in shipped_files().items() if not k.startswith("cc_by_sa/")}
    library = load_library(files)
    for key in needed_keys(library):
        for default in library.defaults[key, "*"]:
            choice = select_default(Need(key, "XX"), default.unit, "case", library)
            assert choice.chosen.unit == default.unit
            assert choice.rule == "default"
            assert choice.effect == ""


@pytest.mark.requirement("S3-15")
@pytest.mark.requirement("S2-21", part="regional grid with source")
@pytest.mark.parametrize(
    ("region", "factor_id"),
    [
        ("CN", "grid-cn-lca-2024"),
        ("CN-GD", "grid-cn-lca-2024"),
        ("KR", "grid-kr-owid2023"),
        ("VN", "grid-vn-owid2023"),
        ("TH", "grid-th-2026-total"),
        ("GB", "grid-gb-2025-total"),
        ("JP", "grid-jp-owid2023"),
        ("TW", "grid-tw-owid2023"),
        ("AQ", "grid-glo-owid"),
        ("", "grid-glo-owid"),
    ],
)
def test_electricity_follows_the_country_of_the_process(region: str, factor_id: str) -> None:
    assert choose("electricity", region, "kWh").chosen.id == factor_id


def test_electricity_defaults_are_of_complete_families_only() -> None:
    chosen = [
        LIBRARY.factors[default.factor_id]
        for (key, _), defaults in LIBRARY.defaults.items()
        if key == "electricity"
        for default in defaults
    ]
    assert len(chosen) == 67
    assert {factor.family for factor in chosen} == COMPLETE_GRIDS


@pytest.mark.requirement("S1-14")
def test_origin_decides_the_aluminium_factor() -> None:
    world, china = (
        choose("aluminium_wrought", "DE", "kg"),
        choose("aluminium_wrought", "CN", "kg"),
    )
    assert world.chosen.id == "mat-iai-prim-al-2022"
    assert china.chosen.id == "mat-itf-virgin-wrought-aluminum-coal"
    assert china.chosen.total > world.chosen.total


def test_a_family_without_a_source_is_marked_as_proxy() -> None:
    servo, motor = choose("servo_motor", "", "kg"), choose("motor_electric", "", "kg")
    assert servo.chosen is motor.chosen
    assert (servo.is_proxy, motor.is_proxy) == (True, False)
    assert servo.mapping_score > motor.mapping_score


def test_proxies_score_badly() -> None:
    defaults = [
        d for found in LIBRARY.defaults.values() for d in found if d.key in LIBRARY.families
    ]
    per_kg = [d for d in defaults if d.is_proxy and d.unit == "kg" and d.region == "*"]
    assert len(per_kg) == 35
    assert {default.mapping_score for default in per_kg} == {4, 5}


def test_the_billed_unit_decides_among_defaults() -> None:
    assert choose("natural_gas", "", "kWh").chosen.id == "bc-26621"
    assert choose("natural_gas", "", "MJ").chosen.id == "bc-26621"
    assert choose("natural_gas", "", "m3").chosen.id == "bc-26632"
    assert choose("natural_gas", "", "Nm3").chosen.id == "fuel-natural-gas-nm3"
    assert choose("cabinet_electric", "", "item").chosen.id == "bc-20912"
    assert choose("steel_plate", "", "t").chosen.unit == "kg"


def test_a_country_default_that_does_not_fit_the_unit_gives_way_to_the_world() -> None:
    text = shipped_files()["defaults.csv"].decode()
    extra = "cable,CN,m,bc-24250,3,no,inner cable,house,2026-11\n"
    library = load_library({**shipped_files(), "defaults.csv": (text + extra).encode()})
    assert select_default(Need("cable", "CN"), "m", "case", library).chosen.id == "bc-24250"
    assert select_default(Need("cable", "CN"), "kg", "case", library).chosen.id == "est-cable"


def test_alternatives_are_usable_rows_of_the_same_key() -> None:
    choice = choose("electricity", "CN", "kWh")
    assert "grid-cn-lca-2023" in choice.alternatives
    assert "grid-cn-sd-2023" not in choice.alternatives
    assert "grid-vn-owid2023" not in choice.alternatives
    assert choice.chosen.id not in choice.alternatives


@pytest.mark.requirement("S3-15")
def test_naming_a_factor_records_its_effect_against_the_default() -> None:
    need = Need("electricity", "CN")
    choice = select_named("grid-cn-lca-2023", need, "kWh", "energy/E1", "bill of 2023", LIBRARY)
    assert choice.effect == "0.0428"  # 0.6205 − 0.5777
    assert (choice.rule, choice.reason) == ("named", "bill of 2023")
    assert choice.mapping_score == 2


def test_effect_is_per_unit_of_the_amount() -> None:
    need = Need("steel_plate", "")
    choice = select_named("bc-26729", need, "t", "bom/1", "French mill", LIBRARY)
    assert Decimal(choice.effect) == Decimal("-92.2")  # (2.211 − 2.3032) × 1000


def test_naming_the_default_keeps_its_reviewed_score() -> None:
    need = Need("servo_motor", "")
    choice = select_named("bc-20585", need, "kg", "bom/1", "as usual", LIBRARY)
    assert (choice.effect, choice.mapping_score) == ("0", 4)


def test_a_factor_of_another_family_scores_unknown() -> None:
    need = Need("grey_iron", "")
    choice = select_named("bc-26729", need, "kg", "bom/1", "welded", LIBRARY)
    assert choice.mapping_score == 5


def test_effect_is_unknown_where_the_key_has_no_default() -> None:
    choice = select_named("elec-tech-hydro", Need("own", ""), "kWh", "x", "own plant", LIBRARY)
    assert choice.effect == "?"


def test_unknown_factor_names_near_matches() -> None:
    code, found = fault_of("grid-cn-lca-2025", Need("electricity", "CN"), "kWh")
    assert code == "BG-001"
    assert "grid-cn-lca-2024" in found


def test_unknown_key_names_near_matches() -> None:
    with pytest.raises(FaultsError, match=r"(?s)near: grey_iron.*BG-002"):
        select_default(Need("gray_iron", "CN"), "kg", "bom/1", LIBRARY)


@pytest.mark.parametrize("unit", ["kWh", "foo", "m3"])
def test_amount_that_does_not_fit_is_refused(unit: str) -> None:
    code, found = fault_of("bc-26729", Need("steel_plate", ""), unit)
    assert code == "BG-004"
    assert unit in found
    with pytest.raises(FaultsError, match="BG-004"):
        select_default(Need("steel_plate", ""), unit, "bom/1", LIBRARY)


@pytest.mark.parametrize("factor_id", ["eol-credit-steel", "eol-itf-disposal", "bio-timber-uptake"])
def test_a_material_line_takes_no_credit_treatment_or_uptake(factor_id: str) -> None:
    code, _ = fault_of(factor_id, Need("steel_plate", ""), "kg")
    assert code == "BG-005"
