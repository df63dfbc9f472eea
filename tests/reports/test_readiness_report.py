"""Whether a consignment may go, in the words that its reader acts on."""

import json
import re
from dataclasses import replace
from functools import lru_cache
from io import BytesIO

import jsonschema
import pytest
from python_calamine import CalamineWorkbook

from cradlegate.core.fault import FaultsError
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.languages import Language, write_day
from cradlegate.regimes.decision import replay, write_decision
from cradlegate.regimes.pack.provision import Citation
from cradlegate.regimes.vocabulary import shipped_vocabulary
from cradlegate.reports.display import signs_of
from cradlegate.reports.html import render_html
from cradlegate.reports.json_envelope import render_json
from cradlegate.reports.readiness.document import report_readiness
from cradlegate.reports.readiness.letters import write_letters
from cradlegate.reports.readiness.words import say_citation
from cradlegate.reports.report import Status, Text
from cradlegate.reports.terminal import render_terminal
from cradlegate.reports.workbook import render_workbook
from cradlegate.work.prepare import prepare
from tests.border.shipments import (
    NAMES,
    VN,
    consignment,
    judged,
    judgement,
    read_one,
    register,
    shipment,
    terms,
)
from tests.border.test_requests import WHOLE
from tests.reports.test_json_envelope import strict_schema

EN, VI = Language.ENGLISH, Language.VIETNAMESE
JUDGED = [name for name in NAMES if name != "C07"]
NEVER = re.compile(
    r"\b(compl(?:y|iant|iance)|approved|guaranteed|carbon neutral|please|simply)\b|!", re.IGNORECASE
)


@lru_cache(maxsize=32)
def report(name, language=EN):
    return report_readiness(judged(name).readiness, language)


def lines(name, **options):
    return [line for line in render_terminal(report(name), **options).splitlines() if line.strip()]


def texts_of(found, table):
    """The rows of a table, each cell as its text; one that has none is empty."""
    return [[getattr(cell, "text", "") for cell in row] for row in found.table(table).rows]


def outcome(found):
    return found.answer.verdict.outcome


def checklist(found):
    """Rows of both checklists of a report."""
    tables = [each for each in found.tables if each.id.startswith(("binding_", "advised_"))]
    return [
        dict(zip([column.id for column in each.columns], row, strict=True))
        for each in tables
        for row in each.rows
    ]


@pytest.mark.requirement("S0-12")
@pytest.mark.parametrize("name", JUDGED)
@pytest.mark.parametrize("language", Language)
def test_the_checklist_has_one_row_for_every_requirement(name, language):
    titles = [each.provision.title.say(language) for each in judgement(name).findings]
    assert sorted(row["what"].text for row in checklist(report(name, language))) == sorted(titles)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", JUDGED)
def test_every_row_ends_in_a_citation_or_is_a_house_rule(name):
    for row in checklist(report(name)):
        last = list(row.values())[-1]
        assert re.fullmatch(r"[a-z-]+ para \d+, (reported|commentary|advice)|house rule", last.text)


@pytest.mark.parametrize("name", JUDGED)
def test_both_languages_have_the_same_rows_and_outcomes(name):
    english, other = report(name, EN), report(name, VI)
    assert [each.id for each in english.tables] == [each.id for each in other.tables]
    for one, two in zip(english.tables, other.tables, strict=True):
        assert [column.id for column in one.columns] == [column.id for column in two.columns]
        shown = [[cell for cell in row if isinstance(cell, Status)] for row in one.rows]
        assert shown == [[cell for cell in row if isinstance(cell, Status)] for row in two.rows]
    assert english.answer.verdict == other.answer.verdict
    assert len(english.next_steps) == len(other.next_steps)
    assert [each.by for each in english.next_steps] == [each.by for each in other.next_steps]


def test_what_blocks_stands_first_and_tests_below_their_document():
    binding = report("C05").table(f"binding_{VN}")
    shown = [(row[0].outcome, row[1].depth) for row in binding.rows]
    assert shown[0] == (Outcome.NOT_MET, 0)
    assert {depth for _, depth in shown[1:]} == {1}
    order = [Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.MET, Outcome.NOT_APPLICABLE]
    ranks = [order.index(outcome) for outcome, _ in shown[1:]]
    assert ranks == sorted(ranks)


