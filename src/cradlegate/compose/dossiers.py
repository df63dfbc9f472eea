"""Dossiers joined with files: sealed, opened, checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cradlegate import __version__
from cradlegate.compose.gate import read_registers_at
from cradlegate.compose.study import list_renderings_at, open_stock, read_declaration_at
from cradlegate.dossier.archive import LARGEST_ARCHIVE_BYTES
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.contents import Contents, read_contents
from cradlegate.dossier.layout import TRUST_LIST_FILE
from cradlegate.dossier.verify import Verdict, verify_dossier
from cradlegate.reports.renderings import draw_page, render_declaration
from cradlegate.store.case_source import load_case_files
from cradlegate.store.single_file import read_single_file
from cradlegate.verification.opinions.document import read_opinion
from cradlegate.verification.trust_lists.trust_list import read_trust_list
from cradlegate.work.seal import Seal, seal


@dataclass(frozen=True, slots=True)
class Enclosures:
    """What others say of a declaration, in files: opinion of a body, trust list of the builder."""

    opinion: Path | None = None
    trust_list: Path | None = None


NOTHING_ENCLOSED = Enclosures()


def seal_at(
    declaration: Path,
    case: Path,
    by: Seal,
    enclosures: Enclosures = NOTHING_ENCLOSED,
    fonts: Sequence[Path] = (),
) -> bytes:
    """Seal the dossier of a signed declaration and its case; what is rendered is rendered anew.

    Raises:
        FaultsError: parts that do not belong together.
    """
    read = read_declaration_at(declaration)
    languages, formats = list_renderings_at(declaration)
    opinion = enclosures.opinion
    return seal(
        read,
        load_case_files(case),
        open_stock(),
        render_declaration(read, languages, formats, fonts),
        _read_enclosed(enclosures),
        by,
        read_opinion(_read_file(opinion), opinion.name) if opinion else None,
    )


def ask_with(
    trust: Path | None, as_of: date, *, is_recomputed: bool, registers: Sequence[Path] = ()
) -> Questions:
    """Draw up what to ask of a dossier, with trust list and registers in files.

    Raises:
        FaultsError: a trust list or a register that cannot be read.
    """
    trust_list = read_trust_list(_read_file(trust), trust.name) if trust else None
    snapshots = read_registers_at(registers)
    return Questions(as_of, trust_list, is_recomputed, __version__, draw_page, snapshots)


def open_dossier_at(path: Path) -> Contents:
    """Open the dossier in a file; nothing is judged.

    Raises:
        FaultsError: an archive or a manifest that cannot be read.
    """
    return read_contents(_read_file(path), path.name)


def verify_at(path: Path, questions: Questions) -> Verdict:
    """Check the dossier in a file."""
    return verify_dossier(_read_file(path), path.name, questions)


def _read_enclosed(enclosures: Enclosures) -> Mapping[str, bytes]:
    enclosed = {TRUST_LIST_FILE: enclosures.trust_list}
    return {place: _read_file(file) for place, file in enclosed.items() if file is not None}


def _read_file(path: Path) -> bytes:
    """Read a file; of one that is larger than any dossier, a byte more than that."""
    return read_single_file(path, LARGEST_ARCHIVE_BYTES).data
