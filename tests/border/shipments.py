"""The twelve consignments, and small shipments written in a test, for the tests of this room."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cradlegate.border.facts.supply import supply_facts
from cradlegate.border.shipments.consignment import Consignment, ShipmentReading
from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.compose import gate
from cradlegate.regimes.evaluate.judgement import Judgement
from cradlegate.regimes.facts import Fact, FactBase
from cradlegate.verification.registers.files import read_register, shipped_registers
from cradlegate.verification.registers.register import RegisterSnapshot
from cradlegate.verification.trust_lists.trust_list import TrustList, read_trust_list
from cradlegate.work.prepare import Prepared, Terms, prepare

FOLDER = Path(__file__).parent / "consignments"
FROZEN = Path(__file__).parents[1] / "dossier" / "frozen"
DOSSIER = "documents/vmc-850.dossier"
VN = "vn-circular-12-2026"
KNOWN = datetime(2026, 8, 20, 9, tzinfo=UTC)
NAMES = tuple(f"C{number:02}" for number in range(1, 13))

MACHINE: Mapping[str, str] = {
    "id": "M1",
    "consignment_id": "C1",
    "kind": "machining_centre",
    "cnc": "yes",
    "condition": "new",
    "maker_id": "maker",
    "model": "VMC-850",
    "serials": "SN-1",
    "qty": "1",
    "hs": "845710",
    "hs_edition": "2022",
    "dispatch": "CN",
    "destination": "VN",
    "procedure": "consumption",
    "exporter_id": "maker",
    "from": "CNTAO",
    "to": "VNSGN",
    "ship_date": "2026-08-05",
    "entry_date": "2026-08-25",
}
DOCUMENT: Mapping[str, str] = {
    "doc_id": "R1",
    "type": "carbon_footprint_report",
    "number": "EX-1",
    "issuer_id": "body",
    "issuer_role": "verification_body",
    "body_no": "EX-VB-01",
    "covers_serials": "SN-1",
    "signed_at": "2026-07-15",
    "state": "checked",
    "checked_by": "A. Example",
    "checked_at": "2026-07-15",
    "checked_how": "letter of the body",
}
DECISION: Mapping[str, str] = {
    "id": "D1",
    "consignment_id": "C1",
    "pack": VN,
    "question": "accreditor",
    "reading": "BoA",
    "decided_by": "A. Example",
    "decided_at": "2026-08-01",
    "reason": "the ministry said so on the telephone",
}


def twelve() -> dict[str, bytes]:
    """The files of the twelve consignments, with the dossier that is frozen beside its checks."""
    files = {path.name: path.read_bytes() for path in FOLDER.glob("*.csv")}
    return {**files, DOSSIER: (FROZEN / "vmc-850.dossier").read_bytes()}


@lru_cache(maxsize=1)
def reading() -> ShipmentReading:
    return read_shipment_files(twelve())


def consignment(name: str) -> Consignment:
    return next(each for each in reading().consignments if each.id == name)


@lru_cache(maxsize=1)
def trust_list() -> TrustList:
    return read_trust_list((FROZEN / "trust-list.json").read_bytes(), "trust-list.json")


@lru_cache(maxsize=2)
def register(quarter: str = "q2") -> RegisterSnapshot:
    """A shipped register of a quarter of 2026."""
    name = f"register-example-2026-{quarter}"
    snapshot = read_register(shipped_registers()[name], name).snapshot
    assert snapshot is not None
    return snapshot


def terms(**changes: Any) -> Terms:
    """The terms on which the twelve are judged, changed by fields."""
    pack = gate.open_packs().as_known(VN, KNOWN.date())
    engine = "cradlegate test"
    return replace(Terms((pack,), (register(),), trust_list(), None, KNOWN, engine), **changes)


@lru_cache(maxsize=16)
def judged(name: str) -> Prepared:
    return prepare(consignment(name), terms())


def judgement(name: str) -> Judgement:
    return judged(name).readiness.decision.judgements[0]


def table(rows: Iterable[Mapping[str, str]]) -> bytes:
    """A table as CSV; a row may lack columns of others."""
    rows = list(rows)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    lines = [",".join(columns)]
    lines += [",".join(row.get(name, "") for name in columns) for row in rows]
    return "\n".join(lines).encode() + b"\n"


def shipment(
    *machines: Mapping[str, str],
    documents: Iterable[Mapping[str, str]] | None = (),
    decisions: Iterable[Mapping[str, str]] = (),
    **files: bytes,
) -> dict[str, bytes]:
    """The files of a small shipment: rows that change the usual machine, document or decision."""
    written = {"shipments.csv": table({**MACHINE, **each} for each in machines or ({},))}
    if documents is not None:
        written["documents.csv"] = table({**DOCUMENT, **each} for each in documents or ({},))
    if decisions:
        written["ship_decisions.csv"] = table({**DECISION, **each} for each in decisions)
    return {**written, **files}


def read_one(files: Mapping[str, bytes]) -> Consignment:
    """The only consignment of a shipment without errors."""
    read = read_shipment_files(files)
    assert not [fault for fault in read.faults if fault.is_error], read.faults
    (one,) = read.consignments
    return one


def codes(files: Mapping[str, bytes]) -> list[str]:
    return [fault.code for fault in read_shipment_files(files).faults]


def base_of(files: Mapping[str, bytes]) -> FactBase:
    return supply_facts(read_one(files), {}, (register(),))


def listed(held: Consignment | FactBase) -> tuple[Any, ...]:
    """The documents that somebody has listed."""
    assert held.documents is not None
    return held.documents


def document_fact(files: Mapping[str, bytes], name: str) -> Fact:
    (document,) = base_of(files).documents or ()
    return document.facts[name]
