"""How long it takes to import a database of unit processes, beside bw2io where it reads it.

Run with `python -m benchmarks.imports PACKAGE...`, such as the zip archives of USLCI.  With bw2io
at hand, it takes the data sets out of packages of ecoSpold 2 beside, and stops there: the rest of
bw2io refuses data sets without a reference product, such as those of USLCI.
"""

import importlib
import importlib.util
import io
import os
import sys
import tempfile
import time
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from benchmarks.measure import measure, tell
from cradlegate.background.datasets.background import Background, build_background
from cradlegate.background.datasets.characterise import open_gwp_set
from cradlegate.background.datasets.link import FIRST_RULES
from cradlegate.background.formats.package import open_package
from cradlegate.background.formats.read import read_database
from cradlegate.background.library import shipped_library

TIMES = 3
MEGA = 1e6


def main() -> None:
    """Measure each package."""
    for name in sys.argv[1:]:
        path = Path(name)
        print(f"{path.name}, {path.stat().st_size / MEGA:.1f} MB")
        measure_product(path)
        if importlib.util.find_spec("bw2io") and _is_spold(path):
            measure_brightway(path)


def measure_product(path: Path) -> None:
    """Measure reading, and linking with scoring."""
    data, factors = path.read_bytes(), open_gwp_set(shipped_library(), "AR6")
    database = read_database(open_package(data, path.name), path.stem)
    seconds = measure(lambda: read_database(open_package(data, path.name), path.stem), TIMES)
    tell("  unpacked and read", seconds, f"{len(database.processes):,} processes")

    def build() -> Background:
        return build_background(database, factors, FIRST_RULES)

    scored = build().scored
    known = sum(state.name == "SCORED" for state in scored.states)
    tell("  linked, characterised and scored", measure(build, TIMES), f"{known:,} with a figure")


def _is_spold(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return any(name.endswith(".spold") for name in archive.namelist())


def measure_brightway(path: Path) -> None:
    """Measure how long bw2io takes data sets out of their files."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BRIGHTWAY2_DIR"] = folder
        bw2io = importlib.import_module("bw2io")
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
        where = next(Path(folder).rglob("*.spold")).parent
        start = time.perf_counter()
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            read = bw2io.extractors.Ecospold2DataExtractor.extract(where, "benchmark", use_mp=False)
        seconds = time.perf_counter() - start
        tell(f"  unpacked files read by bw2io {bw2io.__version__}", seconds, f"{len(read):,}")


if __name__ == "__main__":
    main()
