"""A declaration in another language says every word of the program in it, and changes no other."""

import ast
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

import pikepdf
import pytest
from babel.messages.pofile import read_po
from python_calamine import CalamineWorkbook

import cradlegate.reports
from cradlegate.background.quality import DataQuality
from cradlegate.border.evidence.scope import POINTS, Topic
from cradlegate.core.category import Category
from cradlegate.core.cause import Cause
from cradlegate.core.grade import DataGrade, LawGrade
from cradlegate.core.outcome import Outcome
from cradlegate.core.stage import STAGE_NAMES, View
from cradlegate.declaration.declaration import Declaration
from cradlegate.declaration.document import make_document
from cradlegate.declaration.free_texts import list_free_texts
from cradlegate.declaration.languages import (
    Language,
    NumberSigns,
    number_signs,
    translate,
    write_day,
)
from cradlegate.footprint.appraisal.second_life import SECOND_LIFE_NAMES
from cradlegate.footprint.boundary import END_POINTS
from cradlegate.footprint.inventory.activity import CoverageClass
from cradlegate.footprint.rounding import ROUNDING_RULE
from cradlegate.product.case_tables import case_tables
from cradlegate.product.energy import Driver
from cradlegate.product.machine import MachineKind
from cradlegate.regimes.evaluate.trace import JOINED
from cradlegate.regimes.pack.provision import Modality, Voice
from cradlegate.regimes.timeline import EventKind
from cradlegate.reports import html
from cradlegate.reports.contents import cover_report
from cradlegate.reports.contents.evidence_tables import COVERAGE_NAMES, GWP_NAMES
from cradlegate.reports.contents.result_tables import CATEGORY_NAMES
from cradlegate.reports.declared import blocks, document, seal, texts
from cradlegate.reports.declared.document import report_declaration
from cradlegate.reports.declared.results import _VIEW_HEADS
from cradlegate.reports.display import figure_text, signs_of
from cradlegate.reports.readiness import document as readiness_document
from cradlegate.reports.readiness import words as readiness_words
from cradlegate.reports.readiness.sureness import TRUTHS
from cradlegate.reports.renderings import Format, render_declaration
from cradlegate.reports.report import SECTIONS, Figure
from cradlegate.verification.opinions.opinion import Assurance, Engagement, OpinionType
from tests.declaration.shipped_case import declaration, signed_example
from tests.reports.documents import elements_of, flat, pages_of
from tests.reports.read_back import read_tags

REPORTS = Path(cradlegate.reports.__file__).parent
OTHERS = [language for language in Language if language is not Language.ENGLISH]
VI = Language.VIETNAMESE
SAMPLED = [pytest.param(each, marks=() if each is VI else pytest.mark.slow) for each in OTHERS]
"""All of them where time does not count."""


def allowed(table: str, column: str) -> tuple[str, ...]:
    """What a case may hold there."""
    return case_tables()[table].columns[column].allowed


def spaced(values: Iterable[str]) -> list[str]:
    return [value.replace("_", " ") for value in values]


GOAL = ("Application", "Reasons", "Audience", "Communication", "Product category rules")
MEASURES = (
    "primary data share, activity and factor", "primary data share, activity alone", "data quality rating (PEF DQR, 1 best to 5)",
    "answered by a proxy", "figures that contain capital goods", "categories not separable", "stages not separable", "mass that no line describes",
)  # fmt: skip
TITLES = [title for _, title, _ in texts._SECTIONS]

