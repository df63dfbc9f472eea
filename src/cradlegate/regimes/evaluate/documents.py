"""Which documents in hand are about a machine, and whether one of them passes every test.

What a document must be is asked of one and the same document: two that each pass half of the
tests do not make one that passes.  A row of one test says whether some document passes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cradlegate.core.kleene import Truth
from cradlegate.regimes.evaluate.interpret import Found, OpenKind, OpenPoint
from cradlegate.regimes.evaluate.readings import (
    ALWAYS,
    Readings,
    all_readings,
    any_readings,
    missing_document,
    not_readings,
    settled,
)
from cradlegate.regimes.evaluate.scopes import Scopes
from cradlegate.regimes.facts import DocumentFacts, MachineFacts, Standing
from cradlegate.regimes.pack.pack import RequiredDocument
from cradlegate.regimes.pack.provision import Provision

DOCUMENTS = "consignment.documents"
"""The open fact where nobody has said which documents there are."""
_ORDER = (Truth.TRUE, Truth.UNKNOWN, Truth.FALSE)


@dataclass(frozen=True, slots=True)
class Tested:
    """One document that may be about the machine, and what each test gives for it.

    Args:
        relates: whether it is about the machine.
        asked: by id of the provision, whether its test is asked of this document at all.
        tests: by id of the provision.
        whole: whether it is about the machine and passes every binding test.
    """

    document: DocumentFacts
    relates: Readings
    asked: dict[str, Readings]
    tests: dict[str, Readings]
    whole: Readings

    def passes(self, provision: Provision) -> Readings:
        """Tell whether it is about the machine and passes one test."""
        return all_readings((self.relates, self.tests[provision.id]))


@dataclass(frozen=True, slots=True)
class DocumentSearch:
    """What was found when a document was looked for, for one machine.

    Args:
        whole: whether some document is about the machine and passes every binding test.
        tested: the documents in hand that may be it, best first.
        is_coming: whether one that may be it has been asked for.
        unlisted: what is open where nobody has said which documents there are, else None.
    """

    required: RequiredDocument
    whole: Readings
    tested: tuple[Tested, ...]
    is_coming: bool
    unlisted: Readings | None

    def passes(self, provision: Provision) -> Readings:
        """Tell whether some document about the machine passes one test."""
        if self.unlisted:
            return self.unlisted
        found = [each.passes(provision) for each in self.tested]
        if self.is_coming or not found:
            found.append(missing_document(self.required.id))
        return any_readings(found)

    def asks(self, provision: Provision) -> Readings:
        """Tell whether a test is asked of one of the documents; of one that is awaited it is."""
        if self.unlisted or self.is_coming or not self.tested:
            return ALWAYS
        return any_readings(each.asked[provision.id] for each in self.tested)

    def witness(self, provision: Provision) -> str:
        """Name the best document, for one test or for all of them; empty where there is none."""
        if not provision.of:
            return self.tested[0].document.id if self.tested else ""
        by_truth = sorted(self.tested, key=lambda each: _ORDER.index(each.passes(provision).truth))
        return by_truth[0].document.id if by_truth else ""


@dataclass(frozen=True, slots=True)
class Test:
    """A provision `of` a document, for one machine.

    Args:
        is_optional: whether a document that fails it can still be the one that is asked for.
        is_free: whether it does not bind the machine at all.
    """

    provision: Provision
    is_optional: Readings
    is_free: Readings


def search_document(
    required: RequiredDocument, tests: Sequence[Test], machine: MachineFacts, scopes: Scopes
) -> DocumentSearch:
    """Look for a document among those in hand."""
    listed = scopes.base.documents
    of_type = [each for each in listed or () if each.type in required.types]
    tested = [
        _test(required, tests, machine, each, scopes)
        for each in of_type
        if each.standing is Standing.IN_HAND
    ]
    related = [each for each in tested if each.relates.truth is not Truth.FALSE]
    related.sort(key=lambda each: (_ORDER.index(each.whole.truth), -_count_passed(each)))
    coming = [each for each in of_type if each.standing is Standing.COMING]
    is_coming = any(
        _relates(required, machine, each, scopes).truth is not Truth.FALSE for each in coming
    )
    whole = [each.whole for each in related]
    if is_coming:
        whole.append(missing_document(required.id))
    unlisted = _nobody_said(scopes) if listed is None else None
    found = unlisted or any_readings(whole)
    return DocumentSearch(required, found, tuple(related), is_coming, unlisted)


def join_searches(required: RequiredDocument, members: Sequence[DocumentSearch]) -> Readings:
    """Join the members of a choice or of a set of documents."""
    join = any_readings if required.any_of else all_readings
    return join(member.whole for member in members)


def _test(
    required: RequiredDocument,
    tests: Sequence[Test],
    machine: MachineFacts,
    document: DocumentFacts,
    scopes: Scopes,
) -> Tested:
    relates = _relates(required, machine, document, scopes)
    asked = {each.provision.id: _is_asked(each, machine, document, scopes) for each in tests}
    found = {
        each.provision.id: _read_test(each, asked[each.provision.id], machine, document, scopes)
        for each in tests
    }
    binding = [any_readings((each.is_optional, found[each.provision.id])) for each in tests]
    whole = all_readings([relates, *binding]).without_idle()
    return Tested(document, relates, asked, found, whole)


def _is_asked(
    test: Test, machine: MachineFacts, document: DocumentFacts, scopes: Scopes
) -> Readings:
    """Tell whether a test is asked of one document."""
    when = test.provision.when
    return scopes.read(when, test.provision.anchor, machine, document) if when else ALWAYS


def _read_test(
    test: Test, asked: Readings, machine: MachineFacts, document: DocumentFacts, scopes: Scopes
) -> Readings:
    """Judge one test of one document; where the test does not bind, it is passed."""
    anchor = test.provision.anchor
    passed = [
        scopes.read(each, anchor, machine, document) for each in (test.provision.test,) if each
    ]
    return any_readings([test.is_free, not_readings(asked), *passed])


def _relates(
    required: RequiredDocument, machine: MachineFacts, document: DocumentFacts, scopes: Scopes
) -> Readings:
    if required.relates is None:
        return ALWAYS
    return scopes.read(required.relates, required.needed_by, machine, document)


def _count_passed(tested: Tested) -> int:
    return [each.truth for each in tested.tests.values()].count(Truth.TRUE)


def _nobody_said(scopes: Scopes) -> Readings:
    return settled(Found(None, frozenset({OpenPoint(OpenKind.FACT, DOCUMENTS, scopes.base.id)})))
