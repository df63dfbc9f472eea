"""Facts that stand in a cell of a shipment."""

from decimal import Decimal

from cradlegate.border.shipments.consignment import Row
from cradlegate.core.blank import Blank
from cradlegate.regimes.facts import Fact


def read_cell(row: Row, column: str) -> Fact:
    """Take a fact out of a cell; an empty list says nothing, and a number is a figure."""
    value = row.values[column]
    source = f"{row.place}, column {column}"
    if value == ():
        return Fact(Blank.UNKNOWN, source)
    is_count = isinstance(value, int) and not isinstance(value, bool)
    return Fact(Decimal(value) if is_count else value, source)
