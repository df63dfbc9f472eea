"""The script of the page reads JSON, names, moments, keys and proofs as the program does."""

import json

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.moment import is_date_time_stamp, read_day
from cradlegate.core.strict_json import JsonError, read_json
from cradlegate.dossier.member_names import name_faults
from cradlegate.trust.keys import KeyFormatError, PublicKey
from cradlegate.trust.log.checkpoint import Checkpoint, sign_checkpoint
from cradlegate.trust.log.note import NoteError, NoteKey
from cradlegate.trust.log.proof import judge_log_proof, read_log_proof, write_log_proof
from cradlegate.trust.log.tree import compute_root, prove_inclusion
from cradlegate.trust.multibase import encode_multibase
from cradlegate.verification.opinions.contradictions import find_contradictions
from tests.dossier.dossiers import STRANGER
from tests.dossier.test_opinion_check import OFFICE
from tests.reports.browser import literal, needs_browser
from tests.reports.verifier_cases import flipped
from tests.trust.test_log_tree import Tree
from tests.verification.opinions_by_hand import CONTRADICTIONS, opinion

DOCUMENTS = (
    b"{}", b"[]", b' {"b":1,"a":[true,false,null]}\n', b'"\\u00e9\\ud83d\\ude00\\n\\/\\u0000"', b"-0", b"0", b"-1",
    b"9007199254740991", b"9007199254740992", b"-9007199254740992", b"1.0", b"1e3", b"1E-3", b"NaN", b"[Infinity]",
    b"-Infinity", b"01", b"+1", b".5", b"1.", b"--1", b"0x10", b'{"a":1,"a":2}', b'{"a":1,"\\u0061":2}',
    b'{"__proto__":1,"constructor":2,"toString":3}', b'{"__proto__":1,"__proto__":2}', b'"\\ud800"', b'"\\udc00\\ud800"',
    b'{"\\ud800":1}', b"\xef\xbb\xbf{}", b'"\xff"', b'"\xed\xa0\x80"', b'"\n"', b'"\\x41"', b'"\\u12g4"', b'"a', b"[1,]",
    b'{"a":1,}', b"{,}", b"[1 2]", b'{"a" 1}', b"{a:1}", b"'a'", b"", b" ", b"nul", b"true false", b"[" * 64 + b"]" * 64,
    b"[" * 65 + b"]" * 65, b'{"a":' * 65 + b"1" + b"}" * 65, b'["[[[[[[[[[[{{{{{{"]', b"\x0c1", "\u00a01".encode(),
    '{"\ufb33":1,"\U0001f600":2,"\u20ac":3,"a":4}'.encode(), '"\u2028\u2029\x7f"'.encode(), b'{"a":"\\b\\f\\t\\r\\"\\\\"}',
)  # fmt: skip


@needs_browser
def test_json_is_read_and_written_as_the_program_does(browser):
    def read(data: bytes) -> str | None:
        try:
            return canonical_bytes(read_json(data)).decode()
        except JsonError:
            return None

    tell = "(bytes) => { try { return canonicalText(readJson(bytes)); } catch (error) { if (error instanceof JsonError) return null; throw error; } }"
    told = browser.run(f"[{','.join(map(literal, DOCUMENTS))}].map({tell})")
    assert dict(zip(DOCUMENTS, told, strict=True)) == {data: read(data) for data in DOCUMENTS}


NAMES = (
    "a", "a/b.csv", "", "/a", "a/", "a//b", "a/./b", "../a", "a/..", "a.", "a ", "a./b", "c:x", "a\\b", "a\x00b", "a\u200bb",
    "a\u2028b", "x" * 200, "x" * 201, "é" * 101, "e\u0301", "A", "ß", "ẞ", "ss", "ſs", "Σ", "ς", "ı", "I", "i", "İ", "发票.pdf",
    "ﬀ", "FF", "K", "k", "K", "a/b", "A/B.csv", "manifest.json", "MANIFEST.JSON/x", "\ufffd", "ᾳ", "ΑΙ", "Ω", "ω",
)  # fmt: skip


@needs_browser
def test_names_are_refused_as_the_program_does(browser):
    told = browser.run(
        f"listNameFaults({json.dumps(NAMES)}, 'f').map(({{ code, found, place }}) => [code, found, place])"
    )
    known = [[one.code, one.found, str(one.place)] for one in name_faults(NAMES, "f")]
    assert told == known
    assert {"DS-010", "DS-011", "DS-012"} == {code for code, _, _ in told}


STAMPS = (
    "2026-03-31T08:00:00Z", "2026-03-31T00:30:00+01:00", "2026-12-31T23:30:00-14:00", "2026-02-28T24:00:00Z", "2024-02-28T24:00:00.0Z",
    "2026-02-29T00:00:00Z", "2026-03-31T24:00:01Z", "2026-03-31T08:00Z", "2026-03-31T08:00:00", "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "9999-12-31T24:00:00Z", "2026-03-31T08:00:00.123456789Z",
    "2026-03-31T08:00:60Z", "2026-03-31T08:00:00+14:01", "2026-03-31T23:59:59.9+00:00", "2026-03-31T00:00:00+14:00", "0001-01-01T00:00:00Z", "x",
)  # fmt: skip


