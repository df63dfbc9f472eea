"""Checking a dossier: numbered steps, without network, database or trust in its builder."""

from dataclasses import dataclass

from cradlegate.core.outcome import Outcome
from cradlegate.dossier.checks.check import Check, CheckId
from cradlegate.dossier.checks.judges import JUDGES
from cradlegate.dossier.checks.questions import Questions
from cradlegate.dossier.contents import Contents, open_dossier


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking a dossier gave: every check in the order of its number, and what was read."""

    checks: tuple[Check, ...]
    contents: Contents

    def outcome(self, check: CheckId) -> Outcome:
        """Give the outcome of one check."""
        return {item.id: item.outcome for item in self.checks}[check]


def verify_dossier(data: bytes, file: str, questions: Questions) -> Verdict:
    """Check a dossier step by step; whatever the bytes are, every check gets an outcome.

    Args:
        data: the bytes of the file.
        file: its name, for what is found in it.
    """
    contents = open_dossier(data, file)
    findings = {name: judge(contents, questions) for name, judge in JUDGES.items()}
    checks = (Check(name, one.outcome, one.found) for name, one in findings.items())
    return Verdict(tuple(checks), contents)
