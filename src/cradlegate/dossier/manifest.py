"""The list of everything in a dossier, which its builder signs.

The form is `data/manifest.schema.json`: a credential of the W3C Verifiable Credentials Data Model
2.0 whose subject is the dossier.  Signing it, and judging signatures, is done elsewhere.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import jsonschema

from cradlegate.core.canonical import canonical_bytes_of_json, digest_bytes, join_canonical
from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.core.form import Schema
from cradlegate.core.form_gate import Gate, make_gate
from cradlegate.core.strict_json import Json, JsonError, read_json
from cradlegate.dossier import faults as kinds
from cradlegate.dossier.archive import MANIFEST_NAME
from cradlegate.dossier.member_names import name_faults
from cradlegate.trust.data_integrity import without_proofs

SPEC = "urn:cradlegate:dossier:1"
"""The edition of the form that this program writes and reads."""

LARGEST_MANIFEST_BYTES = 10_000_000
"""Room for as many files as a dossier can have, each with the longest name."""

_MIDNIGHT, _SUBJECT = "T00:00:00Z", "credentialSubject"
_SCHEMA = Path(__file__).parent / "data" / "manifest.schema.json"
_LONGEST_MESSAGE, _SHOWN_FAULTS = 200, 100


class Binding(StrEnum):
    """The document that names the digest of a file, so that changing the file breaks it."""

    DECLARATION = "declaration"
    OPINION = "opinion"
    MANIFEST = "manifest"


class Role(StrEnum):
    """What a file of a dossier is for."""

    DECLARATION = "declaration"
    CASE = "case"
    BACKGROUND = "background"
    TEMPLATE = "template"
    DISTANCES = "distances"
    STUDY = "study"
    RENDERING = "rendering"
    OPINION = "opinion"
    TRUST_LIST = "trust_list"
    REGISTER = "register"
    STATUS_LIST = "status_list"
    LOG = "log"
    COMMITMENTS = "commitments"
    PAPER = "paper"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class DossierFile:
    """One file as the manifest lists it.

    Args:
        path: its name in the archive.
        role: what it is for.
        media_type: such as `text/csv`.
        size: in bytes.
        sha256: `sha256:` and 64 hexadecimal digits, of its bytes.
        bound_by: the document that names its digest.
    """

    path: str
    role: Role
    media_type: str
    size: int
    sha256: str
    bound_by: Binding


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the builder of a dossier states about it.

    Args:
        spec: the edition of its form, `SPEC`.
        subject: digest of the canonical unsigned declaration.
        method: version of the method of the footprint.
        product_version: of the program that built the dossier.
        builder_id: a URL, under which trust lists name the builder's keys.
        builder_name: for people.
        built: the day on which it was built.
        files: all but the manifest itself, in the order of the archive.
    """

    spec: str
    subject: str
    method: str
    product_version: str
    builder_id: str
    builder_name: str
    built: date
    files: tuple[DossierFile, ...]


def describe_file(
    path: str, content: bytes, role: Role, media_type: str, bound_by: Binding
) -> DossierFile:
    """Enter a file into a list with the size and digest of its content."""
    return DossierFile(path, role, media_type, len(content), digest_bytes(content), bound_by)


def draw_up_manifest(manifest: Manifest) -> dict[str, Json]:
    """Give the unsigned JSON document of a manifest, its files in the order of the archive.

    Raises:
        FaultsError: a manifest that `read_manifest` would refuse.
    """
    _refuse(name_faults((file.path for file in manifest.files), MANIFEST_NAME))
    subject: dict[str, Json] = {
        "spec": manifest.spec,
        "subject": manifest.subject,
        "method": manifest.method,
        "product": manifest.product_version,
        "files": [_entry(file) for file in sorted(manifest.files, key=_by_path)],
    }
    own_id = _identify(_write_items(subject))
    document: dict[str, Json] = {
        "@context": ["https://www.w3.org/ns/credentials/v2", {"@vocab": f"{SPEC}:"}],
        "type": ["VerifiableCredential", "DossierManifest"],
        "id": own_id,
        "issuer": {"id": manifest.builder_id, "name": manifest.builder_name},
        "validFrom": f"{manifest.built.isoformat()}{_MIDNIGHT}",
        _SUBJECT: subject,
    }
    _refuse(_form_faults(document))
    _refuse(_meaning_faults(document, own_id))
    return document


@dataclass(frozen=True, slots=True)
class ManifestDocument:
    """A manifest as it stands in a dossier.

    Args:
        document: with its proofs.
        is_canonical: whether it stands in its canonical bytes.
        digest: of the canonical document without proofs.
    """

    manifest: Manifest
    document: Mapping[str, Json]
    is_canonical: bool
    digest: str


def read_manifest(data: bytes) -> Manifest:
    """Read what a manifest states, as `read_manifest_document` does."""
    return read_manifest_document(data).manifest