VOCABULARIES: Mapping[tuple[str, str], Iterable[str]] = {
    ("contents/cover_report", "_TITLES[issuer]"): cover_report._TITLES.values(),
    ("contents/cover_report", "_SAYS[issuer]"): cover_report._SAYS.values(),
    ("contents/cover_report", "field"): [field for each in cover_report._BY_HAND.values() for field in each],
    ("declared/document", "_SCOPES.get(machine.declared_for, machine.declared_for)"): document._SCOPES.values(),
    ("declared/document", "machine.kind.replace('_', ' ')"): spaced(MachineKind),
    ("declared/document", "machine.condition"): allowed("machine", "condition"),
    ("declared/texts", "title"): TITLES,
    ("declared/texts", "END_POINTS[block.transport_end]"): END_POINTS.values(),
    ("declared/texts", "method"): (*texts._METHODS.values(), "not stated"),
    ("declared/texts", "name"): GOAL,
    ("declared/blocks", "item.grade.replace('_', ' ')"): spaced(DataGrade),
    ("declared/blocks", "COVERAGE_NAMES[name]"): COVERAGE_NAMES.values(),
    ("declared/blocks", "_DRIVERS.get(key.driver, key.driver)"): blocks._DRIVERS.values(),
    ("declared/blocks", "_AXES[axis.axis]"): blocks._AXES.values(),
    ("declared/blocks", "name"): (*MEASURES, *(item.name for item in fields(DataQuality))),
    ("declared/blocks", "GWP_NAMES.get(name, name)"): GWP_NAMES.values(),
    ("declared/blocks", "item.mode"): allowed("transport", "mode"),
    ("declared/results", "END_POINTS[boundary.transport_end]"): END_POINTS.values(),
    ("declared/results", "CATEGORY_NAMES[item]"): CATEGORY_NAMES.values(),
    ("declared/results", "STAGE_NAMES[stage]"): STAGE_NAMES.values(),
    ("declared/results", "_VIEW_HEADS[view]"): _VIEW_HEADS.values(),
    ("declared/seal", "_ASSURANCES[each.assurance]"): seal._ASSURANCES.values(),
    ("declared/seal", "each.engagement"): Engagement,
    ("declared/seal", "opinion.opinion.type"): OpinionType,
    ("declared/seal", "opinion.type"): OpinionType,
    ("declared/second_life", "SECOND_LIFE_NAMES[method]"): SECOND_LIFE_NAMES.values(),
    ("display", "grade.grade.value.replace('_', ' ')"): spaced([*DataGrade, *LawGrade]),
    ("display", "words"): (*Outcome, *Cause),
    ("evidence/letter", "name"): ("built", "control", "software"),
    ("evidence/letter", "topic"): Topic,
    ("evidence/letter", "point.ask"): [point.ask for point in POINTS],
    ("html", "_MARK_NAMES[cell.blank]"): html._MARK_NAMES.values(),
    ("html", "report.rounding"): (ROUNDING_RULE,),
    ("pdf/content", "report.rounding"): (ROUNDING_RULE,),
    ("terminal", "report.rounding"): (ROUNDING_RULE,),
    ("workbook", "report.rounding"): (ROUNDING_RULE,),
    ("html", "part.title"): [section.title for section in SECTIONS],
    ("pdf/content", "section.title"): [section.title for section in SECTIONS],
    ("terminal", "section.title"): [section.title for section in SECTIONS],
    ("workbook", "section.title"): [section.title for section in SECTIONS],
    ("workbook", "head"): ("What to do next", "What", "By", "Because"),
    ("workbook", "name"): ("Value", "Low", "High", "low", "high"),
    ("readiness/document", "words"): readiness_document._NAMED.values(),
    ("readiness/document", "_STANDINGS[each.standing]"): readiness_document._STANDINGS.values(),
    ("readiness/methods", "ROLES[role]"): readiness_words.ROLES.values(),
    ("readiness/sureness", "TRUTHS[line.truth]"): TRUTHS.values(),
    ("readiness/sureness", "text"): JOINED.values(),
    ("readiness/words", "ROLES[ask.role]"): readiness_words.ROLES.values(),
    ("readiness/words", "str(provision.voice)"): Voice,
    ("regimes/pack_report", "str(each.voice)"): Voice,
    ("regimes/pack_report", "str(each.modality)"): Modality,
    ("regimes/question_report", "str(question.cause)"): Cause,
    ("regimes/timeline_report", "str(event.kind)"): EventKind,
}  # fmt: skip
"""What is said by `say(…)` of something else than a text, by module and by what stands there."""

SAYERS = {"say", "signs.say"}


def said_in(path: Path) -> Iterator[ast.expr]:
    """Whatever is given to `say` or `signs.say` in a module.

    A text of a pack says itself in a language, `provision.title.say(language)`, and is no word of
    the program.
    """
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in SAYERS:
            yield node.args[0]


