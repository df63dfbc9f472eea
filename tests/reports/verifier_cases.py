"""Dossiers whole and tampered, each with the trust list and the day for which it is asked."""

import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import BytesIO
from types import MappingProxyType
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from cradlegate.core.canonical import canonical_bytes, digest_bytes
from cradlegate.core.party import Party
from cradlegate.declaration.signing import sign_declaration
from cradlegate.dossier.archive import MANIFEST_NAME
from cradlegate.dossier.layout import DECLARATION_FILE, NOTE_FILE, OPINION_FILE, TRUST_LIST_FILE
from cradlegate.dossier.study import LINES_FILE
from cradlegate.trust.data_integrity import bytes_to_sign, sign_document, without_proofs
from cradlegate.trust.keys import PublicKey, SigningKey
from cradlegate.trust.log.checkpoint import Checkpoint, sign_checkpoint
from cradlegate.trust.log.leaf import LogLeaf, digest_actor
from cradlegate.trust.log.proof import write_log_proof
from cradlegate.trust.log.tree import compute_root, prove_inclusion
from cradlegate.trust.multibase import encode_multibase
from cradlegate.trust.status_list import StatusEntry, write_entry
from cradlegate.verification.opinions.opinion import OpinionType
from cradlegate.verification.trust_lists.organisation import LogPlace, Organisation, TrustedKey
from cradlegate.verification.trust_lists.trust_list import draw_up_trust_list
from tests.dossier import dossiers
from tests.dossier.dossiers import DAY, MOMENT, STRANGER, forger, sealed, trust
from tests.dossier.test_archive import make_archive, make_end
from tests.dossier.test_opinion_check import OFFICE, READ_ON, give, list_of, with_opinion
from tests.trust.test_log_tree import Tree
from tests.verification.opinions_by_hand import BODY, KEY


def flipped(data: bytes, at: int = -1) -> bytes:
    changed = bytearray(data)
    changed[at if at >= 0 else len(data) // 2] ^= 1
    return bytes(changed)


def member(name: str) -> bytes:
    return forger().files[name]


@lru_cache(maxsize=1)
def list_bytes() -> bytes:
    return trust().trust_list


def list_with(*organisations: Organisation, until: date | None = None, issued: date = DAY) -> bytes:
    document = draw_up_trust_list(
        Party(OFFICE.public.did, "Office"),
        organisations,
        version=1,
        issued=issued,
        valid_until=until,
    )
    return canonical_bytes(sign_document(document, OFFICE, created=MOMENT))


def maker_with(key: PublicKey, valid_from: date = DAY, until: date | None = None) -> Organisation:
    maker = trust().maker
    known = TrustedKey(key.method, key, valid_from, until)
    return Organisation(maker.id, maker.name, "", ("maker",), (known,))


def resealed(changed: Mapping[str, bytes | None], key: SigningKey | None = None) -> bytes:
    return forger().reseal(key or trust().key, changed)


def with_manifest(data: bytes) -> bytes:
    return forger().repack({MANIFEST_NAME: data})


def signed_by_a_stranger() -> bytes:
    maker = trust().maker.id
    document = sign_declaration(dossiers.declared().document, STRANGER, maker, MOMENT)
    return resealed({DECLARATION_FILE: document.data})


def compressed() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in forger().files.items():
            made.writestr(name, data)
    return out.getvalue()


def other_edition() -> bytes:
    document = json.loads(member(MANIFEST_NAME))
    document["credentialSubject"]["spec"] = "urn:cradlegate:dossier:2"
    return with_manifest(canonical_bytes(document))


def without_block() -> bytes:
    document = json.loads(member(DECLARATION_FILE))
    del document["credentialSubject"]["declaration"]["blocks"]["uncertainty"]
    return resealed({DECLARATION_FILE: canonical_bytes(document)})


def declaration_with(change: str, value: object) -> bytes:
    """Somebody wrote another value into the declaration, at a path with dots."""
    document = json.loads(member(DECLARATION_FILE))
    part = document
    *path, last = change.split(".")
    for name in path:
        part = part[int(name)] if isinstance(part, list) else part[name]
    part[last] = value
    return resealed({DECLARATION_FILE: canonical_bytes(document)})


def name_key(raw: bytes) -> str:
    """Name an Ed25519 key as a proof does, whatever its bytes are."""
    text = encode_multibase(b"\xed\x01" + raw)
    return f"did:key:{text}#{text}"


def doubled(data: bytes) -> bytes:
    """The first name of an object a second time."""
    return re.sub(rb'^\{("[^"]+"):', rb"{\1:1,\1:", data, count=1)


def of_p256(raw_digest: bytes, secret: ec.EllipticCurvePrivateKey) -> bytes:
    r, s = utils.decode_dss_signature(
        secret.sign(raw_digest, ec.ECDSA(SHA256(), deterministic_signing=True))
    )
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


@lru_cache(maxsize=2)
def declared_by_p256(*, is_spoiled: bool = False) -> tuple[bytes, bytes]:
    """A dossier whose declaration a key of P-256 signed, and a list with that key."""
    secret = ec.derive_private_key(0x1F2E3D4C5B6A79881726354433221100, ec.SECP256R1())
    key = PublicKey(secret.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint))
    unsigned = dossiers.declared().document.document
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "ecdsa-jcs-2019",
        "created": "2026-03-31T08:00:00Z",
        "verificationMethod": key.method,
        "proofPurpose": "assertionMethod",
        "@context": unsigned["@context"],
    }
    signature = of_p256(bytes_to_sign(unsigned, options), secret)
    value = encode_multibase(flipped(signature, 40) if is_spoiled else signature)
    document = {**unsigned, "proof": {**options, "proofValue": value}}
    maker = maker_with(trust().key.public)
    both = replace(maker, keys=(*maker.keys, TrustedKey(key.method, key, DAY)))
    return resealed({DECLARATION_FILE: canonical_bytes(document)}), list_with(both)


