"""Through whose hands every line of the parts list came: smelter, foundry, supplier (S1-24)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cradlegate.core.blank import known
from cradlegate.footprint.inventory.masses import list_leaves
from cradlegate.footprint.suppliers.chain import CAST, Chain
from cradlegate.product.bill import BomLine
from cradlegate.product.case import Case

NO_SUPPLIER, NO_FOUNDRY, NO_SMELTER = (
    f"{who} not named" for who in ("supplier", "foundry", "smelter")
)
"""Who is not named, though there is somebody."""
OWN, NOT_CAST, NO_METAL = "no supplier", "not cast", "no metal"
"""Where there is nobody to name: own works, energy, transport, parts of another kind."""


@dataclass(frozen=True, slots=True)
class Tiers:
    """The tiers behind a line, each by its name or by why it has none."""

    supplier: str = OWN
    foundry: str = NOT_CAST
    smelter: str = NO_METAL

    @property
    def is_named(self) -> bool:
        """Whether anybody is named."""
        nobody = {NO_SUPPLIER, NO_FOUNDRY, NO_SMELTER, OWN, NOT_CAST, NO_METAL}
        return not nobody.issuperset((self.supplier, self.foundry, self.smelter))


def name_tiers(case: Case, chains: Iterable[Chain]) -> Mapping[str, Tiers]:
    """Name the tiers behind every line of the parts list, by its id.

    Where an answer names several smelters of one line, the first of them stands for it.

    Args:
        chains: of the metal lines.
    """
    chain_by_line = {chain.line.line_id: chain for chain in chains}
    return {
        line.line_id: _name(line, chain_by_line.get(line.line_id)) for line in list_leaves(case.bom)
    }


def _name(line: BomLine, chain: Chain | None) -> Tiers:
    supplier = known(line.supplier_id) or (OWN if line.is_made_in_house else NO_SUPPLIER)
    if chain is None:
        return Tiers(supplier)
    foundry = (chain.foundry or NO_FOUNDRY) if line.material in CAST else NOT_CAST
    return Tiers(supplier, foundry, chain.smelter or NO_SMELTER)
