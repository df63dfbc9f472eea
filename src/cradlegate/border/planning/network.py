"""The steps of a plan, who takes them, and the sailings that hang on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cradlegate.border.planning.conditions import Condition
from cradlegate.border.planning.lead_times import LeadTime
from cradlegate.border.planning.needs import State


@dataclass(frozen=True, slots=True)
class Owner:
    """Who takes a step.

    Args:
        role: such as `verifier`.
        party: id, empty where nobody is named.
        name: of the party; empty where nobody is named.
        contact: person or address; empty where none is known.
        country: whose working days count.
        is_country_assumed: whether nobody has said so.
    """

    role: str
    party: str
    name: str
    contact: str
    country: str
    is_country_assumed: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan.

    Args:
        id: the same in every plan of the same machines.
        kind: such as `verify`.
        subject: what it is about: a series, or a consignment with a document.
        after: ids of the steps that come before it.
        time: None where nobody knows how long it takes.
        release: day on whose morning it can begin at the earliest, such as a promised day.
        luck: what it draws its time with; steps of one name are slow together.
        state: of the document that it makes.
        note: why it is as it is; empty for nothing to say.
    """

    id: str
    kind: str
    title: str
    subject: str
    owner: Owner
    after: tuple[str, ...]
    time: LeadTime | None
    release: date | None
    luck: str
    state: State
    note: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """A step that must be done before a consignment leaves.

    Args:
        what: the document, as its pack names it.
        provisions: ids of what asks for it, each after the id of its pack.
        is_binding: whether the standard way is closed without it.
        conditions: on which it must; none where it surely must.
        day: on whose morning it must be done; None where no day is known.
    """

    step: str
    what: str
    provisions: tuple[str, ...]
    is_binding: bool
    conditions: tuple[Condition, ...]
    day: date | None


@dataclass(frozen=True, slots=True)
class Sailing:
    """The departure of a consignment.

    Args:
        route: from where to where; empty where neither is known.
        day: of departure; None where it is not known.
        entry: day of the customs entry; None where it is not known.
        ordered: first day on which the order can have been placed; None where it is not known.
        conditions: everything open that decides something.
    """

    consignment: str
    route: str
    day: date | None
    entry: date | None
    ordered: date | None
    goals: tuple[Goal, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Engagement:
    """What is made once for a series of a maker, whichever consignments and packs need it.

    Args:
        last: id of the step that gives the document.
        steps: ids, in their order.
        sailings: ids of the consignments that hang on it.
    """

    id: str
    what: str
    series: str
    last: str
    steps: tuple[str, ...]
    sailings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Steps, each after those that it needs, and what hangs on them."""

    steps: Mapping[str, Step]
    sailings: tuple[Sailing, ...]
    engagements: tuple[Engagement, ...]

    def list_before(self, goals: tuple[Goal, ...]) -> frozenset[str]:
        """List the steps that some goals need, themselves included."""
        found: set[str] = set()
        waiting = [each.step for each in goals]
        while waiting:
            step = waiting.pop()
            if step not in found:
                found.add(step)
                waiting += self.steps[step].after
        return frozenset(found)
