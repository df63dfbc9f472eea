"""Every kind of fault that long tables can show beside those of short ones (BD-18n)."""

from cradlegate.core.fault import FaultKind

TOO_MANY_PAIRS = FaultKind(
    "BD-180",
    "documents that may cover everything",
    "A document of a portfolio names what it covers: consignments, serial numbers, models or "
    "series; and a line names its own.",
    "Fill in one of the columns `covers_…` of the document, and series and serials of the lines.",
)
TWO_LINES = FaultKind(
    "BD-182",
    "a line that stands twice",
    "Every line of a portfolio has an id of its own.",
    "Give the line another id, or leave it out.",
)
