"""Every kind of fault that drawing lines with their databases can show."""

from cradlegate.core.fault import FaultKind, Severity

NOT_DRAWN = FaultKind(
    "FP-090",
    "process that is not drawn with its database",
    "A process that cannot be drawn keeps the documented default spread of its class.",
    "Read why; a database saved by an older release is drawn once it is imported again.",
    Severity.WARNING,
)
LEFT_OUT = FaultKind(
    "FP-091",
    "draws that leave a process without a figure",
    "A draw in which a process has no figure is left out of every total and never averaged in.",
    "Look at the spreads of the database: amounts that may turn negative are the usual cause.",
    Severity.WARNING,
)
MOSTLY_LEFT_OUT = FaultKind(
    "FP-092",
    "process that most draws leave without a figure",
    "An interval rests on more than half of the draws; such a process keeps its default spread.",
    "Look at the spreads of the database: amounts that may turn negative are the usual cause.",
    Severity.WARNING,
)
