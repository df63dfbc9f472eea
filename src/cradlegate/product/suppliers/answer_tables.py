"""The tables of a questionnaire and of footprints that suppliers send as CSV, as data."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from cradlegate.tables.columns import TableSpec, read_specs

FORM = "cradlegate-supplier-questionnaire-1"
"""Form and version of a questionnaire; another set of columns has another version."""
MODULES = ("casting", "forging", "machining", "extrusion", "pcb_assembly")
"""Processes that have a sheet of their own."""
GIVEN = frozenset(("line_id", "description", "material", "plant", "process"))
"""Columns of parts that the questionnaire fills in."""


@cache
def questionnaire_tables() -> Mapping[str, TableSpec]:
    """Give the tables of a questionnaire by name, every process among them."""
    return _read("supplier_answer.yaml")


@cache
def pcf_table() -> TableSpec:
    """Give the table of footprints that a supplier sends as CSV."""
    return _read("supplier_pcfs.yaml")["pcfs"]


def _read(name: str) -> Mapping[str, TableSpec]:
    return read_specs(files("cradlegate.product").joinpath(f"data/{name}").read_text("utf-8"))
