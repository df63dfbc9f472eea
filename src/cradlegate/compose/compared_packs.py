"""Packs joined with what they are compared with: an earlier version, or the law of another day."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from cradlegate.compose import gate
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.period import Interval
from cradlegate.regimes.faults import NOTHING_TO_COMPARE
from cradlegate.regimes.law_day import keep_law_of
from cradlegate.regimes.pack.pack import Pack

ById: TypeAlias = Mapping[str, Pack]


def open_compared(
    old: Path | None, new: Path | None, days: Interval | None, packs: Sequence[Path], today: date
) -> tuple[ById, ById]:
    """Open what is compared, the earlier first.

    Args:
        old, new: files or folders of two versions; the shipped packs stand in for a new one.
        days: the first and the last are compared, in place of versions.
        packs: files and folders of packs and answers, beside the shipped packs.
        today: answers and amendments of later days are left out of a comparison of days.

    Raises:
        FaultsError: everything that is wrong with them, no pack there, or neither or both of
            versions and days (RG-024).
    """
    if days and not old:
        known = gate.open_known(packs, None, today)
        return _take_law(known, days.first), _take_law(known, days.last)
    if old and not days:
        return _open_versions(old, new, packs)
    found = f"{old} and {days}" if old else "neither versions nor days"
    raise FaultsError([Fault(NOTHING_TO_COMPARE, found)])


def _open_versions(old: Path, new: Path | None, packs: Sequence[Path]) -> tuple[ById, ById]:
    before = gate.open_only(old).packs
    if new:
        return before, gate.open_only(new).packs
    at_hand = gate.open_packs(packs).packs
    return before, {name: pack for name, pack in at_hand.items() if name in before}


def _take_law(packs: Sequence[Pack], day: date) -> ById:
    return {each.id: keep_law_of(each, day) for each in packs}
