"""A notice of a public tender as its portal published it."""

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """Where a notice is from."""

    TED = "TED"
    SAM = "SAM.gov"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A text of a notice.

    Args:
        field: such as BT-24; for fields without such a number, their names in the file.
        lot: id of the lot; empty for the notice as a whole.
        language: as the notice names it; empty where it does not.
    """

    field: str
    lot: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One version of a notice.

    Args:
        id: of the notice; the same in every version of it.
        version: as the portal counts; empty where it does not.
        changes: id of the notice that this one changes; empty for none.
        procedure: number under which the buyer keeps all notices of one purchase.
        published: day as it stands there.
        deadline: first day or moment by which somebody has to answer, as it stands there.
        codes: kind and value, such as CPV and 42600000.
        green: flags of green purchasing with their lots.
        texts: all that were scanned.
        not_scanned: what belongs to it and is not in the file.
        file: it was read from.
    """

    source: Source
    id: str
    version: str
    title: str
    file: str
    changes: str = ""
    procedure: str = ""
    published: str = ""
    deadline: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    green: tuple[str, ...] = ()
    texts: tuple[NoticeText, ...] = ()
    not_scanned: tuple[str, ...] = ()