def test_what_is_advised_stands_at_one_depth_and_what_is_not_met_first():
    rows = report("C05").table(f"advised_{VN}").rows
    assert {row[1].depth for row in rows} == {0}
    assert rows[0][0].outcome is Outcome.NOT_MET


@pytest.mark.requirement("X-4", part="readiness")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", Language)
def test_every_output_says_what_it_is_not_and_nothing_that_is_not_ours_to_say(name, language):
    found = report(name, language)
    outputs = [render_terminal(found), render_json(found), render_html(found)]
    outputs += write_letters(judged(name).readiness, language).values()
    for text in outputs[:2]:
        assert not NEVER.search(text.replace("\\n", "\n")), NEVER.search(text)
    for text in outputs[3:]:
        assert not NEVER.search(text)
    visible = re.sub(r"<(style|script).*?</\1>|<[^>]*>", " ", outputs[2], flags=re.DOTALL)
    assert not NEVER.search(visible), NEVER.search(visible)
    if language is EN:
        assert all("not legal advice" in text for text in (" ".join(outputs[0].split()), visible))


@pytest.mark.requirement("S1-9", "S1-29", part="consequence")
def test_the_consequence_is_named_beside_the_verdict():
    (row,) = report("C05").table("regimes").rows
    assert "held or rejected at the port; no tariff surcharge" in row[4].text


@pytest.mark.parametrize(
    ("name", "answer", "step"),
    [
        ("C01", "✓ met · C01, 1 VMC-850 to VN: nothing is missing", "Nothing to do."),
        ("C02", "? law · C02, 1 VMC-850 to VN: not ready yet", "1. you: ask Ministry of Industry and Trade"),
        ("C03", "✗ not met · C03, 1 VMC-850 to VN: not ready", "1. Example Machine Tool Works: engage"),
        ("C05", "✗ not met · C05", "1. Example Machine Tool Works: engage"),
        ("C06", "✗ not met · C06, 1 TM-400 to VN", "1. verification body: issue"),
        ("C07", "– not applicable · C07, 1 L-250 to VN: does not apply: 12/2026/TT-BCT", "Nothing to do."),
        ("C08", "? law · C08, 1 L-250 to VN: open whether 12/2026/TT-BCT applies", "1. verification body: issue"),
        ("C10", "? law · C10", "1. Example Verification Body 1 (invented): issue"),
        ("C11", "? fact · C11", "1. Example Verification Body 1 (invented): When was"),
        ("C12", "? fact · C12", "1. Example Customs Services: On which day"),
    ],
)  # fmt: skip
def test_the_first_lines_give_the_answer_and_who_does_what(name, answer, step):
    first = lines(name)[:5]
    assert first[0].startswith(answer)
    assert any(line.strip().startswith(step) for line in first)


def test_the_first_five_lines_say_by_when():
    assert "by 2026-06-30" in " ".join(" ".join(lines("C05")[:6]).split())
    assert "late by 51 days" in " ".join(" ".join(lines("C05")[:6]).split())


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ("2026-06-29", "needed on 2026-08-25"),
        ("2026-06-30", "needed on 2026-08-25"),
        ("2026-07-01", "late by one day"),
        ("2026-07-02", "late by 2 days"),
    ],
)
def test_what_is_late_is_said_in_words(known, said):
    from datetime import datetime

    moment = datetime.fromisoformat(f"{known}T09:00Z")
    found = prepare(consignment("C06"), terms(known_as_of=moment)).readiness
    (step,) = report_readiness(found).next_steps
    assert step.because == said


def test_a_promise_is_named_with_its_day():
    first = report("C10").next_steps[0]
    assert (str(first.by), first.because) == ("2026-08-25", "promised for 2026-08-22")


def test_without_a_trust_list_the_reader_is_asked_for_one_first():
    found = report_readiness(prepare(consignment("C05"), terms(trust_list=None)).readiness)
    assert found.next_steps[0].who == "you"
    assert "--trust" in found.next_steps[0].what
    assert ("trust list", "none") in found.provenance


