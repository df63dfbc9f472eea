"""Explanations of what another choice of method would give, and of the works' accounts."""

from collections.abc import Mapping

from cradlegate.core.blank import known
from cradlegate.core.stage import Stage, View
from cradlegate.footprint.appraisal.second_life import SECOND_LIFE_NAMES, SecondLifeMethod
from cradlegate.footprint.footprint import Footprint
from cradlegate.footprint.tracing.derived import Tracer
from cradlegate.footprint.tracing.explanation import CO2E, Explanation, Part
from cradlegate.product.machine import Lives

END_OF_LIFE_METHODS = ("cut_off", "avoided_burden")


def list_method_paths(footprint: Footprint) -> tuple[str, ...]:
    """List the paths that this footprint answers, in the order of its report."""
    life = footprint.second_life
    methods = [name for name in SecondLifeMethod if life and life.result(name) is not None]
    return (
        *(["per_part"] if footprint.parts_in_life else []),
        *(f"second_life/{name}" for name in methods),
        *(["second_life/share"] if life and life.share is not None else []),
        *(f"end_of_life/{name}" for name in END_OF_LIFE_METHODS if footprint.end_of_life),
        *(["end_of_life/credits"] if footprint.end_of_life else []),
        *(
            f"ledger/{side}/{account.id}"
            for account in footprint.accounts
            for side in ("billed", "metered", "gap")
            if getattr(account, side) is not None
        ),
    )


def _trace_second_life(footprint: Footprint, rest: str) -> Explanation | None:
    life = footprint.second_life
    if life is None:
        return None
    if rest == "share" and life.share is not None:
        return _trace_share(life.lives, float(life.share))
    if rest not in set(SecondLifeMethod):
        return None
    method = SecondLifeMethod(rest)
    value = life.result(method)
    if value is None:
        return None
    original = Part("", "original manufacture, A1–A3 of the first life", life.original_kgco2e, CO2E)
    now = Part("", "this life: refurbishment and transport", life.this_life_kgco2e, CO2E)
    share = Part("second_life/share", "share of this life", float(life.share or 0), "")
    formula, parts = {
        SecondLifeMethod.FULL_ORIGINAL: ("original + this life", (original, now)),
        SecondLifeMethod.RESIDUAL_SHARE: ("original × share + this life", (original, share, now)),
        SecondLifeMethod.REFURBISHMENT_ONLY: ("this life alone", (now,)),
    }[method]
    facts = (("headline follows", SECOND_LIFE_NAMES[life.headline]),)
    name = SECOND_LIFE_NAMES[method]
    return Explanation(f"second_life/{rest}", name, value, CO2E, formula, parts, facts=facts)


def _trace_share(lives: Lives, share: float) -> Explanation:
    years = (
        ("before", lives.before_years),
        ("this", lives.this_years),
        ("after", lives.after_years),
    )
    parts = tuple(
        Part("", f"{name}, machine.yaml, lives", float(known(value) or 0), "year")
        for name, value in years
    )
    formula = "this ÷ (before + this + after)"
    name = "share of this life in all years of service"
    return Explanation("second_life/share", name, share, "", formula, parts)


def _trace_end_of_life(footprint: Footprint, rest: str) -> Explanation | None:
    pair = footprint.end_of_life
    if pair is None or rest not in {*END_OF_LIFE_METHODS, "credits"}:
        return None
    if rest == "credits":
        parts = tuple(
            Part(f"line/{line.id}", line.activity.label, line.emissions, CO2E)
            for line in footprint.lines
            if line.stage is Stage.D
        )
        name = "stage D under avoided burden, in no total"
        formula = "recycled mass × (secondary − primary production), by waste group"
        return Explanation(f"end_of_life/{rest}", name, pair.credits_kgco2e, CO2E, formula, parts)
    parts = (Part(f"view/{View.WHOLE_LIFE}", "whole life", pair.total_kgco2e, CO2E),)
    facts = (("method of the case", pair.declared),)
    formula = "whole life; treatment up to the scrap gate, no credit in it"
    name = f"whole life by {rest}"
    return Explanation(
        f"end_of_life/{rest}", name, pair.total_kgco2e, CO2E, formula, parts, facts=facts
    )


def _trace_ledger(footprint: Footprint, rest: str) -> Explanation | None:
    side, _, account_id = rest.partition("/")
    account = next((item for item in footprint.accounts if item.id == account_id), None)
    value = getattr(account, side) if account and side in {"billed", "metered", "gap"} else None
    if account is None or value is None:
        return None
    formula = {
        "billed": f"sum of {account.bills} bills, scaled to a year where they cover less or more",
        "metered": f"sum of {account.meters} process meters of a year",
        "gap": "bills − meters; a line of its own",
    }[side]
    name = f"{account.label}, {side}"
    return Explanation(f"ledger/{rest}", name, float(value), account.unit, formula)


def _trace_per_part(footprint: Footprint, rest: str) -> Explanation | None:
    made = footprint.parts_in_life
    if rest or not made:
        return None
    whole = footprint.total(View.WHOLE_LIFE)
    parts = (
        Part(f"view/{View.WHOLE_LIFE}", "whole life", whole, CO2E),
        Part("", "hours of service × parts an hour, use.yaml", made, "part"),
    )
    formula = "whole life ÷ parts made in it"
    return Explanation("per_part", "per part made", whole / made, f"{CO2E}/part", formula, parts)


METHOD_TRACERS: Mapping[str, Tracer] = {
    "second_life": _trace_second_life,
    "end_of_life": _trace_end_of_life,
    "ledger": _trace_ledger,
    "per_part": _trace_per_part,
}
"""By the first part of a path; each is given the rest."""