def constant_texts(path: Path, said: ast.expr) -> list[str] | None:
    """The texts that an expression can only stand for; None where they are not in it."""
    match said:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=ast.Constant(value=str(one)), orelse=ast.Constant(value=str(other))):
            return [one, other]
        case ast.Name(id=name) if name.isupper():
            parts = path.relative_to(REPORTS).with_suffix("").parts
            return [getattr(import_module(".".join(("cradlegate.reports", *parts))), name)]
    return None


@cache
def collect() -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """The texts that renderers say, and what else they say, by module."""
    words: set[str] = set()
    others: set[tuple[str, str]] = set()
    for path in REPORTS.rglob("*.py"):
        for said in said_in(path):
            found = constant_texts(path, said)
            if found is None:
                module = path.relative_to(REPORTS).with_suffix("").as_posix()
                others.add((module, ast.unparse(said)))
            else:
                words |= set(found)
    return frozenset(words), frozenset(others)


def texts_of_the_program() -> frozenset[str]:
    vocabularies = {str(text) for words in VOCABULARIES.values() for text in words}
    return collect()[0] | vocabularies


@cache
def messages(language: Language) -> Mapping[str, str]:
    path = files("cradlegate.declaration") / "data" / "locale" / f"{language}.po"
    catalogue = read_po(BytesIO(path.read_bytes()), locale=language)
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


# --- The lists of words -------------------------------------------------------------------------


def test_nothing_is_said_whose_words_are_not_known_here():
    """A new `say(…)` of something else than a text needs its vocabulary in this module."""
    assert collect()[1] == set(VOCABULARIES)
    assert len(collect()[0]) > 120


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_of_the_program_has_its_words(language: Language):
    listed = messages(language)
    assert sorted(texts_of_the_program() - set(listed)) == []
    assert [text for text in texts_of_the_program() if not listed[text].strip()] == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_words_are_listed_that_nobody_says(language: Language):
    assert sorted(set(messages(language)) - texts_of_the_program()) == []


@pytest.mark.parametrize("language", OTHERS)
def test_words_have_the_placeholders_of_their_text(language: Language):
    for text, words in messages(language).items():
        assert placeholders(words) == placeholders(text), text


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_left_in_english(language: Language):
    assert [text for text, words in messages(language).items() if words == text] == []
    assert all(translate(text, language) == words for text, words in messages(language).items())


@pytest.mark.parametrize("language", OTHERS)
def test_words_begin_and_end_as_their_text_does(language: Language):
    """A sentence stays one, and no blank is added or lost; `no.` is none.

    Chinese has a full stop of its own, and Thai has none.
    """
    for text, words in messages(language).items():
        assert words == words.strip(), text
        if " " in text and language is not Language.THAI:
            assert (words[-1] in ".:。：") == (text[-1] in ".:"), text


@pytest.mark.parametrize("language", OTHERS)
def test_no_list_names_a_text_twice(language: Language):
    path = files("cradlegate.declaration") / "data" / "locale" / f"{language}.po"
    names = re.findall(r'^msgid "(.+)"$', path.read_text("utf-8"), re.MULTILINE)
    assert len(names) == len(set(names)) == len(messages(language))


def test_english_is_what_the_program_says():
    for text in texts_of_the_program():
        assert translate(text, Language.ENGLISH) == text


def test_what_is_no_text_of_the_program_stays_as_it_is():
    for words in ("VMC-850", "est-cast-iron", "Example Machine Works (invented)", ""):
        assert translate(words, VI) == words


# --- Everything that can be in a declaration has a word -----------------------------------------


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (END_POINTS, allowed("machine", "transport_end")),
        (document._SCOPES, allowed("machine", "declared_for")),
        (texts._METHODS, allowed("eol", "method")),
        (blocks._DRIVERS, list(Driver)),
        (blocks._AXES, ["mass", "energy", "ghg"]),
        (COVERAGE_NAMES, list(CoverageClass)),
        (_VIEW_HEADS, list(View)),
        (CATEGORY_NAMES, list(Category)),
        (seal._ASSURANCES, list(Assurance)),
    ],
    ids=["end points", "scopes", "methods", "drivers", "axes", "coverage", "views", "categories", "assurances"],
)  # fmt: skip
def test_every_value_that_a_declaration_can_hold_has_a_name(
    table: Mapping[str, str], values: Iterable[str]
):
    assert {str(key) for key in table} == {str(value) for value in values}


