"""Every kind of fault that linking and scoring a database can show."""

from cradlegate.core.fault import FaultKind, Severity

FEEDS_ON_ITSELF = FaultKind(
    "BG-150",
    "processes that feed on themselves",
    "Going round a loop of processes, less is taken than is made; else no amount would be enough.",
    "Correct the amounts at their source; nothing that needs these processes has a figure.",
    Severity.WARNING,
)
NOT_SCALABLE = FaultKind(
    "BG-151",
    "process whose amounts are no numbers per unit",
    "What a process takes can be told per unit of what it makes.",
    "Correct the amounts of the process at their source.",
    Severity.WARNING,
)
UNKNOWN_SUPPLIER = FaultKind(
    "BG-152",
    "supplier that does not supply",
    "A supplier that is named for an input is a process that gives that flow off as its reference.",
    "Name one of the processes that do, or leave the supplier empty to cut the input off.",
)
NO_SUCH_SET = FaultKind(
    "BG-153",
    "set of factors that is not there",
    "Gases count by AR6 or AR5 GWP100, or by a method for climate change that is in the package.",
    "Name one of them.",
)

FAULT_KINDS = (FEEDS_ON_ITSELF, NOT_SCALABLE, UNKNOWN_SUPPLIER, NO_SUCH_SET)
"""Every kind, in the order of the codes."""
