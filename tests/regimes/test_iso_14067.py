"""ISO 14067:2018 as a pack: the 44 rules of the notes, one to one, with how well each is known."""

import re
from pathlib import Path

import pytest

from cradlegate.core.grade import LawGrade
from cradlegate.regimes.cases import run_cases
from cradlegate.regimes.evaluate.judgement import Judgement
from cradlegate.regimes.pack.pack import PackType
from cradlegate.regimes.pack.provision import Modality, Voice
from cradlegate.regimes.pack.read import read_packs, shipped_packs
from cradlegate.regimes.vocabulary import Subject
from tests.regimes.packs import MET, NOT_MET, UNDETERMINED, VOCABULARY

NOTES = Path(__file__).parents[3] / "shared/research/domain.md"
NAME = "iso-14067-2018"
PACK = read_packs({NAME: shipped_packs()[f"{NAME}.yaml"]}, VOCABULARY).packs[NAME]
CASES = {each.case.name: each for each in run_cases(PACK, VOCABULARY)}

# Number of the rule in the notes → its provisions.  A rule of level E binds, W and I do not; of
# rule 7, E and W, each half has its own; rule 43 binds at gates of trade alone.
BY_RULE = {
    1: ("cl.6.3.1",),
    2: ("cl.6.2",),
    3: ("cl.3.1.1",),
    4: ("cl.6.3.3",),
    5: ("cl.6.3.4",),
    6: ("cl.6.3.4.3",),
    7: ("cl.6.3.5.own", "cl.6.3.5.secondary"),
    8: ("cl.6.3.5.quality",),
    9: ("cl.6.3.6",),
    10: ("cl.6.3.7",),
    11: ("cl.6.3.8",),
    12: ("cl.6.4.3",),
    13: ("cl.6.4.4",),
    14: ("cl.6.4.5",),
    15: ("cl.6.4.6",),
    16: ("cl.6.4.6.alternatives",),
    17: ("cl.6.4.6.3",),
    18: ("cl.6.4.7",),
    19: ("cl.6.4.8",),
    20: ("cl.6.4.9.2",),
    21: ("cl.6.4.9.3",),
    22: ("cl.6.4.9.4.own",),
    23: ("cl.6.4.9.4.direct",),
    24: ("cl.6.4.9.4.instrument",),
    25: ("cl.6.4.9.4.grid",),
    26: ("cl.6.4.9.4.pair",),
    27: ("cl.6.4.9.4.coverage",),
    28: ("cl.6.4.9.5",),
    29: ("cl.6.4.9.8",),
    30: ("cl.6.5",),
    31: ("cl.6.5.other_sets",),
    32: ("cl.6.6",),
    33: ("cl.6.6.uncertainty",),
    34: ("cl.7.2.stages",),
    35: ("cl.7.2.categories",),
    36: ("cl.7.2.apart",),
    37: ("cl.7.3",),
    38: ("annex.a",),
    39: ("annex.b",),
    40: ("cl.1.offsets",),
    41: ("cl.8",),
    42: ("communication",),
    43: ("verification",),
    44: ("validity",),
}
ADVISED = {2, 8, 12, 14, 16, 21, 25, 27, 28, 31, 36, 41, 42, 43, 44}


def judgement(name: str) -> Judgement:
    return CASES[name].judgement


def test_every_rule_of_the_notes_has_its_provision_and_every_provision_its_rule():
    assert sorted(BY_RULE) == list(range(1, 45))
    named = [name for names in BY_RULE.values() for name in names]
    assert len(set(named)) == len(named)
    assert {*named, "scope"} == {each.id for each in PACK.provisions}
    assert PACK.type is PackType.METHOD
    assert {each.subject for each in PACK.provisions} == {Subject.STUDY}


@pytest.mark.parametrize("rule", BY_RULE)
def test_what_must_be_binds_and_what_should_be_is_advised(rule: int):
    for name in BY_RULE[rule]:
        is_advised = rule in ADVISED or name == "cl.6.3.5.secondary"
        expected = Modality.RECOMMENDED if is_advised else Modality.MANDATORY
        assert PACK.provision_by_id[name].modality is expected


def test_the_levels_are_those_of_the_notes():
    for number, _, _, level in read_rules():
        expected = "E" not in level if number not in {7, 43} else number == 43
        assert (number in ADVISED) is expected, number


def test_every_citation_says_what_is_from_memory_and_nothing_claims_to_be_read():
    for each in PACK.provisions:
        if each.cite is None:
            assert (each.id, each.voice) == ("validity", Voice.HOUSE)
        elif each.cite.source == "notes":
            assert "memory" in each.cite.para
        else:
            assert "second hand" in each.cite.para
    assert not any(source.is_primary_text_seen for source in PACK.sources.values())
    assert {source.grade for source in PACK.sources.values()} == {LawGrade.REPORTED}


def read_rules() -> list[tuple[int, str, str, str]]:
    """The rules of the notes: number, clause, words, level."""
    if not NOTES.is_file():
        pytest.skip("the research notes are not kept in this repository")
    rows = re.findall(r"^\| (\d+) \| ([^|]+) \| (.+) \| ([EWI][^|]*) \|$", NOTES.read_text("utf-8"), re.MULTILINE)  # fmt: skip
    return [(int(n), clause, words, level) for n, clause, words, level in rows]


def test_every_citation_stands_word_for_word_in_its_rule_of_the_notes():
    by_rule = {number: (clause, words) for number, clause, words, _ in read_rules()}
    assert set(by_rule) == set(BY_RULE)
    for number, names in BY_RULE.items():
        clause, words = by_rule[number]
        for name in names:
            cite = PACK.provision_by_id[name].cite
            if cite is None or cite.source == "gbt":
                continue
            assert cite.text in words, name
            stated = cite.para.partition(",")[0].split()[0]
            assert stated in clause or stated in {"beside", "Annex"}, name


def test_other_citations_stand_in_the_notes_too():
    if not NOTES.is_file():
        pytest.skip("the research notes are not kept in this repository")
    text = NOTES.read_text("utf-8")
    watched = [each.cite.text for each in PACK.watch if each.cite]
    cited = [each.cite for each in PACK.provisions if each.cite]
    scope = [each.text for each in cited if each.source == "gbt"]
    assert [each for each in (*scope, *watched) if each not in text] == []
    assert len(scope) == 2


# Traps.


def test_limits_that_no_text_gives_cite_nothing():
    values = [value for each in PACK.parameters.values() for value in each.values]
    assert len(values) == 3
    assert {value.cite for value in values} == {None}


def test_a_part_that_cannot_be_separated_leaves_the_five_figures_open():
    judged = judgement("a part of the factors hides its categories")
    for name in ("cl.6.4.9.2", "cl.6.4.9.8", "cl.7.2.categories"):
        assert judged.finding(name).status.outcome is UNDETERMINED
    assert judged.verdict.outcome is UNDETERMINED


def test_what_is_advised_changes_no_verdict():
    judged = judgement("neither reviewed nor verified, and no standard of communication")
    assert judged.finding("verification").status.outcome is NOT_MET
    assert judged.verdict.outcome is MET


def test_one_rule_that_binds_and_is_not_met_decides():
    assert judgement("an offset is taken off the total").verdict.outcome is NOT_MET


def test_the_source_says_that_contracts_need_the_standard_itself():
    assert "memory" in {each.id for each in PACK.disputes}
    assert {"harmonised", "text"} == {each.id for each in PACK.watch}
