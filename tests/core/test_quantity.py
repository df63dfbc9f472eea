import subprocess
import sys
from decimal import Decimal
from itertools import product

import pint
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


_COMMON = {
    **{unit: unit for unit in ("g", "kg", "t", "Wh", "kWh", "MWh", "MJ", "GJ", "W", "kW", "MW")},
    "mm": "mm",
    "m": "m",
    "km": "km",
    "L": "L",
    "m3": "m**3",
    "t.km": "t*km",
    "h": "hour",
}


def test_common_units_convert_as_the_registry_of_units_converts_them():
    registry: pint.UnitRegistry[Decimal] = pint.UnitRegistry(non_int_type=Decimal)
    ones = {unit: registry.Quantity(Decimal(1), spelled) for unit, spelled in _COMMON.items()}
    for unit, target in product(_COMMON, repeat=2):
        if ones[unit].is_compatible_with(ones[target]):
            expected = (ones[unit].to(ones[target].units) / ones[target]).magnitude
            assert conversion_factor(unit, target) == expected
        else:
            with pytest.raises(UnitError, match=f"{unit} cannot be expressed in {target}"):
                conversion_factor(unit, target)


def test_common_units_are_known_without_loading_the_registry():
    ask = "is_unit('kg'), Quantity(1, 'kWh').to('MJ'), 'pint' in sys.modules"
    program = f"import sys; from cradlegate.core.quantity import *; print(({ask})[-1])"
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout == "False\n"


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
