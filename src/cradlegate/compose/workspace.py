"""The workspace: where databases, logs and registers live that belong to no case."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cradlegate.core.fault import Fault, FaultsError
from cradlegate.store.faults import NO_WORKSPACE

VARIABLE = "CRADLEGATE_HOME"


def find_workspace() -> Path:
    """Find the workspace: CRADLEGATE_HOME, else the user's data.

    It need not exist; whoever writes makes it.  `--workspace` of any command stands for
    CRADLEGATE_HOME meanwhile (`use_workspace`).

    Raises:
        FaultsError: what stands there is no folder.
    """
    folder = _name_workspace()
    if folder.exists() and not folder.is_dir():
        raise FaultsError([Fault(NO_WORKSPACE, f"{folder} is a file")])
    return folder


@contextmanager
def use_workspace(folder: Path | None) -> Iterator[None]:
    """Take a folder for the workspace meanwhile, in the processes that begin meanwhile as well.

    Args:
        folder: None leaves the workspace what it is.
    """
    if folder is None:
        yield
        return
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


def _name_workspace() -> Path:
    if home := os.environ.get(VARIABLE):
        return Path(home)
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "cradlegate"
