"""What can keep a supplier's answer from becoming a figure (PR-08n)."""

from cradlegate.core.fault import FaultKind, Severity

_WARNING = Severity.WARNING

INCOMPLETE_ANSWER = FaultKind(
    "PR-080",
    "an answer that gives no figure",
    "A figure is scope 1, scope 2 (location) and upstream together; or energy by carrier and "
    "inputs by mass, from which it is computed.",
    "Ask the supplier for what is named here.",
)
ENERGY_TWICE = FaultKind(
    "PR-081",
    "energy stated twice",
    "Electricity of a process stands on the sheet of the process or on the sheet energy.",
    "Clear one of the two.",
)
INPUTS_NOT_CLOSING = FaultKind(
    "PR-082",
    "inputs that do not make up the part",
    "Inputs weigh what the part weighs and the scrap that leaves, within 2 %.",
    "Ask for the missing inputs or the scrap.",
)
MARKET_BESIDE = FaultKind(
    "PR-083",
    "a contract figure that is not counted",
    "Contracts for electricity count with their retired instruments; without them the grid does.",
    "Ask for the instruments, if the difference matters.",
    _WARNING,
)
NO_CALORIFIC_BASIS = FaultKind(
    "PR-084",
    "gas in kWh without its calorific basis",
    "Natural gas and propane in kWh are net or gross; the two differ by a tenth.",
    "Ask the supplier which one the bill is in.",
)

FAULT_KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FaultKind))
"""Every kind of this file, in the order of their codes."""
