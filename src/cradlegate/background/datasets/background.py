"""A database of unit processes made ready: linked, characterised and scored."""

from collections.abc import Sequence
from dataclasses import dataclass

from cradlegate.background.datasets.characterise import (
    Characterisation,
    FactorSet,
    characterise,
)
from cradlegate.background.datasets.compile import CompiledDatabase, compile_database
from cradlegate.background.datasets.dataset import InventoryDatabase
from cradlegate.background.datasets.link import LinkRule, Links, Overrides, link_database
from cradlegate.background.datasets.score import ScoredDatabase, score_database


@dataclass(frozen=True, slots=True)
class Background:
    """A database with everything that was settled to score it.

    Args:
        rules: by which inputs were linked, in their order.
    """

    database: InventoryDatabase
    rules: tuple[LinkRule, ...]
    links: Links
    characterisation: Characterisation
    compiled: CompiledDatabase
    scored: ScoredDatabase


def build_background(
    database: InventoryDatabase,
    factors: FactorSet,
    rules: Sequence[LinkRule],
    overrides: Overrides | None = None,
) -> Background:
    """Link, characterise and score a database.

    Raises:
        FaultsError: overrides that name what is not there (BG-152).
    """
    links = link_database(database, rules, overrides)
    characterisation = characterise(database, factors)
    compiled = compile_database(database, links, characterisation)
    scored = score_database(compiled)
    return Background(database, tuple(rules), links, characterisation, compiled, scored)
