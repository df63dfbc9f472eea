"""Which routes and which families of machines to look at first."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from cradlegate.border.portfolio.screen import Batch
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.columns.judged import APPLIES, OUTCOMES, VERDICT
from cradlegate.regimes.pack.pack import Pack
from cradlegate.tables.columnar.read import ABSENT

_NOT_MET, _OPEN = 2, 1
"""How exposed a line is that cannot go, and one of which nobody knows yet (house rule)."""
_EXPOSURE = {
    Outcome.NOT_MET: _NOT_MET,
    Outcome.UNDETERMINED: _OPEN,
    Outcome.WAITING: _OPEN,
}
_ROUTE = {"from": ("from", "dispatch"), "to": ("to", "destination")}
"""Columns that say it: the place, or else the country."""
_FAMILY = {name: (name,) for name in ("kind", "laser_type", "made_in", "condition")}
LISTED = "recommended_coverage_percent"
"""The table of a pack with figures of a recommended list, by country of make and laser."""
_LISTED_KEYS = ("made_in", "laser_type")
_COUNTS = ("volume", "lines", "not_met", "open", "exposed")


def count_routes(batch: Batch) -> pl.DataFrame:
    """Count machines a year, lines, and lines that are not met or open, for each route.

    Returns:
        `from`, `to`, `volume`, `lines`, `not_met`, `open`, `exposed`.
    """
    return _count(batch, _ROUTE, batch.lines)


def count_families(batch: Batch, packs: Sequence[Pack]) -> pl.DataFrame:
    """Count the same for each family of machines: kind, laser, country of make, condition.

    Returns:
        beside these `listed_percent`: the figure that a regime publishes of a recommended list for
        such machines; null where it publishes none, or does not apply.
    """
    figures = pl.max_horizontal(pl.lit(None, pl.Float64), *_find_figures(batch, packs))
    lines = batch.lines.with_columns(figures.alias("listed_percent"))
    return _count(batch, _FAMILY, lines, pl.col("listed_percent").max())


def rank_routes(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Join the counts of several batches, and rank by volume times exposure.

    Exposure is the mean over lines of 2 where something that binds is not met and 1 where it is
    open; of equal products the greater volume comes first.
    """
    return _rank(parts, ())


def rank_families(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Rank families alike, after those of which a figure of a recommended list is published."""
    return _rank(parts, ("listed_percent",))


def _rank(parts: Sequence[pl.DataFrame], before: Sequence[str]) -> pl.DataFrame:
    whole = pl.concat(parts)
    keys = [name for name in whole.columns if name not in (*_COUNTS, *before)]
    counted = [pl.col(_COUNTS).sum(), *(pl.col(name).max() for name in before)]
    exposure = pl.col("exposed") / pl.col("lines")
    scored = (
        whole.group_by(keys)
        .agg(counted)
        .with_columns(exposure.alias("exposure"), (pl.col("volume") * exposure).alias("score"))
    )
    order = [*before, "score", "volume", *keys]
    falls = [name not in keys for name in order]
    return scored.drop("exposed").sort(order, descending=falls, nulls_last=True)


def _count(
    batch: Batch, keys: Mapping[str, Sequence[str]], lines: pl.DataFrame, *more: pl.Expr
) -> pl.DataFrame:
    told = lines.with_columns(
        *(pl.coalesce(columns).alias(f"key.{name}") for name, columns in keys.items()),
        *(pl.col(f"{columns[-1]}.blank").alias(f"blank.{name}") for name, columns in keys.items()),
        pl.coalesce("volume_per_year", "qty").alias("volume"),
        _find_exposure(batch).alias("exposed"),
    )
    counted = told.group_by([f"{part}.{name}" for name in keys for part in ("key", "blank")]).agg(
        pl.col("volume").sum().cast(pl.Int64),
        pl.len().cast(pl.UInt32).alias("lines"),
        (pl.col("exposed") == _NOT_MET).sum().cast(pl.UInt32).alias("not_met"),
        (pl.col("exposed") == _OPEN).sum().cast(pl.UInt32).alias("open"),
        pl.col("exposed").cast(pl.UInt64).sum().alias("exposed"),
        *more,
    )
    return counted.select(*map(_name_key, keys), pl.exclude("^(key|blank)[.].*$"))


def _name_key(name: str) -> pl.Expr:
    """Name what lines share: nothing where it is unknown, and a dash where it does not apply."""
    blank = pl.col(f"blank.{name}")
    named = pl.col(f"key.{name}").cast(pl.String)
    is_none, has_none = named.is_null() & (blank == ABSENT), named.is_null() & (blank > ABSENT)
    written = pl.when(is_none).then(pl.lit("none")).when(has_none).then(pl.lit("-"))
    return written.otherwise(named).alias(name)


def _find_exposure(batch: Batch) -> pl.Series:
    """Give how exposed each line is under the regime that is worst for it."""
    scores = pl.Series([_EXPOSURE.get(each, 0) for each in OUTCOMES], dtype=pl.UInt8)
    found = [scores.gather(each.list_statuses(VERDICT)) for each in batch.judged.values()]
    return pl.select(pl.max_horizontal(found)).to_series()


def _find_figures(batch: Batch, packs: Sequence[Pack]) -> Iterator[pl.Expr]:
    """Give the published figure of each line, for each pack that has such a table."""
    for pack in packs:
        applies = batch.judged[pack.id].list_statuses(APPLIES)
        may_apply = applies != OUTCOMES.index(Outcome.NOT_MET)
        for each in pack.parameters[LISTED].values if LISTED in pack.parameters else ():
            named = zip(_LISTED_KEYS, each.keys, strict=True)
            is_such = pl.all_horizontal(pl.lit(may_apply), *(pl.col(n) == str(k) for n, k in named))
            yield pl.when(is_such).then(pl.lit(float(str(each.value))))
