"""How the benchmarks measure and print."""

import time
from collections.abc import Callable


def measure(
    work: Callable[[], object], times: int, clock: Callable[[], float] = time.perf_counter
) -> float:
    """Give the shortest of several runs, in seconds of a clock."""
    shortest = float("inf")
    for _ in range(times):
        start = clock()
        work()
        shortest = min(shortest, clock() - start)
    return shortest


def tell(name: str, seconds: float, beside: str = "") -> None:
    """Print one row."""
    print(f"{name:44} {seconds * 1000:10.3f} ms  {beside}")
