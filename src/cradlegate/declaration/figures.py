"""Every figure of a declaration by its path, as it is signed."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal

from cradlegate.declaration.declaration import Declaration
from cradlegate.footprint.rounding import decimal_text


def list_figures(declaration: Declaration) -> dict[str, str]:
    """List every figure: path such as `results/views/0/total/kgco2e` → decimal text."""
    return dict(_walk(declaration, ""))


def _walk(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Decimal):
        yield path, decimal_text(value)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _walk(item, f"{path}/{key}".lstrip("/"))
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _walk(item, f"{path}/{place}".lstrip("/"))
    elif is_dataclass(value):
        for field in fields(value):
            yield from _walk(getattr(value, field.name), f"{path}/{field.name}".lstrip("/"))
