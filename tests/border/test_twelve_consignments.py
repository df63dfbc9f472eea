"""Twelve consignments with the outcome that was written down before they were judged.

A reading under which the regime does not apply counts as satisfied.
"""

from dataclasses import dataclass, field

import pytest

from cradlegate.core.cause import Cause
from cradlegate.core.outcome import Outcome, judge_exit_code
from cradlegate.regimes.vocabulary import Asked
from tests.border.shipments import NAMES, consignment, judged, judgement, listed

MET, NOT_MET, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED
WAITING, OUTSIDE = Outcome.WAITING, Outcome.NOT_APPLICABLE
FACT, LAW = Cause.FACT, Cause.LAW
STAGES = ("report.stage_raw_material", "report.stage_manufacturing", "report.stage_transport")


@dataclass(frozen=True)
class Expected:
    """What was written down.

    Args:
        findings: outcome and causes by provision.
        satisfied: readings that are met, and how many there are, by provision or `verdict`.
        questions: that decide the verdict, with their index.
    """

    exit: int
    applies: tuple[Outcome, tuple[Cause, ...]]
    verdict: tuple[Outcome, tuple[Cause, ...]]
    findings: dict[str, tuple[Outcome, tuple[Cause, ...]]] = field(default_factory=dict)
    satisfied: dict[str, tuple[int, int]] = field(default_factory=dict)
    questions: tuple[tuple[str, str], ...] = ()


YES, NO = (MET, ()), (NOT_MET, ())
BY_LAW, BY_FACT, AWAITED = (OPEN, (LAW,)), (OPEN, (FACT,)), (WAITING, ())
ACCREDITOR, HALF = (("accreditor", ""),), (1, 2)

EXPECTED = {
    "C01": Expected(0, YES, YES, {"report": YES, "report.accredited": YES, "report.issuer": YES}),
    "C02": Expected(
        3, YES, BY_LAW, {"report.accredited": BY_LAW},
        {"report.accredited": HALF, "verdict": HALF}, ACCREDITOR,
    ),
    "C03": Expected(1, YES, NO, {"report.accredited": NO}),
    "C04": Expected(
        3, YES, BY_LAW, {"report.accredited": BY_LAW, "report.body_at_entry": NO},
        {"report.accredited": HALF, "verdict": HALF}, ACCREDITOR,
    ),
    "C05": Expected(
        1, YES, NO,
        {"report.issuer": NO, "report.accredited": NO, "report.transport_end": BY_LAW}
        | dict.fromkeys(STAGES, YES),
        {"report.transport_end": (2, 3)},
    ),
    "C06": Expected(
        1, YES, NO, {"report": NO, "hs": YES, "report.lca": AWAITED, "report.accredited": AWAITED},
    ),
    "C07": Expected(0, NO, (OUTSIDE, ())),
    "C08": Expected(
        3, BY_LAW, BY_LAW, {"report": NO}, {"verdict": HALF}, (("lathe_with_driven_tools", ""),),
    ),
    "C09": Expected(3, BY_LAW, BY_LAW, {}, {"verdict": HALF}, (("in_transit_exempt", ""),)),
    "C10": Expected(
        3, BY_LAW, BY_LAW, {"report": AWAITED}, {"verdict": HALF},
        (("covers_procedure", "temporary"),),
    ),
    "C11": Expected(3, YES, BY_FACT, {"report.accredited": BY_FACT}),
    "C12": Expected(3, YES, BY_FACT, {"report": BY_FACT}),
}  # fmt: skip


def test_every_consignment_has_its_expectation():
    assert tuple(EXPECTED) == NAMES


