"""The cases of a pack: facts with the outcome that they must give, and what no case shows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from cradlegate.core.cause import Cause
from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.evaluate.judgement import Judgement, Status
from cradlegate.regimes.expression.syntax import FactName, ParameterName, QuestionName, walk
from cradlegate.regimes.fact_values import FactValueError, read_fact_value
from cradlegate.regimes.facts import DocumentFacts, Fact, FactBase, Facts, MachineFacts, Standing
from cradlegate.regimes.faults import (
    CASE_FAILED,
    FACT_OUTSIDE_VOCABULARY,
    NOT_AN_ANSWER,
    OTHER_SUBJECT,
    UNKNOWN_REFERENCE,
    UNTESTED,
)
from cradlegate.regimes.pack.build import read_value
from cradlegate.regimes.pack.pack import Pack, RecordedAnswer
from cradlegate.regimes.pack.provision import Citation, Life, Provision, ProvisionKind
from cradlegate.regimes.vocabulary import Subject, Vocabulary

REGIME = "regime"
"""What expectations call whether the regime applies."""

_SOURCE = "case"
_ONE_MACHINE: Mapping[str, Any] = {"machine": {}}
_OUTCOMES = {
    "applies": Outcome.MET,
    "does_not_apply": Outcome.NOT_MET,
    "undetermined": Outcome.UNDETERMINED,
}
_INDEXED = re.compile(r"([a-z][a-z0-9_]*)\[([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Case:
    """A case of a pack.

    Args:
        outcomes: expected, by provision or `regime`.
        because: expected causes, by provision or `regime`.
    """

    name: str
    base: FactBase
    law_as_of: date | None
    answers: tuple[RecordedAnswer, ...]
    outcomes: Mapping[str, Outcome]
    because: Mapping[str, tuple[Cause, ...]]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case judged.

    Args:
        faults: where it gave something else than it must.
    """

    case: Case
    judgement: Judgement
    faults: tuple[Fault, ...]


def read_cases(pack: Pack, vocabulary: Vocabulary) -> tuple[Case, ...]:
    """Read the cases of a pack.

    Raises:
        FaultsError: cases that name what is not there, all of them.
    """
    entries: list[dict[str, Any]] = list(pack.entry.get("cases") or ())  # type: ignore[call-overload]
    cases: list[Case] = []
    faults: list[Fault] = []
    for entry in entries:
        try:
            cases.append(_Reader(pack, vocabulary, entry).read())
        except FaultsError as error:
            faults += error.faults
    if faults:
        raise FaultsError(faults)
    return tuple(cases)


def run_cases(pack: Pack, vocabulary: Vocabulary) -> tuple[CaseResult, ...]:
    """Judge every case of a pack.

    Raises:
        FaultsError: cases that name what is not there.
    """
    return tuple(_run(pack, case, vocabulary) for case in read_cases(pack, vocabulary))


def find_untested(pack: Pack, cases: tuple[Case, ...]) -> tuple[Fault, ...]:
    """Find provisions that no case shows met, not met, or open by a cause that they can have.

    An exclusion shows in what it takes away from.  A pack also has a case on the day before it is
    in force, and one on its first day.
    """
    shown: dict[str, set[str]] = {}
    for case in cases:
        for name, outcome in case.outcomes.items():
            causes = case.because.get(name, ())
            words = {f"undetermined by {cause}" for cause in causes} or {str(outcome)}
            shown.setdefault(name, set()).update(words)
    faults = [
        Fault(UNTESTED, f"no case shows {name} {word}", Place(pack.id, id=each.id))
        for each in pack.provisions
        if each.life is Life.IN_FORCE
        for name in _list_shown(each, pack)
        for word in _list_wanted(each, name, pack)
        if word not in shown.get(name, set())
    ]
    first = pack.instrument.first
    days = {case.law_as_of for case in cases}
    for day, what in ((first - timedelta(days=1), "the day before"), (first, "the first day")):
        if day not in days:
            found = f"no case shows {what} it is in force, {day}"
            faults.append(Fault(UNTESTED, found, Place(pack.id)))
    return tuple(dict.fromkeys(faults))


