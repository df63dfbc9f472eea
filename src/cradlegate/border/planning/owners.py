"""Who takes a step, and whose working days count."""

from datetime import date

from cradlegate.border.planning.lead_times import LeadTable, StepSpec
from cradlegate.border.planning.needs import Need
from cradlegate.border.planning.network import Owner
from cradlegate.border.shipments.consignment import Consignment, Row
from cradlegate.border.shipments.roles import find_party
from cradlegate.core.blank import Blank
from cradlegate.regimes.vocabulary import Asked

AUTHORITY, VERIFIER = "authority", "verifier"
SHARED_ROLES = frozenset({VERIFIER, "supplier"})
"""Roles of which one firm takes many steps, and is slow or fast in all of them."""
_SEATED = {
    Asked.MAKER: ("made_in", "dispatch"),
    Asked.SUPPLIER: ("made_in", "dispatch"),
    Asked.EXPORTER: ("dispatch", "made_in"),
    Asked.FORWARDER: ("dispatch",),
}
"""Columns that say where somebody sits of whom nobody has said it; others sit where it goes to."""


def find_owner(spec: StepSpec, need: Need, leads: LeadTable, day: date) -> Owner:
    """Find who takes a step: whom the shipment names, or whoever alone offers it."""
    role = _name_role(spec, need)
    consignment = need.readiness.consignment
    about = need.machine.id if need.is_other_body or not need.paper else need.paper
    party = leads.find_party(spec.id, day)
    if not party and role != AUTHORITY:
        party = find_party(consignment, Asked(role), about)
    known = consignment.parties.get(party)
    country = leads.find_country(party) if party else ""
    country = country or (known.country if known else "")
    return Owner(
        role,
        party,
        consignment.name_of(party) if party else "",
        known.contact if known else "",
        country or _guess_country(role, consignment, need.machine),
        is_country_assumed=not country,
    )


def _name_role(spec: StepSpec, need: Need) -> str:
    if spec.by == "asked":
        return need.required.asked
    if spec.by == "owed_by":
        return need.required.owed_by
    return spec.by


def _guess_country(role: str, consignment: Consignment, machine: Row) -> str:
    columns = _SEATED.get(Asked(role), ()) if role != AUTHORITY else ()
    named = [machine.values[column] for column in columns]
    maker = consignment.parties.get(str(machine.values["maker_id"]))
    if maker and maker.country and "made_in" in columns:
        named.insert(0, maker.country)
    named.append(machine.values["destination"])
    return next(str(each) for each in named if not isinstance(each, Blank))
