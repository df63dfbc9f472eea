"""What a final declaration will ask for: sign-offs, evidence, figures still open."""

from collections.abc import Iterator, Mapping

from cradlegate.core.blank import Blank
from cradlegate.core.canonical import digest_bytes
from cradlegate.core.fault import Fault, Place
from cradlegate.product import faults as kinds
from cradlegate.product.case_tables import case_tables
from cradlegate.tables.columns import Shape
from cradlegate.tables.reading.file_set import RawFileSet
from cradlegate.tables.records.record import Record
from cradlegate.tables.records.record_set import RecordSet

MOST_LISTED = 10
_STAGES = ("energy", "use", "eol")
_FOLDERS = {"supplier_index": "suppliers/received/", "evidence": "evidence/"}


def find_missing_tables(records: RecordSet, raw: RawFileSet) -> Iterator[Fault]:
    """Name sections without which a life cycle is not whole, and tables that need rows."""
    for table, spec in case_tables().items():
        rows = records.all(table)
        if table in _STAGES and not rows:
            yield Fault(kinds.SECTION_MISSING, f"there is no {table}", Place(spec.file))
        if spec.need and not rows and "machine" in raw.tables:
            kind = kinds.MISSING_ROWS if spec.need == "!" else kinds.NEEDED_FOR_FINAL
            found = f"there are no {spec.name}"
            yield Fault(kind, found, Place(spec.file, column=spec.at))
    needs_lines = [
        record.id for record in records.usable("subassemblies") if record.values["bom"] != "none"
    ]
    if needs_lines and not records.all("bom"):
        found = f"there is no bill of materials for {', '.join(needs_lines)}"
        yield Fault(kinds.MISSING_ROWS, found, Place("bom.csv"))


def find_open_values(records: RecordSet) -> Iterator[Fault]:
    """Name columns that are needed for a final declaration and not yet known, one fault each."""
    for table, spec in case_tables().items():
        for column in (column for column in spec.columns.values() if column.need == "r"):
            rows = [
                record
                for record in records.usable(table)
                if record.values[column.name] is Blank.UNKNOWN
            ]
            if rows:
                where = "" if spec.shape is Shape.RECORD else f" in {_listed(rows)}"
                found = f"{column.name} is unknown{where}"
                yield Fault(kinds.NEEDED_FOR_FINAL, found, rows[0].at(column.name))


def find_signoff_faults(records: RecordSet, digests: Mapping[str, str]) -> Iterator[Fault]:
    """Find sign-offs of what has changed since, and sections that nobody signed."""
    for record in records.usable("signoff"):
        section = record.values["section"]
        if record.values["digest"] != digests[section]:
            found = f"{section} has changed since {record.values['prepared_by']} signed it"
            remedy = f"Review it and sign {digests[section]}."
            yield Fault(kinds.STALE_SIGNOFF, found, record.at("digest"), remedy)
    signed = {record.values["section"] for record in records.usable("signoff")}
    filled = {
        spec.section
        for table, spec in case_tables().items()
        if records.all(table) and spec.section != "signoff"
    }
    if unsigned := [section for section in digests if section in filled - signed]:
        found = f"nobody signed {', '.join(unsigned)}"
        yield Fault(kinds.UNSIGNED, found, Place(case_tables()["signoff"].file))


def find_attachment_faults(records: RecordSet, raw: RawFileSet) -> Iterator[Fault]:
    """Compare received files and evidence with the digests of their indexes."""
    indexed = set()
    for table, folder in _FOLDERS.items():
        for record in records.all(table):
            path = folder + str(record.values.get("file", "")).removeprefix(folder)
            indexed.add(path)
            yield from _attachment_fault(record, path, raw)
    for path in sorted(set(raw.attachments) - indexed):
        yield Fault(kinds.NOT_INDEXED, f"{path} stands in no index", Place(path))


def _attachment_fault(record: Record, path: str, raw: RawFileSet) -> Iterator[Fault]:
    data, stated = raw.attachments.get(path), record.values.get("sha256")
    if data is None and raw.is_folder and "file" in record.values:
        yield Fault(kinds.FILE_NOT_KEPT, f"{path} is not there", record.at("file"))
    elif data is not None and stated and digest_bytes(data) != stated:
        found = f"{path} has the digest {digest_bytes(data)}"
        yield Fault(kinds.OTHER_DIGEST, found, record.at("sha256"))


def _listed(rows: list[Record]) -> str:
    shown = ", ".join(record.id for record in rows[:MOST_LISTED])
    rest = len(rows) - MOST_LISTED
    return f"{shown} and {rest} more" if rest > 0 else shown
