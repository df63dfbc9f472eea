"""Why something is undetermined."""

from enum import StrEnum


class Cause(StrEnum):
    """Who can settle it: whoever knows the fact, nobody yet, or a reader of the text."""

    FACT = "fact"
    LAW = "law"
    UNREAD = "unread"
