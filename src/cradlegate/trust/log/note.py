"""Signed notes: a text with signatures under it that people can read and programs can check.

Source: C2SP signed-note v1.0.0.
"""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from cradlegate.core.errors import CradlegateError
from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.trust.keys import ED25519, KEY_BYTES, SIGNATURE_BYTES, PublicKey, SigningKey

LARGEST_NOTE_BYTES = 100_000
MOST_SIGNATURES = 32

_ED25519 = b"\x01"
_KEY_ID_BYTES = 4
_SIGN = "— "
_LAST_CONTROL_SIGN = 0x1F


class NoteError(CradlegateError):
    """Bytes that are no signed note, or no text made to be one."""

    code = "TR-003"


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A public key with the name under which it signs notes.

    Args:
        name: without blanks and without `+`.
        key: Ed25519.

    Raises:
        NoteError: another name, or another kind of key.
    """

    name: str
    key: PublicKey

    def __post_init__(self) -> None:
        if self.key.kind != ED25519:
            raise NoteError(f"a key of {self.key.kind}; notes are signed with {ED25519}")
        if not _is_key_name(self.name):
            raise NoteError(f"{self.name!r} is no name of a key; no blanks, no plus signs")

    @staticmethod
    def parse(text: str) -> "NoteKey":
        """Read a key from its text `name+id+base64`.

        Raises:
            NoteError: another text, an id that is not that of the key, or another kind of key.
        """
        name, _, rest = text.partition("+")
        key_id, _, encoded = rest.partition("+")
        data = _decode(encoded, "the key")
        if data[:1] != _ED25519 or len(data) != 1 + KEY_BYTES:
            raise NoteError("no Ed25519 key of the form name+id+base64")
        key = NoteKey(name, PublicKey(data[1:]))
        if key.id.hex() != key_id:
            raise NoteError(f"the id {key_id} is not the one of the key, {key.id.hex()}")
        return key

    @property
    def text(self) -> str:
        """The key as `name+id+base64`, as others keep it."""
        encoded = base64.b64encode(_ED25519 + self.key.raw).decode()
        return f"{self.name}+{self.id.hex()}+{encoded}"

    @property
    def id(self) -> bytes:
        """Four bytes by which a signature is found; they prove nothing."""
        data = f"{self.name}\n".encode() + _ED25519 + self.key.raw
        return hashlib.sha256(data).digest()[:_KEY_ID_BYTES]


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """A line under a note: the name and id of a key, and what it signed with."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text with its signatures, none of them checked yet.

    Args:
        text: ends with a line feed.
    """

    text: str
    signatures: tuple[NoteSignature, ...]


def sign_note(text: str, name: str, key: SigningKey) -> bytes:
    """Write a text with a signature under it.

    Raises:
        NoteError: a text that does not end with a line feed or holds control signs, or a name
            that is none of a key.
    """
    _demand_text(text)
    signer = NoteKey(name, key.public)
    encoded = base64.b64encode(signer.id + key.sign(text.encode())).decode()
    return f"{text}\n{_SIGN}{name} {encoded}\n".encode()


def read_note(data: bytes) -> Note:
    """Take a signed note apart.

    Raises:
        NoteError: no UTF-8, control signs, no signature, or larger than any note of ours.
    """
    if len(data) > LARGEST_NOTE_BYTES:
        raise NoteError(f"{len(data)} bytes; a note has at most {LARGEST_NOTE_BYTES}")
    try:
        whole = data.decode()
    except UnicodeDecodeError:
        raise NoteError("no text in UTF-8") from None
    head, gap, tail = whole.rpartition("\n\n")
    if not gap or not tail.endswith("\n"):
        raise NoteError("no blank line with signatures after it")
    text = f"{head}\n"
    _demand_text(text)
    lines = tail[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise NoteError(f"{len(lines)} signatures; at most {MOST_SIGNATURES} are read")
    return Note(text, tuple(_read_signature(line) for line in lines))


def judge_note(note: Note, keys: Sequence[NoteKey]) -> Finding:
    """Judge whether one of the keys signed a note; signatures of other keys are passed over.

    Returns:
        not met where a signature under the name and id of a key does not fit; undetermined where
        none of the keys has signed; met otherwise.
    """
    found = []
    for key in keys:
        for line in note.signatures:
            if (line.name, line.key_id) == (key.name, key.id):
                if not _fits(note, key, line):
                    return Finding(Outcome.NOT_MET, f"the signature of {key.name} does not fit")
                found.append(key.name)
    if not found:
        names = ", ".join(dict.fromkeys(line.name for line in note.signatures))
        return Finding(Outcome.UNDETERMINED, f"signed by {names}, whose keys are not known here")
    return Finding(Outcome.MET, f"signed by {', '.join(dict.fromkeys(found))}")


def _fits(note: Note, key: NoteKey, line: NoteSignature) -> bool:
    is_whole = len(line.signature) == SIGNATURE_BYTES
    return is_whole and key.key.has_signed(note.text.encode(), line.signature)


def _read_signature(line: str) -> NoteSignature:
    name, _, encoded = line.removeprefix(_SIGN).partition(" ")
    if not line.startswith(_SIGN) or not _is_key_name(name):
        raise NoteError("a line under the text that is no signature")
    data = _decode(encoded, "a signature")
    if len(data) <= _KEY_ID_BYTES:
        raise NoteError("a signature without content")
    return NoteSignature(name, data[:_KEY_ID_BYTES], data[_KEY_ID_BYTES:])


def _demand_text(text: str) -> None:
    if not text.endswith("\n"):
        raise NoteError("the text of a note ends with a line feed")
    if any(ord(sign) <= _LAST_CONTROL_SIGN and sign != "\n" for sign in text):
        raise NoteError("control signs in the text of a note")


def _decode(text: str, what: str) -> bytes:
    """Read base64 in its one form, so that a byte of it cannot change unseen."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if not data or base64.b64encode(data).decode() != text:
        raise NoteError(f"{what} is no base64")
    return data


def _is_key_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(sign.isspace() for sign in name)
