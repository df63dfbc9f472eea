"""What fitting, place and activation mean while the law is open."""

from dataclasses import replace
from datetime import date
from math import prod

import pytest

from cradlegate.border.evidence.lint import lint_letters
from cradlegate.border.evidence.meanings import find_meanings
from cradlegate.border.evidence.modes import (
    ACTIVATION,
    FITTED,
    FITTINGS,
    RUNS,
    Mode,
    is_retrofit_open,
    judge_modes,
    list_asking,
    list_assumptions,
    list_modes,
)
from cradlegate.compose import gate
from cradlegate.core.kleene import Truth
from cradlegate.core.outcome import Outcome
from tests.border.evidence.letters import read

ENTRY = date(2026, 8, 15)
ASEAN = gate.open_packs().as_known("asean-joint-guidelines-2026", date(2026, 8, 1))
CIRCULAR = gate.open_packs().as_known("vn-circular-12-2026", date(2026, 8, 1))
SAFE = Mode("factory", "onboard", "active")
READINGS = {
    "factory": (1, 1),
    "retrofit before import, authorised firm": (2, 3),
    "retrofit before import, other firm": (1, 3),
    "retrofit after import": (1, 2),
    "onboard": (1, 1),
    "cloud": (1, 2),
    "active": (1, 1),
    "installed": (2, 3),
    "licence_available": (1, 3),
}
"""Answers that let it count, of all answers to its question, counted in the pack by hand."""


def judge(*modes):
    return judge_modes(ASEAN, modes or list_modes(), ENTRY)


@pytest.mark.requirement("S0-19", part="only what is factory-fitted, onboard and active counts")
def test_one_mode_of_24_counts_under_every_reading():
    judged = judge()
    assert len(judged) == 24
    assert [each.mode for each in judged if each.status.outcome is Outcome.MET] == [SAFE]
    others = {each.status.outcome for each in judged if each.mode != SAFE}
    assert others == {Outcome.UNDETERMINED}


@pytest.mark.requirement("S0-19", part="the readings that each mode satisfies")
@pytest.mark.parametrize("mode", list_modes(), ids=str)
def test_readings_multiply_over_the_axes(mode):
    (judged,) = judge(mode)
    axes = [READINGS[each] for each in (mode.fitted, mode.runs, mode.activation)]
    expected = prod(met for met, _ in axes), prod(count for _, count in axes)
    assert judged.status.satisfied == (expected if mode != SAFE else (0, 0))


@pytest.mark.requirement("S0-20", part="neither retrofit nor cloud counts by default")
def test_the_cautious_reading_lets_only_the_safe_mode_count():
    plans = {each.mode: each.plan for each in judge()}
    assert plans.pop(SAFE) is Truth.TRUE
    assert set(plans.values()) == {Truth.FALSE}


@pytest.mark.requirement("S0-20", part="a visible list of assumptions")
def test_the_open_questions_are_listed():
    assert set(list_assumptions(judge())) == {
        "activation_needed",
        "cloud_counts",
        "retrofit_before_import",
        "upgrade_after_import",
    }
    assert list_assumptions(judge(SAFE)) == ()


def test_each_axis_is_judged_alone():
    (judged,) = judge(Mode("factory", "cloud", "active"))
    outcomes = {axis: status.outcome for axis, status in judged.by_axis.items()}
    assert outcomes == {
        FITTED: Outcome.MET,
        RUNS: Outcome.UNDETERMINED,
        ACTIVATION: Outcome.MET,
    }


@pytest.mark.requirement("S0-14", part="a retrofit is not recognised until an answer says so")
def test_a_retrofit_is_open_before_and_after_import():
    before, after = judge(*(Mode(each, "onboard", "active") for each in (FITTINGS[1], FITTINGS[3])))
    assert [name for name, _ in before.status.questions] == ["retrofit_before_import"]
    assert [name for name, _ in after.status.questions] == ["upgrade_after_import"]
    assert is_retrofit_open(before)
    assert is_retrofit_open(after)
    assert not is_retrofit_open(judge(Mode("factory", "cloud", "active"))[0])


def test_only_packs_that_ask_are_asked():
    assert list_asking([CIRCULAR, ASEAN]) == (ASEAN,)


def test_before_its_first_day_a_regime_asks_nothing():
    judged = judge_modes(ASEAN, list_modes(), date(2026, 6, 30))
    assert {each.status.outcome for each in judged} == {Outcome.NOT_APPLICABLE}
    assert {each.plan for each in judged} == {Truth.UNKNOWN}


def test_an_axis_that_a_pack_does_not_ask_for_is_not_applicable():
    kept = tuple(each for each in ASEAN.provisions if each.id != "letter.runs")
    pack = replace(ASEAN, provisions=kept)
    (judged,) = judge_modes(pack, [Mode("factory", "cloud", "active")], ENTRY)
    assert judged.by_axis[RUNS].outcome is Outcome.NOT_APPLICABLE
    assert judged.status.outcome is Outcome.MET


def test_a_mode_that_surely_fails_counts_under_no_reading():
    """A retrofit that has no day is neither before import nor after it."""
    consignments = read(evidence=({"fitted": "retrofit", "retrofit_date": "none"},))
    ((_, _, judged),) = find_meanings(lint_letters(consignments), consignments[0], [ASEAN])
    assert (judged.status.outcome, judged.plan) == (Outcome.NOT_MET, Truth.FALSE)


def test_letters_are_judged_for_each_day_of_entry():
    """Retrofitted between two entries: after import for one machine, before it for the other."""
    machines = (
        {"serials": "SN-1"},
        {"id": "M2", "consignment_id": "C2", "serials": "SN-2", "entry_date": "2026-12-01"},
    )
    retrofit = {"fitted": "retrofit", "retrofit_date": "2026-10-01", "retrofit_authorised": "yes"}
    consignments = read(
        machines=machines,
        documents=({"covers_serials": "SN-1; SN-2"},),
        evidence=({**retrofit, "runs": "onboard"},),
    )
    meanings = find_meanings(lint_letters(consignments), consignments[0], [ASEAN, CIRCULAR])
    assert [(letter, pack.id) for letter, pack, _ in meanings] == [("L1", ASEAN.id)] * 2
    questions = [[name for name, _ in each.status.questions] for _, _, each in meanings]
    assert questions == [["upgrade_after_import"], ["retrofit_before_import"]]


def test_a_letter_without_a_row_means_nothing_yet_and_without_a_machine_the_day_is_unknown():
    unread = read(evidence=())
    assert find_meanings(lint_letters(unread), unread[0], [ASEAN]) == ()
    other = read(documents=({"covers_serials": "SN-9"},))
    ((_, _, judged),) = find_meanings(lint_letters(other), other[0], [ASEAN])
    assert judged.status.outcome is Outcome.UNDETERMINED
