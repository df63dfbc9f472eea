"""Three-valued truth: unknown never passes.

Source: S. C. Kleene, Introduction to Metamathematics, 1952, §64 (strong tables).
"""

from collections.abc import Iterable
from enum import StrEnum


class Truth(StrEnum):
    """True, false, or not known."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @staticmethod
    def of(value: bool | None) -> "Truth":  # noqa: FBT001 - the value is what is asked about
        """Lift a Python truth value; None is unknown."""
        if value is None:
            return Truth.UNKNOWN
        return Truth.TRUE if value else Truth.FALSE

    def __invert__(self) -> "Truth":
        """Not: unknown stays unknown."""
        if self is Truth.UNKNOWN:
            return self
        return Truth.FALSE if self is Truth.TRUE else Truth.TRUE

    def __and__(self, other: "Truth") -> "Truth":
        """And: one false decides."""
        return all_of((self, other))

    def __or__(self, other: "Truth") -> "Truth":
        """Or: one true decides."""
        return any_of((self, other))

    def __bool__(self) -> bool:
        """Refuse to be used as a plain condition, which would hide the unknown."""
        raise TypeError("compare a Truth with Truth.TRUE; unknown is not false")


def all_of(truths: Iterable[Truth]) -> Truth:
    """Give true if all are true, false if one is false, else unknown."""
    seen = set(truths)
    if Truth.FALSE in seen:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.TRUE


def any_of(truths: Iterable[Truth]) -> Truth:
    """Give true if one is true, false if all are false, else unknown."""
    return ~all_of(~truth for truth in truths)
