"""Is the result of the right size? A band is never a pass (method 20)."""

from dataclasses import dataclass
from decimal import Decimal

from cradlegate.background.library import Library
from cradlegate.background.quality import relative_width
from cradlegate.background.selection import Need, select_default
from cradlegate.core.fault import Fault, Place
from cradlegate.footprint.faults import OUTSIDE_BAND, SPEND_CHECK
from cradlegate.footprint.inventory.choosing import has_default
from cradlegate.product.templates.template import Template

SPEND_KEY = "spend_machine_tool"
MACHINE_KEY = "machine_general"


@dataclass(frozen=True, slots=True)
class Plausibility:
    """The result per kg beside a band, and beside what the price suggests.

    Args:
        per_kg: kg CO2e per kg of net mass, cradle to gate.
        band: kg CO2e per kg, with its source; None without a template.
        published: range of a published figure for machines in general, with its source.
        spend_kgco2e: range that a price band and a spend factor give, with the factor's id.
    """

    per_kg: float
    band: tuple[Decimal, Decimal] | None
    band_source: str
    published: tuple[Decimal, Decimal] | None
    published_source: str
    spend_kgco2e: tuple[float, float] | None
    spend_source: str
    faults: tuple[Fault, ...]


def check_plausibility(
    gate_kgco2e: float, net_mass_kg: Decimal, template: Template | None, library: Library
) -> Plausibility:
    """Compare a cradle-to-gate result with the template's band and with a price."""
    per_kg = gate_kgco2e / float(net_mass_kg)
    published, published_source = _find_published(library)
    if template is None:
        return Plausibility(per_kg, None, "", published, published_source, None, "", ())
    low, high = template.cradle_to_gate.low, template.cradle_to_gate.high
    faults = []
    if not float(low) <= per_kg <= float(high):
        found = f"{per_kg:.2f} kg CO2e per kg, the band of {template.id} is {low}–{high}"
        faults.append(Fault(OUTSIDE_BAND, found, Place("machine.yaml", column="template")))
    spend, source = _estimate_by_price(net_mass_kg, template, library)
    if spend:
        found = (
            f"by price {spend[0] / 1000:.1f}–{spend[1] / 1000:.1f} t CO2e, "
            f"by parts {gate_kgco2e / 1000:.1f} t"
        )
        faults.append(Fault(SPEND_CHECK, found, Place("machine.yaml", column="net_mass")))
    return Plausibility(
        per_kg,
        (low, high),
        str(template.cradle_to_gate.source),
        published,
        published_source,
        spend,
        source,
        tuple(faults),
    )


def _estimate_by_price(
    net_mass_kg: Decimal, template: Template, library: Library
) -> tuple[tuple[float, float] | None, str]:
    """Estimate by price; nothing where the separable file with spend factors is not installed."""
    if not has_default(library, SPEND_KEY):
        return None, ""
    factor = select_default(Need(SPEND_KEY, ""), "USD", "plausibility", library).chosen
    low, high = (
        float(price * net_mass_kg * factor.total)
        for price in (template.price.low, template.price.high)
    )
    return (low, high), factor.id


def _find_published(library: Library) -> tuple[tuple[Decimal, Decimal] | None, str]:
    """Find the published figure for machines in general and its range."""
    if not has_default(library, MACHINE_KEY):
        return None, ""
    factor = select_default(Need(MACHINE_KEY, ""), "kg", "plausibility", library).chosen
    width = relative_width(factor.spread, factor.total) * factor.total
    return (factor.total - width, factor.total + width), str(factor.source)
