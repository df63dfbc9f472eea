"""The log in its file only grows, and loses nothing that it has said to hold."""

import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.store.transparency_log import Opening, open_log
from cradlegate.trust.log.leaf import LogLeaf
from cradlegate.trust.log.tree import compute_root, hash_leaf, is_included, prove_inclusion

DIGEST = f"sha256:{'ab' * 32}"
LEAF = LogLeaf("entered", DIGEST, DIGEST, DIGEST, datetime(2026, 11, 22, tzinfo=UTC))


def open_leaves(count, first=0):
    return [
        Opening(replace(LEAF, subject=f"sha256:{place:064x}"), b"\x01" * 16, f"detail {place}")
        for place in range(first, first + count)
    ]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "log" / "log.sqlite"


def test_leaves_keep_their_order_over_openings(path):
    with open_log(path, is_made=True) as log:
        assert log.append(open_leaves(3)) == range(3)
        assert log.last_checkpoint is None
    with open_log(path) as log:
        assert log.append(open_leaves(4, 3)) == range(3, 7)
        assert [*log.leaves()] == [each.leaf.data for each in open_leaves(7)]
        assert log.find(f"sha256:{5:064x}") == (5,)
        assert log.find(DIGEST) == ()
        assert log.size == 7


def test_its_stored_hashes_prove_every_leaf(path):
    with open_log(path, is_made=True) as log:
        log.append(open_leaves(21))
        root = compute_root(21, log.node)
        for index in range(21):
            proof = prove_inclusion(index, 21, log.node)
            assert is_included(hash_leaf(log.leaf(index)), index, 21, proof, root)


@pytest.mark.parametrize(
    "statement",
    [
        "update leaf set data = x'00' where place = 0",
        "delete from leaf where place = 2",
        "update node set hash = x'00'",
        "delete from node",
        "update checkpoint set size = 9",
        "delete from checkpoint",
        "insert into leaf values (5, '', x'', x'', '')",
        "insert into leaf values (1, '', x'', x'', '')",
        "insert into checkpoint values (2, x'')",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_there(path, statement):
    with open_log(path, is_made=True) as log:
        log.append(open_leaves(3))
        log.keep_checkpoint(3, b"note")
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as connection,
        pytest.raises(sqlite3.IntegrityError),
    ):
        connection.execute(statement)


def test_of_leaves_that_cannot_all_be_added_none_is(path):
    broken = replace(open_leaves(1)[0], detail=None)
    with open_log(path, is_made=True) as log:
        log.append(open_leaves(2))
    with pytest.raises(FaultsError, match="ST-005"), open_log(path) as log:
        log.append([*open_leaves(3, 2), broken])
    with open_log(path) as log:
        assert log.size == 2
        assert len(list(log.nodes())) == 3


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.store.test_transparency_log import open_leaves
from cradlegate.store.transparency_log import open_log
with open_log(Path(sys.argv[1]), is_made=True) as log:
    while True:
        print(log.append(open_leaves(1, log.size))[-1], flush=True)
"""


def test_a_writer_that_is_killed_loses_no_leaf_that_it_had_confirmed(path):
    root = str(Path(__file__).parents[2])
    confirmed = -1
    for _ in range(3):
        wanted = confirmed + 20
        command = [sys.executable, "-c", WRITER, str(path), root]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            lines = iter(writer.stdout or ())
            for line in lines:
                confirmed = int(line)
                if confirmed >= wanted:
                    break
            writer.send_signal(signal.SIGKILL)
            confirmed = max([confirmed, *map(int, lines)])
        with open_log(path) as log:
            assert log.size >= confirmed + 1
            assert [*log.leaves()] == [each.leaf.data for each in open_leaves(log.size)]
            compute_root(log.size, log.node)
            confirmed = log.size - 1


def test_two_writers_at_once_leave_no_gap(path):
    with open_log(path, is_made=True):
        pass

    def write():
        for _ in range(20):
            with open_log(path) as log:
                log.append(open_leaves(1))

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with open_log(path) as log:
        assert log.size == 40


def test_a_log_that_is_not_there_is_named(path):
    with pytest.raises(FaultsError, match="ST-001"), open_log(path):
        pass
    assert not path.parent.exists()


@pytest.mark.parametrize("data", [b"no database at all, but long enough to be looked at" * 9, b"x"])
def test_a_file_that_is_no_log_is_named(path, data):
    path.parent.mkdir()
    path.write_bytes(data)
    with pytest.raises(FaultsError, match="ST-005"), open_log(path):
        pass
    assert path.read_bytes() == data


def test_a_database_of_somebody_else_is_left_alone(path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("create table machines (id)")
    with pytest.raises(FaultsError, match="no log of this program"), open_log(path):
        pass


def test_a_log_that_lost_a_hash_says_so(path):
    with open_log(path, is_made=True) as log:
        log.append(open_leaves(3))
    with (
        pytest.raises(FaultsError, match="what the log should hold is missing"),
        open_log(path) as log,
    ):
        log.node(7, 7)
