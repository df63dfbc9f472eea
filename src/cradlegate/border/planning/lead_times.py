"""How long every step takes, of whom, since when, and who says so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from cradlegate.border.planning import faults as kinds
from cradlegate.border.planning.pert import Times
from cradlegate.core.blank import Blank, known
from cradlegate.core.fault import Fault
from cradlegate.core.grade import DataGrade, LawGrade
from cradlegate.tables.columns import TableSpec, read_specs
from cradlegate.tables.reading.file_set import FileSetSpec, read_file_set
from cradlegate.tables.records.record import Record, read_records
from cradlegate.tables.records.record_set import Finding, RecordSet

LEADS_FILE = "leads.csv"
_LONGEST_HOLIDAYS = 30
"""Days that any two weeks of holidays with their weekends lie within."""


class Unit(StrEnum):
    """What a time is counted in."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


@dataclass(frozen=True, slots=True)
class LeadTime:
    """How long a step takes.

    Args:
        party: who takes that long; empty for anybody.
        days: shortest, likely and longest, in `unit`.
        grade: None for what the user states.
        valid_from: first day on which it holds; None for always.
        cost: of the step, in `currency`; None where nobody has offered a price.
        country: whose working days count; empty where the shipment says it.
    """

    step: str
    party: str
    days: Times
    unit: Unit
    source: str
    grade: DataGrade | LawGrade | None = None
    valid_from: date | None = None
    cost: Decimal | None = None
    currency: str = ""
    country: str = ""

    @property
    def widest_days(self) -> float:
        """More calendar days than it can take, through any holidays."""
        longest = self.days.longest
        return longest if self.unit is Unit.CALENDAR_DAYS else 2 * longest + _LONGEST_HOLIDAYS


