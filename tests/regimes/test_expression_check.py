"""Expressions that can never mean anything are refused before anybody asks them."""

import pytest

from cradlegate.regimes.expression.check import Names, Type, check_expression
from cradlegate.regimes.expression.parse import parse_expression
from cradlegate.regimes.values import ValueKind
from cradlegate.regimes.vocabulary import Subject
from tests.regimes.packs import VOCABULARY

YES_NO, TEXT = Type(ValueKind.YES_NO), Type(ValueKind.TEXT)
NUMBER, DATE = Type(ValueKind.NUMBER), Type(ValueKind.DATE)
NAMES = Names(
    facts=VOCABULARY.facts,
    subjects=frozenset({Subject.CONSIGNMENT, Subject.MACHINE}),
    questions={
        "q": YES_NO,
        "basis": Type(ValueKind.TEXT, ("elapsed", "calendar_years")),
        "by_kind": YES_NO,
    },
    indexes={"by_kind": Type(ValueKind.TEXT, VOCABULARY.facts["machine.kind"].allowed)},
    parameters={"limit": (NUMBER, ()), "since": (DATE, ()), "ages": (NUMBER, (TEXT, TEXT))},
)


def check(text):
    return check_expression(parse_expression(text), NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "true",
        "machine.cnc",
        "machine.cnc == true",
        "machine.kind == 'turn_mill'",
        "'turn_mill' != machine.kind",
        "machine.kind in ['turn_mill', 'lathe']",
        "consignment.destination in consignment.contract_cites",
        "machine.quantity < param.limit",
        "machine.quantity <= table.ages[machine.kind, machine.made_in]",
        "machine.built + years(5) < consignment.entry_date - days(1)",
        "machine.built >= param.since",
        "open.q || !open.q",
        "open.basis == 'elapsed'",
        "open.by_kind[machine.kind]",
        "open.by_kind['lathe']",
        "has(machine.built) == machine.cnc",
        "machine.made_in == consignment.destination",
    ],
)
def test_an_expression_that_means_something_is_taken(text):
    assert check(text) == ()


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("machine.knid == 'lathe'", "RG-004", 1),
        ("true && open.nothing", "RG-004", 9),
        ("machine.quantity < param.limmit", "RG-004", 20),
        ("machine.quantity < table.age['x']", "RG-004", 20),
        ("has(machine.speed)", "RG-004", 5),
        ("open.by_kind[machine.knid]", "RG-004", 14),
        ("machine.knid + days(1) < param.since", "RG-004", 1),
        ("machine.kind", "RG-005", 1),
        ("machine.built + years(5)", "RG-005", 1),
        ("machine.cnc && machine.kind", "RG-005", 16),
        ("!machine.kind", "RG-005", 2),
        ("machine.cnc == 'yes'", "RG-005", 1),
        ("machine.quantity == '5'", "RG-005", 1),
        ("machine.built < '2026-07-01'", "RG-005", 17),
        ("machine.built == machine.quantity", "RG-005", 1),
        ("machine.kind < 'lathe'", "RG-005", 1),
        ("machine.quantity < machine.model", "RG-005", 20),
        ("machine.cnc >= true", "RG-005", 1),
        ("machine.serials == ['1']", "RG-005", 1),
        ("days(1) == days(1)", "RG-005", 1),
        ("machine.kind in 'lathe'", "RG-005", 17),
        ("machine.kind in machine.model", "RG-005", 17),
        ("machine.quantity in ['5']", "RG-005", 1),
        ("machine.quantity + days(1) < param.since", "RG-005", 1),
        ("machine.built + 1 < param.since", "RG-005", 17),
        ("open.q[machine.kind]", "RG-005", 1),
        ("open.by_kind", "RG-005", 1),
        ("open.by_kind[machine.quantity]", "RG-005", 14),
        ("machine.quantity < table.ages['a']", "RG-005", 20),
        ("machine.quantity < table.ages['a', 5]", "RG-005", 36),
        ("machine.quantity < param.ages", "RG-005", 20),
        ("machine.kind == 'turnmill'", "RG-006", 1),
        ("machine.kind in ['lathe', 'turnmill']", "RG-006", 1),
        ("'turnmill' == machine.kind", "RG-006", 1),
        ("open.basis == 'ellapsed'", "RG-006", 1),
        ("open.by_kind['turnmill']", "RG-006", 14),
        ("'a' in ['b']", "RG-006", 1),
        ("machine.kind == consignment.procedure", "RG-006", 1),
        ("document.is_verified", "RG-007", 1),
        ("has(document.valid_to)", "RG-007", 5),
    ],
)
def test_an_expression_that_means_nothing_is_refused_at_its_character(text, code, position):
    assert [(error.kind.code, error.position) for error in check(text)] == [(code, position)]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("machine.knid == 'lathe'", "machine.kind"),
        ("open.bsais == 'elapsed'", "basis"),
        ("machine.kind == 'turn_mil'", "turn_mill"),
        ("machine.serials == ['1']", "`in`"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_what_was_meant(text, remedy):
    assert remedy in check(text)[0].remedy


def test_what_resembles_nothing_is_answered_without_a_guess():
    assert [error.remedy for error in check("zzzz || machine.kind == '#'")] == ["", ""]


def test_not_belongs_to_the_operand_beside_it_and_not_to_the_comparison():
    assert {error.kind.code for error in check("!machine.kind == 'lathe'")} == {"RG-005"}
    assert check("!(machine.kind == 'lathe')") == ()


def test_everything_wrong_is_named_at_once():
    text = "machine.knid && machine.kind == 'mill' && machine.cnc < 5"
    assert [error.kind.code for error in check(text)] == ["RG-004", "RG-006", "RG-005"]


def test_a_fact_of_a_document_is_known_where_a_document_is_looked_at():
    subjects = NAMES.subjects | {Subject.DOCUMENT, Subject.FIT}
    names = Names(NAMES.facts, subjects, NAMES.questions, NAMES.indexes, NAMES.parameters)
    tree = parse_expression("document.is_verified && fit.machine")
    assert check_expression(tree, names) == ()
