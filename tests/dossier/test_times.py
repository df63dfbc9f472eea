"""What proves when a signature was there: a place in a known log, and a stamp over its checkpoint."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from cradlegate.core.canonical import canonical_bytes, digest_bytes
from cradlegate.core.fault import FaultsError
from cradlegate.core.party import Party
from cradlegate.core.period import Interval
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.checks.opinions import judge_opinion
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.log_proofs import place_log_proofs
from cradlegate.trust.data_integrity import sign_document
from cradlegate.trust.keys import SigningKey
from cradlegate.trust.log.checkpoint import Checkpoint, sign_checkpoint
from cradlegate.trust.log.leaf import LogLeaf
from cradlegate.trust.log.proof import cut_checkpoint, write_log_proof
from cradlegate.trust.log.tree import hash_children, hash_leaf
from cradlegate.trust.timestamp import read_certificates
from cradlegate.verification.trust_lists.membership import Terms, enter_authority, enter_key
from cradlegate.verification.trust_lists.trust_list import draw_up_trust_list, read_trust_list
from tests.dossier.dossiers import MOMENT, ask, forger, signed, trust
from tests.dossier.dossiers import judge as check_dossier
from tests.dossier.test_opinion_check import give, list_of, register
from tests.trust.authority import make_authority

ORIGIN = "log.maker.example"
LOG_KEY, OTHER_KEY = SigningKey(b"\x11" * 32), SigningKey(b"\x12" * 32)
OFFICE = SigningKey(b"\x09" * 32)
FIRST = date(2026, 3, 31)
PLACE = "log/declaration/"
TODAY = datetime.now(UTC).date()
LATER = TODAY + timedelta(days=400)


def prove(data: bytes, key: SigningKey = LOG_KEY, origin: str = ORIGIN, index: int = 1):
    """Leaf and proof in a log of two leaves, worked out by hand: the other leaf is the path."""
    actor, detail = digest_bytes(b"actor"), digest_bytes(b"detail")
    leaf = LogLeaf("declaration-signed", digest_bytes(data), actor, detail, MOMENT).data
    other = hash_leaf(b"other")
    root = hash_children(other, hash_leaf(leaf))
    note = sign_checkpoint(Checkpoint(origin, 2, root), key)
    return {"leaf.json": leaf, "leaf.tlog-proof": write_log_proof(index, (other,), note)}


def list_with(*, until: date | None = None, certificates=(), key=LOG_KEY, key_until=None):
    """The reader's list: the maker, a log, and an authority."""
    maker = trust().maker
    entered = enter_key((), maker, trust().key.public, Terms("CN", (), FIRST, until), FIRST)
    terms = Terms(None, ("log",), FIRST, key_until, ORIGIN)
    entered = enter_key(entered, Party("urn:x:log", "Log"), key.public, terms, FIRST)
    if certificates:
        entered = enter_authority(entered, certificates)
    office = Party(OFFICE.public.did, "Office")
    document = draw_up_trust_list(office, entered, version=1, issued=FIRST)
    made = sign_document(document, OFFICE, created=MOMENT)
    return read_trust_list(canonical_bytes(made), "list.json")


def verify(files, trusted=None, as_of=FIRST, *, has_list=True):
    enclosed = {PLACE + name: data for name, data in files.items()}
    data = forger().reseal(trust().key, enclosed)
    listed = (trusted or list_with()) if has_list else None
    return check_dossier(data, replace(ask(as_of=as_of), trust_list=listed))


def found(verdict, check):
    (one,) = [each for each in verdict.checks if each.id is check]
    return str(one.outcome), one.found


def test_a_leaf_under_a_checkpoint_of_a_known_log_is_met():
    outcome, text = found(verify(prove(signed().data)), CheckId.LOG)
    assert outcome == "met"
    assert f"declaration.json: leaf 1 of 2 in the log {ORIGIN}, signed by {ORIGIN}" in text


def test_a_place_in_a_log_alone_has_no_day():
    outcome, text = found(verify(prove(signed().data)), CheckId.TIME)
    assert (outcome, text) == (
        "not applicable",
        "no time stamp is enclosed; a place in a log alone has no day",
    )


def test_without_a_proof_nothing_is_asked_of_log_and_time():
    verdict = verify({})
    assert {found(verdict, each)[0] for each in (CheckId.LOG, CheckId.TIME)} == {"not applicable"}


def test_without_a_list_or_a_log_that_it_knows_it_is_open():
    known = found(verify(prove(signed().data), has_list=False), CheckId.LOG)
    assert known[0] == "undetermined"
    foreign = found(verify(prove(signed().data, origin="log.stranger.example")), CheckId.LOG)
    assert foreign[0] == "undetermined"
    assert "knows no log log.stranger.example" in foreign[1]


def test_the_window_of_the_key_of_a_log_is_asked():
    ended = list_with(key_until=date(2026, 4, 1))
    verdict = verify(prove(signed().data), ended, date(2026, 4, 2))
    assert found(verdict, CheckId.LOG)[0] == "undetermined"


@pytest.mark.parametrize(
    ("files", "text"),
    [
        (lambda data: prove(data, OTHER_KEY), "another key"),
        (lambda data: prove(data + b" "), "the leaf is about"),
        (lambda data: prove(data, index=0), "the path does not lead"),
        (lambda data: {**prove(data), "leaf.json": b"{}"}, "a leaf has the texts"),
        (lambda data: {**prove(data), "leaf.tlog-proof": b"none"}, "no proof of a log"),
        (lambda data: {"leaf.json": prove(data)["leaf.json"]}, "leaf or proof is missing"),
    ],
)
def test_what_does_not_fit_is_not_met(files, text):
    outcome, said = found(verify(files(signed().data)), CheckId.LOG)
    assert outcome == "not met"
    assert text in said


