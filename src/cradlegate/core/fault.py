"""Faults: what was found, where, which rule it breaks, what to do next."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cradlegate.core.errors import CradlegateError


class Severity(StrEnum):
    """An error stops a final answer; a warning is printed with it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One kind of fault, documented on a page of its own.

    Args:
        code: stable, such as `CF-004`; the letters name the step that finds it.
        title: the broken fact in a few words.
        rule: the rule it breaks.
        remedy: what to do next.
        severity: whether it stops a final answer.
    """

    code: str
    title: str
    rule: str
    remedy: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in an input: file, row (1 = first line of the file), column, id."""

    file: str = ""
    row: int | None = None
    column: str = ""
    id: str = ""

    def __str__(self) -> str:
        """Name the place as a reader would look for it."""
        parts = [
            self.file,
            f"row {self.row}" if self.row is not None else "",
            f"column {self.column}" if self.column else "",
            f"id {self.id}" if self.id else "",
        ]
        return ", ".join(part for part in parts if part)


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding in an input.

    Args:
        kind: the documented kind, which gives code, rule, severity and the usual remedy.
        found: what stands there, in words.
        place: where it stands.
        remedy: what to do next, where it is more exact than the usual remedy of the kind.
    """

    kind: FaultKind
    found: str
    place: Place = NOWHERE
    remedy: str = ""

    @property
    def code(self) -> str:
        """The stable code."""
        return self.kind.code

    @property
    def is_error(self) -> bool:
        """Whether the fault stops a final answer."""
        return self.kind.severity is Severity.ERROR

    def __str__(self) -> str:
        """Three lines: what and where, the rule, what to do next with the code."""
        where = f"{self.place}: " if str(self.place) else ""
        remedy = self.remedy or self.kind.remedy
        return f"{where}{self.found}\n  {self.kind.rule}\n  {remedy} [{self.code}]"


class FaultsError(CradlegateError):
    """An input that cannot be used, with every fault found in it."""

    code = "IN-000"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
