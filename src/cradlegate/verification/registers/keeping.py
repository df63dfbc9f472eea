"""Keeping snapshots of registers: how they are named, and how a change in them shows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cradlegate.core.canonical import digest_bytes
from cradlegate.core.fault import Fault, Place
from cradlegate.verification.faults import ALTERED_COPY, OTHER_COPY
from cradlegate.verification.registers.register import RegisterSnapshot

SUMS = ".sha256"
"""What the name of a list of digests ends in; `sha256sum --check` reads it."""

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def name_kept(snapshot: RegisterSnapshot) -> str:
    """Give the name under which a snapshot is kept: its register and its day."""
    return f"{name_register(snapshot.register_id)}-{snapshot.as_of}"


def name_register(register_id: str) -> str:
    """Spell the id of a register so that it can be part of a name of a folder."""
    return _UNSAFE.sub("_", register_id).strip("._-") or "register"


def is_same_state(one: RegisterSnapshot, other: RegisterSnapshot) -> bool:
    """Tell whether two snapshots say the same, wherever and whenever they were fetched."""
    fetched_alike = replace(one, retrieved_at=other.retrieved_at, source=other.source)
    return fetched_alike.digest == other.digest


def find_conflicts(
    snapshot: RegisterSnapshot, kept: Iterable[RegisterSnapshot], name: str
) -> Iterator[Fault]:
    """Find kept snapshots of the same day or edition that say something else.

    Args:
        snapshot: the one that comes in.
        kept: those that are kept, of any register.
        name: what the new one is called, for faults.
    """
    for each in kept:
        if each.register_id != snapshot.register_id or is_same_state(each, snapshot):
            continue
        is_same_edition = snapshot.edition and each.edition == snapshot.edition
        if each.as_of == snapshot.as_of or is_same_edition:
            found = f"{each.name} is kept with the digest {each.digest}; this is {snapshot.digest}"
            yield Fault(OTHER_COPY, found, Place(name))


def write_sums(files: Mapping[str, bytes], name: str) -> bytes:
    """Write the digests of files that are kept in a folder of a name."""
    lines = (f"{_hexadecimal(data)}  {name}/{path}\n" for path, data in sorted(files.items()))
    return "".join(lines).encode()


def find_altered(files: Mapping[str, bytes], sums: bytes, name: str) -> Iterator[Fault]:
    """Find files that are not as they were when they were imported.

    Args:
        files: of the folder as they are now, by path.
        sums: as `write_sums` wrote them.
        name: of the folder.
    """
    written, now = _read_sums(sums), _read_sums(write_sums(files, name))
    for path in sorted(written.keys() | now.keys()):
        if written.get(path) != now.get(path):
            found = f"{path} is not as it was when it was imported"
            yield Fault(ALTERED_COPY, found, Place(path))


def _read_sums(sums: bytes) -> dict[str, str]:
    pairs = (line.partition("  ") for line in sums.decode("utf-8", "replace").splitlines())
    return {path: sum_ for sum_, _, path in pairs}


def _hexadecimal(data: bytes) -> str:
    return digest_bytes(data).removeprefix("sha256:")
