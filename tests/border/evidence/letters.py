"""Shipments with one letter of a maker, written in a test; machines and parties are invented."""

from collections.abc import Mapping, Sequence
from typing import Any

from cradlegate.border.evidence.lint import LintedLetter, lint_letters
from cradlegate.border.shipments.consignment import Consignment
from cradlegate.border.shipments.files import read_shipment_files
from tests.border.shipments import shipment, table

MACHINE = {
    "kind": "cnc_lathe",
    "condition": "used",
    "built": "2018",
    "model": "TL-200",
    "exporter_id": "trader",
    "cnc_model": "Example CNC 5",
}
LETTER = {
    "doc_id": "L1",
    "type": "oem_letter",
    "number": "EX-7",
    "issuer_id": "maker",
    "issuer_role": "oem",
    "body_no": "",
    "covers_serials": "SN-1",
    "signed_at": "2026-07-20",
    "state": "received",
}
EVIDENCE = {
    "doc_id": "L1",
    "remote_diagnostics": "yes",
    "predictive_maintenance": "yes",
    "ai_basis": "learned_model",
    "test_log": "yes",
    "fitted": "factory",
    "runs": "cloud",
    "activation": "active",
    "active_on": "2026-07-18",
    "retrofit_date": "none",
    "cnc_version": "5.1",
    "ai_version": "2.0",
    "sensors": "vibration; current",
    "protocol": "OPC UA",
    "data_sent": "spindle load",
    "endpoint": "diag.maker.example",
    "host_country": "CN",
    "licence_to": "none",
}
"""A letter that leaves nothing out."""


def files(
    *,
    machines: Sequence[Mapping[str, str]] = ({},),
    documents: Sequence[Mapping[str, str]] | None = ({},),
    evidence: Sequence[Mapping[str, str]] = ({},),
) -> dict[str, bytes]:
    """The files of a shipment; rows change the usual machine, letter and evidence."""
    papers = None if documents is None else [{**LETTER, **each} for each in documents]
    written = shipment(*({**MACHINE, **each} for each in machines), documents=papers)
    if evidence and documents is not None:
        written["oem_evidence.csv"] = table({**EVIDENCE, **each} for each in evidence)
    return written


def read(**rows: Any) -> tuple[Consignment, ...]:
    found = read_shipment_files(files(**rows))
    assert not [fault for fault in found.faults if fault.is_error], found.faults
    return found.consignments


def lint(
    evidence: Mapping[str, str] | None = None,
    document: Mapping[str, str] | None = None,
    machine: Mapping[str, str] | None = None,
) -> LintedLetter:
    """The one letter of a shipment, looked at."""
    rows = {"machines": (machine or {},), "documents": (document or {},)}
    (found,) = lint_letters(read(**rows, evidence=(evidence or {},)))
    return found


def found(linted: LintedLetter) -> list[tuple[str, str]]:
    return [(fault.code, fault.place.column) for fault in linted.faults]
