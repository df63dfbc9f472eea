"""Letters of makers say everything, or what they leave out is named."""

import pytest

from cradlegate.border.evidence.lint import lint_letters
from cradlegate.border.evidence.scope import POINTS, When
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.core.outcome import Outcome
from tests.border.evidence.letters import found, lint, read

ALWAYS = [
    each.column for each in POINTS if each.when is When.ALWAYS and each.table == "oem_evidence"
]


def test_a_whole_letter_is_met():
    linted = lint()
    assert (linted.outcome, linted.faults) == (Outcome.MET, ())
    assert [each.id for each in linted.machines] == ["M1"]


def test_every_point_stands_in_a_column():
    tables = shipment_tables()
    assert all(each.column in tables[each.table].columns for each in POINTS)


@pytest.mark.requirement("S0-23", part="a letter without the protocol is an error that names it")
def test_a_missing_protocol_is_named():
    linted = lint({"protocol": ""})
    assert linted.outcome is Outcome.NOT_MET
    (fault,) = linted.faults
    assert (fault.code, fault.place.column) == ("BD-161", "protocol")
    assert fault.found == "protocol of data transmission: nobody has entered it"


@pytest.mark.parametrize("column", ALWAYS)
@pytest.mark.parametrize("text", ["", "none"])
def test_every_point_must_be_said(column, text):
    """Three points may say that there is none; what follows from it is looked at elsewhere."""
    faults = lint({column: text}).faults
    missing = [each.place.column for each in faults if each.code == "BD-161"]
    may_be_none = column in {"licence_to", "data_sent", "endpoint"} and text == "none"
    assert missing == ([] if may_be_none else [column])


def test_what_the_letter_lacks_and_what_nobody_entered_are_two_things():
    assert "it names none" in lint({"protocol": "none"}).faults[0].found
    assert "nobody has entered it" in lint({"protocol": ""}).faults[0].found


@pytest.mark.requirement("S0-26", part="the model of the control is asked for")
def test_machine_serials_and_signature_must_be_said():
    assert found(lint(machine={"cnc_model": ""})) == [("BD-161", "cnc_model")]
    assert found(lint(document={"signed_at": ""})) == [("BD-161", "signed_at")]
    by_model = lint(document={"covers_serials": "", "covers_models": "TL-200"})
    assert found(by_model) == [("BD-161", "covers_serials")]


@pytest.mark.requirement("S0-7", part="a letter on one function alone names the missing half")
@pytest.mark.parametrize("column", ["remote_diagnostics", "predictive_maintenance"])
def test_a_function_that_is_not_confirmed_is_named(column):
    linted = lint({column: "no"})
    assert found(linted) == [("BD-162", column)]
    assert column.replace("_", " ") in linted.faults[0].found


@pytest.mark.parametrize(
    ("evidence", "columns"),
    [
        ({"activation": "active", "active_on": ""}, ["active_on"]),
        ({"activation": "installed", "active_on": ""}, []),
        (
            {"fitted": "retrofit", "retrofit_date": "none"},
            ["retrofit_date", "retrofit_firm", "retrofit_authorised"],
        ),
        ({"host_country": ""}, ["host_country"]),
    ],
)
def test_some_points_follow_from_others(evidence, columns):
    assert found(lint(evidence)) == [("BD-161", column) for column in columns]


def test_a_whole_retrofit_is_met():
    retrofit = {
        "fitted": "retrofit",
        "retrofit_date": "2026-06-01",
        "retrofit_firm": "Example Retrofit (invented)",
        "retrofit_authorised": "no",
    }
    assert lint(retrofit).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("evidence", "column"),
    [
        ({"endpoint": "none", "data_sent": "none", "host_country": ""}, "endpoint"),
        ({"fitted": "factory", "retrofit_date": "2025-01"}, "retrofit_date"),
        ({"activation": "licence_available"}, "active_on"),
        ({"active_on": "2026-07-21"}, "active_on"),
        ({"licence_to": "2026-08-24"}, "licence_to"),
    ],
)
def test_what_cannot_hold_together_is_named(evidence, column):
    assert ("BD-163", column) in found(lint(evidence))
    assert lint(evidence).outcome is Outcome.NOT_MET


