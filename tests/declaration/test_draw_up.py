"""A declaration states what the footprint is, sums to itself, and is refused while anything is open."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from functools import cache
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.background.library import load_library
from cradlegate.core.blank import Blank
from cradlegate.core.category import Category
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.stage import Stage, View
from cradlegate.declaration.declaration import Declaration, Figures
from cradlegate.declaration.draw_up import Calculated, draw_up
from cradlegate.footprint.calculate import Settings
from cradlegate.footprint.sensitivity.one_at_a_time import vary_one_at_a_time
from cradlegate.footprint.sources import Sources
from cradlegate.footprint.used_sources import Stock
from cradlegate.work.declare import declare
from tests.declaration.shipped_case import (
    ISSUED,
    MAKER_ID,
    Computed,
    compute,
    computed_example,
    declaration,
    declared_example,
    example_files,
    shipped_stock,
)
from tests.worked.worked_cases import HERE, read_files

D, F = Decimal, Fraction
VIEWS = ("cradle_to_gate", "circular_12", "whole_life")
QUICK = Settings(draws=50)


def is_close(one: Decimal, other: Decimal) -> bool:
    """Sums of figures that were each rounded to 12 digits."""
    return abs(one - other) <= D("1e-11") * max(abs(one), abs(other))


def add(values) -> Decimal:
    return sum(values, D(0))


def known(figures: Figures) -> dict[str, Decimal]:
    return {k: v for k, v in figures.by_category.items() if not isinstance(v, Blank)}


def calculated(computed: Computed, product: str = "0.1.0") -> Calculated:
    return Calculated(*computed, sources_digest="sha256:0", product=product)


# --- Laws of the shipped example ----------------------------------------------------------------


def test_the_three_views_of_the_example_are_declared_and_the_headline_is_one_of_them():
    results = declaration().results
    assert tuple(item.view for item in results.views) == VIEWS
    assert results.headline == "circular_12"


@pytest.mark.parametrize("view", VIEWS)
def test_stages_sum_to_the_total(view: str):
    item = declaration().results.view(View(view))
    assert is_close(add(stage.kgco2e for stage in item.by_stage.values()), item.total.kgco2e)


@pytest.mark.parametrize("view", VIEWS)
def test_categories_sum_to_the_total_and_to_every_stage(view: str):
    """All but removals, which the headline leaves out (method 2)."""
    item = declaration().results.view(View(view))
    for figures in (item.total, *item.by_stage.values()):
        emitted = [value for name, value in known(figures).items() if name != "biogenic_removals"]
        assert is_close(add(emitted), figures.kgco2e)


@pytest.mark.parametrize("view", VIEWS)
def test_every_category_sums_over_the_stages_to_its_total(view: str):
    item = declaration().results.view(View(view))
    for name, value in known(item.total).items():
        parts = [known(stage)[name] for stage in item.by_stage.values() if name in known(stage)]
        assert is_close(add(parts), value)


@pytest.mark.parametrize("view", VIEWS)
def test_the_figure_with_uptake_is_the_total_and_the_removals(view: str):
    item = declaration().results.view(View(view))
    removals = known(item.total)["biogenic_removals"]
    assert removals < 0
    assert is_close(item.with_uptake, item.total.kgco2e + removals)


@pytest.mark.parametrize("view", VIEWS)
def test_an_interval_holds_its_median(view: str):
    item = declaration().results.view(View(view))
    assert 0 < item.low <= item.median <= item.high
    assert item.low <= item.mean <= item.high


def test_an_interval_is_that_of_the_draws_of_its_own_view():
    """By the quantiles of numpy, which interpolates between order statistics as well."""
    footprint = computed_example().footprint
    for view in footprint.views:
        item = declaration().results.view(View(view))
        drawn = footprint.draws.by_view[view]
        expected = [*np.quantile(drawn, [0.025, 0.5, 0.975]), drawn.mean()]
        stated = [float(value) for value in (item.low, item.median, item.high, item.mean)]
        assert stated == pytest.approx(expected, rel=1e-11)


def test_a_wider_boundary_holds_the_stages_of_a_narrower_one():
    gate, port, whole = (declaration().results.view(View(view)) for view in VIEWS)
    assert set(gate.by_stage) < set(port.by_stage) < set(whole.by_stage)
    assert all(gate.by_stage[name] == port.by_stage[name] for name in gate.by_stage)
    assert gate.total.kgco2e < port.total.kgco2e < whole.total.kgco2e


def test_subassemblies_sum_to_the_stages_of_the_headline():
    stated = declaration()
    cells = stated.results.by_subassembly
    for stage, figures in stated.headline.by_stage.items():
        parts = [cells[name][stage] for name in cells if stage in cells[name]]
        assert is_close(add(parts), figures.kgco2e)
    assert {stage for stages in cells.values() for stage in stages} == set(stated.headline.by_stage)


@pytest.mark.requirement("S2-25")
def test_the_figure_per_kw_times_the_kw_is_the_figure_per_machine():
    unit = declaration().blocks.declared_unit
    assert (unit.amount, unit.unit, unit.rated_power_kw) == (D(1), "machine", D(11))
    assert unit.rated_power_basis == "S1"
    assert is_close(unit.kgco2e_per_kw * unit.rated_power_kw, declaration().headline.total.kgco2e)


@pytest.mark.requirement("S3-13", part="whole life per machine-hour, with life and hours")
def test_the_figure_per_hour_times_hours_and_years_is_the_whole_life():
    per_hour = declaration().blocks.declared_unit.per_hour
    assert per_hour is not None
    assert (per_hour.life_years, per_hour.hours_per_year, per_hour.grid_region) == (
        D(10),
        D(4000),
        "VN",
    )
    whole = declaration().results.view(View("whole_life")).total.kgco2e
    assert is_close(per_hour.kgco2e * per_hour.life_years * per_hour.hours_per_year, whole)


def test_the_figure_per_kg_times_the_net_mass_is_the_figure_at_the_gate():
    unit = declaration().blocks.declared_unit
    assert unit.reference_flow_kg == 5800
    gate = declaration().results.view(View("cradle_to_gate")).total.kgco2e
    assert is_close(unit.kgco2e_per_kg_at_gate * unit.reference_flow_kg, gate)


def test_shares_of_a_whole_sum_to_one():
    blocks = declaration().blocks
    wholes: list[Mapping[Any, Decimal]] = [
        *(axis.shares for axis in blocks.coverage.axes),
        blocks.data_quality.grades,
        blocks.gwp.mix,
    ]
    assert len(wholes) == 5
    for shares in wholes:
        assert is_close(add(shares.values()), D(1))
        assert all(0 <= share <= 1 for share in shares.values())


def test_the_shares_of_all_factors_sum_to_the_figure_with_uptake():
    factors, headline = declaration().blocks.assumptions.factors, declaration().headline
    assert is_close(add(f.share for f in factors) * headline.total.kgco2e, headline.with_uptake)
    sizes = [abs(factor.share) for factor in factors]
    assert sizes == sorted(sizes, reverse=True)


def test_biogenic_carbon_is_twelve_of_forty_four_parts_of_the_uptake():
    removals = known(declaration().headline.total)["biogenic_removals"]
    assert is_close(declaration().results.biogenic_carbon_kg * 44, -removals * 12)


def test_the_sensitivity_names_the_ten_widest_the_widest_first():
    block = declaration().blocks.sensitivity
    assert len(block.varied) == 10 < block.count
    every = vary_one_at_a_time(computed_example().footprint.lines_in_view)
    assert [item.id for item in block.varied] == [item.id for item in every[:10]]
    assert block.varied[0].id == "factor/est-cast-iron"  # 45 % of the headline, an estimate
    assert all(item.low_kgco2e < 0 < item.high_kgco2e for item in block.varied)
    spans = [item.high_kgco2e - item.low_kgco2e for item in block.varied]
    assert spans == sorted(spans, reverse=True)


def test_no_figure_has_more_than_twelve_digits_but_those_that_the_case_states():
    item = declaration().headline
    figures = [item.total.kgco2e, item.low, item.high, item.median, item.mean]
    figures += [v for stage in item.by_stage.values() for v in known(stage).values()]
    assert all(len(value.normalize().as_tuple().digits) <= 12 for value in figures)


# --- What the case says -------------------------------------------------------------------------


@pytest.mark.requirement("S3-12", part="list of choices in the declaration")
def test_choices_of_method_are_stated_with_their_reasons():
    choices = declaration().blocks.choices.method
    assert [choice.subject for choice in choices] == [
        "allocation of the works' energy",
        "electricity of the works",
        "end of life and recycled content",
        "end of outbound transport",
    ]
    assert choices[1].chosen == "national life-cycle figure, no instruments"
    assert all(choice.reason for choice in choices)


def test_what_is_left_out_stands_with_its_estimate():
    boundary = declaration().blocks.system_boundary
    assert boundary.stages == ("A1", "A2", "A3", "A4")
    assert [(item.what.split(",")[0], item.estimate_kgco2e) for item in boundary.left_out] == [
        ("capital goods and buildings of the works", D(400)),
        ("business travel and commuting", D(150)),
        ("cutting tools and abrasives worn at the works", D(60)),
    ]


@pytest.mark.requirement("S2-24", part="version and digest of the bill in the declaration")
def test_the_bill_of_materials_stands_with_its_version_and_the_digest_that_was_signed_off():
    made_from = declaration().made_from
    signed = {item.section: item.digest for item in declaration().blocks.evidence.signed_off}
    assert made_from.bom_version == "A3"
    assert made_from.sections["bom"] == signed["bom"]
    assert all(made_from.sections[name] == digest for name, digest in signed.items())


def test_versions_of_method_and_program_and_the_draws_are_stated():
    made_from, drawn = declaration().made_from, declaration().blocks.uncertainty
    assert (made_from.method, made_from.product) == ("cradlegate-2026.1", "0.1.0")
    assert (drawn.draws, drawn.seed, drawn.level) == (2000, "24122", D("0.95"))


def test_every_warning_of_the_footprint_stands_in_the_declaration():
    faults = computed_example().footprint.faults
    warned = declaration().blocks.assumptions.warnings
    assert [(item.code, item.found) for item in warned] == [(f.code, f.found) for f in faults]
    assert len(warned) > 5


def test_a_machine_without_a_laser_has_none_to_describe():
    machine = declaration().machine
    assert machine.laser_type is machine.laser_beam_power_kw is Blank.NOT_APPLICABLE


# --- Worked by hand -----------------------------------------------------------------------------


@cache
def computed_worked(name: str, view: View = View.CRADLE_TO_GATE) -> Computed:
    """A worked case without its warnings, since it is not signed off and some of it is open."""
    files = read_files(HERE / "library")
    stock = Stock(Sources(load_library(files)), files, {})
    return without_faults(compute(read_files(HERE / name), stock, Settings(view, draws=50)))


def without_faults(computed: Computed) -> Computed:
    return computed._replace(footprint=replace(computed.footprint, faults=()))


def worked(name: str) -> Declaration:
    return draw_up(calculated(computed_worked(name)), ISSUED)


def twelve_digits(exact: Fraction) -> str:
    """Write a fraction with 12 significant digits, half to even."""
    context = Context(prec=12, rounding=ROUND_HALF_EVEN)
    return f"{context.divide(D(exact.numerator), D(exact.denominator)).normalize():f}"


@pytest.mark.parametrize(
    ("name", "view", "exact", "text"),
    [
        ("six-lines", "cradle_to_gate", F(52_378, 7), "7482.57142857"),
        ("twelve-lines", "cradle_to_gate", F(4450 + 55 + 303) + F(5904, 7), "5651.42857143"),
        ("twelve-lines", "circular_12", F(4450 + 55 + 303 + 80) + F(5904, 7), "5731.42857143"),
        ("twelve-lines", "whole_life", F("28292.1") + F(5904, 7), "29135.5285714"),
        ("two-sites", "cradle_to_gate", F(72_700, 41), "1773.17073171"),
        ("crate", "cradle_to_gate", F(275), "275"),
        ("crate", "whole_life", F(275 + 4 + 495), "774"),
    ],
)
def test_totals_are_the_exact_fractions_with_twelve_digits(
    name: str, view: str, exact: Fraction, text: str
):
    """As in docs/method/worked-examples.md; the crate's whole life releases what it took up."""
    assert twelve_digits(exact) == text
    assert str(worked(name).results.view(View(view)).total.kgco2e) == text


