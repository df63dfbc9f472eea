"""What another plausible allocation would give (ISO 14067:2018, 6.4.6; method 10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from cradlegate.footprint.line import Line, sum_emissions
from cradlegate.footprint.term import Term
from cradlegate.footprint.works.allocation import share_per_machine
from cradlegate.product.case import Case


@dataclass(frozen=True, slots=True)
class AllocationAlternative:
    """The headline if one key shared out all energy of the sites, kg CO2e."""

    key_id: str
    driver: str
    kgco2e: float


def share_by_other_keys(case: Case, lines: Sequence[Line]) -> tuple[AllocationAlternative, ...]:
    """Share all energy of the sites by each key of the case in turn.

    Args:
        lines: of the view.
    """
    shares = {
        row.key_id: share
        for row in case.allocation
        if isinstance(share := share_per_machine(case, row.key_id), Term)
    }
    drivers = {row.key_id: str(row.driver) for row in case.allocation}
    rest = sum_emissions(line for line in lines if not line.activity.allocation_key)
    return tuple(
        AllocationAlternative(key, drivers[key], rest + _share_by(shares[key], shares, lines))
        for key in shares
    )


def _share_by(share: Term, shares: dict[str, Term], lines: Sequence[Line]) -> float:
    return fsum(
        line.emissions * float(share.value / shares[line.activity.allocation_key].value)
        for line in lines
        if line.activity.allocation_key
    )