def read_manifest_document(data: bytes) -> ManifestDocument:
    """Read the manifest of a dossier; signatures in it are left to the check of signatures.

    Args:
        data: the bytes of `manifest.json`, in any layout.

    Raises:
        FaultsError: no strict JSON, another edition, another form than the published one, paths
            that are unsafe or stand twice, or the id of another list; all faults, up to a hundred.
    """
    if len(data) > LARGEST_MANIFEST_BYTES:
        _refuse([_fault(kinds.BROKEN_MANIFEST, f"the manifest has {len(data):,} bytes")])
    try:
        document = read_json(data)
    except JsonError as error:
        raise FaultsError([_fault(kinds.BROKEN_MANIFEST, str(error))]) from None
    _refuse(_form_faults(document))
    assert isinstance(document, dict)  # noqa: S101 - the form has said so
    subject = _write_items(document[_SUBJECT])
    _refuse(_meaning_faults(document, _identify(subject)))
    others = {name: value for name, value in document.items() if name != _SUBJECT}
    parts = {**_write_items(others), _SUBJECT: join_canonical(subject)}
    digest = digest_bytes(join_canonical(without_proofs(parts)))
    is_canonical = join_canonical(parts) == data
    return ManifestDocument(_from_document(document), document, is_canonical, digest)


def _entry(file: DossierFile) -> dict[str, Json]:
    return {
        "path": file.path,
        "role": file.role.value,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "bound_by": file.bound_by.value,
    }


def _by_path(file: DossierFile) -> bytes:
    return file.path.encode()


def _write_items(items: Any) -> dict[str, bytes]:  # noqa: ANN401 - an object of JSON
    return {name: canonical_bytes_of_json(value) for name, value in items.items()}


def _identify(subject: Mapping[str, bytes]) -> str:
    """Give the id of a manifest: what it is about and what it lists, nothing else."""
    content = {name: subject[name] for name in ("subject", "files")}
    found = digest_bytes(join_canonical(content))
    return f"urn:cradlegate:dossier:{found.removeprefix('sha256:')}"


def _form_faults(document: Any) -> Iterator[Fault]:  # noqa: ANN401 - anything may stand there
    match document:
        case {"credentialSubject": {"spec": str(spec)}} if spec != SPEC:
            found = f"the edition is {_shorten(spec)}"  # whose form is not ours to judge
            yield _fault(kinds.UNKNOWN_SPEC, found, f"{_SUBJECT}.spec")
            return
    if not _gate()(document):
        for error in _validator().iter_errors(document):
            column = ".".join(map(str, error.absolute_path))
            yield _fault(kinds.WRONG_FORM, _shorten(error.message), column)


def _meaning_faults(document: Mapping[str, Any], own_id: str) -> Iterator[Fault]:
    """Say what a document of the right form still breaks.

    Args:
        own_id: the id that its subject and files make it.
    """
    yield from name_faults((file["path"] for file in document[_SUBJECT]["files"]), MANIFEST_NAME)
    try:
        _read_day(document)
    except ValueError:
        found = f"{document['validFrom']} is no day of the calendar"
        yield _fault(kinds.WRONG_FORM, found, "validFrom")
    if document["id"] != own_id:
        yield _fault(kinds.OTHER_ID, f"its subject and files make it {own_id}", "id")


def _from_document(document: Any) -> Manifest:  # noqa: ANN401 - its form was checked
    subject, issuer = document[_SUBJECT], document["issuer"]
    return Manifest(
        spec=subject["spec"],
        subject=subject["subject"],
        method=subject["method"],
        product_version=subject["product"],
        builder_id=issuer["id"],
        builder_name=issuer["name"],
        built=_read_day(document),
        files=tuple(_from_entry(entry) for entry in subject["files"]),
    )


def _from_entry(entry: Mapping[str, Any]) -> DossierFile:
    return DossierFile(
        path=entry["path"],
        role=Role(entry["role"]),
        media_type=entry["media_type"],
        size=entry["size"],
        sha256=entry["sha256"],
        bound_by=Binding(entry["bound_by"]),
    )


def _read_day(document: Mapping[str, Any]) -> date:
    return date.fromisoformat(document["validFrom"].removesuffix(_MIDNIGHT))


@lru_cache(maxsize=1)
def _gate() -> Gate:
    return make_gate(_read_schema())


@lru_cache(maxsize=1)
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(_read_schema())


def _read_schema() -> Schema:
    schema: Schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    return schema


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"


def _fault(kind: FaultKind, found: str, column: str = "") -> Fault:
    return Fault(kind, found, Place(MANIFEST_NAME, column=column))


def _refuse(faults: Iterable[Fault]) -> None:
    if found := tuple(islice(faults, _SHOWN_FAULTS)):
        raise FaultsError(found)
