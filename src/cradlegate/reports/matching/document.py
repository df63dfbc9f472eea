"""Whether a customs entry agrees with the declaration, field by field, and what to do."""

from collections.abc import Iterable, Iterator

from cradlegate.border.entries.entry import EntryState, Said
from cradlegate.border.matching.field_match import Field, FieldMatch, Relation
from cradlegate.border.matching.match import Match
from cradlegate.core.blank import Blank
from cradlegate.core.cause import Cause
from cradlegate.core.grade import LawGrade
from cradlegate.core.moment import write_utc
from cradlegate.core.outcome import Outcome
from cradlegate.reports.matching.steps import BENEFIT, list_steps
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    Answer,
    Cell,
    Column,
    Grade,
    Mark,
    Note,
    Report,
    Status,
    Table,
    Text,
)

DISCLAIMER = (
    "This compares papers. It is not legal advice, it does not say that customs will agree, and it "
    "is no verification of the figures by an accredited body."
)
MOST_NAMED = 4
"""Fields that the answer names before it counts the rest."""

_ORDER = (
    Relation.CONFLICT,
    Relation.UNKNOWN,
    Relation.COMPATIBLE,
    Relation.EQUAL,
    Relation.NOT_COMPARED,
)
_WORST = (Outcome.NOT_MET, Outcome.UNDETERMINED)
_PLACES = "places"


def report_match(match: Match, engine: str) -> Report:
    """Draw up what comparing a customs entry gave.

    Args:
        engine: name and version of the program.
    """
    declaration = match.asked.expected.declaration
    own = [each for each in match.fields if each.field is not Field.REGISTERED]
    changed = [each for each in match.fields if each.field is Field.REGISTERED]
    tables = [_tabulate("fields", "Field by field", own)]
    if changed:
        tables.append(_tabulate_changes(changed))
    tables.append(_tabulate_places([*own, *_differing(changed)]))
    return Report(
        title=f"Entry {match.entry.number} beside declaration {declaration.id}",
        kind="match",
        answer=Answer(_summarise(match), verdict=_judge(match)),
        next_steps=tuple(list_steps(match)),
        tables=tuple(table for table in tables if table.rows),
        notes=tuple(_list_notes(match)),
        provenance=tuple(_list_provenance(match, engine)),
        disclaimer=DISCLAIMER,
    )


def name_field(match: FieldMatch) -> str:
    """Name a field, with its column and its line of goods."""
    return _name_short(match) + (f", line {match.line}" if match.line else "")


def _judge(match: Match) -> Status:
    worst = next((each for each in _WORST if each in match.outcomes), Outcome.MET)
    return Status(worst, Cause.FACT if worst is Outcome.UNDETERMINED else None)


def _summarise(match: Match) -> str:
    seal, entry = match.asked.seal, match.entry
    if seal.outcome is Outcome.NOT_MET:
        return f"do not rely on this declaration: {seal.found}; nothing was compared"
    compared = [each for each in match.fields if each.relation is not Relation.NOT_COMPARED]
    said = f"entry {entry.number}, {entry.state}: {_count(match, len(compared))}"
    if seal.outcome is Outcome.UNDETERMINED:
        said += "; whose declaration it is stays open"
    if match.is_lodged and match.with_relation(Relation.CONFLICT):
        said += f"; found after lodgement, it would void {BENEFIT}"
    return said


def _count(match: Match, compared: int) -> str:
    for relation, words in ((Relation.CONFLICT, "in conflict"), (Relation.UNKNOWN, "unknown")):
        if found := match.with_relation(relation):
            return f"{len(found)} of {compared} fields {words}: {_name_some(found)}"
    return f"all {compared} fields equal or compatible"


def _name_some(fields: tuple[FieldMatch, ...]) -> str:
    names = list(dict.fromkeys(_name_short(each) for each in fields))
    rest = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _name_short(match: FieldMatch) -> str:
    return f"{match.field} ({match.column})" if match.column else str(match.field)


def _sorted(fields: Iterable[FieldMatch]) -> list[FieldMatch]:
    return sorted(fields, key=lambda each: _ORDER.index(each.relation))


