"""From a footprint to the declaration that states it."""

import string
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cradlegate.core.blank import Blank
from cradlegate.core.canonical import digest
from cradlegate.core.category import CATEGORIES, Category
from cradlegate.core.fault import Fault, FaultsError
from cradlegate.core.party import Party
from cradlegate.core.stage import Stage, View
from cradlegate.declaration.commitments import commit_lines
from cradlegate.declaration.declaration import (
    Declaration,
    DeclaredMachine,
    Figures,
    MadeFrom,
    Maker,
    Results,
    ViewResult,
    Works,
)
from cradlegate.declaration.draw_up_blocks import draw_up_blocks, exact
from cradlegate.declaration.faults import DRAFT, NOT_FINAL
from cradlegate.declaration.later_days import find_later_days
from cradlegate.declaration.second_life import state_second_life
from cradlegate.footprint.boundary import lines_of_view
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.line import Line, sum_category, sum_emissions
from cradlegate.footprint.sources import Use
from cradlegate.product.case import Case
from cradlegate.product.faults import NEEDED_FOR_FINAL, STALE_SIGNOFF, UNSIGNED
from cradlegate.product.machine import Machine, MachineKind

_LASERS = frozenset((MachineKind.LASER_CUTTING_MACHINE, MachineKind.LASER_WELDING_MACHINE))
_OPEN_BEFORE_FINAL = frozenset((NEEDED_FOR_FINAL, STALE_SIGNOFF, UNSIGNED))
_ID_DIGITS = 32
_ID_OF_ANY_MAKER = "maker"
_PLAIN = frozenset(string.ascii_letters + string.digits + "-._~")


@dataclass(frozen=True, slots=True)
class Calculated:
    """A footprint with all that it was calculated from.

    Args:
        use: what was taken from the sources.
        sources_digest: of what was taken, as it is stored.
        product: version of the program.
        files_digest: of the files that the case was read from; None for a case from elsewhere.
    """

    case: Case
    footprint: Footprint
    use: Use
    sources_digest: str
    product: str
    files_digest: str | None = None


def draw_up(
    calculated: Calculated,
    issued: date,
    supersedes: str | None = None,
    secret: bytes | None = None,
) -> Declaration:
    """Draw up the declaration of a final footprint.

    Args:
        issued: the day it is issued on.
        supersedes: digest of the declaration that it corrects.
        secret: of the case; with it the declaration commits to the lines of the bill.

    Raises:
        FaultsError: a draft, or what must be closed before a declaration: open values, sections
            that nobody signed or that changed since, days after the day of issue.
    """
    _refuse_open(calculated.footprint)
    if later := list(find_later_days(calculated.case, issued)):
        raise FaultsError(later)
    case, footprint = calculated.case, calculated.footprint
    made_from = MadeFrom(
        case=case.digest,
        sections=case.section_digests,
        bom_version=case.machine.bom_version,
        library=footprint.library_digest,
        sources=calculated.sources_digest,
        method=footprint.method,
        product=calculated.product,
        lines=commit_lines(case.bom, secret) if secret else None,
        files=calculated.files_digest,
    )
    results = _state_results(footprint)
    drawn = (footprint.view, str(footprint.seed), footprint.draw_count)
    # In whatever files a case stands, it is the same.
    content = (replace(made_from, files=None), *drawn, issued, supersedes)
    identity = digest(content).removeprefix("sha256:")[:_ID_DIGITS]
    return Declaration(
        id=f"urn:cradlegate:declaration:{identity}",
        issued=issued,
        maker=name_maker(case.machine.maker),
        machine=_describe_machine(case.machine),
        results=results,
        blocks=draw_up_blocks(case, footprint, calculated.use),
        made_from=made_from,
        supersedes=supersedes,
    )


def _refuse_open(footprint: Footprint) -> None:
    if footprint.is_draft:
        errors = [fault for fault in footprint.faults if fault.is_error]
        raise FaultsError([Fault(DRAFT, f"errors in the case: {len(errors)}")])
    still_open = [fault for fault in footprint.faults if fault.kind in _OPEN_BEFORE_FINAL]
    if still_open:
        raise FaultsError(
            Fault(NOT_FINAL, fault.found, fault.place, fault.remedy or fault.kind.remedy)
            for fault in still_open
        )


