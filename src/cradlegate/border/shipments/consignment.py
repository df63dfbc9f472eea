"""A consignment: machines that cross a border together, with their documents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cradlegate.core.fault import Fault, Place
from cradlegate.core.period import Interval

SEALED = ".dossier"
"""How the names of dossiers end."""
LETTER, STATED = "oem_letter", ".json"
"""The type of document by which an original maker confirms functions, and how the name of a signed
statement ends."""


@dataclass(frozen=True, slots=True)
class TradeParty:
    """A party to a consignment.

    Args:
        contact: person or address that requests go to.
        declares_as: id under which it signs declarations.
        tax_id: as customs entries write it.
        also_named: its other names, in whatever script.
    """

    id: str
    name: str
    country: str
    contact: str
    declares_as: str
    tax_id: str = ""
    also_named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A typed row of a shipment's table: a value or a blank for every column.

    Args:
        values: by column name.
        place: of the row.
    """

    id: str
    values: Mapping[str, Any]
    place: Place


@dataclass(frozen=True, slots=True)
class ShipDecision:
    """Who accepted which reading of an open question, and why; it changes no status.

    Args:
        until: the last day on which it holds; None for no end.
    """

    id: str
    consignment: str
    pack: str
    question: str
    reading: str
    decided_by: str
    decided_at: Interval
    reason: str
    until: Interval | None
    place: Place


@dataclass(frozen=True, slots=True)
class Consignment:
    """Machines that cross a border together.

    Args:
        machines: rows of the table `shipments`; what they say of the consignment agrees.
        documents: rows of the table `documents`, of other consignments too as long as nobody has
            told them apart; None where there is no such table.
        parties: by id; empty where nobody has named them, and their ids stand for themselves.
        files: documents themselves, by path below the folder of documents.
        in_file: machines of every consignment that stands in the same file.
        evidence: rows of the table `oem_evidence`, by id of the document.
    """

    id: str
    machines: tuple[Row, ...]
    documents: tuple[Row, ...] | None
    parties: Mapping[str, TradeParty]
    decisions: tuple[ShipDecision, ...]
    files: Mapping[str, bytes]
    in_file: tuple[Row, ...]
    evidence: Mapping[str, Row] = field(default_factory=dict)

    @property
    def neighbours(self) -> Iterator[Row]:
        """The machines of other consignments in the same file."""
        return (each for each in self.in_file if each.values["consignment_id"] != self.id)

    @property
    def sealed(self) -> Iterator[Row]:
        """The documents that are dossiers and are here to be opened."""
        for document in self.documents or ():
            file = str(document.values["file"])
            if file in self.files and file.lower().endswith(SEALED):
                yield document

    @property
    def stated(self) -> Iterator[Row]:
        """The letters of makers that are signed statements and are here to be opened."""
        for document in self.documents or ():
            file = str(document.values["file"])
            is_here = file in self.files and file.lower().endswith(STATED)
            if is_here and document.values["type"] == LETTER:
                yield document

    def common(self, column: str) -> Any:  # noqa: ANN401 - the column decides
        """Give what all machines say of the consignment."""
        return self.machines[0].values[column]

    def name_of(self, party: object) -> str:
        """Name a party, by its id where nobody has named it."""
        known = self.parties.get(str(party))
        return known.name if known else str(party)


@dataclass(frozen=True, slots=True)
class ShipmentReading:
    """The consignments of a shipment file, and every fault found in it."""

    consignments: tuple[Consignment, ...]
    faults: tuple[Fault, ...]
