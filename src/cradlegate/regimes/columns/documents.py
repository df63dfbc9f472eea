"""Which documents of a line are about its machine, and whether one of them passes every test.

The documents of a line stand in slots, the first of every line in the first slot.  Lines that are
judged together have equally many, so that no slot is empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cradlegate.regimes.evaluate.documents import DOCUMENTS
from cradlegate.regimes.evaluate.interpret import OpenKind, OpenPoint
from cradlegate.regimes.expression.syntax import Operator
from cradlegate.regimes.facts import Standing
from cradlegate.regimes.lines.express import Place, Reader
from cradlegate.regimes.lines.frames import LISTED, STANDING, TYPE
from cradlegate.regimes.lines.leaves import Leaves
from cradlegate.regimes.lines.operands import join_planes
from cradlegate.regimes.lines.terms import Column, Constant
from cradlegate.regimes.pack.pack import RequiredDocument
from cradlegate.regimes.pack.provision import Provision
from cradlegate.regimes.planes.bits import Plane
from cradlegate.regimes.planes.joins import all_nodes, any_nodes, not_node
from cradlegate.regimes.planes.nodes import ALWAYS, Node, lines_where, waits_where
from cradlegate.regimes.values import ValueKind

NOBODY_SAID = OpenPoint(OpenKind.FACT, DOCUMENTS)
"""What is open where nobody has said which documents there are."""


@dataclass(frozen=True, slots=True)
class Test:
    """A provision `of` a document.

    Args:
        is_optional: where a document that fails it can still be the one that is asked for.
        is_free: where it does not bind at all.
    """

    provision: Provision
    is_optional: Node
    is_free: Node


@dataclass(frozen=True, slots=True)
class Search:
    """What was found on every line where a document was looked for.

    Args:
        whole: where some document is about the machine and passes every binding test.
        passing: by id of the provision, where one about the machine passes that test.
        asking: by id of the provision, where its test is asked of one of them.
    """

    whole: Node
    passing: Mapping[str, Node]
    asking: Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class Slot:
    """One document of every line.

    Args:
        is_candidate: the lines on which it is in hand and may be about the machine.
        is_coming: those on which it may be, and has been asked for.
    """

    is_candidate: Plane
    is_coming: Plane
    relates: Node
    asked: Mapping[str, Node]
    tests: Mapping[str, Node]


def search_document(
    required: RequiredDocument,
    tests: Sequence[Test],
    reader: Reader,
    slots: int,
) -> Search:
    """Look for a document among those of every line."""
    looked = [_look(required, tests, reader, slot) for slot in range(slots)]
    listed = reader.law.leaves.holds(LISTED)
    missing = OpenPoint(OpenKind.DOCUMENT, required.id)
    is_coming = join_planes(slot.is_coming for slot in looked)
    is_none = ~join_planes(slot.is_candidate for slot in looked)

    def find(found: Iterable[Node], awaited: Plane) -> Node:
        said = any_nodes([*found, waits_where(listed & awaited, missing)])
        return any_nodes(
            [all_nodes([lines_where(listed), said]), waits_where(~listed, NOBODY_SAID)]
        )

    return Search(
        find((_pass_all(slot, tests) for slot in looked), is_coming),
        {
            name: find((_pass(slot, name) for slot in looked), is_coming | is_none)
            for name in (each.provision.id for each in tests)
        },
        {
            name: any_nodes(
                [
                    lines_where(~listed | is_coming | is_none),
                    *(all_nodes([_is_candidate(slot), slot.asked[name]]) for slot in looked),
                ]
            )
            for name in (each.provision.id for each in tests)
        },
    )


def join_searches(required: RequiredDocument, members: Sequence[Search]) -> Node:
    """Join the members of a choice or of a set of documents."""
    join = any_nodes if required.any_of else all_nodes
    return join(member.whole for member in members)


def _look(required: RequiredDocument, tests: Sequence[Test], reader: Reader, slot: int) -> Slot:
    """Look at one document of every line."""
    is_type = _is_text(reader.law.leaves, TYPE, slot, required.types)
    relates = (
        reader.read(required.relates, Place(required.needed_by, slot))
        if required.relates
        else ALWAYS
    )
    may_be = is_type & relates.may_hold
    asked = {each.provision.id: _is_asked(each, reader, slot) for each in tests}
    found = {
        each.provision.id: _read_test(each, asked[each.provision.id], reader, slot)
        for each in tests
    }
    return Slot(
        may_be & _is_text(reader.law.leaves, STANDING, slot, (Standing.IN_HAND,)),
        may_be & _is_text(reader.law.leaves, STANDING, slot, (Standing.COMING,)),
        relates,
        asked,
        found,
    )


def _is_asked(test: Test, reader: Reader, slot: int) -> Node:
    """Tell where a test is asked of a document."""
    when = test.provision.when
    return reader.read(when, Place(test.provision.anchor, slot)) if when else ALWAYS


def _read_test(test: Test, asked: Node, reader: Reader, slot: int) -> Node:
    """Judge one test of a document; where the test does not bind, it is passed."""
    place = Place(test.provision.anchor, slot)
    passed = [reader.read(each, place) for each in (test.provision.test,) if each]
    return any_nodes([test.is_free, not_node(asked), *passed])


def _pass(slot: Slot, name: str) -> Node:
    return all_nodes([_is_candidate(slot), slot.relates, slot.tests[name]])


def _pass_all(slot: Slot, tests: Sequence[Test]) -> Node:
    binding = [any_nodes([each.is_optional, slot.tests[each.provision.id]]) for each in tests]
    return all_nodes([_is_candidate(slot), slot.relates, *binding])


def _is_candidate(slot: Slot) -> Node:
    return lines_where(slot.is_candidate)


def _is_text(leaves: Leaves, name: str, slot: int, texts: Sequence[str]) -> Plane:
    column = Column(name, ValueKind.TEXT, slot)
    texts = tuple(str(each) for each in texts)
    return leaves.compare(Operator.IN, column, Constant(texts))[0]