def opinion_with(**changes: Any) -> bytes:
    return with_opinion(give(**changes))


def swapped_opinion() -> bytes:
    """The opinion of another dossier, put in by whoever seals."""
    document = json.loads(give().data)
    content = document["credentialSubject"]["opinion"]["content"]
    content["subject"] = "sha256:" + "0" * 64
    return resealed({OPINION_FILE: canonical_bytes(document)})


def of_verifier(*roles: str) -> bytes:
    return canonical_bytes(dict(list_of(*roles).document))


def of_verifier_accepting(accepted: Mapping[str, list[str]]) -> bytes:
    """A list that says which registers count where."""
    document: dict[str, Any] = dict(without_proofs(list_of("verifier").document))
    subject = document["credentialSubject"]
    document["credentialSubject"] = {**subject, "acceptedRegisters": dict(accepted)}
    return canonical_bytes(sign_document(document, OFFICE, created=MOMENT))


LOG, ORIGIN = SigningKey(b"\x07" * 32), "log.example"
NO_DETAIL = "sha256:" + "0" * 64
LEAF_FILE, PROOF_FILE = "log/declaration/leaf.json", "log/declaration/leaf.tlog-proof"


def logged(
    changed: Mapping[str, bytes | None] = MappingProxyType({}), subject: str = "", place: int = 2
) -> bytes:
    """A dossier whose declaration stands third in a log of five."""
    about = subject or digest_bytes(member(DECLARATION_FILE))
    actor = digest_actor(trust().maker.id)
    leaf = LogLeaf("declaration-signed", about, actor, NO_DETAIL, MOMENT).data
    leaves = [b"a", b"b", leaf, b"c", b"d"]
    tree = Tree(leaves)
    checkpoint = sign_checkpoint(Checkpoint(ORIGIN, 5, compute_root(5, tree.node)), LOG)
    proof = write_log_proof(place, prove_inclusion(2, 5, tree.node), checkpoint)
    return resealed({LEAF_FILE: leaf, PROOF_FILE: proof, **changed})


