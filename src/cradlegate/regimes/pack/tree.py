"""A YAML file as plain values, with the line at which each of them stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import yaml

from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.regimes.faults import NOT_YAML

Tree: TypeAlias = dict[str, Any]
PackValue: TypeAlias = str | bool | int | Decimal
Path: TypeAlias = tuple[str | int, ...]

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
        node = yaml.compose(data.decode("utf-8-sig"), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        raise _refuse(f"byte {error.start} is no UTF-8", file) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        found = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise _refuse(found, file, mark.line + 1 if mark else None) from None
    except RecursionError:
        raise _refuse("values stand too deep in each other", file) from None
    if not isinstance(node, yaml.MappingNode):
        raise _refuse("there is no mapping of names to values at the top", file)
    reader = _Reader(file)
    values = reader.read(node, ())
    return TreeFile(file, values, reader.lines)


class _Reader:
    """Turns nodes into values and notes their lines; an alias would stand for a node twice."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._seen: set[int] = set()
        self.lines: dict[Path, int] = {}

    def read(self, node: yaml.Node, path: Path) -> Any:  # noqa: ANN401 - YAML holds anything
        line = node.start_mark.line + 1
        if id(node) in self._seen or len(path) > DEEPEST:
            raise _refuse("aliases and values that stand too deep are not read", self._file, line)
        self._seen.add(id(node))
        self.lines[path] = line
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, at)) for at, item in enumerate(node.value)]
        is_plain = isinstance(node, yaml.ScalarNode) and not node.style
        return _read_scalar(node.value, is_plain=is_plain)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> Tree:
        values: Tree = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise _refuse("a name is a text", self._file, line)
            if key.value in values:
                raise _refuse(f"the name {key.value!r} stands twice", self._file, line)
            values[key.value] = self.read(value, (*path, key.value))
            self.lines[(*path, key.value)] = line
        return values


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
