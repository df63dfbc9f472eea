"""Machines in stock sorted by destination and regime: in, out or unclear, each with its reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import product

import polars as pl

from cradlegate.border.facts.supply import CODE_DIGITS, CONSIGNMENT_COLUMNS, MACHINE_COLUMNS
from cradlegate.border.inventory import faults as kinds
from cradlegate.border.inventory.stock import Stock, StockItem
from cradlegate.border.portfolio.screen import Portfolio, screen
from cradlegate.border.shipments.tables import shipment_tables
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.outcome import Outcome
from cradlegate.core.period import Interval
from cradlegate.regimes.columns.judged import APPLIES, JudgedColumns, LineStatus
from cradlegate.regimes.expression.syntax import list_facts
from cradlegate.regimes.pack.pack import Pack
from cradlegate.regimes.pack.provision import ProvisionKind
from cradlegate.tables.columnar.read import UNKNOWN, read_columns
from cradlegate.tables.words import countries

SORTED = {Outcome.MET: "in", Outcome.NOT_MET: "out", Outcome.UNDETERMINED: "unclear"}
"""What it is called whether a regime applies."""
_COLUMN_BY_FACT = {
    **CONSIGNMENT_COLUMNS,
    **MACHINE_COLUMNS,
    **dict.fromkeys(CODE_DIGITS, "hs"),
    "age.calendar": "built",
}
_FORGOTTEN_LAST = ("entry_date", "built", "condition", "kind", "destination")
"""What a reason names rather than other columns, the last above all."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Where one regime puts one machine.

    Args:
        status: whether the regime applies, with what is open.
        because: by column, the values that alone decide it; empty where it is unclear.
    """

    regime: str
    status: LineStatus
    because: Mapping[str, str]

    @property
    def group(self) -> str:
        """In, out or unclear."""
        return SORTED[self.status.outcome]

    @property
    def open_columns(self) -> tuple[str, ...]:
        """The columns whose values can still change it."""
        names = (_COLUMN_BY_FACT.get(point.name, point.name) for point in self.status.points)
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class SortedItem:
    """A machine with one destination, under every regime."""

    item: StockItem
    destination: str
    placings: tuple[Placing, ...]

    @property
    def group(self) -> str:
        """In if one regime applies, unclear if one may; out if none does."""
        groups = {each.group for each in self.placings}
        return next(name for name in ("in", "unclear", "out") if name in groups)


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and where to machines would be imported.

    Args:
        on: the day of the list; machines leave on that day or later.
        entry: the day of the customs entry.
    """

    destinations: tuple[str, ...]
    on: date
    entry: date


def find_occasion_faults(occasion: Occasion) -> tuple[Fault, ...]:
    """Find destinations that are none, and an entry before the day of the list."""
    faults = [
        Fault(kinds.NO_SUCH_COUNTRY, f"{each!r} is no country")
        for each in occasion.destinations or ("",)
        if each not in countries()
    ]
    if occasion.entry < occasion.on:
        found = f"entered on {occasion.entry}, in stock on {occasion.on}"
        faults.append(Fault(kinds.ENTERED_EARLY, found))
    return tuple(faults)


def sort_stock(stock: Stock, occasion: Occasion, packs: Sequence[Pack]) -> tuple[SortedItem, ...]:
    """Sort every machine for every destination, under every regime.

    Args:
        packs: at least one.

    Raises:
        FaultsError: destinations or days that cannot be.
    """
    if faults := find_occasion_faults(occasion):
        raise FaultsError(faults)
    asked = product(occasion.destinations, stock.items)
    by_pack = [_place_items(stock.items, occasion, _keep_scope(pack)) for pack in packs]
    placings = zip(*by_pack, strict=True)
    return tuple(
        SortedItem(item, destination, placed)
        for (destination, item), placed in zip(asked, placings, strict=True)
    )


def _place_items(items: Sequence[StockItem], occasion: Occasion, scope: Pack) -> Iterator[Placing]:
    """Place every machine for every destination; those that a scope cannot tell apart, once."""
    columns = _list_columns(scope)
    says = [tuple(item.values.get(column) for column in columns) for item in items]
    different = dict(zip(says, items, strict=True))
    asked = product(occasion.destinations, different.values())
    placings = _place(_lay_out(asked, occasion), scope)
    keys = product(occasion.destinations, different)
    placed = dict(zip(keys, placings, strict=True))
    return (placed[key] for key in product(occasion.destinations, says))


