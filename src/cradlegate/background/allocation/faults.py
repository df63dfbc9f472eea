"""Every kind of fault that sharing out a database among its products can show."""

from cradlegate.core.fault import FaultKind, Severity

SHARES_ABSENT = FaultKind(
    "BG-180",
    "process without shares by the method that was asked for",
    "A process with several products is shared out by the method asked for, or else by its own"
    " default, or else its reference bears all of it.",
    "State the shares at their source, or ask for a method by which they are stated.",
    Severity.WARNING,
)
SHARES_SCALED = FaultKind(
    "BG-181",
    "shares that do not quite add up to 1",
    "The shares of all products make up the whole; off by 1 % or less, they are scaled to it.",
    "Correct the shares at their source.",
    Severity.WARNING,
)
SHARES_UNUSABLE = FaultKind(
    "BG-182",
    "shares that cannot be used",
    "Every product of a process has a share that is not negative, and together they make up the"
    " whole of each exchange, to 1 %.",
    "Correct the shares at their source; what was taken in their place is said.",
    Severity.WARNING,
)

NOT_CREDITED = FaultKind(
    "BG-183",
    "avoided products without a credit",
    "ISO 14067 (6.4.6) expands the system where that avoids allocation; an avoided product is"
    " credited once an allocation is asked for.",
    "Import it with `--allocation default`, which also shares out co-products, or leave it so.",
    Severity.WARNING,
)

FAULT_KINDS = (SHARES_ABSENT, SHARES_SCALED, SHARES_UNUSABLE, NOT_CREDITED)
"""Every kind, in the order of the codes."""
