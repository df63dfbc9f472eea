"""Factor tables: from typed rows to factors, with a spread for every one."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from cradlegate.background.factor import (
    Centre,
    Factor,
    FactorFamily,
    FactorKind,
    Region,
    Role,
    Scope,
    Spread,
    SpreadKind,
)
from cradlegate.background.tables import Row
from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.grade import DataGrade
from cradlegate.core.source import Source

COLUMNS = (
    "id", "name", "kind", "material_key", *CATEGORIES, "unit", "family", "scope", "role", "pair",
    "region", "region_scheme", "year_from", "year_to", "gwp_set", "spread_kind", "spread_value",
    "spread_low", "spread_high", "centre", "technology", "precision", "grade", "citation",
    "locator", "licence", "barred", "decision",
)  # fmt: skip
SPREAD_COLUMNS = ("kind", "grade", "gsd", "reason")
UNITS = ("kg", "kWh", "t.km", "m3", "Nm3", "L", "m", "m2", "item", "USD", "EUR")
GWP_SETS = ("AR4", "AR5", "AR6", "mixed", "unstated", "none")
REGION_SCHEMES = (
    "iso3166-1", "iso3166-2", "egrid", "cn-grid", "my-grid", "id-grid", "supplier", "un-m49",
    "aggregate",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpreadRule:
    """The documented spread of a data class, for rows that publish none: GSD and why."""

    kind: FactorKind
    grade: DataGrade
    gsd: Decimal
    reason: str


SpreadRules = Mapping[tuple[FactorKind, DataGrade], SpreadRule]


def read_spread_rule(row: Row) -> SpreadRule:
    """Read one row of spreads.csv."""
    gsd = row.decimal("gsd")
    if gsd < 1:
        row.refuse("gsd", "a geometric standard deviation is not below 1")
    return SpreadRule(
        kind=row.choice("kind", FactorKind),
        grade=row.choice("grade", DataGrade),
        gsd=gsd,
        reason=row.name("reason"),
    )


def read_factor(row: Row, rules: SpreadRules) -> Factor:
    """Read one row of a factor table.

    Args:
        row: a row with `COLUMNS`.
        rules: the spread of each data class, for a row that publishes none.
    """
    kind, grade = row.choice("kind", FactorKind), row.choice("grade", DataGrade)
    return Factor(
        id=row.name("id"),
        name=row.name("name"),
        kind=kind,
        material_key=row.text("material_key"),
        values=_values(row),
        unit=_one_of(row, "unit", UNITS),
        family=row.choice("family", FactorFamily),
        scope=_scope(row),
        role=row.choice("role", Role),
        pair=row.text("pair"),
        region=Region(row.name("region"), _one_of(row, "region_scheme", REGION_SCHEMES)),
        year_from=row.year("year_from"),
        year_to=row.year("year_to"),
        gwp_set=_one_of(row, "gwp_set", GWP_SETS),
        spread=_spread(row, rules.get((kind, grade))),
        technology=row.score("technology", 0),
        precision=row.score("precision", 0),
        grade=grade,
        source=Source(row.name("citation"), row.text("locator"), grade, row.name("licence")),
        barred=row.text("barred"),
        decision=row.text("decision"),
    )


def _values(row: Row) -> Mapping[Category, Decimal]:
    values = {item: row.decimal(item) for item in CATEGORIES if row.text(item)}
    if not values:
        row.refuse(Category.UNSPLIT, "no category holds a figure")
    return MappingProxyType(values)


def _scope(row: Row) -> frozenset[Scope]:
    flags = [flag for flag in row.text("scope").split("|") if flag]
    unknown = [flag for flag in flags if flag not in set(Scope)]
    if unknown:
        row.refuse("scope", f"`{'|'.join(unknown)}` is none of {', '.join(Scope)}")
    return frozenset(Scope(flag) for flag in flags if flag not in unknown)


def _spread(row: Row, rule: SpreadRule | None) -> Spread:
    centre = row.choice("centre", Centre)
    if row.text("spread_kind"):
        return Spread(
            kind=row.choice("spread_kind", SpreadKind),
            value=row.decimal("spread_value"),
            low=row.decimal("spread_low"),
            high=row.decimal("spread_high"),
            centre=centre,
        )
    if rule is None:
        row.refuse("spread_kind", "no spread, and spreads.csv has none for this kind and grade")
        return Spread(SpreadKind.GSD, Decimal(1), centre=centre, is_default=True)
    return Spread(SpreadKind.GSD, rule.gsd, centre=centre, is_default=True)


def _one_of(row: Row, column: str, allowed: tuple[str, ...]) -> str:
    text = row.text(column)
    if text not in allowed:
        row.refuse(column, f"`{text}` is none of {', '.join(allowed)}")
    return text
