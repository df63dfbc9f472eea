"""A pack that another one extends or amends: only what differs is written again."""

from collections.abc import Mapping, Sequence
from typing import Any

from cradlegate.regimes.pack.tree import Tree

_OWN = frozenset({"extends", "amends", "answers", "cases", "known_from", "version"})
"""What a pack says of itself alone."""


def merge_packs(base: Tree, change: Tree) -> Tree:
    """Lay a change over a base.

    Mappings are merged name by name, lists of things with an id thing by thing; any other value
    takes the place of the old one.  Cases, version and dates of knowledge are not inherited.
    """
    inherited = {name: value for name, value in base.items() if name not in _OWN}
    return {**_merge(inherited, change)}


def _merge(base: Any, change: Any) -> Any:  # noqa: ANN401 - YAML holds anything
    if isinstance(base, Mapping) and isinstance(change, Mapping):
        both = {name: _merge(base[name], change[name]) for name in base if name in change}
        return {**base, **change, **both}
    if _has_ids(base) and _has_ids(change):
        changes = {item["id"]: item for item in change}
        old = {item["id"]: item for item in base}
        kept = [_merge(item, changes.get(name, {})) for name, item in old.items()]
        return [*kept, *(item for name, item in changes.items() if name not in old)]
    return change


def _has_ids(value: object) -> bool:
    return isinstance(value, Sequence) and all(
        isinstance(item, Mapping) and "id" in item for item in value
    )
