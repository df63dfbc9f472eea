"""How long a log takes to enter leaves durably, beside bare SQLite in the same run.

Run with `python -m benchmarks.transparency_log`, or with a number of leaves behind it.
"""

import sqlite3
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import tell
from cradlegate.store.transparency_log import Opening, TransparencyLog, open_log
from cradlegate.trust.log.audit import audit_log
from cradlegate.trust.log.leaf import LogLeaf
from cradlegate.trust.log.tree import compute_root, hash_leaf, is_included, prove_inclusion

LEAVES, BATCH, PROOFS = 20_000, 100, 2_000
DIGEST = f"sha256:{'ab' * 32}"


def main() -> None:
    """Measure on a log in the temporary folder of the machine."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else LEAVES
    with tempfile.TemporaryDirectory() as folder:
        openings = [_invent(place) for place in range(count)]
        bare = _insert_bare(Path(folder) / "bare.sqlite", openings)
        with open_log(Path(folder) / "log.sqlite", is_made=True) as log:
            measure_appending(log, openings, bare)
            measure_proofs(log)
            start = time.perf_counter()
            audit_log(log.leaves(), log.nodes(), (), None)
            tell(f"audit of {log.size:,} leaves", time.perf_counter() - start)


def measure_appending(log: TransparencyLog, openings: list[Opening], bare: float) -> None:
    """Enter one leaf at a time, and many; each call is on the disk when it returns."""
    few = len(openings) // 10
    start = time.perf_counter()
    for opening in openings[:few]:
        log.append([opening])
    alone = (time.perf_counter() - start) / few
    tell("one leaf, durable", alone, f"{1 / alone:,.0f} leaves/s; bare SQLite {1 / bare:,.0f}")
    start = time.perf_counter()
    for at in range(few, len(openings), BATCH):
        log.append(openings[at : at + BATCH])
    each = (time.perf_counter() - start) / (len(openings) - few)
    tell(f"one leaf of {BATCH}, durable", each, f"{1 / each:,.0f} leaves/s")


def measure_proofs(log: TransparencyLog) -> None:
    """Make and check proofs all over the log."""
    size = log.size
    root, step = compute_root(size, log.node), max(size // PROOFS, 1)
    start = time.perf_counter()
    proofs = [(index, prove_inclusion(index, size, log.node)) for index in range(0, size, step)]
    made = (time.perf_counter() - start) / len(proofs)
    leaves = {index: hash_leaf(log.leaf(index)) for index, _ in proofs}
    start = time.perf_counter()
    hold = all(is_included(leaves[index], index, size, proof, root) for index, proof in proofs)
    checked = (time.perf_counter() - start) / len(proofs)
    tell("one proof made", made, f"of {size:,} leaves")
    tell("one proof checked", checked, f"all {len(proofs):,} hold: {hold}")


def _insert_bare(path: Path, openings: list[Opening]) -> float:
    """Insert the same bytes into one table of bare SQLite, each in a transaction of its own."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("create table leaf (place integer primary key, data blob)")
    few = openings[: len(openings) // 10]
    start = time.perf_counter()
    for opening in few:
        connection.execute("insert into leaf (data) values (?)", (opening.leaf.data,))
    took = time.perf_counter() - start
    connection.close()
    return took / len(few)


def _invent(place: int) -> Opening:
    leaf = LogLeaf("invented", f"sha256:{place:064x}", DIGEST, DIGEST, datetime.now(tz=UTC))
    return Opening(leaf, b"\x01" * 16, "")


if __name__ == "__main__":
    main()
