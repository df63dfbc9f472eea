"""What another plausible allocation would give (ISO 14067:2018, 6.4.6; method 10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import fsum

from cradlegate.footprint.line import Line, sum_emissions
from cradlegate.footprint.term import Term
from cradlegate.footprint.works.allocation import share_per_machine
from cradlegate.footprint.works.ledger import list_works_rows
from cradlegate.product.case import Case
from cradlegate.product.energy import AllocationRow, Driver


@dataclass(frozen=True, slots=True)
class AllocationAlternative:
    """The headline if one key shared out all energy of the sites, kg CO2e.

    Args:
        products: co-products of the key, this model among them.
        driver_here, driver_in_all: what this model takes of the driver, and what all take; the
            shares of all co-products sum to 1.
        is_used: whether a row of energy is shared out by it.
    """

    key_id: str
    driver: str
    kgco2e: float
    products: int
    driver_here: Decimal
    driver_in_all: Decimal
    is_used: bool


def share_by_other_keys(case: Case, lines: Sequence[Line]) -> tuple[AllocationAlternative, ...]:
    """Share all energy of the works by each of their keys in turn.

    Args:
        lines: of the view.
    """
    keys: dict[str, list[AllocationRow]] = {}
    for row in case.allocation:
        keys.setdefault(row.key_id, []).append(row)
    used = {row.key_id for row in list_works_rows(case)}
    refurbishing = {row.key_id for row in case.energy} - used
    shares = {
        key: share
        for key in keys
        if key not in refurbishing and isinstance(share := share_per_machine(case, key), Term)
    }
    rest = sum_emissions(line for line in lines if not line.activity.allocation_key)
    return tuple(
        _describe(keys[key], rest + _share_by(share, shares, lines), is_used=key in used)
        for key, share in shares.items()
    )


def list_unstated_drivers(alternatives: Sequence[AllocationAlternative]) -> tuple[Driver, ...]:
    """List the drivers that no key of the case shares by, in the order of the standard."""
    stated = {item.driver for item in alternatives}
    return tuple(driver for driver in Driver if driver not in stated)


def _describe(
    rows: Sequence[AllocationRow], kgco2e: float, *, is_used: bool
) -> AllocationAlternative:
    return AllocationAlternative(
        rows[0].key_id,
        str(rows[0].driver),
        kgco2e,
        len(rows),
        sum((row.amount for row in rows if row.is_this_machine), Decimal(0)),
        sum((row.amount for row in rows), Decimal(0)),
        is_used,
    )


def _share_by(share: Term, shares: dict[str, Term], lines: Sequence[Line]) -> float:
    return fsum(
        line.emissions * float(share.value / shares[line.activity.allocation_key].value)
        for line in lines
        if line.activity.allocation_key
    )
