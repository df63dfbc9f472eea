"""What the files of a database say of the terms of its use."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

_NAMES = re.compile(r"licen[cs]e|disclaimer|notice|copying|copyright|terms", re.IGNORECASE)
_DATA = frozenset([".json", ".xml", ".spold"])


def read_licences(files: Mapping[str, bytes]) -> Mapping[str, str]:
    """Give the text of every file whose name speaks of terms of use, by path."""
    return MappingProxyType(
        {path: _decode(files[path]) for path in sorted(files) if _speaks_of_terms(path)}
    )


def _speaks_of_terms(path: str) -> bool:
    name = PurePosixPath(path).name
    return bool(_NAMES.search(name)) and PurePosixPath(name).suffix.lower() not in _DATA


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return f"no text: {len(data)} bytes that only the file itself can show"
