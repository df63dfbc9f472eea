"""A report as a PDF to hand on: PDF/A-3a and PDF/UA-1, the same bytes for the same report."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from cradlegate.core.fault import Fault, FaultKind, FaultsError
from cradlegate.reports.display import ASCII, clean
from cradlegate.reports.faults import MISSING_SIGNS, NO_REPORT_EXTRA, NOT_SET
from cradlegate.reports.pdf.charts import Content
from cradlegate.reports.pdf.content import write_content
from cradlegate.reports.pdf.fonts import FontChoice, choose_fonts
from cradlegate.reports.report import Report

_TEMPLATES = (
    "document.typ",
    "document_words.typ",
    "document_charts.typ",
    "document_tables.typ",
)
_SPELLED = frozenset("→≤≥")  # signs of the program's own texts that Noto Sans has not
_LISTED, _QUOTED = 12, 60


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF, such as the declaration as JSON.

    Args:
        name: plain, such as `declaration.json`.
        media_type: such as `application/json`.
        description: what it is, for whoever opens the list of attachments.
        data: its bytes, kept as they are.

    Raises:
        ValueError: a name that is empty or leads to a folder.
    """

    name: str
    media_type: str
    description: str
    data: bytes

    def __post_init__(self) -> None:
        is_plain = self.name == clean(self.name) and not set(self.name) & set('/\\:*?"<>|')
        if not is_plain or not self.name.strip(". "):
            raise ValueError(f"{self.name!r} is no plain file name")


def render_pdf(
    report: Report,
    *,
    made: datetime,
    beside: Report | None = None,
    attachments: Sequence[Attachment] = (),
    font_folders: Sequence[Path] = (),
) -> bytes:
    """Draw a report as a tagged A4 document that can be kept for decades.

    The same arguments give the same bytes, whatever the machine, its fonts, locale and clock.
    Words and numbers are those of the HTML report.  Signs that Noto Sans has not are taken from
    the font packages that are installed, then from the fonts of the folders; `→`, `≤` and `≥`
    become `->`, `<=` and `>=` where these have none.

    Args:
        made: date of the document, with its time zone.
        beside: the same report in another language; each of its sections follows the one it faces.
        attachments: in the order in which they are listed, each under a name of its own.
        font_folders: searched for fonts, with the folders in them, where Noto Sans is not enough.

    Raises:
        ValueError: a date without time zone, or two attachments of one name.
        FaultsError: signs that no font has (RP-001), packages of the extra `report` that are
            missing (RP-002), or a document that typst refuses (RP-003).
    """
    if made.tzinfo is None:
        raise ValueError("the date of a document needs its time zone")
    if len({attachment.name for attachment in attachments}) < len(attachments):
        raise ValueError("two attachments of one name")
    try:
        content = write_content(report, beside)
        texts = json.dumps(content, ensure_ascii=False)
        fonts = choose_fonts(set(texts), font_folders)
        _refuse_missing(content, fonts, font_folders)
        for sign in fonts.missing & _SPELLED:
            texts = texts.replace(sign, clean(sign, ASCII))
        return _set_pages(texts, fonts, attachments, made)
    except ImportError as error:
        raise _fault(NO_REPORT_EXTRA, f"the package {error.name} is not installed") from error


def _refuse_missing(content: Content, fonts: FontChoice, folders: Sequence[Path]) -> None:
    missing = sorted(fonts.missing - _SPELLED)
    if not missing:
        return
    listed = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing[:_LISTED])
    more = f" and {len(missing) - _LISTED} more" if len(missing) > _LISTED else ""
    text = min((text for text in _texts(content) if missing[0] in text), key=len)
    shown = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
    searched = " or ".join([*fonts.families, *map(str, folders)])
    raise _fault(MISSING_SIGNS, f"no glyph in {searched} for {listed}{more}: see {shown!r}")


def _texts(content: object) -> Iterator[str]:
    match content:
        case str():
            yield content
        case Mapping():
            for value in content.values():
                yield from _texts(value)
        case list():
            for value in content:
                yield from _texts(value)


def _set_pages(
    texts: str, fonts: FontChoice, attachments: Sequence[Attachment], made: datetime
) -> bytes:
    """Let typst set the pages in a folder of its own, out of which it cannot read."""
    frame = {
        "fonts": list(fonts.families),
        "attachments": [
            {
                "name": attachment.name,
                "path": f"attachment-{number}",
                "media_type": attachment.media_type,
                "description": clean(attachment.description),
            }
            for number, attachment in enumerate(attachments)
        ],
    }
    with TemporaryDirectory(prefix="cradlegate-") as name:
        folder = Path(name)
        for number, attachment in enumerate(attachments):
            (folder / f"attachment-{number}").write_bytes(attachment.data)
        (folder / "frame.json").write_text(json.dumps(frame), encoding="utf-8")
        (folder / "content.json").write_text(texts, encoding="utf-8")
        for template in _TEMPLATES:
            data = resources.files("cradlegate.reports") / "data" / template
            (folder / template).write_bytes(data.read_bytes())
        return _compile(folder / _TEMPLATES[0], fonts, made)


def _compile(document: Path, choice: FontChoice, made: datetime) -> bytes:
    from typst import Compiler, Fonts, TypstError

    fonts = Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(one) for one in choice.folders],
    )
    try:
        # a compiler keeps what it has read: each document gets one of its own
        data = Compiler(str(document), root=str(document.parent), font_paths=fonts).compile(
            format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=made.astimezone(UTC)
        )
    except TypstError as error:
        hints = "; ".join(error.hints)
        raise _fault(NOT_SET, f"{error.message}{f' ({hints})' if hints else ''}") from None
    if not isinstance(data, bytes):
        raise TypeError("a PDF is one document")
    return data


def _fault(kind: FaultKind, found: str) -> FaultsError:
    return FaultsError([Fault(kind, found)])
