"""Figures of processes as a file: what a case took of imported databases, and nothing else."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from cradlegate.background.datasets.dataset import AllocationMethod
from cradlegate.background.processes.faults import SPOILED_FIGURES
from cradlegate.background.processes.figure import LinkedDatabase, ProcessFigure, Standing
from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.category import Category
from cradlegate.core.errors import CradlegateError
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.strict_json import read_json

SCHEMA = "cradlegate.processes/1"


def write_figures(figures: Mapping[str, ProcessFigure]) -> bytes:
    """Write figures by what the case calls them; every database with its notices stands once."""
    databases = {each.id: each for figure in figures.values() for each in figure.databases}
    content = {
        "schema": SCHEMA,
        "databases": {key: write_database(databases[key]) for key in sorted(databases)},
        "processes": {name: _write(figures[name]) for name in sorted(figures)},
    }
    return canonical_bytes(content)


def read_figures(data: bytes) -> dict[str, ProcessFigure]:
    """Read figures back.

    Raises:
        FaultsError: other bytes than were written (BG-178).
    """
    try:
        content: Any = read_json(data)
        databases = {key: read_database(each) for key, each in content["databases"].items()}
        figures = {name: _read(each, databases) for name, each in content["processes"].items()}
        if write_figures(figures) == data:
            return figures
        found = "other bytes than those that were written"
    except (CradlegateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        found = f"{type(error).__name__}: {error}"
    raise FaultsError([Fault(SPOILED_FIGURES, found)])


def write_database(database: LinkedDatabase) -> dict[str, object]:
    """Write what a database is, as plain parts; no allocation is not spelled out."""
    is_shared = database.allocation is not AllocationMethod.NONE
    return {
        "id": database.id,
        "name": database.name,
        "format": database.format,
        "source": database.source,
        "factors": database.factors,
        "standing": str(database.standing),
        "licences": dict(database.licences),
        **({"allocation": str(database.allocation)} if is_shared else {}),
    }


def _write(figure: ProcessFigure) -> dict[str, object]:
    return {
        "database": figure.database.id,
        "linked": [each.id for each in figure.linked],
        "process": figure.process,
        "name": figure.name,
        "product": figure.product,
        "location": figure.location,
        "years": list(figure.years),
        "unit": figure.unit,
        "values": _spell(figure.values),
        "bounds": _spell(figure.bounds),
    }


def _spell(values: Mapping[Category, Decimal]) -> dict[str, str]:
    return {str(name): str(value) for name, value in values.items()}


def read_database(content: Mapping[str, Any]) -> LinkedDatabase:
    """Read it back."""
    return LinkedDatabase(
        content["id"],
        content["name"],
        content["format"],
        content["source"],
        content["factors"],
        Standing(content["standing"]),
        content["licences"],
        AllocationMethod(content.get("allocation", AllocationMethod.NONE)),
    )


def _read(content: Mapping[str, Any], databases: Mapping[str, LinkedDatabase]) -> ProcessFigure:
    return ProcessFigure(
        database=databases[content["database"]],
        linked=tuple(databases[each] for each in content["linked"]),
        process=content["process"],
        name=content["name"],
        product=content["product"],
        location=content["location"],
        years=tuple(content["years"]),
        unit=content["unit"],
        values=_read_values(content["values"]),
        bounds=_read_values(content["bounds"]),
    )


def _read_values(values: Mapping[str, str]) -> dict[Category, Decimal]:
    read = {Category(name): Decimal(value) for name, value in values.items()}
    if not all(value.is_finite() for value in read.values()):
        raise ValueError("a figure that is not finite")
    return read
