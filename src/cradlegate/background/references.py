"""Facts that are no factors: rates, energies per kg, contents, ratios."""

from dataclasses import dataclass
from decimal import Decimal

from cradlegate.background.tables import Row
from cradlegate.core.grade import DataGrade
from cradlegate.core.source import Source

COLUMNS = (
    "id", "name", "value", "unit", "low", "high", "citation", "locator", "grade", "licence", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """A published or estimated value that is not an emission factor.

    Args:
        value: in `unit`.
        low, high: ends of the published range; None where none is published.
        note: what to beware of.
    """

    id: str
    name: str
    value: Decimal
    unit: str
    low: Decimal | None
    high: Decimal | None
    source: Source
    note: str


def read_reference(row: Row) -> ReferenceValue:
    """Read one row of reference_values.csv."""
    row.name("value")
    return ReferenceValue(
        id=row.name("id"),
        name=row.name("name"),
        value=row.decimal("value"),
        unit=row.name("unit"),
        low=row.decimal("low") if row.text("low") else None,
        high=row.decimal("high") if row.text("high") else None,
        source=Source(
            citation=row.name("citation"),
            locator=row.text("locator"),
            grade=row.choice("grade", DataGrade),
            licence=row.name("licence"),
        ),
        note=row.text("note"),
    )