@needs_browser
def test_moments_lie_on_the_day_that_the_program_finds(browser):
    def find(stamp: str) -> str | None:
        try:
            return str(read_day(stamp)) if is_date_time_stamp(stamp) else None
        except ValueError:
            return None

    told = browser.run(
        f"{json.dumps(STAMPS)}.map((each) => isDateTimeStamp(each) ? readDay(each) : null)"
    )
    assert dict(zip(STAMPS, told, strict=True)) == {stamp: find(stamp) for stamp in STAMPS}


def list_keys() -> list[str]:
    points = [
        bytes([sign]) + x.to_bytes(32, "big")
        for sign in (2, 3, 4)
        for x in (*range(12), 2**256 - 1)
    ]
    made = [encode_multibase(bytes.fromhex("8024") + point) for point in points]
    ed25519 = STRANGER.public.multikey
    return [
        *made,
        ed25519,
        ed25519 + "1",
        ed25519[:-1],
        "z0OIl",
        "",
        "m" + ed25519[1:],
        encode_multibase(b"\x00" * 34),
    ]


@needs_browser
def test_keys_are_read_as_the_program_does(browser):
    def kind(text: str) -> str | None:
        try:
            return PublicKey.parse(text).kind
        except KeyFormatError:
            return None

    keys = list_keys()
    told = browser.run(
        f"{json.dumps(keys)}.map((text) => {{ try {{ return parseKey(text).kind; }} catch {{ return null; }} }})"
    )
    assert told == [kind(text) for text in keys]
    assert {"P-256", "Ed25519", None} == set(told)


def list_log_proofs() -> list[tuple[bytes, bytes, str]]:
    """Proofs for leaves of logs of several sizes, and what somebody made of one of them."""
    origin, made = "log.example", list[tuple[bytes, bytes, str]]()
    key = NoteKey(origin, STRANGER.public).text
    for size in (1, 2, 3, 7, 8, 13):
        leaves = [f"leaf {place}".encode() for place in range(size)]
        tree = Tree(leaves)
        signed_note = sign_checkpoint(
            Checkpoint(origin, size, compute_root(size, tree.node)), STRANGER
        )
        made += [
            (
                write_log_proof(place, prove_inclusion(place, size, tree.node), signed_note),
                leaf,
                key,
            )
            for place, leaf in enumerate(leaves)
        ]
    proof, leaf, _ = made[-3]
    spoiled = [flipped(proof, place) for place in range(0, len(proof), 3)]
    other_key = NoteKey(origin, OFFICE.public).text
    other_log = NoteKey("other.example", STRANGER.public).text
    bad_key = f"{key[:-6]}AAAAA="
    return [
        *made,
        *((data, leaf, key) for data in spoiled),
        (proof, b"another leaf", key),
        *((proof, leaf, each) for each in (other_key, other_log, bad_key, "log.example")),
        (proof.replace(b"index", b"extra x\nindex"), leaf, key),
        (proof.replace(b"index 10", b"index 13"), leaf, key),
        (proof[:-1], leaf, key),
        (b"", leaf, key),
    ]


@needs_browser
def test_proofs_of_logs_are_judged_as_the_program_does(browser):
    def judge(proof: bytes, leaf: bytes, key: str) -> list[str] | str:
        try:
            found = judge_log_proof(read_log_proof(proof), leaf, NoteKey.parse(key))
        except NoteError:
            return "no proof"
        return [str(found.outcome), found.found]

    proofs = list_log_proofs()
    given = ",".join(
        f"[{literal(proof)}, {literal(leaf)}, {json.dumps(key)}]" for proof, leaf, key in proofs
    )
    tell = (
        "async ([proof, leaf, key]) => { try { const told = await judgeLogProof(readLogProof(proof), leaf, await readNoteKey(key));"
        " return [told.outcome, told.found]; } catch (error) { if (error instanceof NoteError) return 'no proof'; throw error; } }"
    )
    told = browser.run(f"Promise.all([{given}].map({tell}))")
    assert told == [judge(*each) for each in proofs]
    assert [each[0] for each in told[:34]] == ["met"] * 34
    assert {"not met", "undetermined"} <= {each[0] for each in told}


@needs_browser
def test_opinions_contradict_themselves_where_the_program_says_so(browser):
    opinions = [opinion(**changes) for changes, _ in (*CONTRADICTIONS, ({}, ""))]
    texts = [canonical_bytes(each).decode() for each in opinions]
    told = browser.run(
        f"{json.dumps(texts)}.map((text) => listOpinionContradictions(JSON.parse(text)))"
    )
    assert told == [[list(each) for each in find_contradictions(one)] for one in opinions]
    assert told[-1] == []
