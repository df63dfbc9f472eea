"""One type gives a schema, canonical bytes and a reader that fit each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, Optional

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.core.blank import Blank
from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.form import build, schema_of
from cradlegate.core.strict_json import read_json

D = Decimal


class Colour(StrEnum):
    RED = "red"
    GREEN = "light green"


@dataclass(frozen=True, slots=True)
class Leaf:
    word: str
    is_green: bool
    number: int
    amount: Decimal
    day: date
    colour: Colour


@dataclass(frozen=True, slots=True)
class Tree:
    name: str | Blank
    height: Decimal | Blank | None
    leaf: Leaf | None
    leaves: tuple[Leaf, ...]
    amounts: Mapping[str, Decimal | Blank]
    groups: Mapping[str, Mapping[str, tuple[int, ...]]]


LEAF = Leaf("oak", True, 3, D("1.5"), date(2026, 3, 31), Colour.GREEN)
LEAF_JSON = {
    "word": "oak", "is_green": True, "number": 3, "amount": "1.5", "day": "2026-03-31",
    "colour": "light green",
}  # fmt: skip
TREE = Tree(
    Blank.UNKNOWN, None, LEAF, (LEAF,), {"a": D(1), "b": Blank.ABSENT}, {"x": {"y": (1, 2)}}
)
TREE_JSON = {
    "name": "?", "height": None, "leaf": LEAF_JSON, "leaves": [LEAF_JSON],
    "amounts": {"a": "1", "b": "none"}, "groups": {"x": {"y": [1, 2]}},
}  # fmt: skip


def passes(kind: Any, value: Any) -> bool:
    return jsonschema.Draft202012Validator(schema_of(kind)).is_valid(value)


# --- Every kind ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        (bool, {"type": "boolean"}),
        (int, {"type": "integer"}),
        (type(None), {"type": "null"}),
        (Colour, {"enum": ["red", "light green"]}),
        (tuple[bool, ...], {"type": "array", "items": {"type": "boolean"}}),
        (Mapping[str, int], {"type": "object", "additionalProperties": {"type": "integer"}}),
        (int | None, {"anyOf": [{"type": "integer"}, {"type": "null"}]}),
        (Optional[int], {"anyOf": [{"type": "integer"}, {"type": "null"}]}),  # noqa: UP045 - its own form
        (bool | Blank, {"anyOf": [{"type": "boolean"}, {"enum": ["?", "none", "–"]}]}),
    ],
)  # fmt: skip
def test_every_kind_has_its_schema(kind: Any, schema: dict[str, Any]):
    assert schema_of(kind) == schema


def test_the_schema_of_a_type_names_its_fields_and_closes_the_object():
    schema = schema_of(Leaf)
    names = ["word", "is_green", "number", "amount", "day", "colour"]
    assert schema["type"] == "object"
    assert schema["required"] == names
    assert list(schema["properties"]) == names
    assert schema["additionalProperties"] is False


def test_every_schema_is_one_of_the_draft():
    jsonschema.Draft202012Validator.check_schema(schema_of(Tree))


@pytest.mark.parametrize(
    ("kind", "value", "built"),
    [
        (str, "a", "a"),
        (bool, True, True),
        (int, -7, -7),
        (Decimal, "-0.25", D("-0.25")),
        (date, "2026-02-28", date(2026, 2, 28)),
        (Colour, "red", Colour.RED),
        (tuple[Decimal, ...], ["1", "2.5"], (D(1), D("2.5"))),
        (Mapping[str, Colour], {"x": "red"}, {"x": Colour.RED}),
        (Decimal | None, None, None),
        (Decimal | None, "4", D(4)),
        (int | Blank, 4, 4),
        (Leaf, LEAF_JSON, LEAF),
        (Tree, TREE_JSON, TREE),
    ],
)
def test_every_kind_is_built_from_what_its_schema_passes(kind: Any, value: Any, built: Any):
    assert passes(kind, value)
    found = build(kind, value)
    assert found == built
    assert type(found) is type(built) or isinstance(built, dict)


def test_what_is_built_cannot_be_changed():
    built = build(Mapping[str, int], {"a": 1})
    with pytest.raises(TypeError):
        built["a"] = 2


@pytest.mark.parametrize("blank", list(Blank))
@pytest.mark.parametrize("kind", [str | Blank, Decimal | Blank, int | Blank | None])
def test_three_ways_of_having_no_value_stay_apart(blank: Blank, kind: Any):
    value = read_json(canonical_bytes({"it": blank}))
    assert isinstance(value, dict)
    assert passes(kind, value["it"])
    assert build(kind, value["it"]) is blank


@pytest.mark.parametrize(
    "kind",
    [
        float, bytes, object, list, list[int], dict, dict[str, int], set[str], tuple, Sequence[int],
        complex, Enum, tuple[int, str], tuple[int], Mapping[int, str], int | str, int | str | None,
        tuple[float, ...], Mapping[str, float], float | None, LEAF, "text", None,
    ],
)  # fmt: skip
def test_a_type_without_a_form_is_refused(kind: Any):
    with pytest.raises(TypeError):
        schema_of(kind)


# --- There and back -----------------------------------------------------------------------------

words = st.text(max_size=12)
amounts = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=6)
blanks = st.sampled_from(Blank)
leaves = st.builds(
    Leaf,
    word=words,
    is_green=st.booleans(),
    number=st.integers(-(2**53) + 1, 2**53 - 1),
    amount=amounts,
    day=st.dates(),
    colour=st.sampled_from(Colour),
)
trees = st.builds(
    Tree,
    name=words | blanks,
    height=amounts | blanks | st.none(),
    leaf=st.none() | leaves,
    leaves=st.lists(leaves, max_size=3).map(tuple),
    amounts=st.dictionaries(words, amounts | blanks, max_size=3),
    groups=st.dictionaries(
        words, st.dictionaries(words, st.lists(st.integers(0, 9), max_size=2).map(tuple), max_size=2), max_size=2
    ),
)  # fmt: skip


@given(trees)
def test_what_is_written_passes_its_schema_and_is_read_back(tree: Tree):
    value = read_json(canonical_bytes(tree))
    assert passes(Tree, value)
    assert build(Tree, value) == tree


@given(trees)
def test_what_is_read_back_is_written_in_the_same_bytes(tree: Tree):
    data = canonical_bytes(tree)
    assert canonical_bytes(build(Tree, read_json(data))) == data


# --- What a schema refuses ----------------------------------------------------------------------


@pytest.mark.parametrize("name", list(LEAF_JSON))
def test_a_missing_field_is_refused(name: str):
    assert passes(Leaf, LEAF_JSON)
    assert not passes(Leaf, {key: value for key, value in LEAF_JSON.items() if key != name})


@pytest.mark.parametrize("place", [(), ("leaf",), ("leaves", 0)])
def test_an_unknown_field_is_refused_wherever_it_stands(place: tuple[str | int, ...]):
    value: Any = read_json(canonical_bytes(TREE))
    inner: Any = value
    for key in place:
        inner = inner[key]
    inner["more"] = 1
    assert not passes(Tree, value)


@pytest.mark.parametrize("text", ["0", "1", "-1", "10", "0.5", "-0.5", "0.05", "12.25", "100.001"])
def test_a_decimal_in_its_one_form_passes(text: str):
    assert passes(Decimal, text)


@pytest.mark.parametrize(
    "text",
    [
        "1e3", "1E3", "1.5e-3", "1.0", "1.50", "0.0", "00", "01", "-01", "00.5", "-0", "-0.0", "+1", ".5", "1.", "-.5", "", "-", ".",
        " 1", "1 ", "1\n", "\n1", "1,5", "1_000", "1 000", "NaN", "nan", "Infinity", "-Infinity", "sNaN", "0x1", "½", "١", "１", "1.5.2",
        "9" * 61, 1, 1.5, True, None,
    ],
)  # fmt: skip
def test_a_decimal_in_any_other_form_is_refused(text: Any):
    assert not passes(Decimal, text)


@given(st.text("0123456789.-+eE \n", max_size=8))
def test_a_decimal_passes_in_the_form_it_is_written_in_and_in_no_other(text: str):
    if passes(Decimal, text):
        assert canonical_bytes(D(text)) == f'"{text}"'.encode()


@pytest.mark.parametrize(
    "text", ["2026-3-31", "26-03-31", "20260331", "2026-W01-1", "2026-03-31T00:00:00", "2026-03-31\n", " 2026-03-31", "", 20260331]
)  # fmt: skip
def test_a_day_in_any_other_form_is_refused(text: Any):
    assert not passes(date, text)


@pytest.mark.parametrize("text", ["2026-02-30", "2025-02-29", "2026-13-01", "0000-01-01"])
def test_a_day_that_is_none_of_the_calendar_is_no_value(text: str):
    assert passes(date, text)
    with pytest.raises(ValueError, match=r"day|month|year"):
        build(date, text)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (str, 1), (str, None), (bool, 1), (bool, "true"), (int, "1"), (int, True), (int, 1.5), (Colour, "blue"), (Colour, "RED"),
        (tuple[int, ...], 1), (tuple[int, ...], [1, "2"]), (Mapping[str, int], [1]), (Mapping[str, int], {"a": None}),
        (int | None, "x"), (int | Blank, "no"), (int | Blank, None), (Leaf, None), (Leaf, []), (Leaf, "oak"), (str, "a" * 100_001),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_refused(kind: Any, value: Any):
    assert not passes(kind, value)
