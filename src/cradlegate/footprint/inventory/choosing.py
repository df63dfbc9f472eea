"""Asking factor library and imported databases, with faults as answers, not interruptions."""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import lru_cache

from cradlegate.background.factor import Factor
from cradlegate.background.families import ANY_REGION
from cradlegate.background.library import Library
from cradlegate.background.processes.as_factor import as_factor
from cradlegate.background.selection import (
    Choice,
    Need,
    select_default,
    select_given,
    select_named,
)
from cradlegate.core.fault import Fault, FaultsError, Place
from cradlegate.core.quantity import UnitError, conversion_factor
from cradlegate.footprint.term import Term, convert
from cradlegate.product.bill import BomLine, SourceKind

Faults = tuple[Fault, ...]

ELECTRICITY = "electricity"
"""Key of the grid mix of a country, and carrier of electricity rows."""
DATASET = "dataset:"
"""Before a process of an imported database, where factors of the library can stand as well."""


def choose_factor(
    library: Library, need: Need, unit: str, subject: str, place: Place, factor_id: str = ""
) -> Choice | Faults:
    """Choose the named factor or process, or the default if none; faults name the place."""
    try:
        if factor_id.startswith(DATASET):
            return _choose_process(library, need, unit, subject, place, factor_id)
        if factor_id:
            reason = f"named in {place.file}" if place.file else "named by the case"
            return select_named(factor_id, need, unit, subject, reason, library)
        return _choose_default(_Same(library), need, unit)(subject)
    except FaultsError as error:
        return tuple(replace(fault, place=place) for fault in error.faults)


class _Same:
    """A library that equals itself alone, so that an answer is found again without comparing."""

    __slots__ = ("library",)

    def __init__(self, library: Library) -> None:
        self.library = library

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.library is other.library

    def __hash__(self) -> int:
        return id(self.library)


@lru_cache(maxsize=1024)
def _choose_default(same: _Same, need: Need, unit: str) -> Callable[[str], Choice]:
    """Choose once for all subjects of one need, since the answer depends on nothing else."""
    choice = select_default(need, unit, "", same.library)
    rest = {item.name: getattr(choice, item.name) for item in fields(choice)}
    del rest["subject"]

    def choose(subject: str) -> Choice:
        return Choice(subject=subject, **rest)

    return choose


def _choose_process(
    library: Library, need: Need, unit: str, subject: str, place: Place, reference: str
) -> Choice:
    figure = library.find_process(reference.removeprefix(DATASET))
    where = f", named in {place.file}" if place.file else ""
    reason = f"process of the database {figure.database.name}{where}"
    factor = as_factor(figure, need, library)
    return select_given(factor, need, unit, subject, reason, library)


def name_source(line: BomLine) -> str:
    """Give what a line names as its factor; a process of a database with its prefix."""
    if line.source_kind is SourceKind.DATASET:
        return DATASET + line.source_id.removeprefix(DATASET)
    return line.source_id


def has_default(library: Library, key: str) -> bool:
    """Tell whether the library has a default for a key anywhere."""
    return (key, ANY_REGION) in library.defaults


def express_in_factor_unit(amount: Term, factor: Factor) -> Term:
    """Express an amount in the unit of its factor; the choice has shown that it can be."""
    return convert(amount, factor.unit, conversion_factor(amount.unit, factor.unit))


def is_convertible(unit: str, target: str) -> bool:
    """Tell whether amounts of one unit can be expressed in the other."""
    try:
        conversion_factor(unit, target)
    except UnitError:
        return False
    return True