def test_derived_units_of_the_six_lines_are_exact_fractions_with_twelve_digits():
    unit = worked("six-lines").blocks.declared_unit
    assert str(unit.kgco2e_per_kw) == twelve_digits(F(52_378, 7) / 11) == "680.233766234"
    assert str(unit.kgco2e_per_kg_at_gate) == twelve_digits(F(52_378, 7_000)) == "7.48257142857"
    assert unit.per_hour is None


def test_the_share_of_one_machine_is_an_exact_fraction_with_twelve_digits():
    [key] = worked("six-lines").blocks.allocation.keys
    assert (key.id, key.driver) == ("hours", "machine_h")
    assert str(key.share_per_machine) == twelve_digits(F(3000, 7000) / 20) == "0.0214285714286"
    assert str(key.headline_kgco2e) == "7482.57142857"


def test_keys_of_the_two_sites_each_alone_give_the_headline_worked_by_hand():
    """360 MWh in all: 120 at 0.6 and 240 at 0.5 kg per kWh, and 200 kg of iron."""
    shares = {"hours": F(1000, 6000), "pieces": F(30, 90), "tonnes": F(11, 41)}
    keys = {key.id: key for key in worked("two-sites").blocks.allocation.keys}
    assert set(keys) == set(shares)
    for name, share in shares.items():
        alone = 200 + (120_000 * F(6, 10) + 240_000 * F(1, 2)) * share / 30
        assert str(keys[name].share_per_machine) == twelve_digits(share / 30)
        assert str(keys[name].headline_kgco2e) == twelve_digits(alone)