def list_of_log(key: SigningKey = LOG, origin: str = ORIGIN, until: date | None = None) -> bytes:
    known = TrustedKey(key.public.method, key.public, DAY, until, origin)
    log = Organisation("did:web:log.example", "Log", "", ("log",), (known,))
    return list_with(maker_with(trust().key.public), log)


def list_of_log_keeper() -> bytes:
    """The maker's key is that of a log as well, and so it signs nothing else."""
    maker = maker_with(trust().key.public)
    known = replace(maker.keys[0], log_origin=ORIGIN)
    return list_with(replace(maker, roles=("maker", "log"), keys=(known,)))


OTHER_LOG = SigningKey(b"\x08" * 32)


def list_of_compromised(
    index: int,
    origin: str = ORIGIN,
    *,
    log: SigningKey = LOG,
    of: PublicKey | None = None,
    of_body: bool = False,
) -> bytes:
    """The maker's key, or that of the body, counts up to a leaf of one of two logs."""
    maker = maker_with(of or trust().key.public)
    body_key = TrustedKey(KEY.public.method, KEY.public, DAY)
    body = Organisation(BODY.id, BODY.name, "VN", ("verifier",), (body_key,))
    last = LogPlace(origin, index)
    compromised = body if of_body else maker
    (key,) = compromised.keys
    known = replace(compromised, keys=(replace(key, last_valid=last),))
    logs = (
        Organisation(
            f"urn:x:{name}",
            "Log",
            "",
            ("log",),
            (TrustedKey(each.public.method, each.public, DAY, None, name),),
        )
        for name, each in ((ORIGIN, log), ("other.example", OTHER_LOG))
    )
    return list_with(*((maker, known) if of_body else (known, body)), *logs)


def logged_opinion() -> bytes:
    """The opinion stands third in the log of five."""
    given = give().data
    leaf = LogLeaf("signed", digest_bytes(given), digest_actor(BODY.id), NO_DETAIL, MOMENT).data
    tree = Tree([b"a", b"b", leaf, b"c", b"d"])
    checkpoint = sign_checkpoint(Checkpoint(ORIGIN, 5, compute_root(5, tree.node)), LOG)
    proof = write_log_proof(2, prove_inclusion(2, 5, tree.node), checkpoint)
    folder = "log/opinion/leaf"
    return resealed({OPINION_FILE: given, f"{folder}.json": leaf, f"{folder}.tlog-proof": proof})


STALE = date(2027, 1, 1)

