"""The table of variants: its columns, and the parameters that they stand for."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from cradlegate.product.formulas.units import Unit, read_unit
from cradlegate.product.templates.template import Template
from cradlegate.tables.columns import CellType, TableSpec, read_specs

COLUMN_BY_PARAMETER: Mapping[str, str] = MappingProxyType(
    {
        "net_mass_kg": "net_mass",
        "axes": "axes",
        "spindle_kw": "spindle_power",
        "beam_kw": "beam_power",
        "tools": "tools",
        "pallets": "pallets",
    }
)
"""Columns by the parameter of a template that they state."""
LIFE, HOURS = "life_years", "hours_per_year"
USE_COLUMNS: Mapping[str, str] = MappingProxyType({LIFE: "use.life", HOURS: "use.hours"})
"""Columns of the use profile, and the default of a template that stands in for each."""
_NUMERIC = frozenset((CellType.DECIMAL, CellType.INTEGER, CellType.QUANTITY))
_TIMES = {LIFE: "year", HOURS: "h/year"}


@lru_cache(maxsize=1)
def variant_table() -> TableSpec:
    """Describe the table of variants."""
    path = files("cradlegate.product") / "data" / "variant_columns.yaml"
    return read_specs(path.read_text(encoding="utf-8"))["variants"]


def numeric_columns() -> tuple[str, ...]:
    """List the columns that hold numbers; any of them may be computed."""
    columns = variant_table().columns.values()
    return tuple(column.name for column in columns if column.type in _NUMERIC)


def unit_of(column: str) -> Unit:
    """Give the unit of a numeric column."""
    return read_unit(_TIMES.get(column) or variant_table().columns[column].unit)


def list_unused(template: Template) -> tuple[str, ...]:
    """List the columns of parameters that a template does not have."""
    return tuple(
        column for name, column in COLUMN_BY_PARAMETER.items() if name not in template.parameters
    )