def test_an_inseparable_figure_may_hide_any_category_that_is_not_known():
    """The crate at the gate: 200 of iron and 75 of timber are one figure each, −495 is taken up."""
    categories = worked("crate").results.view(View("cradle_to_gate")).total.by_category
    assert categories == {
        "fossil_other": Blank.UNKNOWN,
        "aircraft": Blank.UNKNOWN,
        "biogenic_emissions": Blank.UNKNOWN,
        "biogenic_removals": -495,
        "land_use_change": Blank.UNKNOWN,
        "unsplit": 275,
    }


def test_a_category_that_is_known_in_part_is_stated_as_far_as_it_is():
    whole = worked("crate").results.view(View("whole_life"))
    assert whole.total.by_category[Category.BIOGENIC_EMISSIONS] == 495
    assert whole.with_uptake == whole.total.by_category[Category.UNSPLIT] == 279


def test_where_everything_is_separate_a_zero_is_a_zero():
    """The refrigerant: 1 kg, 2 % a year for ten years, 1530 kg CO2e per kg, all of it fossil."""
    leakage = worked("twelve-lines").results.view(View("whole_life")).by_stage[Stage.B1]
    assert leakage.kgco2e == 306
    assert leakage.by_category == {
        "fossil_other": 306, "aircraft": 0, "biogenic_emissions": 0, "biogenic_removals": 0,
        "land_use_change": 0, "unsplit": 0,
    }  # fmt: skip
    assert not any(isinstance(value, Blank) for value in leakage.by_category.values())


