"""Quality thresholds out of a file of the user's own."""

from pathlib import Path

from cradlegate.footprint.appraisal.quality_thresholds import (
    QualityThreshold,
    read_thresholds,
    shipped_thresholds,
)
from cradlegate.store.single_file import read_single_file

LARGEST_TABLE = 1_000_000
"""Bytes of a table of thresholds."""


def open_thresholds(path: Path | None) -> tuple[QualityThreshold, ...]:
    """Open a table of thresholds; without one, the house rules that ship.

    Raises:
        FaultsError: a file that cannot be read, or one with cells that cannot be used.
    """
    if path is None:
        return shipped_thresholds()
    return read_thresholds(read_single_file(path, LARGEST_TABLE).data, path.name)
