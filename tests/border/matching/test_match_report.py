"""What comparing an entry gave, in words: the answer, who does what, and the table."""

import pytest

from cradlegate.border.matching.field_match import Relation
from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.declaration.languages import Language, translate
from cradlegate.reports.matching.broker_sheet import Attachment, choose_languages, write_sheet
from cradlegate.reports.matching.document import report_match
from cradlegate.reports.report import Report
from cradlegate.reports.terminal import render_terminal
from tests.border.matching.entries import (
    NUMBER,
    SERIAL,
    consignment,
    declared,
    document,
    entry,
    expected,
    matched,
    submission,
)

LODGED = {"state": "registered", "registered_at": "2026-08-26T10:00+07:00"}


def report(*lines, **given) -> Report:
    return report_match(matched(*lines, **given), "cradlegate test")


def steps(*lines, **given) -> list[str]:
    return [f"{each.who}: {each.what}" for each in report(*lines, **given).next_steps]


def test_the_answer_counts_what_agrees():
    made = report(submission=submission())
    assert made.answer.headline == ("entry 109999000017, draft: all 24 fields equal or compatible")
    assert made.answer.verdict is not None
    assert made.answer.verdict.outcome is Outcome.MET


def test_conflicts_come_first_with_both_values_their_relation_and_their_places():
    made = report({"serials": "VMC850-26-0118"})
    assert made.answer.headline.endswith("1 of 19 fields in conflict: serial numbers")
    first = made.table("fields").rows[0]
    assert [getattr(cell, "text", "") for cell in first][2:4] == [SERIAL, "VMC850-26-0118"]
    places = [getattr(cell, "text", "") for cell in made.table("places").rows[0]]
    assert places[1] == "conflict"
    assert places[2] == "shipments.csv, row 2, id M1, column serials"
    assert places[3] == "draft.csv, row 2, column serials"


def test_unknown_fields_are_asked_for_in_one_step_for_each_remedy():
    said = steps(is_shipped=False, submission=submission(cf_value=""))
    assert said == [
        (
            "customs broker: give the shipment with its parties, with --shipment: exporter, maker, "
            "date of manufacture"
        ),
        "whoever submitted: complete the submission: footprint, submitted",
        "customs broker: compare the registered entry once more, with --registered",
    ]
    assert "enter who confirmed it" in steps({"confirmed_by": ""})[0]
    assert "look at both sides" in steps({"hs_edition": ""})[0]


def test_each_conflict_names_who_can_mend_it():
    assert steps({"origin": "JP"}) == [
        (
            "customs broker: find out which side is right, and mend the draft or ask the maker: origin "
            "in line 1 is JP, not CN"
        )
    ]
    late = submission(submitted_at="2026-08-28")
    assert steps(submission=late)[0].startswith("whoever submitted: mend the submission")
    assert steps(shipped=consignment({"model": "X"}))[0].startswith("maker: declare these machines")
    before = steps({"arrival_at": "2026-08-01"})
    assert before[0].startswith("you: look at the dates, filed before arrival")
    many = steps({"origin": "JP", "dispatch": "JP", "model": "X", "serials": "Y", "qty": "3",
                  "hs_national": "846000", "condition": "used"})  # fmt: skip
    assert len(many) == 7
    assert "1 other fields" in many[-1]


@pytest.mark.requirement("S2-14", part="a later discrepancy would void the benefit, in words")
def test_a_conflict_after_lodgement_would_void_the_benefit():
    made = report({**LODGED, "origin": "JP"})
    assert "would void the benefit of the RCEP green customs channel" in made.answer.headline
    assert "reported, S2-14" in made.next_steps[0].because
    assert "mend the entry" in made.next_steps[1].what
    assert "would void" not in report({"origin": "JP"}).answer.headline
    assert "would void" not in report(LODGED).answer.headline


