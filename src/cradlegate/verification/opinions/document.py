"""An opinion as a document: a UNTP Digital Conformity Credential that its body signs.

What UNTP has a place for stands there as well, for programs of others; what is judged is the part
`opinion`.  UNTP writes measures as numbers: they are whole grams here, since a number with a
fraction has no canonical form.

Source: UN/CEFACT UNTP 0.7.0, Digital Conformity Credential; W3C Verifiable Credentials Data Model
2.0; RFC 8785.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jsonschema

from cradlegate.core.canonical import canonical_bytes, digest
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.form import Schema, build, schema_of
from cradlegate.core.strict_json import Json, JsonError, read_json
from cradlegate.trust.data_integrity import without_proofs
from cradlegate.trust.signed import Signed
from cradlegate.trust.status_list import StatusEntry, StatusEntryError, read_entry, write_entry
from cradlegate.verification.opinions.contradictions import find_contradictions
from cradlegate.verification.opinions.faults import CONTRADICTION, NO_OPINION
from cradlegate.verification.opinions.opinion import Opinion, OpinionType, StageAssurance

FORM = "urn:cradlegate:opinion:1"
GRAMS_PER_KG = 1000
_CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://vocabulary.uncefact.org/untp/0.7.0/context/",
)
_TYPE = ("DigitalConformityCredential", "VerifiableCredential")
_STATUS = "credentialStatus"
_MOST_FAULTS, _LONGEST = 20, 200


@dataclass(frozen=True, slots=True)
class OpinionDocument(Signed):
    """An opinion with the document that states it.

    Args:
        document: as read, with the proofs on it.
        digest: of the canonical form without proofs.
    """

    opinion: Opinion
    document: Mapping[str, Any]
    digest: str

    @property
    def status(self) -> StatusEntry | None:
        """Where it stands whether the body revoked it; None where it names no list."""
        stated = self.document.get(_STATUS)
        return None if stated is None else read_entry(stated)


def make_opinion(opinion: Opinion, status: StatusEntry | None = None) -> OpinionDocument:
    """Write an opinion as a document without proofs, and give it as it is read back.

    Args:
        status: where it will stand whether the body revoked it.

    Raises:
        FaultsError: an opinion that contradicts itself, every contradiction (VR-041).
    """
    _refuse_contradictions(opinion, "")
    content = read_json(canonical_bytes(opinion))
    until = opinion.valid_until
    document = {
        "@context": list(_CONTEXT),
        "type": list(_TYPE),
        "id": f"{FORM}:{digest(content).removeprefix('sha256:')[:32]}",
        "issuer": {
            "type": ["CredentialIssuer"],
            "id": opinion.body.id,
            "name": opinion.body.name,
        },
        "validFrom": f"{opinion.issued}T00:00:00Z",
        **({"validUntil": f"{until}T23:59:59Z"} if until else {}),
        **({_STATUS: _write_status(status)} if status else {}),
        "name": "Opinion on a carbon footprint declaration",
        "credentialSubject": {**_attest(opinion), "opinion": {"form": FORM, "content": content}},
    }
    return OpinionDocument(build(Opinion, content), document, digest(document))


def read_opinion(data: bytes, file: str) -> OpinionDocument:
    """Read an opinion, signed or not.

    Raises:
        FaultsError: no strict JSON, another form or other bytes than the canonical ones (VR-040),
            or an opinion that contradicts itself (VR-041).
    """
    try:
        document = read_json(data)
    except JsonError as error:
        raise FaultsError([Fault(NO_OPINION, str(error), Place(file))]) from None
    content = _find_content(document)
    faults = [
        Fault(NO_OPINION, _describe(error), Place(file, id="/".join(map(str, error.path))))
        for error in list(_validator().iter_errors(content))[:_MOST_FAULTS]
    ]
    if faults or not isinstance(document, dict):
        raise FaultsError(faults)
    return _assemble(document, content, data, file)


@lru_cache(maxsize=1)
def opinion_schema() -> Schema:
    """Give the published JSON Schema of the part that is judged."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": FORM,
        "title": "Opinion on a carbon footprint declaration",
        **schema_of(Opinion),
    }