def test_no_category_is_a_zero_beside_an_inseparable_figure():
    """Removals are counted apart in any case (method 2)."""
    every = [worked(name) for name in ("six-lines", "twelve-lines", "crate", "two-sites")]
    views = [view for stated in (declaration(), *every) for view in stated.results.views]
    figures = [one for view in views for one in (view.total, *view.by_stage.values())]
    hiding = [one for one in figures if one.by_category[Category.UNSPLIT] != 0]
    assert len(hiding) > 30
    for one in hiding:
        hidden = {"fossil_other", "aircraft", "biogenic_emissions", "land_use_change"}
        assert all(one.by_category[Category(name)] != 0 for name in hidden)


def test_a_case_without_credits_says_that_there_are_none_to_state():
    assert worked("six-lines").results.credits_kgco2e is Blank.NOT_APPLICABLE


# --- Its id -------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes():
    again = declare(example_files(), shipped_stock(), Settings(), ISSUED, product="0.1.0")
    assert again.document.data == declared_example().data


def test_the_order_in_which_files_are_handed_in_changes_nothing():
    turned = dict(reversed(example_files().items()))
    again = declare(turned, shipped_stock(), Settings(), ISSUED, product="0.1.0")
    assert again.document.data == declared_example().data


def test_the_id_is_a_name_in_the_space_of_declarations():
    assert re.fullmatch("urn:cradlegate:declaration:[0-9a-f]{32}", declaration().id)


