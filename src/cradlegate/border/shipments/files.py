"""The files of a shipment, read into consignments with every fault that is in them."""

from collections.abc import Iterator, Mapping

from cradlegate.border import faults as kinds
from cradlegate.border.shipments.checks import (
    find_disagreements,
    find_formulas,
    find_row_faults,
)
from cradlegate.border.shipments.consignment import (
    Consignment,
    Row,
    ShipDecision,
    ShipmentReading,
    TradeParty,
)
from cradlegate.border.shipments.tables import (
    DOCUMENTS_FOLDER,
    SHIPMENTS_FILE,
    shipment_file_set,
    shipment_tables,
)
from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault, Place
from cradlegate.tables.reading.file_set import read_file_set
from cradlegate.tables.records.id_checks import (
    find_duplicate_ids,
    find_unknown_references,
    ids_by_table,
)
from cradlegate.tables.records.record import Record, read_records
from cradlegate.tables.records.record_set import Finding, RecordSet


def read_shipment_files(files: Mapping[str, bytes]) -> ShipmentReading:
    """Read a shipment, gathering every fault.

    Args:
        files: bytes by posix path: the folder form with its documents, or one workbook.
    """
    raw = read_file_set(shipment_file_set(), files)
    specs = shipment_tables()
    records = RecordSet(
        {
            name: tuple(record for table in tables for record in read_records(table))
            for name, tables in raw.tables.items()
        }
    )
    records = records.with_findings(find_duplicate_ids(records, specs))
    records = records.with_findings(_find_unknown_parties(records))
    records = records.with_findings(find_formulas(records))
    documents = {
        path.removeprefix(DOCUMENTS_FOLDER): data for path, data in raw.attachments.items()
    }
    records = records.with_findings(find_row_faults(records, documents, is_folder=raw.is_folder))
    row_faults = (fault for name in specs for each in records.all(name) for fault in each.faults)
    faults = [*raw.faults, *row_faults, *find_disagreements(records)]
    if not records.usable("shipments"):
        faults.append(Fault(kinds.NO_SHIPMENT, "there is no machine", Place(SHIPMENTS_FILE)))
    has_documents = "documents" in raw.tables
    consignments = tuple(_assemble(records, documents, has_documents=has_documents))
    return ShipmentReading(consignments, raw.in_file_order(faults))


def _find_unknown_parties(records: RecordSet) -> Iterator[Finding]:
    """Find ids that name nothing; without a table of parties their ids stand for themselves."""
    ids = dict(ids_by_table(records, shipment_tables()))
    ids["consignments"] = records.ids("shipments", "consignment_id")
    if not records.all("parties"):
        del ids["parties"]
    return find_unknown_references(records, shipment_tables(), ids)


def _assemble(
    records: RecordSet, documents: Mapping[str, bytes], *, has_documents: bool
) -> Iterator[Consignment]:
    parties = {each.id: _make_party(each) for each in records.usable("parties")}
    papers = tuple(map(_make_row, records.usable("documents"))) if has_documents else None
    decisions = tuple(map(_make_decision, records.usable("ship_decisions")))
    rows = tuple(map(_make_row, records.usable("shipments")))
    evidence = {each.id: _make_row(each) for each in records.usable("oem_evidence")}
    by_consignment: dict[str, list[Row]] = {}
    for row in rows:
        by_consignment.setdefault(row.values["consignment_id"], []).append(row)
    for name, machines in by_consignment.items():
        own = tuple(each for each in decisions if each.consignment == name)
        yield Consignment(name, tuple(machines), papers, parties, own, documents, rows, evidence)


def _make_row(record: Record) -> Row:
    return Row(record.id, record.values, record.place)


def _make_party(record: Record) -> TradeParty:
    country, contact, declares_as, tax_id = (
        _text(record.values[name]) for name in ("country", "contact", "declares_as", "tax_id")
    )
    return TradeParty(
        record.id,
        record.values["name"],
        country,
        contact,
        declares_as,
        tax_id,
        record.values["also_named"],
    )


def _make_decision(record: Record) -> ShipDecision:
    values = record.values
    until = values["until"]
    return ShipDecision(
        record.id,
        values["consignment_id"],
        values["pack"],
        values["question"],
        values["reading"],
        values["decided_by"],
        values["decided_at"],
        values["reason"],
        None if isinstance(until, Blank) else until,
        record.place,
    )


def _text(value: object) -> str:
    return "" if isinstance(value, Blank) else str(value)
