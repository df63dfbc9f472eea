"""Lists of inputs as a user fills them in: without a supplier, and with one that was guessed."""

import csv
import io
from collections.abc import Iterable

from cradlegate.background.datasets.background import Background
from cradlegate.background.datasets.link import LinkRule

OPEN_LIST, GUESSED_LIST = "open.csv", "guessed.csv"
_COLUMNS = ("process", "exchange", "supplier", "why", "flow", "suppliers")
_MOST_NAMED = 20
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""With which a cell begins that spreadsheets take for a formula."""


def list_open(background: Background) -> bytes:
    """List every input without a supplier, in the form in which suppliers are named."""
    return _write(
        background,
        (
            (each.consumer, each.exchange, "", str(each.kind), each.suppliers)
            for each in background.links.open
        ),
    )


def list_guessed(background: Background) -> bytes:
    """List every input of which the first of several suppliers was taken, with that supplier."""
    return _write(
        background,
        (
            (each.consumer, each.exchange, each.supplier, str(each.rule), each.others)
            for each in background.links.links
            if each.rule is LinkRule.FIRST
        ),
    )


def _write(
    background: Background, rows: Iterable[tuple[str, int, str, str, tuple[str, ...]]]
) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for consumer, at, supplier, why, others in rows:
        exchange = background.database.processes[consumer].exchanges[at]
        flow = background.database.flows[exchange.flow].name
        named = "; ".join(others[:_MOST_NAMED])
        writer.writerow((consumer, exchange.id, supplier, why, _as_text(flow), named))
    return written.getvalue().encode()


def _as_text(name: str) -> str:
    """Keep the name of a flow, which nobody reads back, from becoming a formula."""
    return f"'{name}" if name.startswith(_FORMULA_SIGNS) else name
