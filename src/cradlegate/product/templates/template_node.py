"""Template files as checked mappings, with what they take from the template they extend."""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import jsonschema
import yaml

from cradlegate.core.fault import Fault, FaultKind, FaultsError, Place
from cradlegate.product.template_faults import (
    CIRCULAR_TEMPLATES,
    FAULTY_TEMPLATE,
    NOTHING_TO_REMOVE,
    SOURCE_GIVEN_TWICE,
    UNKNOWN_PARENT,
)

Node = Mapping[str, Any]
"""A mapping of the file; its form is known once the schema has passed it."""

_OWN = {"id", "name", "picked_for"}
"""What a template never takes from the one that it extends."""
_SECTIONS = (
    "sources",
    "parameters",
    "base_materials",
    "subassemblies",
    "plausibility",
    "defaults",
)


def read_node(
    data: bytes, file: str, others: Mapping[str, bytes], below: tuple[str, ...] = ()
) -> Node:
    """Read a template file as a mapping of the documented form.

    Args:
        data: YAML in UTF-8; every scalar stays text.
        file: its name, for faults.
        others: files by name, among them the one that it extends.
        below: ids of the templates that extend this one, the first reader's first.

    Raises:
        FaultsError: another form, doubled keys, a parent that is not there or leads back, removals
            of what is not there, sources given twice; the faults of one file gathered.
    """
    node = _load(data, file)
    if isinstance(node, Mapping) and "extends" in node:
        _demand_form(node, file, "extension")
        node = _merge(_read_parent(node, file, others, below), node, file)
    _demand_form(node, file, "template")
    checked: Node = node
    return checked


def list_lineage(file: str, others: Mapping[str, bytes]) -> tuple[str, ...]:
    """List the names of a file and of those that it builds on, as far as they are there."""
    names: list[str] = []
    while file in others and file not in names:
        names.append(file)
        node = _load(others[file], file)
        file = f"{node.get('extends', '')}.yaml" if isinstance(node, Mapping) else ""
    return tuple(names)


def _read_parent(
    node: Node, file: str, others: Mapping[str, bytes], below: tuple[str, ...]
) -> Node:
    chain, parent = (*below, node["id"]), node["extends"]
    if parent in chain:
        found = " extends ".join((*chain, parent))
        raise FaultsError([_fault(found, file, "extends", CIRCULAR_TEMPLATES)])
    name = f"{parent}.yaml"
    if name not in others:
        there = ", ".join(sorted(other.removesuffix(".yaml") for other in others)) or "none"
        found = f"extends {parent!r}; there are: {there}"
        raise FaultsError([_fault(found, file, "extends", UNKNOWN_PARENT)])
    return read_node(others[name], name, others, chain)


def _merge(parent: Node, child: Node, file: str) -> Node:
    faults = [*_judge_removals(parent, child, file), *_judge_sources(parent, child, file)]
    if faults:
        raise FaultsError(faults)
    kept = {key: value for key, value in parent.items() if key not in _OWN}
    own = {key: value for key, value in child.items() if key not in {"extends", "removes"}}
    removed = child.get("removes", {})
    sections = {
        name: _merge_section(parent[name], own.get(name, {}), removed.get(name, ()))
        for name in _SECTIONS
    }
    return kept | own | sections


def _merge_section(parent: Node, child: Node, removed: list[str]) -> dict[str, Any]:
    """Take over what stays; a subassembly may change its mass alone, or its parts alone."""
    merged = {name: entry for name, entry in parent.items() if name not in removed}
    for name, entry in child.items():
        is_partial = name in merged and set(entry) < {"mass", "parts"}
        merged[name] = {**merged[name], **entry} if is_partial else entry
    return merged


def _judge_removals(parent: Node, child: Node, file: str) -> list[Fault]:
    return [
        _fault(f"{name!r} is not in {child['extends']}", file, section, NOTHING_TO_REMOVE)
        for section, names in child.get("removes", {}).items()
        for name in names
        if name not in parent[section]
    ]


def _judge_sources(parent: Node, child: Node, file: str) -> list[Fault]:
    return [
        _fault(f"source {name!r} is one of {child['extends']}", file, "sources", SOURCE_GIVEN_TWICE)
        for name in child.get("sources", {})
        if name in parent["sources"]
    ]


class _StrictLoader(yaml.BaseLoader):
    """Every scalar is text, and no key may stand twice."""

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - the signature is the loader's
    ) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        doubled = sorted({str(key) for key in keys if keys.count(key) > 1})
        if doubled:
            raise yaml.constructor.ConstructorError(
                None, None, f"doubled key {', '.join(doubled)}", node.start_mark
            )
        return super().construct_mapping(node, deep=deep)


def _load(data: bytes, file: str) -> Any:  # noqa: ANN401 - anything may stand in a file
    try:
        return yaml.load(data.decode("utf-8"), _StrictLoader)  # noqa: S506 - text scalars only
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise FaultsError([_fault(f"no readable YAML: {error}", file, "")]) from None


def _demand_form(node: object, file: str, form: str) -> None:
    errors = sorted(
        _schemas()[form].iter_errors(node), key=lambda error: list(map(str, error.path))
    )
    if errors:
        raise FaultsError(
            _fault(error.message, file, "/".join(map(str, error.absolute_path))) for error in errors
        )


@lru_cache(maxsize=1)
def _schemas() -> Mapping[str, jsonschema.Draft202012Validator]:
    path = files("cradlegate.product") / "data" / "template.schema.yaml"
    schema = yaml.safe_load(path.read_text(encoding="utf-8"))
    extension = {**schema["$defs"]["extension"], "$defs": schema["$defs"]}
    return {
        "template": jsonschema.Draft202012Validator(schema),
        "extension": jsonschema.Draft202012Validator(extension),
    }


def _fault(found: str, file: str, where: str, kind: FaultKind = FAULTY_TEMPLATE) -> Fault:
    return Fault(kind, found, Place(file=file, id=where))
