"""Documents that several regimes ask for: made once, they must satisfy all of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from cradlegate.regimes.decision import Decision
from cradlegate.regimes.evaluate.judgement import Finding, Judgement
from cradlegate.regimes.pack.pack import RequiredDocument
from cradlegate.regimes.vocabulary import Vocabulary

_WORST = (
    Outcome.NOT_MET,
    Outcome.UNDETERMINED,
    Outcome.WAITING,
    Outcome.MET,
    Outcome.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True)
class Demand:
    """What one regime asks of a document.

    Args:
        finding: on the document itself.
        tests: what is asked of it, and binds.
        needed_by: the last day on which it helps; None where that day is not known.
    """

    judgement: Judgement
    required: RequiredDocument
    finding: Finding
    tests: tuple[Finding, ...]
    needed_by: date | None


@dataclass(frozen=True, slots=True)
class SharedDocument:
    """A kind of document, and every regime that asks for it.

    Args:
        types: of documents that can be it.
        demands: the strictest first: the one that what is in hand satisfies least, then the one
            that is due first, then the one with most tests.
    """

    types: frozenset[str]
    demands: tuple[Demand, ...]

    @property
    def outcome(self) -> Outcome:
        """What all regimes together give; one that is not met decides."""
        return self.demands[0].finding.status.outcome

    @property
    def needed_by(self) -> date | None:
        """The first day on which one of them asks for it."""
        return min((each.needed_by for each in self.demands if each.needed_by), default=None)


def find_shared(decision: Decision, vocabulary: Vocabulary) -> tuple[SharedDocument, ...]:
    """Find every document that is asked for, in the order of the regimes.

    Two regimes ask for one document where documents of one type can satisfy both.
    """
    groups: list[tuple[frozenset[str], list[Demand]]] = []
    for demand in _list_demands(decision, vocabulary):
        types = _types_of(demand)
        joined = [each for each in groups if each[0] & types]
        merged = [each for _, demands in joined for each in demands]
        whole = types.union(*(each[0] for each in joined))
        groups = [each for each in groups if each not in joined]
        groups.append((whole, [*merged, demand]))
    return tuple(SharedDocument(types, _rank(demands)) for types, demands in groups)


def _list_demands(decision: Decision, vocabulary: Vocabulary) -> Iterator[Demand]:
    for judgement in decision.judgements:
        for finding in _list_demanded(judgement):
            required = judgement.pack.documents.get(finding.provision.document)
            if required and finding.status.outcome is not Outcome.NOT_APPLICABLE:
                anchor = decision.base.facts.get(vocabulary.anchors[required.needed_by])
                day = anchor.value.first if anchor and isinstance(anchor.value, Interval) else None
                tests = tuple(_list_tests(judgement, required))
                yield Demand(judgement, required, finding, tests, day)


def _list_demanded(judgement: Judgement) -> Iterable[Finding]:
    """List the findings on documents: of several on one document that which binds, or the first."""
    found: dict[str, Finding] = {}
    for each in judgement.findings:
        before = found.get(each.provision.document)
        if before is None or (each.modality.binds and not before.modality.binds):
            found[each.provision.document] = each
    return found.values()


def _list_tests(judgement: Judgement, required: RequiredDocument) -> Iterator[Finding]:
    names = {required.id, *required.members}
    for finding in judgement.findings:
        if finding.provision.of in names and finding.modality.binds:
            yield finding


def _types_of(demand: Demand) -> frozenset[str]:
    documents = demand.judgement.pack.documents
    members: Sequence[RequiredDocument] = [documents[name] for name in demand.required.members]
    return frozenset(name for each in (demand.required, *members) for name in each.types)


def _rank(demands: Iterable[Demand]) -> tuple[Demand, ...]:
    def strictness(demand: Demand) -> tuple[int, float, date, int]:
        met, count = demand.finding.status.satisfied
        return (
            _WORST.index(demand.finding.status.outcome),
            met / count if count else 0.0,
            demand.needed_by or date.max,
            -len(demand.tests),
        )

    return tuple(sorted(demands, key=strictness))
