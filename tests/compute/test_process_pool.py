"""A worker that is killed costs its piece only, and no process stays behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from cradlegate.compute.in_process import InProcess
from cradlegate.compute.process_pool import WAITING_PER_WORKER, ProcessPool
from cradlegate.core.fault import FaultsError
from tests.compute import tasks

ROOT = Path(__file__).parents[2]


def lives(process: int) -> bool:
    """Tell whether a process runs; one that waits to be reaped does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_until_gone(processes: set[int], seconds: float = 20.0) -> set[int]:
    end = time.monotonic() + seconds
    while time.monotonic() < end and any(lives(each) for each in processes):
        time.sleep(0.02)
    return {each for each in processes if lives(each)}


def find_started(folder: Path, name: str) -> int:
    """Wait until a piece has begun; gives the process that has it."""
    for _ in range(2000):
        for path in folder.glob(f"{name}.*"):
            return int(path.suffix[1:])
        time.sleep(0.01)
    raise TimeoutError(name)


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPool]:
    with ProcessPool(2) as two:
        yield two


def test_results_have_the_same_bits_here_and_in_other_processes(pool: ProcessPool):
    pieces = list(np.random.default_rng(5).random((9, 100)))
    here = list(InProcess().run(tasks.add_up, pieces))
    there = list(pool.run(tasks.add_up, pieces))
    assert [each.tobytes() for each in here] == [each.tobytes() for each in there]


def test_a_killed_worker_costs_its_piece_only(pool: ProcessPool, tmp_path: Path):
    """Two pieces are at work, one of them loses its process; the other goes on where it was."""
    paths = [tmp_path / str(number) for number in range(3)]

    def kill_second() -> None:
        find_started(tmp_path, "0")
        os.kill(killed := find_started(tmp_path, "1"), signal.SIGKILL)
        wait_until_gone({killed})
        for path in paths:
            path.touch()

    killer = Thread(target=kill_second)
    killer.start()
    assert list(pool.run(tasks.tell_process, paths)) == [0, 1, 2]
    killer.join()
    assert [len(list(tmp_path.glob(f"{number}.*"))) for number in range(3)] == [1, 2, 1]


def test_a_piece_runs_again_until_it_gets_through(pool: ProcessPool, tmp_path: Path):
    deaths = tmp_path / "deaths"
    deaths.write_text("3")
    pieces = [(deaths, number) for number in range(8)]
    assert list(pool.run(tasks.die_unless_there, pieces)) == list(range(8))
    assert deaths.read_text() == "0"


def test_a_piece_that_always_ends_its_worker_is_named(pool: ProcessPool, tmp_path: Path):
    deaths = tmp_path / "deaths"
    deaths.write_text("1000")
    taken: list[int] = []
    with pytest.raises(FaultsError, match="piece 4 lost its worker 4 times") as caught:
        taken.extend(pool.run(tasks.die_unless_there, [(deaths, each) for each in range(8)]))
    assert [fault.code for fault in caught.value.faults] == ["ST-020"]
    assert taken == [0, 1, 2]
    assert deaths.read_text() == "996"
    assert list(pool.run(str, [1, 2])) == ["1", "2"]


def test_a_worker_that_dies_between_two_runs_is_no_loss(tmp_path: Path):
    with ProcessPool(1) as one:
        assert list(one.run(tasks.tell_process, [make_ready(tmp_path / "0")])) == [0]
        os.kill(process := find_started(tmp_path, "0"), signal.SIGKILL)
        wait_until_gone({process})
        assert list(one.run(int, ["1", "2"])) == [1, 2]


def test_a_worker_killed_in_the_middle_of_its_answer_is_no_end_of_the_run(tmp_path: Path):
    """The answer is more than a pipe holds, so the worker waits in it until we read."""
    pieces = [(tmp_path, number) for number in range(3)]
    with ProcessPool(1) as one:
        results = one.run(tasks.give_many, pieces)
        assert next(results)[0] == 0.0
        assert one._workers[0].pipe.poll(20)
        os.kill(find_started(tmp_path, "1"), signal.SIGKILL)
        assert [each[-1] for each in results] == [1.0, 2.0]


def make_ready(path: Path) -> Path:
    path.touch()
    return path


def test_what_a_task_raises_is_raised_with_its_trace(pool: ProcessPool):
    with pytest.raises(ValueError, match="invalid literal") as caught:
        list(pool.run(int, ["1", "one", "2"]))
    assert "answer_piece" in caught.value.__notes__[0]
    with pytest.raises(RuntimeError, match="CannotTravelError: abc"):
        list(pool.run(tasks.raise_what_cannot_travel, ["abc"]))


def test_no_more_is_begun_than_waits_for_its_turn(pool: ProcessPool):
    begun = []

    def count_out() -> Iterator[int]:
        for number in range(100):
            begun.append(number)
            yield number

    results = pool.run(str, count_out())
    assert next(results) == "0"
    assert len(begun) <= 1 + 2 * WAITING_PER_WORKER
    assert list(results) == [str(number) for number in range(1, 100)]


def test_leaving_ends_workers_in_the_middle_of_a_piece(tmp_path: Path):
    with ProcessPool(2) as two:
        results = two.run(tasks.tell_process, [make_ready(tmp_path / "0"), tmp_path / "1"])
        assert next(results) == 0
        working = {find_started(tmp_path, "0"), find_started(tmp_path, "1")}
    assert wait_until_gone(working) == set()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_who_started_it(tmp_path: Path, how: signal.Signals):
    program = f"""
from pathlib import Path
from cradlegate.compute.process_pool import ProcessPool
from tests.compute.tasks import tell_process
if __name__ == "__main__":
    with ProcessPool(2) as pool:
        list(pool.run(tell_process, [Path({str(tmp_path)!r}) / "1", Path({str(tmp_path)!r}) / "2"]))
"""
    path = tmp_path / "program.py"
    path.write_text(program)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, str(path)],
        env=environment,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as parent:
        working = {find_started(tmp_path, name) for name in "12"}
        parent.send_signal(how)
        assert parent.wait(20) == -how
        (tmp_path / "1").touch()
        (tmp_path / "2").touch()
    assert wait_until_gone(working) == set()
