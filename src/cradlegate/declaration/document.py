"""A declaration as a document: a verifiable credential in canonical JSON.

Source: W3C Verifiable Credentials Data Model 2.0; RFC 8785.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jsonschema

from cradlegate.core.canonical import (
    canonical_bytes,
    canonical_bytes_of_json,
    digest,
    digest_bytes,
    join_canonical,
    plain_json,
)
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.form import END, Schema, build, schema_of
from cradlegate.core.form_gate import Gate, make_gate
from cradlegate.core.strict_json import Json, JsonError, read_json
from cradlegate.declaration.contradictions import find_contradictions
from cradlegate.declaration.declaration import Declaration
from cradlegate.declaration.faults import NOT_CANONICAL, NOT_JSON, WRONG_FORM
from cradlegate.declaration.known_parts import build_of_known
from cradlegate.trust.data_integrity import without_proofs
from cradlegate.trust.signed import Signed
from cradlegate.trust.status_list import (
    ENTRY_TYPE,
    INDEX_FORM,
    StatusEntry,
    read_entry,
    write_entry,
)

FORM = "urn:cradlegate:declaration:1"
_CONTEXT = ("https://www.w3.org/ns/credentials/v2", {"@vocab": f"{FORM}:"})
_TYPE = ("VerifiableCredential", "CarbonFootprintDeclaration")
_SUBJECT = "credentialSubject"
_STATUS = "credentialStatus"
_SOME_TEXT = {"type": "string", "pattern": "."}
_STATUS_FORM = {
    "type": {"const": ENTRY_TYPE},
    "statusPurpose": _SOME_TEXT,
    "statusListIndex": {"type": "string", "pattern": f"^({INDEX_FORM}){END}"},
    "statusListCredential": _SOME_TEXT,
}
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class DeclarationDocument(Signed):
    """A declaration with the document that states it.

    Args:
        document: as read, with the proofs on it.
        digest: of the canonical form without proofs: the one in QR code and page foot.
    """

    declaration: Declaration
    document: Mapping[str, Any]
    digest: str

    @property
    def status(self) -> StatusEntry | None:
        """Where it stands whether the maker revoked it; None where it names no list."""
        return read_entry(self.document[_STATUS]) if _STATUS in self.document else None


def make_document(
    declaration: Declaration, status: StatusEntry | None = None
) -> DeclarationDocument:
    """Write a declaration as a document without proofs, and give it as it is read back.

    Names in their canonical order and decimals in their one form: what is drawn from the document
    is the same before it is stored and after.

    Args:
        status: where it will stand whether the maker revoked it; the digest covers that.
    """
    content = read_json(canonical_bytes(declaration))
    named = {} if status is None else {_STATUS: write_entry(status)}
    document = {**_state(declaration, content), **named}
    return DeclarationDocument(build(Declaration, content), document, digest(document))


def _state(declaration: Declaration, content: Json) -> dict[str, Any]:
    """Put a declaration into its envelope."""
    return {
        "@context": list(_CONTEXT),
        "type": list(_TYPE),
        "id": declaration.id,
        "issuer": {"id": declaration.maker.id, "name": declaration.maker.name},
        "validFrom": f"{declaration.issued}T00:00:00Z",
        "credentialSubject": {"form": FORM, "declaration": content},
    }


def read_declaration(data: bytes, file: str) -> DeclarationDocument:
    """Read a declaration, signed or not.

    Raises:
        FaultsError: no strict JSON (DC-003), another form or a missing block (DC-004, every one),
            or bytes that are not the canonical ones (DC-005).
    """
    try:
        document = read_json(data)
    except JsonError as error:
        raise FaultsError([Fault(NOT_JSON, str(error), Place(file))]) from None
    known = _read_known(document, data)
    if known is not None:
        return known
    faults = [] if _gate()(document) else _find_form_faults(document, file)
    if faults:
        raise FaultsError(faults)
    assert isinstance(document, dict)  # noqa: S101 - the schema has said so
    if canonical_bytes(document) != data:
        raise FaultsError([Fault(NOT_CANONICAL, "the same content in other bytes", Place(file))])
    return _assemble(document, file)


def has_declaration_type(data: bytes) -> bool:
    """Tell whether bytes give themselves out as a declaration, sound or not."""
    try:
        document = read_json(data)
    except JsonError:
        return False
    kinds = document.get("type") if isinstance(document, dict) else None
    return isinstance(kinds, list) and _TYPE[1] in kinds


def _read_known(document: Json, data: bytes) -> DeclarationDocument | None:
    """Read a declaration without any fault by its parts; None for one that has some.

    What this gives is what the rest of `read_declaration` would give, which tells faults.
    """
    if not _envelope_gate()(document):
        return None
    assert isinstance(document, dict)  # noqa: S101 - the form has said so
    subject = document[_SUBJECT]
    assert isinstance(subject, dict)  # noqa: S101
    content = subject["declaration"]
    known = build_of_known(content)
    if known is None:
        return None
    declaration, inner = known
    parts = {
        name: canonical_bytes_of_json(value) for name, value in document.items() if name != _SUBJECT
    }
    form = canonical_bytes_of_json(FORM)
    parts[_SUBJECT] = join_canonical({"form": form, "declaration": join_canonical(inner)})
    is_sound = (
        join_canonical(parts) == data
        and _state(declaration, content) == _without_status(document)
        and not any(find_contradictions(declaration))
    )
    unsigned = join_canonical(without_proofs(parts))
    return DeclarationDocument(declaration, document, digest_bytes(unsigned)) if is_sound else None


@lru_cache(maxsize=1)
def declaration_schema() -> Schema:
    """Give the published JSON Schema of a declaration."""
    return _envelope_schema(schema_of(Declaration))


def _envelope_schema(declaration: Schema) -> Schema:
    content = {"form": {"const": FORM}, "declaration": declaration}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": FORM,
        "title": "Carbon footprint declaration of a machine tool",
        **_closed(
            {
                "@context": {"const": list(_CONTEXT)},
                "type": {"const": list(_TYPE)},
                "id": {
                    "type": "string",
                    "pattern": f"^{FORM.removesuffix(':1')}:[0-9a-f]{{32}}{END}",
                },
                "issuer": _closed({"id": {"type": "string"}, "name": {"type": "string"}}),
                "validFrom": {"type": "string"},
                "credentialSubject": _closed(content),
            },
            optional={
                "proof": {"type": ["object", "array"]},
                "credentialStatus": _closed(_STATUS_FORM),
            },
        ),
    }


def _without_status(document: Mapping[str, Any]) -> dict[str, Any]:
    """Give what follows from the declaration: neither proofs nor where its status stands."""
    return {name: value for name, value in without_proofs(document).items() if name != _STATUS}


def _closed(properties: Schema, optional: Schema | None = None) -> Schema:
    return {
        "type": "object",
        "required": list(properties),
        "properties": {**properties, **(optional or {})},
        "additionalProperties": False,
    }


@lru_cache(maxsize=1)
def _envelope_gate() -> Gate:
    return make_gate(_envelope_schema({"type": "object"}))


@lru_cache(maxsize=1)
def _gate() -> Gate:
    return make_gate(declaration_schema())


def _find_form_faults(document: Json, file: str) -> list[Fault]:
    return [
        Fault(WRONG_FORM, _describe(error), Place(file, id=_locate(error)))
        for error in list(_validator().iter_errors(document))[:_MOST_FAULTS]
    ]


@lru_cache(maxsize=1)
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(declaration_schema())


def _assemble(document: dict[str, Any], file: str) -> DeclarationDocument:
    """Build the declaration, and refuse an envelope that says something else than its content."""
    try:
        declaration = build(Declaration, document["credentialSubject"]["declaration"])
    except ValueError as error:
        raise FaultsError([Fault(WRONG_FORM, str(error), Place(file))]) from None
    # Values are compared, not bytes.  Python takes 1 and true for equal, but the form has said
    # which of them stands at every place, and equal texts, lists and names have equal bytes.
    if _state(declaration, plain_json(declaration)) != _without_status(document):
        found = "id, issuer or validFrom differ from the declaration inside"
        raise FaultsError([Fault(WRONG_FORM, found, Place(file))])
    faults = [
        Fault(WRONG_FORM, found, Place(file, id=where))
        for where, found in find_contradictions(declaration)
    ]
    if faults:
        raise FaultsError(faults)
    return DeclarationDocument(declaration, document, digest(without_proofs(document)))


def _describe(error: jsonschema.ValidationError) -> str:
    text = error.message
    return text if len(text) <= 200 else f"{text[:200]}…"  # noqa: PLR2004 - what a reader takes in


def _locate(error: jsonschema.ValidationError) -> str:
    return "/".join(str(part) for part in error.absolute_path)
