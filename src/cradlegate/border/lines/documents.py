"""What every document says, for the lines that it goes with.

How its verification body stood hangs on the country of import and the day of entry too, so a
document stands once for every such pair that it is needed for.  Registers are asked once for each.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import polars as pl

from cradlegate.border.facts.body import (
    AGE,
    OF_SIGNATURE,
    STATUS,
    supply_at_entry,
    supply_at_signature,
)
from cradlegate.border.facts.document import DATES, DOCUMENT_COLUMNS
from cradlegate.border.facts.evidence import EVIDENCE_COLUMNS
from cradlegate.border.facts.supply import STANDINGS
from cradlegate.border.lines.papers import DOCUMENT, LINE
from cradlegate.border.lines.supply import supply_columns
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval
from cradlegate.regimes.facts import Fact, Facts, Standing
from cradlegate.regimes.lines.frames import DTYPES, LAST, NONE, STANDING, TYPE, Frames
from cradlegate.regimes.values import ValueKind
from cradlegate.regimes.vocabulary import shipped_vocabulary
from cradlegate.verification.registers.register import RegisterSnapshot

_SIGNED = "document.signed_at"
_WHERE = ("consignment.destination", "consignment.entry_date", f"consignment.entry_date{LAST}")
_AT_SIGNATURE = ("body_no", "has_body", _SIGNED, f"{_SIGNED}{LAST}", _WHERE[0])
_AT_ENTRY = ("body_no", "has_body", *_WHERE[1:])


def add_documents(
    lines: pl.DataFrame,
    pairs: pl.DataFrame,
    documents: pl.DataFrame,
    evidence: pl.DataFrame,
    registers: Sequence[RegisterSnapshot],
) -> Frames:
    """Add to lines the documents that go with them.

    Args:
        lines: facts of the lines.
        pairs: line and document, as `pair_documents` gives them.
        documents, evidence: typed rows of the tables `documents` and `oem_evidence`.
        registers: snapshots of accredited bodies.
    """
    where = lines.select(_WHERE).with_row_index(LINE)
    placed = pairs.join(where, on=LINE, maintain_order="left")
    needed = placed.select(DOCUMENT, *_WHERE).unique(maintain_order=True).with_row_index("at")
    told = placed.join(needed, on=[DOCUMENT, *_WHERE], nulls_equal=True, maintain_order="left")
    own = _supply_own(documents, evidence).with_row_index(DOCUMENT)
    papers = needed.join(own, on=DOCUMENT, maintain_order="left")
    papers = _ask(papers, _AT_SIGNATURE, OF_SIGNATURE, _signature_asker(registers))
    papers = _ask(papers, _AT_ENTRY, (STATUS, AGE), _entry_asker(registers))
    kept = told.select(
        LINE, pl.col("at").cast(pl.UInt32).alias(DOCUMENT), "fit.machine", "fit.route"
    )
    return Frames(lines, papers.drop("at", DOCUMENT, *_WHERE, "body_no", "has_body"), kept)


def _supply_own(documents: pl.DataFrame, evidence: pl.DataFrame) -> pl.DataFrame:
    """Supply what the row of a document says, and the row of evidence that belongs to it."""
    specs = shipment_tables()
    stated = (
        pl.col("checked_by").is_not_null(),
        pl.col("checked_at.first").is_not_null(),
        pl.col("checked_how").is_not_null(),
    )
    confirmed = pl.all_horizontal(pl.col("state") == "checked", *stated)
    said = documents.select(
        *supply_columns(DOCUMENT_COLUMNS, specs["documents"]),
        pl.col("doc_id").cast(pl.String),
        pl.col("type").cast(pl.Categorical).alias(TYPE),
        pl.col("state")
        .cast(pl.String)
        .replace_strict(
            {state: str(each) for state, each in STANDINGS.items()}, default=str(Standing.GONE)
        )
        .cast(pl.Categorical)
        .alias(STANDING),
        pl.col("body_no").cast(pl.String),
        ~((pl.col("issuer_role") == "maker") & ~pl.col("is_verified"))
        .fill_null(value=False)
        .alias("has_body"),
        confirmed.alias("confirmed"),
    )
    dates = [name for each in DATES for name in (each, f"{each}{LAST}")]
    said = said.with_columns(pl.when("confirmed").then(pl.col(name)).alias(name) for name in dates)
    confirms = evidence.select(
        pl.col("doc_id").cast(pl.String),
        *supply_columns(EVIDENCE_COLUMNS, specs["oem_evidence"]),
    )
    return said.join(confirms, on="doc_id", how="left", maintain_order="left").drop(
        "doc_id", "confirmed"
    )


_Asker = Callable[..., Facts]


def _signature_asker(registers: Sequence[RegisterSnapshot]) -> _Asker:
    def ask(number: str, first: date | None, last: date | None, destination: str) -> Facts:
        return supply_at_signature(number, _day(first, last), registers, destination)

    return ask


def _entry_asker(registers: Sequence[RegisterSnapshot]) -> _Asker:
    def ask(number: str, first: date | None, last: date | None) -> Facts:
        return supply_at_entry(number, _day(first, last), registers)

    return ask


def _ask(
    papers: pl.DataFrame, keys: Sequence[str], names: Sequence[str], ask: _Asker
) -> pl.DataFrame:
    """Add facts that hang on some columns, asked once for each different row of them."""
    different = papers.select(keys).unique(maintain_order=True)
    found = [_ask_one(row, names, ask) for row in different.iter_rows()]
    columns = list(_lay_out(found, names))
    told = different.with_columns(columns)
    return papers.join(told, on=list(keys), nulls_equal=True, how="left", maintain_order="left")


def _ask_one(row: tuple[Any, ...], names: Sequence[str], ask: _Asker) -> Facts:
    number, has_body, *rest = row
    if not has_body:
        return dict.fromkeys(names, Fact(Blank.ABSENT, ""))
    if number is None:
        return dict.fromkeys(names, Fact(Blank.UNKNOWN, ""))
    return ask(number, *rest)


def _lay_out(found: Sequence[Facts], names: Sequence[str]) -> Iterator[pl.Series]:
    facts = shipped_vocabulary().facts
    for name in names:
        values = [each[name].value for each in found]
        known = [_plain(value) for value in values]
        dtype = DTYPES[facts[name].kind]
        yield pl.Series(name, known, dtype)
        if facts[name].kind is ValueKind.DATE:
            last = [value.last if isinstance(value, Interval) else None for value in values]
            yield pl.Series(f"{name}{LAST}", last, dtype)
        yield pl.Series(f"{name}{NONE}", [value is Blank.ABSENT for value in values], pl.Boolean)


def _plain(value: object) -> object:
    if isinstance(value, Blank):
        return None
    if isinstance(value, Interval):
        return value.first
    return list(value) if isinstance(value, tuple) else value


def _day(first: date | None, last: date | None) -> Fact:
    if first is None or last is None:
        return Fact(Blank.UNKNOWN, "")
    return Fact(Interval(first, last), "")
