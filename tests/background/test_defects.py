"""Every class of defect found in the raw tables, by name, and the page that reports it."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from cradlegate.background.factor import Factor, FactorFamily, FactorKind, Role, Scope
from cradlegate.background.library import shipped_library
from cradlegate.background.selection import Need, select_named
from cradlegate.core.category import Category
from cradlegate.core.fault import FaultsError
from cradlegate.core.grade import DataGrade

LIBRARY = shipped_library()
FACTORS = LIBRARY.factors
PAGE = Path(__file__).parents[2] / "docs" / "method" / "factor-library.md"
GRID = Need("electricity", "CN")


def refusal_of(factor_id: str, need: Need, unit: str) -> str:
    with pytest.raises(FaultsError) as caught:
        select_named(factor_id, need, unit, "case", "tried", LIBRARY)
    (fault,) = caught.value.faults
    assert fault.code == "BG-003"
    assert factor_id in fault.found
    return fault.found


@pytest.mark.parametrize(
    ("factor_id", "word"),
    [
        ("grid-cn-sd-2023", "CO2 only"),
        ("grid-jp-2024", "CO2 only"),
        ("grid-cn-2023-resid", "residual"),
        ("grid-vn-2023", "margin"),
        ("grid-in-om", "margin"),
        ("grid-sg-om-2014", "margin"),
        ("grid-id-sumatra-jcm", "project credits"),
        ("grid-id-ruptl-2024", "projection"),
        ("grid-kr-2023-gen", "generator"),
        ("grid-gb-2025", "generation alone"),
        ("grid-gb-2025-wtttd", "component"),
        ("grid-th-2026-upstream", "parts"),
        ("grid-cn-2023-fossil", "fossil"),
        ("grid-my-pen-2022-prov", "second official series"),
    ],
)
@pytest.mark.requirement("S3-15")
def test_grid_figure_of_an_incomplete_family_is_refused_by_name(factor_id: str, word: str) -> None:
    assert word in refusal_of(factor_id, GRID, "kWh")


@pytest.mark.parametrize(
    ("factor_id", "need", "unit", "word"),
    [
        (
            "tr-desnz25-freight-flights-long-haul-to-from-uk-with-rf-wtw",
            Need("freight_aircraft", ""),
            "t.km",
            "radiative-forcing",
        ),
        ("bc-28065", Need("freight_aircraft", ""), "t.km", "radiative-forcing"),
        ("mat-uslci-e0243fb9", Need("steel_plate", ""), "kg", "credit inside"),
        ("bc-34666", Need("eol_recycling/ferrous", ""), "kg", "secondary production"),
        ("bc-34620", Need("eol_recycling/electronics", ""), "kg", "secondary production"),
        ("eol-credit-copper", Need("eol_credit/ferrous", ""), "kg", "barred row"),
        ("bc-34667", Need("eol_credit/ferrous", ""), "kg", "restates"),
        (
            "eol-desnz25-plastics-average-plastics-incineration-with-energy-recovery",
            Need("eol_incineration/plastic", ""),
            "kg",
            "transport only",
        ),
        (
            "eol-desnz25-weee-mixed-open-loop",
            Need("eol_recycling/electronics", ""),
            "kg",
            "transport only",
        ),
        ("fuel-itf-diesel-oil", Need("diesel", ""), "L", "gasoline equivalent"),
        ("fuel-wtt-desnz25-lpg-litres", Need("lpg", ""), "L", "combustion is missing"),
        ("fuel-tgo22-diesel-l", Need("diesel", ""), "L", "upstream is missing"),
        ("bc-24236", Need("circuit_board", ""), "m2", "gate to gate"),
        ("mat-itf-stainless-steel", Need("steel_stainless", ""), "kg", "implausible"),
        ("bc-26733", Need("copper", ""), "kg", "implausible"),
        ("bc-20909", Need("timber", ""), "kg", "implausible"),
        ("bc-26737", Need("cardboard", ""), "kg", "implausible"),
        ("spend-epa-us-machine-shops", Need("spend_machine_tool", ""), "USD", "implausible"),
        ("bc-20541", Need("zinc", ""), "kg", "no separate datum"),
        ("mat-worldsteel-2023", Need("steel_plate", ""), "kg", "CO2 only"),
        ("mat-castiron-min", Need("grey_iron", ""), "kg", "lower bound"),
        ("gwp-ar4-gwp100-hfc134a", Need("R-134a", ""), "kg", "AR4"),
    ],
)
@pytest.mark.requirement("S3-10", part="sets listed and kept apart")
def test_defective_figure_is_refused_with_its_reason(
    factor_id: str, need: Need, unit: str, word: str
) -> None:
    assert word in refusal_of(factor_id, need, unit)


def test_checked_structural_steel_stays_usable() -> None:
    assert not FACTORS["mat-uslci-60b5e1ee"].barred
    assert "no credit inside" in FACTORS["mat-uslci-60b5e1ee"].decision


def test_thai_and_british_electricity_are_the_sums_of_their_parts() -> None:
    assert FACTORS["grid-th-2026-total"].total == Decimal("0.5562")
    assert FACTORS["grid-gb-2025-total"].total == Decimal("0.2454")


@pytest.mark.requirement("S3-15")
def test_regions_carry_a_code_and_its_scheme() -> None:
    assert FACTORS["grid-cn-east-china-2023"].region.scheme == "cn-grid"
    assert FACTORS["grid-us-camx-2022"].region.code == "CAMX"
    assert FACTORS["grid-us-state-ca-2023"].region.code == "US-CA"
    assert FACTORS["grid-my-sabah-2024-prov"].region.code == "MY-12"
    assert FACTORS["mat-itf-virgin-cast-aluminum-coal"].region.code == "CN"
    assert not [f.id for f in FACTORS.values() if ":" in f.region.code or "/" in f.region.code]


def test_scope_flags_name_what_a_figure_already_contains() -> None:
    assert FACTORS["mat-desnz25-wood-prim"].scope == {Scope.FORMING, Scope.INBOUND}
    assert FACTORS["mat-itf-rubber"].scope == {Scope.FORMING}
    assert Scope.NET_CALORIFIC in FACTORS["bc-26621"].scope
    assert Scope.INFRASTRUCTURE in FACTORS["grid-kr-owid2023"].scope
    unladen = FACTORS["tr-desnz25-hgv-all-diesel-all-artics-100-laden-wtw"]
    assert Scope.EMPTY_RUNNING not in unladen.scope


def test_gross_gas_bill_has_a_figure_of_its_own() -> None:
    assert FACTORS["fuel-natural-gas-gross-kwh"].total == Decimal("0.204754")  # 0.227 × 0.902
    assert not FACTORS["fuel-natural-gas-gross-kwh"].scope


def test_nothing_unverified_entered() -> None:
    left_out = ("grid-tw-2024", "gwp-ar6-gwp20-ch4-fossil", "gwp-ar6-gtp100-ch4-biogenic")
    assert not set(left_out) & set(FACTORS)


def test_timber_takes_up_what_it_releases() -> None:
    # 1 kg air dry ÷ 1.12 = 0.892857 kg dry; × 0.5 = 0.446429 kg C; × 44/12 = 1.636905 kg CO2
    uptake, release = FACTORS["bio-timber-uptake"], FACTORS["bio-timber-release"]
    assert uptake.values == {Category.BIOGENIC_REMOVALS: Decimal("-1.636905")}
    assert release.values == {Category.BIOGENIC_EMISSIONS: Decimal("1.636905")}
    assert (uptake.pair, release.pair) == (release.id, uptake.id)
    assert uptake.role is Role.UPTAKE


def test_estimates_are_never_shown_as_sourced() -> None:
    own = [factor for factor in FACTORS.values() if factor.id.startswith("est-")]
    assert len(own) == 15
    for factor in own:
        assert factor.grade is DataGrade.ESTIMATE
        assert factor.source.citation.startswith("Own engineering estimate")
        assert factor.source.licence == "own"


def test_air_freight_stands_in_the_aircraft_category() -> None:
    flights = [f for f in FACTORS.values() if f.material_key == "air"]
    assert len(flights) == 18
    assert all(set(factor.values) == {Category.AIRCRAFT} for factor in flights)


def is_grid(family: FactorFamily) -> Callable[[Factor], bool]:
    return lambda factor: factor.kind is FactorKind.ELECTRICITY and factor.family is family


DEFECT_CLASSES: dict[str, Callable[[Factor], bool]] = {
    "radiative forcing inside": lambda f: Scope.RADIATIVE_FORCING in f.scope,
    "credit inside": lambda f: Scope.CREDIT_INSIDE in f.scope,
    "secondary production inside": lambda f: Scope.SECONDARY_PRODUCTION in f.scope,
    "credits that restate or lost their burden": lambda f: f.role is Role.CREDIT and bool(f.barred),
    "transport only, end of life": lambda f: f.family is FactorFamily.TRANSPORT_ONLY,
    "transport only, barred": lambda f: f.family is FactorFamily.TRANSPORT_ONLY and bool(f.barred),
    "grid: CO2 only": is_grid(FactorFamily.CO2_ONLY),
    "grid: residual": is_grid(FactorFamily.RESIDUAL),
    "grid: marginal": is_grid(FactorFamily.MARGINAL),
    "grid: projection": is_grid(FactorFamily.PROJECTION),
    "grid: generation only": is_grid(FactorFamily.GENERATION_ONLY),
    "grid: component": is_grid(FactorFamily.COMPONENT),
    "grid: fossil only": is_grid(FactorFamily.FOSSIL_ONLY),
    "double series, Malaysia 2022": lambda f: "second official series" in f.barred,
    "region codes": lambda f: (
        f.region.scheme in {"egrid", "cn-grid", "my-grid", "id-grid", "supplier"}
    ),
    "litre of gasoline equivalent": lambda f: "gasoline equivalent" in f.barred,
    "net calorific value": lambda f: Scope.NET_CALORIFIC in f.scope,
    "upstream only": lambda f: f.family is FactorFamily.WELL_TO_TANK,
    "combustion only": lambda f: (
        f.kind is FactorKind.FUEL and f.family is FactorFamily.TANK_TO_WHEEL
    ),
    "tank to wheel, transport": lambda f: (
        f.kind is FactorKind.TRANSPORT and f.family is FactorFamily.TANK_TO_WHEEL
    ),
    "circuit boards per m²": lambda f: f.unit == "m2",
    "implausible": lambda f: "implausible" in f.barred,
    "repeated figures": lambda f: "no separate datum" in f.barred,
    "crude steel, CO2": lambda f: f.kind is FactorKind.MATERIAL and f.family == "co2_only",
    "scope of vehicle parts": lambda f: f.id.startswith("mat-itf-") and Scope.FORMING in f.scope,
    "scope of DESNZ materials": lambda f: f.id.startswith("mat-desnz") and Scope.INBOUND in f.scope,
    "AR4 gases": lambda f: f.kind is FactorKind.GAS and f.gwp_set == "AR4",
    "no category split": lambda f: Category.UNSPLIT in f.values,
}


@pytest.mark.parametrize("defect", DEFECT_CLASSES)
def test_the_page_counts_the_rows_of_each_defect(defect: str) -> None:
    lines = [line.split("|") for line in PAGE.read_text(encoding="utf-8").splitlines()]
    (told,) = [int(cells[3]) for cells in lines if len(cells) == 5 and cells[1].strip() == defect]
    assert told == sum(map(DEFECT_CLASSES[defect], FACTORS.values()))


def test_the_page_states_the_totals() -> None:
    text = PAGE.read_text(encoding="utf-8")
    barred = sum(bool(factor.barred) for factor in FACTORS.values())
    drawn_by_default = sum(factor.spread.is_default for factor in FACTORS.values())
    assert f"{len(FACTORS):,} factors, {len(LIBRARY.references)} reference values" in text
    assert f"{barred} rows are barred" in text
    assert f"{drawn_by_default}\nrows take it" in text
