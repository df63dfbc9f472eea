"""The report on a portfolio says what the lists say, and how sure that is, in every rendering."""

import json

import jsonschema
import polars as pl
import pytest

from cradlegate.core.outcome import Outcome
from cradlegate.reports.html import render_html
from cradlegate.reports.json_envelope import envelope_schema, render_json
from cradlegate.reports.report import NOT_APPLICABLE, UNKNOWN, Figure, Text
from cradlegate.reports.screening.document import report_screening
from cradlegate.reports.terminal import render_terminal
from tests.border.portfolio.portfolios import pack, portfolio, screened
from tests.regimes.packs import make_pack, provision, question, scope

RCEP = "rcep-green-customs-channel-2026"
RULES = make_pack(
    scope("consignment.destination == 'VN'"),
    provision("cnc", test="machine.cnc || open.wide", remedy={"en": "fit a control"}, asked="maker"),
    questions={"wide": question(plan_for=True, watch=["ministry"]), "narrow": question()},
    disputes=[{"id": "doubt", "text": {"en": "Two sources differ."}}],
)  # fmt: skip
NO_ERRORS = pl.DataFrame(
    schema=dict.fromkeys(
        ("file", "row", "id", "column", "code", "found", "rule", "remedy"), pl.String
    )
)


def report(*lines, packs=(RULES,), errors=NO_ERRORS, **options):
    screening, _ = screened(portfolio(*lines), *packs, **options)
    return report_screening(screening, errors)


def table(drawn, table_id):
    return next((each for each in drawn.tables if each.id == table_id), None)


def cells(drawn, table_id):
    found = table(drawn, table_id)
    assert found is not None
    return [[show(cell) for cell in row] for row in found.rows]


def show(cell):
    match cell:
        case Text():
            return cell.text
        case Figure():
            return cell.value
        case _:
            return cell


@pytest.mark.parametrize(
    ("lines", "outcome", "said"),
    [
        ([{"cnc": "yes"}, {"destination": "TH"}], Outcome.MET, "2 lines; 1/2026: 1 met"),
        ([{"cnc": "yes"}, {"cnc": ""}], Outcome.UNDETERMINED, "2 lines; 1/2026: 1 undetermined, 1 met"),
        ([{"destination": "TH"}], Outcome.NOT_APPLICABLE, "1 line"),
    ],
)  # fmt: skip
def test_the_answer_counts_lines_by_status(lines, outcome, said):
    answer = report(*lines).answer
    assert (answer.verdict.outcome, answer.headline) == (outcome, said)


def test_a_line_that_is_not_met_makes_the_whole_not_met():
    strict = make_pack(scope(), provision("cnc", test="machine.cnc"))
    answer = report({"cnc": "no"}, {"cnc": "yes"}, {"cnc": ""}, packs=(strict,)).answer
    assert answer.verdict.outcome is Outcome.NOT_MET
    assert answer.headline == "3 lines; 1/2026: 1 not met, 1 undetermined, 1 met"


def test_a_regime_in_which_nothing_binds_is_summed_up_by_its_benefit():
    laser = {
        "kind": "laser_cutting_machine",
        "laser_function": "cutting",
        "origin": "CN",
        "laser_type": "co2",
        "made_in": "CN",
    }
    drawn = report(laser, packs=(pack(RCEP),))
    assert (
        drawn.answer.headline == "1 line; RCEP green customs channel, the benefit: 1 undetermined"
    )
    [family] = cells(drawn, "families")
    assert family[:4] == ["laser cutting machine", "co2", "CN", "new"]
    assert family[8] == 92
    assert [each[1] for each in cells(drawn, "regimes")] == [
        "whether it applies",
        "what binds",
        "the benefit",
    ]


def test_a_family_shows_unknown_and_not_applicable_apart():
    drawn = report({"laser_type": "-"}, {"laser_type": ""})
    assert {each[1] for each in cells(drawn, "families")} == {UNKNOWN, NOT_APPLICABLE}


