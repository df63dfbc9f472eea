"""What becomes of a consignment whose verification body lost something after it signed the report.

C01 has a report that EX-VB-01 signed on 2026-07-15 and is entered on 2026-08-25.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.core.cause import Cause
from cradlegate.core.outcome import Outcome, judge_exit_code
from cradlegate.core.period import Interval
from cradlegate.verification.registers.register import AccreditationStatus
from cradlegate.work.prepare import prepare
from tests.border.shipments import consignment, register, terms, twelve

WITHDRAWAL = "report.body_withdrawal"
BODY = "EX-VB-01"
KNOWN = datetime(2026, 10, 2, tzinfo=UTC)
"""A day after the later register was fetched."""


def lose(status, day):
    """The registers of two quarters, of which the later shows what the body lost."""
    later = register("q3")
    bodies = (
        replace(each, status=AccreditationStatus(status), status_from=Interval.parse(day))
        if each.body_no == BODY
        else each
        for each in later.bodies
    )
    return register(), replace(later, bodies=tuple(bodies))


def judge(registers, of=None, known=KNOWN):
    on = terms(registers=registers, known_as_of=known)
    readiness = prepare(of or consignment("C01"), on).readiness
    (judgement,) = readiness.decision.judgements
    exit_code = judge_exit_code(each.outcome for each in readiness.list_deciding(judgement))
    return judgement, exit_code


def outcome(judgement, provision):
    return judgement.finding(provision).status.outcome


@pytest.mark.requirement("S1-20", part="a later withdrawal leaves a signed report open by law")
def test_a_withdrawal_before_entry_leaves_a_report_open_by_law():
    judgement, exit_code = judge(lose("withdrawn", "2026-08-01"))
    assert outcome(judgement, "report.accredited") is Outcome.MET
    assert outcome(judgement, WITHDRAWAL) is Outcome.UNDETERMINED
    assert judgement.verdict.because == (Cause.LAW,)
    assert judgement.verdict.questions == (("withdrawal_after_signature", ""),)
    assert {answers[0]: str(truth) for answers, truth in judgement.verdict.readings.items()} == {
        "stands": "true",
        "falls": "false",
    }
    assert exit_code == 3


def test_what_was_known_before_the_later_register_stays_as_it_was():
    registers = lose("withdrawn", "2026-08-01")
    judgement, exit_code = judge(registers, known=datetime(2026, 8, 20, tzinfo=UTC))
    assert outcome(judgement, WITHDRAWAL) is Outcome.MET
    assert exit_code == 0


def test_a_withdrawal_after_entry_takes_nothing_back():
    judgement, exit_code = judge(lose("withdrawn", "2026-08-26"))
    assert outcome(judgement, WITHDRAWAL) is Outcome.MET
    assert exit_code == 0


@pytest.mark.requirement("S1-20", part="a later suspension takes nothing back")
def test_a_suspension_before_entry_takes_nothing_back():
    judgement, exit_code = judge(lose("suspended", "2026-08-01"))
    assert outcome(judgement, WITHDRAWAL) is Outcome.MET
    assert outcome(judgement, "report.body_at_entry") is Outcome.NOT_MET
    assert exit_code == 0


def test_a_body_that_is_gone_from_the_next_register_leaves_it_open_what_it_was():
    later = register("q3")
    kept = tuple(each for each in later.bodies if each.body_no != BODY)
    judgement, exit_code = judge((register(), replace(later, bodies=kept)))
    assert Cause.FACT in judgement.finding(WITHDRAWAL).status.because
    assert exit_code == 3


@pytest.mark.requirement("S1-20", part="warning at entry")
def test_a_register_that_is_stale_at_entry_is_a_warning_alone():
    files = twelve()
    rows = files["shipments.csv"].splitlines()
    rows[1] = rows[1].replace(b"2026-08-25", b"2026-12-01")
    read = read_shipment_files({**files, "shipments.csv": b"\n".join(rows) + b"\n"})
    judgement, exit_code = judge((register(),), read.consignments[0])
    assert outcome(judgement, WITHDRAWAL) is Outcome.MET
    assert outcome(judgement, "report.directory") is Outcome.NOT_MET
    assert exit_code == 0
