"""JSON Schemas of any set of files."""

import json
from typing import Any

import jsonschema
import pytest
import yaml

from cradlegate.tables.schema import file_schemas
from tests.tables.workshop import FILES, SPECS

SCHEMAS = file_schemas(SPECS)


def violations(name: str, value: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(SCHEMAS[name])
    return [error.message for error in validator.iter_errors(value)]


def test_every_file_has_one_schema():
    assert list(SCHEMAS) == ["workshop.yaml", "tools.csv", "loans.csv", "cards/*.json"]
    for schema in SCHEMAS.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_files_that_are_read_fit_their_schemas():
    assert violations("workshop.yaml", yaml.safe_load(FILES["workshop.yaml"])) == []
    assert violations("cards/*.json", json.loads(FILES["cards/binh.json"])) == []
    assert violations("tools.csv", [{"id": "T1", "mass": "5 kg", "room": ""}]) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("workshop.yaml", {"name": "Corner"}),
        ("workshop.yaml", {"name": "Corner", "country": "VN", "rooms": [{}]}),
        ("tools.csv", [{"id": "T1", "mass": "5"}]),
        ("cards/*.json", {"id": "C1", "days": 7}),
        ("cards/*.json", [{"id": "C1"}]),
    ],
)
def test_files_that_are_refused_do_not_fit_them(name, value):
    assert violations(name, value) != []
