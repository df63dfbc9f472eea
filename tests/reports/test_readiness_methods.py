"""How the study behind a declaration stands to methods, in every form of the readiness report."""

import csv
import json
from dataclasses import replace
from functools import cache
from io import BytesIO

import jsonschema
import pytest
from python_calamine import CalamineWorkbook

from cradlegate.compose import gate
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.languages import Language
from cradlegate.regimes.pack.provision import ProvisionKind
from cradlegate.reports.html import render_html
from cradlegate.reports.json_envelope import render_json
from cradlegate.reports.readiness.document import report_readiness
from cradlegate.reports.readiness.rows import write_rows
from cradlegate.reports.terminal import render_terminal
from cradlegate.reports.workbook import render_workbook
from tests.border.shipments import consignment
from tests.reports.test_json_envelope import strict_schema
from tests.reports.test_readiness_report import NEVER
from tests.work.test_methods import ISO, PAPER, TR, pack, ready, small

EN = Language.ENGLISH


@cache
def cited():
    """The example under the method that it names itself and the one that its contract cites."""
    read = ready(small({**PAPER, "standard": "ISO 14067"}, cites=f"{TR}; buyer-spec-7"))
    return read, gate.judge_methods_of(read, ())


@cache
def report(language=EN, *, is_traced=True):
    read, methods = cited()
    return report_readiness(read, language, methods, is_traced=is_traced)


def rows_of(found, table):
    columns = [column.id for column in found.table(table).columns]
    return [dict(zip(columns, row, strict=True)) for row in found.table(table).rows]


def flat(text):
    return " ".join(text.split())


def rules_of(name):
    """What a method asks, read from its pack."""
    return [
        each
        for each in pack(name).provisions
        if each.kind is not ProvisionKind.APPLIES and not each.is_exclusion
    ]


@pytest.mark.requirement("S0-12", part="rows of methods equal their rules one to one")
@pytest.mark.parametrize("language", Language)
def test_the_rows_of_a_method_are_its_rules_one_to_one(language):
    found = report(language)
    for at, name in enumerate((ISO, TR), 1):
        titles = sorted(each.title.say(language) for each in rules_of(name))
        tables = [f"study_binding_{at}", f"study_advised_{at}"]
        rows = [row for table in tables for row in rows_of(found, table)]
        assert sorted(row["what"].text for row in rows) == titles
        assert all(row["source"].text for row in rows)


@pytest.mark.requirement("S0-12", part="rules of methods in the checklist as CSV")
@pytest.mark.parametrize("language", Language)
def test_the_checklist_as_csv_ends_with_every_rule_of_every_method(language):
    read, methods = cited()
    text = write_rows(read, language, methods).decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    own = [row for row in rows if row["declaration"]]
    asked = [(name, each.id) for name in (ISO, TR) for each in rules_of(name)]
    assert [(row["regime"], row["requirement"]) for row in own] == asked
    assert rows[-len(own) :] == own
    assert {row["declaration"] for row in own} == {"own.json"}
    assert all(row["what"] and row["status"] and row["source"] for row in own)
    by_rule = {row["requirement"]: row for row in own}
    assert by_rule["cl.6.6"]["status"] == "undetermined"
    assert by_rule["cl.6.6"]["because"] == "fact"
    if language is EN:
        assert by_rule["cl.6.6"]["from_whom"] == "maker"
        assert by_rule["quality.limit"]["from_whom"] == "maker"
    assert write_rows(read, language).decode("utf-8-sig").count("own.json") == 0


def test_verdicts_stand_with_their_counts_and_who_names_the_method():
    """29 rules of ISO 14067 bind; five ask for what the example has not, and six are open."""
    iso, advised, report_tr, _ = rows_of(report(), "methods")
    assert iso["method"].text == "ISO 14067:2018"
    assert iso["named_by"].text == "a declaration in hand"
    assert report_tr["named_by"].text == "the contract"
    assert iso["verdict"].outcome is Outcome.UNDETERMINED
    names = ("not_met", "undetermined", "met", "not_applicable")
    assert [int(iso[name].value) for name in names] == [0, 6, 18, 5]
    assert sum(int(iso[name].value) + int(advised[name].value) for name in names) == len(
        rules_of(ISO)
    )


def test_a_regime_that_names_a_method_is_named_beside_it():
    read, methods = cited()
    named = replace(methods, named_by={ISO: ("Guidelines", "Channel"), TR: ()})
    rows = rows_of(report_readiness(read, EN, named), "methods")
    assert rows[0]["named_by"].text == "Guidelines; Channel; a declaration in hand"


def test_a_terminal_lists_what_is_open_and_counts_the_rest():
    found = report(is_traced=False)
    table = found.table("study_binding_1")
    assert [row[0].outcome for row in table.rows] == [Outcome.UNDETERMINED] * 6
    assert table.more.rows == 18 + 5
    assert not [each.id for each in found.tables if each.id.startswith("trace_study")]
    said = flat(render_terminal(found))
    assert "The study behind the footprint Judged over what the declaration says" in said
    assert "23 more rows: they are met or not applicable; --trace lists them" in said
    to_do = [row["to_do"].text for row in rows_of(found, "study_binding_1")]
    assert any("maker: What are the limits of the study?" in each for each in to_do)
    whole = report().table("study_binding_1")
    assert (len(whole.rows), whole.more) == (29, None)
    assert report().table("trace_study_1").rows