# --- The shipped example in another language ----------------------------------------------------


@cache
def rendered(language: Language, form: Format) -> bytes:
    [data] = render_declaration(signed_example(), [language], [form]).values()
    return data


class Words(HTMLParser):
    """Every text of an HTML page, in order, with the element or attribute it stands in."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.tag = ""
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag = tag
        self.found += [(f"{tag} {name}", value or "") for name, value in attrs if name in {"title", "aria-label", "alt"}]  # fmt: skip

    def handle_data(self, data: str) -> None:
        if data.strip() and self.tag != "style":
            self.found.append((self.tag, data.strip()))


def html_words(language: Language) -> list[tuple[str, str]]:
    return Words(rendered(language, Format.HTML).decode()).found


def sheet_words(language: Language) -> list[str]:
    book = CalamineWorkbook.from_filelike(BytesIO(rendered(language, Format.XLSX)))
    cells = [
        cell
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    return [*book.sheet_names, *(cell for cell in cells if isinstance(cell, str) and cell)]


def foreign_words(stated: Declaration) -> set[str]:
    """What the program does not say itself: ids, the maker's words, names of factors and sources."""
    blocks, machine = stated.blocks, stated.machine
    words = {text for _, text in list_free_texts(stated)} | set(stated.results.by_subassembly)
    words |= {f"{stated.maker.name} ({stated.maker.country})"}
    words |= {f"{works.name} ({works.country})" for works in machine.works}
    words |= {f"HS {machine.hs_code} ({machine.hs_edition})", "11 kW, S1"}
    for factor in blocks.assumptions.factors:
        words |= {factor.id, factor.name, factor.unit, factor.source, factor.licence}
        words.add(f"{factor.region}, {factor.years}")
    words |= {f"{one.start} – {one.end}" for one in blocks.assumptions.distances}
    words |= {key.id for key in blocks.allocation.keys} | set(blocks.gwp.mix)
    for kept in blocks.evidence.kept:
        words |= {kept.id, kept.kind, kept.issuer, kept.sha256}
    for signed in blocks.evidence.signed_off:
        words |= {signed.section, signed.role, signed.prepared_by, signed.reviewed_by}
    words |= {*STAGE_NAMES, stated.made_from.method, f"cradlegate {stated.made_from.product}"}
    return {" ".join(word.split()) for word in words}


DIGEST = re.compile("sha256:[0-9a-f]{64}")
MEASURE = re.compile(
    r"[0-9.,\N{NARROW NO-BREAK SPACE}]* ?(kg|t|km|kg C|%|(kg|t) CO2e(/kg|/kW|/h)?)"
)
SAME_IN_BOTH = {"SHA-256"}
"""Words that are the same in both languages."""


def is_of_the_program(text: str, stated: Declaration) -> bool:
    """A picture lists its parts with a `;` between them, and each may be the maker's."""
    return is_said_by_it(text, stated) and any(
        is_said_by_it(part, stated) for part in text.split("; ")
    )


def is_said_by_it(text: str, stated: Declaration) -> bool:
    plain = " ".join(text.split()).removesuffix(", t CO2e")
    plain = re.sub(
        f" (?=[0-9]){MEASURE.pattern}$", "", plain
    )  # a picture names a part with its figure
    if plain.endswith("…"):  # a chart shortens what has no room
        shown = plain.removesuffix("…")
        return not any(word.startswith(shown) for word in foreign_words(stated))
    return bool(
        re.search(r"[^\W\d]", plain)
        and plain not in foreign_words(stated) | SAME_IN_BOTH
        and not DIGEST.fullmatch(plain)
        and not MEASURE.fullmatch(plain)
    )


