"""Expressions of packs against another engine: a Rust implementation of CEL.

CEL knows no unknown, so both are asked with every fact known; a span of the calendar is none of its
own, so dates are compared as days since 1970 on its side.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import cel
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.period import Interval
from cradlegate.regimes.evaluate.interpret import interpret
from cradlegate.regimes.evaluate.scopes import Scopes
from cradlegate.regimes.expression.parse import parse_expression
from cradlegate.regimes.facts import Fact, FactBase
from cradlegate.regimes.pack.read import read_packs, shipped_packs
from cradlegate.regimes.vocabulary import Anchor, shipped_vocabulary

PACK = next(iter(read_packs(shipped_packs(), shipped_vocabulary()).packs.values()))
KINDS = ("lathe", "turn_mill", "machining_centre")
COUNTRIES = ("VN", "CN", "TH")
EPOCH = date(1970, 1, 1)

days = st.integers(-400, 400).map(lambda days: date(2026, 7, 1) + timedelta(days))
facts = st.fixed_dictionaries(
    {
        "machine.kind": st.sampled_from(KINDS),
        "consignment.destination": st.sampled_from(COUNTRIES),
        "machine.cnc": st.booleans(),
        "machine.y_axis": st.booleans(),
        "machine.quantity": st.integers(0, 4),
        "document.stages": st.lists(st.sampled_from(KINDS), max_size=3, unique=True),
        "consignment.entry_date": days,
    }
)
texts = st.sampled_from(["machine.kind", "consignment.destination"]) | st.sampled_from(
    [f"'{each}'" for each in (*KINDS, *COUNTRIES)]
)
lists = st.just("document.stages") | st.lists(
    st.sampled_from([*KINDS, *COUNTRIES]), min_size=1, max_size=3
).map(lambda items: "[" + ", ".join(f"'{item}'" for item in items) + "]")
numbers = st.just("machine.quantity") | st.integers(0, 4).map(str)
moments = st.just("consignment.entry_date") | days.map(lambda day: f"date('{day}')")
spans = st.integers(0, 300).map(lambda count: f"days({count})")
shifted = moments | st.builds("{} {} {}".format, moments, st.sampled_from("+-"), spans)
equalities, orders = (
    st.sampled_from(["==", "!="]),
    st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
)
leaves = (
    st.sampled_from(["machine.cnc", "machine.y_axis", "true", "false"])
    | st.builds("{} {} {}".format, texts, equalities, texts)
    | st.builds("{} in {}".format, texts, lists)
    | st.builds("{} {} {}".format, numbers, orders, numbers)
    | st.builds("{} {} {}".format, shifted, orders, shifted)
)
expressions = st.recursive(
    leaves,
    lambda inner: (
        st.builds("({}) && ({})".format, inner, inner)
        | st.builds("{} || {}".format, inner, inner)
        | st.builds("{} && {} || {}".format, inner, inner, inner)
        | inner.map("!({})".format)
    ),
    max_leaves=8,
)


def ours(text: str, known: dict[str, Any]) -> object:
    base = FactBase("C1", {name: Fact(_value(value), "") for name, value in known.items()}, (), ())
    scope = Scopes(PACK, base, None, shipped_vocabulary()).scope(Anchor.ENTRY, None)
    return interpret(parse_expression(text), scope, {}).value


def theirs(text: str, known: dict[str, Any]) -> object:
    context = cel.Context()
    context.add_function("date", lambda day: (date.fromisoformat(day) - EPOCH).days)
    context.add_function("days", lambda count: count)
    nested: dict[str, dict[str, Any]] = {}
    for name, value in known.items():
        family, _, rest = name.partition(".")
        nested.setdefault(family, {})[rest] = (
            (value - EPOCH).days if isinstance(value, date) else value
        )
    context.update(nested)
    return cel.evaluate(text, context)


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return Interval(value, value)
    if isinstance(value, list):
        return tuple(value)
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


@given(text=expressions, known=facts)
def test_with_every_fact_known_an_expression_gives_what_cel_gives(text, known):
    assert ours(text, known) is theirs(text, known)
