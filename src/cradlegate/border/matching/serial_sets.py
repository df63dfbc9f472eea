"""Two lists of serial numbers: which are short, which are over, and what may be a slip."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cradlegate.border.matching.field_match import (
    EQUAL,
    Normalisation,
    Relation,
    Sameness,
    compatible,
    unknown,
)
from cradlegate.border.shipments.codes import spell_code

MOST_NAMED = 5
"""Serial numbers that a sentence names before it counts the rest."""

_LOOK_ALIKE = str.maketrans({"o": "0", "i": "1", "l": "1", "s": "5", "b": "8"})


@dataclass(frozen=True, slots=True)
class SerialDifference:
    """How two lists of serial numbers differ, as they are written.

    Args:
        short: what only the first list has.
        over: what only the second list has.
        doubled: what stands more than once in a list.
        slips: pairs of one that is over and one that is short, and may have been meant; they
            decide nothing.
    """

    short: tuple[str, ...]
    over: tuple[str, ...]
    doubled: tuple[str, ...]
    slips: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """In words."""
        parts = [
            f"{name}: {_name_some(each)}"
            for name, each in (
                ("short", self.short),
                ("over", self.over),
                ("more than once", self.doubled),
            )
            if each
        ]
        meant = [f"{over} may be {short}" for over, short in self.slips]
        return "; ".join(parts + ([f"a slip? {_name_some(meant)}"] if meant else []))


def compare_serials(expected: tuple[str, ...], found: tuple[str, ...]) -> Sameness:
    """Compare two lists of serial numbers both ways; their order says nothing."""
    if not expected or not found:
        return unknown("one side names no serial number")
    if not all(map(spell_code, (*expected, *found))):
        return unknown("a serial number has nothing but blanks and dashes")
    difference = find_difference(expected, found)
    if difference.short or difference.over or difference.doubled:
        return Sameness(Relation.CONFLICT, note=str(difference))
    return EQUAL if set(expected) == set(found) else compatible(Normalisation.SPELLING)


def find_difference(expected: Iterable[str], found: Iterable[str]) -> SerialDifference:
    """Find how two lists of serial numbers differ."""
    expected, found = tuple(expected), tuple(found)
    wanted, there = (
        {spell_code(each): each for each in reversed(each)} for each in (expected, found)
    )
    short = {code: each for code, each in wanted.items() if code not in there}
    over = {code: each for code, each in there.items() if code not in wanted}
    doubled = dict.fromkeys([*_find_doubled(expected), *_find_doubled(found)])
    slips = ((over[one], short[other]) for one, other in _find_slips(over, short))
    return SerialDifference(
        tuple(sorted(short.values())),
        tuple(sorted(over.values())),
        tuple(doubled),
        tuple(sorted(slips)),
    )


def _find_doubled(serials: tuple[str, ...]) -> Iterator[str]:
    counted = Counter(map(spell_code, serials))
    return (each for each in serials if counted[spell_code(each)] > 1)


def _find_slips(over: Iterable[str], short: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Find what differs by signs that look alike, or by two neighbours that changed places."""
    alike: dict[str, list[str]] = {}
    for code in short:
        alike.setdefault(code.translate(_LOOK_ALIKE), []).append(code)
    exact = set(short)
    for code in over:
        yield from ((code, other) for other in alike.get(code.translate(_LOOK_ALIKE), ()))
        yield from ((code, other) for other in dict.fromkeys(_swap(code)) if other in exact)


def _swap(code: str) -> Iterator[str]:
    for at in range(len(code) - 1):
        yield code[:at] + code[at + 1] + code[at] + code[at + 2 :]


def _name_some(names: Iterable[str]) -> str:
    names = tuple(names)
    rest = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
