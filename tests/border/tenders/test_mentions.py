"""Names of the standard, however they are written; the table of variants of this room."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.border.tenders.mentions import Level, find_mentions, name_patterns, spell_plainly

HIT, NEAR, NONE = Level.HIT, Level.NEAR_MISS, Level.NONE

# The text, and what it is; written down before the patterns, and beside them.
VARIANTS = {
    "ISO/TR 24122": HIT,
    "ISO-TR 24122-2026": HIT,
    "ISO TR 24122:2026": HIT,
    "ISO\uff0fTR 24122": HIT,  # full-width slash
    "ISO\u2044TR\u00a024122": HIT,  # fraction slash, blank that does not break
    "ISO\u2215TR 24122": HIT,
    "ISO/TR 24122\u20132026": HIT,  # en dash
    "ISO/TR\u201124122": HIT,  # hyphen that does not break
    "ISO/TR 24\u00ad122": HIT,  # soft hyphen
    "ISO/\u200bTR 24122": HIT,  # zero-width blank
    "ISO/TR\n   24122": HIT,
    "\uff29\uff33\uff2f/\uff34\uff32 \uff12\uff14\uff11\uff12\uff12": HIT,  # full width
    "ISO/TR \u0662\u0664\u0661\u0662\u0662": HIT,  # Arabic digits
    "iso/tr24122": HIT,
    "(ISO/TR 24122:2026)": HIT,
    "ISO\\TR 24122": HIT,
    "按照ISO/TR 24122:2026核算": HIT,
    "DIN ISO/TR 24122": HIT,
    "ISO/TR 24122:2026-05": HIT,
    "ISO Technical Report 24122": HIT,
    "ISO 24122": NEAR,
    "ISO/IEC TR 24122": NEAR,
    "ISO/TS 24122": NEAR,
    "ISO/TR 24122-1": NEAR,
    "ISO/TR 24122:2019": NEAR,
    "ISO/DTR 24122": NEAR,
    "TR 24122": NEAR,
    "ИСО/ТО 24122": NEAR,
    "GB/T 24122": NONE,
    "GB/T 24122-2009": NONE,
    "DIN EN 24122": NONE,
    "CEN/TR 24122": NONE,
    "IEC TR 24122": NONE,
    "room 24122": NONE,
}


@pytest.mark.requirement("S3-25", part="variants of the name")
@pytest.mark.parametrize(("text", "level"), VARIANTS.items())
@pytest.mark.parametrize("around", ["{}", "footprint by {}, verified", "nach {}; sonst"])
def test_a_name_is_told_however_it_is_written(text, level, around):
    assert [each.pattern.level for each in find_mentions(around.format(text))] == [level]


@pytest.mark.parametrize(
    "text",
    [
        "ISO/TR 241220",
        "ISO/TR 2412",
        "ISO/TR 24123",
        "ISO/TR 124122",
        "ISO 14067 and ISO/TR 14122",
        "price 1241225",
        "",
        "24 122 EUR",
    ],
)
def test_other_numbers_are_no_name(text):
    assert find_mentions(text) == ()


def test_every_example_of_the_table_is_found_by_its_own_pattern_alone():
    wrong = [
        (pattern.id, example)
        for pattern in name_patterns()
        for example in pattern.examples
        if [each.pattern.id for each in find_mentions(example)] != [pattern.id]
    ]
    assert wrong == []


def test_every_pattern_says_why_and_shows_it():
    assert [each.id for each in name_patterns() if not (each.why and each.examples)] == []


def test_the_page_shows_every_pattern_with_what_it_is():
    page = (Path(__file__).parents[3] / "docs" / "reference" / "tender-scans.md").read_text("utf-8")
    rows = [f"| `{each.id}` | {each.level} |" for each in name_patterns()]
    assert [row for row in rows if row not in page] == []


def test_several_names_are_told_in_the_order_in_which_they_stand():
    found = find_mentions("GB/T 24122, then ISO/TR 24122 and ISO 24122")
    assert [each.text for each in found] == ["GB/T 24122", "ISO/TR 24122", "ISO 24122"]


def test_an_excerpt_is_cut_on_both_sides():
    [found] = find_mentions("a" * 100 + " ISO/TR 24122 " + "b" * 100)
    assert found.excerpt == "…" + "a" * 59 + " ISO/TR 24122 " + "b" * 59 + "…"


def test_a_long_hostile_text_is_read_to_its_end():
    assert find_mentions("ISO/TR " * 10_000 + "122 " + "iso- " * 10_000) == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_name_is_found_whatever_stands_around_it(before, after):
    found = find_mentions(f"{before} ISO/TR 24122 | {after}")
    assert any(each.pattern.level is HIT for each in found)
    assert spell_plainly(spell_plainly(before)) == spell_plainly(before)
