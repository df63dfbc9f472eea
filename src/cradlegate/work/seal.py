"""From a signed declaration and its case to a dossier."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime
from typing import Any

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.party import Party
from cradlegate.declaration.document import DeclarationDocument, make_document
from cradlegate.dossier.build import Parts, build_dossier
from cradlegate.dossier.faults import NOT_DECLARED
from cradlegate.dossier.redaction import COMMITMENTS_FILE, draw_up_commitments
from cradlegate.footprint.calculate import Settings
from cradlegate.footprint.used_sources import Stock
from cradlegate.trust.keys import SigningKey
from cradlegate.verification.opinions.document import OpinionDocument
from cradlegate.work.declare import Declared, declare


@dataclass(frozen=True, slots=True)
class Seal:
    """Who seals, with which key, the moment that the seal states, and the program's version.

    Args:
        secret: of a case to whose lines its declaration commits.
        is_redacted: whether the case and its lines are kept back.
    """

    key: SigningKey
    builder: Party
    made: datetime
    product: str
    secret: bytes | None = field(default=None, repr=False)
    is_redacted: bool = False


def seal(
    read: DeclarationDocument,
    case_files: Mapping[str, bytes],
    stock: Stock,
    renderings: Mapping[str, bytes],
    enclosed: Mapping[str, bytes],
    by: Seal,
    opinion: OpinionDocument | None = None,
) -> bytes:
    """Seal a signed declaration with everything it was made from.

    Args:
        renderings: of the declaration, by file name.
        enclosed: what others say, by its place in a dossier.
        opinion: of a body on the declaration, if there is one.

    Raises:
        FaultsError: a declaration without signature, or one that this case does not give; one
            with a root and no secret, or lines to be kept back and no root.
    """
    declared = _declare_again(read, case_files, stock, by.secret)
    commitments = draw_up_commitments(read, declared.case, by.secret)
    if commitments is not None:
        enclosed = {**enclosed, COMMITMENTS_FILE: commitments}
    # A case may have moved to files of another form since; it is what it says that counts.
    files = read.declaration.made_from.files
    again = declared.document.declaration
    named = replace(again, made_from=replace(again.made_from, files=files))
    made = make_document(named, read.status)
    if made.digest != read.digest:
        where = ", ".join(_name_differences(read.declaration, named))
        found = f"the case gives {made.digest}, the declaration is {read.digest}: other {where}"
        raise FaultsError([Fault(NOT_DECLARED, found)])
    sources, lines = declared.sources_files, declared.lines
    parts = Parts(read, case_files, sources, lines, renderings, by.product, enclosed, opinion)
    parts = replace(parts, is_redacted=by.is_redacted)
    return build_dossier(parts, by.key, by.builder, by.made)


def _name_differences(declared: Any, now: Any, above: str = "") -> Iterator[str]:  # noqa: ANN401
    """Name the parts of two declarations that differ, and where they have parts, those."""
    for part in fields(declared):
        one, other = getattr(declared, part.name), getattr(now, part.name)
        if one != other:
            path = f"{above}{part.name}"
            is_parted = not above and is_dataclass(one) and is_dataclass(other)
            yield from _name_differences(one, other, f"{path}/") if is_parted else (path,)


def _declare_again(
    read: DeclarationDocument, case_files: Mapping[str, bytes], stock: Stock, secret: bytes | None
) -> Declared:
    declaration = read.declaration
    drawn = declaration.blocks.uncertainty
    return declare(
        case_files,
        stock,
        Settings(declaration.results.headline, drawn.draws, int(drawn.seed)),
        declaration.issued,
        product=declaration.made_from.product,
        supersedes=declaration.supersedes,
        secret=secret if declaration.made_from.lines else None,
    )
