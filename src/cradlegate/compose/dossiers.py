"""Dossiers joined with files: sealed, opened, checked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cradlegate import __version__
from cradlegate.compose.gate import read_registers_at
from cradlegate.compose.statuses import read_status_at
from cradlegate.compose.study import (
    list_renderings_at,
    open_stock,
    read_declaration_at,
    read_opinion_at,
)
from cradlegate.core.canonical import digest_bytes
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.dossier.archive import LARGEST_ARCHIVE_BYTES
from cradlegate.dossier.checks.calculation import find_case_files
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.contents import Contents, read_contents
from cradlegate.dossier.faults import CASE_INSIDE, NO_SUCH_COUNTRY
from cradlegate.dossier.layout import (
    DECLARATION_FILE,
    OPINION_FILE,
    STATUS_LISTS,
    TRUST_LIST_FILE,
)
from cradlegate.dossier.log_proofs import (
    LEAF_FILE,
    PROOF_FILE,
    STAMP_FILE,
    place_log_proofs,
)
from cradlegate.dossier.papers import Paper, enclose_papers, read_paper_sheet
from cradlegate.dossier.registers import place_registers
from cradlegate.dossier.verify import Verdict, verify_dossier
from cradlegate.reports.renderings import draw_page, render_declaration
from cradlegate.store.case_source import load_case_files
from cradlegate.store.single_file import read_single_file
from cradlegate.tables.words import countries
from cradlegate.verification.opinions.document import OpinionDocument
from cradlegate.verification.trust_lists.trust_list import read_trust_list
from cradlegate.work.seal import Seal, seal


@dataclass(frozen=True, slots=True)
class Enclosures:
    """What others say of a declaration, in files: opinion of a body, trust list of the builder.

    Args:
        registers: snapshots by which the builder judged the accreditation of the body.
        papers: records of papers, in YAML, with their scans beside them.
        log_proofs: folders that `cradlegate log prove` wrote, for declaration and opinion.
    """

    opinion: Path | None = None
    trust_list: Path | None = None
    status_lists: Sequence[Path] = ()
    log_proofs: Sequence[Path] = ()
    registers: Sequence[Path] = ()
    papers: Sequence[Path] = ()


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
    editions, formats = list_renderings_at(declaration)
    opinion = read_opinion_at(enclosures.opinion) if enclosures.opinion else None
    return seal(
        read,
        load_case_files(case),
        open_stock(),
        render_declaration(read, editions, formats, fonts, opinion),
        {**_read_enclosed(enclosures), **_read_proofs(enclosures, read.data, opinion)},
        by,
        opinion,
    )


def ask_with(
    trust: Path | None,
    as_of: date,
    *,
    is_recomputed: bool,
    registers: Sequence[Path] = (),
    statuses: Sequence[Path] = (),
) -> Questions:
    """Draw up what to ask of a dossier, with trust list, registers and status lists in files.

    Raises:
        FaultsError: a trust list, a register or a status list that cannot be read.
    """
    trust_list = read_trust_list(_read_file(trust), trust.name) if trust else None
    snapshots = read_registers_at(registers)
    lists = tuple(map(read_status_at, statuses))
    return Questions(as_of, trust_list, is_recomputed, __version__, draw_page, snapshots, lists)


def ask_for_destination(questions: Questions, country: str) -> Questions:
    """Ask whether an opinion is meant for a country of import; an empty one asks for none.

    Raises:
        FaultsError: no country of ISO 3166-1 (DS-048).
    """
    if country and country not in countries():
        raise FaultsError([Fault(NO_SUCH_COUNTRY, f"{country!r} is no country")])
    return replace(questions, destination=country)


def add_scans(questions: Questions, paths: Sequence[Path]) -> Questions:
    """Ask for scans of papers as well, which the reader holds in files.

    Raises:
        FaultsError: a file that cannot be read.
    """
    return replace(questions, scans={str(each): digest_bytes(_read_file(each)) for each in paths})


def open_dossier_at(path: Path) -> Contents:
    """Open the dossier in a file; nothing is judged.

    Raises:
        FaultsError: an archive or a manifest that cannot be read.
    """
    return read_contents(_read_file(path), path.name)


def verify_at(path: Path, questions: Questions) -> Verdict:
    """Check the dossier in a file.

    Raises:
        FaultsError: a case is given beside the one that the dossier holds.
    """
    verdict = verify_dossier(_read_file(path), path.name, questions)
    refuse_second_case(verdict.contents, questions)
    return verdict


def refuse_second_case(contents: Contents, questions: Questions) -> None:
    """Refuse a case beside the one that a dossier holds.

    Raises:
        FaultsError: the dossier holds its own (DS-042).
    """
    used = find_case_files(contents, questions)
    if questions.case_files is not None and used and used is not questions.case_files:
        raise FaultsError([Fault(CASE_INSIDE, "this dossier is judged by the case inside")])


def _read_enclosed(enclosures: Enclosures) -> Mapping[str, bytes]:
    enclosed = {TRUST_LIST_FILE: enclosures.trust_list}
    named = {place: _read_file(file) for place, file in enclosed.items() if file is not None}
    return {
        **named,
        **_name_statuses(map(_read_file, enclosures.status_lists)),
        **place_registers(map(load_case_files, enclosures.registers)),
        **enclose_papers(map(_read_paper, enclosures.papers)),
    }


def _read_paper(path: Path) -> tuple[Paper, bytes | None]:
    paper = read_paper_sheet(_read_file(path), path.name)
    return paper, _read_file(path.parent / paper.scan) if paper.scan else None


def _read_proofs(
    enclosures: Enclosures, declaration: bytes, opinion: OpinionDocument | None
) -> Mapping[str, bytes]:
    documents = {DECLARATION_FILE: declaration}
    if opinion is not None:
        documents[OPINION_FILE] = opinion.data
    names = (LEAF_FILE, PROOF_FILE, STAMP_FILE)
    folders = [
        (
            str(folder),
            {name: _read_file(folder / name) for name in names if _is_there(folder, name)},
        )
        for folder in enclosures.log_proofs
    ]
    return place_log_proofs(folders, documents)


def _is_there(folder: Path, name: str) -> bool:
    """Tell whether a file is to be read: a stamp is there or not, the others are needed."""
    return name != STAMP_FILE or (folder / name).exists()


def _name_statuses(lists: Iterable[bytes]) -> Mapping[str, bytes]:
    """Give each status list the place that follows from its bytes."""
    digests = ((digest_bytes(data).removeprefix("sha256:")[:16], data) for data in lists)
    return {f"{STATUS_LISTS}{name}.json": data for name, data in digests}


def _read_file(path: Path) -> bytes:
    """Read a file; of one that is larger than any dossier, a byte more than that."""
    return read_single_file(path, LARGEST_ARCHIVE_BYTES).data
