"""A scored database as files: an index that people can read, and arrays for what computes.

The name of the folder is the digest of its content, so that two imports that settled the same
things are one.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from cradlegate.background.datasets.background import Background
from cradlegate.background.datasets.score import ScoreState
from cradlegate.background.datasets.summary import summarise
from cradlegate.core.canonical import canonical_bytes, digest, digest_bytes
from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.strict_json import read_json

INDEX, OPEN_LIST = "background.json", "open.csv"
SCHEMA = "cradlegate.background/1"
_MOST_NAMED = 20
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


def pack_background(background: Background) -> tuple[str, dict[str, bytes]]:
    """Write a scored database as files; give its id and the files by name."""
    compiled, scored = background.compiled, background.scored
    arrays = {
        name: getattr(scored if name in {"values", "bounds"} else compiled, name)
        for name in _ARRAYS
    }
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
    }
    files |= {INDEX: canonical_bytes(content), OPEN_LIST: _list_open(background)}
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
    )


def _list_open(background: Background) -> bytes:
    """List every input without a supplier, in the form in which suppliers are named."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(("process", "exchange", "supplier", "why", "flow", "suppliers"))
    for left in background.links.open:
        exchange = background.database.processes[left.consumer].exchanges[left.exchange]
        flow = background.database.flows[exchange.flow]
        others = "; ".join(left.suppliers[:_MOST_NAMED])
        writer.writerow((left.consumer, exchange.id, "", str(left.kind), flow.name, others))
    return written.getvalue().encode()


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
            **_tell_score(process.id, rows.get(process.id), background),
        }


def _tell_score(name: str, row: int | None, background: Background) -> dict[str, object]:
    if row is None:
        return {"state": str(background.compiled.unusable[name]), "values": {}, "by_method": None}
    scored = background.scored
    state = scored.states[row]
    if state is not ScoreState.SCORED:
        return {"state": str(state), "values": {}, "by_method": None}
    values = zip(CATEGORIES, scored.values[row].tolist(), strict=True)
    return {
        "state": str(state),
        "values": {str(category): _spell(value) for category, value in values if value},
        "by_method": _spell(float(scored.by_method[row])),
    }


def _spell(value: float) -> str:
    return f"{value:.12g}"


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
    )
