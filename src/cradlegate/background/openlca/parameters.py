"""Parameters of a package and of its processes, which formulas of amounts may use.

No amount needs them where it is stated, so that what is wrong with them does not refuse a package.
"""

import math
from collections.abc import Iterable
from typing import Any

from cradlegate.background.formats.formulas import Variables
from cradlegate.background.openlca.json_object import JsonObject
from cradlegate.background.openlca.package import Package


def read_global_variables(package: Package) -> Variables:
    """Read the parameters that hold for the whole package."""
    found = Package(package.files).documents("parameters", "parameter")
    return _gather(document.content for _, document in found)


def read_variables(process: JsonObject, around: Variables) -> Variables:
    """Read the parameters of a process, which go before those of the whole package."""
    stated = process.content.get("parameters")
    own = _gather(stated if isinstance(stated, list) else ())
    values = {name: value for name, value in around.values.items() if name not in own.formulas}
    formulas = {name: text for name, text in around.formulas.items() if name not in own.values}
    return Variables({**values, **own.values}, {**formulas, **own.formulas})


def _gather(entries: Iterable[Any]) -> Variables:
    """Take the formula of a parameter that depends on others, the value of one that does not."""
    values: dict[str, float] = {}
    formulas: dict[str, str] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            continue
        name, formula, value = (
            entry["name"].strip().lower(),
            entry.get("formula"),
            entry.get("value"),
        )
        is_input = entry.get("isInputParameter") or entry.get("inputParameter")
        if isinstance(formula, str) and formula.strip() and not is_input:
            formulas[name] = formula
        elif (figure := _read_figure(value)) is not None:
            values[name] = figure
    return Variables(values, formulas)


def _read_figure(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        figure = float(value)
    except OverflowError:
        return None
    return figure if math.isfinite(figure) else None
