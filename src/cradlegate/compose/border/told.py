"""What a customs entry and events at the border tell of a consignment, as facts for packs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cradlegate.border.clearance.facts import supply_clearance_facts
from cradlegate.border.entries.entry import Submission
from cradlegate.border.matching.match import match_entry, supply_match_facts
from cradlegate.border.shipments.consignment import Consignment
from cradlegate.compose.border.clearance import open_log
from cradlegate.compose.border.match import Papers, draw_up_asked, open_dossier, read_entry_at
from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault
from cradlegate.core.period import Interval
from cradlegate.dossier.checks.questions import Questions
from cradlegate.regimes.facts import Fact, Facts
from cradlegate.work.inspect import ask_for_entry

SUBMITTED = "consignment.submitted_at"


@dataclass(frozen=True, slots=True)
class Told:
    """Files that tell of one consignment; None where there is none.

    Args:
        events: log of events at the border.
    """

    entry: Path | None = None
    submission: Path | None = None
    events: Path | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What was told of a consignment, with what is to be warned of in the files."""

    facts: Facts
    warnings: tuple[Fault, ...] = ()


def hear(consignment: Consignment, told: Told, questions: Questions, moment: datetime) -> Heard:
    """Take the facts that an entry and events tell; what an entry leaves open, events may tell.

    Args:
        questions: asked of the signed declaration that the entry is compared with.

    Raises:
        FaultsError: files that cannot be used.
    """
    facts: dict[str, Fact] = {}
    warnings: tuple[Fault, ...] = ()
    if told.events:
        log = open_log(told.events)
        facts |= supply_clearance_facts(log.events, consignment.id, moment)
        warnings += log.faults
    if told.entry:
        matched = _match(consignment, told, told.entry, questions, moment)
        facts |= {
            name: fact
            for name, fact in matched.facts.items()
            if name not in facts or fact.value is not Blank.UNKNOWN
        }
        warnings += matched.warnings
    return Heard(facts, warnings)


def _match(
    consignment: Consignment,
    told: Told,
    entry_path: Path,
    questions: Questions,
    moment: datetime,
) -> Heard:
    entry, warnings = read_entry_at(entry_path)
    relied = ask_for_entry(consignment, questions)
    for row in consignment.sealed:
        goes_with = row.values["covers_consignments"]
        if goes_with and consignment.id not in goes_with:
            continue
        file = str(row.values["file"])
        opened = open_dossier(consignment.files[file], file, relied)
        if opened.read:
            papers = Papers(submission=told.submission)
            asked, found = draw_up_asked(entry, opened, opened.read, papers, moment, consignment)
            facts = {
                **supply_match_facts(match_entry(entry, asked)),
                **dict(_tell_submission(asked.submission)),
            }
            return Heard(facts, (*warnings, *found))
    unmatched = f"{entry_path.name}: there is no signed declaration to compare it with"
    return Heard({"match.outcome": Fact(Blank.UNKNOWN, unmatched)}, warnings)


def _tell_submission(submission: Submission | None) -> Iterator[tuple[str, Fact]]:
    """Tell the day of the submission, at the place whose time it states."""
    if submission is None:
        return
    sent = submission.said("submitted_at")
    days = Interval(sent.value.first.date(), sent.value.last.date())
    yield SUBMITTED, Fact(days, sent.place)
