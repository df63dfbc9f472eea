"""Renderings read back: the tables of a page, and a PDF as a screen reader walks it."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it brings no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it brings no types


@dataclass(slots=True)
class Cell:
    """A cell of a page: its words, and the exact value of the number in it."""

    text: str = ""
    value: str | None = None


class Page(HTMLParser):
    """The tables of a page, their rows and cells; and every exact value, in order."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tables: list[list[list[Cell]]] = []
        self.values: list[str] = []
        self.headings: list[str] = []
        self.tag = ""
        self.cell: Cell | None = None
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag = tag
        match tag:
            case "table":
                self.tables.append([])
            case "tr":
                self.tables[-1].append([])
            case "th" | "td":
                self.cell = Cell()
                self.tables[-1][-1].append(self.cell)
            case "data":
                value = dict(attrs)["value"] or ""
                self.values.append(value)
                if self.cell:
                    self.cell.value = value

    def handle_endtag(self, tag: str) -> None:
        if tag in {"th", "td"}:
            self.cell = None

    def handle_data(self, data: str) -> None:
        if self.cell:
            self.cell.text += data
        if self.tag in {"h1", "h2"} and data.strip():
            self.headings.append(data.strip())


@dataclass(slots=True)
class Tagged:
    """An element of the tree that a screen reader walks."""

    kind: str
    text: str = ""
    inside: list["Tagged"] = field(default_factory=list)

    def all(self, kind: str) -> Iterator["Tagged"]:
        if self.kind == kind:
            yield self
        for child in self.inside:
            yield from child.all(kind)


def read_tags(data: bytes) -> Tagged:
    """The tree of a document, with the words that are seen where it points to."""
    words = [words_by_mark(sheet) for sheet in pypdfium2.PdfDocument(data)]
    with pikepdf.open(BytesIO(data)) as document:
        sheets: dict[Any, int] = {
            sheet.objgen: number for number, sheet in enumerate(document.pages)
        }

        def read(element: Any, sheet: int) -> Tagged:
            tag = Tagged(str(element.get("/S", "")).removeprefix("/"))
            inside = element.get("/K", [])
            for child in inside if isinstance(inside, pikepdf.Array) else [inside]:
                place = sheet_of(child, sheet_of(element, sheet))
                if isinstance(child, pikepdf.Dictionary) and "/MCID" not in child:
                    tag.inside.append(read(child, place))
                    tag.text += tag.inside[-1].text
                else:
                    mark = child.MCID if isinstance(child, pikepdf.Dictionary) else child
                    tag.text += words[place].get(int(mark), "")
            return tag

        def sheet_of(thing: Any, otherwise: int) -> int:
            if isinstance(thing, pikepdf.Dictionary) and "/Pg" in thing:
                return sheets[thing.Pg.objgen]
            return otherwise

        return read(document.Root.StructTreeRoot, 0)


def words_by_mark(sheet: Any) -> dict[int, str]:
    """What stands on a page, by the number under which the tree names it."""
    found: dict[int, str] = {}
    layer = sheet.get_textpage()
    for index in range(pdfium.FPDFPage_CountObjects(sheet)):
        thing = pdfium.FPDFPage_GetObject(sheet, index)
        if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_TEXT:
            mark = pdfium.FPDFPageObj_GetMarkedContentID(thing)
            found[mark] = found.get(mark, "") + read_text(
                lambda buffer, size, thing=thing: pdfium.FPDFTextObj_GetText(
                    thing, layer, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size
                )
            )
    return found


def read_text(ask: Any) -> str:
    """Ask how long a text is, then for the text."""
    size = ask(None, 0)
    buffer = ctypes.create_string_buffer(size)
    ask(buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
