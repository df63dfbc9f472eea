"""A maker revokes its declaration by a list; whoever reads the list is told, and nobody hides it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache

import pytest

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.party import Party
from cradlegate.declaration.document import DeclarationDocument, make_document
from cradlegate.declaration.languages import Language
from cradlegate.declaration.signing import sign_declaration
from cradlegate.dossier.build import Parts, build_dossier
from cradlegate.dossier.checks.check import Check, CheckId
from cradlegate.dossier.layout import DECLARATION_FILE, OPINION_FILE, STATUS_LISTS
from cradlegate.dossier.verify import Verdict, verify_dossier
from cradlegate.reports.renderings import Format, render_declaration
from cradlegate.trust.data_integrity import list_proofs, sign_document
from cradlegate.trust.keys import SigningKey
from cradlegate.trust.status_list import StatusBits, StatusEntry
from cradlegate.verification.opinions.document import OpinionDocument
from cradlegate.verification.opinions.signing import sign_opinion
from cradlegate.verification.statuses.status_list import (
    StatusList,
    StatusPurpose,
    Version,
    draw_up_status_list,
    read_status_list,
)
from tests.dossier import dossiers, test_status_check
from tests.dossier.dossiers import MOMENT, STRANGER, ask, declared, forger, judge, trust
from tests.dossier.test_opinion_check import READ_ON as READ_OPINION_ON
from tests.dossier.test_opinion_check import SIGNED_ON, give, list_of
from tests.verification.opinions_by_hand import KEY

pytestmark = pytest.mark.requirement("S0-9")

LIST, INDEX = "https://maker.example/status/1", 4_711
READ_ON = date(2026, 4, 30)
STATUS = StatusEntry(LIST, INDEX, StatusPurpose.REVOCATION)


@lru_cache(maxsize=1)
def named() -> DeclarationDocument:
    """The declaration of the dossiers here, signed with a place in the maker's list."""
    return sign_declaration(declared().document, trust().key, trust().maker.id, MOMENT, STATUS)


def publish(
    day: int, *indexes: int, owner: Party | None = None, key: SigningKey | None = None
) -> StatusList:
    """The maker's list of a day in April 2026."""
    begun = datetime(2026, 4, day, 12, tzinfo=UTC)
    version = Version(LIST, StatusPurpose.REVOCATION, begun, date(2026, 7, 31))
    document = draw_up_status_list(owner or trust().maker, version, StatusBits.of(indexes))
    made = sign_document(document, key or trust().key, created=begun)
    return read_status_list(canonical_bytes(made), "status.json")


@lru_cache(maxsize=1)
def parts() -> Parts:
    pages = render_declaration(named(), (Language.ENGLISH,), (Format.HTML,))
    return replace(dossiers.parts(), declaration=named(), renderings=pages)


def build(*lists: StatusList) -> bytes:
    files = {f"{STATUS_LISTS}{at}.json": each.data for at, each in enumerate(lists)}
    whole = replace(parts(), enclosed={**parts().enclosed, **files})
    return build_dossier(whole, trust().key, trust().maker, MOMENT)


def check_status(data: bytes, *lists: StatusList) -> Check:
    verdict = verify_dossier(data, "my.dossier", replace(ask(as_of=READ_ON), status_lists=lists))
    return next(each for each in verdict.checks if each.id is CheckId.STATUS)


def verify_with(declaration: DeclarationDocument) -> Verdict:
    """Check the dossier with another declaration in it, which its builder has sealed anew."""
    changed = {DECLARATION_FILE: declaration.data}
    return judge(forger().reseal(trust().key, changed, declaration.digest))


def test_a_fresh_list_in_which_the_declaration_is_clear_is_met():
    check = check_status(build(), publish(20, INDEX + 1))
    assert check.outcome == "met"
    assert check.found.startswith("declaration: neither revoked nor suspended")


def test_a_declaration_that_the_maker_revoked_is_not_met():
    check = check_status(build(), publish(20, INDEX))
    assert check.outcome == "not met"
    assert check.found == "declaration: revoked: the reader's list of 2026-04-20 says so"


def test_without_the_list_it_is_open_and_with_it_inside_it_is_not():
    assert check_status(build()).outcome == "undetermined"
    assert check_status(build(publish(20))).outcome == "met"
    assert check_status(build(publish(20)), publish(25, INDEX)).outcome == "not met"


