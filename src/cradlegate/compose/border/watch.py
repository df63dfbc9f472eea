"""Watching the law joined with its files: packs, the log, and what was downloaded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from cradlegate.border.watching import faults as kinds
from cradlegate.border.watching.cleaned_text import CleanedText, clean_document
from cradlegate.border.watching.items import (
    WatchedItem,
    choose_item,
    find_stray_rows,
    join_log,
)
from cradlegate.border.watching.log import LogRow, RowKind, Verdict, append_row, read_log
from cradlegate.compose import gate
from cradlegate.core.canonical import digest_bytes
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.store.single_file import read_single_file, write_single_file
from cradlegate.tables.reading.csv_tables import LARGEST_TABLE

LARGEST_DOCUMENT = 20_000_000


@dataclass(frozen=True, slots=True)
class Watched:
    """All watch items with the looks at them.

    Args:
        log: the file of the log.
        is_begun: whether that file is there.
        warnings: rows of items that are in no pack.
    """

    items: tuple[WatchedItem, ...]
    log: Path
    is_begun: bool
    warnings: tuple[Fault, ...]


def open_watched(log: Path, packs: Sequence[Path], pack: str | None, today: date) -> Watched:
    """Join the watch items of one pack or all with a log; one that is not there has no looks.

    Raises:
        FaultsError: packs or a log that cannot be used.
    """
    data = _read_log_at(log)
    held = read_log(data, log.name)
    every = join_log(gate.open_known(packs, None, today), held)
    warnings = tuple(find_stray_rows(every, held, log.name))
    if pack:
        chosen = {each.id for each in gate.open_known(packs, pack, today)}
        every = tuple(each for each in every if each.pack.id in chosen)
    return Watched(every, log, bool(data), warnings)


def demand_log(path: Path) -> Path:
    """Give the log that somebody named.

    Raises:
        FaultsError: it is not there (BD-210), and an empty one would look like nobody had looked.
    """
    if not path.exists():
        raise FaultsError([Fault(kinds.NO_SUCH_LOG, f"{path} does not exist", Place(str(path)))])
    return path


def read_document(path: Path) -> CleanedText:
    """Read the words of a file that somebody downloaded.

    Raises:
        FaultsError: no such file, one that is too large (BD-147), or one without words (BD-146).
    """
    data = read_single_file(path, LARGEST_DOCUMENT).data
    if len(data) > LARGEST_DOCUMENT:
        found = f"{path.name} is larger than {LARGEST_DOCUMENT // 1_000_000} MB"
        raise FaultsError([Fault(kinds.TOO_LARGE_DOCUMENT, found, Place(str(path)))])
    cleaned = clean_document(data)
    if cleaned.is_text and not cleaned.text:
        raise FaultsError(
            [Fault(kinds.EMPTY_DOCUMENT, f"{path.name} has no words", Place(str(path)))]
        )
    return cleaned


def add_look(
    watched: Watched,
    item: str,
    said: LogRow,
    now: datetime,
    change: Path | None = None,
) -> WatchedItem:
    """Add a row to the log, and give the item as it was before.

    Args:
        said: what goes into the row; a change is filled in from its file.
        change: file of the change of a pack that followed.

    Raises:
        FaultsError: no such item, a log that no row can be added to, or no file of the change.
    """
    chosen = choose_item(watched.items, item)
    rows = [said] if said.verdict else []
    if change:
        digest = digest_bytes(read_single_file(change, LARGEST_DOCUMENT).data)
        followed = LogRow(item, RowKind.CHANGE, said.at, said.by, note=said.note)
        rows.append(replace(followed, change=str(change), change_sha256=digest))
    if not rows:
        raise FaultsError([Fault(kinds.NOTHING_TO_RECORD, f"nothing is said of {item}")])
    data = _read_log_at(watched.log)
    for row in rows:
        data = append_row(data, row, watched.log.name, now)
    write_single_file(watched.log, data, force=True)
    return chosen


def draw_up_look(item: str, at: datetime, by: str, verdict: Verdict | None, note: str) -> LogRow:
    """Draw up a look without a file, in UTC to the second."""
    moment = at.astimezone(UTC).replace(microsecond=0)
    return LogRow(item, RowKind.LOOK, moment, by, verdict=verdict, note=note)


def _read_log_at(path: Path) -> bytes:
    return read_single_file(path, LARGEST_TABLE).data if path.exists() else b""
