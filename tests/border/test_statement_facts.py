"""What is stated becomes facts under the names of packs; what is not said stays unknown."""

from datetime import date

import pytest

from cradlegate.border.facts.inspection import Inspection, OpenedStatement
from cradlegate.border.facts.statement import list_statement_contradictions, supply_statement
from cradlegate.core.blank import Blank
from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from tests.border.shipments import consignment
from tests.verification.statements_by_hand import statement, works

DAY = date(2026, 7, 20)
RETROFITTED = {
    "fitted": "retrofit",
    "retrofit_date": date(2026, 6, 1),
    "retrofit_firm": "Invented Firm",
    "retrofit_authorised": False,
    "licence_to": date(2027, 1, 31),
}
LOCAL = {"runs": "onboard", "data_sent": "none", "endpoint": "none", "host_country": ""}


def facts(outcome=Outcome.MET, signed=DAY, *, has_test_log=True, **changes):
    told = OpenedStatement("urn:x:1", statement(**changes), has_test_log)
    opened = Inspection(Finding(outcome, "why"), signed_on=signed, statement=told)
    return {name: each.value for name, each in supply_statement(opened, told, "s.json").items()}


@pytest.mark.parametrize(
    ("changes", "name", "value"),
    [
        ({}, "document.signed_at", Interval(DAY, DAY)),
        ({"signed": None}, "document.signed_at", Blank.UNKNOWN),
        ({"valid_until": None}, "document.valid_to", Blank.ABSENT),
        ({}, "evidence.retrofit_date", Blank.ABSENT),
        (RETROFITTED, "evidence.retrofit_date", Interval(date(2026, 6, 1), date(2026, 6, 1))),
        ({**RETROFITTED, "retrofit_date": None}, "evidence.retrofit_date", Blank.UNKNOWN),
        (RETROFITTED, "evidence.retrofit_authorised", False),
        ({}, "evidence.retrofit_authorised", Blank.UNKNOWN),
        (RETROFITTED, "evidence.licence_to", Interval(date(2027, 1, 31), date(2027, 1, 31))),
        ({}, "evidence.licence_to", Blank.ABSENT),
        ({}, "evidence.data_sent", "spindle load"),
        (LOCAL, "evidence.endpoint", Blank.ABSENT),
        (LOCAL, "evidence.data_sent", Blank.ABSENT),
        (LOCAL, "evidence.host_country", Blank.ABSENT),
        ({"active_on": None}, "evidence.active_on", Blank.UNKNOWN),
        ({"has_test_log": False}, "evidence.test_log", Blank.UNKNOWN),
        ({"remote_diagnostics": works(works=Blank.UNKNOWN)}, "evidence.remote_diagnostics",
         Blank.UNKNOWN),
    ],
)  # fmt: skip
def test_what_is_stated_is_a_fact(changes, name, value):
    assert facts(**changes)[name] == value


def test_where_the_signer_is_open_every_fact_is():
    assert set(facts(Outcome.UNDETERMINED).values()) == {Blank.UNKNOWN}


def test_what_is_no_statement_contradicts_no_row():
    (document, *_) = consignment("C05").documents or ()
    opened = Inspection(Finding(Outcome.NOT_MET, "broken"))
    assert list_statement_contradictions(document, None, opened) == ()
