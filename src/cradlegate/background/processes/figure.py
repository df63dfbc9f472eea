"""The figure of one process of an imported database, with all that a reader must know of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from cradlegate.background.datasets.dataset import AllocationMethod
from cradlegate.background.processes.faults import NO_DATABASE
from cradlegate.core.category import Category
from cradlegate.core.fault import Fault, FaultsError


class Standing(StrEnum):
    """Whether a database is listed as China's nationally recognised inventory database (S3-5)."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LinkedDatabase:
    """An imported database, as another one that takes from it names it.

    Args:
        id: digest of what was settled when it was imported.
        source: digest of its files.
        licences: what its files say of the terms of use, by file.
        allocation: method by which its processes with several products were shared out.
    """

    id: str
    name: str
    format: str
    source: str
    factors: str
    standing: Standing
    licences: Mapping[str, str]
    allocation: AllocationMethod = AllocationMethod.NONE


@dataclass(frozen=True, slots=True)
class ProcessFigure:
    """What one unit of a process causes, and where that comes from.

    Args:
        database: that the process stands in.
        linked: databases that this one takes from, theirs included.
        process: id, as the database has it.
        location: code of the database; empty where none is stated.
        years: first and last year that it describes; empty where none are stated.
        unit: of the reference, as the database writes it.
        values: kg CO2e per unit, by category.
        bounds: no value is further than this from the exact one, kg CO2e per unit.
    """

    database: LinkedDatabase
    linked: tuple[LinkedDatabase, ...]
    process: str
    name: str
    product: str
    location: str
    years: tuple[int, ...]
    unit: str
    values: Mapping[Category, Decimal]
    bounds: Mapping[Category, Decimal] = field(default_factory=dict)

    @property
    def databases(self) -> tuple[LinkedDatabase, ...]:
        """The database itself, and those it takes from."""
        return (self.database, *self.linked)


FindProcess = Callable[[str], ProcessFigure]
"""Gives the figure that `database/process` names, or raises FaultsError."""


def find_nothing(reference: str) -> ProcessFigure:
    """Refuse: there is no database.

    Raises:
        FaultsError: always (BG-170).
    """
    raise FaultsError([Fault(NO_DATABASE, f"{reference!r}, and there is no database here")])
