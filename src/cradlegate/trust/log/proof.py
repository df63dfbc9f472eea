"""A proof in one file that a leaf stands in a log: its index, its path and a signed checkpoint.

Source: C2SP tlog-proof v1.0.0.
"""

import re
from dataclasses import dataclass

from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.trust.log.checkpoint import (
    SignedCheckpoint,
    decode_hash,
    encode_hash,
    judge_checkpoint,
    read_checkpoint,
)
from cradlegate.trust.log.note import LARGEST_NOTE_BYTES, NoteError, NoteKey
from cradlegate.trust.log.tree import HASH_BYTES, MOST_HASHES, hash_leaf, is_included

_HEADER = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")
_EXTRA = "extra "
_HASH_LINE = 4 * ((HASH_BYTES + 2) // 3) + 1
_LARGEST_PROOF_BYTES = LARGEST_NOTE_BYTES + MOST_HASHES * _HASH_LINE + 1_000


@dataclass(frozen=True, slots=True)
class LogProof:
    """Where a leaf stands, and the way from it to the root of a checkpoint.

    Args:
        index: of the leaf, from 0.
        hashes: its path, each 32 bytes.
        signed: the checkpoint; its signatures are not checked yet.
    """

    index: int
    hashes: tuple[bytes, ...]
    signed: SignedCheckpoint


def write_log_proof(index: int, hashes: tuple[bytes, ...], checkpoint: bytes) -> bytes:
    """Write a proof with the signed checkpoint that it leads to."""
    lines = [_HEADER, f"index {index}", *map(encode_hash, hashes), "", ""]
    return "\n".join(lines).encode() + checkpoint


def read_log_proof(data: bytes) -> LogProof:
    """Read a proof.

    Raises:
        NoteError: another form, or hashes that are none.
    """
    if len(data) > _LARGEST_PROOF_BYTES:
        raise NoteError(f"{len(data)} bytes; a proof has at most {_LARGEST_PROOF_BYTES}")
    head, gap, checkpoint = data.partition(b"\n\n")
    try:
        header, *lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise NoteError("no proof of a log: its head is no plain text") from None
    if header != _HEADER or not gap:
        raise NoteError(f"no proof of a log that begins with {_HEADER}")
    if lines and lines[0].startswith(_EXTRA):
        raise NoteError("a proof with extra data, which this version does not read")
    index = _INDEX.fullmatch(lines[0]) if lines else None
    if index is None:
        raise NoteError("a proof names the index of its leaf after its header")
    if len(lines) - 1 > MOST_HASHES:
        raise NoteError(f"{len(lines) - 1} hashes; the path of a leaf has at most {MOST_HASHES}")
    hashes = tuple(decode_hash(line) for line in lines[1:])
    return LogProof(int(index[1]), hashes, read_checkpoint(checkpoint))


def cut_checkpoint(data: bytes) -> bytes:
    """Give the bytes of the signed checkpoint in a proof, as a stamp covers them."""
    return data.partition(b"\n\n")[2]


def judge_inclusion(proof: LogProof, leaf: bytes) -> Finding:
    """Judge whether the path leads from a leaf to the root; who signed the root is not asked."""
    checkpoint = proof.signed.checkpoint
    where = f"leaf {proof.index} of {checkpoint.size} in the log {checkpoint.origin}"
    hashes, root = proof.hashes, checkpoint.root
    if not is_included(hash_leaf(leaf), proof.index, checkpoint.size, hashes, root):
        return Finding(Outcome.NOT_MET, f"the path does not lead from it to {where}")
    return Finding(Outcome.MET, where)


def judge_log_proof(proof: LogProof, leaf: bytes, key: NoteKey) -> Finding:
    """Judge whether a leaf stands in the log whose key a reader knows; nothing else is needed.

    Args:
        leaf: its bytes.

    Returns:
        not met where the checkpoint is of another log or changed, or where the path does not lead
        to its root; undetermined where the key has not signed it; met otherwise.
    """
    signature = judge_checkpoint(proof.signed, key)
    if signature.outcome is not Outcome.MET:
        return signature
    inclusion = judge_inclusion(proof, leaf)
    if inclusion.outcome is not Outcome.MET:
        return inclusion
    return Finding(Outcome.MET, f"{inclusion.found}, {signature.found}")
