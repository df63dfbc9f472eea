"""Sharing what a site uses among everything it makes (method 10)."""

from decimal import Decimal

from cradlegate.core.blank import known
from cradlegate.core.fault import Fault, Place
from cradlegate.footprint.faults import KEY_WITHOUT_THIS_MACHINE, NO_OUTPUT
from cradlegate.footprint.term import Term, add, divide
from cradlegate.product.case import Case

Faults = tuple[Fault, ...]


def share_per_machine(case: Case, key_id: str) -> Term | Faults:
    """Give the share of a year's use that one machine of this model takes.

    Returns:
        this machine's driver ÷ the driver of all co-products ÷ machines made in the year,
        dimensionless; or the faults that stand against it.

    Source: ISO 14067:2018, 6.4.6.
    """
    share = share_of_key(case, key_id)
    if not isinstance(share, Term):
        return share
    output = known(case.machine.annual_output)
    if not output:
        found = f"{case.machine.model} has no annual output to share {key_id!r} by"
        return (Fault(NO_OUTPUT, found, Place("machine.yaml", column="annual_output")),)
    made = Term("machines made in the year", output, "", source="machine.yaml, annual_output")
    return divide(f"share of {key_id} per machine", "", share, made)


def share_of_key(case: Case, key_id: str) -> Term | Faults:
    """Give the share that the rows of this machine take of a key.

    Returns:
        this machine's driver ÷ the driver of all co-products, dimensionless; or the faults.
    """
    rows = [row for row in case.allocation if row.key_id == key_id]
    this = [row for row in rows if row.is_this_machine]
    if not sum((row.amount for row in this), Decimal(0)):
        found = f"key {key_id!r} gives this machine nothing"
        place = Place("allocation.csv", column="key_id", id=key_id)
        return (Fault(KEY_WITHOUT_THIS_MACHINE, found, place),)
    terms = tuple(
        Term(f"{row.driver} of {row.product}", row.amount, str(row.driver), source=str(row.place))
        for row in rows
    )
    mine = tuple(term for term, row in zip(terms, rows, strict=True) if row.is_this_machine)
    return divide(
        f"share of {key_id}", "", add("driver of this model", mine), add("driver of all", terms)
    )
