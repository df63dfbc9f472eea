"""The eight families of machines: masses, composition, use, and what a new case gives at once."""

from decimal import Decimal
from pathlib import Path

import pytest

from cradlegate.background.library import shipped_files, shipped_library
from cradlegate.core.grade import DataGrade
from cradlegate.core.stage import View
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.rounding import round_significant
from cradlegate.footprint.sources import Sources, note_use
from cradlegate.footprint.used_sources import Stock, read_used_sources, write_used_sources
from cradlegate.product.draft.new_case import draft_case
from cradlegate.product.machine import BomState, MachineKind
from cradlegate.product.templates.composition import sum_by_group
from cradlegate.product.templates.expansion import (
    find_template,
    shipped_template_files,
    shipped_templates,
)
from cradlegate.product.templates.template import Maturity
from tests.product.families import FAMILIES, base_of, compute, draft, expand, request, sum_parts

DOCS = Path(__file__).parents[2] / "docs" / "method" / "templates.md"
LASERS = ("laser-fibre", "laser-co2", "laser-ultrafast")

# Engineering table of mass shares in %, each good to about ± 30 % of itself.
SHARES: dict[str, dict[str, float]] = {
    "mc-5axis": {
        "bed": 37, "column": 15, "saddle": 7, "rotary_table": 11, "headstock": 3.5,
        "spindle_unit": 2, "guideways": 3.5, "servo_drives": 2, "tool_changer": 4,
        "control_cabinet": 4, "fluid_systems": 2, "coolant_chips": 4, "enclosure": 5,
    },
    "hmc": {
        "bed": 34, "column": 16, "table": 9, "pallet_changer": 8, "headstock": 4.5,
        "spindle_unit": 2, "guideways": 3.5, "servo_drives": 1.8, "tool_changer": 5,
        "control_cabinet": 3.7, "fluid_systems": 2.5, "coolant_chips": 4.5, "enclosure": 5.5,
    },
    "cnc-lathe": {
        "bed": 45, "saddle": 8, "headstock": 9, "spindle_unit": 5, "tailstock": 5, "turret": 4,
        "guideways": 3.5, "servo_drives": 3.5, "control_cabinet": 4, "fluid_systems": 2,
        "coolant_chips": 6, "enclosure": 5,
    },
    "turn-mill": {
        "bed": 41, "column": 13, "headstock": 8, "spindle_unit": 4, "sub_spindle": 5,
        "turret": 2.5, "guideways": 3.5, "servo_drives": 3, "tool_changer": 4,
        "control_cabinet": 3.5, "fluid_systems": 2, "coolant_chips": 4.5, "enclosure": 6,
    },
    "laser-fibre": {
        "bed": 42, "gantry": 4.5, "cutting_table": 9, "pallet_changer": 9, "servo_drives": 1.5,
        "guideways": 3.5, "laser_source": 3.5, "beam_delivery": 0.3, "chiller": 3.2,
        "control_cabinet": 4, "exhaust": 6, "enclosure": 13.5,
    },
    "laser-co2": {
        "bed": 38, "gantry": 4, "cutting_table": 8, "pallet_changer": 8, "servo_drives": 1.5,
        "guideways": 3, "laser_source": 12, "beam_delivery": 1.5, "chiller": 5,
        "control_cabinet": 4, "exhaust": 5.5, "enclosure": 9.5,
    },
    "laser-ultrafast": {
        "bed": 55, "gantry": 10, "servo_drives": 3, "guideways": 5, "laser_source": 3,
        "beam_delivery": 4, "chiller": 3, "control_cabinet": 6, "exhaust": 2, "enclosure": 9,
    },
}  # fmt: skip

# Cast iron, steels, aluminium, copper in %; drawn up apart from the templates.
COMPOSITION: dict[str, tuple[float, ...]] = {
    "vmc-3axis": (73, 23, 1.0, 1.1),
    "mc-5axis": (68, 27, 1.2, 1.9),
    "hmc": (59, 35, 2.0, 1.8),
    "cnc-lathe": (67, 29, 1.2, 1.9),
    "turn-mill": (62, 33, 1.5, 1.8),
    "laser-fibre": (0, 87, 5.7, 2.0),
    "laser-co2": (0, 82, 9.4, 3.1),
    "laser-ultrafast": (0, 24, 16, 2.8),
}

