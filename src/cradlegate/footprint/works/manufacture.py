"""Stage A3: the energy of the maker's own sites."""

from decimal import Decimal

from cradlegate.background.factor import Scope, Spread, SpreadKind
from cradlegate.background.library import Library
from cradlegate.background.selection import Choice, Need
from cradlegate.core.blank import known
from cradlegate.core.fault import Fault, Place
from cradlegate.core.grade import DataGrade
from cradlegate.core.quantity import conversion_factor
from cradlegate.core.stage import Stage
from cradlegate.footprint.faults import EXPORT_ABOVE_SUPPLY, NET_ON_GROSS, NO_ENERGY
from cradlegate.footprint.inventory.activity import (
    Activity,
    AmountSpread,
    CoverageClass,
    Inventory,
)
from cradlegate.footprint.inventory.choosing import (
    ELECTRICITY,
    Faults,
    choose_factor,
    express_in_factor_unit,
    has_default,
    is_convertible,
)
from cradlegate.footprint.rounding import decimal_text
from cradlegate.footprint.term import Term, multiply
from cradlegate.footprint.works.allocation import share_of_key, share_per_machine
from cradlegate.footprint.works.electricity import choose_electricity, measure_kwh
from cradlegate.footprint.works.ledger import (
    LedgerEntry,
    build_ledger,
    enter_refurbishment,
    list_works_rows,
)
from cradlegate.product.case import Case
from cradlegate.product.energy import EnergyRow, EnergyScope, Supply
from cradlegate.product.templates.sizing import size_machine
from cradlegate.product.templates.template import Default, Template

ESTIMATE_GSD = Decimal("1.3")
"""House default for an amount of energy that is estimated rather than billed."""


def build_manufacture(case: Case, library: Library, template: Template | None) -> Inventory:
    """Build the activities of the maker's own energy, one machine's share of each ledger entry.

    Without any energy row of manufacture the template's estimate stands in, with a warning.  What
    refurbishing took is shared out in the period of its key, outside every account.
    """
    made = tuple(row for row in case.energy if row.scope is not EnergyScope.REFURBISHMENT)
    refurbished = [
        _build_entry(case, enter_refurbishment(row), library, share_of_key(case, row.key_id))
        for row in case.energy
        if row.scope is EnergyScope.REFURBISHMENT
    ]
    if not made:
        return Inventory.join([_estimate_by_template(case, library, template), *refurbished])
    entries, faults = build_ledger(list_works_rows(case))
    parts = [Inventory(faults=(*faults, *_judge_export(made)))]
    parts += [
        _build_entry(case, entry, library, share_per_machine(case, entry.row.key_id))
        for entry in entries
    ]
    return Inventory.join([*parts, *refurbished])


def _estimate_by_template(case: Case, library: Library, template: Template | None) -> Inventory:
    machine = case.machine
    stands_in = "the template's estimate stands in" if template else "it is unknown, not zero"
    found = f"{machine.model} has no energy rows for its own manufacture; {stands_in}"
    parts = [Inventory(faults=(Fault(NO_ENERGY, found, Place("energy.csv")),))]
    for name, default in template.defaults.items() if template else ():
        table, _, carrier = name.partition(".")
        if template and table == "energy":
            size = size_machine(machine, template)
            amount = Term(
                f"{carrier} of one machine",
                default.amount.at(size),
                default.unit,
                source=str(default.source),
                grade=DataGrade.ESTIMATE,
            )
            parts.append(_build_estimate(case, library, carrier, amount, default))
    return Inventory.join(parts)


def _build_estimate(
    case: Case, library: Library, carrier: str, amount: Term, default: Default
) -> Inventory:
    need, path = Need(carrier, case.machine.maker.country), f"template/energy/{carrier}"
    choice = choose_factor(library, need, amount.unit, path, Place("energy.csv"))
    if not isinstance(choice, Choice):
        return Inventory(faults=choice)
    spread = Spread(SpreadKind.REL95, value=default.spread_rel95)
    activity = Activity(
        path,
        Stage.A3,
        "machine",
        f"{carrier} of own manufacture (template)",
        express_in_factor_unit(amount, choice.chosen),
        choice,
        CoverageClass.TEMPLATE,
        "own energy manager: twelve site bills",
        need.region,
        energy_mj=_measure_energy(amount),
        amount_spreads=(AmountSpread(path, spread),),
    )
    return Inventory((activity,))


def _judge_export(rows: tuple[EnergyRow, ...]) -> list[Fault]:
    def total(supply: Supply) -> Decimal:
        return measure_kwh(row for row in rows if row.supply is supply)

    exported, own = total(Supply.EXPORT), total(Supply.OWN)
    if exported <= own:
        return []
    found = f"{decimal_text(exported)} kWh exported, {decimal_text(own)} kWh generated"
    return [Fault(EXPORT_ABOVE_SUPPLY, found, Place("energy.csv", column="supply"))]


def _build_entry(
    case: Case, entry: LedgerEntry, library: Library, share: Term | Faults
) -> Inventory:
    row = entry.row
    chosen = _choose(case, entry, library)
    faults = tuple(
        fault
        for answer in (share, chosen)
        if isinstance(answer, tuple)
        for fault in answer
        if isinstance(fault, Fault)
    )
    if faults or not isinstance(share, Term):
        return Inventory(faults=faults)
    choice, without = chosen
    assert isinstance(choice, Choice)  # noqa: S101 - faults would have returned above
    amount = multiply(entry.label, entry.amount.unit, entry.amount, share)
    is_estimate = entry.amount.grade is DataGrade.ESTIMATE
    spread = Spread(SpreadKind.GSD, value=ESTIMATE_GSD, is_default=True)
    activity = Activity(
        entry.id,
        Stage.A3,
        known(row.subassembly) or "machine",
        entry.label,
        express_in_factor_unit(amount, choice.chosen),
        choice,
        CoverageClass.TEMPLATE if is_estimate else CoverageClass.RECORDED,
        f"energy manager of site {row.site}",
        case.machine.site(row.site).country,
        energy_mj=_measure_energy(amount),
        amount_spreads=(AmountSpread(f"estimated/{entry.id}", spread),) if is_estimate else (),
        without_instrument=without if isinstance(without, Choice) else None,
        allocation_key="" if row.scope is EnergyScope.REFURBISHMENT else row.key_id,
    )
    return Inventory((activity,))


def _choose(
    case: Case, entry: LedgerEntry, library: Library
) -> tuple[Choice, Choice | None] | tuple[Fault, ...]:
    row = entry.row
    if row.carrier == ELECTRICITY:
        return choose_electricity(case, row, entry.id, library)
    country = case.machine.site(row.site).country
    key = row.carrier
    if row.cv_basis == "gross" and has_default(library, f"{key}/gross"):
        key = f"{key}/gross"
    choice = choose_factor(
        library, Need(key, country), row.unit, entry.id, row.place, row.factor_id
    )
    if not isinstance(choice, Choice):
        return choice
    is_net = Scope.NET_CALORIFIC in choice.chosen.scope
    if is_net and row.cv_basis != "net":
        basis = known(row.cv_basis) or "an unknown basis"
        found = f"{choice.chosen.id} is per net kWh, {row.row_id} is billed on {basis}"
        return (Fault(NET_ON_GROSS, found, row.place),)
    return choice, None


def _measure_energy(amount: Term) -> Decimal:
    if not is_convertible(amount.unit, "MJ"):
        return Decimal(0)
    return amount.value * conversion_factor(amount.unit, "MJ")
