"""What a compromised key signed counts in a dossier by its place in a log, and by nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from cradlegate.core.canonical import canonical_bytes, digest_bytes
from cradlegate.core.party import Party
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.layout import DECLARATION_FILE, OPINION_FILE, STATUS_LISTS, TRUST_LIST_FILE
from cradlegate.dossier.verify import Verdict, verify_dossier
from cradlegate.trust.data_integrity import sign_document
from cradlegate.trust.keys import SigningKey
from cradlegate.trust.log.checkpoint import Checkpoint, sign_checkpoint
from cradlegate.trust.log.leaf import LogLeaf
from cradlegate.trust.log.proof import cut_checkpoint, write_log_proof
from cradlegate.trust.log.tree import hash_children, hash_leaf
from cradlegate.trust.timestamp import read_certificates
from cradlegate.verification.statuses.status_list import StatusPurpose
from cradlegate.verification.trust_lists.membership import Terms, enter_authority, enter_key
from cradlegate.verification.trust_lists.organisation import LogPlace, Organisation
from cradlegate.verification.trust_lists.trust_list import (
    TrustList,
    draw_up_trust_list,
    read_trust_list,
)
from tests.dossier.dossiers import MOMENT, ask, forger, signed, trust, trust_list
from tests.dossier.test_opinion_check import READ_ON, give
from tests.dossier.test_status_check import INDEX, name_status, publish
from tests.trust.authority import make_authority
from tests.verification.opinions_by_hand import BODY, KEY

OFFICE, LOG_KEY, OTHER_LOG = (SigningKey(bytes([each]) * 32) for each in (0x09, 0x11, 0x12))
BUILDER = SigningKey(b"\x13" * 32)
BODY_NEXT = SigningKey(b"\x14" * 32)
ORIGIN, ELSEWHERE = "log.maker.example", "log.elsewhere.example"
FIRST = date(2026, 3, 31)
PLACES = {DECLARATION_FILE: "log/declaration/", OPINION_FILE: "log/opinion/"}
SUSPENSION = StatusPurpose.SUSPENSION


def prove(data: bytes, *, index: int, origin: str = ORIGIN, key: SigningKey = LOG_KEY):
    """Leaf and proof in a log of two leaves, worked out by hand: the other leaf is the path."""
    actor, detail = digest_bytes(b"actor"), digest_bytes(b"detail")
    leaf = LogLeaf("signed", digest_bytes(data), actor, detail, MOMENT).data
    other, own = hash_leaf(b"other"), hash_leaf(leaf)
    root = hash_children(other, own) if index else hash_children(own, other)
    note = sign_checkpoint(Checkpoint(origin, 2, root), key)
    return {"leaf.json": leaf, "leaf.tlog-proof": write_log_proof(index, (other,), note)}


def seal(proofs=None, *, opinion=None, more=None) -> bytes:
    """A dossier that the maker's second key sealed, with these proofs by document."""
    files = dict(more or {})
    if opinion:
        files[OPINION_FILE] = opinion.data
    for document, proof in (proofs or {}).items():
        files |= {PLACES[document] + name: data for name, data in proof.items()}
    return forger().reseal(BUILDER, files)


def list_with(maker=None, *, body=None, builder=None, until=None, certificates=()) -> TrustList:
    """The reader's list: the maker with two keys, a body with two, two logs; some compromised."""
    owner, verifier = trust().maker, Party(BODY.id, BODY.name)
    entered: tuple[Organisation, ...] = ()
    for party, key, terms in (
        (owner, trust().key, Terms("CN", (), FIRST, until, "", maker)),
        (owner, BUILDER, Terms("CN", (), FIRST, None, "", builder)),
        (verifier, KEY, Terms("VN", ("verifier",), FIRST, None, "", body)),
        (verifier, BODY_NEXT, Terms("VN", ("verifier",), FIRST)),
        (Party("urn:x:log", "Log"), LOG_KEY, Terms(None, ("log",), FIRST, None, ORIGIN)),
        (Party("urn:x:other", "Log"), OTHER_LOG, Terms(None, ("log",), FIRST, None, ELSEWHERE)),
    ):
        entered = enter_key(entered, party, key.public, terms, FIRST)
    if certificates:
        entered = enter_authority(entered, certificates)
    office = Party(OFFICE.public.did, "Office")
    document = draw_up_trust_list(office, entered, version=2, issued=FIRST)
    signed_list = sign_document(document, OFFICE, created=MOMENT)
    return read_trust_list(canonical_bytes(signed_list), "list.json")


def verify(data: bytes, trusted: TrustList, as_of: date = FIRST, **asked) -> Verdict:
    questions = replace(ask(as_of=as_of), trust_list=trusted, **asked)
    return verify_dossier(data, "my.dossier", questions)


