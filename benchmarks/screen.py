"""How long it takes to screen a portfolio: from a CSV file to findings and lines in Parquet.

Run with `python -m benchmarks.screen`, or with a number of lines behind it.  The portfolio is
invented: machines of every kind and condition on ten routes, of which one cell in eight is empty,
and a report for one line in two hundred.  Each measurement has a process of its own, so that its
peak of memory is its own too; the shortest of three counts.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.measure import measure
from cradlegate.border.facts.supply import supply_facts
from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.compose import gate
from cradlegate.compose.screen import Paths, read_long_table, screen_files, write_screened
from cradlegate.regimes.evaluate.judge import judge_pack

LINES, SEED, TIMES = 1_000_000, 7, 3
SAMPLE = 200
MISSING = 0.12
BAR_S, BAR_MIB, IMPACT_BAR_S = 3.0, 1536, 1.0
MIB = 1024
KNOWN = datetime(2026, 11, 1, tzinfo=UTC)
_ROUTES = ("CNTAO VNSGN", "CNSHA VNHPH", "CNSZX VNSGN", "JPTYO VNSGN", "KRPUS VNHPH",
           "CNTAO IDJKT", "CNSHA THBKK", "CNSHA JPTYO", "DEHAM VNSGN", "CNSZX KRPUS")  # fmt: skip
_CHOICES: Mapping[str, Sequence[str]] = {
    "kind": ("machining_centre", "cnc_lathe", "turn_mill", "grinding_machine", "lathe",
             "laser_cutting_machine", "laser_cutting_machine", "laser_welding_machine"),
    "cnc": ("yes", "yes", "yes", "no"),
    "laser_type": ("co2", "fibre", "ultrafast", "-"),
    "laser_function": ("cutting", "cutting", "welding", "-"),
    "driven_tools": ("yes", "no"),
    "y_axis": ("yes", "no"),
    "tool_changer": ("yes", "no"),
    "condition": ("new", "new", "new", "used", "refurbished"),
    "built": ("2012", "2016-03", "2019", "2024-11-02", "2026-05"),
    "made_in": ("CN", "CN", "JP", "KR", "DE"),
    "series": ("VMC", "TM", "LC", "GX"),
    "hs": ("845710", "845811", "84561100", "846021"),
    "hs_edition": ("2022",),
    "origin": ("CN", "CN", "JP", "KR"),
    "procedure": ("consumption", "consumption", "consumption", "temporary", "bonded"),
    "importer_use": ("own_production", "resale"),
    "importer_boi": ("yes", "no"),
    "mode": ("sea", "road"),
    "ship_date": ("2026-06-20", "2026-07-05", "2026-08-01", "2026-09-14"),
    "eta": ("2026-10-01", "2026-10-20"),
    "entry_date": ("2026-10-05", "2026-10-25", "2026-11-14", "2026-12"),
    "volume_per_year": ("1", "5", "24", "300"),
}  # fmt: skip
_ALWAYS = ("kind", "condition", "hs", "hs_edition")


def write_portfolio(lines: int, folder: Path) -> None:
    """Write invented tables of lines and documents."""
    draw = np.random.default_rng(SEED)
    columns = {name: _pick(name, lines, draw) for name in _CHOICES}
    ways = [each.split() for each in _ROUTES]
    at = draw.integers(0, len(ways), lines)
    numbers = pl.int_range(lines, eager=True).cast(pl.String)
    frame = pl.DataFrame(columns).with_columns(
        id="M" + numbers,
        consignment_id="C" + (pl.int_range(lines) // 2).cast(pl.String),
        maker_id="maker" + (pl.int_range(lines) % 97).cast(pl.String),
        exporter_id="exporter" + (pl.int_range(lines) % 211).cast(pl.String),
        broker_id="broker" + (pl.int_range(lines) % 31).cast(pl.String),
        model="MODEL-" + (pl.int_range(lines) % 3001).cast(pl.String),
        serials="SN-" + numbers,
        qty=pl.lit("1"),
        **{
            name: pl.Series([way[end] for way in ways])[at] for name, end in (("from", 0), ("to", 1))
        },
    )
    frame = frame.with_columns(
        dispatch=pl.col("from").str.head(2), destination=pl.col("to").str.head(2)
    )
    frame.write_csv(folder / "stock.csv", quote_style="never")
    _write_documents(lines // 200, folder)


def _pick(name: str, lines: int, draw: np.random.Generator) -> pl.Series:
    values = pl.Series(_CHOICES[name])[draw.integers(0, len(_CHOICES[name]), lines)]
    if name in _ALWAYS:
        return values
    return values.set(pl.Series(draw.random(lines) < MISSING), "")


def _write_documents(count: int, folder: Path) -> None:
    pl.DataFrame({"at": range(count)}).select(
        doc_id=pl.format("R{}", "at"),
        type=pl.lit("carbon_footprint_report"),
        number=pl.format("EX-{}", "at"),
        issuer_id=pl.lit("body"),
        issuer_role=pl.lit("verification_body"),
        body_no=pl.lit("EX-VB-01"),
        covers_serials=pl.format("SN-{}", pl.col("at") * 200),
        lca_based=pl.lit("yes"),
        stages=pl.lit("raw_material; manufacturing; transport"),
        signed_at=pl.lit("2026-07-15"),
        state=pl.lit("checked"),
    ).write_csv(folder / "documents.csv")


def screen_once(folder: Path, *options: str) -> dict[str, float]:
    """Screen in this process; give seconds, mebibytes and counts."""
    documents = folder / "documents.csv" if "documents" in options else None
    against = folder / "packs" if "against" in options else None
    paths = Paths(folder / "stock.csv", documents=documents, against=against)
    gate.open_packs()
    start = time.perf_counter()
    screened = screen_files(paths, (), None, KNOWN, "parquet")
    took = time.perf_counter() - start
    write_screened(screened, folder / "out", (), force=True)
    return {
        "screen": took,
        "write": time.perf_counter() - start - took,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB,
        "lines": screened.screening.lines,
        "changes": screened.screening.impact["lines"].sum(),
    }