def test_rows_that_were_not_read_are_counted_once_and_listed():
    fault = {
        "file": "stock.csv",
        "row": 3,
        "id": None,
        "column": "qty",
        "code": "CF-039",
        "found": "x",
        "rule": "r",
        "remedy": "m",
    }
    errors = pl.DataFrame([fault, {**fault, "column": "hs"}])
    drawn = report({}, errors=errors)
    assert drawn.answer.headline.endswith("; 1 row could not be read")
    assert cells(drawn, "errors")[0] == ["stock.csv", "3", UNKNOWN, "qty", "CF-039", "x", "m"]
    more = report({}, errors=pl.concat([errors, errors.with_columns(row=pl.lit(4, pl.Int64))]))
    assert more.answer.headline.endswith("; 2 rows could not be read")


def test_steps_name_who_what_and_by_when():
    first, law = report({"cnc": "", "maker_id": "works"}).next_steps
    assert (first.who, first.by.isoformat()) == ("works", "2026-08-25")
    assert first.what == "Is it numerically controlled? (1 line, such as M1)"
    assert law.who == "you"
    assert law.what == "ask Ministry in writing: How is it meant?"
    assert law.because == "it decides 1 line"


def test_open_law_says_what_to_plan_for():
    screening = report({"cnc": "no"})
    assert cells(screening, "open_law") == [
        ["1/2026", "wide", "How is it meant?", "yes, no", "yes", "Ministry", "not said", 1]
    ]


def test_open_law_names_where_the_question_stands():
    cited = question(cite={"source": "text", "para": "7", "text": "some words"})
    rules = make_pack(scope(), provision("cnc", test="open.wide"), questions={"wide": cited})
    assert cells(report({}, packs=(rules,)), "open_law")[0][6] == "text para 7"


def test_a_question_without_a_plan_has_none():
    rules = make_pack(scope(), provision("cnc", test="open.wide"), questions={"wide": question()})
    assert cells(report({}, packs=(rules,)), "open_law")[0][4] is NOT_APPLICABLE


def test_long_lists_are_cut_and_say_where_the_rest_stands():
    drawn = report(*({"cnc": "", "maker_id": f"maker{at}"} for at in range(12)))
    chase = table(drawn, "chase")
    assert (len(chase.rows), chase.more.rows) == (10, 2)
    assert "chase.csv" in chase.more.how


def test_a_line_without_a_day_of_entry_shows_none():
    assert UNKNOWN in cells(report({"cnc": "", "entry_date": ""}), "chase")[0]


def test_what_other_packs_change_is_a_table():
    other = make_pack(scope(), provision("cnc", test="machine.y_axis"))
    drawn = report({"cnc": "yes", "y_axis": "no"}, against=(other,))
    assert ["maker", "test", "cnc", "not met", "met", 1] in cells(drawn, "impact")
    assert table(report({}), "impact") is None


def test_doubts_of_a_regime_are_told_where_it_may_apply():
    told = [each.text for each in report({}).notes]
    assert "Two sources differ." in told
    assert "Two sources differ." not in [each.text for each in report({"destination": "TH"}).notes]
    unconfirmed = report({}, packs=(pack(RCEP),)).notes[0]
    assert unconfirmed.is_warning
    assert (
        unconfirmed.text
        == "RCEP green customs channel is known at second hand and not confirmed in an official text."
    )


def test_the_same_report_stands_in_every_rendering():
    drawn = report({"cnc": ""}, {"cnc": "no"})
    envelope = json.loads(render_json(drawn))
    jsonschema.validate(envelope, envelope_schema())
    page = render_html(drawn)
    shown = render_terminal(drawn, width=100)
    for text in (
        "Whom to ask",
        "What the law leaves open",
        "What to look at first",
        "not legal advice",
    ):
        assert text in " ".join(page.split())
        assert text in " ".join(shown.split())
