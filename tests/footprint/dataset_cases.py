"""Two small databases, invented, and the six-line case with lines answered by their processes."""

import csv
import io
from dataclasses import replace
from functools import partial

from cradlegate.background.datasets.background import build_background
from cradlegate.background.datasets.characterise import open_gwp_set
from cradlegate.background.datasets.dataset import Flow, FlowKind
from cradlegate.background.datasets.link import DEFAULT_RULES
from cradlegate.background.datasets.packed import INDEX, pack_background, read_index
from cradlegate.background.library import load_library, shipped_library
from cradlegate.background.processes.figure import Standing
from cradlegate.background.processes.find import find_figure
from cradlegate.core.stage import View
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.sources import Sources, note_use
from cradlegate.product.case_files import read_case_files
from tests.background.datasets.databases import (
    CO2,
    CO2_BIO,
    CO2_IN,
    database,
    emits,
    process,
    takes,
)
from tests.worked.worked_cases import HERE, read_files

AR6 = open_gwp_set(shipped_library(), "AR6")
NOTICE = "Free to use; this whole notice travels with the data. " + "x" * 300


def per(name, unit):
    return Flow(name, name, FlowKind.PRODUCT, (), unit)


MILLS = replace(
    database(
        # 2 kg CO2 of its own and 5 MJ of power at 0.1: 2.5 kg CO2e per kg.
        process("steel-mill", emits(CO2, 2.0), takes("power", 5.0), location="CN"),
        process("steel-mill-2", emits(CO2, 9.0), location="HEN-CN"),
        process("power", emits(CO2, 0.1)),
        process("lorry", emits(CO2, 0.08)),
        process("crane", emits(CO2, 40.0)),
        process("nothing"),
        process("plank", takes(CO2_IN, 1.5), emits(CO2, 0.3), emits(CO2_BIO, 0.1)),
        flows=(per("power", "MJ"), per("lorry", "t*km"), per("crane", "Item(s)")),
    ),
    name="mills",
    licences={"NOTICE.txt": NOTICE},
)
GRIDS = replace(
    database(
        process("mix-cn", emits(CO2, 0.2), location="CN"),
        process("steel-mill", emits(CO2, 3.0), location="CN"),
        flows=(per("mix-cn", "MJ"),),
    ),
    name="grids",
    digest="sha256:1",
    licences={"processes/mix-cn.xml": "Free of charge", "processes/other.xml": "Ask first"},
)


def packed(database, factors=AR6, standing=Standing.UNKNOWN, neighbours=()):
    background = build_background(database, factors, DEFAULT_RULES, None, neighbours)
    _, files = pack_background(background, standing)
    return read_index(files[INDEX])


BOTH = (packed(MILLS), packed(GRIDS))


def worked_sources(backgrounds=BOTH):
    library = load_library(read_files(HERE / "library"))
    return Sources(replace(library, find_process=partial(find_figure, backgrounds)))


def change(files, name, key, cells):
    """The files with other cells in the rows whose first column is in `key`; all rows for none."""
    rows = list(csv.DictReader(io.StringIO(files[name].decode())))
    first = next(iter(rows[0]))
    for row in rows:
        if not key or row[first] in key:
            row.update(cells)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys([*rows[0], *cells])), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return {**files, name: text.getvalue().encode()}


def six_lines(line="", energy="", **cells):
    """The six-line case, its first line and all its electricity answered by these references."""
    files = read_files(HERE / "six-lines")
    if line:
        cells = {"source_kind": "dataset", "source_id": line, **cells}
        files = change(files, "bom.csv", {"L1"}, cells)
    if energy:
        files = change(files, "energy.csv", None, {"factor_id": energy})
    return files


def compute(files, sources=None, *, is_draft_allowed=False):
    footprint, _ = compute_noted(files, sources, is_draft_allowed=is_draft_allowed)
    return footprint


def compute_noted(files, sources=None, *, is_draft_allowed=False):
    noted, use = note_use(sources or worked_sources())
    reading = read_case_files(files, noted.library.families)
    assert reading.case is not None, reading.faults
    settings = Settings(View.CRADLE_TO_GATE, 200, 1, is_draft_allowed)
    return calculate(reading.case, noted, settings, reading.faults), use