def test_every_other_check_is_answered_as_without_a_status():
    with_status = judge(build(publish(20)), ask(recompute=True, as_of=READ_ON))
    without = judge(dossiers.sealed(), ask(recompute=True, as_of=READ_ON))
    expected = {**dossiers.outcomes(without), CheckId.STATUS: "met"}
    assert dossiers.outcomes(with_status) == expected


@pytest.mark.parametrize(
    "status",
    [
        None,
        replace(STATUS, index=INDEX + 1),
        replace(STATUS, list_id="https://maker.example/status/2"),
        replace(STATUS, purpose="suspension"),
    ],
)
def test_where_the_status_stands_cannot_be_changed_after_signing(status):
    other = make_document(named().declaration, status)
    moved = {**other.document, "proof": list_proofs(named().document)[0]}
    verdict = verify_with(DeclarationDocument(other.declaration, moved, other.digest))
    assert verdict.outcome(CheckId.SUBJECT) == "met"
    assert verdict.outcome(CheckId.SIGNATURE) == "not met"


def test_a_status_cannot_be_slipped_into_a_declaration_that_was_signed_without():
    plain = dossiers.signed()
    moved = {**named().document, "proof": list_proofs(plain.document)[0]}
    verdict = verify_with(DeclarationDocument(plain.declaration, moved, named().digest))
    assert verdict.outcome(CheckId.SIGNATURE) == "not met"


@pytest.mark.parametrize(
    ("lists", "found"),
    [
        ((publish(20, owner=Party("did:web:body.example", "Body")),), "keeps it, not"),
        ((publish(20, key=STRANGER),), "is in no organisation"),
    ],
)
def test_a_list_of_somebody_else_leaves_it_open(lists, found):
    check = check_status(build(), *lists)
    assert check.outcome == "undetermined"
    assert found in check.found


def test_a_status_that_cannot_be_read_is_no_declaration():
    document = {**named().document, "credentialStatus": {"type": "BitstringStatusListEntry"}}
    data = forger().reseal(trust().key, {DECLARATION_FILE: canonical_bytes(document)})
    verdict = judge(data)
    assert verdict.outcome(CheckId.DECLARATION) == "not met"
    assert verdict.outcome(CheckId.STATUS) == "undetermined"


def enclose_both(opinion: OpinionDocument) -> bytes:
    """A dossier whose declaration and opinion both name a list, sealed without asking."""
    changed = {DECLARATION_FILE: named().data, OPINION_FILE: opinion.data}
    return forger().reseal(trust().key, changed, named().digest)


def give_on_named() -> OpinionDocument:
    said = replace(give().opinion, subject=named().digest)
    entry = StatusEntry(test_status_check.LIST, test_status_check.INDEX, "revocation")
    return sign_opinion(said, named(), KEY, test_status_check.OWNER, SIGNED_ON, entry)


def ask_for_both(*lists: StatusList) -> Check:
    asked = replace(
        ask(as_of=READ_OPINION_ON),
        trust_list=list_of("verifier"),
        status_lists=lists,
    )
    verdict = verify_dossier(enclose_both(give_on_named()), "my.dossier", asked)
    return next(each for each in verdict.checks if each.id is CheckId.STATUS)


def test_an_opinion_in_good_standing_does_not_hide_a_revoked_declaration():
    clear, set_ = (
        test_status_check.publish(10),
        test_status_check.publish(10, test_status_check.INDEX),
    )
    check = ask_for_both(clear, publish(20, INDEX))
    assert check.outcome == "not met"
    assert "declaration: revoked" in check.found
    assert "opinion" not in check.found
    check = ask_for_both(set_, publish(20))
    assert check.outcome == "not met"
    assert "opinion: revoked" in check.found


def test_what_is_open_of_the_one_is_not_hidden_by_the_other():
    check = ask_for_both(test_status_check.publish(10))
    assert check.outcome == "undetermined"
    assert check.found.startswith("declaration: whether it is revoked stands in")
    check = ask_for_both()
    assert "opinion: whether it is revoked stands in" in check.found


def test_a_list_that_neither_names_is_not_sealed():
    with pytest.raises(FaultsError) as error:
        build(test_status_check.publish(10))
    assert [fault.code for fault in error.value.faults] == ["DS-032"]
    with pytest.raises(FaultsError) as error:
        build(publish(20, owner=Party("did:web:body.example", "Body")))
    assert [fault.code for fault in error.value.faults] == ["DS-034"]
