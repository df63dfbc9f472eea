"""An audit believes the bytes of the leaves alone, and finds every other history."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cradlegate.core.outcome import Outcome
from cradlegate.trust.keys import SigningKey
from cradlegate.trust.log.audit import Remembered, audit_log
from cradlegate.trust.log.checkpoint import Checkpoint, sign_checkpoint
from cradlegate.trust.log.leaf import LogLeaf
from cradlegate.trust.log.tree import EMPTY_ROOT, complete_nodes, compute_root, hash_leaf

KEY, OTHER = SigningKey(b"\x07" * 32), SigningKey(b"\x08" * 32)
LOG = "log.maker.example"
DIGEST = f"sha256:{'ab' * 32}"
FIRST = LogLeaf("entered", DIGEST, DIGEST, DIGEST, datetime(2026, 11, 22, tzinfo=UTC))
LEAVES = [replace(FIRST, subject=f"sha256:{place:064x}").data for place in range(7)]


def grow(leaves):
    nodes: dict[tuple[int, int], bytes] = {}
    for index, data in enumerate(leaves):
        for level, place, value in complete_nodes(
            index, hash_leaf(data), lambda level, place: nodes[level, place]
        ):
            nodes[level, place] = value
    return nodes


def list_nodes(leaves):
    return [(level, place, value) for (level, place), value in grow(leaves).items()]


def remember(leaves, size, key=KEY, origin=LOG, name="kept"):
    nodes = grow(leaves)
    root = compute_root(size, lambda level, place: nodes[level, place])
    return Remembered(name, sign_checkpoint(Checkpoint(origin, size, root), key))


def audit(leaves, *kept, key=KEY.public, origin="", nodes=None):
    stored = list_nodes(leaves) if nodes is None else nodes
    return {each.what: each.finding for each in audit_log(leaves, stored, kept, key, origin)}


def test_a_log_that_only_grew_passes_with_every_checkpoint_that_anybody_kept():
    kept = [remember(LEAVES, size, name=f"size {size}") for size in range(8)]
    found = audit(LEAVES, *kept)
    assert {each.outcome for each in found.values()} == {Outcome.MET}
    assert found["leaves"].found == "7 leaves"
    assert found["size 3"].found == f"the first 3 leaves have its root; signed by {LOG}"
    assert len(found) == 10


def test_a_log_without_leaves_has_nothing_wrong():
    found = audit([], Remembered("kept", sign_checkpoint(Checkpoint(LOG, 0, EMPTY_ROOT), KEY)))
    assert {each.outcome for each in found.values()} == {Outcome.MET}


def test_a_changed_leaf_is_found_by_any_later_checkpoint():
    kept = remember(LEAVES, 7)
    for place in range(7):
        forked = [*LEAVES[:place], LEAVES[place - 1], *LEAVES[place + 1 :]]
        finding = audit(forked, kept)["kept"]
        assert finding.outcome is Outcome.NOT_MET
        assert finding.found == "the first 7 leaves have another root than the one signed"


def test_a_log_that_lost_its_last_leaves_is_found():
    finding = audit(LEAVES[:5], remember(LEAVES, 7))["kept"]
    assert finding.outcome is Outcome.NOT_MET
    assert finding.found == "it knows 7 leaves, the log has 5: some were taken away"


def test_a_log_that_went_back_and_grew_another_way_is_found():
    back = [*LEAVES[:5], LEAVES[6], LEAVES[5], LEAVES[4]]
    assert audit(back, remember(LEAVES, 7))["kept"].outcome is Outcome.NOT_MET
    assert audit(back, remember(LEAVES, 5))["kept"].outcome is Outcome.MET


def test_a_checkpoint_of_another_log_is_named():
    found = audit(LEAVES, remember(LEAVES, 7), remember(LEAVES, 7, origin="other", name="b"))
    assert found["b"].found == f"a checkpoint of the log other, not of {LOG}"
    known = audit(LEAVES, remember(LEAVES, 7), origin="another name")["kept"]
    assert known.outcome is Outcome.NOT_MET


def test_a_checkpoint_signed_with_another_key_proves_nothing():
    finding = audit(LEAVES, remember(LEAVES, 7, key=OTHER))["kept"]
    assert finding.outcome is Outcome.UNDETERMINED
    assert "whose keys are not known here" in finding.found


def test_a_forged_signature_under_the_name_of_the_key_is_refused():
    kept = remember(LEAVES, 7)
    lines = kept.data.decode().splitlines(keepends=True)
    other = remember(LEAVES, 6).data.decode().splitlines(keepends=True)
    forged = Remembered("kept", "".join([*lines[:-1], other[-1]]).encode())
    assert audit(LEAVES, forged)["kept"].outcome is Outcome.NOT_MET


def test_without_a_key_who_signed_stays_open():
    finding = audit(LEAVES, remember(LEAVES, 7), key=None)["kept"]
    assert finding.outcome is Outcome.UNDETERMINED
    assert finding.found.endswith("no key of the log was given")


def test_bytes_that_are_no_checkpoint_are_named():
    finding = audit(LEAVES, Remembered("kept", b"nothing"))["kept"]
    assert finding.outcome is Outcome.NOT_MET
    assert finding.found.startswith("no checkpoint: ")


def test_a_name_that_no_key_can_have_is_refused():
    data = b"a b\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n"
    line = remember(LEAVES, 7).data.splitlines(keepends=True)[-1]
    finding = audit([], Remembered("kept", data + line))["kept"]
    assert finding.outcome is Outcome.NOT_MET
    assert "no name of a key" in finding.found


@pytest.mark.parametrize(
    ("nodes", "found"),
    [
        ([], "0 hashes are stored, 11 belong"),
        ([(0, 3, b"\x01" * 32)], "the hash of level 0, index 3 is not that of the leaves"),
        ([(9, 9, b"\x01" * 32)], "the hash of level 9, index 9 is not that of the leaves"),
    ],
)
def test_stored_hashes_that_the_leaves_do_not_give_are_found(nodes, found):
    finding = audit(LEAVES, nodes=nodes)["stored hashes"]
    assert finding.outcome is Outcome.NOT_MET
    assert finding.found == found


def test_bytes_that_are_no_leaf_are_counted_and_the_first_named():
    finding = audit([*LEAVES, b"{}", b"[]"])["leaves"]
    assert finding.outcome is Outcome.NOT_MET
    assert finding.found.startswith("leaf 7: a leaf has the texts")
    assert finding.found.endswith("2 of 9 are no leaves")
