"""Running tasks in a Dask cluster, on this machine or on others (extra `cluster`)."""

import logging
import platform
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

import numpy as np

from cradlegate import __version__
from cradlegate.compute.faults import (
    CLUSTER_LOST,
    NO_EXTRA,
    NOT_REACHED,
    OTHER_VERSIONS,
    PIECE_LOST,
)
from cradlegate.core.fault import Fault, FaultKind, FaultsError

if TYPE_CHECKING:
    from distributed import Client, Future

Piece = TypeVar("Piece")
Result = TypeVar("Result")
WAITING_PER_THREAD = 4
ANSWER_SECONDS = 10.0
"""How long to wait for a scheduler, and in the middle of a run for a worker."""
LOOK_SECONDS = 1.0
"""How often to look whether the cluster is still there."""


class Cluster:
    """Runs pieces in a Dask cluster; a context manager, since the connection has to end.

    Dask itself runs a piece again whose worker was killed.  A scheduler lets whoever reaches it
    run programs: keep it to a network of your own, or set up TLS in the configuration of Dask.

    Args:
        address: of the scheduler, such as tcp://127.0.0.1:8786.
        seconds: how long to wait for an answer.

    Raises:
        FaultsError: no extra (ST-024), no answer or no worker (ST-025), or workers of other
            versions (ST-026).
    """

    def __init__(self, address: str, seconds: float = ANSWER_SECONDS) -> None:
        self._address, self._seconds = address, seconds
        self._client = self._connect()
        try:
            self._compare_versions()
        except FaultsError:
            self._client.close()
            raise

    def __enter__(self) -> Self:
        """Give the cluster."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the cluster; what it has not begun for us is dropped."""
        self._client.close()

    def run(self, task: Callable[[Piece], Result], pieces: Iterable[Piece]) -> Iterator[Result]:
        """Give the results in the order of the pieces.

        Raises:
            FaultsError: a piece that ended several workers (ST-020), or a cluster that went away
                (ST-027).
        """
        waiting: deque[Future] = deque()
        taken = 0
        try:
            ahead = WAITING_PER_THREAD * self._count_threads()
            for piece in pieces:
                waiting.append(self._client.submit(task, piece, pure=False))
                if len(waiting) > ahead:
                    taken += 1
                    yield self._take(waiting.popleft(), taken)
            while waiting:
                taken += 1
                yield self._take(waiting.popleft(), taken)
        finally:
            for future in waiting:
                future.release()

    def _connect(self) -> "Client":
        try:
            from distributed import Client
            from distributed.comm.addressing import get_address_host
        except ImportError:
            self._refuse(NO_EXTRA, "distributed is not here")
        # What goes wrong is told as a fault; Dask would print its traces beside it.
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
        try:
            get_address_host(self._address)
            return Client(self._address, timeout=self._seconds, set_as_default=False)
        except (OSError, ValueError) as error:
            self._refuse(NOT_REACHED, _say(error))

    def _compare_versions(self) -> None:
        from distributed.comm import CommClosedError

        if not self._has_worker():
            self._refuse(NOT_REACHED, "it has no worker")
        try:
            found = self._client.run(name_versions)
        except (ImportError, AttributeError, OSError, CommClosedError) as error:
            self._refuse(OTHER_VERSIONS, _say(error))
        others = {worker: each for worker, each in found.items() if each != name_versions()}
        if others:
            worker, each = next(iter(others.items()))
            self._refuse(OTHER_VERSIONS, f"{worker} has {each}; here it is {name_versions()}")

    def _has_worker(self) -> bool:
        try:
            self._client.wait_for_workers(1, timeout=self._seconds)
        except (TimeoutError, OSError):
            return False
        return True

    def _take(self, future: "Future", number: int) -> Any:  # noqa: ANN401 - what the task gives
        """Wait for a result, and look now and then whether anybody works on it."""
        from distributed import KilledWorker
        from distributed.comm import CommClosedError

        try:
            self._wait(future)
            return future.result()
        except KilledWorker as error:
            self._refuse(PIECE_LOST, f"piece {number} lost its worker again and again: {error}")
        except CommClosedError as error:
            self._refuse(CLUSTER_LOST, _say(error))
        except CancelledError:
            self._refuse(CLUSTER_LOST, "the scheduler went away")

    def _wait(self, future: "Future") -> None:
        from distributed import wait

        alone_since: float | None = None
        while not future.done():
            try:
                with self._client.as_current():
                    wait(future, timeout=LOOK_SECONDS)
            except TimeoutError:
                alone_since = None if self._works() else alone_since or time.monotonic()
                if alone_since and time.monotonic() - alone_since > self._seconds:
                    self._refuse(CLUSTER_LOST, "no worker is left")

    def _works(self) -> bool:
        """Tell whether the scheduler is there and has a worker."""
        try:
            return self._count_threads() > 0
        except FaultsError:
            return False

    def _count_threads(self) -> int:
        try:
            return sum(self._client.nthreads().values())
        except OSError as error:
            self._refuse(CLUSTER_LOST, _say(error))

    def _refuse(self, kind: FaultKind, found: str) -> NoReturn:
        raise FaultsError([Fault(kind, f"{self._address}: {found}")])


def name_versions() -> str:
    """Name the versions that the bits of figures hang on, where it runs."""
    python = ".".join(platform.python_version_tuple()[:2])
    return f"cradlegate {__version__}, numpy {np.__version__}, Python {python}"


def _say(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no answer'}"
