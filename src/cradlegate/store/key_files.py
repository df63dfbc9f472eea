"""Keys on the disk: the secret half for its owner alone, the public half to hand on."""

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.core.moment import read_utc, write_utc
from cradlegate.core.party import Party
from cradlegate.core.strict_json import Json, JsonError, read_json
from cradlegate.product.faults import WOULD_REPLACE
from cradlegate.store.faults import EXPOSED_KEY, OTHER_SECRET, WRONG_KEY_FORM
from cradlegate.store.single_file import FOR_OWNER, read_single_file, write_single_file
from cradlegate.trust.keys import KeyFormatError, PublicKey, SigningKey

KEY_FORM = "cradlegate-key-1"
PUBLIC_FORM = "cradlegate-public-key-1"
LARGEST_KEY_FILE = 10_000

_OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_PUBLIC_MEMBERS = frozenset({"type", "owner", "publicKeyMultibase", "created"})
_MEMBERS_BY_FORM = {
    KEY_FORM: _PUBLIC_MEMBERS | {"secretKeyMultibase"},
    PUBLIC_FORM: _PUBLIC_MEMBERS,
}


@dataclass(frozen=True, slots=True)
class PublicKeyFile:
    """A public key with its owner: what is handed to whoever keeps a trust list.

    Args:
        owner: id without blanks, as documents name it, and name.
        key: the public key.
        created: when, UTC.
    """

    owner: Party
    key: PublicKey
    created: datetime


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A signing key with its owner; its text does not show the secret.

    Args:
        owner: id without blanks, as documents name it, and name.
        key: signs.
        created: when, UTC.
    """

    owner: Party
    key: SigningKey
    created: datetime

    @property
    def public(self) -> PublicKeyFile:
        """The part that may be handed on."""
        return PublicKeyFile(self.owner, self.key.public, self.created)


def write_key_file(
    path: Path, key: SigningKey, owner: Party, created: datetime, *, force: bool
) -> None:
    """Write a key file that its owner alone may open, whole or not at all.

    The file has mode 0600 before the first byte of the secret is in it, and takes its name only
    when all of it is on the disk.

    Args:
        path: the folder is made if it is missing.
        force: whether an existing file may be replaced.

    Raises:
        FaultsError: an owner without id or name, an existing file without `force`, or a disk that
            does not take the file; nothing is changed then.
        ValueError: a time without time zone.
    """
    public = _write_public(key.public, owner, created)
    document = {**public, "type": KEY_FORM, "secretKeyMultibase": key.secret_multikey}
    write_single_file(path, _write_document(document, path), force=force, mode=FOR_OWNER)


def read_key_file(path: Path) -> KeyFile:
    """Read a key file.

    Raises:
        FaultsError: no such file (ST-001), one that others than its owner may open (ST-002,
            where the system knows owners), another form (ST-003), or a secret that is not that
            of the public key (ST-004).
    """
    file = read_single_file(path, LARGEST_KEY_FILE)
    if os.name == "posix" and file.mode & _OF_OTHERS:
        mode = f"{stat.S_IMODE(file.mode):04o}"
        fault = Fault(
            EXPOSED_KEY,
            f"{path} has mode {mode}, so others than its owner can open it",
            Place(str(path)),
            f"Run `chmod 600 {path}`; where others use the computer, make a new key.",
        )
        raise FaultsError([fault])
    document = _read_document(file.data, path, KEY_FORM)
    public = _read_public(document, path)
    try:
        key = SigningKey.parse(_text(document, "secretKeyMultibase"))
    except KeyFormatError as error:
        raise _fault(WRONG_KEY_FORM, f"secretKeyMultibase: {error}", path) from None
    if key.public != public.key:
        raise _fault(OTHER_SECRET, f"the public key is not {key.public.multikey}", path)
    return KeyFile(public.owner, key, public.created)


def write_public_key(path: Path, public: PublicKeyFile, *, force: bool) -> None:
    """Write the public part of a key, for everybody to read.

    Raises:
        FaultsError: an owner without id or name, an existing file without `force`, or a disk that
            does not take the file.
    """
    document = _write_public(public.key, public.owner, public.created)
    write_single_file(path, _write_document(document, path), force=force)


def read_public_key(path: Path) -> PublicKeyFile:
    """Read the public part of a key.

    Raises:
        FaultsError: no such file (ST-001), or another form (ST-003), a secret key file too.
    """
    data = read_single_file(path, LARGEST_KEY_FILE).data
    return _read_public(_read_document(data, path, PUBLIC_FORM), path)


def write_key_pair(path: Path, key_file: KeyFile, *, force: bool) -> Path:
    """Write a key file and, beside it, its public part; give the name of that.

    Raises:
        FaultsError: one of the two exists and `force` is not given, or the disk does not take
            them; neither is written then.
    """
    public_path = path.with_name(f"{path.name}.pub")
    if public_path.exists() and not force:
        raise _fault(WOULD_REPLACE, f"{public_path} would be replaced", public_path)
    write_key_file(path, key_file.key, key_file.owner, key_file.created, force=force)
    try:
        write_public_key(public_path, key_file.public, force=force)
    except FaultsError:
        path.unlink()
        raise
    return public_path


def read_either_key(path: Path) -> PublicKeyFile:
    """Read the public part out of a public or a secret key file, which is checked like any other.

    Raises:
        FaultsError: as `read_key_file` and `read_public_key`.
    """
    data = read_single_file(path, LARGEST_KEY_FILE).data
    is_secret = _parse(data, path).get("type") == KEY_FORM
    return read_key_file(path).public if is_secret else read_public_key(path)


def _write_public(key: PublicKey, owner: Party, created: datetime) -> dict[str, Json]:
    return {
        "type": PUBLIC_FORM,
        "owner": {"id": owner.id, "name": owner.name},
        "publicKeyMultibase": key.multikey,
        "created": write_utc(created),
    }


def _write_document(document: dict[str, Json], path: Path) -> bytes:
    _read_owner(document, path)
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def _parse(data: bytes, path: Path) -> Mapping[str, Json]:
    if len(data) > LARGEST_KEY_FILE:
        raise _fault(WRONG_KEY_FORM, f"more than {LARGEST_KEY_FILE} bytes", path)
    try:
        document = read_json(data)
    except JsonError as error:
        raise _fault(WRONG_KEY_FORM, str(error), path) from None
    if not isinstance(document, dict):
        raise _fault(WRONG_KEY_FORM, "the document is no object", path)
    return document


def _read_document(data: bytes, path: Path, form: str) -> Mapping[str, Json]:
    document = _parse(data, path)
    if document.get("type") != form:
        raise _fault(WRONG_KEY_FORM, f"the type is not {form}", path)
    if document.keys() != _MEMBERS_BY_FORM[form]:
        members = ", ".join(sorted(_MEMBERS_BY_FORM[form]))
        raise _fault(WRONG_KEY_FORM, f"the members are not {members}", path)
    return document


def _read_public(document: Mapping[str, Json], path: Path) -> PublicKeyFile:
    owner = _read_owner(document, path)
    try:
        key = PublicKey.parse(_text(document, "publicKeyMultibase"))
        return PublicKeyFile(owner, key, read_utc(_text(document, "created")))
    except (KeyFormatError, ValueError) as error:
        raise _fault(WRONG_KEY_FORM, str(error), path) from None


def _read_owner(document: Mapping[str, Json], path: Path) -> Party:
    owner = document["owner"]
    if not isinstance(owner, dict) or owner.keys() != {"id", "name"}:
        raise _fault(WRONG_KEY_FORM, "the owner has not id and name alone", path)
    owner_id, name = _text(owner, "id"), _text(owner, "name")
    if owner_id.split() != [owner_id]:
        raise _fault(WRONG_KEY_FORM, f"{owner_id!r} is no id: it is empty or has blanks", path)
    if not name.strip():
        raise _fault(WRONG_KEY_FORM, "the owner has no name", path)
    return Party(owner_id, name)


def _text(document: Mapping[str, Json], name: str) -> str:
    value = document[name]
    return value if isinstance(value, str) else ""


def _fault(kind: FaultKind, found: str, path: Path) -> FaultsError:
    return FaultsError([Fault(kind, found, Place(str(path)))])
