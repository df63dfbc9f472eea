"""Laws that every template obeys, whatever the parameters (S1-26)."""

from decimal import Decimal

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from cradlegate.core.fault import FaultsError
from cradlegate.product.templates.expansion import (
    Template,
    TemplatePart,
    expand_template,
    shipped_templates,
)

TEMPLATES = st.sampled_from(sorted(shipped_templates().values(), key=lambda template: template.id))
MASSES = st.decimals("2000", "15000", places=1)
AXES = st.integers(3, 5)
POWERS = st.decimals("3", "45", places=1)
BASES = st.sampled_from(["grey_iron", "ductile_iron", "steel_plate", "mineral_casting", "granite"])
MACHINES = st.tuples(TEMPLATES, MASSES, AXES, POWERS, BASES)
MASS, AXIS, POWER = 1, 2, 3

# Rough kg CO2e per kg: electronics above motors above components above steel above iron and stone.
BURDENS = {
    "circuit_board": 90, "cnc_control": 60, "drive_electronic": 37, "sensor": 40, "operator_panel": 30,
    "cabinet_electric": 10, "cable": 6, "servo_motor": 6, "motor_electric": 5, "aluminium_wrought": 12,
    "bearing": 4, "linear_guide": 4, "ball_screw": 4, "steel_alloy": 3, "steel_stainless": 4,
    "steel_plate": 2.7, "steel_sheet": 2.5, "steel_bar": 2.3, "grey_iron": 2, "ductile_iron": 2.2,
    "mineral_casting": 1, "granite": 0.35,
}  # fmt: skip
OTHERS = Decimal("3.5")


Machine = tuple[Template, Decimal, int, Decimal, str]


def expand(machine: Machine) -> tuple[TemplatePart, ...]:
    """Expand, leaving out machines that would be all spindle and drives."""
    try:
        return expand_template(*machine)
    except FaultsError as error:
        if {fault.code for fault in error.faults} == {"PR-003"}:
            reject()
        raise


def burden(machine: Machine) -> Decimal:
    """A plausible kg CO2e; only its order between two machines matters."""
    return sum(
        (
            part.mass_kg / part.process_yield * Decimal(BURDENS.get(part.material, OTHERS))
            for part in expand(machine)
        ),
        Decimal(0),
    )


def differ_in(machine: Machine, place: int, one: object, other: object) -> tuple[Machine, Machine]:
    """Two machines alike but for one parameter, the smaller first."""
    low, high = sorted((one, other))  # type: ignore[type-var]
    return (*machine[:place], low, *machine[place + 1 :]), (
        *machine[:place],
        high,
        *machine[place + 1 :],
    )  # type: ignore[return-value]


@pytest.mark.requirement("S1-26")
@given(MACHINES)
def test_mass_closes_exactly_and_no_part_is_negative(machine):
    parts = expand(machine)
    assert sum(part.mass_kg for part in parts) == machine[MASS]
    assert all(part.mass_kg >= 0 for part in parts)


@pytest.mark.requirement("S1-26")
@given(MACHINES, MASSES, MASSES)
def test_more_weight_never_lowers_the_burden(machine, one, other):
    light, heavy = differ_in(machine, MASS, one, other)
    assert burden(light) <= burden(heavy)


@pytest.mark.requirement("S1-26")
@given(MACHINES, AXES, AXES)
def test_more_axes_never_lower_the_burden(machine, one, other):
    few, many = differ_in(machine, AXIS, one, other)
    assert burden(few) <= burden(many)


@pytest.mark.requirement("S1-26")
@given(MACHINES, POWERS, POWERS)
def test_more_spindle_power_never_lowers_the_burden(machine, one, other):
    weak, strong = differ_in(machine, POWER, one, other)
    assert burden(weak) <= burden(strong)


@given(MACHINES)
def test_part_ids_name_template_subassembly_and_material(machine):
    for part in expand(machine):
        assert part.id == f"{machine[0].id}/{part.subassembly}/{part.material}"