# kW in standby, ready and processing of a machine of the class: low and high ends.
POWER = {
    "mc-5axis": ((0.8, 1.5), (4, 8), (8, 16)),
    "hmc": ((1, 2), (5, 9), (10, 20)),
    "cnc-lathe": ((0.4, 1), (2, 4), (5, 10)),
    "turn-mill": ((0.8, 1.5), (4, 7), (9, 16)),
    "laser-fibre": ((2, 3), (6, 9), (20, 40)),
    "laser-co2": ((3, 6), (15, 25), (50, 70)),
    "laser-ultrafast": ((0.5, 1), (2, 3), (3, 6)),
}


@pytest.mark.requirement("S1-26", "S1-28")
def test_there_is_a_template_for_each_family():
    assert set(shipped_templates()) == set(FAMILIES)
    kinds = {one.kind for one in shipped_templates().values()}
    assert kinds == {
        MachineKind.MACHINING_CENTRE, MachineKind.CNC_LATHE, MachineKind.TURN_MILL,
        MachineKind.LASER_CUTTING_MACHINE,
    }  # fmt: skip
    assert [find_template(name).laser_type for name in LASERS] == ["fibre", "co2", "ultrafast"]


@pytest.mark.requirement("S1-26")
@pytest.mark.parametrize("name", SHARES)
def test_a_typical_machine_has_the_mass_shares_of_the_table(name):
    parts = expand(name)
    masses, whole = sum_parts(parts), sum(part.mass_kg for part in parts)
    assert set(masses) == set(SHARES[name])
    assert sum(SHARES[name].values()) == pytest.approx(100)
    for subassembly, share in SHARES[name].items():
        assert float(100 * masses[subassembly] / whole) == pytest.approx(share, abs=0.07)


@pytest.mark.parametrize("name", COMPOSITION)
def test_a_typical_machine_consists_of_what_such_machines_consist_of(name):
    parts = expand(name)
    whole, groups = sum(part.mass_kg for part in parts), sum_by_group(parts)
    assert sum(groups.values()) == whole
    for group, percent in zip(
        ("cast_iron", "steel", "aluminium", "copper"), COMPOSITION[name], strict=True
    ):
        found = float(100 * groups.get(group, Decimal(0)) / whole)
        assert found == pytest.approx(percent, rel=0.25, abs=1.0), group


def test_granite_carries_the_ultrafast_machine():
    parts = expand("laser-ultrafast")
    granite = sum(part.mass_kg for part in parts if part.material == "granite")
    assert float(granite / 4000) == pytest.approx(0.52, abs=0.02)


@pytest.mark.requirement("S1-26")
@pytest.mark.parametrize("name", FAMILIES)
def test_every_value_says_where_it_comes_from_and_how_sure_it_is(name):
    template, families = find_template(name), shipped_library().families
    for base in template.base_materials:
        for part in expand(name, base):
            assert part.material in families
            assert part.grade is DataGrade.ESTIMATE
            assert part.spread_rel95 > 0
            assert part.source.citation
            assert part.source.locator
    for default in template.defaults.values():
        assert default.source.citation
        assert default.spread_rel95 > 0
    for parameter in template.parameters.values():
        assert parameter.low < parameter.high
        assert parameter.source.citation
        assert parameter.usual is None or parameter.low <= parameter.usual <= parameter.high


@pytest.mark.parametrize("name", FAMILIES)
def test_the_headings_that_sources_name_are_there(name):
    headings = {line.strip("# ") for line in DOCS.read_text(encoding="utf-8").splitlines()}
    template = find_template(name)
    sources = [part.source for part in expand(name)]
    sources += [one.source for one in template.subassemblies]
    sources += [one.source for one in template.defaults.values()]
    sources += [one.source for one in template.parameters.values()]
    sources += [template.cradle_to_gate.source, template.price.source]
    for source in sources:
        file, _, heading = source.locator.partition(", ")
        assert file == "docs/method/templates.md"
        assert heading in headings


@pytest.mark.parametrize("name", FAMILIES)
def test_shares_of_use_and_end_of_life_add_up(name):
    for table in ("use.share.", "end_of_life."):
        shares = [
            one.amount.fixed
            for key, one in find_template(name).defaults.items()
            if key.startswith(table)
        ]
        assert sum(shares) == 1


