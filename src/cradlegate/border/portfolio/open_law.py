"""What nobody can say yet, over all lines: every question with the lines that hang on it."""

from collections.abc import Iterator, Sequence

import polars as pl

from cradlegate.border.portfolio.screen import Batch
from cradlegate.regimes.columns.judged import APPLIES, VERDICT
from cradlegate.regimes.pack.pack import Pack

_SCHEMA = {"regime": pl.String(), "question": pl.String(), "lines": pl.UInt32()}
_WORDS = dict.fromkeys(("regime", "question", "ask", "source", "para"), pl.String())


def count_open_law(batch: Batch, packs: Sequence[Pack]) -> pl.DataFrame:
    """Count the lines on which the answer to a question alone can change what binds.

    Returns:
        `regime`, `question`, `lines`.
    """
    return pl.DataFrame(list(_count(batch, packs)), schema=_SCHEMA, orient="row")


def join_open_law(parts: Sequence[pl.DataFrame], packs: Sequence[Pack]) -> pl.DataFrame:
    """Join the counts of several batches, with the words of each question; most lines first.

    Returns:
        `regime`, `question`, `lines`, `ask`, `source`, `para`; the last two are empty where no text
        is cited.
    """
    whole = pl.concat([pl.DataFrame(schema=_SCHEMA), *parts])
    joined = whole.group_by("regime", "question").agg(pl.col("lines").sum())
    worded = joined.join(_list_words(packs), on=["regime", "question"], how="left")
    return worded.sort(["lines", "regime", "question"], descending=[True, False, False])


def _list_words(packs: Sequence[Pack]) -> pl.DataFrame:
    rows = (
        (pack.id, each.id, str(each.ask), *((cite.source, cite.para) if cite else ("", "")))
        for pack in packs
        for each in pack.questions.values()
        for cite in (each.cite,)
    )
    return pl.DataFrame(list(rows), schema=_WORDS, orient="row")


def _count(batch: Batch, packs: Sequence[Pack]) -> Iterator[tuple[str, str, int]]:
    for pack in packs:
        judged = batch.judged[pack.id]
        decides = {
            question: [judged.legend.is_decisive(each, question) for each in (APPLIES, VERDICT)]
            for question in judged.legend.questions
        }
        counted = judged.answers.select(
            pl.lit(judged.lines).filter(pl.any_horizontal(each)).sum().alias(question)
            for question, each in decides.items()
        )
        for question, lines in counted.to_dict(as_series=False).items():
            if lines[0]:
                yield pack.id, question, lines[0]
