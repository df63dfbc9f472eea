"""Progress on stderr, at a terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tell = Callable[[int, int], None]


@contextmanager
def show_progress(what: str) -> Iterator[Tell]:
    """Give what is told how many pieces are done and how many there are, and draws it."""
    if not sys.stderr.isatty():
        yield lambda _done, _count: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task(what, total=None)
        yield lambda done, count: progress.update(bar, completed=done, total=count)
