"""The ways in which a check answers."""

from cradlegate.core.finding import Finding
from cradlegate.core.outcome import Outcome
from cradlegate.dossier.contents import Contents


def met(found: str) -> Finding:
    """Say yes."""
    return Finding(Outcome.MET, found)


def not_met(found: str) -> Finding:
    """Say no."""
    return Finding(Outcome.NOT_MET, found)


def undetermined(found: str) -> Finding:
    """Say that it stays open."""
    return Finding(Outcome.UNDETERMINED, found)


def not_asked(found: str) -> Finding:
    """Say that there is nothing to judge."""
    return Finding(Outcome.NOT_APPLICABLE, found)


def missing(contents: Contents, what: str) -> Finding:
    """Say why something cannot be read; where the archive itself cannot, nothing was reached."""
    return contents.reasons[what] if what in contents.reasons else unreached("archive")


def unreached(what: str) -> Finding:
    """Say that something before it cannot be read."""
    return undetermined(f"not reached: the {what} cannot be read")