def _assemble(
    document: Mapping[str, Json], content: Json, data: bytes, file: str
) -> OpinionDocument:
    try:
        opinion = build(Opinion, content)
    except ValueError as error:
        raise FaultsError([Fault(NO_OPINION, str(error), Place(file))]) from None
    _refuse_contradictions(opinion, file)
    read = OpinionDocument(opinion, document, digest(without_proofs(document)))
    _refuse_status(document, file)
    # Where the status stands may be written in two ways, and says nothing of the opinion.
    rest = {name: value for name, value in without_proofs(document).items() if name != _STATUS}
    if make_opinion(opinion).digest != digest(rest):
        found = "the credential around the opinion says something else than the opinion"
        raise FaultsError([Fault(NO_OPINION, found, Place(file))])
    if read.data != data:
        raise FaultsError([Fault(NO_OPINION, "the same content in other bytes", Place(file))])
    return read


def _write_status(status: StatusEntry) -> dict[str, Json]:
    """Write where the status stands as UNTP 0.7.0 types it: the index is a number."""
    return {**write_entry(status), "statusListIndex": status.index}


def _refuse_status(document: Mapping[str, Json], file: str) -> None:
    """Refuse a status that nobody can look up."""
    if _STATUS not in document:
        return
    try:
        read_entry(document[_STATUS])
    except StatusEntryError as error:
        place = Place(file, id=_STATUS)
        raise FaultsError([Fault(NO_OPINION, f"{error} [{error.code}]", place)]) from None


def _find_content(document: Json) -> Json:
    for name in ("credentialSubject", "opinion", "content"):
        document = document.get(name) if isinstance(document, dict) else None
    return document


def _refuse_contradictions(opinion: Opinion, file: str) -> None:
    faults = [
        Fault(CONTRADICTION, found, Place(file, id=where))
        for where, found in find_contradictions(opinion)
    ]
    if faults:
        raise FaultsError(faults)


def _attest(opinion: Opinion) -> dict[str, Any]:
    return {
        "type": ["ConformityAttestation"],
        "id": opinion.declaration_id,
        "name": f"Opinion, {opinion.type}, on {opinion.declaration_id}",
        "assessorLevel": "3rdParty",
        "assessmentLevel": "no-endorsement",
        "attestationType": "verification",
        "issuedToParty": _name("Party", opinion.maker_id, opinion.maker_name),
        "referenceScheme": _name(
            "ConformityScheme", "urn:iso:std:iso:14067:ed-1", "Carbon footprint of products"
        ),
        "conformityAssessment": [
            _assess(opinion, number, stages) for number, stages in enumerate(opinion.stages, 1)
        ],
    }


def _assess(opinion: Opinion, number: int, stages: StageAssurance) -> dict[str, Any]:
    what = f"{stages.engagement} of {', '.join(stages.stages)}, {stages.assurance} assurance"
    part: dict[str, Any] = {
        "type": ["ConformityAssessment"],
        "id": f"{opinion.declaration_id}#assessment-{number}",
        "name": what,
        "assessmentCriteria": [
            _name("Criterion", f"{FORM}:criterion:{place}", text)
            for place, text in enumerate(opinion.criteria, 1)
        ],
        "assessmentDate": f"{opinion.issued}",
        "assessedPerformance": [_measure(opinion)],
        "conformityTopic": [_name("ConformityTopic", f"{FORM}:topic:ghg", "Greenhouse gases")],
    }
    if opinion.type is not OpinionType.DISCLAIMER:
        part["conformance"] = opinion.type is OpinionType.UNMODIFIED
    return part


def _measure(opinion: Opinion) -> dict[str, Any]:
    grams = round(opinion.headline_kgco2e * GRAMS_PER_KG)
    return {
        "metric": _name("PerformanceMetric", f"{FORM}:metric:headline", "CO2e of the headline"),
        "measure": {"value": grams, "unit": "GRM"},
    }


def _name(kind: str, identity: str, name: str) -> dict[str, Any]:
    return {"type": [kind], "id": identity, "name": name}


@lru_cache(maxsize=1)
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(opinion_schema())


def _describe(error: jsonschema.ValidationError) -> str:
    text = error.message
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
