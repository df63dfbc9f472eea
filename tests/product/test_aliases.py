"""Proposals for own material codes: what decides, what only suggests, what is unknown."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.background.library import shipped_library
from cradlegate.core.fault import FaultsError, Severity
from cradlegate.product.case_files import read_case_files
from cradlegate.product.material_codes.aliases import (
    AliasProposal,
    ProposalBasis,
    propose_families,
    shipped_aliases,
    spell_plainly,
)
from cradlegate.product.material_codes.material_map import propose_map

FAMILIES = shipped_library().families


def propose(code: str) -> AliasProposal:
    return propose_families([code], FAMILIES)[0]


def test_the_shipped_list_is_large_unambiguous_and_of_known_families():
    aliases = shipped_aliases()
    assert len(aliases) >= 150
    assert len({spell_plainly(one.alias) for one in aliases}) == len(aliases)
    assert {one.family for one in aliases} <= set(FAMILIES)
    assert all(one.standard for one in aliases)


@pytest.mark.parametrize(
    ("code", "family"),
    [
        ("HT250", "grey_iron"), ("HT300", "grey_iron"), ("FC300", "grey_iron"), ("EN-GJL-250", "grey_iron"),
        ("QT500-7", "ductile_iron"), ("QT600-3", "ductile_iron"), ("GGG-50", "ductile_iron"), ("EN-GJS-400-15", "ductile_iron"),
        ("Q235", "steel_plate"), ("Q345", "steel_plate"), ("SS400", "steel_plate"), ("S235JR", "steel_plate"), ("S355", "steel_plate"),
        ("DC01", "steel_sheet"), ("SPCC", "steel_sheet"), ("SECC", "steel_galvanized"), ("SGCC", "steel_galvanized"), ("DX51D", "steel_galvanized"),
        ("45#", "steel_bar"), ("45钢", "steel_bar"), ("S45C", "steel_bar"), ("C45", "steel_bar"),
        ("20CrMnTi", "steel_alloy"), ("40Cr", "steel_alloy"), ("42CrMo4", "steel_alloy"), ("16MnCr5", "steel_alloy"),
        ("GCr15", "steel_bearing"), ("SUJ2", "steel_bearing"), ("100Cr6", "steel_bearing"),
        ("SUS304", "steel_stainless"), ("SUS316", "steel_stainless"), ("06Cr19Ni10", "steel_stainless"),
        ("AlSi7Mg", "aluminium_cast"), ("AlSi10Mg", "aluminium_cast"), ("ADC12", "aluminium_cast"),
        ("6061", "aluminium_wrought"), ("7075", "aluminium_wrought"), ("A6063", "aluminium_wrought"),
        ("T2", "copper"), ("TU1", "copper"), ("C1100", "copper"),
        ("H62", "brass_bronze"), ("CuZn39Pb3", "brass_bronze"), ("ZCuSn10P1", "brass_bronze"),
        ("PA66", "plastic_pa"), ("POM", "plastic_pom"), ("PC", "plastic_pc"), ("ABS", "plastic_abs"), ("PVC", "plastic_pvc"),
        ("NBR", "rubber"), ("EPDM", "rubber"), ("灰铸铁", "grey_iron"), ("球墨铸铁", "ductile_iron"), ("鋳鉄", "grey_iron"), ("주철", "grey_iron"),
        ("碳钢", "steel_plate"), ("不锈钢", "steel_stainless"), ("铝合金", "aluminium_wrought"), ("铜", "copper"), ("电机", "motor_electric"),
        ("伺服电机", "servo_motor"), ("电缆", "cable"), ("机床防护罩", "steel_sheet"),
    ],
)  # fmt: skip
def test_common_grades_and_words_have_their_family(code: str, family: str):
    assert (propose(code).family, propose(code).basis) == (family, ProposalBasis.ALIAS)


@pytest.mark.parametrize("code", ["ht250", "HT 250", "HT-250", "ＨＴ２５０", " Ht_250 "])
def test_case_width_blanks_and_dashes_do_not_count(code: str):
    assert (propose(code).family, propose(code).basis) == ("grey_iron", ProposalBasis.ALIAS)


@pytest.mark.parametrize(
    ("code", "family", "alias"),
    [
        ("Q235B", "steel_plate", "Q235"), ("Q345-D", "steel_plate", "Q345"), ("S355J2+N", "steel_plate", "S355J2"), ("6061-T6", "aluminium_wrought", "6061"),
        ("7075 T651", "aluminium_wrought", "7075"), ("SUS304-2B", "steel_stainless", "SUS304"), ("40Cr调质", "steel_alloy", "40Cr"),
        ("45# (调质)", "steel_bar", "45#"), ("SCM440 焼入れ", "steel_alloy", "SCM440"), ("42CrMo4+QT", "steel_alloy", "42CrMo4"),
    ],
)  # fmt: skip
def test_delivery_suffixes_are_left_out(code: str, family: str, alias: str):
    proposal = propose(code)
    assert (proposal.family, proposal.basis) == (family, ProposalBasis.SUFFIX)
    assert [one.alias for one in proposal.aliases] == [alias]


@pytest.mark.parametrize("code", ["HT260", "灰铸铁HT250", "主轴伺服电机", "Q355NE", "SUS305"])
def test_similar_aliases_are_named_and_decide_nothing(code: str):
    proposal = propose(code)
    assert (proposal.family, proposal.basis) == ("", ProposalBasis.NEAR)
    assert 1 <= len(proposal.aliases) <= 3


@pytest.mark.parametrize("code", ["", "ZZ-99-QX", "бронза?", "12345678"])
def test_unknown_says_so(code: str):
    assert propose(code) == AliasProposal(code, "", ProposalBasis.UNKNOWN, ())


def test_families_of_the_library_are_aliases_in_all_their_languages():
    for family in FAMILIES.values():
        assert propose(family.id).family == family.id
    assert propose("滚动轴承").family == "bearing"
    assert propose("ボールねじ").family == "ball_screw"


@given(st.text(max_size=40))
def test_any_text_gets_a_proposal_whose_family_is_known_or_empty(code: str):
    assert propose(code).family in {"", *FAMILIES}


def test_a_map_lists_every_code_once_and_is_confirmed_by_nobody():
    rows = [
        {"物料清单行": "1", "材质": "HT250", "重量": "210"},
        {"物料清单行": "2", "材质": "Q235B", "重量": "33"},
        {"物料清单行": "3", "材质": "HT250", "重量": "90"},
        {"物料清单行": "4", "材质": "特种料7", "重量": "2"},
        {"物料清单行": "5", "材质": "", "重量": "1"},
    ]
    proposed = propose_map(rows, FAMILIES)
    written = list(csv.DictReader(proposed.file.decode().splitlines()))
    assert proposed.heading == "材质"
    assert [(row["own_material_code"], row["material"], row["confirmed_by"]) for row in written] == [
        ("HT250", "grey_iron", ""), ("Q235B", "steel_plate", ""), ("特种料7", "", ""),
    ]  # fmt: skip
    assert (
        written[1]["proposal_basis"]
        == "same alias without its suffix: Q235 (GB/T 700) → steel_plate"
    )
    assert [(fault.code, fault.kind.severity) for fault in proposed.faults] == [
        ("PR-031", Severity.WARNING)
    ]


def test_a_column_of_own_codes_comes_before_one_of_materials():
    rows = [{"material": "steel", "own_material_code": "45#"}]
    assert propose_map(rows, FAMILIES).heading == "own_material_code"


def test_the_column_can_be_named():
    rows = [{"Werkstoff": "GG-25", "material": "x"}]
    assert [one.family for one in propose_map(rows, FAMILIES, "Werkstoff").proposals] == [
        "grey_iron"
    ]


@pytest.mark.parametrize(
    ("rows", "heading"), [([{"a": "HT250"}], ""), ([], ""), ([{"material": "HT250"}], "Werkstoff")]
)
def test_a_table_without_the_column_is_refused_with_its_headings(
    rows: list[dict[str, str]], heading: str
):
    with pytest.raises(FaultsError) as caught:
        propose_map(rows, FAMILIES, heading)
    assert [fault.code for fault in caught.value.faults] == ["PR-030"]


def test_a_confirmed_map_is_read_back_by_the_case_reader():
    lines = b"line_id,subassembly,material,net_mass_each [kg]\nA,bed,HT250,10\n"
    confirmed = propose_map([{"material": "HT250"}], FAMILIES).file.replace(b",\n", b",L. Wei\n")
    reading = read_case_files({"bom.csv": lines, "material_map.csv": confirmed}, FAMILIES)
    assert [
        str(fault)
        for fault in reading.faults
        if fault.place.file in {"bom.csv", "material_map.csv"}
    ] == []
