"""JSON Schemas of files of tables, derived from the columns."""

from collections.abc import Mapping
from typing import Any

from cradlegate.tables.columns import CellType, Column, Shape, TableSpec

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NUMBER = r"[+-]?[0-9][0-9.,' ]*([eE][+-]?[0-9]+)?"
_PATTERNS = {
    CellType.DECIMAL: rf"{_NUMBER}",
    CellType.INTEGER: rf"{_NUMBER}",
    CellType.SHARE: rf"{_NUMBER} ?%?",
    CellType.QUANTITY: rf"{_NUMBER} ?[^0-9\s.,'+-]\S*",
    CellType.AMOUNT: rf"{_NUMBER} ?[^0-9\s.,'+-]\S*",
    CellType.YES_NO: "yes|no",
    CellType.PERIOD: r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?",
    CellType.COUNTRY: "[A-Z]{2}",
    CellType.UNLOCODE: "[A-Z]{2} ?[A-Z2-9]{3}",
    CellType.SHA256: "(sha256:)?[0-9a-f]{64}",
    CellType.HS_CODE: "[0-9. ]{6,15}",
}
_BLANK = "^(none|-|–|)$"
_BLANKS = ("none", "-", "–", "")


def table_schema(spec: TableSpec) -> dict[str, Any]:
    """Give the JSON Schema of one table: a list of rows, a record, or a mapping."""
    if spec.shape is Shape.RECORD:
        return record_schema(spec)
    about = {"description": spec.title}
    if spec.shape is Shape.ROWS:
        return {**about, "type": ["array", "string"] if spec.at else "array", **_rows_schema(spec)}
    key, value = spec.columns.values()
    return {
        **about,
        "type": "object",
        "propertyNames": _cell_schema(key, spec),
        "additionalProperties": _cell_schema(value, spec),
    }


def file_schemas(specs: Mapping[str, TableSpec]) -> Mapping[str, dict[str, Any]]:
    """Give the JSON Schema of every file by its name in the folder form.

    Rows of CSV files are objects whose keys are the headings.

    Args:
        specs: the tables of the files, by name.
    """
    schemas: dict[str, dict[str, Any]] = {}
    for spec in specs.values():
        if not spec.at:
            is_one_record = spec.file.endswith(".json")
            schema = record_schema(spec) if is_one_record else table_schema(spec)
            schemas[spec.file] = {"$schema": DIALECT, "title": spec.title, **schema}
    for spec in specs.values():
        if spec.at:
            schemas[spec.file]["properties"][spec.at] = table_schema(spec)
            if spec.need == "!":
                schemas[spec.file]["required"].append(spec.at)
    return schemas


def _rows_schema(spec: TableSpec) -> dict[str, Any]:
    """Give the schema of rows; inside a YAML file a blank may stand in their place."""
    return {"items": record_schema(spec), **({"pattern": _BLANK} if spec.at else {})}


def record_schema(spec: TableSpec) -> dict[str, Any]:
    """Give the JSON Schema of one row, dotted columns as objects inside it."""
    root = _object(spec.title)
    for column in spec.columns.values():
        group, parts = root, column.name.split(".")
        for part in parts[:-1]:
            if column.is_required and part not in group["required"]:
                group["required"].append(part)
            group = group["properties"].setdefault(part, _object(part))
        group["properties"][parts[-1]] = _value_schema(column, spec)
        if column.is_required and column.default is None:
            group["required"].append(parts[-1])
    for group in root["properties"].values():
        if group.get("required") == [] and spec.file.endswith(".yaml"):
            group |= {"type": ["object", "string"], "pattern": _BLANK}
    return root


def _object(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "type": "object",
        "properties": {},
        "required": [],
        "additionalProperties": False,
    }


def _value_schema(column: Column, spec: TableSpec) -> dict[str, Any]:
    schema = _cell_schema(column, spec)
    if not column.is_many:
        return {"description": column.help, **schema}
    several = {"description": column.help, "items": schema}
    if spec.file.endswith(".json"):
        return {**several, "type": "array"}
    # Several items in one cell are separated by semicolons.
    return {**several, "type": ["array", "string"] if spec.file.endswith(".yaml") else "string"}


def _cell_schema(column: Column, spec: TableSpec) -> dict[str, Any]:
    """Give the schema of one cell: text, so that every figure stays as it was written."""
    may_be_blank = not column.is_required or column.default is not None
    if column.allowed:
        return {"type": "string", "enum": [*column.allowed, *(_BLANKS if may_be_blank else ())]}
    pattern = _PATTERNS.get(column.type, r"(.|\n)+")
    blanks = "|".join(_BLANKS) if may_be_blank else "|".join(column.blanks)
    # What YAML writes as 3 or 2026 its parsers call a number, to which no pattern applies.
    types = ["string", "number", "null"] if spec.file.endswith(".yaml") else "string"
    return {"type": types, "pattern": f"^({pattern}{'|' if blanks else ''}{blanks})$"}
