"""All rows of a set of files by table, and what checks find in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault
from cradlegate.tables.records.record import Record


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found in one row.

    Args:
        record: the row.
        fault: what is wrong; None if the row only suffers from a fault named elsewhere.
        reason: why the row is left out, where it has no fault of its own.
        keeps_row: whether the row can be used all the same.
        blanks: column that counts as empty in a row that is kept.
    """

    record: Record
    fault: Fault | None = None
    reason: str = ""
    keeps_row: bool = False
    blanks: str = ""


@dataclass(frozen=True, slots=True)
class RecordSet:
    """All rows of a set of files, typed, by table; a table that no file holds is missing."""

    by_table: Mapping[str, tuple[Record, ...]]

    def all(self, table: str) -> tuple[Record, ...]:
        """Give every row of a table, gaps included."""
        return self.by_table.get(table, ())

    def usable(self, table: str) -> tuple[Record, ...]:
        """Give the rows of a table that are no gaps."""
        return tuple(record for record in self.all(table) if not record.is_gap)

    def ids(self, table: str, column: str) -> frozenset[str]:
        """Give the values of a column, of gaps too: what a faulty row names is not missing."""
        records = self.all(table)
        return frozenset(str(each.values.get(column) or each.id) for each in records)

    def with_findings(self, findings: Iterable[Finding]) -> "RecordSet":
        """Add what a check found to its rows; errors make gaps of them."""
        by_record: dict[int, list[Finding]] = {}
        for finding in findings:
            by_record.setdefault(id(finding.record), []).append(finding)
        if not by_record:
            return self
        return RecordSet(
            {
                table: tuple(
                    _marked(each, by_record[id(each)]) if id(each) in by_record else each
                    for each in records
                )
                for table, records in self.by_table.items()
            }
        )


def _marked(record: Record, findings: list[Finding]) -> Record:
    faults = tuple(finding.fault for finding in findings if finding.fault)
    reasons = [finding.reason for finding in findings if finding.reason]
    is_gap = any(
        finding.reason or (finding.fault and finding.fault.is_error and not finding.keeps_row)
        for finding in findings
    )
    blanked = {finding.blanks: Blank.UNKNOWN for finding in findings if finding.blanks}
    return replace(
        record,
        values=MappingProxyType({**record.values, **blanked}),
        faults=record.faults + faults,
        is_gap=record.is_gap or is_gap,
        reason="; ".join(filter(None, [record.reason, *reasons])),
    )
