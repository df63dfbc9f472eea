"""A Dask cluster gives the same figures, and says what is wrong with it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE
from threading import Thread

import numpy as np
import pytest
from distributed import Client, LocalCluster
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cradlegate import __version__
from cradlegate.compute.cluster import Cluster
from cradlegate.compute.in_process import InProcess
from cradlegate.compute.process_pool import ProcessPool
from cradlegate.core.executor import Executor
from cradlegate.core.fault import FaultsError
from tests.compute import tasks

HOST = "127.0.0.1"


@contextmanager
def local_cluster(workers: int, *, processes: bool = True) -> Iterator[LocalCluster]:
    """Open a cluster of this machine that nobody else reaches."""
    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=processes,
        host=HOST,
        protocol="tcp://",
        dashboard_address=f"{HOST}:0",
        silence_logs=50,
    ) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def scheduler() -> Iterator[LocalCluster]:
    with local_cluster(2) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def executors(scheduler: LocalCluster) -> Iterator[tuple[Executor, ...]]:
    with ProcessPool(2) as pool, Cluster(scheduler.scheduler_address) as cluster:
        yield InProcess(), pool, cluster


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.floats(0, 1e300), max_size=8), max_size=12))
def test_figures_have_the_same_bits_everywhere(
    executors: tuple[Executor, ...], values: list[list[float]]
):
    pieces = [np.array(each, float) for each in values]
    here, *others = (
        [each.tobytes() for each in executor.run(tasks.add_up, pieces)] for executor in executors
    )
    assert [here, here] == others


def test_results_come_in_the_order_of_the_pieces(executors: tuple[Executor, ...]):
    pieces = range(25)
    for executor in executors:
        assert list(executor.run(str, pieces)) == [str(piece) for piece in pieces]


def test_what_a_task_raises_is_raised_and_the_rest_is_dropped(executors: tuple[Executor, ...]):
    for executor in executors:
        with pytest.raises(ValueError, match="invalid literal"):
            list(executor.run(int, ["1", "one", "2"]))
        assert list(executor.run(int, ["3"])) == [3]


def test_a_killed_worker_costs_its_piece_only(scheduler: LocalCluster, tmp_path: Path):
    paths = [tmp_path / str(number) for number in range(3)]

    def kill_second() -> None:
        while not (found := list(tmp_path.glob("1.*"))):
            pass_time()
        os.kill(int(found[0].suffix[1:]), signal.SIGKILL)
        for path in paths:
            path.touch()

    killer = Thread(target=kill_second)
    killer.start()
    with Cluster(scheduler.scheduler_address) as cluster:
        assert list(cluster.run(tasks.tell_process, paths)) == [0, 1, 2]
    killer.join()
    assert len(list(tmp_path.glob("0.*"))) == 1
    assert len(list(tmp_path.glob("1.*"))) == 2


def pass_time() -> None:
    tasks.rest(0.01)


def refuse(address: str) -> str:
    with pytest.raises(FaultsError) as caught:
        Cluster(address, seconds=0.5)
    (fault,) = caught.value.faults
    assert address in fault.found
    return fault.code


def test_an_address_where_nobody_answers_is_told():
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        assert refuse(f"tcp://{HOST}:{taken.getsockname()[1]}") == "ST-025"
    assert refuse("carrier-pigeon://loft") == "ST-025"


def test_a_scheduler_without_workers_is_told():
    with local_cluster(0) as empty:
        assert refuse(empty.scheduler_address) == "ST-025"


def test_without_the_extra_its_name_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(FaultsError, match=r"cradlegate\[cluster\]") as caught:
        Cluster(f"tcp://{HOST}:8786")
    assert [fault.code for fault in caught.value.faults] == ["ST-024"]


def call_itself(version: str) -> None:
    from cradlegate.compute import cluster

    vars(cluster)["__version__"] = version


def test_workers_of_another_version_are_told(scheduler: LocalCluster):
    address = scheduler.scheduler_address
    with Client(address, set_as_default=False) as client:
        client.run(call_itself, "0.0.1")
        assert refuse(address) == "ST-026"
        with pytest.raises(FaultsError, match=r"cradlegate 0\.0\.1"):
            Cluster(address)
        client.run(call_itself, __version__)


def test_a_cluster_that_goes_away_is_told(tmp_path: Path):
    (tmp_path / "0").touch()
    with (
        local_cluster(1, processes=False) as cluster,
        Cluster(cluster.scheduler_address, seconds=0.5) as lost,
    ):
        results = lost.run(tasks.tell_process, [tmp_path / "0", tmp_path / "1"])
        assert next(results) == 0
        cluster.scale(0)
        with pytest.raises(FaultsError, match="no worker is left") as caught:
            next(results)
        (tmp_path / "1").touch()
    assert [fault.code for fault in caught.value.faults] == ["ST-027"]


@pytest.mark.slow  # four starts of a worker
def test_a_piece_that_always_ends_its_worker_is_named():
    """Two nannies start workers anew; Dask gives up after three losses more."""
    with local_cluster(1) as cluster, Cluster(cluster.scheduler_address) as here:
        with pytest.raises(FaultsError, match="piece 2 lost its worker") as caught:
            list(here.run(tasks.die_at_two, [1, 2]))
        assert [fault.code for fault in caught.value.faults] == ["ST-020"]


def test_a_scheduler_that_goes_away_is_told(tmp_path: Path):
    (tmp_path / "0").touch()
    with local_cluster(1, processes=False) as cluster:
        lost = Cluster(cluster.scheduler_address, seconds=0.5)
        results = lost.run(tasks.tell_process, [tmp_path / "0", tmp_path / "1"])
        assert next(results) == 0
        (tmp_path / "1").touch()
    with lost, pytest.raises(FaultsError) as caught:
        next(lost.run(tasks.tell_process, [tmp_path / "0"]))
    assert [fault.code for fault in caught.value.faults] == ["ST-027"]


OF_ITS_OWN = """
import sys
from tests.compute.test_cluster import local_cluster
if __name__ == "__main__":
    with local_cluster(1, processes=False) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


def test_a_scheduler_that_is_killed_is_told_without_a_trace(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    """A run waits for its second piece while the process of scheduler and worker is killed."""
    (tmp_path / "0").touch()
    command = [sys.executable, "-c", OF_ITS_OWN]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        with Cluster(address, seconds=0.5) as lost:
            results = lost.run(tasks.tell_process, [tmp_path / "0", tmp_path / "1"])
            assert next(results) == 0
            process.kill()
            with pytest.raises(FaultsError) as caught:
                next(results)
    assert [fault.code for fault in caught.value.faults] == ["ST-027"]
    assert "Traceback" not in capfd.readouterr().err
