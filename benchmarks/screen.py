"""How long it takes to screen a portfolio: from a CSV file to findings and lines in Parquet.

Run with `python -m benchmarks.screen`, or with a number of lines behind it.  The portfolio is
invented: machines of every kind and condition on twelve routes, half of them to countries of which
a shipped pack speaks, one cell in sixteen empty, and a report for one line in two hundred.  Each
measurement has a process of its own, so that its peak of memory is its own too; the shortest of
three counts.  Time of processors is counted beside time of the clock: where others use the machine,
two versions are compared by it.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.measure import measure, tell
from cradlegate.border.facts.supply import supply_facts
from cradlegate.border.shipments.checks import SHARED
from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.compose import gate
from cradlegate.compose.border import screen
from cradlegate.compose.border.screen import Paths
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.pack.read import shipped_packs

LINES, SEED, TIMES = 1_000_000, 7, 3
SAMPLE = 200
MISSING = 0.06
BAR_S, BAR_MIB, IMPACT_BAR_S = 3.0, 1536, 1.0
MIB = 1024
CHANGED = "vn-circular-12-2026"
CHANGED_FROM, CHANGED_TO = "consignment.destination == 'VN'", "consignment.destination == 'TH'"
KNOWN = datetime(2026, 11, 30, tzinfo=UTC)
_ROUTES = (
    "CNTAO VNSGN", "CNSHA VNHPH", "CNTAO IDJKT", "CNSHA THBKK", "CNSHA JPTYO", "CNSZX KRPUS",
    "JPTYO USLAX", "CNSHA DEHAM", "CNTAO INNSA", "JPTYO MXZLO", "KRPUS TRIST", "DEHAM USNYC",
)  # fmt: skip
_CHOICES: Mapping[str, Sequence[str]] = {
    "kind": ("machining_centre", "cnc_lathe", "turn_mill", "milling_machine", "grinding_machine",
             "lathe", "other", "laser_cutting_machine", "laser_cutting_machine",
             "laser_welding_machine"),
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
    "hs": ("845710", "845811", "84561100", "846023"),
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
    # Two machines go together, and say the same of their consignment.
    consignments = np.arange(lines) // 2
    columns = {name: _pick(name, lines, draw) for name in _CHOICES}
    columns |= {name: columns[name].gather(consignments) for name in SHARED if name in columns}
    ways = [each.split() for each in _ROUTES]
    at = draw.integers(0, len(ways), lines)[consignments]
    numbers = pl.int_range(lines, eager=True).cast(pl.String)
    frame = pl.DataFrame(columns).with_columns(
        id="M" + numbers,
        consignment_id="C" + pl.Series(consignments).cast(pl.String),
        maker_id="maker" + (pl.int_range(lines) % 97).cast(pl.String),
        exporter_id="exporter" + pl.Series(consignments % 211).cast(pl.String),
        broker_id="broker" + pl.Series(consignments % 31).cast(pl.String),
        model="MODEL-" + (pl.int_range(lines) % 3001).cast(pl.String),
        serials="SN-" + numbers,
        qty=pl.lit("1"),
        **{
            name: pl.Series([way[end] for way in ways])[at]
            for name, end in (("from", 0), ("to", 1))
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
        checked_by=pl.lit("A. Example"),
        checked_at=pl.lit("2026-07-15"),
        checked_how=pl.lit("letter of the body"),
    ).write_csv(folder / "documents.csv")


def screen_once(folder: Path, *options: str) -> dict[str, float]:
    """Screen in this process; give seconds, mebibytes and counts."""
    documents = folder / "documents.csv" if "documents" in options else None
    against = folder / "packs" if "against" in options else None
    paths = Paths(folder / "stock.csv", documents=documents, against=against)
    gate.open_packs()
    seconds: dict[str, float] = {}
    for name in ("read_long_table", "screen_portfolio"):
        _time(name, seconds)
    start, spent = time.perf_counter(), _count_processor_time()
    only = (CHANGED,) if "alone" in options else ()
    screened = screen.screen_files(paths, only, None, KNOWN, screen.PARQUET)
    took, worked = time.perf_counter() - start, _count_processor_time() - spent
    screen.write_screened(screened, folder / "out", (), force=True)
    changes = sum(screened.screening.impact["lines"])
    return {
        **seconds,
        "screen": took,
        "processor": worked,
        "write": time.perf_counter() - start - took,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB,
        "findings": _count_rows(folder / "out" / "findings"),
        "changes": float(changes),
    }


def _count_processor_time() -> float:
    """Add up the seconds of all processors, in this process and its children."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum((each.ru_utime + each.ru_stime for each in used), 0.0)


