"""Which documents go with which lines, as a document says for what it speaks.

By consignment, serial number, model or series, as `border.facts.fit` tells it of one machine; a
document that surely covers another machine makes no pair.
"""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from cradlegate.border.facts.fit import is_on_route
from cradlegate.border.lines.faults import TOO_MANY_PAIRS
from cradlegate.border.shipments.codes import spell_code
from cradlegate.core.fault import Fault, FaultsError, Place

LINE, DOCUMENT, FITS, ROUTE = "line", "document", "fit.machine", "fit.route"
MOST_PAIRS = 20_000_000
"""Pairs that are looked at together; so many come of documents that do not say what they cover."""
_WAY = ("from", "to")
_LEFT_OUT = " ._/-"
_PLAIN = f"{string.ascii_letters}{string.digits}{_LEFT_OUT}".encode()


def pair_documents(
    lines: pl.DataFrame, documents: pl.DataFrame, most_pairs: int = MOST_PAIRS
) -> pl.DataFrame:
    """Pair every line with the documents that cover it, or may.

    Args:
        lines: typed rows of the table `shipments`.
        documents: typed rows of the table `documents`.
        most_pairs: of lines and documents that do not say whether they belong together.

    Returns:
        `line` and `document`, row numbers from 0, and `fit.machine`, null where nobody says what
        the document covers; in the order of lines and documents.

    Raises:
        FaultsError: more pairs than that.
    """
    found = pl.concat(_pair(_Lines(lines), _number(documents, DOCUMENT), most_pairs))
    return found.unique([LINE, DOCUMENT], keep="first", maintain_order=True).sort(LINE, DOCUMENT)


def judge_routes(pairs: pl.DataFrame, lines: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add to pairs whether the document covers the route of the line, as `fit.route`.

    Null where the document names no route, or the line does not say from where to where.
    """
    way = [pl.col(end).cast(pl.String) for end in _WAY]
    placed = pairs.join(_number(lines.select(way), LINE), on=LINE, maintain_order="left")
    keys = (DOCUMENT, *_WAY)
    different = placed.select(keys).unique(maintain_order=True)
    routes = documents["covers_routes"].to_list()
    told = [_judge_route(routes[at], start, end) for at, start, end in different.iter_rows()]
    known = different.with_columns(pl.Series(ROUTE, told, pl.Boolean))
    joined = placed.join(known, on=list(keys), nulls_equal=True, maintain_order="left")
    return joined.drop(_WAY)


def _judge_route(routes: list[str] | None, start: str | None, end: str | None) -> bool | None:
    if not routes or start is None or end is None:
        return None
    return is_on_route(routes, start, end)


def spell_codes(texts: pl.Series) -> pl.Series:
    """Spell codes in one way, as `spell_code` spells each of them."""
    texts = texts.cast(pl.String)
    signs = (texts.str.join("").item() or "").encode()
    spelled = _leave_out_signs(texts.str.to_lowercase(), signs)
    if not signs.translate(None, _PLAIN):
        return spelled
    is_plain = texts.str.contains(rf"^[{re.escape(_PLAIN.decode())}]*$")
    by_text = {text: spell_code(text) for text in texts.filter(~is_plain).unique().to_list()}
    frame = pl.DataFrame([texts.alias("text"), spelled.alias("spelled"), is_plain.alias("plain")])
    told = pl.col("text").replace_strict(by_text, default=None, return_dtype=pl.String)
    kept = pl.when("plain").then("spelled").otherwise(told)
    return frame.select(kept.alias(texts.name)).to_series()


def _leave_out_signs(texts: pl.Series, signs: bytes) -> pl.Series:
    """Leave out of texts what tells no codes apart; mostly one or two such signs stand in them."""
    for sign in _LEFT_OUT:
        if sign.encode() in signs:
            texts = texts.str.replace_all(sign, "", literal=True)
    return texts


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines with what documents may name of them."""

    frame: pl.DataFrame

    def name(self, column: str) -> pl.DataFrame:
        """Give the numbers of the lines with their spelled name; those without one are left out."""
        named = _number(self.frame, LINE).select(LINE, pl.col(column).cast(pl.String).alias("name"))
        named = named.drop_nulls("name")
        return named.with_columns(spell_codes(named["name"]))

    def without(self, column: str) -> pl.DataFrame:
        """Give the numbers of the lines that do not say it."""
        return _number(self.frame, LINE).filter(pl.col(column).is_null()).select(LINE)

    def consignments(self) -> pl.DataFrame:
        """Give the lines with the id of their consignment, which is taken as it stands."""
        return _number(self.frame, LINE).select(
            LINE, pl.col("consignment_id").cast(pl.String).alias("name")
        )

    def serials(self) -> pl.DataFrame:
        """Give every serial number of every line once, and how many of them a line has."""
        own = _spell_each(_number(self.frame, LINE), LINE, "serials").unique()
        return own.with_columns(pl.len().over(LINE).alias("count"))


def _pair(lines: _Lines, documents: pl.DataFrame, most: int) -> Iterator[pl.DataFrame]:
    """Give pairs, the most certain first; of one pair the first counts."""
    by_consignment = documents.select(DOCUMENT, pl.col("covers_consignments").alias("name"))
    yield _join(lines.consignments(), by_consignment.explode("name").drop_nulls())
    by_serial = documents.filter(pl.col("covers_serials").is_not_null())
    yield _pair_serials(lines.serials(), _spell_each(by_serial, DOCUMENT, "covers_serials"))
    yield _cross(lines.without("serials"), by_serial, most)
    rest = documents.filter(pl.col("covers_serials").is_null())
    for column, named in (("model", "covers_models"), ("series", "covers_series")):
        by_name = rest.filter(pl.col(named).is_not_null())
        yield _join(lines.name(column), _spell_each(by_name, DOCUMENT, named))
        yield _cross(lines.without(column), by_name, most)
        rest = rest.filter(pl.col(named).is_null())
    every = pl.DataFrame({LINE: range(lines.frame.height)}, {LINE: pl.UInt32})
    yield _cross(every, rest.filter(pl.col("covers_consignments").is_null()), most)


def _number(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    return rows.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias(name))


def _spell_each(rows: pl.DataFrame, number: str, column: str) -> pl.DataFrame:
    """Give every item of a column of lists on a row of its own, spelled in one way."""
    items = rows.select(number, pl.col(column).alias("name")).explode("name").drop_nulls("name")
    return items.with_columns(spell_codes(items["name"]))


def _join(lines: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    pairs = lines.join(documents.unique(), on="name")
    return pairs.select(LINE, DOCUMENT, pl.lit(value=True).alias(FITS))


def _pair_serials(lines: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Pair lines with documents that cover every one of their serial numbers."""
    met = lines.join(documents.unique(), on="name")
    counted = met.group_by(LINE, DOCUMENT).agg(pl.len().alias("met"), pl.first("count"))
    covered = counted.filter(pl.col("met") == pl.col("count"))
    return covered.select(LINE, DOCUMENT, pl.lit(value=True).alias(FITS))


def _cross(lines: pl.DataFrame, documents: pl.DataFrame, most: int) -> pl.DataFrame:
    """Pair every line with every document, where nobody says that they do not belong together."""
    if lines.height * documents.height > most:
        found = (
            f"{documents.height:,} documents may each cover {lines.height:,} lines, since one of "
            "them names nothing to tell it"
        )
        raise FaultsError([Fault(TOO_MANY_PAIRS, found, Place("documents.csv"))])
    pairs = lines.select(LINE).join(documents.select(DOCUMENT), how="cross")
    return pairs.with_columns(pl.lit(None, pl.Boolean).alias(FITS))
