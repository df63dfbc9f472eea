"""Which electricity figure answers which supply, in the order of ISO 14067:2018, 6.4.9.4."""

from decimal import Decimal

from cradlegate.background.library import Library
from cradlegate.background.selection import Choice, Need
from cradlegate.core.blank import known
from cradlegate.core.fault import Fault
from cradlegate.core.kleene import Truth
from cradlegate.footprint.faults import INSTRUMENT_REFUSED, NO_TECHNOLOGY
from cradlegate.footprint.inventory.choosing import ELECTRICITY, Faults, choose_factor
from cradlegate.product.case import Case
from cradlegate.product.energy import EnergyRow, Instrument, Supply


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


def _judge_instrument(case: Case, row: EnergyRow, instrument: Instrument, country: str) -> Faults:
    used = sum(
        (item.amount for item in case.energy if item.instrument_id == instrument.id), Decimal(0)
    )
    in_time = instrument.generation_period.contains(row.period) is not Truth.FALSE
    broken = [
        reason
        for reason, holds in (
            ("is not retired", bool(instrument.retirement_ref.strip("-– "))),
            (
                f"is of market {instrument.market}, the site is in {country}",
                country in instrument.market.split("+"),
            ),
            (f"covers {instrument.amount_kwh:f} kWh of {used:f}", used <= instrument.amount_kwh),
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