def _list_shown(provision: Provision, pack: Pack) -> tuple[str, ...]:
    """List what a provision shows in: itself, the regime, or what an exclusion takes away from."""
    if provision.lowers_to:
        return ()
    if provision.is_exclusion:
        taken = (pack.provision_by_id[name] for name in provision.overrides)
        return tuple(name for each in taken for name in _list_shown(each, pack))
    return (REGIME if provision.kind is ProvisionKind.APPLIES else provision.id,)


def _list_wanted(provision: Provision, name: str, pack: Pack) -> Iterator[str]:
    yield str(Outcome.MET)
    is_taken_away = provision.is_exclusion and name != REGIME
    yield str(Outcome.NOT_APPLICABLE if is_taken_away else Outcome.NOT_MET)
    causes = set(_list_causes(provision, pack))
    yield from (f"undetermined by {cause}" for cause in Cause if cause in causes)


def _list_causes(provision: Provision, pack: Pack) -> Iterator[Cause]:
    """List by what a provision can be open; one that asks for a document, by its binding tests."""
    if provision.document:
        yield Cause.FACT
        wanted = pack.documents[provision.document]
        for each in pack.provisions:
            if each.of in (wanted.members or (wanted.id,)) and each.modality.binds:
                yield from _list_causes(each, pack)
    for expressed in provision.expressions.values():
        for part in walk(expressed.tree):
            if isinstance(part, FactName):
                yield Cause.FACT
            elif isinstance(part, QuestionName):
                yield pack.questions[part.name].cause
            elif isinstance(part, ParameterName) and part.keys:
                yield pack.parameters[part.name].missing


def _run(pack: Pack, case: Case, vocabulary: Vocabulary) -> CaseResult:
    answered = replace(pack, answers=(*pack.answers, *case.answers))
    judgement = judge_pack(answered, case.base, law_as_of=case.law_as_of, vocabulary=vocabulary)
    faults = [
        Fault(CASE_FAILED, f"{name} {found}, expected {wanted}", Place(pack.id, id=case.name))
        for name, wanted, found in _compare(case, judgement)
        if wanted != found
    ]
    return CaseResult(case, judgement, tuple(faults))


def _compare(case: Case, judgement: Judgement) -> Iterator[tuple[str, object, object]]:
    def status(name: str) -> Status:
        return judgement.applies if name == REGIME else judgement.finding(name).status

    for name, outcome in case.outcomes.items():
        yield name, str(outcome), str(status(name).outcome)
    for name, causes in case.because.items():
        wanted = " and ".join(sorted(causes))
        yield (
            name,
            f"because of {wanted}",
            f"because of {' and '.join(sorted(status(name).because))}",
        )


