"""The documents of a portfolio as they were known on a day."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from cradlegate.border.faults import CAME_LATER
from cradlegate.core.fault import Fault, Place

_MOST_NAMED = 10


def leave_out_later(documents: pl.DataFrame, day: date) -> pl.DataFrame:
    """Leave out documents that came later, and take back confirmations of later.

    As `border.shipments.known` does for one consignment: what is dated roughly counts from its
    first day, what is not dated was always known.
    """
    state = pl.col("state").cast(pl.String)
    kept = pl.when(_is_confirmed_later(day)).then(pl.lit("received")).otherwise(state)
    known = documents.filter(~_is_later(day))
    return known.with_columns(kept.cast(pl.Categorical).alias("state"))


def find_later(documents: pl.DataFrame, day: date, file: str) -> Iterator[Fault]:
    """Name what `leave_out_later` leaves out: a warning for all that came, one for the rest.

    Args:
        file: in which the documents stand.
    """
    came, confirmed = _is_later(day), _is_confirmed_later(day) & ~_is_later(day)
    for column, is_later in {"received_at": came, "checked_at": confirmed}.items():
        ids = documents.filter(is_later)["doc_id"].cast(pl.String).to_list()
        if ids:
            rest = len(ids) - _MOST_NAMED
            more = f" and {rest:,} more" if rest > 0 else ""
            found = f"after {day} lies {column} of {', '.join(ids[:_MOST_NAMED])}{more}"
            yield Fault(CAME_LATER, found, Place(file, column=column, id=ids[0]))


def _is_later(day: date) -> pl.Expr:
    return (pl.col("received_at.first") > day).fill_null(value=False)


def _is_confirmed_later(day: date) -> pl.Expr:
    is_later = (pl.col("checked_at.first") > day).fill_null(value=False)
    return is_later & (pl.col("state") == "checked").fill_null(value=False)