def found(verdict: Verdict, check: CheckId) -> tuple[str, str]:
    (one,) = [each for each in verdict.checks if each.id is check]
    return str(one.outcome), one.found


def declared(index: int, **log) -> bytes:
    return seal({DECLARATION_FILE: prove(signed().data, index=index, **log)})


LAST = LogPlace(ORIGIN, 0)


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (lambda: declared(0), "met"),
        (lambda: declared(1), "not met"),
        (lambda: declared(0, origin=ELSEWHERE, key=OTHER_LOG), "undetermined"),
        (lambda: declared(0, key=OTHER_LOG), "undetermined"),
        (lambda: declared(0, origin="log.stranger.example"), "undetermined"),
        (seal, "undetermined"),
        (
            lambda: seal({DECLARATION_FILE: prove(signed().data + b" ", index=0)}),
            "undetermined",
        ),
        (lambda: seal({OPINION_FILE: prove(signed().data, index=0)}), "undetermined"),
    ],
)
def test_a_declaration_counts_by_its_place_in_the_log_that_the_list_names(data, outcome):
    sealed_here = data()
    assert found(verify(sealed_here, list_with(LAST)), CheckId.SIGNER)[0] == outcome
    assert found(verify(sealed_here, list_with()), CheckId.SIGNER)[0] == "met"


def test_the_key_the_log_and_the_leaf_are_named():
    outcome, text = found(verify(seal(), list_with(LAST)), CheckId.SIGNER)
    assert outcome == "undetermined"
    assert f"key {trust().key.public.multikey} is compromised" in text
    assert f"leaf 0 of the log {ORIGIN}" in text


def test_a_list_inside_the_dossier_does_not_lift_what_the_readers_list_says():
    enclosed = canonical_bytes(dict(list_with().document))
    data = seal(more={TRUST_LIST_FILE: enclosed})
    assert found(verify(data, list_with(LAST)), CheckId.SIGNER)[0] == "undetermined"


def test_what_a_compromised_key_sealed_stays_open_since_no_log_holds_a_seal():
    verdict = verify(declared(0), list_with(builder=LAST))
    assert found(verdict, CheckId.BUILDER)[0] == "undetermined"
    assert found(verdict, CheckId.SEAL)[0] == "met"


def test_a_second_signature_by_a_sound_key_of_the_owner_counts_by_itself():
    both = sign_document(signed().document, BUILDER, created=MOMENT)
    data = seal(more={DECLARATION_FILE: canonical_bytes(both)})
    assert found(verify(data, list_with(LAST)), CheckId.SIGNER)[0] == "met"
    both_compromised = list_with(LAST, builder=LAST)
    assert found(verify(data, both_compromised), CheckId.SIGNER)[0] == "undetermined"


def test_a_second_signature_takes_the_place_in_the_log_away():
    """The leaf is about the file with its signatures, so the old proof is of another file."""
    both = canonical_bytes(sign_document(signed().document, BUILDER, created=MOMENT))
    proof = prove(signed().data, index=0)
    data = forger().reseal(
        BUILDER,
        {DECLARATION_FILE: both, **{PLACES[DECLARATION_FILE] + k: v for k, v in proof.items()}},
    )
    trusted = list_with(LAST, builder=LAST)
    assert found(verify(data, trusted), CheckId.SIGNER)[0] == "undetermined"


def test_a_stamp_without_a_place_in_the_right_log_does_not_lift_the_doubt(tmp_path):
    authority = make_authority(tmp_path)
    known = read_certificates(authority.certificate.read_bytes())
    proof = prove(signed().data, index=0, origin=ELSEWHERE, key=OTHER_LOG)
    stamp = authority.stamp(cut_checkpoint(proof["leaf.tlog-proof"]))
    today = datetime.now(UTC).date()
    stamped = seal({DECLARATION_FILE: {**proof, "leaf.tsr": stamp}})
    trusted = list_with(LAST, certificates=known)
    verdict = verify(stamped, trusted, today)
    assert [found(verdict, each)[0] for each in (CheckId.LOG, CheckId.TIME)] == ["met", "met"]
    assert found(verdict, CheckId.SIGNER)[0] == "undetermined"
    alone = seal({DECLARATION_FILE: {"leaf.tsr": stamp}})
    assert found(verify(alone, trusted, today), CheckId.SIGNER)[0] == "undetermined"


def test_an_opinion_counts_by_its_own_place():
    given = give()
    logged = {DECLARATION_FILE: prove(signed().data, index=0)}
    said = {}
    for index in (0, 1):
        proofs = {**logged, OPINION_FILE: prove(given.data, index=index)}
        data = seal(proofs, opinion=given)
        said[index] = found(verify(data, list_with(body=LAST), READ_ON), CheckId.OPINION)
    assert "compromised" not in said[0][1]
    assert said[1][0] == "not met"
    assert f"this is leaf 1 of the log {ORIGIN}" in said[1][1]
    unproven = seal(logged, opinion=given)
    outcome, text = found(verify(unproven, list_with(body=LAST), READ_ON), CheckId.OPINION)
    assert outcome == "undetermined"
    assert "nothing proves where this stands" in text


