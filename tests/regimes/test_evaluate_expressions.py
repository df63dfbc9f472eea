"""What an expression gives for what is known: absent is no, unknown stays unknown with its name."""

from datetime import date

import pytest

from cradlegate.core.blank import Blank
from cradlegate.core.cause import Cause
from cradlegate.core.period import Interval
from cradlegate.regimes.evaluate.interpret import OpenKind, OpenPoint
from cradlegate.regimes.facts import Fact
from tests.regimes.packs import (
    MET,
    NOT_MET,
    UNDETERMINED,
    judge,
    make_base,
    make_pack,
    name_points,
    provision,
    question,
    status,
)

LIMIT = {
    "kind": "number",
    "values": [{"value": 5, "to": "2026-06-30"}, {"value": 10, "from": "2026-07-01"}],
}


def ask(test, facts=None, **fields):
    pack = make_pack(provision("a", test=test), **fields)
    return status(pack, "a", make_base(facts))


@pytest.mark.parametrize(
    ("test", "facts", "outcome"),
    [
        ("machine.cnc", {"machine.cnc": True}, MET),
        ("machine.cnc", {"machine.cnc": False}, NOT_MET),
        ("machine.cnc", {"machine.cnc": "none"}, NOT_MET),
        ("machine.cnc", {"machine.cnc": None}, UNDETERMINED),
        ("machine.cnc", {}, UNDETERMINED),
        ("!machine.cnc", {"machine.cnc": "none"}, MET),
        ("!machine.cnc", {}, UNDETERMINED),
        ("machine.cnc == machine.y_axis", {"machine.cnc": True, "machine.y_axis": True}, MET),
        ("machine.made_in == 'VN'", {"machine.made_in": "VN"}, MET),
        ("machine.made_in == 'VN'", {"machine.made_in": "none"}, NOT_MET),
        ("machine.made_in != 'VN'", {"machine.made_in": "none"}, MET),
        ("machine.made_in != 'VN'", {}, UNDETERMINED),
        ("machine.made_in in ['VN']", {"machine.made_in": "none"}, NOT_MET),
        ("machine.quantity < 5", {"machine.quantity": "none"}, NOT_MET),
        ("machine.quantity >= 5", {"machine.quantity": "none"}, NOT_MET),
        ("has(machine.built)", {"machine.built": "2021"}, MET),
        ("has(machine.built)", {"machine.built": "none"}, NOT_MET),
        ("has(machine.built)", {}, UNDETERMINED),
        ("machine.built + days(1) < consignment.entry_date", {"machine.built": "none"}, NOT_MET),
        ("'1' in machine.serials", {"machine.serials": []}, NOT_MET),
        ("'1' in machine.serials", {"machine.serials": ["1", "2"]}, MET),
        ("machine.cnc || machine.y_axis", {"machine.cnc": True}, MET),
        ("machine.cnc && machine.y_axis", {"machine.cnc": False}, NOT_MET),
        ("machine.cnc && machine.y_axis", {"machine.cnc": True}, UNDETERMINED),
        ("machine.cnc || machine.y_axis", {"machine.cnc": False}, UNDETERMINED),
        ("machine.quantity > 4", {"machine.quantity": "5–6"}, MET),
        ("machine.quantity > 5", {"machine.quantity": "5–6"}, UNDETERMINED),
        ("machine.quantity > 6", {"machine.quantity": "5–6"}, NOT_MET),
    ],
)
def test_absent_is_no_and_unknown_stays_unknown(test, facts, outcome):
    assert ask(test, facts).outcome is outcome


def test_what_is_not_applicable_is_not_there():
    pack = make_pack(provision("a", test="has(machine.built)"))
    base = make_base()
    base.machines[0].facts["machine.built"] = Fact(Blank.NOT_APPLICABLE, "test")  # type: ignore[index]
    assert status(pack, "a", base).outcome is NOT_MET


