"""Material families and the default factor of every key that a case may use."""

from dataclasses import dataclass

from cradlegate.background.tables import Row

FAMILY_COLUMNS = (
    "id", "group", "name_en", "name_zh", "name_ja", "name_ko", "is_machine_component", "note",
)  # fmt: skip
DEFAULT_COLUMNS = (
    "key", "region", "unit", "factor_id", "mapping_score", "is_proxy", "reason", "reviewer",
    "reviewed",
)  # fmt: skip
ANY_REGION = "*"


@dataclass(frozen=True, slots=True)
class MaterialFamily:
    """A family of materials or bought-in components that share a default factor.

    Args:
        id: stable, as bills of materials write it.
        group: ferrous, aluminium, copper, other_metal, plastic, mineral, electronics, fluid, wood,
            paper or component; end-of-life defaults go by it.
        name_en, name_zh, name_ja, name_ko: names in the languages of makers.
        is_machine_component: whether it is a finished component rather than a material.
        note: what belongs here, where the name does not say it.
    """

    id: str
    group: str
    name_en: str
    name_zh: str
    name_ja: str
    name_ko: str
    is_machine_component: bool
    note: str

    @property
    def names(self) -> tuple[str, ...]:
        """Its names in all languages."""
        return (self.name_en, self.name_zh, self.name_ja, self.name_ko)


def read_family(row: Row) -> MaterialFamily:
    """Read one row of families.csv."""
    return MaterialFamily(
        id=row.name("id"),
        group=row.name("group"),
        name_en=row.name("name_en"),
        name_zh=row.name("name_zh"),
        name_ja=row.name("name_ja"),
        name_ko=row.name("name_ko"),
        is_machine_component=row.yes("is_machine_component"),
        note=row.text("note"),
    )


@dataclass(frozen=True, slots=True)
class DefaultFactor:
    """The factor of a key in a region.

    Args:
        key: material family, `electricity`, carrier, vehicle class, `eol_landfill/plastic`, …
        region: ISO 3166-1 alpha-2, or `*` for every other country.
        unit: unit of the factor.
        mapping_score: PEF technology score 1-5 of the step from key to factor.
        is_proxy: whether the factor stands in for a key without a source of its own.
        reviewer: who looked at the choice.
        reviewed: when, as a year and month.
    """

    key: str
    region: str
    unit: str
    factor_id: str
    mapping_score: int
    is_proxy: bool
    reason: str
    reviewer: str
    reviewed: str


def read_default(row: Row) -> DefaultFactor:
    """Read one row of defaults.csv."""
    return DefaultFactor(
        key=row.name("key"),
        region=row.name("region"),
        unit=row.name("unit"),
        factor_id=row.name("factor_id"),
        mapping_score=row.score("mapping_score", 1),
        is_proxy=row.yes("is_proxy"),
        reason=row.name("reason"),
        reviewer=row.name("reviewer"),
        reviewed=row.name("reviewed"),
    )
