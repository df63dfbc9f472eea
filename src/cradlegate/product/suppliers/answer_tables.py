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


WORDS = "words"
"""Sheet that says in the supplier's languages what every field and value means; never read."""
SEND_FIRST = (
    "If a PCF or an EPD of a part exists, send it: PACT 2 or 3 as JSON, ILCD+EPD as JSON, XML or "
    "zip, or its figures as CSV. Nothing else is needed for that part."
)
FILL_IN = (
    "Else fill in the workbook or the JSON beside this page. What is left empty counts as unknown; "
    "a measured zero is written as 0."
)
TWO_WAYS = (
    "Amounts are per declared unit. A figure needs either scope 1, scope 2 by the grid and "
    "upstream; or energy by carrier and inputs by mass, from which it is computed."
)


@cache
def questionnaire_tables() -> Mapping[str, TableSpec]:
    """Give the tables of a questionnaire by name, every process among them."""
    return _read("supplier_answer.yaml")


@cache
def words_table() -> TableSpec:
    """Give the table of the sheet of words."""
    return _read("supplier_words.yaml")[WORDS]


@cache
def pcf_table() -> TableSpec:
    """Give the table of footprints that a supplier sends as CSV."""
    return _read("supplier_pcfs.yaml")["pcfs"]


def _read(name: str) -> Mapping[str, TableSpec]:
    return read_specs(files("cradlegate.product").joinpath(f"data/{name}").read_text("utf-8"))
