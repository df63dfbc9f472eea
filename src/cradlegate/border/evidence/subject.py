"""What a letter of the original maker is to be about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cradlegate.border.evidence.faults import NO_SUBJECT
from cradlegate.border.facts.fit import judge_machine
from cradlegate.border.shipments.consignment import LETTER, Consignment, Row
from cradlegate.core.blank import Blank, known
from cradlegate.core.fault import Fault, FaultsError


@dataclass(frozen=True, slots=True)
class Subject:
    """Machines that one letter is to be about.

    Args:
        letter: id of the document; a new one where there is none yet.
        machines: at least one, all of one file.
        maker: id of whoever is to write it; empty where nobody has named one.
        consignment: of the first machine.
    """

    letter: str
    machines: tuple[Row, ...]
    maker: str
    consignment: Consignment


def find_subject(
    consignments: Sequence[Consignment], document: str | None, machine: str | None
) -> Subject:
    """Find what a letter is to be about.

    Args:
        consignments: of one file, at least one.
        document, machine: id of either; a letter that is listed is about the machines it covers.

    Raises:
        FaultsError: both, none, or no such document or machine (BD-160).
    """
    if (document is None) == (machine is None):
        raise FaultsError([Fault(NO_SUBJECT, "name a document or a machine, and not both")])
    papers = consignments[0].documents or ()
    if document is not None:
        return _find_by_document(consignments, papers, document)
    chosen = [(each, row) for each in consignments for row in each.machines if row.id == machine]
    if not chosen:
        raise FaultsError([Fault(NO_SUBJECT, f"there is no machine {machine}")])
    ((consignment, row),) = chosen
    letter = _name_letter(row.id, (each.id for each in papers))
    return Subject(letter, (row,), _name(row.values["maker_id"]), consignment)


def list_covered(document: Row, consignments: Iterable[Consignment]) -> tuple[Row, ...]:
    """List the machines that a letter surely covers."""
    return tuple(row for row, fits in _judge_all(document, consignments) if fits is True)


def _find_by_document(
    consignments: Sequence[Consignment], papers: Iterable[Row], name: str
) -> Subject:
    paper = next((each for each in papers if each.id == name), None)
    if paper is None or paper.values["type"] != LETTER:
        raise FaultsError([Fault(NO_SUBJECT, f"there is no document {name} of type {LETTER}")])
    judged = _judge_all(paper, consignments)
    # A letter that does not say what it covers may be about any machine of the file.
    machines = [row for row, fits in judged if fits is True] or [
        row for row, fits in judged if fits is not False
    ]
    if not machines:
        raise FaultsError([Fault(NO_SUBJECT, f"{name} covers no machine of the shipment")])
    asked = _name(paper.values["asked_of"]) or paper.values["issuer_id"]
    first = machines[0].values["consignment_id"]
    consignment = next(each for each in consignments if each.id == first)
    return Subject(name, tuple(machines), asked, consignment)


def _judge_all(document: Row, consignments: Iterable[Consignment]) -> list[tuple[Row, object]]:
    return [
        (row, judge_machine(document, row, each, None).value)
        for each in consignments
        for row in each.machines
    ]


def _name_letter(machine: str, taken: Iterable[str]) -> str:
    names, number = set(taken), 1
    while (name := f"OEM-{machine}" + (f"-{number}" if number > 1 else "")) in names:
        number += 1
    return name


def _name(party: str | Blank) -> str:
    return known(party) or ""
