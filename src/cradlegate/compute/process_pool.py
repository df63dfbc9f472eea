"""Running tasks in other processes of this machine."""

from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any, Self, TypeVar

from cradlegate.compute.faults import PIECE_LOST
from cradlegate.compute.worker import Answer, Work, Worker
from cradlegate.core.fault import Fault, FaultsError

Piece = TypeVar("Piece")
Result = TypeVar("Result")
WAITING_PER_WORKER = 4
"""Pieces begun ahead of the one whose turn it is, so that no worker waits and no memory fills."""
MOST_LOSSES = 3
"""How often a piece runs again because its worker went away."""


class ProcessPool:
    """Runs pieces side by side; a context manager, since processes have to end.

    Every worker has a pipe of its own.  One that is killed costs the piece it had: another takes
    its place and runs that piece again; all other results and workers stay.

    Args:
        workers: how many processes.
    """

    def __init__(self, workers: int) -> None:
        self._count = workers
        self._workers: list[Worker] = []

    def __enter__(self) -> Self:
        """Give the pool; workers start with the first pieces."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the workers, in the middle of a piece too."""
        while self._workers:
            self._workers.pop().end()

    def run(self, task: Callable[[Piece], Result], pieces: Iterable[Piece]) -> Iterator[Result]:
        """Give the results in the order of the pieces.

        Raises:
            FaultsError: a piece whose worker went away again and again (ST-020).
        """
        todo = _ToDo(pieces, WAITING_PER_WORKER * self._count)
        try:
            while True:
                self._hand_out(task, todo)
                if todo.has_turn:
                    yield todo.take_turn()
                elif self._busy:
                    self._collect(todo)
                else:
                    return
        finally:
            for worker in self._busy:
                self._drop(worker)

    @property
    def _busy(self) -> list[Worker]:
        return [worker for worker in self._workers if worker.work is not None]

    def _hand_out(self, task: Callable[[Any], Any], todo: "_ToDo") -> None:
        """Give every free worker a piece, as long as there are any."""
        while len(self._busy) < self._count and (work := todo.next_work()):
            worker = self._find_free()
            try:
                worker.hand_over(task, work)
            except OSError:
                self._lose(worker, todo)

    def _find_free(self) -> Worker:
        for worker in self._workers:
            if worker.work is None:
                return worker
        self._workers.append(Worker())
        return self._workers[-1]

    def _collect(self, todo: "_ToDo") -> None:
        """Wait until a worker has an answer, or is gone."""
        ready = wait([worker.pipe for worker in self._busy])
        for worker in self._busy:
            if worker.pipe in ready and (work := worker.work):
                try:
                    todo.note(work, worker.take_answer())
                except (OSError, EOFError):
                    self._lose(worker, todo)

    def _lose(self, worker: Worker, todo: "_ToDo") -> None:
        work = worker.work
        self._drop(worker)
        if work:
            todo.run_again(work)

    def _drop(self, worker: Worker) -> None:
        self._workers.remove(worker)
        worker.end()


class _ToDo:
    """The pieces of one run: which are to begin, what came of them, whose turn it is.

    Args:
        ahead: how many may be begun from the one whose turn it is.
    """

    def __init__(self, pieces: Iterable[Any], ahead: int) -> None:
        self._pieces = iter(pieces)
        self._ahead = ahead
        self._again: list[Work] = []
        self._answers: dict[int, Answer] = {}
        self._begun = 0
        self._turn = 0

    def next_work(self) -> Work | None:
        """Give a piece to begin: first those whose worker is gone."""
        if self._again:
            return self._again.pop()
        if self._begun - self._turn < self._ahead:
            for piece in self._pieces:
                self._begun += 1
                return Work(self._begun - 1, piece)
        return None

    def note(self, work: Work, answer: Answer) -> None:
        self._answers[work.number] = answer

    def run_again(self, work: Work) -> None:
        if work.losses == MOST_LOSSES:
            found = f"piece {work.number + 1} lost its worker {work.losses + 1} times"
            raise FaultsError([Fault(PIECE_LOST, found)])
        self._again.append(work._replace(losses=work.losses + 1))

    @property
    def has_turn(self) -> bool:
        return self._turn in self._answers

    def take_turn(self) -> Any:  # noqa: ANN401 - what the task gives
        answer = self._answers.pop(self._turn)
        self._turn += 1
        if not answer.is_result:
            raise answer.value
        return answer.value