@pytest.mark.parametrize(
    ("test", "facts", "points"),
    [
        ("machine.cnc && machine.y_axis", {}, ["machine.cnc", "machine.y_axis"]),
        ("machine.cnc && machine.y_axis", {"machine.cnc": True}, ["machine.y_axis"]),
        ("machine.cnc && (machine.y_axis || true)", {}, ["machine.cnc"]),
        ("machine.cnc || machine.y_axis && false", {}, ["machine.cnc"]),
        ("machine.built < consignment.entry_date", {"machine.built": "2026"}, ["machine.built"]),
        (
            "machine.built < consignment.entry_date",
            {"machine.built": "2026", "consignment.entry_date": "2026-08"},
            ["consignment.entry_date", "machine.built"],
        ),
        ("machine.quantity > 5", {"machine.quantity": "5–6"}, ["machine.quantity"]),
        (
            "machine.made_in == consignment.dispatch",
            {"machine.made_in": "CN"},
            ["consignment.dispatch"],
        ),
    ],
)
def test_only_what_can_still_change_the_outcome_is_named(test, facts, points):
    found = ask(test, facts)
    assert (name_points(found), found.because) == (points, (Cause.FACT,))


def test_what_is_absent_on_one_side_leaves_nothing_open_on_the_other():
    assert ask("machine.built < machine.built", {"machine.built": "none"}).outcome is NOT_MET
    assert ask("machine.made_in == consignment.dispatch", {"machine.made_in": "none"}).points == ()


def test_a_point_says_what_it_is_about():
    pack = make_pack(provision("a", test="machine.cnc && consignment.importer_boi"))
    points = status(pack, "a", make_base(machines={"m1": {}})).points
    assert points == (
        OpenPoint(OpenKind.FACT, "consignment.importer_boi", "shipment"),
        OpenPoint(OpenKind.FACT, "machine.cnc", "m1"),
    )


@pytest.mark.parametrize(
    ("built", "outcome"),
    [
        ("2021-08-14", MET),
        ("2021-08-15", NOT_MET),
        ("2021-08-16", NOT_MET),
        ("2021", UNDETERMINED),
        ("2021-08", UNDETERMINED),
        ("2020", MET),
        ("2022", NOT_MET),
    ],
)
def test_older_than_five_years_is_told_by_the_day_or_not_at_all(built, outcome):
    test = "machine.built + years(5) < consignment.entry_date"
    found = ask(test, {"machine.built": built, "consignment.entry_date": "2026-08-15"})
    assert found.outcome is outcome
    assert name_points(found) == (["machine.built"] if outcome is UNDETERMINED else [])


# Parameters and tables.


@pytest.mark.parametrize(
    ("entry_date", "outcome"), [("2026-06-30", NOT_MET), ("2026-07-01", MET), ("2026-12", MET)]
)
def test_a_parameter_has_the_value_of_the_day(entry_date, outcome):
    facts = {"machine.quantity": 7, "consignment.entry_date": entry_date}
    found = ask("machine.quantity < param.limit", facts, parameters={"limit": LIMIT})
    assert found.outcome is outcome


@pytest.mark.parametrize("entry_date", ["2026-06/2026-07", None])
def test_a_parameter_that_changes_within_the_days_is_open_by_the_day(entry_date):
    facts = {"machine.quantity": 7, "consignment.entry_date": entry_date}
    found = ask("machine.quantity < param.limit", facts, parameters={"limit": LIMIT})
    assert (found.outcome, found.because) == (UNDETERMINED, (Cause.FACT,))
    assert found.points == (OpenPoint(OpenKind.FACT, "consignment.entry_date", "shipment"),)


def test_a_parameter_that_begins_within_the_days_is_open_by_the_day():
    later = {"kind": "number", "values": [{"value": 10, "from": "2026-07-01"}]}
    facts = {"machine.quantity": 7, "consignment.entry_date": "2026-06/2026-07"}
    found = ask("machine.quantity < param.limit", facts, parameters={"limit": later})
    assert name_points(found) == ["consignment.entry_date"]


@pytest.mark.parametrize("entry_date", ["2026-06-30", "2026-06"])
@pytest.mark.parametrize("missing", ["law", "unread", "fact"])
def test_a_parameter_without_a_value_is_open_by_the_cause_that_it_names(entry_date, missing):
    later = {
        "kind": "number",
        "missing": missing,
        "values": [{"value": 10, "from": "2026-07-01"}],
    }
    facts = {"machine.quantity": 7, "consignment.entry_date": entry_date}
    found = ask("machine.quantity < param.limit", facts, parameters={"limit": later})
    assert found.because == (Cause(missing),)
    assert found.points == (OpenPoint(OpenKind(missing), "limit"),)


