"""The one outcome of provisions, checks and rule lists, and the exit code of a judge."""

from collections.abc import Iterable
from enum import StrEnum


class Outcome(StrEnum):
    """What judging something can give."""

    MET = "met"
    NOT_MET = "not met"
    UNDETERMINED = "undetermined"
    WAITING = "waiting"
    NOT_APPLICABLE = "not applicable"


SYMBOLS = {
    Outcome.MET: "✓",
    Outcome.NOT_MET: "✗",
    Outcome.UNDETERMINED: "?",
    Outcome.WAITING: "…",
    Outcome.NOT_APPLICABLE: "–",
}

EXIT_YES, EXIT_NO, EXIT_INPUT, EXIT_UNDETERMINED, EXIT_INTERNAL = 0, 1, 2, 3, 4


def judge_exit_code(outcomes: Iterable[Outcome]) -> int:
    """Derive a judge's exit code: 1 if one is not met, 3 if one is open, else 0."""
    seen = set(outcomes)
    if Outcome.NOT_MET in seen:
        return EXIT_NO
    if seen & {Outcome.UNDETERMINED, Outcome.WAITING}:
        return EXIT_UNDETERMINED
    return EXIT_YES
