"""What this machine allows: memory, arithmetic and random numbers, to set every other row against.

Run with `python -m benchmarks.limits`.  One core but for the product of matrices, which takes all.
"""

import numpy as np
from scipy.sparse import random_array

from benchmarks.measure import measure
from cradlegate.lca.philox import draw_uniforms

GIGA, TIMES = 1e9, 5
MIB = 1 << 20
SIZES_MIB = (1, 24, 400)
ORDER, DRAWS = 2000, 1 << 20
PROCESSES, INPUTS = 20_000, 300_000


def main() -> None:
    """Measure, and print a row for each limit."""
    for size in SIZES_MIB:
        _tell(f"triad, {size} MiB in use", _time_triad(size), "GB/s")
    _tell("sparse matrix times vector", _time_sparse(), "GB/s of values and indexes")
    _tell(f"product of matrices of order {ORDER:,}", _time_product(), "GFLOP/s, all cores")
    values = np.random.default_rng(1).normal(size=DRAWS)
    out = np.empty_like(values)
    seconds = measure(lambda: np.exp(values, out=out), TIMES)
    _tell("exponential of NumPy", seconds / DRAWS * GIGA, "ns each")
    seconds = measure(lambda: draw_uniforms("limit", 1, DRAWS), TIMES)
    _tell("keyed uniform of the product", seconds / DRAWS * GIGA, "ns each")


def _time_triad(size: int) -> float:
    count = size * MIB // 24
    left, right, out = np.ones(count), np.ones(count), np.empty(count)

    def work() -> None:
        np.multiply(right, 3.0, out=out)
        np.add(out, left, out=out)

    # Two passes: two arrays read or written in the first, three in the second.
    return 5 * 8 * count / measure(work, TIMES) / GIGA


def _time_sparse() -> float:
    shape = (PROCESSES, PROCESSES)
    matrix = random_array(shape, density=INPUTS / PROCESSES**2, format="csr", rng=1)
    vector = np.ones(PROCESSES)
    entries = int(matrix.nnz)
    return 12 * entries / measure(lambda: matrix @ vector, TIMES) / GIGA


def _time_product() -> float:
    matrix = np.random.default_rng(1).normal(size=(ORDER, ORDER))
    return 2 * ORDER**3 / measure(lambda: matrix @ matrix, TIMES) / GIGA


def _tell(name: str, figure: float, unit: str) -> None:
    print(f"{name:44} {figure:10.2f} {unit}")


if __name__ == "__main__":
    main()
