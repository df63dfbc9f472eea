"""The fixed columns of a tender sheet, and which fields of a declaration each one carries.

A column without a field behind it is the tenderer's own, or the sheet's.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.core.stage import STAGE_NAMES, Stage, View
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.tender import blocks
from cradlegate.footprint.appraisal.coverage import Axis
from cradlegate.footprint.inventory.activity import CoverageClass

Value = str | Decimal | Blank
Give = Callable[[DeclarationDocument], Value]

FORM = "urn:cradlegate:tender-sheet:1"
GRADE = "reported by trade press, not confirmed in an official text"
_BOUNDARY, _UNIT = "blocks/system_boundary", "blocks/declared_unit"
_HOUR, _DRAWN = f"{_UNIT}/per_hour", "blocks/uncertainty"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column.

    Args:
        name: in the head of the sheet; never changed within a form.
        says: what it holds, with its unit.
        fields: paths of the declaration whose values stand in it, `*` for every item.
        give: the value for one declaration; None where the tenderer gives it.
    """

    name: str
    says: str
    give: Give | None
    fields: tuple[str, ...] = field(default=())


def list_columns() -> tuple[SheetColumn, ...]:
    """List the columns in their order."""
    return (
        *_OF_MACHINE,
        *_OF_FIGURES,
        *(_make_stage_column(stage) for stage in Stage),
        *_OF_QUALITY,
        *(_make_coverage_column(axis) for axis in Axis),
        *_OF_BLOCKS,
        *_OF_DOCUMENT,
        *(SheetColumn(name, says, None) for name, says in OWN.items()),
        SheetColumn("rules_grade", "how sure the rules are that ask for it", lambda _: GRADE),
    )


OWN = {
    "cost": "the tenderer's own: amount",
    "currency": "the tenderer's own: three letters",
    "delivery": "the tenderer's own: day or time of delivery, as written",
}
"""Columns that no declaration fills."""


def _make_stage_column(stage: Stage) -> SheetColumn:
    name = f"stage_{stage.lower().replace('-', '_')}_kgco2e"
    says = f"{stage}, {STAGE_NAMES[stage]}, as the headline counts it, kg CO2e per machine"
    if stage is Stage.D:
        says = "credits beyond the life, in no total, kg CO2e per machine"
        return SheetColumn(
            name, says, lambda read: read.declaration.results.credits_kgco2e, _CREDITS
        )
    return SheetColumn(name, says, lambda read: _give_stage(read, stage), _STAGE_FIELDS)


_CREDITS = ("results/credits_kgco2e",)
_STAGE_FIELDS = ("results/views/*/by_stage/*/kgco2e",)


def _give_stage(read: DeclarationDocument, stage: Stage) -> Value:
    figures = read.declaration.headline.by_stage.get(stage)
    return figures.kgco2e if figures else Blank.NOT_APPLICABLE


def _make_coverage_column(axis: Axis) -> SheetColumn:
    return SheetColumn(
        f"coverage_{axis}_recorded",
        f"share of {axis} from parts list, meters, bills or suppliers, of 1",
        lambda read: _give_coverage(read, axis),
        ("blocks/coverage/axes/*/axis", "blocks/coverage/axes/*/shares/*"),
    )


def _give_coverage(read: DeclarationDocument, axis: Axis) -> Value:
    axes = {each.axis: each for each in read.declaration.blocks.coverage.axes}
    if axis not in axes:
        return Blank.UNKNOWN
    return axes[axis].shares.get(CoverageClass.RECORDED, Blank.UNKNOWN)


def _give_view(read: DeclarationDocument, view: View) -> Value:
    totals = {each.view: each.total.kgco2e for each in read.declaration.results.views}
    return totals.get(view, Blank.NOT_APPLICABLE)


def _per_hour(name: str) -> Give:
    def give(read: DeclarationDocument) -> Value:
        per_hour = read.declaration.blocks.declared_unit.per_hour
        value: Value = getattr(per_hour, name) if per_hour else Blank.NOT_APPLICABLE
        return value

    return give


def _own(name: str, says: str, path: str) -> SheetColumn:
    """Make a column that carries one field as it stands."""

    def give(read: DeclarationDocument) -> Value:
        value: object = read.declaration
        for step in path.split("/"):
            value = getattr(value, step)
        return value if isinstance(value, Decimal | Blank) else str(value)

    return SheetColumn(name, says, give, (path,))


def _headline(name: str, says: str, part: str) -> SheetColumn:
    def give(read: DeclarationDocument) -> Value:
        value: object = read.declaration.headline
        for step in part.split("/"):
            value = getattr(value, step)
        return value  # type: ignore[return-value] # every part named below is a decimal

    return SheetColumn(name, says, give, (f"results/views/*/{part}",))


def _view_column(view: View, says: str) -> SheetColumn:
    return SheetColumn(
        f"{view}_kgco2e",
        f"{says}, kg CO2e per machine; - where it is not declared",
        lambda read: _give_view(read, view),
        ("results/views/*/view", "results/views/*/total/kgco2e"),
    )


def _list_serials(read: DeclarationDocument) -> Value:
    return "; ".join(read.declaration.machine.serials) or Blank.ABSENT