def test_a_registered_entry_is_set_beside_its_draft():
    same = report(registered=entry(LODGED))
    assert "26 of 26 columns are equal." in str(same.table("registered").rows)
    changed = report(registered=entry({**LODGED, "bl_no": "X", "net_mass [kg]": "5801"}))
    table = changed.table("registered")
    assert len(table.rows) == 2
    assert table.note == "24 of 26 columns are equal."
    assert "registered as drafted (bl_no)" in changed.answer.headline
    assert changed.next_steps[1].what.endswith("bl_no is X, not EXBL-2608-01")
    moved = report(registered=entry({**LODGED, "line": "2"}))
    assert "line 2" in str(moved.table("places").rows)


def test_a_declaration_that_does_not_hold_or_is_nobodys_is_said_first():
    broken = report(seal=Finding(Outcome.NOT_MET, "the signature does not fit"))
    assert broken.answer.headline.startswith("do not rely on this declaration")
    assert [each.what for each in broken.next_steps] == [
        "ask the maker for the declaration as it was signed"
    ]
    assert broken.tables == ()
    unclear = report(seal=Finding(Outcome.UNDETERMINED, "no trust list was given"))
    assert unclear.answer.headline.endswith("whose declaration it is stays open")
    assert "--trust" in unclear.next_steps[0].what
    assert unclear.answer.verdict is not None
    assert unclear.answer.verdict.outcome is Outcome.UNDETERMINED


def test_the_grade_the_house_rules_and_what_was_not_given_are_said():
    notes = " ".join(each.text for each in report(is_shipped=False).notes)
    assert "reported by trade press and not confirmed in an official text" in notes
    assert "Not given, and not compared: submission, shipment." in notes
    assert "by the procedure codes as known to us, not checked" in notes
    other = " ".join(each.text for each in report({"system": "CDS"}).notes)
    assert "IDC" not in other
    text = render_terminal(report(), width=100, plain=True, unicode=False, color=False)
    assert "not legal advice" in text
    assert text.isascii()


def test_a_field_that_is_not_compared_is_no_unknown_one():
    made = report({"maker_name": "-"})
    assert made.answer.headline.endswith("all 18 fields equal or compatible")
    row = next(row for row in made.table("fields").rows if "maker" in str(row[1]))
    assert "not compared" in str(row[-1])
    assert matched({"maker_name": "-"}).relation is Relation.COMPATIBLE


# --- The sheet for the broker ------------------------------------------------------------------


@pytest.mark.requirement(
    "S1-4", part="the report accompanies the goods: number and digest to paste and attach"
)
@pytest.mark.requirement("S1-17", part="sheet for the broker with equal values in two languages")
def test_the_sheet_has_the_same_values_in_every_language():
    papers = (Attachment("carbon footprint report", "", "vmc-850.dossier", "sha256:1"),)
    text = write_sheet(expected(shipped=consignment()), papers, tuple(Language))
    english, vietnamese = text.split("\n\n" + translate("Sheet for the customs broker", "vi"))
    for part in (english, vietnamese):
        for value in ("VMC-850", SERIAL, NUMBER, document().digest, "845710 / 2022", "5800",
                      "6158", ": 22057.2940327", ": CN", "1 machine", "vmc-850.dossier, sha256:1"):  # fmt: skip
            assert value in part
    assert "new" in english
    assert "mới" in vietnamese


def test_what_nobody_says_is_a_question_mark_on_the_sheet():
    text = write_sheet(expected(), (), (Language.ENGLISH,))
    assert "country of origin: ?" in text
    assert "serial number " not in text


def test_the_sheet_is_in_the_language_of_the_destination_where_there_are_words():
    assert expected().destination == "VN"
    assert expected(shipped=consignment({"destination": "TH"})).destination == "TH"
    assert choose_languages("VN", tuple(Language)) == (Language.ENGLISH, Language.VIETNAMESE)
    assert choose_languages("VN", (Language.ENGLISH,)) == (Language.ENGLISH,)
    assert choose_languages("TH", tuple(Language)) == (Language.ENGLISH, Language.THAI)
    assert choose_languages("DE", tuple(Language)) == (Language.ENGLISH,)


def test_a_series_is_described_by_what_is_known_of_it():
    series = expected(declared(declared_for="series_average", condition="used"))
    assert series.describe() == "machining centre VMC-850, used"
