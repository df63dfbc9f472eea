"""Scored databases in a workspace: a folder for each, named by the digest of its content."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cradlegate.store.atomic import write_files
from cradlegate.store.single_file import read_single_file

FOLDER = "backgrounds"
_ALGORITHM = "sha256:"
_LARGEST_INDEX = 200_000_000


def save_background(workspace: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """Save a scored database; one that is there already stays as it is.

    Args:
        name: digest of its content.

    Raises:
        FaultsError: a disk that does not take the files; nothing is changed then.
    """
    folder = workspace / FOLDER / name.removeprefix(_ALGORITHM)
    if not folder.is_dir():
        write_files(folder, files, force=False)
    return folder


def read_background_file(workspace: Path, background: str, file: str) -> bytes:
    """Read one file of a scored database.

    Args:
        background: digest of its content.

    Raises:
        FaultsError: a file that cannot be read.
    """
    path = workspace / FOLDER / background.removeprefix(_ALGORITHM) / file
    return read_single_file(path, _LARGEST_INDEX).data


def map_arrays(
    workspace: Path, background: str, names: Sequence[str]
) -> dict[str, npt.NDArray[Any]]:
    """Map saved arrays of a scored database into memory; what is missing or damaged is left out.

    Args:
        background: digest of its content.
        names: of the arrays, without the ending `.npy`.
    """
    folder = workspace / FOLDER / background.removeprefix(_ALGORITHM)
    found = {}
    for name in names:
        try:
            found[name] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError):
            continue
    return found


def list_indexes(workspace: Path, index: str) -> tuple[bytes, ...]:
    """Give the indexes of all scored databases, by the name of their folder.

    Args:
        index: name of the file.

    Raises:
        FaultsError: an index that cannot be read.
    """
    paths = sorted((workspace / FOLDER).glob(f"*/{index}"))
    return tuple(read_single_file(path, _LARGEST_INDEX).data for path in paths)
