"""Exchanges of a unit process, in the reference unit of their flow."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from cradlegate.background.datasets.dataset import Distribution, Exchange, Flow, FlowKind
from cradlegate.background.formats.faults import (
    BAD_DISTRIBUTION,
    DOUBLE_UUID,
    FORMULA_DIFFERS,
    UNEVALUATED_FORMULA,
)
from cradlegate.background.formats.formulas import Variables, agrees, work_out
from cradlegate.background.openlca.json_object import JsonObject
from cradlegate.background.openlca.parameters import read_variables
from cradlegate.background.openlca.quantities import find_factor
from cradlegate.background.openlca.spreads import read_spread
from cradlegate.background.openlca.surroundings import Surroundings, convert
from cradlegate.core.fault import Fault

_NAMED = 3
_SHOWN = 60
"""How many exchanges a warning names; it counts them all."""


@dataclass(frozen=True, slots=True)
class ExchangeList:
    """The exchanges of one process.

    Args:
        exchanges: in the order of the file, without those whose flow is not in the package.
        references: positions of those that are marked as quantitative reference.
        spreads: exchanges whose spread cannot be, by the reason.
        formulas: exchanges with a formula and without a figure.
        differing: exchanges whose figure is not what their formula gives.
        variables: that formulas may use.
        ids: of exchanges, by the other names that the file may call them.
    """

    exchanges: list[Exchange] = field(default_factory=list)
    references: list[int] = field(default_factory=list)
    spreads: dict[str, list[str]] = field(default_factory=dict)
    formulas: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    variables: Variables = field(default_factory=Variables)
    ids: dict[str, str] = field(default_factory=dict)


def read_exchanges(process: JsonObject, around: Surroundings) -> ExchangeList:
    """Read the exchanges of a process."""
    found = ExchangeList(variables=read_variables(process, around.variables))
    for number, entry in enumerate(process.each("exchanges"), 1):
        exchange = _read_exchange(entry, number, around, found)
        if exchange is None:
            continue
        if entry.flag("isQuantitativeReference", "quantitativeReference"):
            found.references.append(len(found.exchanges))
        found.exchanges.append(exchange)
        found.ids.update({exchange.id: exchange.id, entry.text("@id").lower(): exchange.id})
    _refuse_doubled_ids(process, found)
    around.warnings.extend(_doubt_exchanges(process, found))
    return found


def _read_exchange(
    entry: JsonObject, number: int, around: Surroundings, found: ExchangeList
) -> Exchange | None:
    is_taken = bool(entry.content.get("isInput") or entry.content.get("input"))
    measured = around.flow_of(entry, is_emission=not is_taken)
    if measured is None:
        return None
    key = _find_id(entry, number)
    label = f"exchange {key} of `{measured.flow.name}`"
    entry = entry.about(f"{entry.subject}, {label}")
    factor = find_factor(entry, measured.measures, around.groups)
    amount = _read_amount(entry, label, found)
    if factor is None or amount is None:
        return None
    is_avoided = entry.flag("isAvoidedProduct", "avoidedProduct")
    return Exchange(
        id=key,
        flow=measured.flow.id,
        is_input=_is_input(entry, measured.flow, is_avoided=is_avoided),
        amount=convert(entry, amount, factor),
        distribution=_read_distribution(entry, amount, factor, label, found),
        provider=entry.id_of("defaultProvider"),
        is_avoided=is_avoided,
        location=around.places.code_of(entry),
    )


def _find_id(entry: JsonObject, number: int) -> str:
    """Take the id of the exchange, its number in the process, or where it stands."""
    internal = entry.content.get("internalId")
    if isinstance(internal, int) and not isinstance(internal, bool) and internal > 0:
        return str(internal)
    return entry.text("@id").lower() or f"#{number}"


def _read_amount(entry: JsonObject, label: str, found: ExchangeList) -> float | None:
    formula = entry.text("amountFormula")
    if not formula:
        return entry.needed_number("amount")
    worked_out = work_out(formula, found.variables)
    stated = entry.content.get("amount")
    if worked_out is None and stated in (None, 0):
        found.formulas.append(label)
        return 0.0
    if stated is None:
        return worked_out
    amount = entry.number("amount")
    if amount is not None and worked_out is not None and not agrees(amount, worked_out):
        found.differing.append(f"{label} ({amount:g}, by `{formula[:_SHOWN]}` {worked_out:g})")
    return amount


def _is_input(entry: JsonObject, flow: Flow, *, is_avoided: bool) -> bool:
    """Tell the side of an exchange; an avoided product is an output, an avoided waste an input.

    openLCA stores both on the other side, where their providers are linked, and shows them here.
    """
    if is_avoided:
        return flow.kind is FlowKind.WASTE
    return entry.flag("isInput", "input")


def _read_distribution(
    entry: JsonObject, amount: float, factor: float, label: str, found: ExchangeList
) -> Distribution | None:
    uncertainty = entry.inside("uncertainty")
    if uncertainty is None:
        return None
    spread = read_spread(uncertainty, amount, factor)
    if isinstance(spread, str):
        found.spreads.setdefault(spread, []).append(label)
        return None
    return spread


def _refuse_doubled_ids(process: JsonObject, found: ExchangeList) -> None:
    times = Counter(exchange.id for exchange in found.exchanges)
    for key, count in times.items():
        if count > 1:
            process.refuse(DOUBLE_UUID, f"{count} exchanges have the id {key}", "exchanges")


def _doubt_exchanges(process: JsonObject, found: ExchangeList) -> Iterator[Fault]:
    for why, labels in found.spreads.items():
        text = f"no spread, because {why}, in {_name_some(labels)}"
        yield process.fault(BAD_DISTRIBUTION, text, "exchanges")
    if found.differing:
        text = f"other figures than by formula in {_name_some(found.differing)}"
        yield process.fault(FORMULA_DIFFERS, text, "exchanges")
    if found.formulas:
        text = f"a formula without a figure in {_name_some(found.formulas)}"
        yield process.fault(UNEVALUATED_FORMULA, text, "exchanges")


def _name_some(labels: list[str]) -> str:
    more = f" and {len(labels) - _NAMED} others" if len(labels) > _NAMED else ""
    return ", ".join(labels[:_NAMED]) + more
