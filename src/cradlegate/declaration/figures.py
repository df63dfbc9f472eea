"""Every figure of a declaration by its path, as it is signed."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import lru_cache

from cradlegate.declaration.declaration import Declaration
from cradlegate.footprint.rounding import decimal_text


def list_figures(declaration: Declaration) -> dict[str, str]:
    """List every figure: path such as `results/views/0/total/kgco2e` → decimal text."""
    found: dict[str, str] = {}
    _collect(declaration, "", found)
    return found


def list_view_figures(declaration: Declaration) -> dict[str, str]:
    """List the figures of the views alone, by the same paths."""
    found: dict[str, str] = {}
    _collect(declaration.results.views, "results/views/", found)
    return found


def _collect(value: object, at: str, found: dict[str, str]) -> None:
    """Walk through a value; the path to it ends in a stroke, but at the top."""
    for name, item in _parts(value):
        if isinstance(item, Decimal):
            found[f"{at}{name}"] = decimal_text(item)
        elif not isinstance(item, str):
            _collect(item, f"{at}{name}/", found)


def _parts(value: object) -> Iterable[tuple[object, object]]:
    if isinstance(value, Mapping):
        return value.items()
    if isinstance(value, tuple):
        return enumerate(value)
    kind: type = type(value)
    return [(name, getattr(value, name)) for name in _names(kind)]


@lru_cache(maxsize=256)
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
