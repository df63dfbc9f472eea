"""What is handed over beside a declaration, joined with files: tender sheets and cover sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cradlegate.compose.study import read_declaration_at
from cradlegate.core.canonical import digest_bytes
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.declaration.document import DeclarationDocument
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
from cradlegate.reports.report import Report
from cradlegate.reports.terminal import render_terminal
from cradlegate.store.atomic import write_files
from cradlegate.store.single_file import read_single_file
from cradlegate.verification.opinions.contradictions import find_mismatches
from cradlegate.verification.opinions.document import OpinionDocument, read_opinion

_PAGE_WIDTH = 100


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


def draw_cover_at(declaration: Path, issuer: Issuer, opinion: Path | None) -> Report:
    """Draw the cover sheet of a declaration in a file, or of one in a folder with its pages.

    Raises:
        FaultsError: a declaration or an opinion that cannot be read, or an opinion on another
            declaration (DC-114).
    """
    read = read_declaration_at(declaration)
    said = _read_opinion(opinion, read) if opinion else None
    pages = sorted(declaration.glob("declaration.*.*")) if declaration.is_dir() else []
    annexed = {each.name: digest_bytes(_read_file(each)) for each in pages if each.is_file()}
    return draw_cover(read, issuer, said, annexed)


def write_cover(report: Report, issuer: Issuer, folder: Path, *, force: bool) -> tuple[str, ...]:
    """Write a cover sheet as a page and as plain text; give the names."""
    text = render_terminal(report, width=_PAGE_WIDTH, plain=True, unicode=True, color=False)
    files = {
        f"cover.{issuer}.en.html": render_html(report).encode(),
        f"cover.{issuer}.en.txt": text.encode(),
    }
    write_files(folder, files, force=force)
    return tuple(files)


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
