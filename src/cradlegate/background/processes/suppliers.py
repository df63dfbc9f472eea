"""What one process of a packed database takes of others, of its own database and of others."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from cradlegate.background.datasets.compile import Unusable
from cradlegate.background.datasets.packed import PackedBackground
from cradlegate.background.processes.joined import spell

LINK_ARRAYS = ("consumers", "suppliers", "amounts")
_WITHOUT_ROW = frozenset(str(each) for each in Unusable)


@dataclass(frozen=True, slots=True)
class Supplier:
    """A process that supplies another.

    Args:
        database: its name.
        name, unit: of the supplier and its reference; empty where another database has it.
        amount: per run of the process that is supplied.
        rule: by which it was found; empty inside a database, which keeps none.
    """

    database: str
    process: str
    name: str
    amount: Decimal
    unit: str
    rule: str


Suppliers = tuple[Supplier, ...]


def list_suppliers(
    packed: PackedBackground, arrays: Mapping[str, bytes], process: str
) -> Suppliers:
    """List the suppliers of a process, those of its own database first.

    Args:
        arrays: files of the packed database by name, those of `LINK_ARRAYS`.
    """
    entries = [each for each in packed.processes if each.state not in _WITHOUT_ROW]
    rows = {each.id: at for at, each in enumerate(entries)}
    own = []
    if process in rows:
        consumers, suppliers, amounts = (
            np.load(io.BytesIO(arrays[name]), allow_pickle=False) for name in LINK_ARRAYS
        )
        for at in np.flatnonzero(consumers == rows[process]):
            entry, amount = entries[suppliers[at]], Decimal(spell(float(amounts[at])))
            own.append(Supplier(packed.name, entry.id, entry.name, amount, entry.unit, ""))
    names = {each.id: each.name for each in packed.linked}
    others = [
        Supplier(names[each.database], each.supplier, "", each.amount, "", each.rule)
        for each in packed.outside
        if each.consumer == process
    ]
    return (*own, *others)
