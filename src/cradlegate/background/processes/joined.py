"""How a database hangs together with others, and its figures, as they are spelled in its index."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_UP, Context, Decimal
from typing import Any

from cradlegate.background.datasets.background import Background
from cradlegate.background.datasets.link import OpenKind
from cradlegate.background.processes.stored import write_database

_UP = Context(prec=2, rounding=ROUND_UP)


@dataclass(frozen=True, slots=True)
class OutsideEntry:
    """One input that another database supplies.

    Args:
        database: id of the other one.
        amount: per run of the consumer, in the unit of the supplier.
    """

    consumer: str
    exchange: str
    database: str
    supplier: str
    rule: str
    amount: Decimal


def list_linked(background: Background) -> list[dict[str, object]]:
    """List the databases that something was taken from, with those that these take from."""
    used = {each.provider.database.id for each in background.outside}
    found = {
        each.id: write_database(each)
        for neighbour in background.neighbours
        if neighbour.database.id in used
        for each in (neighbour.database, *neighbour.linked)
    }
    return [found[name] for name in sorted(found)]


def list_outside(background: Background) -> Iterator[dict[str, object]]:
    """List the inputs that other databases supply."""
    for each in background.outside:
        process = background.database.processes[each.consumer]
        yield {
            "consumer": each.consumer,
            "exchange": process.exchanges[each.exchange].id,
            "database": each.provider.database.id,
            "supplier": each.provider.process,
            "rule": str(each.rule),
            "amount": spell(each.amount),
        }


def read_outside(entry: Mapping[str, Any]) -> OutsideEntry:
    """Read one of them back."""
    return OutsideEntry(**{**entry, "amount": Decimal(entry["amount"])})


def list_missing(background: Background) -> list[str]:
    """List the ids of flows that are taken and that nobody supplies."""
    processes = background.database.processes
    return sorted(
        {
            processes[each.consumer].exchanges[each.exchange].flow
            for each in background.links.open
            if each.kind is OpenKind.NO_SUPPLIER
        }
    )


def spell(value: float) -> str:
    """Spell a figure to twelve digits."""
    return f"{value:.12g}"


def spell_bound(bound: float, value: float) -> str:
    """Spell how far the figure as it is spelled can be from the exact one; rounded up."""
    rounding = abs(Decimal(value) - Decimal(spell(value)))
    return str(_UP.add(Decimal(bound), rounding))
