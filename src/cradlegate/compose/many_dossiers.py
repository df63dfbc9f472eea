"""Many dossiers checked side by side, each on its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path

from cradlegate.compose.dossiers import ask_for_destination, ask_with, verify_at
from cradlegate.compose.executors import open_executor
from cradlegate.compose.gate import Believed
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.dossier.checks.check import Check
from cradlegate.dossier.checks.questions import Questions


@dataclass(frozen=True, slots=True)
class CheckedDossier:
    """What checking one of many dossiers gave.

    Args:
        path: of its file.
        checks: every check in the order of its number; none where the file cannot be read.
        faults: why the file cannot be read; none where it was checked.
    """

    path: Path
    checks: tuple[Check, ...]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of every dossier, as another process can be handed it.

    Args:
        believed: files of the reader's own choice that tell whom to believe.
        as_of: the day for which it is asked.
        is_recomputed: whether footprint and pages are made again.
        destination: country of import, for which an opinion has to be meant; empty for none.
    """

    believed: Believed
    as_of: date
    is_recomputed: bool = False
    destination: str = ""


def draw_up_questions(asked: Asked) -> Questions:
    """Read the files that are believed, and draw up what is asked of a dossier.

    Raises:
        FaultsError: a file that cannot be read, or a destination that is no country.
    """
    believed = asked.believed
    questions = ask_with(
        believed.trust,
        asked.as_of,
        is_recomputed=asked.is_recomputed,
        registers=believed.registers,
        statuses=believed.statuses,
    )
    return ask_for_destination(questions, asked.destination)


_TOGETHER = 4
"""Dossiers that are handed to a process at once: one alone takes little longer than the handing."""
_ask = lru_cache(maxsize=1)(draw_up_questions)
"""Draws up the questions, once in every process."""


def verify_each_at(paths: Iterable[Path], asked: Asked, workers: int) -> Iterator[CheckedDossier]:
    """Check the dossiers in files, in the order of the paths.

    What one of them gives depends neither on the others nor on the number of processes, and one
    that cannot be read stops no other.

    Args:
        asked: its files are read once in every process.
        workers: processes of this machine; 1 works here.

    Raises:
        FaultsError: a trust list, register or status list that cannot be read, or a destination
            that is no country, before any dossier is looked at.
    """
    _ask.cache_clear()  # the same path may hold another list by now
    _ask(asked)
    return _verify_each(paths, asked, workers)


def _verify_each(paths: Iterable[Path], asked: Asked, workers: int) -> Iterator[CheckedDossier]:
    most = 1 if asked.is_recomputed or workers == 1 else _TOGETHER
    with open_executor(workers, "") as executor:
        for some in executor.run(_verify_some, _cut(paths, most, asked)):
            yield from some


def _cut(
    paths: Iterable[Path], most: int, asked: Asked
) -> Iterator[tuple[tuple[Path, ...], Asked]]:
    rest = iter(paths)
    while some := tuple(islice(rest, most)):
        yield some, asked


def _verify_some(piece: tuple[tuple[Path, ...], Asked]) -> tuple[CheckedDossier, ...]:
    paths, asked = piece
    return tuple(_verify_one(path, asked) for path in paths)


def _verify_one(path: Path, asked: Asked) -> CheckedDossier:
    try:
        return CheckedDossier(path, verify_at(path, _ask(asked)).checks)
    except FaultsError as error:
        return CheckedDossier(path, (), error.faults)
