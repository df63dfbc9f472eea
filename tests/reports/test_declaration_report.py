"""One declaration, two languages, three formats: the same figures, read back cell by cell (X-3).

HTML is read with the parser of the standard library, workbooks with calamine, and a PDF as a
screen reader walks it: table by table, row by row, cell by cell.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it brings no types
import pytest
from python_calamine import CalamineWorkbook

from cradlegate.core.blank import Blank
from cradlegate.declaration.claims.lint import find_claims
from cradlegate.declaration.document import DeclarationDocument, make_document, read_declaration
from cradlegate.declaration.languages import PRINTED, Language
from cradlegate.declaration.signing import sign_declaration
from cradlegate.footprint.rounding import ROUNDING_RULE
from cradlegate.reports.charts.treemap import read_treemap
from cradlegate.reports.declared.document import DISCLAIMER, report_declaration
from cradlegate.reports.declared.summary import report_declared
from cradlegate.reports.display import signs_of
from cradlegate.reports.renderings import Format, render_declaration
from cradlegate.reports.report import ChartKind, Figure, Report, Share, Table
from cradlegate.reports.shown_table import show_table
from tests.declaration.shipped_case import (
    KEY,
    MAKER_ID,
    declaration,
    declared_example,
    signed_example,
)
from tests.reports.documents import elements_of, flat, pages_of
from tests.reports.read_back import Page, read_tags

D = Decimal
EN, VI = Language.ENGLISH, Language.VIETNAMESE
BOTH = [pytest.param(language, id=language) for language in PRINTED]
ALL = [
    pytest.param(language, form, id=f"{language} {form}") for language in PRINTED for form in Format
]


@cache
def rendered(language: Language, form: Format) -> bytes:
    """The signed declaration."""
    [data] = render_declaration(signed_example(), [language], [form]).values()
    return data


@cache
def report(language: Language) -> Report:
    return report_declaration(signed_example(), language)


def tables_as_read(language: Language) -> list[Table]:
    """The tables in the order of the sections that they stand in."""
    found = report(language)
    return [table for section in found.sections for table in found.tables_of(section)]


def exact(value: Decimal) -> str:
    """Plain digits: no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# --- Reading HTML back --------------------------------------------------------------------------


@cache
def page(language: Language) -> Page:
    return Page(rendered(language, Format.HTML).decode())


# --- Reading a PDF and a workbook back -----------------------------------------------------------


@cache
def pdf_rows(language: Language) -> list[list[str]]:
    """The cells of all rows of all tables, heads too, in the order in which they are read."""
    rows = read_tags(rendered(language, Format.PDF)).all("TR")
    return [[cell.text for cell in row.inside] for row in rows]


@cache
def sheets(language: Language) -> list[list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(rendered(language, Format.XLSX)))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


@cache
def all_words(language: Language, form: Format) -> str:
    """Everything that is seen in a rendering, without blanks."""
    if form is Format.PDF:
        return flat(" ".join(pages_of(rendered(language, form))))
    if form is Format.HTML:
        return flat(
            re.sub("<[^>]*>", " ", rendered(language, form).decode().partition("<body>")[2])
        )
    return flat(" ".join(str(cell) for sheet in sheets(language) for row in sheet for cell in row))


# --- The same figures in both languages ---------------------------------------------------------


def numbers_of(table: Table) -> list[list[object]]:
    """All cells of a table but its words."""
    return [[c for c in row if isinstance(c, Figure | Share)] for row in table.all_rows]


@pytest.mark.requirement("X-3")
def test_both_languages_have_the_same_tables_with_the_same_numbers_in_the_same_places():
    one, other = report(EN), report(VI)
    assert [table.id for table in one.tables] == [table.id for table in other.tables]
    for english, vietnamese in zip(one.tables, other.tables, strict=True):
        assert [c.id for c in english.columns] == [c.id for c in vietnamese.columns]
        assert numbers_of(english) == numbers_of(vietnamese)
        assert [[type(c) for c in row] for row in english.all_rows] == [
            [type(c) for c in row] for row in vietnamese.all_rows
        ]
    assert one.answer.figure == other.answer.figure
    assert sum(len(row) for table in one.tables for row in numbers_of(table)) > 150


@pytest.mark.requirement("X-3")
@pytest.mark.parametrize("language", BOTH)
def test_a_page_carries_the_exact_value_of_every_cell_in_order(language: Language):
    answer = report(language).answer.figure
    assert answer is not None
    cells = [c for table in tables_as_read(language) for row in numbers_of(table) for c in row]
    expected = [exact(c.value) for c in (answer, *cells) if isinstance(c, Figure | Share)]
    assert page(language).values == expected
    assert page(EN).values == page(VI).values


