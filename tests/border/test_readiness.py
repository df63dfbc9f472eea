"""What is wanted counts beside what binds, and a decision to ship changes no status."""

from dataclasses import replace

import pytest

from cradlegate.border.obligations.readiness import (
    find_decision_faults,
    find_want_faults,
    list_wanted,
)
from cradlegate.core.fault import FaultsError
from cradlegate.core.outcome import Outcome, judge_exit_code
from cradlegate.regimes.decision import write_judgement
from cradlegate.work.prepare import prepare
from tests.border.shipments import (
    VN,
    consignment,
    judged,
    judgement,
    read_one,
    shipment,
    terms,
)

PACKS = terms().packs


def exit_code(name, *wanted):
    readiness = prepare(consignment(name), terms(wanted=wanted)).readiness
    (found,) = readiness.decision.judgements
    return judge_exit_code(each.outcome for each in readiness.list_deciding(found))


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ((), 3), (("report.body_at_entry",), 1), (("recommended",), 1), ((VN,), 1),
        (("report.route",), 3), (("facilitation",), 3),
    ],
)  # fmt: skip
def test_what_closes_no_way_counts_where_it_is_wanted(wanted, code):
    assert exit_code("C04", *wanted) == code


def test_what_binds_counts_once_whether_it_is_wanted_or_not():
    assert list_wanted(judgement("C03"), ["report.accredited"]) == ()


@pytest.mark.parametrize("wanted", ["green-channel", "mandatory", "report.unknown", ""])
def test_something_wanted_that_is_not_there_is_a_fault(wanted):
    (fault,) = find_want_faults([wanted], PACKS)
    assert fault.code == "BD-014"
    with pytest.raises(FaultsError):
        prepare(consignment("C01"), terms(wanted=(wanted,)))


@pytest.mark.parametrize("wanted", ["facilitation", "recommended", VN, "report.languages"])
def test_modalities_packs_and_provisions_can_be_wanted(wanted):
    assert find_want_faults([wanted], PACKS) == ()


def decided(**changes):
    return read_one(shipment(decisions=[changes])).decisions


def test_a_decision_on_a_reading_of_a_question_is_none_too_many():
    assert find_decision_faults(decided(), PACKS) == ()


@pytest.mark.parametrize(
    "changes", [{"reading": "TAF"}, {"question": "accreditation"}, {"pack": "vn-circular-13"}]
)
def test_a_decision_on_a_reading_that_is_none_is_a_fault(changes):
    (fault,) = find_decision_faults(decided(**changes), PACKS)
    assert (fault.code, fault.place.file, fault.place.row) == ("BD-012", "ship_decisions.csv", 2)
    with pytest.raises(FaultsError):
        prepare(read_one(shipment(decisions=[changes])), terms())


def test_a_decision_on_a_pack_that_is_not_asked_this_time_is_none():
    other = decided(pack="another-pack")
    assert find_decision_faults(other, PACKS, {"another-pack", VN}) == ()
    assert len(find_decision_faults(other, PACKS, {VN})) == 1


def test_an_unknown_question_of_a_pack_that_is_asked_is_a_fault_all_the_same():
    assert len(find_decision_faults(decided(question="x"), PACKS, {VN})) == 1


def test_a_decision_to_ship_changes_no_status():
    bare = consignment("C02")
    decisions = decided(reading="BoA", reason="told so")
    accepted = prepare(replace(bare, decisions=decisions), terms()).readiness
    assert accepted.consignment.decisions == decisions
    (found,) = accepted.decision.judgements
    assert write_judgement(found) == write_judgement(judgement("C02"))
    assert found.verdict.outcome is Outcome.UNDETERMINED


def test_what_is_late_is_late_on_the_day_it_was_known():
    assert judged("C05").readiness.today.isoformat() == "2026-08-20"
