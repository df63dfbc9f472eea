"""Ids that are unique in their table, and ids that name rows of other tables."""

from collections.abc import Callable, Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType

from cradlegate.core.fault import Fault
from cradlegate.tables import faults as kinds
from cradlegate.tables.columns import Column, TableSpec, near_matches
from cradlegate.tables.records.record import Record
from cradlegate.tables.records.record_set import Finding, RecordSet

TellUnknown = Callable[[Record, Column, str, AbstractSet[str]], Fault]
"""Makes the fault of a cell: its row, its column, the id that is not there, and those that are."""


def find_duplicate_ids(records: RecordSet, specs: Mapping[str, TableSpec]) -> Iterator[Finding]:
    """Find rows whose id stands further up in the same table."""
    for table, spec in specs.items():
        if not spec.key:
            continue
        seen: set[str] = set()
        for record in records.all(table):
            value = record.values.get(spec.key)
            if value is not None and value in seen:
                found = f"{spec.key} {value} stands a second time in {table}"
                yield Finding(record, Fault(kinds.DUPLICATE_ID, found, record.at(spec.key)))
            seen.add(value or "")


def ids_by_table(
    records: RecordSet, specs: Mapping[str, TableSpec]
) -> Mapping[str, frozenset[str]]:
    """Give what the key columns hold, of faulty rows too, by the table that `refers` names."""
    return {table: records.ids(table, spec.key) for table, spec in specs.items() if spec.key}


def find_unknown_references(
    records: RecordSet,
    specs: Mapping[str, TableSpec],
    ids_by_target: Mapping[str, AbstractSet[str]],
    tell_by_target: Mapping[str, TellUnknown] = MappingProxyType({}),
    dispensable: Collection[str] = (),
) -> Iterator[Finding]:
    """Find cells that name what is not there.

    Args:
        records: all rows.
        specs: the tables whose columns are looked at.
        ids_by_target: what may be named, by what `refers` says; `ids_by_table` gives the keys.
            A column that refers to something else is not looked at.
        tell_by_target: makes the fault where another one than an unknown reference is meant.
        dispensable: columns whose unknown id costs no row: the cell counts as empty.
    """
    for table, spec in specs.items():
        columns = [column for column in spec.columns.values() if column.refers in ids_by_target]
        for record in records.all(table):
            for column in columns:
                ids = ids_by_target[column.refers]
                tell = tell_by_target.get(column.refers, tell_unknown_reference)
                blanks = column.name if column.name in dispensable else ""
                for value in named_ids(record, column):
                    if value not in ids:
                        fault = tell(record, column, value, ids)
                        yield Finding(record, fault, keeps_row=bool(blanks), blanks=blanks)


def tell_unknown_reference(
    record: Record, column: Column, value: str, ids: AbstractSet[str]
) -> Fault:
    """Say that a cell names what is not there, with the ids it may have meant."""
    near = near_matches(value, sorted(ids))
    remedy = f"Did you mean {' or '.join(near)}?" if near else ""
    found = f"{column.name} names {value!r}, which is not there"
    return Fault(kinds.UNKNOWN_REFERENCE, found, record.at(column.name), remedy)


def named_ids(record: Record, column: Column) -> tuple[str, ...]:
    """Give the ids that a cell names; blanks name nothing."""
    value = record.values.get(column.name)
    if column.is_many:
        return tuple(value or ())
    is_named = isinstance(value, str) and type(value) is str and value != ""
    return (str(value),) if is_named else ()
