"""Faults of working out a catalogue at once (FP-06n)."""

from cradlegate.core.fault import FaultKind

NOT_PROVEN = FaultKind(
    "FP-060",
    "formulas that do not give what a case gives",
    "The formulas of a group are proven against the ordinary footprint of some of its rows.",
    "Compute these variants one by one with `cradlegate new` and `cradlegate footprint`, and "
    "report the fault.",
)
NO_LOW_PRODUCT = FaultKind(
    "FP-061",
    "an amount that is no low product of the parameters",
    "Amounts of a catalogue are sums of products of few parameters.",
    "Compute these variants one by one with `cradlegate new` and `cradlegate footprint`, and "
    "report the fault.",
)
