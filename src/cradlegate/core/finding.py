"""What one judgement found."""

from dataclasses import dataclass

from cradlegate.core.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of judging one thing, and the sentence that a reader gets with it.

    Args:
        outcome: met, not met, or undetermined; undetermined never passes.
        found: what was found, as a clause without a full stop.
    """

    outcome: Outcome
    found: str
