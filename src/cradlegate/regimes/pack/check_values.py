"""Whether the dated values of a pack are of their kind, and hold one at a time."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from cradlegate.core.fault import Fault
from cradlegate.core.period import Interval
from cradlegate.regimes.faults import REVERSED_DATES, TWICE, WRONG_TYPE
from cradlegate.regimes.pack.pack import DatedValue, Pack, Parameter
from cradlegate.regimes.pack.tree import TreeFile
from cradlegate.regimes.values import Value, ValueKind, write_value


def find_value_faults(pack: Pack, tree: TreeFile) -> Iterator[Fault]:
    """Find what is wrong with the parameters and tables of a pack."""
    for name in {*tree.values.get("parameters", {})} & {*tree.values.get("tables", {})}:
        found = f"{name} is a parameter and a table"
        yield Fault(TWICE, found, tree.place(("tables", name), name))
    for parameter in pack.parameters.values():
        part = "tables" if parameter.name in tree.values.get("tables", {}) else "parameters"
        place = tree.place((part, parameter.name), parameter.name)
        for found in _find_wrong_kinds(parameter):
            yield Fault(WRONG_TYPE, found, place)
        for row in parameter.values:
            if row.first and row.last and row.last < row.first:
                found = f"{parameter.name} holds from {row.first} to {row.last}"
                yield Fault(REVERSED_DATES, found, place)
        for one, other in combinations(parameter.values, 2):
            if one.keys == other.keys and _overlap(one, other):
                of = f" of {', '.join(map(write_value, one.keys))}" if one.keys else ""
                found = f"{parameter.name}{of} has two values on the same day"
                yield Fault(TWICE, found, place)


def kind_of(value: Value) -> ValueKind:
    """Give the kind of a value that a pack can write."""
    if isinstance(value, bool):
        return ValueKind.YES_NO
    if isinstance(value, Interval):
        return ValueKind.DATE
    return ValueKind.TEXT if isinstance(value, str) else ValueKind.NUMBER


def _find_wrong_kinds(parameter: Parameter) -> Iterator[str]:
    for row in parameter.values:
        if kind_of(row.value) is not parameter.kind:
            found = f"{write_value(row.value)} is a {kind_of(row.value)}"
            yield f"{found}, where {parameter.name} is a {parameter.kind}"
        if tuple(map(kind_of, row.keys)) != parameter.keys:
            wanted = ", ".join(parameter.keys) or "none"
            yield f"a value of {parameter.name} has other keys than {wanted}"


def _overlap(one: DatedValue, other: DatedValue) -> bool:
    first = max(one.first or date.min, other.first or date.min)
    return first <= min(one.last or date.max, other.last or date.max)