_OF_MACHINE = (
    SheetColumn("form", "form of the sheet", lambda _: FORM),
    _own("maker", "maker", "maker/name"),
    _own("maker_country", "country of the maker", "maker/country"),
    _own("model", "model", "machine/model"),
    _own("kind", "kind of machine", "machine/kind"),
    SheetColumn("serials", "serial numbers", _list_serials, ("machine/serials/*",)),
    _own("declared_for", "type, serial, or series_average", "machine/declared_for"),
    _own("condition", "condition", "machine/condition"),
)
_OF_FIGURES = (
    _own("boundary_view", "boundary of the headline", "results/headline"),
    SheetColumn(
        "stages",
        "stages that the headline counts",
        lambda read: "; ".join(read.declaration.blocks.system_boundary.stages),
        (f"{_BOUNDARY}/stages/*",),
    ),
    _headline("kgco2e_per_machine", "headline, kg CO2e per machine", "total/kgco2e"),
    _headline("low_kgco2e", "lower end of its interval", "low"),
    _headline("high_kgco2e", "upper end of its interval", "high"),
    _own("interval_level", "probability of the interval, of 1", f"{_DRAWN}/level"),
    _view_column(View.CRADLE_TO_GATE, "A1 to A3"),
    _view_column(View.CIRCULAR_12, "A1 to A3 and transport to the destination"),
    _view_column(View.WHOLE_LIFE, "whole life"),
    SheetColumn(
        "kgco2e_per_machine_hour",
        "whole life per machine-hour; - without a declared life",
        _per_hour("kgco2e"),
        (f"{_HOUR}/kgco2e",),
    ),
    SheetColumn("life_years", "life", _per_hour("life_years"), (f"{_HOUR}/life_years",)),
    SheetColumn(
        "hours_per_year", "profile", _per_hour("hours_per_year"), (f"{_HOUR}/hours_per_year",)
    ),
    SheetColumn(
        "use_grid", "grid region of the use", _per_hour("grid_region"), (f"{_HOUR}/grid_region",)
    ),
    _own("kgco2e_per_kw", "headline per kW of rated power", f"{_UNIT}/kgco2e_per_kw"),
    _own("rated_power_kw", "rated power, kW", f"{_UNIT}/rated_power_kw"),
    _own("rated_power_basis", "what it is rated by", f"{_UNIT}/rated_power_basis"),
)
_OF_QUALITY = (
    _own(
        "primary_share_strict",
        "share from primary activity and factor, of 1",
        "blocks/primary_data/strict",
    ),
    _own(
        "primary_share_by_activity",
        "share from primary activity, of 1",
        "blocks/primary_data/by_activity",
    ),
    _own("gwp_target", "GWP set that was aimed at", "blocks/gwp/target"),
    SheetColumn(
        "gwp_mix",
        "GWP sets that the result rests on",
        lambda read: blocks.say_gwp(read.declaration),
        ("blocks/gwp/mix/*",),
    ),
)
_OF_BLOCKS = (
    SheetColumn(
        "system_boundary",
        "mandatory block",
        blocks.say_boundary,
        tuple(
            f"{_BOUNDARY}/{name}"
            for name in (
                "view",
                "transport_end",
                "destination",
                "data_period",
                "cutoff_mass",
                "cutoff_energy",
                "cutoff_ghg",
            )
        ),
    ),
    SheetColumn(
        "declared_unit",
        "mandatory block",
        blocks.say_unit,
        (f"{_UNIT}/amount", f"{_UNIT}/unit", f"{_UNIT}/reference_flow_kg"),
    ),
    SheetColumn(
        "allocation",
        "mandatory block",
        blocks.say_allocation,
        (
            "blocks/allocation/keys/*/id",
            "blocks/allocation/keys/*/driver",
            "blocks/allocation/keys/*/share_per_machine",
            "blocks/allocation/end_of_life_method",
        ),
    ),
    SheetColumn("primary_data_share", "mandatory block", blocks.say_primary_share),
    SheetColumn(
        "uncertainty_statement",
        "mandatory block",
        blocks.say_uncertainty,
        (
            f"{_DRAWN}/draws",
            f"{_DRAWN}/seed",
            f"{_DRAWN}/factors_with_own_spread",
            f"{_DRAWN}/factors_with_default_spread",
        ),
    ),
    SheetColumn(
        "sensitivity_summary",
        "mandatory block",
        blocks.say_sensitivity,
        (
            "blocks/sensitivity/count",
            "blocks/sensitivity/with_instruments_kgco2e",
            "blocks/sensitivity/without_instruments_kgco2e",
        ),
    ),
)


def _give_signatures(read: DeclarationDocument) -> Value:
    return Decimal(len(read.proofs))


_OF_DOCUMENT = (
    _own("issued", "day of issue", "issued"),
    SheetColumn(
        "valid_until",
        "last day; none, since a declaration holds until parts list, works, suppliers or result "
        "move",
        lambda _: Blank.ABSENT,
    ),
    SheetColumn(
        "supersedes",
        "digest of the declaration that it corrects",
        lambda read: read.declaration.supersedes or Blank.ABSENT,
        ("supersedes",),
    ),
    SheetColumn("signatures", "signatures on it; nobody checked them here", _give_signatures),
    _own("declaration_id", "id of the declaration", "id"),
    SheetColumn("digest", "digest of the declaration", lambda read: read.digest),
)


def list_carried() -> Iterator[str]:
    """List the fields that the sheet carries."""
    for column in list_columns():
        yield from column.fields
