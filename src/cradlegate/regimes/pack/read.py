"""Packs from files: each checked, laid over the one it extends, and amended as it was known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema

from cradlegate.core.canonical import digest
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.period import PeriodError
from cradlegate.core.strict_json import read_json
from cradlegate.regimes import faults as kinds
from cradlegate.regimes.expression.errors import ExpressionError
from cradlegate.regimes.expression.parse import parse_expression
from cradlegate.regimes.pack.build import build_pack, unfold
from cradlegate.regimes.pack.check import find_pack_faults
from cradlegate.regimes.pack.merge import merge_packs
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.pack.tree import Path, Tree, TreeFile, read_tree
from cradlegate.regimes.vocabulary import Vocabulary

MOST_FAULTS = 50
_KEPT = ("known_from", "version", "cases")
"""What an amendment leaves to the pack that it amends."""
_OF_FILES = frozenset({"extends", "amends", "answers"})
"""What only single files say."""
_EXPRESSIONS = ("when", "test", "exclude_if", "raise_modality", "relates", "void_when")


@dataclass(frozen=True, slots=True)
class PackShelf:
    """Every pack at hand, as it came, and what amends it.

    Args:
        packs: without amendments, by id.
        amendments: by id of the pack, in the order in which they became known.
    """

    packs: Mapping[str, Pack]
    amendments: Mapping[str, tuple[TreeFile, ...]]

    def as_known(self, pack_id: str, day: date) -> Pack:
        """Give a pack with the amendments that were known on a day.

        Raises:
            FaultsError: no such pack.
        """
        if pack_id not in self.packs:
            found = f"no pack {pack_id!r} among {', '.join(sorted(self.packs)) or 'none'}"
            raise FaultsError([Fault(kinds.NO_SUCH_PACK, found)])
        pack = self.packs[pack_id]
        for amendment in self.amendments.get(pack_id, ()):
            if date.fromisoformat(amendment.values["known_from"]) <= day:
                pack = _amend(pack, amendment)
        return pack


def read_packs(contents: Mapping[str, bytes], vocabulary: Vocabulary) -> PackShelf:
    """Read packs and amendments.

    Args:
        contents: bytes by file name; a later pack takes the place of an earlier one of its id.
        vocabulary: the facts that they may ask for.

    Raises:
        FaultsError: everything that is wrong with them.
    """
    trees, faults = _read_trees(contents)
    own = {tree.values["id"]: tree for tree in trees if "amends" not in tree.values}
    packs: dict[str, Pack] = {}
    for name, tree in own.items():
        try:
            packs[name] = _build_with_bases(tree, own)
        except FaultsError as error:
            faults += error.faults
            continue
        faults += find_pack_faults(packs[name], tree, vocabulary)
    by_amended = _by_amended(tree for tree in trees if "amends" in tree.values)
    faults += _find_amendment_faults(packs, by_amended, vocabulary)
    if faults:
        raise FaultsError(faults[:MOST_FAULTS])
    return PackShelf(packs, by_amended)


@cache
def pack_schema() -> Mapping[str, Any]:
    """Give the JSON Schema of pack files."""
    data = files("cradlegate.regimes").joinpath("data/pack.schema.json").read_bytes()
    schema = read_json(data)
    assert isinstance(schema, dict)  # noqa: S101 - our own file
    return schema


@cache
def _validator() -> jsonschema.Draft202012Validator:
    days = jsonschema.FormatChecker(["date"])
    return jsonschema.Draft202012Validator(pack_schema(), format_checker=days)


def shipped_packs() -> dict[str, bytes]:
    """Give the packs that come with the package, by file name."""
    folder = files("cradlegate.regimes") / "packs"
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return {entry.name: entry.read_bytes() for entry in entries if entry.name.endswith(".yaml")}


def _read_trees(contents: Mapping[str, bytes]) -> tuple[list[TreeFile], list[Fault]]:
    trees: list[TreeFile] = []
    faults: list[Fault] = []
    for file, data in contents.items():
        try:
            tree = read_tree(data, file)
        except FaultsError as error:
            faults += error.faults
            continue
        found = [*_find_form_faults(tree)] or [*_find_parse_faults(tree, tree.values, ())]
        faults += found
        trees += [] if found else [tree]
    return trees, faults


def _find_form_faults(tree: TreeFile) -> Iterable[Fault]:
    for error in sorted(_validator().iter_errors(_as_json(tree.values)), key=_depth):
        path = tuple(error.absolute_path)
        if _is_left_to_base(tree, error, path):
            continue
        message = error.message if len(error.message) <= 300 else f"{error.message[:300]}…"  # noqa: PLR2004
        yield Fault(kinds.AGAINST_SCHEMA, message, tree.place(path, _name_at(tree.values, path)))


def _is_left_to_base(tree: TreeFile, error: jsonschema.ValidationError, path: Path) -> bool:
    """Tell whether something is missing that may stand in the pack that a file changes.

    The two are looked at together once they are put together.
    """
    is_change = bool({"extends", "amends"} & tree.values.keys())
    is_inside = bool(path) and path[0] != "answers"
    return is_change and is_inside and error.validator in {"required", "oneOf"}


def _find_parse_faults(tree: TreeFile, value: Any, path: Path) -> Iterable[Fault]:  # noqa: ANN401
    """Find expressions that cannot be parsed, wherever they stand."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name in _EXPRESSIONS and isinstance(item, str):
                yield from _find_parse_fault(tree, item, (*path, name))
            else:
                yield from _find_parse_faults(tree, item, (*path, name))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _find_parse_faults(tree, item, (*path, at))


