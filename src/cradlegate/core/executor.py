"""Where tasks run: here, or in other processes."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")


class Executor(Protocol):
    """Runs one task on many pieces of work.

    Pieces do not know of one another, and a task gives the same result wherever it runs.
    """

    def run(self, task: Callable[[Piece], Result], pieces: Iterable[Piece]) -> Iterator[Result]:
        """Give the results in the order of the pieces.

        What the task raises is raised when its result is taken; nothing runs on after that.

        Args:
            task: a function of a module, so that another process can find it.
            pieces: each with everything that the task needs.
        """
        ...
