"""Documents to draw, and tools that read back what was drawn."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it brings no types

from cradlegate.reports.pdf.render import Attachment, render_pdf
from cradlegate.reports.report import (
    Answer,
    Chart,
    ChartKind,
    Column,
    Cover,
    Figure,
    Note,
    Part,
    Report,
    Section,
    Step,
    Table,
    Text,
)
from tests.reports.sample import sample_report

D = Decimal
MADE = datetime(2026, 5, 1, 12, tzinfo=UTC)
DIGEST = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
CHINESE = "电气柜"
DECLARATION = Attachment(
    "declaration.json", "application/json", "The declaration as data", b'{"id": "CG-7"}'
)

COVER = Cover(
    identity=(("Machine", "VMC-850"), ("Maker", "Example Machines Co., Ltd.")),
    seal_title="Signatures and verification",
    seal=("Signed by the maker.", "Not verified: no independent body has examined this."),
    reference="CG-2026-0007",
    digest=DIGEST,
)

SENSITIVITY = Table(
    id="sensitivity",
    title="What moves the result most",
    part=Part.HOW_SURE,
    columns=(
        Column("what", "Assumption"),
        Column("low", "Low end", is_numeric=True),
        Column("high", "High end", is_numeric=True),
    ),
    rows=(
        (Text("Mass of the bed"), Figure(D(-1000), "kg CO2e"), Figure(D(3000), "kg CO2e")),
        (Text("Scrap in the melt"), Figure(D(-500), "kg CO2e"), Figure(D(0), "kg CO2e")),
    ),
)


def in_latin(table: Table) -> Table:
    """The sample without the signs that Noto Sans has not."""
    rows = tuple(
        tuple(
            replace(cell, text=cell.text.replace(CHINESE, "")) if isinstance(cell, Text) else cell
            for cell in row
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def covered(status: str = "", language: str = "en") -> Report:
    sample = sample_report(status)
    return replace(
        sample,
        tables=(*map(in_latin, sample.tables), SENSITIVITY),
        charts=(*sample.charts, Chart(ChartKind.TORNADO, "sensitivity", "what", "low", "high")),
        cover=COVER,
        language=language,
    )


def vietnamese() -> Report:
    words = "Dấu chân các-bon của máy công cụ – giai đoạn"
    report = covered(language="vi")
    stages = replace(
        report.table("stages"),
        title=words,
        rows=tuple((Text(f"{words} ẵ Ỗ ữ Ặ"), *row[1:]) for row in report.table("stages").rows),
    )
    return replace(report, title=words, tables=(stages, *report.tables[1:]))


def of_rows(*rows: tuple[str, ...], title: str = "T") -> Report:
    columns = tuple(Column(str(index), f"Head {index}") for index in range(len(rows[0])))
    table = Table("t", title, columns, tuple(tuple(Text(text) for text in row) for row in rows))
    return Report(title="T", kind="test", answer=Answer("x"), tables=(table,))


NASTY = '#panic("x") *bold* _it_ <b>x</b> $x$ \\n \\u{41} ] } "q" `r` @ref <l> = - + / // [a](b)'
LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 8
HOSTILE = Report(
    title=f"{NASTY} {LONG_WORD}",
    kind="test",
    answer=Answer(NASTY, Figure(D("1.5"), NASTY), boundary=LONG_WORD),
    next_steps=(Step(NASTY, LONG_WORD, because=NASTY),),
    tables=(
        Table(
            "a",
            NASTY,
            tuple(Column(str(index), f"Head {index} {NASTY}") for index in range(3)),
            (
                (Text(NASTY), Text(LONG_WORD), Text("word " * 1000)),
                (Text("ab" * 2500), Text("bom/BED-101/machining"), Text("deep", depth=40)),
            ),
            note=NASTY,
        ),
        Table(
            "b",
            "Many columns",
            tuple(
                Column(str(index), f"Column {index}", is_numeric=index > 0) for index in range(14)
            ),
            tuple(
                (Text(DIGEST), *(Figure(D("31.2") * 10**index, "kg") for index in range(13)))
                for _ in range(3)
            ),
        ),
        Table(
            "c",
            "Many parts",
            (Column("name", "Name"), Column("value", "Value", is_numeric=True)),
            tuple(
                (Text(f"{index} {LONG_WORD if index == 3 else ''}"), Figure(D(index + 1), "kg"))
                for index in range(60)
            ),
        ),
    ),
    charts=(
        Chart(ChartKind.STACKED_BAR, "c", "name", "value"),
        Chart(ChartKind.TORNADO, "c", "name", "value", "value"),
    ),
    notes=(Note(NASTY, is_warning=True),),
    provenance=((NASTY, LONG_WORD), (LONG_WORD, NASTY)),
    status=f"S {NASTY}",
    disclaimer=NASTY,
    sections=(Section(Part.WHY, NASTY, (NASTY, LONG_WORD)), Section(Part.HOW_SURE, "Sure")),
    cover=replace(
        COVER, identity=((NASTY, LONG_WORD),), seal_title=NASTY, seal=(NASTY,), reference=LONG_WORD
    ),
)


def draw(report: Report, **options: Any) -> bytes:
    return render_pdf(report, made=MADE, **options)


def pages_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_bounded() for page in document]


def flat(text: str) -> str:
    """A text without spaces; the reader names a hyphen at the end of a line U+FFFE."""
    return "".join(text.replace("\ufffe", "-").split())


Box = tuple[float, float, float, float]


def signs_on(page: Any) -> list[tuple[str, Box]]:
    """Every sign that is seen, with the left, bottom, right and top of its ink."""
    words = page.get_textpage()
    signs = [(words.get_text_range(i, 1), words.get_charbox(i)) for i in range(words.count_chars())]
    return [(sign, box) for sign, box in signs if sign.strip()]


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the tree that a screen reader walks: its words, and where it stands."""

    alt: str
    box: tuple[float, ...]


def elements_of(data: bytes, kind: str) -> list[Element]:
    """The elements of that kind, in the order in which they are read."""
    found = []

    def walk(element: Any) -> None:
        if isinstance(element, pikepdf.Array):
            for child in element:
                walk(child)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            if element["/S"] == kind:
                found.append(Element(str(element.get("/Alt", "")), box_of(element)))
            walk(element.get("/K"))

    with pikepdf.open(BytesIO(data)) as document:
        walk(document.Root.StructTreeRoot.K)
    return found


def box_of(element: Any) -> tuple[float, ...]:
    groups = element.get("/A", [])
    for group in groups if isinstance(groups, pikepdf.Array) else [groups]:
        if "/BBox" in group:
            return tuple(map(float, group.BBox))
    return ()
