"""What a maker's statement is worth to whoever holds a trust list, a machine and some files."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cradlegate.core.blank import Blank
from cradlegate.core.outcome import Outcome
from cradlegate.trust.data_integrity import sign_document
from cradlegate.trust.keys import SigningKey
from cradlegate.verification.statements.document import StatementDocument, make_statement
from cradlegate.verification.statements.signing import sign_statement
from cradlegate.verification.trust_lists.organisation import LogPlace, Organisation, TrustedKey
from cradlegate.verification.trust_lists.trust_list import TrustList, draw_up_trust_list
from cradlegate.work.statement_check import Asked, check_statement, summarise_checks
from tests.verification.lists import PUBLISHER, read, sign
from tests.verification.statements_by_hand import DIGEST, KEY, MAKER, NOON, OWNER, statement, works

DAY = date(2026, 8, 1)


def trust(role: str = "maker", key: SigningKey = KEY) -> TrustList:
    entry = TrustedKey(key.public.method, key.public, date(2026, 1, 1))
    member = Organisation(MAKER.id, MAKER.name, "CN", (role,), (entry,))
    return read(sign(draw_up_trust_list(PUBLISHER, [member], version=1, issued=date(2026, 1, 1))))


def trust_compromised() -> TrustList:
    """The maker's key counts up to a leaf of a log, and no log holds a statement of its own."""
    log_key = SigningKey(b"\x21" * 32).public
    log = TrustedKey(log_key.method, log_key, date(2026, 1, 1), None, "log.example")
    last = LogPlace("log.example", 41)
    entry = TrustedKey(KEY.public.method, KEY.public, date(2026, 1, 1), last_valid=last)
    maker = Organisation(MAKER.id, MAKER.name, "CN", ("maker",), (entry,))
    members = [maker, Organisation("urn:x:log", "Log", "", ("log",), (log,))]
    return read(sign(draw_up_trust_list(PUBLISHER, members, version=1, issued=date(2026, 1, 1))))


def signed(**changes: Any) -> StatementDocument:
    return sign_statement(statement(**changes), KEY, OWNER, NOON)


def ask(**changes: Any) -> Asked:
    whole = Asked(DAY, trust(), "TL-200", "SN-1", frozenset({DIGEST}))
    return replace(whole, **changes)


def outcomes(document: StatementDocument, asked: Asked) -> dict[str, Outcome]:
    return {each.name: each.finding.outcome for each in check_statement(document, asked)}


def odd(document: StatementDocument, asked: Asked) -> dict[str, Outcome]:
    return {name: each for name, each in outcomes(document, asked).items() if each != "met"}


@pytest.mark.requirement("S0-7", part="the maker's own statement, both halves")
def test_a_statement_of_the_maker_on_the_machine_is_met():
    checks = check_statement(signed(), ask())
    assert summarise_checks(checks) is Outcome.MET
    assert len(checks) == 9


def test_a_statement_by_a_compromised_key_leaves_open_whose_it_is():
    assert odd(signed(), ask(trust_list=trust_compromised())) == {"maker": Outcome.UNDETERMINED}


@pytest.mark.requirement("S0-7")
@pytest.mark.parametrize("name", ["remote_diagnostics", "predictive_maintenance"])
def test_one_half_alone_is_not_met_and_names_the_other(name):
    document = signed(**{name: works(works=False, evidence="")})
    found = {each.name: each.finding for each in check_statement(document, ask())}
    assert found[name].outcome is Outcome.NOT_MET
    assert found[name].found.startswith("one half is missing: " + name.replace("_", " "))
    assert summarise_checks(check_statement(document, ask())) is Outcome.NOT_MET


def test_neither_half_names_both():
    none = works(works=False, evidence="", evidence_sha256="")
    document = signed(remote_diagnostics=none, predictive_maintenance=none)
    assert odd(document, ask()) == {
        "remote_diagnostics": Outcome.NOT_MET,
        "predictive_maintenance": Outcome.NOT_MET,
    }
    assert "evidence of remote_diagnostics" not in outcomes(document, ask())


def test_a_function_that_the_maker_does_not_know_of_is_undetermined():
    document = signed(remote_diagnostics=works(works=Blank.UNKNOWN))
    assert odd(document, ask()) == {"remote_diagnostics": Outcome.UNDETERMINED}
    assert summarise_checks(check_statement(document, ask())) is Outcome.UNDETERMINED


def test_without_a_list_who_states_it_is_undetermined():
    assert odd(signed(), ask(trust_list=None)) == {"maker": Outcome.UNDETERMINED}


def test_a_key_that_the_list_knows_as_no_maker_is_refused():
    assert odd(signed(), ask(trust_list=trust("verifier"))) == {"maker": Outcome.NOT_MET}


def test_a_key_that_is_in_no_list_is_undetermined():
    other = trust(key=SigningKey(b"\x08" * 32))
    assert odd(signed(), ask(trust_list=other)) == {"maker": Outcome.UNDETERMINED}


def test_what_nobody_signed_is_not_met():
    assert odd(make_statement(statement()), ask()) == {
        "signature": Outcome.NOT_MET,
        "maker": Outcome.NOT_MET,
    }


def test_a_proof_over_another_statement_does_not_fit():
    other = sign_document(make_statement(statement(cnc_version="9")).document, KEY, created=NOON)
    made = make_statement(statement())
    document = StatementDocument(
        made.statement, {**made.document, "proof": other["proof"]}, made.digest
    )
    assert odd(document, ask()) == {"signature": Outcome.NOT_MET}


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        ({"model": "TL-300"}, Outcome.NOT_MET),
        ({"serial": "SN-9"}, Outcome.NOT_MET),
        ({"serial": ""}, Outcome.UNDETERMINED),
    ],
)
def test_another_machine_is_refused_and_one_not_named_is_open(asked, outcome):
    assert odd(signed(), ask(**asked)) == {"machine": outcome}


def test_files_that_are_not_held_leave_their_checks_open():
    assert set(odd(signed(), ask(digests=frozenset()))) == {
        "evidence of remote_diagnostics",
        "evidence of predictive_maintenance",
        "test log",
    }


@pytest.mark.parametrize(
    ("day", "changes", "outcome"),
    [
        (date(2026, 7, 20), {}, Outcome.MET),
        (date(2027, 7, 20), {}, Outcome.MET),
        (date(2027, 7, 21), {}, Outcome.NOT_MET),
        (date(2026, 9, 1), {"licence_to": date(2026, 8, 31)}, Outcome.NOT_MET),
        (date(2026, 7, 19), {}, Outcome.UNDETERMINED),
    ],
)
def test_days_are_those_that_the_statement_names(day, changes, outcome):
    assert outcomes(signed(**changes), ask(as_of=day))["day"] is outcome
