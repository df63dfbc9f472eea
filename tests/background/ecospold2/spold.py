"""Writes small ecoSpold 2 files; every name and figure in them is invented."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://www.EcoInvent.org/EcoSpold02"

CASTING = "0a000000-0000-4000-8000-000000000001"
POWER = "0a000000-0000-4000-8000-000000000002"
TREATMENT = "0a000000-0000-4000-8000-000000000003"
IRON, ELECTRICITY, SAND, HEAT = (f"1b000000-0000-4000-8000-00000000000{n}" for n in range(1, 5))
CARBON_DIOXIDE, WATER = (f"2c000000-0000-4000-8000-00000000000{n}" for n in range(1, 3))


def element(tag: str, content: str = "", /, **attributes: object) -> str:
    """Write one element; attributes that are None stay away."""
    written = "".join(
        f" {'xml:lang' if name == 'lang' else name}={quoteattr(str(value))}"
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{content}</{tag}>"


def flow_exchange(
    tag: str,
    flow: str,
    amount: object,
    group: str,
    *,
    unit: str = "kg",
    name: str = "a flow",
    number: int = 1,
    more: str = "",
    **attributes: object,
) -> str:
    """Write an exchange; `group` is such as `inputGroup 5`, or empty for none."""
    side, _, code = group.partition(" ")
    parts = [
        element("name", escape(name), lang="en") if name else "",
        element("unitName", unit, lang="en") if unit else "",
        more,
        element(side, code) if group else "",
    ]
    stated: dict[str, object] = {"id": f"e{number}", f"{tag}Id": flow, "amount": amount}
    return element(tag, "".join(parts), **{**stated, **attributes})


def product(flow: str, amount: object, group: str = "inputGroup 5", **more: object) -> str:
    return flow_exchange("intermediateExchange", flow, amount, group, **more)  # type: ignore[arg-type]


def emission(flow: str, amount: object, group: str = "outputGroup 4", **more: object) -> str:
    return flow_exchange("elementaryExchange", flow, amount, group, **more)  # type: ignore[arg-type]


def compartment(outer: str, inner: str) -> str:
    texts = element("compartment", outer, lang="en") + element("subcompartment", inner, lang="en")
    return element("compartment", texts, subcompartmentId="s")


def uncertainty(kind: str, **figures: object) -> str:
    return element("uncertainty", element(kind, **figures))


def dataset(
    exchanges: Iterable[str],
    *,
    id: str | None = CASTING,  # noqa: A002 - the name in the format
    name: str = "iron casting",
    tag: str = "activityDataset",
    kind: str | None = "1",
    head: str = '<geography geographyId="g"><shortname xml:lang="en">DE</shortname></geography>',
    tail: str = "",
) -> str:
    activity = element(
        "activity", element("activityName", escape(name), lang="en"), id=id, type=kind
    )
    described = element("activityDescription", activity + head)
    return element(tag, described + element("flowData", "".join(exchanges)) + tail)


def spold(*datasets: str) -> bytes:
    return f'<ecoSpold xmlns="{NAMESPACE}">{"".join(datasets)}</ecoSpold>'.encode()


def master(root: str, *parts: str) -> bytes:
    return f'<{root} xmlns="{NAMESPACE}">{"".join(parts)}</{root}>'.encode()


def one(*exchanges: str, **more: object) -> dict[str, bytes]:
    """A package of one casting, whose exchanges get the ids e1, e2 ... unless they have others."""
    numbered = [each.replace('id="e1"', f'id="e{n}"', 1) for n, each in enumerate(exchanges, 1)]
    return {"casting.spold": spold(dataset(numbered, **more))}  # type: ignore[arg-type]
