"""Whether an opinion holds where and when somebody relies on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from cradlegate.verification.opinions.opinion import Opinion


@dataclass(frozen=True, slots=True)
class Reliance:
    """Where and when somebody relies on an opinion.

    Args:
        days: within them lies the day, such as that of the customs entry; up to `date.max` where
            its end is not known.
        destination: country of import, ISO 3166-1 alpha-2; empty where nobody asks for one.
    """

    days: Interval
    destination: str = ""

    def __str__(self) -> str:
        """Name the days as a reader would."""
        is_open = self.days.last == date.max
        return f"{self.days.first} or later" if is_open else str(self.days)


def find_limits(opinion: Opinion, reliance: Reliance) -> Iterator[Finding]:
    """Find why an opinion may not hold, or does not; nothing where it holds.

    Not met after its last day or for another country than those that it is meant for;
    undetermined where the day may lie before its issue or after its last day.
    """
    days, until = reliance.days, opinion.valid_until
    if opinion.issued > days.first:
        found = f"it was issued {opinion.issued}, and is relied on {reliance}"
        yield Finding(Outcome.UNDETERMINED, found)
    if until is not None and until < days.last:
        is_over = until < days.first
        found = f"it held until {until}, and is relied on {reliance}"
        yield Finding(Outcome.NOT_MET if is_over else Outcome.UNDETERMINED, found)
    meant = opinion.destinations
    if meant and reliance.destination and reliance.destination not in meant:
        found = f"it is meant for {', '.join(meant)}, not for {reliance.destination}"
        yield Finding(Outcome.NOT_MET, found)
