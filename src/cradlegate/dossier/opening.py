"""One line of a bill opened to a reader, with its proof that the maker committed to it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import jsonschema

from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.finding import Finding
from cradlegate.core.form import END, Schema, build, schema_of
from cradlegate.core.outcome import Outcome
from cradlegate.core.strict_json import JsonError, read_json
from cradlegate.declaration.commitments import CommittedLine, commit_lines, is_committed, open_line
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.dossier.faults import (
    BROKEN_OPENING,
    NO_SUCH_LINE,
    NOT_COMMITTED,
    OTHER_CASE_SECRET,
)
from cradlegate.product.case import Case
from cradlegate.trust.log.tree import MOST_HASHES

FORM = "urn:cradlegate:opening:1"
LARGEST_OPENING_BYTES = 1_000_000
_HASH = {"type": "string", "pattern": f"^[0-9a-f]{{64}}{END}"}


@dataclass(frozen=True, slots=True)
class Opening:
    """One line as it is handed to a reader.

    Args:
        form: the edition of this form, `FORM`.
        declaration: digest of the declaration that commits to the line.
        position: of the line in the bill, from 1.
        line: its cells by name.
        salt, path: 64 hexadecimal digits each.
    """

    form: str
    declaration: str
    position: int
    line: Mapping[str, str]
    salt: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedOpening:
    """An opening with the name of its file."""

    file: str
    opening: Opening


def open_committed_line(
    read: DeclarationDocument, case: Case, line_id: str, secret: bytes
) -> Opening:
    """Open one line of the case that a declaration was made from.

    Raises:
        FaultsError: a declaration that commits to no lines (DS-035), a case or secret of another
            (DS-036), or an id that no line has (DS-040).
    """
    lines = read.declaration.made_from.lines
    if lines is None:
        raise FaultsError([Fault(NOT_COMMITTED, f"{read.declaration.id} carries no root")])
    given = commit_lines(case.bom, secret)
    if given != lines:
        found = f"{given.count} lines give the root {given.root}; signed is {lines.root}"
        raise FaultsError([Fault(OTHER_CASE_SECRET, found)])
    try:
        opened = open_line(case.bom, line_id, secret)
    except KeyError:
        found = f"none of {lines.count} lines has the id {line_id}"
        raise FaultsError([Fault(NO_SUCH_LINE, found)]) from None
    path = tuple(each.hex() for each in opened.path)
    salt, position = opened.salt.hex(), opened.position + 1
    return Opening(FORM, read.digest, position, opened.cells, salt, path)


def write_opening(opening: Opening) -> bytes:
    """Write an opening as JSON that people can read."""
    document = {
        "form": opening.form,
        "declaration": opening.declaration,
        "position": opening.position,
        "line": dict(opening.line),
        "salt": opening.salt,
        "path": list(opening.path),
    }
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def read_opening(data: bytes, file: str) -> NamedOpening:
    """Read an opening.

    Raises:
        FaultsError: no strict JSON, or another form (DS-039).
    """
    if len(data) > LARGEST_OPENING_BYTES:
        found = f"more than {LARGEST_OPENING_BYTES:,} bytes"
        raise FaultsError([Fault(BROKEN_OPENING, found, Place(file))])
    try:
        document = read_json(data)
        _validator().validate(document)
    except (JsonError, jsonschema.ValidationError) as error:
        found = error.message if isinstance(error, jsonschema.ValidationError) else str(error)
        raise FaultsError([Fault(BROKEN_OPENING, found[:200], Place(file))]) from None
    return NamedOpening(file, build(Opening, document))


def judge_opening(named: NamedOpening, read: DeclarationDocument) -> Finding:
    """Judge whether the declaration commits to the line of an opening.

    Returns:
        met, naming the line; not met where it is of another declaration, or another line.
    """
    opening, lines = named.opening, read.declaration.made_from.lines
    if lines is None:
        return _refuse(named, "the declaration commits to no lines")
    if opening.declaration != read.digest:
        return _refuse(named, f"it opens a line of {opening.declaration}")
    where = f"line {opening.position} of {lines.count}"
    path = tuple(bytes.fromhex(each) for each in opening.path)
    salt = bytes.fromhex(opening.salt)
    line = CommittedLine(opening.line, salt, opening.position - 1, path)
    if not is_committed(line, lines):
        return _refuse(named, f"it is not what the maker committed to as {where}")
    said = ", ".join(f"{name} {text}" for name, text in opening.line.items() if name in _SAID)
    return Finding(Outcome.MET, f"{named.file}: {where} is {said}")


_SAID = ("line_id", "description", "net_mass_each_kg")


def _refuse(named: NamedOpening, found: str) -> Finding:
    return Finding(Outcome.NOT_MET, f"{named.file}: {found}")


@lru_cache(maxsize=1)
def _validator() -> jsonschema.Draft202012Validator:
    schema: Schema = schema_of(Opening)
    properties = schema["properties"]
    properties["form"] = {"const": FORM}
    properties["position"] = {"type": "integer", "minimum": 1}
    properties["salt"] = _HASH
    properties["path"] = {"type": "array", "maxItems": MOST_HASHES, "items": _HASH}
    return jsonschema.Draft202012Validator(schema)
