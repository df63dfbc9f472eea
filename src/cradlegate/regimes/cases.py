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
from cradlegate.regimes.expression.syntax import FactName, ParameterName, walk
from cradlegate.regimes.fact_values import FactValueError, read_fact_value
from cradlegate.regimes.facts import DocumentFacts, Fact, FactBase, Facts, MachineFacts, Standing
from cradlegate.regimes.faults import (
    CASE_FAILED,
    FACT_OUTSIDE_VOCABULARY,
    NOT_AN_ANSWER,
    UNKNOWN_REFERENCE,
    UNTESTED,
)
from cradlegate.regimes.pack.build import read_value
from cradlegate.regimes.pack.pack import Pack, RecordedAnswer
from cradlegate.regimes.pack.provision import Citation, Provision, ProvisionKind
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

    A pack also has a case on the day before it is in force, and one on its first day.
    """
    shown: dict[str, set[str]] = {}
    for case in cases:
        for name, outcome in case.outcomes.items():
            causes = case.because.get(name, ())
            words = {f"undetermined by {cause}" for cause in causes} or {str(outcome)}
            shown.setdefault(name, set()).update(words)
    faults = [
        Fault(UNTESTED, f"no case shows {each.id} {word}", Place(pack.id, id=each.id))
        for each in pack.provisions
        for word in _list_wanted(each, pack)
        if word not in shown.get(REGIME if each.kind is ProvisionKind.APPLIES else each.id, set())
    ]
    first = pack.instrument.first
    days = {case.law_as_of for case in cases}
    for day, what in ((first - timedelta(days=1), "the day before"), (first, "the first day")):
        if day not in days:
            found = f"no case shows {what} it is in force, {day}"
            faults.append(Fault(UNTESTED, found, Place(pack.id)))
    return tuple(faults)


def _list_wanted(provision: Provision, pack: Pack) -> Iterator[str]:
    yield "met"
    yield "not met"
    parts = [part for each in provision.expressions.values() for part in walk(each.tree)]
    if provision.of or any(isinstance(part, FactName) for part in parts):
        yield f"undetermined by {Cause.FACT}"
    causes = {pack.questions[name].cause for name in provision.questions}
    named = {part.name for part in parts if isinstance(part, ParameterName) and part.keys}
    causes |= {pack.parameters[name].missing for name in named}
    yield from (f"undetermined by {cause}" for cause in sorted(causes - {Cause.FACT}))


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
    """Reads one case; facts of machines and documents hold for all of them."""

    def __init__(self, pack: Pack, vocabulary: Vocabulary, entry: Mapping[str, Any]) -> None:
        self._pack = pack
        self._vocabulary = vocabulary
        self._name = entry["name"]
        self._faults: list[Fault] = []
        self._entry = {**self._base(entry), **entry}
        self._facts = {**self._base(entry).get("facts", {}), **entry.get("facts", {})}

    def read(self) -> Case:
        expect = self._entry["expect"]
        outcomes = {name: Outcome(each) for name, each in expect.get("provisions", {}).items()}
        judged = {each.id for each in self._pack.provisions if not each.is_exclusion}
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

    def _base(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        bases: Any = self._pack.entry.get("bases", {})
        name = entry.get("base")
        if name and name not in bases:
            self._refuse(UNKNOWN_REFERENCE, f"there is no base {name!r}")
        return dict(bases.get(name, {}))

    def _read_base(self) -> FactBase:
        documents = self._entry.get("documents", [])
        machines = self._entry.get("machines") or _ONE_MACHINE
        return FactBase(
            self._name,
            {
                **self._read_facts(self._facts, Subject.CONSIGNMENT),
                **self._read_facts(self._facts, Subject.STUDY),
            },
            tuple(self._read_machine(name, each, documents) for name, each in machines.items()),
            None if documents is None else tuple(map(self._read_document, documents)),
        )

    def _read_machine(
        self, name: str, facts: Mapping[str, Any], documents: list[dict[str, Any]] | None
    ) -> MachineFacts:
        own = self._read_facts({**self._facts, **facts}, Subject.MACHINE)
        fits = {
            each["id"]: self._read_facts(
                {**self._facts, **each.get("fit", {}).get(name, {})}, Subject.FIT
            )
            for each in documents or ()
        }
        return MachineFacts(name, own, fits)

    def _read_document(self, entry: Mapping[str, Any]) -> DocumentFacts:
        facts = self._read_facts({**entry.get("facts", {}), **self._facts}, Subject.DOCUMENT)
        standing = Standing(entry.get("standing", Standing.IN_HAND))
        return DocumentFacts(entry["id"], entry["type"], standing, facts)

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

    def _read_answers(self) -> tuple[RecordedAnswer, ...]:
        return tuple(self._read_answer(*each) for each in self._entry.get("answers", {}).items())

    def _read_answer(self, key: str, raw: Any) -> RecordedAnswer:  # noqa: ANN401 - YAML
        match = _INDEXED.fullmatch(key)
        name, index = (match[1], match[2]) if match else (key, "")
        answer, question = read_value(raw), self._pack.questions.get(name)
        if question is None or answer not in question.answers:
            self._refuse(NOT_AN_ANSWER, f"{raw!r} is no answer to {name}")
        known_from = self._pack.known_from
        return RecordedAnswer(name, index, answer, None, known_from, Citation("", "", _SOURCE))

    def _refuse(self, kind: FaultKind, found: str) -> None:
        fault = Fault(kind, found, Place(self._pack.id, id=self._name))
        if fault not in self._faults:
            self._faults.append(fault)
