"""Formulas are read without running them, their dimensions hold, and both ways of working agree."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.fault import FaultsError
from cradlegate.core.quantity import UnitError
from cradlegate.lca.tapes.builder import TapeBuilder
from cradlegate.lca.tapes.run import evaluate
from cradlegate.product.formulas.formula import (
    Formula,
    compile_formula,
    evaluate_exactly,
    write_formula,
)
from cradlegate.product.formulas.units import NUMBER, Unit, read_unit
from cradlegate.product.variants.computed import compute_columns

UNITS = {
    "net_mass": read_unit("kg"),
    "power": read_unit("kW"),
    "hours": read_unit("h"),
    "length": read_unit("m"),
    "tools": NUMBER,
}
VALUES = {
    "net_mass": Decimal(5800),
    "power": Decimal("11.5"),
    "hours": Decimal(4000),
    "length": Decimal(3),
    "tools": Decimal(24),
}


def work_out(text: str, result: str | None = None) -> Decimal:
    return evaluate_exactly(compiled(text, result), VALUES)


def compiled(text: str, result: str | None = None) -> Formula:
    return compile_formula(text, UNITS, read_unit(result) if result is not None else None)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("5800 kg + 120 kg * tools", "kg", "8680"),
        ("5.8 t + 200 kg", "kg", "6000"),
        ("power * hours", "kWh", "46000"),
        ("power * hours", "MJ", "165600"),
        ("2 kWh/kg * net_mass", "kWh", "11600"),
        ("net_mass / 100 kg", "", "58"),
        ("2 + 3 * 4 - 5", "", "9"),
        ("20 - 8 - 2", "", "10"),
        ("64 / 4 / 2", "", "8"),
        ("(2 ^ 3) ^ 2", "", "64"),
        ("-2 ^ 2", "", "-4"),
        ("2 * -3", "", "-6"),
        ("10 ** -2", "", "0.01"),
        ("(1 + 2) * 3", "", "9"),
        ("min(tools, 10, 12) + max(1, 2)", "", "12"),
        ("sqrt(length * length)", "m", "3"),
        ("sqrt(9 m2 + length ^ 2 * 0)", "", None),
        ("2 ^ 3 ^ 2", "", None),
        ("exp(0) + log(1)", "", "1"),
        ("length ^ 2 / length", "m", "3"),
        ("1 / length * 6 m", "", "2"),
        ("5 %", "", "0.05"),
        (".5e1", "", "5"),
        ("24 kWh/tools", "kWh", "1"),
    ],
)  # fmt: skip
def test_formulas_are_worked_out_by_the_rules_of_arithmetic(
    text: str, unit: str, expected: str | None
):
    if expected is None:
        with pytest.raises(FaultsError):
            work_out(text, unit)
    else:
        assert work_out(text, unit) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("", "PR-060", 1),
        ("2 +", "PR-060", 4),
        ("2 $ 3", "PR-060", 3),
        ("(2 + 3", "PR-060", 7),
        ("2 3", "PR-060", 3),
        (")", "PR-060", 1),
        ("__import__('os')", "PR-060", 12),
        ("tools.real", "PR-060", 6),
        ("abs(tools)", "PR-060", 1),
        ("sqrt(tools, 2)", "PR-060", 1),
        ("min(tools)", "PR-060", 1),
        ("tols * 2", "PR-061", 1),
        ("1 + pallets", "PR-061", 5),
        ("net_mass + power", "PR-062", 10),
        ("net_mass + 3", "PR-062", 10),
        ("exp(net_mass)", "PR-062", 1),
        ("sqrt(net_mass)", "PR-062", 1),
        ("max(net_mass, 2 m)", "PR-062", 1),
        ("tools ^ 0.5", "PR-062", 7),
        ("tools ^ tools", "PR-062", 7),
        ("tools ^ 13", "PR-062", 7),
        ("(" * 60 + "1" + ")" * 60, "PR-063", 52),
        ("-" * 60 + "1", "PR-063", 52),
        ("1" + " + 1" * 600, "PR-063", 2000),
    ],
)  # fmt: skip
def test_bad_formulas_are_refused_with_their_column(text: str, code: str, column: int):
    with pytest.raises(FaultsError) as caught:
        compiled(text)
    (fault,) = caught.value.faults
    assert fault.code == code
    assert f"at column {column} of" in fault.found


def test_all_unknown_names_are_named_at_once_with_what_they_are_near_to():
    with pytest.raises(FaultsError) as caught:
        compiled("netmass + pallets * 2")
    assert [fault.code for fault in caught.value.faults] == ["PR-061", "PR-061"]
    assert "near to net_mass" in caught.value.faults[0].found


def test_a_result_of_another_dimension_is_refused():
    with pytest.raises(FaultsError, match="PR-062"):
        compiled("power * hours", "kg")


def test_a_division_by_zero_has_no_value():
    with pytest.raises(FaultsError, match="PR-065"):
        work_out("1 / (tools - 24)")


def test_a_formula_names_what_it_is_made_from():
    assert compiled("tools * length + tools * 2 m").names == ("tools", "length")


FORMULAS = (
    "5800 kg + 120 kg * tools + net_mass * 0.3",
    "min(net_mass, 2 t) / 3 - max(1 kg, 2 kg, net_mass) * sqrt(tools)",
    "net_mass * exp(-tools / 40) + log(tools) * 7 kg + net_mass ^ 2 / 1 t",
    "net_mass * tools ^ -1",
)


@given(st.sampled_from(FORMULAS), st.decimals(1, 90000, places=3), st.integers(1, 400))
def test_tape_and_exact_way_give_the_same(text: str, net_mass: Decimal, tools: int):
    formula = compiled(text, "kg")
    exact = evaluate_exactly(formula, {"net_mass": net_mass, "tools": Decimal(tools)})
    tape = TapeBuilder(2)
    numbers = {"net_mass": tape.parameter(0), "tools": tape.parameter(1)}
    written = tape.finish([write_formula(formula, tape, numbers)])
    found = evaluate(written, np.array([[float(net_mass)], [float(tools)]]))[0, 0]
    scale = float(net_mass) * max(1.0, float(net_mass) / 1000) + 1e5
    assert found == pytest.approx(float(exact), abs=1e-12 * scale)


@given(st.text("0123456789+-*/^(). kgmtols,eE", max_size=40))
def test_any_text_is_a_formula_or_a_fault(text: str):
    try:
        compiled(text)
    except FaultsError as error:
        codes = {fault.code for fault in error.faults}
    else:
        codes = set()
    assert codes <= {"PR-060", "PR-061", "PR-062", "PR-063"}


def test_units_cancel_and_say_what_they_are():
    power, time = read_unit("kW"), read_unit("h")
    assert str(power * time / power) == "h"
    assert str(NUMBER) == "number"
    assert str(read_unit("1/year")) == "1/year"
    assert str(read_unit("kWh/kg")) == "kWh/kg"
    assert read_unit("1") == Unit()
    assert (read_unit("m") * read_unit("m")).root == read_unit("m")
    with pytest.raises(UnitError):
        read_unit("wibbles")


def test_computed_columns_use_those_before_them():
    columns = compute_columns(["extra = 12 kg * tools", "net_mass = net_mass + extra"], UNITS)
    assert columns.names == ("extra", "net_mass")
    assert columns.given == ("tools", "net_mass")
    found = evaluate(columns.tape, np.array([[10.0], [5000.0]]))
    assert found.ravel().tolist() == [120.0, 5120.0]


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        (["net_mass"], ["PR-064"]),
        (["net_mass = "], ["PR-064"]),
        (["a = 1", "a = 2"], ["PR-064"]),
        (["net_mass = 3 kW", "b = nothing"], ["PR-062", "PR-061"]),
    ],
)
def test_faults_of_all_computed_columns_are_gathered(settings: list[str], codes: list[str]):
    with pytest.raises(FaultsError) as caught:
        compute_columns(settings, UNITS)
    assert [fault.code for fault in caught.value.faults] == codes
    assert all("--set" in fault.found for fault in caught.value.faults)