def test_many_steps_are_cut_and_counted():
    machines = [
        {"id": f"M{number}", "serials": f"SN-{number}", "maker_id": f"maker-{number}", "cnc": ""}
        for number in range(1, 10)
    ]
    found = report_readiness(prepare(read_one(shipment(*machines)), terms()).readiness)
    assert len(found.next_steps) == 7
    assert re.fullmatch(r"see the \d+ other steps under Whom to ask", found.next_steps[-1].what)


def test_machines_of_one_model_are_counted_together():
    rows = [{"id": f"M{number}", "serials": f"SN-{number}"} for number in (1, 2)]
    rows.append({"id": "M3", "model": "TM-400", "serials": "", "qty": "3"})
    found = report_readiness(prepare(read_one(shipment(*rows)), terms()).readiness)
    assert found.answer.headline.startswith("C1, 2 VMC-850, 3 TM-400 to VN: ")


def test_machines_that_stand_apart_are_named():
    second = {"id": "M2", "serials": "SN-2"}
    found = report_readiness(prepare(read_one(shipment({}, second)), terms()).readiness)
    whole = next(row for row in checklist(found) if "accompanies" in row["what"].text)
    assert whole["note"].text.startswith("M2")
    assert "M1" not in whole["note"].text.partition(":")[0]


def test_of_many_machines_that_stand_apart_some_are_named():
    machines = [{"id": f"M{number}", "serials": f"SN-{number}"} for number in range(1, 9)]
    found = report_readiness(prepare(read_one(shipment(*machines)), terms()).readiness)
    whole = next(row for row in checklist(found) if "accompanies" in row["what"].text)
    assert whole["note"].text.startswith("M2, M3, M4, M5, M6, …")


def test_a_test_that_asks_nothing_is_not_applicable():
    rows = {row["what"].text: row for row in checklist(report("C05"))}
    row = rows["the body is in good standing at entry"]
    assert (row["status"].outcome, row["note"].text) == (Outcome.NOT_APPLICABLE, "")


def test_a_row_names_what_it_waits_for_and_what_is_open():
    rows = {row["what"].text: row["note"].text for row in checklist(report("C10"))}
    assert rows["a carbon footprint report accompanies the machine"] == (
        "waits for: carbon footprint report of the machine"
    )
    rows = {row["what"].text: row["note"].text for row in checklist(report("C11"))}
    assert rows["the body is accredited for Vietnam"].startswith("open: body.accredited_by")


@pytest.mark.requirement("S1-31", part="watched, and overdue when its quarter is over")
def test_what_is_watched_is_overdue_when_its_day_is_over():
    from datetime import UTC, datetime

    def state(moment):
        found = prepare(consignment("C01"), terms(known_as_of=moment)).readiness
        rows = texts_of(report_readiness(found), f"watch_{VN}")
        return next(row[3] for row in rows if "accepted methods" in row[0])

    assert state(datetime(2026, 9, 30, tzinfo=UTC)) == "open"
    assert state(datetime(2026, 10, 1, tzinfo=UTC)) == "overdue"


@pytest.mark.requirement("S1-32", part="watched")
def test_commodity_codes_are_watched():
    rows = report("C01").table(f"watch_{VN}").rows
    assert any("commodity codes" in row[0].text for row in rows)


@pytest.mark.requirement("S1-7", part="conflict shown, both answers decide")
def test_the_conflict_over_the_accreditor_is_a_warning():
    warned = [each.text for each in report("C02").notes if each.is_warning]
    assert any("calls VinaCert the national accreditation body" in text for text in warned)
    (row,) = report("C02").table(f"questions_{VN}").rows
    assert (row[0].text, row[2].text) == ("accreditor", "VinaCert, BoA")


def test_a_question_with_an_index_is_named_with_it():
    table = report("C10").table(f"readings_{VN}")
    assert table.columns[0].title == "covers_procedure[temporary]"
    assert [row[-1].outcome for row in table.rows] == [Outcome.UNDETERMINED, Outcome.MET]


def test_many_readings_are_cut_and_counted(monkeypatch):
    from cradlegate.reports.readiness import law

    monkeypatch.setattr(law, "MOST_READINGS", 1)
    table = report_readiness(judged("C02").readiness).table(f"readings_{VN}")
    assert (len(table.rows), getattr(table.more, "rows", 0)) == (1, 1)