def test_what_is_not_met_stands_first_with_its_remedy():
    first = rows_of(report(), "study_advised_2")[0]
    assert first["status"].outcome is Outcome.NOT_MET
    by_title = {row["what"].text: row for row in rows_of(report(), "study_advised_2")}
    limit = next(each for each in rules_of(TR) if each.id == "quality.limit")
    row = by_title[str(limit.title)]
    assert row["to_do"].text == "maker: replace the factors with the worst scores"


def test_a_rule_without_a_remedy_names_whom_to_ask():
    read, methods = cited()
    (study,) = methods.studies
    judged = study.judgements[1]
    bare = [
        replace(each, provision=replace(each.provision, remedy=None)) for each in judged.findings
    ]
    changed = replace(study, judgements=(replace(judged, findings=tuple(bare)),))
    found = report_readiness(read, EN, replace(methods, studies=(changed,)))
    assert rows_of(found, "study_advised_1")[0]["to_do"].text == "maker"


def test_an_open_text_is_asked_of_its_reader_and_a_met_rule_of_nobody():
    rows = rows_of(report(), "study_binding_2")
    assert rows[0]["to_do"].text.startswith("May a stated national electricity mix stand in for")
    listed = [row["to_do"].text for row in rows_of(report(), "study_advised_2")[:6]]
    assert any(each.startswith("Is this database listed") and "(" in each for each in listed)
    assert rows[-1]["status"].outcome is Outcome.MET
    assert not hasattr(rows[-1]["to_do"], "text")


def test_a_method_that_does_not_apply_on_the_day_is_named_without_rows():
    from datetime import date

    read = ready(small(cites=TR), law_as_of=date(2026, 5, 20))
    methods = gate.judge_methods_of(read, ())
    found = report_readiness(read, EN, methods)
    (row,) = rows_of(found, "methods")
    assert (row["verdict"].text, row["named_by"].text) == ("does not apply", "the contract")
    assert not [each.id for each in found.tables if each.id.startswith("study_")]
    assert write_rows(read, EN, methods) == write_rows(read, EN)


def test_no_answer_above_changes_with_a_method():
    read, _ = cited()
    alone = report_readiness(read)
    assert alone.answer == report().answer
    assert alone.next_steps == report().next_steps
    assert [each for each in report().sections if each.id == "methods"]
    assert not [each for each in alone.sections if each.id == "methods"]


def test_notes_say_how_well_methods_are_known_and_what_was_not_judged():
    warned = [each.text for each in report().notes if each.is_warning]
    assert "ISO 14067:2018 is known at second hand; nobody here has read its text." in warned
    assert "The contract cites buyer-spec-7, and no study here was judged by it." in warned
    read, methods = cited()
    left = replace(methods, left_out={"x.json": "no JSON"})
    said = [each.text for each in report_readiness(read, EN, left).notes]
    assert "The study behind x.json is not judged by a method: no JSON" in said


def test_a_method_whose_own_text_was_read_is_not_called_second_hand():
    read, methods = cited()
    (study,) = methods.studies
    judged = study.judgements[0]
    seen = {
        name: replace(each, is_primary_text_seen=True) for name, each in judged.pack.sources.items()
    }
    own = replace(judged, pack=replace(judged.pack, sources=seen))
    one = replace(methods, studies=(replace(study, judgements=(own,)),))
    assert not any("second hand;" in each.text for each in report_readiness(read, EN, one).notes)


def test_declarations_and_methods_are_named_with_their_digests():
    _, methods = cited()
    made_from = dict(report().provenance)
    assert made_from["declaration own.json"] == methods.studies[0].read.digest
    assert made_from[ISO].endswith(pack(ISO).digest)


@pytest.mark.parametrize("language", Language)
def test_every_form_holds_the_methods_and_no_word_that_is_not_ours(language):
    found = report(language)
    jsonschema.validate(json.loads(render_json(found)), strict_schema())
    sheets = CalamineWorkbook.from_filelike(BytesIO(render_workbook(found))).sheet_names
    assert len(sheets) == 1 + len(found.tables)
    page = render_html(found)
    assert found.table("study_binding_1").title in page
    assert not NEVER.search(render_terminal(found))


def test_no_line_is_wider_than_the_terminal():
    for is_traced in (True, False):
        said = render_terminal(report(is_traced=is_traced))
        assert max(map(len, said.splitlines())) <= 100


def test_the_tables_are_the_same_in_every_language():
    ids = [[(each.id, len(each.rows)) for each in report(one).tables] for one in Language]
    assert all(each == ids[0] for each in ids)


def test_two_studies_have_tables_of_their_own():
    read = ready(consignment("C05"))
    methods = gate.judge_methods_of(read, ())
    (study,) = methods.studies
    twice = replace(methods, studies=(study, replace(study, file="second.dossier")))
    found = report_readiness(read, EN, twice)
    assert "vmc-850.dossier" in found.table("study_binding_1").title
    assert "second.dossier" in found.table("study_binding_2").title
    assert len([each for each in found.tables if each.id == f"sources_{ISO}"]) == 1
