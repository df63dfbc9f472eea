"""A customs entry and a submission, as files tell them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cradlegate.border.entries.moments import Moment
from cradlegate.border.shipments.consignment import Row
from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault
from cradlegate.tables.records.record import text_of


class EntryState(StrEnum):
    """Where an entry stands with customs."""

    DRAFT = "draft"
    REGISTERED = "registered"
    AMENDED = "amended"
    CANCELLED = "cancelled"

    @property
    def is_lodged(self) -> bool:
        """Whether a difference is found later than the lodgement."""
        return self in {EntryState.REGISTERED, EntryState.AMENDED}


@dataclass(frozen=True, slots=True)
class Said:
    """A value as it stands somewhere.

    Args:
        value: of the type of its column, or a blank.
        place: file, row and column, or the document it stands in.
    """

    value: Any
    place: str

    @property
    def text(self) -> str:
        """The value as it stands; a list with its signs between, empty for a blank."""
        if isinstance(self.value, Moment):
            return str(self.value)
        return "" if isinstance(self.value, Blank) else text_of(self.value)

    @property
    def is_known(self) -> bool:
        """Whether there is a value; an empty list says nothing."""
        return not isinstance(self.value, Blank) and self.value != ()


@dataclass(frozen=True, slots=True)
class CustomsEntry:
    """What is lodged with customs, or will be.

    Args:
        lines: rows of the table `entry`; what they say of the whole entry agrees.
    """

    lines: tuple[Row, ...]

    @property
    def number(self) -> str:
        """Its number."""
        return str(self.lines[0].values["entry_no"])

    @property
    def state(self) -> EntryState:
        """Where it stands with customs."""
        return EntryState(self.lines[0].values["state"])

    def head(self, column: str) -> Said:
        """Give what all lines say of the entry."""
        return said_in(self.lines[0], column)


@dataclass(frozen=True, slots=True)
class Submission:
    """What was submitted of the footprint; a customs entry has no field for it."""

    row: Row

    def said(self, column: str) -> Said:
        """Give what stands in a column."""
        return said_in(self.row, column)


@dataclass(frozen=True, slots=True)
class EntryReading:
    """The customs entry of a file, None if it cannot be used, and every fault found."""

    entry: CustomsEntry | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class SubmissionReading:
    """The submissions of a file, none if it cannot be used, and every fault found."""

    submissions: tuple[Submission, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class CorrelationReading:
    """Codes of two editions: the counterparts of edition and code; and every fault found."""

    counterparts: Mapping[tuple[str, str], frozenset[tuple[str, str]]]
    faults: tuple[Fault, ...]


def said_in(row: Row, column: str) -> Said:
    """Give what stands in a column of a row."""
    return Said(row.values[column], f"{row.place}, column {column}")
