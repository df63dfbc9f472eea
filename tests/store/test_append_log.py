"""A file that only grows, whatever happens while it does."""

import errno
import os
import threading

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.store.append_log import Extension, extend_file, read_whole


def add(data):
    return lambda held: Extension(len(held), data)


def test_what_is_added_stands_after_what_was_there(tmp_path):
    path = tmp_path / "new" / "log"
    extend_file(path, add(b"one\n"))
    extend_file(path, add(b"two\n"))
    assert path.read_bytes() == b"one\ntwo\n"


def test_what_was_never_finished_is_overwritten(tmp_path):
    path = tmp_path / "log"
    path.write_bytes(b"one\nbroken off and long")
    extend_file(path, lambda held: Extension(held.rindex(b"\n") + 1, b"two\n"))
    assert path.read_bytes() == b"one\ntwo\n"


def test_nothing_to_add_changes_nothing(tmp_path):
    path = tmp_path / "log"
    extend_file(path, add(b""))
    assert not path.exists()
    path.write_bytes(b"one\nrest")
    extend_file(path, lambda _: Extension(4, b""))
    assert path.read_bytes() == b"one\nrest"


def test_a_refusal_changes_nothing(tmp_path):
    def refuse(held):
        raise FaultsError([])

    path = tmp_path / "folder" / "log"
    with pytest.raises(FaultsError):
        extend_file(path, refuse)
    assert not path.parent.exists()
    path.parent.mkdir()
    path.write_bytes(b"one\n")
    with pytest.raises(FaultsError):
        extend_file(path, refuse)
    assert path.read_bytes() == b"one\n"


def test_a_file_is_read_whole_or_not_at_all(tmp_path):
    path = tmp_path / "log"
    path.write_bytes(b"one\ntwo")
    assert read_whole(path) == b"one\ntwo"
    with pytest.raises(FaultsError) as caught:
        read_whole(tmp_path)
    assert [each.code for each in caught.value.faults] == ["ST-001"]


def test_many_at_once_lose_nothing(tmp_path):
    """Each adds what it saw before, so a line lost or doubled would show."""
    path = tmp_path / "log"

    def count(held):
        return Extension(len(held), f"{held.count(b'.')}.\n".encode())

    def write():
        for _ in range(20):
            extend_file(path, count)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert path.read_text().split() == [f"{number}." for number in range(80)]


def test_a_folder_in_its_place_is_named(tmp_path):
    with pytest.raises(FaultsError) as caught:
        extend_file(tmp_path, add(b"one\n"))
    assert [each.code for each in caught.value.faults] == ["CF-007"]


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path):
    """The size of files of this process is limited, as a full disk would limit it."""
    import resource
    import signal

    path = tmp_path / "log"
    path.write_bytes(b"one\n")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(FaultsError) as caught:
            extend_file(path, add(b"x" * 1000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert [each.code for each in caught.value.faults] == ["CF-007"]
    assert os.strerror(errno.EFBIG) in caught.value.faults[0].found
    assert path.read_bytes() == b"one\n"
