"""A portfolio screened: what was found batch by batch, put together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import polars as pl

from cradlegate.border.portfolio.chase import join_chase, list_chase
from cradlegate.border.portfolio.digest import ResultDigest
from cradlegate.border.portfolio.findings import list_findings, list_lines
from cradlegate.border.portfolio.impact import count_impact, list_impact
from cradlegate.border.portfolio.open_law import count_open_law, join_open_law
from cradlegate.border.portfolio.ranking import count_families, count_routes, rank
from cradlegate.border.portfolio.screen import LINES_AT_ONCE, Batch, Portfolio, screen
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.vocabulary import shipped_vocabulary


@dataclass(frozen=True, slots=True)
class ScreenTerms:
    """On which terms a portfolio is screened.

    Args:
        packs: with the amendments that were known.
        against: other packs, whose statuses are compared; none for no comparison.
        law_as_of: the day whose law is read; None for that of each event.
        known_as_of: what was recorded later is left out; in UTC.
        engine: name and version of the program.
        inputs: digest by name of every file that went in.
    """

    packs: tuple[Pack, ...]
    against: tuple[Pack, ...]
    law_as_of: date | None
    known_as_of: datetime
    engine: str
    inputs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Screening:
    """What a portfolio shows together.

    Args:
        lines: how many were judged.
        regimes: by regime and output (`applies`, `verdict`, `benefit`), lines of each status.
        chase, open_law, routes, families, impact: as their modules give them.
        result_digest: over every status of every line, in order.
    """

    terms: ScreenTerms
    lines: int
    regimes: pl.DataFrame
    chase: pl.DataFrame
    open_law: pl.DataFrame
    routes: pl.DataFrame
    families: pl.DataFrame
    impact: pl.DataFrame
    result_digest: str


@dataclass(frozen=True, slots=True)
class Sheets:
    """What is handed on of each batch, before it is forgotten."""

    findings: pl.DataFrame
    lines: pl.DataFrame
    impact: pl.DataFrame


@dataclass(slots=True)
class _Parts:
    """What is kept of every batch."""

    chase: list[pl.DataFrame] = field(default_factory=list)
    open_law: list[pl.DataFrame] = field(default_factory=list)
    routes: list[pl.DataFrame] = field(default_factory=list)
    families: list[pl.DataFrame] = field(default_factory=list)
    regimes: list[pl.DataFrame] = field(default_factory=list)
    impact: list[pl.DataFrame] = field(default_factory=list)


def screen_portfolio(
    portfolio: Portfolio,
    terms: ScreenTerms,
    hand_on: Callable[[Sheets], None],
    lines_at_once: int = LINES_AT_ONCE,
) -> Screening:
    """Screen a portfolio.

    Args:
        hand_on: is given the rows of each batch in turn.
        lines_at_once: how many lines are judged together; no answer hangs on it.
    """
    parts, result, count = _Parts(), ResultDigest(), 0
    batches = screen(portfolio, terms.packs, law_as_of=terms.law_as_of, lines_at_once=lines_at_once)
    others = _screen_against(portfolio, terms, lines_at_once)
    for batch, before in zip(batches, others, strict=True):
        changes = list_impact(before, batch) if before else pl.DataFrame()
        lines = list_lines(batch)
        hand_on(Sheets(list_findings(batch, terms.packs), lines, changes))
        _keep(batch, lines, terms, parts)
        parts.impact += [count_impact([changes])] if before else []
        result.add(batch)
        count += batch.lines.height
    return Screening(
        terms,
        count,
        _join_counts(parts.regimes),
        join_chase(parts.chase),
        join_open_law(parts.open_law),
        rank(parts.routes),
        rank(parts.families),
        _join_impact(parts.impact),
        result.finish(),
    )


def _screen_against(
    portfolio: Portfolio, terms: ScreenTerms, lines_at_once: int
) -> Iterator[Batch | None]:
    """Judge under the other packs too, batch by batch; nothing where there are none."""
    if terms.against:
        yield from screen(
            portfolio, terms.against, law_as_of=terms.law_as_of, lines_at_once=lines_at_once
        )
        return
    for _ in range(0, portfolio.lines.height, lines_at_once):
        yield None


def _keep(batch: Batch, lines: pl.DataFrame, terms: ScreenTerms, parts: _Parts) -> None:
    parts.chase.append(list_chase(batch, terms.packs, shipped_vocabulary()))
    parts.open_law.append(count_open_law(batch, terms.packs))
    parts.routes.append(count_routes(batch))
    parts.families.append(count_families(batch))
    parts.regimes.append(_count_statuses(lines))


def _count_statuses(lines: pl.DataFrame) -> pl.DataFrame:
    """Count lines by regime, what was judged of it, and status."""
    told = lines.drop("line", "consignment")
    long = told.unpivot(variable_name="judged", value_name="status")
    counted = long.group_by("judged", "status").agg(pl.len().cast(pl.UInt32).alias("lines"))
    parts = pl.col("judged").str.split_exact(":", 1).struct
    return counted.select(
        parts.field("field_0").alias("regime"),
        parts.field("field_1").alias("judged"),
        pl.col("status").cast(pl.String),
        "lines",
    )


def _join_counts(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    schema = {**dict.fromkeys(("regime", "judged", "status"), pl.String), "lines": pl.UInt32}
    whole = pl.concat([pl.DataFrame(schema=schema), *parts])
    keys = ["regime", "judged", "status"]
    return whole.group_by(keys).agg(pl.col("lines").sum()).sort(keys)


def _join_impact(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    whole = pl.concat(parts) if parts else count_impact(())
    keys = [name for name in whole.columns if name != "lines"]
    joined = whole.group_by(keys).agg(pl.col("lines").sum())
    return joined.sort(["lines", *keys], descending=[True, *(False for _ in keys)])
