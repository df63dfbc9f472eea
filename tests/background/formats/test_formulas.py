"""Formulas that all formats write alike are worked out; the rest is left to who evaluated it."""

import time

import pytest

from cradlegate.background.formats.formulas import Variables, agrees, work_out

KNOWN = Variables({"load": 3.0, "zero": 0.0}, {"double": "2 * LOAD", "again": "double + 1",
                  "ring": "ring2", "ring2": "ring"})  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("2 * load ^ 2", 18.0),
        ("1.0 * (3.90E-06*94.97/30.97)", 3.90e-06 * 94.97 / 30.97),
        ("-2^2", -4.0),
        ("2 ^ -1", 0.5),
        ("2 - -1 - 3", 0.0),
        ("12 / 2 / 3", 2.0),
        (".5 + 1.", 1.5),
        ("Again", 7.0),
        ("zero", 0.0),
        ("min(2; load; 5) + max(1, 2)", 4.0),
        ("sqrt(16) + abs(-1) + pow(2;3) + exp(0) + ln(1) + log10(100)", 16.0),
    ],
)
def test_formulas_are_worked_out(formula, value):
    assert work_out(formula, KNOWN) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    "formula",
    [
        "", "2 *", "(2", "2)", "2 3", "unknown", "sin(1)", "log(10)", "pow(2)", "min(1)", "ring",
        "1 / 0", "ln(0)", "2 ^ 3 ^ 2", "10 ^ 999", "1e999", "2 ** 3", "if(1; 2; 3)", "a.b", "()",
        "(" * 50 + "1" + ")" * 50, "1+" * 1500 + "1", "__import__('os')", "(-8) ^ 0.5",
    ],
)  # fmt: skip
def test_what_is_not_known_is_not_worked_out(formula):
    assert work_out(formula, KNOWN) is None


def test_formulas_that_ask_for_each_other_over_and_over_end_soon():
    chain = {f"n{at}": f"n{at + 1} + n{at + 1}" for at in range(35)}
    started = time.process_time()
    assert work_out("n0", Variables({"n35": 1.0}, chain)) is None
    assert time.process_time() - started < 1.0


def test_figures_agree_up_to_rounding():
    assert agrees(1.4476965867, 0.032827587 * 44.1)
    assert agrees(0.0, 0.0)
    assert not agrees(1.0, 1.001)
