"""How long many products on one background take, once the background is solved.

Run with `python -m benchmarks.products`, or with a number of products behind it.  The database is
that of `benchmarks.background`; every product takes 200 of 800 of its activities, in amounts that
are invented.  With bw2calc at hand, its scores of the same products run beside.
"""

import importlib
import importlib.util
import resource
import sys
import time

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from benchmarks.background import (
    METHOD,
    MIB,
    PROCESSES,
    SEED,
    Exchanges,
    invent,
    pack_for_brightway,
)
from benchmarks.measure import measure, tell
from cradlegate.lca.elementary import Floats
from cradlegate.lca.solve import Solution, solve_intensities
from cradlegate.lca.technosphere import Technosphere, build_technosphere

PRODUCTS, TAKEN, USED, DRAWS, BLOCK = 10_000, 200, 800, 1_000, 500
INTERVAL = (0.025, 0.5, 0.975)


def main() -> None:
    """Measure scores of all products, and their intervals over draws."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PRODUCTS
    exchanges, direct = invent(PROCESSES)
    intensities = _solve(exchanges, direct)
    random = np.random.default_rng(SEED)
    used = np.sort(random.choice(PROCESSES, USED, replace=False))
    amounts = invent_products(count, random)
    nominal = intensities[used]
    beside = f"{amounts.nnz:,} amounts on {USED} activities"
    tell(f"{count:,} products scored", measure(lambda: amounts @ nominal, 20), beside)
    start = time.perf_counter()
    ends = draw_intervals(amounts, invent_draws(nominal[:, 0], random))
    took = time.perf_counter() - start
    narrow = float(np.median(ends[:, 2] / ends[:, 0]))
    tell(f"{count:,} products × {DRAWS:,} draws", took, f"intervals of {narrow:.2f} in the middle")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB:.0f} MiB")
    if importlib.util.find_spec("bw2calc"):
        measure_brightway(exchanges, direct, used, amounts, amounts @ nominal)


def invent_products(count: int, random: np.random.Generator) -> csr_array:
    """Invent what one unit of each product takes, shape (products, activities used)."""
    places = np.argsort(random.random((count, USED)), axis=1)[:, :TAKEN].astype(np.int32)
    data = random.lognormal(0.0, 1.0, count * TAKEN)
    starts = np.arange(0, count * TAKEN + 1, TAKEN, dtype=np.int32)
    made = csr_array((data, places.ravel(), starts), shape=(count, USED))
    made.sort_indices()
    return made


def invent_draws(nominal: Floats, random: np.random.Generator) -> Floats:
    """Invent intensities of the activities in every draw, shape (activities, draws)."""
    return nominal[:, None] * random.lognormal(0.0, 0.3, (USED, DRAWS))


def draw_intervals(amounts: csr_array, drawn: Floats) -> Floats:
    """Give median and interval of every product; all share the draws of the background."""
    ends = [
        np.quantile(amounts[at : at + BLOCK] @ drawn, INTERVAL, axis=1).T
        for at in range(0, amounts.shape[0], BLOCK)
    ]
    return np.concatenate(ends)


def measure_brightway(
    exchanges: Exchanges,
    direct: Floats,
    used: NDArray[np.intp],
    amounts: csr_array,
    ours: Floats,
) -> None:
    """Score the same products with bw2calc, by its adjoint class, from a package in memory."""
    bw2calc = importlib.import_module("bw2calc")
    package = pack_for_brightway(PROCESSES, exchanges, direct)
    demands = {
        f"product {number}": {
            int(used[at]): float(value) for at, value in zip(row.indices, row.data, strict=True)
        }
        for number, row in enumerate(amounts[[number]] for number in range(amounts.shape[0]))
    }
    categories = {"impact_categories": [(METHOD,)]}

    def score() -> Floats:
        lca = bw2calc.FastScoresOnlyMultiLCA(
            demands=demands, method_config=categories, data_objs=[package], direction="adjoint"
        )
        return np.asarray(lca.calculate()).ravel()

    gap = float(np.abs(score() / ours[:, 0] - 1.0).max())
    name = f"bw2calc {bw2calc.__version__}, {amounts.shape[0]:,} products"
    tell(name, measure(score, 2), f"built, solved and scored; ours differ by {gap:.0e}")


def _solve(exchanges: Exchanges, direct: Floats) -> Floats:
    products, consumers, amounts = exchanges
    built = build_technosphere(np.ones(len(direct)), products, consumers, amounts)
    solution = solve_intensities(built, direct) if isinstance(built, Technosphere) else built
    if not isinstance(solution, Solution):
        raise TypeError("the invented database feeds on itself")
    return solution.values


if __name__ == "__main__":
    main()
