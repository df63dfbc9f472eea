"""A statement as a document: a verifiable credential that the original maker signs.

Source: W3C Verifiable Credentials Data Model 2.0; RFC 8785.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jsonschema

from cradlegate.core.canonical import canonical_bytes, digest
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.form import END, Schema, build, schema_of
from cradlegate.core.strict_json import Json, JsonError, read_json
from cradlegate.trust.data_integrity import without_proofs
from cradlegate.trust.signed import Signed
from cradlegate.verification.statements.contradictions import find_contradictions, find_gaps
from cradlegate.verification.statements.faults import CONTRADICTION, NO_FORM, NO_STATEMENT
from cradlegate.verification.statements.statement import FUNCTIONS, Statement

FORM = "urn:cradlegate:capability:1"
_CONTEXT = ("https://www.w3.org/ns/credentials/v2", {"@vocab": f"{FORM}:"})
_TYPE = ("VerifiableCredential", "MachineCapabilityStatement")
_MOST_FAULTS, _LONGEST = 20, 200
_FILLED = ("machine_model", "cnc_model", "cnc_version", "ai_version", "protocol")
_LINES = ("data_sent", "endpoint")
_DIGEST = {"type": "string", "pattern": f"^sha256:[0-9a-f]{{64}}{END}"}


@dataclass(frozen=True, slots=True)
class StatementDocument(Signed):
    """A statement with the document that states it.

    Args:
        document: as read, with the proofs on it.
        digest: of the canonical form without proofs.
    """

    statement: Statement
    document: Mapping[str, Any]
    digest: str


def make_statement(statement: Statement) -> StatementDocument:
    """Write a statement as a document without proofs.

    Raises:
        FaultsError: a point that it leaves out (VR-046), or a contradiction (VR-048); all of them.
    """
    refuse_defects(statement, "")
    content = read_json(canonical_bytes(statement))
    until = statement.valid_until
    document = {
        "@context": list(_CONTEXT),
        "type": list(_TYPE),
        "id": f"{FORM}:{digest(content).removeprefix('sha256:')[:32]}",
        "issuer": {"id": statement.maker.id, "name": statement.maker.name},
        "validFrom": f"{statement.issued}T00:00:00Z",
        **({"validUntil": f"{until}T23:59:59Z"} if until else {}),
        "name": "Statement of the original maker on diagnostic functions",
        "credentialSubject": {"form": FORM, "statement": content},
    }
    return StatementDocument(build(Statement, content), document, digest(document))


def read_statement(data: bytes, file: str) -> StatementDocument:
    """Read a statement, signed or not.

    Raises:
        FaultsError: no strict JSON, a field that is missing or of another form, or other bytes
            than the canonical ones (VR-045), what it leaves out (VR-046), or contradicts (VR-048).
    """
    try:
        document = read_json(data)
    except JsonError as error:
        raise FaultsError([Fault(NO_STATEMENT, str(error), Place(file))]) from None
    content = _find_content(document)
    faults = [
        Fault(
            NO_STATEMENT, error.message[:_LONGEST], Place(file, id="/".join(map(str, error.path)))
        )
        for error in list(_validator().iter_errors(content))[:_MOST_FAULTS]
    ]
    if faults or not isinstance(document, dict):
        raise FaultsError(faults)
    return _assemble(document, content, data, file)


@lru_cache(maxsize=1)
def statement_schema() -> Schema:
    """Give the published JSON Schema of the part that is judged; no point of it may be empty."""
    schema = schema_of(Statement)
    properties = dict(schema["properties"])
    for name in (*_FILLED, *_LINES):
        properties[name] = {**properties[name], "minLength": 1}
    for name in ("covers_serials", "sensors"):
        items = {**properties[name]["items"], "minLength": 1}
        properties[name] = {**properties[name], "items": items, "minItems": 1}
    for name in FUNCTIONS:
        inner = dict(properties[name]["properties"])
        inner["works"] = {"anyOf": [{"type": "boolean"}, {"const": "?"}]}
        inner["evidence_sha256"] = {"anyOf": [_DIGEST, {"const": ""}]}
        properties[name] = {**properties[name], "properties": inner}
    properties["test_log_sha256"] = _DIGEST
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": FORM,
        "title": "Statement of the original maker on diagnostic functions of a machine",
        **schema,
        "properties": properties,
    }


def refuse_defects(statement: Statement, file: str) -> None:
    """Refuse a statement that leaves something out or contradicts itself.

    Raises:
        FaultsError: every such point.
    """
    faults = [
        Fault(kind, found, Place(file, id=where))
        for kind, find in ((NO_FORM, find_gaps), (CONTRADICTION, find_contradictions))
        for where, found in find(statement)
    ]
    if faults:
        raise FaultsError(faults)


def _assemble(
    document: Mapping[str, Json], content: Json, data: bytes, file: str
) -> StatementDocument:
    try:
        statement = build(Statement, content)
    except ValueError as error:
        raise FaultsError([Fault(NO_STATEMENT, str(error), Place(file))]) from None
    refuse_defects(statement, file)
    read = StatementDocument(statement, document, digest(without_proofs(document)))
    if make_statement(statement).digest != read.digest:
        found = "the credential around the statement says something else than the statement"
        raise FaultsError([Fault(NO_STATEMENT, found, Place(file))])
    if read.data != data:
        raise FaultsError([Fault(NO_STATEMENT, "the same content in other bytes", Place(file))])
    return read


def _find_content(document: Json) -> Json:
    for name in ("credentialSubject", "statement"):
        document = document.get(name) if isinstance(document, dict) else None
    return document


@lru_cache(maxsize=1)
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(statement_schema())
