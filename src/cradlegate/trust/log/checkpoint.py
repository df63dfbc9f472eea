"""Checkpoints: what a log says about itself at one size, signed.

Source: C2SP tlog-checkpoint v1.0.0.
"""

import base64
import re
from dataclasses import dataclass

from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.trust.keys import SigningKey
from cradlegate.trust.log.note import Note, NoteError, NoteKey, judge_note, read_note, sign_note
from cradlegate.trust.log.tree import HASH_BYTES

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_FEWEST_LINES = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The size and root of a log.

    Args:
        origin: the name of the log, the same for ever.
        size: number of leaves.
        root: 32 bytes.
    """

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{encode_hash(self.root)}\n"


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint with the note it stands in; its signatures are not checked yet."""

    checkpoint: Checkpoint
    note: Note


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> bytes:
    """Write a checkpoint as a note signed under the name of its log.

    Raises:
        NoteError: an origin that is no name of a key.
    """
    return sign_note(checkpoint.text, checkpoint.origin, key)


def read_checkpoint(data: bytes) -> SignedCheckpoint:
    """Read a signed checkpoint; lines of its text after the root are kept unread in the note.

    Raises:
        NoteError: no signed note, or a text that is no checkpoint.
    """
    note = read_note(data)
    lines = note.text[:-1].split("\n")
    if len(lines) < _FEWEST_LINES or not all(lines):
        raise NoteError("a checkpoint has lines for origin, size and root")
    origin, size, root = lines[:_FEWEST_LINES]
    if not _SIZE.fullmatch(size):
        raise NoteError(f"{size[:30]!r} is no size of a log")
    return SignedCheckpoint(Checkpoint(origin, int(size), decode_hash(root)), note)


def judge_checkpoint(read: SignedCheckpoint, key: NoteKey) -> Finding:
    """Judge whether a checkpoint is of the log whose key a reader knows, and signed with it.

    Returns:
        not met for another log or a signature that does not fit; undetermined where the key has
        not signed; met otherwise.
    """
    origin = read.checkpoint.origin
    if origin != key.name:
        return Finding(Outcome.NOT_MET, f"a checkpoint of the log {origin}, not of {key.name}")
    return judge_note(read.note, (key,))


def encode_hash(data: bytes) -> str:
    """Write a hash as base64."""
    return base64.b64encode(data).decode()


def decode_hash(text: str) -> bytes:
    """Read a hash of 32 bytes from base64 in its one form.

    Raises:
        NoteError: another text.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = b""
    if len(data) != HASH_BYTES or encode_hash(data) != text:
        raise NoteError("no hash of 32 bytes in base64")
    return data
