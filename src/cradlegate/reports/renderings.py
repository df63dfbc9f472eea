"""The renderings of a declaration: every format in every language, from one document."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from enum import StrEnum
from pathlib import Path

from cradlegate.core.fault import FaultsError
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.languages import Language
from cradlegate.reports.declared.document import report_declaration
from cradlegate.reports.html import render_html
from cradlegate.reports.pdf.render import Attachment, render_pdf
from cradlegate.reports.report import Report
from cradlegate.reports.workbook import render_workbook

DOCUMENT_NAME = "declaration.json"
_ATTACHED = "The declaration with its signatures, as data"


class Format(StrEnum):
    """Formats that people read."""

    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"


def render_declaration(
    read: DeclarationDocument,
    languages: Iterable[Language],
    formats: Sequence[Format],
    font_folders: Sequence[Path] = (),
) -> dict[str, bytes]:
    """Render a declaration; the same document gives the same bytes.

    Returns:
        by name, such as `declaration.vi.pdf`.

    Raises:
        FaultsError: signs that the fonts have not, or the extra `report` is not installed.
    """
    files = {}
    for language in languages:
        report = report_declaration(read, language)
        for name in formats:
            content = _render(name, report, read, font_folders)
            files[rendering_name(language, name)] = content
    return files


def rendering_name(language: Language, name: Format) -> str:
    """Name the file of a rendering."""
    return f"declaration.{language}.{name}"


def draw_page(read: DeclarationDocument, name: str) -> bytes | None:
    """Draw the HTML page of that name again.

    Returns:
        None for formats that other libraries draw, and for a language whose words are not here.
    """
    for language in Language:
        if name == rendering_name(language, Format.HTML):
            try:
                return render_html(report_declaration(read, language)).encode()
            except FaultsError:
                return None
    return None


def _render(
    name: Format, report: Report, read: DeclarationDocument, font_folders: Sequence[Path]
) -> bytes:
    match name:
        case Format.HTML:
            return render_html(report).encode()
        case Format.XLSX:
            return render_workbook(report)
        case Format.PDF:
            issued = datetime.combine(read.declaration.issued, time(), UTC)
            attached = Attachment(DOCUMENT_NAME, "application/json", _ATTACHED, read.data)
            return render_pdf(
                report, made=issued, attachments=(attached,), font_folders=font_folders
            )
