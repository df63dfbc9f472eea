"""Whether the amounts of an activity are what their formulas give."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cradlegate.background.ecospold2.parts import NAMESPACE, parse_number
from cradlegate.background.ecospold2.stated_exchange import StatedExchange
from cradlegate.background.formats.faults import FORMULA_DIFFERS
from cradlegate.background.formats.formulas import Variables, agrees, work_out
from cradlegate.core.fault import Fault, Place

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMED, _SHOWN = 3, 60


def check_formulas(
    flow_data: "_Element | None", exchanges: Sequence[StatedExchange], place: Place, name: str
) -> Iterator[Fault]:
    """Compare amounts with their formulas, in one warning for the whole activity.

    Args:
        flow_data: of the dataset, with its parameters.
        place: of the dataset.
        name: of its activity.
    """
    stated = [each for each in exchanges if each.formula]
    if not stated or flow_data is None:
        return
    variables = _read_variables(flow_data, exchanges)
    differing = [
        f"{each.description.name} ({each.amount:g}, by `{each.formula[:_SHOWN]}` {worked_out:g})"
        for each in stated
        if (worked_out := work_out(each.formula, variables)) is not None
        and not agrees(each.amount, worked_out)
    ]
    if differing:
        others = len(differing) - _NAMED
        more = f"; and {others} more" if others > 0 else ""
        found = f"{name} has other amounts than by formula: {'; '.join(differing[:_NAMED])}{more}"
        yield Fault(FORMULA_DIFFERS, found, place)


def _read_variables(flow_data: "_Element", exchanges: Sequence[StatedExchange]) -> Variables:
    """Read parameters, properties and amounts by the names that formulas call them by."""
    values = {each.variable.lower(): each.amount for each in exchanges if each.variable}
    for tag in ("parameter", "property"):
        for element in flow_data.iter(NAMESPACE + tag):
            name = (element.get("variableName") or "").strip().lower()
            amount = parse_number(element.get("amount") or "")
            if name and amount is not None:
                values.setdefault(name, amount)
    return Variables(values)