def test_another_day_program_view_seed_number_of_draws_or_case_has_another_id():
    files, stock = example_files(), shipped_stock()
    base = compute(files, stock, QUICK)
    other_case = files | {"use.yaml": files["use.yaml"].replace(b"5760 kWh", b"5761 kWh")}
    others = [
        draw_up(calculated(base), date(2026, 4, 1)),
        draw_up(calculated(base, product="0.1.1"), ISSUED),
        *(
            draw_up(calculated(compute(files, stock, settings)), ISSUED)
            for settings in (
                QUICK._replace(view=View.WHOLE_LIFE),
                QUICK._replace(seed=7),
                QUICK._replace(draws=51),
            )
        ),
        draw_up(calculated(without_faults(compute(other_case, stock, QUICK))), ISSUED),
    ]
    ids = {stated.id for stated in (draw_up(calculated(base), ISSUED), *others)}
    assert len(ids) == 7
    assert draw_up(calculated(base), ISSUED).id in ids


def test_what_a_declaration_corrects_is_named_in_it():
    old = f"sha256:{'0' * 64}"
    stated = draw_up(calculated(computed_example()), ISSUED, old)
    assert stated.supersedes == old
    assert draw_up(calculated(computed_example()), ISSUED).supersedes is None
    handed = declare(
        example_files(), shipped_stock(), QUICK, ISSUED, product="0.1.0", supersedes=old
    )
    assert handed.document.declaration.supersedes == old


# --- The name of its maker ----------------------------------------------------------------------


def of_maker(maker_id: str) -> str:
    case, footprint, use = computed_worked("six-lines")
    maker = replace(case.machine.maker, id=maker_id)
    named = Computed(replace(case, machine=replace(case.machine, maker=maker)), footprint, use)
    return draw_up(calculated(named), ISSUED).maker.id


@pytest.mark.parametrize(
    ("maker_id", "name"),
    [
        ("example", MAKER_ID),
        ("a b", "urn:cradlegate:party:CN:a%20b"),
        ("沈阳 机床", "urn:cradlegate:party:CN:%E6%B2%88%E9%98%B3%20%E6%9C%BA%E5%BA%8A"),
        ("máy/50%", "urn:cradlegate:party:CN:m%C3%A1y%2F50%25"),
        ("a-b._~", "urn:cradlegate:party:CN:a-b._~"),
        ("did:web:maker.example", "did:web:maker.example"),
        ("urn:lei:5493001KJTIIGC8Y1R12", "urn:lei:5493001KJTIIGC8Y1R12"),
    ],
)
def test_a_short_id_of_a_maker_becomes_a_name_that_is_unique_outside_the_case(
    maker_id: str, name: str
):
    assert of_maker(maker_id) == name


def test_the_id_that_every_case_has_says_less_than_the_name():
    assert of_maker("maker") == "urn:cradlegate:party:CN:Worked%20Example%20Works"


