"""Three ways of having no value, kept apart everywhere."""

from enum import StrEnum
from typing import TypeVar


class Blank(StrEnum):
    """Unknown (`?`), known to be absent (`none`), not applicable (`–`)."""

    UNKNOWN = "?"
    ABSENT = "none"
    NOT_APPLICABLE = "–"


T = TypeVar("T")


def known(value: T | Blank) -> T | None:
    """Give the value, or None for any blank, where the kind of blank makes no difference."""
    return None if isinstance(value, Blank) else value
