"""Tables and their columns, as data.

Whoever reads tables describes them once, in YAML.  Everything that knows a column derives from
this description: the reader, the workbook form, the JSON Schemas and the reference page.
"""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import yaml

from cradlegate.core.blank import Blank


class CellType(StrEnum):
    """What stands in the cells of a column."""

    TEXT = "text"
    CODE = "code"
    ID = "id"
    ENUM = "enum"
    DECIMAL = "decimal"
    QUANTITY = "quantity"
    """A number with a unit, kept in the column's own unit."""
    AMOUNT = "amount"
    """A number with a unit, kept as it stands, of one of several dimensions."""
    SHARE = "share"
    INTEGER = "integer"
    YES_NO = "yes_no"
    PERIOD = "period"
    COUNTRY = "country"
    UNLOCODE = "unlocode"
    UNIT = "unit"
    SHA256 = "sha256"
    HS_CODE = "hs_code"


MOST_COMPARED = 1000
"""Words among which a misspelled one is looked for; more would take longer than it helps."""


class Shape(StrEnum):
    """How a table stands in its file."""

    ROWS = "rows"
    RECORD = "record"
    """One record; in a workbook a sheet of field and value."""
    MAPPING = "mapping"
    """Rows of two columns, in YAML written as key: value."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Args:
        name: as the file writes it; a dot leads into a group of a YAML file.
        type: what stands in its cells.
        help: one sentence for whoever fills it in.
        need: `!` required, `r` required later in the way of the work, or empty.
        default: text that stands in for an empty cell, None for none.
        allowed: the values of an enumeration.
        unit: canonical unit of a quantity.
        units: units to one of which an amount must be convertible.
        low, high: inclusive limits; above: exclusive lower limit; in the canonical unit.
        blanks: blanks that a required column may hold.
        is_many: whether a cell holds several items, separated by semicolons.
        refers: what its ids name.
        instead: column that may stand in the place of this one.
        also: other headings that are understood.
    """

    name: str
    type: CellType
    help: str
    need: str = ""
    default: str | None = None
    allowed: tuple[str, ...] = ()
    unit: str = ""
    units: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    above: Decimal | None = None
    blanks: tuple[Blank, ...] = ()
    is_many: bool = False
    refers: str = ""
    instead: str = ""
    also: tuple[str, ...] = ()

    @property
    def is_required(self) -> bool:
        """Whether a row without it cannot be used."""
        return self.need == "!"

    @property
    def heading(self) -> str:
        """The heading of the workbook form, with the unit of bare numbers."""
        return f"{self.name} [{self.unit}]" if self.unit else self.name


@dataclass(frozen=True, slots=True, eq=False)
class TableSpec:
    """One table of a set of files; equal to nothing but itself.

    Args:
        name: also the name of its sheet.
        file: where it stands in the folder form; a `*` stands for any name.
        at: key inside a YAML file, empty for the top.
        section: the part of the whole that people sign together, empty for none.
        key: column whose values are unique, empty for none.
        need: `!` at least one row, `r` at least one row later in the way of the work.
        also: other names that its sheet may have.
        columns: by name, in the order of the form.
        column_by_heading: column names by every heading that is understood, plainly spelled.
    """

    name: str
    title: str
    file: str
    at: str
    shape: Shape
    section: str
    key: str
    need: str
    also: tuple[str, ...]
    columns: Mapping[str, Column]
    column_by_heading: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {plain_heading(name): name for name in self.columns}
        others = {
            plain_heading(other): column.name
            for column in self.columns.values()
            for other in column.also
        }
        object.__setattr__(self, "column_by_heading", MappingProxyType(others | names))


def read_specs(text: str) -> Mapping[str, TableSpec]:
    """Read the description of tables.

    Args:
        text: YAML that comes with the program. Under `tables`, by name, stands what `TableSpec`
            names, columns by name with what `Column` names; `many` says that a column holds
            several items.

    Returns:
        tables by name, in the order of the text.
    """
    description: Mapping[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return MappingProxyType(
        {name: _table(name, entry) for name, entry in description["tables"].items()}
    )


def plain_heading(text: str) -> str:
    """Spell a heading in one way: full-width forms, case, blanks and hyphens make no difference."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "_".join(folded.replace("-", " ").replace("_", " ").split())


def near_matches(word: str, words: Collection[str]) -> list[str]:
    """Give up to three of the words that are spelled almost like the word; none of very many."""
    if len(words) > MOST_COMPARED:
        return []
    plain = {plain_heading(each): each for each in words}
    return [plain[each] for each in get_close_matches(plain_heading(word), plain, n=3, cutoff=0.7)]


def _table(name: str, entry: Mapping[str, Any]) -> TableSpec:
    columns = {key: _column(key, value) for key, value in entry["columns"].items()}
    return TableSpec(
        name=name,
        title=entry["title"],
        file=entry["file"],
        at=entry.get("at", ""),
        shape=Shape(entry["shape"]),
        section=entry.get("section", ""),
        key=entry.get("key", ""),
        need=entry.get("need", ""),
        also=tuple(entry.get("also", ())),
        columns=MappingProxyType(columns),
    )


def _column(name: str, entry: Mapping[str, Any]) -> Column:
    limits = {
        limit: Decimal(str(entry[limit])) for limit in ("low", "high", "above") if limit in entry
    }
    return Column(
        name=name,
        type=CellType(entry["type"]),
        help=entry["help"],
        need=entry.get("need", ""),
        default=entry.get("default"),
        allowed=tuple(entry.get("allowed", ())),
        unit=entry.get("unit", ""),
        units=tuple(entry.get("units", ())),
        low=limits.get("low"),
        high=limits.get("high"),
        above=limits.get("above"),
        blanks=tuple(Blank(blank) for blank in entry.get("blanks", ())),
        is_many=entry.get("many", False),
        refers=entry.get("refers", ""),
        instead=entry.get("instead", ""),
        also=tuple(entry.get("also", ())),
    )
