"""Rows of a shipment looked at alone, against their files, and beside each other."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from cradlegate.border import faults as kinds
from cradlegate.border.shipments.codes import HS_EDITIONS, plain_edition, spell_code
from cradlegate.border.shipments.subheadings import list_instead, say_stranger
from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault
from cradlegate.core.kleene import Truth
from cradlegate.core.period import Interval
from cradlegate.regimes.vocabulary import shipped_vocabulary
from cradlegate.tables.records.record import Record, text_of
from cradlegate.tables.records.record_set import Finding, RecordSet

SHARED = (
    "destination",
    "dispatch",
    "procedure",
    "exporter_id",
    "importer_id",
    "importer_use",
    "importer_sector",
    "importer_boi",
    "forwarder_id",
    "broker_id",
    "from",
    "to",
    "mode",
    "order_date",
    "ship_date",
    "eta",
    "arrival",
    "entry_date",
    "contract_cites",
)
"""Columns that say something of the whole consignment."""

MACHINE_ORDER = (
    ("built", "ship_date"),
    ("order_date", "ship_date"),
    ("ship_date", "eta"),
    ("ship_date", "arrival"),
)
"""Columns of dates of which the second is never before the first."""
DOCUMENT_ORDER = (
    ("valid_from", "valid_to"),
    ("signed_at", "valid_to"),
    ("signed_at", "received_at"),
)
"""The same for a document."""
CONFIRMATION = ("checked_by", "checked_at", "checked_how")
"""Columns that tell who confirmed a document with its issuer, when and how."""
WORDS = {"stages": "document.stages", "views": "document.views"}
"""Columns whose words are those of a fact."""
FORMULA_SIGN = "="
_LONGEST_SAID = 40


def find_formulas(records: RecordSet) -> Iterator[Finding]:
    """Find texts that a spreadsheet would work out."""
    for name in records.by_table:
        for record in records.all(name):
            for column, value in record.values.items():
                for each in value if isinstance(value, tuple) else (value,):
                    if isinstance(each, str) and each.startswith(FORMULA_SIGN):
                        fault = Fault(kinds.FORMULA, say_formula(each), record.at(column))
                        yield Finding(record, fault)


def say_formula(text: str) -> str:
    """Say that a text is a formula, with the beginning of it."""
    return f"{text[:_LONGEST_SAID]!r} is a formula"


def list_unconfirmed(values: Mapping[str, Any]) -> tuple[str, ...]:
    """List the columns of a document that leave open who confirmed it, when or how."""
    return tuple(each for each in CONFIRMATION if isinstance(values[each], Blank))


def find_row_faults(
    records: RecordSet, documents: Mapping[str, bytes], *, is_folder: bool
) -> Iterator[Finding]:
    """Find what is wrong with a row by itself, or with the file that it names.

    Args:
        documents: files by path below the folder of documents.
        is_folder: whether files can be expected at all.
    """
    for record in records.usable("shipments"):
        yield from _find_date_faults(record, MACHINE_ORDER)
        yield from _find_serial_faults(record)
        yield from _find_edition_faults(record)
        yield from _find_stranger_codes(record)
    for record in records.usable("documents"):
        yield from _find_date_faults(record, DOCUMENT_ORDER)
        yield from _find_unknown_words(record)
        yield from _find_nothing_to_show(record)
        yield from _find_unconfirmed(record)
        if is_folder:
            yield from _find_file_faults(record, documents)
    yield from _find_doubled_serials(records)


def find_disagreements(records: RecordSet) -> Iterator[Fault]:
    """Find rows of one consignment that say different things of it."""
    first: dict[str, Record] = {}
    for record in records.usable("shipments"):
        other = first.setdefault(record.values["consignment_id"], record)
        for column in SHARED:
            if record.values[column] != other.values[column]:
                mine, theirs = text_of(record.values[column]), text_of(other.values[column])
                found = f"{column} is {mine or '?'}, in row {other.place.row} it is {theirs or '?'}"
                yield Fault(kinds.ROWS_DISAGREE, found, record.at(column))


def _find_date_faults(record: Record, order: tuple[tuple[str, str], ...]) -> Iterator[Finding]:
    for earlier, later in order:
        first, last = record.values[earlier], record.values[later]
        if not isinstance(first, Interval) or not isinstance(last, Interval):
            continue
        if last.is_before(first) is Truth.TRUE:
            found = f"{later} {last} lies before {earlier} {first}"
            yield Finding(record, Fault(kinds.IMPOSSIBLE_DATES, found, record.at(later)))


def _find_serial_faults(record: Record) -> Iterator[Finding]:
    serials, quantity = record.values["serials"], record.values["qty"]
    if serials and len(serials) != quantity:
        found = f"{len(serials)} serial numbers for {quantity} machines"
        yield Finding(record, Fault(kinds.SERIALS_DO_NOT_COUNT, found, record.at("serials")))


def _find_edition_faults(record: Record) -> Iterator[Finding]:
    edition = record.values["hs_edition"]
    if plain_edition(edition) not in HS_EDITIONS:
        found = f"{edition!r} is no edition"
        yield Finding(record, Fault(kinds.NO_SUCH_EDITION, found, record.at("hs_edition")))


def _find_stranger_codes(record: Record) -> Iterator[Finding]:
    code, edition = record.values["hs"], record.values["hs_edition"]
    instead = list_instead(code, edition)
    if instead:
        found = say_stranger(code, edition, instead)
        yield Finding(record, Fault(kinds.NO_SUCH_SUBHEADING, found, record.at("hs")))


def _find_doubled_serials(records: RecordSet) -> Iterator[Finding]:
    """Find serial numbers that stand twice; two makers may use one and the same."""
    rows = records.usable("shipments")
    counted = Counter(
        (str(row.values["maker_id"]), spell_code(each))
        for row in rows
        for each in row.values["serials"]
    )
    for row in rows:
        maker = str(row.values["maker_id"])
        doubled = [each for each in row.values["serials"] if counted[maker, spell_code(each)] > 1]
        if doubled:
            found = f"{', '.join(dict.fromkeys(doubled))} stands more than once"
            yield Finding(row, Fault(kinds.SERIALS_DO_NOT_COUNT, found, row.at("serials")))


def _find_unknown_words(record: Record) -> Iterator[Finding]:
    for column, fact in WORDS.items():
        allowed = shipped_vocabulary().facts[fact].allowed
        for word in record.values[column]:
            if word not in allowed:
                found = f"{word!r} is none of {', '.join(allowed)}"
                yield Finding(record, Fault(kinds.NO_SUCH_STAGE, found, record.at(column)))


def _find_nothing_to_show(record: Record) -> Iterator[Finding]:
    values = record.values
    is_there = values["state"] in {"received", "checked"}
    if is_there and all(isinstance(values[each], Blank) for each in ("number", "file")):
        found = f"{record.id} is {values['state']}, without number or file"
        fault = Fault(kinds.NOTHING_TO_SHOW, found, record.at("number"))
        yield Finding(record, fault, keeps_row=True)


def _find_unconfirmed(record: Record) -> Iterator[Finding]:
    missing = list_unconfirmed(record.values)
    if record.values["state"] == "checked" and missing:
        found = f"{record.id} is checked, without {', '.join(missing)}"
        fault = Fault(kinds.CONFIRMED_BY_NOBODY, found, record.at(missing[0]))
        yield Finding(record, fault, keeps_row=True)


def _find_file_faults(record: Record, documents: Mapping[str, bytes]) -> Iterator[Finding]:
    name: Any = record.values["file"]
    if isinstance(name, Blank):
        return
    if name not in documents:
        found = f"there is no documents/{name}"
        yield Finding(record, Fault(kinds.NO_SUCH_FILE, found, record.at("file")))
        return
    stated = record.values["sha256"]
    digest = f"sha256:{hashlib.sha256(documents[name]).hexdigest()}"
    if not isinstance(stated, Blank) and stated != digest:
        found = f"documents/{name} has {digest}, the table says {stated}"
        yield Finding(record, Fault(kinds.OTHER_DIGEST, found, record.at("sha256")))
