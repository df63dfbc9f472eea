"""Tables that a command names: a file without a word in it is a slip, and not an empty table."""

from collections.abc import Mapping
from pathlib import Path

from cradlegate.border.faults import NOTHING_IN_FILE
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.store.case_source import load_case_files, load_table


def load_named_tables(path: Path, file: str) -> Mapping[str, bytes]:
    """Load one CSV table, or the tables of a workbook, zip or folder.

    Args:
        file: what the CSV table is called among the tables.

    Raises:
        FaultsError: nothing to read, or a file without anything in it (BD-232).
    """
    if path.suffix.lower() != ".csv":
        return load_case_files(path)
    files = load_table(path, file)
    for data in files.values():
        refuse_nothing(data, path)
    return files


def refuse_nothing(data: bytes, path: Path) -> None:
    """Refuse a file without anything in it.

    Raises:
        FaultsError: it holds blanks at most (BD-232).
    """
    if not data.strip():
        raise FaultsError([Fault(NOTHING_IN_FILE, f"{len(data)} bytes", Place(path.name))])