# Status lists: what a compromised key signed clears nothing, and is not passed over either.


def judge_status(enclosed=(), given=(), *, body=LAST, purpose=StatusPurpose.REVOCATION) -> str:
    more = {f"{STATUS_LISTS}{at}.json": each.data for at, each in enumerate(enclosed)}
    data = seal(opinion=name_status(purpose), more=more)
    return found(verify(data, list_with(body=body), READ_ON, status_lists=given), CheckId.STATUS)[0]


def test_a_list_that_a_compromised_key_signed_neither_clears_nor_revokes():
    for enclosed, given in (([publish(10)], ()), ((), (publish(10),))):
        assert judge_status(enclosed, given) == "undetermined"
    assert judge_status([publish(10, INDEX)]) == "undetermined"
    assert judge_status((), (publish(10, key=BODY_NEXT),)) == "met"


def test_a_later_list_by_a_sound_key_clears_where_the_compromised_one_says_the_same():
    assert judge_status([publish(10)], (publish(12, key=BODY_NEXT),)) == "met"
    assert judge_status([publish(12)], (publish(10, key=BODY_NEXT),)) == "met"


def test_a_revocation_by_a_compromised_key_is_not_passed_over():
    revoked, clear = publish(10, INDEX), publish(12, key=BODY_NEXT)
    assert judge_status([revoked], (clear,), body=None) == "not met"
    assert judge_status([revoked], (clear,)) == "undetermined"
    assert judge_status([revoked], (publish(12, INDEX, key=BODY_NEXT),)) == "not met"


def test_a_suspension_by_a_compromised_key_is_lifted_by_a_later_list_alone():
    def list_of(day, *indexes, key=KEY):
        return publish(day, *indexes, purpose=SUSPENSION, key=key)

    held = [list_of(10, INDEX)]
    later, earlier = list_of(12, key=BODY_NEXT), list_of(8, key=BODY_NEXT)
    assert judge_status(held, (later,), purpose=SUSPENSION) == "met"
    assert judge_status(held, (earlier,), purpose=SUSPENSION) == "undetermined"


def test_a_stale_list_of_a_compromised_key_is_not_passed_over_for_an_older_one():
    ended = publish(12, validUntil="2026-07-15T23:59:59Z")
    older = publish(10, key=BODY_NEXT)
    assert judge_status([ended], (older,), body=None) == "undetermined"
    assert judge_status([ended], (older,)) == "undetermined"


# Whatever is asked, a compromise makes nothing better.

DOSSIERS = {
    "bare": seal,
    "early": lambda: declared(0),
    "late": lambda: declared(1),
    "elsewhere": lambda: declared(0, origin=ELSEWHERE, key=OTHER_LOG),
    "opinion": lambda: seal(
        {OPINION_FILE: prove(name_status().data, index=1)}, opinion=name_status()
    ),
    "revoked": lambda: seal(
        opinion=name_status(),
        more={
            f"{STATUS_LISTS}1.json": publish(10, INDEX).data,
            f"{STATUS_LISTS}2.json": publish(12, key=BODY_NEXT).data,
        },
    ),
}
RANK = {"not met": 0, "undetermined": 1, "met": 2, "not applicable": 3}


@pytest.mark.parametrize("name", DOSSIERS)
def test_no_check_of_a_dossier_gets_better_by_a_compromise(name):
    data, days = DOSSIERS[name](), (FIRST, READ_ON)
    lasts = [LogPlace(ORIGIN, 0), LogPlace(ORIGIN, 1), LogPlace(ELSEWHERE, 0)]
    for as_of in days:
        before = verify(data, list_with(), as_of)
        for whose, last in product(("maker", "builder", "body"), lasts):
            after = verify(data, list_with(**{whose: last}), as_of)
            for one, other in zip(before.checks, after.checks, strict=True):
                was, now = (RANK[str(each.outcome)] for each in (one, other))
                # A revocation by a key that anybody may have is open, which it was not before.
                opened = one.id is CheckId.STATUS and (was, now) == (0, 1)
                assert now <= was or opened, (whose, last, one.id)


def test_the_lists_differ_in_the_compromise_alone():
    plain, compromised = list_with(), list_with(LAST)
    first = compromised.organisations[0].keys[0]
    assert first.last_valid == LAST
    assert replace(first, last_valid=None) == plain.organisations[0].keys[0]
    assert trust_list().organisations[0].keys[0].last_valid is None