@given(st.text(min_size=1, max_size=8).filter(lambda text: ":" not in text and text != "maker"))
def test_any_short_id_is_escaped_as_the_standard_library_does(maker_id: str):
    assert of_maker(maker_id) == f"urn:cradlegate:party:CN:{quote(maker_id, safe='-._~')}"


# --- What stops it ------------------------------------------------------------------------------


def refused(files: dict[str, bytes], settings: Settings = QUICK) -> tuple[Fault, ...]:
    with pytest.raises(FaultsError) as error:
        declare(files, shipped_stock(), settings, ISSUED, product="0.1.0")
    return error.value.faults


def with_text(file: str, old: str, new: str) -> dict[str, bytes]:
    files = example_files()
    text = files[file].decode()
    assert old in text
    return files | {file: text.replace(old, new, 1).encode()}


def test_a_draft_is_not_declared():
    files = with_text("transport.csv", ",310,actual", ",-310,actual")
    [fault] = refused(files, QUICK._replace(is_draft_allowed=True))
    assert fault.code == "DC-001"
    assert fault.found == "errors in the case: 1"


def test_errors_of_a_case_stop_it_as_they_are_where_no_draft_was_asked_for():
    codes = {
        fault.code for fault in refused(with_text("transport.csv", ",310,actual", ",-310,actual"))
    }
    assert codes
    assert "DC-001" not in codes


@pytest.mark.requirement("S2-23", part="a missing sign-off blocks the declaration")
def test_everything_that_is_open_is_named_at_once():
    """The published bill of materials: nobody signed, one output and two estimates are unknown."""
    faults = refused(example_files("ama-450"))
    assert {fault.code for fault in faults} == {"DC-002"}
    assert [(fault.place.file, fault.place.column) for fault in faults] == [
        ("signoff.yaml", ""),
        ("machine.yaml", "annual_output"),
        ("machine.yaml", "estimate"),
    ]
    assert faults[0].found == "nobody signed machine, bom, evidence"
    assert all(fault.remedy for fault in faults)


@pytest.mark.requirement("S2-24", part="a later change of the bill makes the declaration stale")
@pytest.mark.parametrize(
    ("file", "old", "new", "section"),
    [
        ("bom.csv", "grey_iron", "ductile_iron", "bom"),
        ("transport.csv", ",310,actual", ",311,actual", "transport"),
        ("use.yaml", "life_years: 10", "life_years: 11", "use"),
        ("machine.yaml", "annual_output: 260", "annual_output: 261", "machine"),
    ],
)
def test_a_section_that_changed_since_it_was_signed_is_named(
    file: str, old: str, new: str, section: str
):
    [fault] = refused(with_text(file, old, new))
    assert fault.code == "DC-002"
    assert section in f"{fault.place} {fault.found}"


def test_a_section_that_nobody_signed_is_named():
    text = example_files()["signoff.yaml"].decode()
    cut = text[: text.index("- section: use")] + text[text.index("- section: eol") :]
    [fault] = refused(example_files() | {"signoff.yaml": cut.encode()})
    assert (fault.code, fault.found) == ("DC-002", "nobody signed use")


def test_open_values_and_stale_sections_are_named_together():
    files = with_text("machine.yaml", "estimate: 400 kg", 'estimate: "?"')
    found = sorted(fault.place.file for fault in refused(files) if fault.code == "DC-002")
    assert found == ["machine.yaml", "signoff.yaml"]


def test_claims_in_the_makers_words_stop_it_all_of_them():
    """The section is signed again for its new text."""
    files = with_text(
        "machine.yaml", "audience: users", "audience: green buyers, carbon neutral users"
    )
    digest = compute(files, shipped_stock(), QUICK).case.section_digests["machine"]
    signed = re.sub("sha256:[0-9a-f]{64}", digest, files["signoff.yaml"].decode(), count=1)
    faults = refused(files | {"signoff.yaml": signed.encode()})
    assert [fault.code for fault in faults] == ["DC-101", "DC-103"]
    assert all("goal/audience" in str(fault.place) for fault in faults)
