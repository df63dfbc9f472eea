"""How long it takes to judge a portfolio of consignments, with what keeps each from being known.

Run with `python -m benchmarks.portfolio`, or with a number of lines behind it.  The lines are
invented: consignments under Circular 12/2026 of which one fact in seven is missing.
"""

import resource
import sys
from collections.abc import Iterable
from datetime import date
from functools import partial

import numpy as np
import polars as pl

from benchmarks.measure import measure, tell
from cradlegate.regimes.cases import read_cases
from cradlegate.regimes.columns.judge import judge_columns
from cradlegate.regimes.columns.judged import OUTCOMES, STATUS, VERDICT, JudgedColumns
from cradlegate.regimes.evaluate.judge import judge_pack
from cradlegate.regimes.facts import Standing
from cradlegate.regimes.lines.frames import (
    DOCUMENT,
    LINE,
    LISTED,
    NONE,
    STANDING,
    TYPE,
    Frames,
)
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.pack.read import read_packs, shipped_packs
from cradlegate.regimes.vocabulary import Subject, shipped_vocabulary

PACK = "vn-circular-12-2026"
LINES, SEED = 1_000_000, 7
MISSING, ABSENT = 0.14, 0.02
MIB = 1024
FIRST = date(2026, 7, 1)
_STAGES = ["raw_material", "manufacturing", "transport"]
_TEXTS = {
    "consignment.destination": (["VN", "TH", "ID", "CN"], [0.7, 0.1, 0.1, 0.1]),
    "consignment.procedure": (["consumption", "temporary", "bonded"], [0.8, 0.1, 0.1]),
    "machine.kind": (
        ["machining_centre", "turn_mill", "cnc_lathe", "milling_machine", "grinding_machine"],
        [0.4, 0.2, 0.15, 0.15, 0.1],
    ),
    "machine.hs6": (["845710", "845811", "845961", "846023"], [0.4, 0.3, 0.2, 0.1]),
    "machine.hs_edition": (["2022", "2028"], [0.8, 0.2]),
    "document.transport_end": (["site", "port_of_entry", "border"], [0.5, 0.3, 0.2]),
    "document.issuer_role": (["verification_body", "maker"], [0.7, 0.3]),
    "body.status_at_entry": (["granted", "suspended"], [0.95, 0.05]),
}
_LISTS = {
    "document.stages": ([_STAGES, _STAGES[:2]], [0.9, 0.1]),
    "document.views": ([["cradle_to_gate", "with_transport"], ["with_transport"]], [0.6, 0.4]),
    "document.languages": ([["en", "vi"], ["en"]], [0.6, 0.4]),
    "body.accredited_by": ([["VinaCert", "BoA"], ["BoA"], ["CNAS"]], [0.4, 0.3, 0.3]),
    "body.recognised_by": ([[], ["VinaCert"], ["BoA"]], [0.6, 0.2, 0.2]),
    "body.scope": ([["metalworking machinery"], []], [0.7, 0.3]),
}
_TRUTHS = {
    "machine.cnc": 0.97,
    "machine.driven_tools": 0.5,
    "machine.y_axis": 0.4,
    "machine.tool_changer": 0.6,
    "document.is_lca_based": 0.95,
    "document.is_verified": 0.9,
    "document.upstream_data": 0.6,
    "document.process_energy": 0.6,
    "document.origins_tracked": 0.7,
    "document.by_subassembly": 0.4,
    "fit.machine": 0.9,
    "fit.route": 0.8,
}
_NUMBERS = {"register.age_at_entry": (0, 150)}
_DAYS = {
    "consignment.entry_date": (-20, 180),
    "consignment.ship_date": (-60, 150),
    "document.signed_at": (-200, 100),
    "document.valid_to": (100, 900),
    "body.withdrawn_on": (-100, 180),
}
_ABSENT = {"body.withdrawn_on": 0.8}
"""Facts that are known to be absent on more lines than others are."""


