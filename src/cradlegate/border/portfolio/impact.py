"""What other packs would have said: every line whose status they change."""

from collections.abc import Iterator, Sequence

import polars as pl

from cradlegate.border.portfolio.findings import STATUSES, WHOLE
from cradlegate.border.portfolio.screen import Batch
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.columns.judged import OUTCOMES, JudgedColumns

_NOT_APPLICABLE = OUTCOMES.index(Outcome.NOT_APPLICABLE)
_KEYS = ("exporter", "regime", "requirement", "before", "after")
_SCHEMA = {
    "line": pl.String(),
    "exporter": pl.String(),
    "regime": pl.String(),
    "requirement": pl.String(),
    "before": STATUSES,
    "after": STATUSES,
}


def list_impact(before: Batch, after: Batch) -> pl.DataFrame:
    """List every status that differs between two judgements of the same lines.

    Args:
        before: under some of the packs, as they were, or none.

    A provision that one of the two packs does not have counts as not applicable there.

    Returns:
        `line`, `exporter`, `regime`, `requirement` (`applies`, `verdict` and `benefit` for the
        whole), `before`, `after`.
    """
    parts = [part for name in before.judged for part in _compare(name, before, after)]
    return pl.concat([pl.DataFrame(schema=_SCHEMA), *parts])


def _compare(regime: str, before: Batch, after: Batch) -> Iterator[pl.DataFrame]:
    judged = [batch.judged[regime] for batch in (before, after)]
    for output in dict.fromkeys(name for each in judged for name in each.legend.outputs):
        old, new = (_take_statuses(each, output) for each in judged)
        differs = old != new
        if differs.any():
            yield after.lines.filter(differs).select(
                pl.col("id").cast(pl.String).alias("line"),
                pl.col("exporter_id").cast(pl.String).alias("exporter"),
                pl.lit(regime).alias("regime"),
                pl.lit(WHOLE.get(output, output)).alias("requirement"),
                old.filter(differs).cat.to(STATUSES).alias("before"),
                new.filter(differs).cat.to(STATUSES).alias("after"),
            )


def _take_statuses(judged: JudgedColumns, output: str) -> pl.Series:
    if output in judged.legend.outputs:
        return judged.list_statuses(output)
    return pl.Series([_NOT_APPLICABLE], dtype=pl.UInt8).new_from_index(0, judged.count)


def count_impact(changes: pl.DataFrame) -> pl.DataFrame:
    """Count what changed, by exporter, regime and requirement."""
    return changes.group_by(_KEYS, maintain_order=True).agg(pl.len().alias("lines"))


def join_impact(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Join the counts of several batches; most lines first."""
    joined = pl.concat(parts).group_by(_KEYS).agg(pl.col("lines").sum())
    return joined.sort(["lines", *_KEYS], descending=[True, *(False for _ in _KEYS)])
