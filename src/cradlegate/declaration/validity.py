"""Whether a declaration is still that of its case: what has moved since it was issued.

Four things make a declaration stale: its parts list, its works, its suppliers, or its result (S2-24
asks it of the parts list).  What is kept beside them, evidence and sign-offs, is named and changes
nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cradlegate.core.outcome import Outcome
from cradlegate.core.stage import Stage
from cradlegate.declaration.declaration import Declaration
from cradlegate.declaration.draw_up import name_maker, split_headline
from cradlegate.declaration.draw_up_blocks import exact
from cradlegate.footprint.footprint import Footprint
from cradlegate.product.case import Case


class Trigger(StrEnum):
    """What a section of a case stands for when it moves."""

    BILL = "parts list"
    SITE = "works"
    SUPPLIER = "suppliers"
    RESULT = "result"
    MACHINE = "machine"
    BASIS = "method or sources"
    RECORD = "records"


@dataclass(frozen=True, slots=True)
class Moved:
    """Something that differs between a declaration and its case.

    Args:
        where: section, or field of it.
        declared, now: digest or text; empty where it does not exist.
        is_stale: whether the declaration is no longer that of the case for it.
    """

    trigger: Trigger
    where: str
    declared: str
    now: str
    is_stale: bool


@dataclass(frozen=True, slots=True)
class MovedFigure:
    """A figure of the headline that moved, kg CO2e; None where it does not exist.

    Args:
        what: such as `headline`, `bed A1`, or the id of a line.
    """

    what: str
    declared: Decimal | None
    now: Decimal | None

    @property
    def difference(self) -> Decimal:
        """Now less declared; what does not exist counts 0."""
        return (self.now or Decimal(0)) - (self.declared or Decimal(0))


@dataclass(frozen=True, slots=True)
class Validity:
    """How a declaration stands to a case.

    Args:
        outcome: met if it is still its own, not met if it is stale; undetermined where only a
            program of the version that issued it could tell.
        moved: sections and fields.
        headline: declared and now; now is None where the case has errors.
        figures: of the headline by subassembly and stage, the largest move first.
        lines: that moved, the largest move first; None where the declared ones are not at hand.
        reasons: why the outcome is undetermined.
    """

    outcome: Outcome
    moved: tuple[Moved, ...]
    headline: MovedFigure
    figures: tuple[MovedFigure, ...]
    lines: tuple[MovedFigure, ...] | None
    reasons: tuple[str, ...]


HEADLINE = "headline"
_SECTIONS: Mapping[str, Trigger] = {
    "bom": Trigger.BILL,
    "energy": Trigger.SITE,
    "allocation": Trigger.SITE,
    "instruments": Trigger.SITE,
    "suppliers": Trigger.SUPPLIER,
    "evidence": Trigger.RECORD,
    "signoff": Trigger.RECORD,
}
"""Other sections describe the machine and its life."""


def judge_validity(
    declaration: Declaration,
    case: Case,
    footprint: Footprint,
    lines: Mapping[str, float] | None = None,
) -> Validity:
    """Judge whether a declaration is still that of a case.

    Args:
        footprint: of the case, in the view of the declaration's headline; a draft where the case
            has errors.
        lines: of the declared headline, kg CO2e by id, where a dossier has them.
    """
    moved = (*_compare_sections(declaration, case), *_compare_machine(declaration, case))
    basis = tuple(_compare_basis(declaration, footprint))
    headline, figures = _compare_figures(declaration, footprint)
    reasons = tuple(_doubt(footprint, basis, has_moved=bool(headline.difference)))
    is_figure_stale = not reasons and any(each.difference for each in (headline, *figures))
    if is_figure_stale:
        digits = f"{headline.declared} kg CO2e", f"{headline.now} kg CO2e"
        moved = (*moved, Moved(Trigger.RESULT, "results/headline", *digits, is_stale=True))
    outcome = Outcome.UNDETERMINED if reasons else Outcome.MET
    if any(each.is_stale for each in moved):
        outcome = Outcome.NOT_MET
    moved_lines = None if lines is None else _compare_lines(lines, footprint)
    return Validity(outcome, (*moved, *basis), headline, figures, moved_lines, reasons)


def _compare_sections(declaration: Declaration, case: Case) -> Iterator[Moved]:
    old, new = declaration.made_from.sections, case.section_digests
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            trigger = _SECTIONS.get(name, Trigger.MACHINE)
            is_stale = trigger is not Trigger.RECORD
            yield Moved(trigger, name, old.get(name, ""), new.get(name, ""), is_stale)


def _compare_machine(declaration: Declaration, case: Case) -> Iterator[Moved]:
    """Name the fields of the machine that people ask for first."""
    old, new = declaration.machine, case.machine
    works = "; ".join(f"{one.id} {one.country} {one.region}" for one in old.works)
    sites = "; ".join(f"{one.id} {one.country} {one.region}" for one in new.sites)
    maker = name_maker(new.maker)
    pairs = (
        (Trigger.SITE, "machine.sites", works, sites),
        (Trigger.MACHINE, "machine.model", old.model, new.model),
        (Trigger.MACHINE, "machine.serials", ", ".join(old.serials), ", ".join(new.serials)),
        (Trigger.MACHINE, "machine.maker", declaration.maker.id, maker.id),
        (
            Trigger.BILL,
            "machine.bom_version",
            str(declaration.made_from.bom_version),
            str(new.bom_version),
        ),
    )
    for trigger, where, declared, now in pairs:
        if declared != now:
            yield Moved(trigger, where, declared, now, is_stale=True)


def _compare_basis(declaration: Declaration, footprint: Footprint) -> Iterator[Moved]:
    made = declaration.made_from
    pairs = (
        ("method", made.method, footprint.method),
        ("factor library", made.library, footprint.library_digest),
    )
    for where, declared, now in pairs:
        if declared != now:
            yield Moved(Trigger.BASIS, where, declared, now, is_stale=False)


def _doubt(footprint: Footprint, basis: tuple[Moved, ...], *, has_moved: bool) -> Iterator[str]:
    if footprint.is_draft:
        yield "the case has errors, so its figure is not known"
    elif has_moved and basis:
        names = " and ".join(each.where for each in basis)
        yield f"another {names} gives another figure; whether the case moved it cannot be told"


def _compare_figures(
    declaration: Declaration, footprint: Footprint
) -> tuple[MovedFigure, tuple[MovedFigure, ...]]:
    total = declaration.headline.total.kgco2e
    if footprint.is_draft:
        return MovedFigure(HEADLINE, total, None), ()
    old = _flatten(declaration.results.by_subassembly)
    now = _flatten(split_headline(footprint.lines_in_view))
    headline = MovedFigure(HEADLINE, total, exact(footprint.total()))
    return headline, _list_moved(old, now)


def _compare_lines(
    lines: Mapping[str, float], footprint: Footprint
) -> tuple[MovedFigure, ...] | None:
    if footprint.is_draft:
        return None
    now = {line.id: exact(line.emissions) for line in footprint.lines_in_view}
    return _list_moved({name: exact(value) for name, value in lines.items()}, now)


def _list_moved(old: Mapping[str, Decimal], now: Mapping[str, Decimal]) -> tuple[MovedFigure, ...]:
    names = dict.fromkeys((*old, *now))
    moved = [MovedFigure(name, old.get(name), now.get(name)) for name in names]
    moved = [each for each in moved if each.declared != each.now]
    return tuple(sorted(moved, key=lambda each: (-abs(each.difference), each.what)))


def _flatten(figures: Mapping[str, Mapping[Stage, Decimal]]) -> Mapping[str, Decimal]:
    return {
        f"{name} {stage}": value
        for name, stages in figures.items()
        for stage, value in stages.items()
    }
