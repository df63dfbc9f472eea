"""What the other tests lean on holds by itself."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import NO_NETWORK, Golden

REPOSITORY = Path(__file__).parents[2]


def run_suite(folder: Path, text: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a suite of one file with our fixtures, in a process of its own."""
    (folder / "test_one.py").write_text(text, encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-p", "tests.conftest", "-p", "no:cacheprovider", folder, *options],
        cwd=REPOSITORY, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_a_mark_that_names_no_requirement_stops_the_run(tmp_path: Path):
    done = run_suite(
        tmp_path, "import pytest\n@pytest.mark.requirement('S9-99')\ndef test_it(): pass\n"
    )
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "no requirement 'S9-99'" in done.stderr


def test_the_trace_tells_way_and_outcome_of_every_marked_test(tmp_path: Path):
    text = """
import pytest
@pytest.mark.requirement("S1-26", "X-3")
@pytest.mark.parametrize("one", [1, 2])
def test_both(one): assert one == 1
@pytest.mark.requirement("S1-26", part="masses alone")
def test_through_cg(cg): pass
@pytest.mark.requirement("S1-27")
def test_through_command(cradlegate): pass
def test_unmarked(): pass
"""
    trace = tmp_path / "trace.json"
    run_suite(tmp_path, text, "--requirement-trace", str(trace))
    rows = [tuple(row.values()) for row in json.loads(trace.read_text())]
    assert [(test.rpartition("::")[2], *rest) for test, *rest in rows] == [
        ("test_both", "S1-26", "", "", "failed"),
        ("test_both", "X-3", "", "", "failed"),
        ("test_through_cg", "S1-26", "masses alone", "cg", "passed"),
        ("test_through_command", "S1-27", "", "command line", "passed"),
    ]


def test_slow_tests_wait_for_their_option(tmp_path: Path):
    text = "import pytest\n@pytest.mark.slow\ndef test_slow(): pass\ndef test_quick(): pass\n"
    assert "1 passed, 1 deselected" in run_suite(tmp_path, text).stdout
    assert "2 passed" in run_suite(tmp_path, text, "--slow").stdout


REACH_OUT = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=0.01)"


def test_denied_network_fails_a_test_that_reaches_out(tmp_path: Path):
    done = run_suite(tmp_path, f"def test_it():\n    {REACH_OUT}\n", "--deny-network")
    assert "the network is denied" in done.stdout
    assert "1 failed" in done.stdout


def test_denied_network_reaches_into_the_commands_that_tests_start():
    done = subprocess.run(
        [sys.executable, "-c", REACH_OUT], env={"PYTHONPATH": str(NO_NETWORK)}, capture_output=True, encoding="utf-8", check=False
    )  # fmt: skip
    assert "the network is denied" in done.stderr


def test_update_runs_golden_tests_alone_and_rewrites_their_files(tmp_path: Path):
    text = "def test_golden(golden): golden('a.txt', 'new')\ndef test_other(): assert False\n"
    assert "1 passed, 1 deselected" in run_suite(tmp_path, text, "--update").stdout
    assert (tmp_path / "expected" / "a.txt").read_text() == "new"


def test_golden_shows_the_difference_and_update_rewrites(tmp_path: Path):
    Golden(tmp_path, is_update=True)("a.txt", "one\ntwo\n")
    Golden(tmp_path, is_update=False)("a.txt", "one\ntwo\n")
    with pytest.raises(pytest.fail.Exception, match=r"(?s)-two.*\+three"):
        Golden(tmp_path, is_update=False)("a.txt", "one\nthree\n")
