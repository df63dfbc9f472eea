"""Small shipments under small packs, planned with times that a reader can add up by hand."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from cradlegate.border.obligations.readiness import Readiness
from cradlegate.border.planning.lead_times import LEADS_FILE, LeadTable, LeadTime, read_leads
from cradlegate.border.planning.plan import Plan, SailingPlan, StepPlan, make_plan
from cradlegate.border.planning.productions import Basis
from cradlegate.border.shipments.files import read_shipment_files
from cradlegate.core.fault import Fault
from cradlegate.regimes.pack.pack import Pack
from cradlegate.work.prepare import prepare
from tests.border.shipments import DOCUMENT, MACHINE, table, terms
from tests.regimes.packs import document, make_entry, make_pack, provision, shelve

TODAY = date(2026, 6, 1)
REPORT = provision("report", document="R", remedy={"en": "get it"}, renews=True, asked="verifier")
PACK = make_pack(REPORT, documents={"R": document(relates="fit.machine")})
LEAD: Mapping[str, str] = {"unit": "working_days", "source": "test"}
FIXED = {
    "engage_verifier": 5,
    "foundry_data": 10,
    "supplier_data": 5,
    "model_footprint": 5,
    "verify": 20,
    "file": 1,
}
"""Working days of every step of the usual way; the longest way takes 10 + 5 + 5 + 20 + 1."""


def pack_of(*provisions: dict[str, Any], **fields: Any) -> Pack:
    return make_pack(*(provisions or (REPORT,)), **fields)


def other_pack(name: str, *provisions: dict[str, Any], **fields: Any) -> Pack:
    """A second pack beside the usual one."""
    entry = make_entry(*provisions, id=name, **fields)
    return shelve(entry).as_known(name, date(2026, 11, 22))


def leads(*rows: Mapping[str, str]) -> LeadTable:
    read, faults = read_leads({LEADS_FILE: table({**LEAD, **row} for row in rows)})
    assert faults == ()
    return read


def lead_faults(*rows: Mapping[str, str]) -> list[Fault]:
    return list(read_leads({LEADS_FILE: table({**LEAD, **row} for row in rows)})[1])


def lead(step: str, *days: float, **cells: str) -> dict[str, str]:
    """A row of lead times; one number stands for all three."""
    low, likely, high = days if len(days) == 3 else days * 3
    return {"step": step, "min": f"{low}", "likely": f"{likely}", "max": f"{high}", **cells}


def fixed(**changes: float) -> LeadTable:
    """Times that are always the same, so that a plan can be made by hand."""
    return leads(*(lead(step, days) for step, days in {**FIXED, **changes}.items()))


def ready(
    *machines: Mapping[str, str],
    documents: Iterable[Mapping[str, str]] | None = (),
    packs: Iterable[Pack] = (PACK,),
    day: date = TODAY,
    parties: Iterable[Mapping[str, str]] = (),
    **changes: Any,
) -> list[Readiness]:
    """Judge machines; each is the usual one changed, with nothing in hand unless listed."""
    files = {
        "shipments.csv": table(
            {**MACHINE, "built": "2026-05", **each} for each in machines or ({},)
        )
    }
    if documents is not None:
        rows = [{**DOCUMENT, **each} for each in documents]
        files["documents.csv"] = table(rows) if rows else f"{','.join(DOCUMENT)}\n".encode()
    if parties:
        files["parties.csv"] = table(parties)
    read = read_shipment_files(files)
    assert not [fault for fault in read.faults if fault.is_error], read.faults
    known = datetime.combine(day, time(9), UTC)
    asked = terms(packs=tuple(packs), known_as_of=known, **changes)
    return [prepare(each, asked).readiness for each in read.consignments]


def plan(
    *machines: Mapping[str, str],
    times: LeadTable | None = None,
    factor: float = 1.0,
    seed: int = 1,
    runs: int = 400,
    day: date = TODAY,
    **given: Any,
) -> Plan:
    basis = Basis(fixed() if times is None else times, day, factor)
    return make_plan(ready(*machines, day=day, **given), basis, seed=seed, runs=runs)


def step(made: Plan, kind: str) -> StepPlan:
    (found,) = (each for each in made.steps if each.step.kind == kind)
    return found


def kinds(made: Plan) -> set[str]:
    return {each.step.kind for each in made.steps}


def only(made: Plan) -> SailingPlan:
    (found,) = made.sailings
    return found


def missed(made: Plan) -> float:
    """The chance to miss the only sailing, with what is open."""
    chance = only(made).missed_if
    assert chance is not None
    return chance


def likely(
    table_: LeadTable, party: str = "", day: date = TODAY, stated: LeadTime | None = None
) -> float:
    """The likely time of a verification."""
    found = table_.find("verify", party, day, stated)
    assert found is not None
    return found.days.likely
