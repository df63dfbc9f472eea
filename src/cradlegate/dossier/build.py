"""Building a dossier: a sealed file with everything that a reader needs to check a declaration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.moment import find_latest_day, write_utc
from cradlegate.core.outcome import Outcome
from cradlegate.core.party import Party
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.dossier import layout
from cradlegate.dossier.archive import MANIFEST_NAME, pack
from cradlegate.dossier.checks.calculation import judge_case, judge_figures, judge_sources
from cradlegate.dossier.checks.commitments import judge_commitments
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.checks.revocations import find_stray_lists, list_revocable
from cradlegate.dossier.checks.signatures import judge_proofs
from cradlegate.dossier.contents import Contents
from cradlegate.dossier.faults import NOT_DECLARED, NOT_SIGNED, SEALED_BEFORE
from cradlegate.dossier.manifest import (
    SPEC,
    DossierFile,
    Manifest,
    describe_file,
    draw_up_manifest,
)
from cradlegate.dossier.recompute import recompute
from cradlegate.dossier.redaction import redact
from cradlegate.dossier.registers import find_stray_registers
from cradlegate.dossier.study import LINES_FILE, read_lines
from cradlegate.footprint.used_sources import read_used_sources
from cradlegate.trust.data_integrity import sign_document
from cradlegate.trust.keys import SigningKey
from cradlegate.verification.opinions.contradictions import find_mismatches
from cradlegate.verification.opinions.document import OpinionDocument
from cradlegate.verification.opinions.faults import OTHER_DECLARATION

NOTE = """This is a dossier of a carbon footprint declaration.

Check it with:  cradlegate dossier verify FILE --trust LIST --recompute
LIST is the trust list of your own choice; a list inside a dossier is never believed.

