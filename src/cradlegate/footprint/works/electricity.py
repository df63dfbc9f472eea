"""Which electricity figure answers which supply, in the order of ISO 14067:2018, 6.4.9.4."""

from collections.abc import Iterable
from decimal import Decimal

from cradlegate.background.library import Library
from cradlegate.background.selection import Choice, Need
from cradlegate.core.blank import known
from cradlegate.core.fault import Fault
from cradlegate.core.kleene import Truth
from cradlegate.core.quantity import conversion_factor
from cradlegate.footprint.faults import INSTRUMENT_REFUSED, NO_TECHNOLOGY
from cradlegate.footprint.inventory.choosing import (
    ELECTRICITY,
    Faults,
    choose_factor,
    is_convertible,
)
from cradlegate.footprint.rounding import decimal_text
from cradlegate.product.case import Case
from cradlegate.product.energy import EnergyRow, EnergyScope, Instrument, Supply


def choose_electricity(
    case: Case, row: EnergyRow, subject: str, library: Library
) -> tuple[Choice, Choice | None] | Faults:
    """Choose the figure of a supply, and the grid figure it stands in for.

    Returns:
        The choice, and what it would be without an instrument (None where none is used).
    """
    country = case.machine.site(row.site).country
    named = row.factor_id if row.supply is Supply.GRID else ""
    grid = choose_factor(library, Need(ELECTRICITY, country), "kWh", subject, row.place, named)
    if row.supply is Supply.GRID or not isinstance(grid, Choice):
        return (grid, None) if isinstance(grid, Choice) else grid
    instrument = {item.id: item for item in case.instruments}.get(known(row.instrument_id) or "")
    if instrument is None:
        found = f"{row.row_id} is supply `{row.supply}` and names no instrument row"
        return (Fault(NO_TECHNOLOGY, found, row.place),)
    if row.supply is Supply.INSTRUMENT:
        faults = _judge_instrument(case, row, instrument, country)
        if faults:
            return faults
    key = f"technology/{instrument.technology}"
    chosen = choose_factor(library, Need(key, country), "kWh", subject, row.place, row.factor_id)
    return (chosen, grid) if isinstance(chosen, Choice) else chosen


def measure_kwh(rows: Iterable[EnergyRow]) -> Decimal:
    """Sum electricity in kWh; rows in another kind of unit are refused where they are used."""
    return sum(
        (
            row.amount * conversion_factor(row.unit, "kWh")
            for row in rows
            if is_convertible(row.unit, "kWh")
        ),
        Decimal(0),
    )


def _measure_use(case: Case, instrument: Instrument) -> Decimal:
    """Give what an instrument is claimed for, kWh; meters measure what is billed already."""
    rows = [row for row in case.energy if row.instrument_id == instrument.id]
    billed = {row.site for row in rows if row.scope is EnergyScope.SITE_TOTAL}
    return measure_kwh(
        row for row in rows if row.scope is not EnergyScope.PROCESS or row.site not in billed
    )


def _judge_instrument(case: Case, row: EnergyRow, instrument: Instrument, country: str) -> Faults:
    used, own = _measure_use(case, instrument), instrument.amount_kwh
    in_time = instrument.generation_period.contains(row.period) is not Truth.FALSE
    broken = [
        reason
        for reason, holds in (
            # An entry of a registry has a number; words such as `pending` have none.
            ("is not retired", any(map(str.isdigit, instrument.retirement_ref))),
            (
                f"is of market {instrument.market}, the site is in {country}",
                country in instrument.market.split("+"),
            ),
            (f"covers {own:f} kWh of {decimal_text(used)}", used <= own),
            (f"was generated in {instrument.generation_period}, used in {row.period}", in_time),
            (
                f"benefits {instrument.beneficiary}",
                instrument.beneficiary in {case.machine.maker.id, case.machine.maker.name},
            ),
        )
        if not holds
    ]
    return tuple(
        Fault(INSTRUMENT_REFUSED, f"{instrument.id} {reason}", instrument.place)
        for reason in broken
    )
