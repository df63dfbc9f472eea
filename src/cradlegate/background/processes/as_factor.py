"""A process of an imported database as a factor: unit, place, years, set, spread, licence."""

import re
from collections.abc import Mapping
from decimal import Decimal

from cradlegate.background.datasets.dataset import AllocationMethod
from cradlegate.background.factor import (
    Factor,
    FactorFamily,
    FactorKind,
    Region,
    Role,
    Spread,
    SpreadKind,
)
from cradlegate.background.factor_table import SpreadRules
from cradlegate.background.families import ANY_REGION
from cradlegate.background.library import Library
from cradlegate.background.processes.figure import ProcessFigure
from cradlegate.background.selection import Need
from cradlegate.core.blank import Blank
from cradlegate.core.grade import DataGrade
from cradlegate.core.source import Source

PREFIX = "dataset/"
"""Ids of such factors begin with it."""
PLAUSIBLE_YEARS = range(1900, 2101)
"""Databases write 9999 and the like for a year that nobody knows."""
UNKNOWN_PLACE = Region(Blank.UNKNOWN.value, "database")
_UNITS = {
    "Item(s)": "item", "item(s)": "item", "Items": "item", "unit": "item", "p": "item",
    "metric ton*km": "t.km", "metric ton": "t", "ton": "t", "litre": "L", "l": "L",
}  # fmt: skip
_REGIONS = {
    "GLO": Region("GLO", "aggregate"),
    "RNA": Region("021", "un-m49"),
    "RER": Region("150", "un-m49"),
}
_FAMILY_BY_KIND = {
    FactorKind.ELECTRICITY: FactorFamily.LIFE_CYCLE,
    FactorKind.FUEL: FactorFamily.WELL_TO_WHEEL,
    FactorKind.TRANSPORT: FactorFamily.WELL_TO_WHEEL,
    FactorKind.END_OF_LIFE: FactorFamily.TREATMENT,
}
_KEYED = frozenset((FactorKind.MATERIAL, FactorKind.FUEL))
UNREVIEWED = 5
"""PEF technology score of a choice that nobody reviewed."""
_SETS = ("AR6", "AR5")
_NO_RULE_GSD = Decimal("1.5")
_LONGEST_LICENCE = 200


def as_factor(figure: ProcessFigure, need: Need, library: Library) -> Factor:
    """Make the factor of a process for a need.

    It is of the kind that the default for the need is of, so that the maker answers for the choice
    and the check of units for its sense.  Steps that the process contains are not known here.
    """
    kind = _tell_kind(need, library)
    years = figure.years if figure.years and all(y in PLAUSIBLE_YEARS for y in figure.years) else ()
    return Factor(
        id=f"{PREFIX}{figure.database.name}/{figure.process}",
        name=figure.name,
        kind=kind,
        material_key=need.key if kind in _KEYED else "",
        values=figure.values,
        unit=spell_unit(figure.unit),
        family=_FAMILY_BY_KIND.get(kind, FactorFamily.CRADLE_TO_GATE),
        scope=frozenset(),
        role=Role.BURDEN,
        pair="",
        region=place_process(figure.location),
        year_from=years[0] if years else None,
        year_to=years[-1] if years else None,
        gwp_set=tell_set(figure.database.factors),
        spread=spread_process(kind, library.spread_rules),
        technology=UNREVIEWED,
        precision=0,
        grade=DataGrade.DATABASE,
        source=_cite(figure),
        origin=figure,
    )


def spread_process(kind: FactorKind, rules: SpreadRules) -> Spread:
    """Give the spread of a process: the documented default of its class, counted as a default.

    Draws over the background that the process stands in take its place where there are any.
    """
    rule = rules.get((kind, DataGrade.DATABASE))
    gsd = rule.gsd if rule else _NO_RULE_GSD
    return Spread(SpreadKind.GSD, value=gsd, is_default=True)


def spell_unit(unit: str) -> str:
    """Spell a unit of a database as units are spelled here; what is not known stays as it is."""
    return _UNITS.get(unit, unit.replace("*", "."))


def place_process(location: str) -> Region:
    """Tell the region that a database's code of a place stands for.

    Two letters are a country; `HEN-CN` is a part of CN, as Chinese databases write it, and `US-TX`
    a part of US; anything else is kept as the code of its database.
    """
    if location in _REGIONS:
        return _REGIONS[location]
    if re.fullmatch(r"[A-Z]{2}", location):
        return Region(location, "iso3166-1")
    if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", location) and not location.endswith("-CN"):
        return Region(location, "iso3166-2")
    if re.fullmatch(r"[A-Z]{2,4}-CN", location):
        return Region(location, "cn-grid")
    return Region(location, "database") if location else UNKNOWN_PLACE


def tell_set(factors: str) -> str:
    """Tell the GWP set by the name of the factors; `unstated` where it does not name one."""
    return next((each for each in _SETS if each in factors), "unstated")


def _tell_kind(need: Need, library: Library) -> FactorKind:
    defaults = library.defaults.get((need.key, ANY_REGION), ())
    return library.factors[defaults[0].factor_id].kind if defaults else FactorKind.MATERIAL


def _cite(figure: ProcessFigure) -> Source:
    database = figure.database
    others = "".join(f", linked to {each.name}" for each in figure.linked)
    is_shared = database.allocation is not AllocationMethod.NONE
    shared = f", allocation: {database.allocation}" if is_shared else ""
    where = f" ({figure.location})" if figure.location else ""
    counted = f"by {database.factors}{shared}{others}"
    return Source(
        f"{database.name} ({database.format}), {figure.name}{where}, {counted}",
        f"process {figure.process}, background {database.id}",
        DataGrade.DATABASE,
        "; ".join(
            dict.fromkeys(_cut(each.name, figure, each.licences) for each in figure.databases)
        ),
    )


def _cut(name: str, figure: ProcessFigure, licences: Mapping[str, str]) -> str:
    """Cut what a database says of its terms down to a line: of the process, else of the whole."""
    own = [text for file, text in licences.items() if figure.process in file]
    told = dict.fromkeys(" ".join(text.split()) for text in own or licences.values())
    text = " / ".join(each for each in told if each) or "no terms of use stated"
    is_long = len(text) > _LONGEST_LICENCE
    return f"{name}: {text[:_LONGEST_LICENCE]}{' …' if is_long else ''}"