declaration.json  what the maker states, with the maker's signature
opinion.json      what an independent body says of it, where there is one
case/             what it was computed from: the maker's own data
background/       the factors, templates and distances that were used, with their licences
study/            every line of the result, unrounded
renderings/       the declaration as PDF, HTML and spreadsheet, in its languages
trust/            trust list, registers and status lists of the builder, for information alone
log/              proofs that signatures stood in a log, and by when
bom/              commitments of the lines of the parts list
papers/           scans of papers, and who confirmed them with their issuers
manifest.json     digests of all of these, with the builder's signature
"""

_JUDGES = (judge_case, judge_sources, judge_figures, judge_commitments)
_GOOD = (Outcome.MET, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Parts:
    """What goes into a dossier.

    Args:
        case_files: as they were read; sources_files: what was used beside the case.
        lines: of the study, as `write_lines` gives them.
        renderings: by file name.
        product: version of the program that drew the renderings and builds.
        enclosed: what others say, by its place in a dossier, such as the trust list.
        opinion: of a body on the declaration, if there is one.
        is_redacted: whether the case and the lines are kept back.
    """

    declaration: DeclarationDocument
    case_files: Mapping[str, bytes]
    sources_files: Mapping[str, bytes]
    lines: bytes
    renderings: Mapping[str, bytes]
    product: str
    enclosed: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    opinion: OpinionDocument | None = None
    is_redacted: bool = False


def build_dossier(parts: Parts, key: SigningKey, builder: Party, made: datetime) -> bytes:
    """Seal a dossier; only what checks and recomputes is sealed.

    Args:
        key: of the builder, who vouches that these files belong together.
        made: the moment that the seal states; no proof of that moment.

    Raises:
        FaultsError: a declaration whose signatures do not fit it or are missing, one that does
            not follow from the parts, or a moment before declaration or opinion (DS-049).
    """
    _refuse_unsigned(parts.declaration)
    _refuse_foreign(parts.opinion, parts.declaration)
    _refuse_early(parts, made)
    _refuse_strays(parts)
    members = _lay_out(parts)
    _refuse_undeclared(parts, members)
    if parts.is_redacted:
        members = redact(members, parts.declaration)
    declared = parts.declaration.declaration
    manifest = Manifest(
        spec=SPEC,
        subject=parts.declaration.digest,
        method=declared.made_from.method,
        product_version=parts.product,
        builder_id=builder.id,
        builder_name=builder.name,
        built=made.date(),
        files=tuple(_describe(path, data) for path, data in members.items()),
    )
    sealed = sign_document(draw_up_manifest(manifest), key, created=made)
    return pack({**members, MANIFEST_NAME: canonical_bytes(sealed)})


def _refuse_unsigned(declaration: DeclarationDocument) -> None:
    finding = judge_proofs(declaration.document, None)
    if finding.outcome is not Outcome.MET:
        raise FaultsError([Fault(NOT_SIGNED, f"{declaration.declaration.id}: {finding.found}")])


def _refuse_foreign(opinion: OpinionDocument | None, declaration: DeclarationDocument) -> None:
    """Refuse an opinion that nobody signed, or on something else; what it says is its own."""
    if opinion is None:
        return
    faults = [
        Fault(OTHER_DECLARATION, found, Place(layout.OPINION_FILE, id=where))
        for where, found in find_mismatches(opinion.opinion, declaration)
    ]
    finding = judge_proofs(opinion.document, None)
    if finding.outcome is not Outcome.MET:
        place, remedy = Place(layout.OPINION_FILE), "Sign it with `cradlegate opinion sign`."
        faults.append(Fault(NOT_SIGNED, finding.found, place, remedy))
    if faults:
        raise FaultsError(faults)


def _refuse_early(parts: Parts, made: datetime) -> None:
    days = {layout.DECLARATION_FILE: parts.declaration.declaration.issued}
    if parts.opinion is not None:
        days[layout.OPINION_FILE] = parts.opinion.opinion.issued
    found = f"to be sealed {write_utc(made)}, issued"
    faults = [
        Fault(SEALED_BEFORE, f"{found} {day}", Place(file))
        for file, day in days.items()
        if find_latest_day(made) < day
    ]
    if faults:
        raise FaultsError(faults)


def _refuse_strays(parts: Parts) -> None:
    lists = find_stray_lists(parts.enclosed, list_revocable(parts.declaration, parts.opinion))
    registers = find_stray_registers(parts.enclosed, parts.opinion)
    if faults := (*lists, *registers):
        raise FaultsError(faults)


def _lay_out(parts: Parts) -> dict[str, bytes]:
    members = {layout.CASE + path: data for path, data in parts.case_files.items()}
    members |= {layout.SOURCES + path: data for path, data in parts.sources_files.items()}
    members |= {layout.RENDERINGS + path: data for path, data in parts.renderings.items()}
    members[layout.DECLARATION_FILE] = parts.declaration.data
    members[LINES_FILE] = parts.lines
    members[layout.NOTE_FILE] = NOTE.encode()
    if parts.opinion is not None:
        members[layout.OPINION_FILE] = parts.opinion.data
    return {**members, **parts.enclosed}


def _refuse_undeclared(parts: Parts, members: Mapping[str, bytes]) -> None:
    """Refuse what would not pass its own checks: case to commitments, and recomputation."""
    declaration = parts.declaration.declaration
    contents = Contents(
        members,
        declaration=parts.declaration,
        sources=read_used_sources(parts.sources_files),
        lines=read_lines(parts.lines),
    )
    questions = Questions(declaration.issued, is_recomputed=True)
    findings = [judge(contents, questions) for judge in _JUDGES]
    open_ones = [one.found for one in findings if one.outcome not in _GOOD]
    if not open_ones:
        again = recompute(
            declaration, parts.case_files, parts.sources_files, read_lines(parts.lines)
        )
        open_ones = list(again.differences)
    if open_ones:
        raise FaultsError(Fault(NOT_DECLARED, found) for found in open_ones)


def _describe(path: str, data: bytes) -> DossierFile:
    role, bound_by = layout.role_of(path)
    return describe_file(path, data, role, layout.media_type_of(path), bound_by)
