"""Codes are spelled in one way, and no further than that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.border.shipments.codes import spell_code

SEPARATORS = " \t-_/.\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}"


@pytest.mark.parametrize(
    "other",
    [
        "vmc-850", "VMC 850", "vmc_850", "VMC/850", "V.M.C.850", "VMC\N{EN DASH}850",
        "VMC\N{NON-BREAKING HYPHEN}850", "VMC\N{MINUS SIGN}850", "VMC\N{ZERO WIDTH SPACE}850", "ＶＭＣ－８５０", " VMC850\n",
    ],
)  # fmt: skip
def test_spellings_of_one_code_are_one(other):
    assert spell_code(other) == spell_code("VMC-850")


@pytest.mark.parametrize(
    ("one", "other"),
    [("VMC-850", "VMC-85O"), ("SN-1", "SN-I"), ("SN-l", "SN-1"), ("A+1", "A1"), ("SN-1", "SN-11"), ("ВМС", "BMC")],
)  # fmt: skip
def test_codes_that_only_look_alike_stay_apart(one, other):
    assert spell_code(one) != spell_code(other)


@given(st.text())
def test_spelling_twice_changes_nothing(text):
    assert spell_code(spell_code(text)) == spell_code(text)


@given(st.text("ABCXYZ0189", min_size=1), st.lists(st.sampled_from(SEPARATORS), max_size=8))
def test_separators_make_no_difference_wherever_they_stand(code, separators):
    mixed = "".join(f"{sign}{''.join(separators[at :: len(code)])}" for at, sign in enumerate(code))
    assert spell_code(mixed) == spell_code(code)


@given(st.text("abcxyz0189"))
def test_case_makes_no_difference(code):
    assert spell_code(code.upper()) == spell_code(code)