def _lay_out(asked: Iterable[tuple[str, StockItem]], occasion: Occasion) -> pl.DataFrame:
    """Lay machines out as lines of the table `shipments`; what it needs besides stays unknown."""
    entered = str(Interval(occasion.entry, occasion.entry))
    left = str(Interval(occasion.on, occasion.entry))
    rows = [
        {**item.values, "destination": each, "entry_date": entered, "ship_date": left}
        for each, item in asked
    ]
    return read_columns(shipment_tables()["shipments"], pl.DataFrame(rows)).frame


def _place(lines: pl.DataFrame, scope: Pack) -> Iterator[Placing]:
    """Place every line under the scope of a pack."""
    judged = _judge(lines, scope)
    reasons = _find_reasons(lines, scope, judged)
    for at in range(lines.height):
        status = judged.explain(APPLIES, at)
        is_settled = status.outcome is not Outcome.UNDETERMINED
        yield Placing(scope.id, status, reasons[at] if is_settled else {})


def _keep_scope(pack: Pack) -> Pack:
    """Keep what says where the regime applies."""
    scopes = tuple(each for each in pack.provisions if each.kind is ProvisionKind.APPLIES)
    return replace(pack, provisions=scopes, documents={}, benefit=None)


def _judge(lines: pl.DataFrame, scope: Pack) -> JudgedColumns:
    portfolio = Portfolio(lines, None, _make_no_evidence(), ())
    (batch,) = screen(portfolio, [scope], law_as_of=None, lines_at_once=lines.height)
    return batch.judged[scope.id]


@cache
def _make_no_evidence() -> pl.DataFrame:
    return read_columns(shipment_tables()["oem_evidence"], pl.DataFrame()).frame


def _find_reasons(
    lines: pl.DataFrame, scope: Pack, judged: JudgedColumns
) -> Sequence[Mapping[str, str]]:
    """Find for every line values that decide it, none of which can be left out.

    Columns are forgotten one by one, line by line, where the answer stays the same without them.
    """
    columns, outcomes = _list_columns(scope), judged.list_statuses(APPLIES)
    kept, reasons = lines, [dict[str, str]() for _ in range(lines.height)]
    told = {each: lines[f"{each}.blank"] != UNKNOWN for each in columns}
    for column in columns:
        everywhere = pl.repeat(value=True, n=lines.height, dtype=pl.Boolean, eager=True)
        tried = _judge(_forget(kept, column, everywhere), scope)
        same = tried.list_statuses(APPLIES) == outcomes
        kept = _forget(kept, column, same)
        for at in (told[column] & ~same).arg_true():
            reasons[at] = {column: _write(lines, column, at), **reasons[at]}
    return reasons


def _list_columns(scope: Pack) -> list[str]:
    """List the columns that the scope looks at, what a reason rather names last."""
    facts = {
        name
        for provision in scope.provisions
        for each in provision.expressions.values()
        for name in list_facts(each.tree)
    }
    columns = {_COLUMN_BY_FACT[name] for name in facts if name in _COLUMN_BY_FACT}
    columns.add("entry_date")
    others = sorted(columns - {*_FORGOTTEN_LAST})
    return [*others, *(name for name in _FORGOTTEN_LAST if name in columns)]


def _forget(lines: pl.DataFrame, column: str, where: pl.Series) -> pl.DataFrame:
    """Make a column unknown in some lines."""
    names = [name for name in lines.columns if name.split(".")[0] == column]
    blank = f"{column}.blank"
    return lines.with_columns(
        pl.when(where).then(pl.lit(UNKNOWN, pl.UInt8) if name == blank else None)
        .otherwise(pl.col(name)).alias(name)
        for name in names
    )  # fmt: skip


def _write(lines: pl.DataFrame, column: str, at: int) -> str:
    if f"{column}.first" in lines.columns:
        return str(Interval(lines[f"{column}.first"][at], lines[f"{column}.last"][at]))
    value = lines[column][at]
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
