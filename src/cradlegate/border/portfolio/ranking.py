"""Which routes and which families of machines to look at first."""

from collections.abc import Mapping, Sequence

import polars as pl

from cradlegate.border.portfolio.screen import Batch
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.columns.judged import OUTCOMES, STATUS, VERDICT

_EXPOSURE = {Outcome.NOT_MET: 2, Outcome.UNDETERMINED: 1, Outcome.WAITING: 1}
"""How exposed a line is that cannot go, and one of which nobody knows yet (house rule)."""
_ROUTE = {"from": ("from", "dispatch"), "to": ("to", "destination")}
"""Columns that say it: the place, or else the country."""
_FAMILY = {name: (name,) for name in ("kind", "laser_type", "made_in", "condition")}
_COUNTS = ("volume", "lines", "not_met", "open", "exposed")


def count_routes(batch: Batch) -> pl.DataFrame:
    """Count machines a year, lines, and lines that are not met or open, for each route.

    Returns:
        `from`, `to`, `volume`, `lines`, `not_met`, `open`, `exposed`.
    """
    return _count(batch, _ROUTE)


def count_families(batch: Batch) -> pl.DataFrame:
    """Count the same for each family of machines: kind, laser, country of make, condition."""
    return _count(batch, _FAMILY)


def rank(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Join the counts of several batches, and rank by volume times exposure.

    Exposure is the mean over lines of 2 where something that binds is not met and 1 where it is
    open; of equal products the greater volume comes first.
    """
    whole = pl.concat(parts)
    keys = [name for name in whole.columns if name not in _COUNTS]
    joined = whole.group_by(keys, maintain_order=True).agg(pl.col(_COUNTS).sum())
    exposure = pl.col("exposed") / pl.col("lines")
    scored = joined.with_columns(
        exposure.alias("exposure"), (pl.col("volume") * exposure).alias("score")
    )
    return scored.drop("exposed").sort(
        ["score", "volume", *keys], descending=[True, True, *(False for _ in keys)], nulls_last=True
    )


def _count(batch: Batch, keys: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    verdicts = [each.frame[f"{VERDICT}{STATUS}"] for each in batch.judged.values()]
    worst = [
        verdict.replace_strict(
            {OUTCOMES.index(each): score for each, score in _EXPOSURE.items()},
            default=0,
            return_dtype=pl.UInt8,
        )
        for verdict in verdicts
    ]
    exposed = pl.select(pl.max_horizontal(worst)).to_series()
    told = batch.lines.select(
        *(
            pl.coalesce(pl.col(each).cast(pl.String) for each in columns).alias(name)
            for name, columns in keys.items()
        ),
        pl.coalesce("volume_per_year", "qty").fill_null(0).alias("volume"),
        exposed.alias("exposed"),
    )
    return told.group_by(list(keys), maintain_order=True).agg(
        pl.col("volume").sum().cast(pl.Int64),
        pl.len().cast(pl.UInt32).alias("lines"),
        (pl.col("exposed") == 2).sum().cast(pl.UInt32).alias("not_met"),  # noqa: PLR2004
        (pl.col("exposed") == 1).sum().cast(pl.UInt32).alias("open"),
        pl.col("exposed").cast(pl.UInt64).sum().alias("exposed"),
    )
