"""Where the worked cases stand, and how they are read."""

from pathlib import Path

HERE = Path(__file__).parent


def read_files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
