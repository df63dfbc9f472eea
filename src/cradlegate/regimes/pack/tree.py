"""A YAML file as plain values, with the line at which each of them stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import yaml

from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.regimes.faults import NOT_YAML

Tree: TypeAlias = dict[str, Any]
PackValue: TypeAlias = str | bool | int | Decimal
Path: TypeAlias = tuple[str | int, ...]
Event: TypeAlias = Any
"""Of the parser; what it carries hangs on its class."""

LARGEST_FILE = 2_000_000
DEEPEST = 30
LONGEST_NUMBER = 30
_TRUTHS = {"true": True, "false": False}
_NULLS = {"", "~", "null"}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class TreeFile:
    """The values of a file.

    Args:
        lines: by path of keys and positions.
    """

    file: str
    values: Tree
    lines: Mapping[Path, int]

    def place(self, path: Path, name: str = "") -> Place:
        """Name the place of a value, or of the nearest that stands around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                column = ".".join(str(part) for part in path[length - 1 : length])
                return Place(self.file, self.lines[path[:length]], column, name)
        return Place(self.file, id=name)


def read_tree(data: bytes, file: str) -> TreeFile:
    """Read a YAML file whose top is a mapping.

    Plain `true` and `false` are truths, plain figures are numbers, everything else is text, so
    that the country NO is no truth and 2026-07-01 no number.

    Raises:
        FaultsError: too large, no UTF-8, no YAML, or with a name that stands twice.
    """
    if len(data) > LARGEST_FILE:
        raise _refuse(f"{len(data):,} bytes", file)
    try:
        reader = _Reader(file, data.decode("utf-8-sig"))
        values = reader.read_file()
    except UnicodeDecodeError as error:
        raise _refuse(f"byte {error.start} is no UTF-8", file) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        found = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise _refuse(found, file, mark.line + 1 if mark else None) from None
    return TreeFile(file, values, reader.lines)


class _Reader:
    """Turns the events of the parser into values and notes their lines.

    The composer of the YAML library is not used: it calls itself for every level, and a file of
    brackets brings the whole process down.
    """

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._events = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.lines: dict[Path, int] = {}

    def read_file(self) -> Tree:
        """Read the one document of the file."""
        next(self._events)
        if not isinstance(next(self._events), yaml.DocumentStartEvent):
            raise _refuse("there is nothing in it", self._file)
        event = next(self._events)
        if not isinstance(event, yaml.MappingStartEvent):
            raise self._refuse("there is no mapping of names to values at the top", event)
        values: Tree = self._read(event, ())
        next(self._events)
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise self._refuse("a second document begins", event)
        return values

    def _read(self, event: Event, path: Path) -> Any:  # noqa: ANN401 - YAML holds anything
        if isinstance(event, yaml.AliasEvent) or event.tag:
            raise self._refuse("aliases and tags are not read", event)
        if len(path) > DEEPEST:
            raise self._refuse(f"values stand more than {DEEPEST} deep in each other", event)
        self.lines[path] = _line(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._read_mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            inner = self._until(yaml.SequenceEndEvent)
            return [self._read(item, (*path, at)) for at, item in enumerate(inner)]
        return _read_scalar(event.value, is_plain=not event.style)

    def _read_mapping(self, path: Path) -> Tree:
        values: Tree = {}
        for key in self._until(yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                raise self._refuse("a name is a text", key)
            if key.value in values:
                raise self._refuse(f"the name {key.value!r} stands twice", key)
            values[key.value] = self._read(next(self._events), (*path, key.value))
            self.lines[(*path, key.value)] = _line(key)
        return values

    def _until(self, end: type) -> Iterator[Event]:
        while not isinstance(event := next(self._events), end):
            yield event

    def _refuse(self, found: str, event: Event) -> FaultsError:
        return _refuse(found, self._file, _line(event))


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _read_scalar(text: str, *, is_plain: bool) -> PackValue | None:
    if not is_plain:
        return text
    if text in _TRUTHS:
        return _TRUTHS[text]
    if text in _NULLS:
        return None
    if _NUMBER.fullmatch(text) and len(text) <= LONGEST_NUMBER:
        return Decimal(text) if "." in text else int(text)
    return text


def _refuse(found: str, file: str, line: int | None = None) -> FaultsError:
    return FaultsError([Fault(NOT_YAML, found, Place(file, line))])
