"""Whether a pack makes sense: names, sources, voices, exclusions, dates."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from math import prod

from cradlegate.core.fault import Fault, FaultKind
from cradlegate.regimes import faults as kinds
from cradlegate.regimes.expression.check import Names, Type, check_expression
from cradlegate.regimes.pack.check_values import find_value_faults, kind_of
from cradlegate.regimes.pack.pack import Pack, Parameter, Question
from cradlegate.regimes.pack.provision import Citation, Expressed, Provision, ProvisionKind, Voice
from cradlegate.regimes.pack.tree import Path, TreeFile
from cradlegate.regimes.values import write_value
from cradlegate.regimes.vocabulary import Subject, Vocabulary

MOST_READINGS = 4096
_SEEN_BY = {
    Subject.CONSIGNMENT: frozenset({Subject.CONSIGNMENT}),
    Subject.MACHINE: frozenset({Subject.CONSIGNMENT, Subject.MACHINE}),
    Subject.STUDY: frozenset({Subject.STUDY}),
}
_NAMED = (
    ("provisions", "id"),
    ("watch", "id"),
    ("not_modelled", "id"),
    ("disputes", "id"),
    ("cases", "name"),
)
"""Lists of things, and the field that names each."""
_OF_DOCUMENT = frozenset({Subject.DOCUMENT, Subject.FIT})


def find_pack_faults(pack: Pack, tree: TreeFile, vocabulary: Vocabulary) -> tuple[Fault, ...]:
    """Find everything that is wrong with a pack whose form is right."""
    return tuple(_Checks(pack, tree, vocabulary).find())


class _Checks:
    """Every check of one pack; each gives its faults one by one."""

    def __init__(self, pack: Pack, tree: TreeFile, vocabulary: Vocabulary) -> None:
        self._pack = pack
        self._tree = tree
        self._vocabulary = vocabulary
        self._paths = {
            provision.get("id"): ("provisions", at)
            for at, provision in enumerate(tree.values.get("provisions", ()))
        }

    def find(self) -> Iterator[Fault]:
        yield from self._find_doubles()
        yield from self._find_no_scope()
        yield from self._find_date_faults()
        yield from find_value_faults(self._pack, self._tree)
        yield from self._find_source_faults()
        yield from self._find_reference_faults()
        yield from self._find_question_faults()
        yield from self._find_exclusion_faults()
        yield from self._find_expression_faults()
        yield from self._find_reading_faults()

    def _fault(self, kind: FaultKind, found: str, path: Path, name: str, remedy: str = "") -> Fault:
        return Fault(kind, found, self._tree.place(path, name), remedy)

    def _at(self, provision: Provision, field: str = "") -> Path:
        path = self._paths.get(provision.id, ())
        return (*path, field) if field and path else path

    def _find_doubles(self) -> Iterator[Fault]:
        for part, field in _NAMED:
            listed = self._tree.values.get(part, ())
            for name, count in Counter(each[field] for each in listed).items():
                if count > 1:
                    found = f"{name!r} stands {count} times among {part}"
                    yield self._fault(kinds.TWICE, found, (part,), name)

    def _find_no_scope(self) -> Iterator[Fault]:
        """Find that nothing says where the pack applies: all of it would be passed over."""
        kinds_used = {each.kind for each in self._pack.provisions if not each.is_exclusion}
        if ProvisionKind.APPLIES not in kinds_used:
            found = f"no provision of {self._pack.id} says where it applies"
            yield self._fault(kinds.NEVER_APPLIES, found, ("provisions",), self._pack.id)

    def _find_date_faults(self) -> Iterator[Fault]:
        one = self._pack.instrument
        if one.signed and one.published and one.published < one.signed:
            found = f"published on {one.published}, signed on {one.signed}"
            yield self._fault(kinds.REVERSED_DATES, found, ("instrument", "published"), one.number)
        if one.last and one.last < one.first:
            found = f"in force from {one.first} to {one.last}"
            yield self._fault(kinds.REVERSED_DATES, found, ("instrument", "to"), one.number)
        for each in self._pack.provisions:
            first, last = each.first or one.first, each.last or one.last
            if last and last < first:
                found = f"in force from {first} to {last}"
                yield self._fault(kinds.REVERSED_DATES, found, self._at(each, "to"), each.id)

    def _find_source_faults(self) -> Iterator[Fault]:
        if not self._pack.sources:
            found = f"{self._pack.id} names no source"
            yield self._fault(kinds.NO_SOURCE, found, ("sources",), self._pack.id)
        for each in self._pack.provisions:
            if each.cite is None and each.voice is not Voice.HOUSE:
                found = f"{each.id} has the voice {each.voice} and cites nothing"
                yield self._fault(kinds.NO_SOURCE, found, self._at(each), each.id)
            if each.modality.binds and not each.voice.can_bind:
                found = f"{each.id} is {each.modality} in the voice {each.voice}"
                yield self._fault(kinds.RAISED_VOICE, found, self._at(each), each.id)
            if each.raised_by and not each.voice.can_bind:
                found = f"a contract makes {each.id} binding, in the voice {each.voice}"
                path = self._at(each, "raise_modality")
                yield self._fault(kinds.RAISED_VOICE, found, path, each.id)
            if each.exclude_if and not each.voice.can_bind and not each.questions:
                found = f"{each.id} takes a duty away in the voice {each.voice}"
                remedy = "Cite what takes it away, or make it hang on an open question."
                yield self._fault(kinds.RAISED_VOICE, found, self._at(each), each.id, remedy)
        for path, cite in self._list_citations():
            if cite.source not in self._pack.sources:
                found = f"no source {cite.source!r} in this pack"
                yield self._fault(kinds.UNKNOWN_REFERENCE, found, path, cite.source)

    def _list_citations(self) -> Iterator[tuple[Path, Citation]]:
        pack = self._pack
        cited: list[tuple[Path, Citation | None]] = [
            *((self._at(each, "cite"), each.cite) for each in pack.provisions),
            *((("questions", each.id), each.cite) for each in pack.questions.values()),
            *((("watch",), each.cite) for each in pack.watch),
            *((("answers",), each.cite) for each in pack.answers),
            *((("not_modelled",), each.cite) for each in pack.not_modelled),
            *((("disputes",), each.cite) for each in pack.disputes),
            *(
                (("documents", each.id), each.lead.cite)
                for each in pack.documents.values()
                if each.lead
            ),
            *((("consequence",), each.cite) for each in (pack.consequence,) if each),
            *((("benefit",), each.cite) for each in (pack.benefit,) if each),
            *(
                (("parameters", each.name), value.cite)
                for each in pack.parameters.values()
                for value in each.values
            ),
        ]
        yield from ((path, cite) for path, cite in cited if cite is not None)

    def _find_reference_faults(self) -> Iterator[Fault]:
        pack = self._pack
        for path, name, among in self._list_references():
            if name not in among:
                found = f"there is no {name!r}"
                yield self._fault(kinds.UNKNOWN_REFERENCE, found, path, name)
        groups = {each.id for each in pack.documents.values() if each.members}
        for document in pack.documents.values():
            if groups & set(document.members):
                found = f"{document.id} is a group of groups"
                path = ("documents", document.id)
                yield self._fault(kinds.UNKNOWN_REFERENCE, found, path, document.id)
        yield from self._find_document_faults()

    def _find_document_faults(self) -> Iterator[Fault]:
        for each in self._pack.provisions:
            if each.is_exclusion and each.of:
                found = f"{each.id} is an exclusion; it takes away from all documents or none"
                yield self._fault(kinds.UNKNOWN_REFERENCE, found, self._at(each, "of"), each.id)
            if each.document and each.of:
                found = f"{each.id} asks for a document and tests one"
                yield self._fault(kinds.UNKNOWN_REFERENCE, found, self._at(each, "of"), each.id)
            if each.kind is ProvisionKind.APPLIES and (each.document or each.of):
                found = f"{each.id} looks at a document to tell where the pack applies"
                yield self._fault(kinds.OTHER_SUBJECT, found, self._at(each), each.id)
            of = self._pack.documents.get(each.of)
            if of and not of.types:
                found = f"{each.id} tests {of.id}, which is a group; it tests one of its members"
                yield self._fault(kinds.UNKNOWN_REFERENCE, found, self._at(each, "of"), each.id)

    def _list_references(self) -> Iterator[tuple[Path, str, Mapping[str, object]]]:
        yield from self._list_references_of_provisions()
        yield from self._list_references_of_questions()
        for document in self._pack.documents.values():
            for name in document.members:
                yield ("documents", document.id), name, self._pack.documents

    def _list_references_of_provisions(self) -> Iterator[tuple[Path, str, Mapping[str, object]]]:
        for each in self._pack.provisions:
            for field, name in (("of", each.of), ("document", each.document)):
                if name:
                    yield self._at(each, field), name, self._pack.documents
            for name in each.overrides:
                yield self._at(each, "overrides"), name, self._pack.provision_by_id

    def _list_references_of_questions(self) -> Iterator[tuple[Path, str, Mapping[str, object]]]:
        pack, authorities = self._pack, {each.id: each for each in self._pack.authorities}
        yield ("instrument", "issuer"), pack.instrument.issuer, authorities
        for question in pack.questions.values():
            path = ("questions", question.id)
            yield from ((path, name, authorities) for name in question.watch)
            yield from ((path, name, pack.sources) for name in question.conflict)
            if question.index:
                yield path, question.index, self._vocabulary.facts
        for item in pack.watch:
            yield ("watch",), item.authority, authorities
            yield from ((("watch",), name, pack.questions) for name in item.settles)
        for answer in pack.answers:
            yield ("answers",), answer.question, pack.questions

    def _find_question_faults(self) -> Iterator[Fault]:
        for question in self._pack.questions.values():
            path = ("questions", question.id)
            if len({kind_of(answer) for answer in question.answers}) > 1:
                found = f"the answers to {question.id} are of several kinds"
                yield self._fault(kinds.WRONG_TYPE, found, path, question.id)
            if question.plan_for is not None and not question.has(question.plan_for):
                found = f"{write_value(question.plan_for)} is no answer to {question.id}"
                yield self._fault(kinds.NOT_AN_ANSWER, found, path, question.id)
            written = self._tree.values.get("questions", {}).get(question.id, {})
            for answer in {*written.get("remedies", {})} - {*map(write_value, question.answers)}:
                found = f"a remedy for {answer!r}, which is no answer to {question.id}"
                yield self._fault(kinds.NOT_AN_ANSWER, found, path, question.id)
        for answer in self._pack.answers:
            known = self._pack.questions.get(answer.question)
            if known and not known.has(answer.answer):
                found = f"{write_value(answer.answer)} is no answer to {answer.question}"
                remedy = f"It can be {', '.join(map(write_value, known.answers))}."
                yield self._fault(kinds.NOT_AN_ANSWER, found, ("answers",), answer.question, remedy)
            if known and bool(known.index) is not bool(answer.index):
                found = f"{answer.question} is asked {'for each index' if known.index else 'once'}"
                yield self._fault(kinds.NOT_AN_ANSWER, found, ("answers",), answer.question)
            index = self._vocabulary.facts.get(known.index) if known else None
            if index and index.allowed and answer.index and answer.index not in index.allowed:
                found = f"{index.name} is never {answer.index!r}, so the answer would hold nowhere"
                remedy = f"It can be {', '.join(index.allowed)}."
                yield self._fault(kinds.NOT_AN_ANSWER, found, ("answers",), answer.question, remedy)

    def _find_exclusion_faults(self) -> Iterator[Fault]:
        exclusions = [each for each in self._pack.provisions if each.is_exclusion]
        for each in exclusions:
            if _reaches(each, each, self._pack.provision_by_id):
                found = f"{each.id} overrides itself"
                path = self._at(each, "overrides")
                yield self._fault(kinds.EXCLUSIONS_IN_CONFLICT, found, path, each.id)
        for one, other in combinations(exclusions, 2):
            shared = set(one.overrides) & set(other.overrides)
            by_id = self._pack.provision_by_id
            is_ordered = _reaches(one, other, by_id) or _reaches(other, one, by_id)
            if shared and _effect(one) != _effect(other) and not is_ordered:
                found = (
                    f"{one.id} makes {', '.join(sorted(shared))} {_effect(one)}, "
                    f"{other.id} makes it {_effect(other)}, and neither overrides the other"
                )
                path = self._at(other, "overrides")
                yield self._fault(kinds.EXCLUSIONS_IN_CONFLICT, found, path, other.id)

    def _find_expression_faults(self) -> Iterator[Fault]:
        for path, name, subjects, each in self._list_expressions():
            for error in check_expression(each.tree, self._names(subjects)):
                found = f"{error.found}, at character {error.position} of `{each.text}`"
                yield self._fault(error.kind, found, path, name, error.remedy)

    def _list_expressions(self) -> Iterator[tuple[Path, str, frozenset[Subject], Expressed]]:
        machine = _SEEN_BY[Subject.MACHINE]
        for provision in self._pack.provisions:
            subjects = _SEEN_BY[provision.subject]
            for field, each in provision.expressions.items():
                is_of_document = provision.of and field in {"when", "test"}
                seen = subjects | _OF_DOCUMENT if is_of_document else subjects
                yield self._at(provision, field), provision.id, seen, each
        for document in self._pack.documents.values():
            if document.relates:
                path = ("documents", document.id, "relates")
                yield path, document.id, machine | _OF_DOCUMENT, document.relates
        for field, remarks in (
            ("not_modelled", self._pack.not_modelled),
            ("disputes", self._pack.disputes),
        ):
            for remark in remarks:
                if remark.when:
                    yield (field,), remark.id, machine | _SEEN_BY[Subject.STUDY], remark.when
        if self._pack.benefit and self._pack.benefit.void_when:
            yield ("benefit", "void_when"), "benefit", machine, self._pack.benefit.void_when

    def _names(self, subjects: frozenset[Subject]) -> Names:
        facts = self._vocabulary.facts
        questions = self._pack.questions
        return Names(
            facts=facts,
            subjects=subjects,
            questions={name: _type_of_answers(each) for name, each in questions.items()},
            indexes={
                name: Type(facts[each.index].kind, facts[each.index].allowed)
                for name, each in questions.items()
                if each.index in facts
            },
            parameters={
                name: _type_of_parameter(each) for name, each in self._pack.parameters.items()
            },
        )

    def _find_reading_faults(self) -> Iterator[Fault]:
        for provision in self._pack.provisions:
            named = {
                (name.name, each.text[name.first : name.end])
                for each in provision.expressions.values()
                for name in each.questions
            }
            questions = self._pack.questions
            count = prod(len(questions[name].answers) for name, _ in named if name in questions)
            if count > MOST_READINGS:
                found = f"{provision.id} rests on {count:,} combinations of answers"
                yield self._fault(kinds.TOO_MANY_READINGS, found, self._at(provision), provision.id)


def _effect(exclusion: Provision) -> str:
    """Say what an exclusion makes of what it overrides."""
    return str(exclusion.lowers_to or "not applicable")


def _reaches(start: Provision, goal: Provision, by_id: Mapping[str, Provision]) -> bool:
    """Tell whether a provision overrides another, directly or by way of others."""
    seen: set[str] = set()
    ahead = list(start.overrides)
    while ahead:
        name = ahead.pop()
        if name == goal.id:
            return True
        if name not in seen and name in by_id:
            seen.add(name)
            ahead += by_id[name].overrides
    return False


def _type_of_answers(question: Question) -> Type:
    kind = kind_of(question.answers[0])
    texts = tuple(answer for answer in question.answers if isinstance(answer, str))
    return Type(kind, texts)


def _type_of_parameter(parameter: Parameter) -> tuple[Type, tuple[Type, ...]]:
    return Type(parameter.kind), tuple(Type(key) for key in parameter.keys)
