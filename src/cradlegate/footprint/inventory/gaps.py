"""Rows that could not be read, at conservative estimates (method 18)."""

from decimal import Decimal

from cradlegate.background.library import Library
from cradlegate.background.selection import Choice, Need
from cradlegate.core.fault import Fault
from cradlegate.core.grade import DataGrade
from cradlegate.core.stage import Stage
from cradlegate.footprint.faults import GAP_ESTIMATED
from cradlegate.footprint.inventory.activity import Activity, CoverageClass, Inventory
from cradlegate.footprint.inventory.choosing import choose_factor
from cradlegate.footprint.inventory.transport import DEFAULT_CLASS
from cradlegate.footprint.term import Term, convert, multiply
from cradlegate.product.case import Case, Gap

FARTHEST_KM = {
    "road": Decimal(5_000),
    "rail": Decimal(12_000),
    "sea": Decimal(25_000),
    "air": Decimal(20_000),
    "inland_water": Decimal(3_000),
}
"""Distances that hardly any leg of their mode exceeds (house rule)."""

ESTIMATED_BY = {
    "bom": "its mass counts with what the template describes, or with what nobody describes",
    "energy": "the rows that can be read are scaled to a year",
    "transport": "the leg counts at a distance that hardly any leg of its mode exceeds",
}
NOT_ESTIMATED = "not estimated: nothing stands for it"


def build_gaps(case: Case, library: Library) -> Inventory:
    """Build what stands for unreadable rows that nothing else makes up for."""
    legs = [_build_leg(case, gap, library) for gap in case.gaps if gap.table == "transport"]
    return Inventory.join(legs)


def describe_gaps(case: Case) -> tuple[Fault, ...]:
    """Say of every unreadable row how a draft counts it."""
    return tuple(
        Fault(
            GAP_ESTIMATED,
            f"gap {gap.table} {gap.id}: {ESTIMATED_BY.get(gap.table, NOT_ESTIMATED)}",
            gap.place,
        )
        for gap in case.gaps
    )


def _build_leg(case: Case, gap: Gap, library: Library) -> Inventory:
    mode = gap.cells.get("mode", "road")
    mode = mode if mode in FARTHEST_KM else "road"
    stage = gap.cells.get("stage", "")
    need = Need(DEFAULT_CLASS[mode], "")
    choice = choose_factor(library, need, "t.km", f"gap/transport/{gap.id}", gap.place)
    if not isinstance(choice, Choice):
        return Inventory(faults=choice)
    source, grade = "house rule for gaps", DataGrade.ESTIMATE
    distance = Term("farthest distance", FARTHEST_KM[mode], "km", source=source, grade=grade)
    gross = case.machine.gross_shipping_mass_kg
    mass = Term("gross shipping mass", gross, "kg", source="machine.yaml, gross_shipping_mass")
    activity = Activity(
        f"gap/transport/{gap.id}",
        Stage(stage) if stage in {"A2", "A4", "A5", "C2"} else Stage.A4,
        "machine",
        f"gap: leg {gap.id}",
        multiply("transport work", "t.km", convert(mass, "t", Decimal("0.001")), distance),
        choice,
        CoverageClass.UNKNOWN,
        f"carrier of leg {gap.id}",
        "",
    )
    return Inventory((activity,))
