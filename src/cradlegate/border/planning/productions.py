"""A document that is made once for a series: its steps, who takes them, how long they take."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cradlegate.border.planning.lead_times import (
    Chain,
    LeadTable,
    LeadTime,
    StepSpec,
    Unit,
    find_chain,
    shipped_steps,
)
from cradlegate.border.planning.needs import Extra, Need, State
from cradlegate.border.planning.network import Engagement, Step
from cradlegate.border.planning.owners import SHARED_ROLES, VERIFIER, find_owner
from cradlegate.border.planning.pert import Times
from cradlegate.border.shipments.consignment import Row
from cradlegate.border.shipments.roles import find_document
from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.regimes.vocabulary import Asked

_PROMISED = LeadTime("await", "", Times(0, 0, 0), Unit.WORKING_DAYS, "as promised")
_AWAIT = StepSpec("await", "await", "asked", (), _PROMISED)
_WORST = (State.REFUSED, State.AWAITED, State.MISSING, State.FAILING)
_GIVE_DATA = frozenset({Asked.MAKER, Asked.SUPPLIER})


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan is made on beside the consignments.

    Args:
        day: on which it is made.
        verifier_factor: that the times of verifiers are multiplied with.
    """

    leads: LeadTable
    day: date
    verifier_factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Production:
    """A document that is made once, for all who need it.

    Args:
        id: names chain, maker and series, or a document that is awaited or was refused.
    """

    id: str
    needs: tuple[Need, ...]
    basis: Basis

    @property
    def series(self) -> str:
        """The series that it is made for."""
        return _name_series(self.needs[0].machine)

    @property
    def last(self) -> str:
        """The id of the step that gives the document."""
        return f"{self.id}/{self._list_specs()[-1].id}"

    def list_steps(self) -> Iterator[Step]:
        """List the steps that make the document, then what is done to it besides."""
        specs = self._list_specs()
        present = {each.id for each in specs}
        for spec in specs:
            after = tuple(f"{self.id}/{name}" for name in spec.after if name in present)
            yield self._make(spec, after)
        before: dict[str, dict[str, None]] = {}
        extras = {}
        for need in self.needs:
            for extra in need.extras:
                name = self.name_extra(need, extra)
                before.setdefault(name, {}).update(dict.fromkeys(self._list_before(need, extra)))
                extras[name] = extra
        for name, extra in extras.items():
            yield self._make_extra(name, extra, tuple(before[name]))

    def _list_before(self, need: Need, extra: Extra) -> Iterator[str]:
        """List what an extra waits for; what is legalised is translated before."""
        yield self.last
        for each in need.extras if extra.step == "legalise" else ():
            if each.step == "translate" and (each.is_binding or not extra.is_binding):
                yield self.name_extra(need, each)

    def name_extra(self, need: Need, extra: Extra) -> str:
        """Name the step that is taken once for all who need it."""
        where = need.machine.values["destination"] if extra.step == "legalise" else extra.detail
        return f"{self.id}/{extra.step}/{where}"

    def engage(self) -> Engagement:
        """Say who hangs on the document."""
        names = dict.fromkeys(str(each.required.name) for each in self.needs)
        sailings = dict.fromkeys(each.readiness.consignment.id for each in self.needs)
        steps = tuple(dict.fromkeys(each.id for each in self.list_steps()))
        return Engagement(self.id, "; ".join(names), self.series, self.last, steps, tuple(sailings))

    def _list_specs(self) -> tuple[StepSpec, ...]:
        if self._find_release() is not None:
            return (_AWAIT,)
        return _list_included(self._chain, self._state, self.needs)

    @property
    def _chain(self) -> Chain:
        return find_chain(self.needs[0].required.types)

    @property
    def _first(self) -> Need:
        """The need that decides where the document stands."""
        return min(self.needs, key=lambda each: _WORST.index(each.state))

    @property
    def _state(self) -> State:
        return self._first.state

    def _make(self, spec: StepSpec, after: tuple[str, ...]) -> Step:
        need = self._first
        owner = find_owner(spec, need, self.basis.leads, self.basis.day)
        id_ = f"{self.id}/{spec.id}"
        time = _PROMISED if spec is _AWAIT else self._find_time(spec, owner.party)
        if time and owner.role == VERIFIER:
            time = replace(time, days=time.days.scale(self.basis.verifier_factor))
        luck = f"{owner.role}/{owner.party or need.machine.values['maker_id']}"
        return Step(
            id_,
            spec.id,
            f"{spec.title} {need.paper}" if spec is _AWAIT else spec.title,
            self.series,
            owner,
            after,
            time,
            self._find_release(),
            luck if owner.role in SHARED_ROLES else id_,
            self._state,
            self._note(spec),
        )

    def _make_extra(self, name: str, extra: Extra, after: tuple[str, ...]) -> Step:
        made = self._make(shipped_steps()[extra.step], after)
        title = f"{made.title} into {extra.detail}" if extra.detail else made.title
        return replace(made, id=name, luck=name, title=title, release=None, note="")

    def _find_time(self, spec: StepSpec, party: str) -> LeadTime | None:
        is_last = spec is self._chain.last
        if is_last and self._state is State.REFUSED:
            return None
        stated = self._find_stated(spec.id) if is_last else None
        return self.basis.leads.find(spec.id, party, self.basis.day, stated)

    def _find_stated(self, step: str) -> LeadTime | None:
        """Find the longest time that a pack states of the document; its middle is ours."""
        leads = [(need, lead) for need in self.needs if (lead := need.required.lead)]
        if not leads:
            return None
        need, lead = max(leads, key=lambda each: each[1].longest_days)
        shortest, longest = float(lead.shortest_days), float(lead.longest_days)
        source = f"{need.pack.id}, {lead.cite.source} para {lead.cite.para}; the middle is ours"
        times = Times(shortest, (shortest + longest) / 2, longest)
        grade = need.pack.grade_of(lead.cite)
        return LeadTime(step, "", times, Unit.CALENDAR_DAYS, source, grade)

    def _find_release(self) -> date | None:
        """Give the morning after the day for which the document is promised."""
        due = self._find_due()
        return due.last + timedelta(days=1) if due else None

    def _find_due(self) -> Interval | None:
        need = self._first
        row = find_document(need.readiness.consignment, need.paper)
        due = row.values["due"] if row and self._state is State.AWAITED else None
        return due if isinstance(due, Interval) else None

    def _note(self, spec: StepSpec) -> str:
        need = self._first
        if due := self._find_due():
            late = ", and is not there" if due.last < self.basis.day else ""
            return f"promised for {due}{late}"
        if self._state is State.AWAITED:
            return f"{need.paper} is asked for, no day is promised"
        if self._state is State.REFUSED and spec is self._chain.last:
            return f"{need.paper} was refused, and nobody else can give it"
        return ""


