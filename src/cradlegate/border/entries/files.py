"""Files of customs entries and submissions, read with every fault that is in them.

A file is a table as CSV, a workbook whose sheet has the name of the table, or JSON.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import jsonschema

from cradlegate.border.entries import faults as kinds
from cradlegate.border.entries.entry import (
    CorrelationReading,
    CustomsEntry,
    EntryReading,
    EntryState,
    Submission,
    SubmissionReading,
)
from cradlegate.border.entries.moments import Moment, MomentError, ZoneError, read_moment
from cradlegate.border.entries.tables import (
    CORRELATIONS,
    ENTRY,
    HEAD,
    LINES,
    SUBMISSION,
    entry_schemas,
    entry_tables,
)
from cradlegate.border.shipments.codes import HS_DIGITS, plain_edition, spell_code
from cradlegate.border.shipments.consignment import Row
from cradlegate.border.shipments.subheadings import list_instead, say_stranger
from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.tables.reading.archives import is_workbook
from cradlegate.tables.reading.csv_tables import read_csv_table
from cradlegate.tables.reading.raw_table import Cell, RawReading, RawRow, RawTable
from cradlegate.tables.reading.trees import read_json
from cradlegate.tables.reading.xlsx_tables import read_workbook, read_workbook_table
from cradlegate.tables.records.record import Record, read_records, text_of

_MOMENTS = ("registered_at", "arrival_at")
_LONGEST_MESSAGE = 200


def read_entry(data: bytes, file: str) -> EntryReading:
    """Read a customs entry, gathering every fault.

    Args:
        file: its name; one that ends in `.json` holds JSON.
    """
    records, faults = _read_table(ENTRY, data, file)
    moments = [_read_moments(record) for record in records]
    faults += [fault for _, found in moments for fault in found]
    faults += [*_find_disagreements(records), *_find_doubled_lines(records)]
    faults += [fault for each in records for fault in _find_stranger_codes(each)]
    faults += [fault for each in records[:1] for fault in _find_state_faults(each)]
    if not records:
        faults.append(Fault(kinds.NO_LINE, "there is no line", Place(file)))
    if any(fault.is_error for fault in faults):
        return EntryReading(None, tuple(faults))
    lines = (
        Row(str(record.values["line"]), {**record.values, **read}, record.place)
        for record, (read, _) in zip(records, moments, strict=True)
    )
    return EntryReading(CustomsEntry(tuple(lines)), tuple(faults))


def read_submissions(data: bytes, file: str) -> SubmissionReading:
    """Read what was submitted, gathering every fault."""
    records, faults = _read_table(SUBMISSION, data, file)
    rows: list[Row] = []
    for record in records:
        zone = str(record.values["zone"])
        read, found = _read_moment(record, "submitted_at", zone)
        faults += found
        values = {**record.values, "submitted_at": read}
        rows.append(Row(record.id, MappingProxyType(values), record.place))
    is_usable = not any(fault.is_error for fault in faults)
    return SubmissionReading(tuple(map(Submission, rows)) if is_usable else (), tuple(faults))


def read_correlations(data: bytes, file: str) -> CorrelationReading:
    """Read which codes of two editions stand for the same goods, gathering every fault."""
    records, faults = _read_table(CORRELATIONS, data, file)
    if any(fault.is_error for fault in faults):
        return CorrelationReading({}, tuple(faults))
    pairs: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for record in records:
        one = _code_of(record, "hs_edition", "hs")
        other = _code_of(record, "other_edition", "other_hs")
        pairs.setdefault(one, set()).add(other)
        pairs.setdefault(other, set()).add(one)
    found = {code: frozenset(others) for code, others in pairs.items()}
    return CorrelationReading(MappingProxyType(found), tuple(faults))


def choose_submission(submissions: tuple[Submission, ...], entry: CustomsEntry) -> Submission:
    """Choose the submission that names an entry, or the only one that names none.

    Raises:
        FaultsError: none, or several.
    """
    named = [(each, each.said("entry_no")) for each in submissions]
    own = [
        one
        for one, number in named
        if number.is_known and spell_code(number.text) == spell_code(entry.number)
    ]
    chosen = own or [one for one, number in named if not number.is_known]
    if len(chosen) != 1:
        found = f"{len(chosen)} of {len(submissions)} submissions go with entry {entry.number}"
        raise FaultsError([Fault(kinds.NO_SUBMISSION, found)])
    return chosen[0]


def demand_registration(draft: CustomsEntry, registered: CustomsEntry) -> None:
    """Refuse an entry that cannot be the one registered from a draft.

    Raises:
        FaultsError: not lodged, or of another number.
    """
    faults = []
    if not registered.state.is_lodged:
        place = registered.lines[0].place
        faults.append(Fault(kinds.NOT_LODGED, f"its state is {registered.state}", place))
    if spell_code(draft.number) != spell_code(registered.number):
        found = f"the draft is {draft.number}, the registered one {registered.number}"
        faults.append(Fault(kinds.OTHER_ENTRY, found, registered.lines[0].place))
    if faults:
        raise FaultsError(faults)


def _read_table(name: str, data: bytes, file: str) -> tuple[tuple[Record, ...], list[Fault]]:
    """Read the rows of a table that can be used, with every fault."""
    reading = _read_raw(name, data, file)
    records = [each for table in reading.tables for each in read_records(table)]
    faults = [*reading.faults, *(fault for each in records for fault in each.faults)]
    return tuple(each for each in records if not each.is_gap), faults


def _read_raw(name: str, data: bytes, file: str) -> RawReading:
    specs = entry_tables()
    if file.lower().endswith(".json") and name != CORRELATIONS:
        return _read_json(name, data, file)
    if not is_workbook(data):
        return read_csv_table(specs[name], file, data)
    whole = read_workbook(specs, file, data)
    own = tuple(table for table in whole.tables if table.spec.name == name)
    if own:
        return RawReading(own, whole.faults)
    return read_workbook_table(specs[name], file, data, tuple(specs))


def _read_json(name: str, data: bytes, file: str) -> RawReading:
    """Read JSON against its schema; a line counts as a row, beginning with 1."""
    value, faults = read_json(data, file)
    if value is None or faults:
        return RawReading(faults=faults)
    validator = jsonschema.Draft202012Validator(entry_schemas()[f"{name}.json"])
    against = tuple(
        Fault(kinds.AGAINST_FORM, error.message[:_LONGEST_MESSAGE], Place(file, column=_at(error)))
        for error in sorted(validator.iter_errors(value), key=_at)
    )
    if against:
        return RawReading(faults=against)
    head = {key: each for key, each in value.items() if key != LINES}
    rows = [{**head, **line} for line in value.get(LINES, ({},))]
    raw = (RawRow(number, _cells(row, number)) for number, row in enumerate(rows, 1))
    return RawReading((RawTable(entry_tables()[name], file, tuple(raw)),))


def _at(error: jsonschema.ValidationError) -> str:
    return ".".join(str(part) for part in error.absolute_path)


def _cells(row: Mapping[str, Any], number: int) -> dict[str, Cell]:
    return {
        key: Cell("; ".join(value) if isinstance(value, list) else value, number)
        for key, value in row.items()
    }


def _read_moments(record: Record) -> tuple[dict[str, Moment | Blank], list[Fault]]:
    read = {column: _read_moment(record, column) for column in _MOMENTS}
    faults = [fault for _, found in read.values() for fault in found]
    return {column: value for column, (value, _) in read.items()}, faults


def _read_moment(
    record: Record, column: str, zone: str = ""
) -> tuple[Moment | Blank, tuple[Fault, ...]]:
    value = record.values[column]
    if isinstance(value, Blank):
        return value, ()
    kind: FaultKind = kinds.NO_MOMENT
    try:
        return read_moment(str(value), zone), ()
    except ZoneError as error:
        kind, found = kinds.TWO_ZONES, str(error)
    except MomentError as error:
        found = str(error)
    return Blank.UNKNOWN, (Fault(kind, found, record.at(column)),)


def _find_disagreements(records: tuple[Record, ...]) -> Iterator[Fault]:
    for record in records[1:]:
        for column in HEAD:
            mine, first = record.values[column], records[0].values[column]
            if mine != first:
                found = f"{column} is {text_of(mine) or '?'}, in the first row {text_of(first)}"
                yield Fault(kinds.LINES_DISAGREE, found, record.at(column))


def _find_doubled_lines(records: tuple[Record, ...]) -> Iterator[Fault]:
    counted = Counter(record.values["line"] for record in records)
    for record in records:
        if counted[record.values["line"]] > 1:
            found = f"line {record.values['line']} stands more than once"
            yield Fault(kinds.LINE_TWICE, found, record.at("line"))


def _find_stranger_codes(record: Record) -> Iterator[Fault]:
    """Warn of a code that its edition does not have; what was lodged is compared all the same."""
    code, edition = record.values["hs_national"], record.values["hs_edition"]
    instead = () if isinstance(edition, Blank) else list_instead(code, edition)
    if instead:
        found = say_stranger(code, edition, instead)
        yield Fault(kinds.STRANGER_CODE, found, record.at("hs_national"))


def _find_state_faults(record: Record) -> Iterator[Fault]:
    state, registered = EntryState(record.values["state"]), record.values["registered_at"]
    is_dated = not isinstance(registered, Blank)
    if state.is_lodged and not is_dated:
        found = f"the entry is {state}, and nobody says since when"
        yield Fault(kinds.STATE_AND_MOMENT, found, record.at("registered_at"))
    if state is EntryState.DRAFT and is_dated:
        found = f"the entry is a draft, registered at {registered}"
        yield Fault(kinds.STATE_AND_MOMENT, found, record.at("registered_at"))


def _code_of(record: Record, edition: str, code: str) -> tuple[str, str]:
    return plain_edition(record.values[edition]), record.values[code][:HS_DIGITS]
