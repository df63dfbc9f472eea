"""The grammar of expressions: what binds how, and where a text stops being one."""

from datetime import date
from decimal import Decimal

import pytest

from cradlegate.core.period import Interval
from cradlegate.regimes.expression.errors import ExpressionError
from cradlegate.regimes.expression.parse import DEEPEST, parse_expression
from cradlegate.regimes.expression.syntax import (
    All,
    Any,
    Comparison,
    FactName,
    Has,
    Literal,
    Not,
    ParameterName,
    QuestionName,
    Shifted,
    list_facts,
    list_questions,
    walk,
)
from cradlegate.regimes.expression.tokens import LONGEST_EXPRESSION
from cradlegate.regimes.values import Span


def shape(text):
    """A tree as nested tuples, without places."""
    return _shape(parse_expression(text))


def _shape(node):
    return _SHAPES[type(node)](node)


_SHAPES = {
    Literal: lambda node: node.value,
    FactName: lambda node: node.name,
    QuestionName: lambda node: (
        "open",
        node.name,
        *(_shape(each) for each in (node.index,) if each),
    ),
    ParameterName: lambda node: ("param", node.name, *map(_shape, node.keys)),
    Has: lambda node: ("has", node.fact.name),
    Shifted: lambda node: ("-" if node.is_back else "+", _shape(node.date), _shape(node.span)),
    Comparison: lambda node: (str(node.operator), _shape(node.left), _shape(node.right)),
    Not: lambda node: ("!", _shape(node.operand)),
    All: lambda node: ("&&", *map(_shape, node.operands)),
    Any: lambda node: ("||", *map(_shape, node.operands)),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a || b && c", ("||", "a", ("&&", "b", "c"))),
        ("a && b || c", ("||", ("&&", "a", "b"), "c")),
        ("(a || b) && c", ("&&", ("||", "a", "b"), "c")),
        ("a && b && c", ("&&", "a", "b", "c")),
        ("a || b || c", ("||", "a", "b", "c")),
        ("!a && b", ("&&", ("!", "a"), "b")),
        ("!!a", ("!", ("!", "a"))),
        ("!(a == b)", ("!", ("==", "a", "b"))),
        ("!a == b", ("==", ("!", "a"), "b")),
        ("a == b && c != d", ("&&", ("==", "a", "b"), ("!=", "c", "d"))),
        ("a < b", ("<", "a", "b")),
        ("a <= b", ("<=", "a", "b")),
        ("a > b", (">", "a", "b")),
        ("a >= b", (">=", "a", "b")),
        ("a in ['x', \"y\"]", ("in", "a", ("x", "y"))),
        ("a in ['x',]", ("in", "a", ("x",))),
        ("a in []", ("in", "a", ())),
        ("a + days(1) < b", ("<", ("+", "a", Span(days=1)), "b")),
        ("a - days(1) + months(2)", ("+", ("-", "a", Span(days=1)), Span(months=2))),
        ("years(5)", Span(months=60)),
        ("date('2026-07-01')", Interval(date(2026, 7, 1), date(2026, 7, 1))),
        ("has(machine.built)", ("has", "machine.built")),
        ("open.q", ("open", "q")),
        ("open.q[machine.made_in]", ("open", "q", "machine.made_in")),
        ("param.limit", ("param", "limit")),
        ("table.limit[a, 'b']", ("param", "limit", "a", "b")),
        ("true || false", ("||", True, False)),
        ("1.50", Decimal("1.50")),
        ("'&&'", "&&"),
        ("a\n\t== b", ("==", "a", "b")),
    ],
)
def test_an_expression_is_read_as_its_grammar_says(text, expected):
    assert shape(text) == expected


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 1),
        ("a &&", 5),
        ("a & b", 3),
        ("a b", 3),
        ("(a", 3),
        ("a)", 2),
        ("a == b == c", 8),
        ("a in", 5),
        ("in a", 1),
        ("a in [b]", 7),
        ("a in ['x' 'y']", 11),
        ("a in ['x'", 10),
        ("open", 1),
        ("open.q[a, b]", 1),
        ("open.q[", 8),
        ("param", 1),
        ("param.x[a]", 8),
        ("table.x", 1),
        ("has(1)", 1),
        ("has('a')", 1),
        ("has(open.q)", 1),
        ("years(1.5)", 1),
        ("years('x')", 1),
        ("weeks(1)", 1),
        ("date(5)", 1),
        ("date('2026-02-30')", 6),
        ("date('20260701')", 6),
        ("date('2026-W27-3')", 6),
        ("date('2026-07')", 6),
        ("'a", 1),
        ("'a\\n'", 1),
        ("a == Ä", 6),
        ("-a", 1),
        ("a +", 4),
        ("Machine.kind", 1),
    ],
)
def test_what_is_no_expression_is_refused_at_its_character(text, position):
    with pytest.raises(ExpressionError) as caught:
        parse_expression(text)
    assert (caught.value.kind.code, caught.value.position) == ("RG-003", position)