def test_a_list_that_was_changed_or_is_not_yet_valid_decides_nothing():
    early = verify(prove(signed().data), as_of=date(2026, 3, 1))
    assert found(early, CheckId.LOG)[0] == "undetermined"
    listed = list_with()
    spoiled = replace(listed, document={**listed.document, "proof": {}})
    assert found(verify(prove(signed().data), spoiled), CheckId.LOG)[0] == "undetermined"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return make_authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture(scope="module")
def known(authority):
    return read_certificates(authority.certificate.read_bytes())


@pytest.fixture(scope="module")
def stamped(authority):
    files = prove(signed().data)
    return {**files, "leaf.tsr": authority.stamp(cut_checkpoint(files["leaf.tlog-proof"]))}


def test_a_signature_proven_inside_its_window_stays_good_after_the_window(stamped, known):
    listed = list_with(until=TODAY + timedelta(days=30), certificates=known)
    verdict = verify(stamped, listed, LATER)
    assert found(verdict, CheckId.TIME)[0] == "met"
    outcome, text = found(verdict, CheckId.SIGNER)
    assert outcome == "met"
    assert "at the latest" in text
    unproven = verify(prove(signed().data), listed, LATER)
    assert found(unproven, CheckId.SIGNER)[0] == "undetermined"


def test_a_signature_proven_only_after_its_window_is_not_met_whatever_its_date(stamped, known):
    listed = list_with(until=TODAY - timedelta(days=2), certificates=known)
    outcome, text = found(verify(stamped, listed, LATER), CheckId.SIGNER)
    assert outcome == "not met"
    assert "after the window" in text


def test_a_stamp_later_than_the_day_that_is_asked_for_proves_nothing_for_it(stamped, known):
    listed = list_with(until=date(2026, 4, 1), certificates=known)
    verdict = verify(stamped, listed, date(2026, 4, 2))
    assert found(verdict, CheckId.SIGNER)[0] == "undetermined"


def test_a_stamp_counts_with_a_sound_place_in_the_log_alone(stamped, known):
    listed = list_with(until=TODAY + timedelta(days=30), certificates=known, key=OTHER_KEY)
    verdict = verify(stamped, listed, LATER)
    assert [found(verdict, each)[0] for each in (CheckId.LOG, CheckId.SIGNER)] == [
        "not met",
        "undetermined",
    ]


def test_whose_stamp_it_is_is_told_by_the_list_alone(stamped, known):
    assert found(verify(stamped, has_list=False), CheckId.TIME)[0] == "undetermined"
    assert found(verify(stamped), CheckId.TIME)[0] == "undetermined"
    early = verify(stamped, list_with(certificates=known), date(2026, 3, 1))
    assert found(early, CheckId.TIME)[0] == "undetermined"


def test_a_stamp_without_its_checkpoint_is_not_met(stamped):
    alone = {"leaf.tsr": stamped["leaf.tsr"]}
    assert found(verify(alone), CheckId.TIME)[0] == "not met"


def test_log_and_time_are_not_reached_without_a_manifest():
    verdict = check_dossier(b"nothing", ask())
    assert {found(verdict, each)[0] for each in (CheckId.LOG, CheckId.TIME)} == {"undetermined"}


@pytest.mark.parametrize(
    ("proven", "ends", "outcome"),
    [
        (date(2026, 7, 10), date(2026, 7, 12), "met"),
        (date(2026, 7, 6), date(2026, 7, 6), "met"),
        (date(2026, 7, 10), date(2026, 7, 8), "not met"),
    ],
)
def test_an_opinion_counts_when_it_was_there_while_the_body_was_accredited(proven, ends, outcome):
    bodies = tuple(replace(each, valid_to=Interval(ends, ends)) for each in register().bodies)
    ended = replace(register(), bodies=bodies)
    asked = Questions(date(2026, 7, 20), list_of("verifier"), registers=(ended,))
    finding = judge_opinion(give(), signed(), asked, proven=proven)
    assert str(finding.outcome) == outcome, finding.found


DOCUMENTS = {"declaration.json": b"declared", "opinion.json": b"said"}


def codes(*folders):
    with pytest.raises(FaultsError) as caught:
        place_log_proofs([(f"proof-{n}", files) for n, files in enumerate(folders)], DOCUMENTS)
    return [fault.code for fault in caught.value.faults]


def test_each_proof_finds_the_document_that_it_is_about():
    folders = [("b", prove(b"said")), ("a", prove(b"declared"))]
    assert sorted(place_log_proofs(folders, DOCUMENTS)) == [
        "log/declaration/leaf.json",
        "log/declaration/leaf.tlog-proof",
        "log/opinion/leaf.json",
        "log/opinion/leaf.tlog-proof",
    ]


def test_what_proves_nothing_is_not_enclosed(authority):
    good = prove(b"declared")
    assert codes(prove(b"another")) == ["DS-028"]
    assert codes({"leaf.json": b"{}"}, {"leaf.tlog-proof": b""}) == ["DS-029", "DS-029"]
    assert codes({**good, "leaf.json": b"{}"}, prove(b"said", index=0)) == ["DS-029", "DS-029"]
    assert codes(good, good) == ["DS-030"]
    assert codes({**good, "leaf.tsr": authority.stamp(b"other")}) == ["DS-031"]
    fitting = authority.stamp(cut_checkpoint(good["leaf.tlog-proof"]))
    placed = place_log_proofs([("a", {**good, "leaf.tsr": fitting})], DOCUMENTS)
    assert "log/declaration/leaf.tsr" in placed
