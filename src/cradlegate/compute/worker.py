"""One process of this machine that works for us."""

import pickle
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

LEAVING_SECONDS = 5.0
CONTEXT = get_context("spawn")
"""Workers are started anew rather than forked: the libraries beneath have threads of their own."""


class Work(NamedTuple):
    """A piece of work.

    Args:
        number: its place among the pieces, from 0.
        losses: how many workers went away with it.
    """

    number: int
    piece: Any
    losses: int = 0


class Answer(NamedTuple):
    """What came of a piece: its result, or what the task raised."""

    is_result: bool
    value: Any


class Worker:
    """A process that takes one piece at a time, over a pipe of its own.

    It leaves when the other end of the pipe is closed, so it does not outlive who started it.
    """

    def __init__(self) -> None:
        self.pipe, theirs = CONTEXT.Pipe()
        self.work: Work | None = None
        self._process = CONTEXT.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def hand_over(self, task: Callable[[Any], Any], work: Work) -> None:
        """Give it a piece.

        Raises:
            OSError: the worker is gone; it still counts as having the piece.
        """
        data = pickle.dumps((task, work.piece))
        self.work = work
        self.pipe.send_bytes(data)

    def take_answer(self) -> Answer:
        """Wait for what came of its piece.

        Raises:
            OSError, EOFError: the worker is gone.
        """
        data = self.pipe.recv_bytes()
        self.work = None
        answer: Answer = pickle.loads(data)  # noqa: S301 - from our own process, over our own pipe
        return answer

    def end(self) -> None:
        """End the process: at once if it is at work, otherwise it leaves by itself."""
        self.pipe.close()
        if self.work is not None:
            self._process.kill()
        self._process.join(LEAVING_SECONDS)
        self._process.kill()
        self._process.join()
        self._process.close()


def serve(pipe: Connection) -> None:
    """Work off pieces until the pipe is closed; who started it answers to the keyboard."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        while True:
            pipe.send_bytes(answer_piece(pipe.recv_bytes()))


def answer_piece(data: bytes) -> bytes:
    """Run a task on a piece, and give what came of it."""
    try:
        task, piece = pickle.loads(data)  # noqa: S301 - from who started us, over its own pipe
        return pickle.dumps(Answer(True, task(piece)))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the result is taken
        error.add_note(traceback.format_exc())
        return _pickle_error(error)


def _pickle_error(error: Exception) -> bytes:
    try:
        data = pickle.dumps(Answer(False, error))
        pickle.loads(data)  # noqa: S301 - what was just written
    except Exception:  # noqa: BLE001 - an error may refuse to travel in any way
        return pickle.dumps(Answer(False, RuntimeError(f"{type(error).__name__}: {error}")))
    return data
