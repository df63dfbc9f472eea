"""What can be wrong with a register, beyond the cells of its tables."""

from collections.abc import Iterator, Mapping

from cradlegate.core.fault import Fault, FaultKind, Place
from cradlegate.core.period import Interval
from cradlegate.tables.columns import TableSpec
from cradlegate.tables.records.record import Record, text_of
from cradlegate.tables.records.record_set import RecordSet
from cradlegate.verification import faults as kinds
from cradlegate.verification.registers.register import plain_number, plain_term

INVENTED = "invented"
"""The word that the names of bodies of an example carry."""

_DAYS = ("as_of", "retrieved_at")
_ENDS = (("valid_from", "valid_to"), ("status_from", "status_to"), ("from", "to"))
_PARTED = ("suspended", "withdrawn")


def find_register_faults(records: RecordSet, specs: Mapping[str, TableSpec]) -> Iterator[Fault]:
    """Find what no single cell shows; cells that could not be read are looked at by nobody.

    Args:
        records: every row of the register, typed.
        specs: its tables.
    """
    yield from _snapshot_faults(records, specs["snapshot"])
    for table in specs:
        for record in records.all(table):
            yield from _reversed_dates(record)
    for record in records.all("bodies"):
        yield from _scope_faults(record)
    yield from _unlisted_bodies(records)
    yield from _unsaid_examples(records)
    yield from _shared_numbers(records)


def _snapshot_faults(records: RecordSet, spec: TableSpec) -> Iterator[Fault]:
    snapshot = next(iter(records.all("snapshot")), None)
    if snapshot is None:
        yield Fault(kinds.NO_SNAPSHOT, "there is no snapshot", Place(spec.file))
        return
    if not records.all("bodies"):
        yield Fault(kinds.NO_BODIES, "there are no bodies", Place("bodies.csv"))
    days = [_interval(snapshot, column) for column in _DAYS]
    for column, day in zip(_DAYS, days, strict=True):
        if day is not None and day.days > 1:
            yield _fault(kinds.NOT_ONE_DAY, f"{column} is {day}, no single day", snapshot, column)
    as_of, retrieved_at = days
    if as_of is not None and retrieved_at is not None and as_of.first > retrieved_at.last:
        found = f"fetched on {retrieved_at}, before {as_of}, for which it is to hold"
        yield _fault(kinds.FETCHED_TOO_EARLY, found, snapshot, "retrieved_at")


def _reversed_dates(record: Record) -> Iterator[Fault]:
    for start, end in _ENDS:
        first, last = _interval(record, start), _interval(record, end)
        if first is not None and last is not None and last.last < first.first:
            found = f"{end} {last} lies before {start} {first}"
            yield _fault(kinds.REVERSED_DATES, found, record, end)


def _scope_faults(record: Record) -> Iterator[Fault]:
    terms = record.values.get("scope_terms")
    if terms == ():
        found = f"{_number(record)} stands there without a scope"
        yield _fault(kinds.NO_SCOPE, found, record, "scope_terms")
    part = record.values.get("partial_scope") or ()
    if not terms or not part:
        return
    status = record.values.get("status")
    if status is not None and status not in _PARTED:
        found = f"a part of the scope beside the status {status}"
        yield _fault(kinds.STRAY_PART, found, record, "partial_scope")
    known = {plain_term(term) for term in terms}
    for term in part:
        if plain_term(term) not in known:
            found = f"{term!r} is no term of scope_terms"
            yield _fault(kinds.STRAY_PART, found, record, "partial_scope")


def _unlisted_bodies(records: RecordSet) -> Iterator[Fault]:
    bodies = records.all("bodies")
    if any("body_no" not in record.values for record in bodies):
        return  # a row that cannot be read may be the one that is named
    listed = {plain_number(_number(record)) for record in bodies}
    for table in ("recognitions", "designations"):
        for record in records.all(table):
            body = record.values.get("body")
            if body is not None and plain_number(body) not in listed:
                found = f"{body} stands in {table}, and not in bodies"
                yield _fault(kinds.UNLISTED_BODY, found, record, "body")


def _unsaid_examples(records: RecordSet) -> Iterator[Fault]:
    snapshot = next(iter(records.all("snapshot")), None)
    is_example = snapshot.values.get("is_example") if snapshot else None
    if is_example is None:
        return
    wrong = "does not say that it is invented" if is_example else "is invented"
    where = f"where is_example is {text_of(is_example)}"
    for record in records.all("bodies"):
        for name in record.values.get("names", ()):
            if (INVENTED in plain_term(name)) is not is_example:
                found = f"the body {name!r} {wrong}, {where}"
                yield _fault(kinds.EXAMPLE_NOT_SAID, found, record, "names")


def _shared_numbers(records: RecordSet) -> Iterator[Fault]:
    first_by_number: dict[str, Record] = {}
    for record in records.all("bodies"):
        if not {"body_no", "names", "country"} <= record.values.keys():
            continue
        first = first_by_number.setdefault(plain_number(_number(record)), record)
        if record.values["country"] != first.values["country"] or not _names(record) & _names(
            first
        ):
            found = f"{_number(record)} is another body than {_number(first)} in {first.place}"
            yield _fault(kinds.TWO_BODIES, found, record, "body_no")


def _names(record: Record) -> set[str]:
    return {plain_term(name) for name in record.values["names"]}


def _number(record: Record) -> str:
    return str(record.values.get("body_no", ""))


def _interval(record: Record, column: str) -> Interval | None:
    value = record.values.get(column)
    return value if isinstance(value, Interval) else None


def _fault(kind: FaultKind, found: str, record: Record, column: str) -> Fault:
    return Fault(kind, found, record.at(column))