def name_production(need: Need) -> str:
    """Name what one document serves: a series, or all who wait for it or were refused it."""
    chain = find_chain(need.required.types).id
    if need.state in {State.AWAITED, State.REFUSED}:
        return f"{chain}/{need.paper}"
    maker = need.machine.values["maker_id"]
    return f"{chain}/{'' if isinstance(maker, Blank) else maker}/{_name_series(need.machine)}"


def _name_series(machine: Row) -> str:
    """Name the series of a machine; its model stands for one that is not known."""
    series = machine.values["series"]
    return str(machine.values["model"] if isinstance(series, Blank) else series)


def _list_included(chain: Chain, state: State, needs: Sequence[Need]) -> tuple[StepSpec, ...]:
    """List the steps that are still to be taken, and all that come after one of them."""
    if state is State.AWAITED:
        return tuple(each for each in chain.steps if each.by != Asked.EXPORTER)
    if state is not State.FAILING:
        return chain.steps
    begun = {each.id for need in needs for each in _list_begun(chain, need)}
    included: list[StepSpec] = []
    for spec in chain.steps:
        if spec.id in begun or {each.id for each in included} & set(spec.after):
            included.append(spec)
    return tuple(included) or (shipped_steps()["amend"],)


def _list_begun(chain: Chain, need: Need) -> Iterator[StepSpec]:
    """List the steps that a failing test sends one back to; of most, the document is amended."""
    for provision in need.failing:
        if provision.renews:
            yield chain.last
        if provision.renews or provision.asked in _GIVE_DATA:
            yield from (each for each in chain.steps[:-1] if each.by == provision.asked)
