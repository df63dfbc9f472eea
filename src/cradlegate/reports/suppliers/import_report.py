"""What came in from suppliers, as a report."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.core.category import Category
from cradlegate.footprint.term import Term
from cradlegate.product.supplier import SupplierFootprint
from cradlegate.reports.report import (
    UNKNOWN,
    Answer,
    Cell,
    Column,
    Figure,
    Note,
    Report,
    Step,
    Table,
    Text,
    share_of_one,
)


def report_import(
    footprints: Sequence[SupplierFootprint],
    sum_by_id: Mapping[str, Term],
    made_from: Sequence[tuple[str, str]],
    *,
    is_used: bool,
) -> Report:
    """Draw up the footprints that were imported, and what they were computed from.

    Args:
        sum_by_id: of computed figures, the sum with its terms.
        made_from: file and digest of what was received; footprint and its publisher.
        is_used: whether the parts list names them now.
    """
    steps = [] if is_used else [_use(each) for each in footprints]
    steps += [
        Step(each.supplier_id, f"have the figure of {each.id} verified")
        for each in footprints
        if not each.is_verified
    ]
    tables = [_tabulate(footprints, sum_by_id)]
    if sum_by_id:
        tables.append(_tabulate_terms(sum_by_id))
    count = len(footprints)
    what = "1 footprint is" if count == 1 else f"{count} footprints are"
    verb = "lines of bom.csv take" if is_used else "no line takes"
    return Report(
        title="Footprints of suppliers",
        kind="supplier import",
        answer=Answer(f"{what} in the case; {verb} {'it' if count == 1 else 'them'}"),
        next_steps=tuple(steps),
        tables=tuple(tables),
        notes=(
            Note("a computed figure rests on the supplier's amounts and on our factors"),
            Note("GWP values are never recomputed, and nothing is added for what was exempted"),
        ),
        provenance=tuple(made_from),
    )


def _use(footprint: SupplierFootprint) -> Step:
    lines = ", ".join(footprint.line_ids)
    return Step(
        "you",
        f"set source_kind pcf and source_id {footprint.id} for {lines} in bom.csv, "
        "or import with --use",
        because="until then the footprint does not change",
    )


def _tabulate(footprints: Sequence[SupplierFootprint], sums: Mapping[str, Term]) -> Table:
    rows = tuple(_describe(each, is_computed=each.id in sums) for each in footprints)
    columns = (
        Column("id", "footprint"),
        Column("lines", "lines"),
        Column("figure", "without uptake", is_numeric=True),
        Column("boundary", "boundary"),
        Column("gwp_set", "GWP"),
        Column("primary", "primary", is_numeric=True),
        Column("assurance", "assurance"),
        Column("way", "figure"),
    )
    return Table("footprints", "Footprints", columns, rows)


def _describe(footprint: SupplierFootprint, *, is_computed: bool) -> tuple[Cell, ...]:
    removals = footprint.by_category.get(Category.BIOGENIC_REMOVALS, Decimal(0))
    figure = sum(footprint.by_category.values(), Decimal(0)) - removals
    share = footprint.primary_share
    return (
        Text(footprint.id),
        Text(", ".join(footprint.line_ids)),
        Figure(figure, f"kg CO2e/{footprint.declared_unit}"),
        Text(footprint.boundary),
        Text(footprint.gwp_set),
        UNKNOWN if isinstance(share, Blank) else share_of_one(share),
        Text(footprint.assurance),
        Text("computed" if is_computed else "stated"),
    )


def _tabulate_terms(sums: Mapping[str, Term]) -> Table:
    rows = tuple(
        (
            Text(name),
            Text(term.inputs[0].name),
            Figure(term.inputs[0].value, term.inputs[0].unit, digits=None),
            Text(term.inputs[1].source),
            Figure(term.value, "kg CO2e"),
        )
        for name, whole in sums.items()
        for term in whole.inputs
    )
    columns = (
        Column("footprint", "footprint"),
        Column("what", "what"),
        Column("amount", "amount", is_numeric=True),
        Column("source", "times"),
        Column("kgco2e", "gives", is_numeric=True),
    )
    return Table("terms", "What computed figures are made of", columns, rows)