def signed_content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(signed_example().data)["credentialSubject"]
    return content["declaration"]  # type: ignore[no-any-return]  # JSON


def values_by_table() -> dict[str, list[str]]:
    """The exact values of each table in reading order, as the signed document holds them."""
    content = signed_content()
    blocks, results = content["blocks"], content["results"]
    views, unit, quality = results["views"], blocks["declared_unit"], blocks["data_quality"]
    [headline] = [view for view in views if view["view"] == results["headline"]]
    primary, sensitivity = blocks["primary_data"], blocks["sensitivity"]
    categories = ("fossil_other", "aircraft", "biogenic_emissions", "biogenic_removals", "land_use_change", "unsplit")  # fmt: skip
    known = headline["total"]["by_category"]
    return {
        "views": [
            *(view["total"]["kgco2e"] for view in views), unit["kgco2e_per_kg_at_gate"], unit["kgco2e_per_kw"],
            unit["per_hour"]["kgco2e"], headline["with_uptake"], results["biogenic_carbon_kg"],
        ],
        "categories": [known[name] for name in categories if known[name] != "?"],
        "left_out": [item["estimate_kgco2e"] for item in blocks["system_boundary"]["left_out"]],
        "allocation": [
            key[name] for key in blocks["allocation"]["keys"] for name in ("share_per_machine", "headline_kgco2e")
        ],
        "quality": [
            primary["strict"], primary["by_activity"], quality["dqr"],
            *(quality["scores"][name] for name in ("geography", "precision", "technology", "time")),
            quality["proxies"], quality["infrastructure"], quality["unsplit"], quality["stage_unsplit"],
            blocks["coverage"]["undescribed_mass_kg"],
        ],
        "uncertainty": [view[name] for view in views for name in ("low", "median", "mean", "high")],
        "sensitivity": [one[name] for one in sensitivity["varied"] for name in ("low_kgco2e", "high_kgco2e")],
        "instruments": [sensitivity["with_instruments_kgco2e"], sensitivity["without_instruments_kgco2e"]],
        "distances": [one["km"] for one in blocks["assumptions"]["distances"]],
    }  # fmt: skip


@pytest.mark.requirement("X-3")
@pytest.mark.parametrize("language", BOTH)
def test_every_signed_figure_stands_in_its_place_on_the_page(language: Language):
    assert page(language).values[0] == values_by_table()["views"][1]
    rows_by_table = {
        table.id: rows
        for table, rows in zip(tables_as_read(language), page(language).tables, strict=True)
    }
    for name, values in values_by_table().items():
        found = [cell.value for row in rows_by_table[name] for cell in row if cell.value]
        assert found == values, name


@pytest.mark.requirement("X-3")
@pytest.mark.parametrize("language", BOTH)
def test_every_larger_factor_stands_on_the_page_with_its_figure_and_share(language: Language):
    factors = signed_content()["blocks"]["assumptions"]["factors"]
    large = [one for one in factors if abs(D(one["share"])) >= D("0.001")]
    [rows] = [
        rows
        for table, rows in zip(tables_as_read(language), page(language).tables, strict=True)
        if table.id == "factors"
    ]
    found = [[cell.value for cell in row if cell.value] for row in rows[1:]]
    values = [[one["kgco2e_per_unit"], one["share"]] for one in large]
    named = [
        [value for value in row if value in values[place]] for place, row in enumerate(found[:-1])
    ]
    assert named == values
    rest = sum((D(one["share"]) for one in factors if one not in large), D(0))
    assert found[-1][-1] == exact(rest)


@pytest.mark.requirement("X-3")
def test_a_page_states_every_result_that_is_signed():
    content = json.loads(signed_example().data)["credentialSubject"]["declaration"]
    stated = set(page(VI).values)
    for view in content["results"]["views"]:
        assert {view[name] for name in ("low", "high", "median", "mean")} <= stated
        assert view["total"]["kgco2e"] in stated
    unit = content["blocks"]["declared_unit"]
    derived = (unit["kgco2e_per_kg_at_gate"], unit["kgco2e_per_kw"], unit["per_hour"]["kgco2e"])
    assert {*derived, content["results"]["biogenic_carbon_kg"]} <= stated
    headline = next(v for v in content["results"]["views"] if v["view"] == "circular_12")
    assert {figures["kgco2e"] for figures in headline["by_stage"].values()} <= stated
    cells = content["results"]["by_subassembly"].values()
    assert {value for stages in cells for value in stages.values()} <= stated


