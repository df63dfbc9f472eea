"""One thing to ask of one party, and how several are put together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from cradlegate.core.period import Interval
from cradlegate.regimes.localised import Localised
from cradlegate.regimes.vocabulary import Asked


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to ask of one party.

    Args:
        role: of the party.
        party: its id, empty where nobody has named it.
        what: the sentence that is sent.
        about: id of the machine or document, empty for the consignment.
        by: the last day on which it still helps; None where no day depends on it.
        start: the last day to begin, where it takes as long as it is said to take.
        promised: the day for which the party has promised it.
        found: what is known so far of an open fact, empty for other things.
        unblocks: ids of the provisions that it would settle.
        is_binding: whether one of them binds, or is wanted.
    """

    role: Asked
    party: str
    what: Localised
    about: str
    by: date | None
    unblocks: tuple[str, ...]
    is_binding: bool
    start: date | None = None
    promised: Interval | None = None
    found: str = ""


def put_together(asks: Iterable[Ask]) -> tuple[Ask, ...]:
    """Ask each thing once, what binds and what is due first.

    What is open for one and the same reason is asked for once too, by its first question.
    """
    once = _join_by(_join_by(asks, _name_thing), _name_reason)
    return tuple(sorted(once, key=_rank))


def _join_by(asks: Iterable[Ask], name: Callable[[Ask], tuple[str, ...]]) -> Iterable[Ask]:
    joined: dict[tuple[str, ...], Ask] = {}
    for ask in asks:
        key = name(ask)
        joined[key] = _join(joined[key], ask) if key in joined else ask
    return joined.values()


def _name_thing(ask: Ask) -> tuple[str, ...]:
    return ask.party or ask.role, str(ask.what), ask.about


def _name_reason(ask: Ask) -> tuple[str, ...]:
    """Name why it is open; one extract of a register tells of every document."""
    if not ask.found:
        return _name_thing(ask)
    return ask.found, "" if ask.role is Asked.REGISTER else ask.about


def _join(one: Ask, other: Ask) -> Ask:
    return replace(
        one,
        about=one.about if one.about == other.about else "",
        start=one.start or other.start,
        unblocks=tuple(dict.fromkeys((*one.unblocks, *other.unblocks))),
        is_binding=one.is_binding or other.is_binding,
    )


def _rank(ask: Ask) -> tuple[bool, date, bool]:
    """Order what binds and what is due first; whoever engages others stands before them."""
    return not ask.is_binding, ask.start or ask.by or date.max, ask.role is not Asked.EXPORTER
