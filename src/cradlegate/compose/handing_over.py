"""What is handed over beside a declaration, joined with files: tender sheets and cover sheets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum
from pathlib import Path

from cradlegate.compose.study import read_declaration_at
from cradlegate.core.canonical import digest_bytes
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.languages import Language
from cradlegate.declaration.statement_faults import OTHER_OPINION, SHEET_NAME
from cradlegate.declaration.tender.sheet import (
    TenderSheet,
    draw_up_sheet,
    write_csv,
    write_dropped,
)
from cradlegate.dossier.archive import LARGEST_ARCHIVE_BYTES
from cradlegate.reports.contents.cover_report import Issuer, draw_cover
from cradlegate.reports.contents.tender_report import write_tender_workbook
from cradlegate.reports.html import render_html
from cradlegate.reports.pdf.render import render_pdf
from cradlegate.reports.renderings import Edition, list_languages
from cradlegate.reports.report import Report
from cradlegate.reports.terminal import render_terminal
from cradlegate.store.atomic import write_files
from cradlegate.store.single_file import read_single_file
from cradlegate.verification.opinions.contradictions import find_mismatches
from cradlegate.verification.opinions.document import OpinionDocument, read_opinion

_PAGE_WIDTH = 100


class CoverFormat(StrEnum):
    """Formats of a cover sheet."""

    HTML = "html"
    TXT = "txt"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Written:
    """A tender sheet, and the names of its files."""

    sheet: TenderSheet
    names: tuple[str, str]


def write_tender(
    declarations: Sequence[Path],
    file: Path,
    costs: Sequence[str],
    deliveries: Sequence[str],
    *,
    force: bool,
) -> Written:
    """Write the tender sheet of declarations, and beside it the list of what it leaves out.

    Raises:
        FaultsError: another kind of file (DC-113), or faults of declarations and own values.
    """
    writers = {".csv": write_csv, ".xlsx": write_tender_workbook}
    if file.suffix.lower() not in writers:
        raise FaultsError([Fault(SHEET_NAME, file.name, Place(file.name))])
    read = [read_declaration_at(each) for each in declarations]
    sheet = draw_up_sheet(read, costs, deliveries)
    names = file.name, f"{file.name}.left-out.csv"
    contents = (writers[file.suffix.lower()](sheet), write_dropped(sheet))
    write_files(file.parent, dict(zip(names, contents, strict=True)), force=force)
    return Written(sheet, names)


@dataclass(frozen=True, slots=True)
class CoverPapers:
    """What a cover sheet is drawn from.

    Args:
        annexed: digests of the pages beside the declaration, by name.
    """

    declaration: DeclarationDocument
    opinion: OpinionDocument | None
    annexed: Mapping[str, str]


def read_cover_papers(declaration: Path, opinion: Path | None) -> CoverPapers:
    """Read a declaration, or the one in a folder with its pages, and an opinion on it.

    Raises:
        FaultsError: a declaration or an opinion that cannot be read, or an opinion on another
            declaration (DC-114).
    """
    read = read_declaration_at(declaration)
    said = _read_opinion(opinion, read) if opinion else None
    pages = sorted(declaration.glob("declaration.*.*")) if declaration.is_dir() else []
    annexed = {each.name: digest_bytes(_read_file(each)) for each in pages if each.is_file()}
    return CoverPapers(read, said, annexed)


def draw_cover_of(papers: CoverPapers, issuer: Issuer, language: Language) -> Report:
    """Draw a cover sheet in a language."""
    return draw_cover(papers.declaration, issuer, papers.opinion, papers.annexed, language)


def write_covers(
    papers: CoverPapers,
    issuer: Issuer,
    editions: Sequence[Edition],
    formats: Sequence[CoverFormat],
    fonts: Sequence[Path],
    folder: Path,
    *,
    force: bool,
) -> tuple[str, ...]:
    """Write a cover sheet in each edition and format; give the names.

    Raises:
        FaultsError: signs that the fonts have not, or the extra `report` is not installed.
    """
    made = datetime.combine(papers.declaration.declaration.issued, time(), UTC)
    files = {}
    for edition in editions:
        reports = [draw_cover_of(papers, issuer, each) for each in list_languages(edition)]
        for name in formats:
            written = _render_cover(name, reports, made, fonts)
            files[f"cover.{issuer}.{'+'.join(list_languages(edition))}.{name}"] = written
    write_files(folder, files, force=force)
    return tuple(files)


def _render_cover(
    name: CoverFormat, reports: Sequence[Report], made: datetime, fonts: Sequence[Path]
) -> bytes:
    report, *others = reports
    match name:
        case CoverFormat.HTML:
            return render_html(report, *others).encode()
        case CoverFormat.PDF:
            beside = others[0] if others else None
            return render_pdf(report, beside=beside, made=made, font_folders=fonts)
        case CoverFormat.TXT:
            return "\n".join(map(_write_plain, reports)).encode()


def _write_plain(report: Report) -> str:
    return render_terminal(report, width=_PAGE_WIDTH, plain=True, unicode=True, color=False)


def _read_opinion(path: Path, read: DeclarationDocument) -> OpinionDocument:
    opinion = read_opinion(_read_file(path), path.name)
    faults = [
        Fault(OTHER_OPINION, f"{where} {found}", Place(path.name, id=where))
        for where, found in find_mismatches(opinion.opinion, read)
    ]
    if faults:
        raise FaultsError(faults)
    return opinion


def _read_file(path: Path) -> bytes:
    return read_single_file(path, LARGEST_ARCHIVE_BYTES).data
