"""A customs entry compared with a declaration, a shipment, a submission and its own draft."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cradlegate.border.entries.entry import CustomsEntry, EntryState, Said, Submission, said_in
from cradlegate.border.entries.tables import ENTRY, HEAD, entry_tables
from cradlegate.border.matching.expected import Expected
from cradlegate.border.matching.field_match import (
    CONFLICT,
    EQUAL,
    Field,
    FieldMatch,
    Relation,
    Sameness,
    find_worst,
    unknown,
)
from cradlegate.border.matching.lines import choose_lines, compare_goods
from cradlegate.border.matching.order import (
    Signing,
    compare_attachment,
    compare_order,
    compare_submission,
    tell_before,
)
from cradlegate.border.matching.parties import compare_parties
from cradlegate.border.matching.sameness import NO_COUNTERPARTS, Counterparts, same_code
from cradlegate.border.shipments.consignment import Row
from cradlegate.core.blank import Blank
from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.facts import Fact
from cradlegate.tables.columns import CellType

_MAY_CHANGE = ("state", "version", "registered_at", "channel", "confirmed_by")
"""Columns that registration fills in, or that are no part of what is lodged."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a customs entry is compared with.

    Args:
        seal: whether the declaration is genuine; where it does not hold, nothing is compared.
        submission: what was submitted of the footprint; None where none was given.
        registered: the entry that was registered from the draft; None where none was given.
        counterparts: of commodity codes in other editions.
        now: from when on a draft can still be filed; with its zone.
    """

    expected: Expected
    seal: Finding
    signing: Signing
    now: datetime
    submission: Submission | None = None
    registered: CustomsEntry | None = None
    counterparts: Counterparts = field(default_factory=lambda: NO_COUNTERPARTS)


@dataclass(frozen=True, slots=True)
class Match:
    """What comparing gave.

    Args:
        fields: everything that was compared; none where the declaration does not hold.
    """

    entry: CustomsEntry
    asked: Asked
    fields: tuple[FieldMatch, ...]

    @property
    def relation(self) -> Relation:
        """How declaration and entry relate as a whole: the worst of what was compared."""
        return find_worst(self.fields)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes that decide: of the seal, and of every field."""
        return (self.asked.seal.outcome, *(each.relation.outcome for each in self.fields))

    @property
    def is_lodged(self) -> bool:
        """Whether a difference is found later than the lodgement."""
        return self.entry.state.is_lodged or self.asked.registered is not None

    def with_relation(self, relation: Relation) -> tuple[FieldMatch, ...]:
        """Give the fields that relate in one way."""
        return tuple(each for each in self.fields if each.relation is relation)


def match_entry(entry: CustomsEntry, asked: Asked) -> Match:
    """Compare a customs entry field by field.

    A declaration that does not hold says nothing of anything, so that nothing is compared.
    """
    if asked.seal.outcome is Outcome.NOT_MET:
        return Match(entry, asked, ())
    return Match(entry, asked, tuple(_list_matches(entry, asked)))


def compare_versions(draft: CustomsEntry, registered: CustomsEntry) -> Iterator[FieldMatch]:
    """Compare a draft with the entry registered from it, column by column.

    What nobody had written in the draft, and stands in the entry now, is unknown.
    """
    columns = entry_tables()[ENTRY].columns
    kept = [name for name in columns if name not in (*_MAY_CHANGE, "line")]
    for name in kept:
        if name in HEAD:
            yield _compare_cells(name, draft.head(name), registered.head(name))
    before, after = ({row.id: row for row in each.lines} for each in (draft, registered))
    for line in dict.fromkeys((*before, *after)):
        if line in before and line in after:
            cells = ((name, before[line], after[line]) for name in kept if name not in HEAD)
            for name, one, other in cells:
                yield _compare_cells(name, said_in(one, name), said_in(other, name), line)
        else:
            yield _tell_line(line, before.get(line), after.get(line))


def supply_match_facts(match: Match) -> Mapping[str, Fact]:
    """Supply what comparing an entry tells packs, under the names of the vocabulary."""
    sent = {each.field: each.sameness for each in match.fields}.get(Field.SUBMITTED_AT)
    return {
        "match.outcome": _tell_outcome(match),
        "match.later_discrepancy": _tell_discrepancy(match),
        "submission.before_arrival": tell_before(sent),
    }


def _list_matches(draft: CustomsEntry, asked: Asked) -> Iterator[FieldMatch]:
    """List everything; where an entry is registered, that is what customs holds."""
    entry, expected = asked.registered or draft, asked.expected
    lines = choose_lines(entry, expected)
    if entry.state is EntryState.CANCELLED:
        note = "a cancelled entry clears nothing"
        wanted = Said("draft; registered; amended", "house rule")
        sameness = Sameness(Relation.CONFLICT, note=note)
        yield FieldMatch(Field.STATE, wanted, entry.head("state"), sameness)
    yield compare_attachment(entry, expected)
    yield from compare_parties(entry, lines, expected)
    yield from compare_goods(lines, expected, asked.counterparts)
    yield from compare_order(entry, expected, asked.signing, asked.now)
    if asked.submission:
        yield from compare_submission(asked.submission, entry, expected)
    if asked.registered:
        yield from compare_versions(draft, asked.registered)


def _compare_cells(column: str, draft: Said, registered: Said, line: str = "") -> FieldMatch:
    sameness = _judge_cells(column, draft, registered)
    return FieldMatch(Field.REGISTERED, draft, registered, sameness, line, column)


def _judge_cells(column: str, draft: Said, registered: Said) -> Sameness:
    if draft.value == registered.value:
        return EQUAL
    if draft.is_known != registered.is_known:
        return unknown("only one of the two says it")
    is_text = entry_tables()[ENTRY].columns[column].type in {CellType.TEXT, CellType.ID}
    return same_code(draft.text, registered.text) if is_text else CONFLICT


def _tell_line(line: str, before: Row | None, after: Row | None) -> FieldMatch:
    """Tell that a line stands in one of the two alone."""
    sides = [
        Said(f"line {line}", str(row.place)) if row else Said(Blank.ABSENT, "")
        for row in (before, after)
    ]
    return FieldMatch(Field.REGISTERED, sides[0], sides[1], CONFLICT, line, "line")


def _tell_outcome(match: Match) -> Fact:
    if not match.fields:
        return Fact(Blank.UNKNOWN, f"nothing was compared: {match.asked.seal.found}")
    found = f"entry {match.entry.number} beside declaration {match.asked.expected.declaration.id}"
    return Fact(str(match.relation), found)


def _tell_discrepancy(match: Match) -> Fact:
    if not match.is_lodged:
        return Fact(value=False, source=f"entry {match.entry.number} is not lodged yet")
    found = [each for each in match.fields if each.relation is Relation.CONFLICT]
    if found:
        return Fact(value=True, source=f"{found[0].field}: {found[0].entered.place}")
    if not match.fields or match.relation is Relation.UNKNOWN:
        return Fact(Blank.UNKNOWN, "something could not be compared")
    return Fact(value=False, source=f"entry {match.entry.number}, {len(match.fields)} fields")
