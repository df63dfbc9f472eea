"""A gate opens for what the validator passes, and for nothing else."""

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cradlegate.dossier.manifest
from cradlegate.core.form_gate import make_gate
from cradlegate.declaration.document import declaration_schema
from cradlegate.dossier.archive import MANIFEST_NAME
from cradlegate.dossier.layout import DECLARATION_FILE
from tests.dossier import dossiers

MANIFEST_SCHEMA = json.loads(
    (Path(cradlegate.dossier.manifest.__file__).parent / "data/manifest.schema.json").read_text(
        encoding="utf-8"
    )
)
FORMS = {DECLARATION_FILE: declaration_schema(), MANIFEST_NAME: MANIFEST_SCHEMA}
ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**53, "", "x", "?", "none", "0.10", "1e5", "-0", "1" * 61,
    "2026-02-30", "2026-01-01\n", "\u0000", [], {}, ["x"], {"x": "y"}, [[]],
)  # fmt: skip
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "b", "ab", "a\n"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "ab"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def documents() -> dict[str, Any]:
    return {name: json.loads(dossiers.forger().files[name]) for name in FORMS}


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the way to every value inside a document."""
    yield way
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(item, (*way, key))


def find(document: Any, way: tuple[Any, ...]) -> Any:
    for key in way:
        document = document[key]
    return document


def replaced(document: Any, way: tuple[Any, ...], value: Any) -> Any:
    if not way:
        return value
    changed = copy.deepcopy(document)
    find(changed, way[:-1])[way[-1]] = value
    return changed


def is_valid(schema: Any, value: Any) -> bool:
    return jsonschema.Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize("name", FORMS)
def test_the_gate_of_a_form_opens_for_a_document_of_it(name: str, documents: dict[str, Any]):
    assert make_gate(FORMS[name])(documents[name])


@pytest.mark.parametrize("name", FORMS)
@given(data=st.data())
def test_gate_and_validator_agree_wherever_a_document_is_changed(
    name: str, documents: dict[str, Any], data: st.DataObject
):
    document = documents[name]
    way = data.draw(st.sampled_from(list(places(document))))
    odd = replaced(document, way, data.draw(st.sampled_from(ODD)))
    assert make_gate(FORMS[name])(odd) == is_valid(FORMS[name], odd)


@pytest.mark.parametrize("name", FORMS)
@given(data=st.data())
def test_gate_and_validator_agree_wherever_a_name_is_missing_or_too_much(
    name: str, documents: dict[str, Any], data: st.DataObject
):
    changed = copy.deepcopy(documents[name])
    objects = [way for way in places(changed) if isinstance(find(changed, way), dict)]
    chosen = find(changed, data.draw(st.sampled_from(objects)))
    gone = data.draw(st.sampled_from([None, *chosen]))
    if gone is None:
        chosen["of no form"] = "x"
    else:
        del chosen[gone]
    assert make_gate(FORMS[name])(changed) == is_valid(FORMS[name], changed)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}},
         "additionalProperties": False},
        {"type": "object", "additionalProperties": {"type": "string"},
         "propertyNames": {"enum": ["a", "ab"]}},
        {"type": "array", "items": {"anyOf": [{"type": "boolean"}, {"type": "null"}]},
         "maxItems": 2},
        {"type": "string", "pattern": "^a", "maxLength": 1, "not": {"const": "b"}},
        {"type": "integer", "minimum": -1, "maximum": 1},
        {"type": ["object", "array", "null"]},
        {"const": {"a": ["b"]}},
        {"enum": ["a", "b"]},
        {"$ref": "#/$defs/a", "title": "not asked", "$defs": {"a": {"type": "boolean"}}},
    ],
)  # fmt: skip
@given(value=PLAIN)
def test_every_keyword_means_what_the_validator_means_by_it(schema: dict[str, Any], value: Any):
    assert make_gate(schema)(value) == is_valid(schema, value)


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"type": "object", "properties": {}},
        {"type": "array", "maxItems": 1},
        {"type": "string", "minLength": 1},
        {"type": "string", "format": "date"},
        {"type": ["string", "null"], "pattern": "a"},
        {"pattern": "a"},
        {"required": ["a"]},
        {"not": {"type": "string"}},
        {"const": 1},
        {"const": {"a": [True]}},
        {"enum": ["a", None]},
        {"oneOf": [{"type": "null"}]},
    ],
)
def test_no_gate_is_made_of_what_it_would_pass_over(schema: dict[str, Any]):
    with pytest.raises(TypeError):
        make_gate(schema)


@pytest.mark.parametrize("make", [lambda: type("Text", (str,), {})("a"), lambda: 1.0])
def test_a_gate_is_shut_for_what_no_strict_reader_gives(make: Callable[[], Any]):
    assert not make_gate({"type": "string"})(make())
    assert not make_gate({"type": "integer"})(make())
