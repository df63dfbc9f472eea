"""Lines of a bill that are committed to: hidden now, and one by one to be opened later.

A declaration carries the root of a tree over one commitment a line.  Nobody reads a line out of it,
and the maker cannot show another line in its place.

Source: RFC 6962, 2.1, for the tree; RFC 2104 for the salts; RFC 8785 for the bytes of a line.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.core.canonical import canonical_bytes
from cradlegate.core.fault import Fault, FaultKind, FaultsError
from cradlegate.product.bill import BomLine
from cradlegate.trust.log.tree import (
    compute_root,
    hash_children,
    hash_leaf,
    is_included,
    prove_inclusion,
)

ALGORITHM = "cradlegate-lines-1"
"""HMAC-SHA-256 salts of 32 bytes, SHA-256 commitments, RFC 6962 tree in the order of the bill."""

SALT_BYTES = SECRET_BYTES = 32
_LABEL = b"cradlegate-lines-1 salt\0"
_APART = frozenset({"place"})

NO_LINES = FaultKind(
    "DC-120",
    "a bill without lines to commit to",
    "A declaration commits to the lines of a bill of materials.",
    "Declare without --commit-lines.",
)


@dataclass(frozen=True, slots=True)
class CommittedLines:
    """What a declaration says of lines that it commits to.

    Args:
        algorithm: the name of the way in which it is done.
        count: of the lines.
        root: of the tree over their commitments, 64 hexadecimal digits.
    """

    algorithm: str
    count: int
    root: str


@dataclass(frozen=True, slots=True)
class CommittedLine:
    """One line with all that leads from it to a root.

    Args:
        cells: of the line, by name; `line_id` among them.
        salt: 32 bytes.
        position: of the line in the bill, from 0.
        path: the hashes by which its commitment leads to the root.
    """

    cells: Mapping[str, str]
    salt: bytes
    position: int
    path: tuple[bytes, ...]


def write_cells(line: BomLine) -> dict[str, str]:
    """Write the cells of a line as they were read: units converted and defaults filled in.

    What is unknown or empty is left out, so that a column added later changes no commitment.
    """
    cells = ((one.name, getattr(line, one.name)) for one in fields(line) if one.name not in _APART)
    written = ((name, _write_cell(value)) for name, value in cells if value is not Blank.UNKNOWN)
    return {name: text for name, text in written if text}


def derive_salt(secret: bytes, cells: Mapping[str, str]) -> bytes:
    """Derive the salt of a line: the same for the same line, another for any other line.

    A line that is changed gets another salt, so that a line once opened tells nothing of its
    successor.

    Args:
        secret: of the case, 32 bytes out of a good source of randomness.
        cells: of the line, its id among them.
    """
    return hmac.digest(secret, _LABEL + canonical_bytes(cells), "sha256")


def commit_cells(cells: Mapping[str, str], salt: bytes) -> bytes:
    """Give the commitment of a line, 32 bytes: SHA-256 of its salt and its canonical bytes."""
    return hashlib.sha256(salt + canonical_bytes(cells)).digest()


def list_commitments(bom: Sequence[BomLine], secret: bytes) -> tuple[bytes, ...]:
    """List the commitments of the lines of a bill, in its order."""
    every = map(write_cells, bom)
    return tuple(commit_cells(cells, derive_salt(secret, cells)) for cells in every)


def commit_lines(bom: Sequence[BomLine], secret: bytes) -> CommittedLines:
    """Commit to every line of a bill.

    Raises:
        FaultsError: a bill without lines (DC-120).
    """
    if not bom:
        raise FaultsError([Fault(NO_LINES, "the bill of materials has no line")])
    return sum_up(list_commitments(bom, secret))


def sum_up(commitments: Sequence[bytes]) -> CommittedLines:
    """Give what a declaration says of lines with these commitments."""
    root = compute_root(len(commitments), _Tree(commitments).node)
    return CommittedLines(ALGORITHM, len(commitments), root.hex())


def open_line(bom: Sequence[BomLine], line_id: str, secret: bytes) -> CommittedLine:
    """Open the line of an id.

    Raises:
        KeyError: no line has the id.
    """
    positions = {line.line_id: position for position, line in enumerate(bom)}
    position = positions[line_id]
    tree = _Tree(list_commitments(bom, secret))
    cells = write_cells(bom[position])
    path = prove_inclusion(position, len(bom), tree.node)
    return CommittedLine(cells, derive_salt(secret, cells), position, path)


def is_committed(line: CommittedLine, lines: CommittedLines) -> bool:
    """Tell whether a line is the one that was committed to at its position."""
    if lines.algorithm != ALGORITHM or len(line.salt) != SALT_BYTES:
        return False
    try:
        root = bytes.fromhex(lines.root)
    except ValueError:
        return False
    leaf = hash_leaf(commit_cells(line.cells, line.salt))
    return is_included(leaf, line.position, lines.count, line.path, root)


class _Tree:
    """The complete subtrees over commitments, level by level, each hashed once."""

    def __init__(self, commitments: Sequence[bytes]) -> None:
        self._levels = [[hash_leaf(each) for each in commitments]]
        while len(below := self._levels[-1]) > 1:
            pairs = zip(below[::2], below[1::2], strict=False)
            self._levels.append([hash_children(left, right) for left, right in pairs])

    def node(self, level: int, index: int) -> bytes:
        """Look up the hash of a complete subtree."""
        return self._levels[level][index]


def _write_cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, Decimal):
        text: str = canonical_bytes(value).decode()
        return text.strip('"')
    return str(value)
