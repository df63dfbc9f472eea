"""Files are written whole or not at all, also when the disk fills or the process is killed."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.store.atomic import write_files

WRITER = """
import sys
from pathlib import Path
from cradlegate.store.atomic import write_files
folder, force = Path(sys.argv[1]), sys.argv[2] == "force"
for turn in range(100_000):
    letter = b"ab"[turn % 2 : turn % 2 + 1]
    target = folder if force else folder / f"case-{turn}"
    write_files(target, {f"deep/{n}.bin": letter * 200_000 for n in range(20)}, force=force)
    print(turn, flush=True)
"""
LIMITED = """
import resource, sys
from pathlib import Path
from cradlegate.core.fault import FaultsError
from cradlegate.store.atomic import write_files
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    write_files(Path(sys.argv[1]), {"a.csv": b"new", "b.csv": b"x" * 200_000}, force=True)
except FaultsError as error:
    print(error)
    sys.exit(2)
"""


def read_all(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def code_of(error: pytest.ExceptionInfo[FaultsError]) -> list[str]:
    return [fault.code for fault in error.value.faults]


def test_a_new_folder_holds_every_file(tmp_path):
    files = {"machine.yaml": b"kind: other\n", "suppliers/received/x.pdf": b"\0" * 10}
    write_files(tmp_path / "deep" / "case", files, force=False)
    assert read_all(tmp_path / "deep" / "case") == files
    assert list((tmp_path / "deep").iterdir()) == [tmp_path / "deep" / "case"], (
        "nothing of the staging is left"
    )


def test_the_new_folder_has_ordinary_permissions(tmp_path):
    write_files(tmp_path / "case", {"a": b""}, force=False)
    (tmp_path / "made").mkdir()
    assert (tmp_path / "case").stat().st_mode == (tmp_path / "made").stat().st_mode


def test_an_empty_folder_is_filled(tmp_path):
    write_files(tmp_path, {"a.csv": b"1"}, force=False)
    assert read_all(tmp_path) == {"a.csv": b"1"}


def test_other_files_of_the_folder_stay(tmp_path):
    (tmp_path / "notes.txt").write_bytes(b"mine")
    write_files(tmp_path, {"a.csv": b"1"}, force=False)
    assert read_all(tmp_path) == {"a.csv": b"1", "notes.txt": b"mine"}


def test_existing_files_are_named_and_not_replaced(tmp_path):
    write_files(tmp_path, {"a.csv": b"1", "b.csv": b"1"}, force=False)
    with pytest.raises(FaultsError) as error:
        write_files(tmp_path, {"a.csv": b"2", "b.csv": b"2", "c.csv": b"2"}, force=False)
    assert code_of(error) == ["CF-006"]
    assert error.value.faults[0].found == "a.csv, b.csv would be replaced"
    assert read_all(tmp_path) == {"a.csv": b"1", "b.csv": b"1"}


def test_existing_files_are_replaced_on_request(tmp_path):
    write_files(tmp_path, {"a.csv": b"1", "b.csv": b"1"}, force=False)
    write_files(tmp_path, {"a.csv": b"2"}, force=True)
    assert read_all(tmp_path) == {"a.csv": b"2", "b.csv": b"1"}


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "C:x"])
def test_names_that_lead_outside_are_refused(tmp_path, name):
    with pytest.raises(FaultsError) as error:
        write_files(tmp_path / "case", {name: b""}, force=True)
    assert code_of(error) == ["CF-004"]
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "case").write_bytes(b"a file")
    with pytest.raises(FaultsError) as error:
        write_files(tmp_path / "case", {"a": b""}, force=True)
    assert code_of(error) == ["CF-007"]


def test_what_was_replaced_is_put_back_when_a_later_file_cannot_take_its_place(tmp_path):
    write_files(tmp_path / "case", {"a.csv": b"old"}, force=False)
    (tmp_path / "case" / "c.csv" / "in the way").mkdir(parents=True)
    with pytest.raises(FaultsError) as error:
        write_files(
            tmp_path / "case", {"a.csv": b"new", "b.csv": b"new", "c.csv": b"new"}, force=True
        )
    assert code_of(error) == ["CF-007"]
    assert read_all(tmp_path) == {"case/a.csv": b"old"}


def test_a_disk_that_takes_no_more_leaves_everything_as_it_was(tmp_path):
    write_files(tmp_path / "case", {"a.csv": b"old"}, force=False)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, tmp_path / "case"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "[CF-007]" in done.stdout
    assert read_all(tmp_path) == {"case/a.csv": b"old"}, "also nothing of the staging"


def kill_during_writes(folder: Path, force: str, seconds: float) -> int:
    """Kill a process that writes on and on; give how many writes it finished."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, folder, force], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        return len(process.stdout.readlines()) + 1


@pytest.mark.parametrize("seconds", [0.01, 0.04, 0.07, 0.11])
def test_a_kill_leaves_a_new_folder_whole_or_absent(tmp_path, seconds):
    finished = kill_during_writes(tmp_path, "new", seconds)
    folders = sorted(tmp_path.glob("case-*"))
    assert finished <= len(folders) <= finished + 1
    for folder in folders:
        files = read_all(folder)
        assert len(files) == 20
        assert {len(data) for data in files.values()} == {200_000}


@pytest.mark.parametrize("seconds", [0.01, 0.04, 0.07, 0.11])
def test_a_kill_leaves_every_replaced_file_old_or_new(tmp_path, seconds):
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "notes.txt").write_bytes(b"mine")
    kill_during_writes(tmp_path / "case", "force", seconds)
    files = read_all(tmp_path / "case")
    assert files.pop("notes.txt") == b"mine"
    assert len(files) == 20
    assert set(files.values()) <= {b"a" * 200_000, b"b" * 200_000}
