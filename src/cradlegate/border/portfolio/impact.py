"""What other packs would have said: every line whose status they change."""

from collections.abc import Iterator, Sequence

import polars as pl

from cradlegate.border.portfolio.findings import STATUSES
from cradlegate.border.portfolio.screen import Batch
from cradlegate.core.outcome import Outcome
from cradlegate.regimes.columns.judged import APPLIES, BENEFIT, OUTCOMES, STATUS, VERDICT

_WHOLE = {APPLIES: "applies", VERDICT: "verdict", BENEFIT: "benefit"}
_NOT_APPLICABLE = OUTCOMES.index(Outcome.NOT_APPLICABLE)
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

    What one of them does not judge counts as not applicable there.

    Returns:
        `line`, `exporter`, `regime`, `requirement` (`applies`, `verdict` and `benefit` for the
        whole), `before`, `after`.
    """
    names = dict.fromkeys((*before.judged, *after.judged))
    parts = [part for name in names for part in _compare(name, before, after)]
    return pl.concat([pl.DataFrame(schema=_SCHEMA), *parts])


def _compare(regime: str, before: Batch, after: Batch) -> Iterator[pl.DataFrame]:
    outputs: dict[str, None] = {}
    for batch in (before, after):
        if regime in batch.judged:
            outputs |= dict.fromkeys(batch.judged[regime].legend.outputs)
    for output in outputs:
        old, new = (_statuses(regime, output, batch) for batch in (before, after))
        differs = old != new
        if differs.any():
            yield after.lines.filter(differs).select(
                pl.col("id").cast(pl.String).alias("line"),
                pl.col("exporter_id").cast(pl.String).alias("exporter"),
                pl.lit(regime).alias("regime"),
                pl.lit(_WHOLE.get(output, output)).alias("requirement"),
                old.filter(differs).cat.to(STATUSES).alias("before"),
                new.filter(differs).cat.to(STATUSES).alias("after"),
            )


def _statuses(regime: str, output: str, batch: Batch) -> pl.Series:
    judged = batch.judged.get(regime)
    if judged and output in judged.legend.outputs:
        return judged.frame[f"{output}{STATUS}"]
    return pl.Series([_NOT_APPLICABLE], dtype=pl.UInt8).new_from_index(0, batch.lines.height)


def count_impact(changes: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Count what changed, by exporter, regime and requirement; most lines first."""
    whole = pl.concat([pl.DataFrame(schema=_SCHEMA), *changes])
    keys = ["exporter", "regime", "requirement", "before", "after"]
    counted = whole.group_by(keys).agg(pl.len().alias("lines"))
    return counted.sort(["lines", *keys], descending=[True, *(False for _ in keys)])
