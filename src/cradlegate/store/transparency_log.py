"""The log of a workspace: one SQLite file in which leaves are added and nothing is changed."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.store.faults import BROKEN_LOG, UNREADABLE
from cradlegate.trust.log.leaf import LogLeaf
from cradlegate.trust.log.tree import complete_nodes, hash_leaf

_FORM = 1
"""Stands in the header of the file, as its user version."""
_MAGIC = b"SQLite format 3\x00"
_SECONDS_TO_WAIT = 30
_ONLY_GROWS = """
create trigger {table}_is_never_changed before update on {table}
begin select raise(abort, 'a log only grows'); end;
create trigger {table}_is_never_deleted before delete on {table}
begin select raise(abort, 'a log only grows'); end;
"""
_TABLES = """
create table leaf (
    place integer primary key, subject text not null, data blob not null,
    salt blob not null, detail text not null
) strict;
create index leaf_by_subject on leaf (subject);
create trigger leaf_follows_the_last before insert on leaf
when new.place is not (select coalesce(max(place) + 1, 0) from leaf)
begin select raise(abort, 'a leaf follows the last one'); end;
create table node (
    level integer, place integer, hash blob not null, primary key (level, place)
) strict, without rowid;
create table checkpoint (size integer primary key, note blob not null) strict;
create trigger checkpoint_follows_the_last before insert on checkpoint
when new.size <= (select max(size) from checkpoint)
begin select raise(abort, 'a checkpoint follows the last one'); end;
"""
_SCHEMA = _TABLES + "".join(
    _ONLY_GROWS.format(table=name) for name in ("leaf", "node", "checkpoint")
)


@dataclass(frozen=True, slots=True)
class Opening:
    """A leaf with what its detail stands for; the log itself holds the digest of both.

    Args:
        salt: drawn for this leaf alone.
        detail: in words; never part of the log.
    """

    leaf: LogLeaf
    salt: bytes
    detail: str


class TransparencyLog:
    """A log that is open; `open_log` opens one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @property
    def size(self) -> int:
        """Number of leaves."""
        (count,) = self._one("select coalesce(max(place) + 1, 0) from leaf")
        return int(count)

    @property
    def last_checkpoint(self) -> bytes | None:
        """The newest signed checkpoint; None before the first."""
        found = self._connection.execute(
            "select note from checkpoint order by size desc limit 1"
        ).fetchone()
        return bytes(found[0]) if found else None

    def append(self, openings: Sequence[Opening]) -> range:
        """Add leaves, all of them or none; what this has returned survives a crash.

        Returns:
            The indices of the leaves.
        """
        with self._transaction():
            first = self.size
            for place, opening in enumerate(openings, first):
                self._insert(place, opening)
        return range(first, first + len(openings))

    def keep_checkpoint(self, size: int, note: bytes) -> None:
        """Keep a signed checkpoint; durable when this returns."""
        with self._transaction():
            self._connection.execute("insert into checkpoint values (?, ?)", (size, note))

    def node(self, level: int, index: int) -> bytes:
        """Give the hash of a complete subtree, 32 bytes."""
        query = "select hash from node where level = ? and place = ?"
        return bytes(self._one(query, (level, index))[0])

    def leaf(self, index: int) -> bytes:
        """Give the bytes of a leaf."""
        return bytes(self._one("select data from leaf where place = ?", (index,))[0])

    def find(self, subject: str) -> tuple[int, ...]:
        """Give the indices of all leaves about a document, by its digest."""
        query = "select place from leaf where subject = ? order by place"
        return tuple(place for (place,) in self._connection.execute(query, (subject,)))

    def leaves(self) -> Iterator[bytes]:
        """Give the bytes of all leaves in order."""
        rows = self._connection.execute("select data from leaf order by place")
        return (bytes(data) for (data,) in rows)

    def nodes(self) -> Iterator[tuple[int, int, bytes]]:
        """Give all stored hashes: level, index and hash."""
        return iter(self._connection.execute("select level, place, hash from node"))

    def checkpoints(self) -> tuple[bytes, ...]:
        """Give all signed checkpoints, oldest first."""
        rows = self._connection.execute("select note from checkpoint order by size")
        return tuple(bytes(note) for (note,) in rows)

    def _insert(self, place: int, opening: Opening) -> None:
        data = opening.leaf.data
        row = (place, opening.leaf.subject, data, opening.salt, opening.detail)
        self._connection.execute("insert into leaf values (?, ?, ?, ?, ?)", row)
        nodes = list(complete_nodes(place, hash_leaf(data), self.node))
        self._connection.executemany("insert into node values (?, ?, ?)", nodes)

    def _one(self, query: str, values: Sequence[object] = ()) -> tuple[int | bytes, ...]:
        found: tuple[int | bytes, ...] | None = self._connection.execute(query, values).fetchone()
        if found is None:
            raise sqlite3.DatabaseError("what the log should hold is missing")
        return found

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._connection.execute("rollback")
            raise
        self._connection.execute("commit")


@contextmanager
def open_log(path: Path, *, is_made: bool = False) -> Iterator[TransparencyLog]:
    """Open a log for as long as the block lasts.

    Args:
        is_made: whether a log that is not there is begun.

    Raises:
        FaultsError: no such file (ST-001), or one that is no log or is damaged (ST-005), in the
            block as well.
    """
    if not is_made and not path.is_file():
        found, remedy = f"there is no log at {path}", "Begin one with `cradlegate log append`."
        raise FaultsError([Fault(UNREADABLE, found, Place(str(path)), remedy)])
    try:
        _demand_database(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_SECONDS_TO_WAIT, isolation_level=None)
        with closing(connection):
            _prepare(connection)
            yield TransparencyLog(connection)
    except (sqlite3.Error, OSError) as error:
        raise FaultsError([Fault(BROKEN_LOG, f"{path}: {error}", Place(str(path)))]) from None


def _demand_database(path: Path) -> None:
    """Refuse a file that SQLite would take for an empty one, and write over."""
    if path.is_file() and path.stat().st_size:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise sqlite3.DatabaseError("file is not a database")


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("pragma journal_mode = wal")
    # What was committed is on the disk, also where the computer loses its power.
    connection.execute("pragma synchronous = full")
    (form,) = connection.execute("pragma user_version").fetchone()
    if form == _FORM:
        return
    (tables,) = connection.execute("select count(*) from sqlite_schema").fetchone()
    if form or tables:
        raise sqlite3.DatabaseError("a database that is no log of this program")
    connection.executescript(f"begin immediate; {_SCHEMA} pragma user_version = {_FORM}; commit;")
