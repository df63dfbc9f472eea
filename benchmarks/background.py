"""How long it takes to find the intensities of a whole background database.

Run with `python -m benchmarks.background`, or with a number of processes behind it.  The database
is invented: makers that buy from markets, some far more popular than others, markets that buy from
makers, so that nearly all processes reach one another.  With bw2calc at hand, its score of one
product runs beside.
"""

import importlib
import importlib.util
import resource
import sys

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import measure, tell
from cradlegate.lca.elementary import Floats
from cradlegate.lca.solve import Solution, solve_intensities
from cradlegate.lca.technosphere import Technosphere, build_technosphere

PROCESSES, SEED = 20_000, 7
MAKERS_A_MARKET, INPUTS_A_MAKER = 4, 17
SPENT_BY_MAKERS, SPENT_BY_MARKETS = (0.2, 0.85), 0.97
EMITTERS = 0.4
MIB = 1024
METHOD = "gwp"

Exchanges = tuple[NDArray[np.intp], NDArray[np.intp], Floats]


def main() -> None:
    """Measure on an invented database."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PROCESSES
    (products, consumers, amounts), direct = invent(count)
    outputs = np.ones(count)

    def build() -> Technosphere:
        built = build_technosphere(outputs, products, consumers, amounts)
        if not isinstance(built, Technosphere):
            raise TypeError("the invented database does not scale")
        return built

    technosphere = build()
    beside = f"{count:,} processes, {technosphere.inputs.nnz:,} inputs"
    tell("build the technosphere", measure(build, 3), beside)

    def solve() -> Solution:
        solution = solve_intensities(technosphere, direct)
        if not isinstance(solution, Solution):
            raise TypeError("the invented database feeds on itself")
        return solution

    solution = solve()
    widths = solution.bounds / np.maximum(np.abs(solution.values), np.finfo(np.float64).tiny)
    known = f"bounds at most {widths.max():.1e}, half of them below {np.median(widths):.1e}"
    tell("solve one category for all products", measure(solve, 3), known)
    if importlib.util.find_spec("bw2calc"):
        measure_brightway(count, (products, consumers, amounts), direct, solution)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB:.0f} MiB")


def invent(count: int) -> tuple[Exchanges, Floats]:
    """Invent exchanges and burdens; every process spends less than it earns, so that it solves."""
    random = np.random.default_rng(SEED)
    prices = 10 ** random.normal(0.3, 0.8, count)
    is_market = np.arange(count) % (MAKERS_A_MARKET + 1) == 0
    markets, makers = np.flatnonzero(is_market), np.flatnonzero(~is_market)
    popularity = random.pareto(0.7, len(markets)) + 0.05
    bought = random.choice(markets, len(makers) * INPUTS_A_MAKER, p=popularity / popularity.sum())
    products = np.concatenate([bought, makers])
    consumers = np.concatenate([np.repeat(makers, INPUTS_A_MAKER), makers // 5 * 5])
    shares = random.gamma(0.35, size=len(products)) + 1e-4
    spent = np.where(is_market, SPENT_BY_MARKETS, random.uniform(*SPENT_BY_MAKERS, count))
    totals = np.bincount(consumers, shares, minlength=count)
    values = shares / totals[consumers] * spent[consumers] * prices[consumers]
    direct = random.lognormal(-1.0, 1.0, count) * prices * (random.random(count) < EMITTERS)
    return (products, consumers, values / prices[products]), direct[:, None]


def measure_brightway(count: int, exchanges: Exchanges, direct: Floats, solution: Solution) -> None:
    """Score one product with bw2calc, from a package in memory."""
    bw2calc = importlib.import_module("bw2calc")
    package = pack_for_brightway(count, exchanges, direct)

    def score() -> float:
        lca = bw2calc.LCA({0: 1}, data_objs=[package])
        lca.lci()
        lca.lcia()
        return float(lca.score)

    gap = abs(score() - solution.values[0, 0]) / solution.values[0, 0]
    seconds = measure(score, 3)
    tell(f"bw2calc {bw2calc.__version__}", seconds, f"of one product; scores differ by {gap:.1e}")


def pack_for_brightway(count: int, exchanges: Exchanges, direct: Floats) -> object:
    """Pack the database as bw2calc takes it, in memory."""
    bw_processing = importlib.import_module("bw_processing")
    products, consumers, amounts = exchanges
    own = np.arange(count)
    package = bw_processing.create_datapackage(sum_intra_duplicates=True)

    def add(
        matrix: str,
        rows: NDArray[np.intp],
        columns: NDArray[np.intp],
        data: Floats,
        **named: object,
    ) -> None:
        indices = np.zeros(len(rows), dtype=bw_processing.INDICES_DTYPE)
        indices["row"], indices["col"] = rows, columns
        is_taken = np.arange(len(rows)) >= count if matrix == "technosphere_matrix" else None
        package.add_persistent_vector(
            matrix=matrix, indices_array=indices, data_array=data, flip_array=is_taken, **named
        )

    rows, columns = np.concatenate([own, products]), np.concatenate([own, consumers])
    add("technosphere_matrix", rows, columns, np.concatenate([np.ones(count), amounts]))
    add("biosphere_matrix", np.full(count, count), own, direct[:, 0])
    one = np.array([count])
    named = {"identifier": [METHOD], "global_index": count, "nrows": 1}
    add("characterization_matrix", one, one, np.ones(1), **named)
    return package


if __name__ == "__main__":
    main()
