"""What a declaration says of goal, boundary, unit, end of life, choices and claims."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import chain

from cradlegate.core.blank import Blank
from cradlegate.core.period import Interval, PeriodError
from cradlegate.core.stage import Stage, View
from cradlegate.declaration.blocks import Blocks, BoundaryBlock, PerHour
from cradlegate.declaration.claims import faults as claim_faults
from cradlegate.declaration.claims.lint import find_claims
from cradlegate.declaration.claims.rules import ClaimKind
from cradlegate.declaration.declaration import Declaration, DeclaredMachine, ViewResult
from cradlegate.declaration.document import DeclarationDocument
from cradlegate.declaration.free_texts import lint_declaration, list_free_texts
from cradlegate.declaration.study.said import NOT_SAID, count, per_cent, state
from cradlegate.product.machine import MachineKind
from cradlegate.regimes.facts import Fact

_MAIN_STAGES: Mapping[str, frozenset[Stage]] = {
    "raw_material": frozenset({Stage.A1}),
    "manufacturing": frozenset({Stage.A3}),
    "transport": frozenset({Stage.A4}),
    "use": frozenset({Stage.B1, Stage.B2_B5, Stage.B6, Stage.B7}),
    "end_of_life": frozenset({Stage.C1, Stage.C2, Stage.C3, Stage.C4}),
}
"""Main stages by the single stages, any of which fills them."""

_NUMERIC = frozenset({MachineKind.MACHINING_CENTRE, MachineKind.CNC_LATHE, MachineKind.TURN_MILL})
_SAME = Decimal("1e-9")
_GOAL = ("application", "reasons", "audience", "communication")
_STANDARDS = ("ISO 14026", "ISO 14025", "ISO/TS 14027")
_BY_SUBJECT = {
    "study.allocation_reason": ("allocation",),
    "study.gwp_reason": ("gwp", "warming potential"),
}
"""Words in the subject of a choice whose reason is the fact."""
_TEXT_BY_SUBJECT = {
    "study.conclusions": ("conclusion",),
    "study.limits": ("limitation",),
    "study.critical_review": ("critical review",),
}
"""Words in the subject of a choice whose text is the fact."""


def supply_scope(read: DeclarationDocument) -> dict[str, Fact]:
    """Supply every fact about scope and wording."""
    declaration = read.declaration
    return {
        "study.issued": state(Interval(declaration.issued, declaration.issued), "/issued"),
        "study.cnc": _tell_numeric(declaration.machine),
        **_supply_goal(declaration.blocks),
        **_supply_boundary(declaration),
        **_supply_unit(declaration),
        **_supply_end_of_life(declaration.blocks),
        **_supply_choices(declaration.blocks),
        **_supply_claims(read),
        "study.blocks": state(_list_blocks(declaration.blocks), "/blocks"),
    }


def _tell_numeric(machine: DeclaredMachine) -> Fact:
    if machine.kind in _NUMERIC:
        return state(True, "/machine/kind")
    if machine.kind == MachineKind.LATHE:
        return state(False, "/machine/kind")
    if machine.nameplate.get("cnc", Blank.ABSENT) in {"", *Blank}:
        return NOT_SAID
    return state(True, "/machine/nameplate/cnc")


def _supply_goal(blocks: Blocks) -> dict[str, Fact]:
    goal = blocks.goal
    stated = tuple(part for part in _GOAL if getattr(goal, part).strip())
    named = [each for each in _STANDARDS if each in goal.communication]
    return {
        "study.goal": state(stated, "/blocks/goal"),
        "study.product_rules": state(goal.product_rules, "/blocks/goal/product_rules"),
        "study.product_rules_deviation": state(
            goal.product_rules_deviation, "/blocks/goal/product_rules_deviation"
        ),
        "study.communication_standard": state(named[0], "/blocks/goal/communication")
        if named
        else NOT_SAID,
    }


def _supply_boundary(declaration: Declaration) -> dict[str, Fact]:
    block = declaration.blocks.system_boundary
    named = _name_stages(block.stages)
    filled = _name_stages(declaration.headline.by_stage)
    shown = _name_stages(chain.from_iterable(each.by_stage for each in declaration.results.views))
    where, results = "/blocks/system_boundary", "/results/views"
    return {
        "study.label": state(
            "footprint" if block.view is View.WHOLE_LIFE else "partial_footprint", f"{where}/view"
        ),
        "study.boundary_stages": state(named, f"{where}/stages"),
        "study.stages_shown": state(shown, results),
        "study.stages_without_figure": count(
            sum((each not in filled for each in named), 0), f"{where}/stages", results
        ),
        "study.data_period": state(block.data_period, f"{where}/data_period"),
        "study.data_until": _read_end(block, f"{where}/data_period"),
        **{
            f"study.cutoff_{axis}": state(
                per_cent(getattr(block, f"cutoff_{axis}")), f"{where}/cutoff_{axis}"
            )
            for axis in ("mass", "energy", "ghg")
        },
        "study.left_out_without_reason": count(
            sum((not each.reason.strip() for each in block.left_out), 0), f"{where}/left_out"
        ),
        "study.left_out_without_estimate": count(
            sum((isinstance(each.estimate_kgco2e, Blank) for each in block.left_out), 0),
            f"{where}/left_out",
        ),
    }


def _name_stages(stages: Iterable[Stage]) -> tuple[str, ...]:
    there = frozenset(stages)
    return tuple(name for name, parts in _MAIN_STAGES.items() if parts & there)


def _read_end(block: BoundaryBlock, where: str) -> Fact:
    """Read the last day of the period, which is known even where the period is a whole year."""
    try:
        last = Interval.parse(block.data_period).last
    except PeriodError as error:
        return Fact(Blank.UNKNOWN, f"{where}: {error}")
    return state(Interval(last, last), where)


def _supply_unit(declaration: Declaration) -> dict[str, Fact]:
    unit, where = declaration.blocks.declared_unit, "/blocks/declared_unit"
    per_hour = unit.per_hour
    facts = {
        "study.unit_amount": state(unit.amount, f"{where}/amount"),
        "study.reference_flow_kg": state(unit.reference_flow_kg, f"{where}/reference_flow_kg"),
    }
    by_name = {
        "study.service_life_years": "life_years",
        "study.hours_per_year": "hours_per_year",
        "study.use_grid": "grid_region",
    }
    for name, field in by_name.items():
        value = getattr(per_hour, field) if per_hour else None
        facts[name] = state(value, f"{where}/per_hour/{field}")
    whole = {each.view: each for each in declaration.results.views}.get(View.WHOLE_LIFE)
    agrees = _agree(per_hour, whole) if per_hour else None
    facts["study.per_hour_agrees"] = state(agrees, f"{where}/per_hour", "/results/views")
    return facts


def _agree(per_hour: PerHour, whole: ViewResult | None) -> bool:
    """Tell whether the figure per hour gives the whole life that stands beside it."""
    if whole is None:
        return False
    total = per_hour.kgco2e * per_hour.life_years * per_hour.hours_per_year
    return abs(total - whole.total.kgco2e) <= _SAME * abs(whole.total.kgco2e)


def _supply_end_of_life(blocks: Blocks) -> dict[str, Fact]:
    block, destination = blocks.allocation, blocks.system_boundary.destination
    region, where = block.end_of_life_region, "/blocks/allocation"
    is_there: bool | Blank = region if isinstance(region, Blank) else destination.startswith(region)
    return {
        "study.end_of_life_method": state(block.end_of_life_method, f"{where}/end_of_life_method"),
        "study.end_of_life_at_destination": state(
            is_there, f"{where}/end_of_life_region", "/blocks/system_boundary/destination"
        ),
    }


def _supply_choices(blocks: Blocks) -> dict[str, Fact]:
    keys, choices = blocks.allocation.keys, blocks.choices
    reasons = [each.reason for each in choices.method]
    reasons += [each.reason for each in choices.factors]
    return {
        "study.allocation_drivers": state(
            tuple(dict.fromkeys(each.driver for each in keys)), "/blocks/allocation/keys"
        ),
        "study.allocation_keys": count(len(keys), "/blocks/allocation/keys"),
        "study.choices": count(len(reasons), "/blocks/choices"),
        "study.choices_without_reason": count(
            sum((not each.strip() for each in reasons), 0), "/blocks/choices"
        ),
        **{name: _find_choice(blocks, words, "reason") for name, words in _BY_SUBJECT.items()},
        **{name: _find_choice(blocks, words, "chosen") for name, words in _TEXT_BY_SUBJECT.items()},
    }


def _find_choice(blocks: Blocks, words: tuple[str, ...], field: str) -> Fact:
    """Find the choice whose subject holds one of some words.

    Subjects are the maker's own words, so that one not found may stand there under another name.
    """
    for place, each in enumerate(blocks.choices.method):
        text = getattr(each, field)
        if text.strip() and any(word in each.subject.casefold() for word in words):
            return state(text, f"/blocks/choices/method/{place}/{field}")
    return NOT_SAID


def _supply_claims(read: DeclarationDocument) -> dict[str, Fact]:
    faults = Counter(fault.kind for fault in lint_declaration(read))
    texts = [text for _, text in list_free_texts(read.declaration)]
    compared = sum(
        (claim.kind is ClaimKind.COMPARATIVE for text in texts for claim in find_claims(text)), 0
    )
    where = "the maker's words, by the linter of claims"
    return {
        "study.general_claims": count(
            faults[claim_faults.GENERIC_CLAIM] + faults[claim_faults.OTHER_DECLARATION], where
        ),
        "study.neutrality_claims": count(faults[claim_faults.NEUTRALITY_CLAIM], where),
        "study.endorsement_claims": count(faults[claim_faults.ENDORSEMENT_CLAIM], where),
        "study.comparisons": count(compared, where),
        "study.trend_shown": NOT_SAID if compared else state(False, where),
    }


def _list_blocks(blocks: Blocks) -> tuple[str, ...]:
    """List the parts of the structure that say something."""
    allocation = blocks.allocation
    is_said = {
        "system_boundary": bool(blocks.system_boundary.stages),
        "functional_unit": blocks.declared_unit.amount > 0,
        "allocation": bool(allocation.keys) or not isinstance(allocation.end_of_life_method, Blank),
        "primary_data_share": True,
        "uncertainty": blocks.uncertainty.draws > 0,
        "sensitivity": blocks.sensitivity.count > 0 and bool(blocks.sensitivity.varied),
    }
    return tuple(name for name, said in is_said.items() if said)