@pytest.mark.parametrize("language", OTHERS)
def test_a_page_reads_the_same_in_two_languages_only_where_the_program_says_nothing(
    language: Language,
):
    one, other = html_words(Language.ENGLISH), html_words(language)
    assert [place for place, _ in one] == [place for place, _ in other]
    assert len(one) > 900
    same = {text for (_, text), (_, words) in zip(one, other, strict=True) if text == words}
    assert sorted(text for text in same if is_of_the_program(text, declaration())) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_workbook_reads_the_same_in_two_languages_only_where_the_program_says_nothing(
    language: Language,
):
    one, other = sheet_words(Language.ENGLISH), sheet_words(language)
    assert len(one) == len(other) > 700
    same = {text for text, words in zip(one, other, strict=True) if text == words}
    assert sorted(text for text in same if is_of_the_program(text, declaration())) == []


def test_head_and_foot_of_a_printed_sheet_have_no_english_words():
    for language in Language:
        with zipfile.ZipFile(BytesIO(rendered(language, Format.XLSX))) as book:
            sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
            feet = {
                foot
                for name in sheets
                for foot in re.findall("<oddFooter>(.*?)</oddFooter>", book.read(name).decode())
            }
        assert len(sheets) > 15
        # codes of a sheet's foot: left, name of the sheet, right, page, number of pages
        assert {re.sub("&amp;[LARPN]", "", foot).strip(" /") for foot in feet} == {""}


SHORT = 12
"""Signs from which a piece of a text is sought inside other words, and not as a whole alone."""


def pieces(text: str) -> list[str]:
    """What stands between the placeholders of a text."""
    return [part.strip() for part, _, _, _ in Formatter().parse(text) if part.strip()]


def spoken_by_others() -> str:
    """Words of the maker and of libraries that may hold words of the program."""
    warnings = " | ".join(w.found for w in declaration().blocks.assumptions.warnings)
    return " | ".join([*foreign_words(declaration()), warnings])


def long_pieces() -> list[str]:
    others = spoken_by_others()
    found = {piece for text in texts_of_the_program() for piece in pieces(text)}
    return sorted(piece for piece in found if len(piece) >= SHORT and piece not in others)


@pytest.mark.parametrize("language", OTHERS)
def test_no_piece_of_an_english_text_stands_in_a_page_or_workbook_of_another_language(
    language: Language,
):
    page = " | ".join(text for _, text in html_words(language))
    book = " | ".join(sheet_words(language))
    english = " | ".join(text for _, text in html_words(Language.ENGLISH))
    assert len(long_pieces()) > 100
    assert len([piece for piece in long_pieces() if piece in english]) > 90
    assert [piece for piece in long_pieces() if piece in page] == []
    assert [piece for piece in long_pieces() if piece in book] == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_text_stands_alone_in_a_page_or_workbook_of_another_language(
    language: Language,
):
    others = foreign_words(declaration())
    names = texts_of_the_program() - others
    alone = {text for _, text in html_words(language)} - others
    words = {part for text in alone for part in (text, *re.split(", | · |: ", text))}
    assert sorted(names & words) == []
    assert sorted(names & set(sheet_words(language))) == []


KINDS = ("H1", "H2", "H3", "TH", "TD", "P", "LBody", "Figure")
"""Tags of a PDF whose words stand alone."""


TITLES_OF_PDFS = {
    VI: "Bản công bố dấu chân các-bon: VMC-850",
    Language.CHINESE: "碳足迹声明：VMC-850",
    Language.THAI: "คำประกาศคาร์บอนฟุตพริ้นท์: VMC-850",
    Language.INDONESIAN: "Deklarasi jejak karbon: VMC-850",
    Language.JAPANESE: "カーボンフットプリント宣言：VMC-850",
    Language.KOREAN: "탄소발자국 선언: VMC-850",
}


@pytest.mark.parametrize("language", SAMPLED)
def test_no_piece_of_an_english_text_stands_in_a_pdf_of_another_language(language: Language):
    """Not in what is seen, nor in what a screen reader says of pictures, nor in its title."""
    data = rendered(language, Format.PDF)
    seen = flat(" ".join(pages_of(data)))
    told = flat(" ".join(figure.alt for figure in elements_of(data, "/Figure")))
    others = flat(spoken_by_others())
    sought = [flat(piece) for piece in long_pieces() if flat(piece) not in others]
    assert len(sought) > 100
    assert [piece for piece in sought if piece in seen or piece in told] == []
    alone = {flat(tag.text) for kind in KINDS for tag in read_tags(data).all(kind)}
    foreign = {flat(word) for word in foreign_words(declaration())}
    assert len(alone) > 300
    assert sorted({flat(text) for text in texts_of_the_program()} & (alone - foreign)) == []
    with pikepdf.open(BytesIO(data)) as document:
        assert document.Root.Lang == language
        title = str(document.open_metadata()["dc:title"])
    assert title == TITLES_OF_PDFS[language]


