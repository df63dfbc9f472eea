"""Following a run: how far it is, and whether it should go on."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from cradlegate.compute.faults import STOPPED
from cradlegate.core.fault import Fault, FaultsError

Result = TypeVar("Result")


class Watch(NamedTuple):
    """Who follows a run.

    Args:
        tell: is told how many pieces are done, and how many there are.
        asks_to_stop: is asked between two pieces.
    """

    tell: Callable[[int, int], None] = lambda _done, _count: None
    asks_to_stop: Callable[[], bool] = lambda: False


NOBODY = Watch()


def follow(results: Iterable[Result], count: int, watch: Watch = NOBODY) -> Iterator[Result]:
    """Give the results on, and tell how far it is.

    Args:
        count: how many results there will be.

    Raises:
        FaultsError: it was asked to stop (ST-021).
    """
    watch.tell(0, count)
    for done, result in enumerate(results, 1):
        watch.tell(done, count)
        yield result
        if done < count and watch.asks_to_stop():
            found = f"stopped after {done:,} of {count:,} pieces"
            raise FaultsError([Fault(STOPPED, found)])