def main() -> None:
    """Measure on the shipped pack."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    pack = read_packs(shipped_packs(), shipped_vocabulary()).packs[PACK]
    frames = make_portfolio(lines)
    before = _peak_mib()
    judged = judge_columns(pack, frames, law_as_of=None)
    after = _peak_mib()
    took = measure(lambda: judge_columns(pack, frames, law_as_of=None), 3)
    tell(f"judge {lines:,} lines, with reasons", took)
    cells = lines * len(judged.legend.outputs)
    tell(f"  of {cells:,} cells, a million", took / cells * LINES)
    print(f"{'peak of memory':44} {after:10,} MiB {before:,} of it before judging")
    compare_interpreter(pack, took / lines)
    tell_outcomes(judged)


def make_portfolio(lines: int) -> Frames:
    """Make lines with one report each; one in ten has none, and one in ten has two."""
    draw = np.random.default_rng(SEED)
    with_report = [np.flatnonzero(draw.random(lines) < share) for share in (0.9, 0.1)]
    line = np.sort(np.concatenate(with_report))
    reports = len(line)
    documents = _draw_facts((Subject.DOCUMENT,), reports, draw).with_columns(
        pl.lit("carbon_footprint_report").cast(pl.Categorical).alias(TYPE),
        _pick([str(each) for each in Standing], [0.9, 0.07, 0.03], reports, draw).alias(STANDING),
    )
    pairs = _draw_facts((Subject.FIT,), reports, draw).with_columns(
        pl.Series(LINE, line, pl.UInt32), pl.int_range(reports, dtype=pl.UInt32).alias(DOCUMENT)
    )
    own = _draw_facts((Subject.CONSIGNMENT, Subject.MACHINE), lines, draw)
    listed = pl.Series(LISTED, draw.random(lines) < 1 - ABSENT)
    return Frames(own.with_columns(listed), documents, pairs)


def _draw_facts(subjects: Iterable[Subject], rows: int, draw: np.random.Generator) -> pl.DataFrame:
    """Draw the facts of some subjects, of which some are missing and some known to be absent."""
    facts = shipped_vocabulary().facts
    columns: list[pl.Series] = []
    for name in (*_TEXTS, *_LISTS, *_TRUTHS, *_DAYS, *_NUMBERS):
        if facts[name].subject in subjects:
            gone, absent = draw.random(rows), _ABSENT.get(name, ABSENT)
            found = _draw(name, rows, draw).alias(name)
            columns.append(found.set(pl.Series(gone < MISSING + absent), None))
            columns.append(pl.Series(f"{name}{NONE}", gone < absent))
    return pl.DataFrame(columns)


def _draw(name: str, rows: int, draw: np.random.Generator) -> pl.Series:
    if name in _TEXTS:
        return _pick(*_TEXTS[name], rows, draw)
    if name in _LISTS:
        values, chances = _LISTS[name]
        return pl.Series(values, dtype=pl.List(pl.String))[
            draw.choice(len(values), rows, p=chances)
        ]
    if name in _TRUTHS:
        return pl.Series(draw.random(rows) < _TRUTHS[name])
    if name in _NUMBERS:
        return pl.Series(draw.integers(*_NUMBERS[name], rows))
    days = draw.integers(*_DAYS[name], rows).astype(np.int32)
    return pl.Series(days + (FIRST - date(1970, 1, 1)).days).cast(pl.Date)


def _pick(
    values: list[str], chances: list[float], rows: int, draw: np.random.Generator
) -> pl.Series:
    return pl.Series(values, dtype=pl.Categorical)[draw.choice(len(values), rows, p=chances)]


def compare_interpreter(pack: Pack, took: float) -> None:
    """Explain the cases of the pack one by one."""
    cases = read_cases(pack, shipped_vocabulary())
    alone = [measure(partial(judge_pack, pack, each.base, law_as_of=None), 3) for each in cases]
    mean = sum(alone) / len(alone)
    tell(f"the interpreter, a case, mean of {len(cases)}", mean, f"{mean / took:,.0f} times a line")


def tell_outcomes(judged: JudgedColumns) -> None:
    """Print how the verdicts fall, so that nobody measures lines that are all alike."""
    for code, count in judged.frame[f"{VERDICT}{STATUS}"].value_counts(sort=True).iter_rows():
        print(f"  {OUTCOMES[code]:42} {count:10,} lines")


def _peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MIB


if __name__ == "__main__":
    main()
