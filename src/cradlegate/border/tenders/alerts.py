"""Which notices name the standard, each told once however many versions it has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cradlegate.border.tenders.mentions import Level, Mention, find_mentions
from cradlegate.border.tenders.notice import Notice, NoticeText, Source

Key = tuple[Source, str]
"""Where a notice is from, and its id; of one that changes another, the id of the first."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name of the standard with the place where it stands."""

    notice: Notice
    text: NoticeText
    mention: Mention


@dataclass(frozen=True, slots=True)
class Alert:
    """A tender that names the standard, or something like it.

    Args:
        notices: all its versions, the last one last.
        names: hits and near misses, each place once.
        is_new: whether it was not told before at this level.
    """

    key: Key
    level: Level
    notices: tuple[Notice, ...]
    names: tuple[FoundName, ...]
    is_new: bool

    @property
    def versions(self) -> tuple[str, ...]:
        """Every version, by the id of its notice and its number."""
        names = (f"{each.id}-{each.version}" if each.version else each.id for each in self.notices)
        return tuple(dict.fromkeys(names))

    @property
    def latest(self) -> Notice:
        """The last version, which is the one to read."""
        return self.notices[-1]


@dataclass(frozen=True, slots=True)
class TenderScan:
    """What a scan found.

    Args:
        alerts: hits before near misses, new ones before those told before.
        tenders: how many different ones were scanned.
        passed_over: names that are documents of others, or numbers alone.
    """

    alerts: tuple[Alert, ...]
    tenders: int
    passed_over: int


def scan_notices(notices: Sequence[Notice], told: Mapping[Key, Level]) -> TenderScan:
    """Find the tenders that name the standard.

    Versions of a notice, and notices that change it, are one tender: it is told once, and again
    only where a near miss has become a hit.

    Args:
        notices: in any order.
        told: at which level a tender was told before.
    """
    families = _group(notices, told)
    alerts = []
    passed_over = 0
    for key, versions in families.items():
        names = tuple(_find_names(versions))
        counted = tuple(each for each in names if each.mention.pattern.level is not Level.NONE)
        passed_over += len(names) - len(counted)
        if counted:
            level = min((each.mention.pattern.level for each in counted), key=_rank)
            before = told.get(key)
            is_new = before is None or _rank(level) < _rank(before)
            alerts.append(Alert(key, level, versions, counted, is_new))
    ordered = sorted(alerts, key=lambda each: (not each.is_new, _rank(each.level), each.key))
    return TenderScan(tuple(ordered), len(families), passed_over)


def _group(notices: Iterable[Notice], told: Mapping[Key, Level]) -> dict[Key, tuple[Notice, ...]]:
    ordered = sorted(
        notices, key=lambda each: (each.source, each.published, each.id, each.version, each.file)
    )
    changed = {(each.source, each.id): each.changes for each in ordered if each.changes}
    families: dict[Key, tuple[Notice, ...]] = {}
    for notice in ordered:
        key = _find_first(notice.source, notice.id, changed, told)
        families[key] = (*families.get(key, ()), notice)
    return families


def _find_first(
    source: Source, notice_id: str, changed: Mapping[Key, str], told: Mapping[Key, Level]
) -> Key:
    """Follow what a notice changes to the first of them, or to one that was told before."""
    met = [notice_id]
    while (source, met[-1]) not in told:
        earlier = changed.get((source, met[-1]), "")
        if not earlier or earlier in met:
            break
        met.append(earlier)
    return source, met[-1]


def _find_names(notices: Iterable[Notice]) -> Iterator[FoundName]:
    """Find the names in notices; a notice that was downloaded twice gives each once."""
    met = set()
    for notice in notices:
        for text in notice.texts:
            where = notice.id, notice.version, text
            if where not in met:
                met.add(where)
                for mention in find_mentions(text.text):
                    yield FoundName(notice, text, mention)


def _rank(level: Level) -> int:
    return list(Level).index(level)
