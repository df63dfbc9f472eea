"""Watch items of packs joined with the looks at them, and what of it is overdue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cradlegate.border.watching.faults import NO_SUCH_ITEM, STRAY_ROW
from cradlegate.border.watching.log import LogRow, RowKind, Verdict, WatchLog
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.regimes.pack.pack import Authority, Pack, WatchItem

LONGEST_WITHOUT_LOOK_DAYS = 92
"""After how many days an item is looked at again (house rule): once a quarter."""


class Lateness(StrEnum):
    """Why an item is overdue."""

    NEVER_LOOKED = "never looked at"
    WINDOW_OVER = "expected by now, and not seen"
    LOOKED_LONG_AGO = "looked at too long ago"
    NOT_RECORDED = "answered, and no pack was changed"


@dataclass(frozen=True, slots=True)
class WatchedItem:
    """A watch item with everything that became of it.

    Args:
        looks: in the order of their moments.
        changes: of packs that followed.
    """

    pack: Pack
    item: WatchItem
    looks: tuple[LogRow, ...]
    changes: tuple[LogRow, ...]

    @property
    def name(self) -> str:
        """Pack and id, as the log and the command line name it."""
        return f"{self.pack.id}/{self.item.id}"

    @property
    def authority(self) -> Authority:
        """Who can settle it."""
        return next(each for each in self.pack.authorities if each.id == self.item.authority)

    @property
    def last_look(self) -> LogRow | None:
        """The latest look; None where nobody has looked."""
        return self.looks[-1] if self.looks else None

    @property
    def open_questions(self) -> tuple[str, ...]:
        """The questions that it may settle and that the pack holds no answer to.

        One that is asked for each of something, such as a country, stays among them: an answer for
        one country leaves the others.
        """
        answered = {each.question for each in self.pack.answers if not each.index}
        return tuple(each for each in self.item.settles if each not in answered)


@dataclass(frozen=True, slots=True)
class Overdue:
    """Why an item is overdue, and since when; None where nobody has ever looked."""

    reason: Lateness
    since: date | None


def join_log(packs: Sequence[Pack], log: WatchLog) -> tuple[WatchedItem, ...]:
    """Join the watch items of packs with a log, in the order of packs and items."""
    return tuple(_join(pack, item, log) for pack in packs for item in pack.watch)


def find_stray_rows(items: Sequence[WatchedItem], log: WatchLog, name: str) -> Iterator[Fault]:
    """Find rows of a log whose item is in no pack; once for each item.

    Args:
        name: of the file of the log.
    """
    known = {each.name for each in items}
    for stray in sorted({row.item for row in log.rows} - known):
        yield Fault(STRAY_ROW, f"{stray} is in no pack", Place(name))


def choose_item(items: Sequence[WatchedItem], name: str) -> WatchedItem:
    """Choose an item by its name.

    Raises:
        FaultsError: no item of that name (BD-140).
    """
    for each in items:
        if each.name == name:
            return each
    raise FaultsError([Fault(NO_SUCH_ITEM, f"there is no watch item {name}")])


def find_overdue(watched: WatchedItem, today: date, longest_days: int) -> tuple[Overdue, ...]:
    """Find why an item is overdue; none where it is not.

    Args:
        longest_days: after how many days without a look it is looked at again.
    """
    return tuple(_find_overdue(watched, today, longest_days))


def next_look(watched: WatchedItem, today: date, longest_days: int) -> date:
    """Give the day on which an item is to be looked at next: today where it is overdue.

    The end of the expected window comes first where nothing has answered it.
    """
    if find_overdue(watched, today, longest_days) or watched.last_look is None:
        return today
    due = watched.last_look.at.date() + timedelta(longest_days + 1)
    expected = watched.item.expected
    if expected and expected.last >= today and not _is_answered(watched):
        return min(due, expected.last)
    return due


def _join(pack: Pack, item: WatchItem, log: WatchLog) -> WatchedItem:
    rows = [row for row in log.rows if row.item == f"{pack.id}/{item.id}"]
    looks = sorted((row for row in rows if row.what is RowKind.LOOK), key=lambda row: row.at)
    changes = tuple(row for row in rows if row.what is RowKind.CHANGE)
    return WatchedItem(pack, item, tuple(looks), changes)


def _find_overdue(watched: WatchedItem, today: date, longest_days: int) -> Iterator[Overdue]:
    expected, last = watched.item.expected, watched.last_look
    if expected and expected.last < today and not _is_answered(watched):
        yield Overdue(Lateness.WINDOW_OVER, expected.last + timedelta(1))
    if last is None:
        yield Overdue(Lateness.NEVER_LOOKED, None)
    elif (today - last.at.date()).days > longest_days:
        yield Overdue(Lateness.LOOKED_LONG_AGO, last.at.date() + timedelta(longest_days + 1))
    answers = [look for look in watched.looks if look.verdict is Verdict.ANSWERS]
    if answers and watched.open_questions and not _has_followed(watched, answers[-1]):
        yield Overdue(Lateness.NOT_RECORDED, answers[-1].at.date())


def _is_answered(watched: WatchedItem) -> bool:
    """Tell whether somebody saw the answer, or the pack holds it."""
    if any(look.verdict is Verdict.ANSWERS for look in watched.looks):
        return True
    return bool(watched.item.settles) and not watched.open_questions


def _has_followed(watched: WatchedItem, look: LogRow) -> bool:
    return any(change.at >= look.at for change in watched.changes)