def test_a_parameter_that_always_holds_needs_no_day():
    always = {"kind": "number", "values": [{"value": 10}]}
    facts = {"machine.quantity": 7, "consignment.entry_date": None}
    pack = make_pack(
        provision("a", test="machine.quantity < param.limit"), parameters={"limit": always}
    )
    assert status(pack, "a", make_base(facts)).outcome is MET


def test_a_parameter_that_is_a_month_is_never_taken_for_one_of_its_days():
    roughly = {"kind": "date", "values": [{"value": "2026-07"}]}
    facts = {"machine.built": "2026-07-15"}
    found = ask("machine.built < param.since", facts, parameters={"since": roughly})
    assert (found.outcome, found.points) == (
        UNDETERMINED,
        (OpenPoint(OpenKind.LAW, "since"),),
    )
    both = ask("machine.built < param.since && true", facts, parameters={"since": roughly})
    assert both.outcome is UNDETERMINED


TABLE = {
    "kind": "number",
    "keys": ["text", "text"],
    "missing": "unread",
    "values": [
        {"keys": ["VN", "new"], "value": 10},
        {"keys": ["VN", "used"], "value": 5, "from": "2026-07-01"},
    ],
}


@pytest.mark.parametrize(
    ("facts", "outcome", "points"),
    [
        ({"machine.made_in": "VN", "machine.condition": "new"}, MET, []),
        ({"machine.made_in": "VN", "machine.condition": "used"}, NOT_MET, []),
        ({"machine.made_in": "TH", "machine.condition": "used"}, UNDETERMINED, ["limit"]),
        ({"machine.made_in": "none", "machine.condition": "used"}, UNDETERMINED, ["limit"]),
        ({"machine.made_in": "VN"}, UNDETERMINED, ["machine.condition"]),
        ({}, UNDETERMINED, ["machine.condition", "machine.made_in"]),
        (
            {
                "machine.made_in": "VN",
                "machine.condition": "used",
                "consignment.entry_date": "2026-06-30",
            },
            UNDETERMINED,
            ["limit"],
        ),
    ],
)
def test_a_table_gives_the_value_of_its_row_or_says_what_is_missing(facts, outcome, points):
    test = "machine.quantity < table.limit[machine.made_in, machine.condition]"
    found = ask(test, {"machine.quantity": 7, **facts}, tables={"limit": TABLE})
    assert (found.outcome, name_points(found)) == (outcome, points)


# Open questions with an index.


COVERS = {"covers": question(index="consignment.procedure")}


@pytest.mark.parametrize(
    ("facts", "points", "questions"),
    [
        ({"consignment.procedure": "bonded"}, [], (("covers", "bonded"),)),
        ({"consignment.procedure": "none"}, [], (("covers", ""),)),
        ({}, ["consignment.procedure"], ()),
    ],
)
def test_a_question_is_asked_for_the_index_that_is_met(facts, points, questions):
    found = ask("open.covers[consignment.procedure]", facts, questions=COVERS)
    assert (name_points(found), found.questions) == (points, questions)


def test_an_index_that_is_itself_an_open_question_stays_open_by_law():
    questions = {
        "which": question("bonded", "repair"),
        **COVERS,
    }
    found = ask("open.covers[open.which]", {}, questions=questions)
    assert (found.outcome, found.because) == (UNDETERMINED, (Cause.LAW,))


def test_the_law_of_a_day_is_read_where_one_is_given():
    pack = make_pack(
        provision("a", test="machine.quantity < param.limit"), parameters={"limit": LIMIT}
    )
    base = make_base({"machine.quantity": 7, "consignment.entry_date": None})
    before = judge(pack, base, date(2026, 6, 30)).finding("a").status.outcome
    after = judge(pack, base, date(2026, 7, 1)).finding("a").status.outcome
    assert (before, after) == (NOT_MET, MET)


def test_a_day_is_an_interval_of_one_day():
    assert Interval.parse("2026-07-01").days == 1