def test_a_page_names_its_language():
    assert b'<html lang="en">' in rendered(Language.ENGLISH, Format.HTML)
    assert b'<html lang="vi">' in rendered(VI, Format.HTML)


# --- Numbers ------------------------------------------------------------------------------------


def test_numbers_are_written_with_the_signs_of_the_language():
    assert number_signs(Language.ENGLISH) == NumberSigns(".", "\u202f")
    for comma in (VI, Language.INDONESIAN):
        assert number_signs(comma) == NumberSigns(",", ".")
    for point in (Language.CHINESE, Language.THAI, Language.JAPANESE, Language.KOREAN):
        assert number_signs(point) == NumberSigns(".", ",")


@pytest.mark.parametrize(
    ("value", "english", "vietnamese"),
    [
        ("22.0572940327", "22.1", "22,1"),
        ("2005.20854843", "2\u202f010", "2.010"),
        ("1234567.5", "1\u202f230\u202f000", "1.230.000"),
        ("0.0861", "0.0861", "0,0861"),
        ("-1050", "\u22121\u202f050", "\u22121.050"),
        ("999", "999", "999"),
    ],
)
def test_a_number_reads_as_its_language_writes_it(value: str, english: str, vietnamese: str):
    figure = Figure(Decimal(value))
    assert figure_text(figure, signs_of(Language.ENGLISH)) == english
    assert figure_text(figure, signs_of(VI)) == vietnamese


def test_the_headline_and_the_figure_per_kw_read_as_their_languages_write_them():
    for language, headline, per_kw in (
        (Language.ENGLISH, "22.1 t CO2e", "2\u202f010 kg CO2e/kW"),
        (VI, "22,1 t CO2e", "2.010 kg CO2e/kW"),
    ):
        shown = [text for _, text in html_words(language)]
        assert headline in shown
        assert per_kw in shown


def test_numbers_inside_sentences_read_so_too():
    """Twelve and a half years, a cut-off of 0.5 %, a net mass of 5.8 t, 4000 hours, 2000 draws."""
    stated = declaration()
    unit, boundary = stated.blocks.declared_unit, stated.blocks.system_boundary
    assert unit.per_hour is not None
    hours = replace(unit.per_hour, life_years=Decimal("12.5"))
    changed = replace(
        stated,
        blocks=replace(
            stated.blocks,
            declared_unit=replace(unit, per_hour=hours),
            system_boundary=replace(boundary, cutoff_mass=Decimal("0.005")),
        ),
    )
    wanted = {
        Language.ENGLISH: ("12.5 years", "4\u202f000 hours", "0.5 %", "5.8 t", "2\u202f000 draws"),
        VI: ("12,5 năm", "4.000 giờ", "0,5 %", "5,8 t", "2.000 lần"),
    }
    for language, phrases in wanted.items():
        report = report_declaration(make_document(changed), language)
        said: str = " ".join(text for section in report.sections for text in section.texts)
        for text in phrases:
            assert text in said


def test_days_are_written_as_iso_8601_in_every_language():
    for language in Language:
        found: list[Any] = [text for _, text in html_words(language) if "2026-0" in text]
        assert "2026-03-31" in found


@pytest.mark.parametrize(
    ("language", "written"),
    [
        (Language.ENGLISH, "25 August 2026"),
        (Language.VIETNAMESE, "25 tháng 8, 2026"),
        (Language.CHINESE, "2026年8月25日"),
        (Language.THAI, "25 สิงหาคม พ.ศ. 2569"),
        (Language.INDONESIAN, "25 Agustus 2026"),
        (Language.JAPANESE, "2026年8月25日"),
        (Language.KOREAN, "2026년 8월 25일"),
    ],
)
def test_a_letter_writes_a_day_as_its_language_does_and_thai_by_the_buddhist_era(language, written):
    assert write_day(date(2026, 8, 25), language) == written
