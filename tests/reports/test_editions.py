"""One declaration in seven languages, alone and in pairs: the same figures in the same cells.

Numbers are read back from the pages: of a PDF as a screen reader walks it, of a sheet with
calamine, of a page of HTML with the parser of the standard library.
"""

import re
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from python_calamine import CalamineWorkbook

from cradlegate.core.fault import FaultsError
from cradlegate.declaration.languages import Language, number_signs
from cradlegate.reports.renderings import (
    Edition,
    Format,
    draw_page,
    pair_languages,
    read_rendering_name,
    render_declaration,
    rendering_name,
)
from tests.declaration.shipped_case import declared_example, signed_example
from tests.reports.documents import flat, pages_of
from tests.reports.read_back import Page, read_tags

EN, VI, ZH = Language.ENGLISH, Language.VIETNAMESE, Language.CHINESE
JA, KO, TH = Language.JAPANESE, Language.KOREAN, Language.THAI
OTHERS = [language for language in Language if language is not EN]
SET_ALONE = [
    pytest.param(each, marks=pytest.mark.slow if each in {TH, Language.INDONESIAN} else ())
    for each in OTHERS
]
PAIRS = [(EN, VI), (KO, ZH), pytest.param((TH, JA), marks=pytest.mark.slow)]


@cache
def rendered(edition: Edition, form: Format) -> bytes:
    [data] = render_declaration(signed_example(), [edition], [form]).values()
    return data


Rows = list[list[str]]


@cache
def pdf_tables(edition: Edition) -> list[Rows]:
    """The tables of a PDF in the order in which they are read, their heads left out."""
    tables = read_tags(rendered(edition, Format.PDF)).all("Table")
    rows = [list(table.all("TR"))[1:] for table in tables]
    return [[[cell.text for cell in row.inside] for row in table] for table in rows]


def number_of(cell: str, language: Language) -> str:
    """A cell that is a number, with the signs of English; what is no number stays empty.

    Shares, intervals and units stand in such cells too; ids and days read the same in all.
    """
    signs = number_signs(language)
    plain = flat(cell).replace(flat(signs.thousands), "").replace(signs.decimal, ".")
    found = re.fullmatch(r"[<−]?[0-9.]+(%|[a-zA-Z0-9/]*)(\([0-9.−–]+\))?", plain)
    return plain if found else ""


def numbers_of(tables: list[Rows], language: Language) -> list[list[list[str]]]:
    return [[[number_of(cell, language) for cell in row] for row in table] for table in tables]


# --- Each language alone ------------------------------------------------------------------------


@pytest.mark.requirement("X-3", "S1-17")
@pytest.mark.parametrize("language", SET_ALONE)
def test_every_number_of_a_pdf_is_that_of_the_english_one_in_the_same_cell(language: Language):
    english = numbers_of(pdf_tables(EN), EN)
    assert numbers_of(pdf_tables(language), language) == english
    assert sum(bool(cell) for table in english for row in table for cell in row) > 200


@pytest.mark.requirement("X-3", "S1-17")
@pytest.mark.parametrize("language", OTHERS)
def test_every_number_of_a_page_and_of_a_sheet_is_the_english_one(language: Language):
    page, english = (Page(rendered(one, Format.HTML).decode()) for one in (language, EN))
    assert page.values == english.values
    assert sheet_numbers(language) == sheet_numbers(EN)
    assert len(english.values) > 150


def sheet_numbers(edition: Edition) -> list[list[float]]:
    book = CalamineWorkbook.from_filelike(BytesIO(rendered(edition, Format.XLSX)))
    return [
        [cell for row in book.get_sheet_by_name(name).to_python() for cell in row if isinstance(cell, float)]
        for name in book.sheet_names
    ]  # fmt: skip


def test_a_number_is_told_from_words_whatever_its_language():
    assert number_of("2.010 kg CO2e/kW", VI) == number_of("2 010 kg CO2e/kW", EN) == "2010kgCO2e/kW"
    assert number_of("22,1 t CO2e (19,6–26,0)", VI) == "22.1tCO2e(19.6–26.0)"
    assert number_of("2,010", JA) == "2010"
    assert [number_of(cell, JA) for cell in ("A1", "2026年", "–", "bc-20906")] == [""] * 4


