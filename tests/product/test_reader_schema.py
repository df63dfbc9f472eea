"""What derives from the columns: JSON Schemas, the reference page, and the types of the case."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from cradlegate.product import faults
from cradlegate.product.case_tables import case_tables
from cradlegate.tables.columns import CellType
from cradlegate.tables.reading.raw_table import Cell
from cradlegate.tables.records.cells import read_value
from cradlegate.tables.schema import file_schemas
from tests.product.six_lines import six_lines

ROOT = Path(__file__).parents[2]
SCHEMAS = file_schemas(case_tables())


def violations(name: str, value: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(SCHEMAS[name])
    return [error.message for error in validator.iter_errors(value)]


def test_every_schema_is_a_schema():
    for schema in SCHEMAS.values():
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", ["machine.yaml", "use.yaml", "eol.yaml", "signoff.yaml"])
def test_a_valid_yaml_file_fits_its_schema(name):
    assert violations(name, yaml.safe_load(six_lines()[name])) == []


def test_blanks_fit_where_the_reader_takes_them():
    machine = yaml.safe_load(six_lines()["machine.yaml"]) | {
        "exclusions": "none",
        "serials": "none",
        "hs": "none",
    }
    use = yaml.safe_load(six_lines()["use.yaml"]) | {"refrigerant": "none", "spares": "none"}
    assert violations("machine.yaml", machine) == violations("use.yaml", use) == []


def test_a_valid_supplier_footprint_fits_its_schema():
    assert violations("suppliers/*.json", json.loads(six_lines()["suppliers/spindle.json"])) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "mill"}, "'mill' is not one of"),
        ({"net_mass": "5800"}, "does not match"),
        ({"colour": "grey"}, "'colour' was unexpected"),
        ({"sites": [{"id": "S1"}]}, "'name' is a required property"),
        ({"subassemblies": {"bed": "done"}}, "'done' is not one of"),
        ({"goal": {}}, "'application' is a required property"),
    ],
)
def test_a_faulty_machine_does_not_fit_its_schema(change, says):
    machine = yaml.safe_load(six_lines()["machine.yaml"]) | change
    assert any(says in message for message in violations("machine.yaml", machine))


def test_required_tables_are_required_by_the_schema():
    assert {"sites", "subassemblies", "goal", "kind"} <= set(SCHEMAS["machine.yaml"]["required"])


def test_the_reference_page_names_every_table_and_column():
    page = (ROOT / "docs/reference/case-files.md").read_text(encoding="utf-8")
    for name, spec in case_tables().items():
        section = page[page.index(f"## {name}\n") :].partition("\n## ")[0]
        assert [column for column in spec.columns if f"| `{column}` |" not in section] == []


def test_every_default_is_a_value_of_its_column():
    columns = [column for spec in case_tables().values() for column in spec.columns.values()]
    for column in columns:
        if column.default:
            assert read_value(column, Cell(column.default, 1)) is not None


def test_every_column_is_complete():
    for spec in case_tables().values():
        assert not spec.key or spec.key in spec.columns
        for column in spec.columns.values():
            assert column.help.endswith((".", "…")), column.name
            assert (column.type is CellType.ENUM) == bool(column.allowed), column.name
            assert (column.type is CellType.QUANTITY) == bool(column.unit), column.name
            assert (column.type is CellType.AMOUNT) == bool(column.units), column.name


def test_no_heading_stands_for_two_columns():
    for spec in case_tables().values():
        plain = [
            heading for column in spec.columns.values() for heading in (column.name, *column.also)
        ]
        assert len(spec.column_by_heading) == len(set(plain)), spec.name


def test_codes_of_case_files_are_in_order():
    assert [kind.code for kind in faults.FAULT_KINDS] == sorted(
        {kind.code for kind in faults.FAULT_KINDS}
    )
