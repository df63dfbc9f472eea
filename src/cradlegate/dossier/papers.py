"""Papers in a dossier: the scan of each by its digest, and who confirmed it with its issuer.

A record is what the builder states.  It tells whom to ask; it proves neither signer nor day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache

import jsonschema

from cradlegate.core.canonical import canonical_bytes, digest_bytes
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.form import END, Schema, build, schema_of
from cradlegate.core.strict_json import JsonError, read_json
from cradlegate.dossier.faults import BROKEN_PAPER, NO_PAPER_SHEET, NO_SCAN_DIGEST, OTHER_SCAN
from cradlegate.dossier.layout import PAPERS
from cradlegate.verification.filled_sheet import SheetForm, read_sheet

FORM = "urn:cradlegate:paper:1"
RECORD_FILE, SCAN_FOLDER = "record.json", "scan/"

_DIGEST = f"sha256:[0-9a-f]{{64}}{END}"
_FILLED = ("kind", "issuer", "confirmed_by", "confirmed_how")
_LONGEST, _SHORT = 200, 16


@dataclass(frozen=True, slots=True)
class Paper:
    """A stamped paper or PDF, and who confirmed it.

    Args:
        kind: what it is, such as opinion or certificate.
        number: that its issuer gave it; empty where it has none.
        issuer: who issued it, as it says itself.
        stated_on: the day that it states; no proof of that day.
        scan: name of the file of the scan; empty where it is not enclosed.
        scan_sha256: `sha256:` and 64 hexadecimal digits, of the bytes of the scan.
        confirmed_by, confirmed_on, confirmed_how: who asked the issuer, when, and in which way.
    """

    kind: str
    number: str
    issuer: str
    stated_on: date | None
    scan: str
    scan_sha256: str
    confirmed_by: str
    confirmed_on: date
    confirmed_how: str


def read_paper_sheet(data: bytes, file: str) -> Paper:
    """Read the record of a paper as somebody filled it in, in YAML.

    Raises:
        FaultsError: no YAML, or fields that are missing, unknown or of another form (DS-044).
    """
    return read_sheet(data, file, SheetForm(Paper, _schema(_with_blank(_DIGEST)), NO_PAPER_SHEET))


def enclose_papers(papers: Iterable[tuple[Paper, bytes | None]]) -> dict[str, bytes]:
    """Give records and scans their places in a dossier.

    Args:
        papers: each with the bytes of its scan, where it is to be enclosed.

    Raises:
        FaultsError: neither scan nor digest (DS-045), or a scan of another digest (DS-046).
    """
    placed: dict[str, bytes] = {}
    faults: list[Fault] = []
    for paper, scan in papers:
        digest = digest_bytes(scan) if scan is not None else paper.scan_sha256
        place = Place(paper.scan, id=paper.number)
        if not digest:
            faults.append(Fault(NO_SCAN_DIGEST, f"{paper.kind} of {paper.issuer}", place))
        elif paper.scan_sha256 not in {"", digest}:
            found = f"the scan has {digest}, the record says {paper.scan_sha256}"
            faults.append(Fault(OTHER_SCAN, found, place))
        placed |= _place(replace(paper, scan_sha256=digest), scan)
    if faults:
        raise FaultsError(faults)
    return placed


def read_paper(data: bytes, file: str) -> Paper:
    """Read the record of a paper in a dossier.

    Raises:
        FaultsError: no canonical JSON of the form (DS-047).
    """
    try:
        document = read_json(data)
        _validator().validate(document)
        content = {name: document[name] for name in _names()} if isinstance(document, dict) else {}
        paper: Paper = build(Paper, content)
    except (JsonError, jsonschema.ValidationError, ValueError) as error:
        found = error.message if isinstance(error, jsonschema.ValidationError) else str(error)
        raise FaultsError([Fault(BROKEN_PAPER, found[:_LONGEST], Place(file))]) from None
    return paper


def _place(paper: Paper, scan: bytes | None) -> dict[str, bytes]:
    record = canonical_bytes({"form": FORM} | {name: getattr(paper, name) for name in _names()})
    folder = f"{PAPERS}{digest_bytes(record).removeprefix('sha256:')[:_SHORT]}/"
    scans: Mapping[str, bytes] = {} if scan is None else {f"{SCAN_FOLDER}{paper.scan}": scan}
    return {f"{folder}{name}": data for name, data in {RECORD_FILE: record, **scans}.items()}


def _names() -> tuple[str, ...]:
    return tuple(each.name for each in fields(Paper))


def _with_blank(pattern: str) -> str:
    return f"({pattern}|{END})"


def _schema(digest: str) -> Schema:
    schema = schema_of(Paper)
    properties = dict(schema["properties"])
    for name in _FILLED:
        properties[name] = {"type": "string", "minLength": 1, "maxLength": _LONGEST}
    properties["scan"] = {"type": "string", "pattern": f"^[^/\\\\]*{END}", "maxLength": _LONGEST}
    properties["scan_sha256"] = {"type": "string", "pattern": f"^{digest}"}
    return {**schema, "properties": properties}


@lru_cache(maxsize=1)
def _validator() -> jsonschema.Draft202012Validator:
    schema = _schema(_DIGEST)
    named = {**schema["properties"], "form": {"const": FORM}}
    required = [*schema["required"], "form"]
    return jsonschema.Draft202012Validator({**schema, "properties": named, "required": required})
