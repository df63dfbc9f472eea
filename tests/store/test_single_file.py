"""One file is read within bounds and written whole or not at all."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.store.single_file import FOR_OWNER, read_single_file, write_single_file

LIMITED = """
import resource, sys
from pathlib import Path
from cradlegate.core.fault import FaultsError
from cradlegate.store.single_file import write_single_file
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    write_single_file(Path(sys.argv[1]), b"x" * 200_000, force=True)
except FaultsError as error:
    print(error)
    sys.exit(2)
"""


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def code_of(error: pytest.ExceptionInfo[FaultsError]) -> list[str]:
    return [fault.code for fault in error.value.faults]


def test_a_file_is_written_and_read_in_a_folder_that_was_missing(tmp_path):
    path = tmp_path / "deep" / "a.json"
    write_single_file(path, b"abc", force=False)
    assert read_single_file(path, 10).data == b"abc"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(("most_bytes", "read"), [(2, b"abc"), (3, b"abc"), (1, b"ab"), (0, b"a")])
def test_of_a_larger_file_one_byte_more_is_read(tmp_path, most_bytes, read):
    (tmp_path / "a").write_bytes(b"abc")
    assert read_single_file(tmp_path / "a", most_bytes).data == read


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="only Linux has such files")
def test_a_file_that_tells_no_size_is_read_whole():
    path = Path("/proc/self/limits")
    assert path.stat().st_size == 0
    whole = path.read_bytes()
    assert read_single_file(path, len(whole)).data == whole
    assert read_single_file(path, 5).data == whole[:6]


def test_the_mode_of_the_file_is_told(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    (tmp_path / "a").chmod(0o640)
    assert stat.S_IMODE(read_single_file(tmp_path / "a", 0).mode) == 0o640


def test_nothing_a_folder_and_a_pipe_are_no_files(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "none", tmp_path, tmp_path / "pipe"):
        with pytest.raises(FaultsError) as error:
            read_single_file(path, 10)
        assert code_of(error) == ["ST-001"]


def test_an_existing_file_is_replaced_on_request_alone(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(FaultsError) as error:
        write_single_file(path, b"new", force=False)
    assert code_of(error) == ["CF-006"]
    assert path.read_bytes() == b"old"
    write_single_file(path, b"new", force=True)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path], "nothing of the staging is left"


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FaultsError) as error:
        write_single_file(tmp_path / "a", b"new", force=False)
    assert code_of(error) == ["CF-006"]
    write_single_file(tmp_path / "a", b"new", force=True)
    assert not (tmp_path / "a").is_symlink()
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_for_its_owner_replaces_one_for_all(tmp_path):
    path = tmp_path / "a"
    write_single_file(path, b"old", force=False)
    assert mode_of(path) & 0o077
    write_single_file(path, b"new", force=True, mode=FOR_OWNER)
    assert mode_of(path) == 0o600


def test_where_no_file_can_stand_nothing_is_written(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "file" / "a", tmp_path / "folder"):
        with pytest.raises(FaultsError) as error:
            write_single_file(path, b"new", force=True)
        assert code_of(error) == ["CF-007"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_a_disk_that_takes_no_more_leaves_everything_as_it_was(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, tmp_path / "a"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "[CF-007]" in done.stdout
    assert (tmp_path / "a").read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]
