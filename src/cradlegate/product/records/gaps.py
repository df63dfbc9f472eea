"""Rows that are left out of a case, and what could be read of them."""

from collections.abc import Mapping
from types import MappingProxyType

from cradlegate.product.case import Gap
from cradlegate.tables.records.record import Record, text_of

_DESCRIBED_BY = ("description", "name", "product", "process", "what", "material")


def gap_of(record: Record) -> Gap:
    """Make the gap that a draft shows in place of the row."""
    named = (record.values.get(name) for name in _DESCRIBED_BY)
    description = next((name for name in named if isinstance(name, str) and name), record.id)
    reason = "; ".join(fault.found for fault in record.faults if fault.is_error) or record.reason
    return Gap(record.table, record.id, description, reason, gap_cells(record), record.place)


def gap_cells(record: Record) -> Mapping[str, str]:
    """Give the cells of a row that could be read and are no defaults, as text."""
    cells = {
        name: text_of(value)
        for name, value in record.values.items()
        if text_of(value) and name not in record.defaulted
    }
    return MappingProxyType(cells)
