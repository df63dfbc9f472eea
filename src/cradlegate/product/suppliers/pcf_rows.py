"""Footprints that a supplier sends as a table."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from cradlegate.core.blank import Blank, known
from cradlegate.core.fault import Fault
from cradlegate.product.suppliers.answer_tables import pcf_table
from cradlegate.product.suppliers.sent import Sent
from cradlegate.tables.reading.csv_tables import read_csv_table
from cradlegate.tables.records.record import Record, read_records

_PARTS = {
    "fossil": "fossil",
    "biogenic_emissions": "biogenic",
    "land_use_change": "land_use_change",
}


def read_pcf_rows(data: bytes, file: str) -> tuple[tuple[Sent, ...], tuple[Fault, ...]]:
    """Read one footprint a row; cells that cannot be read are faults with row and column."""
    reading = read_csv_table(pcf_table(), file, data)
    records = [record for table in reading.tables for record in read_records(table)]
    faults = [*reading.faults, *(fault for record in records for fault in record.faults)]
    usable = (record for record in records if not record.is_gap)
    return tuple(_make_sent(record) for record in usable), tuple(faults)


def _make_sent(record: Record) -> Sent:
    v = record.values
    amount, each = v["declared_amount"], known(v["mass_per_unit"])
    parts, removals = _read_parts(v)
    sent = Sent(
        id=known(v["id"]) or "",
        supplier_id=known(v["supplier_id"]) or "",
        product=known(v["product"]) or "",
        line_ids=v["line_ids"],
        units=_split(known(v["declared_unit"]) or ""),
        amount=amount,
        mass_kg=None if each is None else amount * each,
        excluding=known(v["total"]),
        parts=parts,
        aircraft=known(v["aircraft"]) or Decimal(0),
        removals=removals,
        place=record.place,
    )
    return _add_scope(sent, v)


def _read_parts(v: Mapping[str, Any]) -> tuple[dict[str, Decimal], Decimal]:
    """Give the parts and the uptake; one net biogenic figure is emission or uptake by its sign."""
    parts = {part: v[name] for name, part in _PARTS.items() if known(v[name]) is not None}
    removals = known(v["biogenic_removals"]) or Decimal(0)
    net = known(v["biogenic"])
    if net is not None and net > 0:
        parts["biogenic"] = parts.get("biogenic", Decimal(0)) + net
    elif net is not None:
        removals += net
    return parts, removals


def _add_scope(sent: Sent, v: Mapping[str, Any]) -> Sent:
    """Add what the figures are of, where, for which time, and how sure they are."""
    return replace(
        sent,
        boundary=known(v["boundary"]) or "",
        gwp_sets=_split(known(v["gwp_set"]) or ""),
        period=known(v["period"]),
        geography=known(v["geography"]) or "",
        recycling_model=known(v["recycling_model"]) or "",
        exempted=known(v["exempted"]),
        primary_share=v["primary_share"],
        dqr=v["dqr"],
        valid_to=v["valid_to"],
        assurance="none" if isinstance(v["assurance"], Blank) else v["assurance"],
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(";") if item.strip())
