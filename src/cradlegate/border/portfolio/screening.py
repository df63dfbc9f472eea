"""A portfolio screened: what was found batch by batch, put together."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count
from math import ceil
from typing import TypeAlias

import polars as pl

from cradlegate.border.portfolio.chase import join_chase, list_chase
from cradlegate.border.portfolio.digest import ResultDigest, Statuses, take_statuses
from cradlegate.border.portfolio.faults import NOTHING_TO_COMPARE
from cradlegate.border.portfolio.findings import (
    count_statuses,
    join_counts,
    list_findings,
    list_lines,
)
from cradlegate.border.portfolio.impact import count_impact, join_impact, list_impact
from cradlegate.border.portfolio.open_law import count_open_law, join_open_law
from cradlegate.border.portfolio.ranking import (
    count_families,
    count_routes,
    rank_families,
    rank_routes,
)
from cradlegate.border.portfolio.screen import Batch, Portfolio, cut, judge
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.regimes.columns.judge import LINES_AT_ONCE
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


HandOn: TypeAlias = Callable[[int, Sheets], None]
_SIDE_BY_SIDE = 2
"""Workers; what comes out does not depend on it."""


def screen_portfolio(
    portfolio: Portfolio, terms: ScreenTerms, hand_on: HandOn, lines_at_once: int = LINES_AT_ONCE
) -> Screening:
    """Screen a portfolio.

    Args:
        hand_on: is given the number and the rows of each part, in no certain order, and of two
            parts at once.
        lines_at_once: how many lines a part has; no answer hangs on it.

    Raises:
        FaultsError: documents that may each cover too many lines, or other packs of which none is
            one of the packs.
    """
    parts, result = [], ResultDigest()
    for part in _list_parts(portfolio, terms, hand_on, lines_at_once):
        result.add(part.statuses)
        parts.append(replace(part, statuses={}))
    return Screening(
        terms,
        portfolio.lines.height,
        join_counts([each.regimes for each in parts]),
        join_chase([each.chase for each in parts]),
        join_open_law([each.open_law for each in parts], terms.packs),
        rank_routes([each.routes for each in parts]),
        rank_families([each.families for each in parts]),
        join_impact([each.impact for each in parts]),
        result.finish(),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What is kept of a piece."""

    statuses: Statuses
    regimes: pl.DataFrame
    chase: pl.DataFrame
    open_law: pl.DataFrame
    routes: pl.DataFrame
    families: pl.DataFrame
    impact: pl.DataFrame


def _find_changed(terms: ScreenTerms) -> tuple[Pack, ...]:
    """Find the other packs of regimes that are screened, where they say anything else."""
    digests = {pack.id: pack.digest for pack in terms.packs}
    shared = [each for each in terms.against if each.id in digests]
    if terms.against and not shared:
        named = ", ".join(each.id for each in terms.against)
        raise FaultsError([Fault(NOTHING_TO_COMPARE, f"{named}: none of them is screened")])
    return tuple(each for each in shared if each.digest != digests[each.id])


def _list_parts(
    portfolio: Portfolio, terms: ScreenTerms, hand_on: HandOn, lines_at_once: int
) -> Iterator[_Part]:
    """Judge regimes side by side, and then list parts of the lines side by side.

    Judging takes hardly longer for more lines, and so it is done for several parts at once.
    """
    others = _find_changed(terms)
    height = portfolio.lines.height
    # Parts of one size, so that those who work on them are done at the same time.
    size = ceil(height / ceil(height / lines_at_once)) if height else lines_at_once

    def work(batch: Batch, before: Batch, number: int) -> _Part:
        return _work(number, batch, list_impact(before, batch), terms, hand_on)

    with ThreadPoolExecutor(_SIDE_BY_SIDE) as workers:
        numbers = count()
        for piece in cut(portfolio, size * _SIDE_BY_SIDE):
            batch, before = (
                judge(piece, packs, terms.law_as_of, workers.map) for packs in (terms.packs, others)
            )
            yield from workers.map(work, batch.cut(size), before.cut(size), numbers)


def _work(
    number: int, batch: Batch, changes: pl.DataFrame, terms: ScreenTerms, hand_on: HandOn
) -> _Part:
    hand_on(number, Sheets(list_findings(batch, terms.packs), list_lines(batch), changes))
    return _Part(
        take_statuses(batch),
        count_statuses(batch),
        list_chase(batch, terms.packs, shipped_vocabulary()),
        count_open_law(batch, terms.packs),
        count_routes(batch),
        count_families(batch, terms.packs),
        count_impact(changes),
    )