# --- Two languages in one document --------------------------------------------------------------


@pytest.mark.requirement("X-3", "S1-17")
@pytest.mark.parametrize("pair", PAIRS)
def test_each_table_of_a_bilingual_pdf_faces_the_same_one_in_the_other_language(
    pair: tuple[Language, Language],
):
    """Section by section, the tables of the one language and then those of the other."""
    tables = pdf_tables(pair)
    one, other = (pdf_tables(language) for language in pair)
    assert sorted(map(str, tables)) == sorted(map(str, one + other))
    assert tables[0] == one[0]
    assert tables.index(other[0]) < tables.index(one[-1])


@pytest.mark.parametrize("pair", PAIRS)
def test_each_sheet_of_a_bilingual_workbook_stands_beside_its_translation(
    pair: tuple[Language, Language],
):
    sheets = sheet_numbers(pair)
    one, other = (sheet_numbers(language) for language in pair)
    assert sheets[::2] == one == other == sheets[1::2]


@pytest.mark.parametrize("pair", PAIRS)
def test_a_bilingual_page_marks_what_is_in_its_second_language(pair: tuple[Language, Language]):
    page = rendered(pair, Format.HTML).decode()
    first, second = pair
    assert f'<html lang="{first}">' in page
    alone = [Page(rendered(language, Format.HTML).decode()) for language in pair]
    assert page.count(f'<section lang="{second}">') == len(alone[1].headings) - 3
    assert page.count(f'<div lang="{second}">') == 2
    read = Page(page)
    assert sorted(read.values) == sorted([*alone[0].values, *alone[1].values])
    assert [title for title in read.headings if title in alone[0].headings][:3] == alone[0].headings[:3]  # fmt: skip
    assert sorted(read.headings) == sorted([*alone[0].headings, *alone[1].headings])


def test_a_bilingual_pdf_has_both_titles_and_each_picture_once():
    with pikepdf.open(BytesIO(rendered((KO, ZH), Format.PDF))) as document:
        title = str(document.open_metadata()["dc:title"])
        assert document.Root.Lang == "ko"
    assert title == "탄소발자국 선언: VMC-850 · 碳足迹声明：VMC-850"
    words = [flat(page) for page in pages_of(rendered((KO, ZH), Format.PDF))]
    assert "탄소발자국선언" in words[0]
    assert "碳足迹声明" in words[1]
    legends = [page for page in words if "guideways1.12tCO2e" in page]
    assert len(legends) == 1


def test_a_bilingual_document_has_the_same_bytes_each_time():
    for form in Format:
        [again] = render_declaration(signed_example(), [(KO, ZH)], [form]).values()
        assert again == rendered((KO, ZH), form)


@pytest.mark.parametrize("languages", [(), (EN,), (EN, EN), (EN, VI, ZH)])
def test_a_bilingual_document_needs_two_languages(languages):
    with pytest.raises(FaultsError) as caught:
        pair_languages(languages)
    assert [fault.code for fault in caught.value.faults] == ["RP-012"]


def test_two_languages_make_a_pair_whose_first_one_leads():
    assert pair_languages((KO, ZH)) == (KO, ZH)
    assert rendering_name((KO, ZH), Format.PDF) == "declaration.ko+zh.pdf"


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("declaration.ja.pdf", (JA, Format.PDF)),
        ("declaration.ko+zh.xlsx", ((KO, ZH), Format.XLSX)),
        ("declaration.ko+ko.xlsx", None),
        ("declaration.fr.pdf", None),
        ("declaration.json", None),
        ("a.declaration.ja.pdf", None),
    ],
)
def test_the_name_of_a_rendering_tells_its_languages_and_its_format(name, read):
    assert read_rendering_name(name) == read


def test_a_bilingual_page_can_be_drawn_again_by_its_name():
    read = declared_example()
    [page] = render_declaration(read, [(VI, EN)], [Format.HTML]).values()
    assert draw_page(read, "declaration.vi+en.html") == page
    assert draw_page(read, "declaration.vi+en.pdf") is None
    assert draw_page(read, "notes.html") is None
