"""YAML and JSON as plain trees that know their lines; nothing else of either is let in."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from cradlegate.core.errors import CradlegateError
from cradlegate.core.fault import Fault, Place
from cradlegate.tables import faults as kinds

LARGEST_FILE, DEEPEST, MOST_VALUES = 1_000_000, 8, 20_000
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as text; empty where YAML says null."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Group:
    """Values by key."""

    entries: Mapping[str, "Node"]
    line: int


Node = Scalar | Items | Group


@dataclass(frozen=True, slots=True)
class Tree:
    """What a file holds; no root if it cannot be read."""

    root: Node | None
    faults: tuple[Fault, ...] = ()


def read_yaml(text: str, file: str) -> Tree:
    """Read YAML: every value as text, no anchors, aliases, tags, or second documents."""
    if len(text) > LARGEST_FILE:
        return Tree(None, (Fault(kinds.TOO_DEEP, f"{len(text)} characters", Place(file)),))
    builder = _Builder(file)
    try:
        root = builder.document(yaml.parse(text, Loader=_Loader))
    except _RefusedError as refused:
        return Tree(None, (*builder.faults, refused.fault))
    except yaml.YAMLError as error:
        return Tree(None, (*builder.faults, _syntax_fault(error, file)))
    return Tree(root, tuple(builder.faults))


_NO_TAGS = (None, "!")


class _RefusedError(CradlegateError):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


class _Builder:
    """Turns the parser's events into a tree, counting values and levels."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self._values = 0

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise self._refuse(kinds.WRONG_SHAPE, "a second document begins", event)
                root = self._node(next(events), events, 1)
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], level: int) -> Node:
        self._values += 1
        if level > DEEPEST or self._values > MOST_VALUES:
            raise self._refuse(kinds.TOO_DEEP, "there are too many levels or values", event)
        if isinstance(event, yaml.AliasEvent) or _is_marked(event):
            raise self._refuse(kinds.ALIAS_OR_TAG, "an anchor, alias or tag stands here", event)
        line = _line(event)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(_scalar_text(event), line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(tuple(self._items(events, level)), line)
        return Group(self._entries(events, level), line)

    def _items(self, events: Iterator[yaml.Event], level: int) -> Iterator[Node]:
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            yield self._node(event, events, level + 1)

    def _entries(self, events: Iterator[yaml.Event], level: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, level + 1)
            if not isinstance(key, Scalar):
                raise self._refuse(kinds.WRONG_SHAPE, "a key that is no text", event)
            value = self._node(next(events), events, level + 1)
            if key.text in entries:
                place = Place(self.file, key.line, key.text)
                found = f"the key {key.text} stands a second time"
                self.faults.append(Fault(kinds.DUPLICATE_KEY, found, place))
            else:
                entries[key.text] = value
        return entries

    def _refuse(self, kind: Any, found: str, event: yaml.Event) -> _RefusedError:  # noqa: ANN401
        return _RefusedError(Fault(kind, found, Place(self.file, _line(event))))


def _is_marked(event: yaml.Event) -> bool:
    """Tell whether a value has an anchor or a tag; `!` alone is how quotation marks show."""
    return bool(getattr(event, "anchor", None)) or getattr(event, "tag", None) not in _NO_TAGS


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar_text(event: yaml.ScalarEvent) -> str:
    is_null = not event.style and event.value in {"~", "null", "Null", "NULL"}
    return "" if is_null else str(event.value)


def _syntax_fault(error: yaml.YAMLError, file: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    row = mark.line + 1 if mark else None
    return Fault(kinds.BROKEN_SYNTAX, f"the file cannot be parsed: {problem}", Place(file, row))


def read_json(data: bytes, file: str) -> tuple[Any, tuple[Fault, ...]]:
    """Read JSON whose keys are unique and whose figures stay text.

    Returns:
        the value, None if it cannot be read, and the faults.
    """
    if len(data) > LARGEST_FILE:
        return None, (Fault(kinds.TOO_DEEP, f"{len(data)} bytes", Place(file)),)
    repeated: list[str] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        repeated.extend(sorted({key for key in keys if keys.count(key) > 1}))
        return dict(pairs)

    try:
        value = json.loads(data.decode("utf-8-sig"), object_pairs_hook=unique)
    except RecursionError:
        return None, (Fault(kinds.TOO_DEEP, "there are too many levels", Place(file)),)
    except json.JSONDecodeError as error:
        place = Place(file, error.lineno)
        return None, (Fault(kinds.BROKEN_SYNTAX, f"the file cannot be parsed: {error.msg}", place),)
    except UnicodeDecodeError:
        remedy = "Save the file as UTF-8."
        return None, (Fault(kinds.UNKNOWN_ENCODING, "JSON is not UTF-8", Place(file), remedy),)
    faults = [
        Fault(kinds.DUPLICATE_KEY, f"the key {key} stands twice", Place(file, column=key))
        for key in repeated
    ]
    return value, tuple(faults)
