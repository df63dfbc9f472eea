"""Whom to ask first, and how far chains reach, as a report and as CSV."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.rounding import signed_text
from cradlegate.footprint.suppliers.chain import Chain, ClassCoverage
from cradlegate.footprint.suppliers.ranking import AUDIT_SCORE, RankedSupplier
from cradlegate.reports.report import (
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Cell,
    Column,
    Figure,
    More,
    Note,
    Part,
    Report,
    Step,
    Table,
    Text,
    share_of_one,
)

SHOWN, ASKED = 10, 3
CSV_COLUMNS = (
    "rank", "supplier_id", "lines", "emissions_kgco2e", "share", "weakness", "exposure", "score",
    "takes_off_kgco2e", "audit_risk",
)  # fmt: skip
_GUARD = (
    "What is asked first follows from this case; it is no requirement of a regime. "
    "It is not legal advice."
)

_TAKES_OFF = (
    "takes off: width that the 95 % interval loses with figures at the spread of verified ones "
    "(GSD 1.1, house rule), their values unchanged"
)
_AUDIT_RISK = (
    f"audit risk: share × weakness from {AUDIT_SCORE:g} (house rule); the circular's audit "
    "requests are reported by trade press, not confirmed in an official text"
)


def report_ranking(
    footprint: Footprint,
    ranked: Sequence[RankedSupplier],
    chains: Sequence[Chain],
    classes: Sequence[ClassCoverage],
    exposure_source: str,
) -> Report:
    """Draw up whom to ask first.

    Args:
        exposure_source: the file that exposure comes from, empty where it is 1 for want of one.
    """
    gaps = [chain for chain in chains if chain.gaps]
    headline = (
        f"ask {ranked[0].supplier_id} first, of {len(ranked)} suppliers with secondary data"
        if ranked
        else "every line is answered by a supplier's own figure"
    )
    exposure = f"taken from {exposure_source}" if exposure_source else "1, no shipments are named"
    return Report(
        title=f"Suppliers of {footprint.machine.model}",
        kind="supplier rank",
        answer=Answer(headline, boundary=footprint.boundary),
        next_steps=tuple(_ask(each) for each in ranked[:ASKED]),
        tables=(_tabulate_ranks(ranked), _tabulate_classes(classes), _tabulate_gaps(gaps)),
        notes=(Note(f"exposure is {exposure}"), Note(_TAKES_OFF), Note(_AUDIT_RISK)),
        provenance=(
            ("case", footprint.case_digest),
            ("library", footprint.library_digest),
            ("method", footprint.method),
            ("draws", str(footprint.draw_count)),
            ("seed", str(footprint.seed)),
        ),
        disclaimer=_GUARD,
    )


def write_ranking_csv(ranked: Sequence[RankedSupplier]) -> str:
    """Write the ranking as CSV; figures have 12 significant digits."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for rank, each in enumerate(ranked, 1):
        numbers = (
            each.emissions,
            each.share,
            each.weakness,
            each.exposure,
            each.score,
            each.takes_off,
        )
        writer.writerow(
            [
                rank,
                each.supplier_id,
                "; ".join(each.line_ids),
                *(signed_text(number) for number in numbers),
                "yes" if each.is_audit_risk else "no",
            ]
        )
    return buffer.getvalue()


def _ask(ranked: RankedSupplier) -> Step:
    lines = ", ".join(ranked.line_ids[:ASKED])
    more = len(ranked.line_ids) - ASKED
    named = f"{lines} and {more} more" if more > 0 else lines
    because = "audit risk" if ranked.is_audit_risk else ""
    return Step(ranked.supplier_id, f"send verified figures of {named}", because=because)


def _tabulate_ranks(ranked: Sequence[RankedSupplier]) -> Table:
    rows = tuple(
        (
            Text(each.supplier_id),
            Figure(Decimal(len(each.line_ids)), digits=None),
            share_of_one(_exact(each.share)),
            share_of_one(_exact(each.weakness)),
            share_of_one(_exact(each.exposure)),
            Figure.computed(each.score, ""),
            Figure.computed(each.takes_off, "kg CO2e"),
            Text("yes" if each.is_audit_risk else "no"),
        )
        for each in ranked
    )
    columns = (
        Column("supplier", "supplier"),
        Column("lines", "lines", is_numeric=True),
        Column("share", "share", is_numeric=True),
        Column("weakness", "weakness", is_numeric=True),
        Column("exposure", "exposure", is_numeric=True),
        Column("score", "score", is_numeric=True),
        Column("takes_off", "takes off", is_numeric=True),
        Column("audit", "audit risk"),
    )
    more = More(len(rows) - SHOWN, "with --out, in ranking.csv") if len(rows) > SHOWN else None
    return Table("ranking", "Whom to ask first", columns, rows[:SHOWN], more=more)


def _tabulate_classes(classes: Sequence[ClassCoverage]) -> Table:
    rows = tuple(
        (
            Text(each.material_class),
            Figure(Decimal(each.lines), digits=None),
            Figure(each.mass_kg, "kg"),
            *(_part(kg, each.mass_kg) for kg in (each.figure_kg, each.named_kg, each.traced_kg)),
        )
        for each in classes
    )
    columns = (
        Column("class", "material class"),
        Column("lines", "lines", is_numeric=True),
        Column("mass", "mass", is_numeric=True),
        Column("figure", "own figure", is_numeric=True),
        Column("named", "supplier named", is_numeric=True),
        Column("traced", "smelter named", is_numeric=True),
    )
    return Table("classes", "Coverage by material class", columns, rows, part=Part.HOW_SURE)


def _tabulate_gaps(gaps: Sequence[Chain]) -> Table:
    rows = tuple(
        (
            Text(each.line.line_id),
            Text(each.material_class),
            Text(each.supplier) if each.supplier else UNKNOWN,
            UNKNOWN if each.tier is None else Figure(Decimal(each.tier), digits=None),
            Text(each.foundry) if each.foundry else UNKNOWN,
            Text(each.smelter) if each.smelter else UNKNOWN,
            Text(", ".join(each.gaps)),
        )
        for each in gaps
    )
    columns = (
        Column("line", "line"),
        Column("class", "material class"),
        Column("supplier", "supplier"),
        Column("tier", "tier reached", is_numeric=True),
        Column("foundry", "foundry"),
        Column("smelter", "smelter"),
        Column("gaps", "tier gaps"),
    )
    more = More(len(rows) - SHOWN, "with --out, in suppliers.json") if len(rows) > SHOWN else None
    return Table("gaps", "Tier gaps", columns, rows[:SHOWN], more=more, part=Part.HOW_SURE)


def _part(some: Decimal, whole: Decimal) -> Cell:
    return share_of_one(some / whole) if whole else NOT_APPLICABLE


def _exact(value: float) -> Decimal:
    return Decimal(signed_text(value))
