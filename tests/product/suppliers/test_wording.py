"""Questionnaires in the languages of suppliers, and answers read back whatever their language."""

import json
from datetime import date
from itertools import permutations
from string import Formatter

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.product.suppliers.answer import read_answer_json, read_answer_workbook
from cradlegate.product.suppliers.answer_tables import (
    FILL_IN,
    SEND_FIRST,
    TWO_WAYS,
    WORDS,
    questionnaire_tables,
    words_table,
)
from cradlegate.product.suppliers.questionnaire import (
    UNSPOKEN,
    draw_up_questionnaires,
    list_values,
    list_words,
    write_questionnaire_json,
    write_questionnaire_workbook,
)
from cradlegate.product.suppliers.wording import PLAIN, AskedIn, Wording, choose_wording, words_in
from cradlegate.reports.html import render_html
from cradlegate.reports.suppliers.ask_report import DISCLAIMER, NOTES, report_questionnaire
from cradlegate.tables.reading.raw_table import Cell, RawRow, RawTable
from cradlegate.tables.reading.xlsx_tables import read_workbook
from cradlegate.tables.workbook import write_form
from tests.product.suppliers.sent_files import case, codes

DUE = date(2026, 10, 31)
OTHERS = [language for language in AskedIn if language is not AskedIn.ENGLISH]
PAGE = (
    "Questionnaire to {supplier}", "{parts} parts of {machine}; answer by {day}",
    "send the PCF, the EPD or the answer", "Parts", "What is asked", "How the answer is used",
    "line", "part", "material", "mass in one machine", "plant", "sheet of its process",
    "field", "needed", "unit or values", "what", "yes", "no", "Sheet {sheet}: {of}",
    SEND_FIRST, FILL_IN, TWO_WAYS, DISCLAIMER, *NOTES,
)  # fmt: skip
STATED = {
    "declared_unit": "kg", "mass_per_unit": "1 kg", "boundary": "A1-A3", "period": "2025",
    "geography": "CN", "scope_1": "0.6",
}  # fmt: skip


def said_of_tables():
    """Every text, value and kind of cell of the forms; of `about`, nobody fills in a kind."""
    for spec in questionnaire_tables().values():
        yield spec.title
        for column in spec.columns.values():
            yield column.help
            yield from (value for value in list_values(column) if value not in UNSPOKEN)
            if spec.name != "about" and not (column.allowed or column.units or column.unit):
                yield str(column.type)


def asked():
    lines = [each for each in case().bom if each.line_id == "BED-02"]
    [first] = draw_up_questionnaires(lines, case(), DUE)
    return first


def fill_in(data):
    """Fill in the row of the only part, as its columns are headed."""
    specs = {**questionnaire_tables(), WORDS: words_table()}
    tables = {table.spec.name: table for table in read_workbook(specs, "q.xlsx", data).tables}
    [row] = tables["parts"].rows
    cells = {**row.cells, **{name: Cell(text, row.row) for name, text in STATED.items()}}
    tables["parts"] = RawTable(tables["parts"].spec, "", (RawRow(row.row, cells),))
    return write_form(
        {name: specs[name] for name in tables}, "answer", {name: (t,) for name, t in tables.items()}
    )


def test_the_list_has_every_text_and_no_other():
    assert set(words_in(AskedIn.ENGLISH)) == {*PAGE, *said_of_tables()}


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_has_its_words_in_every_language(language):
    for text, words in words_in(language).items():
        assert words.strip() == words != "", text
        assert words != text, text
        names = [sorted(n for _, n, _, _ in Formatter().parse(each) if n) for each in (text, words)]
        assert names[0] == names[1], text


@pytest.mark.parametrize("language", AskedIn)
def test_an_answer_reads_the_same_whatever_language_it_was_asked_in(language):
    plain = read_answer_workbook(fill_in(write_questionnaire_workbook(asked())), "a.xlsx")
    data = write_questionnaire_workbook(asked(), choose_wording([language]))
    found = read_answer_workbook(fill_in(data), "a.xlsx")
    assert (codes(found.faults), found.supplier_id) == ([], plain.supplier_id)
    assert [part.record.values for part in found.parts] == [
        part.record.values for part in plain.parts
    ]


def test_every_pair_of_languages_is_read_back():
    for pair in permutations(AskedIn, 2):
        document = json.loads(write_questionnaire_json(asked(), choose_wording(pair)))
        document["parts"][0] |= STATED
        found = read_answer_json(document, "a.json")
        assert (codes(found.faults), len(found.parts)) == ([], 1), pair


def test_a_sheet_of_words_that_somebody_wrote_into_does_no_harm():
    data = write_questionnaire_workbook(asked(), choose_wording(["ko"]))
    specs = {**questionnaire_tables(), WORDS: words_table()}
    read = {table.spec.name: table for table in read_workbook(specs, "q.xlsx", data).tables}
    assert len(read[WORDS].rows) == len(list_words(asked().tables.values(), Wording()))
    assert codes(read_answer_workbook(fill_in(data), "q.xlsx").faults) == []


def test_the_sheet_of_words_explains_every_field_and_value_in_both_languages():
    rows = list_words(questionnaire_tables().values(), choose_wording(["zh", "en"]))
    by_place = {(r.get("sheet"), r.get("field"), r.get("value")): r for r in rows}
    assert by_place["casting", "furnace", "cupola"]["what"] == "冲天炉 / cupola"
    assert by_place["parts", "geography", None]["needed"] == "是 / yes"
    for spec in questionnaire_tables().values():
        assert {(spec.name, name, None) for name in spec.columns} <= set(by_place)


def test_english_alone_has_no_sheet_of_words():
    reading = read_workbook(questionnaire_tables(), "q.xlsx", write_questionnaire_workbook(asked()))
    assert reading.faults == ()
    assert choose_wording([]) == choose_wording(["en"]) == PLAIN


def test_three_languages_are_refused():
    with pytest.raises(FaultsError) as caught:
        choose_wording(["vi", "zh", "en"])
    assert [fault.code for fault in caught.value.faults] == ["CF-105"]


@pytest.mark.parametrize("language", OTHERS)
def test_the_page_is_in_its_language_throughout(language):
    page = render_html(report_questionnaire(asked(), choose_wording([language])))
    assert f'<html lang="{language}">' in page
    for text in (*PAGE, "What to do next", "Made from", "unknown"):
        if "{" not in text and len(text) > len("material"):
            assert f">{text}<" not in page, text
    for column in questionnaire_tables()["parts"].columns.values():
        assert f">{column.name}<" in page
        assert words_in(language)[column.help] in page
        assert column.help not in page


def test_a_page_in_two_languages_says_both():
    page = render_html(report_questionnaire(asked(), choose_wording(["ja", "en"])))
    assert "部品 / Parts" in page
    assert "材料 / material" in page
    assert "シート energy：" in page
    assert "casting (鋳造)" in page