@pytest.mark.requirement("S1-3", part="used machines, with what is not judged of them")
def test_a_used_machine_is_told_what_is_not_judged():
    assert any("Used machinery: Decision 18/2019" in each.text for each in report("C06").notes)
    assert not any("Used machinery" in each.text for each in report("C01").notes)


def test_a_decision_to_ship_is_shown_until_it_ends_and_changes_nothing():
    rows = [
        {"until": "2026-08-19"},
        {"id": "D2", "until": "2026-08"},
        {"id": "D3", "decided_at": "2026-08-21"},
        {"id": "D4"},
    ]
    read = read_one(shipment(decisions=rows))
    found = report_readiness(prepare(read, terms()).readiness)
    table = found.table("ship_decisions")
    shown = [row[-1] for row in texts_of(found, "ship_decisions")]
    assert shown == ["has ended", "holds", "holds"]
    assert "changes no status" in table.note
    without = report_readiness(prepare(replace(read, decisions=()), terms()).readiness)
    assert found.answer == without.answer


def test_nobody_said_which_documents_there_are():
    found = report_readiness(prepare(read_one(shipment(documents=None)), terms()).readiness)
    assert found.table("documents").note == "Nobody has said which documents there are."


def test_what_is_wanted_counts_in_the_answer():
    wanted = prepare(consignment("C04"), terms(wanted=("report.body_at_entry",))).readiness
    found = report_readiness(wanted)
    assert outcome(found) is Outcome.NOT_MET
    assert found.answer.headline.endswith("not met: the body is in good standing at entry")
    assert any("whether the report still counts" in each.what for each in found.next_steps)


def test_of_several_regimes_the_worst_decides():
    (pack,) = terms().packs
    other = replace(pack, id="other", provisions=pack.provisions[:1])
    readiness = prepare(consignment("C03"), terms(packs=(other, pack))).readiness
    assert outcome(report_readiness(readiness)) is Outcome.NOT_MET


def test_a_pack_whose_own_text_was_read_is_not_called_unconfirmed():
    (pack,) = terms().packs
    read = {name: replace(each, is_primary_text_seen=True) for name, each in pack.sources.items()}
    confirmed = prepare(consignment("C05"), terms(packs=(replace(pack, sources=read),))).readiness
    assert not any(
        "nobody here has read" in each.text for each in report_readiness(confirmed).notes
    )
    assert not any("trade press" in text for text in write_letters(confirmed, EN).values())
    assert all(
        "trade press" in text for text in write_letters(judged("C05").readiness, EN).values()
    )


def test_an_answer_that_was_read_does_not_make_the_rest_confirmed():
    (pack,) = terms().packs
    answer = replace(pack.sources["press"], id="letter", is_primary_text_seen=True)
    mixed = replace(pack, sources={**pack.sources, "letter": answer})
    found = report_readiness(prepare(consignment("C05"), terms(packs=(mixed,))).readiness)
    assert any("nobody here has read" in each.text for each in found.notes)


@pytest.mark.parametrize("name", NAMES)
def test_the_workbook_opens_with_a_sheet_for_every_table(name):
    found = report(name)
    book = CalamineWorkbook.from_filelike(BytesIO(render_workbook(found)))
    assert len(book.sheet_names) == 1 + len(found.tables)
    cells = {
        str(cell).strip()
        for sheet in book.sheet_names
        for row in book.get_sheet_by_name(sheet).to_python()
        for cell in row
    }
    texts = {
        cell.text
        for table in found.tables
        for row in table.rows
        for cell in row
        if isinstance(cell, Text)
    }
    assert {text for text in texts if text} <= cells | {""}


@pytest.mark.parametrize("name", NAMES)
def test_the_envelope_keeps_its_schema(name):
    jsonschema.validate(json.loads(render_json(report(name))), strict_schema())


@pytest.mark.parametrize("name", NAMES)
def test_plain_output_has_plain_signs_alone(name):
    assert render_terminal(report(name), plain=True).isascii()


@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_wider_than_the_terminal(name):
    assert max(map(len, lines(name))) <= 100


def test_a_terminal_speaks_the_language_of_its_report():
    said = render_terminal(report("C05", VI))
    assert "What to do next" not in said


