"""What the letters of a shipment mean under every pack that asks how functions are on a machine."""

from collections.abc import Iterable, Iterator, Sequence

from cradlegate.border.evidence.lint import LintedLetter
from cradlegate.border.evidence.modes import JudgedMode, judge_letter, list_asking
from cradlegate.border.facts.evidence import supply_evidence
from cradlegate.border.shipments.cells import read_cell
from cradlegate.border.shipments.consignment import Consignment
from cradlegate.core.blank import Blank
from cradlegate.regimes.facts import Fact
from cradlegate.regimes.pack.pack import Pack

Meaning = tuple[str, Pack, JudgedMode]
"""Id of the letter, the pack, and what it makes of it."""


def find_meanings(
    letters: Iterable[LintedLetter], consignment: Consignment, packs: Iterable[Pack]
) -> tuple[Meaning, ...]:
    """Judge every letter that says something, once for each day of entry of its machines.

    Args:
        consignment: any of the file, for its rows of evidence.
    """
    asking = list_asking(packs)
    return tuple(
        (each.letter.id, pack, judge_letter(pack, supply_evidence(evidence, each.letter), day))
        for each in letters
        if (evidence := consignment.evidence.get(each.letter.id))
        for pack in asking
        for day in _list_entries(each)
    )


def _list_entries(letter: LintedLetter) -> Sequence[Fact]:
    by_day = {fact.value: fact for fact in _read_entries(letter)}
    return [*by_day.values()] or [Fact(Blank.UNKNOWN, "it names no machine of the shipment")]


def _read_entries(letter: LintedLetter) -> Iterator[Fact]:
    return (read_cell(each, "entry_date") for each in letter.machines)
