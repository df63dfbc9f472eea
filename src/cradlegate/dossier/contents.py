"""A dossier opened: what can be read of it, and in words what cannot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.document import DeclarationDocument, read_declaration
from cradlegate.dossier.archive import MANIFEST_NAME, open_archive, unpack
from cradlegate.dossier.faults import NO_SUCH_MEMBER, UNKNOWN_SPEC
from cradlegate.dossier.layout import DECLARATION_FILE, OPINION_FILE, SOURCES, below
from cradlegate.dossier.manifest import Manifest, ManifestDocument, read_manifest_document
from cradlegate.dossier.study import LINES_FILE, StudyLine, read_lines
from cradlegate.footprint.sources import Sources
from cradlegate.footprint.used_sources import read_used_sources
from cradlegate.verification.opinions.document import OpinionDocument, read_opinion

MOST_NAMED = 3
"""How many faults or differences a sentence names before it counts the rest."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a dossier holds.

    Args:
        files: by path; empty where the archive cannot be unpacked.
        is_sealed: whether the archive is nothing but these files in sealed form.
        manifest_document, declaration, sources, lines: None where they cannot be read.
        opinion: None where there is none as well.
        reasons: what cannot be read → why; undetermined for an edition that is not known here.
    """

    files: Mapping[str, bytes]
    is_sealed: bool = False
    manifest_document: ManifestDocument | None = None
    declaration: DeclarationDocument | None = None
    opinion: OpinionDocument | None = None
    sources: Sources | None = None
    lines: tuple[StudyLine, ...] | None = None
    reasons: Mapping[str, Finding] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def manifest(self) -> Manifest | None:
        """What the manifest states."""
        return self.manifest_document.manifest if self.manifest_document else None


def open_dossier(data: bytes, file: str) -> Contents:
    """Open a dossier; whatever the bytes are, nothing is raised."""
    reasons: dict[str, Finding] = {}
    archive = _try("archive", lambda: open_archive(data, file), reasons)
    if archive is None:
        return Contents({}, reasons=reasons)
    files = archive.files
    return Contents(
        files=files,
        is_sealed=archive.is_sealed,
        manifest_document=_try("manifest", lambda: _read_manifest(files), reasons),
        declaration=_try("declaration", lambda: _read_declaration(files), reasons),
        opinion=_try("opinion", lambda: _read_opinion(files), reasons),
        sources=_try("sources", lambda: read_used_sources(below(SOURCES, files)), reasons),
        lines=_try("lines", lambda: read_lines(_member(files, LINES_FILE)), reasons),
        reasons=reasons,
    )


def read_contents(data: bytes, file: str) -> Contents:
    """Open a dossier whose archive and manifest can be read.

    Raises:
        FaultsError: the faults of either.
    """
    _read_manifest(unpack(data, file))
    return open_dossier(data, file)


def name_some(sentences: list[str]) -> str:
    """Name the first few, and count the rest."""
    shown = "; ".join(sentences[:MOST_NAMED])
    rest = len(sentences) - MOST_NAMED
    return f"{shown}; and {rest} more" if rest > 0 else shown


def name_faults(error: FaultsError) -> str:
    """Name faults in one line, each with its code."""
    errors = [fault for fault in error.faults if fault.is_error]
    named = []
    for fault in errors or error.faults:
        where = f"{fault.place}: " if str(fault.place) else ""
        named.append(f"{where}{fault.found} [{fault.code}]")
    return name_some(named)


def _try(what: str, read: Callable[[], T], reasons: dict[str, Finding]) -> T | None:
    try:
        return read()
    except FaultsError as error:
        is_newer = all(fault.kind is UNKNOWN_SPEC for fault in error.faults)
        outcome = Outcome.UNDETERMINED if is_newer else Outcome.NOT_MET
        reasons[what] = Finding(outcome, name_faults(error))
        return None


def _read_manifest(files: Mapping[str, bytes]) -> ManifestDocument:
    return read_manifest_document(_member(files, MANIFEST_NAME))


def _read_declaration(files: Mapping[str, bytes]) -> DeclarationDocument:
    return read_declaration(_member(files, DECLARATION_FILE), DECLARATION_FILE)


def _read_opinion(files: Mapping[str, bytes]) -> OpinionDocument | None:
    return read_opinion(files[OPINION_FILE], OPINION_FILE) if OPINION_FILE in files else None


def _member(files: Mapping[str, bytes], path: str) -> bytes:
    if path not in files:
        raise FaultsError([Fault(NO_SUCH_MEMBER, f"{path} is missing", Place(path))])
    return files[path]
