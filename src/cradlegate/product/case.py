"""A case: everything a maker states about one machine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from cradlegate.core.fault import NOWHERE, Fault, Place
from cradlegate.product.bill import BomLine
from cradlegate.product.end_of_life import EndOfLife
from cradlegate.product.energy import AllocationRow, EnergyRow, Instrument
from cradlegate.product.evidence import EvidenceItem, SignOff
from cradlegate.product.machine import Machine
from cradlegate.product.supplier import SupplierFootprint
from cradlegate.product.transport import TransportLeg
from cradlegate.product.use import UseProfile


@dataclass(frozen=True, slots=True)
class Gap:
    """A row that could not be read whole; a draft shows it as a gap (method 18).

    Args:
        table: the table it stands in.
        id: its id, or `row n`.
        description: what could be read of it.
        reason: what is wrong, in words.
        cells: the cells of the row that could be read, as text.
        place: where it stands.
    """

    table: str
    id: str
    description: str
    reason: str
    cells: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a maker states about one machine, read and checked.

    Args:
        digest: of the canonical form of every section; the same for folder and workbook.
        section_digests: by section name, as sign-offs name them.
    """

    machine: Machine
    bom: tuple[BomLine, ...]
    energy: tuple[EnergyRow, ...]
    allocation: tuple[AllocationRow, ...]
    instruments: tuple[Instrument, ...]
    transport: tuple[TransportLeg, ...]
    use: UseProfile | None
    end_of_life: EndOfLife | None
    suppliers: tuple[SupplierFootprint, ...]
    evidence: tuple[EvidenceItem, ...]
    signoffs: tuple[SignOff, ...]
    digest: str
    section_digests: Mapping[str, str]
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseDigests:
    """The digests that a case would have: of the whole, and of its sections by name."""

    whole: str
    sections: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CaseReading:
    """What reading gave: a case as far as it could be read, and every fault found.

    Args:
        case: None if not even the machine could be read.
        faults: errors and warnings, in file order.
    """

    case: Case | None
    faults: tuple[Fault, ...]