def _find_parse_fault(tree: TreeFile, text: str, path: Path) -> Iterable[Fault]:
    plain = unfold(text)
    try:
        parse_expression(plain)
    except ExpressionError as error:
        found = f"{error.found}, at character {error.position} of `{plain}`"
        yield Fault(error.kind, found, tree.place(path, _name_at(tree.values, path)), error.remedy)


def _build_with_bases(tree: TreeFile, own: Mapping[str, TreeFile]) -> Pack:
    """Build a pack from its file and those that it extends, the farthest first."""
    chain = [tree]
    while base := chain[-1].values.get("extends"):
        if base not in own or own[base] in chain:
            found = f"{chain[-1].values['id']} extends {base!r}, which is not there or extends it"
            place = chain[-1].place(("extends",))
            raise FaultsError([Fault(kinds.UNKNOWN_REFERENCE, found, place)])
        chain.append(own[base])
    entry: Tree = {}
    for each in reversed(chain):
        entry = merge_packs(entry, each.values)
    entry["answers"] = _date_answers(entry)
    digests = tuple(digest(each.values) for each in chain)
    return _build(entry, digests, tree)


def _amend(pack: Pack, amendment: TreeFile) -> Pack:
    change = {name: value for name, value in amendment.values.items() if name != "amends"}
    entry = {
        **merge_packs(dict(pack.entry), {**change, "id": pack.id}),
        **{name: pack.entry[name] for name in _KEPT if name in pack.entry},
        "answers": _date_answers(change),
    }
    amended = _build(entry, (*pack.digests, digest(amendment.values)), amendment)
    return replace(amended, extends=pack.extends, answers=(*pack.answers, *amended.answers))


def _date_answers(entry: Tree) -> list[Tree]:
    """Give the answers of a file with the day on which its author knew them."""
    return [{**each, "known_from": entry["known_from"]} for each in entry.get("answers", ())]


def _build(entry: Tree, digests: tuple[str, ...], tree: TreeFile) -> Pack:
    """Build a pack; one that was put together is looked at as a whole first."""
    whole = digests[0] if len(digests) == 1 else digest(digests)
    if len(digests) > 1:
        own = {name: value for name, value in entry.items() if name not in _OF_FILES}
        if faults := list(_find_form_faults(TreeFile(tree.file, own, {}))):
            raise FaultsError(faults)
    try:
        return build_pack(entry, digests, whole)
    except PeriodError as error:
        place = Place(tree.file, id=str(entry["id"]))
        raise FaultsError([Fault(kinds.REVERSED_DATES, str(error), place)]) from None


def _find_amendment_faults(
    packs: Mapping[str, Pack],
    by_amended: Mapping[str, tuple[TreeFile, ...]],
    vocabulary: Vocabulary,
) -> Iterable[Fault]:
    """Find what is wrong with amendments, each laid over those before it."""
    for name, trees in by_amended.items():
        pack = packs.get(name)
        for tree in trees:
            if pack is None:
                found = f"{tree.values['id']} amends {name!r}, which is not there"
                yield Fault(kinds.OTHER_PACK, found, tree.place(("amends",)))
                continue
            try:
                pack = _amend(pack, tree)
            except FaultsError as error:
                yield from error.faults
            else:
                yield from find_pack_faults(pack, tree, vocabulary)


def _by_amended(amendments: Iterable[TreeFile]) -> dict[str, tuple[TreeFile, ...]]:
    by_pack: dict[str, tuple[TreeFile, ...]] = {}
    for tree in sorted(amendments, key=lambda tree: (tree.values["known_from"], tree.file)):
        name = tree.values["amends"]
        by_pack[name] = (*by_pack.get(name, ()), tree)
    return by_pack


def _as_json(value: Any) -> Any:  # noqa: ANN401 - YAML holds anything
    """Give figures as the schema checks them."""
    if isinstance(value, dict):
        return {name: _as_json(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    return float(value) if type(value).__name__ == "Decimal" else value


def _depth(error: jsonschema.ValidationError) -> tuple[int, str]:
    return len(error.absolute_path), str(error.absolute_path)


def _name_at(values: Tree, path: Path) -> str:
    """Give the id of the innermost thing that a path leads into."""
    value: Any = values
    name = ""
    for part in path:
        value = value[part]
        if isinstance(value, dict):
            named = (value.get("id"), value.get("name"), name)
            name = next(each for each in named if isinstance(each, str))
    return name