def test_what_goes_nowhere_is_run_nowhere():
    evidence = {"runs": "onboard", "endpoint": "none", "remote_diagnostics": "no"}
    assert found(lint(evidence))[1:] == [("BD-163", "data_sent"), ("BD-163", "host_country")]


@pytest.mark.parametrize(
    ("day", "is_named"), [("2026-08-25", False), ("2026-08", False), ("2026-07", True)]
)
def test_a_licence_may_end_on_the_day_of_entry(day, is_named):
    """What is known too roughly contradicts nothing."""
    assert bool(lint({"licence_to": day}).faults) is is_named


def test_seen_at_work_on_the_day_of_the_signature_is_no_contradiction():
    assert lint({"active_on": "2026-07-20"}).outcome is Outcome.MET


def test_a_retrofit_after_the_signature_is_named():
    later = {"fitted": "retrofit", "retrofit_date": "2026-09", "retrofit_firm": "x"}
    linted = lint({**later, "retrofit_authorised": "yes"})
    assert found(linted) == [("BD-163", "retrofit_date")]


@pytest.mark.parametrize(
    "evidence",
    [
        {"runs": "onboard"},
        {"runs": "onboard", "endpoint": "none", "data_sent": "none", "host_country": ""},
    ],
)
def test_what_runs_where_may_be_left_open(evidence):
    """Onboard with a service, or remote diagnostics without one, may hold; the letter must say."""
    linted = lint(evidence)
    assert (found(linted), linted.outcome) == ([("BD-164", "endpoint")], Outcome.UNDETERMINED)


@pytest.mark.requirement("S0-7", part="the issuer is the original maker, or proves that it may")
@pytest.mark.parametrize(
    ("role", "proof", "faults"),
    [
        ("oem", "", []),
        ("maker", "", []),
        ("agent", "yes", []),
        ("agent", "no", [("BD-165", "authority_proof")]),
        ("successor", "", [("BD-161", "authority_proof")]),
        ("laboratory", "yes", [("BD-165", "issuer_role")]),
    ],
)
def test_who_speaks_for_the_maker_proves_it(role, proof, faults):
    assert found(lint({"authority_proof": proof}, {"issuer_role": role})) == faults


@pytest.mark.requirement("S0-11", part="unsupported blocks with its reason code")
@pytest.mark.parametrize("state", ["declined", "unsupported", "expired"])
def test_a_letter_that_will_not_come_blocks(state):
    (linted,) = lint_letters(read(documents=({"state": state},), evidence=()))
    assert (found(linted), linted.outcome) == ([("BD-166", "state")], Outcome.NOT_MET)
    assert linted.faults[0].found == f"L1 is {state}"


@pytest.mark.parametrize("state", ["needed", "asked", "promised"])
def test_a_letter_that_is_asked_for_is_awaited(state):
    (linted,) = lint_letters(read(documents=({"state": state},), evidence=()))
    assert (linted.faults, linted.outcome) == ((), Outcome.WAITING)


def test_a_draft_is_looked_at_before_it_is_received():
    assert lint(document={"state": "asked"}).outcome is Outcome.MET
    assert lint({"protocol": ""}, {"state": "asked"}).outcome is Outcome.NOT_MET


def test_a_received_letter_that_nobody_has_read_is_undetermined():
    (linted,) = lint_letters(read(evidence=()))
    assert ([each.code for each in linted.faults], linted.outcome) == (
        ["BD-169"],
        Outcome.UNDETERMINED,
    )


def test_other_documents_are_no_letters():
    assert lint_letters(read(documents=({"type": "ce_declaration"},), evidence=())) == ()
    assert lint_letters(read(documents=None, evidence=())) == ()


def test_every_machine_that_a_letter_covers_counts():
    machines = (
        {"serials": "SN-1"},
        {"id": "M2", "consignment_id": "C2", "serials": "SN-2", "entry_date": "2026-12-01"},
    )
    rows = {"documents": ({"covers_serials": "SN-1; SN-2"},)}
    (linted,) = lint_letters(
        read(machines=machines, evidence=({"licence_to": "2026-09-30"},), **rows)
    )
    assert [each.id for each in linted.machines] == ["M1", "M2"]
    assert "before M2 is entered" in linted.faults[0].found