def _tabulate(table_id: str, title: str, fields: Iterable[FieldMatch], note: str = "") -> Table:
    rows = tuple(
        (
            _show(each.relation),
            Text(name_field(each)),
            _show_value(each.declared),
            _show_value(each.entered),
            Text(_say_how(each)),
        )
        for each in _sorted(fields)
    )
    columns = (
        Column("outcome", "outcome"),
        Column("field", "field"),
        Column("declared", "is to be"),
        Column("entered", "stands there"),
        Column("how", "how the two relate"),
    )
    return Table(table_id, title, columns, rows, note=note)


def _tabulate_changes(fields: list[FieldMatch]) -> Table:
    """Tabulate what differs between draft and registered entry; what is equal is counted."""
    differing = _differing(fields)
    note = f"{len(fields) - len(differing)} of {len(fields)} columns are equal."
    title = "The draft, and the entry registered from it"
    if differing:
        return _tabulate("registered", title, differing, note)
    row = (Status(Outcome.MET), Text(note))
    columns = (Column("outcome", "outcome"), Column("found", "what was found"))
    return Table("registered", title, columns, (row,))


def _differing(fields: Iterable[FieldMatch]) -> list[FieldMatch]:
    return [each for each in fields if each.relation is not Relation.EQUAL]


def _tabulate_places(fields: Iterable[FieldMatch]) -> Table:
    rows = tuple(
        (
            Text(name_field(each)),
            Text(str(each.relation)),
            _show_place(each.declared),
            _show_place(each.entered),
        )
        for each in _sorted(fields)
    )
    columns = (
        Column("field", "field"),
        Column("relation", "relation"),
        Column("declared_at", "what it is to be stands in"),
        Column("entered_at", "what is compared stands in"),
    )
    return Table(_PLACES, "Where it stands", columns, rows)


def _show(relation: Relation) -> Status:
    cause = Cause.FACT if relation is Relation.UNKNOWN else None
    return Status(relation.outcome, cause)


def _show_value(said: Said) -> Cell:
    if isinstance(said.value, Blank):
        return Mark(said.value)
    return Text(said.text) if said.text else Mark(Blank.UNKNOWN)


def _show_place(said: Said) -> Cell:
    return Text(said.place) if said.place else NOT_APPLICABLE


def _say_how(match: FieldMatch) -> str:
    by, note = match.sameness.by, match.sameness.note
    return ": ".join(part for part in (str(match.relation), str(by or ""), note) if part)


def _list_notes(match: Match) -> Iterator[Note]:
    asked = match.asked
    if asked.seal.outcome is not Outcome.MET:
        yield Note(f"The declaration: {asked.seal.found}.", is_warning=True)
    yield Note(
        "That verification and entry agree exactly, that the declaration is submitted before "
        f"arrival, and that a later difference voids {BENEFIT} is reported by trade press and not "
        "confirmed in an official text (S2-7, S2-8, S2-14).",
        Grade(LawGrade.REPORTED),
    )
    yield Note(
        "The tolerance for masses, the order signed, filed, arrived, and what counts as the same "
        "are rules of this house. Likeness and names alone decide nothing.",
        Grade(LawGrade.HOUSE_RULE),
    )
    if (
        match.entry.state is EntryState.DRAFT
        and "vnaccs" in match.entry.head("system").text.lower()
    ):
        yield Note(
            "VNACCS, by the procedure codes as known to us, not checked: compare between IDA and "
            "IDC. Until IDC the entry can be called back with IDB and changed.",
        )
    missing = [
        name
        for name, given in (
            ("submission", asked.submission),
            ("shipment", asked.expected.consignment),
        )
        if given is None
    ]
    if missing:
        yield Note(f"Not given, and not compared: {', '.join(missing)}.", is_warning=True)


def _list_provenance(match: Match, engine: str) -> Iterator[tuple[str, str]]:
    expected = match.asked.expected
    yield "declaration", f"{expected.declaration.id}, {expected.digest}"
    yield "entry", f"{match.entry.number}, version {match.entry.head('version').text}"
    if expected.consignment:
        yield "consignment", expected.consignment.id
    yield "as of", write_utc(match.asked.now)
    yield "program", engine
