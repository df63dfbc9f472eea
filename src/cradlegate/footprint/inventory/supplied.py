"""Lines answered by a supplier's own footprint."""

from collections.abc import Iterator
from decimal import Decimal

from cradlegate.background.factor import (
    Factor,
    FactorFamily,
    FactorKind,
    Region,
    Role,
    Scope,
    Spread,
    SpreadKind,
)
from cradlegate.background.selection import Choice
from cradlegate.core.blank import Blank, known
from cradlegate.core.fault import Fault
from cradlegate.core.grade import DataGrade
from cradlegate.core.source import Source
from cradlegate.core.stage import Stage
from cradlegate.footprint.faults import OUTBOUND_TWICE, WRONG_SUPPLIER_UNIT
from cradlegate.footprint.inventory.activity import Activity, CoverageClass, Inventory
from cradlegate.footprint.term import Term
from cradlegate.product.bill import BomKind, BomLine
from cradlegate.product.case import Case
from cradlegate.product.supplier import SupplierFootprint

VERIFIED_GSD, UNVERIFIED_GSD = Decimal("1.1"), Decimal("1.2")
"""House defaults for the spread of a supplier's figure that states none."""
PIECE_TOLERANCE = Decimal("0.05")
"""Share by which a supplier may weigh a piece otherwise than the maker (house rule)."""
GATE, DELIVERED = "a1a3", "a1a4"


def choose_supplier_footprint(line: BomLine, case: Case, mass: Term, stage: Stage) -> Inventory:
    """Answer a line with the supplier footprint it names, refusing what does not fit."""
    footprint = {item.id: item for item in case.suppliers}.get(line.source_id)
    if footprint is None:
        found = f"{line.line_id} names supplier footprint {line.source_id!r}, which is not there"
        return Inventory(faults=(Fault(WRONG_SUPPLIER_UNIT, found, line.place),))
    faults = _find_faults(line, footprint, case)
    if faults:
        return Inventory(faults=tuple(faults))
    amount = mass
    if footprint.declared_unit == "item":
        amount = Term("pieces", line.quantity, "item", source=str(line.place))
    activity = Activity(
        f"bom/{line.line_id}",
        stage,
        line.subassembly,
        line.description or footprint.product,
        amount,
        _as_choice(line, footprint),
        CoverageClass.RECORDED,
        footprint.supplier_id,
        known(line.origin_country) or footprint.geography,
        mass_kg=line.net_mass_kg if line.kind is BomKind.PART else Decimal(0),
        is_stage_unsplit=True,
        primary_share=known(footprint.primary_share) or Decimal(0),
    )
    return Inventory((activity,))


def _find_faults(line: BomLine, footprint: SupplierFootprint, case: Case) -> list[Fault]:
    faults = [
        Fault(WRONG_SUPPLIER_UNIT, f"{footprint.id} {reason}", line.place)
        for reason in _find_misfits(line, footprint, case)
    ]
    legs = [
        leg.leg
        for leg in case.transport
        if leg.stage is Stage.A2 and leg.applies_to in {line.line_id, line.subassembly, "machine"}
    ]
    if _plain(footprint.boundary) == DELIVERED and legs:
        found = f"{footprint.id} covers {footprint.boundary}, and leg {legs[0]} carries it again"
        faults.append(Fault(OUTBOUND_TWICE, found, line.place))
    return faults


def _find_misfits(line: BomLine, footprint: SupplierFootprint, case: Case) -> Iterator[str]:
    unit, mass, own = footprint.declared_unit, footprint.mass_per_unit_kg, line.net_mass_each_kg
    if unit not in {"kg", "item"}:
        yield f"is per {unit}, {line.line_id} is a part"
    elif unit == "kg" and mass != 1:
        yield f"is per kg, and a unit of it weighs {mass:f} kg"
    elif unit == "item" and own and abs(mass - own) > PIECE_TOLERANCE * own:
        yield f"is of a piece of {mass:f} kg, one of {line.line_id} weighs {own:f} kg"
    if footprint.line_ids and line.line_id not in footprint.line_ids:
        yield f"is of {', '.join(footprint.line_ids)}, not of {line.line_id}"
    if _plain(footprint.boundary) not in {GATE, DELIVERED}:
        yield f"covers {footprint.boundary}, a part brings A1-A3 along, or A1-A4"
    valid_to = footprint.valid_to
    if not isinstance(valid_to, Blank) and valid_to.last < case.machine.data_period.first:
        yield f"was valid to {valid_to}, before {case.machine.data_period}"


def _plain(boundary: str) -> str:
    return "".join(filter(str.isalnum, boundary.casefold()))


def _as_choice(line: BomLine, footprint: SupplierFootprint) -> Choice:
    grade = DataGrade.SUPPLIER_UNVERIFIED
    if footprint.is_verified:
        grade = DataGrade.SUPPLIER_VERIFIED
    gsd = VERIFIED_GSD if footprint.is_verified else UNVERIFIED_GSD
    factor = Factor(
        id=f"supplier/{footprint.id}",
        name=footprint.product,
        kind=FactorKind.MATERIAL,
        material_key=line.material,
        values=footprint.by_category,
        unit=footprint.declared_unit,
        family=FactorFamily.CRADLE_TO_GATE,
        scope=frozenset({Scope.FORMING, Scope.MACHINING}),
        role=Role.BURDEN,
        pair="",
        region=Region(footprint.geography, "iso3166-1"),
        year_from=footprint.period.first.year,
        year_to=footprint.period.last.year,
        gwp_set=footprint.gwp_set,
        spread=Spread(SpreadKind.GSD, value=gsd, is_default=True),
        technology=1,
        precision=0,
        grade=grade,
        source=Source(f"footprint sent by {footprint.supplier_id}", footprint.raw_digest, grade),
    )
    reason = f"the supplier's own figure, {footprint.boundary}, assurance {footprint.assurance}"
    return Choice(f"bom/{line.line_id}", factor, "supplier", (), "", reason, 1, is_proxy=False)
