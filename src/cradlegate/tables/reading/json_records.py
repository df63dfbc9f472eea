"""Tables of which every row is a JSON file, checked against the schema of the table."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cradlegate.core.fault import Fault, Place
from cradlegate.tables import faults as kinds
from cradlegate.tables.columns import TableSpec
from cradlegate.tables.reading.raw_table import Cell, RawReading, RawRow, RawTable
from cradlegate.tables.reading.trees import read_json
from cradlegate.tables.schema import record_schema

LONGEST_MESSAGE = 200


def read_json_record(spec: TableSpec, file: str, data: bytes) -> RawReading:
    """Read the only record of a JSON file as a row of its table."""
    import jsonschema

    value, faults = read_json(data, file)
    if value is None or faults:
        return RawReading(faults=faults)
    validator = jsonschema.Draft202012Validator(record_schema(spec))
    against = tuple(
        Fault(kinds.AGAINST_SCHEMA, _shorten(error.message), Place(file, column=_path(error.path)))
        for error in sorted(validator.iter_errors(value), key=lambda error: _path(error.path))
    )
    if against:
        return RawReading(faults=against)
    cells = {name: Cell(text, 1) for name, text in _flatten(value, "")}
    table = RawTable(spec, file, (RawRow(1, cells),))
    return RawReading((table,))


def _path(parts: Sequence[str | int]) -> str:
    return ".".join(str(part) for part in parts)


def _shorten(message: str) -> str:
    return message if len(message) <= LONGEST_MESSAGE else f"{message[:LONGEST_MESSAGE]}…"


def _flatten(value: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, item in value.items():
        if isinstance(item, Mapping):
            yield from _flatten(item, f"{prefix}{key}.")
        elif isinstance(item, list):
            yield f"{prefix}{key}", "; ".join(item) or "none"
        else:
            yield f"{prefix}{key}", item
