"""What the cells of one row owe each other."""

from collections.abc import Callable, Iterator, Mapping

from cradlegate.core.blank import Blank
from cradlegate.core.category import Category
from cradlegate.core.fault import Fault
from cradlegate.core.quantity import UnitError, conversion_factor
from cradlegate.product import faults as kinds
from cradlegate.tables.faults import WRONG_DIMENSION
from cradlegate.tables.records.record import Record
from cradlegate.tables.records.record_set import Finding, RecordSet

_SINGLE = ("machine", "use")
"""Tables of one row, which is not given up for two figures that contradict each other."""


def find_row_faults(records: RecordSet) -> Iterator[Finding]:
    """Find cells that another cell of the row asks for, or cannot stand beside."""
    for table, check in _CHECKS.items():
        for record in records.usable(table):
            for fault in check(record):
                yield Finding(record, fault, keeps_row=table in _SINGLE)


def _missing(record: Record, column: str, because: str) -> Iterator[Fault]:
    if isinstance(record.values[column], Blank) or record.values[column] in ((), ""):
        found = f"{column} is empty although {because}"
        yield Fault(kinds.COMPANION_MISSING, found, record.at(column))


def _machine(record: Record) -> Iterator[Fault]:
    values = record.values
    if values["gross_shipping_mass"] < values["net_mass"]:
        found = f"gross mass {values['gross_shipping_mass']} kg, net mass {values['net_mass']} kg"
        yield Fault(kinds.IMPOSSIBLE_PAIR, found, record.at("gross_shipping_mass"))
    if values["declared_for"] == "serial":
        yield from _missing(record, "serials", "the study speaks for serial numbers")


def _bom_line(record: Record) -> Iterator[Fault]:
    values = record.values
    if values["source_kind"] == "excluded":
        yield from _missing(record, "exclusion_reason", "the line is excluded")
    if values["source_kind"] in {"pcf", "epd", "dataset"}:
        yield from _missing(record, "source_id", f"the source is a {values['source_kind']}")
    if not isinstance(values["amount"], Blank):
        yield from _missing(record, "amount_unit", "there is an amount")
    if not isinstance(values["amount_unit"], Blank):
        yield from _missing(record, "amount", "there is a unit of it")
        if _is_convertible(values["amount_unit"], "kg"):
            found = f"an amount in {values['amount_unit']} beside net_mass_each and quantity"
            remedy = "Empty amount and amount_unit: what a line weighs stands in its mass."
            yield Fault(WRONG_DIMENSION, found, record.at("amount_unit"), remedy)


def _energy_row(record: Record) -> Iterator[Fault]:
    values = record.values
    if values["to"].last < values["from"].first:
        found = f"{values['from']} to {values['to']}"
        yield Fault(kinds.BACKWARD_PERIOD, found, record.at("to"))
    if values["scope"] == "process":
        yield from _missing(record, "process", "the row is of a process")
    if values["carrier"] != "electricity" and _is_energy(values["amount"].unit):
        yield from _missing(record, "cv_basis", "a fuel is billed in energy units")
    if values["carrier"] == "electricity":
        if not _is_energy(values["amount"].unit):
            found = f"electricity of {values['amount']}"
            remedy = "Write the amount in kWh."
            yield Fault(WRONG_DIMENSION, found, record.at("amount"), remedy)
        if values["supply"] == "instrument":
            yield from _missing(record, "instrument_id", "the supply is an instrument")


def _leg(record: Record) -> Iterator[Fault]:
    if not isinstance(record.values["distance"], Blank):
        yield from _missing(record, "distance_basis", "a distance is stated")


def _use(record: Record) -> Iterator[Fault]:
    if not isinstance(record.values["refrigerant.type"], Blank):
        yield from _missing(record, "refrigerant.charge", "there is a refrigerant")
        yield from _missing(record, "refrigerant.leak", "there is a refrigerant")


def _supplier_footprint(record: Record) -> Iterator[Fault]:
    if all(f"by_category.{category}" in record.defaulted for category in Category):
        found = f"{record.id} has no figure"
        yield Fault(kinds.COMPANION_MISSING, found, record.at("by_category"))


def _signoff(record: Record) -> Iterator[Fault]:
    prepared, reviewed = record.values["prepared_by"], record.values["reviewed_by"]
    if prepared.casefold().split() == reviewed.casefold().split():
        found = f"{prepared} prepared and reviewed {record.values['section']}"
        yield Fault(kinds.SELF_REVIEW, found, record.at("reviewed_by"))


def _is_energy(unit: str) -> bool:
    return _is_convertible(unit, "kWh")


def _is_convertible(unit: str, target: str) -> bool:
    try:
        conversion_factor(unit, target)
    except UnitError:
        return False
    return True


_CHECKS: Mapping[str, Callable[[Record], Iterator[Fault]]] = {
    "machine": _machine,
    "bom": _bom_line,
    "energy": _energy_row,
    "transport": _leg,
    "use": _use,
    "supplier_footprints": _supplier_footprint,
    "signoff": _signoff,
}
