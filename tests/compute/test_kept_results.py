"""A run that was stopped goes on where it was, and nothing that was touched is believed."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.compute.content import digest_content
from cradlegate.compute.following import Watch, follow
from cradlegate.compute.in_process import InProcess
from cradlegate.compute.kept_results import KeptResults
from cradlegate.core.fault import Fault, FaultKind, FaultsError
from tests.compute.tasks import note_and_square

Kept = KeptResults[tuple[str, int], int]
COUNT = 6


def read_number(piece: tuple[str, int], data: bytes) -> int:
    return int(data)


def write_number(number: int) -> bytes:
    return str(number).encode()


def keep(folder: Path, engine: str = "engine 1") -> Kept:
    return KeptResults(folder / "kept", engine, write_number, read_number)


def pieces(folder: Path) -> list[tuple[str, int]]:
    return [(str(folder), number) for number in range(COUNT)]


def ran(folder: Path) -> list[int]:
    return [int(line) for line in (folder / "ran").read_text().split()]


def run(kept: Kept, folder: Path) -> list[int]:
    return list(kept.run(InProcess(), note_and_square, pieces(folder)))


def test_what_is_done_is_not_done_again(tmp_path: Path):
    stopped = follow(
        keep(tmp_path).run(InProcess(), note_and_square, pieces(tmp_path)),
        COUNT,
        Watch(asks_to_stop=iter([False, False, True]).__next__),
    )
    with pytest.raises(FaultsError, match="stopped after 3 of 6 pieces") as caught:
        list(stopped)
    assert [fault.code for fault in caught.value.faults] == ["ST-021"]
    kept = keep(tmp_path)
    assert run(kept, tmp_path) == [0, 1, 4, 9, 16, 25]
    assert kept.faults == ()
    assert sorted(ran(tmp_path)) == list(range(COUNT))


def test_gaps_are_filled_in_their_place(tmp_path: Path):
    list(keep(tmp_path).run(InProcess(), note_and_square, pieces(tmp_path)[1::3]))
    assert run(keep(tmp_path), tmp_path) == [0, 1, 4, 9, 16, 25]
    assert ran(tmp_path) == [1, 4, 0, 2, 3, 5]


def test_another_engine_or_task_or_piece_is_another_result(tmp_path: Path):
    run(keep(tmp_path), tmp_path)
    run(keep(tmp_path, "engine 2"), tmp_path)
    list(keep(tmp_path).run(InProcess(), hash, pieces(tmp_path)))
    assert len(list((tmp_path / "kept").iterdir())) == 3 * COUNT


@pytest.mark.parametrize("harm", ["cut", "other", "bit", "empty", "foreign"])
def test_a_file_that_was_touched_is_worked_out_again_and_told(tmp_path: Path, harm: str):
    run(keep(tmp_path), tmp_path)
    first, second, *_ = sorted((tmp_path / "kept").iterdir())
    data = first.read_bytes()
    forged = b"cradlegate-result-1 " + first.name.encode() + b" "
    first.write_bytes(
        {
            "cut": data[:-1],
            "other": second.read_bytes(),
            "bit": data[:-1] + bytes([data[-1] ^ 1]),
            "empty": b"",
            "foreign": forged + sha256(b"cos\nsystem\n").hexdigest().encode() + b"\ncos\nsystem\n",
        }[harm]
    )
    kept = keep(tmp_path)
    assert run(kept, tmp_path) == [0, 1, 4, 9, 16, 25]
    assert len(ran(tmp_path)) == COUNT + 1
    (fault,) = kept.faults
    assert (fault.code, fault.is_error) == ("ST-022", False)
    assert fault.place.file.endswith(first.name)
    again = keep(tmp_path)
    assert run(again, tmp_path) == [0, 1, 4, 9, 16, 25]
    assert again.faults == ()
    assert len(ran(tmp_path)) == COUNT + 1


def test_a_folder_that_cannot_be_used_is_a_fault(tmp_path: Path):
    (tmp_path / "kept").write_text("a file")
    with pytest.raises(FaultsError, match="ST-023"):
        keep(tmp_path)
    (tmp_path / "kept").unlink()
    kept = keep(tmp_path)
    (tmp_path / "kept").rmdir()
    with pytest.raises(FaultsError, match="ST-023"):
        run(kept, tmp_path)
    run(keep(tmp_path), tmp_path)
    first = next((tmp_path / "kept").iterdir())
    first.unlink()
    first.mkdir()
    with pytest.raises(FaultsError, match="ST-023"):
        run(keep(tmp_path), tmp_path)
    assert [path.name for path in (tmp_path / "kept").glob(".*")] == []


def test_progress_goes_from_nothing_to_all():
    told: list[tuple[int, int]] = []
    watch = Watch(lambda done, count: told.append((done, count)), lambda: True)
    assert list(follow("a", 1, watch)) == ["a"]
    assert told == [(0, 1), (1, 1)]


@given(st.lists(st.floats(allow_nan=False), max_size=5), st.text(max_size=4))
def test_a_digest_hangs_on_content_and_not_on_what_is_one_object(values: list[float], text: str):
    array = np.array(values)
    one = {"a": (array, text, text), "b": array}
    other = {"a": [array.copy(), "".join(text), f"{text}"], "b": np.array(list(values))}
    assert digest_content(one) == digest_content(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        ((1,), (True,)),
        ((1,), (1.0,)),
        ((0.0,), (-0.0,)),
        ((None,), ("None",)),
        ((b"a",), ("a",)),
        ((Decimal(1),), (Decimal("1.0"),)),
        ((np.zeros((2, 3)),), (np.zeros((3, 2)),)),
        ((np.zeros(2, np.float32),), (np.zeros(1),)),
        (((1, 2), 3), (1, (2, 3))),
        (({"a": 1},), ([("a", 1)],)),
        ((FaultKind("A", "b", "c", "d"),), (("A", "b", "c", "d"),)),
    ],
)
def test_different_content_has_different_digests(one: tuple[object], other: tuple[object]):
    assert digest_content(*one) != digest_content(*other)


def test_what_has_no_known_content_has_no_digest():
    with pytest.raises(TypeError, match="date"):
        digest_content(date(2026, 11, 22))
    with pytest.raises(TypeError, match="type"):
        digest_content(Fault)
