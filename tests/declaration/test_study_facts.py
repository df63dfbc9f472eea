"""Every fact about a study is read off its declaration, or left unknown."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from cradlegate.core.blank import Blank
from cradlegate.core.category import Category
from cradlegate.core.grade import DataGrade
from cradlegate.core.period import Interval
from cradlegate.core.stage import Stage, View
from cradlegate.declaration.blocks import (
    Chosen,
    LeftOut,
    NamedFactor,
    SharedKey,
    UsedFactor,
)
from cradlegate.declaration.declaration import Declaration, ViewResult
from cradlegate.declaration.document import make_document
from cradlegate.declaration.study.judge import supply_study_facts
from cradlegate.footprint.inventory.activity import CoverageClass
from cradlegate.regimes.values import Extent
from cradlegate.regimes.vocabulary import shipped_vocabulary
from tests.declaration.shipped_case import declaration, declared_example

UNKNOWN, ABSENT = Blank.UNKNOWN, Blank.ABSENT
Change = Callable[[Declaration], Declaration]
FACTOR = UsedFactor(
    id="grid-cn-lca-2024",
    name="China electricity average, life-cycle carbon footprint factor",
    kgco2e_per_unit=Decimal("0.5777"),
    unit="kWh",
    region="CN",
    years="2024",
    gwp_set="AR6",
    grade=DataGrade.DATABASE,
    is_proxy=False,
    has_default_spread=False,
    source="Bureau of Figures (invented), Table 1",
    licence="own",
    share=Decimal("0.6"),
)


def in_block(name: str, **values: Any) -> Change:
    """Change fields of one block."""

    def change(one: Declaration) -> Declaration:
        block = replace(getattr(one.blocks, name), **values)
        fields: dict[str, Any] = {name: block}
        return replace(one, blocks=replace(one.blocks, **fields))

    return change


def in_machine(**values: Any) -> Change:
    return lambda one: replace(one, machine=replace(one.machine, **values))


def of_factors(*factors: UsedFactor) -> Change:
    return in_block("assumptions", factors=factors)


def of_choice(subject: str, chosen: str = "said", reason: str = "why") -> Change:
    return in_block("choices", method=(Chosen(subject, chosen, reason),))


def in_headline(**values: Any) -> Change:
    """Change the view that the declaration is about."""

    def change(one: Declaration) -> Declaration:
        views = tuple(
            replace(each, **values) if each.view is one.results.headline else each
            for each in one.results.views
        )
        return replace(one, results=replace(one.results, views=views))

    return change


def without_view(view: View) -> Change:
    def change(one: Declaration) -> Declaration:
        views = tuple(each for each in one.results.views if each.view is not view)
        return replace(one, results=replace(one.results, views=views))

    return change


def facts(*changes: Change) -> dict[str, Any]:
    """What is known of the example after changes, by name without `study.`."""
    one = declaration()
    for change in changes:
        one = change(one)
    base = supply_study_facts(make_document(one))
    return {name.removeprefix("study."): fact.value for name, fact in base.facts.items()}


EXAMPLE = facts()


def test_every_fact_of_the_vocabulary_is_supplied_with_its_place():
    base = supply_study_facts(declared_example())
    named = {name for name in shipped_vocabulary().facts if name.startswith("study.")}
    assert set(base.facts) == named
    assert [name for name, fact in base.facts.items() if not fact.source] == []
    assert (base.id, base.machines, base.documents) == (declaration().id, (), ())


def test_pointers_lead_to_what_they_name():
    document = declared_example().document["credentialSubject"]["declaration"]
    base = supply_study_facts(declared_example())
    followed = 0
    for fact in base.facts.values():
        for pointer in fact.source.partition(":")[0].split(", "):
            if pointer.startswith("/"):
                found: Any = document
                for part in pointer[1:].split("/"):
                    found = found[int(part)] if isinstance(found, list) else found[part]
                followed += 1
    assert followed > 50


def test_what_no_declaration_says_is_unknown():
    for name in (
        "verified",
        "review_stated",
        "own_attributes_kept",
        "direct_attributes_kept",
        "comparison_same_rules",
        "trend_same_rules",
    ):
        assert EXAMPLE[name] is UNKNOWN


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("headline_kgco2e", declaration().headline.total.kgco2e),
        ("issued", Interval(date(2026, 3, 31), date(2026, 3, 31))),
        ("cnc", True),
        ("contract_cites", ()),
        ("goal", ("application", "reasons", "audience", "communication")),
        ("product_rules", "none_found"),
        ("label", "partial_footprint"),
        ("boundary_stages", ("raw_material", "manufacturing", "transport")),
        ("stages_shown", ("raw_material", "manufacturing", "transport", "use", "end_of_life")),
        ("stages_without_figure", Decimal(0)),
        ("unit_amount", Decimal(1)),
        ("reference_flow_kg", Decimal(5800)),
        ("service_life_years", Decimal(10)),
        ("hours_per_year", Decimal(4000)),
        ("use_grid", "VN"),
        ("per_hour_agrees", True),
        ("data_period", "2025"),
        ("data_until", Interval(date(2025, 12, 31), date(2025, 12, 31))),
        ("cutoff_mass", Decimal(1)),
        ("left_out_without_reason", Decimal(0)),
        ("coverage_energy", Decimal(100)),
        ("allocation_drivers", ("machine_h", "unit")),
        ("allocation_keys", Decimal(2)),
        ("choices", Decimal(4)),
        ("end_of_life_method", "cut_off"),
        ("end_of_life_at_destination", True),
        ("electricity", ("grid",)),
        ("electricity_unplaced", Decimal(0)),
        ("electricity_cn_other", Decimal(0)),
        ("instruments", False),
        ("own_generation", False),
        ("direct_line", False),
        ("grid_basis", "consumption_mix"),
        ("credits_in_total", False),
        ("other_in_total", False),
        ("timing_in_total", False),
        ("gwp_target", "AR6"),
        ("uncertainty_level", Decimal(95)),
        ("draws", Decimal(2000)),
        ("general_claims", Decimal(0)),
        ("comparisons", Decimal(0)),
        ("trend_shown", False),
    ],
)
def test_the_example_says(name: str, value: Any):
    """Each value stands in the files of the case, or follows from them in one step."""
    assert EXAMPLE[name] == value


# Goal, boundary, unit.


def test_an_empty_part_of_the_goal_is_not_stated():
    assert facts(in_block("goal", audience=" "))["goal"] == (
        "application",
        "reasons",
        "communication",
    )


def test_the_standard_of_communication_is_read_off_the_goal():
    assert EXAMPLE["communication_standard"] is UNKNOWN
    named = facts(in_block("goal", communication="a report by ISO 14026"))
    assert named["communication_standard"] == "ISO 14026"


def test_no_product_rules_at_all_are_known_to_be_absent():
    stated = facts(in_block("goal", product_rules="", product_rules_deviation=ABSENT))
    assert (stated["product_rules"], stated["product_rules_deviation"]) == (ABSENT, ABSENT)


@pytest.mark.parametrize(
    ("kind", "nameplate", "expected"),
    [
        ("machining_centre", {}, True),
        ("lathe", {"cnc": "a control"}, False),
        ("milling_machine", {"cnc": "a control"}, True),
        ("milling_machine", {"cnc": "none"}, UNKNOWN),
        ("milling_machine", {"cnc": ""}, UNKNOWN),
        ("laser_cutting_machine", {}, UNKNOWN),
    ],
)
def test_numerical_control_is_told_by_the_kind_or_the_name_plate(kind, nameplate, expected):
    told = facts(in_machine(kind=kind, nameplate=MappingProxyType(nameplate)))
    assert told["cnc"] is expected


def test_a_whole_life_is_called_the_footprint():
    assert facts(in_block("system_boundary", view=View.WHOLE_LIFE))["label"] == "footprint"


def test_a_stage_within_the_boundary_needs_a_figure():
    wider = in_block("system_boundary", stages=(Stage.A1, Stage.A3, Stage.A4, Stage.B6, Stage.C3))
    stated = facts(wider)
    assert stated["boundary_stages"] == EXAMPLE["stages_shown"]
    assert stated["stages_without_figure"] == Decimal(2)
    assert facts(without_view(View.WHOLE_LIFE))["stages_shown"] == EXAMPLE["boundary_stages"]


def test_what_is_left_out_is_counted_by_what_it_lacks():
    left_out = (
        LeftOut("a", Stage.A3, "why", Decimal(1)),
        LeftOut("b", Stage.A3, " ", Decimal(1)),
        LeftOut("c", Stage.A3, "", UNKNOWN),
    )
    stated = facts(in_block("system_boundary", left_out=left_out))
    assert stated["left_out_without_reason"] == Decimal(2)
    assert stated["left_out_without_estimate"] == Decimal(1)


def test_a_period_that_is_no_date_has_no_last_day():
    stated = facts(in_block("system_boundary", data_period="last year"))
    assert (stated["data_period"], stated["data_until"]) == ("last year", UNKNOWN)


def test_a_figure_per_hour_agrees_with_the_whole_life_or_not():
    """10 years of 4,000 hours: a per cent more an hour is a per cent more a machine."""
    per_hour = declaration().blocks.declared_unit.per_hour
    assert per_hour is not None
    more = replace(per_hour, kgco2e=per_hour.kgco2e * Decimal("1.01"))
    assert facts(in_block("declared_unit", per_hour=more))["per_hour_agrees"] is False
    assert facts(without_view(View.WHOLE_LIFE))["per_hour_agrees"] is False
    none = facts(in_block("declared_unit", per_hour=None))
    assert (none["per_hour_agrees"], none["service_life_years"]) == (ABSENT, ABSENT)


@pytest.mark.parametrize(("region", "expected"), [("VN", True), ("CN", False), (UNKNOWN, UNKNOWN)])
def test_the_end_of_life_is_compared_with_the_destination(region, expected):
    stated = facts(in_block("allocation", end_of_life_region=region))
    assert stated["end_of_life_at_destination"] is expected


# Choices and blocks.


def test_choices_without_a_reason_are_counted_of_both_kinds():
    stated = facts(
        in_block(
            "choices",
            method=(Chosen("a", "b", ""), Chosen("a", "b", "c")),
            factors=(NamedFactor("line", "factor", "1", " "),),
        )
    )
    assert (stated["choices"], stated["choices_without_reason"]) == (Decimal(3), Decimal(2))


@pytest.mark.parametrize(
    ("subject", "name", "expected"),
    [
        ("Limitations of the study", "limits", "said"),
        ("Conclusions", "conclusions", "said"),
        ("critical review", "critical_review", "said"),
        ("Allocation of energy", "allocation_reason", "why"),
        ("GWP set", "gwp_reason", "why"),
        ("something else", "limits", UNKNOWN),
        ("something else", "allocation_reason", UNKNOWN),
    ],
)
def test_words_of_the_maker_are_found_by_the_subject_of_a_choice(subject, name, expected):
    assert facts(of_choice(subject))[name] == expected


def test_an_empty_choice_says_nothing():
    assert facts(of_choice("limitations", chosen=" "))["limits"] is UNKNOWN


BLOCKS = ("system_boundary", "functional_unit", "allocation", "primary_data_share", "uncertainty", "sensitivity")  # fmt: skip


@pytest.mark.requirement("S3-20", part="a block that says nothing is not there")
@pytest.mark.parametrize(
    ("change", "missing"),
    [
        (in_block("system_boundary", stages=()), "system_boundary"),
        (in_block("declared_unit", amount=Decimal(0)), "functional_unit"),
        (in_block("allocation", keys=(), end_of_life_method=UNKNOWN), "allocation"),
        (in_block("sensitivity", varied=()), "sensitivity"),
        (in_block("sensitivity", count=0), "sensitivity"),
    ],
)
def test_a_block_that_says_nothing_is_not_there(change: Change, missing: str):
    assert facts(change)["blocks"] == tuple(each for each in BLOCKS if each != missing)


def test_a_block_of_allocation_stands_on_keys_or_on_the_end_of_life():
    assert facts(in_block("allocation", keys=()))["blocks"] == BLOCKS
    assert facts(in_block("allocation", end_of_life_method=UNKNOWN))["blocks"] == BLOCKS
    by_value = SharedKey("money", "value", Decimal("0.1"), Decimal(1))
    assert facts(in_block("allocation", keys=(by_value,)))["allocation_drivers"] == ("value",)


# Claims.


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("our green machine", "general_claims"),
        (f"our green machine, sha256:{'a' * 64}", "general_claims"),
        ("a machine that offsets its emissions", "neutrality_claims"),
        ("endorsed by the JRC", "endorsement_claims"),
    ],
)
def test_claims_in_the_makers_words_are_counted(words: str, name: str):
    stated = facts(in_block("goal", reasons=words))
    assert stated[name] == Decimal(1)
    assert stated["trend_shown"] is False


def test_a_comparison_may_be_a_trend_even_where_digests_carry_it():
    bare = facts(in_block("goal", reasons="less CO2 than others"))
    assert (bare["comparisons"], bare["trend_shown"]) == (Decimal(1), UNKNOWN)


# Figures.


def split_evenly(one: ViewResult, unsplit: Decimal) -> Any:
    """80 fossil, 5 by air, 10 biogenic, 5 land use; then what cannot be separated."""
    by_category = {
        Category.FOSSIL_OTHER: Decimal(80),
        Category.AIRCRAFT: Decimal(5),
        Category.BIOGENIC_EMISSIONS: Decimal(10),
        Category.BIOGENIC_REMOVALS: Decimal(-7),
        Category.LAND_USE_CHANGE: Decimal(5),
        Category.UNSPLIT: unsplit,
    }
    return replace(one.total, kgco2e=Decimal(100) + unsplit, by_category=by_category)


def with_total(unsplit: str, **values: Any) -> Change:
    total = split_evenly(declaration().headline, Decimal(unsplit))
    return in_headline(total=replace(total, **values))


def test_categories_that_are_apart_are_figures():
    """Net fossil is fossil and aircraft: 80 + 5."""
    stated = facts(with_total("0"))
    assert stated["net_fossil_kgco2e"] == Decimal(85)
    assert stated["aircraft_kgco2e"] == Decimal(5)
    assert stated["biogenic_emissions_kgco2e"] == Decimal(10)
    assert stated["biogenic_removals_kgco2e"] == Decimal(-7)
    assert stated["land_use_change_kgco2e"] == Decimal(5)
    assert stated["other_in_total"] is False


def test_beside_what_cannot_be_separated_no_category_but_removals_is_known():
    stated = facts(with_total("1"))
    for name in ("net_fossil", "aircraft", "biogenic_emissions", "land_use_change"):
        assert stated[f"{name}_kgco2e"] is UNKNOWN
    assert stated["biogenic_removals_kgco2e"] == Decimal(-7)
    assert stated["other_in_total"] is False


def test_a_category_that_nobody_stated_is_unknown():
    total = split_evenly(declaration().headline, Decimal(0))
    open_one = {**total.by_category, Category.AIRCRAFT: UNKNOWN}
    stated = facts(in_headline(total=replace(total, by_category=open_one)))
    assert (stated["aircraft_kgco2e"], stated["net_fossil_kgco2e"]) == (UNKNOWN, UNKNOWN)


def test_an_offset_taken_off_the_total_is_seen():
    """The categories sum to 100; a total of 90 holds something else."""
    assert facts(with_total("0", kgco2e=Decimal(90)))["other_in_total"] is True


def test_a_credit_in_a_total_or_in_the_boundary_is_seen():
    by_stage = {**declaration().headline.by_stage, Stage.D: declaration().headline.total}
    assert facts(in_headline(by_stage=by_stage))["credits_in_total"] is True
    assert facts(in_block("system_boundary", stages=(Stage.A1, Stage.D)))["credits_in_total"]


def axes(unestimated: int, *, shares: bool = True) -> Change:
    """Mass and energy recorded in full; of greenhouse gas 94 % recorded and 2 % left out."""
    ghg = {
        CoverageClass.RECORDED: Decimal("0.94"),
        CoverageClass.TEMPLATE: Decimal("0.04"),
        CoverageClass.EXCLUDED: Decimal("0.02"),
        CoverageClass.UNKNOWN: Decimal(0),
    }
    axis = declaration().blocks.coverage.axes[2]
    one = replace(axis, shares=ghg if shares else {}, unestimated=unestimated)
    return in_block("coverage", axes=(one,))


def test_shares_of_an_axis_are_per_cent():
    stated = facts(axes(0))
    assert (stated["coverage_ghg"], stated["left_out_ghg"]) == (Decimal(94), Decimal(2))
    assert stated["coverage_mass"] is UNKNOWN


def test_what_has_no_estimate_can_only_lower_what_is_recorded():
    stated = facts(axes(1))
    assert stated["coverage_ghg"] == Extent(Decimal(0), Decimal(94))
    assert stated["left_out_ghg"] == Extent(Decimal(2), Decimal(100))


def test_an_axis_without_a_whole_has_no_shares():
    stated = facts(axes(0, shares=False))
    assert (stated["coverage_ghg"], stated["left_out_ghg"]) == (UNKNOWN, UNKNOWN)


def test_undescribed_mass_is_a_share_of_the_net_mass():
    """58 kg of 5,800 kg are 1 %."""
    stated = facts(in_block("coverage", undescribed_mass_kg=Decimal(58)))
    assert stated["undescribed_mass"] == Decimal(1)
    assert facts(in_machine(net_mass_kg=Decimal(0)))["undescribed_mass"] is UNKNOWN


def test_estimates_and_unverified_figures_are_added_up():
    grades = {
        DataGrade.ESTIMATE: Decimal("0.3"),
        DataGrade.SUPPLIER_UNVERIFIED: Decimal("0.2"),
        DataGrade.SUPPLIER_VERIFIED: Decimal("0.1"),
        DataGrade.DATABASE: Decimal("0.4"),
    }
    stated = facts(in_block("data_quality", grades=grades))
    assert stated["unvalidated_share"] == Decimal(50)
    assert stated["supplier_verified_share"] == Decimal(10)


def test_the_worst_score_of_quality_is_named():
    scores = {"technology": Decimal(2), "time": Decimal(4)}
    stated = facts(in_block("data_quality", scores=scores))
    assert (stated["dqr_worst"], stated["quality_axes"]) == (Decimal(4), ("technology", "time"))
    assert facts(in_block("data_quality", scores={}))["dqr_worst"] is ABSENT


# Factors and electricity.


def test_factors_that_lack_their_unit_or_origin_are_counted():
    stated = facts(
        of_factors(
            FACTOR,
            replace(FACTOR, unit=" "),
            replace(FACTOR, source=""),
            replace(FACTOR, region=""),
            replace(FACTOR, years="?"),
        )
    )
    assert (stated["factors"], stated["factors_without_unit"]) == (Decimal(5), Decimal(1))
    assert stated["factors_untraced"] == Decimal(3)


def test_the_database_is_the_publisher_with_the_largest_share():
    """A holds 0.3 + 0.3, B 0.5; an estimate of 0.9 is of no database."""
    stated = facts(
        of_factors(
            replace(FACTOR, source="A, one", share=Decimal("0.3")),
            replace(FACTOR, source="A, two", share=Decimal("-0.3")),
            replace(FACTOR, source="B, one", share=Decimal("0.5"), grade=DataGrade.PROXY),
            replace(FACTOR, source="own", share=Decimal("0.9"), grade=DataGrade.ESTIMATE),
        )
    )
    assert stated["database"] == "A"
    assert facts(of_factors())["database"] is ABSENT


@pytest.mark.requirement("S3-15", part="each mix names its country and year")
def test_electricity_is_told_apart_by_grid_and_plant():
    other = replace(FACTOR, id="grid-cn-sd-2023", name="Shandong", region="CN-SD")
    world = replace(FACTOR, id="elec-tech-wind-on", name="Wind, life cycle", region="GLO")
    fuel = replace(FACTOR, id="fuel-gas", region="GLO")
    stated = facts(of_factors(FACTOR, other, world, fuel, replace(FACTOR, years="")))
    assert stated["electricity"] == ("grid", "plant")
    assert stated["electricity_unplaced"] == Decimal(2)
    assert stated["electricity_cn_other"] == Decimal(1)
    assert stated["electricity_life_cycle"] is UNKNOWN
    assert (stated["own_generation"], stated["instruments"]) == (UNKNOWN, UNKNOWN)
    assert facts(of_factors(FACTOR))["electricity_life_cycle"] is True


def test_a_pair_that_differs_shows_that_instruments_may_be_used():
    less = in_block("sensitivity", with_instruments_kgco2e=Decimal(1))
    assert facts(less)["instruments"] is UNKNOWN


def test_the_mixture_of_warming_potentials_is_listed():
    mix = {"AR6": Decimal("0.7"), "AR5": Decimal("0.2"), "AR4": Decimal(0)}
    stated = facts(in_block("gwp", mix=mix))
    assert stated["gwp_target_share"] == Decimal(70)
    assert stated["gwp_listed_share"] == Decimal(90)
    assert stated["gwp_sets"] == ("AR5", "AR6")


def test_what_rests_on_the_method_is_unknown_of_another_method():
    other = facts(lambda one: replace(one, made_from=replace(one.made_from, method="other-1")))
    for name in ("timing_in_total", "grid_basis", "instruments_hold", "rounding"):
        assert other[name] is UNKNOWN
        assert EXAMPLE[name] is not UNKNOWN


def test_a_contract_is_named_by_whoever_asks():
    base = supply_study_facts(declared_example(), ("b", "a"))
    assert base.facts["study.contract_cites"].value == ("a", "b")


def test_blocks_of_the_example_are_all_there():
    assert EXAMPLE["blocks"] == BLOCKS
