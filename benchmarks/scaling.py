"""How time grows: with processes of a database, variants of a catalogue, draws, and workers.

Run with `python -m benchmarks.scaling`.  The databases are those of `benchmarks.background`, the
catalogues those of `benchmarks.variants`; each row also gives the time of one unit, which stays the
same where time grows in proportion.  With the extra `cluster` at hand, the widest catalogue is
computed in a Dask cluster of this machine as well, and must have the same figures.
"""

import importlib.util
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.measure import measure, tell
from benchmarks.monte_carlo import draw, invent_system
from benchmarks.variants import AS_OF, SEED
from benchmarks.variants import invent as invent_catalogue
from cradlegate.compose.variants import Catalogue, Order, work_out_catalogue
from cradlegate.footprint.variants.model import Asked

PROCESSES, PRODUCTS, FEW_DRAWS = (2_500, 5_000, 10_000, 20_000), 100, 8
VARIANTS, DRAWS, WORKERS = (5_000, 10_000, 20_000), (100, 500, 1_000), (1, 2)
ROWS_AT_ONCE = 2_048
MICRO = 1e6


def main() -> None:
    """Measure one axis after the other."""
    measure_processes()
    with tempfile.TemporaryDirectory() as name:
        paths = {count: Path(name) / f"{count}.csv" for count in VARIANTS}
        for count, path in paths.items():
            path.write_bytes(invent_catalogue(count))
            compute(f"{count:,} variants", path, count, _order(0))
        widest = paths[VARIANTS[-1]]
        for draws in DRAWS:
            compute(
                f"{VARIANTS[-1]:,} variants, {draws:,} draws", widest, VARIANTS[-1], _order(draws)
            )
        measure_workers(widest)


def measure_processes() -> None:
    """Draw databases of several sizes, one product in so many."""
    for count in PROCESSES:
        system, spreads = invent_system(count)
        products = np.arange(0, count, count // PRODUCTS)
        seconds = measure(partial(draw, system, spreads, products, FEW_DRAWS, map), 1)
        each = seconds / FEW_DRAWS / count * MICRO
        tell(
            f"{count:,} processes, {FEW_DRAWS} draws",
            seconds,
            f"{len(system.taken):,} inputs; {each:.2f} us a process and draw",
        )


def measure_workers(path: Path) -> None:
    """Compute the widest catalogue with more and more workers, and in a cluster."""
    count, draws = VARIANTS[-1], DRAWS[-1]
    found = []
    for workers in WORKERS:
        name = f"{count:,} variants, {draws:,} draws, {workers} workers"
        found.append(compute(name, path, count, _order(draws, workers=workers)))
    if importlib.util.find_spec("distributed"):
        found.append(compute_in_cluster(path, count, draws))
    is_same = all(each.frame.equals(found[0].frame) for each in found)
    print(f"the same figures everywhere: {is_same}")


def compute_in_cluster(path: Path, count: int, draws: int) -> Catalogue:
    """Compute in a Dask cluster that is open for this alone."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=WORKERS[-1],
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
    ) as cluster:
        order = _order(draws, cluster=cluster.scheduler_address)
        name = f"{count:,} variants, {draws:,} draws, Dask of {WORKERS[-1]}"
        return compute(name, path, count, order)


def compute(name: str, path: Path, count: int, order: Order) -> Catalogue:
    """Compute a catalogue and print its row."""
    start = time.perf_counter()
    catalogue = work_out_catalogue(path, order, with_cube=False)
    seconds = time.perf_counter() - start
    tell(name, seconds, f"{seconds / count * MICRO:.1f} us a variant")
    return catalogue


def _order(draws: int, workers: int = 1, cluster: str = "") -> Order:
    asked = Asked(None, draws, SEED)
    return Order("vmc-3axis", asked, AS_OF, (), workers, ROWS_AT_ONCE, cluster)


if __name__ == "__main__":
    main()