@pytest.mark.requirement("X-3")
@pytest.mark.parametrize("language", BOTH)
def test_a_workbook_carries_the_exact_value_of_every_cell_in_the_unit_of_its_heading(
    language: Language,
):
    compared, unit = 0, signs_of(language).say("unit")
    for table, sheet in zip(report(language).tables, sheets(language)[1:], strict=True):
        heads, rows = sheet[2], sheet[3 : 3 + len(table.all_rows)]
        for cells, row in zip(table.all_rows, rows, strict=True):
            found = [
                D(f"{value:.15g}") * scale(place, heads, row, unit)
                for place, value in enumerate(row)
                if isinstance(value, float)
            ]
            assert found == [value for cell in cells for value in values_in(cell)], table.id
            compared += len(found)
    assert compared > 150


def values_in(cell: object) -> list[Decimal]:
    """What a cell of a workbook holds: a figure with the ends of its interval, or a percent."""
    match cell:
        case Figure(bounds=None):
            return [cell.value]
        case Figure(bounds=bounds) if bounds:
            return [cell.value, bounds.low, bounds.high]
        case Share() if cell.percent or not cell.value:
            return [cell.percent]
    return []


def scale(place: int, heads: Sequence[Any], row: Sequence[Any], unit: str) -> int:
    """1000 where tonnes are named: by the heading, or by the row in the column of units."""
    named = str(heads[place]).rpartition(", ")[2]
    for head, cell in zip(heads, row, strict=True):
        column = str(head).removesuffix(f", {unit}")
        if column != head and str(heads[place]).startswith(column):
            named = str(cell)
    return 1000 if named in {"t", "t CO2e"} else 1


@pytest.mark.requirement("X-3")
@pytest.mark.requirement("S1-17")
def test_workbooks_of_both_languages_have_the_same_numbers_in_the_same_places():
    def places(language: Language) -> dict[tuple[int, int, int], float]:
        return {
            (number, y, x): value
            for number, sheet in enumerate(sheets(language))
            for y, row in enumerate(sheet)
            for x, value in enumerate(row)
            if isinstance(value, float)
        }

    assert places(EN) == places(VI)
    assert len(places(EN)) > 150


@pytest.mark.requirement("X-3")
@pytest.mark.parametrize("language", BOTH)
def test_a_pdf_has_every_row_of_every_table_cell_by_cell(language: Language):
    """✓ and ✗ are drawn, as the font has neither; the words beside them are the same."""
    expected = []
    for table in tables_as_read(language):
        shown = show_table(table, signs_of(language))
        heads = zip(shown.heads, shown.head_units, strict=True)
        expected.append([f"{head}, {unit}" if unit else head for head, unit in heads])
        expected += [list(row) for row in shown.rows]
        expected += [list(shown.total)] if shown.total else []
    found = [[plain(cell) for cell in row] for row in pdf_rows(language)]
    assert found == [[plain(cell) for cell in row] for row in expected]
    assert len(found) > 150


def plain(text: str) -> str:
    """Without blanks and drawn signs; the reader names a hyphen at the end of a line U+0002."""
    return flat(re.sub("[✓✗]", "", text.replace("\x02", "-")))


def digits(text: str, language: Language) -> str:
    """A text with its numbers written as a program reads them, and no number in its unit."""
    text = text.replace("CO2e", "")
    if language == VI:
        return re.sub(r"(?<=[0-9])\.(?=[0-9])", "", text).replace(",", ".")
    return re.sub(r"(?<=[0-9])[\N{NARROW NO-BREAK SPACE} ](?=[0-9]{3})", "", text)


NUMBER = re.compile(r"[−-]?[0-9]+(?:\.[0-9]+)?")


def numbers_in(rows: list[list[str]], language: Language) -> list[list[str]]:
    """The numbers in the columns of numbers, row by row; heads have none."""
    places = []
    for table in tables_as_read(language):
        numeric = [place for place, column in enumerate(table.columns) if column.is_numeric]
        places += [numeric] * (1 + len(table.all_rows))
    return [
        [n for place in numeric for n in NUMBER.findall(digits(row[place], language))]
        for numeric, row in zip(places, rows, strict=True)
    ]


