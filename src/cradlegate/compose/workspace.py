"""The workspace: where logs and registers live that belong to no case."""

import os
from pathlib import Path

VARIABLE = "CRADLEGATE_HOME"


def find_workspace(named: Path | None) -> Path:
    """Find the workspace: the one that is named, else CRADLEGATE_HOME, else the user's data.

    It need not exist; whoever writes makes it.
    """
    if named is not None:
        return named
    if home := os.environ.get(VARIABLE):
        return Path(home)
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "cradlegate"
