"""How long a parts list of 20,000 lines takes, from its bytes to the report.

Run with `python -m benchmarks.large_bom`, or with a number of lines behind it.  The parts list is
invented: assemblies of ten parts, three levels deep, of the families and countries that occur in
practice; it is no machine that anybody built.  Times are of the processor, since that is what the
program can be blamed for on a machine that others use as well.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import tell
from cradlegate.compose import study
from cradlegate.compose.collection import pause_collection
from cradlegate.footprint.calculate import Settings, calculate
from cradlegate.footprint.sources import Sources
from cradlegate.product.case_files import read_case_files
from cradlegate.reports.contents.footprint_report import report_footprint

LINES, DRAWS, MIB = 20_000, 2_000, 1024
PARTS_OF_ONE, FEW_GROUPS, MANY_GROUPS = 10, 20, 400
FAMILIES = ("grey_iron", "steel_plate", "steel_stainless", "aluminium_wrought", "copper", "bearing")
COUNTRIES = ("CN", "DE", "JP", "TW", "KR")
HEADER = (
    "line_id,parent_id,subassembly,material,quantity,net_mass_each [kg],make_or_buy,yield,"
    "mass_basis,origin_country,tier\n"
)


def main() -> None:
    """Measure reading, computing, reporting and the command, once each."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    for groups in (FEW_GROUPS, MANY_GROUPS):
        # The command holds the collector of garbage as well.
        with pause_collection():
            _measure_case(invent_case(count, groups), f"{count:,} lines in {groups} subassemblies")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB:.0f} MiB")


def _measure_case(files: dict[str, bytes], what: str) -> None:
    library = study.open_library()
    began = time.process_time()
    reading = read_case_files(files, library.families)
    read = time.process_time()
    if reading.case is None:
        raise ValueError([str(fault) for fault in reading.faults][:3])
    footprint = calculate(reading.case, Sources(library), Settings(draws=DRAWS), reading.faults)
    computed = time.process_time()
    report_footprint(footprint)
    reported = time.process_time()
    beside = f"{what}, invented, {len(footprint.lines):,} activities, {DRAWS:,} draws"
    tell("read", read - began, beside)
    tell("calculate", computed - read, f"{footprint.total() / 1000:.3f} t CO2e")
    tell("report", reported - computed, "every table of the report")
    tell("cradlegate footprint", _run_command(files), "a process of its own, imports among it")
    tell("the same with --out", _run_command(files, writes=True), "HTML, XLSX, JSON and CSV")


def invent_case(count: int, groups: int = FEW_GROUPS) -> dict[str, bytes]:
    """Invent a case of that many parts below assemblies of three levels, in subassemblies."""
    places = [f"unit{number:02d}" for number in range(groups)]
    rows, mass = [], 0
    for number in range(count):
        place = places[number * groups // count]
        assembly = number // PARTS_OF_ONE
        if number % PARTS_OF_ONE == 0:
            if assembly % PARTS_OF_ONE == 0:
                rows.append(f"G{assembly // PARTS_OF_ONE},,{place},grey_iron,1,0,buy,1,estimated,,")
            above = f"G{assembly // PARTS_OF_ONE}"
            rows.append(f"A{assembly},{above},{place},grey_iron,1,0,buy,1,estimated,,")
        material = FAMILIES[number % len(FAMILIES)]
        country = COUNTRIES[number // 7 % len(COUNTRIES)]
        grams = 100 + 37 * number % 900
        mass += grams
        made, used = ("make", "1") if number % 9 == 0 else ("buy", "0.8")
        rows.append(
            f"P{number},A{assembly},{place},{material},1,{grams / 1000},{made},{used},drawing,"
            f"{country},{1 + number % 3}"
        )
    bom = (HEADER + "\n".join(rows) + "\n").encode()
    return {"bom.csv": bom, "machine.yaml": _describe_machine(mass, places).encode()}


def _describe_machine(grams: int, places: Sequence[str]) -> str:
    states = ", ".join(f"{name}: complete" for name in places)
    return f"""\
kind: machining_centre
model: INVENTED-{LINES}
declared_for: type
maker: {{name: Invented works of a benchmark, country: CN}}
sites: [{{id: S1, name: Works, country: CN}}]
built: 2026
condition: new
net_mass: {grams / 1000} kg
gross_shipping_mass: {grams / 1000} kg
mass_basis: drawing
rated_power: {{value: 11 kW, basis: S1}}
scope_of_delivery: [machine]
destination: DEHAM
subassemblies: {{{states}}}
data_period: 2025
goal: {{application: benchmark, reasons: speed, audience: developers, communication: none}}
pcr: {{id: none_found}}
exclusions: []
cutoff: {{mass: 1 %, energy: 1 %, ghg: 1 %}}
"""


def _run_command(files: dict[str, bytes], *, writes: bool = False) -> float:
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        command = [sys.executable, "-m", "cradlegate", "footprint", folder, "--draws", str(DRAWS)]
        command += ["--out", str(Path(folder) / "results")] if writes else []
        began = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime


if __name__ == "__main__":
    main()
