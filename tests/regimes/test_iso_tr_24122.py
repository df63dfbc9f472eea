"""ISO/TR 24122:2026 as a pack: guidance by hearsay, until a contract makes it bind."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cradlegate.core.cause import Cause
from cradlegate.core.grade import LawGrade
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.cases import read_cases
from cradlegate.regimes.facts import FactBase
from cradlegate.regimes.pack.pack import PackType
from cradlegate.regimes.pack.provision import Modality, Voice
from cradlegate.regimes.pack.read import read_packs, shipped_packs
from tests.regimes.citations import find_misquoted, read_paragraphs
from tests.regimes.packs import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    UNDETERMINED,
    VOCABULARY,
    judge,
    make_facts,
)

SOURCES = Path(__file__).parents[3] / "shared/foreign/sources"
NAME = "iso-tr-24122-2026"
PACK = read_packs({NAME: shipped_packs()[f"{NAME}.yaml"]}, VOCABULARY).packs[NAME]
BASE = next(each.base for each in read_cases(PACK, VOCABULARY) if "all that can be" in each.name)
DAY = date(2026, 11, 22)
BLOCKS = {
    "system_boundary": "structure.boundary",
    "functional_unit": "structure.unit",
    "allocation": "structure.allocation",
    "primary_data_share": "structure.primary_share",
    "uncertainty": "structure.uncertainty",
    "sensitivity": "structure.sensitivity",
}

# Row of the requirements → what of the pack answers it.
BY_ROW: dict[str, tuple[set[str], Iterable[Any]]] = {
    "S3-3": ({"mutual-recognition"}, PACK.disputes),
    "S3-4": ({"endorsement"}, PACK.disputes),
    "S3-5": ({"database_listed"}, PACK.questions.values()),
    "S3-6": ({*BLOCKS.values(), "quality.stated"}, PACK.provisions),
    "S3-7": ({"estimates.sole", "estimates.share"}, PACK.provisions),
    "S3-8": ({"upstream.verified"}, PACK.provisions),
    "S3-9": ({"inputs.traceable", "quality.limit"}, PACK.provisions),
    "S3-10": ({"gwp.one_set"}, PACK.provisions),
    "S3-12": ({"choices"}, PACK.provisions),
    "S3-13": ({"unit.consistent"}, PACK.provisions),
    "S3-14": ({"stages"}, PACK.provisions),
    "S3-15": ({"electricity.default_mix", "electricity.china"}, PACK.provisions),
    "S3-16": ({"coverage.mass", "coverage.energy", "coverage.ghg"}, PACK.provisions),
    "S3-17": ({"interpretation-eu", "interpretation-us"}, PACK.watch),
    "S3-18": ({"database.listed"}, PACK.provisions),
    "S3-19": ({"quality.axes"}, PACK.provisions),
    "S3-20": ({*BLOCKS.values()}, PACK.provisions),
    "S3-21": ({"claims.general"}, PACK.provisions),
    "S3-25": ({"tenders"}, PACK.watch),
    "S3-30": ({"regional-verification"}, PACK.not_modelled),
    "S3-31": ({"existence"}, PACK.disputes),
    "S3-32": ({"adoption", "conformity"}, PACK.watch),
}


def change(**facts) -> FactBase:
    """The good study, changed."""
    named = {f"study.{name}": value for name, value in facts.items()}
    return replace(BASE, facts={**BASE.facts, **make_facts(named)})


def judge_study(**facts):
    return judge(PACK, change(**facts), DAY)


def outcome(judged, name):
    return judged.finding(name).status.outcome


@pytest.mark.parametrize("row", BY_ROW)
def test_every_row_has_its_part_of_the_pack(row: str):
    wanted, part = BY_ROW[row]
    assert wanted <= {each.id for each in part}


# Words.


def test_every_citation_stands_word_for_word_in_the_paragraph_that_it_names():
    assert find_misquoted(PACK, "press", read_paragraphs("S3-*.txt")) == []


# Rows of the requirements.


@pytest.mark.requirement("S3-1", "S3-2")
def test_it_is_a_technical_report_that_guides_and_gates_no_trade():
    one = PACK.instrument
    assert PACK.type is PackType.METHOD
    assert (one.published, one.first) == (date(2026, 5, 21), date(2026, 5, 21))
    assert (
        one.title
        == "Technical Guide for Life Cycle Carbon Footprint Assessment of CNC Machine Tools"
    )
    assert one.kind == "technical report (guidance)"
    roles = {each.id: (each.country, each.role) for each in PACK.authorities}
    assert roles["committee"] == ("CN", "led the work as the press says")


@pytest.mark.requirement("S3-27", part="recommended, until a contract cites it")
def test_nothing_binds_until_a_contract_cites_the_report():
    judged = [each for each in PACK.provisions if each.kind != "applies"]
    assert {each.modality for each in judged} == {Modality.RECOMMENDED}
    assert {each.raised_by is not None for each in judged if each.voice is Voice.REPORTED} == {True}
    assert {each.raised_by for each in judged if each.voice is not Voice.REPORTED} == {None}
    free = judge_study(blocks=[])
    bound = judge_study(blocks=[], contract_cites=[NAME])
    other = judge_study(blocks=[], contract_cites=["iso-14067-2018"])
    assert (free.verdict.outcome, other.verdict.outcome) == (MET, MET)
    assert bound.verdict.outcome is NOT_MET
    assert bound.finding("structure.unit").modality is Modality.CONTRACTUAL
    assert bound.finding("coverage.ghg").modality is Modality.RECOMMENDED


@pytest.mark.requirement("S3-20", part="each of the six blocks is asked for by name")
@pytest.mark.parametrize("block", BLOCKS)
def test_a_study_without_one_of_the_six_blocks_fails_that_one_alone(block: str):
    judged = judge_study(blocks=[each for each in BLOCKS if each != block])
    failed = [each.provision.id for each in judged.findings if each.status.outcome is NOT_MET]
    assert failed == [BLOCKS[block]]


@pytest.mark.requirement("S3-16", part="the threshold on both axes")
@pytest.mark.parametrize(
    ("mass", "energy", "expected"),
    [
        ("94.9", "95.0", (NOT_MET, MET)),
        ("95.0", "94.9", (MET, NOT_MET)),
        ("95.0", "95.0", (MET, MET)),
        ("94.9", "94.9", (NOT_MET, NOT_MET)),
        (None, "95.0", (UNDETERMINED, MET)),
        ("0–94", "95.0", (NOT_MET, MET)),
        ("0–96", "95.0", (UNDETERMINED, MET)),
    ],
)
def test_95_per_cent_of_mass_and_of_energy_are_both_advised(mass, energy, expected):
    judged = judge_study(coverage_mass=mass, coverage_energy=energy)
    assert (outcome(judged, "coverage.mass"), outcome(judged, "coverage.energy")) == expected
    bound = judge_study(coverage_mass=mass, coverage_energy=energy, contract_cites=[NAME])
    axes = {"coverage.mass", "coverage.energy"}
    assert {bound.finding(name).modality for name in axes} == {Modality.CONTRACTUAL}


@pytest.mark.requirement("S3-9", "S3-15", "S3-16", part="limits of ours are no words of the report")
def test_limits_and_mixes_of_ours_are_house_rules():
    ours = {"coverage.ghg", "quality.limit", "estimates.share", "gwp.one_set", "electricity.china"}
    provisions = [PACK.provision_by_id[name] for name in ours]
    assert {(each.voice, each.cite) for each in provisions} == {(Voice.HOUSE, None)}
    cited = {name: each.values[0].cite for name, each in PACK.parameters.items()}
    assert {name for name, cite in cited.items() if cite} == {"coverage_percent"}


@pytest.mark.requirement("S3-9", part="a rating against the limit")
@pytest.mark.parametrize(("dqr", "expected"), [("3.0", MET), ("3.4", NOT_MET), (None, UNDETERMINED)])  # fmt: skip
def test_a_rating_is_compared_with_our_limit(dqr, expected):
    assert outcome(judge_study(dqr=dqr), "quality.limit") is expected


@pytest.mark.requirement("S3-5", "S3-18", part="unread, database by database")
def test_a_database_is_unread_until_somebody_records_that_it_is_listed():
    status = judge_study(database="EPA (United States)").finding("database.listed").status
    assert (status.outcome, status.because) == (UNDETERMINED, (Cause.UNREAD,))
    assert status.questions == (("database_listed", "EPA (United States)"),)
    assert PACK.questions["database_listed"].plan_for is False
    assert "annexes" in {each.id for each in PACK.watch if "database_listed" in each.settles}


@pytest.mark.requirement("S3-7", part="estimates alone")
@pytest.mark.parametrize(("share", "expected"), [("100", NOT_MET), ("99.9", MET), (None, UNDETERMINED)])  # fmt: skip
def test_a_study_of_estimates_alone_is_named(share, expected):
    finding = judge_study(unvalidated_share=share).finding("estimates.sole")
    assert (finding.status.outcome, finding.modality) == (expected, Modality.RECOMMENDED)


@pytest.mark.requirement("S3-10", part="sets of warming potentials side by side")
def test_factors_of_two_sets_are_named():
    assert outcome(judge_study(gwp_target_share="12.1"), "gwp.one_set") is NOT_MET
    assert outcome(judge_study(gwp_target_share="100"), "gwp.one_set") is MET


@pytest.mark.requirement("S3-4", "S3-3", part="claims of low confidence, never facts")
def test_endorsement_and_mutual_recognition_are_disputes_and_no_rule_rests_on_them():
    texts = {each.id: str(each.text) for each in PACK.disputes}
    assert "confidence is low" in texts["endorsement"]
    assert "confidence is low" in texts["mutual-recognition"]
    claimed = ("endorsement from", "recognition of life cycle")
    cited = [each.cite.text for each in PACK.provisions if each.cite]
    assert not any(words in text for words in claimed for text in cited)
    assert outcome(judge_study(endorsement_claims=1), "claims.endorsed") is NOT_MET


@pytest.mark.requirement("S3-31", "S3-32", part="nobody has read it")
def test_the_article_is_known_to_rest_on_a_title():
    assert not any(source.is_primary_text_seen for source in PACK.sources.values())
    assert PACK.sources["press"].grade is LawGrade.REPORTED
    assert "generated from a title" in PACK.sources["press"].what
    assert {"adoption", "conformity"} <= {each.id for each in PACK.watch}


def test_commentary_and_advice_are_never_raised_by_a_contract():
    cited = judge_study(contract_cites=[NAME])
    binding = {each.provision.id for each in cited.findings if each.modality.binds}
    assert not binding & {"upstream.verified", "estimates.sole", "database.listed", "quality.axes"}


def test_it_is_asked_of_numerically_controlled_machines_alone():
    assert judge_study(cnc=False).applies.outcome is NOT_MET
    assert judge_study(cnc=False).verdict.outcome is NOT_APPLICABLE
    unknown = judge_study(cnc=None, blocks=[], contract_cites=[NAME])
    assert (unknown.applies.outcome, unknown.verdict.outcome) == (
        Outcome.UNDETERMINED,
        Outcome.UNDETERMINED,
    )
