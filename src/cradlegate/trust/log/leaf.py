"""What a log keeps of an event: digests alone, so that it may be shown to anybody."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cradlegate.core.canonical import canonical_bytes, digest_bytes
from cradlegate.core.errors import CradlegateError
from cradlegate.core.moment import read_utc, write_utc
from cradlegate.core.strict_json import JsonError, read_json

LARGEST_LEAF_BYTES = 4_000
SALT_BYTES = 16

_NAMES = ("actor", "detail", "subject", "time", "type")
_WORD = re.compile(r"[a-z][a-z-]{0,59}")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


class LeafError(CradlegateError):
    """Bytes that are no leaf of a log, or content that may not stand in one."""

    code = "TR-004"


@dataclass(frozen=True, slots=True)
class LogLeaf:
    """One event: somebody did something with a document at a moment of which they tell.

    Args:
        type: what happened, such as `declaration-signed`; small letters and hyphens.
        subject: digest of the document.
        actor: digest of the id of whoever did it.
        detail: digest of a salt and of whatever else there is to tell; salted, because a short
            text could be guessed from its digest.
        time: what the writer's clock said, UTC to the second.  The proof of time is the index.
    """

    type: str
    subject: str
    actor: str
    detail: str
    time: datetime

    @property
    def data(self) -> bytes:
        """The canonical bytes, which are hashed.

        Raises:
            LeafError: a type that is no word, or a digest that is none.
        """
        content = {
            "type": self.type,
            "subject": self.subject,
            "actor": self.actor,
            "detail": self.detail,
            "time": write_utc(self.time),
        }
        _demand_form(content)
        return canonical_bytes(content)


def digest_actor(actor_id: str) -> str:
    """Give the digest under which somebody stands in logs."""
    return digest_bytes(actor_id.encode())


def digest_detail(salt: bytes, detail: str) -> str:
    """Give the digest of a salt and a text, which is opened by showing both.

    Raises:
        LeafError: a salt of less than 16 bytes.
    """
    if len(salt) < SALT_BYTES:
        raise LeafError(f"a salt of {len(salt)} bytes; {SALT_BYTES} are needed")
    return f"sha256:{hashlib.sha256(salt + detail.encode()).hexdigest()}"


def read_leaf(data: bytes) -> LogLeaf:
    """Read a leaf from its canonical bytes.

    Raises:
        LeafError: other bytes.
    """
    if len(data) > LARGEST_LEAF_BYTES:
        raise LeafError(f"{len(data)} bytes; a leaf has at most {LARGEST_LEAF_BYTES}")
    try:
        content = read_json(data)
    except JsonError as error:
        raise LeafError(str(error)) from None
    if not isinstance(content, dict):
        raise LeafError("a leaf is an object")
    _demand_form(content)
    if canonical_bytes(content) != data:
        raise LeafError("the leaf does not stand in its canonical bytes")
    try:
        time = read_utc(str(content["time"]))
    except ValueError as error:
        raise LeafError(str(error)) from None
    return LogLeaf(
        str(content["type"]),
        str(content["subject"]),
        str(content["actor"]),
        str(content["detail"]),
        time,
    )


def _demand_form(content: dict[str, Any]) -> None:
    are_texts = all(isinstance(each, str) for each in content.values())
    if tuple(sorted(content)) != _NAMES or not are_texts:
        raise LeafError(f"a leaf has the texts {', '.join(_NAMES)} and nothing else")
    if not _WORD.fullmatch(content["type"]):
        raise LeafError(f"{content['type'][:40]!r} is no word in small letters and hyphens")
    for name in ("subject", "actor", "detail"):
        if not _DIGEST.fullmatch(content[name]):
            raise LeafError(f"{name} is no digest of the form sha256:…")