def page_rows(language: Language) -> list[list[str]]:
    rows = [row for table in page(language).tables for row in table]
    return [[cell.text for cell in row] for row in rows]


@pytest.mark.requirement("X-3")
@pytest.mark.requirement("S1-17")
def test_pages_and_pdfs_of_both_languages_read_with_the_same_numbers():
    expected = numbers_in(page_rows(EN), EN)
    assert sum(len(row) for row in expected) > 150
    assert ["22.1", "19.6", "26.0"] in expected
    assert ["2010"] in expected
    assert numbers_in(page_rows(VI), VI) == expected
    assert numbers_in(pdf_rows(EN), EN) == expected
    assert numbers_in(pdf_rows(VI), VI) == expected


@pytest.mark.requirement("X-3")
def test_the_headline_is_the_same_everywhere():
    for language, headline in ((EN, "22.1 t CO2e (19.6–26.0)"), (VI, "22,1 t CO2e (19,6–26,0)")):
        for form in (Format.PDF, Format.HTML, Format.XLSX):
            assert flat(headline) in all_words(language, form)


# --- Bytes --------------------------------------------------------------------------------------


def test_each_rendering_has_a_name_of_its_own():
    files = render_declaration(signed_example(), PRINTED, [Format.HTML, Format.XLSX])
    assert list(files) == [
        "declaration.en.html",
        "declaration.en.xlsx",
        "declaration.vi.html",
        "declaration.vi.xlsx",
    ]
    assert files["declaration.vi.html"] == rendered(VI, Format.HTML)


@pytest.mark.parametrize(("language", "form"), ALL)
def test_a_second_rendering_has_the_same_bytes(language: Language, form: Format):
    [again] = render_declaration(signed_example(), [language], [form]).values()
    assert again == rendered(language, form)


@pytest.mark.parametrize("form", [Format.HTML, Format.XLSX])
def test_a_declaration_that_is_read_back_is_drawn_in_the_same_bytes(form: Format):
    """Names in another order, and decimals with trailing zeros, would show."""
    stated = declaration()
    machine = replace(stated.machine, net_mass_kg=D("5800.0"))
    quality = stated.blocks.data_quality
    turned = replace(quality, scores=dict(reversed(list(quality.scores.items()))))
    blocks = replace(stated.blocks, data_quality=turned)
    for fresh in (
        declared_example(),
        make_document(replace(stated, machine=machine, blocks=blocks)),
    ):
        read = read_declaration(fresh.data, "declaration.json")
        assert render_declaration(fresh, PRINTED, [form]) == render_declaration(
            read, PRINTED, [form]
        )


@pytest.mark.parametrize("language", BOTH)
def test_the_declaration_travels_in_its_pdf_byte_by_byte(language: Language):
    with pikepdf.open(BytesIO(rendered(language, Format.PDF))) as document:
        assert list(document.attachments) == ["declaration.json"]
        attached = document.attachments["declaration.json"].get_file()
        assert attached.read_bytes() == signed_example().data
        assert attached.mime_type == "application/json"
        created = document.open_metadata()["xmp:CreateDate"]
    assert created.startswith("2026-03-31")


# --- What it says about itself ------------------------------------------------------------------


@pytest.mark.parametrize("language", BOTH)
def test_the_digest_stands_in_the_foot_of_every_page(language: Language):
    sheets_of_paper = list(pypdfium2.PdfDocument(rendered(language, Format.PDF)))
    assert len(sheets_of_paper) > 5
    for sheet in sheets_of_paper:
        foot = sheet.get_textpage().get_text_bounded(top=70)
        assert flat(foot) == declared_example().digest


@pytest.mark.parametrize(("language", "form"), ALL)
def test_digest_and_id_stand_in_every_rendering(language: Language, form: Format):
    words = all_words(language, form)
    assert words.count(declared_example().digest) >= 2
    assert form is not Format.PDF or declaration().id in words


UNSIGNED = {EN: "Not signed.", VI: "Chưa ký."}
UNVERIFIED = {
    EN: "Not verified: no opinion of an independent body stands beside this declaration.",
    VI: "Chưa được thẩm tra: không có ý kiến của tổ chức độc lập kèm theo bản công bố này.",
}


@pytest.mark.parametrize(("language", "form"), ALL)
def test_a_signed_declaration_names_the_key_and_that_nobody_verified_it(
    language: Language, form: Format
):
    words = all_words(language, form)
    assert KEY.public.multikey in words
    assert "2026-04-01" in words
    assert flat(UNVERIFIED[language]) in words
    assert flat(UNSIGNED[language]) not in words


