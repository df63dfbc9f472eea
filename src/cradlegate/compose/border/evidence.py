"""Evidence of makers joined with its files: shipments, letters, and the log of requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cradlegate.border.evidence.faults import NO_SUBJECT
from cradlegate.border.evidence.form import write_answer_form
from cradlegate.border.evidence.lint import LintedLetter, lint_letters
from cradlegate.border.evidence.meanings import Meaning, find_meanings
from cradlegate.border.evidence.modes import list_asking
from cradlegate.border.evidence.request_log import RequestStep, add_step, read_log
from cradlegate.border.evidence.subject import find_subject
from cradlegate.border.shipments.consignment import Consignment
from cradlegate.compose import gate
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.declaration.languages import Language
from cradlegate.regimes.pack.pack import Pack
from cradlegate.reports.evidence.letter import write_request
from cradlegate.store.atomic import write_files
from cradlegate.store.single_file import read_single_file, write_single_file
from cradlegate.tables.reading.csv_tables import LARGEST_TABLE


@dataclass(frozen=True, slots=True)
class Shipment:
    """The consignments of a shipment without errors, at least one, and its warnings."""

    consignments: tuple[Consignment, ...]
    warnings: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Linted:
    """The letters of a shipment looked at, and what they mean under the packs."""

    letters: tuple[LintedLetter, ...]
    meanings: tuple[Meaning, ...]


def read_sound_shipment(path: Path) -> Shipment:
    """Read a shipment that has no errors.

    Raises:
        FaultsError: all its faults.
    """
    reading = gate.read_shipment_at(path)
    if any(fault.is_error for fault in reading.faults):
        raise FaultsError(reading.faults)
    return Shipment(reading.consignments, reading.faults)


def draft_letter(
    shipment: Shipment,
    document: str | None,
    machine: str | None,
    packs: Sequence[Pack],
    languages: Sequence[Language],
) -> dict[str, bytes]:
    """Draft the request to a maker and the form of its answer; by file name.

    Raises:
        FaultsError: nothing to write about (BD-160).
    """
    subject = find_subject(shipment.consignments, document, machine)
    forms, asking = write_answer_form(subject), list_asking(packs)
    return {
        **{
            f"letter-{subject.letter}.{language}.txt": write_request(
                subject, asking, forms, language
            ).encode()
            for language in languages
        },
        **forms,
    }


def write_letter(written: dict[str, bytes], folder: Path, *, force: bool) -> None:
    """Write letter and form into a folder."""
    write_files(folder, written, force=force)


def lint_shipment(shipment: Shipment, packs: Sequence[Pack]) -> Linted:
    """Look at every letter of a shipment."""
    letters = lint_letters(shipment.consignments)
    return Linted(letters, find_meanings(letters, shipment.consignments[0], packs))


def read_log_at(path: Path, today: date) -> tuple[RequestStep, ...]:
    """Read the log of requests in a file; one that is not there is empty.

    Raises:
        FaultsError: everything that is wrong with it.
    """
    return read_log(_load(path), path.name, today)


def record_step(shipment: Shipment, path: Path, step: RequestStep, today: date) -> None:
    """Add a step to the log in a file.

    Raises:
        FaultsError: a document that the shipment does not list (BD-160), or a step that cannot
            follow (BD-167); nothing is written then.
    """
    papers = shipment.consignments[0].documents or ()
    if step.document not in {each.id for each in papers}:
        raise FaultsError([Fault(NO_SUBJECT, f"there is no document {step.document}")])
    write_single_file(path, add_step(_load(path), path.name, step, today), force=True)


def _load(path: Path) -> bytes:
    return read_single_file(path, LARGEST_TABLE).data if path.exists() else b""
