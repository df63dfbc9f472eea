"""Needs put together into steps: what is made once for a series, and what each sailing hands in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from cradlegate.border.obligations.readiness import Readiness
from cradlegate.border.planning import faults as kinds
from cradlegate.border.planning.conditions import Condition
from cradlegate.border.planning.lead_times import shipped_steps
from cradlegate.border.planning.needs import Need, Needs, find_needs
from cradlegate.border.planning.network import Goal, Network, Sailing, Step
from cradlegate.border.planning.owners import find_owner
from cradlegate.border.planning.productions import Basis, Production, name_production
from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault
from cradlegate.core.period import Interval
from cradlegate.regimes.vocabulary import Anchor, shipped_vocabulary


def build_network(readinesses: Sequence[Readiness], basis: Basis) -> Network:
    """Put together what all consignments still need, each step once."""
    found = [(each, find_needs(each)) for each in readinesses]
    made: dict[str, list[Need]] = {}
    for _, needs in found:
        for need in needs.needs:
            made.setdefault(name_production(need), []).append(need)
    productions = {name: Production(name, tuple(needs), basis) for name, needs in made.items()}
    steps = {step.id: step for each in productions.values() for step in each.list_steps()}
    sailings = []
    for readiness, needs in found:
        sailing, own = _sail(readiness, needs, productions, basis)
        sailings.append(sailing)
        steps |= {step.id: step for step in own}
    engagements = tuple(each.engage() for each in productions.values())
    return Network(steps, tuple(sailings), engagements)


def find_same_hands(network: Network) -> Iterator[Fault]:
    """Find footprints that are verified by whoever prepared them."""
    for each in network.engagements:
        by_kind = {network.steps[name].kind: network.steps[name].owner for name in each.steps}
        maker, verifier = by_kind.get("model_footprint"), by_kind.get("verify")
        if maker and verifier and maker.party and maker.party == verifier.party:
            found = f"{maker.name} models the footprint of {each.series} and verifies it"
            yield Fault(kinds.SAME_HANDS, found)


def _sail(
    readiness: Readiness,
    needs: Needs,
    productions: Mapping[str, Production],
    basis: Basis,
) -> tuple[Sailing, list[Step]]:
    """Give a departure with its goals, and the steps that are its own."""
    consignment = readiness.consignment
    groups: dict[str, list[Need]] = {}
    for need in needs.needs:
        name = f"file/{consignment.id}/{need.pack.id}/{need.required.id}"
        groups.setdefault(name, []).append(need)
    steps = [_hand_in(name, group, productions, basis) for name, group in groups.items()]
    goals = [
        goal for step in steps for goal in _set_goals(step, groups[step.id], productions, readiness)
    ]
    places = (consignment.common(each) for each in ("from", "to"))
    sailing = Sailing(
        consignment.id,
        "–".join(str(each) for each in places if not isinstance(each, Blank)),
        _first_day(_find_days(readiness, Anchor.DISPATCH)),
        _first_day(_find_days(readiness, Anchor.ENTRY)),
        _first_day(consignment.common("order_date")),
        tuple(goals),
        needs.conditions,
    )
    return sailing, steps


def _hand_in(
    name: str, needs: Sequence[Need], productions: Mapping[str, Production], basis: Basis
) -> Step:
    """Hand in a document once everything that binds is done to it."""
    spec, need = shipped_steps()["file"], needs[0]
    owner = find_owner(spec, need, basis.leads, basis.day)
    after = dict.fromkeys(
        step
        for each in needs
        for production in (productions[name_production(each)],)
        for step in (production.last, *_name_extras(production, each, is_binding=True))
    )
    subject, title = need.readiness.consignment.id, f"{spec.title}: {need.required.name}"
    time = basis.leads.find(spec.id, owner.party, basis.day, None)
    return Step(name, spec.id, title, subject, owner, tuple(after), time, None, name, need.state)


def _name_extras(production: Production, need: Need, *, is_binding: bool) -> Iterator[str]:
    for each in need.extras:
        if each.is_binding is is_binding:
            yield production.name_extra(need, each)


def _set_goals(
    step: Step,
    needs: Sequence[Need],
    productions: Mapping[str, Production],
    readiness: Readiness,
) -> Iterator[Goal]:
    required = needs[0].required
    asked = dict.fromkeys(f"{each.pack.id}: {one}" for each in needs for one in each.provisions)
    goal = Goal(
        step.id,
        str(required.name),
        tuple(asked),
        is_binding=True,
        conditions=_join_conditions(needs),
        day=_find_last_day(readiness, required.needed_by),
    )
    yield goal
    advised = dict.fromkeys(
        name
        for each in needs
        for name in _name_extras(productions[name_production(each)], each, is_binding=False)
    )
    for name in advised:
        yield replace(goal, step=name, is_binding=False)


def _join_conditions(needs: Iterable[Need]) -> tuple[Condition, ...]:
    """Join the conditions of machines; where one surely needs it, it is surely needed."""
    by_machine = [each.conditions for each in needs]
    if not all(by_machine):
        return ()
    return tuple(sorted({one for each in by_machine for one in each}))


def _find_last_day(readiness: Readiness, needed_by: Anchor) -> date | None:
    """Find the day of departure, or an earlier one on which the document is needed."""
    leaves, needed = _find_days(readiness, Anchor.DISPATCH), _find_days(readiness, needed_by)
    if leaves and needed:
        return min(leaves.first, needed.last)
    return _first_day(leaves or needed)


def _find_days(readiness: Readiness, anchor: Anchor) -> Interval | None:
    fact = readiness.decision.base.facts.get(shipped_vocabulary().anchors[anchor])
    return fact.value if fact and isinstance(fact.value, Interval) else None


def _first_day(value: object) -> date | None:
    return value.first if isinstance(value, Interval) else None
