"""Many dossiers checked side by side, each on its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from cradlegate import __version__
from cradlegate.compose.dossiers import verify_at
from cradlegate.compose.executors import open_executor
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.dossier.archive import LARGEST_ARCHIVE_BYTES
from cradlegate.dossier.checks.check import Check
from cradlegate.dossier.checks.questions import Questions
from cradlegate.reports.renderings import draw_page
from cradlegate.store.single_file import read_single_file
from cradlegate.verification.trust_lists.trust_list import read_trust_list


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
class _Asked:
    """What is asked of every dossier, as another process can be handed it."""

    trust_list: bytes | None
    trust_name: str
    as_of: date
    is_recomputed: bool


def verify_each_at(
    paths: Iterable[Path], trust: Path | None, as_of: date, workers: int, *, is_recomputed: bool
) -> Iterator[CheckedDossier]:
    """Check the dossiers in files, in the order of the paths.

    What one of them gives depends neither on the others nor on the number of processes, and one
    that cannot be read stops no other.

    Args:
        trust: the reader's trust list, read once for all.
        workers: processes of this machine; 1 works here.

    Raises:
        FaultsError: a trust list that cannot be read, before any dossier is looked at.
    """
    trust_list = read_single_file(trust, LARGEST_ARCHIVE_BYTES).data if trust else None
    asked = _Asked(trust_list, trust.name if trust else "", as_of, is_recomputed)
    _ask(asked)
    return _verify_each(paths, asked, workers)


def _verify_each(paths: Iterable[Path], asked: _Asked, workers: int) -> Iterator[CheckedDossier]:
    with open_executor(workers, "") as executor:
        yield from executor.run(_verify_one, ((path, asked) for path in paths))


def _verify_one(piece: tuple[Path, _Asked]) -> CheckedDossier:
    path, asked = piece
    try:
        return CheckedDossier(path, verify_at(path, _ask(asked)).checks)
    except FaultsError as error:
        return CheckedDossier(path, (), error.faults)


@lru_cache(maxsize=1)
def _ask(asked: _Asked) -> Questions:
    """Draw up the questions, once in every process."""
    data = asked.trust_list
    trust_list = None if data is None else read_trust_list(data, asked.trust_name)
    return Questions(asked.as_of, trust_list, asked.is_recomputed, __version__, draw_page)
