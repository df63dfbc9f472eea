"""Scored databases in a workspace: a folder for each, named by the digest of its content."""

from collections.abc import Mapping
from pathlib import Path

from cradlegate.store.atomic import write_files
from cradlegate.store.single_file import read_single_file

FOLDER = "backgrounds"
_LARGEST_INDEX = 200_000_000


def save_background(workspace: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """Save a scored database; one that is there already stays as it is.

    Args:
        name: digest of its content.

    Raises:
        FaultsError: a disk that does not take the files; nothing is changed then.
    """
    folder = workspace / FOLDER / name.removeprefix("sha256:")
    if not folder.is_dir():
        write_files(folder, files, force=False)
    return folder


def list_indexes(workspace: Path, index: str) -> tuple[bytes, ...]:
    """Give the indexes of all scored databases, by the name of their folder.

    Args:
        index: name of the file.

    Raises:
        FaultsError: an index that cannot be read.
    """
    paths = sorted((workspace / FOLDER).glob(f"*/{index}"))
    return tuple(read_single_file(path, _LARGEST_INDEX).data for path in paths)
