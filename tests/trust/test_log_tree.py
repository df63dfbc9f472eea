"""A tree proves what stands in it and that it only grew, and no other proof passes."""

import base64
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cradlegate.trust.log.tree import (
    EMPTY_ROOT,
    complete_nodes,
    compute_root,
    hash_children,
    hash_leaf,
    is_consistent,
    is_included,
    prove_consistency,
    prove_inclusion,
)

VECTORS = Path(__file__).parents[3] / "shared/foreign/vectors/merkle.jsonl"
LARGEST = 2**64


class Tree:
    """The nodes of a log in memory, grown leaf by leaf."""

    def __init__(self, leaves):
        self.nodes = {}
        for index, leaf in enumerate(leaves):
            for level, place, value in complete_nodes(index, hash_leaf(leaf), self.node):
                self.nodes[level, place] = value

    def node(self, level, index):
        return self.nodes[level, index]


def hash_by_definition(leaves):
    """The recursion of RFC 6962, 2.1, word by word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    left, right = hash_by_definition(leaves[:middle]), hash_by_definition(leaves[middle:])
    return hashlib.sha256(b"\x01" + left + right).digest()


LOGS = st.integers(1, 70).map(lambda size: [f"leaf {place}".encode() for place in range(size)])


def read_vectors():
    if not VECTORS.exists():
        pytest.skip("the vectors of the transparency project are not beside this repository")
    return [json.loads(line) for line in VECTORS.read_text().splitlines()]


def decode(text):
    return base64.b64decode(text) if text else b""


def test_the_published_vectors_of_both_proofs_pass():
    vectors = read_vectors()
    for vector in vectors:
        proof = [decode(each) for each in vector["proof"] or []]
        if vector["kind"] == "inclusion":
            leaf, root = decode(vector["leafHash"]), decode(vector["root"])
            holds = is_included(leaf, vector["leafIdx"], vector["treeSize"], proof, root)
        else:
            roots = decode(vector["root1"]), decode(vector["root2"])
            holds = is_consistent(vector["size1"], vector["size2"], proof, *roots)
        assert holds is not vector["wantErr"], vector["file"]
    assert len(vectors) == 196


@given(LOGS)
def test_the_root_is_that_of_the_definition(leaves):
    tree = Tree(leaves)
    for size in range(len(leaves) + 1):
        assert compute_root(size, tree.node) == hash_by_definition(leaves[:size])


def test_a_log_without_leaves_has_the_digest_of_nothing_as_root():
    assert compute_root(0, Tree([]).node) == EMPTY_ROOT == hashlib.sha256(b"").digest()


def test_the_proofs_in_the_example_of_the_standard_are_given():
    """RFC 6962, 2.1.3: seven leaves; the letters are those of its drawing, where `right` is l."""
    tree = Tree([b"d0", b"d1", b"d2", b"d3", b"d4", b"d5", b"d6"])
    a, b, c, d, e, f, j = (hash_leaf(f"d{place}".encode()) for place in range(7))
    g, h, i = hash_children(a, b), hash_children(c, d), hash_children(e, f)
    k, right = hash_children(g, h), hash_children(i, j)
    assert prove_inclusion(0, 7, tree.node) == (b, h, right)
    assert prove_inclusion(3, 7, tree.node) == (c, g, right)
    assert prove_inclusion(4, 7, tree.node) == (f, j, k)
    assert prove_inclusion(6, 7, tree.node) == (i, k)
    assert prove_consistency(3, 7, tree.node) == (c, d, g, right)
    assert prove_consistency(4, 7, tree.node) == (right,)
    assert prove_consistency(6, 7, tree.node) == (i, j, k)


@given(LOGS, st.data())
def test_every_leaf_of_every_size_is_proven_included(leaves, data):
    tree = Tree(leaves)
    size = data.draw(st.integers(1, len(leaves)))
    index = data.draw(st.integers(0, size - 1))
    proof, root = prove_inclusion(index, size, tree.node), compute_root(size, tree.node)
    assert is_included(hash_leaf(leaves[index]), index, size, proof, root)


@given(LOGS, st.data())
def test_no_other_leaf_index_size_hash_or_root_passes(leaves, data):
    tree = Tree(leaves)
    size = len(leaves)
    index = data.draw(st.integers(0, size - 1))
    leaf, proof = hash_leaf(leaves[index]), prove_inclusion(index, size, tree.node)
    root = compute_root(size, tree.node)
    other = data.draw(st.integers(0, LARGEST).filter(lambda place: place != index))
    assert not is_included(leaf, other, size, proof, root)
    assert not is_included(leaf, -1, size, proof, root)
    assert not is_included(hash_leaf(b"another"), index, size, proof, root)
    assert not is_included(leaf, index, size, proof, hash_leaf(b"another"))
    assert not is_included(leaf, index, size, (*proof, leaf), root)
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        assert not is_included(leaf, index, size, proof[:-1], root)
        changed = (*proof[:place], hash_leaf(b"another"), *proof[place + 1 :])
        assert not is_included(leaf, index, size, changed, root)
        cut = (*proof[:place], proof[place][:-1], *proof[place + 1 :])
        assert not is_included(leaf, index, size, cut, root)


@given(LOGS, st.data())
def test_every_size_is_proven_the_beginning_of_every_later_one(leaves, data):
    tree = Tree(leaves)
    new = data.draw(st.integers(1, len(leaves)))
    old = data.draw(st.integers(1, new))
    proof = prove_consistency(old, new, tree.node)
    roots = compute_root(old, tree.node), compute_root(new, tree.node)
    assert is_consistent(old, new, proof, *roots)


@given(LOGS, st.data())
def test_a_log_that_changed_an_old_leaf_is_no_continuation(leaves, data):
    old = data.draw(st.integers(1, len(leaves)))
    place = data.draw(st.integers(0, old - 1))
    before = compute_root(old, Tree(leaves).node)
    forked = Tree([*leaves[:place], b"another", *leaves[place + 1 :], b"and one more"])
    size = len(leaves) + 1
    proof, root = prove_consistency(old, size, forked.node), compute_root(size, forked.node)
    assert not is_consistent(old, size, proof, before, root)


@given(LOGS, st.data())
def test_no_other_hashes_show_growth(leaves, data):
    tree = Tree(leaves)
    size = len(leaves)
    old = data.draw(st.integers(1, size))
    proof = prove_consistency(old, size, tree.node)
    roots = compute_root(old, tree.node), compute_root(size, tree.node)
    assert not is_consistent(old, size, (*proof, roots[0]), *roots)
    assert not is_consistent(size + 1, size, proof, *roots)
    assert not is_consistent(0, size, proof, EMPTY_ROOT, roots[1])
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        changed = (*proof[:place], hash_leaf(b"another"), *proof[place + 1 :])
        assert not is_consistent(old, size, proof[:-1], *roots)
        assert not is_consistent(old, size, changed, *roots)
        assert not is_consistent(old, size, (*proof[:place], b"", *proof[place + 1 :]), *roots)


def test_a_leaf_never_passes_for_an_inner_node():
    left, right = hash_leaf(b"a"), hash_leaf(b"b")
    assert hash_leaf(left + right) != hash_children(left, right)


def test_a_proof_of_what_is_not_in_the_tree_is_refused():
    tree = Tree([b"a", b"b", b"c"])
    for index in (-1, 3):
        with pytest.raises(ValueError, match=f"no leaf {index} in a tree of 3"):
            prove_inclusion(index, 3, tree.node)
    for old in (0, 4):
        with pytest.raises(ValueError, match=f"no tree of {old} leaves begins one of 3"):
            prove_consistency(old, 3, tree.node)
