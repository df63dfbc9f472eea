"""Notes, checkpoints, proofs and leaves have one form each, and no byte of them changes unseen."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.outcome import Outcome
from cradlegate.trust.keys import PublicKey, SigningKey
from cradlegate.trust.log.checkpoint import (
    Checkpoint,
    judge_checkpoint,
    read_checkpoint,
    sign_checkpoint,
)
from cradlegate.trust.log.leaf import (
    LeafError,
    LogLeaf,
    digest_actor,
    digest_detail,
    read_leaf,
)
from cradlegate.trust.log.note import NoteError, NoteKey, judge_note, read_note, sign_note
from cradlegate.trust.log.proof import judge_log_proof, read_log_proof, write_log_proof
from cradlegate.trust.log.tree import compute_root, hash_leaf, prove_inclusion

VECTOR = Path(__file__).parents[3] / "shared/foreign/vectors/c2sp-signed-note.json"
KEY, OTHER = SigningKey(b"\x07" * 32), SigningKey(b"\x08" * 32)
LOG = "log.maker.example/machines"
LOG_KEY = NoteKey(LOG, KEY.public)
NOTE = sign_note("A text.\n", LOG, KEY)
DIGEST = f"sha256:{'ab' * 32}"
LEAF = LogLeaf(
    "declaration-signed",
    DIGEST,
    digest_actor("did:web:maker.example"),
    digest_detail(b"\x01" * 16, "signed in the works"),
    datetime(2026, 11, 22, 8, 30, tzinfo=UTC),
)
LEAVES = [LEAF.data, b"b", b"c"]
LEAF_HASHES = [hash_leaf(each) for each in LEAVES]


def look_up(level, index):
    """The nodes of a tree of three leaves."""
    from cradlegate.trust.log.tree import hash_children

    return hash_children(*LEAF_HASHES[:2]) if level else LEAF_HASHES[index]


CHECKPOINT = sign_checkpoint(Checkpoint(LOG, 3, compute_root(3, look_up)), KEY)
PROOF = write_log_proof(0, prove_inclusion(0, 3, look_up), CHECKPOINT)


def test_the_published_note_is_signed_by_the_published_key():
    if not VECTOR.exists():
        pytest.skip("the vector of C2SP is not beside this repository")
    vector = json.loads(VECTOR.read_text())
    key = NoteKey.parse(vector["vkey"])
    note = read_note(vector["note"].encode())
    assert judge_note(note, (key,)).outcome is Outcome.MET
    assert key.text == vector["vkey"]


def test_a_note_is_judged_by_keys_that_the_reader_knows():
    note = read_note(NOTE)
    assert judge_note(note, (LOG_KEY,)).outcome is Outcome.MET
    assert judge_note(note, (NoteKey(LOG, OTHER.public),)).outcome is Outcome.UNDETERMINED
    assert judge_note(note, (NoteKey("other", KEY.public),)).outcome is Outcome.UNDETERMINED
    assert judge_note(note, ()).found == f"signed by {LOG}, whose keys are not known here"


def test_signatures_of_others_are_passed_over():
    both = NOTE + sign_note("A text.\n", "witness", OTHER).splitlines(keepends=True)[-1]
    keys = (NoteKey("witness", OTHER.public), LOG_KEY)
    assert judge_note(read_note(both), keys).found == f"signed by witness, {LOG}"
    assert judge_note(read_note(both), (LOG_KEY,)).outcome is Outcome.MET


@pytest.mark.parametrize("data", [NOTE, CHECKPOINT, PROOF], ids=["note", "checkpoint", "proof"])
@given(drawn=st.data())
def test_no_changed_byte_of_a_signed_text_passes(data, drawn):
    place = drawn.draw(st.integers(0, len(data) - 1))
    changed = (
        data[:place] + bytes([data[place] ^ drawn.draw(st.integers(1, 255))]) + data[place + 1 :]
    )
    judges = {NOTE: judge_as_note, CHECKPOINT: judge_as_checkpoint, PROOF: judge_as_proof}
    try:
        finding = judges[data](changed)
    except NoteError:
        return
    assert finding.outcome is not Outcome.MET


def judge_as_note(data):
    return judge_note(read_note(data), (LOG_KEY,))


def judge_as_checkpoint(data):
    return judge_checkpoint(read_checkpoint(data), LOG_KEY)


def judge_as_proof(data):
    return judge_log_proof(read_log_proof(data), LEAF.data, LOG_KEY)


@given(st.binary(max_size=300))
def test_bytes_that_are_no_note_are_refused_and_never_crash(data):
    for read in (read_note, read_checkpoint, read_log_proof):
        for whole in (data, data + b"\n\n" + data, b"c2sp.org/tlog-proof@v1\n" + data + CHECKPOINT):
            try:
                read(whole)
            except NoteError:
                continue


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\xff\n\n\xe2\x80\x94 a b\n", "UTF-8"),
        (b"text\n", "no blank line"),
        (NOTE[:-1], "no blank line"),
        (b"a\tb\n\n" + NOTE.split(b"\n\n")[1], "control signs"),
        (NOTE + b"anything\n", "no signature"),
        (NOTE.replace(b" " + NOTE.split()[-1], b" ????"), "no base64"),
        (NOTE.replace(NOTE.split()[-1], base64.b64encode(b"1234")), "without content"),
        (NOTE.replace(LOG.encode(), b"a+b"), "no signature"),
        (NOTE + NOTE.splitlines(keepends=True)[-1] * 32, "33 signatures"),
        (b"x" * 100_001, "at most 100000"),
    ],
)
def test_what_is_wrong_with_a_note_is_said(data, found):
    with pytest.raises(NoteError, match=found):
        read_note(data)


def test_a_short_signature_under_the_right_id_does_not_fit():
    line = base64.b64encode(LOG_KEY.id + b"short")
    note = read_note(NOTE.replace(NOTE.split()[-1], line))
    assert judge_note(note, (LOG_KEY,)).outcome is Outcome.NOT_MET


@pytest.mark.parametrize("text", ["no line feed", "a bell \x07\n"])
def test_a_text_that_cannot_stand_in_a_note_is_not_signed(text):
    with pytest.raises(NoteError):
        sign_note(text, LOG, KEY)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "no base64"),
        ("a b+00000000+AAAA", "no Ed25519 key"),
        (f"a b+{LOG_KEY.text.partition('+')[2]}", "no name of a key"),
        (LOG_KEY.text.replace("machines", "others"), "not the one of the key"),
        (LOG_KEY.text[:-3] + "AAA", "the key is no base64|not the one of the key"),
    ],
)
def test_a_text_that_is_no_key_of_a_note_is_refused(text, found):
    with pytest.raises(NoteError, match=found):
        NoteKey.parse(text)


def test_a_key_of_another_kind_signs_no_notes():
    p256 = PublicKey.parse("zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP")
    with pytest.raises(NoteError, match="a key of P-256"):
        NoteKey(LOG, p256)


def test_the_text_of_a_key_gives_the_key():
    assert NoteKey.parse(LOG_KEY.text) == LOG_KEY


def test_a_checkpoint_says_which_log_had_which_size_and_root():
    read = read_checkpoint(CHECKPOINT)
    assert read.checkpoint == Checkpoint(LOG, 3, compute_root(3, look_up))
    assert read.note.text.splitlines()[:2] == [LOG, "3"]
    assert judge_as_checkpoint(CHECKPOINT).outcome is Outcome.MET


def test_a_checkpoint_of_another_log_is_none_of_this_one():
    other = sign_checkpoint(Checkpoint("other", 3, b"\x01" * 32), KEY)
    finding = judge_checkpoint(read_checkpoint(other), LOG_KEY)
    assert finding.found == f"a checkpoint of the log other, not of {LOG}"
    assert finding.outcome is Outcome.NOT_MET


def test_a_checkpoint_may_say_more_after_its_root():
    text = Checkpoint(LOG, 3, b"\x01" * 32).text + "more\n"
    read = read_checkpoint(sign_note(text, LOG, KEY))
    assert read.checkpoint.size == 3
    assert judge_checkpoint(read, LOG_KEY).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\n3\n", "origin, size and root"),
        ("a\n03\nroot\n", "no size"),
        ("a\n-1\nroot\n", "no size"),
        ("a\n1\nroot\n", "no hash of 32 bytes"),
        ("a\n1\nno base64!\n", "no hash of 32 bytes"),
        ("a\n1\nAAAA\n", "no hash of 32 bytes"),
    ],
)
def test_a_text_that_is_no_checkpoint_is_refused(text, found):
    with pytest.raises(NoteError, match=found):
        read_checkpoint(sign_note(text, LOG, KEY))


def test_a_proof_shows_with_a_key_alone_that_a_leaf_is_in_the_log():
    finding = judge_as_proof(PROOF)
    assert finding.outcome is Outcome.MET
    assert finding.found == f"leaf 0 of 3 in the log {LOG}, signed by {LOG}"


def test_a_proof_of_one_leaf_is_none_of_another():
    finding = judge_log_proof(read_log_proof(PROOF), b"b", LOG_KEY)
    assert finding.outcome is Outcome.NOT_MET


def test_a_proof_under_an_unknown_key_leaves_it_open():
    key = NoteKey(LOG, OTHER.public)
    assert judge_log_proof(read_log_proof(PROOF), LEAF.data, key).outcome is Outcome.UNDETERMINED


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\xff\n\n", "no plain text"),
        (b"c2sp.org/tlog-proof@v2\nindex 0\n\n", "begins with c2sp.org"),
        (b"c2sp.org/tlog-proof@v1\n\n" + CHECKPOINT, "names the index"),
        (b"c2sp.org/tlog-proof@v1\nindex 00\n\n" + CHECKPOINT, "names the index"),
        (b"c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\n" + CHECKPOINT, "extra data"),
        (b"c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n" + CHECKPOINT, "no hash"),
        (b"c2sp.org/tlog-proof@v1\nindex 0" + b"\nAAAA" * 65 + b"\n\n", "65 hashes"),
        (b"x" * 200_000, "at most"),
    ],
)
def test_what_is_wrong_with_a_proof_is_said(data, found):
    with pytest.raises(NoteError, match=found):
        read_log_proof(data)


def test_a_leaf_holds_digests_alone_and_reads_back_as_written():
    assert read_leaf(LEAF.data) == LEAF
    assert b"maker.example" not in LEAF.data
    assert b"works" not in LEAF.data


def test_a_detail_cannot_be_guessed_without_its_salt():
    assert digest_detail(b"\x01" * 16, "a") != digest_detail(b"\x02" * 16, "a")
    with pytest.raises(LeafError, match="a salt of 3 bytes"):
        digest_detail(b"abc", "a")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"[", "line 1"),
        (b"[]", "a leaf is an object"),
        (b"{}", "and nothing else"),
        (LEAF.data.replace(b'"time"', b'"when"'), "and nothing else"),
        (LEAF.data.replace(b'"declaration-signed"', b"1"), "and nothing else"),
        (LEAF.data.replace(b"declaration-signed", b"Declaration 1"), "no word"),
        (LEAF.data.replace(b"sha256:ab", b"sha256:xy"), "subject is no digest"),
        (LEAF.data.replace(b"sha256:ab", b"abababa:ab"), "subject is no digest"),
        (LEAF.data.replace(b":30:00Z", b":30:00"), "no moment"),
        (LEAF.data + b"\n", "canonical bytes"),
        (b" " * 4_001, "at most 4000"),
    ],
)
def test_what_is_wrong_with_a_leaf_is_said(data, found):
    with pytest.raises(LeafError, match=found):
        read_leaf(data)


def test_content_that_may_not_stand_in_a_log_is_refused():
    with pytest.raises(LeafError, match="subject is no digest"):
        LogLeaf("signed", "the machine of Smith & Sons", DIGEST, DIGEST, LEAF.time).data  # noqa: B018