def _count_rows(folder: Path) -> int:
    """Count the rows of all parts of a sheet."""
    rows = pl.scan_parquet(folder / "*.parquet").select(pl.len()).collect()
    return int(rows.item())


def _time(name: str, seconds: dict[str, float]) -> None:
    """Add up how long a step of `compose.screen` takes."""
    step = getattr(screen, name)

    def timed(*args: object, **named: object) -> object:
        start = time.perf_counter()
        done = step(*args, **named)
        seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - start
        return done

    setattr(screen, name, timed)


def run_apart(folder: Path, *options: str) -> dict[str, float]:
    """Screen in a process of its own, some times over; give the shortest."""
    command = [sys.executable, "-m", "benchmarks.screen", "--once", str(folder), *options]
    runs = []
    for _ in range(TIMES):
        done = subprocess.run(  # noqa: S603 - runs this very file
            command, capture_output=True, check=True, text=True
        )
        runs.append(json.loads(done.stdout))
    return min(runs, key=lambda each: each["screen"])


def compare_interpreter(folder: Path) -> float:
    """Judge some lines one by one, as `readiness` judges them; give seconds a line."""
    head = (folder / "stock.csv").read_bytes().splitlines()[: SAMPLE + 1]
    packs = gate.choose_packs(gate.open_packs(), (), KNOWN.date())

    def judge_each() -> None:
        for each in read_shipment_files({"shipments.csv": b"\n".join(head)}).consignments:
            base = supply_facts(each, {}, ())
            for pack in packs:
                judge_pack(pack, base, law_as_of=None)

    return measure(judge_each, 1) / SAMPLE


def write_changed_pack(folder: Path) -> None:
    """Write a pack of which one test is another."""
    (folder / "packs").mkdir(exist_ok=True)
    text = next(each for name, each in shipped_packs().items() if CHANGED in name).decode()
    changed = text.replace(CHANGED_FROM, CHANGED_TO)
    if changed == text:
        raise SystemExit(f"{CHANGED} does not say {CHANGED_FROM!r}")
    (folder / "packs" / f"{CHANGED}.yaml").write_text(changed, encoding="utf-8")


def main() -> None:
    """Measure, and print a row for each part."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_portfolio(lines, folder)
        write_changed_pack(folder)
        plain, one, papers, against = (
            run_apart(folder, *each) for each in ((), ("alone",), ("documents",), ("against",))
        )
        alone = compare_interpreter(folder)
        stock = folder / "stock.csv"
        bare = measure(lambda: pl.read_csv(stock, infer_schema=False), TIMES)
    share = lines / LINES
    tell(f"CSV to Parquet, {lines:,} lines", plain["screen"], f"bar: {BAR_S * share:g} s")
    tell("  read and typed", plain["read_long_table"])
    tell("  judged, listed, made Parquet", plain["screen_portfolio"])
    tell("Polars alone reads it as texts", bare, f"all: {plain['screen'] / bare:.1f} times that")
    tell("  time of both processors", plain["processor"], "hardly hangs on what else runs")
    tell("lists, log and all files on disk", plain["write"])
    tell("under one regime", one["screen"], f"bar: {BAR_S * share:g} s")
    tell("with documents", papers["screen"])
    more = against["screen_portfolio"] - plain["screen_portfolio"]
    tell("impact of another pack", more, f"bar: {IMPACT_BAR_S * share:g} s")
    tell("one line alone", alone, f"{alone * lines / plain['screen']:,.0f} times as long a line")
    print(f"{'findings':44} {plain['findings']:10,.0f} rows")
    print(f"{'statuses that the other pack changes':44} {against['changes']:10,.0f}")
    print(f"{'peak of memory':44} {plain['mib']:10,.0f} MiB  bar: {BAR_MIB} MiB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        print(json.dumps(screen_once(Path(sys.argv[2]), *sys.argv[3:])))
    else:
        main()
