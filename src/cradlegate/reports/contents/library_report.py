"""The factor library as reports: search results, one factor, a check."""

from collections.abc import Sequence

from cradlegate.background.factor import Factor
from cradlegate.background.library import Library
from cradlegate.footprint.tracing.explanation import describe_factor, name_measure
from cradlegate.reports.report import (
    Answer,
    Column,
    Figure,
    Grade,
    More,
    Report,
    Table,
    Text,
)

SHOWN = 20


def report_search(library: Library, query: str, found: Sequence[Factor]) -> Report:
    """Draw up the factors that a search found, the best first."""
    rows = tuple(
        (
            Text(factor.id),
            Text(factor.name),
            Figure(factor.total, name_measure(factor)),
            Text(factor.region.code),
            Text(f"{factor.year_to or ''}"),
            Text("barred" if factor.barred else str(factor.family)),
            Grade(factor.source.grade),
        )
        for factor in found[:SHOWN]
    )
    columns = (
        Column("id", "id"),
        Column("name", "name"),
        Column("value", "value", is_numeric=True),
        Column("region", "region"),
        Column("year", "year"),
        Column("family", "family"),
        Column("grade", "grade"),
    )
    more = More(len(found) - SHOWN, "a longer query") if len(found) > SHOWN else None
    headline = f"{len(found)} of {len(library.factors)} factors match {query!r}"
    return Report(
        title=f"Factors for {query}",
        kind="library search",
        answer=Answer(headline),
        tables=(Table("factors", "Factors", columns, rows, more=more),),
        provenance=(("factor library", library.digest),),
    )


def report_factor(library: Library, factor: Factor) -> Report:
    """Draw up one factor with everything its row says."""
    facts = list(describe_factor(factor))
    if factor.barred:
        facts.insert(1, ("barred", factor.barred))
    uses = [
        f"{key} in {region}"
        for (key, region), defaults in library.defaults.items()
        if any(default.factor_id == factor.id for default in defaults)
    ]
    if uses:
        facts.append(("default for", ", ".join(uses)))
    rows = tuple((Text(name), Text(text)) for name, text in facts)
    columns = (Column("what", "what"), Column("text", "says"))
    verdict = "may not enter a total" if factor.barred else "may enter a total"
    return Report(
        title=factor.id,
        kind="library show",
        answer=Answer(
            factor.name,
            Figure(factor.total, name_measure(factor), digits=None),
            verdict,
        ),
        tables=(Table("factor", "The row", columns, rows),),
        provenance=(("factor library", library.digest),),
    )
