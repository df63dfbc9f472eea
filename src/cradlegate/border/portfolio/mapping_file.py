"""A file that says how somebody's own table calls our columns and words."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from cradlegate.border.portfolio.faults import UNREADABLE_MAPPING
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.tables.columnar.mapping import ColumnMapping
from cradlegate.tables.columns import TableSpec, near_matches

_PARTS = ("columns", "words", "constants")


def read_mapping(data: bytes, file: str, spec: TableSpec) -> ColumnMapping:
    """Read a mapping: `columns`, `words` and `constants`, in YAML.

    Raises:
        FaultsError: everything that is wrong with it.
    """
    try:
        entry = yaml.load(data, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FaultsError([_fault(f"it is no YAML: {str(error).splitlines()[0]}", file)]) from None
    faults = list(_check(entry, file, spec))
    if faults:
        raise FaultsError(faults)
    return ColumnMapping(
        {str(heading): name for heading, name in entry.get("columns", {}).items()},
        {
            name: {str(word): str(ours) for word, ours in words.items()}
            for name, words in entry.get("words", {}).items()
        },
        {name: str(text) for name, text in entry.get("constants", {}).items()},
    )


def _check(entry: object, file: str, spec: TableSpec) -> Iterator[Fault]:
    if not isinstance(entry, Mapping):
        yield _fault("it holds no columns, words or constants", file)
        return
    for part, values in entry.items():
        if part not in _PARTS:
            yield _fault(f"{part!r} is none of {', '.join(_PARTS)}", file, str(part))
        elif not isinstance(values, Mapping):
            yield _fault(f"{part} holds no names", file, str(part))
        else:
            names = values.values() if part == "columns" else values
            yield from (
                _name_unknown(each, part, file, spec) for each in names if each not in spec.columns
            )
            yield from _check_words(part, values, file)


def _check_words(part: str, values: Mapping[Any, Any], file: str) -> Iterator[Fault]:
    for name, value in values.items():
        if (part == "words") != isinstance(value, Mapping):
            wanted = "words of the file with ours" if part == "words" else "one text"
            yield _fault(f"{part} {name} holds no {wanted}", file, str(name))


def _name_unknown(name: str, part: str, file: str, spec: TableSpec) -> Fault:
    near = near_matches(name, list(spec.columns))
    remedy = f"Did you mean {' or '.join(near)}?" if near else ""
    found = f"{part}: {spec.name} has no column {name}"
    return Fault(UNREADABLE_MAPPING, found, Place(file, id=name), remedy)


def _fault(found: str, file: str, name: str = "") -> Fault:
    return Fault(UNREADABLE_MAPPING, found, Place(file, id=name))
