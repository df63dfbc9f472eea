"""When the collector of cyclic garbage runs."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def pause_collection() -> Iterator[None]:
    """Hold the collector of cyclic garbage while a case is read and computed.

    Lines, terms and cells hold one another in no circle, and all of them are kept; walking through
    hundreds of thousands of them again and again took a third of the time of a large parts list.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
