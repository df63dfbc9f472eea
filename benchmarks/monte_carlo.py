"""How long it takes to draw a whole background database, and to tell what a score hangs on.

Run with `python -m benchmarks.monte_carlo`, or with a number of draws behind it.  The database is
that of `benchmarks.background`; the inputs of makers and all emissions spread, markets do not.
With bw2calc at hand, its Monte Carlo of one product runs beside, some draws of it.
"""

import importlib.util
import resource
import sys
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.background import MAKERS_A_MARKET, MIB, PROCESSES, SEED, invent
from benchmarks.measure import measure, tell
from cradlegate.lca.elementary import Floats
from cradlegate.lca.monte_carlo.first_order import FirstOrder, differentiate, share_variance
from cradlegate.lca.monte_carlo.run import DrawnIntensities, Run, draw_intensities
from cradlegate.lca.monte_carlo.spreads import SpreadKind, Spreads
from cradlegate.lca.monte_carlo.system import UnitSystem

DRAWS, PRODUCTS, WORKERS, PEER_DRAWS = 1_000, 1_000, 2, 10
TIMES = ("fresh", "warm")
SPREAD_OF_LOGARITHMS = (0.01, 0.6)


def main() -> None:
    """Measure on the invented database."""
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else DRAWS
    imports = _peak_mib()
    system, spreads = invent_system(PROCESSES)
    print(f"{PROCESSES:,} processes, {len(system.taken):,} inputs, {spreads.count:,} spread")
    print(f"the extra fast is installed: {importlib.util.find_spec('numba') is not None}")
    products = np.arange(0, PROCESSES, PROCESSES // PRODUCTS)
    found = draw_with_workers(system, spreads, products, draws)
    few = max(draws // 20, 1)
    took = measure(partial(draw, system, spreads, products[:1], few, map), 1) * DRAWS / few
    tell(f"{DRAWS:,} draws, one product, 1 worker", took, f"{few} run")
    alone = draw(system, spreads, products[:1], few, map)
    is_same = np.array_equal(alone.values[0], found.values[0, :, :few])
    print(f"the same figures with 1 and {WORKERS} workers, 1 and {PRODUCTS:,} products: {is_same}")
    measure_first_order(system, spreads, found)
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = (workers.ru_utime + workers.ru_stime) / (len(TIMES) * draws)
    tell("one draw, time of a core, loading shared out", seconds)
    print(f"peak memory over imports {_peak_mib() - imports:.0f} MiB, ", end="")
    print(f"largest worker {workers.ru_maxrss / MIB - imports:.0f} MiB")
    if importlib.util.find_spec("bw2calc"):
        measure_brightway(system, spreads, alone)


def draw_with_workers(
    system: UnitSystem, spreads: Spreads, products: NDArray[np.intp], draws: int
) -> DrawnIntensities:
    """Draw twice by the same workers: the first time counts what they load or compile."""
    with ProcessPoolExecutor(WORKERS) as pool:
        list(pool.map(abs, range(WORKERS)))
        for state in TIMES:
            start = time.perf_counter()
            found = draw(system, spreads, products, draws, pool.map)
            took = time.perf_counter() - start
            name = f"{draws:,} draws, {len(products):,} products, {WORKERS} {state} workers"
            tell(name, took, _beside(found))
    return found


def invent_system(count: int) -> tuple[UnitSystem, Spreads]:
    """Invent spreads for the invented database; nine in ten are lognormal."""
    (products, consumers, amounts), direct = invent(count)
    emitters = np.flatnonzero(direct[:, 0])
    ones, columns = np.ones(len(emitters)), np.zeros(len(emitters), np.int64)
    system = UnitSystem(
        np.ones(count),
        consumers,
        products,
        amounts,
        emitters,
        columns,
        direct[emitters, 0],
        ones,
        1,
    )
    is_maker = np.arange(count) % (MAKERS_A_MARKET + 1) != 0
    emitted = count + len(amounts) + np.arange(len(emitters))
    rows = np.concatenate([count + np.flatnonzero(is_maker[consumers]), emitted])
    random = np.random.default_rng(SEED)
    kinds = random.choice([*SpreadKind], len(rows), p=[0.9, 0.04, 0.03, 0.03]).astype(np.uint8)
    scales = np.clip(random.lognormal(np.log(0.12), 0.8, len(rows)), *SPREAD_OF_LOGARITHMS)
    center = system.amounts[rows]
    scales = np.where(kinds == SpreadKind.NORMAL, 0.1 * center, scales)
    ids = random.integers(2**64, size=len(rows), dtype=np.uint64)
    spreads = Spreads(kinds, rows, ids, center, scales, 0.8 * center, 1.3 * center)
    return system, spreads.sort()


def draw(
    system: UnitSystem, spreads: Spreads, products: NDArray[np.intp], count: int, run: Run
) -> DrawnIntensities:
    """Draw, where the invented database has a solution."""
    drawn = draw_intensities(system, spreads, products, SEED, count, run)
    if not isinstance(drawn, DrawnIntensities):
        raise TypeError("the invented database feeds on itself")
    return drawn


def measure_first_order(system: UnitSystem, spreads: Spreads, found: DrawnIntensities) -> None:
    """Measure slopes to every exchange, and compare the first-order deviation with the draws."""

    def slope() -> FirstOrder:
        first = differentiate(system, 0, np.ones(1))
        if not isinstance(first, FirstOrder):
            raise TypeError("the invented database feeds on itself")
        return first

    first = slope()
    gap = abs(first.by_emitter.sum() / first.score - 1.0)
    beside = f"{len(first.slopes):,} slopes; contributions add up to {gap:.0e}"
    tell("one product: gradient to every exchange", measure(slope, 3), beside)
    deviation = share_variance(first, spreads).deviation
    drawn = float(np.nanstd(found.values[0, 0]))
    print(f"standard deviation {deviation:.4g} to first order, {drawn:.4g} of the draws")


def measure_brightway(system: UnitSystem, spreads: Spreads, ours: DrawnIntensities) -> None:
    """Draw one product with bw2calc, from a package in memory, by its fastest class."""
    bw2calc = importlib.import_module("bw2calc")
    package = _pack_for_brightway(system, spreads)
    lca = getattr(bw2calc, "IterativeLCA", bw2calc.LCA)(
        {0: 1}, data_objs=[package], use_distributions=True, seed_override=SEED
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        lca.lci()
        lca.lcia()
        seconds, scores = [], []
        for _ in range(PEER_DRAWS):
            start = time.perf_counter()
            next(lca)
            seconds.append(time.perf_counter() - start)
            scores.append(lca.score)
    beside = (
        f"{PEER_DRAWS} run; median {np.median(scores):.4g}, ours {np.nanmedian(ours.values):.4g}"
    )
    name = f"bw2calc {bw2calc.__version__} {type(lca).__name__}"
    tell(f"{name}, one product", float(np.median(seconds)) * DRAWS, beside)


def _pack_for_brightway(system: UnitSystem, spreads: Spreads) -> object:
    bw_processing = importlib.import_module("bw_processing")
    count, own = system.count, np.arange(system.count)
    package = bw_processing.create_datapackage(sum_intra_duplicates=True)
    tables = _tell_distributions(system, spreads, bw_processing.UNCERTAINTY_DTYPE)

    def add(matrix: str, rows: NDArray[np.intp], columns: NDArray[np.intp], data: Floats) -> None:
        indices = np.zeros(len(rows), dtype=bw_processing.INDICES_DTYPE)
        indices["row"], indices["col"] = rows, columns
        is_taken = np.arange(len(rows)) >= count if matrix == "technosphere_matrix" else None
        package.add_persistent_vector(
            matrix=matrix,
            indices_array=indices,
            data_array=data,
            flip_array=is_taken,
            distributions_array=tables.get(matrix),
        )

    rows = np.concatenate([own, system.suppliers])
    columns = np.concatenate([own, system.consumers])
    add("technosphere_matrix", rows, columns, np.concatenate([system.outputs, system.taken]))
    gas = np.full(len(system.emitters), count)
    add("biosphere_matrix", gas, system.emitters, system.emitted)
    add("characterization_matrix", np.array([count]), np.array([count]), np.ones(1))
    return package


def _tell_distributions(
    system: UnitSystem, spreads: Spreads, dtype: np.dtype[np.void]
) -> dict[str, NDArray[np.void]]:
    """Write spreads as stats_arrays numbers them: lognormal 2, normal 3, uniform 4, triangle 5."""
    table = np.zeros(len(system.amounts), dtype)
    kind = np.array([0, 2, 3, 5, 4], np.uint8)[spreads.kinds]
    is_bounded = kind > 3  # noqa: PLR2004 - number of the normal one
    table["loc"] = system.amounts
    for name in ("scale", "shape", "minimum", "maximum"):
        table[name] = np.nan
    at = spreads.positions
    table["uncertainty_type"][at] = kind
    table["loc"][at] = np.where(kind == 2, np.log(spreads.centers), spreads.centers)  # noqa: PLR2004
    table["scale"][at] = np.where(is_bounded, np.nan, spreads.scales)
    table["minimum"][at] = np.where(is_bounded, spreads.lows, np.nan)
    table["maximum"][at] = np.where(is_bounded, spreads.highs, np.nan)
    links = system.count + len(system.taken)
    return {"technosphere_matrix": table[:links], "biosphere_matrix": table[links:]}


def _beside(found: DrawnIntensities) -> str:
    ratio = np.nanmean(found.values[:, 0], axis=1) / found.nominal[:, 0]
    without = len(found.without_figure)
    return f"mean of draws {np.median(ratio):.3f} of nominal; {without} draws without a figure"


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB


if __name__ == "__main__":
    main()