# Name of the case → dossier, trust list, day.
CASES: dict[str, Any] = {
    "good": lambda: (sealed(), list_bytes(), DAY),
    "good, no list": lambda: (sealed(), None, DAY),
    "note changed": lambda: (
        forger().repack({NOTE_FILE: flipped(member(NOTE_FILE))}),
        list_bytes(),
        DAY,
    ),
    "case changed": lambda: (
        forger().repack({"case/bom.csv": flipped(member("case/bom.csv"))}),
        list_bytes(),
        DAY,
    ),
    "lines changed": lambda: (
        forger().repack({LINES_FILE: flipped(member(LINES_FILE))}),
        list_bytes(),
        DAY,
    ),
    "inner list changed": lambda: (
        forger().repack({TRUST_LIST_FILE: flipped(member(TRUST_LIST_FILE))}),
        list_bytes(),
        DAY,
    ),
    "declaration cut": lambda: (
        forger().repack({DECLARATION_FILE: member(DECLARATION_FILE)[:-1]}),
        list_bytes(),
        DAY,
    ),
    "a status that nobody signed": lambda: (
        declaration_with(
            "credentialStatus", write_entry(StatusEntry("urn:x:list", 5, "revocation"))
        ),
        list_bytes(),
        DAY,
    ),
    "a status of another form": lambda: (
        declaration_with("credentialStatus", {"type": "BitstringStatusListEntry"}),
        list_bytes(),
        DAY,
    ),
    "figure changed": lambda: (
        resealed(
            {
                DECLARATION_FILE: member(DECLARATION_FILE).replace(
                    b"Example Machine", b"Exemple Machine"
                )
            }
        ),
        list_bytes(),
        DAY,
    ),
    "machine renamed": lambda: (
        declaration_with("credentialSubject.declaration.machine.model", "VMC-851"),
        list_bytes(),
        DAY,
    ),
    "checksum wrong": lambda: (
        flipped(sealed(), sealed().index(member(NOTE_FILE)) + 5),
        list_bytes(),
        DAY,
    ),
    "header changed": lambda: (flipped(sealed(), 10), list_bytes(), DAY),
    "signature of manifest changed": lambda: (
        with_manifest(
            member(MANIFEST_NAME).replace(b'"validFrom":"2026-03-31', b'"validFrom":"2026-03-30')
        ),
        list_bytes(),
        DAY,
    ),
    "manifest not canonical": lambda: (
        with_manifest(member(MANIFEST_NAME) + b"\n"),
        list_bytes(),
        DAY,
    ),
    "manifest of another edition": lambda: (other_edition(), list_bytes(), DAY),
    "name twice in manifest": lambda: (
        with_manifest(doubled(member(MANIFEST_NAME))),
        list_bytes(),
        DAY,
    ),
    "name twice in declaration": lambda: (
        resealed({DECLARATION_FILE: doubled(member(DECLARATION_FILE))}),
        list_bytes(),
        DAY,
    ),
    "resealed by a stranger": lambda: (resealed({}, STRANGER), list_bytes(), DAY),
    "resealed without a block": lambda: (without_block(), list_bytes(), DAY),
    "signed by a stranger": lambda: (signed_by_a_stranger(), list_bytes(), DAY),
    "not about the declaration": lambda: (
        forger().reseal(trust().key, {}, "sha256:" + "0" * 64),
        list_bytes(),
        DAY,
    ),
    "bytes behind": lambda: (sealed() + b"\0", list_bytes(), DAY),
    "bytes before": lambda: (b"MZ" + sealed(), list_bytes(), DAY),
    "with a comment": lambda: (sealed()[:-2] + b"\x02\x00hi", list_bytes(), DAY),
    "cut off": lambda: (sealed()[:-30], list_bytes(), DAY),
    "nothing": lambda: (b"", list_bytes(), DAY),
    "no archive": lambda: (b"%PDF-1.7", list_bytes(), DAY),
    "member missing": lambda: (forger().repack({NOTE_FILE: None}), list_bytes(), DAY),
    "declaration missing": lambda: (forger().repack({DECLARATION_FILE: None}), list_bytes(), DAY),
    "manifest missing": lambda: (forger().repack({MANIFEST_NAME: None}), list_bytes(), DAY),
    "member too many": lambda: (forger().repack({"case/extra.csv": b"a,b\n"}), list_bytes(), DAY),
    "foreign letters": lambda: (forger().repack({"case/发票.pdf": b"%PDF"}), list_bytes(), DAY),
    "compressed": lambda: (compressed(), list_bytes(), DAY),
    "leads out": lambda: (
        make_archive((b"../x", b"1"), (b"manifest.json", b"{}")),
        list_bytes(),
        DAY,
    ),
    "two names in one place": lambda: (
        make_archive((b"a/X", b"1"), (b"a/x", b"2"), (b"a", b"3")),
        list_bytes(),
        DAY,
    ),
    "sizes behind": lambda: (make_archive((b"x", b"1"), flags=8), list_bytes(), DAY),
    "a link": lambda: (make_archive((b"x", b"1"), mode=0o120777 << 16), list_bytes(), DAY),
    "encrypted": lambda: (make_archive((b"x", b"1"), flags=1), list_bytes(), DAY),
    "zip64": lambda: (make_archive((b"x", b"1"), packed_size=0xFFFFFFFF), list_bytes(), DAY),
    "too large": lambda: (make_archive((b"x", b"1"), size=100_000_001), list_bytes(), DAY),
    "too many": lambda: (make_end(5_001, 0, 0), list_bytes(), DAY),
    "other list": lambda: (sealed(), list_with(maker_with(STRANGER.public)), DAY),
    "key of another": lambda: (
        sealed(),
        list_with(replace(maker_with(trust().key.public), id="did:web:other.example")),
        DAY,
    ),
    "list ended": lambda: (sealed(), list_with(maker_with(trust().key.public), until=DAY), STALE),
    "list not begun": lambda: (
        sealed(),
        list_with(maker_with(trust().key.public), issued=date(2026, 4, 1)),
        DAY,
    ),
    "window ended": lambda: (
        sealed(),
        list_with(maker_with(trust().key.public, until=date(2026, 4, 1))),
        STALE,
    ),
    "outside the window": lambda: (
        sealed(),
        list_with(maker_with(trust().key.public, date(2026, 4, 1))),
        STALE,
    ),
    "dated later": lambda: (
        sealed(),
        list_with(maker_with(trust().key.public, date(2026, 1, 1)), issued=date(2026, 1, 1)),
        date(2026, 3, 30),
    ),
    "list changed": lambda: (sealed(), list_bytes().replace(b"Demo", b"Demi"), DAY),
    "list unsigned": lambda: (
        sealed(),
        canonical_bytes({k: v for k, v in json.loads(list_bytes()).items() if k != "proof"}),
        DAY,
    ),
    "by P-256": lambda: (*declared_by_p256(), DAY),
    "by P-256, spoiled": lambda: (*declared_by_p256(is_spoiled=True), DAY),
    "day that is none": lambda: (
        declaration_with("credentialSubject.declaration.issued", "2026-02-30"),
        list_bytes(),
        DAY,
    ),
    "too few draws": lambda: (
        declaration_with("credentialSubject.declaration.blocks.uncertainty.draws", 1),
        list_bytes(),
        DAY,
    ),
    "seed too large": lambda: (
        declaration_with("credentialSubject.declaration.blocks.uncertainty.seed", str(2**64)),
        list_bytes(),
        DAY,
    ),
    "a sign-off of a later day": lambda: (
        declaration_with(
            "credentialSubject.declaration.blocks.evidence.signed_off.0.date", "2027-03"
        ),
        list_bytes(),
        DAY,
    ),
    "data of no day": lambda: (
        declaration_with(
            "credentialSubject.declaration.blocks.system_boundary.data_period", "2025-02-30"
        ),
        list_bytes(),
        DAY,
    ),
    "other headline": lambda: (
        declaration_with("credentialSubject.declaration.results.headline", "nothing"),
        list_bytes(),
        DAY,
    ),
    "other condition": lambda: (
        declaration_with("credentialSubject.declaration.machine.condition", "used"),
        list_bytes(),
        DAY,
    ),
    "figure of thirty digits": lambda: (
        declaration_with("credentialSubject.declaration.machine.net_mass_kg", "1" * 30),
        list_bytes(),
        DAY,
    ),
    "issuer differs": lambda: (declaration_with("issuer.name", "Somebody"), list_bytes(), DAY),
    "a key of low order": lambda: (
        declaration_with("proof.verificationMethod", name_key(b"\x01" + bytes(31))),
        list_bytes(),
        DAY,
    ),
    "opinion": lambda: (opinion_with(), of_verifier("verifier"), READ_ON),
    "opinion that ended": lambda: (
        opinion_with(valid_until=date(2026, 7, 19)),
        of_verifier("verifier"),
        READ_ON,
    ),
    "opinion on its last day": lambda: (
        opinion_with(valid_until=READ_ON),
        of_verifier("verifier"),
        READ_ON,
    ),
    "asked before the opinion": lambda: (
        opinion_with(),
        of_verifier("verifier"),
        date(2026, 7, 5),
    ),
    "asked before the declaration": lambda: (sealed(), list_bytes(), date(2026, 3, 30)),
    "opinion, no list": lambda: (opinion_with(), None, READ_ON),
    "opinion of a maker": lambda: (opinion_with(), of_verifier("maker"), READ_ON),
    "opinion swapped": lambda: (swapped_opinion(), of_verifier("verifier"), READ_ON),
    "opinion cut": lambda: (
        resealed({OPINION_FILE: give().data[:-1]}),
        of_verifier("verifier"),
        READ_ON,
    ),
    "opinion modified": lambda: (
        opinion_with(type=OpinionType.MODIFIED, reasons="a reason"),
        of_verifier("verifier"),
        READ_ON,
    ),
    "opinion adverse": lambda: (
        opinion_with(type=OpinionType.ADVERSE, reasons="a reason"),
        of_verifier("verifier"),
        READ_ON,
    ),
    "opinion without verifier's key": lambda: (opinion_with(), list_bytes(), READ_ON),
    "in a log": lambda: (logged(), list_of_log(), DAY),
    "in a log, no list": lambda: (logged(), None, DAY),
    "in a log that nobody knows": lambda: (logged(), list_bytes(), DAY),
    "in a log of another key": lambda: (logged(), list_of_log(STRANGER), DAY),
    "in a log of another name": lambda: (logged(), list_of_log(origin="other.example"), DAY),
    "in a log whose key has ended": lambda: (
        logged(),
        list_of_log(until=date(2026, 4, 1)),
        date(2026, 4, 2),
    ),
    "in a log, list changed": lambda: (logged(), list_of_log().replace(b"Office", b"Orifice"), DAY),
    "elsewhere in the log": lambda: (logged(place=3), list_of_log(), DAY),
    "leaf of another": lambda: (logged(subject="sha256:" + "1" * 64), list_of_log(), DAY),
    "leaf that is none": lambda: (logged({LEAF_FILE: b"{}"}), list_of_log(), DAY),
    "leaf not canonical": lambda: (
        resealed({LEAF_FILE: b'{"a": 1}', PROOF_FILE: b"c2sp.org/tlog-proof@v1\n"}),
        list_of_log(),
        DAY,
    ),
    "leaf without proof": lambda: (logged({PROOF_FILE: None}), list_of_log(), DAY),
    "proof that is none": lambda: (logged({PROOF_FILE: b"x"}), list_of_log(), DAY),
    "key of a log under a declaration": lambda: (sealed(), list_of_log_keeper(), DAY),
    "compromised, at the last leaf": lambda: (logged(), list_of_compromised(2), DAY),
    "compromised, after the last leaf": lambda: (logged(), list_of_compromised(1), DAY),
    "compromised, first leaf alone": lambda: (logged(), list_of_compromised(0), DAY),
    "compromised, in another log": lambda: (
        logged(),
        list_of_compromised(2, "other.example"),
        DAY,
    ),
    "compromised, in no log": lambda: (sealed(), list_of_compromised(2), DAY),
    "compromised, log of another key": lambda: (
        logged(),
        list_of_compromised(2, log=STRANGER),
        DAY,
    ),
    "compromised, leaf of another": lambda: (
        logged(subject="sha256:" + "1" * 64),
        list_of_compromised(2),
        DAY,
    ),
    "compromised, dated later": lambda: (logged(), list_of_compromised(1), date(2026, 3, 30)),
    "compromised body, at the last leaf": lambda: (
        logged_opinion(),
        list_of_compromised(2, of_body=True),
        READ_ON,
    ),
    "compromised body, after the last leaf": lambda: (
        logged_opinion(),
        list_of_compromised(1, of_body=True),
        READ_ON,
    ),
    "compromised body, in no log": lambda: (
        opinion_with(),
        list_of_compromised(2, of_body=True),
        READ_ON,
    ),
}
