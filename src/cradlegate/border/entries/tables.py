"""The tables of customs entries and submissions, and the schemas of their JSON form."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from cradlegate.tables.columns import TableSpec, read_specs
from cradlegate.tables.schema import DIALECT, file_schemas, record_schema

ENTRY, SUBMISSION, CORRELATIONS = "entry", "submission", "correlations"
HEAD = (
    "entry_no",
    "system",
    "version",
    "state",
    "office",
    "procedure",
    "channel",
    "registered_at",
    "importer_tax_id",
    "importer_name",
    "exporter_tax_id",
    "exporter_name",
    "dispatch",
    "arrival_at",
    "bl_no",
    "invoice_no",
    "attached",
)
"""Columns that say something of the whole entry; in a table they stand in every row."""

LINES = "lines"
"""Where the lines stand in the JSON form of an entry."""

EXAMPLE_NUMBER = "urn:cradlegate:declaration:09401930c23cd5283d8620e86d3d0e03"
"""The declaration that the stored example names."""


@cache
def entry_tables() -> Mapping[str, TableSpec]:
    """Give the tables of entries and submissions by name."""
    text = files("cradlegate.border").joinpath("data/entry_columns.yaml").read_text("utf-8")
    return read_specs(text)


@cache
def entry_schemas() -> Mapping[str, Mapping[str, Any]]:
    """Give the JSON Schema of every form by its file name: tables as rows, and the JSON forms."""
    return MappingProxyType(
        {
            **file_schemas(entry_tables()),
            "entry.json": _entry_schema(),
            "submission.json": _json_schema(entry_tables()[SUBMISSION]),
        }
    )


def read_example(number: str = EXAMPLE_NUMBER) -> Mapping[str, bytes]:
    """Give the shipped example by file name; its layout is ours, and its data are invented.

    Args:
        number: of the declaration that entry and submission name.
    """
    folder = files("cradlegate.border") / "data" / "examples" / "entry-to-vietnam"
    entries = sorted(folder.iterdir(), key=lambda each: each.name)
    stored, asked = EXAMPLE_NUMBER.encode(), number.encode()
    return {each.name: each.read_bytes().replace(stored, asked) for each in entries}


def _entry_schema() -> dict[str, Any]:
    spec = entry_tables()[ENTRY]
    head, line = _split(spec)
    schema = _json_schema(head)
    schema["properties"][LINES] = {
        "description": "The lines of goods.",
        "type": "array",
        "minItems": 1,
        "items": record_schema(line),
    }
    schema["required"].append(LINES)
    return schema


def _split(spec: TableSpec) -> tuple[TableSpec, TableSpec]:
    """Part the columns of the head from those of a line, for a file in JSON."""
    head = {name: each for name, each in spec.columns.items() if name in HEAD}
    line = {name: each for name, each in spec.columns.items() if name not in HEAD}
    return (
        replace(spec, file="entry.json", columns=MappingProxyType(head)),
        replace(spec, file="entry.json", title="A line", columns=MappingProxyType(line)),
    )


def _json_schema(spec: TableSpec) -> dict[str, Any]:
    return {
        "$schema": DIALECT,
        "title": spec.title,
        **record_schema(replace(spec, file=f"{spec.name}.json")),
    }
