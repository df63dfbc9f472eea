"""One table of variants has one set of figures: wherever it is computed, and however often stopped."""

import os
import pty
import signal
import subprocess
import sysconfig
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import polars as pl
import pytest
from distributed import LocalCluster

from cradlegate.compose.executors import open_executor
from cradlegate.compose.variants import Catalogue, Order, work_out_catalogue
from cradlegate.compute.faults import STOPPED
from cradlegate.compute.following import Watch
from cradlegate.core.fault import FaultsError
from cradlegate.footprint.variants.model import Asked
from tests.conftest import OwnProcess

TABLE = """id,net_mass [kg],axes,spindle_power [kW],base_material,country,destination
A,5800,3,11,grey_iron,CN,VNSGN
B,7000,4,15,grey_iron,CN,VNSGN
C,7400,4,15,grey_iron,CN,VNSGN
D,9000,5,15,steel_plate,JP,THBKK
E,9900,5,18.5,steel_plate,JP,THBKK
F,99000,3,11,grey_iron,CN,VNSGN
"""
PIECES = 5
"""One row each; F is out of range."""


def order(**changes: Any) -> Order:
    asked = Asked(None, 100, 24122)
    return Order("vmc-3axis", asked, date(2026, 11, 22), rows_at_once=1)._replace(**changes)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("catalogue") / "t.csv"
    path.write_text(TABLE)
    return path


@pytest.fixture(scope="module")
def here(table: Path) -> Catalogue:
    return work_out_catalogue(table, order(), with_cube=True)


def assert_same(one: Catalogue, other: Catalogue) -> None:
    assert one.frame.equals(other.frame)
    assert one.errors.equals(other.errors)
    assert one.cube is not None
    assert other.cube is not None
    assert one.cube.equals(other.cube)
    assert one.made_from == other.made_from


def test_a_cluster_gives_the_same_catalogue(table: Path, here: Catalogue):
    with LocalCluster(
        n_workers=1,
        threads_per_worker=2,
        processes=False,
        host="127.0.0.1",
        protocol="tcp://",
        dashboard_address="127.0.0.1:0",
        silence_logs=50,
    ) as cluster:
        there = order(cluster=cluster.scheduler_address)
        assert_same(work_out_catalogue(table, there, with_cube=True), here)


def test_a_run_that_was_stopped_goes_on_elsewhere_to_the_same_catalogue(
    table: Path, here: Catalogue, tmp_path: Path
):
    """Stopped after two pieces in other processes, a file touched, and taken up again here."""
    answers = iter([False, True])
    with pytest.raises(FaultsError, match="stopped after 2 of 5 pieces") as caught:
        work_out_catalogue(
            table,
            order(workers=2),
            with_cube=True,
            resume=tmp_path,
            watch=Watch(asks_to_stop=answers.__next__),
        )
    assert [fault.code for fault in caught.value.faults] == [STOPPED.code]
    done = sorted(tmp_path.iterdir())
    assert len(done) == 2
    done[0].write_bytes(
        done[0].read_bytes().replace(b"cradlegate-result-1", b"cradlegate-result-2")
    )
    stamp = done[1].stat().st_mtime_ns
    told: list[int] = []
    watch = Watch(lambda number, _count: told.append(number))
    resumed = work_out_catalogue(table, order(), with_cube=True, resume=tmp_path, watch=watch)
    assert_same(resumed, here)
    assert [fault.code for fault in resumed.warnings] == ["ST-022", "PR-074"]
    assert told == list(range(PIECES + 1))
    assert len(list(tmp_path.iterdir())) == PIECES
    assert done[1].stat().st_mtime_ns == stamp


def test_figures_of_other_rows_are_not_believed(table: Path, here: Catalogue, tmp_path: Path):
    """Whole files with right digests, whose figures are of another shape or none at all."""
    from hashlib import sha256

    work_out_catalogue(table, order(), with_cube=True, resume=tmp_path)
    for path, body in zip(sorted(tmp_path.iterdir()), (b"", bytes(8), b"?"), strict=False):
        head = f"cradlegate-result-1 {path.name} {sha256(body).hexdigest()}\n"
        path.write_bytes(head.encode() + body)
    again = work_out_catalogue(table, order(), with_cube=True, resume=tmp_path)
    assert_same(again, here)
    assert "3 kept results" in again.warnings[0].found


def test_without_draws_figures_are_kept_too(table: Path, tmp_path: Path):
    plain = order(asked=Asked(None, 0, 24122))
    first = work_out_catalogue(table, plain, with_cube=False, resume=tmp_path)
    again = work_out_catalogue(table, plain, with_cube=False, resume=tmp_path)
    assert again.frame.equals(first.frame)
    assert [fault.code for fault in again.warnings] == ["PR-074"]


def test_here_is_the_default():
    with open_executor(1, "") as executor:
        assert list(executor.run(str, [1])) == ["1"]


def test_the_command_names_a_cluster_that_is_not_there(own_process: OwnProcess, tmp_path: Path):
    (tmp_path / "t.csv").write_text(TABLE)
    start = ("variants", "vmc-3axis", "t.csv", "--out", "f.parquet", "--cluster")
    done = own_process(*start, "carrier-pigeon://loft")
    assert done.returncode == 2
    assert "ST-025" in done.stderr
    assert "Traceback" not in done.stderr
    both = own_process(*start, "tcp://127.0.0.1:8786", "--workers", "2")
    assert (both.returncode, "CL-005" in both.stderr) == (2, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.csv"]


def read_all(terminal: int, shown: bytearray) -> None:
    """Read what a terminal shows until nobody writes to it."""
    with suppress(OSError):
        while part := os.read(terminal, 4096):
            shown += part


def wait_for_result(folder: Path) -> None:
    end = time.monotonic() + 60
    while not list(folder.glob("*.result")):
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_keyboard_stops_a_command_that_then_goes_on(table: Path, tmp_path: Path):
    """At a terminal progress shows; Ctrl-C leaves no figures and no traceback."""
    rows = [f"V{each},{5000 + each},3,11,grey_iron,CN,VNSGN" for each in range(70_000)]
    (tmp_path / "t.csv").write_text("\n".join([TABLE.splitlines()[0], *rows, ""]))
    program = Path(sysconfig.get_path("scripts")) / "cradlegate"
    command = (
        *(program, "variants", "vmc-3axis", "t.csv", "--out", "f.parquet"),
        *("--draws", "1000", "--workers", "2", "--resume", "kept"),
    )
    ours, theirs = pty.openpty()
    shown = bytearray()
    reader = Thread(target=read_all, args=(ours, shown))
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=theirs, start_new_session=True
    ) as running:
        os.close(theirs)
        reader.start()
        try:
            wait_for_result(tmp_path / "kept")
            os.killpg(running.pid, signal.SIGINT)
            assert running.wait(30) == 2
        finally:
            running.kill()
    reader.join()
    os.close(ours)
    text = shown.decode()
    assert "t.csv" in text
    assert "ST-021" in text
    assert "Traceback" not in text
    assert not (tmp_path / "f.parquet").exists()


def test_the_table_is_what_it_says(here: Catalogue):
    assert here.frame["kgco2e"].null_count() == 1
    assert here.errors.select("id", "code").rows() == [("F", "PR-002")]
    assert isinstance(here.frame, pl.DataFrame)
