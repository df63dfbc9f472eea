"""A scored database as files: an index that people can read, and arrays for what computes.

The name of the folder is the digest of its content, so that two imports that settled the same
things are one.
"""

import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np

from cradlegate.background.datasets.background import Background
from cradlegate.background.datasets.dataset import Allocation, AllocationMethod
from cradlegate.background.datasets.score import ScoreState
from cradlegate.background.datasets.summary import summarise
from cradlegate.background.datasets.supplier_lists import (
    GUESSED_LIST,
    OPEN_LIST,
    list_guessed,
    list_open,
)
from cradlegate.background.processes.figure import LinkedDatabase, Standing
from cradlegate.background.processes.joined import (
    OutsideEntry,
    list_linked,
    list_missing,
    list_outside,
    read_outside,
    spell,
    spell_bound,
)
from cradlegate.background.processes.stored import read_database
from cradlegate.core.canonical import canonical_bytes, digest, digest_bytes
from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.strict_json import read_json

INDEX = "background.json"
SCHEMA = "cradlegate.background/2"
_ARRAYS = ("consumers", "suppliers", "amounts", "outputs", "direct", "values", "bounds")


@dataclass(frozen=True, slots=True)
class ProcessEntry:
    """One process of a packed database.

    Args:
        product: name of its reference flow; empty where it has none.
        unit: of the reference flow.
        state: `scored`, or why it has no figure.
        values: kg CO2e per unit of the reference, by category; none where it has no figure.
        by_method: the same in one sum, as the set or method counts.
        flow: id of the reference flow; empty where it has none.
        bounds: how far the values can be from the exact ones; none where nothing is known.
    """

    id: str
    name: str
    location: str
    years: tuple[int, ...]
    product: str
    unit: str
    state: str
    values: Mapping[Category, Decimal]
    by_method: Decimal | None
    flow: str = ""
    bounds: Mapping[Category, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackedBackground:
    """The index of a packed database.

    Args:
        id: digest of its content.
        source: digest of the files that it was read from.
        factors: name of the set or method that it is scored by.
        rules: by which inputs were linked.
        licences: what its files say of the terms of use, by file.
        counts: of processes, flows, links and so on, by name.
        standing: whether it is listed as China's nationally recognised database.
        linked: databases that it takes from, theirs included.
        missing: ids of flows that it takes and nobody supplies.
        allocation: method by which its processes with several products were shared out.
        schema: form in which it was written.
    """

    id: str
    name: str
    format: str
    source: str
    factors: str
    rules: tuple[str, ...]
    licences: Mapping[str, str]
    counts: Mapping[str, int]
    processes: tuple[ProcessEntry, ...]
    standing: Standing = Standing.UNKNOWN
    linked: tuple[LinkedDatabase, ...] = ()
    outside: tuple[OutsideEntry, ...] = ()
    missing: frozenset[str] = frozenset()
    schema: str = SCHEMA
    allocation: AllocationMethod = AllocationMethod.NONE

    @property
    def as_linked(self) -> LinkedDatabase:
        """The database as others name it."""
        return LinkedDatabase(
            self.id,
            self.name,
            self.format,
            self.source,
            self.factors,
            self.standing,
            self.licences,
            self.allocation,
        )


def pack_background(
    background: Background, standing: Standing = Standing.UNKNOWN
) -> tuple[str, dict[str, bytes]]:
    """Write a scored database as files; give its id and the files by name."""
    compiled, scored = background.compiled, background.scored
    arrays = {
        name: getattr(scored if name in {"values", "bounds"} else compiled, name)
        for name in _ARRAYS
    }
    arrays |= {"emissions": compiled.emissions, "spreads": compiled.spreads.rows}
    files = {f"{name}.npy": _write(array) for name, array in arrays.items()}
    database = background.database
    content = {
        "schema": SCHEMA,
        "name": database.name,
        "format": database.format,
        "source": database.digest,
        "factors": background.characterisation.set_name,
        "rules": [str(rule) for rule in background.rules],
        "licences": dict(database.licences),
        "counts": _count(background),
        "processes": list(_list_entries(background)),
        "arrays": {name: digest_bytes(data) for name, data in files.items()},
        "standing": str(standing),
        "linked": list_linked(background),
        "outside": list(list_outside(background)),
        "missing": list_missing(background),
        **_tell_allocation(database.allocated),
    }
    files |= {INDEX: canonical_bytes(content), OPEN_LIST: list_open(background)}
    files[GUESSED_LIST] = list_guessed(background)
    return digest(content), files


def read_index(data: bytes) -> PackedBackground:
    """Read the index of a packed database.

    Raises:
        CradlegateError: no index that was written here.
    """
    content: Any = read_json(data)
    return PackedBackground(
        digest_bytes(data),
        content["name"],
        content["format"],
        content["source"],
        content["factors"],
        tuple(content["rules"]),
        content["licences"],
        content["counts"],
        tuple(map(_read_entry, content["processes"])),
        Standing(content.get("standing", Standing.UNKNOWN)),
        tuple(map(read_database, content.get("linked", ()))),
        tuple(map(read_outside, content.get("outside", ()))),
        frozenset(content.get("missing", ())),
        content["schema"],
        AllocationMethod(content.get("allocation", {}).get("method", AllocationMethod.NONE)),
    )


def _tell_allocation(allocated: Allocation) -> dict[str, object]:
    """Tell how processes were shared out; nothing where they were not, as ever."""
    if allocated.method is AllocationMethod.NONE:
        return {}
    processes = {each.process: each.used for each in allocated.processes}
    credited = [[each.process, each.exchange] for each in allocated.credited]
    return {
        "allocation": {
            "method": str(allocated.method),
            "processes": processes,
            "credited": credited,
        }
    }


def _write(array: object) -> bytes:
    written = io.BytesIO()
    np.save(written, np.asarray(array), allow_pickle=False)
    return written.getvalue()


def _count(background: Background) -> dict[str, int]:
    summary = summarise(background)
    return {
        "processes": summary.processes,
        "flows": summary.flows,
        "exchanges": summary.exchanges,
        "linked": sum(summary.linked.values()),
        "several": len(summary.several),
        "cut_off": sum(summary.cut_off.values()),
        "untreated": sum(summary.untreated.values()),
        "scored": summary.scored,
        "uncertain": len(background.compiled.spreads.rows),
        "not_drawn": len(background.compiled.spreads.faults),
    }


def _list_entries(background: Background) -> Iterator[dict[str, object]]:
    database, compiled = background.database, background.compiled
    rows = {name: at for at, name in enumerate(compiled.process_ids)}
    for process in database.processes.values():
        reference = process.reference
        flow = None if reference is None else database.flows[process.exchanges[reference].flow]
        yield {
            "id": process.id,
            "name": process.name,
            "location": process.location,
            "years": list(process.years or ()),
            "product": flow.name if flow else "",
            "unit": flow.unit if flow else "",
            "flow": flow.id if flow else "",
            **_tell_score(process.id, rows.get(process.id), background),
        }


def _tell_score(name: str, row: int | None, background: Background) -> dict[str, object]:
    if row is None:
        return _tell_none(str(background.compiled.unusable[name]))
    scored = background.scored
    state = scored.states[row]
    if state is not ScoreState.SCORED:
        return _tell_none(str(state))
    values = list(zip(CATEGORIES, scored.values[row].tolist(), strict=True))
    bounds = zip(values, scored.bounds[row].tolist(), strict=True)
    return {
        "state": str(state),
        "values": {str(category): spell(value) for category, value in values if value},
        "by_method": spell(float(scored.by_method[row])),
        "bounds": {
            str(category): spell_bound(bound, value)
            for (category, value), bound in bounds
            if value and math.isfinite(bound)
        },
    }


def _tell_none(state: str) -> dict[str, object]:
    return {"state": state, "values": {}, "by_method": None, "bounds": {}}


def _read_entry(entry: Mapping[str, Any]) -> ProcessEntry:
    by_method = entry["by_method"]
    return ProcessEntry(
        entry["id"],
        entry["name"],
        entry["location"],
        tuple(entry["years"]),
        entry["product"],
        entry["unit"],
        entry["state"],
        {Category(name): Decimal(value) for name, value in entry["values"].items()},
        None if by_method is None else Decimal(by_method),
        entry.get("flow", ""),
        {Category(name): Decimal(value) for name, value in entry.get("bounds", {}).items()},
    )
