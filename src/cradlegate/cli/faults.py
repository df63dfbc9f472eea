"""Every kind of fault of the command line itself."""

from cradlegate.core.fault import FaultKind

USAGE = FaultKind(
    "CL-001",
    "a command line that cannot be read",
    "Commands and options are those of `cradlegate --help`.",
    "Correct the command line.",
)
UNKNOWN_FACTOR = FaultKind(
    "CL-002",
    "a factor that the library does not hold",
    "Factors are named by their id.",
    "Find it with `cradlegate library search WORDS`.",
)
MISSING_OPTION = FaultKind(
    "CL-003",
    "an option that the command needs",
    "A new case needs mass, axes, power of spindle or beam, base material, and the type of laser.",
    "Give the option, or run the command at a terminal to be asked.",
)
INTERNAL = FaultKind(
    "CL-004",
    "a fault of the program, not of the input",
    "Every input gets an answer or a named fault.",
    "Run again with CRADLEGATE_TRACE=1 and send what it prints.",
)
OPTION_RANGE = FaultKind(
    "CL-005",
    "an option out of range",
    "Draws and seed stay where results are exact and memory suffices.",
    "Choose a value in the range.",
)
NO_ZONE = FaultKind(
    "CL-006",
    "a moment without a zone",
    "A moment carries its zone, so that it is the same one everywhere.",
    "Write it as 2026-11-22T09:00:00Z, or with an offset such as +07:00.",
)
