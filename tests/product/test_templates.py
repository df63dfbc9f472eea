"""The template of the 3-axis vertical machining centre, against shares worked by hand."""

from decimal import Decimal

import pytest

from cradlegate.background.library import shipped_library
from cradlegate.background.selection import Need, select_default
from cradlegate.core.fault import FaultsError
from cradlegate.core.grade import DataGrade
from cradlegate.product.machine import MachineKind
from cradlegate.product.templates.composition import sum_by_group
from cradlegate.product.templates.expansion import (
    Template,
    TemplatePart,
    expand_template,
    find_template,
    shipped_templates,
)


@pytest.fixture
def template() -> Template:
    return shipped_templates()["vmc-3axis"]


def expand(
    template: Template, mass: str, axes: int, kw: str, base: str = "grey_iron"
) -> tuple[TemplatePart, ...]:
    size = template.size({"net_mass_kg": Decimal(mass), "axes": axes, "spindle_kw": Decimal(kw)})
    return expand_template(template, size, base)


def mass_of(parts: tuple[TemplatePart, ...], subassembly: str) -> Decimal:
    return sum((part.mass_kg for part in parts if part.subassembly == subassembly), Decimal(0))


def test_the_shipped_template_is_a_machining_centre(template: Template):
    assert template.kind is MachineKind.MACHINING_CENTRE
    assert [one.id for one in template.subassemblies] == [
        "bed", "column", "saddle", "table", "headstock", "spindle_unit", "guideways",
        "servo_drives", "pallet_changer", "tool_changer", "control_cabinet", "fluid_systems", "coolant_chips",
        "enclosure",
    ]  # fmt: skip


@pytest.mark.requirement("S1-26")
def test_masses_follow_drivers_and_shares_as_worked_by_hand(template: Template):
    parts = expand(template, "5800", 3, "11")
    assert mass_of(parts, "spindle_unit") == 77  # 7 kg/kW × 11 kW
    assert mass_of(parts, "servo_drives") == 105  # 35 kg × 3
    assert mass_of(parts, "control_cabinet") == 172  # 90 + 20 × 3 + 2 × 11
    # The rest, 5800 - 354 = 5446 kg, is shared in 92.2 parts, of which the table has 6.
    assert abs(mass_of(parts, "table") - Decimal("354.403470716")) < Decimal("0.00001")
    assert abs(mass_of(parts, "enclosure") - Decimal("295.336225597")) < Decimal("0.00001")


def test_tools_beyond_the_usual_magazine_weigh_five_kilograms_each(template: Template):
    stated = {"net_mass_kg": Decimal(5800), "axes": Decimal(3), "spindle_kw": Decimal(11)}
    more_tools: tuple[dict[str, Decimal], ...] = (
        {}, {"tools": Decimal(24)}, {"tools": Decimal(10)}, {"tools": Decimal(40)},
    )  # fmt: skip
    usual, *others = (
        mass_of(
            expand_template(template, template.size(stated | more), "grey_iron"), "tool_changer"
        )
        for more in more_tools
    )
    assert others[0] == others[1] == usual
    # 16 more places weigh 80 kg; the rest of the mass gives up 3 of 92.2 parts of them.
    gained = 80 - 80 * Decimal(3) / Decimal("92.2")
    assert abs(others[2] - usual - gained) < Decimal("0.00001")


def test_a_machine_without_pallets_has_no_pallet_changer(template: Template):
    stated = {"net_mass_kg": Decimal(5800), "axes": Decimal(3), "spindle_kw": Decimal(11)}
    without, with_two = (
        expand_template(
            template, template.size(stated | {"pallets": Decimal(pallets)}), "grey_iron"
        )
        for pallets in (0, 2)
    )
    assert "pallet_changer" not in {part.subassembly for part in without}
    assert mass_of(with_two, "pallet_changer") == 600  # 300 kg a pallet


@pytest.mark.requirement("S1-26")
def test_mass_closes_to_the_last_digit(template: Template):
    parts = expand(template, "5800.123456789", 4, "18.5")
    assert sum(part.mass_kg for part in parts) == Decimal("5800.123456789")


def test_composition_is_what_is_published_for_machines_of_this_class(template: Template):
    """A 6 t machine: 73 % cast iron, 23 % steels, 1.0 % Al, 1.1 % Cu, 0.2 % populated boards."""
    parts = expand(template, "6000", 3, "22")
    groups = sum_by_group(parts)
    percent = {group: 100 * mass / 6000 for group, mass in groups.items()}
    assert abs(percent["cast_iron"] - 73) < 1
    assert abs(percent["steel"] - 23) < 1
    assert abs(percent["aluminium"] - 1) < Decimal("0.1")
    assert abs(percent["copper"] - Decimal("1.1")) < Decimal("0.1")
    assert abs(percent["circuit_board"] - Decimal("0.2")) < Decimal("0.05")
    assert sum(groups.values()) == 6000


def test_electronics_are_part_of_the_machine(template: Template):
    materials = {part.material for part in expand(template, "5800", 3, "11")}
    assert materials >= {"drive_electronic", "cnc_control", "circuit_board", "cable", "servo_motor"}


@pytest.mark.requirement("S1-26")
@pytest.mark.requirement("S1-28", part="one template family")
@pytest.mark.parametrize(
    "base", ["grey_iron", "ductile_iron", "steel_plate", "mineral_casting", "granite"]
)
def test_base_material_changes_bed_and_column_and_keeps_their_mass(template: Template, base: str):
    iron, other = expand(template, "5800", 3, "11"), expand(template, "5800", 3, "11", base)
    assert [part.mass_kg for part in other] == [part.mass_kg for part in iron]
    assert {part.id for part in other if part.subassembly in {"bed", "column"}} >= {
        f"vmc-3axis/bed/{base}", f"vmc-3axis/column/{base}",
    }  # fmt: skip
    changed = {
        new.subassembly
        for new, old in zip(other, iron, strict=True)
        if new.material != old.material
    }
    assert changed == (set() if base == "grey_iron" else {"bed", "column"})


