"""Where every request stands: how old it is, and whether a reminder is due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cradlegate.border.evidence import faults as kinds
from cradlegate.border.evidence.lint import GONE
from cradlegate.border.evidence.request_log import RequestStep
from cradlegate.border.shipments.consignment import Consignment, Row
from cradlegate.core.blank import known
from cradlegate.core.fault import Fault
from cradlegate.core.period import Interval

REMIND_AFTER_DAYS = 14
"""Days without a word after which a reminder is due (house rule)."""
OPEN = ("needed", "asked", "promised")


@dataclass(frozen=True, slots=True)
class Request:
    """A document that is asked for.

    Args:
        document: its row.
        party: id of whoever is asked, or else of its issuer.
        state: as the table of documents says it.
        asked: when it was asked for last, by the log.
        heard: when the last step was.
        note: of the last step.
        remind_on: the day from which a reminder is due; None where none is.
    """

    document: Row
    party: str
    state: str
    asked: Interval | None
    heard: Interval | None
    note: str
    remind_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to ask, promise or send."""
        return self.state in OPEN

    @property
    def is_blocked(self) -> bool:
        """Whether it will not come, so that the gate stays shut (BD-166)."""
        return self.state in GONE

    def count_days(self, today: date) -> tuple[int, int] | None:
        """Count the days since it was asked for, at least and at most; None where nobody knows."""
        if self.asked is None:
            return None
        least = max(0, (today - self.asked.last).days)
        return least, (today - self.asked.first).days


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The requests of a file, with the faults of its log.

    Args:
        others: steps of documents that the file does not list.
    """

    requests: tuple[Request, ...]
    others: tuple[RequestStep, ...]
    faults: tuple[Fault, ...]


def follow_up(
    consignments: Sequence[Consignment], steps: Sequence[RequestStep], remind_after_days: int
) -> FollowUp:
    """Tell where every document of a file stands.

    Args:
        consignments: of one file, at least one.
        steps: the log, in order.
    """
    papers = consignments[0].documents or ()
    listed = {each.id for each in papers}
    by_document: dict[str, list[RequestStep]] = {}
    for step in steps:
        by_document.setdefault(step.document, []).append(step)
    requests = tuple(
        _make_request(each, by_document.get(each.id, []), remind_after_days) for each in papers
    )
    faults = tuple(
        Fault(
            kinds.STATES_DIFFER,
            f"{each.document.id} is {each.state}, the log says {last.state}",
            replace(each.document.place, column="state", id=each.document.id),
        )
        for each in requests
        for last in by_document.get(each.document.id, [])[-1:]
        if last.state != each.state
    )
    others = tuple(step for step in steps if step.document not in listed)
    return FollowUp(requests, others, faults)


def _make_request(document: Row, steps: Sequence[RequestStep], remind_after_days: int) -> Request:
    values = document.values
    state, due = values["state"], known(values["due"])
    asked, heard = _find_last(steps, "asked"), steps[-1].at if steps else None
    remind_on = None
    if state == "promised" and due:
        remind_on = due.last + timedelta(days=1)
    elif state in {"asked", "promised"} and heard:
        remind_on = heard.first + timedelta(days=remind_after_days)
    party = known(values["asked_of"]) or values["issuer_id"]
    note = steps[-1].note if steps else ""
    return Request(document, party, state, asked, heard, note, remind_on)


def _find_last(steps: Iterable[RequestStep], state: str) -> Interval | None:
    return next((each.at for each in reversed(list(steps)) if each.state == state), None)
