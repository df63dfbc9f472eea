"""Which factor answers which need, and why (method 4)."""

from dataclasses import dataclass

from cradlegate.background.factor import Factor


@dataclass(frozen=True, slots=True)
class Need:
    """What is looked for.

    Args:
        key: material family, `electricity`, fuel carrier, transport vehicle class, …
        region: ISO 3166-1 alpha-2 country of the process, "" if unknown.
    """

    key: str
    region: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A factor chosen for a subject.

    Args:
        subject: what it was chosen for, such as `bom/BED-01`.
        chosen: the factor.
        rule: `default`, `named` (the case names the factor), `supplier` or `conservative`.
        alternatives: ids of other factors of the same key.
        effect: kg CO2e per unit by which a named factor differs from the default; "" for a default.
        reason: why this one, from the defaults table or from the case.
        mapping_score: PEF technology score 1-5 of the step from need to factor (5 = unknown).
        is_proxy: whether the factor stands in for a family that has no source of its own.
    """

    subject: str
    chosen: Factor
    rule: str
    alternatives: tuple[str, ...]
    effect: str
    reason: str
    mapping_score: int
    is_proxy: bool
