"""Running tasks here, one after the other."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")


class InProcess:
    """Runs every piece when its result is taken."""

    def run(self, task: Callable[[Piece], Result], pieces: Iterable[Piece]) -> Iterator[Result]:
        """Give the results in the order of the pieces."""
        return map(task, pieces)
