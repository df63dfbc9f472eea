"""How somebody's own table calls our columns, and what its words mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from cradlegate.tables.columns import TableSpec


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What a table calls columns and words of ours.

    Args:
        columns: name of our column, by the heading of the file.
        words: by name of our column, our word by the word of the file.
        constants: by name of our column, what stands in every row of a file that has no such
            column.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    def name_headings(self, spec: TableSpec) -> TableSpec:
        """Give a table that understands the headings of the file too."""
        columns = dict(spec.columns)
        for heading, name in self.columns.items():
            columns[name] = replace(columns[name], also=(*columns[name].also, heading))
        return replace(spec, columns=columns)

    def say_in_our_words(self, texts: pl.DataFrame) -> pl.DataFrame:
        """Put our words in the place of those of the file, and what stands for every row."""
        ours = [
            pl.col(name).cast(pl.String).str.strip_chars().replace(dict(words)).alias(name)
            for name, words in self.words.items()
            if name in texts.columns
        ]
        fixed = [
            pl.lit(text).alias(name)
            for name, text in self.constants.items()
            if name not in texts.columns
        ]
        return texts.with_columns(*ours, *fixed)


AS_THEY_STAND = ColumnMapping()
"""A table whose headings and words are ours."""
