"""Free words mean one kind of machine, or none that is relied on."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.border.inventory.words import (
    fold,
    list_words,
    read_condition,
    read_control,
    read_kind,
)
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.core.blank import Blank

COLUMNS = shipment_tables()["shipments"].columns


def kind(text):
    return read_kind(text, has_cnc=read_control(text)).value


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Vertical Machining Center", "machining_centre"),
        ("Used VMC 850", "machining_centre"),
        ("立式加工中心", "machining_centre"),
        ("Trung tâm gia công đứng", "machining_centre"),
        ("แมชชีนนิ่งเซ็นเตอร์", "machining_centre"),
        ("マシニングセンタ", "machining_centre"),
        ("ﾏｼﾆﾝｸﾞｾﾝﾀ", "machining_centre"),
        ("Bearbeitungszentrum", "machining_centre"),
        ("pusat permesinan", "machining_centre"),
        ("CNC lathes", "cnc_lathe"),
        ("数控车床", "cnc_lathe"),
        ("máy tiện CNC", "cnc_lathe"),
        ("MAY TIEN CNC", "cnc_lathe"),
        ("เครื่องกลึง CNC", "cnc_lathe"),
        ("mesin bubut CNC", "cnc_lathe"),
        ("NC旋盤", "cnc_lathe"),
        ("CNC-Drehmaschinen", "cnc_lathe"),
        ("cnc_lathe", "cnc_lathe"),
        ("engine lathe", "lathe"),
        ("普通车床", "lathe"),
        ("车铣复合", "turn_mill"),
        ("Turn-mill centre", "turn_mill"),
        ("数控铣床", "milling_machine"),
        ("Fräsmaschine", "milling_machine"),
        ("Flachschleifmaschine", "grinding_machine"),
        ("Laser cutting machine", "laser_cutting_machine"),
        ("máy cắt laser", "laser_cutting_machine"),
        ("激光焊接机", "laser_welding_machine"),
        ("Fork-lift trucks", "other"),
        ("xe nâng 3 tấn", "other"),
        ("フォークリフト", "other"),
        ("hydraulic presses", "other"),
    ],
)
@pytest.mark.requirement("S0-17", part="kinds in seven languages")
def test_words_of_seven_languages_are_understood(text, meant):
    assert kind(text) == meant


@pytest.mark.parametrize(
    ("text", "may_be"),
    [
        ("lathe", ("cnc_lathe", "lathe")),
        ("旋盤", ("cnc_lathe", "lathe")),
        ("CNC milling machine", ("machining_centre", "milling_machine")),
        ("máy phay CNC", ("machining_centre", "milling_machine")),
        ("fibre laser", ("laser_cutting_machine", "laser_welding_machine", "other")),
        ("lathe and forklift", ("cnc_lathe", "lathe", "other")),
        ("three million", ()),
        ("xyz", ()),
        ("", ()),
        ("none", ()),
    ],
)
@pytest.mark.requirement("S0-17", part="ambiguous words are unknown, never guessed")
def test_words_that_mean_several_things_or_none_are_unknown(text, may_be):
    told = read_kind(text, has_cnc=read_control(text))
    assert (told.value, told.may_be) == (Blank.UNKNOWN, may_be)


def test_a_known_control_tells_lathes_apart():
    assert read_kind("lathe", has_cnc=True).value == "cnc_lathe"
    assert read_kind("lathe", has_cnc=False).value == "lathe"


@pytest.mark.parametrize(
    ("text", "control"),
    [
        ("CNC lathe", True),
        ("非数控车床", False),
        ("non-CNC", False),
        ("lathe", None),
        ("manual lathe, CNC available", None),
    ],
)
def test_the_control_is_read_where_it_is_said(text, control):
    assert read_control(text) is control


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("used", "used"),
        ("Second-hand", "used"),
        ("二手", "used"),
        ("Đã qua sử dụng", "used"),
        ("มือสอง", "used"),
        ("bekas", "used"),
        ("中古", "used"),
        ("gebraucht", "used"),
        ("全新", "new"),
        ("翻新", "refurbished"),
        ("generalüberholt", "refurbished"),
        ("再制造", "remanufactured"),
        ("ex-demo", "demo"),
        ("like new", None),
        ("九成新", None),
        ("mới 90%", None),
        ("unused", None),
        ("used, refurbished", None),
        ("good", None),
        ("", None),
    ],
)
def test_conditions_are_read_or_unknown(text, meant):
    assert read_condition(text).value == (meant or Blank.UNKNOWN)


@pytest.mark.parametrize("part", ["kinds", "conditions"])
def test_every_meaning_is_a_word_of_ours(part):
    allowed = set(COLUMNS[part.removesuffix("s")].allowed)
    assert {each for _, means in list_words(part) for each in means} <= allowed


@pytest.mark.parametrize("part", ["kinds", "conditions", "control"])
def test_no_word_stands_twice_with_two_meanings(part):
    """What two languages spell alike means one thing, after accents are taken off."""
    meant: dict[str, object] = {}
    for word, means in list_words(part):
        assert word
        assert meant.setdefault(word, means) == means, word


def test_every_word_alone_means_what_its_row_says():
    for word, means in list_words("conditions"):
        told = read_condition(word)
        assert (told.may_be or (told.value,)) == means, word


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.sampled_from([word for word, _ in list_words("kinds")]), st.sampled_from(["NFC", "NFD"]))
def test_neither_case_nor_composition_makes_a_difference(word, form):
    written = unicodedata.normalize(form, word.upper())
    assert read_kind(written, has_cnc=None) == read_kind(word, has_cnc=None)