def test_a_base_material_brings_its_own_process_yield(template: Template):
    bed = next(
        part
        for part in expand(template, "5800", 3, "11", "mineral_casting")
        if part.id.endswith("bed/mineral_casting")
    )
    assert bed.process_yield == Decimal("0.98")
    assert not bed.is_made_in_house


@pytest.mark.requirement("S1-28", part="one template family")
def test_twenty_variants_expand_and_every_part_says_where_it_comes_from(template: Template):
    variants = [
        expand(template, str(mass), axes, "15", base)
        for mass in (3000, 4000, 5000, 6000, 8000)
        for axes in (3, 4)
        for base in ("grey_iron", "mineral_casting")
    ]
    assert len(variants) == 20
    for parts in variants:
        assert len({part.id for part in parts}) == len(parts)
        assert {part.grade for part in parts} == {DataGrade.ESTIMATE}
        assert all(part.source.citation and part.source.locator for part in parts)
        assert all(part.spread_rel95 > 0 and 0 < part.process_yield <= 1 for part in parts)


def test_every_parameter_out_of_range_is_named_at_once(template: Template):
    with pytest.raises(FaultsError) as caught:
        expand(template, "NaN", 2, "1e308", "wood")
    assert [fault.code for fault in caught.value.faults] == ["PR-002", "PR-002", "PR-002", "PR-004"]
    assert "net_mass_kg is NaN; vmc-3axis holds from 2000 to 15000" in str(caught.value)
    assert "offers grey_iron, ductile_iron" in str(caught.value)


@pytest.mark.parametrize(
    ("mass", "axes", "kw"),
    [("1999.9", 3, "11"), ("15000.1", 3, "11"), ("5800", 6, "11"), ("5800", 3, "45.1")],
)
def test_just_outside_a_range_is_a_fault(template: Template, mass: str, axes: int, kw: str):
    with pytest.raises(FaultsError) as caught:
        expand(template, mass, axes, kw)
    assert [fault.code for fault in caught.value.faults] == ["PR-002"]


@pytest.mark.parametrize(("mass", "axes", "kw"), [("2000", 3, "11"), ("15000", 5, "45")])
def test_the_ends_of_a_range_belong_to_it(template: Template, mass: str, axes: int, kw: str):
    assert sum(part.mass_kg for part in expand(template, mass, axes, kw)) == Decimal(mass)


def test_a_small_machine_with_a_huge_spindle_is_refused(template: Template):
    """2 t and 45 kW: 315 + 105 + 240 = 660 kg would be a third of the machine."""
    with pytest.raises(FaultsError) as caught:
        expand(template, "2000", 3, "45")
    assert [fault.code for fault in caught.value.faults] == ["PR-003"]
    assert "660 kg of 2000 kg" in str(caught.value)


def test_an_unknown_template_is_a_fault_that_names_the_known_ones():
    with pytest.raises(FaultsError) as caught:
        find_template("vmc-4axis")
    assert [fault.code for fault in caught.value.faults] == ["PR-001"]
    assert "vmc-3axis" in str(caught.value)
    assert find_template("vmc-3axis").id == "vmc-3axis"


@pytest.mark.requirement("S1-26")
def test_the_factors_of_the_library_keep_the_order_of_variants(template: Template):
    """More mass, axes or spindle power raise material GHG with the shipped factors too."""

    def burden(mass: str, axes: int, kw: str, base: str) -> Decimal:
        library = shipped_library()
        return sum(
            (
                part.mass_kg
                / part.process_yield
                * select_default(Need(part.material, "CN"), "kg", part.id, library).chosen.total
                for part in expand(template, mass, axes, kw, base)
            ),
            Decimal(0),
        )

    for base in template.base_materials:
        reference = burden("5800", 3, "11", base)
        assert reference < burden("5810", 3, "11", base)
        assert reference < burden("5800", 4, "11", base)
        assert reference < burden("5800", 3, "12", base)


def test_every_material_of_the_template_has_a_family_and_a_factor_in_the_library(
    template: Template,
):
    library = shipped_library()
    for base in template.base_materials:
        for part in expand(template, "5800", 3, "11", base):
            assert part.material in library.families
            assert (
                select_default(Need(part.material, "CN"), "kg", part.id, library).chosen.total > 0
            )


def test_material_intensity_lies_in_the_published_range(template: Template):
    """1.7 to 3.6 kg CO2e of materials per kg of a vertical machining centre (engineering range)."""
    library = shipped_library()
    total = sum(
        part.mass_kg
        / part.process_yield
        * select_default(Need(part.material, "CN"), "kg", part.id, library).chosen.total
        for part in expand(template, "6000", 3, "22")
    )
    assert Decimal("1.7") < total / 6000 < Decimal("3.6")


def test_defaults_of_use_add_up(template: Template):
    shares = [
        one.amount.fixed for name, one in template.defaults.items() if name.startswith("use.share.")
    ]
    routes = [
        one.amount.fixed
        for name, one in template.defaults.items()
        if name.startswith("end_of_life.")
    ]
    assert sum(shares) == 1
    assert sum(routes) == 1


def test_bands_are_the_documented_ones(template: Template):
    assert [str(end) for end in (template.cradle_to_gate.low, template.cradle_to_gate.high)] == [
        "2",
        "7",
    ]
    assert [str(end) for end in (template.price.low, template.price.high)] == ["10", "20"]
    assert template.price.unit == "USD/kg"
