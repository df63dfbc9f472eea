"""How long it takes to import a database of unit processes, beside bw2io where it reads it.

Run with `python -m benchmarks.imports PACKAGE...`, such as the zip archives of USLCI.  Without a
package, it writes the invented database of `benchmarks.background` as openLCA does, smaller.  With
bw2io at hand, it takes the data sets out of packages of ecoSpold 2 beside, and stops there: the
rest of bw2io refuses data sets without a reference product, such as those of USLCI.
"""

import importlib
import importlib.util
import io
import json
import os
import sys
import tempfile
import time
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import numpy as np

from benchmarks.background import invent
from benchmarks.measure import measure, tell
from cradlegate.background.datasets.background import Background, build_background
from cradlegate.background.datasets.characterise import open_gwp_set
from cradlegate.background.datasets.link import FIRST_RULES
from cradlegate.background.formats.package import open_package
from cradlegate.background.formats.read import read_database
from cradlegate.background.library import shipped_library

TIMES, PROCESSES = 3, 2_000
MEGA = 1e6
PART = {"unit": {"@id": "kg"}, "flowProperty": {"@id": "mass"}}
PRODUCT, GAS = "PRODUCT_FLOW", "ELEMENTARY_FLOW"


def main() -> None:
    """Measure each package, or an invented one."""
    for name in sys.argv[1:]:
        measure_package(Path(name))
    if not sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "invented.zip"
            write_invented(path, PROCESSES)
            measure_package(path)


def measure_package(path: Path) -> None:
    """Measure the import of one package, beside bw2io where it reads it."""
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


def write_invented(path: Path, count: int) -> None:
    """Write that many invented processes as openLCA JSON-LD: inputs of each other, and CO2."""
    (products, consumers, amounts), direct = invent(count)
    order = np.argsort(consumers, kind="stable")
    starts = np.searchsorted(consumers[order], np.arange(count + 1))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(folder: str, key: str, **fields: object) -> None:
            document = {"@id": key, "name": key, **fields}
            archive.writestr(f"{folder}/{key}.json", json.dumps(document))

        archive.writestr("openlca.json", json.dumps({"schemaVersion": 2}))
        kg = {"@id": "kg", "name": "kg", "conversionFactor": 1.0, "isRefUnit": True}
        add("unit_groups", "units", units=[kg])
        add("flow_properties", "mass", unitGroup={"@id": "units"})
        measures = [{**PART, "conversionFactor": 1.0, "isRefFlowProperty": True}]
        add("flows", "Carbon dioxide, fossil", flowType=GAS, flowProperties=measures)
        for number in range(count):
            add("flows", f"product {number}", flowType=PRODUCT, flowProperties=measures)
            own = order[starts[number] : starts[number + 1]]
            taken = [
                _exchange(f"product {products[at]}", float(amounts[at]), isInput=True) for at in own
            ]
            made = _exchange(f"product {number}", 1.0, isQuantitativeReference=True)
            gas = _exchange("Carbon dioxide, fossil", float(direct[number, 0]))
            add("processes", f"process {number}", exchanges=[made, gas, *taken])


def _exchange(flow: str, amount: float, **fields: bool) -> dict[str, object]:
    return {"flow": {"@id": flow}, "amount": amount, **PART, **fields}


if __name__ == "__main__":
    main()
