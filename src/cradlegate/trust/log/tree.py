"""The Merkle tree of a log: roots, and proofs that a leaf is in it or that it only grew.

Source: RFC 6962, 2.1; RFC 9162, 2.1.3 and 2.1.4, whose steps the checks follow.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

HASH_BYTES = 32
MOST_HASHES = 64
"""In the path of a leaf, more than any log that can be written has; in a proof of growth twice."""

Node: TypeAlias = Callable[[int, int], bytes]
"""Looks up the hash of the complete subtree of 2^level leaves that begins at index · 2^level."""

EMPTY_ROOT = hashlib.sha256(b"").digest()


def hash_leaf(data: bytes) -> bytes:
    """Give the hash of a leaf, 32 bytes, which no inner node can have."""
    return hashlib.sha256(b"\x00" + data).digest()


def hash_children(left: bytes, right: bytes) -> bytes:
    """Give the hash of an inner node, 32 bytes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def complete_nodes(index: int, leaf: bytes, node: Node) -> Iterator[tuple[int, int, bytes]]:
    """List the subtrees that a new leaf completes, itself first: level, index and hash.

    Args:
        index: of the leaf, from 0; all before it are in the tree.
        leaf: its hash.
    """
    level = 0
    yield level, index, leaf
    while index % 2:
        leaf = hash_children(node(level, index - 1), leaf)
        level, index = level + 1, index // 2
        yield level, index, leaf


def compute_root(size: int, node: Node) -> bytes:
    """Compute the root of the first `size` leaves, 32 bytes.

    Source: RFC 6962, 2.1.
    """
    return _hash_range(0, size, node) if size else EMPTY_ROOT


def prove_inclusion(index: int, size: int, node: Node) -> tuple[bytes, ...]:
    """Give the hashes by which a leaf leads to the root of the first `size` leaves.

    Raises:
        ValueError: an index outside the tree.

    Source: RFC 6962, 2.1.1.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    return tuple(_walk_path(index, 0, size, node))


def prove_consistency(old: int, new: int, node: Node) -> tuple[bytes, ...]:
    """Give the hashes by which a tree of `old` leaves is seen to be the beginning of one of `new`.

    Raises:
        ValueError: no such pair of trees.

    Source: RFC 6962, 2.1.2.
    """
    if not 0 < old <= new:
        raise ValueError(f"no tree of {old} leaves begins one of {new}")
    return tuple(_walk_growth(old, 0, new, node, is_known=True))


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Tell whether a path leads from the hash of a leaf at its index to a root; never raises.

    Source: RFC 9162, 2.1.3.2.
    """
    if not 0 <= index < size or not _are_hashes(leaf, root, *proof):
        return False
    place, last, reached = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place % 2 or place == last:
            reached = hash_children(sibling, reached)
            place, last = _skip_lonely(place, last)
        else:
            reached = hash_children(reached, sibling)
        place, last = place // 2, last // 2
    return last == 0 and reached == root


def is_consistent(
    old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> bool:
    """Tell whether hashes show that a tree is the beginning of another; never raises.

    A tree without leaves proves nothing about what came after, so it is the beginning of none.

    Source: RFC 9162, 2.1.4.2.
    """
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    if not _are_hashes(old_root, new_root, *proof):
        return False
    path = (old_root, *proof) if _is_power_of_two(old) else tuple(proof)
    return bool(path) and _climb_both(old, new, path, (old_root, new_root))


def _climb_both(old: int, new: int, path: tuple[bytes, ...], roots: tuple[bytes, bytes]) -> bool:
    place, last = _skip_right(old - 1, new - 1)
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place % 2 or place == last:
            first, second = hash_children(sibling, first), hash_children(sibling, second)
            place, last = _skip_lonely(place, last)
        else:
            second = hash_children(second, sibling)
        place, last = place // 2, last // 2
    return last == 0 and (first, second) == roots


def _skip_lonely(place: int, last: int) -> tuple[int, int]:
    """Go up through levels on which the node has no sibling, being the last of an odd number."""
    while place % 2 == 0 and place:
        place, last = place // 2, last // 2
    return place, last


def _skip_right(place: int, last: int) -> tuple[int, int]:
    """Go up to the largest complete subtree that ends at a leaf."""
    while place % 2:
        place, last = place // 2, last // 2
    return place, last


def _walk_path(index: int, begin: int, end: int, node: Node) -> Iterator[bytes]:
    if end - begin == 1:
        return
    middle = begin + _largest_power_below(end - begin)
    if index < middle:
        yield from _walk_path(index, begin, middle, node)
        yield _hash_range(middle, end, node)
    else:
        yield from _walk_path(index, middle, end, node)
        yield _hash_range(begin, middle, node)


def _walk_growth(old: int, begin: int, end: int, node: Node, *, is_known: bool) -> Iterator[bytes]:
    if old == end:
        if not is_known:
            yield _hash_range(begin, end, node)
        return
    middle = begin + _largest_power_below(end - begin)
    if old <= middle:
        yield from _walk_growth(old, begin, middle, node, is_known=is_known)
        yield _hash_range(middle, end, node)
    else:
        yield from _walk_growth(old, middle, end, node, is_known=False)
        yield _hash_range(begin, middle, node)


def _hash_range(begin: int, end: int, node: Node) -> bytes:
    """Hash the leaves of a range that begins where a subtree of its size may."""
    size = end - begin
    if _is_power_of_two(size):
        level = size.bit_length() - 1
        return node(level, begin >> level)
    middle = begin + _largest_power_below(size)
    return hash_children(_hash_range(begin, middle, node), _hash_range(middle, end, node))


def _largest_power_below(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


def _is_power_of_two(size: int) -> bool:
    return size & (size - 1) == 0


def _are_hashes(*hashes: bytes) -> bool:
    return len(hashes) <= 2 * MOST_HASHES and all(len(each) == HASH_BYTES for each in hashes)
