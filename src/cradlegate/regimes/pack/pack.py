"""A regime as data: what an instrument is said to demand, by whom it was said, and what is open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from cradlegate.core.cause import Cause
from cradlegate.core.grade import LawGrade
from cradlegate.core.period import Interval
from cradlegate.regimes.localised import Localised
from cradlegate.regimes.pack.provision import Citation, Expressed, Provision
from cradlegate.regimes.values import Value, ValueKind
from cradlegate.regimes.vocabulary import Anchor, Asked


class PackType(StrEnum):
    """Whether a pack gates trade or says how studies are made."""

    TRADE = "trade"
    METHOD = "method"


@dataclass(frozen=True, slots=True)
class PackSource:
    """A text that the pack rests on.

    Args:
        grade: how near it is to the law.
        seen: the day on which we read it.
        is_primary_text_seen: whether the instrument's own text was read.
    """

    id: str
    what: str
    grade: LawGrade
    seen: date
    is_primary_text_seen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """An open legal point with the answers that it can have.

    Args:
        answers: at least two.
        index: kind of fact that it is asked once for, such as a country; empty for one answer.
        cause: law where nobody can say yet, unread where the text exists and we have not read it.
        plan_for: the cautious answer for planning; it never changes a status.
        conflict: sources that answer it differently.
        watch: authorities that can answer it.
        remedies: what would satisfy each answer, where it can be said.
    """

    id: str
    ask: Localised
    answers: tuple[Value, ...]
    index: str
    cause: Cause
    plan_for: Value | None
    conflict: tuple[str, ...]
    watch: tuple[str, ...]
    cite: Citation | None
    remedies: Mapping[str, Localised]

    def has(self, answer: Value) -> bool:
        """Tell whether it can be answered so; the number 1 is no yes."""
        return any(type(each) is type(answer) and each == answer for each in self.answers)


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value with the days on which it holds; an open end is None.

    Args:
        keys: of the row of a table; none for a parameter.
    """

    keys: tuple[Value, ...]
    value: Value
    first: date | None
    last: date | None
    cite: Citation | None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the law changes, or a table of them.

    Args:
        keys: kinds of the key columns; none for a single value.
        missing: why a value that is not there is unknown.
    """

    name: str
    kind: ValueKind
    keys: tuple[ValueKind, ...]
    missing: Cause
    values: tuple[DatedValue, ...]


@dataclass(frozen=True, slots=True)
class Lead:
    """How long it takes to get a document, in calendar days, and who says so."""

    shortest_days: int
    longest_days: int
    cite: Citation


@dataclass(frozen=True, slots=True)
class RequiredDocument:
    """A document that provisions ask for, or a choice or set of such documents.

    Args:
        types: types of documents in hand that can be it.
        relates: whether one in hand is about the machine; None for any.
        owed_by: who hands it to customs.
        asked: who makes it.
        needed_by: event at which it must be there.
        any_of, all_of: ids of other documents of the pack; then it has no types of its own.
    """

    id: str
    name: Localised
    types: tuple[str, ...]
    relates: Expressed | None
    owed_by: Asked
    asked: Asked
    needed_by: Anchor
    lead: Lead | None
    any_of: tuple[str, ...]
    all_of: tuple[str, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """The documents that a choice or set is made of."""
        return self.any_of or self.all_of


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority and what it does under the instrument."""

    id: str
    name: str
    country: str
    role: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WatchItem:
    """Something that may still change or answer the pack.

    Args:
        settles: questions that it may answer.
        expected: when it is expected, by whom it was said under `cite`; None if nobody said.
        counts: what counts as an answer.
    """

    id: str
    what: Localised
    authority: str
    settles: tuple[str, ...]
    expected: Interval | None
    where: str
    counts: str
    cite: Citation | None


@dataclass(frozen=True, slots=True)
class Instrument:
    """The text itself: its number, who issued it, and its dates."""

    title: str
    number: str
    kind: str
    issuer: str
    signed: date | None
    published: date | None
    gazette: str
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Consequence:
    """What happens where a binding provision is not met."""

    text: Localised
    cite: Citation
    cost: str


@dataclass(frozen=True, slots=True)
class Benefit:
    """What somebody gains where the grants are met, and what takes it away again."""

    text: Localised
    cite: Citation
    void_when: Expressed | None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that every answer says: known and not modelled, or in dispute among sources."""

    id: str
    text: Localised
    when: Expressed | None
    cite: Citation | None


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """An answer that somebody gave to an open question.

    Args:
        index: of an indexed question, else empty.
        first: the first day of the law that it holds for; None for all of it.
        known_from: the day on which it was recorded.
    """

    question: str
    index: str
    answer: Value
    first: date | None
    known_from: date
    cite: Citation


@dataclass(frozen=True)
class Pack:
    """A regime.

    Args:
        digest: of the canonical form of the file, and of its amendments where it has any.
        digests: of the files it was put together from: its own first.
        known_from: the day on which its author knew what it says.
        answers: recorded by amendments.
        cases: as they stand in the file; `cases.read_cases` makes them.
    """

    id: str
    title: Localised
    type: PackType
    version: str
    known_from: date
    extends: str
    instrument: Instrument
    authorities: tuple[Authority, ...]
    sources: Mapping[str, PackSource]
    parameters: Mapping[str, Parameter]
    questions: Mapping[str, Question]
    provisions: tuple[Provision, ...]
    documents: Mapping[str, RequiredDocument]
    consequence: Consequence | None
    benefit: Benefit | None
    watch: tuple[WatchItem, ...]
    not_modelled: tuple[Remark, ...]
    disputes: tuple[Remark, ...]
    answers: tuple[RecordedAnswer, ...]
    digest: str
    digests: tuple[str, ...]
    entry: Mapping[str, object]

    @cached_property
    def provision_by_id(self) -> Mapping[str, Provision]:
        """Provisions by id."""
        return {provision.id: provision for provision in self.provisions}

    @cached_property
    def exclusions(self) -> Mapping[str, tuple[Provision, ...]]:
        """The exclusions by the id of what they override."""
        excluding = [each for each in self.provisions if each.is_exclusion]
        names = {name for each in excluding for name in each.overrides}
        return {name: tuple(e for e in excluding if name in e.overrides) for name in names}

    def exclusions_of(self, provision: Provision) -> tuple[Provision, ...]:
        """Give the exclusions from a provision."""
        return self.exclusions.get(provision.id, ())

    def grade_of(self, cite: Citation | None) -> LawGrade:
        """Give the grade of what is cited; what cites nothing is our own."""
        return self.sources[cite.source].grade if cite else LawGrade.HOUSE_RULE