@pytest.mark.parametrize("name", NAMES)
def test_a_decision_comes_out_the_same_and_no_byte_of_it_may_change(name):
    data = write_decision(judged(name).readiness.decision)
    assert replay(data, "decision.json", shipped_vocabulary()).outcome is Outcome.MET
    for at in (len(data) // 3, len(data) // 2):
        changed = bytearray(data)
        changed[at] ^= 1
        with pytest.raises(FaultsError) as error:
            replay(bytes(changed), "decision.json", shipped_vocabulary())
        assert {fault.code for fault in error.value.faults} == {"RG-020"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", Language)
def test_letters_name_everything_that_is_asked_and_end_with_the_exporter(name, language):
    readiness = judged(name).readiness
    letters = write_letters(readiness, language)
    asked = [ask for each in readiness.asks.values() for ask in each]
    parties = {(each.role, each.party) for each in asked}
    assert len(letters) == len(parties)
    for ask in asked:
        (text,) = [
            text for file, text in letters.items()
            if file in {f"request-{ask.role}-{ask.party}.{language}.txt", f"request-{ask.role}.{language}.txt"}
        ]  # fmt: skip
        assert ask.what.say(language) in text
        assert not ask.about or f"({ask.about})" in text
        assert not ask.by or write_day(ask.by, language) in text
    for text in letters.values():
        assert text.endswith("\nExample Machine Tool Works\n")
        assert "press para" in text or "house rule" in text or language is not EN


def test_a_letter_says_what_is_asked_why_and_by_when():
    text = write_letters(judged("C10").readiness, EN)["request-verifier-body-1.en.txt"]
    assert text.startswith(
        "To: Example Verification Body 1 (invented)\nSubject: Request for consignment C10: 1 × VMC-850 (SN-10)\n"
    )
    assert "1. issue a carbon footprint report that covers this machine (R10)\n" in text
    assert "Needed on 25 August 2026." in text
    assert "a carbon footprint report accompanies the machine [press para 2]" in text


def test_a_letter_says_that_the_day_of_entry_is_not_known():
    read = read_one(shipment({"entry_date": "", "broker_id": "b"}))
    (text, *_) = write_letters(prepare(read, terms()).readiness, EN).values()
    assert "planned for a day not yet known" in text


def test_a_letter_about_what_opens_the_scope_names_its_provision():
    read = read_one(shipment({"cnc": ""}))
    text = write_letters(prepare(read, terms()).readiness, EN)["request-maker-maker.en.txt"]
    assert "machines and procedures covered" in text


def test_parties_whose_names_are_spelled_alike_get_letters_of_their_own():
    machines = [
        {"id": "M1", "maker_id": "m.1", "cnc": ""},
        {"id": "M2", "serials": "SN-2", "maker_id": "m-1", "cnc": ""},
    ]
    letters = write_letters(prepare(read_one(shipment(*machines)), terms()).readiness, EN)
    assert {"request-maker-m-1.en.txt", "request-maker-m-1.2.en.txt"} <= set(letters)


def test_a_question_that_changes_nothing_is_shown_and_asked_of_nobody():
    """A lathe with driven tools may be covered; its report is in order whether it is or not."""
    read = read_one(shipment({"kind": "cnc_lathe", "driven_tools": "yes"}, documents=[WHOLE]))
    readiness = prepare(read, terms()).readiness
    found = report_readiness(readiness)
    assert readiness.decision.judgements[0].applies.outcome is Outcome.UNDETERMINED
    assert (outcome(found), found.next_steps) == (Outcome.MET, ())
    assert [row[0] for row in texts_of(found, f"questions_{VN}")] == ["lathe_with_driven_tools"]


def test_a_register_that_is_no_example_is_not_called_one():
    own = replace(register(), is_example=False)
    found = report_readiness(prepare(consignment("C01"), terms(registers=(own,))).readiness)
    assert not any("invented" in each.text for each in found.notes)


@pytest.mark.parametrize(
    ("para", "said"), [("7", "letter para 7"), ("-", "letter"), ("Article 5", "letter, Article 5")]
)
def test_a_citation_names_its_paragraph_where_it_has_one(para, said):
    assert say_citation(Citation("letter", para, "words"), signs_of(EN)) == said
