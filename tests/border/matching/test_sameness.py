"""When two values count as the same, whatever side comes first."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.border.matching.field_match import Relation
from cradlegate.border.matching.sameness import (
    find_kg,
    name_pieces,
    same_code,
    same_figure,
    same_hs,
    same_mass,
    same_period,
    same_unit,
    same_word,
)
from cradlegate.border.shipments.codes import spell_code
from cradlegate.core.period import Interval
from tests.border.matching.entries import COMPATIBLE, CONFLICT, EQUAL, UNKNOWN

CODES = st.text(alphabet="aA0O1Il-/. Ｂ8Ｓ5５ị", max_size=8)
MASSES = st.decimals(min_value="0.1", max_value="99999", places=1)
FIGURES = st.decimals(min_value="0.001", max_value="99999", places=3)
YEARS = st.builds(
    lambda year, months: Interval.parse(f"{year}{months}"),
    st.sampled_from(["2025", "2026"]),
    st.sampled_from(["", "-05", "-05-14", "-12", "-04/2027-01", "-05/2026-06"]),
)
HS = st.tuples(
    st.sampled_from(["2022", "HS 2022", "2028", ""]),
    st.sampled_from(["845710", "84571010", "845720"]),
)
UNITS = st.sampled_from(["machine", "one machine", "per kW", "kW", "barrel", "1 kg"])
CORRELATED = {
    ("2022", "845710"): frozenset({("2028", "845720")}),
    ("2028", "845720"): frozenset({("2022", "845710")}),
    ("2028", "845710"): frozenset({("2022", "845720")}),
    ("2022", "845720"): frozenset({("2028", "845710")}),
}  # fmt: skip


@given(CODES, CODES)
def test_codes_relate_alike_from_both_sides(one, other):
    assert same_code(one, other).relation is same_code(other, one).relation


@given(MASSES, MASSES)
def test_masses_relate_alike_from_both_sides(one, other):
    assert same_mass(one, other).relation is same_mass(other, one).relation


@given(FIGURES, FIGURES)
def test_figures_relate_alike_from_both_sides(one, other):
    assert same_figure(one, other).relation is same_figure(other, one).relation


@given(YEARS, YEARS)
def test_dates_relate_alike_from_both_sides(one, other):
    assert same_period(one, other).relation is same_period(other, one).relation


@given(HS, HS, st.sampled_from([{}, CORRELATED]))
def test_commodity_codes_relate_alike_from_both_sides(one, other, counterparts):
    forth, back = same_hs(one, other, counterparts), same_hs(other, one, counterparts)
    assert forth.relation is back.relation


@given(UNITS, UNITS)
def test_units_relate_alike_from_both_sides(one, other):
    assert same_unit(one, other).relation is same_unit(other, one).relation


@given(st.text(max_size=12))
def test_spelling_a_code_twice_changes_nothing(text):
    assert spell_code(spell_code(text)) == spell_code(text)


@given(st.text(alphabet="ABC019-/ ", min_size=1, max_size=12), st.data())
def test_one_other_character_of_a_serial_number_always_conflicts(serial, data):
    at = data.draw(st.integers(0, len(serial) - 1))
    sign = data.draw(st.sampled_from("ABC019"))
    changed = serial[:at] + sign + serial[at + 1 :]
    if spell_code(changed) != spell_code(serial) and spell_code(serial):
        assert same_code(serial, changed).relation is CONFLICT


def test_codes_of_blanks_and_dashes_say_nothing():
    assert same_code("- -", "/").relation is UNKNOWN
    assert same_code("VMC-850", "vmc 850").by == (
        "case, width, blanks, dashes, slashes and dots left out"
    )


def test_countries_are_the_same_or_not():
    assert same_word("CN", "CN").relation is EQUAL
    assert same_word("CN", "KR").relation is CONFLICT


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (("2022", "845710"), ("HS 2022", "845710"), EQUAL),
        (("2022", "845710"), ("2022", "84571010"), COMPATIBLE),
        (("2022", "845710"), ("2022", "845720"), CONFLICT),
        (("2022", "845710"), ("2028", "845710"), UNKNOWN),
        (("", "845710"), ("2022", "845710"), UNKNOWN),
        (("AHTN", "845710"), ("ahtn", "845710"), EQUAL),
    ],
)
def test_an_edition_is_part_of_a_commodity_code(one, other, wanted):
    assert same_hs(one, other).relation is wanted


def test_a_correlation_tells_codes_of_two_editions_apart_or_together():
    assert same_hs(("2022", "845710"), ("2028", "84572090"), CORRELATED).relation is COMPATIBLE
    refused = same_hs(("2022", "845710"), ("2028", "845710"), CORRELATED)
    assert (refused.relation, refused.note) == (CONFLICT, "845710 of HS 2022 is 845720")
    half = same_hs(("2022", "845710"), ("2028", "846000"), CORRELATED)
    assert half.relation is UNKNOWN


def test_national_digits_are_told_and_not_compared():
    sameness = same_hs(("2022", "84571010"), ("2022", "84571090"))
    assert sameness.note == "national digits, not compared: 10 and 90"


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("5800", "5800", EQUAL),
        ("5800", "5829", COMPATIBLE),  # 29 / 5829 = 0.4975 %
        ("5800", "5830", UNKNOWN),  # 30 / 5830 = 0.5146 %
        ("1000", "995", COMPATIBLE),  # 5 / 1000 = 0.5 % exactly
    ],
)
def test_masses_are_the_same_within_the_house_tolerance(one, other, wanted):
    assert same_mass(Decimal(one), Decimal(other)).relation is wanted


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("2026", "2026", EQUAL),
        ("2026", "2026-05", COMPATIBLE),
        ("2026-05", "2026-06", CONFLICT),
        ("2026-04/2026-06", "2026-06/2026-08", UNKNOWN),
    ],
)
def test_dates_that_are_known_roughly_hold_each_other_or_not(one, other, wanted):
    assert same_period(Interval.parse(one), Interval.parse(other)).relation is wanted


@pytest.mark.parametrize(
    ("exact", "written", "wanted"),
    [
        ("22057.2940327", "22057.2940327", EQUAL),
        ("22057.2940327", "22057", COMPATIBLE),
        ("22057.2940327", "22060", COMPATIBLE),  # four digits
        ("22057.2940327", "22100", COMPATIBLE),  # three digits
        ("22057.2940327", "22000", CONFLICT),  # two digits fit too much
        ("22057.2940327", "22058", CONFLICT),
        ("0", "0.00", EQUAL),
    ],
)
def test_a_figure_may_be_rounded_to_three_digits_or_more(exact, written, wanted):
    assert same_figure(Decimal(exact), Decimal(written)).relation is wanted


def test_per_machine_and_per_kw_conflict():
    assert same_unit("machine", "per kW").relation is CONFLICT
    assert same_unit("machine", "One  Machine").relation is COMPATIBLE
    assert same_unit("machine", "machine").relation is EQUAL
    assert same_unit("crate", "machine").note == "'crate' is no unit known here"
    assert same_unit("machine", "crate").note == "'crate' is no unit known here"


def test_units_of_pieces_and_footprints_are_known_by_their_spellings():
    assert [name_pieces(unit) for unit in ("C62", "h87", "NAR", "Cái", "KGM")] == [
        "one", "piece", "number of articles", "piece", "",
    ]  # fmt: skip
    assert find_kg("t CO₂e") == 1000
    assert find_kg("kWh") is None


def test_a_relation_decides_as_an_outcome():
    assert [str(each.outcome) for each in Relation] == [
        "met", "met", "not met", "undetermined", "not applicable",
    ]  # fmt: skip
