"""The documents of a portfolio as they were known on a day."""

from datetime import date

import polars as pl


def leave_out_later(documents: pl.DataFrame, day: date) -> pl.DataFrame:
    """Leave out documents that came later, and take back confirmations of later.

    As `border.shipments.known` does for one consignment: what is dated roughly counts from its
    first day, what is not dated was always known.
    """
    came = pl.col("received_at.first").is_null() | (pl.col("received_at.first") <= day)
    too_early = (pl.col("state") == "checked") & (pl.col("checked_at.first") > day)
    state = pl.col("state").cast(pl.String)
    kept = pl.when(too_early.fill_null(value=False)).then(pl.lit("received")).otherwise(state)
    return documents.filter(came).with_columns(kept.cast(pl.Categorical).alias("state"))
