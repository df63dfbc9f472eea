"""What of a pack is law on one day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from cradlegate.regimes.pack.pack import DatedValue, Pack, Parameter
from cradlegate.regimes.pack.provision import Life, Provision

_DATED = ("parameters", "tables")
"""Parts of the file of a pack whose values have days."""


def keep_law_of(pack: Pack, day: date) -> Pack:
    """Leave out of a pack the provisions, values and recorded answers that do not hold on a day.

    What is announced, suspended or superseded is law on no day.
    """
    provisions = tuple(each for each in pack.provisions if _is_law(pack, each, day))
    parameters = {
        name: replace(each, values=tuple(row for row in each.values if _has(row, day)))
        for name, each in pack.parameters.items()
    }
    answers = tuple(each for each in pack.answers if _holds(each.first, None, day))
    return replace(
        pack,
        provisions=provisions,
        parameters=parameters,
        answers=answers,
        entry=_cut_entry(pack, {each.id for each in provisions}, day),
    )


def _cut_entry(pack: Pack, provisions: set[str], day: date) -> Mapping[str, object]:
    entry: dict[str, Any] = dict(pack.entry)
    entry["provisions"] = [each for each in entry["provisions"] if each["id"] in provisions]
    for part in _DATED:
        if part in entry:
            entry[part] = {
                name: _cut_values(each, pack.parameters[name], day)
                for name, each in entry[part].items()
            }
    return entry


def _cut_values(written: Mapping[str, Any], read: Parameter, day: date) -> Mapping[str, Any]:
    rows = zip(written["values"], read.values, strict=True)
    return {**written, "values": [each for each, row in rows if _has(row, day)]}


def _is_law(pack: Pack, provision: Provision, day: date) -> bool:
    first = provision.first or pack.instrument.first
    last = provision.last or pack.instrument.last
    return provision.life is Life.IN_FORCE and _holds(first, last, day)


def _has(row: DatedValue, day: date) -> bool:
    return _holds(row.first, row.last, day)


def _holds(first: date | None, last: date | None, day: date) -> bool:
    return (first or date.min) <= day <= (last or date.max)