@pytest.mark.parametrize("language", BOTH)
def test_an_unsigned_declaration_says_so(language: Language):
    files = render_declaration(declared_example(), [language], list(Format))
    texts = {
        "pdf": flat(" ".join(pages_of(files[f"declaration.{language}.pdf"]))),
        "html": flat(re.sub("<[^>]*>", " ", files[f"declaration.{language}.html"].decode())),
        "xlsx": workbook_words(files[f"declaration.{language}.xlsx"]),
    }
    for words in texts.values():
        assert flat(UNSIGNED[language]) in words
        assert flat(UNVERIFIED[language]) in words
        assert "z6Mk" not in words


def workbook_words(data: bytes) -> str:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return flat(" ".join(str(cell) for row in rows for cell in row))


def test_every_signature_is_named():
    other = type(KEY)(bytes(32))
    moment = datetime(2026, 5, 2, tzinfo=UTC)
    both = sign_declaration(signed_example(), other, MAKER_ID, moment)
    cover = report_declaration(both, EN).cover
    assert cover is not None
    assert cover.seal[:2] == (
        f"Signed on 2026-04-01 with the key {KEY.public.multikey}.",
        f"Signed on 2026-05-02 with the key {other.public.multikey}.",
    )


def test_a_declaration_that_corrects_another_names_it():
    old = f"sha256:{'1' * 64}"
    corrected = make_document(replace(declaration(), supersedes=old))
    cover = report_declaration(corrected, VI).cover
    assert cover is not None
    assert ("Thay thế", old) in cover.identity
    assert flat("Thay thế") not in all_words(VI, Format.HTML)


@pytest.mark.requirement("S2-27", "X-4")
@pytest.mark.parametrize(("language", "form"), ALL)
def test_every_rendering_says_what_it_is_not(language: Language, form: Format):
    assert "safety, electromagnetic compatibility or labelling" in DISCLAIMER
    assert "not legal advice" in DISCLAIMER
    say = signs_of(language).say
    assert flat(say(DISCLAIMER)) in all_words(language, form)
    assert flat(say(ROUNDING_RULE)) in all_words(language, form)


@pytest.mark.requirement("S3-20", part="headings of the six blocks in the document")
@pytest.mark.parametrize("language", BOTH)
def test_every_reported_block_has_a_heading_of_its_own(language: Language):
    blocks = (
        "System boundary", "Declared unit", "Allocation", "Primary data share and data quality", "Uncertainty statement", "Sensitivity summary",
    )  # fmt: skip
    headings = [signs_of(language).say(name) for name in blocks]
    assert [name for name in page(language).headings if name in headings] == headings
    titles = [flat(tag.text) for tag in read_tags(rendered(language, Format.PDF)).all("H2")]
    assert [title for title in titles if title in map(flat, headings)] == [*map(flat, headings)]


@pytest.mark.requirement("S3-12", part="choices with reasons in every rendering")
@pytest.mark.parametrize(("language", "form"), ALL)
def test_choices_and_warnings_stand_in_every_rendering(language: Language, form: Format):
    words = all_words(language, form)
    for choice in declaration().blocks.choices.method:
        assert unbroken(flat(choice.reason)) in unbroken(words)
    for warned in declaration().blocks.assumptions.warnings:
        assert unbroken(flat(f"{warned.found} [{warned.code}]")) in unbroken(words)


def unbroken(text: str) -> str:
    """Entities of HTML, and the hyphens at which a PDF may break a word, make no difference."""
    return text.replace("&#x27;", "'").replace("&amp;", "&").replace("-", "").replace("\ufffe", "")


# --- What it never says -------------------------------------------------------------------------


@pytest.mark.requirement("S3-4", part="no endorsement printed as a fact")
@pytest.mark.parametrize(("language", "form"), ALL)
def test_no_rendering_gives_a_verdict_or_makes_a_claim(language: Language, form: Format):
    words = all_words(language, form).casefold()
    for claim in ("compliant", "compliance", "approved", "guarantee", "carbon neutral", "carbon-neutral", "endorsed", "certified"):  # fmt: skip
        assert flat(claim).casefold() not in words
    for claim in ("tuân thủ", "phê duyệt", "trung hòa", "được chứng nhận", "được công nhận"):
        assert flat(claim) not in words


