"""Checking a whole log from the bytes of its leaves, believing nothing that it says of itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.trust.keys import PublicKey
from cradlegate.trust.log.checkpoint import SignedCheckpoint, judge_checkpoint, read_checkpoint
from cradlegate.trust.log.leaf import LeafError, read_leaf
from cradlegate.trust.log.note import NoteError, NoteKey
from cradlegate.trust.log.tree import complete_nodes, compute_root, hash_leaf


@dataclass(frozen=True, slots=True)
class Audited:
    """Something that was checked, and what was found."""

    what: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Remembered:
    """A checkpoint that somebody kept, wherever it comes from.

    Args:
        name: where it stood.
        data: the signed note.
    """

    name: str
    data: bytes


def audit_log(
    leaves: Iterable[bytes],
    nodes: Iterable[tuple[int, int, bytes]],
    remembered: Sequence[Remembered],
    key: PublicKey | None,
    origin: str = "",
) -> tuple[Audited, ...]:
    """Audit a log: every leaf, every stored hash, every checkpoint that anybody kept.

    A log that left out or changed a leaf, or that showed somebody another history, cannot have
    the root of a checkpoint from before.

    Args:
        leaves: their bytes in order.
        nodes: the hashes that the log serves proofs from: level, index and hash.
        remembered: checkpoints of the log itself and of its readers.
        key: of the log, known to the reader by another way; None leaves open who signed.
        origin: the name of the log; that of the first checkpoint where it is empty.
    """
    read = {item.name: _try_read(item) for item in remembered}
    signed = {name: each for name, each in read.items() if isinstance(each, SignedCheckpoint)}
    whole = _recompute(leaves)
    first = next((each.checkpoint.origin for each in signed.values()), "")
    audited = [Audited("leaves", whole.finding), Audited("stored hashes", _compare(nodes, whole))]
    for name, each in read.items():
        finding = each if isinstance(each, Finding) else _judge(each, whole, key, origin or first)
        audited.append(Audited(name, finding))
    return tuple(audited)


@dataclass(frozen=True, slots=True)
class _Recomputed:
    """What the leaves give.

    Args:
        size: number of leaves.
        nodes: level and index → hash.
    """

    size: int
    nodes: Mapping[tuple[int, int], bytes]
    finding: Finding

    def compute_root(self, size: int) -> bytes:
        """Compute the root of the first leaves."""
        return compute_root(size, lambda level, place: self.nodes[level, place])


def _recompute(leaves: Iterable[bytes]) -> _Recomputed:
    nodes: dict[tuple[int, int], bytes] = {}
    faulty, size = [], 0

    def look_up(level: int, place: int) -> bytes:
        return nodes[level, place]

    for index, data in enumerate(leaves):
        size = index + 1
        try:
            read_leaf(data)
        except LeafError as error:
            faulty.append(f"leaf {index}: {error}")
        for level, place, value in complete_nodes(index, hash_leaf(data), look_up):
            nodes[level, place] = value
    if faulty:
        found = f"{faulty[0]}; {len(faulty)} of {size} are no leaves"
        return _Recomputed(size, nodes, Finding(Outcome.NOT_MET, found))
    return _Recomputed(size, nodes, Finding(Outcome.MET, f"{size} leaves"))


def _compare(nodes: Iterable[tuple[int, int, bytes]], whole: _Recomputed) -> Finding:
    count = 0
    for level, place, value in nodes:
        count += 1
        if whole.nodes.get((level, place)) != value:
            found = f"the hash of level {level}, index {place} is not that of the leaves"
            return Finding(Outcome.NOT_MET, found)
    if count != len(whole.nodes):
        return Finding(Outcome.NOT_MET, f"{count} hashes are stored, {len(whole.nodes)} belong")
    return Finding(Outcome.MET, f"{count} hashes are those of the leaves")


def _try_read(item: Remembered) -> SignedCheckpoint | Finding:
    try:
        return read_checkpoint(item.data)
    except NoteError as error:
        return Finding(Outcome.NOT_MET, f"no checkpoint: {error}")


def _judge(
    signed: SignedCheckpoint, whole: _Recomputed, key: PublicKey | None, origin: str
) -> Finding:
    checkpoint = signed.checkpoint
    if checkpoint.origin != origin:
        found = f"a checkpoint of the log {checkpoint.origin}, not of {origin}"
        return Finding(Outcome.NOT_MET, found)
    if checkpoint.size > whole.size:
        found = f"it knows {checkpoint.size} leaves, the log has {whole.size}: some were taken away"
        return Finding(Outcome.NOT_MET, found)
    if whole.compute_root(checkpoint.size) != checkpoint.root:
        found = f"the first {checkpoint.size} leaves have another root than the one signed"
        return Finding(Outcome.NOT_MET, found)
    return _judge_signature(signed, key)


def _judge_signature(signed: SignedCheckpoint, key: PublicKey | None) -> Finding:
    checkpoint = signed.checkpoint
    holds = f"the first {checkpoint.size} leaves have its root"
    if key is None:
        return Finding(Outcome.UNDETERMINED, f"{holds}; no key of the log was given")
    try:
        signature = judge_checkpoint(signed, NoteKey(checkpoint.origin, key))
    except NoteError as error:
        return Finding(Outcome.NOT_MET, str(error))
    return Finding(signature.outcome, f"{holds}; {signature.found}")
