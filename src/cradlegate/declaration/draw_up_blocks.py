"""The blocks of a declaration, drawn up from a case and its footprint."""

from collections.abc import Mapping
from decimal import Decimal
from math import fsum

from cradlegate.background.factor import Factor
from cradlegate.core.blank import Blank
from cradlegate.core.fault import Fault
from cradlegate.core.grade import DataGrade
from cradlegate.core.stage import STAGES_BY_VIEW, View
from cradlegate.declaration.blocks import (
    AllocationBlock,
    AssumptionsBlock,
    Blocks,
    BoundaryBlock,
    ChoicesBlock,
    Chosen,
    CoverageBlock,
    CoveredAxis,
    DerivedDistance,
    EvidenceBlock,
    GoalBlock,
    GwpBlock,
    KeptEvidence,
    LeftOut,
    NamedFactor,
    PerHour,
    PrimaryDataBlock,
    QualityBlock,
    SensitivityBlock,
    SharedKey,
    SignedOff,
    UncertaintyBlock,
    UnitBlock,
    UsedFactor,
    Varied,
    Warned,
)
from cradlegate.footprint.appraisal.coverage import THRESHOLD
from cradlegate.footprint.appraisal.uncertainty import LEVEL
from cradlegate.footprint.boundary import EndPoint
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.line import Line, sum_emissions
from cradlegate.footprint.rounding import signed_text
from cradlegate.footprint.sensitivity.one_at_a_time import vary_one_at_a_time
from cradlegate.footprint.sources import Use
from cradlegate.footprint.term import Term
from cradlegate.footprint.works.allocation import share_per_machine
from cradlegate.product.case import Case
from cradlegate.product.machine import Goal, Machine

WIDEST = 10
"""How many of the varied figures are stated."""


def exact(value: float | Decimal) -> Decimal:
    """Give a computed figure as it is signed: 12 significant digits (method 17)."""
    return Decimal(signed_text(value))


def draw_up_blocks(case: Case, footprint: Footprint, use: Use) -> Blocks:
    """Draw up every block."""
    quality = footprint.quality
    return Blocks(
        goal=_goal(case.machine.goal, case.machine),
        system_boundary=_boundary(footprint),
        declared_unit=_unit(footprint),
        allocation=_allocation(case, footprint),
        primary_data=PrimaryDataBlock(
            exact(quality.primary_strict), exact(quality.primary_activity)
        ),
        uncertainty=_uncertainty(footprint),
        sensitivity=_sensitivity(footprint),
        gwp=GwpBlock(footprint.machine.gwp_target, _shares(quality.gwp_mix)),
        coverage=_coverage(footprint),
        data_quality=_quality(footprint),
        assumptions=_assumptions(case, footprint, use),
        choices=_choices(case, footprint),
        evidence=_evidence(case),
    )


def _goal(goal: Goal, machine: Machine) -> GoalBlock:
    return GoalBlock(
        application=goal.application,
        reasons=goal.reasons,
        audience=goal.audience,
        communication=goal.communication,
        product_rules=machine.pcr,
        product_rules_deviation=machine.pcr_deviation,
    )


def _boundary(footprint: Footprint) -> BoundaryBlock:
    machine = footprint.machine
    stages = STAGES_BY_VIEW[footprint.view]
    return BoundaryBlock(
        view=footprint.view,
        stages=stages,
        transport_end=EndPoint(machine.transport_end),
        destination=machine.destination,
        data_period=str(machine.data_period),
        cutoff_mass=machine.cutoff.mass,
        cutoff_energy=machine.cutoff.energy,
        cutoff_ghg=machine.cutoff.ghg,
        left_out=tuple(
            LeftOut(
                item.label,
                item.stage,
                item.reason,
                Blank.UNKNOWN if item.estimate_kgco2e is None else item.estimate_kgco2e,
            )
            for item in footprint.exclusions
            if item.stage in stages
        ),
    )


def _unit(footprint: Footprint) -> UnitBlock:
    machine, use, hours = footprint.machine, footprint.use, footprint.service_hours
    per_hour = None
    if use and hours and View.WHOLE_LIFE in footprint.views:
        value = exact(footprint.total(View.WHOLE_LIFE) / hours)
        per_hour = PerHour(value, use.life_years, use.hours_per_year, use.grid_region)
    return UnitBlock(
        amount=Decimal(1),
        unit="machine",
        reference_flow_kg=machine.net_mass_kg,
        kgco2e_per_kg_at_gate=exact(footprint.plausibility.per_kg),
        kgco2e_per_kw=exact(footprint.total() / float(machine.rated_power_kw)),
        rated_power_kw=machine.rated_power_kw,
        rated_power_basis=machine.rated_power_basis,
        per_hour=per_hour,
    )


def _allocation(case: Case, footprint: Footprint) -> AllocationBlock:
    keys = []
    for item in footprint.alternatives:
        share = share_per_machine(case, item.key_id)
        if isinstance(share, Term):
            keys.append(SharedKey(item.key_id, item.driver, exact(share.value), exact(item.kgco2e)))
    end = case.end_of_life
    return AllocationBlock(
        keys=tuple(keys),
        end_of_life_method=end.method if end else Blank.UNKNOWN,
        end_of_life_region=end.region if end else Blank.UNKNOWN,
    )