def name_maker(maker: Party) -> Maker:
    """Name the maker; a case's short id becomes a name that is unique outside it."""
    if ":" in maker.id:
        return Maker(maker.id, maker.name, maker.country)
    # Every maker without an id of its own has the same one in its case.
    short = maker.name if maker.id == _ID_OF_ANY_MAKER else maker.id
    own = f"urn:cradlegate:party:{maker.country}:{_escape(short)}"
    return Maker(own, maker.name, maker.country)


def _escape(text: str) -> str:
    """Write a text so that it may stand in a URN (RFC 8141, percent-encoding)."""
    return "".join(
        sign if sign in _PLAIN else "".join(f"%{byte:02X}" for byte in sign.encode())
        for sign in text
    )


def _describe_machine(machine: Machine) -> DeclaredMachine:
    is_laser = machine.kind in _LASERS
    return DeclaredMachine(
        kind=str(machine.kind),
        model=machine.model,
        series=machine.series,
        serials=machine.serials,
        declared_for=machine.declared_for,
        built=str(machine.built),
        condition=machine.condition,
        net_mass_kg=machine.net_mass_kg,
        gross_shipping_mass_kg=machine.gross_shipping_mass_kg,
        mass_basis=str(machine.mass_basis),
        hs_code=machine.hs_code,
        hs_edition=machine.hs_edition,
        axes=machine.axes,
        laser_type=machine.laser_type if is_laser else Blank.NOT_APPLICABLE,
        laser_beam_power_kw=machine.laser_beam_power_kw if is_laser else Blank.NOT_APPLICABLE,
        scope_of_delivery=machine.scope_of_delivery,
        works=tuple(Works(s.id, s.name, s.country, s.region) for s in machine.sites),
        nameplate=machine.nameplate,
    )


def _state_results(footprint: Footprint) -> Results:
    credits_apart = [line for line in footprint.lines if line.stage is Stage.D]
    return Results(
        headline=footprint.view,
        views=tuple(_state_view(footprint, view) for view in footprint.views),
        by_subassembly=split_headline(footprint.lines_in_view),
        credits_kgco2e=exact(sum_emissions(credits_apart))
        if credits_apart
        else Blank.NOT_APPLICABLE,
        biogenic_carbon_kg=exact(footprint.biogenic_carbon_kg),
        second_life=state_second_life(footprint),
    )


def _state_view(footprint: Footprint, view: View) -> ViewResult:
    lines = lines_of_view(footprint.lines, view)
    interval = footprint.interval(view)
    stages = [stage for stage in Stage if any(line.stage is stage for line in lines)]
    return ViewResult(
        view=view,
        total=_state_figures(lines),
        low=exact(interval.low),
        high=exact(interval.high),
        median=exact(interval.median),
        mean=exact(interval.mean),
        with_uptake=exact(footprint.total_with_uptake(view)),
        by_stage={
            stage: _state_figures([line for line in lines if line.stage is stage])
            for stage in stages
        },
    )


def _state_figures(lines: list[Line] | tuple[Line, ...]) -> Figures:
    return Figures(
        kgco2e=exact(sum_emissions(lines)),
        by_category={item: _state_category(lines, item) for item in CATEGORIES},
    )


def _state_category(lines: list[Line] | tuple[Line, ...], category: Category) -> Decimal | Blank:
    """State a category; a zero beside an inseparable figure is not known to be one (method 1)."""
    value = sum_category(lines, category)
    may_hide = category not in {Category.UNSPLIT, Category.BIOGENIC_REMOVALS}
    if not value and may_hide and sum_category(lines, Category.UNSPLIT):
        return Blank.UNKNOWN
    return exact(value)


def split_headline(lines: tuple[Line, ...]) -> Mapping[str, Mapping[Stage, Decimal]]:
    """Split the headline: subassembly → stage → kg CO2e, as it is signed."""
    names = dict.fromkeys(line.subassembly for line in lines)
    return {name: _split_stages(lines, name) for name in names}


def _split_stages(lines: tuple[Line, ...], subassembly: str) -> Mapping[Stage, Decimal]:
    own = [line for line in lines if line.subassembly == subassembly]
    stages = dict.fromkeys(line.stage for line in own)
    return {
        stage: exact(sum_emissions(line for line in own if line.stage is stage)) for stage in stages
    }
