"""Every kind of fault that asking what drives a result can find."""

from cradlegate.core.fault import FaultKind

POINTS_REFUSED = FaultKind(
    "FP-080",
    "a number of points that the estimator does not take",
    "Sobol' points are balanced at powers of two alone.",
    "Choose a power of two from 256 to 131072, such as 4096.",
)
TARGET_REFUSED = FaultKind(
    "FP-081",
    "a target that no result can cross",
    "A target is a number of kg CO2e above zero.",
    "Give the target per machine in kg CO2e, such as 20000.",
)
POINTS_WITHOUT_SOBOL = FaultKind(
    "FP-082",
    "points for a method that takes none",
    "Points belong to --method sobol; the local method takes --draws.",
    "Add --method sobol, or leave --points out.",
)
