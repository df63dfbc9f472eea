"""Results that are kept in a folder, so that a run that was stopped goes on."""

import hashlib
import secrets
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

from cradlegate.compute.content import digest_content
from cradlegate.compute.faults import KEPT_UNUSABLE, NOT_KEPT
from cradlegate.core.executor import Executor
from cradlegate.core.fault import Fault, FaultsError, Place

Piece = TypeVar("Piece")
Result = TypeVar("Result")
FORM = "cradlegate-result-1"
SUFFIX = ".result"


class KeptResults(Generic[Piece, Result]):
    """A folder with a file for every result; its name is the digest of task, piece and engine.

    A file begins with a line of its form, its own name and the digest of what follows.  One that
    does not hold together is reported and worked out again.  Nothing in it is ever run.

    Args:
        folder: is made if it is missing.
        engine: versions that the figures hang on.
        write: gives the bytes of a result.
        read: gives the result of a piece from bytes; ValueError if they are not of that piece.
    """

    def __init__(
        self,
        folder: Path,
        engine: str,
        write: Callable[[Result], bytes],
        read: Callable[[Piece, bytes], Result],
    ) -> None:
        self._folder, self._engine = folder, engine
        self._write, self._read = write, read
        self._unusable: list[str] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._refuse(error) from None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Name the files that could not be used, of many the first (ST-022)."""
        if not self._unusable:
            return ()
        found = f"{len(self._unusable):,} kept results could not be used, such as this one"
        return (Fault(KEPT_UNUSABLE, found, Place(str(self._folder / self._unusable[0]))),)

    def run(
        self,
        executor: Executor,
        task: Callable[[Piece], Result],
        pieces: Iterable[Piece],
    ) -> Iterator[Result]:
        """Give the results in the order of the pieces; run those that are not kept, and keep them.

        Raises:
            FaultsError: a folder that cannot be written (ST-023), and what the executor raises.
        """
        waiting: deque[tuple[str, list[Result]]] = deque()

        def list_missing() -> Iterator[Piece]:
            for piece in pieces:
                name = self._name(task, piece)
                found = self._find(name, piece)
                waiting.append((name, found))
                if not found:
                    yield piece

        for result in executor.run(task, list_missing()):
            while waiting[0][1]:
                yield waiting.popleft()[1][0]
            self._keep(waiting.popleft()[0], result)
            yield result
        for _, found in waiting:
            yield found[0]

    def _name(self, task: Callable[[Piece], Result], piece: Piece) -> str:
        named = f"{task.__module__}.{task.__qualname__}"
        return digest_content(named, self._engine, piece) + SUFFIX

    def _find(self, name: str, piece: Piece) -> list[Result]:
        """Give the kept result, or nothing."""
        try:
            data = (self._folder / name).read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise self._refuse(error) from None
        head, _, body = data.partition(b"\n")
        with suppress(ValueError):
            if head == _write_head(name, body):
                return [self._read(piece, body)]
        self._unusable.append(name)
        return []

    def _keep(self, name: str, result: Result) -> None:
        """Write beside its place first; a file that is cut off later shows by its digest."""
        body = self._write(result)
        beside = self._folder / f".{name}.{secrets.token_hex(4)}.partial"
        try:
            beside.write_bytes(_write_head(name, body) + b"\n" + body)
            beside.replace(self._folder / name)
        except OSError as error:
            raise self._refuse(error) from None
        finally:
            beside.unlink(missing_ok=True)

    def _refuse(self, error: OSError) -> FaultsError:
        found = f"{self._folder}: {error.strerror}"
        return FaultsError([Fault(NOT_KEPT, found, Place(str(self._folder)))])


def _write_head(name: str, body: bytes) -> bytes:
    return f"{FORM} {name} {hashlib.sha256(body).hexdigest()}".encode()