@pytest.mark.parametrize("language", BOTH)
def test_no_sentence_of_the_program_claims_anything(language: Language):
    found = report(language)
    assert found.cover is not None
    sentences = [
        found.title, found.disclaimer, found.answer.headline, found.answer.boundary, *found.cover.seal, found.cover.seal_title,
        *(text for section in found.sections for text in (section.title, *section.texts)),
        *(text for table in found.tables for text in (table.title, *(column.title for column in table.columns))),
    ]  # fmt: skip
    assert len(sentences) > 100
    assert [claim.phrase for text in sentences for claim in find_claims(text)] == []


def test_a_part_is_never_called_the_whole():
    shown = show_table(report(EN).table("views"), signs_of(EN))
    assert [row[0] for row in shown.rows[:3]] == [
        "partial footprint A1–A3, cradle to gate",
        "partial footprint A1–A4, cradle to port of entry VNSGN",
        "footprint of the whole life A1–C4",
    ]


def test_what_is_not_known_is_a_question_mark_and_never_a_zero():
    shown = show_table(report(EN).table("categories"), signs_of(EN))
    by_name = {row[0]: row[1] for row in shown.rows}
    assert by_name["fossil, aircraft apart"] == "?"
    assert by_name["net fossil: fossil and aircraft, as far as separable"] == "?"
    assert by_name["five separate figures (ISO 14067:2018, 7.2)"].startswith("?")


def test_a_table_without_rows_is_left_out():
    blocks = declaration().blocks
    assert blocks.choices.factors == ()
    assert "named_factors" not in [table.id for table in report(EN).tables]
    none = replace(
        blocks,
        choices=replace(blocks.choices, method=()),
        allocation=replace(blocks.allocation, keys=(), end_of_life_method=Blank.UNKNOWN),
        sensitivity=replace(blocks.sensitivity, varied=(), count=0),
        assumptions=replace(blocks.assumptions, template=Blank.NOT_APPLICABLE, distances=()),
    )
    bare = make_document(replace(declaration(), blocks=none))
    drawn = report_declaration(bare, VI)
    ids = [table.id for table in drawn.tables]
    assert not {"choices", "allocation", "sensitivity", "distances"} & set(ids)
    assert ChartKind.TORNADO not in {chart.kind for chart in drawn.charts}
    files = render_declaration(bare, [VI], [Format.HTML, Format.XLSX])
    assert all(files.values())


# --- What the command says ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("read", "what"),
    [(declared_example, "cradlegate declaration sign"), (signed_example, "cradlegate dossier build")],
    ids=["unsigned", "signed"],
)  # fmt: skip
def test_the_command_names_the_next_step_and_the_figures_of_the_document(read: Any, what: str):
    document: DeclarationDocument = read()
    said = report_declared(document, "out")
    whole = report_declaration(document, EN)
    assert what in said.next_steps[0].what
    assert said.next_steps[0].who == "Example Machine Works (invented)"
    assert said.next_steps[-1].who == "accredited body"
    assert said.answer == whole.answer
    for name in ("views", "stages"):
        assert said.table(name).all_rows == whole.table(name).all_rows
    assert said.notes == whole.notes
    assert ("declaration", declared_example().digest) in said.provenance


# --- The chart of subassemblies -----------------------------------------------------------------


def test_the_headline_by_subassembly_is_a_chart_beside_the_table_that_states_it():
    stated = declaration().results.by_subassembly
    sizes = {name: sum(stages.values(), D(0)) for name, stages in stated.items()}
    for language in Language:
        drawn = report_declaration(signed_example(), language)
        [chart] = [chart for chart in drawn.charts if chart.kind is ChartKind.TREEMAP]
        assert [table.id for table in drawn.tables].count(chart.table_id) == 1
        groups = read_treemap(drawn, chart).groups
        assert {group.name for group in groups} == {name for name in sizes if sizes[name] > 0}
        total = sum(group.size for group in groups)
        assert total == pytest.approx(float(declaration().headline.total.kgco2e) / 1000, rel=1e-9)


def test_the_chart_of_subassemblies_stands_on_the_page_and_in_the_pdf():
    page = rendered(VI, Format.HTML).decode()
    assert page.count('aria-labelledby="cells-title cells-words"') == 1
    assert signs_of(VI).say("The figures of the chart") in page
    alts = [element.alt for element in elements_of(rendered(VI, Format.PDF), "/Figure")]
    title = signs_of(VI).say("Stage × subassembly")
    assert sum(alt.startswith(f"{title}: machine ") for alt in alts) == 1
