"""Whether the accreditation behind a statement was withdrawn after it was signed, and when.

A later suspension takes nothing back (house rule).  Whether a statement outlives a withdrawal is a
question of law, which is asked by whoever judges the statement: here is only what registers show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.verification.registers.losses import find_losses
from cradlegate.verification.registers.register import (
    AccreditationStatus,
    RegisterSnapshot,
    plain_term,
)
from cradlegate.verification.registers.standing import LONGEST_AGE_DAYS, Standing


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The first withdrawal after a signature, as far as registers show it.

    Args:
        day: the days among which it began; absent where they show none, unknown where none of
            them speaks for the days after the signature, or where it may have come before.
        found: what that rests on, as a clause without a full stop.
    """

    day: Interval | Blank
    found: str


def find_withdrawal(
    snapshots: Sequence[RegisterSnapshot], standing: Standing, signed: Interval
) -> Withdrawal:
    """Find the first withdrawal of an accreditation that was in force at a signature.

    One that is gone from the register before its last day counts as withdrawn; a withdrawal of
    single terms does not count.  Where several were in force, the first that is lost counts.

    Args:
        snapshots: of one register or several, in any order.
        standing: of the body on the day of the signature, by the same snapshots.
        signed: the day of the signature; several days where it is not known better.

    Source: docs/reference/registers.md; every rule is a house rule.
    """
    if not standing.accredited_by:
        return Withdrawal(Blank.ABSENT, standing.found)
    own = [each for each in snapshots if each.register_id == standing.snapshot.register_id]
    newest = max(own, key=lambda each: each.as_of)
    if newest.as_of + timedelta(LONGEST_AGE_DAYS) <= signed.last:
        return Withdrawal(Blank.UNKNOWN, f"{newest.name} says nothing of the days after {signed}")
    held = {plain_term(each) for each in standing.accredited_by}
    lost = [
        each
        for each in find_losses(own, standing.body_no, signed.first)
        if plain_term(each.accreditation_body) in held
        and each.status is not AccreditationStatus.SUSPENDED
        and not each.lost_terms
    ]
    if not lost:
        found = f"{standing.body_no} in {newest.name}: no withdrawal after {signed}"
        return Withdrawal(Blank.ABSENT, found)
    if lost[0].since.first <= signed.last:
        return Withdrawal(Blank.UNKNOWN, f"{lost[0].found}, which may lie before {signed}")
    last = min(each.since.last for each in lost)
    return Withdrawal(Interval(lost[0].since.first, last), lost[0].found)
