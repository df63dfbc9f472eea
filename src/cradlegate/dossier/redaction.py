"""What a dossier keeps back where its maker shows no lines, and what stands there instead."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.strict_json import JsonError, read_json
from cradlegate.declaration.commitments import commit_lines, list_commitments
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.dossier.faults import (
    BROKEN_COMMITMENTS,
    NO_CASE_SECRET,
    NOT_COMMITTED,
    OTHER_CASE_SECRET,
)
from cradlegate.dossier.layout import CASE, COMMITMENTS, NOTE_FILE
from cradlegate.dossier.study import LINES_FILE
from cradlegate.product.case import Case

COMMITMENTS_FILE = f"{COMMITMENTS}commitments.json"
FORM = "urn:cradlegate:commitments:1"
KEPT_BACK = "the maker keeps the lines; who holds them can recompute"
NOTE = """
Here case/ and study/ are missing: the maker keeps the lines, and opens single ones.
Check such a line with:  cradlegate dossier verify FILE --opening OPENING
"""
_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Commitments:
    """The commitments of the lines of a bill, in its order.

    Args:
        ids: of the lines; None where the maker keeps them back.
    """

    commitments: tuple[bytes, ...]
    ids: tuple[str, ...] | None


def draw_up_commitments(
    read: DeclarationDocument, case: Case, secret: bytes | None
) -> bytes | None:
    """Draw up the commitments that a dossier of a declaration encloses; None where it needs none.

    Raises:
        FaultsError: no secret (DS-037), one that is not asked for (DS-035), or a case or secret of
            another (DS-036).
    """
    lines = read.declaration.made_from.lines
    if lines is None:
        if secret is not None:
            raise FaultsError([Fault(NOT_COMMITTED, f"{read.declaration.id} carries no root")])
        return None
    if secret is None:
        raise FaultsError([Fault(NO_CASE_SECRET, f"{lines.count} lines are committed to")])
    if commit_lines(case.bom, secret) != lines:
        found = f"the secret does not give the signed root {lines.root}"
        raise FaultsError([Fault(OTHER_CASE_SECRET, found)])
    listed = list_commitments(case.bom, secret)
    return write_commitments(Commitments(listed, tuple(line.line_id for line in case.bom)))


def redact(members: Mapping[str, bytes], read: DeclarationDocument) -> dict[str, bytes]:
    """Keep back the case, the lines of the study and the ids of the lines.

    Args:
        members: of the whole dossier, the commitments among them.

    Raises:
        FaultsError: a declaration that commits to no lines (DS-035).
    """
    if read.declaration.made_from.lines is None:
        raise FaultsError([Fault(NOT_COMMITTED, f"{read.declaration.id} carries no root")])
    kept = {path: data for path, data in members.items() if not _is_kept_back(path)}
    listed = read_commitments(members[COMMITMENTS_FILE])
    kept[COMMITMENTS_FILE] = write_commitments(Commitments(listed.commitments, None))
    kept[NOTE_FILE] = members[NOTE_FILE] + NOTE.encode()
    return kept


def is_redacted(files: Mapping[str, bytes], read: DeclarationDocument | None) -> bool:
    """Tell whether a dossier keeps its lines back, as a declaration with a root allows."""
    if read is None or read.declaration.made_from.lines is None:
        return False
    return COMMITMENTS_FILE in files and not any(map(_is_kept_back, files))


def write_commitments(listed: Commitments) -> bytes:
    """Write a list of commitments as canonical JSON."""
    texts = [each.hex() for each in listed.commitments]
    ids = {} if listed.ids is None else {"ids": listed.ids}
    return canonical_bytes({"form": FORM, "commitments": texts, **ids})


def read_commitments(data: bytes) -> Commitments:
    """Read a list of commitments.

    Raises:
        FaultsError: no strict JSON, or another form (DS-038).
    """
    try:
        document = read_json(data)
    except JsonError as error:
        raise _broken(str(error)) from None
    match document:
        case {"form": str(form), "commitments": list(texts), **rest} if form == FORM:
            ids = {str(name): value for name, value in rest.items()}
            return Commitments(_read_hashes(texts), _read_ids(ids, len(texts)))
    raise _broken(f"another form than {FORM}")


def _read_hashes(texts: Sequence[object]) -> tuple[bytes, ...]:
    for position, text in enumerate(texts, 1):
        if not isinstance(text, str) or not _HASH.fullmatch(text):
            raise _broken(f"commitment {position} is not 64 hexadecimal digits")
    return tuple(bytes.fromhex(str(text)) for text in texts)


def _read_ids(rest: Mapping[str, object], count: int) -> tuple[str, ...] | None:
    if not rest:
        return None
    ids = rest.get("ids")
    if rest.keys() != {"ids"} or not isinstance(ids, list) or len(ids) != count:
        raise _broken("beside the commitments stands something else than an id for each")
    if not all(isinstance(each, str) for each in ids):
        raise _broken("an id is no text")
    return tuple(ids)


def _is_kept_back(path: str) -> bool:
    return path.startswith(CASE) or path == LINES_FILE


def _broken(found: str) -> FaultsError:
    return FaultsError([Fault(BROKEN_COMMITMENTS, found, Place(COMMITMENTS_FILE))])
