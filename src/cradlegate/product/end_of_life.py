"""What happens to the machine at the end."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class EndOfLifeRoute:
    """A share of a material (family, or `rest`) that takes one treatment, distance in km."""

    material: str
    share: Decimal
    treatment: str
    distance_km: Decimal


@dataclass(frozen=True, slots=True)
class EndOfLife:
    """End-of-life scenario (ISO 14067:2018, 6.3.8); method `cut_off` or `avoided_burden`."""

    region: str
    method: str
    routes: tuple[EndOfLifeRoute, ...]
    fluids_disposal: str
