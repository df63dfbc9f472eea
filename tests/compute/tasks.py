"""Tasks that other processes find: some do harm to their own process, as a killer from outside would."""

import os
import signal
import time
from pathlib import Path

import numpy as np

from cradlegate.lca.elementary import Floats


def add_up(piece: Floats) -> Floats:
    return np.cumsum(np.sqrt(piece) / 3.0)


def tell_process(piece: Path) -> int:
    """Say who works, and wait until told to go on: until then somebody may kill us."""
    started = piece.with_suffix(f".{os.getpid()}")
    started.touch()
    while not piece.exists():
        time.sleep(0.01)
    return int(piece.name)


def note_and_square(piece: tuple[str, int]) -> int:
    """Note that the piece ran."""
    folder, number = piece
    with (Path(folder) / "ran").open("a") as file:
        file.write(f"{number}\n")
    return number**2


def die_unless_there(piece: tuple[Path, int]) -> int:
    """Die of a signal, as by a system without memory, as often as the file says."""
    deaths, number = piece
    if number != 3:
        return number
    left = int(deaths.read_text())
    if left:
        deaths.write_text(str(left - 1))
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_at_two(piece: int) -> int:
    if piece == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return piece


def raise_what_cannot_travel(piece: str) -> str:
    raise CannotTravelError(piece, len(piece))


class CannotTravelError(Exception):
    """Pickled with one argument, made with two."""

    def __init__(self, text: str, count: int) -> None:
        super().__init__(text)
        self.count = count


def give_many(piece: tuple[Path, int]) -> Floats:
    """Give four megabytes, more than a pipe holds."""
    folder, number = piece
    (folder / f"{number}.{os.getpid()}").touch()
    return np.full(500_000, float(number))


def rest(piece: float) -> float:
    time.sleep(piece)
    return piece
