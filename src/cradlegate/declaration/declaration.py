"""A declaration: what a maker states about the footprint of a machine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.core.canonical import LEFT_OUT_IF_NONE
from cradlegate.core.category import Category
from cradlegate.core.stage import Stage, View
from cradlegate.declaration.blocks import Blocks
from cradlegate.declaration.commitments import CommittedLines
from cradlegate.declaration.second_life import DeclaredSecondLife


@dataclass(frozen=True, slots=True)
class Maker:
    """Who declares; the id is the one that signatures and trust lists name."""

    id: str
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Works:
    """A production site."""

    id: str
    name: str
    country: str
    region: str | Blank


@dataclass(frozen=True, slots=True)
class DeclaredMachine:
    """The machine; masses in kg, power in kW."""

    kind: str
    model: str
    series: str | Blank
    serials: tuple[str, ...]
    declared_for: str
    built: str
    condition: str
    net_mass_kg: Decimal
    gross_shipping_mass_kg: Decimal
    mass_basis: str
    hs_code: str | Blank
    hs_edition: str | Blank
    axes: int | Blank
    laser_type: str | Blank
    laser_beam_power_kw: Decimal | Blank
    scope_of_delivery: tuple[str, ...]
    works: tuple[Works, ...]
    nameplate: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """A figure of a stage or a whole, kg CO2e: what the headline counts, and its categories.

    Args:
        kgco2e: all categories but removals (method 2).
        by_category: additive; a category that the inseparable part may hide is unknown.
    """

    kgco2e: Decimal
    by_category: Mapping[Category, Decimal | Blank]


@dataclass(frozen=True, slots=True)
class ViewResult:
    """The result of one view, per machine, kg CO2e, with its 95 % interval.

    Args:
        with_uptake: the total that includes biogenic uptake.
        by_stage: stage → figures.
    """

    view: View
    total: Figures
    low: Decimal
    high: Decimal
    median: Decimal
    mean: Decimal
    with_uptake: Decimal
    by_stage: Mapping[Stage, Figures]


@dataclass(frozen=True, slots=True)
class Results:
    """All results; the views stand beside each other and are never mixed.

    Args:
        headline: the view that the declaration is about.
        by_subassembly: of the headline: subassembly → stage → kg CO2e.
        credits_kgco2e: stage D, in no total.
        biogenic_carbon_kg: held by packaging, kg C, outside every total.
        second_life: of a used machine; no part of the document of any other.
    """

    headline: View
    views: tuple[ViewResult, ...]
    by_subassembly: Mapping[str, Mapping[Stage, Decimal]]
    credits_kgco2e: Decimal | Blank
    biogenic_carbon_kg: Decimal
    second_life: DeclaredSecondLife | None = field(default=None, metadata=LEFT_OUT_IF_NONE)

    def view(self, name: View) -> ViewResult:
        """Give the result of a view.

        Raises:
            KeyError: a view that is not declared.
        """
        return {item.view: item for item in self.views}[name]


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """Digests and versions of everything that the figures follow from.

    Args:
        case: of every section of the case.
        sections: of each section; that of `bom` stands for the bill of materials.
        library: of the whole factor library.
        sources: of the rows, templates and distances that were used.
        method: version of the method.
        product: version of the program.
        lines: what the maker commits to of the bill line by line; missing where to nothing.
        files: of the files that the case was read from, of whatever form; missing in older ones.
    """

    case: str
    sections: Mapping[str, str]
    bom_version: str | Blank
    library: str
    sources: str
    method: str
    product: str
    lines: CommittedLines | None = field(default=None, metadata=LEFT_OUT_IF_NONE)
    files: str | None = field(default=None, metadata=LEFT_OUT_IF_NONE)


@dataclass(frozen=True, slots=True)
class Declaration:
    """The statement.

    Args:
        id: the same for the same content and day.
        issued: handed in, never read from a clock.
        supersedes: digest of the declaration that this one corrects, if any.
    """

    id: str
    issued: date
    maker: Maker
    machine: DeclaredMachine
    results: Results
    blocks: Blocks
    made_from: MadeFrom
    supersedes: str | None

    @property
    def headline(self) -> ViewResult:
        """The result that the declaration is about."""
        return self.results.view(self.results.headline)