@pytest.mark.parametrize("name", POWER)
def test_power_by_state_lies_within_the_class(name):
    use = draft(name).use
    assert use is not None
    power = {state.name: float(state.power_kw) for state in use.states}
    for state, (low, high) in zip(("standby", "ready", "processing"), POWER[name], strict=True):
        assert low <= power[state] <= high, state
    assert power["standby"] < power["ready"] < power["processing"]


@pytest.mark.requirement("S1-16")
@pytest.mark.parametrize("name", FAMILIES)
def test_a_new_case_of_every_family_computes_at_once_within_its_band(name):
    footprint = compute(name)
    assert not footprint.is_draft
    band = footprint.plausibility.band
    assert band is not None
    assert list(band) == ([Decimal("2.5"), 10] if name in LASERS else [2, 7])
    assert float(band[0]) < footprint.plausibility.per_kg < float(band[1])


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("bom", [BomState.PARTIAL, BomState.COMPLETE])
def test_a_complete_bill_gives_what_the_template_gives(name, bom):
    whole = compute(name).total(View.CRADLE_TO_GATE)
    assert compute(name, bom=bom).total(View.CRADLE_TO_GATE) == pytest.approx(whole, rel=1e-9)


@pytest.mark.parametrize("name", LASERS)
def test_a_laser_states_its_type_and_its_beam_and_takes_assist_gas(name):
    case = draft(name)
    template = find_template(name)
    assert (case.machine.laser_type, case.machine.rated_power_basis) == (
        template.laser_type,
        "beam",
    )
    assert case.machine.laser_beam_power_kw == case.machine.rated_power_kw
    assert case.use is not None
    assert "assist_gas" in {medium.material for medium in case.use.media}
    assert {"laser_source", "chiller", "servo_drives", "control_cabinet"} <= set(
        case.machine.subassemblies
    )


def test_what_a_co2_laser_has_no_factor_for_is_excluded_by_name():
    use = draft("laser-co2").use
    assert use is not None
    assert [what for what in use.excluded if what.startswith("laser gas")]


@pytest.mark.parametrize("name", FAMILIES)
def test_an_experimental_template_says_so_wherever_it_is_used(name):
    template = find_template(name)
    is_experimental = name in {"laser-co2", "laser-ultrafast"}
    assert (template.maturity is Maturity.EXPERIMENTAL) == is_experimental
    warned = [fault for fault in compute(name).faults if fault.code == "PR-040"]
    assert len(warned) == is_experimental
    assert all(template.maturity_reason in fault.found for fault in warned)
    readme = draft_case(request(name))["README.txt"].decode()
    assert ("is experimental" in readme) == is_experimental


@pytest.mark.parametrize("name", ["vmc-3axis", "turn-mill", "laser-ultrafast"])
def test_stored_sources_hold_what_a_template_builds_on(name):
    stock = Stock(Sources(shipped_library()), shipped_files(), shipped_template_files())
    sources, use = note_use(stock.sources)
    case, settings = draft(name), Settings(draws=2)
    first = calculate(case, sources, settings)
    again = calculate(case, read_used_sources(write_used_sources(use, stock)), settings)
    assert again.total(View.WHOLE_LIFE) == first.total(View.WHOLE_LIFE)


@pytest.mark.parametrize("name", FAMILIES)
def test_the_table_of_typical_machines_is_what_the_product_gives(name):
    row = next(
        line
        for line in DOCS.read_text(encoding="utf-8").splitlines()
        if line.startswith(f"| {name} |")
    )
    assert row == table_row(name)


def tonnes(kg: float) -> str:
    return f"{round_significant(kg / 1000):f}"


def table_row(name: str) -> str:
    """One row of the table of typical machines, from the product."""
    footprint, template = compute(name), find_template(name)
    gate = footprint.total(View.CRADLE_TO_GATE)
    interval = footprint.interval(View.CRADLE_TO_GATE)
    mass = float(footprint.machine.net_mass_kg)
    cells = (
        name,
        f"{mass:,.0f}",
        base_of(template),
        tonnes(gate),
        f"{gate / mass:.2f}",
        f"{template.cradle_to_gate.low} to {template.cradle_to_gate.high}",
        f"{tonnes(interval.low)} to {tonnes(interval.high)}",
        tonnes(footprint.total(View.WHOLE_LIFE)),
    )
    return f"| {' | '.join(cells)} |"
