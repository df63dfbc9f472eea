"""How time grows: with processes of a database, variants of a catalogue, draws, and workers.

Run with `python -m benchmarks.scaling`, or with the largest number of processes and of variants
behind it.  The databases are those of `benchmarks.background`, the catalogues those of
`benchmarks.variants`.  Each row also gives the time of one unit, and how much longer the work takes
beside how much larger it is than in the row above: the same where time grows in proportion, less
where part of it does not grow.  With the extra `cluster` at hand, the widest catalogue is computed
in a Dask cluster of this machine as well, and must have the same figures.
"""

import importlib.util
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.measure import measure, tell
from benchmarks.monte_carlo import draw, invent_system
from benchmarks.variants import AS_OF, SEED
from benchmarks.variants import invent as invent_catalogue
from cradlegate.compose.variants import Catalogue, Order, work_out_catalogue
from cradlegate.footprint.variants.model import Asked

LARGEST, HALVINGS, PRODUCTS, FEW_DRAWS = 20_000, (8, 4, 2, 1), 100, 8
DRAWS, WORKERS, ROWS_AT_ONCE = (100, 500, 1_000), (1, 2), 2_048
MICRO = 1e6


@dataclass(frozen=True, slots=True)
class Run:
    """A catalogue, what it was computed from, and how long that took."""

    catalogue: Catalogue
    size: int
    seconds: float


def main() -> None:
    """Measure one axis after the other."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else LARGEST
    sizes = [max(largest // part, PRODUCTS) for part in HALVINGS]
    measure_processes(sizes)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "catalogue.csv"
        measure_variants(path, sizes)
        measure_draws(path, sizes[-1])
        measure_workers(path, sizes[-1])


def measure_processes(sizes: Sequence[int]) -> None:
    """Draw databases of several sizes, one product in so many; what is compiled comes before."""
    draw(*invent_system(PRODUCTS), np.arange(1), 1, map)
    smaller: tuple[int, float] | None = None
    for count in sizes:
        system, spreads = invent_system(count)
        products = np.arange(0, count, count // PRODUCTS)
        seconds = measure(partial(draw, system, spreads, products, FEW_DRAWS, map), 1)
        each = seconds / FEW_DRAWS / count * MICRO
        beside = f"{len(system.taken):,} inputs; {each:.2f} us a process and draw"
        grown = _grow(smaller, count, seconds)
        tell(f"{count:,} processes, {FEW_DRAWS} draws", seconds, beside + grown)
        smaller = count, seconds


def measure_variants(path: Path, sizes: Sequence[int]) -> None:
    """Compute catalogues of several sizes without draws; the widest stays in the file."""
    path.write_bytes(invent_catalogue(sizes[0]))
    work_out_catalogue(path, _order(0), with_cube=False)
    smaller = None
    for count in sizes:
        path.write_bytes(invent_catalogue(count))
        smaller = compute(f"{count:,} variants", path, count, _order(0), smaller)


def measure_draws(path: Path, count: int) -> None:
    """Compute one catalogue with more and more draws."""
    fewer = None
    for draws in DRAWS:
        name = f"{count:,} variants, {draws:,} draws"
        fewer = compute(name, path, draws * count, _order(draws), fewer)


def measure_workers(path: Path, count: int) -> None:
    """Compute the widest catalogue with more and more workers, and in a cluster."""
    draws, found = DRAWS[-1], []
    for workers in WORKERS:
        name = f"{count:,} variants, {draws:,} draws, {workers} workers"
        found.append(compute(name, path, draws * count, _order(draws, workers=workers)))
    print(f"{WORKERS[-1]} workers: {found[0].seconds / found[-1].seconds:.2f} times as fast as one")
    if importlib.util.find_spec("distributed"):
        found.append(compute_in_cluster(path, count, draws))
    is_same = all(each.catalogue.frame.equals(found[0].catalogue.frame) for each in found)
    print(f"the same figures everywhere: {is_same}")


def compute_in_cluster(path: Path, count: int, draws: int) -> Run:
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
        return compute(name, path, draws * count, order)


def compute(name: str, path: Path, size: int, order: Order, smaller: Run | None = None) -> Run:
    """Compute a catalogue and print its row; size is in variants, or in variants times draws."""
    start = time.perf_counter()
    catalogue = work_out_catalogue(path, order, with_cube=False)
    seconds = time.perf_counter() - start
    before = (smaller.size, smaller.seconds) if smaller else None
    beside = f"{seconds / size * MICRO:.2f} us each" + _grow(before, size, seconds)
    tell(name, seconds, beside)
    return Run(catalogue, size, seconds)


def _grow(smaller: tuple[int, float] | None, size: int, seconds: float) -> str:
    if not smaller:
        return ""
    return f"; {size / smaller[0]:.2f} times the size, {seconds / smaller[1]:.2f} times the time"


def _order(draws: int, workers: int = 1, cluster: str = "") -> Order:
    asked = Asked(None, draws, SEED)
    return Order("vmc-3axis", asked, AS_OF, (), workers, ROWS_AT_ONCE, cluster)


if __name__ == "__main__":
    main()
