from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.quantity import Quantity, UnitError, conversion_factor, is_unit


@pytest.mark.parametrize(
    ("unit", "target", "factor"),
    [
        ("t", "kg", "1000"),
        ("kWh", "MJ", "3.6"),
        ("MWh", "kWh", "1000"),
        ("kW.h", "kWh", "1"),
        ("kg/kWh", "kg/MWh", "1000"),
        ("t.km", "kg.km", "1000"),
        ("L", "m3", "0.001"),
        ("g", "kg", "0.001"),
        ("item", "item", "1"),
    ],
)
def test_conversions_are_exact(unit, target, factor):
    assert conversion_factor(unit, target) == Decimal(factor)


@pytest.mark.requirement("S1-25", part="units")
@pytest.mark.parametrize(
    ("unit", "target"),
    [("kg", "kWh"), ("m3", "kg"), ("Nm3", "m3"), ("item", "kg"), ("kWh/t", "kWh")],
)
def test_other_dimensions_are_refused(unit, target):
    with pytest.raises(UnitError, match="cannot be expressed"):
        conversion_factor(unit, target)


@pytest.mark.parametrize("unit", ["quux", "", "kg m", "kg^2", "kg)", "1kg", "kg//kg"])
def test_what_is_no_unit_is_refused(unit):
    with pytest.raises(UnitError):
        conversion_factor(unit, "kg")
    assert not is_unit(unit)


def test_known_units_are_known():
    assert all(is_unit(unit) for unit in ("kg", "kWh", "m3", "t.km", "item", "Nm3"))


@given(st.decimals("0.000001", "1e9", places=6))
def test_a_round_trip_gives_the_same_amount(value):
    assert Quantity(value, "kWh").to("MJ").to("kWh").value == pytest.approx(
        value, rel=Decimal("1e-20")
    )


def test_a_quantity_reads_as_value_and_unit():
    assert str(Quantity(Decimal("5800.0"), "kg")) == "5800.0 kg"