@pytest.mark.parametrize(
    "text",
    [
        "(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1),
        "!" * (DEEPEST + 1) + "a",
        "open.a[" * (DEEPEST + 1) + "b" + "]" * (DEEPEST + 1),
        "table.a[" * (DEEPEST + 1) + "b" + "]" * (DEEPEST + 1),
        "has(" * (DEEPEST + 1) + "b" + ")" * (DEEPEST + 1),
        "a" + " + days(1)" * (DEEPEST + 1),
    ],
    ids=["brackets", "not", "index", "keys", "calls", "sums"],
)
def test_what_stands_too_deep_is_refused_and_exhausts_nothing(text):
    with pytest.raises(ExpressionError, match="more than 50 deep") as caught:
        parse_expression(text)
    assert caught.value.kind.code == "RG-003"


@pytest.mark.parametrize(
    "text",
    [
        "(" * DEEPEST + "a" + ")" * DEEPEST,
        "!" * DEEPEST + "a",
        "a" + " + days(1)" * (DEEPEST - 1),
        "&&".join(f"(a{number})" for number in range(300)),
        "&&".join(["a + days(1) == b"] * 100),
    ],
    ids=["brackets", "not", "sums", "many beside each other", "sums beside each other"],
)
def test_what_stands_as_deep_as_it_may_is_read(text):
    assert list(walk(parse_expression(text)))


def test_the_longest_expression_is_read_and_one_longer_is_not():
    longest = f"'{'x' * (LONGEST_EXPRESSION - 2)}'"
    assert parse_expression(longest)
    with pytest.raises(ExpressionError, match=r"4,001 characters") as caught:
        parse_expression(f" {longest}")
    assert caught.value.kind.code == "RG-003"


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("a && (b || !c) ", "a && (b || !c)"),
        ("(a || b) == c", "(a || b) == c"),
        ("(a + days(1)) - days(2)", "(a + days(1)) - days(2)"),
        ("!(a && b)", "!(a && b)"),
        ("open.q[a]", "open.q[a]"),
        ("a in ['x', 'y']", "a in ['x', 'y']"),
    ],
)
def test_every_part_knows_the_text_that_it_stands_in(text, cut):
    tree = parse_expression(text)
    assert text[tree.first : tree.end] == cut


def test_facts_and_questions_are_listed_in_the_order_of_the_text():
    tree = parse_expression("b && (a || open.q[c]) && b && open.r && has(d)")
    assert list_facts(tree) == ("b", "a", "c", "d")
    assert [each.name for each in list_questions(tree)] == ["q", "r"]


def test_an_error_says_what_stands_where():
    error = ExpressionError(parse_error("a &&").kind, "something", 4)
    assert str(error) == "something, at character 4"


def parse_error(text):
    with pytest.raises(ExpressionError) as caught:
        parse_expression(text)
    return caught.value