class _Reader:
    """Reads one case, laid over its base.

    A fact that stands beside machines and documents holds for all of them.  What is said of a
    single one goes before it, and what the case says before what its base says.
    """

    def __init__(self, pack: Pack, vocabulary: Vocabulary, entry: Mapping[str, Any]) -> None:
        self._pack = pack
        self._vocabulary = vocabulary
        self._name = entry["name"]
        self._faults: list[Fault] = []
        self._own = entry
        self._base = self._find_base(entry.get("base"))
        self._entry = {**self._base, **entry}

    def read(self) -> Case:
        expect = self._entry["expect"]
        outcomes = {name: Outcome(each) for name, each in expect.get("provisions", {}).items()}
        judged = {each.id for each in self._pack.provisions if _is_judged(each)}
        for name in (*outcomes, *expect.get("because", {})):
            if name not in judged and name != REGIME:
                self._refuse(UNKNOWN_REFERENCE, f"there is no provision {name!r} to be judged")
        if REGIME in expect:
            outcomes[REGIME] = _OUTCOMES[expect[REGIME]]
        base, answers = self._read_base(), self._read_answers()
        if self._faults:
            raise FaultsError(self._faults)
        day = self._entry.get("law_as_of")
        return Case(
            self._name,
            base,
            date.fromisoformat(day) if day else None,
            answers,
            outcomes,
            {name: tuple(map(Cause, each)) for name, each in expect.get("because", {}).items()},
        )

    def _find_base(self, name: str | None) -> Mapping[str, Any]:
        bases: Any = self._pack.entry.get("bases", {})
        if name is not None and name not in bases:
            self._refuse(UNKNOWN_REFERENCE, f"there is no base {name!r}")
        found: Mapping[str, Any] = bases.get(name, {})
        return found

    def _read_base(self) -> FactBase:
        documents = self._entry.get("documents", [])
        machines = self._entry.get("machines") or _ONE_MACHINE
        whole = self._layer("", {})
        return FactBase(
            self._name,
            {
                **self._read_facts(whole, Subject.CONSIGNMENT),
                **self._read_facts(whole, Subject.STUDY),
            },
            tuple(self._read_machine(name, each, documents) for name, each in machines.items()),
            None if documents is None else tuple(map(self._read_document, documents)),
        )

    def _read_machine(
        self, name: str, facts: Mapping[str, Any], documents: list[dict[str, Any]] | None
    ) -> MachineFacts:
        self._refuse_others(facts, Subject.MACHINE)
        own = self._read_facts(self._layer("machines", facts), Subject.MACHINE)
        fits = {
            each["id"]: self._read_facts(
                self._layer("documents", each.get("fit", {}).get(name, {})), Subject.FIT
            )
            for each in documents or ()
        }
        return MachineFacts(name, own, fits)

    def _read_document(self, entry: Mapping[str, Any]) -> DocumentFacts:
        own = entry.get("facts", {})
        self._refuse_others(own, Subject.DOCUMENT)
        for fit in entry.get("fit", {}).values():
            self._refuse_others(fit, Subject.FIT)
        facts = self._read_facts(self._layer("documents", own), Subject.DOCUMENT)
        standing = Standing(entry.get("standing", Standing.IN_HAND))
        return DocumentFacts(entry["id"], entry["type"], standing, facts)

    def _layer(self, part: str, single: Mapping[str, Any]) -> Mapping[str, Any]:
        """Lay what is said of a single thing over what is said of all."""
        base, own = self._base.get("facts", {}), self._own.get("facts", {})
        is_own = part in self._own
        return {**base, **own, **single} if is_own else {**base, **single, **own}

    def _read_facts(self, entry: Mapping[str, Any], subject: Subject) -> Facts:
        facts: dict[str, Fact] = {}
        for name, raw in entry.items():
            spec = self._vocabulary.facts.get(name)
            if spec is None:
                self._refuse(FACT_OUTSIDE_VOCABULARY, f"there is no fact {name!r}")
            elif spec.subject is subject:
                try:
                    facts[name] = Fact(read_fact_value(raw, spec), _SOURCE)
                except FactValueError as error:
                    self._refuse(FACT_OUTSIDE_VOCABULARY, str(error))
        return facts

    def _refuse_others(self, entry: Mapping[str, Any], subject: Subject) -> None:
        """Refuse facts that stand where they would be read by nobody."""
        for name in entry:
            spec = self._vocabulary.facts.get(name)
            if spec and spec.subject is not subject:
                found = (
                    f"{name} is a fact of a {spec.subject} and stands among those of a {subject}"
                )
                self._refuse(OTHER_SUBJECT, found)

    def _read_answers(self) -> tuple[RecordedAnswer, ...]:
        return tuple(self._read_answer(*each) for each in self._entry.get("answers", {}).items())

    def _read_answer(self, key: str, raw: Any) -> RecordedAnswer:  # noqa: ANN401 - YAML
        match = _INDEXED.fullmatch(key)
        name, index = (match[1], match[2]) if match else (key, "")
        answer, question = read_value(raw), self._pack.questions.get(name)
        if question is None or not question.has(answer):
            self._refuse(NOT_AN_ANSWER, f"{raw!r} is no answer to {name}")
        elif bool(question.index) is not bool(index):
            wanted = "for each index" if question.index else "once"
            self._refuse(NOT_AN_ANSWER, f"{name} is asked {wanted}")
        known_from = self._pack.known_from
        return RecordedAnswer(name, index, answer, None, known_from, Citation("", "", _SOURCE))

    def _refuse(self, kind: FaultKind, found: str) -> None:
        fault = Fault(kind, found, Place(self._pack.id, id=self._name))
        if fault not in self._faults:
            self._faults.append(fault)


def _is_judged(provision: Provision) -> bool:
    return provision.kind is not ProvisionKind.APPLIES and not provision.is_exclusion
