"""A database of unit processes made ready: linked, characterised and scored."""

from collections.abc import Sequence
from dataclasses import dataclass

from cradlegate.background.allocation.allocate import share_overrides
from cradlegate.background.datasets.characterise import (
    Characterisation,
    FactorSet,
    characterise,
)
from cradlegate.background.datasets.compile import CompiledDatabase, compile_database
from cradlegate.background.datasets.dataset import InventoryDatabase
from cradlegate.background.datasets.doubts import doubt_exchanges
from cradlegate.background.datasets.link import LinkRule, Links, Overrides, link_database
from cradlegate.background.datasets.score import (
    ScoredDatabase,
    doubt_figures,
    score_database,
    widen_bounds,
)
from cradlegate.background.processes.faults import NOT_TAKEN
from cradlegate.background.processes.outside import (
    Neighbour,
    OutsideLink,
    add_outside,
    link_named,
    link_only,
    refuse_circles,
    refuse_misfits,
)
from cradlegate.core.fault import Fault


@dataclass(frozen=True, slots=True)
class Background:
    """A database with everything that was settled to score it.

    Args:
        rules: by which inputs were linked, in their order.
        links: inside the database; open are those that nobody supplies anywhere.
        outside: inputs that other databases supply.
        neighbours: the databases that were asked.
    """

    database: InventoryDatabase
    rules: tuple[LinkRule, ...]
    links: Links
    characterisation: Characterisation
    compiled: CompiledDatabase
    scored: ScoredDatabase
    outside: tuple[OutsideLink, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is suspicious in the files, what has no figure, and who supplied nothing."""
        used = {each.provider.database.id for each in self.outside}
        idle = (each.database.name for each in self.neighbours if each.database.id not in used)
        return (
            *self.database.warnings,
            *self.scored.faults,
            *doubt_figures(self.compiled, self.scored),
            *doubt_exchanges(self.database, self.characterisation),
            *(Fault(NOT_TAKEN, name) for name in idle),
        )


def build_background(
    database: InventoryDatabase,
    factors: FactorSet,
    rules: Sequence[LinkRule],
    overrides: Overrides | None = None,
    neighbours: Sequence[Neighbour] = (),
) -> Background:
    """Link, characterise and score a database.

    Args:
        database: as it was published, or shared out among the products of its processes.
        overrides: suppliers that the user names; what is said of a process holds for its parts.
        neighbours: other databases, which supply what nobody in this one does.

    Raises:
        FaultsError: overrides that name what is not there (BG-152), or neighbours that count by
            other factors (BG-175) or need this database themselves (BG-176).
    """
    refuse_misfits(neighbours, database, factors.name)
    overrides = share_overrides(overrides or {}, database)
    links, outside = _link(database, rules, overrides, neighbours)
    refuse_circles(database, outside, neighbours)
    characterisation = characterise(database, factors)
    compiled = compile_database(database, links, characterisation)
    if outside:
        compiled, lacking, doubt = add_outside(compiled, outside)
        scored = widen_bounds(compiled, score_database(compiled, lacking), doubt)
    else:
        scored = score_database(compiled)
    return Background(
        database,
        tuple(rules),
        links,
        characterisation,
        compiled,
        scored,
        outside,
        tuple(neighbours),
    )


def _link(
    database: InventoryDatabase,
    rules: Sequence[LinkRule],
    overrides: Overrides,
    neighbours: Sequence[Neighbour],
) -> tuple[Links, tuple[OutsideLink, ...]]:
    """Link inside and outside: what the data name comes before what is found."""
    named = link_named(database, neighbours, overrides)
    links = link_database(database, rules, {**overrides, **dict.fromkeys(named, "")})
    taken = {(each.consumer, each.exchange) for each in named.values()}
    left = tuple(each for each in links.open if (each.consumer, each.exchange) not in taken)
    only = link_only(database, Links(links.links, left), neighbours, overrides)
    taken |= {(each.consumer, each.exchange) for each in only}
    left = tuple(each for each in left if (each.consumer, each.exchange) not in taken)
    return Links(links.links, left), (*named.values(), *only)