def _uncertainty(footprint: Footprint) -> UncertaintyBlock:
    return UncertaintyBlock(
        level=LEVEL,
        draws=footprint.draw_count,
        seed=str(footprint.seed),
        factors_with_own_spread=footprint.draws.own_spreads,
        factors_with_default_spread=footprint.draws.default_spreads,
    )


def _sensitivity(footprint: Footprint) -> SensitivityBlock:
    varied = vary_one_at_a_time(footprint.lines_in_view)
    pair = footprint.instruments
    return SensitivityBlock(
        varied=tuple(Varied(v.id, exact(v.low), exact(v.high)) for v in varied[:WIDEST]),
        count=len(varied),
        with_instruments_kgco2e=exact(pair.with_instruments),
        without_instruments_kgco2e=exact(pair.without_instruments),
    )


def _coverage(footprint: Footprint) -> CoverageBlock:
    axes = tuple(
        CoveredAxis(
            axis=axis.axis,
            shares={name: exact(axis.share(name) or 0.0) for name in axis.amounts}
            if axis.whole
            else {},
            threshold=exact(THRESHOLD),
            judgement=axis.judgement,
            unestimated=axis.unestimated,
        )
        for axis in footprint.coverage
    )
    return CoverageBlock(axes, exact(footprint.balance.unassigned_kg))


def _quality(footprint: Footprint) -> QualityBlock:
    quality = footprint.quality
    return QualityBlock(
        dqr=exact(quality.dqr),
        scores=_shares(quality.scores),
        grades={DataGrade(name): exact(share) for name, share in quality.grades.items()},
        proxies=exact(quality.proxies),
        infrastructure=exact(quality.infrastructure),
        unsplit=exact(quality.unsplit),
        stage_unsplit=exact(quality.stage_unsplit),
    )


def _shares(values: Mapping[str, float]) -> Mapping[str, Decimal]:
    return {name: exact(value) for name, value in values.items()}


def _assumptions(case: Case, footprint: Footprint, use: Use) -> AssumptionsBlock:
    return AssumptionsBlock(
        factors=_used_factors(footprint.lines_in_view),
        distances=tuple(
            DerivedDistance(*key, route.km, route.formula)
            for key, route in sorted(use.distances.items())
        ),
        template=case.machine.template,
        warnings=tuple(_warned(fault) for fault in footprint.faults),
    )


def _warned(fault: Fault) -> Warned:
    return Warned(fault.code, str(fault.place), fault.found)


def _used_factors(lines: tuple[Line, ...]) -> tuple[UsedFactor, ...]:
    by_factor: dict[str, list[Line]] = {}
    for line in lines:
        by_factor.setdefault(line.activity.choice.chosen.id, []).append(line)
    whole = sum_emissions(lines) or 1.0
    stated = [_used_factor(users, whole) for users in by_factor.values()]
    return tuple(sorted(stated, key=lambda item: (-abs(item.share), item.id)))


def _used_factor(users: list[Line], whole: float) -> UsedFactor:
    factor = users[0].activity.choice.chosen
    share = fsum(line.total for line in users) / whole
    return UsedFactor(
        id=factor.id,
        name=factor.name,
        kgco2e_per_unit=exact(factor.total),
        unit=factor.unit,
        region=factor.region.code,
        years=_name_years(factor),
        gwp_set=factor.gwp_set,
        grade=factor.grade,
        is_proxy=any(line.activity.choice.is_proxy for line in users),
        has_default_spread=factor.spread.is_default,
        source=f"{factor.source.citation}, {factor.source.locator}".rstrip(", "),
        licence=factor.source.licence,
        share=exact(share),
    )


def _name_years(factor: Factor) -> str:
    if factor.year_from is None:
        return Blank.UNKNOWN.value
    is_one = factor.year_to in {None, factor.year_from}
    return f"{factor.year_from}" if is_one else f"{factor.year_from}–{factor.year_to}"


def _choices(case: Case, footprint: Footprint) -> ChoicesBlock:
    named = [line for line in footprint.lines if line.activity.choice.rule == "named"]
    return ChoicesBlock(
        method=tuple(Chosen(c.subject, c.chosen, c.reason) for c in case.machine.choices),
        factors=tuple(
            NamedFactor(
                line.id,
                line.activity.choice.chosen.id,
                line.activity.choice.effect,
                line.activity.choice.reason,
            )
            for line in named
        ),
    )


def _evidence(case: Case) -> EvidenceBlock:
    return EvidenceBlock(
        kept=tuple(KeptEvidence(e.id, e.kind, e.issuer, e.sha256) for e in case.evidence),
        signed_off=tuple(
            SignedOff(s.section, s.digest, s.role, s.prepared_by, s.reviewed_by, str(s.date))
            for s in case.signoffs
        ),
    )
