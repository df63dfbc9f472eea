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
    """Read a mapping: `columns`, `words` and `constants`, in YAML whose values are texts.

    Raises:
        FaultsError: everything that is wrong with it.
    """
    try:
        entry = yaml.load(data, Loader=yaml.CBaseLoader)  # noqa: S506 - it makes texts alone
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FaultsError([_fault(f"it is no YAML: {str(error).splitlines()[0]}", file)]) from None
    faults = list(_check(entry, file, spec))
    if faults:
        raise FaultsError(faults)
    return ColumnMapping(
        entry.get("columns", {}), entry.get("words", {}), entry.get("constants", {})
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
            names = map(str, values.values() if part == "columns" else values)
            unknown = [name for name in names if name not in spec.columns]
            yield from (_name_unknown(each, part, file, spec) for each in unknown)
            yield from _check_values(part, values, file)


def _check_values(part: str, values: Mapping[Any, Any], file: str) -> Iterator[Fault]:
    """Find columns that hold anything else than words with ours, or than one text."""
    for name, value in values.items():
        if part == "words" and not (
            isinstance(value, Mapping) and all(isinstance(each, str) for each in value.values())
        ):
            yield _fault(f"words {name} holds no words of the file with ours", file, str(name))
        elif part == "constants" and not isinstance(value, str):
            yield _fault(f"constants {name} holds no one text", file, str(name))


def _name_unknown(name: str, part: str, file: str, spec: TableSpec) -> Fault:
    near = near_matches(name, list(spec.columns))
    remedy = f"Did you mean {' or '.join(near)}?" if near else ""
    found = f"{part}: {spec.name} has no column {name}"
    return Fault(UNREADABLE_MAPPING, found, Place(file, id=name), remedy)


def _fault(found: str, file: str, name: str = "") -> Fault:
    return Fault(UNREADABLE_MAPPING, found, Place(file, id=name))
