"""Whether an opinion or a declaration stands is read from the newest list of who signed it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.party import Party
from cradlegate.dossier.build import build_dossier
from cradlegate.dossier.checks.check import Check, CheckId
from cradlegate.dossier.layout import STATUS_LISTS
from cradlegate.dossier.verify import verify_dossier
from cradlegate.trust.data_integrity import sign_document
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
from tests.dossier.dossiers import STRANGER, ask, forger, parts, sealed, signed, trust
from tests.dossier.test_opinion_check import READ_ON, SIGNED_ON, give, list_of
from tests.verification.opinions_by_hand import BODY, KEY

REVOCATION, SUSPENSION = StatusPurpose
OWNER = Party(BODY.id, BODY.name)
LIST, INDEX = "https://body.example/status/1", 94_567
AUGUST = date(2026, 8, 31)


def name_status(purpose: str = REVOCATION, index: int = INDEX) -> OpinionDocument:
    """The opinion of the dossiers here, with a place in a list."""
    said = give().opinion
    status = StatusEntry(LIST, index, purpose)
    return sign_opinion(said, signed(), KEY, OWNER, SIGNED_ON, status)


def publish(
    day: int,
    *indexes: int,
    purpose: StatusPurpose = REVOCATION,
    key: SigningKey = KEY,
    **changes: Any,
) -> StatusList:
    """The list of a day in July 2026."""
    begun = datetime(2026, 7, day, 12, tzinfo=UTC)
    version = Version(LIST, purpose, begun, AUGUST)
    document = {**draw_up_status_list(OWNER, version, StatusBits.of(indexes)), **changes}
    made = sign_document(document, key, created=begun)
    return read_status_list(canonical_bytes(made), "status.json")


def enclose(given: OpinionDocument, *lists: StatusList | bytes) -> bytes:
    """A dossier with that opinion and those lists, sealed without asking what they are."""
    named = {
        f"{STATUS_LISTS}{at}.json": each if isinstance(each, bytes) else each.data
        for at, each in enumerate(lists)
    }
    return forger().reseal(trust().key, {"opinion.json": given.data, **named})


def judge(data: bytes, *lists: StatusList, as_of: date = READ_ON, **changes: Any) -> Check:
    asked = replace(ask(as_of=as_of), trust_list=list_of("verifier"), status_lists=lists)
    verdict = verify_dossier(data, "my.dossier", replace(asked, **changes))
    (check,) = [each for each in verdict.checks if each.id is CheckId.STATUS]
    return check


def test_a_dossier_without_an_opinion_has_nothing_to_revoke():
    check = judge(sealed())
    assert check.outcome == "not applicable"
    assert check.found == (
        "declaration: it names no status list, so no list can tell of a revocation; "
        "opinion: none stands in this dossier"
    )


def test_an_opinion_that_names_no_list_is_said_to_name_none():
    check = judge(enclose(give()), publish(10))
    assert check.outcome == "not applicable"
    assert "names no status list" in check.found


def test_a_fresh_list_in_which_the_opinion_is_clear_is_met_with_its_age():
    check = judge(enclose(name_status()), publish(10, 1, INDEX + 1))
    assert check.outcome == "met"
    assert "reader's: the list of 2026-07-10 is 10 days old on 2026-07-20" in check.found


def test_the_enclosed_list_counts_where_the_reader_has_none():
    check = judge(enclose(name_status(), publish(10)))
    assert check.outcome == "met"
    assert "enclosed: the list of 2026-07-10" in check.found


def test_an_index_written_as_a_text_is_read_as_well():
    document = dict(name_status().document)
    document["credentialStatus"] = {**document["credentialStatus"], "statusListIndex": str(INDEX)}
    del document["proof"]
    as_w3c = sign_document(document, KEY, created=SIGNED_ON)
    given = OpinionDocument(give().opinion, as_w3c, "")
    assert judge(enclose(given), publish(10)).outcome == "met"
    assert judge(enclose(given), publish(10, INDEX)).outcome == "not met"


def test_what_is_revoked_is_not_met():
    check = judge(enclose(name_status()), publish(10, INDEX))
    assert check.outcome == "not met"
    assert check.found == "opinion: revoked: the reader's list of 2026-07-10 says so"


def test_what_was_revoked_after_submission_is_invalid_now_and_the_evidence_for_then_stays():
    data = enclose(name_status(), publish(10))
    now = judge(data, publish(15, INDEX))
    assert now.outcome == "not met"
    assert "revoked: the reader's list of 2026-07-15 says so" in now.found
    assert "the enclosed list of 2026-07-10 was clear: evidence of that day stays" in now.found
    then = judge(data, publish(15, INDEX), as_of=date(2026, 7, 12))
    assert then.outcome == "met"
    assert "2 days old on 2026-07-12" in then.found
    assert "since then the reader's list of 2026-07-15 has it revoked" in then.found
    still = judge(data, publish(15), as_of=date(2026, 7, 12))
    assert "since then" not in still.found


def test_an_old_list_that_is_handed_to_the_reader_is_named_and_the_newer_one_decides():
    check = judge(enclose(name_status(), publish(15, INDEX)), publish(10))
    assert check.outcome == "not met"
    assert "revoked: the enclosed list of 2026-07-15" in check.found
    assert (
        "reader's list of 2026-07-10 is older than the enclosed list of 2026-07-15" in check.found
    )
    clear = judge(enclose(name_status(), publish(15)), publish(10))
    assert clear.outcome == "met"
    assert "an old list was handed to you" in clear.found


def test_a_revocation_is_final_whatever_a_later_list_says():
    check = judge(enclose(name_status(), publish(10, INDEX)), publish(15))
    assert check.outcome == "not met"
    assert (
        "the reader's list of 2026-07-15 says otherwise, and a revocation is final" in check.found
    )


def test_a_stale_list_still_revokes_and_no_longer_clears():
    late = date(2026, 9, 1)
    stale = judge(enclose(name_status()), publish(10), as_of=late)
    assert stale.outcome == "undetermined"
    assert "is stale: 53 days old on 2026-09-01, its last day was 2026-08-31" in stale.found
    assert judge(enclose(name_status()), publish(10, INDEX), as_of=late).outcome == "not met"


def test_a_suspension_is_named_and_may_be_lifted():
    given = name_status(SUSPENSION)
    suspended = publish(10, INDEX, purpose=SUSPENSION)
    check = judge(enclose(given), suspended)
    assert check.outcome == "not met"
    assert "suspended, which may be lifted: the reader's list of 2026-07-10" in check.found
    lifted = judge(enclose(given, suspended), publish(15, purpose=SUSPENSION))
    assert lifted.outcome == "met"


def test_of_two_lists_of_one_moment_the_worse_counts():
    given = name_status(SUSPENSION)
    clear, suspended = publish(10, purpose=SUSPENSION), publish(10, INDEX, purpose=SUSPENSION)
    assert judge(enclose(given), clear, suspended).outcome == "not met"
    assert judge(enclose(given), suspended, clear).outcome == "not met"


def test_a_list_that_begins_later_says_nothing_of_the_day():
    check = judge(enclose(name_status()), publish(25))
    assert check.outcome == "undetermined"
    assert "the reader's list of 2026-07-25 begins after 2026-07-20" in check.found


def test_without_a_list_it_is_open():
    check = judge(enclose(name_status()))
    assert check.outcome == "undetermined"
    assert f"stands in the list {LIST}; none was given or enclosed" in check.found
    other = replace(publish(10), id="urn:x:other")
    assert "no other was given" in judge(enclose(name_status()), other).found


def test_an_enclosed_list_that_cannot_be_read_is_named():
    check = judge(enclose(name_status(), b"{}"))
    assert check.outcome == "undetermined"
    assert "VR-070" in check.found


@pytest.mark.parametrize(
    ("lists", "found"),
    [
        ([publish(10, key=STRANGER)], "is in no organisation"),
        ([publish(10, purpose=SUSPENSION)], "its purpose is suspension, not revocation"),
        ([publish(10, issuer="did:web:stranger.example")], "keeps it, not did:web:body.example"),
    ],
)
def test_a_list_that_does_not_speak_for_the_body_leaves_it_open(lists, found):
    for check in (judge(enclose(name_status()), *lists), judge(enclose(name_status(), *lists))):
        assert check.outcome == "undetermined"
        assert found in check.found
    believed = publish(12)
    assert judge(enclose(name_status(), *lists), believed).outcome == "met"
    assert judge(enclose(name_status(), believed), *lists).outcome == "undetermined"


def test_a_changed_list_leaves_it_open():
    changed = {**publish(10).document, "validUntil": "2027-01-01T23:59:59Z"}
    check = judge(enclose(name_status()), read_status_list(canonical_bytes(changed), "s"))
    assert check.outcome == "undetermined"
    assert "not what the key" in check.found


def test_without_a_trust_list_nobody_knows_whose_list_it_is():
    check = judge(enclose(name_status()), publish(10), trust_list=None)
    assert check.outcome == "undetermined"
    assert "no trust list was given" in check.found


def test_an_index_outside_the_list_is_open():
    check = judge(enclose(name_status(index=200_000)), publish(10))
    assert check.outcome == "undetermined"
    assert "index 200000 of a list with 131,072 entries" in check.found


def test_a_purpose_that_is_not_known_is_open():
    check = judge(enclose(name_status("message")), publish(10))
    assert check.outcome == "undetermined"
    assert "does not know what message means" in check.found


@pytest.mark.parametrize("status", [None, {}, {"type": "StatusList2021Entry"}, "set"])
def test_an_opinion_whose_status_cannot_be_read_is_no_opinion(status):
    document = {**name_status().document, "credentialStatus": status}
    data = forger().reseal(trust().key, {"opinion.json": canonical_bytes(document)})
    verdict = verify_dossier(data, "my.dossier", ask(as_of=READ_ON))
    assert verdict.outcome(CheckId.OPINION) == "not met"
    assert verdict.outcome(CheckId.STATUS) == "undetermined"


def test_more_than_one_bit_is_named_by_its_code():
    status = {**name_status().document["credentialStatus"], "statusSize": 2}
    document = {**name_status().document, "credentialStatus": status}
    data = forger().reseal(trust().key, {"opinion.json": canonical_bytes(document)})
    verdict = verify_dossier(data, "my.dossier", ask(as_of=READ_ON))
    assert "TR-014" in next(each.found for each in verdict.checks if each.id is CheckId.OPINION)


def test_without_a_manifest_nothing_is_reached():
    assert judge(b"nothing").outcome == "undetermined"


def build(given: OpinionDocument | None, data: bytes) -> bytes:
    enclosed = {**parts().enclosed, f"{STATUS_LISTS}1.json": data}
    whole = replace(parts(), opinion=given, enclosed=enclosed)
    return build_dossier(whole, trust().key, trust().maker, SIGNED_ON)


def test_a_list_that_the_opinion_names_is_sealed_with_it():
    check = judge(build(name_status(), publish(10).data))
    assert check.outcome == "met"


@pytest.mark.parametrize(
    ("given", "data", "codes"),
    [
        (None, publish(10).data, ["DS-032"]),
        (give(), publish(10).data, ["DS-032"]),
        (name_status(), publish(10, id="urn:x:2").data, ["DS-032"]),
        (name_status(), publish(10, issuer="urn:x:3").data, ["DS-034"]),
        (name_status(), canonical_bytes({**publish(10).document, "proof": []}), ["DS-033"]),
        (None, canonical_bytes({**publish(10).document, "proof": []}), ["DS-032", "DS-033"]),
        (name_status(), b"{}", ["VR-070"] * 6),
    ],
)
def test_a_list_that_does_not_belong_is_not_sealed(given, data, codes):
    with pytest.raises(FaultsError) as error:
        build(given, data)
    assert [fault.code for fault in error.value.faults] == codes
    assert {fault.place.file for fault in error.value.faults} == {"trust/status/1.json"}
