"""A questionnaire as a supplier answered it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault, Place
from cradlegate.core.quantity import Quantity
from cradlegate.product.suppliers import faults as kinds
from cradlegate.product.suppliers.answer_tables import (
    FORM,
    GIVEN,
    MODULES,
    WORDS,
    questionnaire_tables,
    words_table,
)
from cradlegate.tables.columns import TableSpec
from cradlegate.tables.faults import UNKNOWN_REFERENCE, WRONG_SHAPE
from cradlegate.tables.reading.raw_table import Cell, RawReading, RawRow, RawTable
from cradlegate.tables.reading.xlsx_tables import read_workbook
from cradlegate.tables.records.record import Record, read_records


@dataclass(frozen=True, slots=True)
class EnergyUse:
    """Energy per declared unit: process, carrier, amount, and the calorific value of its bill."""

    line_id: str
    process: str
    carrier: str
    amount: Quantity
    cv_basis: str | Blank
    place: Place


@dataclass(frozen=True, slots=True)
class Input:
    """A material or bought part per declared unit, with where it comes from.

    Args:
        footprint: the figure of the supplier's own supplier, kg CO2e per kg.
        primary_share: of that figure.
    """

    line_id: str
    material: str
    mass_kg: Decimal
    origin_country: str | Blank
    supplier: str | Blank
    tier: int | Blank
    foundry: str | Blank
    smelter: str | Blank
    footprint: Decimal | Blank
    gwp_set: str
    primary_share: Decimal | Blank
    place: Place


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """One part as answered: its row, the energy of all its processes, and its inputs."""

    record: Record
    energy: tuple[EnergyUse, ...]
    inputs: tuple[Input, ...]

    @property
    def line_id(self) -> str:
        """The line of the parts list."""
        return self.record.id

    def value(self, column: str) -> Any:  # noqa: ANN401 - the column decides
        """Give a cell of its row; None where it is blank."""
        value = self.record.values.get(column)
        return None if isinstance(value, Blank) else value


@dataclass(frozen=True, slots=True)
class Answer:
    """An answered questionnaire.

    Args:
        parts: those that were answered; rows that only hold what was asked are left out.
        faults: with row and column; errors mean that nothing of it is used.
    """

    supplier_id: str
    case_digest: str
    parts: tuple[PartAnswer, ...]
    faults: tuple[Fault, ...]


def read_answer_workbook(data: bytes, file: str) -> Answer:
    """Read the workbook form of a questionnaire, whatever language its words are in."""
    specs = {**questionnaire_tables(), WORDS: words_table()}
    reading = read_workbook(specs, file, data)
    tables = tuple(table for table in reading.tables if table.spec.name != WORDS)
    ours = tuple(f for f in reading.faults if not f.place.file.endswith(f"[{WORDS}]"))
    return _read_answer(RawReading(tables, ours), file)


def read_answer_json(value: Mapping[str, Any], file: str) -> Answer:
    """Read the JSON form: `about` as an object, every other table as a list of objects."""
    reading = RawReading()
    for name, content in value.items():
        spec = questionnaire_tables().get(name)
        if spec is not None:
            reading += _table_of_json(spec, content, f"{file}[{name}]")
    return _read_answer(reading, file)


def _table_of_json(spec: TableSpec, content: object, file: str) -> RawReading:
    rows = [content] if isinstance(content, dict) else content
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        found = f"{spec.name} is no list of objects"
        return RawReading(faults=(Fault(WRONG_SHAPE, found, Place(file)),))
    faults = [
        Fault(WRONG_SHAPE, f"{name} is no column of text", Place(file, number, name))
        for number, row in enumerate(rows, 1)
        for name, item in row.items()
        if name not in spec.columns or isinstance(item, dict | list)
    ]
    raw = tuple(
        RawRow(number, {name: Cell(_text(item), number) for name, item in row.items()})
        for number, row in enumerate(rows, 1)
    )
    return RawReading(() if faults else (RawTable(spec, file, raw),), tuple(faults))


def _text(item: object) -> str:
    if isinstance(item, bool):
        return "yes" if item else "no"
    return "" if item is None else str(item)


def _read_answer(reading: RawReading, file: str) -> Answer:
    records = {table.spec.name: read_records(_answered(table)) for table in reading.tables}
    about = next(iter(records.get("about", ())), None)
    faults = [
        *reading.faults,
        *(f for each in records.values() for one in each for f in one.faults),
    ]
    form = about.values.get("form") if about else None
    if form != FORM:
        found = f"the form is {form!r}, this release reads {FORM!r}"
        faults.append(Fault(kinds.OTHER_VERSION, found, Place(f"{file}[about]", column="form")))
    parts = records.get("parts", ())
    faults += _find_unknown_parts(records, {part.id for part in parts})
    if not parts:
        found = "no part is answered"
        faults.append(Fault(kinds.FIELDS_MISSING, found, Place(f"{file}[parts]")))
    values: Mapping[str, Any] = about.values if about else {}
    is_usable = not any(fault.is_error for fault in faults)
    return Answer(
        str(values.get("supplier_id", "")),
        str(values.get("case_digest", "")),
        tuple(_make_part(part, records) for part in parts) if is_usable else (),
        tuple(faults),
    )


def _answered(table: RawTable) -> RawTable:
    """Leave out parts of which nothing was answered."""
    if table.spec.name != "parts":
        return table
    rows = tuple(
        row
        for row in table.rows
        if row.faults
        or any(cell.text.strip() for name, cell in row.cells.items() if name not in GIVEN)
    )
    return RawTable(table.spec, table.file, rows, table.missing)


def _find_unknown_parts(
    records: Mapping[str, tuple[Record, ...]], known: set[str]
) -> Iterator[Fault]:
    for name in ("energy", "inputs", *MODULES):
        for record in records.get(name, ()):
            line = record.values.get("line_id")
            if line is not None and line not in known:
                found = f"{name} speaks of {line}, of which the sheet parts answers nothing"
                yield Fault(UNKNOWN_REFERENCE, found, record.at("line_id"))


def _make_part(part: Record, records: Mapping[str, tuple[Record, ...]]) -> PartAnswer:
    def rows(table: str) -> Iterator[Record]:
        return (each for each in records.get(table, ()) if each.values["line_id"] == part.id)

    energy = [_make_energy(each) for each in rows("energy")]
    energy += [use for name in MODULES for each in rows(name) for use in _module_energy(name, each)]
    return PartAnswer(part, tuple(energy), tuple(_make_input(each) for each in rows("inputs")))


def _make_energy(record: Record) -> EnergyUse:
    v = record.values
    return EnergyUse(
        v["line_id"], v["process"], v["carrier"], v["amount"], v["cv_basis"], record.at("amount")
    )


def _module_energy(name: str, record: Record) -> Iterator[EnergyUse]:
    """Give the electricity that the sheet of a process states."""
    used = record.values["process_energy"]
    if not isinstance(used, Blank):
        amount, place = Quantity(used, "kWh"), record.at("process_energy")
        line = record.values["line_id"]
        yield EnergyUse(line, name, "electricity", amount, Blank.NOT_APPLICABLE, place)


def _make_input(record: Record) -> Input:
    v = record.values
    return Input(
        v["line_id"],
        v["material"],
        v["mass"],
        v["origin_country"],
        v["supplier"],
        v["tier"],
        v["foundry"],
        v["smelter"],
        v["footprint"],
        v["footprint_gwp_set"],
        v["primary_share"],
        record.place,
    )
