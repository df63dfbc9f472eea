"""An opinion in a dossier counts as far as its reader's own lists and registers carry it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

import pytest

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.party import Party
from cradlegate.dossier.build import build_dossier
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.verify import verify_dossier
from cradlegate.trust.data_integrity import sign_document
from cradlegate.trust.keys import SigningKey
from cradlegate.verification.opinions.document import OpinionDocument, make_opinion
from cradlegate.verification.opinions.opinion import OpinionType
from cradlegate.verification.opinions.signing import sign_opinion
from cradlegate.verification.registers.files import read_register, shipped_registers
from cradlegate.verification.registers.register import RegisterSnapshot
from cradlegate.verification.trust_lists.membership import Terms, enter_key
from cradlegate.verification.trust_lists.trust_list import (
    TrustList,
    draw_up_trust_list,
    read_trust_list,
)
from tests.dossier.dossiers import DAY, ask, forger, parts, signed, trust, trust_list
from tests.verification.opinions_by_hand import BODY, KEY, opinion

OFFICE = SigningKey(b"\x09" * 32)
SIGNED_ON = datetime(2026, 7, 6, 9, tzinfo=UTC)
READ_ON = date(2026, 7, 20)


@lru_cache(maxsize=1)
def register() -> RegisterSnapshot:
    """The shipped example of the second quarter: the body EX-VB-01 is accredited, of 30 June."""
    found = read_register(shipped_registers()["register-example-2026-q2"], "register").snapshot
    assert found is not None
    return found


def give(**changes: Any) -> OpinionDocument:
    """An opinion of EX-VB-01 on the declaration of the dossiers here."""
    read = signed()
    body = replace(BODY, register_id=register().register_id, body_no="EX-VB-01")
    said = opinion(
        subject=read.digest,
        declaration_id=read.declaration.id,
        headline_kgco2e=read.declaration.headline.total.kgco2e,
        issued=SIGNED_ON.date(),
        body=body,
    )
    owner = Party(body.id, body.name)
    return sign_opinion(replace(said, **changes), read, KEY, owner, SIGNED_ON)


def with_opinion(given: OpinionDocument) -> bytes:
    return build_dossier(replace(parts(), opinion=given), trust().key, trust().maker, SIGNED_ON)


@lru_cache(maxsize=4)
def list_of(*roles: str) -> TrustList:
    """A list of the reader with the maker's keys and, in these roles, the body's."""
    known = trust_list().organisations
    owner, terms = Party(BODY.id, BODY.name), Terms("VN", roles, date(2026, 1, 1))
    entered = enter_key(known, owner, KEY.public, terms, DAY)
    document = draw_up_trust_list(
        Party(OFFICE.public.did, "Office"), entered, version=1, issued=date(2026, 7, 1)
    )
    made = sign_document(document, OFFICE, created=SIGNED_ON)
    return read_trust_list(canonical_bytes(made), "list.json")


def judge(given: OpinionDocument, trusted: TrustList | None = None, **changes: Any):
    asked = replace(ask(as_of=READ_ON), trust_list=trusted or list_of("verifier"))
    questions = replace(asked, **{"registers": (register(),), **changes})
    verdict = verify_dossier(with_opinion(given), "my.dossier", questions)
    (check,) = [each for each in verdict.checks if each.id is CheckId.OPINION]
    return check


def test_an_opinion_of_an_accredited_body_is_met():
    check = judge(give())
    assert check.outcome == "met", check.found
    assert "unmodified opinion of Invented Body, issued 2026-07-06" in check.found
    assert "accredited on 2026-07-06" in check.found


def test_without_a_register_it_is_open_whether_the_body_is_accredited():
    check = judge(give(), registers=())
    assert check.outcome == "undetermined"
    assert "none was given" in check.found


def test_another_register_answers_nothing():
    other = replace(register(), register_id="urn:example:another")
    check = judge(give(), registers=(other,))
    assert check.outcome == "undetermined"
    assert "no other was given" in check.found


def test_without_a_trust_list_it_is_open_who_signed():
    asked = replace(ask(as_of=READ_ON), trust_list=None, registers=(register(),))
    verdict = verify_dossier(with_opinion(give()), "my.dossier", asked)
    assert verdict.outcome(CheckId.OPINION) == "undetermined"


def test_a_key_that_no_list_knows_leaves_it_open():
    check = judge(give(), trust_list())
    assert check.outcome == "undetermined"


def test_a_maker_is_no_verifier():
    check = judge(give(), list_of("maker"))
    assert check.outcome == "not met"
    assert "knows Invented Body as maker, not as verifier" in check.found


@pytest.mark.parametrize(
    ("changes", "outcome", "found"),
    [
        ({"type": OpinionType.MODIFIED, "reasons": "one yield"}, "undetermined", "is enough"),
        ({"type": OpinionType.ADVERSE, "reasons": "no meters"}, "not met", "adverse: no meters"),
        ({"type": OpinionType.DISCLAIMER, "reasons": "no access"}, "not met", "disclaimer"),
        ({"scope_terms": ("diamonds",)}, "not met", "not accredited for diamonds"),
    ],
)
def test_what_the_body_says_decides(changes, outcome, found):
    check = judge(give(**changes))
    assert check.outcome == outcome
    assert found in check.found


def body_of(number: str, **changes: Any) -> dict[str, Any]:
    body = replace(BODY, register_id=register().register_id, body_no=number, **changes)
    return {"body": body}


def test_a_body_that_is_not_in_the_register_was_not_accredited():
    check = judge(give(**body_of("EX-VB-99")))
    assert check.outcome == "not met"
    assert "not accredited on 2026-07-06" in check.found


def test_a_standard_that_the_register_does_not_name_is_not_met():
    check = judge(give(**body_of("EX-VB-01", standard="ISO 17020")))
    assert check.outcome == "not met"
    assert "not accredited for ISO 17020" in check.found


def test_a_name_in_place_of_a_number_leaves_it_open():
    check = judge(give(**body_of("Example Verification Body 1 (invented)")))
    assert check.outcome == "undetermined"


def test_a_snapshot_taken_long_after_the_day_does_not_tell_the_scope():
    late = replace(register(), as_of=SIGNED_ON.date() + timedelta(days=120))
    check = judge(give(), registers=(late,))
    assert check.outcome == "undetermined"
    assert "the scope on that day is unknown" in check.found


def test_an_opinion_on_another_declaration_is_not_sealed_and_not_believed():
    foreign = give(maker_name=signed().declaration.maker.name)
    other = replace(foreign.opinion, subject=f"sha256:{'ab' * 32}")
    document = sign_document(make_opinion(other).document, KEY, created=SIGNED_ON)
    made = OpinionDocument(other, document, foreign.digest)
    with pytest.raises(FaultsError, match="VR-042"):
        with_opinion(made)
    data = forger().reseal(trust().key, {"opinion.json": made.data})
    asked = replace(ask(as_of=READ_ON), trust_list=list_of("verifier"), registers=(register(),))
    verdict = verify_dossier(data, "my.dossier", asked)
    assert verdict.outcome(CheckId.OPINION) == "not met"


def test_an_opinion_that_nobody_signed_is_not_sealed_and_not_believed():
    unsigned = make_opinion(give().opinion)
    with pytest.raises(FaultsError, match="DS-026"):
        with_opinion(unsigned)
    data = forger().reseal(trust().key, {"opinion.json": unsigned.data})
    verdict = verify_dossier(data, "my.dossier", ask(as_of=READ_ON))
    assert verdict.outcome(CheckId.OPINION) == "not met"


def test_two_signatures_of_two_days_leave_the_day_open():
    given = give()
    again = sign_document(given.document, OFFICE, created=SIGNED_ON + timedelta(days=1))
    twice = OpinionDocument(given.opinion, again, given.digest)
    check = judge(twice)
    assert check.outcome == "undetermined"
    assert "no one day of signing" in check.found


def test_a_proof_without_a_day_leaves_the_day_open():
    given = give()
    proof = {name: value for name, value in given.document["proof"].items() if name != "created"}
    changed = OpinionDocument(given.opinion, {**given.document, "proof": proof}, given.digest)
    data = forger().reseal(trust().key, {"opinion.json": changed.data})
    asked = replace(ask(as_of=READ_ON), trust_list=list_of("verifier"), registers=(register(),))
    assert verify_dossier(data, "my.dossier", asked).outcome(CheckId.OPINION) == "not met"


@pytest.mark.parametrize("data", [b"{}", b"[", b"\x00"])
def test_bytes_that_are_no_opinion_are_not_met(data):
    sealed = forger().reseal(trust().key, {"opinion.json": data})
    assert verify_dossier(sealed, "my.dossier", ask()).outcome(CheckId.OPINION) == "not met"


def test_where_the_declaration_cannot_be_read_nothing_is_said_of_the_opinion():
    changed = {"opinion.json": give().data, "declaration.json": b"{}"}
    sealed = forger().reseal(trust().key, changed)
    assert verify_dossier(sealed, "my.dossier", ask()).outcome(CheckId.OPINION) == "undetermined"
