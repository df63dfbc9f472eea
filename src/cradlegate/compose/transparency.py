"""The log of a workspace joined with clock, salts and files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cradlegate.compose import surroundings
from cradlegate.compose.stamping import find_stamped
from cradlegate.compose.workspace import find_workspace
from cradlegate.core.canonical import digest_bytes
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.dossier.archive import LARGEST_ARCHIVE_BYTES
from cradlegate.dossier.log_proofs import LEAF_FILE, PROOF_FILE, STAMP_FILE
from cradlegate.store.faults import NOT_LOGGED, OTHER_LOG, UNREADABLE
from cradlegate.store.key_files import KeyFile
from cradlegate.store.single_file import read_single_file
from cradlegate.store.transparency_log import Opening, TransparencyLog, open_log
from cradlegate.trust.keys import PublicKey
from cradlegate.trust.log.audit import Audited, Remembered, audit_log
from cradlegate.trust.log.checkpoint import Checkpoint, read_checkpoint, sign_checkpoint
from cradlegate.trust.log.leaf import SALT_BYTES, LeafError, LogLeaf, digest_actor, digest_detail
from cradlegate.trust.log.note import LARGEST_NOTE_BYTES, NoteError, NoteKey, judge_note
from cradlegate.trust.log.proof import write_log_proof
from cradlegate.trust.log.tree import compute_root, prove_inclusion

LOG_FILE = Path("log") / "log.sqlite"
"""Where the log lies in a workspace."""


@dataclass(frozen=True, slots=True)
class Event:
    """What is entered about some documents.

    Args:
        type: what happened, such as `declaration-signed`.
        actor: id of whoever did it.
        detail: anything else; it stays in the workspace, the log holds its salted digest.
        at: when, by the writer's clock.
    """

    type: str
    actor: str
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entered:
    """A leaf that was added, with its index and the document it is about."""

    index: int
    file: str
    leaf: LogLeaf


@dataclass(frozen=True, slots=True)
class Proven:
    """A leaf with its proof, as they are handed on.

    Args:
        stamp: over the checkpoint of the proof; None where it has none.
    """

    index: int
    leaf: bytes
    proof: bytes
    stamp: bytes | None = None

    @property
    def files(self) -> dict[str, bytes]:
        """What is handed on, by file name."""
        stamp = {} if self.stamp is None else {STAMP_FILE: self.stamp}
        return {LEAF_FILE: self.leaf, PROOF_FILE: self.proof, **stamp}


def find_log() -> Path:
    """Find the log of the workspace."""
    return find_workspace() / LOG_FILE


def append_files(path: Path, files: Sequence[Path], event: Event) -> tuple[Entered, ...]:
    """Enter documents into a log; all of them or none.

    Raises:
        FaultsError: a file that cannot be read, a type that is no word (ST-006), a broken log.
    """
    openings = [_draw_up(file, event) for file in files]
    with open_log(path, is_made=True) as log:
        places = log.append(openings)
    leaves = (opening.leaf for opening in openings)
    named = zip(places, files, leaves, strict=True)
    return tuple(Entered(place, str(file), leaf) for place, file, leaf in named)


def sign_log(path: Path, key: KeyFile, origin: str) -> tuple[Checkpoint, bytes]:
    """Sign what a log holds now, if it continues its last checkpoint.

    Args:
        origin: the name of a log that has no checkpoint yet; empty takes the id of the key's owner.

    Returns:
        The checkpoint, and the note that is handed on; the last one again where nothing was added.

    Raises:
        FaultsError: a log that is not what was signed before, another key or another name (ST-007).
    """
    with open_log(path) as log:
        last = log.last_checkpoint
        name = _demand_continued(log, last, key, origin, path) if last else origin or key.owner.id
        checkpoint = Checkpoint(name, log.size, compute_root(log.size, log.node))
        if last and read_checkpoint(last).checkpoint == checkpoint:
            return checkpoint, last
        try:
            note = sign_checkpoint(checkpoint, key.key)
        except NoteError as error:
            raise _refuse(str(error), path) from None
        log.keep_checkpoint(checkpoint.size, note)
        return checkpoint, note


def prove_file(path: Path, file: Path) -> Proven:
    """Prove that a document stands in a log, by its first leaf.

    The proof leads to the first checkpoint over the leaf that has a stamp, since an earlier time
    proves more; to the last checkpoint where none has.

    Raises:
        FaultsError: a document that is not in the log, or not under a checkpoint (ST-006).
    """
    subject = _digest_file(file)
    with open_log(path) as log:
        places, last = log.find(subject), log.last_checkpoint
        if not places:
            found = f"{file} ({subject}) is not in the log"
            raise FaultsError([Fault(NOT_LOGGED, found, Place(str(file)))])
        stamped, stamp = find_stamped(log, path, places[0])
        last = stamped or last
        size = read_checkpoint(last).checkpoint.size if last else 0
        if last is None or places[0] >= size:
            found = f"{file} is leaf {places[0]}, and the last checkpoint knows {size} leaves"
            raise FaultsError([Fault(NOT_LOGGED, found, Place(str(file)))])
        hashes = prove_inclusion(places[0], size, log.node)
        proof = write_log_proof(places[0], hashes, last)
        return Proven(places[0], log.leaf(places[0]), proof, stamp)


def audit_at(
    path: Path, checkpoints: Sequence[Path], key: PublicKey | None, origin: str
) -> tuple[Audited, ...]:
    """Audit a log from its bytes, with checkpoints that somebody kept elsewhere."""
    kept = [
        Remembered(str(file), read_single_file(file, LARGEST_NOTE_BYTES).data)
        for file in checkpoints
    ]
    with open_log(path) as log:
        own = [
            Remembered(f"checkpoint {number} of the log", note)
            for number, note in enumerate(log.checkpoints(), 1)
        ]
        return audit_log(log.leaves(), log.nodes(), [*own, *kept], key, origin)


def _draw_up(file: Path, event: Event) -> Opening:
    salt = surroundings.new_secret()[:SALT_BYTES]
    leaf = LogLeaf(
        event.type,
        _digest_file(file),
        digest_actor(event.actor),
        digest_detail(salt, event.detail),
        event.at,
    )
    try:
        leaf.data  # noqa: B018 - writing it finds what may not stand in a log
    except LeafError as error:
        raise FaultsError([Fault(NOT_LOGGED, str(error), Place(str(file)))]) from None
    return Opening(leaf, salt, event.detail)


def _digest_file(file: Path) -> str:
    data = read_single_file(file, LARGEST_ARCHIVE_BYTES).data
    if len(data) > LARGEST_ARCHIVE_BYTES:
        found = f"{file} is larger than {LARGEST_ARCHIVE_BYTES} bytes"
        raise FaultsError([Fault(UNREADABLE, found, Place(str(file)))])
    return digest_bytes(data)


def _demand_continued(
    log: TransparencyLog, last: bytes, key: KeyFile, origin: str, path: Path
) -> str:
    """Give the name of a log whose last checkpoint it continues, and which this key signed."""
    signed = read_checkpoint(last)
    before = signed.checkpoint
    if origin and origin != before.origin:
        raise _refuse(f"the log is called {before.origin}, not {origin}", path)
    if judge_note(signed.note, (NoteKey(before.origin, key.key.public),)).outcome != "met":
        raise _refuse(f"the log was signed with another key than {key.key.public.multikey}", path)
    if before.size > log.size or compute_root(before.size, log.node) != before.root:
        raise _refuse(f"its first {before.size} leaves are not those that were signed", path)
    return before.origin


def _refuse(found: str, path: Path) -> FaultsError:
    return FaultsError([Fault(OTHER_LOG, found, Place(str(path)))])
