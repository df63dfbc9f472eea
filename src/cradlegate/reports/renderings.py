"""The renderings of a declaration: every format in every language, from one document."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.languages import Language
from cradlegate.reports.declared.document import report_declaration
from cradlegate.reports.faults import NO_PAIR
from cradlegate.reports.html import render_html
from cradlegate.reports.pdf.render import Attachment, render_pdf
from cradlegate.reports.report import Report
from cradlegate.reports.workbook import render_workbook
from cradlegate.verification.opinions.document import OpinionDocument

DOCUMENT_NAME = "declaration.json"
OPINION_NAME = "opinion.json"
_JSON = "application/json"


Edition: TypeAlias = Language | tuple[Language, Language]
"""What a rendering is written in: one language, or two side by side, the first one leading."""


class Format(StrEnum):
    """Formats that people read."""

    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"


_PAIR = 2
_TONGUES = "|".join(Language)
_NAME = re.compile(rf"declaration\.({_TONGUES})(?:\+({_TONGUES}))?\.({'|'.join(Format)})")


def render_declaration(
    read: DeclarationDocument,
    editions: Iterable[Edition],
    formats: Sequence[Format],
    font_folders: Sequence[Path] = (),
    opinion: OpinionDocument | None = None,
) -> dict[str, bytes]:
    """Render a declaration; the same documents give the same bytes.

    Args:
        editions: each in one language, or in two that face each other section by section.
        opinion: what a body says of the declaration, if it does.

    Returns:
        by name, such as `declaration.vi.pdf` or `declaration.en+vi.pdf`.

    Raises:
        FaultsError: signs that the fonts have not, an opinion on another declaration, or the extra
            `report` is not installed.
    """
    files = {}
    attached = tuple(_attach(read, opinion))
    made = datetime.combine(read.declaration.issued, time(), UTC)
    for edition in editions:
        reports = [report_declaration(read, each, opinion) for each in list_languages(edition)]
        for name in formats:
            content = _render(name, reports, made, attached, font_folders)
            files[rendering_name(edition, name)] = content
    return files


def pair_languages(languages: Sequence[Language]) -> tuple[Language, Language]:
    """Make the edition in two languages.

    Raises:
        FaultsError: other than two languages, or one twice (RP-012).
    """
    if len(languages) != _PAIR or languages[0] == languages[1]:
        raise FaultsError([Fault(NO_PAIR, f"{', '.join(languages) or 'no language'} named")])
    return languages[0], languages[1]


def rendering_name(edition: Edition, name: Format) -> str:
    """Name the file of a rendering."""
    return f"declaration.{'+'.join(list_languages(edition))}.{name}"


def read_rendering_name(name: str) -> tuple[Edition, Format] | None:
    """Tell edition and format from the name of a file; None for one that is no rendering."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    one, other = Language(found[1]), found[2] and Language(found[2])
    if one == other:
        return None
    return ((one, other) if other else one), Format(found[3])


def draw_page(
    read: DeclarationDocument, name: str, opinion: OpinionDocument | None = None
) -> bytes | None:
    """Draw the HTML page of that name again.

    Returns:
        None for formats that other libraries draw, and for a language whose words are not here.
    """
    found = read_rendering_name(name)
    if found is None or found[1] is not Format.HTML:
        return None
    try:
        [page] = render_declaration(read, [found[0]], [Format.HTML], opinion=opinion).values()
    except FaultsError:
        return None
    return page


def list_languages(edition: Edition) -> tuple[Language, ...]:
    """List the languages of an edition, the leading one first."""
    return (edition,) if isinstance(edition, Language) else edition


def _attach(read: DeclarationDocument, opinion: OpinionDocument | None) -> Iterator[Attachment]:
    yield Attachment(
        DOCUMENT_NAME, _JSON, "The declaration with its signatures, as data", read.data
    )
    if opinion:
        yield Attachment(
            OPINION_NAME, _JSON, "The opinion with its signatures, as data", opinion.data
        )


def _render(
    name: Format,
    reports: Sequence[Report],
    made: datetime,
    attached: Sequence[Attachment],
    font_folders: Sequence[Path],
) -> bytes:
    report, beside = reports[0], reports[1] if len(reports) == _PAIR else None
    match name:
        case Format.HTML:
            return render_html(report, beside).encode()
        case Format.XLSX:
            return render_workbook(report, beside)
        case Format.PDF:
            return render_pdf(
                report, beside=beside, made=made, attachments=attached, font_folders=font_folders
            )