@pytest.mark.requirement("S1-2", part="entry on either side of the first day")
@pytest.mark.requirement("S1-3", part="new, used, and kinds that are open")
@pytest.mark.requirement("S1-4", "S1-6", "S1-19", part="judged on twelve consignments")
@pytest.mark.requirement("S1-5", "S1-23", part="stages, and where transport ends")
@pytest.mark.parametrize("name", NAMES)
def test_a_consignment_is_judged_as_written_down(name):
    expected, found = EXPECTED[name], judgement(name)
    assert (found.applies.outcome, found.applies.because) == expected.applies
    assert (found.verdict.outcome, found.verdict.because) == expected.verdict
    for provision, outcome in expected.findings.items():
        status = found.finding(provision).status
        assert (provision, (status.outcome, status.because)) == (provision, outcome)
    for provision, count in expected.satisfied.items():
        whole = provision == "verdict"
        status = found.verdict if whole else found.finding(provision).status
        assert (provision, status.satisfied) == (provision, count)
    assert found.verdict.questions == expected.questions


@pytest.mark.requirement("S1-9", part="what is missing closes the way")
@pytest.mark.parametrize("name", NAMES)
def test_a_consignment_ends_with_the_exit_code_that_was_written_down(name):
    readiness = judged(name).readiness
    statuses = readiness.list_deciding(judgement(name))
    assert judge_exit_code(each.outcome for each in statuses) == EXPECTED[name].exit


@pytest.mark.requirement("S1-22", part="a body that one of the two accredits is undetermined")
def test_the_accreditor_alone_decides_over_a_body_of_one_accreditor():
    readings = judgement("C02").verdict.readings or {}
    assert {answers[0]: str(truth) for answers, truth in readings.items()} == {
        "VinaCert": "false",
        "BoA": "true",
    }


@pytest.mark.requirement("S1-20", part="a later suspension takes nothing back")
def test_a_suspension_after_the_signature_is_advised_about_and_closes_nothing():
    finding = judgement("C04").finding("report.body_at_entry")
    assert finding.status.outcome is NOT_MET
    assert not finding.modality.binds
    assert judgement("C04").verdict.because == (LAW,)


@pytest.mark.requirement("S1-21", part="both terms of the scope")
def test_the_scope_of_the_body_names_both_terms():
    finding = judgement("C01").finding("report.scope_terms")
    assert finding.status.outcome is MET
    assert finding.documents == {"M1": "R01"}


def test_without_a_report_every_test_of_it_waits():
    of_report = [each for each in judgement("C06").findings if each.provision.of]
    assert len(of_report) > 15
    assert {each.status.outcome for each in of_report} == {WAITING}
    others = [each for each in judgement("C06").findings if not each.provision.of]
    assert {each.provision.id for each in others} == {"report", "hs"}


@pytest.mark.requirement("S1-3", part="used machines, with what is not judged of them")
def test_a_used_machine_is_covered_and_told_what_is_not_judged():
    assert "used-machinery" in {remark.id for remark in judgement("C06").remarks}
    assert "used-machinery" not in {remark.id for remark in judgement("C01").remarks}


@pytest.mark.requirement("S1-32", part="a code that does not fit is advised about")
def test_the_commodity_code_is_looked_at_beside_the_report():
    assert judgement("C01").finding("hs").status.outcome is MET
    assert not judgement("C01").finding("hs").modality.binds


def test_a_regime_that_does_not_apply_asks_nobody():
    assert judged("C07").readiness.asks == {}


def test_the_verification_body_is_asked_to_confirm_the_day_of_a_paper():
    asks = judged("C11").readiness.asks[judgement("C11").pack.id]
    (confirmed,) = [each for each in asks if each.is_binding]
    assert (confirmed.role, confirmed.party, confirmed.about) == (Asked.VERIFIER, "body-1", "R11")
    assert "confirm that day" in str(confirmed.what)
    assert "2026-07-15" in confirmed.found


def test_the_broker_is_asked_for_a_day_that_is_known_as_a_month():
    asks = judged("C12").readiness.asks[judgement("C12").pack.id]
    assert [(each.role, each.party, each.by) for each in asks if each.is_binding] == [
        (Asked.BROKER, "broker", None)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_no_document_of_a_neighbour_is_warned_of(name):
    assert judged(name).warnings == ()


def test_a_dossier_of_another_model_is_left_to_the_consignment_that_it_covers():
    assert "R05" in {each.id for each in listed(consignment("C06"))}
    assert [each.id for each in listed(judged("C06").readiness.consignment)] == []
    assert [each.id for each in listed(judged("C05").readiness.consignment)] == ["R05"]