@dataclass(frozen=True, slots=True)
class StepSpec:
    """A kind of step.

    Args:
        by: role of whoever does it.
        after: steps of the same chain that come before it.
        time: None where nobody knows how long it takes.
    """

    id: str
    title: str
    by: str
    after: tuple[str, ...]
    time: LeadTime | None


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps that make documents of some types.

    Args:
        steps: each after those that it needs; the last one gives the document.
        is_own_maker: whether nobody can take the place of one that declines.
    """

    id: str
    types: tuple[str, ...]
    steps: tuple[StepSpec, ...]
    is_own_maker: bool

    @property
    def last(self) -> StepSpec:
        """The step that gives the document."""
        return self.steps[-1]


@dataclass(frozen=True, slots=True)
class LeadTable:
    """The shipped lead times, and those of the user, which take their place.

    Args:
        own: in the order of the file.
    """

    own: tuple[LeadTime, ...] = ()

    def find(self, step: str, party: str, day: date, stated: LeadTime | None) -> LeadTime | None:
        """Find how long a step takes: by its party, for anybody, as the pack states, as shipped.

        Where nobody is named and only times of parties are known, the slowest of them is taken.

        Args:
            party: empty where nobody is named.
            day: on which the plan is made.
            stated: by the pack that asks for the document.
        """
        rows = self._list_valid(step, day)
        by_party = {each.party: each for each in rows}
        if found := by_party.get(party) or by_party.get(""):
            return found
        if rows and not party:
            return max(rows, key=lambda each: each.days[1:])
        return stated or shipped_steps()[step].time

    def find_party(self, step: str, day: date) -> str:
        """Find who alone offers a step; empty where nobody does, or several."""
        parties = {each.party for each in self._list_valid(step, day)}
        return parties.pop() if len(parties) == 1 else ""

    def find_country(self, party: str) -> str:
        """Find the country that is stated of a party."""
        named = (each.country for each in self.own if each.party == party and each.country)
        return next(named, "")

    def _list_valid(self, step: str, day: date) -> list[LeadTime]:
        """List the newest row of every party."""
        rows = [each for each in self.own if each.step == step and _is_valid(each, day)]
        rows.sort(key=lambda each: each.valid_from or date.min)
        return list({each.party: each for each in rows}.values())


def _is_valid(row: LeadTime, day: date) -> bool:
    return row.valid_from is None or row.valid_from <= day


@cache
def shipped_steps() -> Mapping[str, StepSpec]:
    """Give the kinds of step by id."""
    entries = _read_shipped()["steps"]
    return MappingProxyType({name: _read_step(name, each) for name, each in entries.items()})


@cache
def shipped_chains() -> tuple[Chain, ...]:
    """Give the chains of steps; the last of them makes what no other makes."""
    steps = shipped_steps()
    return tuple(
        Chain(
            name,
            tuple(each["types"]),
            tuple(steps[step] for step in each["steps"]),
            each.get("own_maker", False),
        )
        for name, each in _read_shipped()["chains"].items()
    )


def find_chain(types: Sequence[str]) -> Chain:
    """Find the chain that makes a document of one of these types."""
    chains = shipped_chains()
    return next((each for each in chains if set(each.types) & set(types)), chains[-1])


@cache
def lead_tables() -> Mapping[str, TableSpec]:
    """Give the table of lead times that a user may give."""
    return read_specs(_open("lead_columns.yaml"))


def read_leads(contents: Mapping[str, bytes]) -> tuple[LeadTable, tuple[Fault, ...]]:
    """Read lead times, gathering every fault.

    Args:
        contents: a table under `LEADS_FILE`, or one workbook.
    """
    spec = lead_tables()
    raw = read_file_set(FileSetSpec(spec, LEADS_FILE), contents)
    records = RecordSet(
        {
            name: tuple(row for each in raw.tables[name] for row in read_records(each))
            for name in raw.tables
        }
    )
    records = records.with_findings(_find_faults(records.usable("leads")))
    faults = [fault for each in records.all("leads") for fault in each.faults]
    rows = tuple(_read_lead(each.values) for each in records.usable("leads"))
    return LeadTable(rows), raw.in_file_order([*raw.faults, *faults])


def _find_faults(rows: Sequence[Record]) -> Iterator[Finding]:
    seen = set()
    for row in rows:
        values = row.values
        if not values["min"] <= values["likely"] <= values["max"]:
            found = f"{values['min']}, {values['likely']}, {values['max']}"
            yield Finding(row, Fault(kinds.TIMES_OUT_OF_ORDER, found, row.at("likely")))
        if isinstance(values["cost"], Blank) is not isinstance(values["currency"], Blank):
            found = "cost and currency are not both there"
            yield Finding(row, Fault(kinds.COST_WITHOUT_CURRENCY, found, row.at("cost")))
        name = (values["step"], values["party"], values["valid_from"])
        if name in seen:
            found = f"{values['step']} stands a second time"
            yield Finding(row, Fault(kinds.LEAD_TWICE, found, row.at("step")))
        seen.add(name)


def _read_lead(values: Mapping[str, Any]) -> LeadTime:
    since = known(values["valid_from"])
    return LeadTime(
        values["step"],
        known(values["party"]) or "",
        Times(*(float(values[name]) for name in ("min", "likely", "max"))),
        Unit(values["unit"]),
        values["source"],
        valid_from=since.first if since else None,
        cost=known(values["cost"]),
        currency=known(values["currency"]) or "",
        country=known(values["country"]) or "",
    )


def _read_step(name: str, entry: Mapping[str, Any]) -> StepSpec:
    time = None
    if "days" in entry:
        grade = entry["grade"]
        times = Times(*map(float, entry["days"]))
        graded = LawGrade(grade) if grade in set(LawGrade) else DataGrade(grade)
        time = LeadTime(name, "", times, Unit(entry["unit"]), entry["source"], graded)
    return StepSpec(name, entry["title"], entry["by"], tuple(entry.get("after", ())), time)


@cache
def _read_shipped() -> Mapping[str, Any]:
    entry: Mapping[str, Any] = yaml.load(_open("lead_times.yaml"), Loader=yaml.CSafeLoader)
    return entry


def _open(name: str) -> str:
    return files("cradlegate.border").joinpath("data", name).read_text("utf-8")
