"""What differs between two versions of a pack."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cradlegate.core.canonical import canonical_bytes
from cradlegate.regimes.pack.pack import Pack


class ChangeKind(StrEnum):
    """What became of something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Args:
        part: where it stands, such as `provisions`.
        id: of what changed.
        fields: those that differ, with the old and the new text; none where it came or went whole.
    """

    kind: ChangeKind
    part: str
    id: str
    fields: tuple[tuple[str, str, str], ...] = ()


_UNCOMPARED = frozenset({"cases", "bases", "extends", "answers"})
_SINGLE = frozenset({"title", "instrument", "consequence", "benefit"})


def compare_packs(old: Pack, new: Pack) -> tuple[Change, ...]:
    """List what was added, removed or changed; the tests of a pack are not compared."""
    before, after = _parts(old), _parts(new)
    names = dict.fromkeys((*before, *after))
    return tuple(
        change
        for part in names
        for change in _compare(part, before.get(part, {}), after.get(part, {}))
    )


def _parts(pack: Pack) -> dict[str, dict[str, Any]]:
    """Give a pack as things with an id, part by part; single values stand under `pack`."""
    parts: dict[str, dict[str, Any]] = {"pack": {}, "answers": {}}
    for name, value in pack.entry.items():
        if name in _UNCOMPARED:
            continue
        if isinstance(value, list):
            parts[name] = {item["id"]: item for item in value}
        elif isinstance(value, Mapping) and name not in _SINGLE:
            parts[name] = dict(value)
        else:
            parts["pack"][name] = value
    for each in pack.answers:
        name = f"{each.question}[{each.index}]" if each.index else each.question
        day = f"from {each.first}" if each.first else "answer"
        parts["answers"].setdefault(name, {})[day] = each
    return parts


def _compare(part: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        if name not in new:
            yield Change(ChangeKind.REMOVED, part, name)
        elif name not in old:
            yield Change(ChangeKind.ADDED, part, name)
        elif fields := tuple(_differences(old[name], new[name])):
            yield Change(ChangeKind.CHANGED, part, name, fields)


def _differences(old: Any, new: Any) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401 - YAML
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        if old != new:
            yield "", _text(old), _text(new)
        return
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield name, _text(old.get(name)), _text(new.get(name))


def _text(value: Any) -> str:  # noqa: ANN401 - YAML
    if value is None:
        return ""
    return value if isinstance(value, str) else canonical_bytes(value).decode()
