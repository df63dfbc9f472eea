"""Shares of products in an activity, by the properties that its exchanges state."""

from collections.abc import Mapping, Sequence
from math import fsum

from cradlegate.background.datasets.dataset import Flow, FlowKind
from cradlegate.background.ecospold2.activity import Activity
from cradlegate.background.ecospold2.parts import Property
from cradlegate.background.ecospold2.stated_exchange import StatedExchange

_ECONOMIC = ("price", "true value", "true value relation")
_PHYSICAL = ("dry mass", "wet mass")


def read_shares(
    activity: Activity, flows: Mapping[str, Flow]
) -> tuple[dict[str, dict[str, float]], str]:
    """Read the shares of the products of an activity, and the method that it takes itself.

    The share of a product is its amount times the property of one unit of it, of the sum over all
    products.  `economic` shares are by price, `physical` ones by dry or wet mass; where the
    activity names its own property, that one goes before the others of its kind.

    Returns:
        Shares by method and flow, where all products state the property in one unit; and `economic`
        or `physical`, or nothing where the activity names no property.

    Source: ecoSpold 2 data format, `masterAllocationPropertyId` and `property`.
    """
    products = [each for each in activity.exchanges if _is_product(each, flows)]
    if len(products) < 2:  # noqa: PLR2004 - one product needs no shares
        return {}, ""
    named = next(
        (
            own.name.lower()
            for each in products
            for own in each.properties
            if own.id and own.id == activity.master_property
        ),
        "",
    )
    default = "" if not named else "economic" if named in _ECONOMIC else "physical"
    wanted = {"economic": [*_ECONOMIC], "physical": [*_PHYSICAL]}
    if default:
        wanted[default].insert(0, named)
    found = {method: _share_by(names, products) for method, names in wanted.items()}
    return {method: shares for method, shares in found.items() if shares}, default


def _is_product(each: StatedExchange, flows: Mapping[str, Flow]) -> bool:
    is_made = not each.is_elementary and not each.is_input and each.amount > 0
    return is_made and flows[each.flow].kind is FlowKind.PRODUCT


def _share_by(names: Sequence[str], products: Sequence[StatedExchange]) -> dict[str, float]:
    """Share by the first property that all products state in one unit; empty for none."""
    for name in names:
        own = [_find_property(each, name) for each in products]
        stated = [each for each in own if each is not None]
        values = [
            each.amount * found.amount
            for each, found in zip(products, own, strict=True)
            if found is not None
        ]
        is_one = len(stated) == len(products) and len({each.unit for each in stated}) == 1
        whole = fsum(values)
        if is_one and min(values) >= 0 and whole > 0:
            return {each.flow: v / whole for each, v in zip(products, values, strict=True)}
    return {}


def _find_property(exchange: StatedExchange, name: str) -> Property | None:
    return next((each for each in exchange.properties if each.name.lower() == name), None)
